"""Salary bands, in euros gross per year. Pure: no Django."""

import re

from metiers.fiche_text.body import Body
from metiers.fiche_text.document import MAX_LIBELLE, Tranche, fold
from metiers.fiche_text.lines import FicheTextError, Kind, Line, name, next_filled, prose

MAX_SALARY = 10_000_000
_MONTHS = 12
_DEFAULT_LABEL = "Salaire"
_LONGEST_LINE = 160
_MOST_OTHER_WORDS = 2
_LEAST_YEARLY = 8_000  # below, an amount without « par an » may as well be monthly
_LEAST_BARE = 1_000  # below, a figure without a unit is not an amount of euros

_GROSS = {"brut", "bruts", "brute", "brutes"}
_NET = {"net", "nets", "nette", "nettes"}
_YEARLY = {"an", "ans", "année", "annuel", "annuels"}
_MONTHLY = {"mois", "mensuel", "mensuels"}
_STATED = _NET | _YEARLY - {"an", "ans"} | _MONTHLY - {"mois"}  # « Salaire net annuel : 22 000 € »
_TAIL = _GROSS | _NET | _YEARLY | _MONTHLY | {"par", "l", "le", "de"}
_LINKS = {"a", "à", "entre", "et", "environ", "jusqu", "k", "keur", "eur", "euro", "euros"}

_NUMBER = r"\d{1,3}(?:[\s.,]\d{3})+(?!\d)(?:,\d{1,2})?|\d+(?:[.,]\d+)?"
_UNIT = r"k\s?€|k\s?euros?|keur|€|euros?|eur\b|k(?![a-z])"
_BAND = re.compile(
    rf"(?P<opening>de\s|entre\s|environ\s)?\s*(?P<low>{_NUMBER})\s?(?P<low_unit>{_UNIT})?"
    r"(?:\s*(?:bruts?|par an|annuels?|/\s?an)\b)*"
    rf"(?:\s*(?:à|a|et|jusqu['’]à|[-–—])\s*(?P<high>{_NUMBER})\s?(?P<high_unit>{_UNIT})?)?"
    r"(?P<tail>[\s/a-zé,'’()]*)\.?",
    re.IGNORECASE,
)
_MONEY = re.compile(r"€|eur|\d\s?k\b|brut", re.IGNORECASE)
_SENIORITY = re.compile(r"(?:profil )?(?:debutante?|junior|confirmee?|experimentee?|senior|experte?)\b.*")


def read_salaries(body: Body) -> tuple[tuple[Tranche, ...], str, str]:
    """A label, then a band in euros gross per year; on two lines or on one, as « Débutant : 26–32 k€ »."""
    before: list[Line] = []
    after: list[Line] = []
    bands: list[Tranche] = []
    label: Line | None = None
    for index, line in enumerate(body.lines):
        found = split_salary(line)
        if label and line.kind is not Kind.BLANK:
            bands.append(_read_band(label.label, found[1] if found else line.text, line))
            label = None
        elif found:
            bands.append(_read_band(found[0] or _default_label(body, line, bands), found[1], line))
        elif _is_label(body, index):
            label = line
        elif (line.is_name or line.is_label) and (_is_seniority(line.text) or line is body.end):
            raise body.broken_off(line, "un salaire (« De 26000€ à 32000€ brut par an ») était attendu")
        else:
            (after if bands else before).append(line)
    if label:
        raise body.broken_off(label, "un salaire (« De 26000€ à 32000€ brut par an ») était attendu")
    return tuple(bands), prose(before), prose(after)


def split_salary(line: Line) -> tuple[str, str] | None:
    """The label, perhaps empty, and the amounts of a line that is about nothing else; the amounts may be wrong."""
    if line.escaped or line.kind in (Kind.BLANK, Kind.NAME) or len(line.text) > _LONGEST_LINE:
        return None
    label, colon, amounts = line.text.rpartition(":")
    if colon and _is_amount(amounts):
        return label.strip(), amounts
    if _is_seniority(line.text):
        starts = (match.start() for match in re.finditer(r"(?<=[\s–—-])\S", line.text))
        start = next((start for start in starts if _match_band(line.text[start:])), None)
        return (line.text[:start].rstrip(" –—-\u00a0\u202f"), line.text[start:]) if start else None
    return ("", line.text) if _is_amount(line.text) else None


def _is_amount(text: str) -> bool:
    has_money = re.search(r"\d", text) is not None and _MONEY.search(text) is not None
    return has_money and len(_words(text) - _TAIL - _LINKS) <= _MOST_OTHER_WORDS


def _is_seniority(text: str) -> bool:
    return _SENIORITY.fullmatch(fold(text)) is not None


def _is_label(body: Body, index: int) -> bool:
    """Certainly a name, or what looks like one right before an amount."""
    line = body.lines[index]
    seniority = not line.escaped and _is_seniority(line.text)
    if not (seniority or line.is_name or line.is_label or line.kind is Kind.BULLET):
        return False
    following = next_filled(body.lines, index + 1)
    amounts = split_salary(following) if following else None
    return line.kind is Kind.NAME or (amounts is not None and (seniority or not amounts[0]))


def _default_label(body: Body, line: Line, bands: list[Tranche]) -> str:
    if bands:
        raise FicheTextError(line.number, "une tranche (« DÉBUTANT ») était attendue avant ce salaire.")
    body.warn(line, f"salaire sans tranche (« DÉBUTANT »), nommé « {_DEFAULT_LABEL} ».")
    return _DEFAULT_LABEL


def _match_band(text: str) -> re.Match[str] | None:
    """A band, right or wrong, with something that says that it is money."""
    match = _BAND.fullmatch(text.strip())
    if match is None or not _words(match["tail"]) <= _TAIL:
        return None
    unit = match["low_unit"] or match["high_unit"]
    return match if unit or (_number(match["low"]) >= _LEAST_BARE and _MONEY.search(text)) else None


def _words(text: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]+", text.lower()))


def _read_band(label: str, text: str, line: Line) -> Tranche:
    """Raises FicheTextError when the text is not a band, or not gross, or upside down."""
    match = _match_band(text)
    half = match and not match["high"] and (match["opening"] or "").strip().lower() in ("de", "entre")
    if match is None or half:
        raise FicheTextError(
            line.number, f"« {line.text} » : un salaire était attendu, par exemple « De 26000€ à 32000€ brut par an »."
        )
    stated = _words(match["tail"]) | (_words(line.text.removesuffix(text)) & _STATED)
    if stated & _NET:
        raise FicheTextError(line.number, f"« {line.text} » : un salaire brut était attendu, pas un salaire net.")
    low, high = (round(amount * (_MONTHS if stated & _MONTHLY else 1)) for amount in _amounts(match, line))
    if low > high:
        raise FicheTextError(
            line.number,
            f"« {line.text} » : le minimum ({low} €) dépasse le maximum ({high} €) ; l'inverse était attendu.",
        )
    if not 0 < high <= MAX_SALARY:
        raise FicheTextError(line.number, f"« {line.text} » : un salaire entre 1 € et {MAX_SALARY} € était attendu.")
    if high < _LEAST_YEARLY and not stated & (_YEARLY | _MONTHLY):
        raise FicheTextError(line.number, f"« {line.text} » : « par an » ou « par mois » était attendu.")
    return Tranche(name(line, label, MAX_LIBELLE), low, high)


def _amounts(match: re.Match[str], line: Line) -> tuple[float, float]:
    low_unit = match["low_unit"] or match["high_unit"] or "€"
    high_unit = match["high_unit"] or low_unit
    low = _euros(match["low"], low_unit)
    high = _euros(match["high"], high_unit) if match["high"] else low
    if not match["low_unit"] and 0 < low < _LEAST_BARE <= high:  # « 26 à 32 000 € »
        raise FicheTextError(line.number, f"« {line.text} » : le minimum était attendu en entier, avec son unité.")
    return low, high


def _euros(text: str, unit: str) -> float:
    number = _number(text)
    return number * 1000 if unit.lower().startswith("k") and number < 1000 else number


def _number(text: str) -> float:
    """« 26.5 » and « 26,5 » have decimals, « 26.000 » and « 26 000 » have thousands."""
    grouped = re.fullmatch(r"(\d{1,3}(?:[\s.,]\d{3})+)(,\d{1,2})?", text)
    if grouped:
        text = re.sub(r"\D", "", grouped[1]) + (grouped[2] or "")
    return float(text.replace(",", "."))
