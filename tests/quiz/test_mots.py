"""What students read holds none of the words that CONTRIBUTING keeps for us."""

import ast
import re
from html import unescape
from io import BytesIO

import pytest
from pypdf import PdfReader

from metiers.models import Metier
from quiz.models import Resultat
from tests.conftest import FIXTURE_FICHE, ROOT, SLUG, StrictClient
from tests.quiz.answers import IMPORTANCES

GLOSSARY = (ROOT / "CONTRIBUTING.md").read_text()
TEMPLATES = ("templates/quiz", "templates/metiers", "templates/components", "templates/orientation")
ON_EVERY_PAGE = sorted((ROOT / "templates").glob("*.html"))
SENTENCES = [
    *sorted((ROOT / "quiz" / "rapport").glob("*.py")),
    *(
        ROOT / path
        for path in ("quiz/forms.py", "quiz/calcul/filtres.py", "quiz/pdf/classement.py", "quiz/pdf/rapport.py")
    ),
    *(
        ROOT / path
        for path in (
            "metiers/dimensions.py",
            "metiers/contraintes.py",
            "metiers/search/facets.py",
            "metiers/search/labels.py",
        )
    ),
]
OTHER_TEXTS = [ROOT / "orientation/static/js/app.js", *sorted((ROOT / "quiz" / "pdf" / "modeles").glob("*.typ"))]
# Pages for whoever wants to check the calculation, and what only counsellors read.
FOR_EXPERTS = {"methode_detail.html", "_conseillers.html", "_eleves.html"}
_TAGS = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<[^>]+>", re.DOTALL)
_HEARD = re.compile(r"""(?:aria-label|alt|title|placeholder|content)="([^"]*)\"""")
# In scripts and documents: what stands between quotes or brackets and has a space, so is a sentence.
_QUOTED = re.compile(r"""["`\[]([^"`\[\]\n={}();#]* [^"`\[\]\n={}();#]*)["`\]]""")


def banned():
    """The last column of the table of the glossary, one pattern per word."""
    table = GLOSSARY[GLOSSARY.index("### Words said to students") :].split("\n\n")
    rows = next(part for part in table if part.startswith("|")).splitlines()[2:]
    words = [word.strip(" *«»\u00a0") for row in rows for word in row.strip("|").split("|")[-1].split(",")]
    return [word for word in words if word]


def holds(word, text):
    return re.search(rf"(?<![\w’]){re.escape(word)}s?(?!\w)", text, 0 if word != word.lower() else re.IGNORECASE)


PAGES = [
    *ON_EVERY_PAGE,
    *(path for folder in TEMPLATES for path in sorted((ROOT / folder).rglob("*.html")) if path.name not in FOR_EXPERTS),
]


def test_the_glossary_names_words():
    assert {"top", "soft skills", "matching"} <= set(banned())


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_a_page_uses_none(path):
    source = path.read_text()
    text = " ".join((_TAGS.sub(" ", source), *(_TAGS.sub(" ", heard) for heard in _HEARD.findall(source))))
    assert [word for word in banned() if holds(word, text)] == []


@pytest.mark.parametrize("path", OTHER_TEXTS, ids=lambda path: path.name)
def test_a_script_and_a_document_use_none(path):
    text = " ".join(_QUOTED.findall(path.read_text()))
    assert text
    assert [word for word in banned() if holds(word, text)] == []


@pytest.mark.parametrize("path", SENTENCES, ids=lambda path: path.name)
def test_a_told_sentence_uses_none(path):
    tree = ast.parse(path.read_text())
    told = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    documented = (node for node in ast.walk(tree) if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)))
    docs = {ast.get_docstring(node, clean=False) for node in documented}
    said = [one for one in told if one not in docs and " " in one.strip()]
    assert [(word, one) for one in said for word in banned() if holds(word, one)] == []


@pytest.mark.parametrize("text", ["Le top de la liste", "Tes Soft skills", "un score", "des scores"])
def test_a_banned_word_is_seen(text):
    assert any(holds(word, text) for word in banned())


@pytest.mark.parametrize("text", ["stop", "l’autopsie", "scorer"])
def test_a_word_inside_another_is_none(text):
    assert not any(holds(word, text) for word in banned())


# Rendered: what comes from the rows, from the format of fiches and from the frozen result too.

_NOT_READ = re.compile(r"<(script|style|svg)\b.*?</\1>", re.DOTALL)
TU = re.compile(r"(?<!\w)(?:(?:tu|te|toi|tes|ton|ta)(?!\w)|t’)", re.IGNORECASE)


def rendered(client, path):
    response = client.get(path, follow=True)
    assert response.status_code == 200, path
    html = response.content.decode()
    heard = " ".join(_HEARD.findall(html))
    return " ".join(unescape(f"{re.sub('<[^>]+>', ' ', _NOT_READ.sub(' ', html))} {heard}").split())


@pytest.fixture(scope="module")
def catalogue(load_once):
    load_once()


@pytest.fixture
def student(client, catalogue):
    client.post("/quiz/priorites/", IMPORTANCES)
    client.post("/quiz/gouts/", {"interet": ["22", "9"], "aime": "J"})
    return client


@pytest.mark.django_db
def test_no_rendered_page_uses_one(student):
    kept = Resultat.objects.latest("numero")
    slug = kept.instantane.pistes[0].slug
    data = Metier.objects.publies().filter(origine="donnees").order_by("slug").values_list("slug", flat=True)[0]
    paths = (
        *("/metiers/", f"/metiers/{data}/", f"/metiers/{SLUG}/", f"/metiers/{data}/chiffres/"),
        *("/", "/quiz/classement/?miennes", f"/quiz/{slug}/rapport/?tous", kept.get_absolute_url()),
    )
    pages = {path: rendered(student, path) for path in paths}
    pages["a newcomer's home"] = rendered(StrictClient(), "/")
    written = FIXTURE_FICHE.read_text()  # its prose is its editors': a « session » of an exam, a « Bac+2 »
    theirs = {f"/metiers/{SLUG}/": {word for word in ("session", "Bac+2") if holds(word, written)}}
    found = {
        path: [word for word in banned() if holds(word, page) and word not in theirs.get(path, ())]
        for path, page in pages.items()
    }
    assert {path: words for path, words in found.items() if words} == {}
    for path in (f"/metiers/{data}/", f"/metiers/{SLUG}/"):
        assert "Les savoir-être" in pages[path] and "Les savoir-faire" in pages[path], path


@pytest.mark.django_db
def test_the_page_and_the_document_of_a_share_speak_to_their_reader(student):
    """What one does in a métier is said with « tu », as on its fiche; nothing else is."""
    asked = re.findall(r'type="radio" name="([\w-]+)" value="0"', student.get("/quiz/competences/").content.decode())
    student.post("/quiz/competences/", dict.fromkeys(asked, "50"))
    kept = Resultat.objects.latest("numero")
    leads = sorted((piste.accroche for piste in kept.instantane.pistes), key=len, reverse=True)
    squeezed = [re.sub(r"[\s\u00ad\u200b]", "", lead) for lead in leads if lead]
    for slug in ("", kept.instantane.pistes[0].slug):
        sent = student.post(
            f"{kept.get_absolute_url()}{f'{slug}/' if slug else ''}partager/", {"jours": "30", "competences": "on"}
        )
        assert sent.status_code == 302
        address = kept.partages.get(slug=slug).get_absolute_url()
        page = rendered(StrictClient(), address)
        main = page[page.index("Partagé avec vous") : page.index("Ce lien s’éteint")]
        for lead in leads:
            main = main.replace(" ".join(lead.split()), "")
        assert TU.findall(main) == [], slug
        assert "vous" in main and "elle " in main
        document = PdfReader(BytesIO(StrictClient().get(f"{address}pdf/").content))
        # Each line is cut where paper cuts it: words of a métier's own sentence are those that it holds whole.
        lines = [line for one in document.pages for line in one.extract_text().replace("\u200b", "").splitlines()]
        own = [line for line in lines if not any(re.sub(r"[\s\u00ad\u200b]", "", line) in lead for lead in squeezed)]
        assert [line for line in own if TU.search(line)] == [], slug
