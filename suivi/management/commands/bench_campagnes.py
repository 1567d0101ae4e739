import statistics
import time
from argparse import ArgumentParser
from dataclasses import dataclass
from datetime import timedelta
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
from django.utils import timezone

from quiz.acces.code import new_code
from quiz.models import Passation, Resultat
from quiz.services import hash_secret
from suivi import services
from suivi.classe.annee import last_day, school_year
from suivi.demonstration import Eleves
from suivi.models import Campagne, Envoi, Membre, Montre, Participation, Role
from suivi.second_facteur import note_enrolment

STUDENTS, SENT = 400, 320
MODELS = 24  # results that are computed; the others are copies
TIMES = 15


class Command(BaseCommand):
    help = "Temps de calcul et requêtes de chaque page d'une campagne de 400 élèves, à côté de la liste des métiers."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--students", type=int, default=STUDENTS, help="participations de la campagne")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """What is made for it is taken back at the end."""
        owner = _owner()
        campagne = _campagne(owner, options["students"])
        client = _client(owner.user)
        self.stdout.write(f"{options['students']} participations, {connection.vendor}, {TIMES} fois, temps de calcul :")
        for nom, adresse in _pages(campagne):
            one = _measure(client, adresse)
            beside = f"{one.milliseconds:7.1f} ms ({one.milliseconds / one.beside:4.1f} × la liste des métiers)"
            self.stdout.write(f"  {nom:24} {beside}   {one.queries:3} requêtes   {one.size:7} octets")
        transaction.set_rollback(True)


@dataclass(frozen=True, slots=True)
class _Mesure:
    """Medians of processor time: of the page, and of the list of métiers asked in turn with it."""

    milliseconds: float
    beside: float
    queries: int
    size: int


def _owner() -> Membre:
    user = User.objects.create_user("bench@example.invalid", "bench@example.invalid", first_name="Bench")
    structure = services.open_structure(nom="Mesure", ville=str(time.time_ns()))
    return Membre.objects.create(user=user, structure=structure, role=Role.CONSEILLER)


def _campagne(owner: Membre, students: int) -> Campagne:
    until = last_day(school_year(timezone.localdate()))
    campagne = services.open_campagne(membre=owner, nom="Mesure", montre=Montre.AUSSITOT, ferme_le=until)
    eleves = Eleves()
    for number in range(MODELS):
        eleves.join(campagne, f"Modele {number}")
    models = list(Envoi.objects.filter(participation__campagne=campagne).select_related("resultat"))
    if not models:
        raise CommandError("Aucun métier publié : lancez d'abord « manage.py load_fixtures ».")
    for number in range(students - MODELS):
        _copy(campagne, f"Eleve {number}", models[number % len(models)], sent=number < SENT * students / STUDENTS)
    return campagne


def _copy(campagne: Campagne, nom: str, model: Envoi, *, sent: bool) -> None:
    """Another student with the same result."""
    now = timezone.now()
    passation = Passation.objects.create(
        empreinte_secret=hash_secret(new_code()), expire_le=now + timedelta(days=30), terminee_le=now
    )
    own = Participation.objects.create(campagne=campagne, passation=passation, pseudonyme=nom, cle=nom)
    if sent:
        of = {name: getattr(model.resultat, name) for name in ("numero", "contenu", "complet", "competences", "titres")}
        kept = Resultat.objects.create(passation=passation, en_tete=model.resultat.en_tete, **of)
        Envoi.objects.create(participation=own, resultat=kept, apercu=model.apercu)


def _client(user: User) -> Client:
    client = Client(SERVER_NAME=settings.ALLOWED_HOSTS[0].lstrip("*.") if settings.ALLOWED_HOSTS else "localhost")
    client.force_login(user)
    request = SimpleNamespace(session=client.session)
    TOTP.activate(user, generate_totp_secret())
    note_enrolment(request, user)  # type: ignore[arg-type]
    request.session.save()
    return client


def _pages(campagne: Campagne) -> list[tuple[str, str]]:
    one = Participation.objects.filter(campagne=campagne, envois__isnull=False).latest("pk")
    of = [campagne.pk]
    return [
        ("mes campagnes", reverse("suivi:accueil")),
        ("activité", reverse("suivi:campagne_activite", args=of)),
        ("résultats", reverse("suivi:campagne_resultats", args=of)),
        ("élève", reverse("suivi:eleve_detail", args=[campagne.pk, one.pk])),
        ("agenda", reverse("suivi:agenda")),
        ("chercher un élève", f"{reverse('suivi:eleve_list')}?q=eleve"),
        ("affiche", reverse("suivi:campagne_affiche", args=of)),
        ("fiche d'entretien", reverse("suivi:eleve_fiche", args=[campagne.pk, one.pk])),
    ]


def _measure(client: Client, address: str) -> _Mesure:
    response = client.get(address)
    if response.status_code != 200:
        raise CommandError(f"{address} répond {response.status_code}.")
    turns = [(_taken(client, address), _taken(client, reverse("metiers:metier_list"))) for _ in range(TIMES)]
    own, beside = (statistics.median(taken) for taken in zip(*turns, strict=True))
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return _Mesure(own, beside, len(captured), len(response.content))


def _taken(client: Client, address: str) -> float:
    start = time.process_time()
    client.get(address)
    return 1000 * (time.process_time() - start)
