"""The live page, the kept page, a share and the document say the same sentences of the same result."""

import re
from html import unescape
from io import BytesIO

import pytest
from django.utils.html import strip_tags
from pypdf import PdfReader

from metiers.dimensions import CLES
from quiz.models import Partage, Resultat
from quiz.rapport.text import Run, plain
from quiz.rapport.told_ranking import tell_ranking
from quiz.rapport.told_report import tell_report
from quiz.resultat.instantane import for_others
from tests.conftest import StrictClient

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
PRIORITES, GOUTS, CLASSEMENT = "/quiz/priorites/", "/quiz/gouts/", "/quiz/classement/"
COMPETENCES = "/quiz/competences/"

STUDENTS = (
    ((6, 2, 9, 7, 3), {}, False),
    ((0, 0, 10, 0, 0), {}, False),
    ((5, 5, 5, 5, 5), {"niveau": "3"}, True),
    ((9, 8, 1, 4, 2), {"interet": ["22", "4"], "sans": "nuit"}, True),
    ((1, 7, 3, 10, 8), {"niveau": "5", "aime": "J", "experience": "oui"}, False),
)


def squeezed(text):
    """Without any space or hyphenation, which paper moves about."""
    return re.sub(r"[\s\u200b\u00ad]", "", unescape(text))


def page(client, path):
    response = client.get(path)
    assert response.status_code == 200, path
    return squeezed(strip_tags(response.content.decode()))


def document(client, path):
    return squeezed(" ".join(one.extract_text() for one in PdfReader(BytesIO(client.get(path).content)).pages))


def sentences(told):
    """Every sentence and every word of it that somebody reads."""
    if isinstance(told, tuple) and told and all(isinstance(one, Run) for one in told):
        yield plain(told)
    elif isinstance(told, tuple | list):
        for one in told:
            yield from sentences(one)
    elif isinstance(told, str) and told:
        yield told


def of_a_ranking(kept, *, pour_autrui=False):
    told = tell_ranking(kept, pour_autrui=pour_autrui)
    lines = [
        (one.detail, one.fois, one.egalite, one.piste.titre, one.indice, one.solidite, one.competences)
        for one in told.pistes
    ]
    return [
        *sentences(
            (
                told.vide,
                tuple(one.phrase for one in told.directions),
                told.caches,
                told.remarques,
                told.fermete,
                told.entrees,
                told.autrement or (),
                told.limites,
            )
        ),
        *sentences(lines),
    ]


def of_a_report(kept, piste, *, pour_autrui=False):
    told = tell_report(kept, piste, pour_autrui=pour_autrui)
    reasons = [(line.label, line.pourquoi, line.points) for line in told.calcul.lignes]
    points = [(point.genre, point.dimension.label, point.phrase) for point in told.points]
    parts = (
        told.accroche,
        told.place.grand,
        told.place.phrases,
        told.calcul.total,
        told.calcul.fin,
        told.calcul.intro,
        told.calcul.main,
        reasons,
        told.avant,
        told.raisons,
    )
    skills = [told.competences.phrase, told.competences.rappel] if kept.niveaux else []
    return [*sentences((*parts, points, skills, told.limites))]


def piste_alone(kept, slug):
    """The piste as a share of its report shows it."""
    return for_others(kept, slug=slug, avec_competences=True).piste(slug)


def shared_report(student, address, slug):
    """The address of a share of one report, with its skills."""
    student.post(f"{address}{slug}/partager/", {"jours": "30", "competences": "on"})
    return Partage.objects.get(slug=slug).get_absolute_url()


@pytest.fixture
def student(client, health, db, request):
    weights, wishes, skills = request.param
    client.post(PRIORITES, dict(zip(CLES, weights, strict=True)))
    client.post(GOUTS, wishes)
    if skills:
        asked = re.findall(r'type="radio" name="([\w-]+)" value="0"', client.get(COMPETENCES).content.decode())
        client.post(COMPETENCES, dict.fromkeys(asked, "50"))
    return client


@pytest.mark.parametrize("student", STUDENTS, indirect=True)
def test_page_kept_page_share_and_document_say_the_same(student):
    resultat = Resultat.objects.first()
    kept, address = resultat.instantane, f"/quiz/resultats/{resultat.numero}/"
    student.post(f"{address}partager/", {"jours": "30", "competences": "on"})
    share = resultat.partages.get().get_absolute_url()
    places = {
        "live": page(student, CLASSEMENT + kept.query),
        "kept": page(student, address),
        "document": document(student, f"{address}pdf/"),
        "shared": page(StrictClient(), share),
    }
    own, theirs = of_a_ranking(kept), of_a_ranking(kept, pour_autrui=True)
    assert len(own) == len(theirs) > 5
    for place, text in places.items():
        told_by_others = place == "shared" and (kept.rapide or kept.hesitant)
        missing = [said for said in (theirs if place == "shared" else own) if squeezed(said) not in text]
        assert [said for said in missing if not (told_by_others and "répondu très vite" in said)] == [], place
    for piste in kept.pistes[:2]:
        wanted = of_a_report(kept, piste)
        assert len(wanted) > 20
        texts = {
            "live": page(student, f"/quiz/{piste.slug}/rapport/{kept.query if len(kept.query) > 1 else '?tous'}"),
            "kept": page(student, f"{address}{piste.slug}/"),
            "document": document(student, f"{address}{piste.slug}/pdf/"),
            "shared": page(StrictClient(), shared_report(student, address, piste.slug)),
        }
        shown = for_others(kept, slug=piste.slug, avec_competences=True)
        alone = of_a_report(shown, piste_alone(kept, piste.slug), pour_autrui=True)
        for place, text in texts.items():
            told = alone if place == "shared" else wanted
            assert [said for said in told if squeezed(said) not in text] == [], place
