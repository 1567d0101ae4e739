from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from metiers.chargement.rows import read_fiche
from metiers.fiche_text import write_fiche
from metiers.models import Metier


class Command(BaseCommand):
    help = "Écrit une fiche métier, publiée ou non, dans le format texte des rédacteurs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug")

    def handle(self, *args: Any, **options: Any) -> None:
        metier = Metier.objects.with_fiche().filter(slug=options["slug"]).first()
        if metier is None:
            raise CommandError(f"Aucune fiche n'a l'adresse « {options['slug']} ».")
        self.stdout.write(write_fiche(read_fiche(metier)), ending="")
