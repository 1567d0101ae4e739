"""Six métiers without their names: chosen fairly, rated once, counted without telling who."""

import re
from html import unescape

import pytest
from django.contrib.auth import get_user_model
from django.core import signing
from hypothesis import given
from hypothesis import strategies as st

from metiers.models import Metier, Statut
from metiers.services import catalogue_changed
from quiz import services
from quiz.calcul.profils import load_profils
from quiz.models import AccordTotal, Resultat, Verification
from quiz.resultat.accord import agreement, pick
from quiz.views import verification
from quiz.views.verification import Extrait
from tests.conftest import StrictClient, sign_in
from tests.quiz.answers import EFFACER, IMPORTANCES

CHECK = "/quiz/resultats/1/sans-les-noms/"


@given(st.integers(0, 400), st.integers(0, 2**60))
def test_two_high_two_middle_two_low_in_an_order_that_tells_nothing(count, seed):
    ranked = [f"m{number:03d}" for number in range(count)]
    chosen = pick(ranked, seed)
    if count < 12:
        assert chosen == []
        return
    assert len(set(chosen)) == 6
    places = sorted(ranked.index(slug) for slug in chosen)
    assert places[1] < 5 and places[4] >= count - 5
    assert places[2] >= 5 and places[3] < count - 5
    assert pick(ranked, seed) == chosen


def test_the_order_shown_changes_with_the_seed():
    ranked = [f"m{number:03d}" for number in range(100)]
    assert len({tuple(int(slug[1:]) // 34 for slug in pick(ranked, seed)) for seed in range(40)}) > 10


PLACES = {"a": 1, "b": 3, "c": 50, "d": 51, "e": 99, "f": 100}


@pytest.mark.parametrize(
    ("ratings", "points"),
    [
        ({"a": 4, "b": 4, "c": 2, "d": 2, "e": 0, "f": 0}, 12),
        ({"a": 0, "b": 0, "c": 2, "d": 2, "e": 4, "f": 4}, 0),
        (dict.fromkeys(PLACES, 3), 6),
        ({"a": 3, "b": 4, "c": 2, "d": 1, "e": 0, "f": 0}, 12),
        ({"a": 4, "b": 0, "c": 2, "d": 2, "e": 0, "f": 0}, 4 + 0 + 2 * 0.5 + 4),
    ],
)
def test_pairs_of_two_groups_are_counted_and_those_of_one_are_not(ratings, points):
    assert agreement(PLACES, ratings) == (points, 12)


@pytest.fixture
def student(client, health, db):
    client.post("/quiz/priorites/", IMPORTANCES)
    client.post("/quiz/gouts/", {})
    return client


def text(response):
    return " ".join(unescape(response.content.decode()).replace("\xa0", " ").split())


def names(page):
    return list(dict.fromkeys(re.findall(r'type="radio" name="([\w-]+)"', page)))


def shown(page):
    """The métiers behind the numbers, as the page signs them for itself."""
    return signing.loads(token_of(page), salt="quiz.verification")[1:]


def token_of(page):
    return re.search(r'name="extraits" value="([^"]+)"', page)[1]


def rated(page, note):
    """What a browser sends from this page, with one rating for all."""
    return dict.fromkeys(names(page), note) | {"extraits": token_of(page)}


def test_six_extracts_without_a_name_then_what_they_were(student):
    page = text(student.get(CHECK))
    slugs = shown(page)
    assert len(slugs) == 6 and slugs == shown(text(student.get(CHECK)))
    assert names(page) == [f"metier{number}" for number in range(1, 7)]
    assert [slug for slug in slugs if slug in page] == []
    titres = [load_profils().titre(slug) for slug in slugs]
    assert [titre for titre in titres if titre in page] == []
    kept = Resultat.objects.get().instantane
    assert sum(slug in {piste.slug for piste in kept.pistes[:5]} for slug in slugs) == 2
    ratings = {f"metier{number}": str(4 - (number - 1) // 2) for number in range(1, 7)} | {"extraits": token_of(page)}
    assert student.post(CHECK, ratings)["Location"] == CHECK
    after = text(student.get(CHECK))
    assert re.search(r"D’accord [\d,]+ fois sur 12", after)
    assert all(titre in after for titre in titres)


def test_no_two_extracts_read_the_same(student, monkeypatch):
    first = shown(text(student.get(CHECK)))
    alike = Extrait(["J’aime aider"], [], [], None)
    real = verification._extraits

    def twins(catalogue, slugs):
        return [alike if slug in first[:2] else own for slug, own in zip(slugs, real(catalogue, slugs), strict=True)]

    monkeypatch.setattr(verification, "_extraits", twins)
    page = text(student.get(CHECK))
    assert page.count("J’aime aider") <= 1
    assert len(shown(page)) == 6 and shown(page) != first


def test_ratings_go_to_the_metiers_that_were_shown(student):
    page = text(student.get(CHECK))
    slugs, token = shown(page), token_of(page)
    revised = Metier.objects.get(slug=slugs[0])
    Metier.objects.filter(pk=revised.pk).update(stimulation=1, carriere=1)
    catalogue_changed()
    data = {f"metier{number}": str(number % 5) for number in range(1, 7)}
    student.post(CHECK, data | {"extraits": token})
    assert Verification.objects.get().notes == {slug: number % 5 for number, slug in enumerate(slugs, start=1)}


@pytest.mark.parametrize("way", ["left", "tampered", "missing", "other"])
def test_ratings_of_a_page_that_no_longer_holds_are_asked_again(student, way):
    page = text(student.get(CHECK))
    data = rated(page, "3")
    if way == "left":
        Metier.objects.filter(slug=shown(page)[0]).update(statut=Statut.BROUILLON)
        catalogue_changed()
    elif way == "other":
        data["extraits"] = signing.dumps([0, *shown(page)], salt="quiz.verification")
    else:
        data["extraits"] = "x" if way == "tampered" else ""
    response = student.post(CHECK, data)
    assert response.status_code == 422
    assert "rien n’a été compté" in text(response) and "checked" not in response.content.decode()
    assert not Verification.objects.exists() and not AccordTotal.objects.exists()


def test_the_first_answer_is_the_blind_one_and_counts_once(student):
    page = text(student.get(CHECK))
    for note in ("4", "0", "4"):
        student.post(CHECK, rated(page, note))
    assert set(Verification.objects.get().notes.values()) == {4}
    assert list(AccordTotal.objects.values_list("demi_paires", "nombre")) == [(12, 1)]


@pytest.mark.parametrize("change", [{}, {"first": "5"}, {"first": "NaN"}, {"first": "\x00"}, {"other": "3"}])
def test_a_rating_left_out_or_made_up_is_told_and_the_others_stay(student, change):
    data = rated(text(student.get(CHECK)), "3")
    data.pop("metier1")
    if "first" in change:
        data["metier1"] = change["first"]
    response = student.post(CHECK, data | {"anything": "3"})
    assert response.status_code == 422
    assert "Métier 1 : choisis" in text(response)
    assert response.content.decode().count("checked") == 5
    assert not Verification.objects.exists() and not AccordTotal.objects.exists()


def test_each_student_counts_once_in_the_total(student):
    for browser in (student, StrictClient()):
        browser.post("/quiz/priorites/", IMPORTANCES)
        browser.post("/quiz/gouts/", {})
        resultat = Resultat.objects.latest("pk")
        path = f"/quiz/resultats/{resultat.numero}/sans-les-noms/"
        browser.post(path, rated(text(browser.get(path)), "2"))
        check = Verification.objects.get(resultat=resultat)
        services.keep_check(resultat=resultat, notes=check.notes, places=check.places)
    assert list(AccordTotal.objects.values_list("demi_paires", "nombre")) == [(12, 2)]


def test_a_second_check_of_one_student_is_not_counted_again(student):
    for numero in (1, 2):
        path = f"/quiz/resultats/{numero}/sans-les-noms/"
        student.post(path, rated(text(student.get(path)), "2"))
        student.post("/quiz/priorites/", IMPORTANCES | {"carriere": "1"})
        student.post("/quiz/resultats/", {"filtres": ""})
    assert Verification.objects.count() == 2
    student.post("/quiz/resultats/1/retirer/")
    student.post("/quiz/resultats/2/retirer/")
    student.post("/quiz/resultats/", {"filtres": "?niveau=3"})
    path = "/quiz/resultats/3/sans-les-noms/"
    student.post(path, rated(text(student.get(path)), "2"))
    assert Verification.objects.count() == 1
    assert [total.nombre for total in AccordTotal.objects.all()] == [1]


def test_erasing_leaves_the_total_and_nothing_else(student):
    student.post(CHECK, rated(text(student.get(CHECK)), "2"))
    student.post(EFFACER)
    assert not Verification.objects.exists()
    assert {field.name for field in AccordTotal._meta.fields} == {"id", "methode", "demi_paires", "nombre"}
    assert AccordTotal.objects.get().nombre == 1


def test_too_few_metiers_are_not_checked(client, health, db):
    Metier.objects.filter(pk__gt=Metier.objects.earliest("pk").pk).delete()
    client.post("/quiz/priorites/", IMPORTANCES)
    client.post("/quiz/gouts/", {})
    assert "trop peu de métiers" in text(client.get(CHECK))
    assert client.post(CHECK, {}).status_code == 422
    assert not Verification.objects.exists()


def test_a_check_is_ones_own(student):
    assert StrictClient().get(CHECK).status_code == 404


def test_editors_see_the_totals_and_cannot_change_them(student):
    student.post(CHECK, rated(text(student.get(CHECK)), "2"))
    admin = StrictClient()
    sign_in(admin, get_user_model().objects.create_superuser("editor"))
    AccordTotal.objects.create(methode="1", demi_paires=19, nombre=0)
    page = text(admin.get("/admin/quiz/accordtotal/"))
    assert "9,5 sur 12" in page
    assert "6 sur 12" in page and "en moyenne 6,0 fois sur 12 pour 1 élève ; au hasard, ce serait 6" in page
    assert admin.post("/admin/quiz/accordtotal/add/", {}).status_code == 403
    assert "/admin/quiz/passation/" not in page
