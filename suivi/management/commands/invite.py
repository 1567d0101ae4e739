import os
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.urls import reverse

from metiers.francais.invisibles import without_invisible
from suivi import services
from suivi.adresse import folded, is_plain
from suivi.courriel import MailDownError, send
from suivi.forms import StructureForm
from suivi.models import Invitation, Role, RoleSite, Structure

USUAL_PORT = 8000  # of `./dev`


class Command(BaseCommand):
    help = "Invite une adresse : affiche le lien, valable une fois. Aucun courriel sans --mail."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="adresse électronique de la personne")
        parser.add_argument("--role", required=True, choices=[*Role.values, *RoleSite.values])
        parser.add_argument("--structure", help="son adresse sur le site, ou son nom avec --ville")
        parser.add_argument("--ville", help="crée la structure si elle n'existe pas")
        parser.add_argument("--site", help="adresse du site, comme https://orientation.example")
        parser.add_argument("--mail", action="store_true", help="envoie aussi le lien par courriel")

    def handle(self, *args: Any, **options: Any) -> None:
        email, role = _address(options["email"]), _role(options["role"])
        structure = _structure(role, options["structure"], options["ville"])
        site = (options["site"] or _site()).rstrip("/")

        def deliver(invitation: Invitation, token: str) -> None:
            self.link = f"{site}{reverse('suivi:invitation_open', args=[token])}"
            if options["mail"]:
                privacy = f"{site}{reverse('suivi:donnees_detail')}"
                send("invitation", email, invitation=invitation, address=self.link, privacy=privacy)

        try:
            invitation = services.invite(email=email, role=role, structure=structure, deliver=deliver)
        except services.AlreadyMemberError:
            raise CommandError(f"{email} est déjà membre de {structure}.") from None
        except services.TooManyInvitationsError:
            raise CommandError(f"{services.INVITATIONS_A_DAY} invitations sont parties depuis hier.") from None
        except MailDownError:
            raise CommandError("Le courriel n'est pas parti, et rien n'a été créé.") from None
        self.stdout.write(f"{invitation}, jusqu'au {invitation.expire_le:%d/%m/%Y} :\n{self.link}")
        if not options["site"] and _is_usual_port():
            self.stdout.write(f"Site servi sur un autre port que {USUAL_PORT} ? Changez-le dans ce lien.")


def _address(text: str) -> str:
    try:
        validate_email(text)
        if not is_plain(text):
            raise ValidationError("letters of another alphabet")
    except ValidationError:
        raise CommandError(f"« {text} » n'est pas une adresse électronique.") from None
    return folded(text)


def _role(name: str) -> Role | RoleSite:
    return Role(name) if name in Role.values else RoleSite(name)


def _structure(role: Role | RoleSite, name: str | None, ville: str | None) -> Structure | None:
    if isinstance(role, RoleSite):
        if name:
            raise CommandError(f"Le rôle {role} est celui du site : sans --structure.")
        return None
    if not name:
        raise CommandError(f"Le rôle {role} est celui d'une structure : indiquez --structure.")
    if ville:
        return _new_or_known(name, ville)
    structure = Structure.objects.filter(slug=name).first()
    if structure is None:
        known = ", ".join(Structure.objects.values_list("slug", flat=True)) or "aucune"
        raise CommandError(f"Structure « {name} » inconnue. Avec --ville, elle est créée. Connues : {known}.")
    return structure


def _new_or_known(nom: str, ville: str) -> Structure:
    """Under the rules of the form that changes it."""
    nom, ville = without_invisible(nom).strip(), without_invisible(ville).strip()
    structure = services.structure_of(nom=nom, ville=ville)
    form = StructureForm({"nom": nom, "ville": ville, "traitement": structure.traitement})
    if structure.pk is None and not form.is_valid():
        raise CommandError(" ".join(f"{form[name].label} : {said[0]}" for name, said in form.errors.items()))
    return structure


def _site() -> str:
    """As the settings tell it: the first host that is one, and the port that `./dev` serves on."""
    host = next((one for one in settings.ALLOWED_HOSTS if one[:1] not in {"*", "."}), None)
    if host is None:
        raise CommandError("ALLOWED_HOSTS ne nomme aucun hôte : indiquez --site.")
    return f"https://{host}" if settings.HTTPS else f"http://{host}:{os.environ.get('PORT') or USUAL_PORT}"


def _is_usual_port() -> bool:
    """Whether the port is a guess: `./dev` was told another one in another terminal, for all that is known here."""
    return not settings.HTTPS and not os.environ.get("PORT")
