"""Two structures and the people in them."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.contrib.auth.models import User
from django.utils import timezone

from suivi import services
from suivi.classe.annee import last_day, school_year
from suivi.models import Invitation, Membre, Montre, Role, RoleSite

PASSWORD = "violon-tremplin-84"


def account(name, password=PASSWORD, **more):
    email = f"{name}@ecole.example"
    user = User.objects.create_user(email, email, password, first_name=name.capitalize(), last_name="Martin", **more)
    EmailAddress.objects.create(user=user, email=email, primary=True, verified=True)
    return user


def member(name, structure, role=Role.CONSEILLER):
    return Membre.objects.create(user=account(name), structure=structure, role=role)


def lycee():
    return services.open_structure(nom="Lycée Jean-Moulin", ville="Lyon")


def cio():
    return services.open_structure(nom="CIO Centre", ville="Nantes")


class Sent:
    """Takes invitations instead of a mail server."""

    def __init__(self):
        self.tokens = []

    def __call__(self, invitation, token):
        self.tokens.append(token)

    @property
    def last(self):
        return self.tokens[-1]


def invitation(email, structure=None, role=Role.CONSEILLER, par=None):
    """(the row, its secret)"""
    sent = Sent()
    return services.invite(email=email, role=role, structure=structure, par=par, deliver=sent), sent.last


def past(one):
    """As it is the day after its last."""
    before = timezone.now() - timedelta(days=services.INVITATION_DAYS, hours=1)
    Invitation.objects.filter(pk=one.pk).update(envoyee_le=before, expire_le=timezone.now() - timedelta(hours=1))


def campaign(owner, nom="Seconde 4", noms=(), **more):
    """Open until the last day of its year."""
    values = {"ferme_le": last_day(school_year(timezone.localdate())), "montre": Montre.AUSSITOT, **more}
    return services.open_campagne(membre=owner, nom=nom, noms=noms, **values)


EDITOR, ADMINISTRATOR = RoleSite.REDACTION, RoleSite.ADMINISTRATION
