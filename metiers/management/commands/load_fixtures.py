from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from metiers import loading
from metiers.fiche_text import FicheTextError

FIXTURES = settings.BASE_DIR / "fixtures"


class Command(BaseCommand):
    help = "Charge et publie fixtures/ (catalogue et fiches écrites), sans toucher à ce que quelqu'un a modifié."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--fixtures", type=Path, default=FIXTURES, help="un autre dossier que fixtures/")

    def handle(self, *args: Any, **options: Any) -> None:
        data, catalogue = self._read(options["fixtures"] / "catalogue.json")
        with transaction.atomic():  # whole or not at all, and the files are read before anybody has to wait
            self._load(data, catalogue, options["fixtures"] / "fiches")

    def _load(self, data: bytes, catalogue: dict[str, Any], fiches: Path) -> None:
        changed = loading.load_donnees(data, catalogue)
        self.stdout.write(f"catalogue : {'chargé' if changed else 'inchangé'}")
        for path in sorted(fiches.glob("*.txt")):
            try:
                self.stdout.write(f"{path.stem} : {loading.load_written(path)}")
            except FicheTextError as error:
                raise CommandError(f"{path.name}, {error}") from None
        loaded = loading.load_data_fiches(catalogue)
        counts = ", ".join(f"{count} {name}" for name, count in sorted(loaded.counts.items()))
        self.stdout.write(f"fiches de données : {counts}")
        for titre in loaded.left:
            self.stdout.write(f"{titre} : {loading.CHANGED_BY_HAND}")

    def _read(self, path: Path) -> tuple[bytes, dict[str, Any]]:
        try:
            data = path.read_bytes()
            return data, loading.read_catalogue(data)
        except OSError as error:
            raise CommandError(f"{path.name} : illisible ({error.strerror}).") from None
        except loading.CatalogueFileError as error:
            raise CommandError(f"{path.name} : {error}") from None
