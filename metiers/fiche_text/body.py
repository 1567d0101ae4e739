"""The lines of one section and what its reader may say about them. Pure: no Django."""

from collections.abc import Callable
from dataclasses import dataclass

from metiers.fiche_text.lines import FicheTextError, Kind, Line, last_filled, next_filled


@dataclass(frozen=True, slots=True)
class Body:
    """The lines of a section after its headings. `end`: its last line when the file, perhaps cut, stops there."""

    lines: list[Line]
    end: Line | None
    warnings: list[str]

    def broken_off(self, line: Line, expected: str) -> FicheTextError:
        return FicheTextError(line.number, f"la section s'interrompt : {expected} après « {line.text[:60]} ».")

    def warn(self, line: Line, message: str) -> None:
        self.warnings.append(f"ligne {line.number} : {message}")

    def after_blank(self, index: int) -> bool:
        return index == 0 or self.lines[index - 1].kind is Kind.BLANK

    def next_is(self, index: int, kind: Kind) -> bool:
        following = next_filled(self.lines, index + 1)
        return following is not None and following.kind is kind


def make_body(lines: list[Line], last: Line | None, warnings: list[str]) -> Body:
    """`last`: the last line of the file, unless it says that the fiche is whole."""
    final = last_filled(lines)
    return Body(lines, final if final and last and final.number == last.number else None, warnings)


def split_at(lines: list[Line], is_head: Callable[[int], bool]) -> tuple[list[Line], list[tuple[Line, list[Line]]]]:
    """The lines before the first head, then each head with the lines that follow it."""
    heads = [index for index in range(len(lines)) if is_head(index)]
    bounds = [*heads, len(lines)]
    before = lines[: bounds[0]]
    return before, [(lines[i], lines[i + 1 : j]) for i, j in zip(heads, bounds[1:], strict=True)]
