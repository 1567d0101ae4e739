"""Which métiers are published besides those that have figures of their own: two lists made by reading. Pure.

`published_by_hand.csv`: one line for every ROME code without figures of its own, with what was decided and why.
`estimer`: published, its figures estimated from its neighbours. `nommer`: what it is called is another name of the
métier `nom_de`. `écarter`: not published. A code that has figures needs no line, and one that gets them loses its own.

`appellations_by_hand.csv`: appellations that students look for, and that the title of their code does not say. Each has
a fiche of its own beside its code's: its three titles, its address, and which appellations of the code (`autres_ogr`)
are other names of it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from metiers.catalogue.errors import CatalogueError
from metiers.catalogue.readers.rome import Rome
from metiers.catalogue.readers.tables import Row, read_csv
from metiers.catalogue.titles import Titles

PUBLISHED = Path(__file__).with_name("published_by_hand.csv")
APPELLATIONS = Path(__file__).with_name("appellations_by_hand.csv")
ESTIMATED, NAMED, LEFT_OUT = "estimer", "nommer", "écarter"
_CODE = 5  # letters of a ROME code


@dataclass(frozen=True, slots=True)
class Told:
    """An appellation that has a fiche: its titles, its address, and the numbers of its other names."""

    code: str
    ogr: str
    titres: Titles
    adresse: str
    autres: tuple[str, ...]

    @property
    def cle(self) -> str:
        return key_of(self.code, self.ogr)


@dataclass(frozen=True, slots=True)
class Publication:
    """`estimated`: ROME codes; `named`: ROME code → key of the métier it is another name of; `left_out`: ROME code →
    reason; `told`: key → appellation that has a fiche."""

    estimated: frozenset[str] = frozenset()
    named: Mapping[str, str] = field(default_factory=dict)
    left_out: Mapping[str, str] = field(default_factory=dict)
    told: Mapping[str, Told] = field(default_factory=dict)


def key_of(code: str, ogr: str = "") -> str:
    """« K1903 » for a code, « K1903-11469 » for an appellation of it."""
    return f"{code}-{ogr}" if ogr else code


def code_of(key: str) -> str:
    return key[:_CODE]


def read_publication(published: Path = PUBLISHED, appellations: Path = APPELLATIONS) -> Publication:
    """Raises CatalogueError for an unknown decision, a line without a reason, or a code or an address told twice."""
    told = _read_told(appellations)
    rows = read_csv(published, ("code_rome", "decision", "nom_de", "motif"))
    _refuse_twice(published, "code_rome", rows)
    for row in rows:
        if row["decision"] not in (ESTIMATED, NAMED, LEFT_OUT):
            reason = f"colonne « decision » : « {row['decision']} » est inconnue ({row['code_rome']})."
            raise CatalogueError.in_file(published, reason)
        if not row["motif"] or bool(row["nom_de"]) != (row["decision"] == NAMED):
            reason = f"colonne « motif » ou « nom_de » : ligne incomplète ({row['code_rome']})."
            raise CatalogueError.in_file(published, reason)
    by_decision: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_decision[row["decision"]].append(row)
    return Publication(
        frozenset(row["code_rome"] for row in by_decision[ESTIMATED]),
        {row["code_rome"]: row["nom_de"] for row in by_decision[NAMED]},
        {row["code_rome"]: row["motif"] for row in by_decision[LEFT_OUT]},
        told,
    )


def _read_told(path: Path) -> dict[str, Told]:
    columns = ("code_rome", "ogr", "masculin", "feminin", "inclusif", "adresse", "autres_ogr", "motif")
    rows = read_csv(path, columns)
    for column in ("ogr", "adresse"):
        _refuse_twice(path, column, rows)
    for row in rows:
        empty = next((column for column in columns if column != "autres_ogr" and not row[column]), None)
        if empty:
            raise CatalogueError.in_file(path, f"colonne « {empty} » : ligne incomplète ({row['ogr']}).")
    told = [
        Told(
            row["code_rome"],
            row["ogr"],
            Titles(row["masculin"], row["feminin"], row["inclusif"]),
            row["adresse"],
            tuple(row["autres_ogr"].split()),
        )
        for row in rows
    ]
    return {one.cle: one for one in told}


def _refuse_twice(path: Path, column: str, rows: Iterable[Row]) -> None:
    seen = set()
    for row in rows:
        if row[column] in seen:
            raise CatalogueError.in_file(path, f"colonne « {column} » : « {row[column]} » s’y trouve deux fois.")
        seen.add(row[column])


def check_publication(publication: Publication, rome: Rome, own: Iterable[str]) -> None:
    """Do the lists speak of this release, and of every code of it? `own`: keys that have figures. CatalogueError."""
    figures = frozenset(own)
    published = figures | publication.estimated | publication.told.keys()
    decided = publication.estimated | publication.named.keys() | publication.left_out.keys()
    for code in sorted(decided - rome.libelles.keys()):
        raise CatalogueError.in_file(PUBLISHED, f"colonne « code_rome » : {code} est inconnu du ROME.")
    for code in sorted(decided & figures):
        raise CatalogueError.in_file(PUBLISHED, f"colonne « code_rome » : {code} a ses propres chiffres.")
    for code in sorted(rome.libelles.keys() - figures - decided):
        raise CatalogueError.in_file(PUBLISHED, f"colonne « code_rome » : il manque {code}, à lire et à décider.")
    for code, target in sorted(publication.named.items()):
        if target not in published:
            raise CatalogueError.in_file(PUBLISHED, f"colonne « nom_de » : {target} n’est pas publié ({code}).")
    codes = {appellation.ogr: appellation.code for appellation in rome.appellations}
    for one in publication.told.values():
        for ogr in (one.ogr, *one.autres):
            if codes.get(ogr) != one.code:
                reason = f"colonne « ogr » ou « autres_ogr » : {ogr} n’est pas une appellation de {one.code}."
                raise CatalogueError.in_file(APPELLATIONS, reason)


def names_of(publication: Publication, rome: Rome) -> dict[str, list[str]]:
    """Key of a métier → the labels of the appellations that are names of it: those of its code that no fiche of its own
    takes, and those of the codes that are other names of it."""
    owner = {ogr: one.cle for one in publication.told.values() for ogr in (one.ogr, *one.autres)}
    found = defaultdict(list)
    for appellation in rome.appellations:
        key = owner.get(appellation.ogr, publication.named.get(appellation.code, appellation.code))
        found[key].append(appellation.libelle)
    return dict(found)
