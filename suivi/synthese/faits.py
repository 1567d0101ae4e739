"""All that the rules read of one send. Pure."""

from dataclasses import dataclass
from datetime import date

from quiz.resultat.instantane import Instantane

FIRST = 10  # the first pistes of a result: what the rules say is said of them


@dataclass(frozen=True, slots=True)
class Faits:
    """`kept`: the whole result that was sent, with the remarks on how it was answered; `avant`: the result sent before
    it in the same campaign, on the day `avant_le`; where there is none, an earlier one that the student shows.

    `au_dela`: of the ten first métiers without a limit on studies, how many demand more than is accepted; None where no
    limit was given. `caches`: (constraint refused, how many of the ten first without that refusal it hides), by key.
    `regardes`: (title, rank from 1 among all métiers) of those that the student asked about. `accord`: of the blind
    check that was sent, half-pairs that agree with the ranking, and half-pairs in all; `sans_nom`: the métier (title)
    that it liked most among those the ranking puts last, empty when there is none."""

    kept: Instantane
    avant: Instantane | None = None
    avant_le: date | None = None
    au_dela: int | None = None
    caches: tuple[tuple[str, int], ...] = ()
    regardes: tuple[tuple[str, int], ...] = ()
    accord: tuple[int, int] | None = None
    sans_nom: str = ""
