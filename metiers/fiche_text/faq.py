"""Questions and answers. Pure: no Django."""

import re
from dataclasses import replace

from metiers.fiche_text.body import Body, split_at
from metiers.fiche_text.document import MAX_QUESTION, QuestionReponse
from metiers.fiche_text.lines import FicheTextError, Kind, Line, last_filled, name, next_filled, prose

ANSWER = re.compile(r"r[eé]ponses?\s*(?::\s*|$)", re.IGNORECASE)
_END_OF_STATEMENT = tuple(".!…;,")
_SEVERAL_SENTENCES = re.compile(r"[.!?…]\s+\S")


def read_faq(body: Body) -> tuple[tuple[QuestionReponse, ...], str, str]:
    """A question, « Réponse : », an answer. Without any « Réponse : », lines that end with « ? » are the questions."""
    lines = body.lines
    labelled = any(is_answer_label(line) for line in lines)

    def is_head(index: int) -> bool:
        line = lines[index]
        if line.kind is Kind.BLANK or is_answer_label(line):
            return False
        following = next_filled(lines, index + 1)
        if following is not None and is_answer_label(following):
            return could_be_question(line)
        return _is_question(line) and (not labelled or _stands_alone(body, index))

    before, groups = split_at(lines, is_head)
    orphan = next((line for line in before if is_answer_label(line)), None)
    if orphan:
        raise FicheTextError(orphan.number, "une question était attendue avant « Réponse : ».")
    return tuple(_read_question(body, head, rest, labelled) for head, rest in groups), prose(before), ""


def is_answer_label(line: Line) -> bool:
    return line.kind in (Kind.PROSE, Kind.TITLE) and not line.escaped and ANSWER.match(line.text) is not None


def could_be_question(line: Line) -> bool:
    """Above « Réponse : » nearly any line is a question, but not the last sentence of the answer before."""
    return line.kind is Kind.NAME or not (line.escaped or line.text.endswith(_END_OF_STATEMENT))


def _is_question(line: Line) -> bool:
    return line.kind is Kind.NAME or (line.text.endswith("?") and not line.escaped)


def _stands_alone(body: Body, index: int) -> bool:
    """A paragraph that is one interrogative sentence: a question whose « Réponse : » was forgotten."""
    line = body.lines[index]
    below = body.lines[index + 1 : index + 2]
    return (
        body.after_blank(index)
        and (not below or below[0].kind is Kind.BLANK)
        and not _SEVERAL_SENTENCES.search(line.text)
        and len(line.text) <= MAX_QUESTION
    )


def _read_question(body: Body, head: Line, rest: list[Line], labelled: bool) -> QuestionReponse:
    labels = [line for line in rest if is_answer_label(line)]
    if len(labels) > 1:
        raise FicheTextError(labels[1].number, "une question était attendue avant « Réponse : ».")
    reponse = prose(replace(line, text=ANSWER.sub("", line.text, count=1)) if line in labels else line for line in rest)
    if not reponse:
        raise body.broken_off(last_filled(rest) or head, "une réponse était attendue")
    if labelled and not labels:
        body.warn(head, "« Réponse : » absent après cette question.")
    question = name(head, head.text, MAX_QUESTION)
    if not question:
        raise FicheTextError(head.number, "une question était attendue après « ## ».")
    return QuestionReponse(question, reponse)
