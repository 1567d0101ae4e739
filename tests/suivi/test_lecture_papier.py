"""What is typed from paper, and what the paper asks: pure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metiers.search.selection import Selection
from quiz.methode.elicitation import Choix
from quiz.methode.statements import SCREENS
from suivi.papier import lecture
from suivi.papier.feuille import questionnaire
from suivi.papier.lecture import FauteError

INTERETS = {"9": "Être dans la nature", "17": "M’occuper des animaux", "14": "Travailler de mes mains", "22": "Soigner"}
DOMAINES = {"A": "Nature", "J": "Santé", "K": "École"}
FEUILLE = questionnaire(INTERETS, DOMAINES)
ECRAN = FEUILLE.ecrans[0]
CLES = [one.cle for one in SCREENS[0]]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("ac", (0, 2)),
        ("DA", (3, 0)),
        (" b, d ", (1, 3)),
        ("c/a", (2, 0)),
        ("a\u200bb", (0, 1)),
        ("-", None),
        ("–", None),
        (" = ", None),
    ],
)
def test_a_screen_is_two_letters_or_no_answer(typed, expected):
    found = lecture.read_ecran(typed, ECRAN)
    assert found == (expected and Choix(CLES[expected[0]], CLES[expected[1]]))


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "deux lettres"),
        ("   ", "deux lettres"),
        ("a", "Il manque une lettre"),
        ("abc", "3 lettres pour deux réponses"),
        ("aa", "La même phrase"),
        ("ae", "« e » n’est pas sur la feuille : de a à d"),
        ("a-", "« - » n’est pas sur la feuille"),
        ("é!", "n’est pas sur la feuille"),
    ],
)
def test_what_is_no_choice_is_told(typed, words):
    with pytest.raises(FauteError) as refused:
        lecture.read_ecran(typed, ECRAN)
    assert words in str(refused.value).replace("\xa0", " ")
    if words != "« e » n’est pas sur la feuille : de a à d" and "n’est pas" not in words:
        assert "sans réponse" in str(refused.value)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", ()),
        ("1 3", ("9", "14")),
        ("01,3", ("9", "14")),
        ("3-1", ("14", "9")),
        ("2 2", ("17",)),
        ('& "', ("9", "14")),  # the keys of 1 and 3, without Shift
        ("é", ("17",)),
    ],
)
def test_interests_are_numbers(typed, expected):
    assert lecture.read_numeros(typed, FEUILLE.interets, 3) == expected


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("5", "de 1 à 4"),
        ("12", "de 1 à 4"),
        ("x", "« x »"),
        ("1 2 3 4", "3 au plus"),
        ("-", "Laissez vide"),
        ("²", "²"),
    ],
)
def test_what_is_no_interest_is_told(typed, words):
    with pytest.raises(FauteError) as refused:
        lecture.read_numeros(typed, FEUILLE.interets, 3)
    assert words in str(refused.value).replace("\xa0", " ")


def test_domaines_studies_refusals_and_the_yes():
    assert lecture.read_lettres("kA", FEUILLE.domaines, 4) == ("K", "A")
    assert lecture.read_lettres("", FEUILLE.domaines) == lecture.read_lettres("-", FEUILLE.domaines) == ()
    assert lecture.read_lettres("ba", FEUILLE.refus) == ("week-end", "nuit")
    assert [lecture.read_etudes(one, FEUILLE.etudes) for one in ("a", "e", "f", "", "-")] == [-1, 5, None, None, None]
    assert [lecture.read_accord(one) for one in ("o", "OUI", "n", "Non ")] == [True, True, False, False]
    for wrong in (
        lambda: lecture.read_lettres("b", FEUILLE.domaines),
        lambda: lecture.read_lettres("ajk", FEUILLE.domaines, 2),
        lambda: lecture.read_lettres("a", ()),
        lambda: lecture.read_etudes("ab", FEUILLE.etudes),
        lambda: lecture.read_accord(""),
        lambda: lecture.read_accord("on"),
        lambda: lecture.refuse_both(("A", "J"), ("J",)),
    ):
        with pytest.raises(FauteError):
            wrong()
    lecture.refuse_both(("A",), ("J",))


picks = st.permutations(range(4)).map(lambda order: order[:2])


@given(
    st.dictionaries(st.integers(0, 4), picks),
    st.lists(st.sampled_from([*INTERETS]), max_size=3, unique=True),
    st.sets(st.sampled_from([*DOMAINES]), max_size=2),
    st.sampled_from([None, -1, 0, 2, 3, 5]),
    st.booleans(),
)
def test_what_is_shown_to_be_corrected_is_read_as_it_was(picked, interets, aime, niveau, accord):
    choix = {screen: Choix(*(SCREENS[screen][place].cle for place in two)) for screen, two in picked.items()}
    wishes = Selection(interet=tuple(interets), aime=tuple(aime), niveau=niveau, sans=("nuit",))
    boxes = lecture.written(FEUILLE, choix, wishes, accord=accord)
    read = [lecture.read_ecran(boxes[f"ecran{number}"], lignes) for number, lignes in enumerate(FEUILLE.ecrans, 1)]
    assert {number: one for number, one in enumerate(read) if one} == choix
    assert lecture.read_numeros(boxes["interet"], FEUILLE.interets, 3) == wishes.interet
    assert lecture.read_lettres(boxes["aime"], FEUILLE.domaines) == wishes.aime
    assert lecture.read_etudes(boxes["niveau"], FEUILLE.etudes) == niveau
    assert lecture.read_lettres(boxes["sans"], FEUILLE.refus) == wishes.sans
    assert lecture.read_accord(boxes["accord"]) is accord


@given(st.text(max_size=60))
def test_whatever_is_typed_is_an_answer_or_a_sentence(typed):
    for read in (
        lambda: lecture.read_ecran(typed, ECRAN),
        lambda: lecture.read_numeros(typed, FEUILLE.interets, 3),
        lambda: lecture.read_lettres(typed, FEUILLE.refus),
        lambda: lecture.read_etudes(typed, FEUILLE.etudes),
        lambda: lecture.read_accord(typed),
    ):
        try:
            read()
        except FauteError as refused:
            assert str(refused).endswith((".", "\u00a0».")) and len(str(refused)) < 200


def test_the_version_changes_with_words_signs_and_order_alone():
    assert FEUILLE.version == questionnaire(INTERETS, DOMAINES).version and len(FEUILLE.version) == 4
    others = (
        questionnaire(INTERETS | {"9": "Dehors"}, DOMAINES),
        questionnaire(INTERETS, DOMAINES | {"L": "Spectacle"}),
        questionnaire({"9": "Être dans la nature"}, DOMAINES),
    )
    assert FEUILLE.version not in {one.version for one in others}


def test_the_sheet_asks_what_the_site_asks():
    assert [[one.valeur for one in lignes] for lignes in FEUILLE.ecrans] == [[one.cle for one in s] for s in SCREENS]
    assert {one.valeur for one in FEUILLE.interets} == {*INTERETS} and len(FEUILLE.refus) == 12
    assert [one.signe for one in FEUILLE.interets] == ["1", "2", "3", "4"]
    assert "experience" not in {one.valeur for one in FEUILLE.refus}
