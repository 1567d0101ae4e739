"""Interests and domaines as the page of tastes shows them: eight families of short phrases, fourteen pictures. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Famille:
    """`cle`: its picture in img/pictos.svg; `ton`: the grand domaine whose colours it has; `phrases`: the code of each
    interest of the ROME and what a student says of it."""

    cle: str
    nom: str
    ton: str
    phrases: Mapping[str, str]


FAMILLES = (
    Famille(
        "nature",
        "Nature, animaux",
        "A",
        {"9": "Être dans la nature", "17": "M’occuper des animaux", "20": "Protéger l’environnement"},
    ),
    Famille(
        "faire",
        "Faire, réparer",
        "B",
        {
            "14": "Travailler de mes mains",
            "1": "Construire, rénover",
            "6": "Soigner chaque détail",
            "27": "Cuisiner",
        },
    ),
    Famille(
        "soin",
        "Soin, secours",
        "J",
        {"22": "Prendre soin des autres", "21": "M’occuper d’enfants", "23": "Protéger et secourir"},
    ),
    Famille(
        "creer",
        "Créer, imaginer",
        "E",
        {
            "30": "Être artiste",
            "7": "Dessiner",
            "12": "Jouer avec les mots",
            "26": "Voir l’envers du décor",
        },
    ),
    Famille(
        "sciences",
        "Sciences, techno",
        "I",
        {"10": "Faire des découvertes", "29": "Les nouvelles technologies", "15": "Manier les chiffres"},
    ),
    Famille(
        "gens",
        "Les gens",
        "C",
        {
            "4": "Le contact avec les gens",
            "8": "Communiquer, convaincre",
            "24": "Transmettre ce que je sais",
            "5": "Servir le public",
            "28": "Les autres cultures",
        },
    ),
    Famille(
        "bouger",
        "Bouger, voyager",
        "D",
        {
            "13": "L’activité physique",
            "16": "Me déplacer, voyager",
            "19": "Conduire, piloter",
            "25": "Les sensations fortes",
        },
    ),
    Famille(
        "organiser",
        "Organiser",
        "K",
        {
            "18": "Organiser, planifier",
            "2": "Diriger une équipe",
            "3": "Faire des affaires",
            "11": "Faire respecter les règles",
        },
    ),
)

MONDES = {
    "A": "Nature, animaux",
    "B": "Art et artisanat",
    "C": "Banque, immobilier",
    "D": "Commerce, vente",
    "E": "Médias, pub, web",
    "F": "Bâtiment, chantiers",
    "G": "Restaurant, tourisme",
    "H": "Industrie",
    "I": "Réparer, entretenir",
    "J": "Santé",
    "K": "École, social, sécurité",
    "L": "Spectacle",
    "M": "Bureau, informatique",
    "N": "Transport, logistique",
}
"""Letter of a grand domaine of the ROME → how a student calls it."""

Choix = tuple[str, str, bool]
"""Code, words, chosen."""
Monde = tuple[str, str, bool, bool]
"""Letter, name, does it attract, is it put off."""


@dataclass(frozen=True, slots=True)
class FamilleMontree:
    cle: str
    nom: str
    ton: str
    choix: tuple[Choix, ...]

    @property
    def nombre(self) -> int:
        """How many of its phrases are chosen."""
        return sum(chosen for _, _, chosen in self.choix)


def familles_shown(interets: Mapping[str, str], chosen: Collection[str]) -> list[FamilleMontree]:
    """The families of the interests that the catalogue has (code → official label); one that no family names yet stands
    under its label in a last one."""
    shown = [
        FamilleMontree(
            one.cle,
            one.nom,
            one.ton,
            tuple((code, words, code in chosen) for code, words in one.phrases.items() if code in interets),
        )
        for one in FAMILLES
    ]
    placed = {code for one in FAMILLES for code in one.phrases}
    others = tuple((code, label, code in chosen) for code, label in interets.items() if code not in placed)
    return [one for one in [*shown, FamilleMontree("organiser", "Et aussi", "K", others)] if one.choix]


def mondes_shown(domaines: Mapping[str, str], liked: Collection[str], put_off: Collection[str]) -> list[Monde]:
    """Each grand domaine of the catalogue (letter → label)."""
    return [(code, MONDES.get(code, label), code in liked, code in put_off) for code, label in sorted(domaines.items())]
