"""Hits, their order and their counts, against what a slower and simpler reading of the same métiers gives."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from metiers.contraintes import EXPERIENCE
from metiers.dimensions import CLES
from metiers.francais.inclusif import stem
from metiers.search.entries import make_entree
from metiers.search.index import Index
from metiers.search.results import Rang
from metiers.search.results import find as find_in
from metiers.search.results import search as search_in
from metiers.search.selection import LEVELS, PERTINENCE, TITRE, Selection
from metiers.search.words import meaning, plain, query_words, words_of

FLAT = (60,) * 5
# On a slow machine too.
steady = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def find(entrees, selection):
    return find_in(Index(entrees), selection)


def search(entrees, query):
    return search_in(Index(entrees), query)


def entree(titre, *formes, mots=(), synonymes=(), contexte="", **known):
    return make_entree(
        **{"slug": plain(titre).replace(" ", "-"), "scores": FLAT, "titre": titre} | known,
        formes=formes,
        mots=mots,
        synonymes=synonymes,
        contexte=contexte,
    )


EDUCATOR = entree(
    "Éducateur(trice) de jeunes enfants",
    "Éducateur de jeunes enfants",
    "Éducatrice de jeunes enfants",
    mots=("crèche",),
    synonymes=("Jardinier / Jardinière d’enfants",),
    contexte="Action sociale",
)
SPORTS = entree("Éducateur(trice) sportif(ive)", "Éducateur sportif", "Éducatrice sportive", contexte="Loisirs")
CHIEF = entree("Chef(fe) éducateur(trice) de rue", contexte="Action sociale")
DEVELOPER = entree(
    "Développeur(euse) web",
    "Développeur web",
    "Développeuse web",
    synonymes=("Intégrateur / Intégratrice web", "Administrateur de serveurs", "Web designer"),
    contexte="Systèmes d’information",
)
GARDENER = entree("Jardinier(ère)", "Jardinier", "Jardinière", synonymes=("Paysagiste",))
WORLD = (GARDENER, DEVELOPER, CHIEF, SPORTS, EDUCATOR)


def hits(query, entrees=WORLD):
    return [(hit.entree.titre, hit.rang, hit.via) for hit in find(entrees, Selection(query)).hits]


# --- words -----------------------------------------------------------------


@pytest.mark.parametrize(
    "query",
    [
        *("éducateur", "Educatrice", "éducateurs", "éducatrices", "Éducateur·rice", "éducateur(trice)", "EDUCATEUR"),
        *("éducateur.rice.s", "éducateur/trice", "educ", "édu", "un éducateur"),
    ],
)
def test_the_same_hits_however_it_is_written(query):
    assert [titre for titre, *_ in hits(query)] == [
        "Éducateur(trice) sportif(ive)",
        "Éducateur(trice) de jeunes enfants",
        "Chef(fe) éducateur(trice) de rue",
    ]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("dev", [("Développeur(euse) web", Rang.TITLE_BEGINS, "")]),
        ("web", [("Développeur(euse) web", Rang.TITLE_HOLDS, "")]),
        ("développeuse web", [("Développeur(euse) web", Rang.EXACT, "")]),
        ("designer", [("Développeur(euse) web", Rang.OFFICIAL_HOLDS, "Web designer")]),
        ("desig", [("Développeur(euse) web", Rang.OFFICIAL_HOLDS_BEGINNING, "Web designer")]),
        ("web designer", [("Développeur(euse) web", Rang.OFFICIAL_EXACT, "Web designer")]),
        ("intégratrice", [("Développeur(euse) web", Rang.OFFICIAL_STARTS, "Intégrateur / Intégratrice web")]),
        ("serveur", [("Développeur(euse) web", Rang.OFFICIAL_HOLDS, "Administrateur de serveurs")]),
        ("web integrateur", [("Développeur(euse) web", Rang.OFFICIAL_HOLDS, "Intégrateur / Intégratrice web")]),
        ("intégrateur serveur", [("Développeur(euse) web", Rang.STARTS_THE_SAME, "")]),
        ("information", [("Développeur(euse) web", Rang.ANYWHERE, "")]),
        ("paysag", [("Jardinier(ère)", Rang.OFFICIAL_BEGINS, "Paysagiste")]),
        (
            "jardinière",
            [
                ("Jardinier(ère)", Rang.EXACT, ""),
                ("Éducateur(trice) de jeunes enfants", Rang.OFFICIAL_STARTS, "Jardinier / Jardinière d’enfants"),
            ],
        ),
        ("crèche", [("Éducateur(trice) de jeunes enfants", Rang.STUDENTS_EXACT, "")]),
        ("travailler dans une crèche", [("Éducateur(trice) de jeunes enfants", Rang.STUDENTS_EXACT, "")]),
        ("enfants éducateur", [("Éducateur(trice) de jeunes enfants", Rang.TITLE_HOLDS, "")]),
        ("zzz", []),
        ("?!", []),
    ],
)
def test_titles_and_students_words_come_before_official_names_that_are_named(query, expected):
    assert hits(query) == expected


def test_the_nearest_synonym_is_the_one_named():
    metier = entree("A", synonymes=("Grand soudeur", "Soudeur sur coque", "Soudeur"))
    assert hits("soudeur", [metier]) == [("A", Rang.OFFICIAL_EXACT, "Soudeur")]


def test_the_shortest_form_of_a_title_counts():
    one, two = entree("Agent de piste"), entree("Agent polyvalent de piste et de soute", "Agent")
    assert [hit.entree for hit in find([one, two], Selection("agent")).hits] == [two, one]


def test_no_query_finds_all_by_title():
    assert [titre for titre, *_ in hits("")] == [
        "Chef(fe) éducateur(trice) de rue",
        "Développeur(euse) web",
        "Éducateur(trice) de jeunes enfants",
        "Éducateur(trice) sportif(ive)",
        "Jardinier(ère)",
    ]


# --- a generated catalogue -------------------------------------------------

vocabulary = st.sampled_from(
    ["chef", "cheffe", "chefs", "chargé", "Chargée", "éduc", "éducateur", "éducatrice", "web", "dev", "de", "eau"]
)
phrases = st.lists(vocabulary, min_size=1, max_size=4).map(" ".join)
CONSTRAINTS = ("nuit", "week-end", "dehors")
entrees = st.builds(
    entree,
    phrases,
    slug=st.uuids().map(str),
    synonymes=st.lists(phrases, max_size=2).map(tuple),
    contexte=phrases | st.just(""),
    scores=st.tuples(*[st.integers(0, 100) | st.sampled_from([0, 50])] * 5),
    grand_domaine=st.sampled_from("AB"),
    niveau=st.none() | st.integers(-1, 8),
    interets=st.frozensets(st.sampled_from("123")),
    contraintes=st.frozensets(st.sampled_from(CONSTRAINTS)),
)
catalogues = st.lists(entrees, max_size=12)
queries = st.just("") | phrases


def some(choices):
    return st.lists(st.sampled_from(choices), max_size=2, unique=True).map(tuple)


selections = st.builds(
    Selection,
    queries,
    domaine=some("AB"),
    niveau=st.none() | st.sampled_from([years for years, _ in LEVELS]),
    interet=some("123"),
    sans=some(CONSTRAINTS),
    tri=st.sampled_from(["", PERTINENCE, TITRE, *CLES]),
)


def passes(one, selection):
    """The filters, read aloud."""
    return (
        (not selection.domaine or one.grand_domaine in selection.domaine)
        and (selection.niveau is None or one.niveau is None or one.niveau <= selection.niveau)
        and (not selection.interet or bool(set(selection.interet) & one.interets))
        and not set(selection.sans) & one.contraintes
    )


def found(catalogue, selection):
    return [hit.entree for hit in find(catalogue, selection).hits]


def count(catalogue, selection, **changes):
    return len(found(catalogue, replace(selection, **changes)))


@steady
@given(catalogues, queries)
def test_every_hit_holds_every_word_that_was_kept_and_no_other_does(catalogue, query):
    results = find(catalogue, Selection(query))
    wanted = results.compris.asked.words if results.compris.asked else ()
    kept = [hit.entree for hit in results.hits if hit.rang is not Rang.NEAR]
    for one in catalogue:
        known = words_of(one.tout)
        if one in kept:
            assert all(any(mine.startswith(word[:4]) for mine in known) for word in wanted), "found without one"
        else:
            assert not all(any(mine.startswith(word) for mine in known) for word in wanted), "not found with all"


@steady
@given(catalogues, queries)
def test_near_hits_only_fill_up_to_three_and_a_name_of_theirs_has_most_of_the_words(catalogue, query):
    results = find(catalogue, Selection(query))
    near = [hit.entree for hit in results.hits if hit.rang is Rang.NEAR]
    assert results.proches == len(near)
    assert not near or len(results.hits) <= 3
    words = {stem(word) for word in meaning(query_words(query))}
    for one in near:
        names = (*one.titres, *one.mots, *one.synonymes)
        assert len(words) >= 3
        assert max(len(words & set(cle.split())) for name in names for cle in name.cles) >= len(words) / 2


@steady
@given(catalogues, queries)
def test_no_word_is_left_out_when_one_metier_has_them_all(catalogue, query):
    words = meaning(query_words(query))
    having = [one for one in catalogue if set(words) <= set(words_of(one.tout))]
    compris = find(catalogue, Selection(query)).compris
    if words and having:
        assert (compris.sans, compris.lu) == ((), "")
    if compris.sans:
        assert search(catalogue, query), "a word is left out only for something to be found"


@steady
@given(catalogues, selections)
def test_hits_are_those_that_pass_every_filter(catalogue, selection):
    kept = [hit.entree for hit in search(catalogue, selection.q) if passes(hit.entree, selection)]
    assert sorted(one.slug for one in found(catalogue, selection)) == sorted(one.slug for one in kept)


@steady
@given(catalogues, queries, st.randoms(use_true_random=False), st.sampled_from(["", PERTINENCE, TITRE, *CLES]))
def test_the_order_is_total(catalogue, query, random, tri):
    shuffled = random.sample(catalogue, len(catalogue))
    selection = Selection(query, tri=tri)
    ordered = find(catalogue, selection).hits
    assert find(shuffled, selection).hits == ordered
    by_title = [(plain(hit.entree.titre), hit.entree.slug) for hit in ordered]
    if selection.order == TITRE:
        keys = by_title
    elif selection.order == PERTINENCE:
        keys = [
            (hit.rang, hit.entree.apres_experience, hit.longueur, *title)
            for hit, title in zip(ordered, by_title, strict=True)
        ]
    else:
        dimension = CLES.index(tri)
        keys = [(-hit.entree.scores[dimension], *title) for hit, title in zip(ordered, by_title, strict=True)]
    assert keys == sorted(keys)


def test_accents_and_case_do_not_move_a_title():
    titles = ["Écuyer", "eclairagiste", "Économe", "Zoologue", "Élagueur", "Agent"]
    ordered = [hit.entree.titre for hit in find([entree(titre) for titre in titles], Selection()).hits]
    assert ordered == ["Agent", "eclairagiste", "Économe", "Écuyer", "Élagueur", "Zoologue"]


@pytest.mark.parametrize(("index", "cle"), list(enumerate(CLES)))
def test_the_highest_of_a_dimension_comes_first_then_the_title(index, cle):
    def scored(titre, score):
        return entree(titre, scores=tuple(score if place == index else 50 for place in range(5)))

    catalogue = [scored("B", 40), scored("D", 90), scored("C", 40), scored("A", 7)]
    assert [one.titre for one in found(catalogue, Selection(tri=cle))] == ["D", "B", "C", "A"]


@steady
@given(catalogues, selections)
def test_counts_are_what_each_choice_would_leave(catalogue, selection):
    counts = find(catalogue, selection).counts
    for domaine in "ABZ":
        assert counts["domaine"][domaine] == count(catalogue, selection, domaine=(domaine,))
    for niveau, _ in LEVELS:
        assert counts["niveau"][niveau] == count(catalogue, selection, niveau=niveau)
    for interet in "123":
        assert counts["interet"][interet] == count(catalogue, selection, interet=(interet,))


@steady
@given(catalogues, selections)
def test_counts_of_constraints_are_what_each_hides(catalogue, selection):
    results = find(catalogue, selection)
    for cle in CONSTRAINTS:
        others = tuple(one for one in selection.sans if one != cle)
        hidden = count(catalogue, selection, sans=others) - count(catalogue, selection, sans=(*others, cle))
        assert results.counts["sans"][cle] == hidden


@steady
@given(catalogues, selections)
@example([entree("chef", niveau=5, contraintes=frozenset(["nuit"]))], Selection("chef", niveau=0, sans=("nuit",)))
@example([entree("chef", niveau=5), entree("dev", niveau=3)], Selection(niveau=0, interet=("1",)))
@example([entree("chef", niveau=5), entree("dev", grand_domaine="A")], Selection(niveau=0, domaine=("A", "B")))
def test_without_a_hit_each_choice_taken_back_has_its_exact_count(catalogue, selection):
    results = find(catalogue, selection)
    expected = {
        (facet, value): len(found(catalogue, selection.without(facet, value)))
        for facet, values in selection.filters.items()
        for value in values
    }
    kept = {} if results.hits else {choice: number for choice, number in expected.items() if number}
    assert {(facet, value): number for facet, value, number in results.relaxed} == kept
    numbers = [number for *_, number in results.relaxed]
    assert numbers == sorted(numbers, reverse=True)


def test_the_choice_that_would_leave_most_is_proposed_first():
    catalogue = [
        entree("A", niveau=5, interets=frozenset("1")),
        entree("B", niveau=5, interets=frozenset("1")),
        entree("C", niveau=-1),
    ]
    results = find(catalogue, Selection(niveau=0, interet=("1",), sans=("nuit",)))
    assert results.relaxed == (("niveau", 0, 2), ("interet", "1", 1))


def test_an_unknown_level_passes_and_counts_at_every_level():
    unknown, long = entree("Acrobate", niveau=None), entree("Médecin", niveau=9)
    results = find([unknown, long], Selection(niveau=-1))
    assert [hit.entree for hit in results.hits] == [unknown]
    assert results.counts["niveau"] == {years: 1 for years, _ in LEVELS}


# --- what was meant --------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "read", "first"),
    [
        ("developeur", "développeur", "Développeur(euse) web"),
        ("Jardigner", "jardinier", "Jardinier(ère)"),
        ("educateur sportiff", "educateur sportif", "Éducateur(trice) sportif(ive)"),
        ("educatrisse", "éducatrice", "Éducateur(trice) sportif(ive)"),
        ("développeur", "", "Développeur(euse) web"),
    ],
)
def test_a_typo_is_read_as_the_word_that_was_meant_and_told(query, read, first):
    results = find(WORLD, Selection(query))
    assert (results.compris.lu, results.hits[0].entree.titre) == (read, first)


@pytest.mark.parametrize("query", ["xyzzyq", "zzz", "…", "eusse", "x" * 200])
def test_nonsense_finds_nothing_and_is_read_as_nothing_else(query):
    results = find(WORLD, Selection(query))
    assert (results.hits, results.compris.lu, results.compris.sans) == ((), "", ())


@pytest.mark.parametrize(
    ("query", "left_out", "found"),
    [
        ("éducateur nac", ("nac",), 3),
        ("nac", (), 0),
        ("éducateur web", ("web",), 3),
        ("éducateur sociale loisirs", ("sociale",), 1),
        ("développeur sportif", ("sportif",), 1),
        ("developeur zzzzqq", ("zzzzqq",), 1),
    ],
)
def test_a_word_that_no_metier_has_with_the_others_does_not_empty_the_page(query, left_out, found):
    results = find(WORLD, Selection(query))
    assert (results.compris.sans, len(results.hits)) == (left_out, found)


def names(query, *entrees):
    return [(hit.entree.titre, hit.rang is Rang.NEAR, hit.via) for hit in find(entrees, Selection(query)).hits]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        # Its words are scattered over the names of one métier, and a name of another has most of them.
        ("administrateur web designer", ["Développeur(euse) web", "Designer web et mobile"]),
        # One word is nowhere, or with none of the others.
        ("designer web zzzzqq", ["Designer web et mobile", "Développeur(euse) web"]),
        ("designer web enfants", ["Designer web et mobile", "Développeur(euse) web"]),
        # Both genders of a word are one word, and two words are too few for « most » to say something.
        ("administrateur / administratrice designer", ["Développeur(euse) web"]),
        ("web enfants", ["Développeur(euse) web", "Designer web et mobile"]),
        # Three are enough.
        ("éducateur rue", ["Chef(fe) éducateur(trice) de rue"]),
    ],
)
def test_where_few_hold_it_all_those_whose_name_holds_most_follow(query, expected):
    assert [titre for titre, *_ in names(query, *WORLD, entree("Designer web et mobile"))] == expected


def test_the_nearest_is_what_somebody_is_and_the_name_that_is_near_is_told():
    clerk = entree("Agent(e) d’accueil", synonymes=("Hôte / Hôtesse d’accueil en gare",))
    guard = entree("Garde", synonymes=("Chef / Cheffe de gare et d’accueil",))
    several = [entree(f"Chef de gare {place}", slug=place) for place in ("est", "nord", "ouest", "sud")]
    assert names("hôtesse accueil gare fluviale", clerk, guard) == [
        ("Agent(e) d’accueil", False, "Hôte / Hôtesse d’accueil en gare"),
        ("Garde", True, "Chef / Cheffe de gare et d’accueil"),
    ]
    assert names("chef gare fluviale", *several, guard)[0] == ("Chef de gare est", False, "")
    assert len(names("agent accueil fluvial quai", clerk, *several)) == 1


@pytest.mark.parametrize(
    "query",
    ["métier jardinier", "devenir jardinière", "salaire jardinier", "je veux être jardinier", "formation de jardinier"],
)
def test_words_that_say_nothing_are_ignored(query):
    results = find(WORLD, Selection(query))
    assert results.hits == find(WORLD, Selection("jardinier")).hits
    assert results.compris.sans == ()


@pytest.mark.parametrize("query", ["je veux", "métier", "un métier", "travailler dans", "je cherche un job plus tard"])
def test_words_that_all_say_nothing_find_everything(query):
    assert find(WORLD, Selection(query)).hits == find(WORLD, Selection("")).hits


def test_a_word_that_says_nothing_counts_where_a_title_holds_it():
    school, other = entree("Directeur d’école"), entree("Directeur de théâtre")
    assert [hit.entree for hit in search([other, school], "directeur école")] == [school]
    assert [hit.entree for hit in search([other, school], "école théâtre")] == [other]


@pytest.mark.parametrize(
    "query",
    [
        *("jardinier·ère", "Jardinier / Jardinière", "jardinier/ère", "jardinier.ère", "jardinier H/F"),
        *("jardinière", "L'jardinier(ère)", "le jardinier", "un(e) jardinier(ère)"),
    ],
)
def test_every_inclusive_spelling_of_a_title_finds_it_first(query):
    assert hits(query)[0] == ("Jardinier(ère)", Rang.EXACT, "")


def test_the_metier_of_that_very_name_comes_before_those_that_students_call_so():
    nurse = entree("Auxiliaire de puériculture", mots=("puéricultrice",))
    named = entree("Puériculteur(trice)", "Puériculteur", "Puéricultrice")
    other = entree("Soignant(e)", synonymes=("Puériculteur / Puéricultrice",))
    found = search([other, nurse, named], "puéricultrice")
    assert sorted((hit.rang, hit.entree.titre) for hit in found) == [
        (Rang.EXACT, "Puériculteur(trice)"),
        (Rang.STUDENTS_EXACT, "Auxiliaire de puériculture"),
        (Rang.OFFICIAL_EXACT, "Soignant(e)"),
    ]


def test_two_metiers_under_one_name_are_both_found_in_a_fixed_order():
    one, two = entree("Barman", slug="barman"), entree("Barman", slug="barman-g1801")
    assert [hit.entree for hit in find([two, one], Selection("barman")).hits] == [one, two]


def test_a_metier_that_opens_at_once_comes_before_one_that_asks_for_years():
    chief, agent = entree("Agent", contraintes=frozenset([EXPERIENCE])), entree("Agent de piste et de soute")
    later = entree("Agent de piste", contraintes=frozenset([EXPERIENCE]))
    assert [hit.entree for hit in find([chief, agent, later], Selection("agent")).hits] == [chief, agent, later]


# --- an entry --------------------------------------------------------------


def test_an_entry_keeps_what_is_given_and_makes_its_texts():
    one = entree(
        "Ouvrier(ère)", "Ouvrier", "Ouvrière", synonymes=("Manœuvre",), contexte="Bâtiment", slug="o", niveau=-1
    )
    assert [(name.label, name.texte) for name in one.titres] == [
        ("Ouvrier(ère)", " ouvrier  ouvrier "),
        ("Ouvrière", " ouvriere  ouvrier "),
    ]
    assert [(name.label, name.texte) for name in one.synonymes] == [("Manœuvre", " manoeuvre  manoeuvr ")]
    assert set(words_of(one.tout)) == {"ouvrier", "ouvriere", "manoeuvre", "manoeuvr", "batiment"}
    assert (one.ordre, one.slug, one.niveau) == (("ouvrier", "o"), "o", -1)


ROOFER = entree("Couvreur(euse)", accroche="Tu montes devant le vide pour réparer les tuiles des maisons au sec.")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("tuile", True),
        ("tuiles", True),
        ("répare", False),  # words of an accroche are found whole
        ("dev", False),
        ("sec", False),  # and not when they are short
        ("couvreur maison", True),
    ],
)
def test_whole_words_of_an_accroche_find_its_metier_after_all_others(query, found):
    roof = entree("Tuilier(ère)")
    hits = search([ROOFER, roof], query)
    assert (ROOFER in [hit.entree for hit in hits]) is found
    assert all(hit.rang == Rang.ANYWHERE for hit in hits if hit.entree is ROOFER and query != "couvreur maison")
