import resource
import statistics
import time
import tracemalloc
from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from suivi.charge import Region, build_region
from suivi.export import lines_of
from suivi.models import Campagne, Participation
from suivi.second_facteur import note_enrolment
from suivi.tableur import classeur, virgules
from suivi.tableur.colonnes import table

STUDENTS = 400
TIMES = 15
LEAST_BYTES = 5_000  # more than what comes before the first pupil
SIZES = {"structures": "structures", "campagnes": "campagnes", "students": "participations"}
LIST = "metiers:metier_list"


class Command(BaseCommand):
    help = "Temps de calcul, requêtes et mémoire des pages d'une campagne, à côté de la liste des métiers."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--structures", type=int, default=1)
        parser.add_argument("--campagnes", type=int, default=1)
        parser.add_argument("--students", type=int, default=STUDENTS, help="participations, de toutes les campagnes")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """What is made for it is taken back at the end."""
        begun = time.monotonic()
        region = build_region(
            structures=options["structures"], campagnes=options["campagnes"], participations=options["students"]
        )
        if region is None:
            raise CommandError("Aucun métier publié : lancez d'abord « manage.py load_fixtures ».")
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        made = ", ".join(f"{options[name]} {said}" for name, said in SIZES.items())
        self.stdout.write(f"{made}, {connection.vendor}, faites en {time.monotonic() - begun:.0f} s")
        self._tell_exports(region)
        self._tell_pages(region)
        transaction.set_rollback(True)

    def _tell_pages(self, region: Region) -> None:
        self.stdout.write(f"temps de calcul, médiane de {TIMES}, et la liste des métiers demandée tour à tour :")
        clients = {user: _client(user) for user in (region.region, region.membre.user)}
        for user, nom, adresse in _pages(region):
            one = _measure(clients[user], adresse)
            beside = f"{one.milliseconds:7.1f} ms ({one.milliseconds / one.beside:4.1f} × la liste des métiers)"
            self.stdout.write(
                f"  {nom:32} {beside}   {one.queries:3} requêtes   {one.memory / 1e6:5.1f} Mo   {one.size:7} octets"
            )

    def _tell_exports(self, region: Region) -> None:
        pks = list(Campagne.objects.de(region.region.pk).order_by("pk").values_list("pk", flat=True))
        for nom, writer in (("texte (CSV)", virgules), ("classeur (XLSX)", classeur)):
            before, begun = _held(), time.monotonic()
            size, first, most = 0, 0.0, before
            for part in writer.write(table(lines_of(region.region, pks))):
                size, most = size + len(part), max(most, _held())
                first = first or (time.monotonic() - begun if size > LEAST_BYTES else 0.0)
            whole = time.monotonic() - begun
            self.stdout.write(
                f"  export, {nom:23} {len(pks)} campagnes : premières lignes en {first:.2f} s, tout en {whole:.1f} s, "
                f"{size / 1e6:.1f} Mo ; mémoire : {most - before} Mo de plus au plus"
            )


@dataclass(frozen=True, slots=True)
class _Mesure:
    """Medians of processor time: of the page, and of the list of métiers asked in turn with it; the most memory (bytes)
    that one answer takes."""

    milliseconds: float
    beside: float
    queries: int
    memory: int
    size: int


def _client(user: User) -> Client:
    client = Client(SERVER_NAME=settings.ALLOWED_HOSTS[0].lstrip("*.") if settings.ALLOWED_HOSTS else "localhost")
    client.force_login(user)
    request = SimpleNamespace(session=client.session)
    TOTP.activate(user, generate_totp_secret())
    note_enrolment(request, user)  # type: ignore[arg-type]
    request.session.save()
    return client


def _pages(region: Region) -> Iterator[tuple[User, str, str]]:
    user, campagne = region.membre.user, region.grande
    one = Participation.objects.filter(campagne=campagne, envois__isnull=False).latest("pk")
    of = [campagne.pk]
    yield user, "mes campagnes", reverse("suivi:accueil")
    yield region.region, "mes campagnes, de toutes", reverse("suivi:accueil")
    yield user, "activité", reverse("suivi:campagne_activite", args=of)
    yield user, "résultats", reverse("suivi:campagne_resultats", args=of)
    yield user, "ensemble", reverse("suivi:campagne_ensemble", args=of)
    yield user, "élève", reverse("suivi:eleve_detail", args=[campagne.pk, one.pk])
    yield user, "agenda", reverse("suivi:agenda")
    yield region.region, "chercher un élève, de tous", f"{reverse('suivi:eleve_list')}?q=eleve 77"
    yield user, "exporter, la page", reverse("suivi:export")
    yield user, "affiche", reverse("suivi:campagne_affiche", args=of)
    yield user, "fiche d'entretien", reverse("suivi:eleve_fiche", args=[campagne.pk, one.pk])


def _measure(client: Client, address: str) -> _Mesure:
    response = client.get(address)
    if response.status_code != 200:
        raise CommandError(f"{address} répond {response.status_code}.")
    turns = [(_taken(client, address), _taken(client, reverse(LIST))) for _ in range(TIMES)]
    own, beside = (statistics.median(taken) for taken in zip(*turns, strict=True))
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    queries = len(captured)  # the next answer empties what was captured
    tracemalloc.start()
    client.get(address)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return _Mesure(own, beside, queries, most, len(response.content))


def _taken(client: Client, address: str) -> float:
    start = time.process_time()
    client.get(address)
    return 1000 * (time.process_time() - start)


def _held() -> int:
    """The memory of this process, in megabytes."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() >> 20
