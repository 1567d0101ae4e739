"""What a student may refuse: the working conditions of ROME, gathered in a dozen that one can choose from, and years of
experience. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from metiers.fiche_text.document import fold


@dataclass(frozen=True, slots=True)
class Condition:
    """`signes`: what in the data brings it, ROME contexts, hours of DARES or EXPERIENCE; `phrase` follows « il peut
    demander de »; `mots`: what the name of a constraint holds when a written fiche speaks of it (folded)."""

    cle: str
    label: str
    phrase: str
    signes: frozenset[str]
    mots: tuple[str, ...]


EXPERIENCE = "experience"
# What DARES says of the hours of a family, beside the contexts of the ROME.
NUIT, WEEK_END = "dares:nuit", "dares:week-end"
# Beside the hours that are known of a métier: the ROME noted its conditions, and none of them is a constraint.
NOTED = "rome:notées"
CONTRAINTES: tuple[Condition, ...] = (
    Condition(
        EXPERIENCE,
        "Plusieurs années d’expérience",
        "justifier de plusieurs années d’expérience",
        frozenset({EXPERIENCE}),
        (),
    ),
    Condition(
        "nuit",
        "Travail de nuit",
        "travailler la nuit",
        frozenset({"300803", "126450", NUIT}),
        ("nuit",),
    ),
    Condition(
        "week-end",
        "Travail le week-end",
        "travailler le week-end",
        frozenset({"23374", "23376", "300793", WEEK_END}),
        ("week-end", "week end", "dimanche", "samedi", "jours feries"),
    ),
    Condition(
        "horaires",
        "Horaires décalés ou irréguliers",
        "travailler à des heures décalées",
        frozenset({"300805", "300808", "400005"}),
        ("horaires", "tot le matin", "soiree"),
    ),
    Condition(
        "astreinte",
        "Astreintes, urgences",
        "rester joignable en urgence",
        frozenset({"300804", "511474"}),
        ("astreinte", "urgence"),
    ),
    Condition(
        "deplacements",
        "Déplacements",
        "se déplacer",
        frozenset({"300779"}),
        ("deplacement", "trajets"),
    ),
    Condition(
        "saison",
        "Travail pendant les vacances ou la saison",
        "travailler pendant les vacances ou par saison",
        frozenset({"400040", "403826"}),
        ("saison", "vacances", "ete "),
    ),
    Condition(
        "dehors",
        "Dehors, par tous les temps",
        "travailler dehors",
        frozenset({"300783", "300790", "23377", "400034", "403962"}),
        ("dehors", "exterieur", "intemperies", "meteo", "tous les temps"),
    ),
    Condition(
        "effort",
        "Efforts physiques",
        "fournir des efforts physiques",
        frozenset({"300795", "300798", "300800", "403023"}),
        ("physique", "charges", "debout"),
    ),
    Condition(
        "hauteur",
        "Hauteur ou lieux étroits",
        "travailler en hauteur ou dans des lieux étroits",
        frozenset({"300782", "23385"}),
        ("hauteur", "etroit"),
    ),
    Condition(
        "ambiance",
        "Bruit, chaleur ou froid",
        "supporter du bruit, de la chaleur ou du froid",
        frozenset({"300824", "300789", "403021", "300787"}),
        ("bruit", "chaleur", "froid"),
    ),
    Condition(
        "danger",
        "Produits ou machines dangereux",
        "manier des produits ou des machines dangereux",
        frozenset({"300791", "300794", "403022", "400047", "23383", "511495", "300792"}),
        ("danger", "risque", "fumees", "produits", "accident"),
    ),
    Condition(
        "cadence",
        "Gestes répétés, cadence imposée",
        "suivre une cadence ou répéter les mêmes gestes",
        frozenset({"300801", "300834", "23382"}),
        ("cadence", "repet"),
    ),
)
PAR_CLE: dict[str, Condition] = {contrainte.cle: contrainte for contrainte in CONTRAINTES}


# Who refuses the second is not shown the first either.
_IMPLIED = {"nuit": "horaires"}


def contraintes_of(found: Iterable[str], *, experience: bool) -> tuple[Condition, ...]:
    """Those that these signs bring (ROME contexts, hours of DARES), and years of experience, in the order of
    CONTRAINTES."""
    signes = frozenset(found) | ({EXPERIENCE} if experience else frozenset())
    return tuple(contrainte for contrainte in CONTRAINTES if contrainte.signes & signes)


def inconnues_of(found: Iterable[str], heures: Iterable[str]) -> frozenset[str]:
    """The keys of those that nothing tells: the ROME lists no condition at all for this métier (`found`, its signs), so
    that nobody noted them, and its hours are not among `heures` (NUIT, WEEK_END), those that DARES knows. None where
    NOTED is among these."""
    told = frozenset(heures)
    if NOTED in told or frozenset(found) - {NUIT, WEEK_END}:
        return frozenset()
    return frozenset(one.cle for one in CONTRAINTES if one.cle != EXPERIENCE and not one.signes & told)


def contraintes_named(names: Iterable[str]) -> tuple[Condition, ...]:
    """Those that the constraints of a written fiche speak of, in the order of CONTRAINTES."""
    folded = [f"{fold(name)} " for name in names]
    return tuple(
        contrainte for contrainte in CONTRAINTES if any(mot in name for mot in contrainte.mots for name in folded)
    )


def cles_refusees(contraintes: Iterable[Condition]) -> frozenset[str]:
    """The refusals that hide a métier with these constraints: their own, and those that they imply."""
    cles = {contrainte.cle for contrainte in contraintes}
    return frozenset(cles | {_IMPLIED[cle] for cle in cles & _IMPLIED.keys()})
