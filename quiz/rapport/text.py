"""Sentences with their emphasis, for pages and for paper alike. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from metiers.francais.phrases import quoted


@dataclass(frozen=True, slots=True)
class Run:
    """Some words of a sentence: `strong`, or in the hue of a dimension (`cle`), or leading to a place that a page knows
    (`anchor`) and paper does not."""

    text: str
    strong: bool = False
    cle: str = ""
    anchor: str = ""


Sentence = tuple[Run, ...]


def sentence(*parts: str | Run) -> Sentence:
    """Words as they come; empty ones are left out."""
    runs = (Run(part) if isinstance(part, str) else part for part in parts)
    return tuple(run for run in runs if run.text)


def strong(text: str, cle: str = "") -> Run:
    return Run(text, strong=True, cle=cle)


def plain(said: Sentence) -> str:
    """The words alone."""
    return "".join(run.text for run in said)


def listed(runs: Sequence[Run], last: str = "et") -> list[Run]:
    """« a », « a et b », « a, b et c »."""
    said = list(runs[:1])
    for number, run in enumerate(runs[1:], start=2):
        said += [Run(f" {last} " if number == len(runs) else ", "), run]
    return said


def in_quotes(run: Run) -> tuple[Run, Run, Run]:
    """Words that are cited, or a title, as `francais.quoted` writes them."""
    opening, closing = quoted("|").split("|")
    return Run(opening), run, Run(closing)
