"""What somebody read of the links. `exclusions.csv`: those found wrong, one line each with its reason.

A line without `code_onet` drops the métier; `*` as `code_rome` refuses an O*NET occupation to every métier. The labels
are there for the reader of the file. The whole list of links was read once, in release v460 × 29.3.

`joined_by_hand.csv`: métiers that the crosswalks only join through something broader. `label`: the ROME label and the
O*NET title are the same in two languages (« Vétérinaire », « Veterinarians »). `close`: nearly the same work under
another name, for a métier that students often ask about (« Éducateur spécialisé »). These take the place of every other
path, at the quality of their relation.

`studies_by_hand.csv`: levels that no source names, or names wrongly. `student_words.csv`: what students call a métier,
and what they like, where they want to be or what they want to do that leads to it; « ; » stands between two. A word of
many métiers stands at the few that a counsellor would name first. Codes that are not published yet wait there.

`experience_by_hand.csv`: is the métier reached after years of work, where the American answer is not the French one.
`non`: studies open it. `oui`: a regulation or the ROME asks for experience, or it is the promotion of another métier to
which the crosswalks join both (a chef baker to bakers). A title is not enough: one becomes a police superintendent
straight from one's studies.

`hours_by_hand.csv`: does a métier ask for work at night or at the weekend, where the family of DARES says something
else because it is wider. A `non` also takes away what the ROME lists of these hours. Where the reason is that the
family is that of another trade, its salary is not told either.

`families_by_hand.csv`: of which families of DARES the salary is told, and the hours. None: no salary is told, and the
hours of its family only where the reason is not that this is the family of another trade.

`contexts_by_hand.csv`: a ROME context that a métier has (`oui`), or that its code lists wrongly (`non`). An appellation
has of its code's contexts its hours and travel: its places and conditions stand here.

`near_by_hand.csv`: métiers that whoever likes this one should look at too, nearest first. Those
that the ROME names are often of another world: « formateur » comes after nearly everything.

`skills_by_hand.csv`: hard skills that a survey of another country gives to a métier and that its people would laugh at.

`names_by_hand.csv`: appellations of a code that are the names of another trade. Whoever searches for one that no other
métier bears still finds its code's.

`titles_by_hand.csv`: what everybody calls a métier whose ROME title nobody uses; that title becomes one of its names.
"""

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from metiers.catalogue.errors import CatalogueError
from metiers.catalogue.readers.tables import read_csv
from metiers.catalogue.titles import Titles
from metiers.contraintes import NUIT, WEEK_END

FILE = Path(__file__).with_name("exclusions.csv")
JOINED_BY_HAND = Path(__file__).with_name("joined_by_hand.csv")
STUDIES = Path(__file__).with_name("studies_by_hand.csv")
EXPERIENCE = Path(__file__).with_name("experience_by_hand.csv")
WORDS = Path(__file__).with_name("student_words.csv")
HOURS = Path(__file__).with_name("hours_by_hand.csv")
FAMILIES = Path(__file__).with_name("families_by_hand.csv")
CONTEXTS = Path(__file__).with_name("contexts_by_hand.csv")
NEAR = Path(__file__).with_name("near_by_hand.csv")
SKILLS = Path(__file__).with_name("skills_by_hand.csv")
NAMES = Path(__file__).with_name("names_by_hand.csv")
TITLES = Path(__file__).with_name("titles_by_hand.csv")
# How a reason begins when DARES counts the métier with another trade.
OTHER_TRADE = ("la famille est celle", "les familles sont celles")
RELATIONS = ("label", "close")
ANSWERS = {"oui": True, "non": False}
ASKED_HOURS = {"nuit": NUIT, "week-end": WEEK_END}
EVERY_METIER = "*"


@dataclass(frozen=True)
class Exclusions:
    """`metiers`: ROME code → reason. `links`: (ROME code or `*`, O*NET-SOC) → reason. `joined`: ROME code →
    (O*NET-SOC, relation). `studies`: ROME code → lowest and highest years after the bac. `words`: ROME code → words
    that students use for it. `experience`: ROME code → is it reached after years of work. `hours`: ROME code → NUIT or
    WEEK_END → does it ask for it. `families`: ROME code → the families of DARES that are told, none if empty.
    `unpaid`: ROME codes whose families tell their hours and not their salary.
    `contexts`: ROME code → context → is it there. `near`: key → keys of the métiers that are told as near. `no_skills`
    and `no_names`: key → hard skills, labels of appellations, that are not told. `titles`: ROME code → its titles."""

    metiers: dict[str, str]
    links: dict[tuple[str, str], str]
    joined: dict[str, tuple[str, str]] = field(default_factory=dict)
    studies: dict[str, tuple[int, int]] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    experience: dict[str, bool] = field(default_factory=dict)
    hours: dict[str, dict[str, bool]] = field(default_factory=dict)
    families: dict[str, tuple[str, ...]] = field(default_factory=dict)
    unpaid: frozenset[str] = frozenset()
    contexts: dict[str, dict[str, bool]] = field(default_factory=dict)
    near: dict[str, tuple[str, ...]] = field(default_factory=dict)
    no_skills: dict[str, frozenset[str]] = field(default_factory=dict)
    no_names: dict[str, frozenset[str]] = field(default_factory=dict)
    titles: dict[str, Titles] = field(default_factory=dict)

    @cached_property
    def refused_everywhere(self) -> frozenset[str]:
        return frozenset(onet for rome, onet in self.links if rome == EVERY_METIER)

    def refuses(self, rome: str, onet: str) -> bool:
        return onet in self.refused_everywhere or (rome, onet) in self.links


def read_exclusions(path: Path = FILE, by_hand: Path = JOINED_BY_HAND) -> Exclusions:
    """Raises CatalogueError for a line without a reason, one that would drop every métier, or an unknown relation."""
    metiers, links = {}, {}
    for row in read_csv(path, ("code_rome", "code_onet", "motif")):
        rome, onet, reason = row["code_rome"], row["code_onet"], row["motif"]
        if not reason or not rome or (rome == EVERY_METIER and not onet):
            raise CatalogueError.in_file(path, f"colonne « motif » ou « code_rome » : ligne incomplète ({rome}).")
        if onet:
            links[rome, onet] = reason
        else:
            metiers[rome] = reason
    joined = {}
    for row in read_csv(by_hand, ("code_rome", "code_onet", "relation")):
        if row["relation"] not in RELATIONS:
            raise CatalogueError.in_file(by_hand, f"colonne « relation » : « {row['relation']} » est inconnue.")
        joined[row["code_rome"]] = (row["code_onet"], row["relation"])
    contradicted = sorted(joined.keys() & metiers.keys())
    if contradicted:
        raise CatalogueError.in_file(path, f"colonne « code_rome » : {contradicted[0]} est aussi dans {by_hand.name}.")
    return Exclusions(
        metiers,
        links,
        joined,
        _read_studies(),
        _read_words(),
        read_experience(),
        read_hours(),
        read_families(),
        read_unpaid(),
        read_contexts(),
        read_near(),
        read_hidden(SKILLS, "savoir_faire"),
        read_hidden(NAMES, "appellations"),
        read_titles(),
    )


def _read_studies() -> dict[str, tuple[int, int]]:
    rows = read_csv(STUDIES, ("code_rome", "bac_plus", "bac_plus_max"))
    return {row["code_rome"]: (int(row["bac_plus"]), int(row["bac_plus_max"])) for row in rows}


def read_experience(path: Path = EXPERIENCE) -> dict[str, bool]:
    """Raises CatalogueError for a line without a reason or with another answer than oui and non."""
    found = {}
    for row in read_csv(path, ("code_rome", "experience", "motif")):
        if row["experience"] not in ANSWERS or not row["motif"]:
            raise CatalogueError.in_file(path, f"colonne « experience » ou « motif » : {row['code_rome']} à revoir.")
        found[row["code_rome"]] = ANSWERS[row["experience"]]
    return found


def read_hours(path: Path = HOURS) -> dict[str, dict[str, bool]]:
    """Raises CatalogueError for a line without a reason, or that speaks of other hours or answers otherwise."""
    found: dict[str, dict[str, bool]] = {}
    for row in read_csv(path, ("code_rome", "heures", "reponse", "motif")):
        if row["heures"] not in ASKED_HOURS or row["reponse"] not in ANSWERS or not row["motif"]:
            reason = f"colonne « heures », « reponse » ou « motif » : {row['code_rome']} à revoir."
            raise CatalogueError.in_file(path, reason)
        found.setdefault(row["code_rome"], {})[ASKED_HOURS[row["heures"]]] = ANSWERS[row["reponse"]]
    return found


def read_families(path: Path = FAMILIES, hours: Path = HOURS) -> dict[str, tuple[str, ...]]:
    """Those of `path`, and none where a reason of `hours` is OTHER_TRADE. Raises CatalogueError for a line without a
    reason."""
    rows = read_csv(hours, ("code_rome", "motif"))
    found: dict[str, tuple[str, ...]] = {row["code_rome"]: () for row in rows if row["motif"].startswith(OTHER_TRADE)}
    for row in read_csv(path, ("code_rome", "familles", "motif")):
        if not row["motif"]:
            raise CatalogueError.in_file(path, f"colonne « motif » : {row['code_rome']} à revoir.")
        if row["familles"] or row["motif"].startswith(OTHER_TRADE):
            found[row["code_rome"]] = tuple(row["familles"].split())
    return found


def read_unpaid(path: Path = FAMILIES) -> frozenset[str]:
    """Those without a family in `path`, whose family is not that of another trade."""
    rows = read_csv(path, ("code_rome", "familles", "motif"))
    return frozenset(
        row["code_rome"] for row in rows if not row["familles"] and not row["motif"].startswith(OTHER_TRADE)
    )


def read_contexts(path: Path = CONTEXTS) -> dict[str, dict[str, bool]]:
    """Raises CatalogueError for a line without a reason or with another answer than oui and non."""
    found: dict[str, dict[str, bool]] = {}
    for row in read_csv(path, ("code_rome", "contexte", "reponse", "motif")):
        if row["reponse"] not in ANSWERS or not row["motif"]:
            raise CatalogueError.in_file(path, f"colonne « reponse » ou « motif » : {row['code_rome']} à revoir.")
        found.setdefault(row["code_rome"], {})[row["contexte"]] = ANSWERS[row["reponse"]]
    return found


def read_near(path: Path = NEAR) -> dict[str, tuple[str, ...]]:
    """Raises CatalogueError for a métier told twice, near to itself, or near to none."""
    found: dict[str, tuple[str, ...]] = {}
    for row in read_csv(path, ("cle", "proches")):
        key, near = row["cle"], tuple(dict.fromkeys(row["proches"].split()))
        if not near or key in near or key in found:
            raise CatalogueError.in_file(path, f"colonne « cle » ou « proches » : {key} à revoir.")
        found[key] = near
    return found


def read_hidden(path: Path, column: str) -> dict[str, frozenset[str]]:
    """Key → what is not told of it; « ; » stands between two. Raises CatalogueError for a line without a reason."""
    found = {}
    for row in read_csv(path, ("cle", column, "motif")):
        if not row["motif"] or not row[column]:
            raise CatalogueError.in_file(path, f"colonne « {column} » ou « motif » : {row['cle']} à revoir.")
        found[row["cle"]] = frozenset(row[column].split(" ; "))
    return found


def read_titles(path: Path = TITLES) -> dict[str, Titles]:
    """Raises CatalogueError for a line without a reason or without one of its three forms."""
    found = {}
    for row in read_csv(path, ("code_rome", "masculin", "feminin", "inclusif", "motif")):
        if not all(row.values()):
            raise CatalogueError.in_file(path, f"colonnes des titres ou « motif » : {row['code_rome']} à revoir.")
        found[row["code_rome"]] = Titles(row["masculin"], row["feminin"], row["inclusif"])
    return found


def _read_words() -> dict[str, str]:
    return {row["code_rome"]: row["mots"] for row in read_csv(WORDS, ("code_rome", "mots"))}
