"""Who may open what: each address of the site × each kind of visitor, read from the resolver."""

from contextlib import contextmanager
from datetime import timedelta

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.contrib.auth.models import User
from django.db import transaction
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from metiers.models import Competence, Metier
from quiz.models import AccordTotal, Partage, Resultat
from suivi import services
from suivi.models import Acte, Membre, Montre, Role, Travail
from tests.conftest import SLUG, StrictClient, sign_in
from tests.quiz.answers import IMPORTANCES
from tests.quiz.plans import form
from tests.suivi.eleves import sent
from tests.suivi.factors import add_totp
from tests.suivi.papier import typed
from tests.suivi.world import account, campaign, cio, invitation, lycee, member

ROLES = (
    "anonyme",
    "élève A",  # the addresses with a number are of this student
    "élève B",
    "invité·e",
    "membre",  # of the structure of the addresses
    "d’ailleurs",  # responsable of another one
    "responsable",
    "rédaction",
    "administration",
    "sans second facteur",  # a responsable and administrator who has not shown it
    "une heure après",  # a responsable who came in an hour ago
)
SHARED_WITH = ("collègue, partagée", "invité·e, partagée")  # members with whom « membre » shares the campaign


OF_A_PUPIL = {
    *("suivi:eleve_detail", "suivi:eleve_fiche", "suivi:eleve_essai", "suivi:resultat_show"),
    *("suivi:note_add", "suivi:note_edit", "suivi:note_delete", "suivi:rendez_vous_add", "suivi:rendez_vous_edit"),
    *("suivi:rendez_vous_done", "suivi:rendez_vous_cancel", "suivi:participation_free", "suivi:place_remove"),
}
OF_A_RESULT = {"quiz:verification_edit", "quiz:partage_edit", "quiz:plan_edit", "quiz:plan_calendar"}


def entries(resolver=None, namespace=""):
    """(name with its namespace, or none; pattern) of each address."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLPattern):
            yield f"{namespace}{entry.name}" if entry.name else None, entry
        else:
            yield from entries(entry, f"{namespace}{entry.namespace}:" if entry.namespace else namespace)


class World:
    """One of each thing that an address is about, and a browser for each visitor."""

    def __init__(self):
        self.house, self.other = lycee(), cio()
        boss = member("anne", self.house, Role.RESPONSABLE)
        self.bob, guest = member("bob", self.house), member("ivan", self.house, Role.INVITE)
        stranger = member("ali", self.other, Role.RESPONSABLE)
        editor, root = account("rita"), account("root", is_staff=True, is_superuser=True)
        services.accept(invitation=invitation(editor.email, role="redaction")[0], user=editor)
        careless = account("luc", is_staff=True, is_superuser=True)
        Membre.objects.create(structure=self.house, user=careless, role=Role.RESPONSABLE)
        self.campagne = campaign(self.bob, montre=Montre.APRES, noms=["Zoé"])
        self.invitation, self.token = invitation("zoe@ecole.example", self.house, par=boss)
        self.visitors = {
            "anonyme": StrictClient(),
            "élève A": self._student(),
            "élève B": self._student(),
            "invité·e": sign_in(StrictClient(), guest.user),
            "membre": sign_in(StrictClient(), self.bob.user),
            "d’ailleurs": sign_in(StrictClient(), stranger.user),
            "responsable": sign_in(StrictClient(), boss.user),
            "rédaction": sign_in(StrictClient(), User.objects.get(pk=editor.pk)),
            "administration": sign_in(StrictClient(), root),
            "sans second facteur": self._without(careless),
            "une heure après": self._later(member("eva", self.house, Role.RESPONSABLE).user),
            **self._shared(),
        }
        self._rows()

    def _student(self):
        client = StrictClient()
        client.post("/quiz/priorites/", IMPORTANCES)
        client.post("/quiz/gouts/", {"niveau": "5"})
        return client

    def _shared(self):
        membres = [member("carl", self.house), member("iris", self.house, Role.INVITE)]
        services.share_campagne(campagne=self.campagne, membres=membres)
        return {role: sign_in(StrictClient(), one.user) for role, one in zip(SHARED_WITH, membres, strict=True)}

    def _later(self, user):
        client = sign_in(StrictClient(), user)
        session = client.session
        for record in session["account_authentication_methods"]:
            record["at"] -= 3600
        session.save()
        return client

    def _without(self, user):
        add_totp(user)
        client = StrictClient()
        client.force_login(user)
        return client

    def _rows(self):
        student = self.visitors["élève A"]
        student.post("/quiz/resultats/", {"filtres": "?niveau=4", "metier": SLUG})
        self.numero = Resultat.objects.latest("numero").numero  # the other student has none of this number
        student.post(f"/quiz/resultats/{self.numero}/{SLUG}/plan/", form({"genre": "stage", "le": "2027-01-12"}))
        student.post(f"/quiz/resultats/{self.numero}/partager/", {"jours": "30"})
        self.share = Partage.objects.get()
        self.key = Authenticator.objects.create(user=account("zed"), type="webauthn", data={"name": "Clé"})
        RecoveryCodes.activate(self.bob.user)
        self._pupil()
        self._sheets()
        self._classe(student)
        total = AccordTotal.objects.create(methode="1", demi_paires=1, nombre=1)
        metier = Metier.objects.get(slug=SLUG)
        self.objects = {
            "metiers_metier": metier,
            "metiers_competence": Competence.objects.first(),
            "metiers_donneesmetier": metier.donnees,
            "quiz_accordtotal": total,
            "auth_user": self.bob.user,
            "suivi_structure": self.house,
            "suivi_invitation": self.invitation,
            "suivi_acte": Acte.objects.first(),
        }

    def _pupil(self):
        """Who sent something to the campaign, with a note and an appointment."""
        self.pupil, envoi = sent(self.campagne)
        self.travail = Travail.objects.create(campagne=self.campagne, membre=self.bob, genre="zip", demandees=1)
        made = {"envoi": envoi, "contenu": b"%PDF", "faite_le": timezone.now()}
        self.travail.pieces.create(participation=self.pupil, rang=1, **made)
        self.note = services.write_note(
            participation=self.pupil, membre=self.bob, ancre="", texte="Absente", partagee=False
        )
        later = timezone.now() + timedelta(days=3)
        self.talk = services.propose(participation=self.pupil, membre=self.bob, le=later, lieu="CDI")
        iris = Membre.objects.get(user__first_name="Iris")  # who wrote it as *conseillère*
        self.former = self.pupil.notes.create(auteur=iris, signature=str(iris), texte="Vue")

    def _sheets(self):
        """Of paper: one that « membre » typed, one that Iris did when she could."""
        self.feuille, self.former_sheet = (typed(self.campagne, self.bob, nom) for nom in ("Noé", "Ana"))
        self.former_sheet.membre = Membre.objects.get(user__first_name="Iris")
        self.former_sheet.save()

    def _classe(self, student):
        """The class of student A, who sent a result and was written to."""
        self.classe = campaign(self.bob, nom="Terminale")
        place = f"/c/{self.classe.code}/"
        student.post(place, {"pseudonyme": "Lea", "reponses": "miennes"})
        student.post(f"{place}envoyer/", {"resultat": self.numero})
        own = self.classe.participations.get()
        self.mot = services.write_note(participation=own, membre=self.bob, ancre="", texte="Bravo", partagee=True)

    def address(self, name, entry, **parts):
        """With what stands for each part of it here, or in `parts`."""
        of_admin = name.removeprefix("admin:") if name.startswith("admin:") else ""
        wanted = list(entry.pattern.regex.groupindex)
        if of_admin:
            thing = self.objects.get("_".join(of_admin.split("_")[:2]))
            given = {"app_label": "metiers", "content_type_id": "1", "object_id": "1", "url": "rien"}
            pk = thing.pk if thing else "1"
            values = {key: given.get(key, pk) if not thing else pk for key in wanted}
            positional = [pk] * (entry.pattern.regex.groups - len(wanted))
        else:
            values, positional = {key: parts.get(key) or self._value(name, key) for key in wanted}, []
        return reverse(name, args=positional) if positional else reverse(name, kwargs=values)

    def _value(self, name, key):
        special = {
            ("quiz:partage_revoke", "pk"): self.share.pk,
            ("suivi:invitation_withdraw", "pk"): self.invitation.pk,
            ("suivi:membre_edit", "pk"): self.bob.pk,
            ("suivi:membre_remove", "pk"): self.bob.pk,
            ("mfa_remove_webauthn", "pk"): self.key.pk,
            ("suivi:note_answer", "pk"): self.mot.pk,
        }
        of_campagne = name in OF_A_PUPIL or name.startswith("suivi:campagne_")
        general = {
            "eleve": self.pupil.pk,
            "note": self.note.pk,
            "rdv": self.talk.pk,
            "travail": self.travail.pk,
            "place": self.campagne.places.get().pk,
            **({"pk": self.campagne.pk} if of_campagne else {}),
            "feuille": self.feuille.pk,
            "slug": self.house.slug if name.startswith("suivi:") else SLUG,
            "numero": self.numero if name.startswith("quiz:resultat") or name in OF_A_RESULT else 1,
            "jeton": self.share.get_absolute_url().split("/")[2],
            "token": self.token,
            "code": self.classe.code,
            "provider_id": "oidc",
            "uidb36": "1",
            "key": "abc-def",
            "adresse": "ailleurs/",
        }
        return special.get((name, key)) or general[key]


@contextmanager
def taken_back():
    """What a request writes, and what a browser learns by it, is not there for the next one."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def told(response):
    """One sign for what an answer is."""
    if response.status_code in (301, 302):
        where = response["Location"]
        for start, sign in (
            ("/compte/connexion/", "L"),
            ("/compte/confirmer/second-facteur/", "F"),
            ("/compte/confirmer/", "C"),
        ):
            if where.startswith(start):
                return sign
        return "r"
    return {200: "2", 403: "f", 404: "n", 405: "m", 422: "u", 400: "b", 503: "5"}[response.status_code]


def ask(world, role, method, address):
    client = world.visitors[role]
    cookies = {key: morsel.value for key, morsel in client.cookies.items()}
    with taken_back():
        response = getattr(client, method)(address)
    client.cookies.load(cookies)
    return told(response)


def key(name, entry):
    """A name; with its address where it has several."""
    return f"{name} {entry.pattern}" if [one for one, _ in entries()].count(name) > 1 else name


def row(world, name, entry, roles=ROLES, **parts):
    """(what a GET is answered, what an empty POST is), a sign for each role. `parts` of the address that are others."""
    address = world.address(name, entry, **parts)
    return tuple("".join(ask(world, role, method, address) for role in roles) for method in ("get", "post"))
