import json
from argparse import ArgumentParser
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from metiers.catalogue.publication import key_of
from metiers.francais.phrases import count
from metiers.textes import Faute, Texte
from metiers.textes.closeness import Proches, borrowed, closest, runs_of, too_close
from metiers.textes.dossier import DOMAINE, read_files
from metiers.textes.rules import check
from metiers.textes.spelling import misspelled, unknown_words

FIXTURES = settings.BASE_DIR / "fixtures"
TEXTES, FICHES, CATALOGUE = FIXTURES / "textes", FIXTURES / "fiches", FIXTURES / "catalogue.json"
ADMITTED = Path(__file__).parents[2] / "textes" / "mots_admis.txt"
SHOWN = 20
# Folders of raw sources whose words are not ours to take, and what in them is text.
SOURCES = ("rome*", "onisep*", "seed*")
SUFFIXES = {".csv", ".txt", ".json", ".xml"}


class Command(BaseCommand):
    help = "Vérifie fixtures/textes/ : forme, longueurs, typographie, ressemblances, orthographe."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--textes", type=Path, default=TEXTES, help="un autre dossier que fixtures/textes/")
        parser.add_argument(
            "--sources", type=Path, help="le dossier des sources brutes : aucune suite de six mots ne doit en venir"
        )
        parser.add_argument("--closest", action="store_true", help=f"montre aussi les {SHOWN} paires les plus proches")
        parser.add_argument("--words", action="store_true", help="n'écrit que les mots inconnus du dictionnaire")

    def handle(self, *args: Any, **options: Any) -> None:
        files = [(path.name, path.read_bytes()) for path in sorted(options["textes"].glob("*.txt"))]
        lecture = read_files(files)
        known = _dictionary()
        unknown = unknown_words(lecture.textes, known, _admitted()) if known else {}
        if options["words"]:
            self.stdout.write("\n".join(sorted(unknown)))
            return
        pairs = closest(lecture.textes)
        fautes = [*lecture.fautes, *check(lecture.textes), *too_close(pairs), *misspelled(unknown)]
        if options["textes"] == TEXTES:
            fautes += _missing(lecture.textes)
        if options["sources"]:
            fautes += _borrowed(lecture.textes, options["sources"])
        if options["closest"]:
            self._show(pairs[:SHOWN])
        for faute in sorted(fautes, key=lambda one: (one.fichier, one.ligne)):
            self.stderr.write(str(faute))
        spelling = "" if known else " ; orthographe non vérifiée : installez requirements-dev.txt"
        said = f"{count(len(lecture.textes), 'texte', 'textes')}, {count(len(fautes), 'faute', 'fautes')}{spelling}."
        if fautes:
            raise CommandError(said)
        self.stdout.write(said)

    def _show(self, pairs: Sequence[Proches]) -> None:
        for pair in pairs:
            self.stdout.write(f"{pair.part:.0%} {pair.un.cle} {pair.un.titre} – {pair.autre.cle} {pair.autre.titre}")


def _missing(textes: Sequence[Texte]) -> Iterator[Faute]:
    """Every métier of the catalogue has its whole text; those of a written fiche have theirs there."""
    told = {texte.cle for texte in textes if not texte.accroche_seule}
    written = {path.name.partition("-")[0] for path in FICHES.glob("*.txt")}
    for entry in json.loads(CATALOGUE.read_bytes())["metiers"]:
        key = key_of(entry["code"], entry.get("ogr", ""))
        if key not in told and key not in written:
            yield Faute(1, f"{key} {entry['titre']['inclusif']} est publié sans texte.", f"{key[:DOMAINE]}.txt")


def _borrowed(textes: Sequence[Texte], sources: Path) -> Iterator[Faute]:
    paths = [path for pattern in SOURCES for path in sources.glob(f"{pattern}/*") if path.suffix in SUFFIXES]
    if not paths:
        raise CommandError(f"{sources} : aucun fichier de {', '.join(SOURCES)}.")
    return borrowed(textes, runs_of(line for path in paths for line in _lines(path)))


def _lines(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8", errors="replace") as file:
        yield from file


def _dictionary() -> Callable[[str], bool] | None:
    """French words, if the package of requirements-dev.txt is there."""
    try:
        from spellchecker import SpellChecker  # noqa: PLC0415 (for those who write and check, not for the site)
    except ImportError:
        return None
    french = SpellChecker(language="fr")
    return lambda word: bool(french.known([word]))


def _admitted() -> frozenset[str]:
    return frozenset(ADMITTED.read_text(encoding="utf-8").split())
