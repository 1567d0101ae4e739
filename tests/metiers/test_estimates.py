"""An estimated métier as its pages and the ranking tell it."""

import re
from html import unescape

import pytest

from metiers.dimensions import CLES
from metiers.directory import annuaire
from metiers.models import DonneesMetier, Metier
from metiers.search.selection import Selection
from metiers.services import catalogue_changed
from quiz.calcul.gel import freeze
from quiz.calcul.profils import load_profils
from quiz.calcul.reponses import Reponses
from quiz.rapport.wording import LESS_SURE, remarks
from tests.metiers.small_catalogue import catalogue_of

pytestmark = pytest.mark.django_db
FISHMONGER = "D1105"


@pytest.fixture(scope="module")
def stall(load_once):
    """The fishmonger and those that it is estimated from."""
    neighbours = [code for code, _ in next(iter(catalogue_of(FISHMONGER)["metiers"]))["provenance"]["voisins"]]
    load_once(catalogue_of(FISHMONGER, *neighbours))


@pytest.fixture
def fishmonger(stall, db):
    return Metier.objects.get(donnees=FISHMONGER)


def read(client, url):
    response = client.get(url)
    assert response.status_code == 200
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).replace("\xa0", " ").split())


def test_the_fiche_says_how_many_neighbours_it_is_estimated_from_and_names_some(client, fishmonger):
    voisins = fishmonger.donnees.figures["provenance"]["voisins"]
    page = read(client, fishmonger.get_absolute_url())
    assert f"Notes estimées d’après {len(voisins)} métiers voisins." in page
    assert DonneesMetier.objects.get(code=voisins[0][0]).metier.titre in page
    assert "Notes estimées" not in read(client, Metier.objects.get(donnees=voisins[0][0]).get_absolute_url())


def test_where_its_figures_come_from_names_every_neighbour_and_how_wrong_they_may_be(client, fishmonger):
    figures = fishmonger.donnees.figures
    page = read(client, f"{fishmonger.get_absolute_url()}chiffres/")
    assert f"estimées d’après {figures['estime']} métiers voisins" in page
    for code, _ in figures["provenance"]["voisins"]:
        assert f"{Metier.objects.get(donnees=code).titre} : " in page
    assert f"cette note peut se tromper de {figures['erreur']['stimulation']:.0f} points" in page
    assert "métiers américains" not in page.replace("offres d’emploi américaines", "")
    assert "de la plupart de ses voisins" in page
    assert "(code D1105)" in page


def test_a_neighbour_that_is_withdrawn_is_not_linked(client, fishmonger):
    first = Metier.objects.get(donnees=fishmonger.donnees.figures["provenance"]["voisins"][0][0])
    Metier.objects.filter(pk=first.pk).update(statut="brouillon")
    page = client.get(f"{fishmonger.get_absolute_url()}chiffres/").content.decode()
    assert first.get_absolute_url() not in page


def test_the_ranking_draws_it_with_its_error_and_says_that_it_is_less_sure(client, fishmonger):
    entree = annuaire().par_slug[fishmonger.slug]
    assert entree.estimee and entree.erreurs == tuple(fishmonger.donnees.figures["erreur"][cle] for cle in CLES)
    answers = Reponses(importances=dict.fromkeys(CLES, 5), rapide=False, choix={}, niveaux={})
    found = freeze(load_profils(), answers, Selection(), fishmonger.slug)
    weak = {piste.slug: piste.lien_faible for piste in (*found.pistes, found.cible) if piste}
    assert weak[fishmonger.slug] and not all(weak.values())
    assert "moins sûres" in LESS_SURE


def forget_conditions(metier):
    """As of a métier whose conditions nobody noted."""
    metier.donnees.contextes.clear()
    catalogue_changed()


def test_what_one_refuses_and_nobody_knows_is_said_in_the_list_and_on_the_fiche(client, fishmonger):
    assert "On ne sait pas" not in read(client, "/metiers/?q=poissonnier&sans=effort")
    forget_conditions(fishmonger)
    assert "On ne sait pas s’il demande de fournir des efforts physiques." in read(
        client, "/metiers/?q=poissonnier&sans=effort"
    )
    assert "On ne sait pas" not in read(client, "/metiers/?q=poissonnier&sans=nuit"), "DARES knows its nights"
    assert "à demander à quelqu’un du métier" in read(client, fishmonger.get_absolute_url())


def test_the_ranking_keeps_what_it_does_not_know_and_says_so(fishmonger):
    forget_conditions(fishmonger)
    answers = Reponses(importances=dict.fromkeys(CLES, 5), rapide=False, choix={}, niveaux={})
    found = freeze(load_profils(), answers, Selection(sans=("effort", "nuit")), fishmonger.slug)
    told = next(piste for piste in (*found.pistes, found.cible) if piste and piste.slug == fishmonger.slug)
    assert told.refus_inconnus == ("effort",)
    assert any(one.startswith("On ne sait pas s’il demande de fournir des efforts physiques.") for one in remarks(told))


def test_the_salary_names_its_family(client, fishmonger):
    famille = fishmonger.salaire.familles[0]
    assert f"« {famille} »" in read(client, fishmonger.get_absolute_url())
