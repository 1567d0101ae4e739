"""What a student's pages say of who sees what, of what was opened, and of what waits for the talk."""

import json
from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pypdf import PdfReader

from quiz.models import Carnet, Etape, Passation, Verification
from quiz.resultat.instantane import DirectionFigee
from suivi import services
from suivi.models import Envoi, Lecture, Montre, Note, Participation, Role
from suivi.place import signales_of
from tests.conftest import SLUG, StrictClient, sign_in
from tests.quiz.plans import text
from tests.suivi.classe import address, newcomer, numero, place, send, student
from tests.suivi.eleves import joined, of, result, written
from tests.suivi.eleves import send as sends
from tests.suivi.synthese.sends import kept_with
from tests.suivi.world import campaign, lycee, member

LISTE = "on voit dans une liste tes deux priorités les plus fortes"


@pytest.fixture
def owner(metier):
    return member("anne", lycee())


@pytest.fixture
def classe(owner):
    return campaign(owner)


@pytest.fixture
def held(owner):
    return campaign(owner, nom="Terminale 2", montre=Montre.APRES)


def opened(envoi, membre):
    services.note_reading(envois=[envoi], membre=membre, quoi=Lecture.Quoi.PAGE)


# --- who sees what --------------------------------------------------------------------


def test_a_guest_is_told_apart_and_nobody_is_ruled_out(client, classe, owner):
    house = classe.structure
    services.share_campagne(campagne=classe, membres=[member("carla", house, Role.INVITE), member("bob", house)])
    outside = text(client.get(address(classe)))
    inside = student(classe)
    choosing = text(inside.get(address(classe, "envoyer/")))
    send(inside, classe)
    for page in (outside, choosing, text(inside.get(address(classe)))):
        assert "<strong>Anne Martin</strong> et <strong>Bob Martin</strong>" in page
        assert "<strong>Carla Martin</strong>" in page.partition("jamais tes réponses")[0]
        assert "voit la liste" in page and "partager ou confier la classe" in page
        assert "autre adulte" not in page and "Ni tes professeurs" not in page
    data = text(inside.get("/quiz/mes-donnees/"))
    assert "Anne Martin, Bob Martin peuvent ouvrir" in data and "voit la liste" in data


def test_without_a_guest_there_is_no_word_of_one(client, classe):
    assert "voit la liste" not in text(client.get(address(classe)))


def test_what_lists_show_is_told_before_and_after_and_opened_or_not(classe, owner):
    client = student(classe)
    assert LISTE in text(client.get(address(classe, "envoyer/"))).partition(">Envoyer")[0]
    envoi = send(client, classe)
    for _ in range(2):
        assert LISTE in text(client.get(address(classe))) and LISTE in text(client.get("/quiz/mes-donnees/"))
        opened(envoi, owner)


def test_queries_of_ones_data_do_not_grow_with_classes(owner):
    client, counts = None, []
    for nom in ("Seconde 1", "Seconde 2", "Seconde 3"):
        one = campaign(owner, nom=nom)
        services.share_campagne(campagne=one, membres=[])
        more = {"reponses": "miennes"} if client else {}
        client = newcomer(one, client=client, **more)
        client.get("/quiz/mes-donnees/")  # the catalogue is read once
        with CaptureQueriesContext(connection) as seen:
            client.get("/quiz/mes-donnees/")
        counts.append(len(seen))
    assert counts[0] == counts[1] == counts[2]


# --- opened, or not -------------------------------------------------------------------


def test_opened_is_what_the_log_says_not_the_counsellors_mark(classe, owner):
    client = student(classe)
    envoi = send(client, classe)
    services.mark_read(envois=Envoi.objects.all())
    assert "pas encore ouvert" in text(client.get(address(classe)))
    assert ", pas encore ouvert" in text(client.get("/quiz/mes-donnees/"))
    opened(envoi, owner)
    services.mark_read(envois=Envoi.objects.all(), read=False)
    for page in (address(classe), "/quiz/mes-donnees/"):
        assert "ouvert le" in text(client.get(page)) and "pas encore ouvert" not in text(client.get(page))
    export = client.get("/quiz/mes-donnees/export.json").content
    (sent,) = json.loads(export)["classes"][0]["envois"]
    assert len(sent["ouvert"]) == 1 and b"lu_le" not in export


def test_what_was_opened_before_it_was_sent_again_is_not_what_is_sent_now(classe, owner):
    client = student(classe)
    opened(send(client, classe), owner)
    Lecture.objects.update(le=timezone.now() - timedelta(hours=1))
    send(client, classe, entretien="on", sujet="autre")
    for page in (address(classe), "/quiz/mes-donnees/"):
        assert "pas encore ouvert" in text(client.get(page)), page


def test_paper_says_the_same(classe, owner):
    client = student(classe)
    opened(send(client, classe), owner)
    pages = PdfReader(BytesIO(client.get("/quiz/mes-donnees/mes-donnees.pdf").content)).pages
    said = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert "ouvert le" in said and "pas encore ouvert" not in said


# --- answering what one has read ------------------------------------------------------


def test_an_answer_is_to_the_text_that_was_read(classe, owner):
    client = student(classe)
    send(client, classe)
    note = services.write_note(participation=place(), membre=owner, ancre="", texte="Bravo", partagee=True)
    assert 'name="version" value="1"' in text(client.get(address(classe)))
    services.edit_note(note=note, version=1, texte="Tu devrais changer", partagee=True)
    where = address(classe, f"notes/{note.pk}/")
    response = client.post(where, {"version": "1", "reponse": "Oui merci !"})
    page = text(response)
    assert response.status_code == 422 and "vient de changer" in page
    assert "Tu devrais changer" in page and "Oui merci !" in page and 'name="version" value="2"' in page
    assert Note.objects.get().repondue_le is None
    assert client.post(where, {"version": "2", "reponse": "Non merci !"}).status_code == 302
    assert Note.objects.get().reponse == "Non merci !"


@pytest.mark.parametrize("version", [None, "", "x", "-1", "9" * 40])
def test_an_answer_to_no_version_is_kept_on_the_page(classe, owner, version):
    client = student(classe)
    send(client, classe)
    note = services.write_note(participation=place(), membre=owner, ancre="", texte="Bravo", partagee=True)
    sent = {"reponse": "Oui merci !"} | ({} if version is None else {"version": version})
    response = client.post(address(classe, f"notes/{note.pk}/"), sent)
    assert (
        response.status_code == 422 and "Oui merci !" in text(response) and 'name="version" value="1"' in text(response)
    )


# --- what is particular, before it leaves ---------------------------------------------


def test_what_will_be_called_particular_is_read_before_sending(classe, owner):
    own = joined(classe)
    resultat = result(own, kept_with("Santé", rapide=True))
    told = signales_of(own, resultat, held=False)
    assert any("Priorités données en moins de 10" in one for one in told.phrases) and not told.gardes


def test_it_stands_on_the_page_to_send(classe, monkeypatch):
    client = student(classe)
    for resultat in Passation.objects.get().resultats.all():
        resultat.contenu["rapide"] = True
        resultat.save(update_fields=["contenu"])
    page = text(client.get(address(classe, "envoyer/")))
    assert "Ce qui sera signalé" in page and "Priorités données en moins de 10" in page


def test_what_the_blind_check_tells_is_told_with_its_tick(classe, owner):
    own = joined(classe)
    resultat = result(own)
    assert not [one for one in signales_of(own, resultat, held=False).phrases if "Sans les noms" in one]
    written(resultat)
    Verification.objects.update(notes={f"metier-{place}": 1 + place // 7 for place in (1, 2, 9, 10, 18, 19)})
    (told,) = [one for one in signales_of(own, resultat, held=False).phrases if "Sans les noms" in one]
    assert told.endswith("(Si tu coches ta vérification.)")


def test_what_names_a_piste_waits_for_the_talk(held, owner):
    own = joined(held)
    resultat = result(own, kept_with("Santé", rapide=True, directions=(DirectionFigee("Santé", 0.3),)))
    found = signales_of(own, resultat, held=False)
    kept_back = signales_of(own, resultat, held=True)
    assert set(kept_back.phrases) <= set(found.phrases) and any("Priorités données" in one for one in kept_back.phrases)
    titres = [piste.titre for piste in resultat.instantane.pistes] + ["Santé"]
    assert not [titre for titre in titres for one in (*kept_back.phrases, *kept_back.gardes) if titre in one]
    assert "Direction à explorer" in kept_back.gardes
    assert len(kept_back.phrases) + len(kept_back.gardes) == len(found.phrases)


# --- kept for the talk, in any class --------------------------------------------------


@pytest.fixture
def in_both(held, classe):
    client = student(held)
    return newcomer(classe, client=client, reponses="miennes")


def test_what_one_class_keeps_no_other_shows(in_both, held, classe, owner, metier):
    page = text(in_both.get(address(classe, "envoyer/")))
    assert metier.titre not in page and "Voir la page qu’on lira" not in page
    preview = in_both.post(address(classe, "envoyer/apercu/"), {"resultat": numero(in_both, classe)})
    assert preview.status_code == 302
    send(in_both, classe)
    own = Participation.objects.get(campagne=classe)
    services.write_note(participation=own, membre=owner, ancre=f"piste:{SLUG}", texte="À voir", partagee=True)
    page = text(in_both.get(address(classe)))
    assert "à propos de : une piste" in page and metier.titre not in page
    services.show_result(participation=Participation.objects.get(campagne=held))
    assert metier.titre in text(in_both.get(address(classe)))
    assert metier.titre in text(in_both.get(address(classe, "envoyer/")))


def test_what_was_kept_when_one_joins_was_not_seen(in_both, owner):
    third = campaign(owner, nom="Club", montre=Montre.APRES)
    newcomer(third, client=in_both, reponses="miennes")
    assert Participation.objects.get(campagne=third).montree_le is None
    services.leave(participation=Participation.objects.get(campagne__nom="Terminale 2"))
    assert "t’attendent" in text(in_both.get("/quiz/classement/", follow=True))


def test_leaving_promises_pistes_only_if_no_other_class_keeps_them(in_both, held, owner):
    promise = "tu les vois dès maintenant"
    assert promise in text(in_both.get(address(held, "quitter/")))
    third = campaign(owner, nom="Club", montre=Montre.APRES)
    newcomer(third, client=in_both, reponses="miennes")
    assert promise not in text(in_both.get(address(held, "quitter/")))


# --- how long -------------------------------------------------------------------------


def test_withdrawing_says_when_the_answers_end_in_truth(classe, owner):
    client = student(classe)
    send(client, classe)
    Passation.objects.update(fin_propre=timezone.now() - timedelta(days=40))
    week = timezone.localtime() + timedelta(days=7)
    assert f"elles s’effacent le {week.day} " in text(client.get(address(classe, "retirer/")))
    data = json.loads(client.get("/quiz/mes-donnees/export.json").content)
    assert data["effacee_sans_envoi_le"][:10] == week.date().isoformat()
    other = campaign(owner, nom="Club")
    newcomer(other, client=client, reponses="miennes")
    send(client, other)
    page = text(client.get(address(classe, "retirer/")))
    assert "à une autre classe" in page and "elles s’effacent" not in page


def test_results_that_were_sent_are_told_among_those_kept(classe):
    client = student(classe)
    for page in ("/quiz/resultats/", "/confidentialite/"):
        assert "que tu as envoyés à une classe" in text(client.get(page))


def test_what_is_written_from_the_right_turns_no_line_of_ours(classe, owner):
    own = joined(classe)
    resultat = result(own)
    Etape.objects.create(carnet=Carnet.objects.create(resultat=resultat, slug="metier-1"), rang=1, note="ملاحظة")
    sends(own, resultat, plan=True)
    services.ask_for_talk(participation=own, sujet="autre", demande="سؤال")
    services.propose(participation=own, membre=owner, le=timezone.now() + timedelta(hours=1), lieu="مكتب")
    staff = sign_in(StrictClient(), owner.user)
    page = text(staff.get(of(own)))
    assert '<q class="break" dir="auto">' in page and "<bdi>ملاحظة</bdi>" in page and 'dir="auto">مكتب' in page
    for lists in ("/suivi/", "/suivi/agenda/"):
        assert 'dir="auto">مكتب' in text(staff.get(lists)), lists
