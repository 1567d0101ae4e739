"""All that is stored, in words."""

import json
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from metiers.directory import Annuaire
from metiers.search.entries import Entree
from quiz.donnees.ensemble import inventory
from quiz.methode.statements import SCREENS
from quiz.pdf import render_donnees
from quiz.rapport.rubrique import Rubrique
from quiz.resultat.instantane import to_json
from tests.quiz.instantanes import IMPORTANCES, build_instantane

MOMENT = "2026-11-24T09:05:00+01:00"
NOTHING = {
    "commencee_le": MOMENT,
    "modifiee_le": MOMENT,
    "terminee_le": None,
    "effacee_au_plus_tard_le": "2026-12-24T09:05:00+01:00",
    "effacee_sans_envoi_le": None,
    "gardee_par_choix_jusqu_au": None,
    "classes": [],
    "priorites": dict.fromkeys(IMPORTANCES),
    "repondue_tres_vite": False,
    "essayees_sur_le_classement": False,
    "filtres": "",
    "avis_sans_les_noms_comptes": False,
    "resultats_gardes_jusqu_ici": 3,
    "version_methode": "",
    "version_catalogue": None,
    "phrases": [],
    "competences": [],
    "resultats": [],
}
SHARE = {
    "rapport": None,
    "avec_competences": False,
    "cree_le": MOMENT,
    "lisible_jusqu_au": "2026-12-24T00:00:00+01:00",
    "retire_le": None,
}
ENTREES = (Entree("loin", "Gardien(ne) de phare", ()), Entree("metier-2", "Un autre nom depuis", ()))
PUBLISHED = Annuaire((1, 1), ENTREES, {one.slug: one for one in ENTREES}, {}, {}, lambda selection: None)
WHOLE = NOTHING | {
    "priorites": IMPORTANCES | {"carriere": None},
    "terminee_le": "2026-11-25T23:00:00+01:00",
    "repondue_tres_vite": True,
    "filtres": "?sans=nuit",
    "version_methode": "2",
    "version_catalogue": 12,
    "phrases": [{"ecran": 1, "le_plus": "Bouger", "le_moins": "Écrire"}],
    "competences": [{"competence": "Anglais", "niveau": 75}, {"competence": "Dessin", "niveau": None}],
    "resultats": [
        {
            "numero": 3,
            "garde_le": MOMENT,
            "contenu": json.loads(json.dumps(to_json(build_instantane()))),
            "sans_les_noms": {"metier-2": 4, "loin": 1, "parti": 0},
            "places_sans_les_noms": {"metier-2": 2, "loin": 650, "parti": 700},
            "carnets": [
                {
                    "metier": "metier-2",
                    "ressemble": "",
                    "etonne": "Le #bruit\nle *soir*",
                    "verifier": "",
                    "plan": [
                        {"rang": 1, "genre": "Faire un stage", "le": "2027-01-12", "note": "", "faite": True},
                        {"rang": 2, "genre": "Visiter", "le": None, "note": "Chez #moi", "faite": False},
                    ],
                }
            ],
            "partages": [
                SHARE | {"fois_ouvert": 0, "ouvert_le": None},
                SHARE | {"rapport": "metier-2", "fois_ouvert": 4, "ouvert_le": "2026-12-01", "retire_le": MOMENT},
                SHARE | {"avec_competences": True, "fois_ouvert": 1, "ouvert_le": "2026-12-02"},
            ],
            "pdf_gardes": 2,
        }
    ],
}


def lines(data):
    return {
        rubrique.titre: [f"{quoi} = {valeur}".replace("\xa0", " ") for quoi, valeur in rubrique.lignes]
        for rubrique in inventory(data, PUBLISHED)
    }


def test_everything_is_said_in_words():
    said = lines(WHOLE)
    assert said["Tes priorités"][0] == "Qualité de vie = 6 sur 10"
    told = ["Carrière = pas encore donnée", "Répondu très vite = oui", "Essayées sur le classement, puis gardées = non"]
    assert said["Tes priorités"][-3:] == told
    assert said["Tes choix entre les phrases"] == ["Écran 1 = le plus : « Bouger », le moins : « Écrire »"]
    assert said["Ce qui te ressemble, ce que tu refuses"] == [" = Sans : travail de nuit"]
    assert said["Tes compétences"] == ["Anglais = 75 sur 100", "Dessin = je ne sais pas"]
    result = said["Résultat 3"]
    assert result[0] == "Gardé le = 24 novembre 2026, 9 h 05"
    assert "Luthier(ère) : plan = Faire un stage, 12 janvier 2027 (fait)" in result
    assert "Luthier(ère) : plan = Visiter : Chez #moi" in result
    assert "Luthier(ère) : ce qui m’étonne = Le #bruit\nle *soir*" in result
    assert "Sans les noms = Luthier(ère) (place 2) : tout à fait pour moi" in result
    assert "Sans les noms = parti (place 700) : pas du tout pour moi" in result
    (pistes,) = [line for line in result if line.startswith("Pistes = ")]
    assert pistes.startswith("Pistes = 1. Éducateur(trice) de rue (") and pistes.count(" · ") == 19
    shares = [line for line in result if line.startswith("Lien de partage")]
    assert shares[0].endswith("jamais ouvert") and "les pistes, sans les compétences" in shares[0]
    assert "créé le 24 novembre 2026, 9 h 05, lisible jusqu’au 23 décembre 2026" in shares[0]
    assert "ouvert 4 fois, la dernière le 1er décembre 2026" in shares[1] and "Luthier" in shares[1]
    assert "retiré le 24 novembre 2026" in shares[1] and "lisible" not in shares[1]
    assert "avec les compétences" in shares[2] and shares[2].endswith("ouvert une fois, le 2 décembre 2026")
    assert "Sans les noms = Gardien(ne) de phare (place 650) : plutôt pas" in result
    assert "Versions = méthode 2, catalogue 17" in result
    assert "Priorités = qualité de vie 6, flexibilité 2, stimulation 9, relations humaines 7, carrière 3" in result
    assert "Filtres = Travailler dehors\u202f; Jusqu’à bac +3\u202f; Sans : travail de nuit" in result
    assert any(line.startswith("Compétences = Gestion de projet (25 sur 100), ") for line in result)
    assert "Façon de répondre = quiz express" in result
    assert "Tout près = Sage-femme · Géomètre" in result
    assert "Pour voir autre chose = Souffleur(se) de verre" in result
    assert "Fini le = 25 novembre 2026, 23 h 00" in said["Le reste"]
    assert "Résultats gardés jusqu’ici = 3" in said["Le reste"]
    assert "PDF déjà demandés = 2" in result
    assert "Effacé au plus tard le = 24 décembre 2026, 9 h 05" in said["Le reste"]


def test_how_it_was_answered_is_said():
    picks = {"0": (SCREENS[0][0].cle, SCREENS[0][1].cle), "1": ("disparue", SCREENS[1][1].cle)}
    kept = build_instantane(rapide=True, hesitant=True, elicited=dict.fromkeys(IMPORTANCES, 4), choix=picks)
    data = WHOLE["resultats"][0] | {"contenu": json.loads(json.dumps(to_json(kept)))}
    result = lines(WHOLE | {"repondue_tres_vite": False, "essayees_sur_le_classement": True, "resultats": [data]})
    assert "Façon de répondre = quiz complet, très vite, avec des choix qui se contredisent" in result["Résultat 3"]
    (choices,) = [line for line in result["Résultat 3"] if line.startswith("Choix entre les phrases = ")]
    assert SCREENS[0][0].texte in choices and SCREENS[0][1].texte in choices and "disparue" in choices
    assert any(line.startswith("Proposées par tes choix = qualité de vie 4, ") for line in result["Résultat 3"])
    manner = ["Répondu très vite = non", "Essayées sur le classement, puis gardées = oui"]
    assert result["Tes priorités"][-2:] == manner


def test_what_is_not_there_is_said_not_to_be():
    empty = {rubrique.titre: rubrique.rien for rubrique in inventory(NOTHING, PUBLISHED) if not rubrique.lignes}
    assert set(empty) == {
        "Tes priorités",
        "Tes choix entre les phrases",
        "Ce qui te ressemble, ce que tu refuses",
        "Tes compétences",
    }
    assert all(empty.values())


@pytest.mark.parametrize("data", [NOTHING, WHOLE])
def test_it_can_be_printed(data):
    rubriques = [*inventory(data, PUBLISHED), Rubrique("Ailleurs", (("", "Sans : #panic()"),))]
    pdf = PdfReader(BytesIO(render_donnees(rubriques, fait_le=date(2026, 11, 24), jusqu_au=date(2026, 12, 23))))
    said = " ".join(" ".join(page.extract_text() for page in pdf.pages).split()).replace("\xa0", " ")
    assert "Effacé après le 23 décembre 2026" in said and "Sans : #panic()" in said
    assert [rubrique.titre for rubrique in rubriques if rubrique.titre not in said] == []
    assert [rubrique.rien for rubrique in rubriques if not rubrique.lignes and rubrique.rien not in said] == []
    if data is WHOLE:
        assert "Le #bruit" in said and "Chez #moi" in said
    assert pdf.trailer["/Root"]["/Lang"] == "fr-FR"
