"""How figures are written in French: decimal comma, true minus sign, no-break spaces. Pure: templates read them
through `templatetags/chiffres.py`, documents as they are.
"""

import re
from math import floor

_SPELLED = (
    *("zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix"),
    *("onze", "douze", "treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf", "vingt"),
)


def rounded(value: float, digits: int) -> float:
    """Half-way cases go away from zero, as on paper: 5.949999…, which is 5.95, gives 6.0."""
    return round(round(value, 9) + (1e-9 if value > 0 else -1e-9), digits)


def _figure(value: float, digits: int, *, sign: bool = False) -> str:
    shown = rounded(value, digits)
    if not shown:
        return "0" if sign else f"{0:.{digits}f}".replace(".", ",")
    text = f"{shown:+.{digits}f}" if sign else f"{shown:.{digits}f}"
    return text.replace("-", "\u2212").replace(".", ",")


def entier(value: int) -> str:
    """1000 → « 1 000 »."""
    return f"{value:,}".replace(",", "\u202f")


def spelled(value: int) -> str:
    """In a sentence: 5 → « cinq », 21 → « 21 »."""
    return _SPELLED[value] if value < len(_SPELLED) else entier(value)


def euros(amount: int) -> str:
    """26000 → « 26 000 € »."""
    return f"{entier(amount)}\u00a0€"


def grouped(text: str) -> str:
    """A text with its long numbers as `entier` writes them: « 1250 € » → « 1 250 € »."""
    return re.sub(r"\d{4,}", lambda number: entier(int(number[0])), text)


def decimal(value: float, digits: int = 1) -> str:
    """57.08 → « 57,1 »; with `:2`, « 57,08 »."""
    return _figure(value, digits)


def signed(value: float, digits: int = 1) -> str:
    """3.06 → « +3,1 », −0.24 → « −0,2 », 0.04 → « 0 »: a sign always means points."""
    return _figure(value, digits, sign=True)


def percent(share: float, digits: int = 0) -> str:
    """0.246 → « 25 % »; with `:1`, « 24,6 % »."""
    return f"{_figure(100 * share, digits)}\u00a0%"


def level(bac_plus: int) -> str:
    """−1 → « sans le bac », 0 → « bac », 5 → « bac +5 »."""
    if bac_plus < 0:
        return "sans le bac"
    return f"bac\u00a0+{bac_plus}" if bac_plus else "bac"


def point(value: float) -> str:
    """A coordinate for SVG: a decimal point in every language."""
    return f"{value:.1f}"


def percent_below(share: float) -> str:
    """A share (0–1) of the others: rounded down, since « 100 % » is only true when it is all of them."""
    return f"{floor(100 * share + 1e-9)}\u00a0%"
