from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from suivi import services
from suivi.demonstration import fill_demo


class Command(BaseCommand):
    help = "Crée une structure, ses comptes (secrets affichés) et des élèves simulés, si DEMO=true."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("DEMO=false : ces comptes ont des secrets affichés, jamais sur un vrai site.")
        self.stdout.write("Comptes de démonstration (le secret TOTP va dans une application d'authentification) :")
        for one in services.make_demo():
            self.stdout.write(f"  {one.role:26} {one.email:30} mot de passe {one.password}   TOTP {one.totp}")
        self.stdout.write(f"{fill_demo()} élèves simulés.")
