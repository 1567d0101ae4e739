"""How a word is written must not matter: accents, case, gender, number, and words half typed."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from metiers.search.words import asked, forms_of, keys_of, meaning, plain, query_words, searchable, words_of

# On a slow machine too.
steady = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
words = st.text("abceilnorstux0", min_size=1, max_size=12)


def finds(query, text):
    texte = searchable(text)
    return all(any(form in texte for form in forms_of(word)) for word in query_words(query))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Éducateur", "educateur"),
        ("ÉDUCATEUR(TRICE)", "educateur"),
        ("éducateur·rice", "educateur"),
        ("éducateur·rice·s", "educateur"),
        ("éducateur•trice", "educateur"),
        ("éducateur.rice.s", "educateur"),
        ("chargé.e.s", "charge"),
        ("boulanger/ère", "boulanger"),
        ("boulanger/-ère", "boulanger"),
        ("Monteur(euse)-câbleur(euse)", "monteur-cableur"),
        ("Cœur  d’artichaut", "coeur d'artichaut"),
        ("Hôtesse ou steward (train)", "hotesse ou steward (train)"),
        ("animateur/animatrice", "animateur"),
        ("une école.Elle", "une ecole.elle"),
        ("", ""),
    ],
)
def test_what_titles_are_sorted_by_has_no_accent_nor_inclusive_ending(text, expected):
    assert plain(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Technicien(ne) en traitement de l’eau", ("technicien", "en", "traitement", "de", "l", "eau")),
        ("C++, C# et R", ("c++", "c#", "et", "r")),
        ("Travail posté (2x8)", ("travail", "poste", "2x8")),
        ("?! …", ()),
    ],
)
def test_words_of_a_text(text, expected):
    assert words_of(text) == expected


def test_each_word_of_a_searchable_text_is_between_spaces():
    assert searchable("Boulanger(ère)", "pain d’épices") == " boulanger pain d epices "
    assert searchable() == searchable("…") == " "


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("traitement de l’eau", ("traitement", "eau")),
        ("un métier et des gens", ("metier", "gens")),
        ("de la", ("de", "la")),
        ("  ", ()),
    ],
)
def test_empty_words_count_only_when_there_is_nothing_else(query, expected):
    assert query_words(query) == expected


@pytest.mark.parametrize(
    ("title", "query"),
    [
        *(
            ("Éducateur de jeunes enfants", query)
            for query in (
                *("éducateur", "Educatrice", "éducateurs", "EDUCATRICES", "éducateur(trice)", "Éducateur·rice"),
                *("éducateur/trice", "éducateur.rice.s", "éduc", "educ", "e", "enfant éducateur"),
            )
        ),
        *(
            ("Développeur web", query)
            for query in ("dev", "développeuse", "développeuses", "développeur·euse", "developpeur(euse)", "WEB")
        ),
        ("Infirmier", "infirmière"),
        ("Infirmier", "infirmières"),
        ("Enchanteur", "enchanteresse"),
        ("Enchanteur", "enchanteresses"),
        ("Mécanicien", "mécanicienne"),
        ("Mécanicien", "mécaniciennes"),
        ("Patron de pêche", "patronne"),
        ("Patron de pêche", "patronnes"),
        ("Professionnel", "professionnelle"),
        ("Professionnel", "professionnelles"),
        ("Sportif", "sportive"),
        ("Sportif", "sportives"),
        ("Commercial", "commerciaux"),
        ("Bateau", "bateaux"),
        ("Chargé de mission", "chargée"),
        ("Chargé de mission", "chargées"),
        ("Avocat", "avocate"),
        ("Avocat", "avocates"),
        ("Techniciens", "technicienne"),
        ("Bijou", "bijoux"),
        ("Cuisinier", "cuisine"),
        ("Médecin", "médecine"),
        ("Développeur C++", "c++"),
        ("Technicien en traitement de l’eau", "l'eau"),
        ("Dentiste", "dentistes"),
        ("Architecte d’intérieur", "architectes"),
        ("Chargé de mission", "chargés"),
        ("Chargé de mission", "chargé(e)s"),
        ("Sage-femme", "sages-femmes"),
        ("Infirmier", "infirmier/ière"),
        ("Infirmier", "infirmier-ère"),
        ("Coiffeur", "coiffeur-euse"),
        ("Coiffeur", "coiffeur/se"),
    ],
)
def test_a_title_is_found_however_it_is_written(title, query):
    assert finds(query, title)


@pytest.mark.parametrize(
    ("title", "query"),
    [
        ("Éducateur", "ducateur"),
        ("Éducateur de jeunes enfants", "éducateur sportif"),
        ("Actionnaire", "actrice"),
        ("Acteurs-studios", "acteurstudio"),
        ("Ventilateur", "vente"),
        ("Jeune", "jeux"),
        ("Développeur C", "c++"),
    ],
)
def test_another_word_is_not_found(title, query):
    assert not finds(query, title)


@steady
@given(words, st.data())
def test_the_beginning_of_a_word_finds_it(word, data):
    beginning = word[: data.draw(st.integers(1, len(word)))]
    assert any(form in searchable(word) for form in forms_of(beginning))


@steady
@given(st.text())
def test_any_text_is_found_by_its_own_words(text):
    assert words_of(" ".join(words_of(text))) == words_of(text)
    assert finds(text, text)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("métier infirmier", ("infirmier",)),
        ("devenir infirmier", ("infirmier",)),
        ("salaire infirmier", ("infirmier",)),
        ("je veux travailler dans la banque", ("banque",)),
        ("formation pour être prof", ("prof",)),
        ("métier", ("metier",)),
        ("quel métier faire plus tard", ("quel", "metier", "faire", "plus", "tard")),
    ],
)
def test_words_that_say_nothing_count_only_when_there_is_nothing_else(query, expected):
    assert meaning(query_words(query)) == expected


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("Éducateur sportif", "éducatrices sportives"),
        ("Éducateur / Éducatrice de jeunes enfants", "une éducatrice de jeunes enfants"),
        ("Employé / Employée d’étage", "employées d'étages"),
        ("actrice", "Acteurs"),
        ("Steward / Hôtesse de train", "hôtesse de train"),
        ("Steward / Hôtesse de train", "steward de train"),
    ],
)
def test_a_name_is_exact_in_any_gender_and_number(text, query):
    assert asked(query_words(query)).cle in keys_of(text)


@pytest.mark.parametrize(("text", "query"), [("Infirmier scolaire", "infirmier"), ("Infirmier", "infirmier scolaire")])
def test_a_name_with_another_word_is_not_exact(text, query):
    assert asked(query_words(query)).cle not in keys_of(text)
