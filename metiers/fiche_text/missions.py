"""The missions: groups of actions. Pure: no Django."""

from itertools import pairwise

from metiers.fiche_text.body import Body
from metiers.fiche_text.document import MAX_ACTION, MAX_NOM, Groupe
from metiers.fiche_text.lines import Kind, Line, name, prose
from metiers.fiche_text.mission_titles import titles_from_intro

_ACTIONS = "des actions précédées de « • » étaient attendues"


def read_missions(body: Body) -> tuple[tuple[Groupe, ...], str, str]:
    """Groups of bullets, under titles where there are any, else separated by blank lines."""
    titles = _titles(body)
    usual_gap = _usual_gap(body.lines)
    groups: list[tuple[Line, list[str]]] = []
    before: list[Line] = []
    after: list[Line] = []
    gap = 0
    for index, line in enumerate(body.lines):
        if index in titles:
            groups.append((line, []))
        elif line.kind is Kind.BULLET:
            if not groups or (gap > usual_gap and not titles):
                groups.append((line, []))
            groups[-1][1].append(name(line, line.text, MAX_ACTION))
        elif groups and line.kind is Kind.TITLE and (titles or line is body.end):
            raise body.broken_off(line, _ACTIONS)
        else:
            (after if groups else before).append(line)
        gap = 0 if line.kind is Kind.BULLET else gap + 1
    introduction = prose(before)
    missions = tuple(
        Groupe("" if head.kind is Kind.BULLET else name(head, head.label, MAX_NOM), tuple(actions))
        for head, actions in groups
    )
    if missions and not titles:
        missions = titles_from_intro(missions, introduction, body.warnings, groups[0][0])
    return missions, introduction, prose(after)


def _titles(body: Body) -> set[int]:
    """Where the titles of groups are. A lone « Les missions sont : » does not name a group: it introduces them all."""
    short = [index for index, line in enumerate(body.lines) if line.kind is Kind.TITLE or line.is_label]
    above_bullets = [index for index in short if body.next_is(index, Kind.BULLET)]
    titles = {index for index in above_bullets if body.lines[index].kind is Kind.TITLE}
    titles |= {index for index, line in enumerate(body.lines) if line.kind is Kind.NAME}
    labels = {index for index in above_bullets if body.lines[index].is_label}
    return titles | labels if len(titles) + len(labels) > 1 else titles


def _usual_gap(lines: list[Line]) -> int:
    """How many lines stand between two actions of one group: 0, or more where the whole file is double-spaced."""
    bullets = [index for index, line in enumerate(lines) if line.kind is Kind.BULLET]
    return min((second - first - 1 for first, second in pairwise(bullets)), default=0)
