from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from metiers.catalogue.assembly import splits_to_json, to_json
from metiers.catalogue.build import build_catalogue
from metiers.catalogue.errors import CatalogueError
from metiers.catalogue.exclusions import read_exclusions
from metiers.catalogue.publication import read_publication
from metiers.catalogue.readers import read_sources
from metiers.catalogue.readers.completeness import check_complete
from metiers.catalogue.report import report

FIXTURE = settings.BASE_DIR / "fixtures" / "catalogue.json"
SPLITS = "onet_profils.json"  # beside it


class Command(BaseCommand):
    help = "Reconstruit les chiffres de fixtures/ à partir des données ouvertes (voir fixtures/README.md)."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--sources", type=Path, required=True, help="le dossier des données brutes")
        parser.add_argument("--output", type=Path, default=FIXTURE, help="le fichier à écrire")
        parser.add_argument(
            "--report", action="store_true", help="affiche effectifs, corrélations, extrêmes et écartés"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            check_complete(options["sources"])
            sources = read_sources(options["sources"])
            catalogue = build_catalogue(sources, read_exclusions(), read_publication())
        except CatalogueError as error:
            raise CommandError(str(error)) from None
        data = to_json(catalogue.header, catalogue.metiers)
        _replace(options["output"], data)
        _replace(options["output"].with_name(SPLITS), splits_to_json(catalogue.splits))
        self.stdout.write(f"{options['output'].name} : {len(catalogue.metiers)} métiers, {len(data) // 1000} ko")
        if options["report"]:
            self.stdout.write(report(catalogue, sources, options["sources"]))


def _replace(path: Path, data: bytes) -> None:
    """Whole or not at all: an interrupted build leaves the old fixture."""
    partial = path.with_suffix(".partiel")
    try:
        partial.write_bytes(data)
        partial.replace(path)
    except OSError as error:
        raise CommandError(f"{path} : écriture impossible ({error.strerror}).") from None
