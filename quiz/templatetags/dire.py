"""How the sentences of `quiz.rapport` are shown on a page."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from metiers.dimensions import PAR_CLE
from quiz.rapport.text import Run, Sentence
from quiz.rapport.voix import about_them
from quiz.rapport.wording import TERMES, filter_in_words

register = template.Library()
register.filter("filtre", filter_in_words)


@register.filter
def dire(said: Sentence, liens: Mapping[str, str] | None = None) -> SafeString:
    """A sentence with its emphasis; `liens`: the address of each place that its words may lead to."""
    return format_html_join("", "{}", ((_run(run, liens or {}),) for run in said))


@register.filter
def voix(text: str, pour_autrui: object) -> str:
    """Words written to the student, as whoever reads them hears them."""
    return about_them(text) if pour_autrui else text


@register.filter
def de_cle(values: Mapping[str, Any], key: str) -> Any:
    """What stands under this key, or nothing."""
    return values.get(key, "")


@register.filter
def hue(cle: str) -> str:
    """The hue of a term: that of its dimension, or none of them."""
    return cle if cle in PAR_CLE else "neutral"


@register.filter
def terme(cle: str) -> str:
    """What a term of the index is called."""
    return TERMES[cle]


def _run(run: Run, liens: Mapping[str, str]) -> str:
    if run.anchor in liens:
        return format_html('<a href="{}">{}</a>', liens[run.anchor], run.text)
    if run.cle:
        return format_html('<strong class="hue-text hue-{}">{}</strong>', run.cle, run.text)
    return format_html("<strong>{}</strong>", run.text) if run.strong else run.text
