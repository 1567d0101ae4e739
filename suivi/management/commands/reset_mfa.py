from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from suivi import services
from suivi.courriel import MailDownError, send


class Command(BaseCommand):
    help = "Retire le second facteur d'un compte et ferme ses connexions. La personne est prévenue."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("compte", help="son adresse électronique, ou son identifiant")

    def handle(self, *args: Any, **options: Any) -> None:
        found = list(services.accounts_named(options["compte"]))
        if len(found) > 1:
            names = ", ".join(one.get_username() for one in found)
            raise CommandError(f"Plusieurs comptes ont cette adresse, indiquez l'identifiant : {names}.")
        if not found:
            raise CommandError(f"Aucun compte n'a l'adresse ou l'identifiant « {options['compte']} ».")
        [user] = found
        services.reset_second_factor(user=user, par=None)
        self.stdout.write(f"Second facteur de {user} retiré, connexions fermées.")
        if not user.email:
            self.stdout.write("Compte sans adresse : son mot de passe reste. Prévenez la personne vous-même.")
            return
        try:
            send("second_facteur_retire", user.email)
        except MailDownError:
            self.stderr.write("Le courriel qui le dit n'est pas parti : prévenez la personne.")
        if not settings.EMAIL_HOST:
            self.stdout.write(
                "Aucun serveur de messagerie (EMAIL_HOST) : donnez-lui un mot de passe par manage.py changepassword."
            )
