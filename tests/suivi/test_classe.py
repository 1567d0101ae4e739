"""A student comes into a class, sends what they choose, and takes it back."""

import json
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.core.management import call_command
from django.utils import timezone

from quiz.models import Passation, Resultat
from suivi import services
from suivi.courriel import MailDownError
from suivi.models import Envoi, Etat, Lecture, Montre, Note, Participation, Role
from suivi.synthese.lignes import LIGNES, TES_LIGNES
from tests.conftest import SLUG, StrictClient
from tests.quiz.plans import CANARY, dump, text
from tests.quiz.plans import form as plan
from tests.suivi.classe import address, finish, newcomer, numero, place, send, student
from tests.suivi.world import campaign, lycee, member

TODAY = timezone.localdate


@pytest.fixture(autouse=True)
def no_wrong_code_yet():
    caches["processus"].clear()


@pytest.fixture
def owner(metier):
    return member("anne", lycee())


@pytest.fixture
def classe(owner):
    return campaign(owner, but="Préparer l’entretien de janvier.")


def test_the_way_in_is_on_the_first_pages(client, metier):
    for page in ("/", "/quiz/priorites/"):
        assert 'href="/c/"' in text(client.get(page))


@pytest.mark.parametrize(
    "typed", ["{code}", "{lower}", " {spaced} ", "https://orientation.example/c/{code}/", "{half}-{rest}"]
)
def test_a_code_is_read_as_people_type_it(client, classe, typed):
    code = classe.code
    said = typed.format(code=code, lower=code.lower(), spaced=classe.code_lisible, half=code[:3], rest=code[3:])
    assert client.post("/c/", {"code": said}).headers["Location"] == address(classe, "?entree")


def test_a_code_that_opens_nothing_is_told_at_its_field_and_nothing_is_stored(client, classe):
    before = dump()
    for typed, said in (("", "Tape le code"), ("7K4", "Un code a 6"), ("ZZZZZZ", "Aucune classe n’a ce code")):
        response = client.post("/c/", {"code": typed})
        assert response.status_code == 422 and said in text(response)
    wrong = client.get("/c/ZZZZZZ/")
    assert wrong.status_code == 404 and "Aucune classe" in text(wrong)
    assert dump() == before


def test_two_hundred_wrong_codes_keep_no_right_one_out(client, classe):
    answers = [client.get("/c/ZZZZZZ/").status_code for _ in range(200)]
    assert set(answers) == {404, 429} and answers.index(429) == 120
    assert client.get(address(classe)).status_code == 200


def test_before_joining_one_reads_what_for_and_who_sees(client, classe):
    before = Passation.objects.count()
    page = text(client.get(address(classe)))
    for words in ("Seconde 4", "Lycée Jean-Moulin", "Préparer l’entretien", "Anne Martin", "31 août"):
        assert words in page
    assert Passation.objects.count() == before and set(client.cookies) == {"csrftoken"}


def test_joining_takes_a_place_and_leads_to_the_quiz(classe):
    client = newcomer(classe)
    own = place()
    assert (own.pseudonyme, own.etat) == ("Emma", Etat.COMMENCEE)
    page = text(client.get(address(classe)))
    assert "Tu y es Emma" in page.replace("<strong>", "").replace("</strong>", "") and "Faire le quiz" in page


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Écris un prénom"),
        ("   ", "Écris un prénom"),
        ("\u200b \u202e", "Écris un prénom"),
        ("E", "au moins 2 signes"),
        ("x" * 31, "30 signes au plus"),
        ("=1+1", "une lettre ou un chiffre"),
        ("+Emma", "une lettre ou un chiffre"),
        ("emma@ecole.fr", "N’écris pas d’adresse"),
        ("www.emma.fr", "N’écris pas d’adresse"),
        ("emma.fr", "N’écris pas d’adresse"),
        ("emma(at)ecole", "N’écris pas d’adresse"),
        ("emma at ecole.eu", "N’écris pas d’adresse"),
        ("06 12 34 56 78", "téléphone"),
    ],
)
def test_a_pseudonym_that_will_not_do_is_told_at_its_field(client, classe, typed, said):
    response = client.post(address(classe), {"pseudonyme": typed})
    assert response.status_code == 422 and said in text(response)
    assert not Participation.objects.exists() and not Passation.objects.exists()


@pytest.mark.parametrize("typed", ["إيما", "אמה", "T-118", "12", "Zoé  B.", "Ëmma", "Pat M.", "Fr.Emma"])
def test_pseudonyms_of_all_scripts(classe, typed):
    newcomer(classe, typed)
    assert place(" ".join(typed.split()))


@pytest.mark.parametrize("again", ["Emma", "EMMA", " emma ", "Émma"])
def test_a_pseudonym_is_taken_once(classe, client, again):
    newcomer(classe, "Emma")
    response = client.post(address(classe), {"pseudonyme": again})
    assert response.status_code == 422 and "déjà pris ce nom" in text(response)
    assert Participation.objects.count() == 1 and Passation.objects.count() == 1


def test_a_list_gives_the_names_and_their_spelling(owner):
    classe = campaign(owner, noms=["Zoé", "Noah"], libre=False)
    newcomer(classe, "zoe")
    assert place("Zoé").cle == "zoe"
    response = StrictClient().post(address(classe), {"pseudonyme": "Emma"})
    assert response.status_code == 422 and "n’est pas dans la liste" in text(response)


def test_a_full_class_says_so(classe, monkeypatch):
    monkeypatch.setattr("suivi.services.participation.MOST_PARTICIPATIONS", 1)
    newcomer(classe, "Emma")
    response = StrictClient().post(address(classe), {"pseudonyme": "Noah"})
    assert response.status_code == 422 and "est complète" in text(response)


def test_a_closed_or_archived_class_lets_nobody_in(owner, client):
    past = campaign(owner, ouvre_le=TODAY() - timedelta(days=9), ferme_le=TODAY() - timedelta(days=1))
    page = text(client.get(address(past)))
    assert "Cette classe a fermé" in page and "Entrer</button>" not in page
    client.post(address(past), {"pseudonyme": "Emma"})
    gone = campaign(owner, nom="Autre")
    services.archive(campagne=gone)
    assert "Cette classe est fermée" in text(client.get(address(gone)))
    client.post(address(gone), {"pseudonyme": "Emma"})
    assert not Participation.objects.exists()


# --- sending --------------------------------------------------------------------------


def test_nothing_leaves_before_it_is_sent(classe, owner):
    client = student(classe)
    assert place().etat == Etat.A_ENVOYER and not Envoi.objects.exists()
    page = text(client.get(address(classe, "envoyer/")))
    assert "Rien n’est parti" in page and "31 août" in page and "Anne Martin" in page
    for name in ("plan", "competences", "reflexions", "sans_les_noms", "entretien"):
        assert f'name="{name}" checked' not in page and f'name="{name}" id="id_{name}" checked' not in page


def test_sending_keeps_the_result_and_moves_the_end(classe):
    client = student(classe)
    before = Passation.objects.get().expire_le
    envoi = send(client, classe)
    after = Passation.objects.get()
    assert (after.expire_le, after.fin_propre) == (classe.fin, before)
    assert place().etat == Etat.ENVOYEE and envoi.apercu["piste_titre"]
    assert "pas encore ouvert" in text(client.get(address(classe)))
    assert "envoyé" in text(client.get("/quiz/classement/", follow=True))


def test_a_sent_result_is_never_pruned(classe, monkeypatch):
    monkeypatch.setattr("quiz.services.resultat.MOST_RESULTS", 2)
    client = student(classe)
    first = send(client, classe).resultat_id
    for carriere in range(4, 9):
        finish(client, carriere=str(carriere))
    kept = list(Resultat.objects.values_list("pk", flat=True))
    assert first in kept and len(kept) == 3


def test_sent_twice_it_is_there_once_and_the_last_ticks_count(classe):
    client = student(classe)
    client.post(f"/quiz/resultats/1/{SLUG}/plan/", plan({"genre": "stage"}, etonne="Rien"))
    send(client, classe, plan="on")
    send(client, classe, reflexions="on", entretien="on", sujet="etudes", demande="Trop long ?")
    (envoi,) = Envoi.objects.all()
    assert (envoi.plan, envoi.reflexions) == (False, True)
    own = place()
    assert own.demandee_le and (own.sujet, own.demande) == ("etudes", "Trop long ?")


def test_a_wish_needs_a_subject(classe):
    client = student(classe)
    response = client.post(address(classe, "envoyer/"), {"resultat": "1", "entretien": "on"})
    assert response.status_code == 422 and "Choisis un sujet" in text(response)
    assert not Envoi.objects.exists()


@pytest.mark.parametrize("sent", [{}, {"resultat": "9"}, {"resultat": "x"}, {"resultat": "1", "demande": "x" * 301}])
def test_a_form_that_makes_no_sense_sends_nothing(classe, sent):
    client = student(classe)
    assert client.post(address(classe, "envoyer/"), sent).status_code == 422
    assert not Envoi.objects.exists()


def test_a_newer_result_is_offered_and_both_stay(classe):
    client = student(classe)
    send(client, classe)
    finish(client, carriere="10")
    assert "Envoyer mon nouveau résultat" in text(client.get(address(classe)))
    send(client, classe)
    assert Envoi.objects.count() == 2


def test_answers_that_changed_since_are_told_and_todays_can_be_kept(classe):
    client = student(classe)
    Passation.objects.update(filtres="?niveau=3")
    assert "Tes réponses ont changé" in text(client.get(address(classe, "envoyer/")))
    client.post(address(classe, "resultat/"))
    page = text(client.get(address(classe, "envoyer/")))
    assert "Tes réponses ont changé" not in page and 'value="2"' in page


def test_a_class_that_closes_meanwhile_takes_nothing(classe, owner):
    client = student(classe)
    type(classe).objects.update(ouvre_le=TODAY() - timedelta(days=9), ferme_le=TODAY() - timedelta(days=1))
    assert client.post(address(classe, "envoyer/"), {"resultat": "1"}).status_code == 302
    assert not Envoi.objects.exists()
    assert "La classe est fermée" in text(client.get(address(classe)))


# --- taking it back -------------------------------------------------------------------


def test_withdrawing_takes_all_away_and_gives_the_end_back(classe, owner):
    client = student(classe)
    before = Passation.objects.get().expire_le
    envoi = send(client, classe, entretien="on", sujet="autre", demande=CANARY)
    services.write_note(participation=envoi.participation, membre=owner, ancre="", texte=CANARY, partagee=False)
    services.note_reading(envois=[envoi], membre=owner, quoi=Lecture.Quoi.PAGE)
    assert client.get(address(classe, "retirer/")).status_code == 200 and Envoi.objects.exists()
    client.post(address(classe, "retirer/"))
    after = Passation.objects.get()
    assert (after.expire_le, after.fin_propre) == (before, None)
    assert not Envoi.objects.exists() and not Note.objects.exists() and not Lecture.objects.exists()
    assert place().etat == Etat.RETIREE and CANARY not in dump()
    send(client, classe)
    assert place().etat == Etat.ENVOYEE


def test_an_end_that_is_past_leaves_a_week_to_come_back(classe):
    client = student(classe)
    send(client, classe)
    Passation.objects.update(fin_propre=timezone.now() - timedelta(days=40))
    client.post(address(classe, "retirer/"))
    left = Passation.objects.get().expire_le - timezone.now()
    assert timedelta(days=6, hours=23) < left <= timedelta(days=7)


def test_answers_kept_longer_on_purpose_stay_so(classe):
    client = student(classe)
    send(client, classe)
    client.post("/quiz/mes-donnees/prolonger/")
    longer = Passation.objects.get().fin_propre
    client.post(address(classe, "retirer/"))
    assert Passation.objects.get().expire_le == longer > timezone.now() + timedelta(days=60)


def test_leaving_leaves_nothing_but_the_answers(classe, owner):
    client = student(classe, CANARY)
    send(client, classe)
    client.post(address(classe, "quitter/"))
    assert not Participation.objects.exists() and Passation.objects.count() == 1 and CANARY not in dump()
    assert "Entrer</button>" in text(client.get(address(classe)))


def test_erasing_everything_leaves_nothing_to_the_counsellor(classe, owner):
    client = student(classe, CANARY)
    envoi = send(client, classe, entretien="on", sujet="autre", demande=CANARY)
    for partagee in (True, False):
        services.write_note(
            participation=envoi.participation, membre=owner, ancre="", texte=f"{CANARY} {partagee}", partagee=partagee
        )
    services.propose(
        participation=envoi.participation, membre=owner, le=timezone.now() + timedelta(days=2), lieu=CANARY
    )
    client.post("/quiz/effacer/")
    assert CANARY not in dump() and not Passation.objects.exists()


def test_a_result_taken_away_is_gone_from_the_class_and_the_end_comes_back(classe):
    client = student(classe)
    before = Passation.objects.get().expire_le
    send(client, classe)
    client.post("/quiz/resultats/1/retirer/")
    assert not Envoi.objects.exists()
    call_command("purge_expired")
    assert Passation.objects.get().expire_le == before


def test_a_campaign_that_is_deleted_gives_the_ends_back(classe):
    client = student(classe)
    before = Passation.objects.get().expire_le
    send(client, classe)
    services.delete_campagne(campagne=classe)
    call_command("purge_expired")
    assert Passation.objects.get().expire_le == before
    assert client.get(address(classe)).status_code == 404


# --- held results, lost codes, shared computers --------------------------------------


@pytest.fixture
def held(owner):
    return campaign(owner, montre=Montre.APRES)


PISTES = (
    "/quiz/classement/",
    f"/quiz/{SLUG}/rapport/",
    "/quiz/resultats/",
    "/quiz/resultats/1/",
    f"/quiz/resultats/1/{SLUG}/",
    "/quiz/resultats/1/pdf/",
    "/quiz/resultats/1/sans-les-noms/",
    "/quiz/resultats/1/partager/",
    f"/quiz/resultats/1/{SLUG}/plan/",
    "/",
)


def test_a_held_result_is_shown_nowhere_until_the_talk(held, metier):
    client = student(held)
    assert "après l’entretien" in text(StrictClient().get(address(held)))
    for page in PISTES:
        said = text(client.get(page, follow=True))
        assert "Tes pistes t’attendent à l’entretien" in said, page
        assert metier.titre not in said.partition("<footer")[0], page
    assert metier.titre not in text(client.get(address(held, "envoyer/")))
    services.show_result(participation=place())
    for page in PISTES:
        assert "t’attendent".encode() not in client.get(page, follow=True).content, page


def test_leaving_shows_it_and_the_data_always_do(held, metier):
    client = student(held)
    assert metier.titre in text(client.get("/quiz/mes-donnees/"))
    client.post(address(held, "quitter/"))
    assert "t’attendent" not in text(client.get("/quiz/classement/", follow=True))


def test_what_was_seen_before_joining_is_not_kept_back(held):
    client = finish(StrictClient())
    newcomer(held, client=client, reponses="miennes")
    assert "t’attendent" not in text(client.get("/quiz/classement/", follow=True))


def test_nothing_is_held_for_ever(held):
    client = student(held)
    long_ago = TODAY() - timedelta(days=40)
    type(held).objects.update(ouvre_le=long_ago, ferme_le=long_ago)
    assert "t’attendent" not in text(client.get("/quiz/classement/", follow=True))


def test_a_lost_code_gives_the_pseudonym_back_and_earlier_sends_stay(classe):
    lost = student(classe)
    first = send(lost, classe)
    services.free(participation=place())
    again = student(classe, carriere="9")
    second = send(again, classe)
    assert {first.pk, second.pk} == set(Envoi.objects.values_list("pk", flat=True))
    before = Participation.objects.exclude(liberee_le=None).get()
    assert before.reprise_par == place()
    page = text(lost.get(address(classe)))
    assert "Ta place a été rendue" in page and "Retirer ce que j’ai envoyé" in page
    again.post("/quiz/effacer/")
    assert not Participation.objects.exists() and not Envoi.objects.exists()
    assert Passation.objects.count() == 1  # the answers under the lost code, which nobody reads


def test_whoever_finds_the_lost_code_can_withdraw(classe):
    lost = student(classe)
    send(lost, classe)
    services.free(participation=place())
    lost.post(address(classe, "retirer/"))
    assert not Envoi.objects.exists()


def test_on_a_shared_computer_the_next_one_starts_clean(classe):
    client = student(classe, "Emma")
    client.post(f"/metiers/{SLUG}/favori/")
    page = text(client.get(address(classe)))
    assert "Tu n’es pas Emma" in page
    client.post(address(classe, "neuf/"))
    page = text(client.get(address(classe)))
    assert "Emma" not in page and "Entrer</button>" in page
    finish(newcomer(classe, "Noah", client=client))
    assert Passation.objects.count() == 2 and "Emma" not in text(client.get(address(classe)))
    assert SLUG not in str(client.cookies)


def test_answers_that_are_there_are_somebody_s(classe):
    client = finish(StrictClient())
    response = client.post(address(classe), {"pseudonyme": "Emma"})
    assert response.status_code == 422 and "Dis à qui sont ces réponses" in text(response)
    newcomer(classe, "Noah", client=client, reponses="neuf")
    assert Passation.objects.count() == 2 and place("Noah").passation.terminee_le is None


# --- what was written -----------------------------------------------------------------


@pytest.fixture
def noted(classe, owner):
    client = student(classe)
    envoi = send(client, classe)
    note = services.write_note(
        participation=envoi.participation, membre=owner, ancre=f"piste:{SLUG}", texte="Tu l’as lue ?", partagee=True
    )
    services.write_note(participation=envoi.participation, membre=owner, ancre="", texte=CANARY, partagee=False)
    return client, note


def test_a_student_reads_what_is_shown_to_them_and_answers(classe, noted, metier):
    client, note = noted
    page = text(client.get(address(classe)))
    assert "Tu l’as lue ?" in page and metier.titre in page and CANARY not in page
    for number in ("3018", "119", "3114"):
        assert f'href="tel:{number}"' in page
    client.post(address(classe, f"notes/{note.pk}/"), {"version": "1", "reponse": "Oui.", "desaccord": "on"})
    note.refresh_from_db()
    assert (note.reponse, note.desaccord) == ("Oui.", True) and note.repondue_le
    client.post(address(classe, f"notes/{note.pk}/"), {"version": "1", "reponse": ""})
    note.refresh_from_db()
    assert note.repondue_le is None


def test_only_ones_own_notes_can_be_answered(classe, noted):
    _, note = noted
    other = student(classe, "Noah")
    private = Note.objects.get(partagee=False)
    assert other.post(address(classe, f"notes/{note.pk}/"), {"version": "1", "reponse": "x"}).status_code == 404
    assert noted[0].post(address(classe, f"notes/{private.pk}/"), {"reponse": "x"}).status_code == 404
    assert StrictClient().post(address(classe, f"notes/{note.pk}/"), {"reponse": "x"}).status_code == 404


def test_an_answer_that_is_too_long_is_not_lost(classe, noted):
    client, note = noted
    response = client.post(address(classe, f"notes/{note.pk}/"), {"version": "1", "reponse": "y" * 1001})
    assert response.status_code == 422 and "y" * 1001 in text(response) and "1000 signes" in text(response)


def test_a_wish_for_a_talk_comes_and_goes(classe):
    client = student(classe)
    client.post(address(classe, "entretien/"), {"sujet": "piste", "demande": "Bientôt ?"})
    assert place().get_sujet_display() == "Une piste"
    assert "Bientôt ?" in text(client.get(address(classe)))
    client.post(address(classe, "entretien/"), {"annuler": "1"})
    assert place().demandee_le is None and place().demande == ""
    assert client.post(address(classe, "entretien/"), {"sujet": "rien"}).status_code == 422


def test_all_of_it_is_in_the_students_data(classe, noted, owner):
    client, note = noted
    services.note_reading(envois=list(Envoi.objects.all()), membre=owner, quoi=Lecture.Quoi.PAGE)
    client.post(address(classe, f"notes/{note.pk}/"), {"version": "1", "reponse": "Oui."})
    services.propose(participation=place(), membre=owner, le=timezone.now() + timedelta(days=2), lieu="CDI")
    data = json.loads(client.get("/quiz/mes-donnees/export.json").content)
    (one,) = data["classes"]
    assert (one["classe"], one["pseudonyme"], one["notes_privees"]) == ("Seconde 4", "Emma", 1)
    assert one["notes"][0]["reponse"] == "Oui." and one["rendez_vous"][0]["ou"] == "CDI"
    assert one["envois"][0]["ouvert"][0]["par"] == "Anne Martin" and CANARY not in str(data)
    page = text(client.get("/quiz/mes-donnees/"))
    for words in (
        "Classe « Seconde 4 »",
        "Tu l’as lue ?",
        "« Oui. »",
        "CDI",
        "Anne Martin, ta page",
        "à demander à leur auteur",
    ):
        assert words in page
    assert client.get("/quiz/mes-donnees/mes-donnees.pdf").status_code == 200
    assert "Si tu entres dans une classe" in text(client.get("/confidentialite/"))


def test_everything_ends_on_the_31st_of_august(classe, time_machine):
    client = student(classe, CANARY)
    send(client, classe)
    time_machine.move_to(classe.fin - timedelta(hours=1))
    call_command("purge_expired")
    assert Participation.objects.exists()
    time_machine.move_to(classe.fin + timedelta(minutes=1))
    call_command("purge_expired")
    assert not Participation.objects.exists() and not Passation.objects.exists() and CANARY not in dump()


def test_queries_do_not_grow_with_classes_and_sends(classe, owner, django_assert_max_num_queries):
    client = student(classe)
    for carriere in ("4", "8"):
        finish(client, carriere=carriere)
        send(client, classe)
    for page, most in ((address(classe), 12), (address(classe, "envoyer/"), 15), ("/quiz/mes-donnees/", 22)):
        with django_assert_max_num_queries(most):
            client.get(page)


def test_the_owner_is_told_a_month_before_once(classe, time_machine, mailoutbox, monkeypatch):
    time_machine.move_to(classe.fin - timedelta(days=40))
    call_command("purge_expired")
    assert mailoutbox == []
    time_machine.move_to(classe.fin - timedelta(days=31))
    monkeypatch.setattr("suivi.purge.send", _down)
    call_command("purge_expired")
    monkeypatch.undo()
    for _ in range(2):
        call_command("purge_expired")
    (message,) = mailoutbox
    assert "Seconde 4" in message.subject and "31 août" in message.subject and message.to == ["anne@ecole.example"]


def _down(*args, **kwargs):
    raise MailDownError


def test_before_sending_one_sees_the_very_page_and_nothing_that_is_not_ticked(classe):
    client = student(classe)
    client.post(f"/quiz/resultats/1/{SLUG}/plan/", plan({"genre": "stage", "note": CANARY}, etonne="Surprise"))
    numbered = {"resultat": numero(client, classe)}
    without = text(client.post(address(classe, "envoyer/apercu/"), numbered))
    assert "Rien n’est parti" in without and CANARY not in without and "Surprise" not in without
    ticked = text(client.post(address(classe, "envoyer/apercu/"), numbered | {"plan": "on"}))
    assert CANARY in ticked and "Surprise" not in ticked
    assert not Envoi.objects.exists()


# --- what a strict reader found -------------------------------------------------------


def test_what_was_sent_under_a_lost_code_goes_with_what_was_sent_since(classe, owner):
    """Withdrawn, left or erased: nothing of either is read any more, and both ends come back."""
    for way in ("retirer/", "quitter/", None):
        lost = student(classe, CANARY)
        send(lost, classe, entretien="on", sujet="autre", demande=CANARY)
        services.write_note(participation=place(CANARY), membre=owner, ancre="", texte="Mot", partagee=False)
        services.free(participation=place(CANARY))
        again = student(classe, CANARY, carriere="9")
        send(again, classe)
        again.post(address(classe, way) if way else "/quiz/effacer/")
        assert not Envoi.objects.exists() and not Note.objects.exists(), way
        assert not Passation.objects.exclude(fin_propre=None).exists(), way
        again.post("/quiz/effacer/")
        lost.post("/quiz/effacer/")
        assert CANARY not in dump(), way


def test_a_name_that_anybody_may_take_gives_no_right_over_what_was_sent_before(classe):
    lost = student(classe)
    send(lost, classe)
    services.free(participation=place())
    other = newcomer(classe)
    other.post(address(classe, "quitter/"))
    newcomer(classe)
    Passation.objects.filter(terminee_le=None).update(expire_le=timezone.now() - timedelta(days=1))
    call_command("purge_expired")
    assert Envoi.objects.count() == 1 and Participation.objects.get().liberee_le


def test_a_result_taken_away_leaves_its_place_as_a_withdrawal_does(classe, owner):
    client = student(classe)
    before = Passation.objects.get().expire_le
    send(client, classe, entretien="on", sujet="autre")
    services.write_note(participation=place(), membre=owner, ancre="", texte=CANARY, partagee=True)
    client.post("/quiz/resultats/1/retirer/")
    assert place().etat == Etat.RETIREE and not Note.objects.exists() and place().demandee_le is None
    assert Passation.objects.get().expire_le == before and CANARY not in dump()


def test_one_sign_that_stands_for_many_is_too_long(client, classe):
    response = client.post(address(classe), {"pseudonyme": "\ufdfa" * 12})
    assert response.status_code == 422 and "30 signes au plus" in text(response)


def test_what_is_past_its_31st_of_august_is_closed_before_it_is_deleted(classe, owner, time_machine):
    client = student(classe)
    send(client, classe)
    time_machine.move_to(classe.fin + timedelta(minutes=1))
    assert client.get(address(classe)).status_code == 404
    assert not services.opened_by(owner.user).exists()


def test_as_many_results_as_one_may_send(classe, monkeypatch):
    monkeypatch.setattr("suivi.services.envoi.MOST_ENVOIS", 1)
    client = student(classe)
    envoi = send(client, classe)
    finish(client, carriere="9")
    with pytest.raises(services.TooManySendsError):
        services.send(
            participation=envoi.participation,
            resultat=Resultat.objects.latest("numero"),
            coches=services.Coches(),
            apercu={},
        )


def test_whoever_is_no_longer_a_member_writes_nothing(classe, owner):
    client = student(classe)
    envoi = send(client, classe)
    bob, _ = member("bob", owner.structure), member("chef", owner.structure, Role.RESPONSABLE)
    services.share_campagne(campagne=classe, membres=[bob])
    services.change_role(membre=bob, role=Role.INVITE, par=None)
    later = timezone.now() + timedelta(days=1)
    acts = (
        lambda: services.write_note(participation=place(), membre=bob, ancre="", texte="x", partagee=False),
        lambda: services.propose(participation=place(), membre=bob, le=later, lieu=""),
        lambda: services.note_reading(envois=[envoi], membre=bob, quoi=Lecture.Quoi.PAGE),
        lambda: services.open_campagne(membre=bob, nom="x", montre=Montre.APRES, ferme_le=TODAY()),
    )
    for act in acts:
        with pytest.raises(services.GoneError):
            act()


def test_what_is_sent_again_is_read_anew(classe, owner):
    client = student(classe)
    envoi = send(client, classe)
    services.note_reading(envois=[envoi], membre=owner, quoi=Lecture.Quoi.PAGE)
    services.note_reading(envois=[envoi], membre=owner, quoi=Lecture.Quoi.PAGE)
    assert Lecture.objects.count() == 1
    envoi = send(client, classe, competences="on")
    services.note_reading(envois=[envoi], membre=owner, quoi=Lecture.Quoi.PAGE)
    assert Lecture.objects.count() == 2


def test_archiving_shows_nothing_that_was_held(held):
    client = student(held)
    services.archive(campagne=held)
    assert "t’attendent" in text(client.get("/quiz/classement/", follow=True))


@pytest.mark.parametrize("way", ["code", "affiche"])
def test_the_next_pupil_on_a_computer_is_asked_who_they_are(classe, way):
    client = student(classe, "Emma")
    send(client, classe)
    if way == "code":
        page = text(client.post("/c/", {"code": classe.code}, follow=True))
    else:
        page = text(client.get(address(classe), headers={"Sec-Fetch-Site": "none"}))
    assert "Es-tu" in page and "Oui, c’est moi" in page and "Résultat 1" not in page
    assert "Résultat 1" in text(client.get(address(classe), headers={"Sec-Fetch-Site": "same-origin"}))
    client.post(address(classe, "neuf/"))
    assert "Emma" not in text(client.get(address(classe)))


def test_a_telephone_that_keeps_the_answers_is_not_asked(classe):
    client = student(classe, "Emma")
    client.post("/quiz/code/garder/", {"ici": "1"})
    assert "Es-tu" not in text(client.get(address(classe), headers={"Sec-Fetch-Site": "none"}))


def test_a_full_class_says_so_before_anything_is_typed(classe, monkeypatch):
    monkeypatch.setattr("suivi.services.participation.MOST_PARTICIPATIONS", 1)
    newcomer(classe)
    page = text(StrictClient().get(address(classe)))
    assert "est complète" in page and "Entrer</button>" not in page


def test_whoever_has_answered_nothing_is_not_told_that_they_had(classe):
    client = newcomer(classe)
    assert "sont reprises" not in text(client.get("/quiz/priorites/"))
    finish(client)
    assert "sont reprises" in text(client.get("/quiz/priorites/"))


def test_what_is_wrong_in_a_field_is_tied_to_it(classe):
    client = student(classe)
    page = client.post(address(classe, "entretien/"), {"sujet": "rien"}).content.decode()
    assert 'aria-describedby="id_sujet_error"' in page and 'id="id_sujet_error"' in page


@pytest.mark.parametrize("ancre", [ancre for ancre in LIGNES if ancre])
def test_a_note_says_beside_which_line_it_stands(classe, owner, ancre):
    client = student(classe)
    envoi = send(client, classe)
    services.write_note(participation=envoi.participation, membre=owner, ancre=ancre, texte="Vu", partagee=True)
    assert f"à propos de : {TES_LIGNES[ancre]}" in text(client.get(address(classe)))
