"""How figures are written in French: decimal comma, true minus sign, no-break spaces."""

from django import template

register = template.Library()


def _figure(value: float, digits: int, *, sign: bool = False) -> str:
    """Half-way cases are rounded as on paper: 5.949999…, which is 5.95, gives 6,0."""
    rounded = round(round(value, 9) + (1e-9 if value > 0 else -1e-9), digits)
    if not rounded:
        return "0" if sign else f"{0:.{digits}f}".replace(".", ",")
    text = f"{rounded:+.{digits}f}" if sign else f"{rounded:.{digits}f}"
    return text.replace("-", "\u2212").replace(".", ",")


@register.filter
def entier(value: int) -> str:
    """1000 → « 1 000 »."""
    return f"{value:,}".replace(",", "\u202f")


@register.filter
def decimal(value: float, digits: int = 1) -> str:
    """57.08 → « 57,1 »; with `:2`, « 57,08 »."""
    return _figure(value, digits)


@register.filter
def signed(value: float, digits: int = 1) -> str:
    """3.06 → « +3,1 », −0.24 → « −0,2 », 0.04 → « 0 »: a sign always means points."""
    return _figure(value, digits, sign=True)


@register.filter
def percent(share: float, digits: int = 0) -> str:
    """0.246 → « 25 % »; with `:1`, « 24,6 % »."""
    return f"{_figure(100 * share, digits)}\u00a0%"


@register.filter
def point(value: float) -> str:
    """A coordinate for SVG: a decimal point in every language."""
    return f"{value:.1f}"
