"""What is published besides the métiers that have figures: the lists made by reading, and the estimates."""

import numpy as np
import pytest

from metiers.catalogue import estimate
from metiers.catalogue.arithmetic import scale_of
from metiers.catalogue.build import build_catalogue
from metiers.catalogue.elements import PARTS
from metiers.catalogue.errors import CatalogueError
from metiers.catalogue.estimate import chosen, columns_of, leave_one_out, means_of, shared
from metiers.catalogue.exclusions import Exclusions
from metiers.catalogue.experience import Anciennete, estimated_experience
from metiers.catalogue.joins import Link
from metiers.catalogue.neighbours import Traits, nearness
from metiers.catalogue.profile import ELEMENTS, profiles_of, scales_of
from metiers.catalogue.publication import Publication, Told, check_publication, names_of, read_publication
from metiers.catalogue.readers import read_sources
from metiers.catalogue.skills import HARD
from metiers.catalogue.titles import Titles
from metiers.contraintes import NOTED

NAN = float("nan")
HEADER = "code_rome,libelle_rome,decision,nom_de,motif\n"
TOLD = "code_rome,ogr,masculin,feminin,inclusif,adresse,autres_ogr,motif\n"


def traits(code, **known):
    found = {
        "label": "Tisserand / Tisserande",
        "parent": code,
        "domaine": code[:3],
        "leads_to": frozenset(),
        "skills": frozenset(),
        "interests": frozenset(),
        "contexts": frozenset(),
        "holland": "",
        "bac_plus": NAN,
        "pay": NAN,
        "telework": False,
    }
    return Traits(code, **(found | known))


def link(*shares):
    return Link(shares, 1.0, True, ())


# --- how near, and which neighbours ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "known",
    [
        {"leads_to": frozenset({"B1101"})},
        {"parent": "B1101"},
        {"skills": frozenset({"1", "2"})},
        {"interests": frozenset({"7"})},
        {"contexts": frozenset({"300803"})},
        {"holland": "RA"},
        {"bac_plus": 2},
        {"pay": 1500},
        {"label": "Plongeur / Plongeuse"},
    ],
)
def test_each_thing_in_common_brings_two_metiers_nearer(known):
    other = traits(
        "B1101",
        label="Plongeur / Plongeuse",
        skills=frozenset({"1", "2", "3"}),
        interests=frozenset({"7"}),
        contexts=frozenset({"300803"}),
        holland="RI",
        bac_plus=2,
        pay=1600,
    )
    plain = traits("A1101", telework=True)
    far, near = (
        nearness([one], [other, traits("C9901")])[0, 0] for one in (plain, traits("A1101", telework=True, **known))
    )
    assert near > far


def test_a_rare_skill_in_common_says_more_than_one_that_everybody_has():
    asked = traits("A1101", skills=frozenset({"rare", "usual"}))
    others = [
        traits("B1101", skills=frozenset({"rare", "x"})),
        traits("B1102", skills=frozenset({"usual", "y"})),
        traits("B1103", skills=frozenset({"usual", "z"})),
    ]
    rare, usual, _ = nearness([asked], others)[0]
    assert rare > usual


def test_neighbours_are_the_nearest_and_of_twins_only_one():
    common = shared([link(("x", 1.0)), link(("x", 0.6), ("y", 0.4)), link(("y", 1.0)), link(("z", 1.0))])
    assert common[0].tolist() == [1.0, 0.6, 0.0, 0.0]
    found = chosen(np.array([4.0, 3.0, 2.0, 0.0]), common)
    assert [j for j, _ in found] == [0, 2], "the second says what the first says; nothing in common is no neighbour"
    assert sum(share for _, share in found) == pytest.approx(1)
    assert found[0][1] > 0.7


def test_a_neighbour_too_light_is_not_named(monkeypatch):
    monkeypatch.setattr(estimate, "FEWEST", 1)
    assert chosen(np.array([10.0, 1.0]), np.eye(2)) == [(0, 1.0)]
    monkeypatch.setattr(estimate, "FEWEST", 2)
    assert len(chosen(np.array([10.0, 1.0]), np.eye(2))) == 2, "one alone is no neighbourhood"


def test_what_is_not_known_of_a_neighbour_is_left_out_of_the_mean():
    assert means_of(np.array([[0.5, 0.5], [0.0, 1.0]]), np.array([4.0, NAN]))[0] == 4.0
    assert np.isnan(means_of(np.array([[0.0, 1.0]]), np.array([4.0, NAN])))[0]


# --- the estimate ----------------------------------------------------------------------------------------------------


def figures(rows):
    rng = np.random.default_rng(0)
    return {cle: rng.normal(size=rows) for cle in ELEMENTS}


def test_french_facts_are_its_own_and_the_rest_its_neighbours():
    known = figures(3)
    profiles = profiles_of(("A", "B", "C"), known, scales_of(known))
    facts = {cle: np.array([9.0 if cle == "dares:nuit" else NAN]) for cle in ELEMENTS}
    found = columns_of(np.array([[0.5, 0.5, 0.0]]), profiles, facts)
    assert found["dares:nuit"].tolist() == [9.0]
    for cle in ("dares:samedi", "valeur:Achievement"):
        assert found[cle][0] == pytest.approx(known[cle][:2].mean())


def test_a_metier_is_never_found_again_from_its_own_surveys():
    """Two pairs of twins: with their own occupations, estimates would be exact."""
    known = {cle: np.repeat(column, 2) for cle, column in figures(2).items()}
    profiles = profiles_of(("A", "B", "C", "D"), known, scales_of(known))
    links = [link(("x", 1.0)), link(("x", 1.0)), link(("y", 1.0)), link(("y", 1.0))]
    trial = leave_one_out(np.ones((4, 4)), links, profiles)
    assert set(trial.r) == set(PARTS)
    assert all(r < 0 for cle, r in trial.r.items() if cle != "qualite_vie"), "only the other pair speaks"
    assert all(error > 10 for cle, error in trial.error.items() if cle != "qualite_vie")


def test_experience_is_that_of_most_neighbours_and_its_share_is_not_told():
    reached, not_reached = Anciennete(80, True, "onet"), Anciennete(90, False, "lecture")
    assert estimated_experience([(reached, 0.6), (not_reached, 0.4)]) == Anciennete(None, True, "voisins")
    assert estimated_experience([(reached, 0.4), (not_reached, 0.6)]) == Anciennete(None, False, "voisins")
    assert estimated_experience([(None, 1.0)]) is None
    assert estimated_experience([(reached, 1.0)], by_hand=False) == Anciennete(None, False, "lecture")


# --- the build -------------------------------------------------------------------------------------------------------

DIVERS_OUT = Exclusions({"B1101": "non"}, {})


def test_an_estimated_metier_is_published_and_moves_no_other(world):
    sources = read_sources(world)
    without = build_catalogue(sources, DIVERS_OUT, Publication(left_out={"B1101": "non"}))
    found = build_catalogue(sources, DIVERS_OUT, Publication(estimated=frozenset({"B1101"})))
    first, second, third = found.metiers
    assert second["code"] == "B1101" and second["estime"] == len(second["provenance"]["voisins"])
    assert second["provenance"]["voisins"][0][0] == "A1101", "of its parent"
    assert second["contraintes"] == ["300803", "300783"], "its own"
    assert second["outils"] == []
    assert set(second["erreur"]) == set(PARTS)
    for before, after in zip(without.metiers, (first, third), strict=True):
        assert before | {"proches": []} == after | {"proches": []}
        assert "estime" not in after
    assert without.splits == found.splits


def test_a_code_that_is_another_name_is_found_under_it(world):
    found = build_catalogue(read_sources(world), DIVERS_OUT, Publication(named={"B1101": "A1101"}))
    first, _ = found.metiers
    assert "Plongeur / Plongeuse de fond" in first["synonymes"]
    near = Exclusions(DIVERS_OUT.metiers, {}, near={"A1101": ("B1101", "C9901")})
    found = build_catalogue(read_sources(world), near, Publication(named={"B1101": "A1101"}))
    assert found.metiers[0]["proches"] == ["C9901"], "what is another name has no fiche to lead to"


def test_an_appellation_has_its_own_line_beside_its_code(world):
    told = Told("A1101", "2", Titles("Tapissier", "Tapissière", "Tapissier(ère)"), "tapissier", ())
    found = build_catalogue(read_sources(world), Exclusions({}, {}), Publication(told={told.cle: told}))
    code, appellation, *_ = found.metiers
    assert (appellation["code"], appellation["ogr"], appellation["adresse"]) == ("A1101", "2", "tapissier")
    assert appellation["libelle"] == "Tapissier / Tapissière"
    assert code["synonymes"] == [], "its name is no longer one of the code's"
    assert "estime" in appellation, "no link of its own is good enough"
    assert code["proches"] == appellation["proches"] == [], "nobody said what they are near"


def test_what_a_reader_chose_is_near(world):
    def near(**chosen):
        built = build_catalogue(read_sources(world), Exclusions({}, {}, near=chosen), Publication())
        return built.metiers[0]["proches"]

    assert near() == []
    assert near(A1101=("C9901", "Z9999", "B1101")) == ["C9901", "B1101"], "what is published, in the reader's order"


def test_what_a_reader_found_absurd_is_not_told(world):
    def first(**hidden):
        return build_catalogue(read_sources(world), Exclusions({}, {}, **hidden), Publication()).metiers[0]

    told = first()["hard_skills"]
    left = first(no_skills={"A1101": {told[0][0]}})["hard_skills"]
    assert told[0][0] not in dict(left) and set(map(tuple, told[1:])) <= set(map(tuple, left))
    assert len(left) >= HARD.fewest, "the next ones take its place"
    names = first()["synonymes"]
    assert first(no_names={"A1101": {names[0]}})["synonymes"] == names[1:]


def test_a_skill_that_a_survey_forgets_is_told_as_of_another_metier(world):
    def metiers(**levels):
        built = build_catalogue(read_sources(world), Exclusions({}, {}, levels=levels), Publication())
        return {metier["code"]: metier for metier in built.metiers}

    before = metiers()
    told, others = dict(before["A1101"]["hard_skills"]), dict(before["B1101"]["hard_skills"])
    missing = next(name for name in others if others[name] != told.get(name))
    after = metiers(A1101={missing: "B1101"})
    assert dict(after["A1101"]["hard_skills"])[missing] == others[missing]
    assert after["A1101"]["provenance"]["repris"] == [[missing, "B1101"]]
    assert "repris" not in after["B1101"]["provenance"]
    assert after["B1101"]["hard_skills"] == before["B1101"]["hard_skills"]
    assert {key: after["A1101"][key] for key in ("profil", "elements", "soft_skills")} == {
        key: before["A1101"][key] for key in ("profil", "elements", "soft_skills")
    }
    assert metiers(A1101={missing: "Z9999"}, Z9999={missing: "B1101"}) == before, "of what is published alone"
    with pytest.raises(CatalogueError, match="« Magie » est inconnu"):
        metiers(A1101={"Magie": "B1101"})


def test_a_hand_says_whose_salary_is_told(world):
    def medians(**by_hand):
        built = build_catalogue(read_sources(world), Exclusions({}, {}, families=by_hand), Publication())
        return [metier["salaire"] and metier["salaire"]["mediane"] for metier in built.metiers][:2]

    assert medians() == [[1500, 1700], [1500, 1700]]
    assert medians(A1101=()) == [None, [1500, 1700]]
    assert medians(A1101=("A0Z41",)) == [[1700, 1700], [1500, 1700]]
    unpaid = build_catalogue(read_sources(world), Exclusions({}, {}, unpaid=frozenset({"A1101"})), Publication())
    first = unpaid.metiers[0]
    assert first["salaire"] is None and first["heures"]["parts"]["nuit"] == 20, "its family still tells its hours"


def test_conditions_that_do_not_hold_were_noted_all_the_same(world):
    exclusions = Exclusions({}, {}, contexts={"B1101": {"300803": False, "300783": False}})
    first, second = build_catalogue(read_sources(world), exclusions, Publication()).metiers[:2]
    assert second["contraintes"] == [] and NOTED in second["heures"]["connues"]
    assert first["contraintes"] == [] and NOTED not in first["heures"]["connues"], "by day: nothing of it constrains"


def test_two_metiers_under_one_name_stop_the_build(world):
    told = Told("A1101", "2", Titles("Choriste", "Choriste", "Choriste"), "tapissier", ())
    with pytest.raises(CatalogueError, match="« Choriste » nomme deux métiers"):
        build_catalogue(read_sources(world), Exclusions({}, {}), Publication(told={told.cle: told}))


@pytest.mark.parametrize(
    ("publication", "said"),
    [
        (Publication(), "il manque B1101, à lire et à décider"),
        (Publication(estimated=frozenset({"B1101", "Z0000"})), "Z0000 est inconnu du ROME"),
        (Publication(estimated=frozenset({"B1101", "A1101"})), "A1101 a ses propres chiffres"),
        (Publication(named={"B1101": "B1102"}), "B1102 n’est pas publié"),
        (
            Publication(
                left_out={"B1101": "non"}, told={"A1101-9": Told("A1101", "9", Titles("a", "b", "c"), "a", ())}
            ),
            "9 n’est pas une appellation de A1101",
        ),
    ],
)
def test_lists_of_another_release_stop_the_build(world, publication, said):
    rome = read_sources(world).rome
    with pytest.raises(CatalogueError, match=said):
        check_publication(publication, rome, ["A1101", "C9901"])


# --- the lists -------------------------------------------------------------------------------------------------------


def read(tmp_path, lines="", told=""):
    published, appellations = tmp_path / "p.csv", tmp_path / "a.csv"
    published.write_text(HEADER + lines, encoding="utf-8")
    appellations.write_text(TOLD + told, encoding="utf-8")
    return read_publication(published, appellations)


def test_the_lists_are_read(tmp_path):
    found = read(
        tmp_path,
        "A1101,x,estimer,,un motif\nB1101,x,nommer,A1101,un motif\nC9901,x,écarter,,très rare\n",
        "A1101,2,Tapissier,Tapissière,Tapissier(ère),tapissier,3 4,un motif\n",
    )
    assert (found.estimated, found.named, found.left_out) == (
        frozenset({"A1101"}),
        {"B1101": "A1101"},
        {"C9901": "très rare"},
    )
    assert found.told["A1101-2"].autres == ("3", "4")


@pytest.mark.parametrize(
    ("lines", "told", "said"),
    [
        ("A1101,x,publier,,m\n", "", "colonne « decision » : « publier » est inconnue"),
        ("A1101,x,estimer,,\n", "", "« motif » ou « nom_de » : ligne incomplète"),
        ("A1101,x,nommer,,m\n", "", "« motif » ou « nom_de » : ligne incomplète"),
        ("A1101,x,estimer,B1101,m\n", "", "« motif » ou « nom_de » : ligne incomplète"),
        ("A1101,x,estimer,,m\nA1101,x,écarter,,m\n", "", "« code_rome » : « A1101 » s’y trouve deux fois"),
        ("", "A1101,2,a,b,c,adresse,,m\nA1101,3,d,e,f,adresse,,m\n", "« adresse » : « adresse » s’y trouve deux fois"),
        ("", "A1101,2,a,b,,adresse,,m\n", "colonne « inclusif » : ligne incomplète"),
    ],
)
def test_a_faulty_line_is_told_with_its_column(tmp_path, lines, told, said):
    with pytest.raises(CatalogueError, match=said):
        read(tmp_path, lines, told)


def test_every_line_that_is_committed_says_why():
    found = read_publication()
    assert len(found.estimated) + len(found.told) > 200
    assert all(found.left_out.values())
    assert not found.named.keys() & found.estimated


def test_names_go_to_the_fiche_that_takes_them(world):
    told = Told("A1101", "2", Titles("a", "b", "c"), "a", ())
    names = names_of(Publication(told={told.cle: told}, named={"C9901": "A1101-2"}), read_sources(world).rome)
    assert names == {
        "A1101": ["Tisserand / Tisserande"],
        "A1101-2": ["Tapissier / Tapissière", "Choriste"],
        "B1101": ["Plongeur / Plongeuse de fond"],
    }


def test_scales_are_not_those_of_what_is_measured_on_them():
    known = figures(3)
    scales = scales_of(known)
    assert scales.elements["valeur:Achievement"] == scale_of(known["valeur:Achievement"])
