from metiers.catalogue.labels import COMPETENCES
from quiz.rapport.exemples import EXEMPLES


def test_each_skill_of_the_surveys_has_a_short_example():
    assert EXEMPLES.keys() == set(COMPETENCES.values())
    assert all(len(said) <= 54 and said[:1].islower() and not said.endswith(".") for said in EXEMPLES.values())
