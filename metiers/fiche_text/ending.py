"""Does the file stop in the middle of its last section? Pure: no Django.

A file that was cut between two whole items cannot be told from a shorter fiche. What can be told: an item that lacks
what all its sisters have, and a sentence that stops before its end.
"""

from collections.abc import Sequence
from typing import Any

from metiers.fiche_text.document import Famille, HardSkill, Item, Niveau, NoteDimension, QuestionReponse
from metiers.fiche_text.lines import MAX_NAME, PROSE_MARK, FicheTextError, Kind, Line, last_filled


def take_end_mark(lines: list[Line]) -> tuple[list[Line], bool]:
    """The lines without the mark that says that the fiche is whole, and whether it was there."""
    last = last_filled(lines)
    if last is None or last.raw.strip() != PROSE_MARK:
        return lines, False
    return lines[: lines.index(last)], True


def check_end(items: Sequence[Any], complement: str, last: Line) -> None:
    """Raises FicheTextError when these items of the last section, or the prose after them, break off at line `last`."""
    *others, final = [_parts(item) for item in items]
    for index, part in enumerate(final):
        sisters = [other[index] for other in others]
        if sisters and all(sisters) and not part:
            raise FicheTextError(
                last.number, f"la section s'interrompt après « {last.text[:60]} » : une suite était attendue."
            )
    text = complement or (final[-1] if final else "")
    sentences = [*(other[-1] for other in others if other), *text.split("\n")[:-1]]
    if not text.endswith(last.text) or last.kind is Kind.BULLET or last.escaped or not _is_unfinished(text):
        return
    if len(last.text) > MAX_NAME or any(text and not _is_unfinished(text) for text in sentences):
        raise FicheTextError(
            last.number, f"la phrase s'interrompt après « …{last.text[-60:]} » : sa fin et un point étaient attendus."
        )


def _parts(item: Any) -> tuple[str, ...]:
    """What an item is made of, the text that is printed last at the end."""
    parts: tuple[str, ...] = ()  # a group of missions, a salary band: complete as soon as they are read
    match item:
        case (
            NoteDimension(detail=text)
            | Item(texte=text)
            | Niveau(texte=text)
            | QuestionReponse(reponse=text)
            | str(text)
        ):
            parts = (text,)
        case HardSkill(mots_cles=words, texte=text) | Famille(outils=words, texte=text):
            parts = ("".join(words), text)
    return parts


def _is_unfinished(text: str) -> bool:
    return text[-1:].isalnum() or text.endswith(tuple(",;:’'-–("))
