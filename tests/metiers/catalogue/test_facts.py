"""Titles, levels of studies, tools, skills and constraints: rules tried on tables of cases."""

import re

import numpy as np
import pytest

from metiers.catalogue.contexts import MARKS, constraints, hours_signs, listed, marks, of_appellation
from metiers.catalogue.experience import Anciennete, experience_of
from metiers.catalogue.families import Families, names_of, of_level, salary, usual_studies
from metiers.catalogue.joins import Link
from metiers.catalogue.labels import COMPETENCES, STYLES
from metiers.catalogue.ratings import without_teaching
from metiers.catalogue.readers.dares import Dares
from metiers.catalogue.readers.onet import Technology
from metiers.catalogue.skills import IMPORTANCE, LEVEL, Choice, Ratings, characteristic, rescaled
from metiers.catalogue.studies import Studies, named_levels, studies_of
from metiers.catalogue.titles import Titles, titles_of, typeset
from metiers.catalogue.tools import product_name, suits, tools_of
from metiers.chargement.importer import slug_of
from metiers.contraintes import NUIT, WEEK_END
from tests.conftest import CATALOGUE

NAN = float("nan")


@pytest.mark.parametrize(
    ("label", "masculine", "feminine", "inclusive"),
    [
        (
            "Educateur / Educatrice de jeunes enfants",
            "Éducateur de jeunes enfants",
            "Éducatrice de jeunes enfants",
            "Éducateur(trice) de jeunes enfants",
        ),
        (
            "Conducteur / Conductrice d'engins",
            "Conducteur d’engins",
            "Conductrice d’engins",
            "Conducteur(trice) d’engins",
        ),
        ("Chargé / Chargée de mission", "Chargé de mission", "Chargée de mission", "Chargé(e) de mission"),
        (
            "Vendeur ambulant / Vendeuse ambulante",
            "Vendeur ambulant",
            "Vendeuse ambulante",
            "Vendeur(euse) ambulant(e)",
        ),
        ("Boulanger / Boulangère", "Boulanger", "Boulangère", "Boulanger(ère)"),
        (
            "Agent administratif / Agente administrative",
            "Agent administratif",
            "Agente administrative",
            "Agent(e) administratif(ive)",
        ),
        ("Mécanicien / Mécanicienne avion", "Mécanicien avion", "Mécanicienne avion", "Mécanicien(ne) avion"),
        ("Monteur-câbleur / Monteuse-câbleuse", "Monteur-câbleur", "Monteuse-câbleuse", "Monteur(euse)-câbleur(euse)"),
        (
            "Arbitre professionnel / Professionnelle de discipline sportive",
            "Arbitre professionnel de discipline sportive",
            "Arbitre professionnelle de discipline sportive",
            "Arbitre professionnel(le) de discipline sportive",
        ),
        (
            "Conseiller / Conseillère immobilier",
            "Conseiller immobilier",
            "Conseillère immobilière",
            "Conseiller(ère) immobilier(ère)",
        ),
        ("Agent / Agente principal(e)", "Agent principal", "Agente principale", "Agent(e) principal(e)"),
        (
            "Directeur / Directrice des achats -DA-",
            "Directeur des achats (DA)",
            "Directrice des achats (DA)",
            "Directeur(trice) des achats (DA)",
        ),
        ("Chef de projet - Web", "Chef de projet - Web", "Chef de projet - Web", "Chef de projet - Web"),
        ("Fleuriste", "Fleuriste", "Fleuriste", "Fleuriste"),
        ("Préfet / Préfète", "Préfet", "Préfète", "Préfet(ète)"),
        ("Pizzaïolo / Pizzaïola", "Pizzaïolo", "Pizzaïola", "Pizzaïolo(a)"),
        ("Ambassadeur / Ambassadrice du tri", "Ambassadeur du tri", "Ambassadrice du tri", "Ambassadeur(drice) du tri"),
        ("Pilote de drone", "Pilote de drone", "Pilote de drone", "Pilote de drone"),
        ("Chef / Cheffe d'ilot", "Chef d’îlot", "Cheffe d’îlot", "Chef(fe) d’îlot"),
        ("Steward / Hôtesse de train", "Steward de train", "Hôtesse de train", "Hôtesse ou steward de train"),
    ],
)
def test_titles(label, masculine, feminine, inclusive):
    assert titles_of(label) == Titles(masculine, feminine, inclusive)


def test_an_inclusive_title_gives_the_address_of_the_masculine_one():
    assert slug_of(titles_of("Conducteur / Conductrice d'engins").inclusif) == "conducteur-dengins"


@pytest.mark.parametrize(
    ("sentences", "levels"),
    [
        (["Cet emploi est accessible avec un diplôme de niveau CAP à Bac +2 en couture."], {-1, 2}),
        (["Accessible avec un Bac+3 à Bac + 5."], {3, 5}),
        (["Cet emploi est accessible avec un Bac + 5 (Master, diplôme d''ingénieur)."], {5}),
        (["Cet emploi est accessible avec un BTS ou une Licence professionnelle."], {2, 3}),
        (["Cet emploi est accessible sans diplôme. Un CAP peut en faciliter l''accès."], {-1}),
        (["Un Bac+2 est un atout.", "Un Master est exigé."], {2}),
        (["Une expérience de Bac+5 est appréciée."], set()),
        (["Cet emploi est accessible avec un diplôme de docteur en médecine Bac + 6."], {10}),
        (["Une formation interne."], set()),
        ([], set()),
    ],
)
def test_levels_named_by_a_text(sentences, levels):
    assert named_levels(sentences) == levels


@pytest.mark.parametrize(
    ("zone", "studies"),
    [(1.2, Studies(-1, -1, "onet")), (2.5, Studies(0, 2, "onet")), (4.4, Studies(3, 3, "onet")), (NAN, None)],
)
def test_the_job_zone_speaks_where_the_text_is_silent(zone, studies):
    assert studies_of([], zone) == studies
    assert studies_of(["Bac +2."], zone) == Studies(2, 2, "rome")


@pytest.mark.parametrize(
    ("share", "by_hand", "experience"),
    [
        (NAN, None, None),
        (0.0, None, Anciennete(0, False, "onet")),
        (49.4, None, Anciennete(49, False, "onet")),
        (49.5, None, Anciennete(50, True, "onet")),
        (100.0, None, Anciennete(100, True, "onet")),
        (90.0, False, Anciennete(90, False, "lecture")),
        (2.5, True, Anciennete(3, True, "lecture")),
        (NAN, True, Anciennete(None, True, "lecture")),
    ],
)
def test_a_metier_is_reached_after_years_when_half_say_so_or_a_hand_does(share, by_hand, experience):
    assert experience_of(share, by_hand) == experience


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Autodesk AutoCAD", "Autodesk AutoCAD"),
        ("SAP software", "SAP"),
        ("Microsoft Word", "Microsoft Office"),
        ("Structured query language SQL", "SQL"),
        ("Python", "Python"),
        ("R", "R"),
        ("Email software", None),
        ("Children's educational software", None),
        ("Transportation management system TMS software", None),
        ("Intuit QuickBooks", None),
        ("RockWare ArcMap", "ESRI ArcMap"),
        ("Formula translation/translator FORTRAN", "Fortran"),
        ("Border Gateway Protocol BGP", None),
        ("Session Initiation Protocol SIP", None),
        ("Internet Protocol Security IPSEC", None),
        ("Multiprotocol Label Switching MPLS", None),
    ],
)
def test_only_products_are_tools(name, shown):
    assert product_name(name) == shown


@pytest.mark.parametrize(
    ("product", "code", "suited"),
    [
        ("Apache Spark", "29-1141.00", False),
        ("Apache Spark", "15-2051.00", True),
        ("Python", "19-2021.00", True),
        ("SAS", "19-2012.00", False),
        ("IBM SPSS Statistics", "19-2042.00", False),
        ("STATISTICA", "19-2021.00", False),
        ("SAS", "19-1029.03", True),
        ("IBM SPSS Statistics", "19-3041.00", True),
        ("R", "17-2051.00", True),
        ("Oracle Java", "17-2112.00", False),
        ("Revit", "37-2011.00", False),
        ("Revit", "17-1011.00", True),
        ("Facebook", "37-3011.00", False),
        ("Facebook", "27-3031.00", True),
        ("Microsoft Windows", "15-1232.00", False),
        ("Microsoft Excel", "35-2014.00", False),
        ("Microsoft Excel", "43-6014.00", True),
    ],
)
def test_a_product_that_everybody_advertises_is_no_tool_of_a_nurse_or_a_cook(product, code, suited):
    assert suits(product, code) is suited


OTHERS = tuple(f"{group}-1000.00" for group in range(30, 60))  # what else there is, which uses none of it


def technologies_of(**products):
    """Code of an occupation, its dot and dash as underscores → what it uses; the others use a common one."""
    told = [
        Technology(code.strip("_").replace("_", "-", 1).replace("_", "."), product, True, True)
        for code, listed in products.items()
        for product in listed
    ]
    return [*told, *(Technology(code, "Common One", True, True) for code in OTHERS)]


def one(*shares, quality=1.0):
    return {"A": Link(shares, quality, True, ())}


def test_tools_are_ranked_by_use_mark_and_rarity():
    technologies = [
        Technology("15-1000.00", "Rare Hot", True, False),
        Technology("15-1000.00", "Rare Asked", True, True),
        Technology("15-1000.00", "Little Program", False, False),
        *(Technology(code, "Common One", True, True) for code in OTHERS),
    ]
    assert tools_of(one(("15-1000.00", 1.0)), technologies)["A"] == ["Rare Asked", "Rare Hot"], (
        "nobody knows the little"
    )


def test_a_tool_of_one_occupation_among_several_is_not_told():
    """A receptionist joined to the clerk of a school for a quarter."""
    technologies = technologies_of(_15_1000_00=("First Tool", "Second Tool"), _15_2000_00=("School Tool",))
    found = tools_of(one(("15-1000.00", 0.75), ("15-2000.00", 0.25)), technologies)
    assert found["A"] == ["First Tool", "Second Tool"]


def test_a_stray_of_one_advertisement_is_not_told():
    """Page layout, used everywhere as much as beside this work."""
    technologies = technologies_of(_51_4000_00=("Stray One", "Cad One", "Cad Two"))
    technologies += [Technology(f"27-1{k}00.00", "Stray One", True, True) for k in range(9)]
    technologies += [Technology(f"51-4{k}00.00", "Cad One", True, True) for k in range(1, 10)]
    technologies += [Technology(f"15-1{k}00.00", "Stray One", True, True) for k in range(9)]
    assert tools_of(one(("51-4000.00", 1.0)), technologies)["A"] == ["Cad Two", "Cad One"]


def test_offices_alone_are_told_what_every_office_has():
    technologies = technologies_of(
        _43_6000_00=("Microsoft Excel", "Diary One"), _17_1000_00=("Microsoft Excel", "Diary One", "Plan One")
    )
    assert "Microsoft Excel" in tools_of(one(("43-6000.00", 1.0)), technologies)["A"]
    assert "Microsoft Excel" not in tools_of(one(("17-1000.00", 1.0)), technologies)["A"]
    assert tools_of(one(("43-6000.00", 1.0)), technologies_of(_43_6000_00=("Microsoft Excel",)))["A"] == []


def test_a_far_link_tells_no_tool():
    technologies = technologies_of(_15_1000_00=("First Tool", "Second Tool"))
    assert tools_of(one(("15-1000.00", 1.0), quality=0.7), technologies)["A"]
    assert tools_of(one(("15-1000.00", 1.0), quality=0.56), technologies)["A"] == []


def test_skills_are_important_and_more_so_than_elsewhere():
    importance = np.array([[90.0, 80.0, 30.0, 50.0], [90.0, 20.0, 20.0, NAN]])
    # Lift of the first métier: 0, 30, 5, 0; rank 90, 125, 37.5, 50: its two best, then « d » is not above the mean.
    kept = characteristic("abcd", Ratings(importance, importance), Choice(fewest=2, most=4, important=40, lift=1.5))
    assert kept[0] == [("a", 90), ("b", 80)]
    more = characteristic("abcd", Ratings(importance, importance), Choice(fewest=1, most=4, important=25, lift=1.5))
    assert more[0] == [("b", 80), ("c", 30)], "« a » is everybody's"
    with pytest.raises(ValueError, match="only 3"):
        characteristic("abcd", Ratings(importance, importance), Choice(fewest=4, most=4, important=40, lift=1.5))
    assert rescaled(np.array([1.0, 3.0, 5.0]), IMPORTANCE).tolist() == [0, 50, 100]


def test_importance_chooses_the_skills_and_level_is_what_they_ask():
    importance = np.array([[90.0, 80.0, 10.0], [10.0, 20.0, 90.0]])
    level = np.array([[30.0, 70.0, 99.0], [99.0, 99.0, 60.0]])
    kept = characteristic("abc", Ratings(importance, level), Choice(fewest=2, most=2, important=0, lift=1.0))
    assert kept[0] == [("b", 70), ("a", 30)]
    unrated = np.array([[NAN, 70.0, 99.0], [99.0, 99.0, 60.0]])
    assert characteristic("abc", Ratings(importance, unrated), Choice(2, 2, 0, 1.0))[0] == [("c", 99), ("b", 70)]
    assert rescaled(np.array([0.0, 3.5, 7.0]), LEVEL).tolist() == [0, 50, 100]


def test_the_more_lift_counts_the_less_what_everybody_needs_is_kept():
    importance = np.array([[90.0, 50.0], [90.0, 10.0]])
    assert characteristic("ab", Ratings(importance, importance), Choice(1, 1, 0, lift=1.0))[0] == [("a", 90)]
    assert characteristic("ab", Ratings(importance, importance), Choice(1, 1, 0, lift=3.0))[0] == [("b", 50)]


@pytest.mark.parametrize(("instructing", "told"), [(85.0, True), (62.5, True), (62.4, False), (NAN, False)])
def test_teaching_is_a_skill_of_those_who_instruct(instructing, told):
    elements = ("2.A.1.a", "2.B.1.e", "2.C.6")
    shown = without_teaching(elements, np.array([[20.0, instructing, 90.0]]), np.array([[50.0, 51.0, 52.0]]))
    assert shown[0, :2].tolist() == [50.0, 51.0]
    assert np.isnan(shown[0, 2]) != told


def test_names_are_ours_french_and_told_apart():
    names = [*COMPETENCES.values(), *STYLES.values()]
    assert len(set(names)) == len(names)
    assert len(COMPETENCES) == 35 + 33 - 1  # English is left out
    assert len(STYLES) == 16
    assert all(name[0].isupper() and len(name) <= 40 for name in names)


def test_marks_say_yes_no_or_unknown():
    found = marks(["300803", "300779", "300824"])
    assert {mark for mark, value in found.items() if value} == {"nuit", "deplacements", "ambiance"}
    assert found.keys() == MARKS.keys() and set(found.values()) == {0.0, 1.0}
    assert all(value != value for value in marks([]).values())


def test_constraints_are_hours_then_places_then_conditions():
    names = {
        "9": ("Bruit", "1"),
        "8": ("Nuit", "2"),
        "7": ("Région", "3"),
        "6": ("Crèche", "6"),
        "300806": ("Jour", "2"),
    }
    assert constraints(names, names) == ["8", "7", "9"]


@pytest.mark.parametrize(
    ("night", "saturday", "sunday", "by_hand", "signs"),
    [
        (29.9, 10.0, 10.0, {}, {NUIT: False, WEEK_END: False}),
        (30.0, 10.0, 10.0, {}, {NUIT: True, WEEK_END: False}),
        (5.0, 60.0, 10.0, {}, {NUIT: False, WEEK_END: True}),
        (5.0, 10.0, 40.0, {}, {NUIT: False, WEEK_END: True}),
        (NAN, 70.0, NAN, {}, {WEEK_END: True}),
        (NAN, NAN, NAN, {}, {}),
        (5.0, 10.0, 10.0, {NUIT: True}, {NUIT: True, WEEK_END: False}),
        (50.0, 10.0, 10.0, {NUIT: False}, {NUIT: False, WEEK_END: False}),
    ],
)
def test_hours_are_asked_where_many_of_the_family_work_them_or_a_hand_says_so(night, saturday, sunday, by_hand, signs):
    assert hours_signs({"nuit": night, "samedi": saturday, "dimanche": sunday}, by_hand) == signs


@pytest.mark.parametrize(
    ("codes", "hours", "by_hand", "kept"),
    [
        (["300779"], {}, {}, []),  # a meeting elsewhere
        (["300779", "300783"], {}, {}, ["300783"]),
        (["300779", "23378"], {}, {}, ["300779", "23378"]),
        (["300779", "300814"], {}, {}, ["300779", "300814"]),
        (["300779", "300778"], {}, {}, ["300779", "300778"]),  # at people's homes
        (["300779", "300777"], {}, {}, ["300777"]),  # at one's own
        (["300779"], {}, {"300779": True}, ["300779"]),
        ([], {}, {"300782": True}, ["300782"]),
        (["300782", "300783"], {}, {"300782": False}, ["300783"]),
        (["23374", "23376", "300793", "300803"], {WEEK_END: False}, {}, ["300803"]),
        (["23376", "300803", "126450"], {NUIT: False}, {}, ["23376"]),
        (["23376", "300803"], {NUIT: True, WEEK_END: True}, {}, ["23376", "300803"]),
        (["23374"], {WEEK_END: False}, {"23374": True}, ["23374"]),
    ],
)
def test_contexts_that_hold_are_those_that_say_something_and_that_no_hand_refused(codes, hours, by_hand, kept):
    assert listed(codes, hours, by_hand) == kept


def test_an_appellation_keeps_hours_and_travel_of_its_code():
    names = {"300803": ("Nuit", "2"), "23383": ("Nucléaire", "1"), "300779": ("Trajets", "1"), "23381": ("Région", "3")}
    assert of_appellation(names, names) == ["300803", "300779", "23381"]


DARES = Dares({}, {}, {"A": 1000.0, "B": 1400.0, "C": 1600.0}, {"A": (20.0,) * 5}, {})


@pytest.mark.parametrize(
    ("faps", "studies", "told"),
    [
        (("A",), 0, [1000, 1000]),
        (("A", "B"), 0, [1000, 1400]),
        (("A", "C"), 0, None),  # more than half as much again
        (("A",), 3, None),  # trained for three years more than the family
        (("A",), 2, [1000, 1000]),
        (("A",), NAN, [1000, 1000]),
        (("A", "B"), 3, [1000, 1400]),  # near one of them
        (("Z",), 0, None),
    ],
)
def test_a_family_far_wider_than_the_metier_tells_no_salary(faps, studies, told):
    found = salary(Families(faps, inherited=False), DARES, studies, {"A": 0, "B": 3})
    assert (found and found["mediane"]) == told
    assert told is None or found["familles"] == list(faps)


@pytest.mark.parametrize(
    ("faps", "studies", "technician", "kept"),
    [
        (("B6Z71", "B7Z91"), (5, 5), False, ("B7Z91",)),
        (("B6Z71", "B7Z91"), (5, 8), True, ("B7Z91",)),
        (("B6Z71", "B7Z91"), (0, 2), False, ("B6Z71",)),
        (("B6Z71", "B7Z91"), (0, 3), False, ("B6Z71", "B7Z91")),
        (("B6Z71", "B7Z91"), (0, 3), True, ("B6Z71",)),
        (("B6Z71", "B7Z91"), (2, 5), True, ("B6Z71", "B7Z91")),
        (("B6Z71", "B7Z91"), (3, 5), False, ("B6Z71", "B7Z91")),
        (("B6Z71", "B6Z73"), (5, 5), False, ("B6Z71", "B6Z73")),
        (("H0Z91", "H0Z92"), (2, 2), False, ("H0Z91", "H0Z92")),
        ((), (5, 5), False, ()),
    ],
)
def test_cadres_and_others_are_not_told_in_one_range_to_who_is_trained_for_one(faps, studies, technician, kept):
    assert of_level(Families(faps, inherited=True), *studies, technician=technician) == Families(kept, inherited=True)


def test_a_family_is_named_never_told_as_its_code():
    names = {"V0Z60": "V0Z60", "V0Z": "Aides-soignants", "B7Z91": "Cadres d'études", "T2Z60": "T2Z", "T2Z": "T2Z"}
    dares = Dares({}, {}, {}, {}, names)
    assert names_of(names.keys() - {"V0Z", "T2Z"}, dares) == {"V0Z60": "Aides-soignants", "B7Z91": "Cadres d’études"}


def test_usual_studies_are_those_of_most_metiers_of_a_family():
    assert usual_studies([(("A", "B"), 5), (("A",), 0), (("A",), 2)]) == {"A": 2, "B": 5}


@pytest.mark.parametrize(
    ("source", "typeset_so"),
    [
        ("Responsable d'ilot de production", "Responsable d’îlot de production"),
        ("Chef d'ilots", "Chef d’îlots"),
        ("Ilot", "Îlot"),
        ("Pilote de ligne", "Pilote de ligne"),
        ("J'aime piloter, conduire", "J’aime piloter, conduire"),
        ("Copilote", "Copilote"),
        ("Conducteur de cubilots", "Conducteur de cubilots"),
        ("Maîtrise d'oeuvre", "Maîtrise d’œuvre"),
        ("Manoeuvre bâtiment", "Manœuvre bâtiment"),
        ("Chef de manoeuvres", "Chef de manœuvres"),
        ("Ecole d'art", "École d’art"),
        ("Chef  d'Ecole ", "Chef d’École"),
    ],
)
def test_a_word_is_typeset_whole_or_not_at_all(source, typeset_so):
    assert typeset(source) == typeset_so


def test_no_official_name_of_the_catalogue_is_misspelled_by_typesetting():
    assert re.findall(r"\w*[a-zé]îlot\w*|\w*oeuvr\w*", CATALOGUE.read_text(encoding="utf-8")) == []
