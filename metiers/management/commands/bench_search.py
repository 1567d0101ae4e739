from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import process_time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from metiers.directory import Annuaire, annuaire
from metiers.francais.chiffres import decimal, percent
from metiers.models import DonneesMetier
from metiers.search import mesure
from metiers.search.entries import Entree
from metiers.search.index import Index
from metiers.search.results import find
from metiers.search.selection import Selection, read_query

MOTS = settings.BASE_DIR / "fixtures" / "mots" / "mots.txt"


class Command(BaseCommand):
    help = "Mesure la recherche sur les métiers publiés : mots d'élèves (fixtures/mots/), liste de l'Onisep, durée."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--onisep", type=Path, metavar="FICHIER", help="la liste ideo-metiers de l'Onisep (CSV)")

    def handle(self, *args: Any, **options: Any) -> None:
        catalogue = annuaire()
        if not catalogue.entrees:
            raise CommandError("aucune fiche publiée : rien à chercher.")
        search = _Timed(catalogue)
        mots = _read(MOTS, mesure.read_mots)
        words = mesure.served(mots, [entree.code for entree in catalogue.entrees], search)
        self._print(_words(words, len(catalogue.entrees)))
        if options["onisep"]:
            labels = _read(options["onisep"], mesure.read_labels)
            self._print(_onisep(mesure.shares(labels, catalogue.entrees, _families(), search)))
        self._print(_times(search.seconds))

    def _print(self, lines: Iterator[str]) -> None:
        for line in lines:
            self.stdout.write(line)


class _Timed:
    """Searches as the list does, and remembers how long each took on the processor."""

    def __init__(self, catalogue: Annuaire) -> None:
        self.index = Index(catalogue.entrees).ready()
        self.seconds: list[float] = []

    def __call__(self, query: str) -> Sequence[Entree]:
        start = process_time()
        results = find(self.index, Selection(read_query(query)))
        self.seconds.append(process_time() - start)
        return [hit.entree for hit in results.hits[: mesure.SHOWN]]


def _read(path: Path, reader: Any) -> Any:
    try:
        return reader(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CommandError(f"{path.name} : {error}") from None


def _families() -> dict[str, str]:
    rows = DonneesMetier.objects.values_list("code", "figures__famille")
    return {code: family for code, family in rows if family}


def _words(words: Sequence[mesure.Served], published: int) -> Iterator[str]:
    known = [word for word in words if word.published]
    first = f"un métier accepté parmi les {mesure.SHOWN} premiers"
    yield f"{published} métiers publiés, {len(words)} mots d'élèves : {first}"
    yield f"  mots dont un métier est publié : {_share([word.found for word in known])}"
    yield f"  tous les mots : {_share([word.found for word in words])}"
    for word in words:
        if not word.found:
            codes = f"{' '.join(word.mot.codes)}{'' if word.published else ', non publié'}"
            yield f"  « {word.mot.texte} » ({codes}) → {' ; '.join(word.shown) or 'rien'}"


def _onisep(shares: mesure.Shares) -> Iterator[str]:
    yield ""
    yield f"Liste de l'Onisep, {shares.labels} intitulés qui ont un code"
    yield f"  un métier de la même famille ROME 3 parmi les {mesure.SHOWN} premiers : {_of(shares.near, shares.labels)}"
    yield f"  le métier de ce nom en premier, là où il y en a un : {_of(shares.first, shares.named)}"
    for missed in shares.missed:
        yield f"  « {missed} »"


def _times(seconds: Sequence[float]) -> Iterator[str]:
    middle, slow = mesure.times(seconds)
    yield ""
    yield f"Processeur par recherche : {decimal(middle, 1)} ms (médiane), {decimal(slow, 1)} ms (95 sur 100)"


def _share(found: Sequence[bool]) -> str:
    return _of(sum(found), len(found))


def _of(some: int, whole: int) -> str:
    return f"{some} sur {whole} ({percent(some / whole, 1) if whole else '–'})"
