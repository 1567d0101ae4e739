"""Interests and domaines as the page of tastes shows them: eight families of short phrases, fourteen pictures. Pure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Famille:
    """`cle`: its picture in img/pictos.svg; `ton`: the grand domaine whose colours it has; `interets`: the codes of its
    interests in the ROME. What they are called is the catalogue's."""

    cle: str
    nom: str
    ton: str
    interets: tuple[str, ...]


FAMILLES = (
    Famille("nature", "Nature, animaux", "A", ("9", "17", "20")),
    Famille("faire", "Faire, réparer", "B", ("14", "1", "6", "27")),
    Famille("soin", "Soin, secours", "J", ("22", "21", "23")),
    Famille("creer", "Créer, imaginer", "E", ("30", "7", "12", "26")),
    Famille("sciences", "Sciences, techno", "I", ("10", "29", "15")),
    Famille("gens", "Les gens", "C", ("4", "8", "24", "5", "28")),
    Famille("bouger", "Bouger, voyager", "D", ("13", "16", "19", "25")),
    Famille("organiser", "Organiser", "K", ("18", "2", "3", "11")),
)

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
    """The families of the interests that the catalogue has (code → what it is called); one that no family has yet
    stands in a last one."""
    shown = [
        FamilleMontree(
            one.cle,
            one.nom,
            one.ton,
            tuple((code, interets[code], code in chosen) for code in one.interets if code in interets),
        )
        for one in FAMILLES
    ]
    placed = {code for one in FAMILLES for code in one.interets}
    others = tuple((code, label, code in chosen) for code, label in interets.items() if code not in placed)
    return [one for one in [*shown, FamilleMontree("organiser", "Et aussi", "K", others)] if one.choix]


def familles_of(interets: Iterable[str]) -> tuple[str, ...]:
    """The families (keys) of these interests (codes), each once, in their order."""
    chosen = set(interets)
    return tuple(one.cle for one in FAMILLES if chosen.intersection(one.interets))


def mondes_shown(domaines: Mapping[str, str], liked: Collection[str], put_off: Collection[str]) -> list[Monde]:
    """Each grand domaine of the catalogue (letter → name)."""
    return [(code, name, code in liked, code in put_off) for code, name in sorted(domaines.items())]
