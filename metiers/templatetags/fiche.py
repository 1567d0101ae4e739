"""How the text of a fiche is shown."""

import json
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

import nh3
from django import template
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

from metiers.dimensions import DIMENSIONS
from metiers.francais.chiffres import euros, level
from metiers.models import DonneesMetier, Salaire
from metiers.search.entries import Entree
from metiers.search.labels import not_known_in_words

register = template.Library()

_MARKDOWN = MarkdownIt("commonmark", {"breaks": True, "html": False}).disable(
    ["heading", "lheading", "image", "code", "hr"]
)
_IN_A_SCRIPT = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
_TAGS = {"p", "br", "ul", "ol", "li", "strong", "em", "a", "blockquote", "code", "pre"}


@register.filter
def markdown(text: str) -> SafeString:
    """Markdown typed by an editor → safe HTML: no heading, no image, no raw HTML, links without referrer."""
    html = nh3.clean(
        _MARKDOWN.render(text), tags=_TAGS, attributes={"a": {"href"}}, url_schemes={"http", "https", "mailto"}
    )
    return mark_safe(html)  # noqa: S308 (cleaned just above)


@register.filter
def json_ld(data: dict[str, Any]) -> SafeString:
    """Data for search engines, inside a `<script>`: nothing in it can end that element."""
    said = json.dumps(data, ensure_ascii=False, indent=1).translate(_IN_A_SCRIPT)
    return mark_safe(said)  # noqa: S308 (escaped just above)


@register.filter
def breakable(titre: str) -> SafeString:
    """A title that may break before its feminine ending, where the column is narrow."""
    return mark_safe(escape(titre).replace("(", "<wbr>("))  # noqa: S308 (escaped just here)


@register.filter
def fourchette(salaire: Salaire) -> str:
    """« 2 025 € », or « 1 333 € à 1 558 € » for several families."""
    return euros(salaire.bas) if salaire.bas == salaire.haut else f"{euros(salaire.bas)} à {euros(salaire.haut)}"


@register.filter
def non_su(entree: Entree, refusees: Iterable[str]) -> str:
    """What a student refuses and nobody knows of this métier, in words."""
    return not_known_in_words(entree.refus_inconnus(refusees))


@register.filter
def score_at(scores: Sequence[int], rang: int) -> int:
    return scores[rang]


@register.filter
def barres(scores: Sequence[int]) -> list[tuple[str, str, int, int]]:
    """Five scores → (key, label, score, place from the left) of each bar of a small profile."""
    pairs = enumerate(zip(DIMENSIONS, scores, strict=True))
    return [(dimension.cle, dimension.label, score, 11 * index) for index, (dimension, score) in pairs]


@register.simple_tag
def mini_profil(scores: Sequence[int]) -> str:
    """The small profile of a line of a list: lists show the same ones over and over."""
    return _mini_profil(tuple(scores))


@lru_cache(maxsize=2000)
def _mini_profil(scores: tuple[int, ...]) -> str:
    return render_to_string("components/mini_profil.html", {"scores": scores})


register.filter(euros)
register.filter(level)


@register.filter
def studies(donnees: DonneesMetier) -> str:
    """« bac +3 », « bac +2 à bac +5 », « sans le bac, ou jusqu’au bac +2 »; empty if unknown."""
    low, high = donnees.bac_plus, donnees.bac_plus_max
    if low is None or high is None:
        return ""
    if low == high:
        return level(low)
    if low < 0:
        return f"{level(low)}, ou jusqu’au {level(high)}" if high else "avec ou sans le bac"
    return f"{level(low)} à {level(high)}"
