import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metiers.dimensions import CLES
from quiz.methode.matching import normalise_weights
from quiz.rapport.evidence import CONSTRAINT_STEMS, MISSION_STEMS, Evidence, find_evidence
from quiz.rapport.report import FicheFacts, build_report
from tests.quiz.reference import rank

SEED_SCORES = (58, 65, 82, 78, 70)


def facts(**changes):
    given_facts = {
        "missions": (Evidence("Suivi des partenariats"), Evidence("Recherche de financements")),
        "contraintes": (Evidence("Budget serré"), Evidence("Horaires décalés", "le stress monte")),
        "competences": {"a": ("Anglais", 90), "b": ("Budget", 60)},
    }
    return FicheFacts(**{**given_facts, **changes})


def report_of(importances, scores=SEED_SCORES, ratings=None, **changes):
    weights = normalise_weights(importances)
    return report_among(["m"], np.array([scores], dtype=float), weights, ratings, **changes)


def report_among(slugs, raw, weights, ratings=None, **changes):
    """The report on the first of these métiers."""
    index = next(one for one in rank(slugs, raw, weights) if one.slug == slugs[0])
    return build_report(facts(**changes), index, weights, ratings or {})


def labels(points):
    return [point.term.dimension.cle for point in points]


@pytest.mark.parametrize(
    ("importances", "strengths", "tensions"),
    [
        ([1, 1, 1, 1, 1], ["stimulation", "relations"], ["qualite_vie"]),
        ([10, 0, 0, 0, 0], ["stimulation", "relations"], ["qualite_vie"]),
        ([0, 0, 1, 9, 0], ["relations", "stimulation"], ["qualite_vie"]),
        ([1, 9, 1, 1, 1], ["stimulation", "relations"], ["flexibilite"]),
        ([5, 5, 1, 1, 1], ["stimulation", "relations"], ["qualite_vie"]),
        ([0, 10, 5, 5, 0], ["stimulation", "relations"], ["flexibilite"]),
    ],
)
def test_strengths_are_what_the_metier_gives_and_tensions_what_would_be_missed(importances, strengths, tensions):
    report = report_of(importances)
    assert labels(report.strengths) == strengths
    assert labels(report.tensions) == tensions


def test_a_low_score_that_does_not_matter_is_no_tension():
    report = report_of([0, 5, 5, 5, 5], scores=(10, 80, 80, 80, 80))
    assert [(point.term.dimension.cle, point.matters) for point in report.tensions] == [("qualite_vie", False)]


@pytest.mark.parametrize("score", [0, 32, 50, 100])
def test_a_metier_that_gives_as_much_of_everything_has_no_tension(score):
    report = report_of([9, 1, 1, 1, 1], scores=(score,) * 5)
    assert report.tensions == ()
    assert report.strengths


def test_the_lowest_score_is_the_fiches_own_even_in_a_large_catalogue():
    """By rank another dimension may be the lowest; what is printed is the score of the fiche."""
    weights = normalise_weights([1] * 5)
    raw = np.array([[58.0, 65, 82, 78, 70]] + [[10.0, 90, 90, 10, 10]] * 40)
    slugs = [f"m{number:02d}" for number in range(41)]
    report = report_among(slugs, raw, weights)
    lowest = [point.term.dimension.cle for point in report.tensions if point.lowest]
    assert set(lowest) <= {"qualite_vie"}


def test_two_tensions_when_two_things_that_matter_are_well_below_the_rest():
    report = report_of([5, 5, 1, 1, 1], scores=(30, 35, 80, 80, 80))
    assert labels(report.tensions) == ["qualite_vie", "flexibilite"]


def test_points_cite_the_fiche_in_its_own_words():
    report = report_of([1, 1, 1, 1, 1])
    assert report.strengths[0].evidence == ("Recherche de financements",)
    assert report.strengths[1].evidence == ("Suivi des partenariats",)
    assert report.tensions[0].evidence == ("Horaires décalés",)
    assert report.tensions[0].lowest


def test_nothing_is_cited_when_the_fiche_says_nothing_of_it():
    report = report_of([1] * 5, missions=(), contraintes=(Evidence("Port de la blouse"),))
    assert [point.evidence for point in (*report.strengths, *report.tensions)] == [(), (), ()]


@pytest.mark.parametrize(
    ("importances", "cle", "words"),
    [
        ([1, 1, 6, 1, 1], "stimulation", "important pour toi, et ce métier en donne plus que le reste"),
        ([6, 1, 1, 1, 1], "qualite_vie", "important pour toi, mais ce métier en donne moins que le reste"),
        ([1, 1, 6, 1, 1], "qualite_vie", "ce métier en donne moins que le reste, mais tu y tiens moins"),
        ([6, 1, 1, 1, 1], "stimulation", "ce métier en donne plus que le reste, mais tu y tiens moins"),
        ([1, 1, 1, 1, 1], "stimulation", "poids moyen dans tes réponses : presque sans effet"),
        ([1, 1, 1, 1, 6], "carriere", "ce métier en donne autant que le reste : presque sans effet"),
    ],
)
def test_words_follow_the_signs_of_the_terms(importances, cle, words):
    report = report_of(importances)
    assert report.terms[CLES.index(cle)].words == words


def test_equal_priorities_are_balanced_and_said_so():
    assert report_of([7] * 5).balanced
    assert not report_of([7, 7, 7, 7, 0]).balanced


@pytest.mark.parametrize("scores", [(0,) * 5, (100,) * 5, (100, 0, 0, 0, 0), (49, 49, 49, 49, 50)])
def test_no_strength_is_ever_below_the_metiers_own_mean_and_low(scores):
    report = report_of([1] * 5, scores=scores)
    assert all(point.term.percentile >= report.mean - 1e-9 or point.term.percentile >= 50 for point in report.strengths)


def test_a_fiche_low_everywhere_is_not_praised():
    assert report_of([1] * 5, scores=(10, 20, 30, 40, 45)).low
    assert not report_of([1] * 5).low


def test_strengths_that_do_not_matter_to_the_student_are_told_as_the_metiers():
    report = report_of([9, 8, 1, 1, 1])
    assert report.beside
    assert not any(point.matters for point in report.strengths)
    assert all(point.matters for point in report.tensions)
    assert not report_of([1, 1, 9, 1, 1]).beside


def test_a_single_high_score_is_not_given_a_false_companion():
    report = report_of([1] * 5, scores=(100, 0, 0, 0, 0))
    assert labels(report.strengths) == ["qualite_vie"]


def test_a_metier_that_gives_as_much_of_everything_is_said_flat():
    assert report_of([9, 1, 1, 1, 1], scores=(50, 50, 50, 50, 50)).flat
    assert not report_of([1] * 5).flat


def test_je_ne_sais_pas_is_told_from_no_answer():
    rows = report_of([1] * 5, ratings={"a": None}).skill_rows
    assert [row.answered for row in rows] == [True, False]


@pytest.mark.parametrize(
    ("rated", "statut"),
    [(100, "acquis"), (75, "à renforcer"), (50, "à construire"), (0, "à construire"), (None, "à découvrir")],
)
def test_each_skill_says_where_the_student_stands(rated, statut):
    report = report_of([1] * 5, ratings={"a": rated})
    assert report.skill_rows[0].nom == "Anglais"
    assert report.skill_rows[0].statut == statut


def test_the_skills_to_try_first_are_the_largest_weighted_gaps():
    report = report_of([1] * 5, ratings={"a": 75, "b": 0})
    assert [row.nom for row in report.to_learn] == ["Budget", "Anglais"]


@given(
    st.lists(st.integers(0, 10), min_size=5, max_size=5).filter(any),
    st.lists(st.integers(0, 100), min_size=5, max_size=5),
)
def test_every_report_has_its_strengths_and_at_most_two_tensions(importances, scores):
    report = report_of(importances, scores=tuple(scores))
    assert 1 <= len(report.strengths) <= 2
    assert all(point.term.percentile >= min(50, report.mean) - 1e-9 for point in report.strengths)
    assert len(report.tensions) <= 2
    assert report.tensions or report.flat
    assert not set(labels(report.strengths)) & set(labels(report.tensions))
    total = report.index.base + report.index.general + sum(term.points for term in report.terms)
    assert total == pytest.approx(report.index.score_unclipped, abs=1e-9)


@settings(deadline=None)
@given(st.integers(30, 60), st.integers(0, 100), st.integers(1, 9))
def test_a_report_stands_in_any_large_catalogue(count, score, importance):
    """Equal ranks whose mean is a hair above them once left a report without strengths."""
    raw = np.array([[float(score)] * 5] + [[float(number)] * 5 for number in range(count)])
    weights = normalise_weights([importance, 1, 1, 1, 1])
    slugs = [f"m{number:02d}" for number in range(count + 1)]
    assert report_among(slugs, raw, weights).strengths


def test_a_stem_is_looked_for_at_the_start_of_words():
    passages = [Evidence("Des responsabilités croissantes"), Evidence("Une quantité énorme de courriels")]
    assert find_evidence(passages, CONSTRAINT_STEMS["qualite_vie"], most=2) == ()
    assert find_evidence(passages, CONSTRAINT_STEMS["flexibilite"], most=2) == ()


def test_every_dimension_has_its_stems():
    assert set(MISSION_STEMS) == set(CONSTRAINT_STEMS) == set(CLES)


def test_evidence_prefers_names_over_texts():
    passages = [Evidence("Autre", "stress et horaires"), Evidence("Horaires de nuit")]
    assert find_evidence(passages, CONSTRAINT_STEMS["qualite_vie"], most=2) == ("Horaires de nuit", "Autre")
