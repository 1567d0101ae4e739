"""The pages and the stylesheet fit: a class without a rule fails the tests' client, a rule without a page fails here.

A tour of every page in its main states. A new page that is not in it fails too.
"""

import re
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import OperationalError

from metiers.models import Metier
from quiz.models import Partage, Resultat
from suivi import services
from suivi.models import Montre
from tests.conftest import FIXTURE_FICHE, ROOT, SLUG, StrictClient, classes_of, styled_classes
from tests.metiers.small_catalogue import BAKER, HEALTH, NURSE, SEED, catalogue_of, write_fixtures
from tests.metiers.textes.samples import BAKER as BAKER_TEXT
from tests.orientation.test_security import PUBLIC, URLS
from tests.quiz.answers import COMPETENCES, IMPORTANCES, PRIORITES, RAPPORT, RATINGS, follow
from tests.quiz.plans import form
from tests.suivi.papier import picked, strip, typed
from tests.suivi.world import campaign, lycee, member

pytestmark = pytest.mark.one_database

NO_PAGE = {
    "livez",
    "readyz",
    "robots",
    "quiz:sitemap",
    "favicon",
    "metiers:favori_edit",
    "quiz:resultat_recompute",
    "quiz:resultat_delete",
    "quiz:resultat_pdf",
    "quiz:partage_revoke",
    "quiz:partage_pdf",
    "quiz:plan_calendar",
    "quiz:donnees_export",
    "quiz:donnees_pdf",
    "quiz:donnees_extend",
    "quiz:donnees_keep",
    "quiz:appareil_edit",
    "quiz:partage_ailleurs",
    "suivi:classe_fresh",
    "suivi:envoi_keep",
}
RESULTATS = "/quiz/resultats/"
ONE_OF_EACH = (
    "A1101",
    "B1101",
    "C1102",
    "D1101",
    "E1101",
    "F1101",
    "G1101",
    "H1101",
    "I1102",
    "K1101",
    "L1101",
    "M1101",
    "N1101",
)
SCRIPT = ROOT / "orientation" / "static" / "js" / "app.js"


class Visitor(StrictClient):
    """Notes which addresses have shown their page, and the classes of all pages."""

    def __init__(self):
        super().__init__(raise_request_exception=False)
        self.opened, self.used = set(), set()

    def request(self, **request):
        response = super().request(**request)
        if response.get("Content-Type", "").startswith("text/html"):
            self.used |= classes_of(response.content.decode())
            if response.status_code in (200, 403, 422):
                self.opened.add((response.resolver_match.view_name, response.resolver_match.route))
        return response

    def see(self, path, status=200, sent=None):
        response = self.get(path) if sent is None else self.post(path, sent)
        assert response.status_code == status, path
        return response.content.decode()

    def send(self, path, sent):
        self.see(path, 302, sent)


def read_around(visitor, monkeypatch):
    """Without a quiz."""
    for path in (
        "/",
        "/methode/",
        "/confidentialite/",
        "/mentions-legales/",
        "/accessibilite/",
        "/accompagner/",
        "/accompagner/seance/",
    ):
        visitor.see(path)
    for query in ("", "?q=boulanger&domaine=J", "?q=soins&tri=carriere", "?niveau=3&sans=nuit&interet=1", "?page=2"):
        visitor.see(f"/metiers/{query}")
    nurse = Metier.objects.get(donnees__code=NURSE).slug
    for slug in (SLUG, "boulanger", nurse):
        visitor.see(f"/metiers/{slug}/")
        visitor.see(f"/metiers/{slug}/chiffres/")
    visitor.see("/metiers/favoris/")
    visitor.see("/metiers/favoris/garde/", 403)  # its cookie did not come back
    visitor.send("/metiers/boulanger/favori/", {"garder": "oui", "retour": "/metiers/"})
    visitor.send(f"/metiers/{SLUG}/favori/", {"garder": "oui", "retour": "/metiers/"})
    visitor.see("/metiers/favoris/")
    visitor.see("/metiers/comparer/?q=infirm")
    visitor.see(f"/metiers/comparer/?m=boulanger&m={SLUG}&m={nurse}")
    for path in ("/quiz/effacer/", "/quiz/reprendre/", "/quiz/effacer/?fait=tout"):
        visitor.see(path)
    visitor.see("/quiz/reprendre/", 422, {"code": "7K3M"})
    visitor.see("/nope", 404)
    visitor.see("/p/nope/", 404)
    visitor.see(f"{RESULTATS}99/", 404)
    with monkeypatch.context() as patch:
        patch.setattr("quiz.services.record_answers", out_of_reach)
        visitor.see(PRIORITES, 503, IMPORTANCES)
    with monkeypatch.context() as patch:
        patch.setattr("quiz.services.find_passation", lambda secret: 1 / 0)
        visitor.see(PRIORITES, 500)


def out_of_reach(**kwargs):
    raise OperationalError("database is locked")


def ask_about_one_metier(visitor):
    visitor.see(PRIORITES)
    visitor.see(PRIORITES, 422, IMPORTANCES | {"carriere": "11"})
    visitor.send(PRIORITES, IMPORTANCES)
    visitor.see(PRIORITES)
    visitor.see(COMPETENCES)
    visitor.see(COMPETENCES, 422, RATINGS | {"gestion-de-projet": "17"})
    visitor.send(COMPETENCES, RATINGS)
    visitor.see(RAPPORT)
    visitor.see(f"{RESULTATS}1/{SLUG}/")


def answer_everything(visitor):
    visitor.see("/quiz/complet/1/")
    visitor.see("/quiz/complet/1/", 422, {})
    follow(visitor, list(IMPORTANCES))
    visitor.see("/quiz/priorites/?phrases")
    visitor.send("/quiz/priorites/", IMPORTANCES)
    visitor.see("/quiz/gouts/")
    visitor.see("/quiz/gouts/", 422, {"niveau": "42"})
    visitor.send("/quiz/gouts/", {"niveau": "5", "interet": "22"})
    page = visitor.see("/quiz/competences/")
    names = dict.fromkeys(re.findall(r'type="radio"\s+name="([\w-]+)"', page))
    visitor.see("/quiz/competences/", 422, dict.fromkeys(names, "17"))
    visitor.send("/quiz/competences/", dict(zip(names, ["100", "50", "0", "inconnu"] * 9, strict=False)))


def look_at_pistes(visitor):
    visitor.see("/quiz/classement/")
    for code in ONE_OF_EACH:  # each grand domaine has its colours
        visitor.see(f"/quiz/classement/?domaine={code[0]}")
    visitor.see("/quiz/classement/?niveau=0&domaine=K&interet=3")
    visitor.see("/quiz/classement/?qualite_vie=2&flexibilite=3&stimulation=10&relations=4&carriere=6")
    visitor.see("/quiz/classement/?qualite_vie=2&flexibilite=x&stimulation=11", 422)


def keep_and_share(visitor):
    visitor.send(RESULTATS, {"filtres": "", "metier": SLUG})
    numero = Resultat.objects.latest("numero").numero
    kept = f"{RESULTATS}{numero}/"
    visitor.send(f"{kept}{SLUG}/plan/", form({"genre": "stage", "le": "2027-01-12"}, etonne="Le bruit"))
    for path in (
        RESULTATS,
        kept,
        f"{kept}{SLUG}/",
        f"{kept}{SLUG}/plan/?garde",
        f"{kept}partager/",
        f"{kept}sans-les-noms/",
    ):
        visitor.see(path)
    visitor.see(f"{RESULTATS}comparer/?avant={numero - 1}&apres={numero}")
    visitor.see(f"{RESULTATS}comparer/?avant=0&apres=x", 302)
    visitor.see(f"{kept}{SLUG}/plan/", 422, form({"genre": "stage", "le": "demain"}))
    visitor.see(f"{kept}{SLUG}/plan/", 422, {})
    visitor.see(f"{kept}sans-les-noms/", 422, {})
    visitor.see(f"{kept}partager/", 422, {"jours": "17"})
    visitor.see(f"{kept}{SLUG}/partager/")
    visitor.see("/quiz/partages/")
    for path in (kept, f"{kept}{SLUG}/"):
        visitor.send(f"{path}partager/", {"jours": "30", "competences": "on"})
        visitor.see(Partage.objects.latest("pk").get_absolute_url())
    for path in ("/quiz/partages/", "/quiz/mes-donnees/", "/quiz/code/", "/quiz/effacer/", "/quiz/reprendre/", "/"):
        visitor.see(path)


def come_into_a_class(visitor):
    """And send, are written to, ask for a talk, take it all back and leave."""
    anne = member("anne", lycee())
    classe, held = campaign(anne), campaign(anne, nom="Terminale", montre=Montre.APRES)
    place = f"/c/{classe.code}/"
    visitor.see("/c/")
    visitor.see("/c/", 422, {"code": "7K"})
    visitor.see(place)
    visitor.see(place, 422, {"pseudonyme": "a@b"})
    visitor.send(place, {"pseudonyme": "Emma", "reponses": "miennes"})
    for path in (place, f"{place}envoyer/", f"{place}retirer/", f"{place}quitter/", "/quiz/classement/?miennes"):
        visitor.see(path, 302 if "miennes" in path else 200)
    numero = Resultat.objects.latest("numero").numero
    visitor.see(f"{place}envoyer/apercu/", 200, {"resultat": numero, "plan": "on", "reflexions": "on"})
    visitor.see(f"{place}envoyer/", 422, {"resultat": numero, "entretien": "on"})
    visitor.send(f"{place}envoyer/", {"resultat": numero, "plan": "on"})
    own = classe.participations.get()
    note = services.write_note(participation=own, membre=anne, ancre="plan", texte="Bravo", partagee=True)
    visitor.see(f"{place}notes/{note.pk}/", 422, {"version": "1", "reponse": "x" * 1001})
    visitor.send(f"{place}notes/{note.pk}/", {"version": "1", "reponse": "Merci", "desaccord": "on"})
    visitor.see(f"{place}entretien/", 422, {})
    visitor.see(place)
    visitor.see(f"{place}?entree")
    for path in ("/quiz/mes-donnees/", "/quiz/classement/", "/quiz/resultats/", "/"):
        visitor.see(path)
    visitor.send(f"{place}quitter/", {})
    visitor.see("/c/quittee/")
    on_paper(visitor, classe, anne)
    newcomer = Visitor()
    newcomer.see(f"/c/{held.code}/")
    newcomer.send(f"/c/{held.code}/", {"pseudonyme": "Noah"})
    newcomer.send("/quiz/priorites/", IMPORTANCES)
    newcomer.send("/quiz/gouts/", {"niveau": "5"})
    newcomer.see("/quiz/classement/")
    newcomer.see("/")
    visitor.used |= newcomer.used


def on_paper(visitor, classe, membre):
    """A pupil who answered on paper opens what was typed, whole or not."""
    for choix in (None, picked(0, 1)):
        pupil = Visitor()
        code = strip(membre, typed(classe, membre, f"Papier {len(choix or ())}", choix=choix))
        pupil.send("/quiz/reprendre/", {"code": code})
        pupil.see(f"/c/{classe.code}/feuille/")
        visitor.opened |= pupil.opened


@pytest.fixture
def tour(metier, tmp_path, monkeypatch):
    """One student, from a site with one fiche to one with enough of them to rank."""
    visitor = Visitor()
    ask_about_one_metier(visitor)
    seed = {FIXTURE_FICHE.name: FIXTURE_FICHE.read_bytes()}
    folder = write_fixtures(
        tmp_path, catalogue_of(*HEALTH, *ONE_OF_EACH, BAKER, SEED), seed, textes={"D11": BAKER_TEXT}
    )
    call_command("load_fixtures", fixtures=folder, stdout=StringIO())
    read_around(visitor, monkeypatch)
    newcomer = Visitor()
    newcomer.see("/")
    visitor.used |= newcomer.used
    answer_everything(visitor)
    look_at_pistes(visitor)
    keep_and_share(visitor)
    come_into_a_class(visitor)
    return visitor


def test_every_page_was_opened_and_every_rule_is_of_use(tour):
    addresses = {(name, str(entry.pattern)) for name, entry in URLS if name in PUBLIC - NO_PAGE}
    assert {one for one in addresses if not any(seen(one, other) for other in tour.opened)} == set()
    by_script = set(re.findall(r'classList\.\w+\("([\w-]+)"', SCRIPT.read_text()))
    for stylesheet in ("css/site.css", "css/classe.css"):
        assert styled_classes(stylesheet) - tour.used - by_script == set()


def seen(address, opened):
    """The same name, and the same address under what it is included in."""
    return address[0] == opened[0] and opened[1].endswith(address[1])
