"""Other priorities, tried together: nothing is kept."""

import re
from urllib.parse import urlencode

import pytest
from django.core.cache import caches
from django.utils.html import escape

from metiers.dimensions import CLES
from quiz.calcul.gel import freeze_in
from quiz.calcul.profils import load_profils
from quiz.calcul.reponses import Reponses
from quiz.models import Passation, Resultat
from tests.conftest import sign_in
from tests.suivi.eleves import joined, of, sent
from tests.suivi.synthese.sends import kept_with
from tests.suivi.test_eleve import text
from tests.suivi.world import campaign, lycee, member

pytestmark = pytest.mark.usefixtures("whole_catalogue")
GIVEN = dict(zip(CLES, (8, 3, 6, 7, 2), strict=True))


@pytest.fixture(scope="module")
def whole_catalogue(load_once):
    load_once()


@pytest.fixture
def bob(db, client):
    caches["default"].clear()
    bob = member("bob", lycee())
    sign_in(client, bob.user)
    return bob


@pytest.fixture
def emma(bob):
    kept = freeze_in(load_profils(), Reponses(GIVEN, False, {}, {}), "?niveau=3")
    return sent(campaign(bob), kept=kept)[0]


def tried(**changes):
    return f"essai/?{urlencode(GIVEN | changes)}"


def test_it_begins_with_what_was_sent(client, emma):
    html = client.get(of(emma, "essai/")).content.decode()
    fields = (re.search(rf'<input[^>]*name="{cle}"[^>]*>', html)[0] for cle in GIVEN)
    assert [re.search(r'value="(\d+)"', one)[1] for one in fields] == [str(value) for value in GIVEN.values()]
    titres = [piste.titre for piste in emma.envois.get().resultat.instantane.pistes[:10]]
    places = [html.index(escape(titre)) for titre in titres]
    assert places == sorted(places) and "même place" not in html and "sont recalculées" not in html


def test_other_priorities_move_the_pistes_and_nothing_is_kept(client, emma):
    before = (Resultat.objects.count(), Passation.objects.values_list("qualite_vie", "modifiee_le").get())
    said = text(client.get(of(emma, tried(qualite_vie=0, carriere=10))))
    assert "avec cet essai" in said and ("était" in said or "n’y était pas" in said)
    assert (Resultat.objects.count(), Passation.objects.values_list("qualite_vie", "modifiee_le").get()) == before
    assert "avec ce qui a été envoyé" in text(client.get(of(emma, tried())))


def test_what_moved_is_said_against_what_was_sent(client, emma):
    kept = emma.envois.get().resultat.instantane
    before = {piste.titre: piste.place for piste in kept.pistes}
    html = client.get(of(emma, tried(relations=GIVEN["relations"] + 1))).content.decode()
    checked = 0
    for line in html.split('class="essai-pistes"')[1].split("</ol>")[0].split("<li>")[1:]:
        titre = line.split("</a>")[0].rsplit(">", 1)[1].replace("&#x27;", "'")
        if titre in before and "était" in line:
            said = line.split("était ")[1].split("<")[0].strip()
            assert said == f"{before[titre]}{'re' if before[titre] == 1 else 'e'}", titre
            checked += 1
    assert checked > 0


@pytest.mark.parametrize("wrong", ["11", "-1", "", "x", "5.5", "9" * 400])
def test_a_number_that_is_none_is_told_at_its_field(client, emma, wrong):
    response = client.get(of(emma, tried(relations=wrong)))
    html = response.content.decode()
    assert response.status_code == 422
    assert "Relations humaines\xa0: choisissez" in html.split('id="id_relations_error"')[1][:120]


def test_all_at_nothing_ranks_nothing(client, emma):
    response = client.get(of(emma, tried(**dict.fromkeys(CLES, 0))))
    assert response.status_code == 422 and "Tout est à 0" in text(response)


def test_figures_of_another_method_are_said_to_be_found_again(client, bob):
    place, _ = sent(campaign(bob, "Autre"), kept=kept_with())
    assert "sont recalculées" in text(client.get(of(place, "essai/")))


def test_before_any_send_there_is_nothing_to_try(client, bob):
    place = joined(campaign(bob, "Encore une"))
    assert client.get(of(place, "essai/")).status_code == 404
