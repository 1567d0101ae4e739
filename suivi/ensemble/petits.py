"""Counts of a group that tell of nobody: none from one to four is shown, nor found from those that are. Pure.

Whoever reads knows these rules. So they are tried against a reader who lists every group that would have been shown in
the same way (tests/suivi/ensemble/test_petits.py): in some of these groups a hidden count is none, or five at least.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from suivi.ensemble.groupe import SEUIL

Counts = Sequence[tuple[str, int]]
"""What is counted (its name), and of how many pupils."""


@dataclass(frozen=True, slots=True)
class Ligne:
    """`noms`: what is counted, several when they were put together; `nombre`: of how many pupils, None where it is only
    said `entre` two numbers, both included, or without these for nearly the whole group (four less, or none less)."""

    noms: tuple[str, ...]
    nombre: int | None
    entre: tuple[int, int] | None = None

    def __post_init__(self) -> None:
        assert self.nombre is None or self.nombre >= SEUIL  # noqa: S101 (what this module is for)


@dataclass(frozen=True, slots=True)
class Comptes:
    """Of `total` pupils. `caches`: what is not told, for it counts fewer than five or would tell who does; `deja`: a
    number is kept back for it is too near to one that was said before."""

    total: int
    lignes: tuple[Ligne, ...] = ()
    caches: tuple[str, ...] = ()
    deja: bool = False

    @property
    def reunies(self) -> bool:
        return any(len(one.noms) > 1 for one in self.lignes)


def nearly_all(number: int, total: int) -> bool:
    """Would the rest be too few to be told?"""
    return number >= SEUIL and total - number < SEUIL


def several(counts: Counts, total: int) -> Comptes:
    """Where a pupil counts in several lines, or in none."""
    told = [ligne_of(name, number, total) for name, number in counts if number >= SEUIL]
    told.sort(key=lambda one: -(one.nombre or total))
    return Comptes(total, tuple(told), tuple(name for name, number in counts if number < SEUIL))


def ligne_of(name: str, number: int, total: int) -> Ligne:
    """Of five pupils at least."""
    return Ligne((name,), None if nearly_all(number, total) else number)


def apart(counts: Counts) -> Comptes:
    """Where each pupil counts in one of three lines or more, without any order: those of too few are left out together,
    and with them the smallest of the others as long as they could be found from what is shown."""
    total = sum(number for _, number in counts)
    if (one := _all_in_one(counts, total)) is not None:
        return one
    order = sorted(counts, key=lambda one: -one[1])
    shown = [one for one in order if one[1] >= SEUIL]
    while shown and not _hides(len(order) - len(shown), total - sum(number for _, number in shown)):
        shown.pop()
    kept = {name for name, _ in shown}
    lignes = tuple(Ligne((name,), number) for name, number in shown)
    return Comptes(total, lignes, tuple(name for name, _ in counts if name not in kept))


def _hides(lines: int, rest: int) -> bool:
    """May so many pupils be left out in so many lines? Any line may then hold none of them, or four."""
    return rest == 0 or SEUIL <= rest <= (SEUIL - 1) * (lines - 1)


def in_order(counts: Counts) -> Comptes:
    """Where each pupil counts in one of three lines or more, which have an order: neighbours are put together until
    each line tells of five pupils."""
    total = sum(number for _, number in counts)
    if (one := _all_in_one(counts, total)) is not None:
        return one
    blocks: list[tuple[tuple[str, ...], int]] = []
    names: tuple[str, ...] = ()
    number = 0
    for name, count in counts:
        names, number = (*names, name), number + count
        if number >= SEUIL:
            blocks.append((names, number))
            names, number = (), 0
    if names and blocks:
        before, count = blocks.pop()
        blocks.append(((*before, *names), count + number))
    if len(blocks) < 2:
        return Comptes(total, (), tuple(name for name, _ in counts))
    return Comptes(total, tuple(Ligne(*block) for block in blocks))


def _all_in_one(counts: Counts, total: int) -> Comptes | None:
    """When one line holds nearly the whole group: it is told, and nothing else."""
    for name, number in counts:
        if nearly_all(number, total):
            return Comptes(total, (Ligne((name,), None),), tuple(other for other, _ in counts if other != name))
    return None
