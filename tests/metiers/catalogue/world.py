"""Small made-up sources with the real files' shapes: three métiers, three ESCO occupations, three O*NET ones."""

import csv
from pathlib import Path

import openpyxl

from metiers.catalogue.elements import COMPUTED, RECIPES
from metiers.catalogue.labels import COMPETENCES, STYLES
from metiers.catalogue.readers.dares import BANDS

ESCO = "http://data.europa.eu/esco/occupation/"
ONET = {"11-0000.00": "Weavers", "22-0000.00": "Divers", "33-0000.00": "Singers"}
INTERESTS = ("Realistic", "Investigative", "Artistic", "Social", "Enterprising", "Conventional")


def build_world(root: Path) -> Path:
    _rome(root / "rome_v460")
    _crosswalks(root)
    _onet(root / "onet_29_3")
    _contexts(root / "onet_wc_wa")
    _dares(root / "dares")
    return root


# Weavers: 60 %, told by the categories 8 and 11; divers: 40 %; singers: not to be published.
_EXPERIENCE = {
    "11-0000.00": [("RL", 9, 90, "N"), ("RW", 7, 40, "Y"), ("RW", 8, 10.5, "N"), ("RW", 11, 49.5, None)],
    "22-0000.00": [("RW", 1, 60, "N"), ("RW", 8, 40, "N"), ("RW", 9, 0, "N")],
    "33-0000.00": [("RW", 8, 80, "N"), ("RW", 9, 10, "Y"), ("RW", 10, 10, "N")],
}


# A competence is rated for its importance, and for its level.
_RATED_TWICE = {"IM": 5, "LV": 7}


def _write(path, header, rows, encoding="utf-8", delimiter=",", before=()):
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows([*before, header, *rows])


def _workbook(path, header, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    book = openpyxl.Workbook()
    for row in [header, *rows]:
        book.active.append(row)
    book.save(path)


def _rome(folder):
    def write(name, header, rows):
        _write(folder / f"unix_{name}_v460_utf8.csv", header.split(","), rows)

    labels = {"A1101": "Tisserand / Tisserande", "B1101": "Plongeur / Plongeuse de fond", "C9901": "Choriste"}
    write(
        "cr_gd_dp",
        "code_rome,libelle_rome,code_grand_domaine,libelle_grand_domaine,code_domaine_professionel,libelle_domaine_professionel",
        [[code, label, code[0], f"Grand {code[0]}", code[:3], f"Domaine {code[0]}"] for code, label in labels.items()],
    )
    write(
        "referentiel_code_rome",
        "code_rome,code_rome_parent",
        [["A1101", "A1101"], ["B1101", "A1101"], ["C9901", "C9901"]],
    )
    write(
        "referentiel_appellation",
        "code_ogr,libelle_appellation_long,code_rome,classification",
        [
            ["1", "Tisserand / Tisserande", "A1101", "PRINCIPALE"],
            ["2", "Tapissier / Tapissière", "A1101", "SYNONYME"],
            ["3", "Plongeur / Plongeuse de fond", "B1101", "PRINCIPALE"],
            ["4", "Choriste", "C9901", "PRINCIPALE"],
        ],
    )
    write(
        "referentiel_contexte_travail",
        "code_ogr,libelle_cont_travail,code_type_cont_trav",
        [["300803", "Travail de nuit", "2"], ["300806", "Travail en journée", "2"], ["300783", "En extérieur", "1"]],
    )
    write(
        "liens_rome_referentiels",
        "code_rome,code_compo_bloc,code_rubrique,code_ogr",
        [
            ["A1101", "6", "", "300806"],
            ["B1101", "6", "", "300783"],
            ["B1101", "6", "", "300803"],
            ["B1101", "2", "", "3"],
        ],
    )
    write(
        "arborescence_centre_interet",
        "code_centre_interet,code_rome,principal",
        [["1", "A1101", "non"], ["2", "A1101", "oui"]],
    )
    write(
        "centre_interet", "code_centre_interet,libelle_centre_interet", [["1", "J'aime tisser"], ["2", "J'aime\nnager"]]
    )
    write(
        "referentiel_code_rome_riasec",
        "code_rome,riasec_majeur,riasec_mineur",
        [["A1101", "R", "A"], ["B1101", "R", ""]],
    )
    write(
        "rubrique_mobilite",
        "code_rome,code_rome_cible,numero_ordre",
        [["A1101", "Z9999", "1"], ["A1101", "B1101", "2"]],
    )
    write(
        "texte",
        "code_rome,libelle_type_texte,position_phrase,libelle_texte",
        [["A1101", "acces_metier", "1", "Niveau CAP à Bac +2."], ["A1101", "definition", "1", "Tisse."]],
    )


def _crosswalks(root):
    folder = root / "crosswalks"
    _write(
        folder / "FR_20230607_mapping_esco_rome.csv",
        ["classification 1 ID", "classification 2 ID", "mapping relation"],
        [
            [ESCO + "w", "1", "skos:closeMatch"],
            [ESCO + "d", "2", "skos:broadMatch"],
            [ESCO + "d", "3", "skos:exactMatch"],
        ],
        before=[["Mapping project name", "ESCO - ROME"], ["Mapping project version", "V1.4"], []],
    )
    _write(
        folder / "crosswalk_esco_onet.csv",
        ["O*NET Id", "ESCO or ISCO URI", "Type of Match"],
        [["11-0000.00", ESCO + "w", "closeMatch"], ["22-0000.00", "http://data.europa.eu/esco/isco/C1", "exactISCO"]],
        before=[["Classification 1 Version", "O*NET-SOC 2019", ""]],
    )
    _write(
        folder / "crosswalk_esco_onet_reverse.csv",
        ["ESCO/ISCO Code", "ESCO/ISCO Title", "O*NET-SOC 2019 Code", "O*NET-SOC 2019 Title"],
        [["1", "diver", "22-0000.00", "Divers"], ["1", "diver", "11-0000.00", "Weavers"]],
    )
    _write(
        folder / "esco_onet_crosswalk_MCC.csv",
        ["concept_uri", "onet_code", "confidence"],
        [[ESCO + "s", "33-0000.00", "2.0"], [ESCO + "w", "33-0000.00", "2.0"]],
    )
    labels = ["conceptUri", "preferredLabel"]
    _write(root / "esco_fr/occupations_en_labels.csv", labels, [[ESCO + "w", "loom operator"], [ESCO + "d", "diver"]])
    _write(root / "esco_fr/occupations_fr.csv", labels, [[ESCO + "s", "choriste"]])


def _onet(folder):
    folder.mkdir(parents=True)
    (folder / "Read Me.txt").write_text("O*NET 29.3 Database\n")
    code = "O*NET-SOC Code"
    _workbook(folder / "Occupation Data.xlsx", [code, "Title"], list(ONET.items()))
    _workbook(folder / "Job Zones.xlsx", [code, "Job Zone"], [[soc, 2 + i] for i, soc in enumerate(ONET)])
    _workbook(
        folder / "Education, Training, and Experience.xlsx",
        [code, "Scale ID", "Category", "Data Value", "Recommend Suppress"],
        [
            [soc, scale, category, value, suppressed]
            for soc, shares in _EXPERIENCE.items()
            for scale, category, value, suppressed in shares
        ],
    )
    _workbook(
        folder / "Technology Skills.xlsx",
        [code, "Example", "Hot Technology", "In Demand"],
        [["11-0000.00", name, "Y", "N"] for name in ("LoomCAD software", "WeavePro", "Email software", "Thread2000")],
    )
    values = sorted({e.cle.partition(":")[2] for r in RECIPES.values() for e in r if e.cle.startswith("valeur:")})
    rated = ["Element ID", "Element Name", "Scale ID", "Data Value", "Recommend Suppress"]
    competences = sorted(COMPETENCES)
    for file, scales, names in (
        ("Work Values.xlsx", {"EX": 5}, values),
        ("Work Styles.xlsx", {"IM": 5}, sorted(STYLES)),
        ("Interests.xlsx", {"OI": 5}, INTERESTS),
        ("Skills.xlsx", _RATED_TWICE, [key for key in competences if key.startswith(("2.A", "2.B"))]),
        ("Knowledge.xlsx", _RATED_TWICE, [key for key in competences if key.startswith("2.C")]),
    ):
        rows = [
            [soc, name, name, scale, 1 + (i * 7 + k * 3) % most, "N"]
            for i, soc in enumerate(ONET)
            for k, name in enumerate(names)
            for scale, most in scales.items()
        ]
        _workbook(folder / file, [code, *rated], rows)


def _contexts(folder):
    known = {e.cle for r in RECIPES.values() for e in r} | {part for made in COMPUTED.values() for part in made.parts}
    items = sorted(cle for cle in known if cle.startswith(("contexte:", "activite:")))
    numbers = {item: str(i) for i, item in enumerate(items, start=1)}
    _write(
        folder / "occupations.csv",
        ["pk_occupation_id", "occupation"],
        [[str(i), t] for i, t in enumerate(ONET.values())],
    )
    _write(
        folder / "attributes.csv", ["pk_item_id", "item"], [[n, item.partition(":")[2]] for item, n in numbers.items()]
    )
    _write(folder / "labor.csv", ["pk_occupation_id", "wage"], [["0", "20000"], ["1", "40000"], ["2", "NA"]])
    for file, prefix in (("contexts.csv", "contexte:"), ("activities.csv", "activite:")):
        rows = [
            [str(i), n, f"{((i + 1) * int(n)) % 7 / 7:.2f}"]
            for i in range(3)
            for item, n in numbers.items()
            if item.startswith(prefix)
        ]
        _write(folder / file, ["pk_occupation_id", "pk_item_id", "item_score"], rows)


def _dares(folder):
    def write(name, header, rows, delimiter=","):
        _write(folder / name, header, rows, encoding="cp1252", delimiter=delimiter)

    write(
        "fap225_rome.csv",
        ["Fap", "Rome", "intitule_rome"],
        [["A0Z40", "A1101", "é"], ["A0Z41", "A1101", ""], ["X", "NA", ""]],
        ";",
    )
    years = "2017-2019"
    hours = [["A0Z40", years, "10"], ["A0Z41", years, "NA"], ["A0Z", years, "30"], ["A0Z40", "2003-2005", "99"]]
    write(
        "horaires_atypiques_3niv.csv",
        ["Fap3", "annee", "Pourcentage", "Horaire_atypique", "libelle"],
        [
            [*row, kind, f"Famille {row[0]}"]
            for row in hours
            for kind in ("Travail de nuit", "Travail le samedi", "Travail le dimanche")
        ],
    )
    write(
        "tab6_temps_travail_3niv.csv",
        ["Fap", "annee", "Pourcentage", "Temps_travail"],
        [[*row, "Temps complet travaillant plus de 40h par semaine"] for row in hours],
    )
    write(
        "salaire_median_3niv.csv",
        ["Fap3", "Annee", "Salaire_median"],
        [["A0Z40", years, "1500"], ["A0Z41", years, "1700"]],
    )
    write(
        "salaires_3niv.csv",
        ["Fap", "Salaire", "Pourcentage"],
        [["A0Z40", band, str(i)] for i, band in enumerate(BANDS)],
    )
