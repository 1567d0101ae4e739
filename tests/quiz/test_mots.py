"""What students read holds none of the words that CONTRIBUTING keeps for us."""

import ast
import re

import pytest

from tests.conftest import ROOT

GLOSSARY = (ROOT / "CONTRIBUTING.md").read_text()
TEMPLATES = ("templates/quiz", "templates/metiers", "templates/components", "templates/orientation")
# Pages for whoever wants to check the calculation, and what only counsellors read.
FOR_EXPERTS = {"methode_detail.html", "_conseillers.html", "_eleves.html"}
_TAGS = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<[^>]+>", re.DOTALL)


def banned():
    """The last column of the table of the glossary, one pattern per word."""
    table = GLOSSARY[GLOSSARY.index("### Words said to students") :].split("\n\n")
    rows = next(part for part in table if part.startswith("|")).splitlines()[2:]
    words = [word.strip(" *«»\u00a0") for row in rows for word in row.strip("|").split("|")[-1].split(",")]
    return [word for word in words if word]


def holds(word, text):
    return re.search(rf"(?<![\w’]){re.escape(word)}(?!\w)", text, 0 if word != word.lower() else re.IGNORECASE)


PAGES = [
    path for folder in TEMPLATES for path in sorted((ROOT / folder).rglob("*.html")) if path.name not in FOR_EXPERTS
]


def test_the_glossary_names_words():
    assert {"top", "soft skills", "matching"} <= set(banned())


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_a_page_uses_none(path):
    text = _TAGS.sub(" ", path.read_text())
    assert [word for word in banned() if holds(word, text)] == []


@pytest.mark.parametrize("path", sorted((ROOT / "quiz" / "rapport").glob("*.py")), ids=lambda path: path.name)
def test_a_told_sentence_uses_none(path):
    tree = ast.parse(path.read_text())
    told = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    documented = (node for node in ast.walk(tree) if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)))
    docs = {ast.get_docstring(node, clean=False) for node in documented}
    said = [one for one in told if one not in docs and " " in one.strip()]
    assert [(word, one) for one in said for word in banned() if holds(word, one)] == []


@pytest.mark.parametrize("text", ["Le top de la liste", "Tes Soft skills", "un score"])
def test_a_banned_word_is_seen(text):
    assert any(holds(word, text) for word in banned())


@pytest.mark.parametrize("text", ["stop", "l’autopsie", "scorer"])
def test_a_word_inside_another_is_none(text):
    assert not any(holds(word, text) for word in banned())
