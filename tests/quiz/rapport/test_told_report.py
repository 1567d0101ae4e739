"""A report in sentences: what of the student's own tastes is told first."""

from dataclasses import replace

import pytest

from quiz.rapport.text import plain
from quiz.rapport.told_ranking import tell_ranking
from quiz.rapport.told_report import tell_report
from quiz.resultat.instantane import DirectionFigee, FiltreFige, SeuilFige, VarianteFigee
from tests.quiz.instantanes import build_instantane

PHRASES = ("J’aime nager", "J’aime lire", "J’aime courir")


def kept(had, wished, attrait):
    """A result of today whose first piste has some of the phrases that were ticked."""
    filtres = (*(FiltreFige("interet", str(code), PHRASES[code]) for code in range(wished)), FiltreFige("aime", "A"))
    instantane = build_instantane(filtres=filtres)
    points = {"gouts": 20.0 if had else 0.0, "attrait": attrait, "interets": PHRASES[:had]}
    pistes = (replace(instantane.pistes[0], **points), *instantane.pistes[1:])
    return replace(instantane, methode=replace(instantane.methode, version="4"), pistes=pistes)


@pytest.mark.parametrize(
    ("had", "wished", "attrait", "said"),
    [
        (1, 1, 0.0, "Il te ressemble\u00a0: il a la phrase que tu as cochée. "),
        (2, 2, 0.0, "Il te ressemble\u00a0: il a les deux phrases que tu as cochées. "),
        (1, 3, 0.0, "Il te ressemble\u00a0: il a une des trois phrases que tu as cochées. "),
        (2, 3, 30.0, "il a deux des trois phrases que tu as cochées et il est d’un domaine qui t’attire. "),
        (0, 3, 30.0, "Il te ressemble\u00a0: il est d’un domaine qui t’attire. "),
    ],
)
def test_what_resembles_the_student_is_told_first(had, wished, attrait, said):
    instantane = kept(had, wished, attrait)
    told = tell_report(instantane, instantane.pistes[0])
    assert said in plain(told.accroche) and plain(told.accroche).startswith("Il te ressemble")
    lines = {line.label: line.points for line in told.calcul.lignes}
    assert lines["Un domaine qui t’attire"] == ("+30,0" if attrait else "0")


def test_nothing_is_said_of_tastes_that_do_not_count():
    instantane = kept(0, 2, 0.0)
    told = tell_report(instantane, instantane.pistes[0])
    assert "ressemble" not in plain(told.accroche)
    assert "il n’a aucune des phrases que tu as cochées" in {line.pourquoi for line in told.calcul.lignes}


@pytest.mark.parametrize(
    ("shares", "said"),
    [
        (
            (0.93, 0.6, 0.4),
            ["Une direction revient\u00a0: D0, 93 fois sur 100.", "Une autre revient\u00a0: D1, 60 fois sur 100."],
        ),
        ((0.5, 0.4), ["Une direction revient\u00a0: D0, 50 fois sur 100."]),
        ((0.49, 0.2), []),
        ((0.1,), []),
        ((), []),
    ],
)
def test_the_directions_that_are_probable_are_told_and_no_other(shares, said):
    directions = tuple(DirectionFigee(f"D{number}", share) for number, share in enumerate(shares))
    told = [plain(one.phrase) for one in tell_ranking(build_instantane(directions=directions)).directions]
    assert told == said


def test_a_direction_that_the_first_piste_is_not_of_says_so():
    first = build_instantane().pistes[0].domaine
    own, other = (DirectionFigee(nom, 0.8) for nom in (first, "Ailleurs"))
    told = [tell_ranking(build_instantane(directions=(one,))).directions[0].ailleurs for one in (own, other)]
    assert told == ["", "Ta première piste n’en fait pas partie."]


@pytest.mark.parametrize(
    ("weight", "wanted", "said"),
    [
        (0.11, 0.1, "comptait à peine moins\u00a0: 10\u00a0% de tes priorités au lieu de 11\u00a0%"),
        (0.11, 0.16, "comptait un peu plus\u00a0: 16\u00a0%"),
        (0.3, 0.15, "comptait bien moins\u00a0: 15\u00a0%"),
        (0.05, 0.6, "comptait beaucoup plus\u00a0: 60\u00a0%"),
    ],
)
def test_what_would_come_in_is_told_in_words_before_its_figures(weight, wanted, said):
    seuil = SeuilFige("boulanger", "Boulanger", "flexibilite", weight, wanted)
    (told,) = tell_ranking(build_instantane(entrees=(seuil,))).entrees
    assert said in plain(told)


@pytest.mark.parametrize(
    ("share", "lit"),
    [(0.93, (250, 250, 250, 180)), (1.0, (250,) * 4), (0.55, (250, 250, 50, 0)), (0.5, (250, 250, 0, 0))],
)
def test_as_many_tiles_are_lit_as_a_direction_comes_back(share, lit):
    told = tell_ranking(build_instantane(directions=(DirectionFigee("D", share),))).directions
    assert tuple(rang.width for rang in told[0].rangs) == lit


def test_a_place_is_told_among_those_in_view_and_not_where_filters_leave_it_out():
    instantane = build_instantane()
    piste = replace(instantane.pistes[0], place=3)
    said = tell_report(replace(instantane, en_vue=1118), piste).rang
    assert said == "3e piste sur 1\u202f118 pour toi"
    assert tell_report(instantane, replace(piste, place=0)).rang == ""
    assert tell_report(replace(instantane, en_vue=1), replace(piste, place=1)).rang == ""


@pytest.mark.parametrize(
    ("titres", "said"),
    [
        (("Luthier",), "Elle fait une seule piste avec Luthier, qui donne autant de tout."),
        (("Luthier", "Relieur"), "Elle fait une seule piste avec Luthier et Relieur, qui donnent autant de tout."),
    ],
)
def test_the_page_of_a_ranking_and_a_report_say_the_same_remarks_of_a_piste(titres, said):
    instantane = build_instantane()
    piste = replace(
        instantane.pistes[0],
        variantes=tuple(VarianteFigee(titre.lower(), titre) for titre in titres),
        reportee=True,
        lien_faible=True,
        refus_inconnus=("nuit",),
    )
    report = [plain(one) for one in tell_report(instantane, piste).place.phrases]
    line = tell_ranking(replace(instantane, pistes=(piste,))).pistes[0].remarques
    assert said in report and set(line[1:]) <= set(report) and len(line) == 4
    assert line[0].startswith(f"{len(titres)}\u00a0métier") and line[0].endswith(f"{titres[-1]}.")
