"""Fiches ⇄ rows: the same on SQLite and PostgreSQL."""

import re
from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings

from metiers.chargement import rows
from metiers.chargement.importer import save_fiche, slug_of
from metiers.chargement.rows import read_fiche, stored_fingerprint
from metiers.dimensions import CLES
from metiers.fiche_text import FicheTextError, parse_fiche, write_fiche
from metiers.fiche_text import document as doc
from metiers.models import (
    Competence,
    Domaine,
    DonneesMetier,
    GrandDomaine,
    GroupeMission,
    Metier,
    SectionFiche,
    SoftSkill,
    Statut,
)
from metiers.services import catalogue_version
from tests.metiers.rows import all_rows, rows_without_keys
from tests.metiers.samples import SAMPLE, SEED, SLUG, TITRE, changed
from tests.metiers.strategies import fiches

pytestmark = pytest.mark.django_db


def fiche_of(text: str) -> doc.Fiche:
    return parse_fiche(text.encode()).fiche


FICHE = fiche_of(SAMPLE)
NO_PROFILE = fiche_of(SAMPLE.replace(SAMPLE[SAMPLE.index("Profil") : SAMPLE.index("#MISSIONS")], ""))
OTHER = fiche_of(changed(("Scier", "Scier droit")))


def stored(slug: str = SLUG) -> Metier:
    return Metier.objects.with_fiche().get(slug=slug)


def test_a_fiche_is_stored_whole():
    outcome = save_fiche(FICHE)
    assert (outcome.created, outcome.changed) == (True, True)
    assert read_fiche(stored()) == FICHE
    assert write_fiche(read_fiche(outcome.metier)) == SAMPLE
    assert [action.ordre for action in outcome.metier.groupes_mission.all()[1].actions.all()] == [0, 1, 2]


@pytest.mark.skipif(SEED is None, reason="the editors' document is not on this machine")
def test_the_editors_document_gives_the_same_rows_after_import_export_import():
    save_fiche(parse_fiche(SEED.read_bytes()).fiche, publish=True)
    rows = rows_without_keys()
    export = write_fiche(read_fiche(Metier.objects.with_fiche().get()))
    Metier.objects.all().delete()
    Competence.objects.all().delete()
    reading = parse_fiche(export.encode())
    assert (reading.ignored, reading.warnings) == ([], [])
    save_fiche(reading.fiche, publish=True)
    assert rows_without_keys() == rows


def test_importing_again_changes_nothing_and_writes_nothing():
    save_fiche(FICHE, publish=True)
    rows = all_rows()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        outcome = save_fiche(FICHE)
    assert (outcome.created, outcome.changed) == (False, False)
    assert all_rows() == rows
    writes = [query["sql"] for query in queries if re.match("INSERT|UPDATE|DELETE", query["sql"])]
    assert [sql for sql in writes if "versioncatalogue" not in sql or "UPDATE" in sql] == [], "only the lock is taken"


def test_importing_again_takes_as_many_queries_for_a_long_fiche_as_for_a_short_one(metier, django_assert_num_queries):
    """The lock, the métier, its fourteen kinds of rows and the skills, between the two ends of a savepoint."""
    save_fiche(FICHE)
    for fiche in (FICHE, read_fiche(Metier.objects.with_fiche().get(pk=metier.pk))):
        with django_assert_num_queries(20):
            save_fiche(fiche)


def test_an_import_replaces_what_the_fiche_said():
    first = save_fiche(FICHE).metier
    outcome = save_fiche(OTHER)
    assert (outcome.created, outcome.changed) == (False, True)
    assert outcome.metier.pk == first.pk
    assert read_fiche(stored()) == OTHER
    assert read_fiche(outcome.metier) == OTHER


def test_an_import_that_fails_half_way_leaves_the_rows_as_they_were(monkeypatch):
    save_fiche(FICHE, publish=True)
    before = all_rows()

    def fail(**values):
        raise RuntimeError("the last rows cannot be written")

    monkeypatch.setattr(rows, "Question", fail)
    with pytest.raises(RuntimeError):
        save_fiche(OTHER)
    assert all_rows() == before


STATUSES = [
    # first import, published; second import, published; statuses after each
    (FICHE, False, FICHE, False, "brouillon", "brouillon"),
    (FICHE, False, FICHE, True, "brouillon", "publiee"),
    (FICHE, True, FICHE, False, "publiee", "publiee"),
    (FICHE, True, OTHER, False, "publiee", "publiee"),
    (NO_PROFILE, True, NO_PROFILE, True, "brouillon", "brouillon"),
    (NO_PROFILE, True, FICHE, False, "brouillon", "brouillon"),
]


@pytest.mark.parametrize(("first", "publish", "second", "publish_again", "before", "after"), STATUSES)
def test_a_fiche_is_published_when_asked_and_complete_and_then_stays_so(
    first, publish, second, publish_again, before, after
):
    assert save_fiche(first, publish=publish).metier.statut == before
    assert save_fiche(second, publish=publish_again).metier.statut == after
    assert stored().statut == after


@pytest.mark.parametrize("publish", [False, True])
def test_a_published_fiche_is_never_unpublished_by_a_file_without_profile(publish):
    save_fiche(FICHE, publish=True)
    rows = all_rows()
    with pytest.raises(FicheTextError, match="perdrait son profil"):
        save_fiche(NO_PROFILE, publish=publish)
    assert all_rows() == rows


def test_what_an_older_fiche_had_and_a_new_file_has_not_is_named():
    save_fiche(FICHE)
    assert save_fiche(FICHE).emptied == ()
    emptied = save_fiche(replace(FICHE, soft_skills=(), questions=())).emptied
    assert emptied == tuple(name for name in ("soft_skills", "faq") if FICHE.counts()[name])
    assert emptied


def test_publishing_what_is_already_there_touches_only_the_status():
    save_fiche(FICHE)
    rows = all_rows()
    outcome = save_fiche(FICHE, publish=True)
    assert (outcome.created, outcome.changed) == (False, True)
    touched = {model for model, values in all_rows().items() if values != rows.get(model)}
    assert touched == {"Metier", "VersionCatalogue"}


VERSIONS = [
    ("a new draft", [], FICHE, False, 0),
    ("a new publication", [], FICHE, True, 1),
    ("a draft that changes", [(FICHE, False)], OTHER, False, 0),
    ("a draft that is published", [(FICHE, False)], FICHE, True, 1),
    ("a published fiche that does not change", [(FICHE, True)], FICHE, True, 0),
    ("a published fiche that changes", [(FICHE, True)], OTHER, False, 1),
    ("a fiche that cannot be published", [], NO_PROFILE, True, 0),
]


@pytest.mark.parametrize(
    ("before", "fiche", "publish", "raised"), [row[1:] for row in VERSIONS], ids=[row[0] for row in VERSIONS]
)
def test_the_catalogue_changes_version_only_with_what_is_published(before, fiche, publish, raised):
    for earlier, published in before:
        save_fiche(earlier, publish=published)
    version = catalogue_version()
    save_fiche(fiche, publish=publish)
    assert catalogue_version() == version + raised


def with_skills(titre: str, *noms: str) -> doc.Fiche:
    return doc.Fiche(titre, hard_skills=tuple(doc.HardSkill(nom, 50) for nom in noms))


@pytest.mark.parametrize("nom", ["GESTION DE PROJET", "gestion  de projet", "Gestíon de projet", "Gestion de projet"])
def test_a_skill_written_with_other_accents_or_capitals_is_the_same_row(nom):
    save_fiche(with_skills("Un", "Gestion de projet"))
    save_fiche(with_skills("Deux", nom))
    assert list(Competence.objects.values_list("nom", "slug")) == [("Gestion de projet", "gestion-de-projet")]
    assert not save_fiche(with_skills("Deux", nom)).changed


def test_skills_that_only_differ_by_signs_are_different_rows():
    save_fiche(with_skills("Un", "C", "C++", "C#", "c plus plus"))
    assert set(Competence.objects.values_list("nom", "slug")) == {
        ("C", "c"),
        ("C++", "c-plus-plus"),
        ("C#", "c-diese"),
        ("c plus plus", "c-plus-plus-2"),
    }
    assert [skill.nom for skill in read_fiche(stored("un")).hard_skills] == ["C", "C++", "C#", "c plus plus"]


def test_a_skill_without_latin_letters_has_an_identifier_too():
    save_fiche(with_skills("Un", "日本語", "中文"))
    assert set(Competence.objects.values_list("slug", flat=True)) == {"competence", "competence-2"}


SLUGS = {
    "Chargé(e) de mission": "charge-de-mission",
    "Menuisier(ère)": "menuisier",
    "Directeur(trice) des Opérations": "directeur-des-operations",
    "Sœur de l’hôpital": "soeur-de-lhopital",
    "(e)": "e",
    "Développeur C++": "developpeur-c-plus-plus",
    "Développeur(se) C#": "developpeur-c-diese",
    "a" * 119 + " b": "a" * 119,
}


@pytest.mark.parametrize(("titre", "slug"), SLUGS.items())
def test_the_address_is_drawn_from_the_title(titre, slug):
    assert slug_of(titre) == slug


def longest() -> doc.Fiche:
    """Every name as long as its column, in characters of more than one byte."""

    def name(length: int, first: str = "é") -> str:
        return first + "é" * (length - 1)

    word = name(doc.MAX_MOTS_CLES // 2 - 2)
    return doc.Fiche(
        titre=name(doc.MAX_TITRE),
        profil=tuple(doc.NoteDimension(cle, 100, name(doc.MAX_DETAIL)) for cle in CLES),
        missions=(doc.Groupe(name(doc.MAX_NOM), (name(doc.MAX_ACTION),)),),
        soft_skills=(doc.Item(name(doc.MAX_NOM), "x"),),
        hard_skills=(doc.HardSkill(name(doc.MAX_COMPETENCE), 0, (word, word), "x"),),
        niveaux=(doc.Niveau(name(doc.MAX_NOM), 12, 600, "x", facultatif=True, formations=doc.MAX_FORMATIONS),),
        experiences=(doc.Item(name(doc.MAX_NOM), "x"),),
        outils=(doc.Famille(name(doc.MAX_NOM), (name(doc.MAX_NOM),), "x"),),
        contraintes=(doc.Item(name(doc.MAX_NOM), "x" * 20_000),),
        salaires=(doc.Tranche(name(doc.MAX_LIBELLE), 10_000_000, 10_000_000),),
        evolution=("x",),
        questions=(doc.QuestionReponse(name(doc.MAX_QUESTION), "x"),),
    )


def test_the_longest_names_fit_in_their_columns():
    fiche = parse_fiche(write_fiche(longest()).encode()).fiche
    assert fiche == longest()
    metier = save_fiche(fiche, publish=True).metier
    assert read_fiche(metier) == fiche
    metier.full_clean()


@settings(
    max_examples=20,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.filter_too_much],
)
@given(fiche=fiches())
def test_any_fiche_is_stored_as_it_is_and_is_not_changed_by_a_second_import(fiche):
    metier = save_fiche(fiche, publish=True).metier
    try:
        assert read_fiche(stored(metier.slug)) == fiche
        assert not save_fiche(parse_fiche(write_fiche(fiche).encode()).fiche).changed
        assert metier.est_publiee == (len(fiche.profil) == len(CLES))
    finally:
        metier.delete()
        Competence.objects.all().delete()


def test_what_editors_store_by_hand_is_exported_in_a_form_that_can_be_imported():
    metier = save_fiche(FICHE).metier
    metier.groupes_mission.all().delete()
    GroupeMission.objects.create(metier=metier, titre="", ordre=1)
    GroupeMission.objects.create(metier=metier, titre="À venir", ordre=2)
    SoftSkill.objects.create(
        metier=metier, ordre=9, nom=" #FAQ\u200b ", texte="Une ligne\r\n\r\n\r\n## une autre  \n\x0bfin\x07"
    )
    SectionFiche.objects.filter(metier=metier, cle="faq").update(complement="Et ce n’est pas tout")
    SectionFiche.objects.filter(metier=metier, cle="outils").update(introduction="", complement="")
    metier.competences_requises.update(mots_cles=" un ,, e\u0301tau,")
    fiche = read_fiche(stored())
    assert parse_fiche(write_fiche(fiche).encode()).fiche == fiche
    assert [groupe.titre for groupe in fiche.missions] == ["À venir"]
    assert fiche.soft_skills[-1] == doc.Item("#FAQ", "Une ligne\n\n## une autre\n fin")
    assert fiche.sections["faq"].introduction.endswith("\n\nEt ce n’est pas tout")
    assert "outils" not in fiche.sections
    assert {skill.mots_cles for skill in fiche.hard_skills} == {("un", "étau")}
    assert not save_fiche(fiche).changed


def test_names_and_prose_are_put_in_canonical_form_before_they_are_judged_and_stored():
    skill = Competence(nom=" E\u0301tau\n\u200b ", slug="etau")
    skill.full_clean()
    assert skill.nom == "Étau"
    with pytest.raises(ValidationError):
        Competence(nom="\u200b\x07 ", slug="rien").full_clean()
    created = Competence.objects.create(nom="\ufeff Étau 2 ", slug="etau-2")
    created.refresh_from_db()
    assert created.nom == "Étau 2"


def test_the_fingerprint_changes_with_the_fiche_only():
    before = stored_fingerprint(save_fiche(FICHE).metier)
    assert stored_fingerprint(save_fiche(FICHE, publish=True).metier) == before
    assert stored_fingerprint(save_fiche(OTHER).metier) != before
    assert stored_fingerprint(save_fiche(FICHE).metier) == before
    SoftSkill.objects.filter(metier__slug=SLUG, nom="Soin").update(texte="Autrement.")
    assert stored_fingerprint(stored()) != before


def test_a_title_of_the_same_address_is_the_same_fiche():
    save_fiche(FICHE)
    outcome = save_fiche(doc.Fiche(TITRE.replace("(ère)", "(e)")))
    assert not outcome.created
    assert Metier.objects.get().titre == "Menuisier(e)"
    assert Metier.objects.get().statut == Statut.BROUILLON


# --- one métier, however it is spelled; two, under one name ---------------------------------------------------------


@pytest.mark.parametrize(
    "titre",
    [
        *("Menuisier·ère", "Menuisier / Menuisière", "Menuisier/ère", "Menuisier.ère", "Menuisier H/F", "Menuisière"),
        *("Le menuisier", "L’menuisier(ère)", "MENUISIÈRE", "Menuisier ou menuisière"),
    ],
)
def test_a_title_in_another_inclusive_spelling_is_the_same_metier(titre):
    save_fiche(FICHE)
    outcome = save_fiche(replace(OTHER, titre=titre))
    assert (outcome.created, outcome.changed) == (False, True)
    assert list(Metier.objects.values_list("slug", flat=True)) == [SLUG]


def test_a_title_with_another_word_is_another_metier():
    save_fiche(FICHE)
    assert save_fiche(replace(FICHE, titre="Menuisier d’art")).created


def test_two_metiers_of_two_codes_under_one_name_stay_two(few_codes):
    one, two = few_codes
    first = save_fiche(replace(FICHE, titre="Spécialiste"), code=one).metier
    second = save_fiche(replace(FICHE, titre="Spécialiste"), code=two).metier
    assert (first.slug, second.slug) == ("specialiste", f"specialiste-{two.lower()}")
    assert Metier.objects.get(pk=first.pk).donnees_id == one
    again = save_fiche(replace(OTHER, titre="Spécialiste"), code=two)
    assert (again.created, again.metier.pk) == (False, second.pk)


@pytest.fixture
def few_codes():
    group = GrandDomaine.objects.create(code="Z", nom="Essais")
    domaine = Domaine.objects.create(code="Z11", nom="Essais", grand_domaine=group)
    for code in ("Z1101", "Z1102"):
        DonneesMetier.objects.create(code=code, libelle=code, masculin=code, feminin=code, domaine=domaine)
    return "Z1101", "Z1102"
