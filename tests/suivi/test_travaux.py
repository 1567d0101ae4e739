"""Documents made in the background: each pupil once, whatever happens meanwhile."""

import contextlib
import io
import json
import subprocess
import sys
from datetime import timedelta
from zipfile import ZipFile

import pytest
from django.db import DatabaseError, OperationalError
from django.db.models import F
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pypdf import PdfReader

from quiz import services as quiz
from quiz.donnees.parts import timestamp
from quiz.models import Passation
from suivi import services, travaux
from suivi.classe.mots import tell_classes
from suivi.documents.archive import zipped
from suivi.models import Arret, Document, Envoi, Genre, Lecture, Piece, Role, Travail
from suivi.models.travaux import KEPT, MOST_TRIES, SILENCE
from suivi.parts import ClassesPart
from suivi.purge import purge
from tests.suivi.envois import pupil, sent_by
from tests.suivi.world import campaign, lycee, member

pytestmark = pytest.mark.django_db
NAMES = ("Ana", "Bao", "Émile")


@pytest.fixture
def bob(db):
    house = lycee()
    member("anne", house, Role.RESPONSABLE)
    return member("bob", house)


@pytest.fixture
def classe(bob):
    """Three who sent, and one who did not."""
    campagne = campaign(bob)
    campagne.eleves = {nom: pupil(campagne, nom) for nom in (*NAMES, "Zoé")}
    for nom in NAMES:
        sent_by(campagne.eleves[nom])
    return campagne


def asked(campagne, membre, genre=Genre.ZIP, names=NAMES):
    eleves = [campagne.eleves[nom].pk for nom in names]
    return travaux.ask(campagne=campagne, membre=membre, genre=genre, eleves=eleves)[0]


def made(campagne, membre, genre=Genre.ZIP, names=NAMES):
    travail = asked(campagne, membre, genre, names)
    travaux.work(travail.pk)
    return travail


def state(travail):
    return dict(travaux.avancements_of(travail.campagne, travail.membre))[travail]


def names_in(travail):
    """Of whom a sheet would be handed over; None when nothing would."""
    remis = travaux.hand_over(travail=travail)
    return [nom for _, _, nom in remis.pieces] if remis else None


def die(monkeypatch, after=1, by=KeyboardInterrupt):
    """Whoever works is gone after so many sheets, without a word."""
    keep, number = services.keep_piece, iter(range(100))

    def wrapped(**values):
        if next(number) >= after:
            raise by
        return keep(**values)

    monkeypatch.setattr(services, "keep_piece", wrapped)


def fall_silent():
    Travail.objects.exclude(battement=None).update(battement=F("battement") - SILENCE - timedelta(seconds=1))


# --- made ------------------------------------------------------------------------


@pytest.mark.parametrize("genre", list(Genre))
def test_each_pupil_once_in_the_order_that_was_asked(classe, bob, genre):
    travail = asked(classe, bob, genre, ("Émile", "Ana", "Bao"))
    assert state(travail).etat == "attente"
    travaux.work(travail.pk)
    assert state(travail).etat == "pret" and names_in(travail) == ["Émile", "Ana", "Bao"]
    travaux.work(travail.pk)
    assert Piece.objects.count() == 3


def test_whoever_has_sent_nothing_has_no_sheet(classe, bob):
    travail = made(classe, bob, names=("Ana", "Zoé"))
    assert names_in(travail) == ["Ana"] and state(travail).etat == "pret"


def test_asked_twice_while_it_is_made_it_is_one(classe, bob):
    first = asked(classe, bob)
    assert asked(classe, bob) == first != asked(classe, bob, Genre.PDF)
    travaux.work(first.pk)
    assert asked(classe, bob) != first
    assert DBTaskResult.objects.count() == 3


def test_the_oldest_makes_room(classe, bob):
    first, *others = [made(classe, bob, names=("Ana",)) for _ in range(services.MOST_TRAVAUX + 1)]
    assert list(Travail.objects.order_by("pk")) == others and first not in others
    assert Piece.objects.count() == services.MOST_TRAVAUX


def test_a_pupil_of_another_campaign_is_not_in_it(classe, bob):
    other = campaign(bob, nom="Autre")
    stranger = pupil(other, "Ana")
    sent_by(stranger)
    travail, _ = travaux.ask(campagne=classe, membre=bob, genre=Genre.ZIP, eleves=[stranger.pk])
    assert travail.pieces.count() == 0 and state(travail).etat == "vide"


def test_the_pdf_has_a_page_for_each(classe, bob):
    made(classe, bob, Genre.PDF)
    reader = PdfReader(io.BytesIO(bytes(Document.objects.get().octets)))
    for nom, page in zip(NAMES, reader.pages, strict=True):
        assert nom in page.extract_text()
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"], "tagged"
    assert all(bytes(one.contenu).startswith(b'{"campagne"') for one in Piece.objects.all())


def test_the_queue_knows_the_number_of_a_work_and_nothing_else(classe, bob):
    travail = asked(classe, bob)
    assert [one.args_kwargs for one in DBTaskResult.objects.all()] == [{"args": [travail.pk], "kwargs": {}}]


# --- taken up again ----------------------------------------------------------------


@pytest.mark.parametrize("genre", list(Genre))
def test_another_goes_on_where_one_died(classe, bob, genre, monkeypatch):
    travail = asked(classe, bob, genre)
    with monkeypatch.context() as patch:
        die(patch, after=2)
        with pytest.raises(KeyboardInterrupt):
            travaux.work(travail.pk)
    before = list(Piece.objects.exclude(faite_le=None).values_list("pk", "faite_le"))
    assert len(before) == 2
    DBTaskResult.objects.all().delete()
    travaux.work(travail.pk)
    assert travaux.take_up_again() == 0 and state(travail).faites == 2, "heard a moment ago"
    fall_silent()
    assert travaux.take_up_again() == 1 and travaux.take_up_again() == 0, "it waits in the queue already"
    travaux.work(travail.pk)
    assert names_in(travail) == list(NAMES)
    assert set(before) < set(Piece.objects.values_list("pk", "faite_le")), "what was made is not made again"


def test_one_that_is_told_to_stop_leaves_it_to_the_next_at_once(classe, bob, monkeypatch):
    travail = asked(classe, bob)
    with monkeypatch.context() as patch:
        die(patch, by=SystemExit)
        with pytest.raises(SystemExit):
            travaux.work(travail.pk)
    travaux.work(travail.pk)
    assert state(travail).etat == "pret"


def test_one_that_was_thought_dead_keeps_nothing_more(classe, bob):
    travail = asked(classe, bob)
    slow, token = services.take_up(pk=travail.pk)
    assert services.take_up(pk=travail.pk) is None
    fall_silent()
    _, other = services.take_up(pk=travail.pk)
    assert other != token
    with pytest.raises(services.LostError):
        services.may_go_on(travail=slow, token=token)
    with pytest.raises(services.LostError):
        services.beat(pk=travail.pk, token=token)
    services.put_down(pk=travail.pk, token=token, arret=Arret.PLACE)
    assert Travail.objects.get().arret == "" and Travail.objects.get().porteur == other


def test_tries_are_bounded_and_then_it_waits_for_a_person(classe, bob, monkeypatch):
    travail = asked(classe, bob)
    with monkeypatch.context() as patch:
        patch.setattr(travaux, "render_fiches", lambda *args, **more: 1 / 0)
        for _ in range(MOST_TRIES):
            with pytest.raises(ZeroDivisionError):
                travaux.work(travail.pk)
            fall_silent()
        travaux.work(travail.pk)
    assert state(travail).etat == "arrete" and "après plusieurs essais" in state(travail).dit
    assert travaux.take_up_again() == 0
    travaux.resume(travail=travail)
    travaux.work(travail.pk)
    assert state(travail).etat == "pret"


def test_tries_that_make_a_sheet_are_not_counted(classe, bob, monkeypatch):
    travail = asked(classe, bob)
    for _ in NAMES:
        with monkeypatch.context() as patch:
            die(patch, after=1)
            with contextlib.suppress(KeyboardInterrupt):
                travaux.work(travail.pk)
        fall_silent()
        assert Travail.objects.get().essais <= 1
    assert state(travail).faites == len(NAMES)


# --- no room on the disk -------------------------------------------------------------


class FullError(Exception):
    """What PostgreSQL's driver says."""

    sqlstate = "53100"


def full():
    error = OperationalError("disk full")
    error.__cause__ = FullError()
    return error


@pytest.mark.parametrize("genre", list(Genre))
def test_without_room_it_stops_whole_says_why_and_goes_on_when_asked(classe, bob, genre, monkeypatch):
    travail = asked(classe, bob, genre)
    with monkeypatch.context() as patch:
        die(patch, after=2, by=full())
        travaux.work(travail.pk)
    told = state(travail)
    assert (told.etat, told.faites) == ("arrete", 2) and "plus de place" in told.dit
    assert travaux.hand_over(travail=travail) is None and travaux.take_up_again() == 0
    travaux.resume(travail=travail)
    travaux.work(travail.pk)
    assert names_in(travail) == list(NAMES)


def test_where_even_that_cannot_be_written_it_falls_silent_and_is_taken_up_later(classe, bob, monkeypatch):
    travail = asked(classe, bob)
    with monkeypatch.context() as patch:
        die(patch, after=1, by=full())
        patch.setattr(services, "put_down", lambda **values: (_ for _ in ()).throw(full()))
        with pytest.raises(DatabaseError):
            travaux.work(travail.pk)
    fall_silent()
    DBTaskResult.objects.all().delete()
    assert state(travail).faites == 1 and travaux.take_up_again() == 1
    travaux.work(travail.pk)
    assert state(travail).etat == "pret"


def test_other_faults_of_the_database_are_not_taken_for_it():
    assert travaux.is_full(full()) and travaux.is_full(OSError(28, "No space left on device"))
    assert not travaux.is_full(OperationalError("database is locked")) and not travaux.is_full(OSError(2, "none"))


def test_without_the_memory_to_bind_them_it_says_what_else_to_ask(classe, bob, monkeypatch):
    killed = (sys.executable, "-c", "import os; os.kill(os.getpid(), 9)")
    monkeypatch.setattr(travaux, "BINDER", killed)
    travail = made(classe, bob, Genre.PDF)
    told = state(travail)
    assert (told.etat, told.faites) == ("arrete", 3) and "demandez plutôt un zip" in told.dit
    assert travaux.take_up_again() == 0


def test_a_binding_that_fails_is_a_try(classe, bob, monkeypatch):
    monkeypatch.setattr(travaux, "BINDER", (sys.executable, "-c", "raise SystemExit(3)"))
    travail = asked(classe, bob, Genre.PDF)
    with pytest.raises(subprocess.CalledProcessError):
        travaux.work(travail.pk)
    assert not Document.objects.exists() and Travail.objects.get().arret == ""


# --- what pupils take away -----------------------------------------------------------


def withdraw(classe, nom):
    services.withdraw_sent(participation=classe.eleves[nom])


def leave(classe, nom):
    services.leave(participation=classe.eleves[nom])


def erase(classe, nom):
    quiz.erase(secret=classe.eleves[nom].secret)


ACTS = [withdraw, leave, erase]


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("genre", list(Genre))
def test_what_is_taken_away_after_is_in_nothing_that_is_kept(classe, bob, genre, act):
    travail = made(classe, bob, genre)
    act(classe, "Bao")
    assert not Piece.objects.filter(participation__pseudonyme="Bao").exclude(faite_le=None).exists()
    assert not Document.objects.exists(), "bound of all of them"
    travaux.work(travail.pk)
    assert names_in(travail) == ["Ana", "Émile"] and state(travail).demandees == 3
    assert Document.objects.count() == (genre == Genre.PDF)


@pytest.mark.parametrize("act", ACTS)
def test_what_is_taken_away_while_it_is_made_is_not_kept(classe, bob, act, monkeypatch):
    travail, keep = asked(classe, bob), services.keep_piece

    def crossed(**values):
        if values["piece"].participation.pseudonyme == "Bao" and classe.eleves["Bao"] in classe.participations.all():
            act(classe, "Bao")
        return keep(**values)

    with monkeypatch.context() as patch:
        patch.setattr(services, "keep_piece", crossed)
        travaux.work(travail.pk)
    assert names_in(travail) == ["Ana", "Émile"] and state(travail).etat == "pret"


def test_what_goes_while_it_is_bound_is_not_in_it(classe, bob, monkeypatch):
    travail, bind, bound = asked(classe, bob, Genre.PDF), travaux.bound, []

    def crossed(contents, **more):
        bound.append([json.loads(one)["pseudonyme"] for one in contents])
        if len(bound) == 1:
            erase(classe, "Bao")
        return bind(contents, **more)

    monkeypatch.setattr(travaux, "bound", crossed)
    travaux.work(travail.pk)
    assert bound == [list(NAMES), ["Ana", "Émile"]] and state(travail).etat == "pret"


def test_what_is_sent_again_with_other_ticks_is_made_again(classe, bob):
    travail, place = made(classe, bob, Genre.PDF), classe.eleves["Ana"]
    envoi = Envoi.objects.get(participation=place)
    services.send(participation=place, resultat=envoi.resultat, coches=services.Coches(plan=True), apercu=envoi.apercu)
    assert not Document.objects.exists() and state(travail).faites == 2
    travaux.work(travail.pk)
    assert names_in(travail) == list(NAMES)


def test_a_wish_that_is_taken_back_is_on_no_sheet(classe, bob):
    ana = classe.eleves["Ana"]
    services.ask_for_talk(participation=ana, sujet="etudes")
    travail = made(classe, bob, Genre.PDF)
    assert "sujet demandé" in bytes(Piece.objects.get(participation=ana).contenu).decode()
    services.ask_for_talk(participation=ana, sujet="", asked=False)
    travaux.work(travail.pk)
    assert "sujet demandé" not in bytes(Piece.objects.get(participation=ana).contenu).decode()


def test_what_a_sheet_says_of_a_send_before_goes_with_that_send(classe, bob):
    ana = classe.eleves["Ana"]
    sent_by(ana, share=0.4)
    travail = made(classe, bob, Genre.PDF)
    kept = Piece.objects.get(participation=ana)
    assert kept.avant and '"depuis":["Depuis' in bytes(kept.contenu).decode()
    kept.avant.delete()
    assert not Document.objects.exists() and not Piece.objects.filter(pk=kept.pk).exists()
    assert state(travail).total == 2


def test_a_result_that_is_taken_away_is_told_on_no_sheet(classe, bob):
    ana = classe.eleves["Ana"]
    sent_by(ana, share=0.4)
    travail = made(classe, bob, Genre.PDF)
    quiz.remove_result(resultat=Envoi.objects.filter(participation=ana).earliest("envoye_le").resultat, partout=True)
    assert not Document.objects.exists() and state(travail).total == 3
    travaux.work(travail.pk)
    assert '"depuis":null' in bytes(Piece.objects.get(participation=ana).contenu).decode()
    assert names_in(travail) == list(NAMES)


def test_answers_past_their_date_are_not_made(classe, bob):
    Passation.objects.filter(participations=classe.eleves["Bao"]).update(expire_le=timezone.now())
    travail = made(classe, bob)
    assert state(travail).total == 2 and state(travail).etat == "pret"


def test_nothing_is_left_to_bind(classe, bob):
    travail = made(classe, bob, Genre.PDF)
    for nom in NAMES:
        erase(classe, nom)
    assert state(travail).etat == "vide" and travaux.take_up_again() == 0
    assert travaux.hand_over(travail=travail) is None


def test_the_student_reads_that_a_sheet_is_kept_for_whom_and_until_when(classe, bob):
    travail = made(classe, bob)
    part, passation = ClassesPart(), Passation.objects.get(participations=classe.eleves["Ana"])
    said = part.export(passation)
    (kept,) = said["classes"][0]["envois"][0]["fiches_preparees"]
    assert kept["par"] == str(bob) and kept["effacee_le"] == timestamp(travail.fin)
    (words,) = [line[1] for rubrique in tell_classes(said) for line in rubrique.lignes if line[0] == "Fiche préparée"]
    assert str(bob) in words and "au plus tard" in words
    services.delete_travail(travail=travail)
    assert part.export(passation)["classes"][0]["envois"][0]["fiches_preparees"] == []


# --- who loses the right ---------------------------------------------------------------


def colleague(classe):
    carl = member("carl", classe.structure)
    services.share_campagne(campagne=classe, membres=[carl])
    return carl


LOSSES = {
    "demoted": lambda classe, carl: services.change_role(membre=carl, role=Role.INVITE, par=None),
    "removed": lambda classe, carl: services.remove(membre=carl, repreneur=None, par=None),
    "no longer shared": lambda classe, carl: services.share_campagne(campagne=classe, membres=[]),
    "closed": lambda classe, carl: services.close_account(user=carl.user, par=None),
    "archived": lambda classe, carl: services.archive(campagne=classe),
    "deleted": lambda classe, carl: services.delete_campagne(campagne=classe),
}


@pytest.mark.parametrize("loss", LOSSES.values(), ids=LOSSES)
def test_all_that_was_made_goes_with_the_right(classe, loss):
    carl = colleague(classe)
    travail = made(classe, carl, Genre.PDF)
    loss(classe, carl)
    assert [model.objects.count() for model in (Travail, Piece, Document)] == [0, 0, 0]
    travaux.work(travail.pk)


def test_what_others_asked_stays(classe, bob):
    carl = colleague(classe)
    made(classe, bob), made(classe, carl)
    services.change_role(membre=carl, role=Role.INVITE, par=None)
    assert Travail.objects.get().membre == bob


@pytest.mark.parametrize("loss", LOSSES.values(), ids=LOSSES)
def test_a_right_that_is_lost_between_two_sheets_ends_it(classe, loss, monkeypatch):
    carl = colleague(classe)
    travail, keep = asked(classe, carl), services.keep_piece

    def then(**values):
        kept = keep(**values)
        loss(classe, carl)
        return kept

    monkeypatch.setattr(services, "keep_piece", then)
    travaux.work(travail.pk)
    assert Travail.objects.count() == Piece.objects.count() == 0


def test_a_right_lost_by_other_ways_is_seen_at_the_next_sheet(classe):
    carl = colleague(classe)
    travail = asked(classe, carl)
    classe.avec.clear()
    travaux.work(travail.pk)
    assert not Travail.objects.exists()


# --- the end of its day ------------------------------------------------------------------


def test_after_its_day_nothing_is_shown_made_nor_kept(classe, bob):
    travail = made(classe, bob, Genre.PDF)
    now = timezone.now()
    assert travail.fin - travail.cree_le >= KEPT > travail.fin - travail.cree_le - timedelta(seconds=1)
    Travail.objects.update(fin=now)
    assert not travaux.travaux_of(classe, bob).exists() and services.take_up(pk=travail.pk) is None
    assert purge(now=now, dry_run=True)["documents"] == 1 and Travail.objects.exists()
    assert purge(now=now, dry_run=False)["documents"] == 1
    assert [model.objects.count() for model in (Travail, Piece, Document)] == [0, 0, 0]


def test_the_queue_forgets_after_a_day(classe, bob):
    asked(classe, bob)
    now = timezone.now()
    assert purge(now=now, dry_run=False)["tâches"] == 0
    assert purge(now=now + timedelta(days=1), dry_run=True)["tâches"] == 1
    assert purge(now=now + timedelta(days=1), dry_run=False)["tâches"] == 1 and not DBTaskResult.objects.exists()


# --- handed over -------------------------------------------------------------------------


@pytest.mark.parametrize("genre", list(Genre))
def test_each_pupil_whose_sheet_is_handed_over_reads_by_whom(classe, bob, genre):
    travail = made(classe, bob, genre)
    assert not Lecture.objects.exists(), "made is not yet read"
    travaux.hand_over(travail=travail)
    assert sorted(Lecture.objects.values_list("envoi__participation__pseudonyme", "quoi", "membre")) == [
        (nom, "fiche", bob.pk) for nom in sorted(NAMES)
    ]


def test_a_sheet_that_goes_while_the_zip_is_read_is_not_in_it(classe, bob):
    remis = travaux.hand_over(travail=made(classe, bob))
    erase(classe, "Bao")
    kept = [travaux.read_piece(pk) for pk, _, _ in remis.pieces]
    assert [bool(one) for one in kept] == [True, False, True]
    files = [(f"{number}.pdf", one) for number, one in enumerate(kept) if one]
    archive = ZipFile(io.BytesIO(b"".join(zipped(files, fait_le=timezone.now()))))
    assert archive.testzip() is None and archive.namelist() == ["0.pdf", "2.pdf"]


def told():
    return any(b"zzetape" in bytes(one.contenu) for one in Piece.objects.all())


def test_what_a_student_takes_out_of_their_plan_is_in_no_sheet(classe, bob):
    place = classe.eleves["Ana"]
    envoi = Envoi.objects.get(participation=place)
    slug = envoi.resultat.instantane.pistes[0].slug
    step = {"genre": "stage", "le": None, "note": "zzetape", "faite": False}
    thought = {"ressemble": "", "etonne": "", "verifier": ""}
    quiz.keep_plan(secret=place.secret, slug=slug, etapes=[step], reflexion=thought)
    services.send(participation=place, resultat=envoi.resultat, coches=services.Coches(plan=True), apercu=envoi.apercu)
    travail = made(classe, bob, Genre.PDF)
    assert told() and Document.objects.exists()
    quiz.keep_plan(secret=place.secret, slug=slug, etapes=[], reflexion=thought, partout=True)
    assert not told() and not Document.objects.exists()
    travaux.work(travail.pk)
    assert state(travail).etat == "pret" and not told()
