"""« Ensemble »: a class as its counsellor sees it, and what somebody finds who looks for one pupil in it."""

import re
from itertools import combinations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from metiers.models import GrandDomaine
from quiz import services as quiz
from suivi import services
from suivi.models import Envoi, Groupe, Role
from tests.conftest import StrictClient, sign_in
from tests.suivi.envois import pupil_who_sent, sent_by
from tests.suivi.world import campaign, lycee, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def bob():
    return member("bob", lycee())


@pytest.fixture
def staff(bob):
    return sign_in(StrictClient(), bob.user)


@pytest.fixture
def classe(bob):
    GrandDomaine.objects.get_or_create(code="J", nom="Santé")
    return campaign(bob)


def at(campagne):
    return f"{campagne.get_absolute_url()}ensemble/"


def text(response):
    body = response.content.decode().split("<main", 1)[1]
    return " ".join(re.sub(r"<[^>]*>", " ", body).replace("&nbsp;", " ").replace("\u00a0", " ").split())


def send(campagne, number, start=0):
    return [pupil_who_sent(campagne, f"Élève {start + one}", share=0.9 if one % 2 else 0.6) for one in range(number)]


def counted(page):
    found = re.search(r"(\d+) résultats comptés sur (\d+)", text(page))
    return found and (int(found[1]), int(found[2]))


def numbers(page):
    """What each table of the page counts: {(table, line): number}."""
    html = page.content.decode()
    found = {}
    for table in re.findall(r"<section.*?</section>", html, re.DOTALL):
        title = re.search(r"<h2[^>]*>(.*?)</h2>", table, re.DOTALL)[1]
        for line, rest in re.findall(r'<th scope="row">(.*?)</th>(.*?)</tr>', table, re.DOTALL):
            if number := re.search(r">(?:<strong>)?(\d+)(?:</strong>)? sur \d+", rest.replace("\n", "")):
                found[title, line] = int(number[1])
    return found


def test_nothing_is_said_of_four(staff, classe):
    assert "Encore 5 envois" in text(staff.get(at(classe)))
    send(classe, 4)
    page = staff.get(at(classe))
    assert "Encore 1 envoi" in text(page)
    assert "Ce qui compte dans le groupe" not in text(page)
    assert not Groupe.objects.exists()


def test_five_are_a_group_without_a_name(staff, classe):
    send(classe, 5)
    page = staff.get(at(classe))
    assert counted(page) == (5, 5)
    for title in ("Ce qui compte dans le groupe", "Où vont leurs pistes", "Leurs directions", "Études acceptées"):
        assert title in text(page)
    assert "Élève 1" not in text(page) and "la plupart du groupe" in text(page)


def test_newcomers_wait_until_they_are_five(staff, classe):
    send(classe, 10)
    first = staff.get(at(classe))
    send(classe, 4, start=10)
    then = staff.get(at(classe))
    assert counted(then) == (10, 14) and numbers(then) == numbers(first)
    assert "4 résultats attendent" in text(then)
    send(classe, 1, start=14)
    assert counted(staff.get(at(classe))) == (15, 15)


def test_who_withdraws_or_erases_is_counted_no_more(staff, classe):
    places = send(classe, 12)
    assert counted(staff.get(at(classe))) == (12, 12)
    services.withdraw_sent(participation=places[0])
    assert counted(staff.get(at(classe))) == (7, 11), "four others wait, or one would be read in the difference"
    quiz.erase(secret=places[1].secret)
    page = staff.get(at(classe))
    assert "Le groupe vient de changer" in text(page) or counted(page)[0] >= 5
    kept = {key for one in Groupe.objects.all() for key in one.envois}
    assert Envoi.objects.filter(pk__in=kept).count() == 10, "keys alone: nothing of who left"


def test_looking_twice_says_the_same_and_remembers_once(staff, classe):
    send(classe, 8)
    assert numbers(staff.get(at(classe))) == numbers(staff.get(at(classe)))
    assert Groupe.objects.count() == 1


@pytest.mark.parametrize("seed", range(3))
def test_an_attacker_who_compares_every_view_finds_no_few(staff, classe, seed):
    """Between two looks one pupil sends, sends again or leaves; the attacker keeps every number of every page."""
    places, pages = send(classe, 11 + seed), []
    for turn in range(14):
        pages.append(staff.get(at(classe)))
        if turn % 4 == 3:
            services.withdraw_sent(participation=places.pop())
        elif turn % 4 == 1 + seed % 2:
            sent_by(places[turn], share=0.3, importances={**dict.fromkeys(_CLES, 2), _CLES[turn % 5]: 9})
        else:
            places += send(classe, 3, start=100 + 3 * turn)
    views = [(counted(page), numbers(page)) for page in pages if counted(page)]
    assert len({repr(one) for one in views}) > 2, "the group does move"
    for (size, _), found in views:
        assert all(5 <= number <= size - 5 or number == size for number in found.values())
    for one, other in combinations(views, 2):
        for line in one[1].keys() & other[1].keys():
            gap, left = one[1][line] - other[1][line], (one[0][0] - one[1][line]) - (other[0][0] - other[1][line])
            assert not 0 < abs(gap) < 5 and not 0 < abs(left) < 5, line


_CLES = ("qualite_vie", "flexibilite", "stimulation", "relations", "carriere")


def test_no_filter_of_the_list_reaches_it(staff, classe):
    send(classe, 9)
    whole = numbers(staff.get(at(classe)))
    assert numbers(staff.get(f"{at(classe)}?direction=Sant%C3%A9&q=1&fermete=sure")) == whole


def test_it_is_for_those_who_read(classe, bob):
    guest = member("gil", bob.structure, Role.INVITE)
    services.share_campagne(campagne=classe, membres=[guest])
    assert sign_in(StrictClient(), guest.user).get(at(classe)).status_code == 404
    assert "ensemble/" not in sign_in(StrictClient(), guest.user).get(classe.get_absolute_url()).content.decode()


def test_queries_are_the_same_for_a_class_and_for_a_level(staff, classe):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as found:
            assert counted(staff.get(at(classe)))
        return len(found)

    send(classe, 6)
    queries()
    few = queries()
    send(classe, 24, start=6)
    queries()
    assert queries() == few
