"""Pages of staff and their stylesheet fit, and say everything in French; pages of students know nothing of them."""

import re
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.utils import timezone
from pytest_django.asserts import assertNumQueries

from quiz.services import come_back
from suivi import services
from suivi.models import Role, Structure
from suivi.navigateur import in_words
from tests.conftest import ROOT, StrictClient, classes_of, sign_in, styled_classes
from tests.orientation.test_poids import sent
from tests.suivi.envois import populate, pupil_who_sent
from tests.suivi.factors import add_totp
from tests.suivi.papier import boxes, picked, strip, typed
from tests.suivi.world import account, campaign, invitation, lycee, member

pytestmark = pytest.mark.django_db
ENGLISH = re.compile(
    r"\b(the|your|you|please|passwords?|email|e-mail|sign in|sign out|log ?in|log ?out|enter|code is|keys?|this|is|are|"
    r"was|has|have|with|from|account|address|remove|delete|add|confirm|continue|security|authenticator|recovery)\b",
    re.IGNORECASE,
)
CITED = re.compile(r"«[^»]*»")  # a question, as it is put to a pupil
FAMILIAR = re.compile(r"\b(tu|ton|tes|toi)\b", re.IGNORECASE)


class Staff(StrictClient):
    """Notes the classes of all pages, and what they say."""

    def __init__(self):
        super().__init__()
        self.used, self.said = set(), {}

    def request(self, **request):
        response = super().request(**request)
        if response.get("Content-Type", "").startswith("text/html") and response.content:
            html = response.content.decode()
            self.used |= classes_of(html)
            body = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", html.split("</head>")[-1], flags=re.DOTALL)
            spoken = re.findall(r'(?:placeholder|aria-label|title|alt)="([^"]*)"', body)
            self.said[request["PATH_INFO"]] = " ".join([re.sub(r"<[^>]*>", " ", body), *spoken])
        return response


@pytest.fixture
def tour():
    caches["default"].clear()
    house = lycee()
    anne, bob = member("anne", house, Role.RESPONSABLE), member("bob", house)
    campaign(bob)
    pending, token = invitation("zoe@ecole.example", house, par=anne)
    visitor = Staff()
    for path in (
        "connexion/",
        "connexion/code/",
        "mot-de-passe/perdu/",
        "mot-de-passe/perdu/envoye/",
        "sur-invitation/",
    ):
        visitor.get(f"/compte/{path}")
        visitor.post(f"/compte/{path}", {"login": "a", "email": "a"})
    visitor.post("/compte/connexion/code/", {"email": "anne@ecole.example"})
    visitor.post("/compte/connexion/code/recu/", {"code": "faux"})
    for path in ("sur-invitation/", "mot-de-passe/change/", "mot-de-passe/reset/key/1-abc-def/", "oidc/annule/"):
        visitor.get(f"/compte/{path}")
    visitor.get(f"/suivi/invitation/{token}/")
    visitor.get("/suivi/invitation/")
    visitor.post("/suivi/invitation/", {"prenom": "", "password1": "a", "password2": "b"})
    visitor.get("/suivi/invitation/faux/")
    visitor.get(f"/familles/{house.slug}/")
    visitor.get("/suivi/donnees/")
    unequipped = account("carl")
    sign_in(visitor, unequipped, second_factor=False)
    visitor.get("/compte/second-facteur/")
    enrol(visitor, anne.user)
    base = house.get_absolute_url()
    of_bob = f"membres/{bob.pk}"
    for path in ("", "inviter/", "reglages/", f"{of_bob}/role/", f"{of_bob}/retirer/", f"membres/{anne.pk}/retirer/"):
        visitor.get(f"{base}{path}")
        if path:
            visitor.post(f"{base}{path}", {"nom": "", "email": "a", "role": "x"})
    visitor.post(f"{base}invitations/{pending.pk}/retirer/")
    for path in ("", "suivi/"):
        visitor.get(f"{base}{path}")
    for path in ("", "supprimer/"):
        visitor.get(f"/suivi/compte/{path}")
    for path in ("", "regles/", "structures/"):
        visitor.get(f"/suivi/{path}")
    of_a_counsellor(visitor, bob)
    return sign_in(visitor, anne.user)


def of_a_counsellor(visitor, bob):
    """Each page of campaigns, in each of its states."""
    sign_in(visitor, bob.user)
    for path in ("", "agenda/", "eleves/", "eleves/?q=personne", "campagnes/archives/"):
        visitor.get(f"/suivi/{path}")
    visitor.get("/suivi/campagnes/nouvelle/")
    visitor.get("/suivi/exporter/")
    visitor.post("/suivi/exporter/")
    visitor.post("/suivi/campagnes/nouvelle/", {"noms": "=1"})
    empty = campaign(bob, nom="Vide", noms=["Emma"])
    today = timezone.localdate()
    full = campaign(bob, nom="Pleine", ferme_le=today, noms=["Emma", "Zoé"], montre="apres", but="Parler.")
    services.archive(campagne=campaign(bob, nom="Ancienne"))
    populate(full, bob)
    for one in (empty, full):
        for path in ("", "resultats/", "reglages/", "supprimer/", "?q=z", "resultats/?q=z&direction=z", "ensemble/"):
            visitor.get(f"{one.get_absolute_url()}{path}")
    for number in range(12):
        pupil_who_sent(full, f"Autre {number}", share=0.9 if number % 2 else 0.3)
    base = full.get_absolute_url()
    visitor.get(f"{base}ensemble/")
    visitor.post(f"{base}resultats/lot/", {"acte": "lus"})
    visitor.post(f"{base}resultats/lot/", {"acte": "lus", "eleve": [one.pk for one in full.participations.all()]})
    visitor.get(f"{base}resultats/nouveaux/?envois=1&depuis=2026-01-01T00:00:00%2B00:00")
    visitor.get(f"{base}resultats/")
    visitor.get(f"{empty.get_absolute_url()}documents/")
    for genre in ("", "pdf", "zip"):
        visitor.post(f"{base}documents/", {"genre": genre})
    visitor.get(f"{base}documents/")
    for path in ("reglages/", "reglages/liste/", "reglages/partage/"):
        visitor.post(f"{base}{path}", {"noms": "=1", "membres": "x"})
    of_paper(visitor, full, bob)
    visitor.get(f"{base}eleves/{full.participations.tenues().first().pk}/liberer/")
    for path in ("", "?voir=lire", "agenda/", "eleves/?q=a"):
        visitor.get(f"/suivi/{path}")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("suivi.models.campagnes.WARNED", timedelta(days=400))
        visitor.get("/suivi/")
        visitor.get(base)


def of_paper(visitor, campagne, bob):
    """Before a sheet is typed, and after: to be printed, printed, opened by its pupil."""
    base = f"{campagne.get_absolute_url()}papier/"
    visitor.get(base)
    sheets = [typed(campagne, bob, f"Papier {number}", choix=picked(0, 1)) for number in range(3)]
    for one in sheets[1:]:
        code = strip(bob, one)
    come_back(secret=code)
    for path in ("", "saisie/", f"saisie/{sheets[0].pk}/", f"saisie/{sheets[0].pk}/effacer/"):
        visitor.get(f"{base}{path}")
    visitor.post(f"{base}saisie/", boxes("Papier 0", ecran1="abc"))
    visitor.post(f"{base}saisie/", boxes("Papier 0"))
    visitor.get(f"{base}saisie/{sheets[1].pk}/effacer/")
    visitor.get(f"{campagne.get_absolute_url()}eleves/{sheets[2].participation_id}/")


def enrol(visitor, user):
    visitor.logout()
    add_totp(user)
    visitor.post("/compte/connexion/", {"login": user.email, "password": "violon-tremplin-84"})
    visitor.get("/compte/connexion/second-facteur/")
    visitor.post("/compte/connexion/second-facteur/", {"code": "faux"})
    sign_in(visitor, user)
    for path in ("", "cle/", "application/retirer/", "secours/nouveaux/"):
        visitor.get(f"/compte/second-facteur/{path}")
    visitor.post("/compte/second-facteur/secours/nouveaux/")
    visitor.get("/compte/second-facteur/secours/")
    for path in ("", "code/", "second-facteur/"):
        visitor.get(f"/compte/confirmer/{path}")
        visitor.post(f"/compte/confirmer/{path}", {"code": "a", "password": "a"})
    visitor.post("/compte/confirmer/code/", {"recipient": user.email})
    visitor.get("/compte/confirmer/code/recu/")
    for path in ("sessions/", "mot-de-passe/", "deconnexion/"):
        visitor.get(f"/compte/{path}")
    visitor.post("/compte/mot-de-passe/", {"oldpassword": "a", "password1": "b", "password2": "c"})
    visitor.post("/compte/second-facteur/application/retirer/")
    sign_in(visitor, user, second_factor=False)
    visitor.post("/compte/connexion/", {"login": user.email, "password": "violon-tremplin-84"})
    visitor.get("/compte/second-facteur/application/")
    sign_in(visitor, user)


def test_every_rule_of_the_stylesheet_is_of_use(tour):
    for stylesheet in ("css/suivi.css", "css/ensemble.css"):
        assert styled_classes(stylesheet) - tour.used == set()
    assert len(tour.said) >= 35


def test_pages_of_staff_are_in_french_and_say_vous(tour):
    found = {path: ENGLISH.findall(said) for path, said in tour.said.items() if ENGLISH.search(said)}
    assert found == {}
    assert {path for path, said in tour.said.items() if FAMILIAR.search(CITED.sub("", said))} == set()


def test_pages_of_staff_are_light():
    assert sent("css/suivi.css") <= 3_200 and sent("css/ensemble.css") <= 700
    assert sent("js/comptes.js") <= 1_200 and sent("js/suivi.js") <= 1_100


@pytest.mark.parametrize("path", ["/", "/metiers/", "/quiz/priorites/", "/methode/"])
def test_pages_of_students_ask_and_set_nothing_more(client, path):
    page = client.get(path)
    assert "suivi.css" not in page.content.decode() and "comptes.js" not in page.content.decode()
    assert "sessionid" not in page.cookies


def test_a_page_of_a_student_reads_neither_session_nor_account(client):
    with assertNumQueries(0):
        assert client.get("/quiz/effacer/").status_code == 200


def test_the_notice_reads_one_row(client):
    house = lycee()
    with assertNumQueries(1):
        client.get(f"/familles/{house.slug}/")
    assert Structure.objects.exists()


# --- what only some hear or see ------------------------------------------------------------


def test_what_helps_and_what_is_wrong_are_tied_to_a_group_of_choices(tour):
    house = Structure.objects.get()
    group = r'<fieldset class="field"\s+id="id_role-field"\s+aria-describedby="([^"]*)"'
    bob = house.membres.get(user__first_name="Bob")
    page = tour.get(f"{house.get_absolute_url()}membres/{bob.pk}/role/").content.decode()
    assert re.search(group, page)[1] == "id_role_helptext"
    page = tour.post(f"{house.get_absolute_url()}membres/{bob.pk}/role/", {"role": "x"}).content.decode()
    assert re.search(group, page)[1] == "id_role_helptext id_role_error"
    assert 'id="id_role_helptext"' in page and 'id="id_role_error"' in page


def test_a_form_that_is_wrong_says_so_first(tour):
    tour.logout()
    tour.post("/compte/connexion/", {"login": "anne@ecole.example", "password": "violon-tremplin-84"})
    page = tour.post("/compte/connexion/second-facteur/", {"code": "faux"}).content.decode()
    assert "<title>À corriger&nbsp;: Second facteur" in page
    sign_in(tour, member("eve", Structure.objects.get()).user)
    page = tour.post("/compte/second-facteur/cle/", {"name": "x", "credential": "{}"}).content.decode()
    assert "<title>À corriger" in page and 'aria-describedby="errors"' in page


def test_a_table_stays_one_where_its_rows_are_cards(tour):
    """Some browsers forget the meaning of a table whose display changes."""
    page = tour.get(Structure.objects.get().get_absolute_url()).content.decode()
    tables = re.findall(r"<table.*?</table>", page, re.DOTALL)
    assert tables
    for table in tables:
        bare = re.findall(r"<(?:table|thead|tbody|tr|th|td)\b(?![^>]*\brole=)[^>]*>", table)
        assert bare == []


def test_titles_have_room_and_links_are_wide_enough_for_a_finger(tour):
    house = Structure.objects.get()
    page = tour.get(house.get_absolute_url()).content.decode()
    assert re.search(r'<div class="stack-tight">\s*<p class="crumb">', page)
    rule = re.search(r"^\.rows a \{(.*?)\}", (ROOT / "orientation/static/css/suivi.css").read_text(), re.MULTILINE)
    assert rule and "padding-block: .7rem" in rule[1], "with a line of text, 44 px"
    tour.logout()
    login = tour.get("/compte/connexion/").content.decode()
    assert re.search(r'<ul class="rows card sheet">\s*<li>\s*<a href="/compte/mot-de-passe/perdu/">', login)


TEMPLATES = [
    *(ROOT / "templates").glob("account/**/*"),
    *(ROOT / "templates").glob("mfa/**/*"),
    *(ROOT / "templates").glob("socialaccount/**/*"),
    *(ROOT / "templates").glob("suivi/**/*"),
    *(ROOT / "templates").glob("usersessions/**/*"),
]


@pytest.mark.parametrize(
    "path",
    [one for one in TEMPLATES if one.suffix in {".html", ".txt"}],
    ids=lambda one: one.relative_to(ROOT).as_posix(),
)
def test_no_line_begins_with_a_question_mark(path):
    """French has a space before these signs, where a line does not end."""
    words = re.sub(r"\{%.*?%\}|\{#.*?#\}", "", path.read_text(), flags=re.DOTALL)
    assert re.findall(r"\w [?!;»](?!\w).*|« .*|[^\W\d]+ : .*", words) == []


def test_addresses_and_files_are_in_french(tour):
    tour.post("/compte/second-facteur/secours/nouveaux/")
    served = tour.get("/compte/second-facteur/secours.txt")
    assert served["Content-Disposition"] == 'attachment; filename="codes-de-secours.txt"'


WINDOWS, LINUX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64)", "Mozilla/5.0 (X11; Linux x86_64)"
CHROME = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0 Safari/537.36"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (f"{WINDOWS} Gecko/20100101 Firefox/131.0", "Firefox sur Windows"),
        (f"{LINUX} {CHROME}", "Chrome sur Linux"),
        (f"{WINDOWS} {CHROME} Edg/131.0", "Edge sur Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) Version/18.0 Mobile Safari/604.1", "Safari sur un iPhone"),
        (f"Mozilla/5.0 (Linux; Android 14) {CHROME}", "Chrome sur Android"),
        ("curl/8.5", "Un autre navigateur"),
        ("", "Un autre navigateur"),
    ],
)
def test_a_browser_is_told_in_words(said, words):
    assert in_words(said) == words
