"""`load_fixtures`: the catalogue of open data and the written fiches, loaded as often as one likes."""

from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from metiers.chargement.importer import save_fiche
from metiers.chargement.rows import read_fiche
from metiers.fiche_text import parse_fiche, write_fiche
from metiers.models import (
    CentreInteret,
    Competence,
    CompetenceRequise,
    Domaine,
    DonneesMetier,
    Metier,
    Origine,
    ReleveCatalogue,
    SoftSkill,
    Statut,
)
from metiers.services import catalogue_version
from tests.conftest import FIXTURE_FICHE, ROOT, SLUG
from tests.metiers.rows import all_rows
from tests.metiers.samples import SAMPLE, TITRE, changed
from tests.metiers.small_catalogue import BAKER, NURSE, SEED, catalogue_of, write_fixtures

pytestmark = pytest.mark.django_db
MORE = ("A1101", "D1101", "E1106", "K2106", "M1855")
LEFT = "importée ou modifiée à la main, laissée telle quelle"
SEED_FICHE = {FIXTURE_FICHE.name: FIXTURE_FICHE.read_bytes()}


def load(folder):
    out = StringIO()
    call_command("load_fixtures", fixtures=folder, stdout=out, stderr=out)
    return out.getvalue()


def rows_of_fiches():
    return {name: rows for name, rows in all_rows().items() if name not in {"VersionCatalogue", "ReleveCatalogue"}}


@pytest.fixture
def folder(tmp_path):
    return write_fixtures(tmp_path, catalogue_of(NURSE, BAKER, SEED), SEED_FICHE)


# --- Data fiches ---


def test_every_metier_of_the_catalogue_gets_a_published_fiche(folder):
    said = load(folder)
    assert "catalogue : chargé" in said
    assert "fiches de données : 2\u00a0chargées" in said
    baker = Metier.objects.with_fiche().with_donnees().get(donnees=BAKER)
    assert (baker.titre, baker.slug, baker.statut, baker.origine) == (
        "Boulanger(ère)",
        "boulanger",
        Statut.PUBLIEE,
        Origine.DONNEES,
    )
    entry = next(entry for entry in catalogue_of(BAKER)["metiers"])
    assert dict(zip(entry["profil"], [getattr(baker, cle) for cle in entry["profil"]], strict=True)) == entry["profil"]
    fiche = read_fiche(baker)
    assert [(skill.nom, skill.score) for skill in fiche.hard_skills] == [tuple(skill) for skill in entry["hard_skills"]]
    assert len(fiche.contraintes) == len(entry["contraintes"])
    assert fiche.accroche.startswith("Le métier de boulanger ou de boulangère fait partie du domaine")
    assert not fiche.questions
    assert baker.donnees.domaine.grand_domaine.nom == "Commerce, vente"
    assert baker.donnees.interets.count() == len(entry["interets"])
    assert baker.donnees.contextes.count() == len(entry["contraintes"])


@pytest.mark.parametrize(
    ("experience", "asked"),
    [
        ({"part": 64, "demandee": True, "source": "onet"}, True),
        ({"part": 64, "demandee": False, "source": "lecture"}, False),
        ({"part": None, "demandee": True, "source": "lecture"}, True),
        (None, False),
    ],
)
def test_years_of_experience_are_stored_as_the_file_says(tmp_path, experience, asked):
    catalogue = catalogue_of(BAKER)
    catalogue["metiers"][0]["experience"] = experience
    load(write_fixtures(tmp_path, catalogue))
    baker = Metier.objects.with_donnees().get()
    assert baker.donnees.figures["experience"] == experience
    assert baker.donnees.demande_experience is asked
    assert ("plusieurs années d’expérience" in baker.accroche) is asked


def test_loading_again_changes_nothing(folder):
    load(folder)
    rows, version = rows_of_fiches(), catalogue_version()
    said = load(folder)
    assert "catalogue : inchangé" in said
    assert "2\u00a0inchangées" in said
    assert rows_of_fiches() == rows
    assert catalogue_version() == version


def test_the_catalogue_version_rises_when_the_figures_change(tmp_path):
    catalogue = catalogue_of(BAKER)
    load(write_fixtures(tmp_path, catalogue))
    version = catalogue_version()
    catalogue["metiers"][0]["profil"]["carriere"] = 99
    said = load(write_fixtures(tmp_path, catalogue))
    assert "1\u00a0mise à jour" in said
    assert catalogue_version() > version
    assert Metier.objects.get().carriere == 99


@pytest.mark.parametrize("file_changes", [False, True])
def test_a_data_fiche_that_an_editor_changed_is_told_and_left(tmp_path, file_changes):
    catalogue = catalogue_of(BAKER, NURSE)
    load(write_fixtures(tmp_path, catalogue))
    baker = Metier.objects.get(donnees=BAKER)
    SoftSkill.objects.filter(metier=baker).update(texte="Écrit à la main.")
    baker.save(update_fields=["modifie_le"])  # as the admin does
    if file_changes:
        catalogue["metiers"][0]["profil"]["carriere"] = 99
    rows = rows_of_fiches()
    said = load(write_fixtures(tmp_path, catalogue))
    assert f"Boulanger(ère) : {LEFT}" in said
    assert rows_of_fiches() == rows or file_changes
    baker = Metier.objects.get(donnees=BAKER)
    assert baker.carriere != 99
    assert set(baker.soft_skills.values_list("texte", flat=True)) == {"Écrit à la main."}
    assert f"Boulanger(ère) : {LEFT}" in load(tmp_path), "and it is told again at the next start"


def test_a_data_fiche_changed_before_the_file_did_is_never_overwritten(tmp_path):
    """Changed on Monday, loaded on Tuesday with the same file, on Wednesday with another."""
    catalogue = catalogue_of(BAKER)
    load(write_fixtures(tmp_path, catalogue))
    CompetenceRequise.objects.filter(metier__donnees=BAKER).update(score=1)  # not even the row's date tells
    load(tmp_path)
    catalogue["metiers"][0]["profil"]["carriere"] = 99
    assert LEFT in load(write_fixtures(tmp_path, catalogue))
    assert set(CompetenceRequise.objects.values_list("score", flat=True)) == {1}


def test_an_undone_change_follows_the_file_again(tmp_path):
    catalogue = catalogue_of(BAKER)
    load(write_fixtures(tmp_path, catalogue))
    baker = Metier.objects.get()
    for value in (3, baker.qualite_vie):
        baker.qualite_vie = value
        baker.save()
    assert "1\u00a0inchangée" in load(tmp_path)
    catalogue["metiers"][0]["profil"]["carriere"] = 99
    assert "1\u00a0mise à jour" in load(write_fixtures(tmp_path, catalogue))


def test_a_data_fiche_put_back_to_draft_stays_a_draft(tmp_path):
    load(write_fixtures(tmp_path, catalogue_of(BAKER)))
    Metier.objects.update(statut=Statut.BROUILLON)
    load(tmp_path)
    assert Metier.objects.get().statut == Statut.BROUILLON


def test_a_data_fiche_goes_and_comes_with_its_metier(tmp_path):
    load(write_fixtures(tmp_path, catalogue_of(BAKER, NURSE)))
    load(write_fixtures(tmp_path, catalogue_of(NURSE)))
    assert not Metier.objects.filter(slug="boulanger").exists()
    assert list(DonneesMetier.objects.values_list("code", flat=True)) == [NURSE]
    load(write_fixtures(tmp_path, catalogue_of(BAKER, NURSE)))
    assert Metier.objects.get(slug="boulanger").est_publiee


def test_a_data_fiche_that_an_editor_changed_outlives_its_metier(tmp_path):
    load(write_fixtures(tmp_path, catalogue_of(BAKER, NURSE)))
    SoftSkill.objects.filter(metier__donnees=BAKER).update(texte="Écrit à la main.")
    load(write_fixtures(tmp_path, catalogue_of(NURSE)))
    baker = Metier.objects.get(slug="boulanger")
    assert (baker.donnees, baker.est_publiee) == (None, True)
    said = load(write_fixtures(tmp_path, catalogue_of(BAKER, NURSE)))
    assert f"Boulanger(ère) : {LEFT}" in said
    assert Metier.objects.get(slug="boulanger").donnees_id == BAKER
    assert Metier.objects.count() == 2


def test_an_update_costs_the_same_number_of_queries_whatever_their_number(tmp_path):
    costs = []
    for codes in ((BAKER, "E1106"), (BAKER, NURSE, *MORE)):  # with software and without
        catalogue = catalogue_of(*codes)
        load(write_fixtures(tmp_path, catalogue))
        for entry in catalogue["metiers"]:
            entry["profil"]["carriere"] = 99
        write_fixtures(tmp_path, catalogue)
        with CaptureQueriesContext(connection) as queries:
            assert f"{len(codes)}\u00a0mises à jour" in load(tmp_path)
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_a_skill_renamed_by_an_editor_is_no_change_of_the_fiches_that_ask_for_it(tmp_path):
    catalogue = catalogue_of(BAKER, NURSE)
    load(write_fixtures(tmp_path, catalogue))
    skill = Competence.objects.get(nom="Production alimentaire")
    skill.nom = "Fabriquer des aliments"
    skill.save()
    known = Competence.objects.count()
    assert "2\u00a0inchangées" in load(tmp_path)
    catalogue["metiers"][0]["profil"]["carriere"] = 99
    assert "1\u00a0mise à jour" in load(write_fixtures(tmp_path, catalogue))
    assert Competence.objects.count() == known
    assert "Fabriquer des aliments" in str(read_fiche(Metier.objects.with_fiche().get(donnees=BAKER)).hard_skills)


def test_labels_follow_the_file(tmp_path):
    catalogue = catalogue_of(BAKER)
    load(write_fixtures(tmp_path, catalogue))
    catalogue["entete"]["domaines"]["D11"] = "Un autre nom"
    load(write_fixtures(tmp_path, catalogue))
    assert Domaine.objects.get(code="D11").nom == "Un autre nom"
    assert CentreInteret.objects.count() == 30


# --- Written fiches ---


def test_the_seed_keeps_its_editors_figures_and_gets_the_facts_of_its_metier(folder):
    load(folder)
    seed = Metier.objects.with_fiche().with_donnees().get(slug=SLUG)
    assert (seed.origine, seed.donnees_id) == (Origine.REDIGEE, SEED)
    assert seed.scores == tuple(note.score for note in parse_fiche(FIXTURE_FICHE.read_bytes()).fiche.profil)
    assert seed.donnees.figures["profil"] is None
    assert seed.donnees.interets.exists()


def test_a_written_fiche_takes_precedence_over_the_data_of_the_same_metier(tmp_path):
    written = (ROOT / "fixtures" / "fiches" / "J1506-infirmier.txt").read_bytes()
    load(write_fixtures(tmp_path, catalogue_of(NURSE, BAKER), {"J1506-infirmier.txt": written}))
    nurse = Metier.objects.get(donnees=NURSE)
    assert (nurse.slug, nurse.origine) == ("infirmier", Origine.REDIGEE)
    assert Metier.objects.count() == 2


def test_a_written_fiche_that_comes_later_takes_the_place_and_the_address_of_the_data_fiche(tmp_path):
    load(write_fixtures(tmp_path, catalogue_of(NURSE)))
    before = Metier.objects.get()
    written = (ROOT / "fixtures" / "fiches" / "J1506-infirmier.txt").read_bytes()
    said = load(write_fixtures(tmp_path, catalogue_of(NURSE), {"J1506-infirmier.txt": written}))
    assert "prend la place de la fiche de données" in said
    nurse = Metier.objects.get()
    assert (nurse.pk, nurse.slug, nurse.origine) == (before.pk, before.slug, Origine.REDIGEE)
    assert nurse.questions.count() == 6
    assert nurse.est_publiee


def test_importing_a_text_over_a_data_fiche_makes_it_a_written_one(tmp_path):
    load(write_fixtures(tmp_path, catalogue_of(BAKER)))
    text = SAMPLE.replace(TITRE, "Boulanger(ère)")
    outcome = save_fiche(parse_fiche(text.encode()).fiche)
    assert (outcome.created, outcome.metier.origine, outcome.metier.donnees_id) == (False, Origine.REDIGEE, BAKER)
    load(tmp_path)
    assert Metier.objects.get().origine == Origine.REDIGEE


def test_importing_a_data_fiche_as_it_was_exported_leaves_it_a_data_fiche(tmp_path):
    load(write_fixtures(tmp_path, catalogue_of(BAKER)))
    exported = write_fiche(read_fiche(Metier.objects.with_fiche().get()))
    outcome = save_fiche(parse_fiche(exported.encode()).fiche, publish=True)
    assert (outcome.changed, outcome.metier.origine) == (False, Origine.DONNEES)


def test_a_fiche_an_editor_wrote_under_the_same_title_is_joined_to_its_metier(tmp_path):
    save_fiche(parse_fiche(SAMPLE.replace(TITRE, "Boulanger(ère)").encode()).fiche)
    version = catalogue_version()
    said = load(write_fixtures(tmp_path, catalogue_of(BAKER)))
    assert "1\u00a0déjà rédigée" in said
    assert catalogue_version() > version
    baker = Metier.objects.get()
    assert (baker.donnees_id, baker.origine, baker.statut) == (BAKER, Origine.REDIGEE, Statut.BROUILLON)


@pytest.fixture
def written(tmp_path):
    return write_fixtures(tmp_path, catalogue_of(BAKER), {"menuisier.txt": SAMPLE.encode()})


def test_written_fixtures_are_loaded_and_published_once(written):
    assert "menuisier : chargée\n" in load(written)
    assert Metier.objects.filter(origine=Origine.REDIGEE).get().statut == Statut.PUBLIEE
    rows = rows_of_fiches()
    assert "menuisier : inchangée\n" in load(written)
    assert rows_of_fiches() == rows


@pytest.mark.parametrize("rename", [False, True])
def test_a_written_fixture_that_is_loaded_is_read_once_and_not_written_again(written, rename):
    load(written)
    if rename:  # by an editor: it is found by its address, and changes no fiche
        skill = CompetenceRequise.objects.filter(metier__origine=Origine.REDIGEE).first().competence
        skill.nom = "Un autre nom"
        skill.save()
    rows = rows_of_fiches()
    with CaptureQueriesContext(connection) as queries:
        assert "menuisier : inchangée\n" in load(written)
    assert rows_of_fiches() == rows
    read = [query["sql"] for query in queries if f'FROM "{SoftSkill._meta.db_table}"' in query["sql"]]
    assert len(read) == (2 if rename else 1)


def test_a_written_fixture_that_changes_updates_the_fiche_that_nobody_touched(written):
    load(written)
    for step in ("Scier droit", "Scier très droit"):
        (written / "fiches" / "menuisier.txt").write_text(changed(("Scier", step)))
        assert "menuisier : mise à jour\n" in load(written)
        assert "menuisier : inchangée\n" in load(written)
        assert step in write_fiche(read_fiche(Metier.objects.with_fiche().get(origine=Origine.REDIGEE)))


def test_a_written_fixture_never_replaces_what_an_editor_wrote(written):
    load(written)
    SoftSkill.objects.filter(nom="Soin").update(texte="Écrit à la main.")
    (written / "fiches" / "menuisier.txt").write_text(changed(("Scier", "Scier droit")))
    rows = rows_of_fiches()
    assert f"menuisier : {LEFT}\n" in load(written)
    assert rows_of_fiches() == rows


def test_a_written_fixture_never_replaces_what_was_imported(written):
    save_fiche(parse_fiche(changed(("Scier", "Scier à ma façon")).encode()).fiche)
    assert f"menuisier : {LEFT}\n" in load(written)
    rows = rows_of_fiches()
    load(written)
    assert rows_of_fiches() == rows


def test_a_written_fixture_does_not_publish_again_what_an_editor_unpublished(written):
    load(written)
    Metier.objects.update(statut=Statut.BROUILLON)
    assert "menuisier : inchangée\n" in load(written)
    (written / "fiches" / "menuisier.txt").write_text(changed(("Scier", "Scier droit")))
    assert "menuisier : mise à jour\n" in load(written)
    assert not Metier.objects.publies().exists()


def test_two_written_fiches_about_one_metier_are_refused(tmp_path):
    written = (ROOT / "fixtures" / "fiches" / "J1506-infirmier.txt").read_bytes()
    other = written.replace("Infirmier(ère)".encode(), b"Soignant(e)", 1)
    for fiches in ({"J1506-a.txt": written, "J1506-b.txt": other}, {"J1506-a.txt": written, "b.txt": written}):
        folder = write_fixtures(tmp_path / str(len(str(fiches))), catalogue_of(NURSE), fiches)
        with pytest.raises(CommandError, match=r"b.txt : J1506-a.txt parle déjà de ce métier"):
            load(folder)
    assert not Metier.objects.exists()


def test_a_code_that_the_catalogue_does_not_know_is_told(tmp_path):
    said = load(write_fixtures(tmp_path, catalogue_of(BAKER), {"J1560-menuisier.txt": SAMPLE.encode()}))
    assert "J1560-menuisier : chargée (code J1560 inconnu du catalogue)" in said


def test_only_what_somebody_should_know_is_said_aside(written):
    """`./dev run` shows the standard error alone."""
    (written / "fiches" / "J1560-menuisier.txt").write_text(SAMPLE)
    (written / "fiches" / "menuisier.txt").unlink()
    for expected in (["J1560-menuisier : chargée (code J1560 inconnu du catalogue)"], None):
        out, err = StringIO(), StringIO()
        call_command("load_fixtures", fixtures=written, stdout=out, stderr=err)
        assert err.getvalue().splitlines() == (
            expected or [f"J1560-menuisier : {LEFT} (code J1560 inconnu du catalogue)"]
        )
        assert "catalogue : " in out.getvalue()
        SoftSkill.objects.update(texte="Écrit à la main.")


# --- Bad files: nothing is half-written ---


TWICE = catalogue_of(BAKER)
TWICE["metiers"] *= 2


def broken(**changes):
    catalogue = catalogue_of(BAKER)
    catalogue["metiers"][0] |= changes
    return catalogue


def test_a_wrong_written_fixture_is_named_with_its_line_and_nothing_is_loaded(written):
    (written / "fiches" / "menuisier.txt").write_text(changed(("Stimulation 72%", "Stimulation 140 %")))
    with pytest.raises(CommandError, match=r"menuisier.txt, ligne \d+ : "):
        load(written)
    assert not Metier.objects.exists()
    assert not ReleveCatalogue.objects.exists()


@pytest.mark.parametrize("text", ["", "[]", "{", '{"entete": {}, "metiers": [1]}', '{"metiers": []}', "\ufeff{}"])
def test_a_file_that_is_no_catalogue_is_refused_in_french(tmp_path, text):
    folder = write_fixtures(tmp_path, {})
    (folder / "catalogue.json").write_text(text)
    with pytest.raises(CommandError, match=r"catalogue.json : fichier de build_catalogue attendu"):
        load(folder)


@pytest.mark.parametrize(
    "catalogue",
    [
        broken(profil={"carriere": 1}),
        broken(domaine="Z99"),
        broken(contraintes=["0"]),
        broken(etudes={"bac_plus": 99, "bac_plus_max": 1, "source": "rome"}),
        broken(etudes={"bac_plus": 2, "source": "rome"}),
        broken(experience={"part": 64}),
        broken(profil=[1]),
        broken(titre={}),
        broken(interets=["0"]),
        broken(salaire={"mediane": [1]}),
        broken(hard_skills=[["seul"]]),
        TWICE,
        broken(profil=dict.fromkeys(("qualite_vie", "flexibilite", "stimulation", "relations", "carriere"), 140)),
    ],
)
def test_a_catalogue_that_contradicts_itself_is_refused_whole(tmp_path, catalogue):
    with pytest.raises(CommandError, match=r"catalogue.json"):
        load(write_fixtures(tmp_path, catalogue))
    assert not Metier.objects.exists()
    assert not DonneesMetier.objects.exists()


def test_a_missing_catalogue_is_named(tmp_path):
    with pytest.raises(CommandError, match=r"catalogue.json : illisible"):
        load(tmp_path)


# --- The committed files ---


def test_our_own_fixtures_load_and_are_published():
    from metiers.management.commands.load_fixtures import FIXTURES

    load(FIXTURES)
    entries = catalogue_of(*())  # the header only
    assert Metier.objects.publies().count() == Metier.objects.count() >= 700
    assert Metier.objects.filter(origine=Origine.REDIGEE).count() == 13
    assert not Metier.objects.filter(donnees=None).exists()
    assert DonneesMetier.objects.count() == Metier.objects.count()
    assert Domaine.objects.count() == len(entries["entete"]["domaines"])
    assert read_fiche(Metier.objects.with_fiche().get(slug=SLUG)).counts()["actions"] == 100
    rows = rows_of_fiches()
    load(FIXTURES)
    assert rows_of_fiches() == rows


@pytest.mark.parametrize("path", sorted((ROOT / "fixtures" / "fiches").glob("*.txt")), ids=lambda path: path.stem)
def test_a_written_fiche_has_all_nine_sections_and_the_catalogue_s_figures(path):
    reading = parse_fiche(path.read_bytes())
    counts = reading.fiche.counts()
    assert not reading.ignored
    assert not reading.warnings or path == FIXTURE_FICHE
    code = path.stem.split("-")[0]
    if code == SEED:
        return
    profil = next(entry["profil"] for entry in catalogue_of(code)["metiers"])
    assert {note.cle: note.score for note in reading.fiche.profil} == profil
    assert (counts["mission_groups"], counts["soft_skills"], counts["hard_skills"], counts["faq"]) == (6, 8, 6, 6)
    for section in ("levels", "experiences", "tool_families", "constraints", "salary_bands"):
        assert counts[section] >= 2, section


def test_the_twelve_written_fiches_come_from_twelve_domaines():
    codes = {path.stem.split("-")[0] for path in (ROOT / "fixtures" / "fiches").glob("*.txt")} - {SEED}
    assert len(codes) == len({code[:3] for code in codes}) == 12


# --- Estimates, appellations and addresses ---

BLACKSMITH, LAWYER = "A1502", "K1903-11469"


def test_an_appellation_has_its_own_key_and_address_beside_its_code(tmp_path):
    load(write_fixtures(tmp_path, catalogue_of("K1903")))
    lawyer = Metier.objects.with_donnees().get(slug="avocat")
    assert (lawyer.donnees_id, lawyer.donnees.code_rome) == (LAWYER, "K1903")
    assert Metier.objects.get(donnees="K1903").titre == "Juriste"
    assert "inchangé" in load(tmp_path)


def test_an_estimate_is_stored_with_its_neighbours(tmp_path):
    load(write_fixtures(tmp_path, catalogue_of(BLACKSMITH, "K1903")))
    estimated = DonneesMetier.objects.get(code=BLACKSMITH)
    assert estimated.est_estime and estimated.figures["estime"] == len(estimated.figures["provenance"]["voisins"])
    assert not DonneesMetier.objects.get(code="K1903").est_estime


def moved(adresse):
    catalogue = catalogue_of(BAKER, NURSE)
    next(entry for entry in catalogue["metiers"] if entry["code"] == BAKER)["adresse"] = adresse
    return catalogue


def test_an_address_that_moves_leads_from_the_old_one(tmp_path, client):
    load(write_fixtures(tmp_path, catalogue_of(BAKER, NURSE)))
    load(write_fixtures(tmp_path, moved("artisan-boulanger")))
    for page in ("", "chiffres/"):
        response = client.get(f"/metiers/boulanger/{page}")
        assert (response.status_code, response["Location"]) == (301, f"/metiers/artisan-boulanger/{page}")
        assert client.get(response["Location"]).status_code == 200
    started = client.get("/quiz/boulanger/priorites/?retour=rapport")
    assert started["Location"] == "/quiz/artisan-boulanger/priorites/?retour=rapport"
    compared = client.get("/metiers/comparer/?m=boulanger&m=%00")
    assert [colonne.metier.slug for colonne in compared.context["colonnes"]] == ["artisan-boulanger"]
    client.cookies[settings.FAVORIS_COOKIE_NAME] = "boulanger"
    kept = client.get("/metiers/favoris/").context["entrees"]
    assert [entree.slug for entree in kept] == ["artisan-boulanger"]
    client.cookies[settings.FAVORIS_COOKIE_NAME] = "boulanger.artisan-boulanger"
    assert len(client.get("/metiers/favoris/").context["entrees"]) == 1, "one métier under two addresses"
    before = all_rows()
    load(tmp_path)
    assert all_rows() == before, "loading the same file again changes nothing"
    load(write_fixtures(tmp_path, moved("boulanger")))
    assert client.get("/metiers/boulanger/").status_code == 200
    assert client.get("/metiers/artisan-boulanger/")["Location"] == "/metiers/boulanger/"


def test_an_old_address_of_a_draft_leads_nowhere(tmp_path, client):
    load(write_fixtures(tmp_path, catalogue_of(BAKER, NURSE)))
    load(write_fixtures(tmp_path, moved("artisan-boulanger")))
    Metier.objects.update(statut=Statut.BROUILLON)
    assert client.get("/metiers/boulanger/").status_code == 404


def test_an_address_that_an_editor_wrote_stays(tmp_path):
    load(write_fixtures(tmp_path, catalogue_of(BAKER, NURSE)))
    baker = Metier.objects.get(donnees=BAKER)
    baker.slug = "le-boulanger"
    baker.save()
    load(write_fixtures(tmp_path, moved("artisan-boulanger")))
    assert Metier.objects.get(donnees=BAKER).slug == "le-boulanger"
    changed = moved("artisan-boulanger")
    entry = next(one for one in changed["metiers"] if one["code"] == BAKER)
    entry["profil"] = entry["profil"] | {"carriere": 12}
    load(write_fixtures(tmp_path, changed))
    baker = Metier.objects.get(donnees=BAKER)
    assert (baker.slug, baker.carriere) == ("le-boulanger", 12), "what is written of it moves no address"


def test_an_address_that_is_taken_is_not_moved_to(tmp_path):
    load(write_fixtures(tmp_path, catalogue_of(BAKER, NURSE)))
    Metier.objects.create(titre="Autre", slug="artisan-boulanger")
    load(write_fixtures(tmp_path, moved("artisan-boulanger")))
    assert Metier.objects.get(donnees=BAKER).slug == "boulanger"


def test_two_metiers_at_one_address_are_refused_whole(tmp_path):
    with pytest.raises(CommandError, match="deux métiers à l’adresse « infirmier-en-soins-generaux-ide »"):
        load(write_fixtures(tmp_path, moved("infirmier-en-soins-generaux-ide")))
    assert not Metier.objects.exists()
