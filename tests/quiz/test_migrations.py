"""Data that were stored before a change are still there after it."""

import json
from datetime import timedelta
from importlib import import_module

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from django.utils.crypto import salted_hmac

from quiz.models import Carnet, DocumentPdf, Etape, Passation, Resultat
from quiz.resultat.instantane import from_json, to_json
from quiz.resultat.resume import resume
from tests.quiz.format_1 import SAMPLES
from tests.quiz.instantanes import build_instantane


def migrate(name):
    executor = MigrationExecutor(connection)
    executor.migrate([("quiz", name)])
    return executor.loader.project_state([("quiz", name)]).apps


@pytest.fixture
def migrated(transactional_db):
    """A function that sets the tables to how they were after this migration."""
    yield migrate
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def test_plans_and_thoughts_move_to_the_newest_result_that_holds_their_metier(migrated):
    before = migrated("0004_resultats")
    passations, resultats, etapes, reflexions = (
        before.get_model("quiz", name).objects for name in ("Passation", "Resultat", "Etape", "Reflexion")
    )
    passation = passations.create(empreinte_secret="x", expire_le=timezone.now() + timedelta(days=9))
    contenu = json.loads(json.dumps(to_json(build_instantane())))
    short = contenu | {"pistes": contenu["pistes"][:1]}
    asked = contenu | {"cible": contenu["pistes"][5] | {"slug": "cible"}}
    for numero, kept in enumerate((asked, contenu, short), start=1):
        resultats.create(passation=passation, numero=numero, contenu=kept)
    for slug, rang in (("metier-1", 1), ("metier-1", 2), ("metier-5", 1), ("cible", 1), ("parti", 1)):
        etapes.create(passation=passation, slug=slug, rang=rang, genre="stage", note=f"{slug}, {rang}")
    reflexions.create(passation=passation, slug="metier-5", etonne="Le bruit")
    reflexions.create(passation=passation, slug="metier-6", ressemble="Aider")
    documents, checks = (before.get_model("quiz", name).objects for name in ("DocumentPdf", "Verification"))
    documents.create(resultat=resultats.first(), cle="x", octets=b"une adresse, une note")
    checks.create(resultat=resultats.first(), notes={}, places={})
    other = passations.create(empreinte_secret="y", expire_le=timezone.now() + timedelta(days=9))
    etapes.create(passation=other, slug="metier-1", rang=1, genre="stage", note="sans résultat")
    migrated("0013_annees")
    assert list(Carnet.objects.order_by("slug").values_list("slug", "resultat__numero", "etonne", "ressemble")) == [
        ("cible", 1, "", ""),
        ("metier-1", 3, "", ""),
        ("metier-5", 2, "Le bruit", ""),
        ("metier-6", 2, "", "Aider"),
        ("parti", 3, "", ""),
    ]
    assert sorted(Etape.objects.values_list("carnet__slug", "rang", "note")) == [
        ("cible", 1, "cible, 1"),
        ("metier-1", 1, "metier-1, 1"),
        ("metier-1", 2, "metier-1, 2"),
        ("metier-5", 1, "metier-5, 1"),
        ("parti", 1, "parti, 1"),
    ]
    assert Passation.objects.get(empreinte_secret="x").resultats_gardes == 3
    assert Passation.objects.get(empreinte_secret="y").resultats_gardes == 0
    assert not Etape.objects.filter(note="sans résultat").exists()
    assert not DocumentPdf.objects.exists(), "they held what can no longer be taken out of them"
    assert list(Passation.objects.order_by("empreinte_secret").values_list("accord_compte", flat=True)) == [True, False]


def test_results_kept_before_have_the_summary_of_what_they_hold(migrated, monkeypatch):
    monkeypatch.setattr(import_module("quiz.migrations.0007_resume_des_resultats"), "AT_A_TIME", 2)
    few, nothing = (SAMPLES[nom].contenu for nom in ("few-in-view", "nothing-in-view"))
    stored = [few, nothing, few | {"elicited": few["importances"]}]
    before = migrated("0006_etapes_des_carnets")
    passation = before.get_model("quiz", "Passation").objects.create(empreinte_secret="x", expire_le=timezone.now())
    rows = before.get_model("quiz", "Resultat").objects
    for numero, contenu in enumerate(stored, start=1):
        rows.create(passation=passation, numero=numero, contenu=contenu)
    migrated("0007_resume_des_resultats")
    summaries = list(Resultat.objects.order_by("numero").values("complet", "competences", "en_tete", "titres"))
    assert summaries == [resume(from_json(contenu)) for contenu in stored]
    titres = {piste["slug"]: piste["titre"] for piste in few["pistes"]}
    assert summaries[0] == {"complet": False, "competences": 0, "en_tete": few["pistes"][0]["titre"], "titres": titres}
    assert summaries[1]["en_tete"] == "" and len(summaries[1]["titres"]) == 1 and summaries[1]["competences"] == 6
    assert summaries[2]["complet"]
    migrated("0006_etapes_des_carnets")
    migrated("0007_resume_des_resultats")
    assert [one.contenu for one in Resultat.objects.order_by("numero")] == stored, "forth and back loses nothing"


def test_steps_planned_before_keep_the_uid_that_calendars_know(migrated, monkeypatch):
    monkeypatch.setattr(import_module("quiz.migrations.0009_uid_des_etapes"), "AT_A_TIME", 2)
    before = migrated("0008_priorites_essayees")
    passations, resultats, carnets, etapes = (
        before.get_model("quiz", name).objects for name in ("Passation", "Resultat", "Carnet", "Etape")
    )
    passation = passations.create(empreinte_secret="x", expire_le=timezone.now() + timedelta(days=9))
    for numero, slug in ((1, "boulanger"), (2, "boulanger"), (2, "autre")):
        resultat, _ = resultats.get_or_create(
            passation=passation,
            numero=numero,
            defaults={"contenu": {}, "complet": False, "competences": 0, "titres": {}},
        )
        carnet = carnets.create(resultat=resultat, slug=slug)
        for rang, genre in ((3, "stage"), (2, "visite"), (1, "stage")):
            etapes.create(carnet=carnet, rang=rang, genre=genre)
    migrated("0010_uid_propre_a_chaque_etape")
    stored = Etape.objects.values_list("carnet__resultat__numero", "carnet__slug", "rang", "uid")
    places = {1: "stage-1", 2: "visite-1", 3: "stage-2"}
    assert sorted(stored) == sorted(
        (numero, slug, rang, salted_hmac("quiz.plan", f"{passation.pk}-{slug}-{place}").hexdigest())
        for numero, slug in ((1, "boulanger"), (2, "boulanger"), (2, "autre"))
        for rang, place in places.items()
    )
