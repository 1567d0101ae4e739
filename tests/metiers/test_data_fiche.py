"""The page of a data fiche, and « d’où vient ce chiffre ? »."""

import re
from html import unescape

import pytest
from pytest_django.asserts import assertNumQueries

from metiers.dimensions import CLES
from metiers.directory import annuaire
from metiers.models import Metier, Origine
from metiers.search.entries import ERREUR_INCONNUE
from metiers.services import catalogue_changed
from tests.conftest import SLUG

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("few")]
BAKER, NURSE = "boulanger", "infirmier-en-soins-generaux-ide"


def read(client, path):
    response = client.get(f"/metiers/{path}")
    assert response.status_code == 200
    return " ".join(unescape(response.content.decode()).replace("\xa0", " ").split())


def test_a_data_fiche_says_what_it_is_and_shows_only_what_the_data_know(client):
    page = read(client, f"{BAKER}/")
    assert "Fiche de données." in page
    sections = re.findall(r'<section class="[^"]*" id="(\w+)"', page)
    assert sections == ["bref", "profil", "soft_skills", "hard_skills", "parcours", "contraintes", "salaire"]
    assert "Fiche de données." not in read(client, f"{SLUG}/")


def test_every_figure_leads_to_its_origin(client):
    page = read(client, f"{BAKER}/")
    anchors = set(re.findall(rf'href="/metiers/{BAKER}/chiffres/#(\w+)"', page))
    assert anchors >= {"qualite_vie", "flexibilite", "stimulation", "relations", "carriere", "competences", "salaire"}
    origin = client.get(f"/metiers/{BAKER}/chiffres/").content.decode()
    assert all(f'id="{anchor}"' in origin for anchor in anchors)


def test_the_origin_names_elements_signs_weights_sources_and_dates(client):
    page = read(client, f"{BAKER}/chiffres/")
    assert "La part des personnes qui travaillent la nuit" in page
    assert "fait baisser la note" in page
    assert re.search(r"poids \d+ %", page)
    for source in ("O*NET", "DARES", "ROME 4.0"):
        assert source in page
    assert "Version 29.3, 2025-05" in page
    assert "Bakers" in page


def test_the_points_of_each_score_add_up_to_it(client):
    page = read(client, f"{NURSE}/chiffres/")
    nurse = Metier.objects.get(slug=NURSE)
    blocks = re.findall(r"<details class=\"fold origin.*?</details>", page)
    assert len(blocks) == 5
    for block, score in zip(blocks, nurse.scores, strict=True):
        figures = [
            float(text.replace("−", "-").replace(",", "."))
            for text in re.findall(r'class="figure">([−+]?[\d,]+)<', block)
        ]
        *terms, total = figures
        assert sum(terms) == pytest.approx(total, abs=1.2)
        assert total == pytest.approx(score, abs=0.8)


def test_quality_of_life_is_told_as_time_and_safety(client):
    """On the fiche in words, and with the elements of each where the figures come from."""
    page = read(client, f"{NURSE}/")
    assert re.search(r"<strong>Temps :</strong> (nettement )?moins bien que la moyenne \(\d+ sur 100\)", page)
    assert re.search(r"<strong>Sécurité et santé :</strong> [a-z ]*moyenne \(\d+ sur 100\)", page)
    origin = read(client, f"{NURSE}/chiffres/")
    figures = Metier.objects.get(slug=NURSE).donnees.figures["facettes"]
    time, safety = origin.index(f"Temps : {figures['temps']} sur 100"), origin.index("Sécurité et santé : ")
    assert time < origin.index("La part des personnes qui travaillent la nuit") < safety
    assert safety < origin.index("La moyenne de dix risques physiques")
    assert "points en plus ou en moins" in origin


def test_facets_go_with_the_score_of_the_data_alone(client):
    Metier.objects.filter(slug=NURSE).update(qualite_vie=99)
    assert "Sécurité et santé :" not in read(client, f"{NURSE}/")
    assert "Sécurité et santé :" not in read(client, f"{SLUG}/"), "editors gave these scores"


@pytest.mark.parametrize(("quality", "told"), [(0.7, False), (0.56, True)])
def test_a_far_link_is_told_as_less_sure(client, quality, told):
    baker = Metier.objects.select_related("donnees").get(slug=BAKER)
    baker.donnees.figures["provenance"]["qualite"] = quality
    baker.donnees.save()
    assert ("Notes moins sûres que d’habitude." in read(client, f"{BAKER}/")) is told
    assert ("le lien est lointain" in read(client, f"{BAKER}/chiffres/")) is told


def test_the_seed_s_scores_are_its_editors_and_its_facts_are_the_data_s(client):
    page = read(client, f"{SLUG}/chiffres/")
    assert "celles de ses rédacteurs" in page
    assert "fold origin" not in page
    assert "ROME 4.0" in page
    assert "d’après les rédacteurs de la fiche" in read(client, f"{SLUG}/")


def test_a_score_that_an_editor_changed_is_told_and_the_others_keep_their_origin(client):
    baker = Metier.objects.get(slug=BAKER)
    computed, baker.carriere = baker.carriere, 99
    baker.save()
    origin = read(client, f"{BAKER}/chiffres/")
    assert f"Les rédacteurs ont écrit 99 %. D’après les données, ce serait {computed} %" in origin
    assert origin.count("Les rédacteurs ont écrit") == 1
    fiche = read(client, f"{BAKER}/")
    assert "Fiche de données corrigée." in fiche
    assert "Personne ne l’a rédigée" not in fiche


def test_when_every_score_was_changed_none_is_the_data_s(client):
    Metier.objects.filter(slug=BAKER).update(**dict.fromkeys(CLES, 99))
    assert "celles de ses rédacteurs" in read(client, f"{BAKER}/chiffres/")
    assert "d’après les rédacteurs de la fiche" in read(client, f"{BAKER}/")


def test_a_fiche_that_no_data_know_has_its_page_too(client):
    Metier.objects.filter(slug=SLUG).update(donnees=None)
    assert "celles de ses rédacteurs" in read(client, f"{SLUG}/chiffres/")
    read(client, f"{SLUG}/")


def test_drafts_and_unknown_have_none(client):
    Metier.objects.filter(slug=BAKER).update(statut="brouillon")
    assert client.get(f"/metiers/{BAKER}/chiffres/").status_code == 404
    assert client.get("/metiers/nope/chiffres/").status_code == 404


def test_the_median_salary_is_given_with_its_years_and_never_as_today_s(client):
    page = read(client, f"{NURSE}/")
    assert "2 025 € net par mois" in page.replace("\u202f", " ")
    assert "2017–2019" in page
    assert "Les salaires ont changé depuis" in page


@pytest.mark.parametrize(
    ("experience", "told", "origin"),
    [
        ({"part": 64, "demandee": True, "source": "onet"}, True, ["D’après 64 % des personnes", "O*NET 29.3, 2025-05"]),
        (
            {"part": 12, "demandee": False, "source": "onet"},
            False,
            ["D’après 12 %", "aux États-Unis", "à partir de 50 %"],
        ),
        ({"part": 64, "demandee": False, "source": "lecture"}, False, ["D’après 64 %", "on y entre aussi en sortant"]),
        ({"part": None, "demandee": True, "source": "lecture"}, True, ["Jugé à la main", "le plus souvent après"]),
        (None, False, ["Expérience demandée</dt> <dd> Aucune source ne le dit pour ce métier."]),
    ],
)
def test_years_of_experience_are_told_in_brief_with_their_origin(client, experience, told, origin):
    baker = Metier.objects.select_related("donnees").get(slug=BAKER)
    baker.donnees.figures["experience"] = experience
    baker.donnees.save()
    page = read(client, f"{BAKER}/")
    assert ("souvent plusieurs années avant d’y accéder" in page) is told
    assert (f'href="/metiers/{BAKER}/chiffres/#experience"' in page) is told
    origins = read(client, f"{BAKER}/chiffres/")
    assert 'id="experience"' in origins
    assert all(words in origins for words in origin)
    assert ("Jugé à la main" in origins) is bool(experience and experience["source"] == "lecture")


def test_near_metiers_are_linked_when_they_are_published(client):
    baker = Metier.objects.select_related("donnees").get(slug=BAKER)
    baker.donnees.figures["proches"] = ["J1506", "Z9999"]
    baker.donnees.save()
    page = read(client, f"{BAKER}/")
    assert f'href="/metiers/{NURSE}/"' in page


def test_the_fit_report_of_a_data_fiche_works_and_says_where_its_figures_come_from(client):
    from tests.quiz.answers import IMPORTANCES

    client.post(f"/quiz/{BAKER}/priorites/", IMPORTANCES)
    client.post(f"/quiz/{BAKER}/competences/", {})
    response = client.get(f"/quiz/{BAKER}/rapport/")
    page = " ".join(response.content.decode().split())
    assert response.status_code == 200
    assert "calculées sur des enquêtes publiques" in page
    assert f'href="/metiers/{BAKER}/chiffres/"' in page


def test_queries(client):
    with assertNumQueries(16):
        client.get(f"/metiers/{BAKER}/")
    with assertNumQueries(2):
        client.get(f"/metiers/{BAKER}/chiffres/")
    assert Metier.objects.get(slug=BAKER).origine == Origine.DONNEES


def test_the_directory_knows_how_sure_each_figure_is():
    """A data fiche, a written one joined to data without scores, and one that no data know."""
    Metier.objects.filter(slug=NURSE).update(donnees=None)
    catalogue_changed()
    par_slug = annuaire().par_slug
    baker, seed, nurse = (par_slug[slug] for slug in (BAKER, SLUG, NURSE))
    figures = Metier.objects.get(slug=BAKER).donnees.figures
    assert baker.code == "D1102"
    assert baker.facettes == (figures["facettes"]["temps"], figures["facettes"]["securite"])
    assert baker.erreurs == tuple(figures["erreur"][cle] for cle in CLES)
    assert baker.qualite_lien == figures["provenance"]["qualite"]
    assert (seed.code, seed.facettes, seed.erreurs, seed.qualite_lien) == ("K1412", None, ERREUR_INCONNUE, None)
    assert (nurse.code, nurse.facettes, nurse.erreurs, nurse.qualite_lien) == ("", None, ERREUR_INCONNUE, None)
