"""Pages of structures: inviting, joining, roles, leaving; and the notice to families."""

import re
from copy import copy
from smtplib import SMTPServerDisconnected
from threading import Barrier, Thread

import pytest
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

from suivi import services
from suivi.models import Campagne, Invitation, Membre, Role, Structure
from suivi.notice import render_notice
from tests.conftest import StrictClient, sign_in
from tests.suivi.factors import add_totp, code_now
from tests.suivi.world import PASSWORD, account, campaign, cio, invitation, lycee, member, past

pytestmark = pytest.mark.django_db
JOIN = "/suivi/invitation/"
ACCOUNT = {"prenom": "Zoé", "nom": "Petit", "password1": PASSWORD, "password2": PASSWORD}
LONG = "é" * 10_000


@pytest.fixture(autouse=True)
def fresh_counts():
    caches["default"].clear()


@pytest.fixture
def house():
    return lycee()


@pytest.fixture
def boss(client, house):
    """The browser of the responsable, just after she showed again who she is."""
    anne = member("anne", house, Role.RESPONSABLE)
    sign_in(client, anne.user)
    return anne


def at(house, rest=""):
    return f"/suivi/structures/{house.slug}/{rest}"


def text(response):
    return response.content.decode()


# --- inviting and joining --------------------------------------------------------


def test_an_invitation_goes_by_mail_and_makes_an_account_with_its_second_factor(client, house, boss):
    assert client.post(at(house, "inviter/"), {"email": " Zoe@Ecole.example", "role": "conseiller"}).status_code == 302
    [message] = mail.outbox
    assert (message.to, message.subject) == (["zoe@ecole.example"], "[Orientation] Invitation\u00a0: Lycée Jean-Moulin")
    assert "zoe@ecole.example" in text(client.get(at(house)))
    browser = StrictClient()
    link = re.search(r"http://testserver(\S+)", message.body)[1]
    assert browser.get(link)["Location"] == JOIN, "the secret leaves the address bar"
    assert "zoe@ecole.example" in text(browser.get(JOIN))
    assert browser.post(JOIN, ACCOUNT)["Location"] == "/compte/second-facteur/"
    assert browser.get(at(house))["Location"] == "/compte/second-facteur/", "nothing before the second factor"
    browser.get("/compte/second-facteur/application/")
    secret = browser.session["mfa.totp.secret"]
    browser.post("/compte/second-facteur/application/", {"code": code_now(secret)})
    assert "Zoé Petit" in text(browser.get(at(house)))
    assert browser.get(link).status_code == 404, "used once"
    again = StrictClient().get(link)
    assert again.status_code == 404
    assert 'déjà un compte&nbsp;? <a href="/compte/connexion/">Connectez-vous' in text(again)


def test_an_account_that_exists_joins_after_it_came_in(client, house):
    zoe = account("zoe")
    add_totp(zoe)
    _, token = invitation("zoe@ecole.example", house, Role.RESPONSABLE)
    client.get(f"{JOIN}{token}/")
    page = text(client.get(JOIN))
    assert "déjà un compte" in page and f"?next={JOIN}" in page
    client.post(f"/compte/connexion/?next={JOIN}", {"login": "zoe@ecole.example", "password": PASSWORD})
    assert client.post("/compte/connexion/second-facteur/", {"code": code_now()})["Location"] == JOIN
    assert "Accepter" in text(client.get(JOIN))
    assert not Membre.objects.exists(), "reading is no answer"
    assert client.post(JOIN)["Location"] == at(house)
    assert Membre.objects.get().role == "responsable"
    assert client.get(JOIN).status_code == 404


def test_an_invitation_for_another_address_is_refused(client, house):
    sign_in(client, account("anne"))
    _, token = invitation("zoe@ecole.example", house)
    client.get(f"{JOIN}{token}/")
    for response in (client.get(JOIN), client.post(JOIN)):
        assert response.status_code == 403
        assert "pour une autre adresse" in text(response) and "Accepter" not in text(response)
    assert Invitation.objects.exists() and not Membre.objects.exists()


def test_wrong_past_and_withdrawn_links_look_the_same(client, house, boss):
    gone, first = invitation("a@ecole.example", house)
    old, second = invitation("b@ecole.example", house)
    past(old)
    client.post(at(house, f"invitations/{gone.pk}/retirer/"))
    pages = [StrictClient().get(f"{JOIN}{token}/") for token in (first, second, "faux", "x" * 10_000)]
    assert [page.status_code for page in pages] == [404] * 4
    assert len({re.sub(r'nonce="[^"]*"', "", text(page)) for page in pages}) == 1


def test_a_link_whose_invitation_was_withdrawn_in_between_makes_no_account(client, house):
    one, token = invitation("zoe@ecole.example", house)
    client.get(f"{JOIN}{token}/")
    one.delete()
    assert client.post(JOIN, ACCOUNT).status_code == 404
    assert not User.objects.exists()


@pytest.mark.parametrize(
    "changed",
    [
        {"password2": "autre-chose-84"},
        {"password1": "orientation-2026", "password2": "orientation-2026"},
        {"password1": "1234567890123", "password2": "1234567890123"},
        {"password1": "lycée jean-moulin lyon", "password2": "lycée jean-moulin lyon"},
        {"password1": "petit-petit-petit", "password2": "petit-petit-petit"},
        {"password1": LONG, "password2": LONG},
        {"password1": "a\0" * 9, "password2": "a\0" * 9},
        {"prenom": ""},
        {"prenom": "\u200b"},
        {"nom": LONG},
    ],
)
def test_an_account_that_makes_no_sense_is_refused_at_its_place(client, house, changed):
    _, token = invitation("zoe@ecole.example", house)
    client.get(f"{JOIN}{token}/")
    response = client.post(JOIN, ACCOUNT | changed)
    assert response.status_code == 422
    assert 'class="field-error"' in text(response)
    assert not User.objects.exists() and Invitation.objects.exists()


def test_an_answer_that_is_sent_twice_ends_in_the_structure(client, house, monkeypatch):
    zoe = account("zoe")
    sign_in(client, zoe)
    one, token = invitation("zoe@ecole.example", house)
    client.get(f"{JOIN}{token}/")
    assert client.post(JOIN)["Location"] == at(house)
    assert client.post(JOIN)["Location"] == "/suivi/", "once the first answer came"
    monkeypatch.setattr("suivi.services.invitation_of", lambda empreinte: one)
    session = client.session
    session["invitation"] = one.empreinte
    session.save()
    assert client.post(JOIN)["Location"] == at(house), "at the same moment"


def test_an_answer_to_what_was_withdrawn_is_told_so(client, house):
    sign_in(client, account("zoe"))
    one, token = invitation("zoe@ecole.example", house)
    client.get(f"{JOIN}{token}/")
    one.delete()
    assert client.post(JOIN).status_code == 404


def test_a_password_made_of_the_structure_is_not_said_to_be_made_of_a_name(client, house):
    _, token = invitation("zoe@ecole.example", house)
    client.get(f"{JOIN}{token}/")
    likely = "petit lycée jean-moulin lyon"
    page = text(client.post(JOIN, ACCOUNT | {"password1": likely, "password2": likely}))
    assert "le site, la structure, votre nom" in page and "trop semblable" not in page


OTHER = {"password1": "tremplin-violon-48", "password2": "tremplin-violon-48"}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("second", "ends"), [({}, "/compte/second-facteur/"), (OTHER, "/compte/connexion/")], ids=["same", "other"]
)
def test_a_button_that_is_pressed_twice_makes_one_account(house, monkeypatch, second, ends):
    """Both have read that there is no account; the same form ends in the same place, another password is told that
    it opens nothing."""
    _, token = invitation("zoe@ecole.example", house)
    browsers = [StrictClient(), StrictClient()]
    browsers[0].get(f"{JOIN}{token}/")
    browsers[1].cookies = copy(browsers[0].cookies)  # of one browser, which sends both before it hears of the first
    both, led = Barrier(2, timeout=20), []

    def hashed(password):
        both.wait()
        return make_password(password)

    def press(browser, form):
        try:
            response = browser.post(JOIN, form)
            led.append((response.status_code, response.get("Location")))
        finally:
            connection.close()

    monkeypatch.setattr("suivi.services.invitation.make_password", hashed)
    sent = zip(browsers, (ACCOUNT, ACCOUNT | second), strict=True)
    threads = [Thread(target=press, args=one) for one in sent]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(led) == sorted([(302, ends), (302, "/compte/second-facteur/")])
    assert (User.objects.count(), Membre.objects.count()) == (1, 1)
    pages = [text(browser.get("/compte/connexion/", follow=True)) for browser in browsers]
    assert sum("Votre compte est créé\u00a0: connectez-vous." in page for page in pages) == bool(second)


@pytest.mark.parametrize("heard", [False, True], ids=["before the answer", "after it"])
def test_a_form_that_arrives_again_once_it_is_accepted_is_told_so(client, house, heard):
    _, token = invitation("zoe@ecole.example", house)
    client.get(f"{JOIN}{token}/")
    before = copy(client.cookies)
    client.post(JOIN, ACCOUNT)
    if not heard:
        client.cookies = before
    again = client.post(JOIN, ACCOUNT, follow=True)
    ends, said = (
        ("/compte/second-facteur/", "Choisissez un second facteur")
        if heard
        else ("/compte/connexion/", "Votre compte est créé\u00a0: connectez-vous.")
    )
    assert again.redirect_chain[-1][0] == ends and said in text(again)
    assert User.objects.count() == 1
    assert StrictClient().post(JOIN, ACCOUNT).status_code == 404, "without that session nothing is told"


def test_too_many_logins_at_once_keep_an_account_waiting_and_make_nothing(client, house, monkeypatch):
    _, token = invitation("zoe@ecole.example", house)
    client.get(f"{JOIN}{token}/")
    monkeypatch.setattr("suivi.hachage.PLACES", 0)
    response = client.post(JOIN, ACCOUNT)
    assert response.status_code == 422
    assert "réessayez dans quelques secondes" in text(response)
    assert not User.objects.exists() and Invitation.objects.exists()


def test_a_name_loses_what_nobody_sees(client, house):
    _, token = invitation("zoe@ecole.example", house)
    client.get(f"{JOIN}{token}/")
    client.post(JOIN, ACCOUNT | {"prenom": "Zo\u00adé\0"})
    assert User.objects.get().first_name == "Zoé"


@pytest.mark.parametrize(
    "sent",
    [
        {"email": "", "role": "conseiller"},
        {"email": "zoe", "role": "conseiller"},
        {"email": f"{LONG}@ecole.example", "role": "conseiller"},
        {"email": "zoe@ecole.example", "role": "administration"},
        {"email": "zoe@ecole.example", "role": LONG},
        {"email": "smi\u212ae@ecole.example", "role": "conseiller"},
        {"email": "zo\u00e9@ecole.example", "role": "conseiller"},
        {"email": "zoe@ecole.example\nBcc: x@y.example", "role": "conseiller"},
        {"email": "anne@ecole.example", "role": "conseiller"},
        {},
    ],
)
def test_a_wrong_invitation_is_refused_and_nothing_leaves(client, house, boss, sent):
    assert client.post(at(house, "inviter/"), sent).status_code == 422
    assert not Invitation.objects.exists() and not mail.outbox


def test_a_mail_server_that_is_down_is_told_and_nothing_is_half_made(client, house, boss, monkeypatch):
    def down(*args, **kwargs):
        raise SMTPServerDisconnected("no")

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", down)
    response = client.post(at(house, "inviter/"), {"email": "zoe@ecole.example", "role": "conseiller"})
    assert response.status_code == 422
    assert "le serveur de messagerie ne répond pas" in text(response)
    assert not Invitation.objects.exists()


def test_a_responsable_who_is_removed_while_the_mail_leaves_finds_nothing(client, house, boss, monkeypatch):
    monkeypatch.setattr("suivi.views.invitation.send", lambda *args, **kwargs: Membre.objects.update(role="invite"))
    sent = {"email": "zoe@ecole.example", "role": "responsable"}
    assert client.post(at(house, "inviter/"), sent).status_code == 404
    assert not Invitation.objects.exists()


# --- members ---------------------------------------------------------------------


def test_a_role_is_changed_and_the_last_responsable_keeps_hers(client, house, boss):
    bob = member("bob", house)
    assert client.post(at(house, f"membres/{bob.pk}/role/"), {"role": "invite"}).status_code == 302
    response = client.post(at(house, f"membres/{boss.pk}/role/"), {"role": "invite"})
    assert response.status_code == 422
    assert "nommez-en d’abord une autre" in text(response)
    assert client.post(at(house, f"membres/{bob.pk}/role/"), {"role": "chef\0"}).status_code == 422
    assert sorted(Membre.objects.values_list("role", flat=True)) == ["invite", "responsable"]


def test_a_member_is_removed_and_what_is_theirs_passes(client, house, boss):
    bob, eve = member("bob", house), member("eve", house)
    campaign(bob)
    path = at(house, f"membres/{bob.pk}/retirer/")
    assert "Seconde 4" in text(client.get(path))
    for wrong in ({}, {"repreneur": eve.pk}, {"repreneur": bob.pk}, {"repreneur": LONG}, {"repreneur": "\0"}):
        assert client.post(path, wrong).status_code == 422
    assert client.post(path, {"repreneur": boss.pk})["Location"] == at(house)
    assert Campagne.objects.get().proprietaire == boss
    assert not Membre.objects.filter(pk=bob.pk).exists()


def test_the_last_responsable_cannot_leave(client, house, boss):
    path = at(house, f"membres/{boss.pk}/retirer/")
    assert "nommez-en d’abord une autre" in text(client.get(path))
    assert client.post(path, {"repreneur": boss.pk}).status_code == 422
    assert Membre.objects.exists()


def test_a_member_leaves_alone(client, house):
    anne, bob = member("anne", house, Role.RESPONSABLE), member("bob", house)
    sign_in(client, bob.user)
    assert client.get(at(house, f"membres/{anne.pk}/retirer/")).status_code == 404
    assert client.post(at(house, f"membres/{bob.pk}/retirer/"), {"repreneur": anne.pk})["Location"] == "/suivi/"
    assert client.get(at(house)).status_code == 404


def test_a_session_ends_at_the_next_request_once_the_role_is_taken_away(client, house, boss):
    bob = member("bob", house)
    other = sign_in(StrictClient(), bob.user)
    assert other.get(at(house)).status_code == 200
    client.post(at(house, f"membres/{bob.pk}/retirer/"), {"repreneur": boss.pk})
    assert other.get(at(house)).status_code == 404
    client.post(at(house, "inviter/"), {"email": "x@ecole.example", "role": "invite"})
    Membre.objects.filter(pk=boss.pk).update(role="invite")
    assert client.get(at(house, "inviter/")).status_code == 404


def test_a_person_of_two_structures_has_in_each_what_they_have_there(client, house):
    other = cio()
    anne = member("anne", house, Role.RESPONSABLE)
    Membre.objects.create(structure=other, user=anne.user, role=Role.INVITE)
    stranger = member("bob", other)
    sign_in(client, anne.user)
    home = text(client.get("/suivi/structures/"))
    assert "Lycée Jean-Moulin" in home and "CIO Centre" in home
    assert client.get(at(house, "inviter/")).status_code == 200
    assert client.get(at(other, "inviter/")).status_code == 404
    assert client.get(at(house, f"membres/{stranger.pk}/role/")).status_code == 404, "of another structure"
    assert "bob@ecole.example" not in text(client.get(at(other))), "addresses are for responsables"


def test_settings_of_a_structure(client, house, boss):
    sent = {"nom": "Lycée Jean Moulin", "ville": "Lyon", "traitement": "exploitant", "contact": "dpo@ecole.example"}
    assert client.post(at(house, "reglages/"), sent)["Location"] == at(house)
    house.refresh_from_db()
    assert (house.nom, house.traitement) == ("Lycée Jean Moulin", "exploitant")
    cio()
    for wrong in (
        {"nom": ""},
        {"nom": LONG},
        {"traitement": "personne"},
        {"nom": "cio centre", "ville": "NANTES"},
        {"contact": "a" * 301},
    ):
        assert client.post(at(house, "reglages/"), sent | wrong).status_code == 422, wrong


def test_a_page_of_a_structure_asks_as_much_for_many_members_as_for_one(client, house, boss):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(at(house)).status_code == 200
        return len(captured.captured_queries)

    before = queries()
    for number in range(12):
        member(f"membre{number}", house)
        invitation(f"invite{number}@ecole.example", house, par=boss)
    assert queries() == before <= 8


# --- every field -----------------------------------------------------------------

FORMS = {
    "inviter/": {"email": "zoe@ecole.example", "role": "conseiller"},
    "reglages/": {"nom": "Lycée", "ville": "Lyon", "traitement": "structure", "contact": "ici"},
    "membres/{bob}/role/": {"role": "invite"},
    "membres/{bob}/retirer/": {"repreneur": "1"},
}
WEIRD = ["a\0b", LONG, "\u202e\u200b", "=1+1", "<b>", "\ud83d"]


@pytest.mark.parametrize(("form", "field"), [("inviter/", "role"), ("reglages/", "traitement")])
def test_what_is_not_in_a_list_is_not_repeated(client, house, boss, form, field):
    page = text(client.post(at(house, form), FORMS[form] | {field: LONG}))
    assert "Choisissez dans la liste." in page and "éééé" not in page


def test_a_role_that_is_none_is_not_repeated(client, house, boss):
    bob = member("bob", house)
    page = text(client.post(at(house, f"membres/{bob.pk}/role/"), {"role": LONG}))
    assert "Choisissez dans la liste." in page and "éééé" not in page


@pytest.mark.parametrize("given", WEIRD, ids=ascii)
@pytest.mark.parametrize("form", FORMS)
def test_no_field_breaks_whatever_it_holds(client, house, boss, form, given):
    path = at(house, form.format(bob=member("bob", house).pk))
    for field in FORMS[form]:
        typed = given.encode("utf-8", "replace").decode()
        response = client.post(path, FORMS[form] | {field: typed})
        assert response.status_code in (302, 422), field
        client.get(at(house))


@pytest.mark.parametrize("given", WEIRD, ids=ascii)
def test_no_address_breaks_whatever_it_holds(client, house, boss, given):
    from urllib.parse import quote

    part = quote(given.encode("utf-8", "replace"))
    for path in (
        f"/suivi/structures/{part}/",
        f"/suivi/invitation/{part}/",
        f"/familles/{part}/",
        f"/compte/oidc/{part}/",
    ):
        assert client.get(path).status_code == 404, path


# --- families --------------------------------------------------------------------


@pytest.mark.parametrize("traitement", Structure.Traitement.values)
def test_families_read_who_decides_about_data(client, house, settings, traitement):
    settings.OPERATOR_NAME, settings.OPERATOR_DPO = "Rectorat d’essai", "dpo@rectorat.example"
    Structure.objects.update(traitement=traitement, contact="Mme Martin, 01 23 45 67 89")
    page = client.get(f"/familles/{house.slug}/")
    assert "sessionid" not in page.cookies and "csrftoken" not in page.cookies
    said = text(page)
    decides = (
        "Rectorat d’essai, qui tient le site, décide" if traitement == "exploitant" else "Jean-Moulin décide pourquoi"
    )
    assert decides in said
    assert "Mme Martin, 01 23 45 67 89" in said
    assert ("dpo@rectorat.example" in said) == (traitement == "exploitant")


@pytest.mark.parametrize("page", ["", "notice.pdf"])
def test_families_read_what_a_code_of_class_shows_of_their_child(client, house, page):
    from io import BytesIO

    from pypdf import PdfReader

    answer = client.get(f"/familles/{house.slug}/{page}")
    said = PdfReader(BytesIO(answer.content)).pages[0].extract_text() if page else text(answer)
    said = " ".join(said.split())
    for words in (
        "une liste que l’établissement a écrite avant",
        "voient aussitôt ce nom et où il en est",
        "voient dans une liste ses priorités, sa direction, sa première piste et ce qui y est signalé",
        "il voit qui, et quand",
        "garder des notes privées",
        "qu’après l’entretien",
        "tout ce qui est dans la classe est effacé",
    ):
        assert words in said, words
    for untrue in ("Rien, tant que", "Comme rien ne porte de nom", "ni compte, ni nom"):
        assert untrue not in said


def test_the_notice_is_one_tagged_page_with_the_same_sentences(client, house):
    from io import BytesIO

    from pypdf import PdfReader

    document = PdfReader(BytesIO(client.get(f"/familles/{house.slug}/notice.pdf").content))
    assert len(document.pages) == 1
    assert document.trailer["/Root"]["/MarkInfo"]["/Marked"]
    written = " ".join(document.pages[0].extract_text().split())
    for words in ("Lycée Jean-Moulin, Lyon", "Qui est responsable des données", "Effacer et quitter"):
        assert words in written
    assert client.get("/familles/rien/notice.pdf").status_code == 404


def test_without_a_contact_the_sheet_has_a_line_to_fill_in(client, house, settings):
    from io import BytesIO

    from pypdf import PdfReader

    def sheet():
        document = PdfReader(BytesIO(client.get(f"/familles/{house.slug}/notice.pdf").content))
        assert len(document.pages) == 1
        return " ".join(document.pages[0].extract_text().split())

    assert "adressez-vous à :" in sheet()
    Structure.objects.update(traitement="exploitant")
    assert "adressez-vous à :" in sheet()
    settings.OPERATOR_EMAIL = "contact@rectorat.example"
    assert "adressez-vous à" not in sheet()
    settings.OPERATOR_EMAIL = ""
    Structure.objects.update(contact="Mme Martin")
    assert "adressez-vous à" not in sheet() and "Mme Martin" in sheet()


def test_a_structure_is_asked_for_its_contact_before_the_notice_is_offered(client, house, boss):
    page, button = text(client.get(at(house))), "Imprimer la notice"
    assert "Ajouter un contact" in page and button not in page and "ligne à remplir à la main" in page
    bob = StrictClient()
    sign_in(bob, member("bob", house).user)
    assert "Ajouter un contact" not in text(bob.get(at(house))), "only a responsable may"
    Structure.objects.update(contact="Mme Martin")
    page = text(client.get(at(house)))
    assert "Ajouter un contact" not in page and button in page


def test_campaigns_are_shown_where_there_are_some(client, house, boss):
    bob = member("bob", house)
    pages = ("", "inviter/", f"membres/{bob.pk}/role/", f"membres/{bob.pk}/retirer/")
    assert [one for one in pages if "ampagne" in text(client.get(at(house, one))).split("<main")[1]] == []
    campaign(bob)
    page = text(client.get(at(house)))
    assert 'scope="col" class="figure">Campagnes' in page
    assert "1<span" in page and "0<span" not in page, "nothing for whoever has none"


def test_the_notice_is_set_once_as_long_as_it_says_the_same(client, house, monkeypatch):
    """Documents are set one at a time: students wait for theirs behind whoever asks for this one again and again."""
    render_notice.cache_clear()
    path = f"/familles/{house.slug}/notice.pdf"
    first = client.get(path).content
    monkeypatch.setattr("suivi.notice.typeset", lambda *args, **kwargs: b"again")
    assert {client.get(path).content for _ in range(3)} == {first}
    Structure.objects.update(contact="Mme Martin")
    assert client.get(path).content == b"again"
    render_notice.cache_clear()


def test_reading_all_notices_again_sets_none_again(client, monkeypatch):
    """As anybody may."""
    render_notice.cache_clear()
    typeset = []
    monkeypatch.setattr("suivi.notice.typeset", lambda *args, **kwargs: typeset.append(1) or b"pdf")
    Structure.objects.bulk_create(Structure(nom=f"L{n}", ville="Lyon", cle=f"l{n}", slug=f"l{n}") for n in range(80))
    for _ in range(2):
        for number in range(80):
            client.get(f"/familles/l{number}/notice.pdf")
    assert len(typeset) == 80
    render_notice.cache_clear()


def test_a_structure_deleted_while_a_mail_leaves_is_not_there(client, boss, house, monkeypatch):
    monkeypatch.setattr("suivi.views.invitation.send", lambda *args, **kwargs: Structure.objects.all().delete())
    sent = {"email": "zoe@ecole.example", "role": "invite"}
    assert client.post(f"{house.get_absolute_url()}inviter/", sent).status_code == 404
    assert not Invitation.objects.exists()


def test_an_invitation_answered_meanwhile_is_said_to_be(client, boss, house, monkeypatch):
    one, _ = invitation("zoe@ecole.example", house)

    def late(**kwargs):
        raise services.GoneInvitationError

    monkeypatch.setattr("suivi.services.withdraw", late)
    client.post(f"{house.get_absolute_url()}invitations/{one.pk}/retirer/")
    said = text(client.get(house.get_absolute_url()))
    assert "vient d’être acceptée ou retirée" in said and "ne s’ouvre plus" not in said


def test_the_secret_of_an_invitation_is_in_no_session(client, house):
    """Whose rows are signed, and readable."""
    _, token = invitation("zoe@ecole.example", house)
    client.get(f"{JOIN}{token}/")
    assert client.get(JOIN).status_code == 200
    assert token not in str([one.get_decoded() for one in Session.objects.all()])


def test_the_notice_stands_among_the_ways_out_that_it_speaks_of(client, house):
    page = text(client.get(f"/familles/{house.slug}/"))
    assert "« Effacer et quitter », en bas de chaque page" in page
    footer = page[page.index("<footer") :]
    assert "Effacer et quitter" in footer and "Pour les équipes" not in page


@pytest.mark.parametrize(("traitement", "who"), [("structure", "l’établissement"), ("exploitant", "Rectorat d’essai")])
def test_students_are_led_to_who_decides_about_their_data(client, house, settings, traitement, who):
    settings.OPERATOR_NAME = "Rectorat d’essai"
    Structure.objects.update(traitement=traitement, contact="Mme Martin, 01 23 45 67 89")
    member("anne", house, Role.RESPONSABLE)
    assert 'href="/familles/"' in text(client.get("/confidentialite/"))
    page = client.get("/familles/")
    assert "sessionid" not in page.cookies and "csrftoken" not in page.cookies
    said = text(page)
    assert f"responsable&nbsp;: {who}" in said and f'href="/familles/{house.slug}/"' in said
    assert not any(one in said for one in ("Anne", "Mme Martin", "ecole.example")), "structures, and nobody in them"
    with CaptureQueriesContext(connection) as captured:
        client.get("/familles/")
    assert len(captured.captured_queries) == 1


def test_without_a_structure_the_page_says_who_decides(client):
    assert "Aucun établissement n’est inscrit" in text(client.get("/familles/"))
