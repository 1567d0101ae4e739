"""What a visitor chose on the list of métiers, and the address that says it. Pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from urllib.parse import urlencode

from metiers.contraintes import EXPERIENCE
from metiers.contraintes import PAR_CLE as CONTRAINTES
from metiers.dimensions import CLES
from metiers.francais.invisibles import without_invisible

MAX_QUERY = 100
PERTINENCE, TITRE = "pertinence", "titre"
ORDERS = (PERTINENCE, TITRE, *CLES)
# Years after the bac → what a student says of the studies they accept.
LEVELS: tuple[tuple[int, str], ...] = (
    (-1, "Sans le bac"),
    (0, "Jusqu’au bac"),
    (2, "Jusqu’à bac +2"),
    (3, "Jusqu’à bac +3"),
    (5, "Jusqu’à bac +5"),
)
_LEVEL_BY_VALUE = {str(years): years for years, _ in LEVELS}
_MANY = ("domaine", "interet", "sans", "aime", "evite")
_CALLED = {
    "domaine": "domaine",
    "interet": "phrase",
    "sans": "refus",
    "aime": "domaine qui t’attire",
    "evite": "domaine écarté",
}
SHOWN = "oui"  # of métiers reached after years of experience


@dataclass(frozen=True, slots=True)
class Selection:
    """`niveau`: highest years after the bac accepted; `sans`: constraints refused; `aime` and `evite`: domaines that
    attract a student and those put off; `experience`: whether métiers reached after years are to be shown to them.
    Field names are those of the URL."""

    q: str = ""
    domaine: tuple[str, ...] = ()
    niveau: int | None = None
    interet: tuple[str, ...] = ()
    sans: tuple[str, ...] = ()
    tri: str = ""
    page: int = 1
    aime: tuple[str, ...] = ()
    evite: tuple[str, ...] = ()
    experience: str = ""

    @property
    def filters(self) -> dict[str, tuple[object, ...]]:
        """Facet → what is chosen in it."""
        return {
            "domaine": self.domaine,
            "niveau": () if self.niveau is None else (self.niveau,),
            "interet": self.interet,
            "sans": self.sans,
            "evite": self.evite,
        }

    @property
    def wishes(self) -> dict[str, tuple[object, ...]]:
        """The filters, with what else a student says of what they want to see."""
        return self.filters | {"aime": self.aime, "experience": (self.experience,) if self.experience else ()}

    @property
    def order(self) -> str:
        """The order asked for, else the one that suits: best match when words are searched, else the title."""
        return self.tri or (PERTINENCE if self.q else TITRE)

    def query(self, *, also: str = "", **changes: object) -> str:
        """« ?q=… » of this selection with some changes; back on the first page unless `page` is among them. `also`: an
        encoded query that comes after it."""
        chosen = replace(self, **({"page": 1} | changes))  # type: ignore[arg-type]
        pairs: list[tuple[str, object]] = []
        for field in fields(chosen):
            value = getattr(chosen, field.name)
            if field.name in _MANY:
                pairs += [(field.name, one) for one in value]
            elif value != field.default:
                pairs.append((field.name, value))
        return "?" + "&".join(filter(None, (urlencode(pairs), also)))

    def without(self, facet: str, value: object) -> "Selection":
        """This selection with one choice taken back; métiers reached after years, hidden without its being asked, are
        shown."""
        if (facet, value) == ("sans", EXPERIENCE) and EXPERIENCE not in self.sans:
            return replace(self, experience=SHOWN, page=1)
        if facet == "niveau":
            return replace(self, niveau=None, page=1)
        if facet == "experience":
            return replace(self, experience="", page=1)
        kept = tuple(one for one in getattr(self, facet) if one != value)
        return replace(self, **{facet: kept, "page": 1})  # type: ignore[arg-type]


def read_selection(
    params: Mapping[str, Sequence[str]], *, domaines: Collection[str], interets: Collection[str]
) -> tuple[Selection, list[str]]:
    """Query parameters → selection, and in French what of them is not understood and was left out."""
    known = {"domaine": domaines, "interet": interets, "sans": CONTRAINTES, "aime": domaines, "evite": domaines}
    ignored: list[str] = []
    many: dict[str, tuple[str, ...]] = {}
    for name, values in known.items():
        asked = tuple(dict.fromkeys(value for value in params.get(name, ()) if value))
        many[name] = tuple(value for value in asked if value in values)
        ignored += [f"{_CALLED[name]} « {_shown(value)} »" for value in asked if value not in values]
    q = _last(params, "q")
    if len(without_invisible(q).strip()) > MAX_QUERY:
        ignored.append(f"la fin de ta recherche (au-delà de {MAX_QUERY} caractères)")
    niveau = _LEVEL_BY_VALUE.get(_last(params, "niveau"))
    if _last(params, "niveau") and niveau is None:
        ignored.append(f"études « {_shown(_last(params, 'niveau'))} »")
    tri = _last(params, "tri")
    if tri and tri not in ORDERS:
        ignored.append(f"ordre « {_shown(tri)} »")
    page = _last(params, "page")
    selection = Selection(
        q=read_query(q),
        niveau=niveau,
        experience=SHOWN if _last(params, "experience") == SHOWN else "",
        tri=tri if tri in ORDERS else "",
        page=int(page[:9]) if page.isdecimal() and page.isascii() and int(page[:9]) > 0 else 1,
        **many,
    )
    return selection, ignored


def read_query(text: str) -> str:
    """What somebody typed, as it is searched: single spaces, nothing that nobody sees, not longer than any title."""
    return " ".join(without_invisible(text).split())[:MAX_QUERY].rstrip()


def _shown(value: str) -> str:
    """The beginning of what is not understood, without what nobody sees."""
    return without_invisible(value)[:40]


def _last(params: Mapping[str, Sequence[str]], name: str) -> str:
    values = params.get(name, ())
    return values[-1] if values else ""
