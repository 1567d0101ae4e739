"""What a list shows of a send, kept beside it as JSON so that no result has to be opened: derived, and made again on
demand. What compares it with the send before is not kept, since that one may go: it is found again from the two. Pure.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from metiers.dimensions import CLES
from quiz.rapport.familles import familles_of
from suivi.synthese.changements import PREMIERE, Direction, Situation, evolution, situation
from suivi.synthese.constats import CHANGEMENT, Constat, autre_direction, is_in
from suivi.synthese.faits import FIRST, Faits
from suivi.synthese.lecture import accepted, fermete, meilleure, parts
from suivi.synthese.regles import constater, in_order_of_rules

FORMAT = 1

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Apercu:
    """`parts`: per cents by dimension, in their order, as students read them; `direction` comes back `direction_fois`
    times out of 100, `fermete` is a key of `lecture.FERMETES` (all empty without one); `piste_*`: the first piste,
    empty without one, its level in years after the bac; `etudes`: the level accepted, None without a limit;
    `monde`: the grand domaine of the direction, empty when no piste says it; `domaines`: those of the ten first pistes,
    by name, and `gouts`: the families of interests that were chosen (keys of `rapport.familles`), each once;
    `evolution`: see `changements.evolution`; `methode`: its version."""

    constats: tuple[Constat, ...]
    parts: dict[str, int]
    direction: str
    direction_fois: int
    fermete: str
    piste_titre: str
    piste_niveau: int | None
    piste_domaine: str
    etudes: int | None
    evolution: str
    monde: str = ""
    domaines: tuple[str, ...] = ()
    gouts: tuple[str, ...] = ()
    methode: str = ""

    @property
    def situation(self) -> Situation:
        return Situation(Direction(self.direction, self.direction_fois), self.parts, self.methode)


def apercu(faits: Faits) -> Apercu:
    kept, found = faits.kept, meilleure(faits.kept)
    first = kept.pistes[0] if kept.pistes else None
    return Apercu(
        constats=constater(faits),
        parts=parts(kept.weights),
        direction=found.nom if found else "",
        direction_fois=found.times if found else 0,
        fermete=fermete(found.times) if found else "",
        piste_titre=first.titre if first else "",
        piste_niveau=first.niveau if first else None,
        piste_domaine=first.domaine if first else "",
        etudes=accepted(kept),
        monde=next((one.grand_domaine for one in kept.pistes if found and is_in(one, found.nom)), ""),
        domaines=tuple(dict.fromkeys(one.grand_domaine for one in kept.pistes[:FIRST] if one.grand_domaine)),
        gouts=familles_of(one.valeur for one in kept.filtres if one.facette == "interet"),
        methode=kept.methode.version,
        evolution=evolution(situation(faits.avant) if faits.avant else None, situation(kept)),
    )


def to_json(one: Apercu) -> Json:
    """Without what speaks of the send before."""
    alone = replace(one, constats=tuple(said for said in one.constats if said.regle != CHANGEMENT))
    return {"format": FORMAT, **{key: value for key, value in asdict(alone).items() if key != "evolution"}}


def from_json(data: Mapping[str, Any], avant: Situation | None = None, avant_le: date | None = None) -> Apercu:
    """As it reads after the send before, `avant`, of the day `avant_le`. Raises ValueError when the data have a format
    that nobody has ever written."""
    if data.get("format") != FORMAT:
        raise ValueError(f"aperçu of format {data.get('format')}")
    values = {key: value for key, value in data.items() if key != "format"}
    values["constats"] = tuple(Constat(**one) for one in data["constats"])
    values["parts"] = {cle: data["parts"][cle] for cle in CLES}  # a database may sort the keys of its JSON
    values |= {name: tuple(data[name]) for name in ("domaines", "gouts")}
    alone = Apercu(**values, evolution=PREMIERE)
    return _after(alone, avant, avant_le) if avant else alone


def situation_to_json(one: Situation, le: date) -> Json:
    """Of a result with which a send is compared, of the day `le`."""
    kept = {"direction": one.direction.nom, "fois": one.direction.fois, "parts": dict(one.parts)}
    return {"format": FORMAT, **kept, "methode": one.methode, "le": le.isoformat()}


def situation_from_json(data: Mapping[str, Any]) -> tuple[Situation, date]:
    """Raises KeyError or ValueError when the data are none, or have a format that nobody has ever written."""
    if data["format"] != FORMAT:
        raise ValueError(f"situation of format {data['format']}")
    parts_of = {cle: data["parts"][cle] for cle in CLES}
    found = Situation(Direction(data["direction"], data["fois"]), parts_of, data["methode"])
    return found, date.fromisoformat(data["le"])


def _after(one: Apercu, avant: Situation, avant_le: date | None) -> Apercu:
    moved = autre_direction(avant, avant_le, one.situation)
    constats = in_order_of_rules((*one.constats, moved)) if moved else one.constats
    return replace(one, constats=constats, evolution=evolution(avant, one.situation))
