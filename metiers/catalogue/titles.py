"""Feminine, masculine and inclusive titles from a label such as « Conducteur / Conductrice d'engins ». Pure."""

import re
from dataclasses import dataclass

# (masculine ending, feminine ending, how the inclusive form spells it after the masculine), tried in this order.
_ENDINGS = (
    ("teur", "trice", "trice"),
    ("deur", "drice", "drice"),
    ("eur", "euse", "euse"),
    ("eur", "eresse", "eresse"),
    ("er", "ère", "ère"),
    ("if", "ive", "ive"),
    ("x", "se", "se"),
    ("eau", "elle", "elle"),
    ("on", "onne", "ne"),
    ("en", "enne", "ne"),
    ("el", "elle", "le"),
    ("c", "que", "que"),
    ("et", "ète", "ète"),
    ("o", "a", "a"),
)
_SHORT = 3
# Labels whose two halves do not share their tail in the ordinary way.
_BY_HAND: dict[str, tuple[str, ...]] = {
    "Homme sage-femme / Sage-femme": ("Sage-femme",) * 3,
    "Lapidaire / Diamantaire": ("Lapidaire, diamantaire",) * 3,
    "Reporter / Reportrice": ("Reporter", "Reportrice", "Reporter ou reportrice"),
    "Médecin responsable de la Documentation et de l'Information Médicale (Médecin responsable -DIM-)": (
        "Médecin responsable de l'information médicale (DIM)",
    )
    * 3,
    "Personnel Navigant Commercial - PNC -": ("Steward", "Hôtesse de l'air", "Hôtesse de l'air ou steward"),
    "Barman / Barmaid": ("Barman", "Barmaid", "Barman ou barmaid"),
    "Chef barman / Cheffe barmaid": ("Chef barman", "Cheffe barmaid", "Chef(fe) barman ou barmaid"),
    "Steward / Hôtesse de train": ("Steward de train", "Hôtesse de train", "Hôtesse ou steward de train"),
    "Roughman / Roughwoman en design": (
        "Roughman en design",
        "Roughwoman en design",
        "Roughman ou roughwoman en design",
    ),
    "Décontaminateur / Décontamineuse nucléaire et radiologique": (
        "Décontaminateur nucléaire et radiologique",
        "Décontaminatrice nucléaire et radiologique",
        "Décontaminateur(trice) nucléaire et radiologique",
    ),
    "Délégué / Déléguée à la protection des données - Data Protection Officer": (
        "Délégué à la protection des données (DPO)",
        "Déléguée à la protection des données (DPO)",
        "Délégué(e) à la protection des données (DPO)",
    ),
    "Intendant / Intendante d'établissement scolaire (lycée, collège...)": (
        "Intendant d’établissement scolaire",
        "Intendante d’établissement scolaire",
        "Intendant(e) d’établissement scolaire",
    ),
    "Huissier / Huissière de justice": ("Commissaire de justice",) * 3,  # the name since July 2022
}
# Adjectives that follow the head and that the source leaves in the masculine.
_AGREEING = {
    "immobilier": "immobilière",
    "événementiel": "événementielle",
    "fonctionnel": "fonctionnelle",
    "décisionnel": "décisionnelle",
}
# Capitals that the source leaves without their accent.
_BARE_CAPITAL = re.compile(
    r"\bE(?=lec|duc|talag|lagu|lev|conom|cout|clair|dit|quip|valu|clus|bén|chafaud|tude|nerg|vén|cole|criv|tat|tabl|tiqu|tanch|cailler|gout|trang)"
)
# Words that the source writes without their sign, alone or with an ending.
_SPELLINGS = tuple(
    (re.compile(rf"\b{word}"), replaced)
    for word, replaced in (
        (r"(m|M)anoeuvr", r"\1anœuvr"),
        (r"oeuvre(?=s?\b)", "œuvre"),
        (r"Oeuvre(?=s?\b)", "Œuvre"),
        (r"ilot(?=s?\b)", "îlot"),
        (r"Ilot(?=s?\b)", "Îlot"),
    )
)


@dataclass(frozen=True, slots=True)
class Titles:
    masculin: str
    feminin: str
    inclusif: str


def titles_of(label: str) -> Titles:
    """The label itself thrice when it has one form only. Typographic apostrophes, capitals as in the source."""
    if label in _BY_HAND:
        return Titles(*(typeset(form) for form in _BY_HAND[label]))
    if " / " not in label:
        return Titles(*(typeset(without_marks(label)),) * 3)
    left, _, right = label.partition(" / ")
    masculine, feminine, tail = _heads(left.split(), right.split())
    if tail and tail[0] in _AGREEING:
        masculine, feminine, tail = [*masculine, tail[0]], [*feminine, _AGREEING[tail[0]]], tail[1:]
    inclusive = _inclusive(masculine, feminine)
    rest = " ".join(tail)
    forms = (
        f"{' '.join(masculine)} {rest.replace('(e)', '')}",
        f"{' '.join(feminine)} {rest.replace('(e)', 'e')}",
        f"{' '.join(inclusive)} {rest}",
    )
    return Titles(*(typeset(without_marks(form)) for form in forms))


def _heads(left: list[str], right: list[str]) -> tuple[list[str], list[str], list[str]]:
    """The two forms of the head, of one length, and the tail they share.

    « Technico-commercial / Technico-commerciale » may follow words said once: « Cadre Technico-commercial / … ».
    """
    shared = next((n for n in range(len(left)) if _same_root(left[n], right[0])), 0)
    size = len(left) - shared
    forms = [b.lower() if a.islower() else b for a, b in zip(left[shared:], right[:size], strict=False)]
    return left, [*left[:shared], *forms], right[size:]


def _same_root(a: str, b: str) -> bool:
    return a[:_SHORT].casefold() == b[:_SHORT].casefold()


def _inclusive(masculine: list[str], feminine: list[str]) -> list[str]:
    pairs = list(zip(masculine, feminine, strict=False))
    merged = [_merge_compound(a, b) for a, b in pairs]
    if len(masculine) == len(feminine) and all(merged):
        return [word for word in merged if word]
    return [*masculine, "/", *feminine]


def _merge_compound(masculine: str, feminine: str) -> str | None:
    """« Moniteur-éducateur », « Monitrice-éducatrice » → « Moniteur(trice)-éducateur(trice) »."""
    parts = masculine.split("-"), feminine.split("-")
    if len(parts[0]) != len(parts[1]):
        return None
    merged = [_merge(a, b) for a, b in zip(*parts, strict=True)]
    return None if None in merged else "-".join(word for word in merged if word)


def _merge(masculine: str, feminine: str) -> str | None:
    """« Chargé », « Chargée » → « Chargé(e) »; None when no ending explains the difference."""
    if masculine.casefold() == feminine.casefold():
        return masculine
    for ending, other, shown in _ENDINGS:
        if masculine.endswith(ending) and feminine == masculine.removesuffix(ending) + other:
            return f"{masculine}({shown})"
    if feminine.startswith(masculine):
        return f"{masculine}({feminine.removeprefix(masculine)})"
    return None


def without_marks(text: str) -> str:
    """« … -QSE- en industrie » → « … (QSE) en industrie »: the source's way to set off an abbreviation."""
    return re.sub(r"\s+-\s?([^\s-][^-]*?)\s?-(?=\s|$)", r" (\1)", text)


def typeset(text: str) -> str:
    """Curly apostrophes, single spaces, œ, accents on capitals: « Ecole d'art » → « École d’art ». A word is replaced
    whole: « ilot » is written « îlot », « pilote » stays."""
    text = " ".join(text.replace("'", "’").split())
    for pattern, replaced in _SPELLINGS:
        text = pattern.sub(replaced, text)
    return _BARE_CAPITAL.sub("É", text)
