"""The measure of the search, on a catalogue small enough to count by hand; and the file of words it reads."""

import pytest

from metiers.search.entries import make_entree
from metiers.search.mesure import Label, Mot, read_labels, read_mots, served, shares, times
from tests.conftest import ROOT

MOTS = (ROOT / "fixtures" / "mots" / "mots.txt").read_text(encoding="utf-8")


def entree(titre, code):
    return make_entree(slug=titre, titre=titre, scores=(60,) * 5, code=code)


NURSE, BAKER, LAWYER = (
    entree("Infirmier(ère)", "J1506"),
    entree("Boulanger(ère)", "D1102"),
    entree("Avocat", "K1903-12"),
)
ALL = (NURSE, BAKER, LAWYER, entree("Juge", "K1904"))


def finder(**found):
    return lambda query: found.get(query.split()[0], [])


def test_the_words_are_four_hundred_and_more_with_codes_of_the_rome():
    mots = read_mots(MOTS)
    assert len(mots) >= 400
    assert all(len(code) == 5 and code[0] in "ABCDEFGHIJKLMN" and code[1:].isdigit() for m in mots for code in m.codes)


@pytest.mark.parametrize(
    "line",
    [
        "véto",
        "véto |",
        "véto | ",
        "véto|A1504",
        "a | A1101 A1102 A1103 A1104",
        "a | A1101 A1101",
        "É | A1101\né | A1102",
    ],
)
def test_a_line_that_is_no_word_with_its_codes_is_refused_with_its_number(line):
    with pytest.raises(ValueError, match="ligne"):
        read_mots(f"# a comment\n\n{line}\n")


def test_a_word_is_served_by_one_of_its_codes_among_the_first_three():
    words = [
        Mot("infirmier", ("J1506",)),
        Mot("juge", ("K1904",)),
        Mot("avocate", ("K1903",)),
        Mot("soldat", ("K1701",)),
    ]
    find = finder(
        infirmier=[BAKER, LAWYER, NURSE], juge=[NURSE, BAKER, LAWYER, ALL[3]], avocate=[LAWYER], soldat=[BAKER]
    )
    found = served(words, [one.code for one in ALL], find)
    assert [(word.published, word.found) for word in found] == [
        (True, True),
        (True, False),
        (True, True),
        (False, False),
    ]
    assert found[1].shown == ("Infirmier(ère)", "Boulanger(ère)", "Avocat")


def test_labels_are_judged_by_family_and_by_name():
    labels = [Label("infirmier / infirmière", "J1506"), Label("boulangère", "D1102"), Label("juge d'instance", "K1904")]
    families = {"J1506": "J1506", "D1102": "D1102", "K1903": "K1903", "K1904": "K1904"}
    find = finder(infirmier=[BAKER, NURSE], boulangère=[BAKER], juge=[LAWYER])
    counted = shares(labels, ALL, families, find)
    assert (counted.labels, counted.near, counted.named, counted.first) == (3, 2, 2, 1)
    assert counted.missed == ("juge d'instance",)


def test_the_onisep_list_is_read_once_each_label_and_without_those_that_have_no_code():
    text = '\ufeff"libellé métier";"code ROME"\nactuaire;C1105\nactuaire;C1105\n"agent / agente";""\n'
    assert read_labels(text) == (Label("actuaire", "C1105"),)
    with pytest.raises(ValueError, match="colonnes"):
        read_labels("a;b\n1;2\n")


def test_times_are_in_milliseconds():
    middle, slow = times([0.001] * 98 + [0.1] * 2)
    assert middle == pytest.approx(1)
    assert slow == pytest.approx(1)
    assert times([0.001] * 90 + [0.1] * 10)[1] == pytest.approx(100)
