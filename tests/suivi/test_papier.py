"""Without devices: sheets typed by keyboard, what they make, and how each is handed over to its pupil."""

import json
import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pypdf import PdfReader

from quiz import services as quiz
from quiz.methode.statements import SCREENS
from quiz.models import ChoixEcran, Passation, Resultat
from quiz.services import find_passation
from suivi import services
from suivi.models import Campagne, Envoi, Etat, Feuille, Montre, Note, Participation, Piece
from suivi.tableaux import eleves_of
from tests.conftest import SLUG, StrictClient, sign_in
from tests.quiz.plans import CANARY, dump, text
from tests.suivi.envois import pupil_who_sent
from tests.suivi.papier import boxes, picked, saisie, strip, typed
from tests.suivi.world import campaign, lycee, member

pytestmark = pytest.mark.django_db
REPRENDRE, CODE = "/quiz/reprendre/", re.compile(r"\b[0-9A-Z]{4}[-\u2011][0-9A-Z]{4}[-\u2011][0-9A-Z]{4}\b")


@pytest.fixture
def bob(metier):
    return member("bob", lycee())


@pytest.fixture
def classe(bob):
    return campaign(bob)


@pytest.fixture
def desk(client, bob):
    return sign_in(client, bob.user)


def papier(campagne, then=""):
    return f"/suivi/campagnes/{campagne.pk}/papier/{then}"


def counts():
    return [model.objects.count() for model in (Passation, Participation, Feuille, Resultat, Envoi, ChoixEcran)]


def opened(code):
    """The pupil's browser, with what their code answered."""
    pupil = StrictClient()
    return pupil, pupil.post(REPRENDRE, {"code": code})


# --- typed ---------------------------------------------------------------------------------


def test_a_sheet_is_a_place_a_result_and_a_send_in_one_post(desk, bob, classe):
    response = desk.post(papier(classe, "saisie/"), boxes(sans="b"))
    assert response.status_code == 302, text(response)
    own, sheet, envoi = Participation.objects.with_etat().get(), Feuille.objects.get(), Envoi.objects.get()
    assert (own.pseudonyme, own.etat, sheet.membre, sheet.signature) == ("Emma", Etat.ENVOYEE, bob, str(bob))
    assert own.passation.choix.count() == 5 and "niveau=5" in own.passation.filtres
    assert envoi.resultat == Resultat.objects.get() and envoi.apercu["format"]
    kept = envoi.resultat.instantane
    assert kept.rapide is False and len(kept.choix) == 5 and kept.elicited == kept.importances
    assert own.passation.expire_le is not None and not envoi.competences
    page = text(desk.get(response["Location"]))
    assert "La feuille d’Emma est saisie. Son résultat est envoyé." in page and "1 feuille saisie" in page
    assert re.search(r'name="pseudonyme"[^>]*autofocus', page) and 'value="Emma"' not in page


def test_the_next_blank_sheet_keeps_the_code_of_the_pile_alone(desk, classe):
    page = text(desk.get(desk.post(papier(classe, "saisie/"), boxes())["Location"]))
    assert f'name="version" value="{boxes()["version"]}"' in page and 'value="ac"' not in page


@pytest.mark.parametrize(
    ("more", "field", "words"),
    [
        ({"version": "ZZZZ"}, "version", "un autre code que"),
        ({"version": ""}, "version", "Tapez le code imprimé"),
        ({"pseudonyme": ""}, "pseudonyme", "écrit en haut de la feuille"),
        ({"pseudonyme": "a@b.fr"}, "pseudonyme", "cela ressemble à une adresse"),
        ({"ecran1": "abc"}, "ecran1", "3 lettres pour deux réponses"),
        ({"ecran2": "aa"}, "ecran2", "La même phrase"),
        ({"ecran3": "az"}, "ecran3", "« z » n’est pas sur la feuille"),
        ({"ecran4": ""}, "ecran4", "le laisse sans réponse"),
        ({"niveau": "ab"}, "niveau", "Une seule lettre"),
        ({"accord": ""}, "accord", "n si rien n’est coché"),
        ({"sans": "a" * 61}, "sans", "60 signes au plus"),
        ({"interet": "99"}, "interet", "n’est pas sur la feuille"),
    ],
)
def test_what_is_no_answer_is_told_at_its_box_and_nothing_is_lost_nor_written(desk, classe, more, field, words):
    response = desk.post(papier(classe, "saisie/"), boxes(**more))
    page = text(response)
    assert response.status_code == 422 and counts() == [0] * 6
    fault = re.search(rf'id="id_{field}_error"[^>]*>(.*?)</p>', page)
    assert fault and words in fault[1].replace("&nbsp;", " ").replace("\xa0", " "), page
    assert 'value="ac"' in page and re.search(rf'name="{field}"[^>]*autofocus', page)


def test_a_sheet_that_lacks_a_screen_is_kept_without_a_result_and_its_pupil_completes_it(desk, bob, classe):
    response = desk.post(papier(classe, "saisie/"), boxes(ecran2="-", ecran4="-"))
    page = text(desk.get(response["Location"])).replace("&nbsp;", " ").replace("\xa0", " ")
    assert "il manque les groupes 2 et 4" in page
    assert counts() == [1, 1, 1, 0, 0, 3]
    pupil, answered = opened(strip(bob, Feuille.objects.get()))
    assert answered["Location"] == f"/c/{classe.code}/feuille/"
    page = text(pupil.get(answered["Location"]))
    assert "Pas de réponse lisible" in page and "/quiz/complet/2/" in page and "Compléter mes réponses" in page


def test_without_a_yes_nothing_is_sent_and_no_counsellor_reads_it(desk, classe):
    desk.post(papier(classe, "saisie/"), boxes(accord="n"))
    assert counts()[3:5] == [1, 0]
    own = Participation.objects.get()
    assert "a fini, et n’a rien envoyé" in text(desk.get(f"/suivi/campagnes/{classe.pk}/eleves/{own.pk}/"))


def test_the_page_of_the_pupil_says_who_typed_and_no_rule_says_it_was_fast(desk, bob, classe):
    desk.post(papier(classe, "saisie/"), boxes())
    own = Participation.objects.get()
    page = text(desk.get(f"/suivi/campagnes/{classe.pk}/eleves/{own.pk}/"))
    assert f"Saisi sur papier par {bob} le" in page and "pas encore ouvert par l’élève" in page
    assert "après l’ouverture du quiz" not in page
    (eleve,) = eleves_of([classe], bob.user, apercus=True)[classe.pk]
    assert eleve.envois == 1 and eleve.apercu is not None and "rapides" not in eleve.regles


# --- twice ---------------------------------------------------------------------------------


def test_the_same_sheet_twice_is_one(desk, classe):
    for _ in range(2):
        response = desk.post(papier(classe, "saisie/"), boxes())
        assert response.status_code == 302
    assert counts()[:5] == [1] * 5
    assert "était déjà saisie, avec les mêmes réponses" in text(desk.get(response["Location"]))


def test_another_sheet_of_the_same_name_is_refused_and_may_correct_the_first(desk, bob, classe):
    desk.post(papier(classe, "saisie/"), boxes())
    before = counts()
    response = desk.post(papier(classe, "saisie/"), boxes("EMMA", ecran1="da", accord="n"))
    page = text(response).replace("&nbsp;", " ").replace("\xa0", " ")
    sheet = Feuille.objects.get()
    assert response.status_code == 422 and counts() == before
    assert "est déjà saisie le" in page and f"par {bob}." in page
    instead = re.search(r'formaction="([^"]+)"', page)[1]
    assert instead == papier(classe, f"saisie/{sheet.pk}/")
    assert desk.post(instead, boxes("EMMA", ecran1="da", accord="n")).status_code == 302
    assert counts() == [1, 1, 1, 1, 0, 5]
    sheet.refresh_from_db()
    assert sheet.corrigee_le and not sheet.accord and Participation.objects.with_etat().get().etat == Etat.A_ENVOYER


def test_a_name_that_a_pupil_has_is_told_and_offers_nothing(desk, classe):
    services.join(secret="x" * 12, begins=True, campagne=classe, pseudonyme="Emma")
    response = desk.post(papier(classe, "saisie/"), boxes())
    assert response.status_code == 422 and "quelqu’un est entré sous ce nom" in text(response)
    assert "formaction" not in text(response) and Feuille.objects.count() == 0


def test_names_are_those_of_the_list_where_there_is_one(desk, bob):
    listed = campaign(bob, noms=["Zoé"], libre=False)
    response = desk.post(papier(listed, "saisie/"), boxes("Emma"))
    assert response.status_code == 422 and "pas dans la liste" in text(response) and counts() == [0] * 6
    assert desk.post(papier(listed, "saisie/"), boxes("zoe")).status_code == 302
    assert Participation.objects.get().pseudonyme == "Zoé"


def test_a_closed_campaign_takes_no_sheet(desk, classe):
    services.archive(campagne=classe)
    response = desk.post(papier(classe, "saisie/"), boxes())
    assert response.status_code == 422 and "La campagne est fermée" in text(response) and counts() == [0] * 6


# --- corrected and erased ------------------------------------------------------------------


def test_a_sheet_opens_as_it_was_typed_and_a_correction_replaces_all_of_it(desk, bob, classe):
    desk.post(papier(classe, "saisie/"), boxes(ecran5="db", sans="ba"))
    sheet, old = Feuille.objects.get(), Envoi.objects.get()
    page = text(desk.get(papier(classe, f"saisie/{sheet.pk}/")))
    for name, value in (("ecran1", "ac"), ("ecran5", "db"), ("sans", "ba"), ("accord", "o")):
        assert re.search(rf'name="{name}" value="{value}"', page), name
    desk.post(papier(classe, f"saisie/{sheet.pk}/"), boxes("Ema", ecran5="bd", niveau="f"))
    own, envoi = Participation.objects.with_etat().get(), Envoi.objects.get()
    assert own.pseudonyme == "Ema" and own.etat == Etat.ENVOYEE and envoi.pk != old.pk
    assert own.passation.choix.get(ecran=4).moins == SCREENS[4][3].cle and own.passation.choix.count() == 5
    assert Resultat.objects.count() == 1 and "sans=" not in own.passation.filtres


def test_the_same_sheet_corrected_without_a_change_keeps_what_was_sent_and_read(desk, classe):
    desk.post(papier(classe, "saisie/"), boxes())
    Envoi.objects.update(lu_le=timezone.now())
    before = Envoi.objects.values().get()
    desk.post(papier(classe, f"saisie/{Feuille.objects.get().pk}/"), boxes())
    assert Envoi.objects.values().get() == before


def test_a_sheet_of_another_questionnaire_is_no_longer_corrected_by_its_letters(desk, bob, classe):
    sheet = typed(classe, bob)
    Feuille.objects.update(version="0LD0")
    page = text(desk.get(papier(classe, f"saisie/{sheet.pk}/")))
    assert 'name="version" value="0LD0"' in page
    response = desk.post(papier(classe, f"saisie/{sheet.pk}/"), boxes(version="0LD0"))
    assert response.status_code == 422 and "un autre code que" in text(response)


def test_a_screen_that_loses_its_answer_takes_result_and_send_along(desk, classe):
    desk.post(papier(classe, "saisie/"), boxes())
    desk.post(papier(classe, f"saisie/{Feuille.objects.get().pk}/"), boxes(ecran1="-"))
    own = Participation.objects.with_etat().get()
    assert counts() == [1, 1, 1, 0, 0, 4] and own.etat == Etat.COMMENCEE and not own.passation.has_importances


def test_a_wrong_sheet_is_erased_with_its_place_and_the_name_is_free_again(desk, classe):
    desk.post(papier(classe, "saisie/"), boxes())
    path = papier(classe, f"saisie/{Feuille.objects.get().pk}/effacer/")
    assert "Effacer la feuille" in text(desk.get(path))
    assert desk.post(path).status_code == 302 and counts() == [0] * 6
    assert desk.post(papier(classe, "saisie/"), boxes()).status_code == 302


def test_each_sees_and_corrects_what_they_typed(desk, bob, classe):
    carl = member("carl", bob.structure)
    services.share_campagne(campagne=classe, membres=[carl])
    theirs = typed(classe, carl, "Noé")
    assert "Noé" not in text(desk.get(papier(classe)))
    for then in ("", "effacer/"):
        assert desk.get(papier(classe, f"saisie/{theirs.pk}/{then}")).status_code == 404
    response = desk.post(papier(classe, "saisie/"), boxes("Noé"))
    assert "déjà saisie" in text(response) and f"par {carl}" in text(response) and "formaction" not in text(response)
    Feuille.objects.update(membre=None)  # carl has left: whoever owns the campaign goes on
    assert "Noé" in text(desk.get(papier(classe)))


# --- handed over ---------------------------------------------------------------------------


def test_strips_are_printed_once_each_and_their_code_opens_what_was_typed(desk, classe):
    desk.post(papier(classe, "saisie/"), boxes())
    response = desk.post(papier(classe, "bandes.pdf"))
    assert response["Content-Type"] == "application/pdf" and "no-store" in response["Cache-Control"]
    said = "".join(page.extract_text() for page in PdfReader(BytesIO(response.content)).pages)
    code = CODE.search(said)[0]
    assert "Emma" in said and "à toi seul" in said.replace("\xa0", " ")
    assert desk.post(papier(classe, "bandes.pdf"))["Location"] == papier(classe), "none is left that was never printed"
    pupil, answered = opened(code)
    assert answered["Location"] == f"/c/{classe.code}/feuille/"
    page = text(pupil.get(answered["Location"]))
    assert "Ces réponses viennent de ta feuille" in page and "Emma" in page and "Ton résultat est envoyé" in page
    assert Feuille.objects.get().prise_le is not None
    assert "Ton code a changé" in page
    assert opened(code)[1].status_code == 422, "who kept the strip opens nothing"
    note = text(pupil.get("/quiz/code/"))
    own = CODE.search(note.replace("\xa0", " "))[0]
    assert own != code and opened(own)[1]["Location"] != f"/c/{classe.code}/feuille/", "once"


def test_printing_again_replaces_the_code_and_the_page_says_so_before(desk, bob, classe):
    sheet = typed(classe, bob)
    first = strip(bob, sheet)
    assert "change le code" in text(desk.get(papier(classe)))
    assert desk.post(papier(classe, "bandes.pdf"), {"toutes": "oui"}).status_code == 200
    assert opened(first)[1].status_code == 422 and find_passation(first) is None
    second = strip(bob, sheet)
    assert opened(second)[1].status_code == 302


def test_once_opened_nobody_of_staff_changes_erases_or_prints_it(desk, bob, classe):
    sheet = typed(classe, bob)
    code = strip(bob, sheet)
    opened(code)
    hashed = Passation.objects.get().empreinte_secret
    for act in (
        lambda: services.correct_sheet(feuille=sheet, membre=bob, saisie=saisie(accord=False)),
        lambda: services.erase_sheet(feuille=sheet, membre=bob),
    ):
        with pytest.raises(services.PossessedError):
            act()
    assert services.print_strips(membre=bob, feuilles=[sheet]) == []
    assert Passation.objects.get().empreinte_secret == hashed and find_passation(code) is None
    page = text(desk.get(papier(classe)))
    assert "Ouverte par l’élève" in page and "Corriger" not in page
    for then in ("", "effacer/"):
        assert desk.get(papier(classe, f"saisie/{sheet.pk}/{then}")).status_code == 404
    for typed_again in (boxes(), boxes(ecran1="bd")):
        response = desk.post(papier(classe, "saisie/"), typed_again)
        assert response.status_code == 422, "not told whether the answers are the same"
        assert "L’élève l’a ouverte" in text(response) and "formaction" not in text(response)


def test_the_pupil_sees_withdraws_and_erases_like_anybody(desk, bob, classe):
    sheet = typed(classe, bob)
    pupil, _ = opened(strip(bob, sheet))
    assert pupil.get("/quiz/classement/").status_code == 200 and SLUG in text(pupil.get("/quiz/resultats/1/"))
    page = text(pupil.get("/quiz/mes-donnees/")).replace("&nbsp;", " ").replace("\xa0", " ")
    assert "sur papier, ont été tapées" in page and f"par {bob}" in page and "pas de oui" not in page
    exported = json.loads(pupil.get("/quiz/mes-donnees/export.json").content)["classes"][0]["feuille"]
    assert exported["tapee_par"] == str(bob) and exported["version"] == sheet.version
    assert exported["d_accord_pour_envoyer"] is True and exported["ouverte_par_toi_le"]
    assert pupil.post(f"/c/{classe.code}/retirer/").status_code == 302 and not Envoi.objects.exists()
    pupil.post("/quiz/effacer/")
    assert counts() == [0] * 6


def test_every_stored_value_of_a_sheet_is_told(bob, classe):
    sheet = typed(classe, bob)
    pupil, _ = opened(strip(bob, sheet))
    day = timezone.localtime().replace(microsecond=0)
    moments = {
        name: day - timedelta(days=number)
        for number, name in enumerate(("prise_le", "bande_le", "corrigee_le", "saisie_le"), 1)
    }
    Feuille.objects.update(signature="canari-1", version="CANA", **moments)
    exported = pupil.get("/quiz/mes-donnees/export.json").content.decode()
    for said in ("canari-1", "CANA", *(one.isoformat() for one in moments.values())):
        assert said in exported, said


def test_results_kept_for_the_talk_wait_also_after_paper(bob):
    after = campaign(bob, nom="Terminale", montre=Montre.APRES)
    sheet = typed(after, bob)
    pupil, answered = opened(strip(bob, sheet))
    page = text(pupil.get(answered["Location"]))
    assert "C’est bien ça" in page and "voir mes pistes" not in page
    assert "t’attendent à l’entretien" in text(pupil.get("/quiz/classement/"))
    services.show_result(participation=sheet.participation)
    assert "t’attendent" not in text(pupil.get("/quiz/classement/"))


# --- until when ----------------------------------------------------------------------------


def test_without_a_send_a_sheet_lasts_thirty_days_from_the_last_strip_and_never_beyond_the_campaign(bob, classe):
    sheet = typed(classe, bob, accord=False)
    Passation.objects.update(expire_le=timezone.now() + timedelta(days=1))
    strip(bob, sheet)
    left = Passation.objects.get().expire_le - timezone.now()
    assert timedelta(days=29) < left <= timedelta(days=30)
    Campagne.objects.update(annee=classe.annee - 1)
    with_little_left = Campagne.objects.get()
    assert services.print_strips(membre=bob, feuilles=[sheet])
    assert Passation.objects.get().expire_le <= max(with_little_left.fin, timezone.now() + timedelta(days=30))
    assert Passation.objects.get().expire_le == with_little_left.fin


def test_with_a_send_it_lasts_as_long_as_the_send(bob, classe):
    typed(classe, bob)
    assert Passation.objects.get().expire_le == classe.fin


@pytest.mark.django_db(transaction=True)
def test_nothing_of_an_erased_sheet_stays_anywhere(bob, classe):
    sheet = typed(classe, bob, f"{CANARY[:20]}")
    hashed = Passation.objects.get().empreinte_secret
    assert CANARY[:20] in dump() and hashed in dump()
    services.erase_sheet(feuille=sheet, membre=bob)
    left = dump()
    assert CANARY[:20] not in left and hashed not in left


def test_a_campaign_that_is_deleted_takes_along_what_no_strip_opens(bob, classe):
    typed(classe, bob)
    printed = typed(classe, bob, "Noé")
    code = strip(bob, printed)
    services.delete_campagne(campagne=classe)
    assert Passation.objects.count() == 1 and find_passation(code) is not None


def test_lists_say_what_was_typed_and_nobody_is_reminded_of_it(desk, bob, classe):
    sheet = typed(classe, bob, accord=False)
    (eleve,) = eleves_of([classe], bob.user)[classe.pk]
    assert eleve.papier and not eleve.a_rappeler
    assert "Saisi sur papier" in text(desk.get(classe.get_absolute_url()))
    opened(strip(bob, sheet))
    (eleve,) = eleves_of([classe], bob.user)[classe.pk]
    assert not eleve.papier and eleve.a_rappeler


# --- whole or not at all -------------------------------------------------------------------


@pytest.mark.parametrize("broken", ["send", "write_down", "lock_member"])
def test_a_sheet_is_kept_whole_or_not_at_all(bob, classe, monkeypatch, broken):
    def fails(*args, **kwargs):
        raise services.GoneError

    monkeypatch.setattr(f"suivi.services.papier.{broken}", fails)
    with pytest.raises(services.GoneError):
        typed(classe, bob)
    assert counts() == [0] * 6


def test_the_pages_ask_as_much_for_many_sheets_as_for_one(desk, bob, classe):
    def queries(path):
        with CaptureQueriesContext(connection) as captured:
            assert desk.get(path).status_code == 200
        return len(captured)

    typed(classe, bob)
    paths = [papier(classe), papier(classe, "saisie/")]
    few = [queries(path) for path in paths]
    for number in range(6):
        typed(classe, bob, f"Élève {number}", choix=picked(0, 1) if number % 2 else None)
    assert [queries(path) for path in paths] == few and max(few) <= 22


def test_a_code_found_by_nobody_opens_nothing_before_a_strip_is_printed(bob, classe):
    typed(classe, bob)
    assert Feuille.objects.get().bande_le is None
    assert quiz.come_back(secret="0" * 12) is None


# --- corrected: what hangs on the place follows ----------------------------------------------


def test_a_sheet_that_took_over_a_freed_place_keeps_its_name(bob, classe):
    """Or another pupil would have what was sent and agreed under it."""
    before = pupil_who_sent(classe, "Leo")
    services.free(participation=before)
    sheet = typed(classe, bob, pseudonyme="Leo")
    with pytest.raises(services.RenamedError):
        services.correct_sheet(feuille=sheet, membre=bob, saisie=saisie(pseudonyme="Ana"))
    assert Feuille.objects.get().participation.pseudonyme == "Leo"


def test_a_name_is_written_another_way(bob, classe):
    sheet = typed(classe, bob, pseudonyme="emma")
    services.correct_sheet(feuille=sheet, membre=bob, saisie=saisie(pseudonyme="Émma"))
    assert Feuille.objects.get().participation.pseudonyme == "Émma"


def test_a_sheet_that_is_corrected_unmakes_documents_and_a_yes_taken_back_takes_notes(bob, classe):
    sheet = typed(classe, bob)
    own = sheet.participation
    services.write_note(participation=own, membre=bob, ancre="", texte="À revoir", partagee=False)
    travail, _ = services.open_travail(campagne=classe, membre=bob, genre="zip", eleves=[own.pk])
    Piece.objects.filter(travail=travail).update(contenu=b"Emma", faite_le=timezone.now(), envoi=own.envois.get())
    services.correct_sheet(feuille=sheet, membre=bob, saisie=saisie(pseudonyme="Louis"))
    assert not bytes(Piece.objects.get(travail=travail).contenu)
    services.correct_sheet(feuille=sheet, membre=bob, saisie=saisie(pseudonyme="Louis", accord=False))
    assert not Envoi.objects.exists() and not Note.objects.exists()


def test_a_sheet_nobody_opened_is_erased_and_not_freed(desk, bob, classe):
    sheet = typed(classe, bob)
    with pytest.raises(services.UnopenedError):
        services.free(participation=sheet.participation)
    assert desk.post(f"{classe.get_absolute_url()}eleves/{sheet.participation_id}/liberer/").status_code == 302
    assert Participation.objects.get().liberee_le is None


def test_its_owner_has_the_sheets_of_who_opens_the_campaign_no_more(bob, classe):
    eve = member("eve", bob.structure)
    services.share_campagne(campagne=classe, membres=[eve])
    sheet = typed(classe, eve)
    assert sheet not in services.sheets_of(classe, bob)
    services.share_campagne(campagne=classe, membres=[])
    assert sheet in services.sheets_of(classe, bob)
