"""Salary bands, in euros gross per year. Pure: no Django."""

import re

from metiers.fiche_text.document import MAX_LIBELLE, Tranche, fold
from metiers.fiche_text.lines import FicheTextError, Line, name

MAX_SALARY = 10_000_000
MONTHS = 12

_NUMBER = r"\d{1,3}(?:[ .]\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?"
_UNIT = r"k ?€|k ?euros?|€|euros?|k"
_BAND = re.compile(
    rf"(?:de |entre |environ )?(?P<low>{_NUMBER}) ?(?P<low_unit>{_UNIT})?"
    rf"(?: ?(?:a|et|-|–|—) ?(?P<high>{_NUMBER}) ?(?P<high_unit>{_UNIT})?)?"
    r"(?P<tail>[ /a-z,]*)\.?"
)
_TAIL_WORDS = {
    "brut",
    "bruts",
    "net",
    "nets",
    "par",
    "an",
    "ans",
    "annuel",
    "annuels",
    "mois",
    "mensuel",
    "mensuels",
    "l",
    "le",
    "/",
}
_SENIORITY = re.compile(r"(debutante?|junior|confirmee?|experimentee?|senior|experte?)\b.*")


def is_seniority(folded: str) -> bool:
    return _SENIORITY.fullmatch(folded) is not None


def looks_like_salary(text: str) -> bool:
    """A short line that is an amount, even a wrong one: digits and euros, and few words besides."""
    folded = fold(text)
    words = [
        word for word in re.findall(r"[a-z]+", folded) if word not in _TAIL_WORDS | {"de", "a", "entre", "et", "k"}
    ]
    has_amount = re.search(r"\d", folded) is not None and re.search(r"€|euro|\dk\b", folded) is not None
    return has_amount and len(words) <= 2 and len(folded) <= 80


def find_band(label: str, line: Line) -> Tranche:
    """The band written on this line. Raises FicheTextError when it is not one, or not gross, or upside down."""
    folded = fold(line.text)
    folded = folded.partition(":")[2].strip() if ":" in folded else folded
    match = _BAND.fullmatch(folded)
    tail = set(re.findall(r"[a-z]+|/", match["tail"])) if match else set()
    if match is None or not (match["low_unit"] or match["high_unit"]) or not tail <= _TAIL_WORDS:
        raise FicheTextError(
            line.number, f"« {line.text} » : un salaire était attendu, par exemple « De 26000€ à 32000€ brut par an »."
        )
    if tail & {"net", "nets"}:
        raise FicheTextError(line.number, f"« {line.text} » : un salaire brut était attendu, pas un salaire net.")
    low_unit = match["low_unit"] or match["high_unit"]
    low = _amount(match["low"], low_unit)
    high = _amount(match["high"], match["high_unit"] or low_unit) if match["high"] else low
    if tail & {"mois", "mensuel", "mensuels"}:
        low, high = low * MONTHS, high * MONTHS
    if low > high:
        raise FicheTextError(
            line.number,
            f"« {line.text} » : le minimum ({low} €) dépasse le maximum ({high} €) ; l'inverse était attendu.",
        )
    if not 0 < high <= MAX_SALARY:
        raise FicheTextError(line.number, f"« {line.text} » : un salaire entre 1 € et {MAX_SALARY} € était attendu.")
    return Tranche(name(line, label, MAX_LIBELLE), low, high)


def _amount(text: str, unit: str) -> int:
    """Euros; « 26.5 k€ » and « 26,5 k€ » have decimals, « 26.000 € » and « 26 000 € » have thousands."""
    grouped = re.fullmatch(r"\d{1,3}(?:[ .]\d{3})+(,\d+)?", text)
    number = float((re.sub(r"[ .]", "", text) if grouped else text).replace(",", "."))
    thousands = unit.startswith("k") and number < 1000
    return round(number * 1000 if thousands else number)
