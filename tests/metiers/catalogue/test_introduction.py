"""The sentences at the head of a data fiche, the French they are made of, and the fiche itself."""

import json
import re

import pytest

from metiers.catalogue.fiche import diploma, fiche_of
from metiers.catalogue.introduction import introduction
from metiers.dimensions import CLES
from metiers.fiche_text import parse_fiche, write_fiche
from metiers.fiche_text.document import MAX_NOM, MAX_TITRE, canonical_prose
from metiers.francais.grammaire import both_genders, de, listed, lowered
from tests.conftest import CATALOGUE

# --- french ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("boucher", "de boucher"),
        ("infirmière", "d’infirmière"),
        ("éducateur", "d’éducateur"),
        ("Écrivain", "d’Écrivain"),
        ("âne", "d’âne"),
        ("UX designer", "d’UX designer"),
        ("horloger", "d’horloger"),
        ("hôtesse de l’air", "d’hôtesse de l’air"),
        ("huissier", "d’huissier"),
        ("handballeur", "de handballeur"),
        ("hautboïste", "de hautboïste"),
        ("haut fonctionnaire", "de haut fonctionnaire"),
        ("hockeyeuse", "de hockeyeuse"),
        ("harpiste", "de harpiste"),
        ("héraut", "de héraut"),
        ("yachtman", "de yachtman"),
        ("chargé d’études", "de chargé d’études"),
        ("3D artist", "de 3D artist"),
        ("œnologue", "d’œnologue"),
    ],
)
def test_de_is_elided(words, expected):
    assert de(words) == expected


@pytest.mark.parametrize(
    ("items", "last", "expected"),
    [
        ([], "et", ""),
        (["a"], "et", "a"),
        (["a", "b"], "et", "a et b"),
        (["a", "b", "c"], "et", "a, b et c"),
        (("a", "b", "c", "d"), "ou", "a, b, c ou d"),
    ],
)
def test_lists(items, last, expected):
    assert listed(items, last) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Boulanger", "boulanger"),
        ("Éducateur de rue", "éducateur de rue"),
        ("UX designer", "UX designer"),
        ("UX-designer", "UX-designer"),
        ("DSI", "DSI"),
        ("E-commerçant", "e-commerçant"),
        ("L’Oréal", "l’Oréal"),
        ("Technicien HSE", "technicien HSE"),
        ("3D artist", "3D artist"),
        ("", ""),
    ],
)
def test_a_title_loses_its_capital_but_an_acronym(title, expected):
    assert lowered(title) == expected


@pytest.mark.parametrize(
    ("masculine", "feminine", "expected"),
    [
        ("Fleuriste", "Fleuriste", ("Fleuriste",)),
        ("Boulanger", "Boulangère", ("Boulanger", "Boulangère")),
        ("Steward de train", "Hôtesse de train", ("Steward", "Hôtesse de train")),
        ("Chargé de mission", "Chargée de mission", ("Chargé", "Chargée de mission")),
        ("Vendeur ambulant", "Vendeuse ambulante", ("Vendeur ambulant", "Vendeuse ambulante")),
        ("Chef de rang", "Cheffe de rang", ("Chef", "Cheffe de rang")),
        ("Homme sage-femme", "Sage-femme", ("Homme sage-femme", "Sage-femme")),
        ("Agent", "Agent de piste", ("Agent", "Agent de piste")),
        ("Homme sage femme", "femme", ("Homme sage femme", "femme")),
    ],
)
def test_the_tail_of_both_forms_is_said_once(masculine, feminine, expected):
    assert both_genders(masculine, feminine) == expected


# --- introduction ----------------------------------------------------------

BAKER = {
    "masculin": "Boulanger",
    "feminin": "Boulangère",
    "domaine": "Métiers de bouche",
    "etudes": (-1, 2),
    "interets": ["J’aime le travail manuel"],
    "profil": dict(zip(CLES, [40, 45, 60, 62, 50], strict=True)),
    "signes": ["300803", "23376"],
    "experience": False,
}


def of(**changes):
    return introduction(**BAKER | changes).replace("\u00a0", " ")


def test_a_whole_paragraph():
    assert of() == (
        "Le métier de boulanger ou de boulangère fait partie du domaine « Métiers de bouche ». "
        "On peut y entrer sans le bac, et jusqu’à un bac +2 selon les postes. "
        "Il peut te plaire si tu te reconnais dans « J’aime le travail manuel ». "
        "Ce qu’il donne le plus : les relations humaines et la stimulation. Le moins : la qualité de vie. "
        "Il peut demander de travailler la nuit et de travailler le week-end."
    )


def test_a_paragraph_of_what_little_is_known():
    flat = dict.fromkeys(CLES, 60)
    assert of(masculin="UX designer", feminin="UX designer", etudes=None, interets=[], profil=flat, signes=[]) == (
        "Le métier d’UX designer fait partie du domaine « Métiers de bouche ». "
        "Ses cinq notes sont proches : rien ne ressort, rien ne manque plus que le reste."
    )


def test_a_paragraph_of_all_there_is():
    assert of(
        masculin="Ingénieur d’études",
        feminin="Ingénieure d’études",
        etudes=(5, 5),
        interets=["un", "deux", "trois"],
        profil=dict(zip(CLES, [70, 60, 90, 60, 86], strict=True)),
        signes=["300801", "300782", "300779", "23377", "300803"],
    ) == (
        "Le métier d’ingénieur ou d’ingénieure d’études fait partie du domaine « Métiers de bouche ». "
        "On y entre le plus souvent avec un bac +5. "
        "Il peut te plaire si tu te reconnais dans « un » ou « deux ». "
        "Ce qu’il donne le plus : la stimulation. Le moins : les relations humaines. "
        "Il peut demander, entre autres, de travailler la nuit, de se déplacer, de travailler dehors "
        "et de travailler en hauteur ou dans des lieux étroits."
    )


@pytest.mark.parametrize(
    ("etudes", "sentence"),
    [
        ((-1, -1), "On peut y entrer sans le bac."),
        ((-1, 0), "On y entre avec ou sans le bac."),
        ((-1, 3), "On peut y entrer sans le bac, et jusqu’à un bac +3 selon les postes."),
        ((0, 0), "On y entre le plus souvent avec le bac."),
        ((0, 2), "On y entre le plus souvent avec le bac, et jusqu’à un bac +2 selon les postes."),
        ((3, 3), "On y entre le plus souvent avec un bac +3."),
        ((3, 5), "On y entre le plus souvent avec un bac +3, et jusqu’à un bac +5 selon les postes."),
    ],
)
def test_the_sentence_of_studies(etudes, sentence):
    assert f"». {sentence} Il peut te plaire" in of(etudes=etudes)


@pytest.mark.parametrize(
    ("scores", "sentence"),
    [
        ([60, 60, 60, 60, 69], "Ses cinq notes sont proches : rien ne ressort, rien ne manque plus que le reste."),
        ([60, 61, 60, 62, 70], "Ce qu’il donne le plus : la carrière. Le moins : la stimulation."),
        (
            [50, 80, 77, 60, 60],
            "Ce qu’il donne le plus : la flexibilité et la stimulation. Le moins : la qualité de vie.",
        ),
        ([50, 80, 76, 60, 60], "Ce qu’il donne le plus : la flexibilité. Le moins : la qualité de vie."),
        ([80, 80, 80, 80, 10], "Ce qu’il donne le plus : la qualité de vie et la flexibilité. Le moins : la carrière."),
    ],
)
def test_the_sentence_of_the_profile(scores, sentence):
    assert f"». {sentence} Il peut demander" in of(profil=dict(zip(CLES, scores, strict=True)))


@pytest.mark.parametrize(
    ("signes", "end"),
    [
        ([], "Le moins : la qualité de vie."),
        (["300806"], "Le moins : la qualité de vie."),
        (["300803"], "Il peut demander de travailler la nuit."),
        (
            ["300803", "23376", "300805", "300804"],
            "Il peut demander de travailler la nuit, de travailler le week-end, de travailler à des heures décalées "
            "et de rester joignable en urgence.",
        ),
        (
            ["300779", "300803", "23376", "300805", "300804"],
            "Il peut demander, entre autres, de travailler la nuit, de travailler le week-end, de travailler à des "
            "heures décalées et de rester joignable en urgence.",
        ),
    ],
)
def test_the_sentence_of_constraints(signes, end):
    assert of(signes=signes).endswith(f" {end}")


def test_years_of_experience_are_said_before_the_constraints_of_the_rome():
    assert of(signes=["300803"], experience=True).endswith(
        " Il peut demander de justifier de plusieurs années d’expérience et de travailler la nuit."
    )
    assert of(signes=[], experience=True).endswith(" de justifier de plusieurs années d’expérience.")


# --- the committed catalogue -----------------------------------------------


@pytest.fixture(scope="module")
def catalogue():
    return json.loads(CATALOGUE.read_bytes())


@pytest.fixture(scope="module")
def fiches(catalogue):
    return {
        (metier["code"], metier.get("ogr")): fiche_of(metier, catalogue["entete"]) for metier in catalogue["metiers"]
    }


# Before a vowel « de » is elided; no title of the catalogue has a « de » before an aspirated one.
_NOT_ELIDED = re.compile(r"\b(?:de|le|la|que|si) [aeiouéèêëàâîïôöûüœ]", re.IGNORECASE)
_WRONGLY_ELIDED = re.compile(r"\b[dlD]’(?:[bcdfgjklmnpqrstvwxz]|haut|hand|hockey|harp)")
_QUOTED = re.compile("«\u00a0[^«»]+\u00a0»")


def test_every_introduction_is_sound_french(fiches):
    for code, fiche in fiches.items():
        text = fiche.accroche
        ours = _QUOTED.sub("…", text)
        assert len(text) <= 700, code
        assert text == canonical_prose(text), code
        assert re.search(r"\s\s|\s[.,]|\n|[.,]{2}|\(\)|None", text) is None, text
        assert text.startswith(("Le métier de ", "Le métier d’")), text
        assert text.endswith("."), text
        assert " / " not in ours, text
        assert not set("«»{}[]|") & set(ours), text
        assert _NOT_ELIDED.search(ours) is None, text
        assert _WRONGLY_ELIDED.search(ours) is None, text
        assert text.count("«") == text.count("»") >= 1, text


def test_every_fiche_is_written_and_read_back(fiches):
    for code, fiche in fiches.items():
        reading = parse_fiche(write_fiche(fiche).encode())
        assert reading.fiche == fiche, code
        assert reading.ignored == [], code


def test_every_fiche_says_what_the_entry_knows(catalogue, fiches):
    for metier in catalogue["metiers"]:
        fiche = fiches[metier["code"], metier.get("ogr")]
        assert fiche.titre == metier["titre"]["inclusif"]
        assert len(fiche.titre) <= MAX_TITRE
        assert {note.cle: note.score for note in fiche.profil} == metier["profil"]
        assert [[skill.nom, skill.score] for skill in fiche.hard_skills] == metier["hard_skills"]
        assert [item.nom for item in fiche.soft_skills] == [name for name, _ in metier["soft_skills"]]
        assert [tool for family in fiche.outils for tool in family.outils] == metier["outils"]
        assert len(fiche.contraintes) == len(metier["contraintes"])
        levels = [niveau.bac_plus for niveau in fiche.niveaux]
        etudes = metier["etudes"] or {}
        assert levels == sorted({etudes[key] for key in ("bac_plus", "bac_plus_max") if key in etudes})
        assert all(len(niveau.diplome) <= MAX_NOM and not niveau.facultatif for niveau in fiche.niveaux)
        assert not (fiche.missions or fiche.sections or fiche.salaires or fiche.questions), "nothing else is known"


HEADER = {
    "contextes": {"300803": "Travail de nuit", "300806": "Travail de jour"},
    "domaines": {"D11": "Métiers de bouche"},
    "interets": {"9": "J’aime conduire", "14": "J’aime le travail manuel"},
}
ENTRY = {
    "titre": {"masculin": "Boulanger", "feminin": "Boulangère", "inclusif": "Boulanger(ère)"},
    "domaine": "D11",
    "profil": BAKER["profil"],
    "soft_skills": [["Autonomie", 70]],
    "hard_skills": [["Chimie", 44]],
    "etudes": None,
    "experience": None,
    "outils": [],
    "contraintes": ["300803", "300806"],
    "heures": {"demandees": [], "connues": []},
    "interets": ["14", "9"],
    "interets_principaux": [],
}


def test_a_fiche_of_what_little_is_known():
    fiche = fiche_of(ENTRY, HEADER)
    assert (fiche.niveaux, fiche.outils) == ((), ())
    assert [item.nom for item in fiche.contraintes] == ["Travail de nuit", "Travail de jour"]
    assert [note.cle for note in fiche.profil] == list(CLES)
    assert "On y entre" not in fiche.accroche
    assert "travail manuel\u00a0» ou «\u00a0J’aime conduire" in fiche.accroche
    assert "domaine «\u00a0Métiers de bouche\u00a0»" in fiche.accroche


@pytest.mark.parametrize(
    ("experience", "said"), [(None, False), ({"demandee": False}, False), ({"demandee": True}, True)]
)
def test_years_of_experience_are_told_only_when_they_are_known_to_be_asked(experience, said):
    assert ("années d’expérience" in fiche_of(ENTRY | {"experience": experience}, HEADER).accroche) is said


def test_main_interests_are_said_alone():
    assert "J’aime le travail manuel" not in fiche_of(ENTRY | {"interets_principaux": ["9"]}, HEADER).accroche


def test_levels_are_said_once_and_in_order():
    fiche = fiche_of(ENTRY | {"etudes": {"bac_plus": -1, "bac_plus_max": 2}, "outils": ["Excel"]}, HEADER)
    assert [(niveau.diplome, niveau.bac_plus) for niveau in fiche.niveaux] == [
        ("CAP, BEP, ou aucun diplôme", -1),
        ("BTS ou autre diplôme de ce niveau", 2),
    ]
    assert [(family.nom, family.outils) for family in fiche.outils] == [("Logiciels", ("Excel",))]
    assert len(fiche_of(ENTRY | {"etudes": {"bac_plus": 5, "bac_plus_max": 5}}, HEADER).niveaux) == 1


@pytest.mark.parametrize(
    ("bac_plus", "name"),
    [(0, "Baccalauréat"), (8, "Doctorat"), (9, "Diplôme de niveau bac +9"), (4, "Diplôme de niveau bac +4")],
)
def test_each_level_of_studies_has_a_diploma(bac_plus, name):
    assert diploma(bac_plus) == name
