from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from suivi.courriel import MailDownError, send


class Command(BaseCommand):
    help = "Envoie un courriel d'essai à cette adresse."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            send("essai", options["email"])
        except MailDownError as error:
            cause = error.__cause__
            raise CommandError(f"Le courriel n'est pas parti ({type(cause).__name__} : {cause}).") from None
        server = settings.EMAIL_HOST or "la console (EMAIL_HOST est vide)"
        self.stdout.write(f"Courriel d'essai remis à {server}.")
