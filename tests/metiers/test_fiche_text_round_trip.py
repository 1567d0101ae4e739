"""For any fiche, what is written is read back; for any file, the answer is a fiche or a refusal with a line number."""

import re

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from metiers.fiche_text import FicheTextError, Reading, parse_fiche, write_fiche
from metiers.fiche_text.document import (
    Famille,
    Fiche,
    Groupe,
    Item,
    Niveau,
    QuestionReponse,
    Section,
    canonical_name,
    canonical_prose,
    fold,
)
from tests.conftest import FIXTURE_FICHE
from tests.metiers.samples import SAMPLE
from tests.metiers.strategies import NASTY_LINES, fiches

FIXTURE_LINES = FIXTURE_FICHE.read_text().splitlines()


def many(examples: int) -> settings:
    """The same examples at each run, on a slow machine too."""
    return settings(
        max_examples=examples,
        deadline=None,
        derandomize=True,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
    )


def read_or_refuse(text: str | bytes) -> Reading | None:
    """What is read, after checking that it is in canonical form, survives a round trip and can be written twice."""
    data = text if isinstance(text, bytes) else text.encode()
    try:
        reading = parse_fiche(data)
    except FicheTextError as error:
        assert 1 <= error.line <= 1 + len(re.findall(rb"\r\n|\r|\n", data))
        return None
    export = write_fiche(reading.fiche)
    again = parse_fiche(export.encode())
    assert again.fiche == reading.fiche
    assert again.ignored == []
    assert write_fiche(again.fiche) == export
    return reading


@many(120)
@given(fiches())
@example(Fiche("FAQ", sections={"faq": Section("Réponse : non")}, questions=(QuestionReponse("Réponse : quoi", "?"),)))
@example(Fiche("90 | x", "Stimulation 140%", soft_skills=(Item("90 | x"), Item("#FAQ", "# FAQ"))))
@example(
    Fiche("Sel", niveaux=(Niveau("Facultatif : oui"), Niveau("Bac", texte="Voir les formations " + "là " * 30 + "bas")))
)
@example(Fiche("Sel", contraintes=(Item("Évolution"),), evolution=("Un jour.",)))
@example(
    Fiche(
        "Sel",
        sections={"missions": Section("Une phrase. Le tri occupe la matinée.")},
        missions=(Groupe("", ("a",)),),
    )
)
@example(Fiche("Sel", outils=(Famille("A", ("x",)), Famille("A", ("y",), "z"), Famille("a"))))
@example(Fiche("Soin", contraintes=(Item("Soin"), Item("Contraintes"), Item("Les contraintes", "Soin"))))
def test_a_fiche_that_is_written_is_read_back(fiche):
    export = write_fiche(fiche)
    reading = parse_fiche(export.encode())
    assert reading.fiche == fiche
    assert reading.ignored == []
    assert write_fiche(reading.fiche) == export


@many(300)
@given(st.one_of(st.binary(max_size=300), st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace"))))
@example(b"\\")
@example(b"##")
@example(b"Voir les formations (" + b"9" * 5000 + b")")
def test_any_bytes_are_read_or_refused(data):
    read_or_refuse(data)


@many(600)
@given(st.lists(st.tuples(st.sampled_from(NASTY_LINES), st.sampled_from(["\n", "\n\n", "\n  "])), max_size=25))
def test_any_lines_are_read_or_refused(lines):
    read_or_refuse("Métier\n" + "".join(line + newline for line, newline in lines))


@st.composite
def damaged(draw: st.DrawFn, whole: list[str]) -> list[str]:
    """The lines of a real fiche after an accident or two: deleted, printed twice, swapped, truncated, joined…"""
    lines = list(whole)
    start, end = sorted((draw(st.integers(1, len(lines))), draw(st.integers(1, len(lines)))))
    if draw(st.booleans()):
        del lines[start:end]
    for _ in range(draw(st.integers(1, 3))):
        here, there = draw(st.integers(0, len(lines) - 1)), draw(st.integers(0, len(lines) - 1))
        match draw(st.sampled_from(["delete", "repeat", "swap", "move", "truncate", "insert", "join", "cut"])):
            case "delete":
                lines[here] = ""
            case "repeat":
                lines.insert(there, lines[here])
            case "swap":
                lines[here], lines[there] = lines[there], lines[here]
            case "move":
                lines.insert(there, lines.pop(here))
            case "truncate":
                lines[here] = lines[here][: draw(st.integers(0, len(lines[here])))]
            case "insert":
                lines.insert(here, draw(st.sampled_from(NASTY_LINES)))
            case "join":
                lines[here : here + 2] = ["".join(lines[here : here + 2])]
            case "cut":
                del lines[here + 1 :]
    return lines


def words(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", fold(text)).strip()


def lost_sentences(lines: list[str], reading: Reading) -> list[str]:
    """The sentences of the file that are neither in the export nor reported as ignored."""
    found = words(write_fiche(reading.fiche) + " ".join(reading.ignored))
    sentences = [line for line in lines if len(line) > 40 and "€" not in line and "Voir toutes les" not in line]
    return [line for line in sentences if words(line).removeprefix("reponse ") not in found]


@many(60)
@given(damaged(FIXTURE_LINES))
def test_a_damaged_fiche_is_refused_or_read_without_losing_a_sentence(lines):
    reading = read_or_refuse("\n".join(lines))
    assert reading is None or lost_sentences(lines, reading) == []


@many(250)
@given(damaged(SAMPLE.splitlines()))
def test_a_damaged_sample_is_refused_or_read_without_losing_a_sentence(lines):
    reading = read_or_refuse("\n".join(lines))
    assert reading is None or lost_sentences(lines, reading) == []


@many(200)
@given(st.text())
def test_canonical_forms_are_stable(text):
    assert canonical_prose(canonical_prose(text)) == canonical_prose(text)
    assert canonical_name(canonical_name(text)) == canonical_name(text)
    assert "\n" not in canonical_name(text)


HOSTILE = {
    "blank lines": "\n" * 19_000,
    "short lines": "mot\n" * 9_000 + "\n" * 9_000,
    "labels": "mot :\n\n" * 9_000,
    "questions": "Quoi ?\n\n" * 9_000,
    "answers": "Réponse :\n" * 18_000,
    "bullets": "- a\n" * 18_000,
    "one long word": "x" * 2_000_000,
    "one long line of spaces": "Le" + " " * 2_000_000 + "x.",
    "one long line of figures": "1 " * 1_000_000,
}


@pytest.mark.parametrize("lines", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("tag", ["#MISSIONS", "#PARCOURS", "#SALAIRE", "#FAQ", "Profil d'épanouissement"])
def test_a_hostile_file_is_read_in_bounded_time(lines, tag):
    """A quadratic reader needs minutes for these: the test would not end."""
    text = f"Métier\n{tag}\n{lines}"[: 2 * 1024 * 1024]
    try:
        parse_fiche(text.encode())
    except FicheTextError:
        return
