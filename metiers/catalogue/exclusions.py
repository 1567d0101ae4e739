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

`levels_by_hand.csv`: hard skills that a métier lives by and that its survey, or its neighbours, tell too little of or
not at all (law, for who protects personal data); they are told as of the métier `comme`, nearest in trade and level.

`names_by_hand.csv`: appellations of a code that are the names of another trade, or that would make more than ten.
Whoever searches for one that no other métier bears still finds its code's.

`domaines_by_hand.csv`: what a student calls a domaine or a grand domaine whose ROME label is of an administration.

`interets_by_hand.csv`: what a student says of an interest of the ROME.

`titles_by_hand.csv`: what everybody calls a métier whose ROME title nobody uses; that title becomes one of its names.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NoReturn

from metiers.catalogue.errors import CatalogueError
from metiers.catalogue.readers.tables import Row, read_csv
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
LEVELS = Path(__file__).with_name("levels_by_hand.csv")
NAMES = Path(__file__).with_name("names_by_hand.csv")
DOMAINES = Path(__file__).with_name("domaines_by_hand.csv")
INTERETS = Path(__file__).with_name("interets_by_hand.csv")
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
    and `no_names`: key → hard skills, labels of appellations, that are not told. `levels`: key → hard skill → key of
    the métier whose figure it takes. `titles`: ROME code → its titles. `domaines`: code of a domaine or
    letter of a grand domaine → its name; `interets`: code of an interest → its name."""

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
    levels: dict[str, dict[str, str]] = field(default_factory=dict)
    titles: dict[str, Titles] = field(default_factory=dict)
    domaines: dict[str, str] = field(default_factory=dict)
    interets: dict[str, str] = field(default_factory=dict)

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
        if not reason or not rome or (rome == EVERY_METIER and not onet) or rome in metiers or (rome, onet) in links:
            raise CatalogueError.in_file(path, f"colonne « motif » ou « code_rome » : {rome} à revoir.")
        if onet:
            links[rome, onet] = reason
        else:
            metiers[rome] = reason
    joined = {}
    for row in _lines(by_hand, ("code_rome", "code_onet", "relation"), ("code_rome",), reasoned=False):
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
        read_levels(),
        read_titles(),
        _read_names(DOMAINES),
        _read_names(INTERETS),
    )


def _lines(path: Path, columns: Iterable[str], once: tuple[str, ...], *, reasoned: bool = True) -> list[Row]:
    """The rows of a list by hand. Raises CatalogueError for one without its reason, and for a second one about the same
    thing, whose columns `once` are those of another: one of the two would be lost without a word."""
    seen: set[tuple[str, ...]] = set()
    rows = read_csv(path, (*columns, "motif") if reasoned else columns)
    for row in rows:
        about = tuple(row[column] for column in once)
        if not all(about) or about in seen or (reasoned and not row["motif"]):
            _refuse(path, row, "motif" if reasoned else once[-1], once)
        seen.add(about)
    return rows


def _refuse(path: Path, row: Row, column: str, once: tuple[str, ...] = ("code_rome",)) -> NoReturn:
    raise CatalogueError.in_file(path, f"colonne « {column} », ou ligne en double : {row[once[0]]} à revoir.")


def _read_studies() -> dict[str, tuple[int, int]]:
    rows = _lines(STUDIES, ("code_rome", "bac_plus", "bac_plus_max"), ("code_rome",))
    return {row["code_rome"]: (int(row["bac_plus"]), int(row["bac_plus_max"])) for row in rows}


def read_experience(path: Path = EXPERIENCE) -> dict[str, bool]:
    """Raises CatalogueError for another answer than oui and non, and as `_lines`."""
    found = {}
    for row in _lines(path, ("code_rome", "experience"), ("code_rome",)):
        if row["experience"] not in ANSWERS:
            _refuse(path, row, "experience")
        found[row["code_rome"]] = ANSWERS[row["experience"]]
    return found


def read_hours(path: Path = HOURS) -> dict[str, dict[str, bool]]:
    """Raises CatalogueError for other hours or another answer, and as `_lines`."""
    found: dict[str, dict[str, bool]] = {}
    for row in _lines(path, ("code_rome", "heures", "reponse"), ("code_rome", "heures")):
        if row["heures"] not in ASKED_HOURS or row["reponse"] not in ANSWERS:
            _refuse(path, row, "heures » ou « reponse")
        found.setdefault(row["code_rome"], {})[ASKED_HOURS[row["heures"]]] = ANSWERS[row["reponse"]]
    return found


def read_families(path: Path = FAMILIES, hours: Path = HOURS) -> dict[str, tuple[str, ...]]:
    """Those of `path`, and none where a reason of `hours` is OTHER_TRADE. Raises CatalogueError as `_lines`."""
    rows = _lines(hours, ("code_rome", "heures"), ("code_rome", "heures"))
    found: dict[str, tuple[str, ...]] = {row["code_rome"]: () for row in rows if row["motif"].startswith(OTHER_TRADE)}
    for row in _lines(path, ("code_rome", "familles"), ("code_rome",)):
        if row["familles"] or row["motif"].startswith(OTHER_TRADE):
            found[row["code_rome"]] = tuple(row["familles"].split())
    return found


def read_unpaid(path: Path = FAMILIES) -> frozenset[str]:
    """Those without a family in `path`, whose family is not that of another trade."""
    rows = _lines(path, ("code_rome", "familles"), ("code_rome",))
    return frozenset(
        row["code_rome"] for row in rows if not row["familles"] and not row["motif"].startswith(OTHER_TRADE)
    )


def read_contexts(path: Path = CONTEXTS) -> dict[str, dict[str, bool]]:
    """Raises CatalogueError for another answer than oui and non, and as `_lines`."""
    found: dict[str, dict[str, bool]] = {}
    for row in _lines(path, ("code_rome", "contexte", "reponse"), ("code_rome", "contexte")):
        if row["reponse"] not in ANSWERS:
            _refuse(path, row, "reponse")
        found.setdefault(row["code_rome"], {})[row["contexte"]] = ANSWERS[row["reponse"]]
    return found


def read_near(path: Path = NEAR) -> dict[str, tuple[str, ...]]:
    """Raises CatalogueError for a métier near to itself or to none, and as `_lines`."""
    found: dict[str, tuple[str, ...]] = {}
    for row in _lines(path, ("cle", "proches"), ("cle",), reasoned=False):
        key, near = row["cle"], tuple(dict.fromkeys(row["proches"].split()))
        if not near or key in near:
            _refuse(path, row, "proches", ("cle",))
        found[key] = near
    return found


def read_hidden(path: Path, column: str) -> dict[str, frozenset[str]]:
    """Key → what is not told of it; « ; » stands between two. Raises CatalogueError for nothing, and as `_lines`."""
    found = {}
    for row in _lines(path, ("cle", column), ("cle",)):
        if not row[column]:
            _refuse(path, row, column, ("cle",))
        found[row["cle"]] = frozenset(row[column].split(" ; "))
    return found


def read_levels(path: Path = LEVELS) -> dict[str, dict[str, str]]:
    """Raises CatalogueError for a skill told as of the métier itself, and as `_lines`."""
    found: dict[str, dict[str, str]] = {}
    for row in _lines(path, ("cle", "savoir_faire", "comme"), ("cle", "savoir_faire")):
        if row["comme"] in ("", row["cle"]):
            _refuse(path, row, "comme", ("cle",))
        found.setdefault(row["cle"], {})[row["savoir_faire"]] = row["comme"]
    return found


def read_titles(path: Path = TITLES) -> dict[str, Titles]:
    """Raises CatalogueError for a title without one of its three forms, and as `_lines`."""
    found = {}
    for row in _lines(path, ("code_rome", "masculin", "feminin", "inclusif"), ("code_rome",)):
        if not all(row.values()):
            _refuse(path, row, "inclusif")
        found[row["code_rome"]] = Titles(row["masculin"], row["feminin"], row["inclusif"])
    return found


def _read_words() -> dict[str, str]:
    rows = _lines(WORDS, ("code_rome", "mots"), ("code_rome",), reasoned=False)
    return {row["code_rome"]: row["mots"] for row in rows}


def _read_names(path: Path) -> dict[str, str]:
    return {row["code"]: row["nom"] for row in _lines(path, ("code", "nom"), ("code",), reasoned=False)}
