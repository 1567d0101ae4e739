"""Five next steps and three thoughts about a métier: kept, carried on, taken back."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from icalendar import Calendar
from pypdf import PdfReader

from quiz.models import Carnet, DocumentPdf, Etape, Partage, Passation, Resultat
from tests.conftest import SLUG, StrictClient
from tests.quiz.answers import COMPETENCES, EFFACER, IMPORTANCES, PRIORITES, RATINGS
from tests.quiz.plans import CANARY, PLAN, dump, form, newer, text

AGENDA = f"/quiz/resultats/1/{SLUG}/plan.ics"
pytestmark = pytest.mark.django_db


def test_a_plan_is_kept_replaced_and_ticked(student):
    first = form(
        {"genre": "stage", "le": "2027-01-12", "note": "Chez l’imprimeur"}, {"genre": "visite"}, etonne="Le bruit"
    )
    assert student.post(PLAN, first)["Location"] == f"{PLAN}?garde"
    student.post(PLAN, first)
    assert list(Etape.objects.values_list("rang", "genre", "le", "note", "faite")) == [
        (1, "stage", date(2027, 1, 12), "Chez l’imprimeur", False),
        (2, "visite", None, "", False),
    ]
    page = text(student.get(f"{PLAN}?garde"))
    assert all(said in page for said in ("C’est enregistré", "Chez l’imprimeur", "Le bruit", 'value="2027-01-12"'))
    student.post(PLAN, form({"genre": "visite", "faite": "on"}))
    assert list(Etape.objects.values_list("rang", "genre", "faite")) == [(1, "visite", True)]
    assert Carnet.objects.get().thoughts == (), "nothing left to keep"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (form({"genre": "inventee"}), "Étape : choisis dans la liste."),
        (form({"genre": "stage", "le": "9999-12-31"}), "entre l’an dernier et dans dix ans"),
        (form({"genre": "stage", "le": "0001-01-01"}), "entre l’an dernier et dans dix ans"),
        (form({"faite": "on"}), "Dis d’abord quelle étape c’est"),
        (form() | {"etape-TOTAL_FORMS": "-1"}, "Il manquait des lignes"),
        (form() | {"etape-TOTAL_FORMS": "0"}, "Il manquait des lignes"),
        (form({"le": "2027-01-12"}), "Dis d’abord quelle étape c’est, dans « Quoi »."),
        (form({"genre": "stage", "le": "demain"}), "Date : écris-la comme 24/11/2026."),
        (form({"genre": "stage", "note": "x" * 201}), "200"),
        (form(verifier="x" * 1001), "1000"),
        (form({"genre": "stage", "note": "\x00"}), "caractère nul"),
        ({"etonne": "sans les lignes"}, "Il manquait des lignes"),
        (form() | {"etape-TOTAL_FORMS": "1000"}, ""),
    ],
)
def test_a_plan_that_is_wrong_is_told_and_nothing_is_lost(student, data, said):
    student.post(PLAN, form({"genre": "visite"}, ressemble="Aider"))
    response = student.post(PLAN, data)
    assert response.status_code == 422
    assert said in text(response)
    assert Etape.objects.get().genre == "visite" and Carnet.objects.get().ressemble == "Aider"


def test_a_page_that_lost_its_lines_is_shown_with_those_that_are_kept_and_can_be_sent_again(student):
    student.post(
        PLAN, form({"genre": "visite", "le": "2027-01-12", "faite": "on"}, {"genre": "stage", "note": "Avant"})
    )
    page = student.post(PLAN, {"etape-0-genre": "formation", "etonne": "Le bruit"})
    assert page.status_code == 422 and Carnet.objects.get().etonne == ""
    assert student.post(PLAN, fields_of(page))["Location"] == f"{PLAN}?garde"
    assert list(Etape.objects.values_list("genre", "le", "note", "faite")) == [
        ("formation", None, "", False),
        ("stage", None, "Avant", False),
    ]
    assert Carnet.objects.get().etonne == "Le bruit"


def fields_of(response):
    """What a browser would send of the plan that a page shows."""
    shown = response.context
    forms = (*shown["plan"].forms, shown["thoughts"])
    hidden = {field.html_name: field.value() for field in shown["plan"].management_form}
    lines = {field.html_name: field.value() for one in forms for field in one if field.value()}
    return {name: str(value) for name, value in (hidden | lines).items() if value is not None}


def test_the_dated_steps_go_into_a_calendar(student):
    student.post(PLAN, form({"genre": "stage", "le": "2027-01-12", "note": "A;B,C\\D"}, {"genre": "visite"}))
    response = student.get(AGENDA)
    assert response["Content-Type"].startswith("text/calendar")
    (event,) = Calendar.from_ical(response.content).walk("VEVENT")
    assert event.decoded("dtstart") == date(2027, 1, 12)
    assert event["summary"].startswith("Faire un stage") and event["description"] == "A;B,C\\D"
    uid = event["uid"]
    assert Passation.objects.get().empreinte_secret[:8] not in uid
    student.post(PLAN, form({"genre": "stage", "le": "2027-01-13"}))
    assert Calendar.from_ical(student.get(AGENDA).content).walk("VEVENT")[0]["uid"] == uid


def test_the_report_and_its_pdf_hold_the_plan_and_a_share_does_not(student):
    report = f"/quiz/resultats/1/{SLUG}/"
    without = student.get(f"{report}pdf/").content
    student.post(PLAN, form({"genre": "stage", "le": "2027-01-12", "note": "#panic() *note*"}, verifier="Le salaire"))
    page = text(student.get(report))
    assert "Faire un stage" in page and "12 janvier 2027" in page and "Le salaire" in page
    pdf = student.get(f"{report}pdf/").content
    said = " ".join(one.extract_text() for one in PdfReader(BytesIO(pdf)).pages)
    assert pdf != without
    assert "#panic() *note*" in said and "Le salaire" in said and "12 janvier 2027" in " ".join(said.split())
    student.post(f"{report}partager/", {"jours": "30"})
    address = Partage.objects.get().get_absolute_url()
    shared = " ".join(one.extract_text() for one in PdfReader(BytesIO(student.get(f"{address}pdf/").content)).pages)
    assert "Le salaire" not in shared and "Le salaire" not in text(StrictClient().get(address))


def test_a_plan_sent_too_late_is_shown_so_that_nothing_is_lost(student):
    student.post(EFFACER)
    late = student.post(PLAN, form({"genre": "stage", "note": "<b>Chez l’imprimeur"}, etonne="Le bruit\nLe soir"))
    assert late.status_code == 404
    assert "&lt;b&gt;Chez l’imprimeur" in late.content.decode() and "Le bruit<br>Le soir" in late.content.decode()
    assert not Passation.objects.exists() and "copier" not in text(student.post(PLAN, form()))


def test_a_plan_for_a_result_that_was_taken_away_is_shown_too(student):
    student.post("/quiz/resultats/1/retirer/")
    late = student.post(PLAN, form(etonne="Le bruit"))
    assert late.status_code == 404 and "Le bruit" in text(late) and "ont été effacés" in text(late)


def test_a_browser_that_forgot_its_code_is_told_so(student):
    student.post(EFFACER, {"garder": "1"})
    late = student.post(PLAN, form(etonne="Le bruit"))
    assert late.status_code == 404 and "Le bruit" in text(late)
    assert "ne connaît plus ton code" in text(late) and "effacés" not in text(late)
    assert Passation.objects.exists()


def test_a_new_result_goes_on_with_the_plan_and_the_old_one_shows_what_it_was(student):
    student.post(PLAN, form({"genre": "stage", "note": "Avant"}, etonne="Le bruit"))
    newer(student)
    assert student.get(PLAN)["Location"] == f"/quiz/resultats/2/{SLUG}/plan/"
    page = text(student.get(f"/quiz/resultats/2/{SLUG}/plan/"))
    assert "Avant" in page and "Le bruit" in page
    assert student.post(PLAN, form({"genre": "visite", "note": "Après"}))["Location"].startswith("/quiz/resultats/2/")
    before, after = (text(student.get(f"/quiz/resultats/{numero}/{SLUG}/")) for numero in (1, 2))
    assert "Avant" in before and "Après" not in before and "Tels qu’ils étaient" in before
    assert "Après" in after and "Avant" not in after and "Tels qu’ils étaient" not in after
    assert f'href="/quiz/resultats/2/{SLUG}/plan/"' in before
    for numero, note in ((1, "Avant"), (2, "Après")):
        pdf = PdfReader(BytesIO(student.get(f"/quiz/resultats/{numero}/{SLUG}/pdf/").content))
        assert note in " ".join(one.extract_text() for one in pdf.pages)


def test_a_plan_made_from_an_old_report_is_kept_with_the_newest_that_holds_the_metier(student):
    newer(student)
    student.post(PLAN, form({"genre": "stage"}))
    assert Carnet.objects.get().resultat.numero == 2


def test_a_plan_that_was_emptied_does_not_come_back(student):
    student.post(PLAN, form({"genre": "stage"}, etonne="Le bruit"))
    newer(student)
    student.post(f"/quiz/resultats/2/{SLUG}/plan/", form())
    newer(student, 2)
    last = Resultat.objects.latest("numero")
    assert last.numero == 3 and not Etape.objects.filter(carnet__resultat=last).exists()
    assert last.carnets.get().thoughts == ()


def test_an_old_result_stays_while_it_alone_holds_a_plan(student, monkeypatch):
    monkeypatch.setattr("quiz.services.resultat.MOST_RESULTS", 1)
    Carnet.objects.create(resultat=Resultat.objects.get(), slug="ailleurs", etonne="Le bruit")
    Carnet.objects.create(resultat=Resultat.objects.get(), slug="vide")
    student.post(PLAN, form({"genre": "stage"}))
    newer(student)
    assert {one.numero for one in Resultat.objects.all()} == {1, 2}
    Carnet.objects.filter(slug="ailleurs").delete()
    newer(student, 2)
    assert {one.numero for one in Resultat.objects.all()} == {3}, "an empty one holds nothing back"
    assert Etape.objects.get().genre == "stage"


def test_steps_alone_are_a_plan_that_holds_its_result_back(student, monkeypatch):
    monkeypatch.setattr("quiz.services.resultat.MOST_RESULTS", 1)
    alone = Carnet.objects.create(resultat=Resultat.objects.get(), slug="ailleurs")
    Etape.objects.create(carnet=alone, rang=1, genre="stage")
    newer(student)
    assert Resultat.objects.count() == 2


def test_the_newest_results_stay_whatever_was_taken_away_before_and_no_number_comes_back(student, monkeypatch):
    monkeypatch.setattr("quiz.services.resultat.MOST_RESULTS", 3)
    newer(student)
    newer(student, 2)
    student.post("/quiz/resultats/2/retirer/")
    student.post("/quiz/resultats/3/retirer/")
    student.post(PRIORITES, IMPORTANCES | {"carriere": "9"})
    student.post("/quiz/resultats/", {"filtres": ""})
    assert [one.numero for one in Resultat.objects.all()] == [4, 1]


def test_what_is_shared_stays_and_what_was_taken_back_does_not(student, monkeypatch):
    monkeypatch.setattr("quiz.services.resultat.MOST_RESULTS", 1)
    student.post("/quiz/resultats/1/partager/", {"jours": "30"})
    newer(student)
    assert Resultat.objects.count() == 2
    student.post(f"/quiz/partages/{Partage.objects.get().pk}/retirer/")
    newer(student, 2)
    assert Resultat.objects.get().numero == 3


def test_everything_in_a_plan_goes_on_with_the_next_result(student):
    thoughts = {"ressemble": "Aider", "etonne": "Le bruit", "verifier": "Le salaire"}
    steps = ({"genre": "stage", "le": "2027-01-12", "note": "Ici", "faite": "on"}, {"genre": "visite"})
    student.post(PLAN, form(*steps, **thoughts))
    newer(student)
    first, second = Carnet.objects.order_by("resultat__numero")
    assert first.thoughts == second.thoughts != ()
    values = ("rang", "genre", "le", "note", "faite", "uid")
    assert list(first.etapes.values(*values)) == list(second.etapes.values(*values))
    assert second.etapes.first().faite


def test_a_plan_stays_with_the_newest_result_that_holds_its_metier(student):
    student.post(PLAN, form({"genre": "stage"}))
    newer(student)
    kept = Resultat.objects.get(numero=2)
    for piste in (*kept.contenu["pistes"], *([kept.contenu["cible"]] if kept.contenu["cible"] else [])):
        piste["slug"] = f"autre-{piste['slug']}"
    kept.titres = {f"autre-{slug}": titre for slug, titre in kept.titres.items()}
    kept.save()
    assert student.get(PLAN).status_code == 200
    student.post(PLAN, form({"genre": "visite"}))
    assert Etape.objects.get(carnet__resultat__numero=1).genre == "visite"


def test_a_plan_prolongs_what_it_belongs_to(student):
    Passation.objects.update(expire_le=timezone.now() + timedelta(days=2))
    student.post(PLAN, form({"genre": "stage"}))
    assert Passation.objects.get().expire_le > timezone.now() + timedelta(days=29)


@pytest.mark.django_db(transaction=True)
def test_what_is_taken_out_of_a_plan_stays_nowhere(student):
    student.post(PLAN, form({"genre": "stage", "note": CANARY}, etonne=CANARY))
    student.get(f"/quiz/resultats/1/{SLUG}/pdf/")
    assert CANARY in dump() and not DocumentPdf.objects.exists()
    student.post(PLAN, form())
    assert CANARY not in dump()


@pytest.mark.django_db(transaction=True)
def test_what_older_results_hold_of_a_plan_goes_when_the_student_says_so(student):
    student.post(PLAN, form(etonne=CANARY))
    assert "anciens résultats" not in text(student.get(PLAN))
    newer(student)
    plan = PLAN.replace("/1/", "/2/")
    assert "Effacer aussi ce que j’ai écrit sur ce métier" in text(student.get(plan))
    student.post(plan, form(etonne="Autre chose"))
    assert CANARY in dump(), "an older result shows what it was"
    student.post(plan, form(etonne="Autre chose") | {"partout": "on"})
    assert CANARY not in dump() and Carnet.objects.get().etonne == "Autre chose"
    assert "anciens résultats" not in text(student.get(plan))


def test_erasing_in_older_results_is_for_this_metier_alone_and_is_not_forgotten(student):
    for numero in (1, 2):
        if numero == 2:
            newer(student)
        student.post(PLAN, form(etonne=f"Ici {numero}"))
        Carnet.objects.update_or_create(
            resultat=Resultat.objects.get(numero=numero), slug="autre", defaults={"etonne": f"Ailleurs {numero}"}
        )
    wrong = student.post(PLAN, form({"le": "demain"}, etonne="Changé") | {"partout": "on"})
    assert wrong.status_code == 422 and 'name="partout" checked' in text(wrong)
    assert 'name="partout" checked' not in text(student.get(PLAN.replace("/1/", "/2/")))
    student.post(PLAN, form(etonne="Changé") | {"partout": "on"})
    assert sorted(Carnet.objects.values_list("slug", "etonne")) == [
        ("autre", "Ailleurs 1"),
        ("autre", "Ailleurs 2"),
        (SLUG, "Changé"),
    ]


def test_nothing_is_offered_to_erase_when_older_results_hold_nothing(student):
    student.post(PLAN, form())
    newer(student)
    assert "Effacer aussi" not in text(student.get(PLAN.replace("/1/", "/2/")))
    assert "Mes plans" not in text(student.get("/quiz/resultats/")), "an empty one is no plan"


def test_a_plan_whose_metier_no_result_holds_any_more_can_still_be_read_and_emptied(student):
    Carnet.objects.create(resultat=Resultat.objects.get(), slug="parti", etonne="Le bruit")
    page = text(student.get("/quiz/resultats/"))
    path = "/quiz/resultats/1/parti/plan/"
    assert f'href="{path}"' in page
    assert "Le bruit" in text(student.get(path)) and student.get(path.replace("plan/", "plan.ics")).status_code == 200
    assert student.post(path, form(etonne=""))["Location"] == f"{path}?garde"
    assert Carnet.objects.get().thoughts == ()


@pytest.mark.django_db(transaction=True)
def test_what_was_written_with_a_result_goes_everywhere_when_the_student_says_so(student):
    assert "L’effacer aussi" not in text(student.get("/quiz/resultats/1/"))
    student.post(PLAN, form(etonne=CANARY))
    newer(student)
    assert "L’effacer aussi de mes autres résultats" in text(student.get("/quiz/resultats/2/"))
    Carnet.objects.create(resultat=Resultat.objects.get(numero=1), slug="autre", etonne="Autre chose")
    student.post("/quiz/resultats/2/retirer/", {"partout": "on"})
    assert CANARY not in dump() and Carnet.objects.get().etonne == "Autre chose"


@pytest.mark.django_db(transaction=True)
def test_a_result_that_is_taken_away_leaves_no_trace(student):
    student.post(PLAN, form(etonne=CANARY))
    student.post("/quiz/resultats/1/retirer/")
    assert CANARY not in dump()


def test_a_result_can_be_taken_away_alone(student):
    student.post(PLAN, form({"genre": "stage"}))
    newer(student)
    student.post("/quiz/resultats/2/partager/", {"jours": "30"})
    address = Partage.objects.get().get_absolute_url()
    assert StrictClient().post("/quiz/resultats/2/retirer/").status_code == 404
    assert student.get("/quiz/resultats/2/retirer/").status_code == 405
    assert student.post("/quiz/resultats/2/retirer/")["Location"] == "/quiz/resultats/"
    assert StrictClient().get(address).status_code == 404
    assert [one.numero for one in Resultat.objects.all()] == [1]
    assert Etape.objects.get().carnet.resultat.numero == 1


def test_a_step_keeps_its_place_in_a_calendar_when_another_goes(student):
    def uids():
        return {
            event["summary"].split(" · ")[0]: event["uid"]
            for event in Calendar.from_ical(student.get(AGENDA).content).walk("VEVENT")
        }

    stage, visite = ({"genre": genre, "le": "2027-01-12"} for genre in ("stage", "visite"))
    student.post(PLAN, form(stage, visite))
    before = uids()
    student.post(PLAN, form(visite))
    assert uids() == {"Visiter un lieu où on l’exerce": before["Visiter un lieu où on l’exerce"]}
    other = StrictClient()
    other.post(PRIORITES, IMPORTANCES)
    other.post(COMPETENCES, RATINGS)
    other.post(PLAN, form(visite))
    theirs = Calendar.from_ical(other.get(AGENDA).content).walk("VEVENT")[0]["uid"]
    assert theirs not in before.values(), "two students never share an event"


def test_a_step_owns_its_uid_for_life(student):
    def uids(path=AGENDA):
        events = Calendar.from_ical(student.get(path).content).walk("VEVENT")
        return {event.get("description", ""): event["uid"] for event in events}

    here, there = ({"genre": "stage", "le": "2027-01-12", "note": note} for note in ("Ici", "Là"))
    student.post(PLAN, form(here, there))
    before = uids()
    assert len(set(before.values())) == 2
    student.post(PLAN, form(there | {"le": "2027-02-12", "faite": "on"}))
    assert uids() == {"Là": before["Là"]}, "the first of its kind is gone, the second stays what it was"
    newer(student)
    newest = AGENDA.replace("/1/", "/2/")
    assert uids(newest) == {"Là": before["Là"]}, "a copy is the same event"
    student.post(PLAN.replace("/1/", "/2/"), form(here, there))
    assert uids(newest)["Là"] == before["Là"] and uids(newest)["Ici"] not in before.values()


def test_two_steps_of_a_plan_never_share_a_uid(student):
    carnet = Carnet.objects.create(resultat=Resultat.objects.get(), slug="ailleurs")
    first = Etape.objects.create(carnet=carnet, rang=1, genre="stage")
    with pytest.raises(IntegrityError):
        Etape.objects.create(carnet=carnet, rang=2, genre="stage", uid=first.uid)


def test_each_step_of_each_metier_has_its_own_place_in_a_calendar(student):
    dated = {"genre": "stage", "le": "2027-01-12"}
    student.post(PLAN, form(dated, dated))
    slugs = [piste.slug for piste in Resultat.objects.get().instantane.kept]
    other = next((slug for slug in slugs if slug != SLUG), None)
    found = [AGENDA] if other is None else [AGENDA, AGENDA.replace(SLUG, other)]
    if other:
        student.post(PLAN.replace(SLUG, other), form(dated))
    uids = [event["uid"] for path in found for event in Calendar.from_ical(student.get(path).content).walk("VEVENT")]
    assert len(uids) == len(set(uids)) == 2 + (other is not None)
    newer(student)
    assert [one["uid"] for one in Calendar.from_ical(student.get(AGENDA).content).walk("VEVENT")] == uids[:2]


def test_a_page_always_has_five_lines_and_each_metier_its_own_plan(student):
    student.post(PLAN, form({"genre": "stage"}, {"genre": "visite"}))
    other = Carnet.objects.create(resultat=Resultat.objects.get(), slug="autre")
    Etape.objects.create(carnet=other, rang=1, genre="formation")
    page = text(student.get(PLAN))
    assert page.count("<legend>") == 5
    assert page.count(" selected>") == 5 and 'value="formation" selected' not in page
    student.post(PLAN, form())
    assert list(Etape.objects.values_list("carnet__slug", flat=True)) == ["autre"]


@pytest.mark.parametrize("path", [PLAN, AGENDA])
def test_a_plan_opens_no_result(student, path, monkeypatch):
    student.post(PLAN, form({"genre": "stage", "le": "2027-01-12"}))
    monkeypatch.setattr("quiz.models.from_json", None)
    with CaptureQueriesContext(connection) as captured:
        assert student.get(path).status_code == 200
    assert not any('"contenu"' in one["sql"] for one in captured)


@pytest.mark.parametrize("path", [PLAN, AGENDA])
def test_a_plan_is_ones_own(student, path):
    assert StrictClient().get(path).status_code == 404
    assert student.get(path.replace(SLUG, "autre")).status_code == 404
    assert StrictClient().post(PLAN, form()).status_code == 404
