"""The committed catalogue: what any reader of it may rely on."""

import json
import re
from collections import Counter
from statistics import median

import pytest

from metiers.catalogue.build import WRITTEN_ONLY
from metiers.catalogue.contexts import TELEWORK
from metiers.catalogue.elements import PARTS, RECIPES
from metiers.catalogue.exclusions import read_exclusions
from metiers.catalogue.experience import THRESHOLD as HALF
from metiers.catalogue.joins import THRESHOLD
from metiers.catalogue.labels import COMPETENCES
from metiers.catalogue.provenance import BUILD_VERSION, SOURCES
from metiers.catalogue.publication import key_of, read_publication
from metiers.catalogue.splits import can_be_split, read_splits
from metiers.contraintes import PAR_CLE, contraintes_of, inconnues_of
from metiers.dimensions import CLES
from metiers.fiche_text.document import MAX_COMPETENCE, MAX_NOM, MAX_TITRE
from metiers.management.commands.build_catalogue import FIXTURE, SPLITS


def key(metier):
    return key_of(metier["code"], metier.get("ogr", ""))


@pytest.fixture(scope="module")
def data():
    return json.loads(FIXTURE.read_bytes())


@pytest.fixture(scope="module")
def metiers(data):
    return data["metiers"]


def test_it_is_light_and_diffable():
    text = FIXTURE.read_text(encoding="utf-8")
    assert len(text.encode()) < 5_000_000
    assert sum('"code":"' in line for line in text.splitlines()) >= 1_000
    assert text.endswith("]}\n")
    assert "\r" not in text


def test_there_are_enough_metiers_each_once_and_sorted(metiers):
    keys = [key(metier) for metier in metiers]
    assert 1_000 <= len(keys) <= 1_200
    assert keys == sorted(set(keys))
    for titre in ("inclusif", "masculin"):
        assert max(Counter(metier["titre"][titre] for metier in metiers).values()) == 1


def test_every_score_is_a_percentage_of_each_dimension(metiers):
    for metier in metiers:
        assert set(metier["profil"]) == set(CLES)
        assert all(isinstance(score, int) and 0 <= score <= 100 for score in metier["profil"].values())


def test_every_score_can_be_worked_out_again_from_its_elements(data, metiers):
    header = data["entete"]

    def recipe_z(metier, cle):
        scale = header["recettes"][cle]
        pairs = zip(scale["elements"], metier["elements"][cle], strict=True)
        known = [(e["poids"], e["signe"] * z) for e, z in pairs if z is not None]
        mean = sum(weight * z for weight, z in known) / sum(weight for weight, _ in known)
        return (mean - scale["moyenne"]) / scale["ecart_type"]

    def score(z):
        return min(100, max(0, 60 + 14 * z))

    for metier in metiers:
        z = {cle: recipe_z(metier, cle) for cle in RECIPES}
        for cle, told in metier["facettes"].items():
            assert score(z[cle]) == pytest.approx(told, abs=0.8), (metier["code"], cle)
        for cle, scale in header["dimensions"].items():
            total = (sum(z[part] for part in scale["recettes"]) - scale["moyenne"]) / scale["ecart_type"]
            assert score(total) == pytest.approx(metier["profil"][cle], abs=0.8), (metier["code"], cle)


def test_it_was_built_with_the_weights_of_this_code(data):
    assert data["entete"]["version"] == BUILD_VERSION
    for cle, recipe in RECIPES.items():
        built = data["entete"]["recettes"][cle]["elements"]
        assert [(e["cle"], e["signe"], e["poids"]) for e in built] == [(e.cle, e.sign, e.weight) for e in recipe]
    assert {cle: tuple(scale["recettes"]) for cle, scale in data["entete"]["dimensions"].items()} == PARTS


def test_work_that_wears_out_has_little_quality_of_life_and_office_work_more(metiers):
    by_code = {metier["code"]: metier for metier in metiers}
    ranked = sorted(metier["profil"]["qualite_vie"] for metier in metiers)
    third = ranked[len(ranked) // 3]
    for code in ("F1619", "A1201", "F1703"):  # couvreur, bûcheron, maçon
        assert by_code[code]["profil"]["qualite_vie"] < third, by_code[code]["libelle"]
        assert by_code[code]["facettes"]["securite"] < 46
    assert by_code["M1607"]["profil"]["qualite_vie"] > ranked[-len(ranked) // 3]
    assert by_code["J1506"]["facettes"]["temps"] < 46, "nights, Sundays, on call"


def test_errors_are_those_of_a_few_points(metiers):
    errors = [error for metier in metiers for error in metier["erreur"].values()]
    assert all(set(metier["erreur"]) == set(CLES) for metier in metiers)
    assert min(errors) > 0.5 and max(errors) < 20
    assert 4 < median(errors) < 7


def test_estimates_are_told_less_sure_than_figures(metiers):
    estimated = [metier for metier in metiers if "estime" in metier]
    assert {key(m) for m in estimated} >= read_publication().estimated
    for metier in estimated:
        assert metier["estime"] == len(metier["provenance"]["voisins"]) >= 5, metier["code"]
        assert sum(share for _, share in metier["provenance"]["voisins"]) == pytest.approx(100, abs=1)
        assert metier["outils"] == [] and "onet" not in metier["provenance"]
    own = [metier for metier in metiers if "estime" not in metier]
    assert median(m["erreur"]["stimulation"] for m in estimated) > median(m["erreur"]["stimulation"] for m in own) + 2


def test_who_refuses_nights_or_weekends_is_not_shown_those_who_work_them(metiers):
    asked = {
        metier["titre"]["masculin"]: {
            one.cle
            for one in contraintes_of([*metier["contraintes"], *metier["heures"]["demandees"]], experience=False)
        }
        for metier in metiers
    }
    for name in ("Barman", "Cuisinier", "Sage-femme", "Gendarme", "Animateur de séjour de vacances"):
        assert "nuit" in asked[name], name
    for name in ("Comédien", "Animateur de séjour de vacances", "Sommelier", "Soldat"):
        assert "week-end" in asked[name], name
    for name in ("Secrétaire", "Maçon", "Guide-conférencier"):
        assert "nuit" not in asked[name], name


def test_a_metier_whose_conditions_nobody_noted_says_so(metiers):
    unknown = [
        metier
        for metier in metiers
        if inconnues_of([*metier["contraintes"], *metier["heures"]["demandees"]], metier["heures"]["connues"])
    ]
    assert 20 < len(unknown) < 80
    silent = [metier["code"] for metier in unknown if not metier["heures"]["connues"]]
    assert len(silent) < 5, "DARES tells the hours of nearly all of them"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Avocat", "K1903"),
        ("Sapeur-pompier", "K1705"),
        ("Gendarme", "K1706"),
        ("Soldat", "K1701"),
        ("Conseiller principal d’éducation", "K2115"),
        ("Chirurgien", "J1119"),
        ("Sommelier", "G1804"),
        ("Libraire", "D1211"),
        ("Commissaire de justice", "K1905"),
        ("Pilote de drone", "N2206"),
        ("Maréchal-ferrant", "A1502"),
        ("Wedding planner", "E1117"),
    ],
)
def test_what_students_look_for_has_a_fiche(metiers, words, code):
    assert [metier["code"] for metier in metiers if metier["titre"]["masculin"] == words] == [code]


def test_an_appellation_keeps_its_names_and_its_code_the_others(metiers):
    told = {key(metier): metier for metier in metiers}
    lawyer, jurist = told["K1903-11469"], told["K1903"]
    assert lawyer["adresse"] == "avocat"
    assert "Avocat / Avocate d’affaires" in lawyer["synonymes"]
    assert not set(lawyer["synonymes"]) & set(jurist["synonymes"])
    assert lawyer["proches"] == ["K1903", "K1904-18079", "K1904", "K1905", "K1903-15092", "K1901"]
    assert jurist["proches"][0] == "K1903-11469"
    assert "Soudeur / Soudeuse MIG MAG" in told["H2913"]["synonymes"], "a code that is one more machine is a name"


@pytest.fixture(scope="module")
def splits():
    return json.loads(FIXTURE.with_name(SPLITS).read_bytes())


def test_the_halves_are_those_of_the_catalogue(metiers, splits):
    text = FIXTURE.with_name(SPLITS).read_bytes()
    assert len(text) < 400_000 and text.endswith(b"}}\n")
    known = read_splits(splits)
    by_code = {m["code"]: m for m in metiers if "ogr" not in m and "estime" not in m}
    split = (c for c, m in by_code.items() if can_be_split(p / 100 for _, p in m["provenance"]["onet"]))
    assert list(known) == list(split)
    for code, (onet, ecart) in known.items():
        parts = [part for part, _ in onet]
        assert sum(parts) == pytest.approx(1, abs=2e-3)
        for d, cle in enumerate(CLES):
            mean = sum(part * scores[d] for part, scores in onet)
            assert mean == pytest.approx(by_code[code]["profil"][cle], abs=3), (code, cle)
            error = ecart[d] * sum(part**2 for part in parts) ** 0.5
            assert error == pytest.approx(by_code[code]["erreur"][cle], abs=0.15)


def test_skills_are_scored_and_six_to_ten(metiers):
    for metier in metiers:
        for key, fewest, most in (("hard_skills", 6, 10), ("soft_skills", 5, 9)):
            names = [name for name, _ in metier[key]]
            assert fewest <= len(names) <= most, metier["code"]
            assert len(set(names)) == len(names)
            assert all(0 <= score <= 100 and len(name) <= MAX_COMPETENCE for name, score in metier[key])


def test_titles_fit_and_hold_both_forms(metiers):
    for metier in metiers:
        assert set(metier["titre"]) == {"masculin", "feminin", "inclusif"}
        assert all(0 < len(title) <= MAX_TITRE and " / " not in title for title in metier["titre"].values())
        assert all("'" not in title and "  " not in title for title in metier["titre"].values())


def test_what_is_referred_to_exists(data, metiers):
    head = data["entete"]
    told = [*metiers, *head["faits"]]
    codes = {key(metier) for metier in told}
    for metier in told:
        assert set(metier["proches"]) <= codes - {key(metier)}
        assert {other for other, _ in metier["provenance"].get("voisins", [])} <= codes - {key(metier)}
        assert set(metier["interets"]) <= set(head["interets"])
        assert set(metier["interets_principaux"]) <= set(metier["interets"])
        assert set(metier["contraintes"]) <= set(head["contextes"])
        assert metier["domaine"] in head["domaines"]
        assert metier["grand_domaine"] in head["grands_domaines"]
        assert {code for code, _ in metier["provenance"].get("onet", [])} <= set(head["onet"])


def test_a_metier_whose_links_were_refused_keeps_its_facts_and_has_no_figure_of_theirs(data, metiers):
    assert [metier["code"] for metier in data["entete"]["faits"]] == list(WRITTEN_ONLY)
    for metier in data["entete"]["faits"]:
        assert metier["interets"] and metier["contraintes"] and metier["etudes"]["source"] == "rome"
        assert not {"profil", "facettes", "erreur", "elements", "hard_skills", "outils"} & set(metier)
        assert metier["code"] not in {known["code"] for known in metiers}


def test_facts_are_plausible(metiers):
    for metier in metiers:
        assert set(metier["riasec"]) <= set("RIASEC")
        assert 1 <= len(metier["riasec"]) <= 2
        assert metier["outils"] == [] or 2 <= len(metier["outils"]) <= 8
        if metier["etudes"]:
            assert -1 <= metier["etudes"]["bac_plus"] <= metier["etudes"]["bac_plus_max"] <= 12
        if metier["salaire"]:
            low, high = metier["salaire"]["mediane"]
            assert 800 <= low <= high <= 8000
            assert sum(metier["salaire"]["repartition"] or [100]) == pytest.approx(100, abs=3)


def test_long_experience_is_known_of_nearly_all_and_asked_by_some(metiers):
    known = [metier["experience"] for metier in metiers if metier["experience"]]
    assert len(known) >= 0.98 * len(metiers)
    assert all(found["part"] is None or found["part"] in range(101) for found in known)
    assert 0.1 <= sum(found["demandee"] for found in known) / len(metiers) <= 0.2


def test_posts_reached_by_promotion_are_told_from_what_one_enters_directly(metiers):
    asked = {metier["code"]: bool(metier["experience"] and metier["experience"]["demandee"]) for metier in metiers}
    managers = ("M1216", "M1301", "K2103", "K2120", "K2117", "K1401", "K1421", "M1503", "M1803")
    assert all(asked[code] for code in (*managers, "J1502", "F1202", "G1601", "D1108"))
    directly = ("J1506", "K1207", "D1102", "F1603", "F1602", "K2106", "M1855", "J1118", "K1904", "K1511", "K1709")
    assert not any(asked[code] for code in directly)


def test_every_correction_of_experience_changes_something(metiers):
    by_hand = read_exclusions().experience
    corrected = {key(metier): metier for metier in metiers if key(metier) in by_hand}
    assert corrected.keys() == by_hand.keys()
    for code, metier in corrected.items():
        found = metier["experience"]
        assert found["source"] == "lecture"
        told = found["part"] is not None and "estime" not in metier
        assert not told or found["demandee"] is not (found["part"] >= HALF), code


def test_every_provenance_is_filled(metiers):
    for metier in metiers:
        origin = metier["provenance"]
        if "estime" not in metier:
            assert origin["qualite"] >= THRESHOLD
            assert sum(share for _, share in origin["onet"]) == pytest.approx(100, abs=3)
        for group, sources in origin["groupes"].items():
            assert set(sources) <= set(SOURCES), (metier["code"], group)
            assert sources or group in ("salaire", "etudes", "experience")
        assert bool(metier["salaire"]) == bool(origin["groupes"]["salaire"])
        assert bool(metier["etudes"]) == bool(origin["groupes"]["etudes"])
        assert bool(metier["experience"]) == bool(origin["groupes"]["experience"])


def test_what_a_reader_refused_is_not_there(metiers):
    exclusions = read_exclusions()
    for metier in (metier for metier in metiers if "estime" not in metier):
        assert key(metier) not in exclusions.metiers
        if not metier["provenance"]["lecture"]:
            assert not any(exclusions.refuses(metier["code"], onet) for onet, _ in metier["provenance"]["onet"])


def test_it_holds_names_and_figures_but_no_prose(metiers):
    for metier in metiers:
        texts = [metier["libelle"], *metier["synonymes"], *metier["outils"], *metier["titre"].values()]
        assert all(len(text) <= MAX_NOM and ". " not in text for text in texts), metier["code"]


def test_no_label_is_a_code(data):
    labels = [
        label for group in ("familles", "contextes", "domaines", "onet") for label in data["entete"][group].values()
    ]
    assert [label for label in labels if re.fullmatch(r"[A-Z]\d\w*|[\d.-]+", label)] == []


def test_every_family_of_a_salary_has_a_name(data, metiers):
    paid = {family for metier in metiers if metier["salaire"] for family in metier["salaire"]["familles"]}
    assert paid <= data["entete"]["familles"].keys()


def test_every_line_by_hand_changes_something_of_the_catalogue(data, metiers):
    by_hand = read_exclusions()
    told = {key(metier): metier for metier in (*metiers, *data["entete"]["faits"])}
    for code, families in by_hand.families.items():
        assert (told[code]["salaire"] or {"familles": []})["familles"] == list(families), code
    assert not any(told[code]["salaire"] for code in by_hand.unpaid)
    for code, contexts in by_hand.contexts.items():
        for context, there in contexts.items():
            listed = {*told[code]["contraintes"], *([TELEWORK] if told[code]["teletravail_possible"] else [])}
            assert (context in listed) is there, (code, context)
            assert there is False or context in {TELEWORK, *data["entete"]["contextes"]}
    for code, near in by_hand.near.items():
        assert told[code]["proches"] == list(near), code
    for code, hidden in by_hand.no_skills.items():
        assert hidden <= set(COMPETENCES.values()), code
        assert not hidden & {name for name, _ in told[code]["hard_skills"]}, code
    for code, levels in by_hand.levels.items():
        assert levels.keys() <= dict(told[code]["hard_skills"]).keys(), code
    for code, hidden in by_hand.no_names.items():
        assert not hidden & set(told[code]["synonymes"]), code
    for code, hours in by_hand.hours.items():
        for asked in (asked for asked, answer in hours.items() if not answer):
            assert not PAR_CLE[asked.removeprefix("dares:")].signes & set(told[code]["contraintes"]), code


def test_each_metier_has_a_few_near_it_that_somebody_chose(metiers):
    assert read_exclusions().near.keys() >= {key(metier) for metier in metiers}
    assert all(4 <= len(metier["proches"]) <= 8 for metier in metiers)


def test_travel_is_a_constraint_of_those_who_travel(metiers):
    travelling = {metier["titre"]["masculin"] for metier in metiers if "300779" in metier["contraintes"]}
    assert 150 < len(travelling) < 300
    assert {"Conducteur de train", "Pilote de ligne", "Ambulancier", "Musicien", "Reporter"} <= travelling
    assert not {"Assistant de direction", "Juriste", "Data scientist", "Assistant dentaire"} & travelling


def test_physicians_study_ten_years_or_more(metiers):
    studies = {metier["titre"]["masculin"]: metier["etudes"]["bac_plus"] for metier in metiers if metier["etudes"]}
    for name in ("Médecin généraliste", "Pédiatre", "Dermatologue", "Oncologue", "Cardiologue", "Médecin du sport"):
        assert studies[name] >= 10, name
    assert studies["Médecin généraliste"] == 10
