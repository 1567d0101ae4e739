"""The page of documents made in the background, and their download."""

import io
import re
from datetime import timedelta
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from suivi import services, travaux
from suivi.models import Lecture, Role, Travail
from tests.conftest import StrictClient, sign_in
from tests.quiz.plans import text
from tests.suivi.envois import pupil, pupil_who_sent
from tests.suivi.world import campaign, lycee, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def bob(db):
    house = lycee()
    member("anne", house, Role.RESPONSABLE)
    return member("bob", house)


@pytest.fixture
def classe(bob):
    campagne = campaign(bob)
    for nom in ("Émile", "Ana"):
        pupil_who_sent(campagne, nom)
    pupil(campagne, "Zoé")
    return campagne


@pytest.fixture
def staff(bob):
    return sign_in(StrictClient(), bob.user)


def page_of(campagne, then=""):
    return f"{campagne.get_absolute_url()}documents/{then}"


def asked(staff, campagne, genre="zip", **more):
    response = staff.post(page_of(campagne), {"genre": genre, **more}, follow=True)
    return Travail.objects.latest("pk"), text(response)


def done(travail):
    travaux.work(travail.pk)
    return page_of(travail.campagne, f"{travail.pk}/")


def test_the_list_of_results_leads_there(staff, classe):
    page = text(staff.get(f"{classe.get_absolute_url()}resultats/"))
    assert "Toutes les fiches en un PDF" in page and f'action="{page_of(classe)}"' in page


def test_all_who_sent_by_name_and_no_one_else(staff, classe):
    travail, page = asked(staff, classe)
    assert "C’est demandé" in page and "En attente" in page and 'hx-trigger="every 2s"' in page
    names = [one.participation.pseudonyme for one in travail.pieces.all()]
    assert names == ["Ana", "Émile"]


def test_those_who_are_ticked(staff, classe):
    emile = classe.participations.get(pseudonyme="Émile")
    travail, _ = asked(staff, classe, eleve=[emile.pk, "x", 10**17])
    assert [one.participation for one in travail.pieces.all()] == [emile]


def test_asked_twice_the_first_is_shown(staff, classe):
    first, _ = asked(staff, classe)
    second, page = asked(staff, classe)
    assert first == second and "déjà en cours" in page


@pytest.mark.parametrize("genre", ["", "exe", "PDF", "a" * 300, "\x00"])
def test_a_kind_that_is_none_is_said_at_its_place(staff, classe, genre):
    response = staff.post(page_of(classe), {"genre": genre})
    assert response.status_code == 422 and "Choisissez" in text(response) and not Travail.objects.exists()


def test_where_nobody_sent_there_is_nothing_to_make(staff, bob):
    empty = campaign(bob, nom="Vide")
    response = staff.post(page_of(empty), {"genre": "pdf"})
    assert response.status_code == 422 and "Personne n’a encore envoyé" in text(response)
    assert "Toutes les fiches en un PDF" not in text(staff.get(page_of(empty)))


# --- while it is made ----------------------------------------------------------------


def test_progress_is_a_bar_and_words_and_a_part_of_the_page_is_as_the_whole(staff, classe):
    travail, _ = asked(staff, classe)
    first = travail.pieces.first()
    envoi = first.participation.envois.get()
    travail.pieces.filter(pk=first.pk).update(envoi=envoi, contenu=b"x", faite_le=timezone.now())
    Travail.objects.update(battement=timezone.now())
    page = text(staff.get(page_of(classe)))
    assert '<progress value="1"' in page and "1 fiche sur 2." in page.replace("\u00a0", " ").replace("&nbsp;", " ")
    again = page.split('hx-get="')[1].split('"')[0].replace("&amp;", "&")
    polled = text(staff.get(again, headers={"HX-Request": "true"}))
    assert part(polled) == part(page)
    assert 'id="dit"' in page and 'id="dit"' not in polled, "nothing new is to be said aloud"


def part(page):
    """What is asked again; the token of a form is never written twice alike."""
    start = page.index('<div id="travaux"')
    return re.sub(r'(csrfmiddlewaretoken" value=)"\w+"', r"\1", page[start : page.index("</section>", start)])


def test_the_page_stops_asking_when_nothing_changes_any_more(staff, classe):
    travail, page = asked(staff, classe)
    again = page.split('hx-get="')[1].split('"')[0].replace("&amp;", "&")
    done(travail)
    page = text(staff.get(again, headers={"HX-Request": "true"}))
    assert "hx-get" not in part(page) and "Télécharger" in page and ">Prêt" in page
    assert 'id="dit"' in page, "that it is ready is said aloud"


def test_without_anybody_to_do_it_the_page_says_so(staff, classe):
    asked(staff, classe)
    Travail.objects.update(cree_le=timezone.now() - timedelta(minutes=4))
    assert "rien ne fait de documents en ce moment" in text(staff.get(page_of(classe)))


def test_what_was_stopped_goes_on_when_asked(staff, classe):
    travail, _ = asked(staff, classe)
    Travail.objects.update(arret="place")
    page = text(staff.get(page_of(classe)))
    assert "plus de place sur le disque" in page and "Reprendre" in page
    staff.post(page_of(classe, f"{travail.pk}/reprendre/"))
    done(travail)
    assert "Télécharger" in text(staff.get(page_of(classe)))


def test_the_page_reads_as_much_for_many_as_for_one(staff, classe):
    counts = []
    for genre in ("zip", "pdf"):
        travail, _ = asked(staff, classe, genre)
        done(travail)
        with CaptureQueriesContext(connection) as queries:
            staff.get(page_of(classe))
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 22


# --- downloaded ----------------------------------------------------------------------


def test_the_zip_has_a_file_for_each_and_each_pupil_reads_it_was_printed(staff, classe, bob):
    travail, _ = asked(staff, classe)
    response = staff.get(done(travail))
    assert response.streaming and response["Content-Type"] == "application/zip"
    assert response["Content-Disposition"] == 'attachment; filename="fiches-seconde-4.zip"'
    archive = ZipFile(io.BytesIO(response.getvalue()))
    assert archive.namelist() == ["1-ana.pdf", "2-emile.pdf"]
    assert all(archive.read(one).startswith(b"%PDF") for one in archive.namelist())
    assert Lecture.objects.filter(quoi="fiche", membre=bob).count() == 2


def test_the_pdf_is_tagged_and_has_all(staff, classe):
    travail, _ = asked(staff, classe, "pdf")
    response = staff.get(done(travail))
    assert response["Content-Type"] == "application/pdf" and response.content.startswith(b"%PDF")
    assert b"pdfuaid" in response.content and Lecture.objects.count() == 2
    assert "private" in response["Cache-Control"] or "no-store" in response["Cache-Control"]


def test_one_that_is_not_ready_is_not_handed_over_and_nobody_is_told(staff, classe):
    travail, _ = asked(staff, classe)
    response = staff.get(page_of(classe, f"{travail.pk}/"), follow=True)
    assert "n’est pas prêt" in text(response) and not Lecture.objects.exists()


def test_a_send_withdrawn_at_that_moment_is_no_fault(staff, classe, monkeypatch):
    travail, _ = asked(staff, classe)
    address = done(travail)

    def gone(**values):
        raise services.GoneError

    monkeypatch.setattr(services, "note_reading", gone)
    assert staff.get(address).status_code == 302


# --- whose it is -----------------------------------------------------------------------


def test_it_is_seen_and_taken_by_who_asked_alone(staff, classe, bob):
    carl = member("carl", bob.structure)
    services.share_campagne(campagne=classe, membres=[carl])
    other = sign_in(StrictClient(), carl.user)
    travail, _ = asked(staff, classe)
    address = done(travail)
    assert "Aucun document" in text(other.get(page_of(classe)))
    assert other.get(address).status_code == 404
    assert other.post(f"{address}supprimer/").status_code == other.post(f"{address}reprendre/").status_code == 404
    assert staff.get(address).status_code == 200


def test_neither_by_another_campaign_nor_after_its_day(staff, classe, bob):
    other = campaign(bob, nom="Autre")
    travail, _ = asked(staff, classe)
    address = done(travail)
    assert staff.get(page_of(other, f"{travail.pk}/")).status_code == 404
    Travail.objects.update(fin=timezone.now())
    assert staff.get(address).status_code == 404 and "Aucun document" in text(staff.get(page_of(classe)))


def test_deleted_it_is_gone(staff, classe):
    travail, _ = asked(staff, classe)
    address = done(travail)
    page = text(staff.post(f"{address}supprimer/", follow=True))
    assert "est supprimé" in page and "Aucun document" in page and not Travail.objects.exists()
    assert staff.get(address).status_code == staff.post(f"{address}supprimer/").status_code == 404


def test_archived_deleted_or_no_longer_read_there_is_none(staff, classe):
    travail, _ = asked(staff, classe)
    address = done(travail)
    services.archive(campagne=classe)
    assert staff.get(address).status_code == 404 and staff.get(page_of(classe)).status_code == 200
    services.delete_campagne(campagne=classe)
    assert staff.get(page_of(classe)).status_code == 404
