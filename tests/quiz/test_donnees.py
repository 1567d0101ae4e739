"""What is stored can be read, taken away, kept longer, erased."""

import json
from datetime import date, timedelta
from io import BytesIO

import pytest
import time_machine
from django.apps import apps
from django.core.cache import caches
from django.db import connection, models
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pypdf import PdfReader

from quiz import services
from quiz.donnees.ensemble import purge_expired
from quiz.methode.statements import SCREENS
from quiz.models import ChoixEcran, DocumentPdf, Partage, Passation, Resultat, Verification
from quiz.rapport.rubrique import JAMAIS
from tests.conftest import SLUG
from tests.quiz.answers import EFFACER, IMPORTANCES, PRIORITES
from tests.quiz.plans import CANARY, PLAN, dump, form, newer, text

DONNEES, EXPORT, PROLONGER = "/quiz/mes-donnees/", "/quiz/mes-donnees/export.json", "/quiz/mes-donnees/prolonger/"
PDF = "/quiz/mes-donnees/mes-donnees.pdf"
pytestmark = pytest.mark.django_db


def test_everything_stored_can_be_taken_away_and_nothing_in_it_opens_the_answers(student):
    student.post(PLAN, form({"genre": "stage", "note": "Note à moi"}, verifier="Le salaire"))
    student.post("/quiz/resultats/1/partager/", {"jours": "30"})
    response = student.get(EXPORT)
    assert "attachment" in response["Content-Disposition"] and "no-store" in response["Cache-Control"]
    data = json.loads(response.content)
    assert data["priorites"] == {cle: int(value) for cle, value in IMPORTANCES.items()}
    (carnet,) = data["resultats"][0]["carnets"]
    assert carnet["plan"][0]["note"] == "Note à moi" and carnet["verifier"] == "Le salaire"
    assert data["resultats"][0]["contenu"]["importances"] == data["priorites"]
    assert len(data["resultats"][0]["partages"]) == 1
    passation = Passation.objects.get()
    assert passation.empreinte_secret not in response.content.decode()
    assert student.cookies["passation"].value.split(":")[0] not in response.content.decode()


LEFT_OUT = {
    "Passation.empreinte_secret",  # opens the answers
    "Partage.reference",  # opens the share
    "DocumentPdf.cle",  # made of the rest
    "DocumentPdf.octets",
    "Resultat.complet",  # as `contenu` says
    "Resultat.competences",
    "Resultat.en_tete",
    "Resultat.titres",
}
IN_JSON_ALONE = {"Passation.filtres", "Etape.uid"}  # the one is told in words, the other is for calendars
SAID_AS = {
    "Passation.fin_propre": '"effacee_sans_envoi_le": "',
    "Passation.rapide": '"repondue_tres_vite": true',
    "Passation.essayees": '"essayees_sur_le_classement": true',
    "Partage.avec_competences": '"avec_competences": true',
    "Etape.faite": '"faite": true',
    "Etape.genre": "Faire un stage",
    "ChoixEcran.ecran": '"ecran": 1',
    "ChoixEcran.plus": SCREENS[0][0].texte,
    "ChoixEcran.moins": SCREENS[0][1].texte,
    "Verification.notes": f'"{SLUG}": 3',
    "Verification.places": f'"{SLUG}": 4242',
    "Passation.accord_compte": '"avis_sans_les_noms_comptes": true',
    "Passation.resultats_gardes": '"resultats_gardes_jusqu_ici": 1,',
    "Resultat.contenu": '"en_vue": ',
}


def test_every_stored_value_is_taken_away(student):
    """Each column of each row gets a value of its own, and all of them are looked for."""
    student.post(PLAN, form({"genre": "stage", "faite": "on"}))
    student.post("/quiz/resultats/1/partager/", {"jours": "30", "competences": "on"})
    student.get("/quiz/resultats/1/pdf/")
    passation, resultat = Passation.objects.get(), Resultat.objects.get()
    Passation.objects.update(rapide=True, essayees=True, accord_compte=True, fin_propre=timezone.now())
    Verification.objects.create(resultat=resultat, notes={SLUG: 3}, places={SLUG: 4242})
    ChoixEcran.objects.create(passation=passation, ecran=0, plus=SCREENS[0][0].cle, moins=SCREENS[0][1].cle)
    tables = [model for model in apps.get_app_config("quiz").get_models() if model.__name__ != "AccordTotal"]
    wanted = {
        f"{model.__name__}.{field.name}": (model, field)
        for model in tables
        for field in model._meta.concrete_fields
        if not field.primary_key and not field.is_relation
    }
    said = {}
    for number, (name, (model, field)) in enumerate(wanted.items()):
        if name not in SAID_AS and name not in LEFT_OUT:
            value, said[name] = planted(field, number)
            model.objects.update(**{field.name: value})
    exported = json.dumps(json.loads(student.get(EXPORT).content), ensure_ascii=False)
    assert [name for name, words in (said | SAID_AS).items() if words not in exported] == []
    page = text(student.get(DONNEES))
    shown = {name: words for name, words in said.items() if words.startswith("canari") and name not in IN_JSON_ALONE}
    assert [name for name, words in shown.items() if words not in page] == []


def planted(field, number):
    """A value for this column that stands nowhere else, and how it is written."""
    match field:
        case models.DateTimeField():
            moment = timezone.localtime().replace(microsecond=0) + timedelta(days=1, seconds=-number)
            return moment, moment.isoformat()
        case models.DateField():
            day = date(2030, 1, 1) + timedelta(days=number)
            return day, day.isoformat()
        case models.IntegerField() if field.name in IMPORTANCES:
            return 7, f'"{field.name}": 7'
        case models.IntegerField() if field.name in {"rang", "niveau"}:
            return {"rang": (4, '"rang": 4'), "niveau": (75, '"niveau": 75')}[field.name]
        case models.IntegerField():
            return 4000 + number, str(4000 + number)
    return f"canari-{number}", f"canari-{number}"


def test_answers_can_be_kept_until_the_end_of_the_school_year(student):
    with time_machine.travel("2026-11-24T12:00:00+01:00", tick=False):
        student.get(PRIORITES)
        Passation.objects.update(expire_le=timezone.now() + timedelta(days=30))
        assert "Garder jusqu’au 31 août 2027" in text(student.get(DONNEES))
        student.post(PROLONGER)
        kept = Passation.objects.get().expire_le
        assert timezone.localtime(kept).date() == date(2027, 9, 1)
        student.post(PRIORITES, IMPORTANCES)
        assert Passation.objects.get().expire_le == kept, "the next answer does not shorten it"
        assert "Garder jusqu’au" not in text(student.get(DONNEES))


@pytest.mark.parametrize(
    ("today", "end"), [("2026-08-31", "2026-09-01"), ("2026-09-01", "2027-09-01"), ("2027-01-01", "2027-09-01")]
)
def test_the_school_year_ends_on_the_31st_of_august(today, end):
    assert timezone.localtime(services.end_of_school_year(date.fromisoformat(today))).date() == date.fromisoformat(end)


def test_the_pages_on_data_ask_as_much_for_many_results_as_for_one(student):
    def queries(path):
        with CaptureQueriesContext(connection) as captured:
            assert student.get(path).status_code == 200
        return len(captured)

    paths = (DONNEES, EXPORT, PDF)
    student.post(PLAN, form({"genre": "stage"}, etonne="x"))
    student.post("/quiz/resultats/1/partager/", {"jours": "30"})
    few = [queries(path) for path in paths]
    for carriere in range(1, 5):
        newer(student, carriere)
        student.post(f"/quiz/resultats/{carriere + 1}/partager/", {"jours": "90"})
    assert [queries(path) for path in paths] == few
    assert max(few) <= 12


def test_the_pdf_of_everything_says_it(student):
    student.post(PLAN, form({"genre": "stage", "note": "Note à moi"}, verifier="Le salaire"))
    response = student.get(PDF)
    assert response["Content-Type"] == "application/pdf" and "no-store" in response["Cache-Control"]
    said = " ".join(" ".join(one.extract_text() for one in PdfReader(BytesIO(response.content)).pages).split())
    for words in ("Mes données", "Note à moi", "Le salaire", "6 sur 10", "Résultat 1"):
        assert words in said.replace("\xa0", " ")
    assert not DocumentPdf.objects.exists()
    assert JAMAIS in said and JAMAIS in student.get(DONNEES).content.decode()
    assert "Pas de nom" not in said and "pas d’école" not in said, "a class says both"


@pytest.mark.parametrize("path", [DONNEES, EXPORT, PDF])
def test_without_answers_there_is_nothing_to_show(client, db, path):
    assert client.get(path)["Location"] == "/quiz/reprendre/"
    assert client.post(PROLONGER)["Location"] == "/quiz/reprendre/"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("way", ["erase", "purge"])
def test_nothing_that_was_written_stays_anywhere_after_erasing(student, caplog, way):
    note = {"genre": "stage", "note": f"{CANARY}-note"}
    student.post(PLAN, form(note, ressemble=f"{CANARY}-a", etonne=f"{CANARY}-b", verifier=f"{CANARY}-c"))
    student.get(f"/quiz/resultats/1/{SLUG}/pdf/")
    student.post("/quiz/resultats/1/partager/", {"jours": "90", "competences": "on"})
    hashed = Passation.objects.get().empreinte_secret
    assert all(f"{CANARY}-{field}" in dump() for field in ("note", "a", "b", "c")) and hashed in dump()
    if way == "erase":
        student.post(EFFACER)
    else:
        purge_expired(now=timezone.now() + timedelta(days=400), dry_run=False)
    left = dump()
    assert CANARY not in left and hashed not in left
    for model in ("Resultat", "Partage", "DocumentPdf", "Carnet", "Etape", "AutoEvaluation", "ChoixEcran"):
        assert not apps.get_model("quiz", model)._default_manager.exists()
    assert CANARY not in caplog.text
    kept = caches["processus"]
    assert CANARY not in str([*kept._cache, *kept._cache.values()])


@pytest.mark.django_db(transaction=True)
def test_a_share_past_its_date_is_purged_without_a_trace(student):
    student.post("/quiz/resultats/1/partager/", {"jours": "30"})
    Partage.objects.update(reference=CANARY, expire_le=timezone.now())
    assert CANARY in dump()
    purge_expired(now=timezone.now(), dry_run=False)
    assert CANARY not in dump() and Passation.objects.exists()
