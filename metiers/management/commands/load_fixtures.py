import gc
import re
from argparse import ArgumentParser
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from metiers.chargement import loading
from metiers.chargement.loading import Fate
from metiers.fiche_text import FicheTextError, parse_fiche
from metiers.fiche_text.document import Fiche
from metiers.francais.inclusif import title_key
from metiers.francais.phrases import count
from metiers.textes import Texte
from metiers.textes.dossier import read_files
from metiers.textes.fiche import with_texte

FIXTURES = settings.BASE_DIR / "fixtures"
# « J1506-infirmier.txt »: the ROME code of the métier that the fiche is about.
_CODE = re.compile(r"([A-Z]\d{4})-.+")
Written = tuple[str, Fiche, str | None]
_SAID = {
    Fate.LOADED: "chargée",
    Fate.UPDATED: "mise à jour",
    Fate.UNCHANGED: "inchangée",
    Fate.REPLACES_DATA: "prend la place de la fiche de données",
    Fate.CHANGED_BY_HAND: "importée ou modifiée à la main, laissée telle quelle",
}
_COUNTED = {
    Fate.LOADED: ("chargée", "chargées"),
    Fate.UPDATED: ("mise à jour", "mises à jour"),
    Fate.UNCHANGED: ("inchangée", "inchangées"),
    Fate.WRITTEN_ALREADY: ("déjà rédigée", "déjà rédigées"),
}


@contextmanager
def _uncollected() -> Iterator[None]:
    """Fifty thousand rows that all stay until the end: looking for garbage among them was a sixth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class Command(BaseCommand):
    help = "Charge et publie fixtures/ (catalogue et fiches écrites), sans toucher à ce que quelqu'un a modifié."
    requires_system_checks = ()  # `migrate`, which comes before it, makes them

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--fixtures", type=Path, default=FIXTURES, help="un autre dossier que fixtures/")

    @_uncollected()
    def handle(self, *args: Any, **options: Any) -> None:
        textes = _read_textes(options["fixtures"] / "textes")
        catalogue = _read_catalogue(options["fixtures"] / "catalogue.json", textes)
        written = _read_written(options["fixtures"] / "fiches", textes)
        if options["fixtures"].resolve() == FIXTURES.resolve():
            _refuse_without_text(catalogue, textes, {code for _, _, code in written})
        with transaction.atomic():  # whole or not at all, and the files are read before anybody has to wait
            self._load(catalogue, written)
        self._tell_textes(textes, {*catalogue.fiches, *(code for _, _, code in written)})

    def _load(self, catalogue: loading.CatalogueFile, written: list[Written]) -> None:
        self.stdout.write(f"catalogue : {'chargé' if loading.load_donnees(catalogue) else 'inchangé'}")
        for name, fiche, code in written:
            try:
                fate, known = loading.load_written(fiche, code)
            except FicheTextError as error:
                raise CommandError(f"{name}.txt, {error}") from None
            self._tell(name, fate, unknown=None if known else code)
        loaded = loading.load_data_fiches(catalogue)
        counts = [count(loaded.counts[fate], *said) for fate, said in _COUNTED.items() if loaded.counts[fate]]
        self.stdout.write(f"fiches de données : {', '.join(counts) or 'aucune'}")
        for titre in loaded.left:
            self._tell(titre, Fate.CHANGED_BY_HAND)

    def _tell_textes(self, textes: Mapping[str, Texte], codes: Collection[str | None]) -> None:
        without = sorted(set(textes).difference(code for code in codes if code))
        aside = f", dont {count(len(without), 'sans fiche', 'sans fiche')} : {', '.join(without)}" if without else ""
        self.stdout.write(f"textes : {len(textes)}{aside}")

    def _tell(self, name: str, fate: Fate, unknown: str | None = None) -> None:
        """What somebody should know also goes where `./dev run` shows it. `unknown`: a code that no data have."""
        stream = self.stderr if unknown or fate is Fate.CHANGED_BY_HAND else self.stdout
        stream.write(f"{name} : {_SAID[fate]}{f' (code {unknown} inconnu du catalogue)' if unknown else ''}")


def _read_textes(folder: Path) -> dict[str, Texte]:
    """The texts by the key of their métier in the catalogue: « K1903 », « K1903-11469 »."""
    lecture = read_files((path.name, path.read_bytes()) for path in sorted(folder.glob("*.txt")))
    if lecture.fautes:
        raise CommandError(str(lecture.fautes[0]))
    return {texte.cle.replace(".", "-"): texte for texte in lecture.textes}


def _read_catalogue(path: Path, textes: Mapping[str, Texte]) -> loading.CatalogueFile:
    try:
        return loading.read_catalogue(path.read_bytes(), textes, loading.loaded_print())
    except OSError as error:
        raise CommandError(f"{path.name} : illisible ({error.strerror}).") from None
    except loading.CatalogueFileError as error:
        raise CommandError(f"{path.name} : {error}") from None


def _refuse_without_text(
    catalogue: loading.CatalogueFile, textes: Mapping[str, Texte], written: Collection[str | None]
) -> None:
    """What this site publishes says what one does there; another folder is free to try figures alone."""
    told = {code for code, texte in textes.items() if not texte.accroche_seule}.union(filter(None, written))
    silent = [f"{code} {fiche.titre}" for code, fiche in catalogue.fiches.items() if code not in told]
    if silent:
        raise CommandError(f"{count(len(silent), 'métier publié', 'métiers publiés')} sans texte : {silent[0]}.")


def _read_written(folder: Path, textes: Mapping[str, Texte]) -> list[Written]:
    """(name, fiche with its text, code) of each file. No two are about one métier: they would replace each other at
    every start."""
    found: list[Written] = []
    for path in sorted(folder.glob("*.txt")):
        try:
            fiche = parse_fiche(path.read_bytes()).fiche
        except FicheTextError as error:
            raise CommandError(f"{path.name}, {error}") from None
        match = _CODE.fullmatch(path.stem)
        code = match[1] if match else None
        for name, other, other_code in found:
            same_name = title_key(other.titre) == title_key(fiche.titre) and not (code and other_code)
            if same_name or (code and other_code == code):
                raise CommandError(f"{path.name} : {name}.txt parle déjà de ce métier.")
        found.append((path.stem, with_texte(fiche, textes.get(code or ""), data=False), code))
    return found
