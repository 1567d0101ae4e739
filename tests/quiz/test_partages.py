"""A read-only address: what it shows, to whom, until when."""

import json
import re
from datetime import date, timedelta
from html import unescape
from io import BytesIO, StringIO

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pypdf import PdfReader
from pytest_django.asserts import assertNumQueries

from metiers.francais.phrases import long_date
from orientation.security import HideSecrets
from quiz import documents, services
from quiz.donnees.ensemble import purge_expired, viewers
from quiz.models import DocumentPdf, Partage, Passation, Resultat, Verification
from tests.conftest import StrictClient
from tests.quiz.answers import IMPORTANCES

PRIORITES, GOUTS, PARTAGES = "/quiz/priorites/", "/quiz/gouts/", "/quiz/partages/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def student(client, health):
    client.post(PRIORITES, IMPORTANCES)
    client.post(GOUTS, {"niveau": "5"})
    skills = re.findall(r'type="radio" name="([\w-]+)" value="0"', client.get("/quiz/competences/").content.decode())
    client.post("/quiz/competences/", dict.fromkeys(skills, "50"))
    return client


def share(client, numero=2, slug="", **data):
    path = f"/quiz/resultats/{numero}/{slug + '/' if slug else ''}partager/"
    response = client.post(path, {"jours": "30"} | data)
    assert (response.status_code, response["Location"]) == (302, PARTAGES)
    return Partage.objects.latest("pk").get_absolute_url()


def read(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return " ".join(unescape(response.content.decode()).replace("\xa0", " ").replace("\u202f", " ").split())


def test_a_share_shows_the_ranking_and_nothing_that_opens_or_changes_the_answers(student):
    kept = Resultat.objects.latest("numero").instantane
    address = share(student)
    stranger = StrictClient()
    response = stranger.get(address)
    page = unescape(response.content.decode())
    assert [piste.titre for piste in kept.pistes if piste.titre in page] == [piste.titre for piste in kept.pistes]
    assert not stranger.cookies
    assert response["Referrer-Policy"] == "no-referrer"
    assert "no-store" in response["Cache-Control"] and "noindex" in response["X-Robots-Tag"]
    code = re.search(r'class="code"[^>]*>([0-9A-Z-]+)<', student.get("/quiz/code/").content.decode())[1]
    passation = Passation.objects.get()
    for secret in (code, code.replace("-", ""), passation.empreinte_secret, student.cookies["passation"].value):
        assert secret not in page and secret not in str(response.headers)
    assert "<form" not in page and "/quiz/resultats/" not in page


def test_skills_are_shown_only_when_the_student_says_so(student):
    hidden, shown = share(student), share(student, competences="on")
    assert "compétences " not in read(StrictClient(), hidden).split("Ses 20 premières")[1].split("</ol>")[0]
    assert re.search(r"compétences \d+ %", read(StrictClient(), shown))
    slug = next(piste.slug for piste in Resultat.objects.latest("numero").instantane.pistes if piste.fit is not None)
    assert "du niveau attendu" not in read(StrictClient(), share(student, slug=slug))
    assert "du niveau attendu" in read(StrictClient(), share(student, slug=slug, competences="on"))


def test_a_share_of_one_report_shows_that_report_alone(student):
    kept = Resultat.objects.latest("numero").instantane
    page = read(StrictClient(), share(student, slug=kept.pistes[2].slug))
    assert kept.pistes[2].titre in page
    assert kept.pistes[0].titre not in page


def test_wrong_expired_and_revoked_are_the_same_404(student):
    address = share(student)
    partage = Partage.objects.get()
    answers = [
        StrictClient().get(wrong)
        for wrong in ("/p/x/", "/p/abc.def/", address[:-4] + "xyz/", f"/p{address[2:].upper()}")
    ]
    Partage.objects.update(expire_le=timezone.now())
    answers += [StrictClient().get(address), StrictClient().get(f"{address}pdf/")]
    Partage.objects.update(expire_le=timezone.now() + timedelta(days=1))
    assert StrictClient().get(address).status_code == 200
    Passation.objects.update(expire_le=timezone.now())
    answers.append(StrictClient().get(address))
    Passation.objects.update(expire_le=timezone.now() + timedelta(days=1))
    student.post(f"{PARTAGES}{partage.pk}/retirer/")
    answers.append(StrictClient().get(address))
    assert {answer.status_code for answer in answers} == {404}
    bodies = {re.sub(r'nonce="[^"]*"', "", answer.content.decode()) for answer in answers}
    assert len(bodies) == 1


FOLLOWED = [",", ".", ")", ">", "%2C", "»", "%C2%BB", ").", "%E2%80%9D", "/"]


@pytest.mark.parametrize("behind", FOLLOWED)
def test_an_address_followed_by_signs_leads_to_the_clean_one(student, behind):
    address = share(student)
    for path in (f"{address}{behind}", f"{address[:-1]}{behind}", f"{address[:-1]}{behind}/"):
        response = StrictClient().get(path, follow=True)
        steps = [where for where, status in response.redirect_chain]
        assert response.status_code == 200 and (steps[-1:] == [address] or path == address), path
    for path in (f"{address}pdf/{behind}", f"{address}pdf{behind}"):
        response = StrictClient().get(path)
        assert response.get("Location") == f"{address}pdf/" or path == f"{address}pdf/"
    response = StrictClient().get(f"{address}{behind}")
    assert response["Referrer-Policy"] == "no-referrer" and "no-store" in response["Cache-Control"]
    assert Partage.objects.get().ouvertures, "leading there is no opening, being there is"


@pytest.mark.parametrize("behind", ["", *FOLLOWED])
def test_an_address_that_is_wrong_or_past_is_the_same_404_whatever_follows(student, behind, caplog):
    address = share(student)
    token = address.split("/")[2]
    usual = StrictClient().get("/p/x/")
    answers = [StrictClient().get(f"/p/{token[:-3]}xyz{slash}{behind}/") for slash in ("", "/")]
    answers.append(StrictClient().get(f"{address}nope{behind}/"))
    Partage.objects.update(expire_le=timezone.now())
    answers += [StrictClient().get(path) for path in (f"{address}{behind}", f"{address[:-1]}{behind}/")]
    assert {answer.status_code for answer in answers} == {404}
    bodies = {re.sub(r'nonce="[^"]*"', "", answer.content.decode()) for answer in (usual, *answers)}
    assert len(bodies) == 1
    hide = HideSecrets()
    lines = [record.getMessage() for record in caplog.records if hide.filter(record)]
    assert lines and not any(token in line for line in lines)


def test_another_student_neither_sees_nor_revokes_a_share(student):
    share(student)
    other = StrictClient()
    other.post(PRIORITES, IMPORTANCES)
    assert "Tu ne partages rien" in read(other, PARTAGES)
    pk = Partage.objects.get().pk
    assert {who.post(f"{PARTAGES}{pk}/retirer/").status_code for who in (other, StrictClient())} == {404}
    assert Partage.objects.exists()
    assert other.get("/quiz/resultats/2/partager/").status_code == 404


@pytest.mark.parametrize("data", [{"jours": "365"}, {"jours": ""}, {"jours": "30 OR 1"}])
def test_a_share_lasts_thirty_days_or_ninety(student, data):
    assert student.post("/quiz/resultats/2/partager/", data).status_code == 422
    assert not Partage.objects.exists()
    Passation.objects.update(expire_le=timezone.now() + timedelta(days=200))
    share(student, jours="90")
    left = Partage.objects.get().expire_le - timezone.now()
    assert timedelta(days=89) < left <= timedelta(days=90)


def test_a_share_is_offered_only_for_as_long_as_the_answers_last(student):
    def offered():
        page = unescape(student.get("/quiz/resultats/2/partager/").content.decode())
        return re.findall(r'name="jours" value="(\d+)"', page), re.findall(r"jusqu’au\s+(\S+\s\S+\s\d{4})", page)

    def last_day(days):
        return long_date(timezone.localdate() + timedelta(days=days))

    Passation.objects.update(expire_le=timezone.now() + timedelta(days=12))
    assert offered() == (["30"], [last_day(12)])
    Passation.objects.update(expire_le=timezone.now() + timedelta(days=200))
    assert offered() == (["30", "90"], [last_day(30), last_day(90)])
    Passation.objects.update(expire_le=timezone.now() + timedelta(days=12))
    assert student.post("/quiz/resultats/2/partager/", {"jours": "90"}).status_code == 422


def test_there_are_not_too_many_shares(student, monkeypatch):
    monkeypatch.setattr("quiz.services.partage.MOST_SHARES", 2)
    monkeypatch.setattr(services, "MOST_SHARES", 2)  # what the page says
    share(student)
    share(student)
    assert Partage.objects.count() == 1, "a double click makes one"
    share(student, competences="on")
    response = student.post("/quiz/resultats/2/partager/", {"jours": "30"})
    assert response.status_code == 422
    assert "Tu as déjà 2 liens" in unescape(response.content.decode())


def said_in(response):
    """The text of a PDF in one line."""
    pages = PdfReader(BytesIO(response.content)).pages
    return " ".join("".join(page.extract_text() for page in pages).replace("\u200b", "").split())


def test_the_pdf_of_a_share_holds_its_address_and_nothing_of_it_is_stored(student):
    address = share(student)
    response = StrictClient().get(f"{address}pdf/")
    assert response["Content-Type"] == "application/pdf"
    assert response["Referrer-Policy"] == "no-referrer" and "no-store" in response["Cache-Control"]
    assert address in said_in(response).replace(" ", "")
    assert not DocumentPdf.objects.exists()


def test_the_document_of_a_result_and_of_each_report_is_made_once(student, monkeypatch):
    slugs = [piste.slug for piste in Resultat.objects.latest("numero").instantane.pistes[:2]]
    paths = [f"/quiz/resultats/2/{part}pdf/" for part in ("", f"{slugs[0]}/", f"{slugs[1]}/")]
    first = [student.get(path).content for path in paths]
    assert len(set(first)) == 3
    monkeypatch.setattr("quiz.documents.render_classement", lambda *args, **kwargs: 1 / 0)
    monkeypatch.setattr("quiz.documents.render_rapport", lambda *args, **kwargs: 1 / 0)
    assert [student.get(path).content for path in paths] == first


@pytest.mark.parametrize("own_first", [True, False])
def test_ones_own_pdf_and_that_of_a_share_are_never_taken_for_each_other(student, own_first):
    Passation.objects.update(rapide=True)
    student.post("/quiz/resultats/", {"filtres": "?niveau=3"})
    kept = Resultat.objects.latest("numero")
    second, before = kept.instantane.pistes[1], kept.instantane.pistes[0]
    for slug, remark in (("", "très vite"), (second.slug, before.titre.split("(")[0])):
        address = share(student, numero=kept.numero, slug=slug, competences="on")
        own = f"/quiz/resultats/{kept.numero}/{slug + '/' if slug else ''}pdf/"
        readers = [(student, own, True), (StrictClient(), f"{address}pdf/", False)]
        for client, path, mine in readers if own_first else reversed(readers):
            assert (remark in said_in(client.get(path))) == mine


def test_the_pdf_of_a_result_and_of_a_report(student):
    kept = Resultat.objects.latest("numero").instantane
    for path, words in (("", kept.pistes[0].titre), (f"{kept.pistes[1].slug}/", kept.pistes[1].titre)):
        response = student.get(f"/quiz/resultats/2/{path}pdf/")
        text = " ".join(page.extract_text() for page in PdfReader(BytesIO(response.content)).pages)
        assert words.split("(")[0] in text
        assert "no-store" in response["Cache-Control"]
    assert student.get("/quiz/resultats/2/nope/pdf/").status_code == 404
    assert StrictClient().get("/quiz/resultats/2/pdf/").status_code == 404


def test_purging_takes_the_shares_that_are_past(student):
    share(student)
    Partage.objects.update(expire_le=timezone.now())
    call_command("purge_expired", "--dry-run", stdout=StringIO())
    assert Partage.objects.exists()
    out = StringIO()
    call_command("purge_expired", stdout=out)
    assert (
        "passations : 0, autres liens de partage : 1, campagnes : 0, fins rendues : 0, notes sans auteur : 0, "
        "invitations : 0, sessions : 0, compteurs : 0, actes : 0, documents : 0, tâches : 0, fins annoncées : 0, "
        "effacés." in out.getvalue()
    )
    assert not Partage.objects.exists()
    assert Passation.objects.exists()


def test_purging_answers_does_not_count_their_shares_again(student):
    share(student)
    Partage.objects.update(expire_le=timezone.now())
    Passation.objects.update(expire_le=timezone.now())
    for dry_run in (True, False):
        counts = purge_expired(now=timezone.now(), dry_run=dry_run)
        assert counts.pop("passations") == 1
        assert set(counts.values()) == {0}


def test_what_was_taken_back_still_says_how_often_it_was_opened(student):
    address = share(student)
    StrictClient().get(address)
    student.post(f"/quiz/partages/{Partage.objects.get().pk}/retirer/")
    assert StrictClient().get(address).status_code == 404
    assert "Tu ne partages rien" in read(student, PARTAGES)
    page = read(student, "/quiz/mes-donnees/")
    assert "lien ouvert une fois, le" in page and "Retiré le" in page
    share(student)
    Partage.objects.filter(retire_le=None).update(expire_le=timezone.now())
    page = read(student, "/quiz/mes-donnees/")
    assert "lien jamais ouvert. Il ne s’ouvre plus." in page


def test_taking_back_twice_keeps_the_first_moment(student):
    share(student)
    partage = Partage.objects.get()
    services.revoke(partage=partage)
    first = Partage.objects.get().retire_le
    services.revoke(partage=partage)
    assert Partage.objects.get().retire_le == first is not None


def test_a_share_is_said_to_end_with_the_answers(student):
    Passation.objects.update(expire_le=timezone.now() + timedelta(days=200))
    share(student, jours="90")
    Passation.objects.update(expire_le=timezone.now() + timedelta(days=30))
    (told,) = json.loads(student.get("/quiz/mes-donnees/export.json").content)["resultats"][0]["partages"]
    passation = Passation.objects.get()
    assert told["lisible_jusqu_au"] == timezone.localtime(passation.expire_le).isoformat(timespec="seconds")


def test_how_many_documents_are_stored_is_told(student):
    def told():
        data = json.loads(student.get("/quiz/mes-donnees/export.json").content)
        return [one["pdf_gardes"] for one in data["resultats"]]

    assert told() == [0, 0]
    for slug in ("", *(f"{piste.slug}/" for piste in Resultat.objects.latest("numero").instantane.pistes[:2])):
        student.get(f"/quiz/resultats/2/{slug}pdf/")
    assert told() == [3, 0]


def test_documents_are_made_again_when_they_look_otherwise(student, monkeypatch):
    student.get("/quiz/resultats/2/pdf/")
    DocumentPdf.objects.update(octets=b"as they looked before")
    monkeypatch.setattr(documents, "VERSION", documents.VERSION + 1)
    assert student.get("/quiz/resultats/2/pdf/").content.startswith(b"%PDF-")
    assert DocumentPdf.objects.count() == 1


@pytest.mark.parametrize("skills", [True, False])
def test_the_pdf_of_a_shared_ranking_says_whose_it_is(student, skills):
    said = said_in(StrictClient().get(f"{share(student, **({'competences': 'on'} if skills else {}))}pdf/"))
    assert "Ses pistes" in said and "ce que cette personne a répondu" in said
    assert ("du niveau attendu qu’elle a déjà" in said) == skills


def test_a_result_that_goes_while_it_is_shared_is_not_there(student, monkeypatch):
    def meanwhile(**kwargs):
        Resultat.objects.filter(numero=2).delete()

    monkeypatch.setattr(services, "share", meanwhile)
    assert student.post("/quiz/resultats/2/partager/", {"jours": "30"}).status_code == 404


def test_shares_made_and_taken_back_do_not_pile_up(student, monkeypatch):
    monkeypatch.setattr("quiz.services.partage.MOST_SHARES", 2)
    for _ in range(5):
        share(student)
        student.post(f"/quiz/partages/{Partage.objects.get(retire_le=None).pk}/retirer/")
    assert Partage.objects.count() <= 3


def test_a_result_that_went_meanwhile_is_neither_shared_nor_checked(student):
    kept = Resultat.objects.latest("numero")
    Resultat.objects.filter(pk=kept.pk).delete()
    assert services.share(resultat=kept, slug="", avec_competences=False, days=30) is None
    services.keep_check(resultat=kept, notes={}, places={})
    assert student.post("/quiz/resultats/2/partager/", {"jours": "30"}).status_code == 404
    assert not Partage.objects.exists() and not Verification.objects.exists()


def test_no_log_line_holds_the_address_of_a_share(student, caplog):
    address = share(student)
    stranger = StrictClient()
    stranger.post(address)
    stranger.get(f"{address}nope/")
    stranger.get(address.upper().replace(address.split("/")[2].upper(), address.split("/")[2]))
    stranger.get(address.replace("/p/", "/p/ "))
    Partage.objects.update(expire_le=timezone.now())
    stranger.get(address)
    hide = HideSecrets()
    lines = [record for record in caplog.records if hide.filter(record)]
    assert len(lines) >= 2
    assert [line.getMessage() for line in lines if address.split("/")[2] in line.getMessage()] == []


def test_what_is_shared_holds_no_remark_and_no_skill_that_was_not_meant(student):
    Passation.objects.update(rapide=True)
    student.post(GOUTS, {"niveau": "3"})
    student.post("/quiz/resultats/", {"filtres": "?niveau=3"})
    kept = Resultat.objects.latest("numero")
    assert kept.instantane.rapide and kept.instantane.niveaux
    for slug in ("", kept.instantane.pistes[1].slug):
        address = share(student, numero=kept.numero, slug=slug)
        page = read(StrictClient(), address)
        pdf = " ".join(
            one.extract_text() for one in PdfReader(BytesIO(StrictClient().get(f"{address}pdf/").content)).pages
        )
        for said in (page, pdf):
            assert "très vite" not in said
            assert kept.instantane.niveaux[0].nom not in said
        assert not slug or kept.instantane.pistes[0].titre.split("(")[0] not in pdf


def test_queries_of_a_share(student):
    address = share(student)
    with assertNumQueries(3):
        StrictClient().get(address)


def test_the_list_of_shares_and_who_could_see_them_opens_no_result(student, monkeypatch):
    first, *_ = Resultat.objects.latest("numero").instantane.pistes
    share(student, slug=first.slug)
    share(student)
    passation = Passation.objects.get()
    monkeypatch.setattr("quiz.models.from_json", None)
    with CaptureQueriesContext(connection) as captured:
        page = read(student, PARTAGES)
        (fragment,) = viewers(passation, timezone.now())
        seen = unescape(render_to_string(fragment.template, {"shown": fragment.shown}))
    assert f"Rapport : {first.titre}" in page and "Mes pistes" in page
    assert f"Rapport «\xa0{first.titre}\xa0»" in seen and "Tes pistes" in seen
    assert not any('"contenu"' in one["sql"] for one in captured)
    assert student.get(f"/quiz/resultats/2/{first.slug}/partager/").status_code == 200
    assert student.post(f"/quiz/partages/{Partage.objects.latest('pk').pk}/retirer/").status_code == 302


def test_a_document_that_is_kept_is_read_without_its_result(student, monkeypatch):
    first = student.get("/quiz/resultats/2/pdf/").content
    monkeypatch.setattr("quiz.models.from_json", None)
    assert student.get("/quiz/resultats/2/pdf/").content == first


def test_openings_are_counted_without_a_word_about_who(student):
    address = share(student)
    student.get(address)
    StrictClient().head(address)
    partage = Partage.objects.get()
    assert (partage.ouvertures, partage.ouvert_le) == (0, None), "one's own look, or a look at the headers"
    assert "jamais ouvert" in read(student, "/quiz/mes-donnees/")
    with time_machine.travel("2026-12-03T12:00:00+01:00", tick=False):
        Partage.objects.update(expire_le=timezone.now() + timedelta(days=1))
        Passation.objects.update(expire_le=timezone.now() + timedelta(days=1))
        StrictClient().get(address)
        StrictClient().get(f"{address}pdf/")
        StrictClient().get(f"{address[:-2]}/")
        partage.refresh_from_db()
        assert (partage.ouvertures, partage.ouvert_le) == (2, date(2026, 12, 3))
        for page in ("/quiz/mes-donnees/", "/quiz/partages/"):
            assert "ouvert 2 fois, la dernière le 3 décembre 2026" in read(student, page)
        assert "ouvert 2" not in read(StrictClient(), address)


def test_another_student_who_reads_a_share_counts(student):
    address = share(student)
    other = StrictClient()
    other.post(PRIORITES, IMPORTANCES)
    other.get(address)
    assert Partage.objects.get().ouvertures == 1


def test_ones_own_pdf_leads_to_what_is_shared_and_no_longer_once_it_is_taken_back(student):
    def said():
        pdf = PdfReader(BytesIO(student.get("/quiz/resultats/2/pdf/").content))
        return re.sub(r"[\s\u200b]", "", "".join(one.extract_text() for one in pdf.pages))

    assert "/p/" not in said()
    share(student, slug=Resultat.objects.latest("numero").instantane.pistes[0].slug)
    assert "/p/" not in said(), "a report is not the ranking"
    address = share(student)
    assert address in said() and "sanslescompétences" in said()
    others = Resultat.objects.create(
        passation=Passation.objects.create(empreinte_secret="x", expire_le=timezone.now() + timedelta(days=9)),
        numero=2,
        **Resultat.objects.values("contenu", "complet", "competences", "en_tete", "titres").latest("numero"),
    )
    theirs = services.share(resultat=others, slug="", avec_competences=True, days=30)
    assert theirs.get_absolute_url() not in said() and address in said()
    mine = Partage.objects.filter(slug="").exclude(pk=theirs.pk)
    mine.update(expire_le=timezone.now())
    assert "/p/" not in said()
    mine.update(expire_le=timezone.now() + timedelta(days=9))
    assert address in said()
    student.post(f"/quiz/partages/{mine.get().pk}/retirer/")
    assert "/p/" not in said()
