"""What the Nu Html Checker and Lighthouse say of the student's pages: `./dev audit`, which installs both."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.test_journeys import answer_priorities

pytestmark = pytest.mark.django_db(transaction=True)
TOOLS = Path(os.environ.get("AUDIT_TOOLS", "node_modules"))
ADDRESSES = {
    "accueil": "/",
    "accueil vide": "/metiers/?q=zzzz",
    "liste": "/metiers/",
    "fiche": "/metiers/art-therapeute/",
    "chiffres": "/metiers/art-therapeute/chiffres/",
    "comparaison": "/metiers/comparer/?m=assistant-dentaire&m=art-therapeute",
    "favoris": "/metiers/favoris/",
    "priorités": "/quiz/priorites/",
    "écran": "/quiz/complet/1/",
    "reprise": "/quiz/reprendre/",
    "méthode": "/methode/",
    "confidentialité": "/confidentialite/",
    "accessibilité": "/accessibilite/",
    "mentions": "/mentions-legales/",
}
LIGHTHOUSE = ("accueil", "écran", "priorités", "goûts", "pistes", "rapport", "fiche")


@pytest.fixture
def pages(page, catalogue_site):
    """Name → address of every page of a student who answered, shared and planned."""
    found = {name: catalogue_site + address for name, address in ADDRESSES.items()}
    page.goto(f"{catalogue_site}/quiz/priorites/")
    answer_priorities(page)
    expect(page.get_by_role("heading", name="Qu’est-ce qui t’attire ?")).to_be_visible()
    found["goûts"] = page.url
    page.locator("summary", has_text="Soin, secours").click()
    page.get_by_role("checkbox", name="Prendre soin des autres").check()
    page.get_by_role("button", name="Voir mes pistes").click()
    expect(page.get_by_role("heading", name="Tes pistes")).to_be_visible()
    found["pistes"] = page.url
    report = page.locator(".carte h3 a").first.get_attribute("href")
    found["rapport"] = catalogue_site + report
    page.get_by_role("button", name="Garder ces pistes").click()
    expect(page).to_have_url(re.compile("/quiz/resultats/"))
    slug = re.search(r"/quiz/([\w-]+)/rapport", report)[1]
    found |= {"gardées": page.url, "plan": f"{page.url}{slug}/plan/", "envoyer": f"{page.url}partager/"}
    mine = ("competences", "code", "mes-donnees", "effacer", "resultats", "partages")
    return found | {name: f"{catalogue_site}/quiz/{name}/" for name in mine}


def test_the_nu_checker_knows_all_but_the_attributes_of_htmx(page, pages, tmp_path):
    folder = tmp_path / "pages"
    folder.mkdir()
    for name, address in pages.items():
        (folder / f"{name}.html").write_text(page.request.get(address).text(), encoding="utf-8")
    jar = next(TOOLS.glob("vnu-jar/build/dist/vnu.jar"))
    said = subprocess.run(
        ["java", "-jar", jar, "--format", "json", "--exit-zero-always", folder],
        capture_output=True,
        text=True,
        check=True,
    )
    messages = json.loads(said.stderr)["messages"]
    other = {f"{Path(one['url']).stem} : {one['message']}" for one in messages if "“hx-" not in one["message"]}
    assert other == set()
    print(f"Nu : {len(pages)} pages, {len(messages)} messages, tous sur des attributs hx-*")


def test_lighthouse_gives_its_best_marks(page, pages, tmp_path):
    cookies = "; ".join(f"{one['name']}={one['value']}" for one in page.context.cookies())
    headers = tmp_path / "headers.json"
    headers.write_text(json.dumps({"Cookie": cookies}))
    marks = {name: _marks(pages[name], headers) for name in LIGHTHOUSE}
    print(f"Lighthouse : {marks}")
    assert marks == {name: {"accessibility": 1, "best-practices": 1} for name in LIGHTHOUSE}


def _marks(address, headers):
    chromium = {"CHROME_PATH": shutil.which("chromium")}
    said = subprocess.run(
        [
            TOOLS / ".bin" / "lighthouse",
            address,
            "--only-categories=accessibility,best-practices",
            "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
            "--output=json",
            "--quiet",
            f"--extra-headers={headers}",
        ],
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
        env={**os.environ, **chromium},
    )
    assert said.returncode == 0, said.stderr[-2000:]
    return {name: found["score"] for name, found in json.loads(said.stdout)["categories"].items()}
