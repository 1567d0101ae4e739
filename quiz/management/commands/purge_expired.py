from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from quiz.donnees.ensemble import purge_expired


class Command(BaseCommand):
    help = "Efface les réponses dont la durée de conservation est passée. À lancer chaque jour ; peut être relancée."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="compte sans effacer")

    def handle(self, *args: Any, **options: Any) -> None:
        counts = purge_expired(now=timezone.now(), dry_run=options["dry_run"])
        ending = "à effacer" if options["dry_run"] else "effacés"
        said = ", ".join(f"{what} : {number}" for what, number in counts.items())
        self.stdout.write(f"{said}, {ending}.")
