"""A result is kept as it was found, whatever changes afterwards."""

import re
from dataclasses import asdict
from html import unescape
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags
from pypdf import PdfReader
from pytest_django.asserts import assertNumQueries

from metiers.models import Competence, CompetenceRequise, Metier, Statut
from metiers.services import catalogue_changed
from quiz.calcul.filtres import in_view, read_filtres
from quiz.calcul.gel import freeze_with
from quiz.calcul.profils import load_profils
from quiz.calcul.reponses import read_reponses
from quiz.methode import places
from quiz.methode.stability import EXPRESS_SPREAD, simulate
from quiz.models import AutoEvaluation, Passation, Resultat
from quiz.rapport.wording import filter_in_words
from quiz.resultat.instantane import FiltreFige, from_json, to_json
from tests.conftest import StrictClient
from tests.quiz.answers import IMPORTANCES, follow
from tests.quiz.format_1 import in_format_1
from tests.quiz.plans import form

PRIORITES, GOUTS, CLASSEMENT = "/quiz/priorites/", "/quiz/gouts/", "/quiz/classement/"
COMPETENCES, RESULTATS = "/quiz/competences/", "/quiz/resultats/"
pytestmark = pytest.mark.django_db


def read(client, path):
    response = client.get(path)
    assert response.status_code == 200, path
    return " ".join(unescape(response.content.decode()).replace("\xa0", " ").replace("\u202f", " ").split())


@pytest.fixture
def student(client, health):
    client.post(PRIORITES, IMPORTANCES)
    client.post(GOUTS, {"niveau": "5", "interet": "22"})
    return client


def last():
    return Resultat.objects.latest("numero")


def revise(slug, **scores):
    """An editor publishes other scores."""
    Metier.objects.filter(slug=slug).update(**scores)
    catalogue_changed()


def test_the_end_of_a_quiz_keeps_its_result(student):
    kept = last().instantane
    assert kept.importances == {cle: int(value) for cle, value in IMPORTANCES.items()}
    assert [filter_in_words(one) for one in kept.filtres] == ["Jusqu’à bac +5", "Prendre soin des autres"]
    assert not kept.complet
    page = read(student, CLASSEMENT + kept.query)
    assert [piste.slug for piste in kept.pistes] == re.findall(r"<h3> <a href=\"/quiz/([\w-]+)/rapport/", page)
    told = re.findall(r"(\d+) fois sur 100 ·|presque jamais ·", page)
    assert [piste.times for piste in kept.pistes] == [int(one or 0) for one in told]


def test_a_complete_quiz_keeps_its_result_after_the_skills_even_when_they_are_skipped(client, health):
    follow(client, list(IMPORTANCES))
    client.post(PRIORITES, IMPORTANCES)
    client.post(GOUTS, {"niveau": "5"})
    assert not Resultat.objects.exists()
    client.post(COMPETENCES, {"retour": "1"})
    assert not Resultat.objects.exists(), "going back is no end"
    client.post(COMPETENCES, {"passer": "1"})
    kept = last().instantane
    assert kept.complet and len(kept.choix) == 5
    assert kept.elicited is not None


def test_a_quiz_about_one_metier_keeps_it_even_far_behind(client, health):
    far = freeze_far(client)
    client.post(f"/quiz/{far}/priorites/", IMPORTANCES)
    client.post(f"/quiz/{far}/competences/", {})
    kept = last().instantane
    assert kept.cible.slug == far
    assert kept.cible.place > 20
    live = read(client, f"/quiz/{far}/rapport/")
    frozen = read(client, f"{RESULTATS}{last().numero}/{far}/")
    for figure in re.findall(r"indice de ([\d,]+) sur 100", live):
        assert f"indice de {figure} sur 100" in frozen


def freeze_far(client):
    client.post(PRIORITES, IMPORTANCES)
    found = freeze_with(read_reponses(Passation.objects.get()), "")
    shown = {piste.slug for piste in found.pistes}
    Resultat.objects.all().delete()
    return next(slug for slug in load_profils().slugs if slug not in shown)


def test_the_interval_that_is_kept_is_that_of_the_live_report(student):
    kept = last().instantane
    bounds = set()
    for piste in kept.pistes[:4]:
        live = read(student, f"/quiz/{piste.slug}/rapport/")
        assert f"tombe entre {piste.low:.0f} et {piste.high:.0f} huit fois sur dix" in live
        assert piste.low < piste.high
        bounds.add((piste.low, piste.high))
    assert len(bounds) > 1
    assert kept.methode.spread == EXPRESS_SPREAD


def test_a_metier_that_the_filters_leave_out_has_no_place_among_them(student):
    slug = next(one for one in load_profils().slugs if one not in {piste.slug for piste in last().instantane.pistes})
    student.post(RESULTATS, {"filtres": "?niveau=-1", "metier": slug})
    cible = last().instantane.cible
    assert cible is None or (cible.place == 0 and cible.low < cible.high)
    top = last().instantane.pistes[0].slug
    student.post(RESULTATS, {"filtres": "?niveau=-1", "metier": top})
    assert last().instantane.cible is None


def test_json_and_back_is_the_same_on_either_database(student):
    passation = Passation.objects.get()
    found = freeze_with(read_reponses(passation), passation.filtres)
    assert from_json(to_json(found)) == found
    assert asdict(last().instantane) == asdict(found)
    assert list(last().instantane.weights) == list(IMPORTANCES), "a database may sort the keys"


def test_a_shape_that_is_not_known_is_refused(student):
    with pytest.raises(ValueError, match="format 99"):
        from_json(last().contenu | {"format": 99})


def test_the_terms_that_are_kept_add_up(student):
    for piste in last().instantane.pistes:
        assert piste.unclipped == pytest.approx(piste.index, abs=1e-9)


def test_a_kept_result_reads_the_same_after_the_fiches_changed(student):
    numero, first = last().numero, last().instantane.pistes[0]
    figures = re.findall(r"indice [\d,]+|\d+ fois sur 100 ·", read(student, f"{RESULTATS}{numero}/"))
    assert len(figures) > 20
    assert "Depuis ce jour-là" not in read(student, f"{RESULTATS}{numero}/")
    revise(first.slug, stimulation=max(0, first.raw[2] - 30))
    second = last().instantane.pistes[1].slug
    revise(second, statut=Statut.BROUILLON)
    page = read(student, f"{RESULTATS}{numero}/")
    assert re.findall(r"indice [\d,]+|\d+ fois sur 100 ·", page) == figures
    assert f"stimulation {first.raw[2]} → {first.raw[2] - 30}" in page
    assert "n’est plus publié" in page
    assert f"indice est {first.index:.1f}".replace(".", ",") in read(student, f"{RESULTATS}{numero}/{first.slug}/")


def test_recalculating_takes_priorities_alone_or_with_the_choices_as_they_counted_then(student):
    follow(student, ["carriere", "qualite_vie", "flexibilite", "relations", "stimulation"])
    student.post(PRIORITES, IMPORTANCES)
    student.post(RESULTATS)
    averaged = last()
    student.post(CLASSEMENT, IMPORTANCES)
    alone = last()
    assert averaged.instantane.importances == alone.instantane.importances
    assert averaged.instantane.weights != alone.instantane.weights
    for old in (averaged, alone):
        student.post(f"{RESULTATS}{old.numero}/recalculer/")
        assert last().instantane.weights == old.instantane.weights


def test_recalculating_makes_a_new_result_with_the_answers_of_then(student):
    old = last()
    first = old.instantane.pistes[0]
    revise(first.slug, stimulation=max(0, first.raw[2] - 30))
    student.post(PRIORITES, IMPORTANCES | {"carriere": "10"})
    response = student.post(f"{RESULTATS}{old.numero}/recalculer/")
    new = last()
    assert response["Location"] == f"{RESULTATS}{new.numero}/"
    assert new.numero == old.numero + 1
    assert new.instantane.importances == old.instantane.importances
    assert new.instantane.query == old.instantane.query
    assert new.instantane.pistes != old.instantane.pistes
    assert Resultat.objects.get(pk=old.pk).contenu == old.contenu


def test_the_page_shows_what_the_pdf_shows(student):
    student.post(PRIORITES, IMPORTANCES | {"qualite_vie": "8"})  # a little more or less of it changes the first five
    student.post(GOUTS, {"niveau": "5"})
    skills = re.findall(r'type="radio" name="([\w-]+)" value="0"', student.get(COMPETENCES).content.decode())
    student.post(COMPETENCES, dict.fromkeys(skills, "50"))
    kept = last().instantane
    page = read(student, f"{RESULTATS}{last().numero}/")
    assert page.count("nuage-dot") == sum(piste.fit is not None for piste in kept.pistes) > 1
    for seuil in kept.entrees:
        assert f"« {seuil.titre} » entrerait dans tes cinq premières" in strip_tags(page)
    assert kept.autrement is None or f"Pour voir tout autre chose : « {kept.autrement[1]} »" in strip_tags(page)
    assert kept.entrees or kept.autrement
    report = read(student, f"{RESULTATS}{last().numero}/{kept.pistes[0].slug}/")
    live = read(student, f"/quiz/{kept.pistes[0].slug}/rapport/?tout")
    skills = re.search(r'<table class="figures skills".*?</table>', live)[0]
    waterfall = re.search(r'<table class="figures waterfall".*?</table>', live)[0]
    assert "Ses points forts" in report and skills in report and waterfall in report


def test_a_result_kept_before_skills_were_frozen_is_still_read(student):
    student.post(COMPETENCES, {})
    resultat = last()
    for piste in resultat.contenu["pistes"]:
        del piste["attendus"]
    resultat.save()
    report = read(student, f"{RESULTATS}{resultat.numero}/{resultat.contenu['pistes'][0]['slug']}/")
    assert "D’où vient l’indice" in report and "figures skills" not in report, "none was rated"


def test_skills_rated_before_what_is_asked_for_was_frozen_stay_on_the_page_and_the_pdf(student):
    skills = re.findall(r'type="radio" name="([\w-]+)" value="0"', student.get(COMPETENCES).content.decode())
    student.post(COMPETENCES, dict.fromkeys(skills, "50"))
    resultat = last()
    for piste in resultat.contenu["pistes"]:
        del piste["attendus"]
    resultat.save()
    first = next(piste for piste in resultat.instantane.pistes if piste.fit is not None)
    report = f"{RESULTATS}{resultat.numero}/{first.slug}/"
    page = read(student, report)
    pdf = PdfReader(BytesIO(student.get(f"{report}pdf/").content))
    said = " ".join(" ".join(one.extract_text() for one in pdf.pages).split())
    for words in (resultat.instantane.niveaux[0].nom, f"{first.fit:.0f} %"):
        assert words in page and words in said.replace("\xa0", " ")


def test_a_metier_that_few_filters_leave_out_reads_the_same_kept_and_live(student):
    """Three in view, forty in all: it is compared with all of them, and firm enough to say so."""
    slugs = load_profils().slugs
    narrow = next(f"?interet={code}&niveau=0" for code in range(1, 31) if len(rows_left(code)) in range(1, 6))
    outside = next(slug for slug in slugs if load_profils().rows[slug] not in rows_left(interest_of(narrow)))
    student.post(RESULTATS, {"filtres": narrow, "metier": outside})
    live, kept = (read(student, path) for path in (f"/quiz/{outside}/rapport/{narrow}", last_report(outside)))
    card = re.compile(r'<section class="card" aria-labelledby="indice-title".*?</section>')
    assert card.search(live)[0] == card.search(kept)[0]
    assert "Tes filtres l’écartent" in kept and "dans tes cinq premières" in kept


def test_a_report_among_few_says_no_share_kept_or_live(student):
    narrow = next(f"?interet={code}&niveau=0" for code in range(1, 31) if len(rows_left(code)) in range(1, 6))
    inside = load_profils().slugs[rows_left(interest_of(narrow))[0]]
    student.post(RESULTATS, {"filtres": narrow, "metier": inside})
    live, kept = (read(student, path) for path in (f"/quiz/{inside}/rapport/{narrow}", last_report(inside)))
    assert "fois sur 100" not in live and "fois sur 100" not in kept


def interest_of(query):
    return int(re.search(r"interet=(\d+)", query)[1])


def rows_left(interest):
    catalogue = load_profils()
    selection, _ = read_filtres(f"?interet={interest}&niveau=0", catalogue.annuaire)
    return catalogue.rows_of(in_view(selection, catalogue.annuaire))


def last_report(slug):
    return f"{RESULTATS}{last().numero}/{slug}/"


def test_only_fiches_that_changed_are_told(student):
    numero = last().numero
    catalogue_changed()
    assert "a été revue" not in read(student, f"{RESULTATS}{numero}/")
    first = last().instantane.pistes[0].slug
    Metier.objects.get(slug=first).save()
    catalogue_changed()
    page = read(student, f"{RESULTATS}{numero}/")
    assert page.count("a été revue, avec les mêmes notes") == 1


def test_recalculating_does_without_a_skill_that_is_gone(student):
    skill = Competence.objects.filter(slug__in=load_profils().competences).first()
    student.post(COMPETENCES, {skill.slug: "75"})
    numero = last().numero
    assert [one.slug for one in last().instantane.niveaux] == [skill.slug]
    CompetenceRequise.objects.filter(competence=skill).delete()
    AutoEvaluation.objects.filter(competence=skill).delete()  # a skill goes once nobody's answers hold it
    skill.delete()
    catalogue_changed()
    assert student.post(f"{RESULTATS}{numero}/recalculer/").status_code == 302
    assert last().instantane.niveaux == ()


def test_a_report_is_kept_with_the_filters_it_was_read_with(student):
    slug = last().instantane.pistes[0].slug
    for query, words in (
        ("?niveau=3", (FiltreFige("niveau", "3"),)),
        ("?tous", ()),
        ("?utm=1", last().instantane.filtres),
    ):
        page = student.get(f"/quiz/{slug}/rapport/{query}").content.decode()
        filtres = unescape(re.search(r'name="filtres"\s+value="([^"]*)"', page)[1])
        student.post(RESULTATS, {"filtres": filtres, "metier": slug})
        assert last().instantane.filtres == words, query


def test_a_card_of_the_ranking_can_be_shared_at_once(student):
    page = " ".join(read(student, CLASSEMENT).split())
    shared = re.findall(r'type="submit" form="garder" name="partage" value="([\w-]+)"', page)
    assert len(shared) == 3 and 'id="garder"' in page
    response = student.post(RESULTATS, {"filtres": "", "partage": shared[1]})
    numero = Resultat.objects.latest("numero").numero
    assert response["Location"] == f"{RESULTATS}{numero}/{shared[1]}/partager/"
    assert student.get(response["Location"]).status_code == 200
    unknown = student.post(RESULTATS, {"filtres": "", "partage": "nulle-part"})
    assert unknown["Location"] == f"{RESULTATS}{last().numero}/", "kept all the same, and nothing to share alone"


@pytest.mark.parametrize(
    ("suite", "path"), [("plan", "{slug}/plan/"), ("verification", "sans-les-noms/"), ("", "{slug}/"), ("x", "{slug}/")]
)
def test_a_report_leads_to_a_plan_or_to_the_blind_check(student, suite, path):
    slug = last().instantane.pistes[3].slug
    live = student.get(f"/quiz/{slug}/rapport/").content.decode()
    assert 'form="garder" name="suite" value="plan"' in " ".join(live.split()) and 'value="verification"' in live
    response = student.post(RESULTATS, {"filtres": "", "metier": slug, "suite": suite})
    assert response["Location"] == f"{RESULTATS}{last().numero}/{path.format(slug=slug)}"
    assert student.get(response["Location"]).status_code == 200


def test_plans_are_found_again(student):
    assert "Mes plans" not in read(student, RESULTATS)
    slug = last().instantane.pistes[1].slug
    plan = f"{RESULTATS}{last().numero}/{slug}/plan/"
    steps = {"etape-TOTAL_FORMS": "5", "etape-INITIAL_FORMS": "0", "etape-0-genre": "stage", "etape-1-genre": "visite"}
    student.post(plan, steps)
    page = read(student, RESULTATS)
    assert "Mes plans" in page and f'href="{plan}"' in page and "2 étapes" in page


def test_computing_again_what_has_not_changed_says_so(student):
    again = student.post(f"{RESULTATS}{last().numero}/recalculer/")
    assert again["Location"] == f"{last().get_absolute_url()}?identique"
    assert "c’est le même résultat" in read(student, again["Location"])
    assert "c’est le même résultat" not in read(student, last().get_absolute_url())


@pytest.mark.parametrize("forget", [(), ("attendus",)], ids=["with-what-is-asked-for", "without"])
@pytest.mark.parametrize("filtres", ["", "?niveau=5&interet=22&interet=24&sans=nuit&domaine=J"])
def test_computing_again_what_was_kept_in_format_1_and_has_not_changed_says_so(student, filtres, forget):
    student.post(RESULTATS, {"filtres": filtres, "metier": load_profils().slugs[-1]})
    resultat = last()
    resultat.contenu = in_format_1(resultat.contenu, forget)
    resultat.save()
    again = student.post(f"{RESULTATS}{resultat.numero}/recalculer/")
    assert again["Location"] == f"{resultat.get_absolute_url()}?identique"
    revise(resultat.instantane.pistes[0].slug, stimulation=1)
    student.post(f"{RESULTATS}{resultat.numero}/recalculer/")
    assert last().numero == resultat.numero + 1, "what did change is kept beside it"


def test_another_method_is_told(student, monkeypatch):
    monkeypatch.setattr("quiz.views.resultats.METHOD_VERSION", "99")
    assert "La méthode</a> a changé de version" in read(student, f"{RESULTATS}{last().numero}/")


def marker(page):
    return [side for side in ("d’avant l’écartaient", "d’après l’écartent") if f"Tes filtres {side}" in page]


def test_two_results_with_other_filters_name_them(student):
    student.post(RESULTATS, {"filtres": "?niveau=0"})
    page = read(student, f"{RESULTATS}comparer/?avant=1&apres=2")
    assert "En plus" in page and marker(page) == ["d’après l’écartent"]
    student.post(RESULTATS, {"filtres": ""})
    page = read(student, f"{RESULTATS}comparer/?avant=2&apres=3")
    assert "En moins" in page and marker(page) == ["d’avant l’écartaient"]


def test_two_results_side_by_side_say_what_moved_and_why(student):
    student.post(PRIORITES, dict(zip(IMPORTANCES, ["9", "8", "1", "0", "2"], strict=True)))
    student.post(GOUTS, {"niveau": "5", "interet": "22"})
    assert last().numero == 2
    page = read(student, f"{RESULTATS}comparer/?avant=2&apres=1")
    assert "Résultat 1 et résultat 2" in page, "the older one first"
    assert "33 %" in page and "5 %" in page  # 9/27 and 1.4…
    assert re.search(r"[▲▼]</span> \d+(e|re) → \d+(e|re)", page)
    assert re.search(r"Stimulation</span> [+−]\d", page)


@pytest.mark.parametrize(
    "query", ["", "?avant=1", "?avant=1&apres=1", "?avant=x&apres=1", "?avant=-1&apres=1", "?avant=999999999&apres=1"]
)
def test_a_comparison_without_two_numbers_leads_to_the_list(student, query):
    assert student.get(f"{RESULTATS}comparer/{query}")["Location"] == RESULTATS


def test_the_same_result_is_kept_once(student):
    for _ in range(3):
        student.post(GOUTS, {"niveau": "5", "interet": "22"})
        student.post(RESULTATS, {"filtres": "?niveau=5&interet=22"})
    assert Resultat.objects.count() == 1
    student.post(RESULTATS, {"filtres": "?niveau=3"})
    assert Resultat.objects.count() == 2
    assert "Résultat 2" in read(student, RESULTATS)


def test_the_oldest_goes_when_there_are_too_many(student, monkeypatch):
    monkeypatch.setattr("quiz.services.resultat.MOST_RESULTS", 2)
    for years in ("0", "2", "3"):
        student.post(GOUTS, {"niveau": years})
    assert [one.numero for one in Resultat.objects.all()] == [4, 3]


@pytest.mark.parametrize("filtres", ["", "?", "?interet=999&niveau=NaN", "x" * 5000, "?domaine=\x00", "?niveau=3&q=x"])
def test_filters_that_mean_nothing_are_left_out(student, filtres):
    assert student.post(RESULTATS, {"filtres": filtres, "metier": "nope"}).status_code == 302
    assert last().instantane.cible is None


def test_results_are_one_students_own(student, health):
    other = StrictClient()
    other.post(PRIORITES, IMPORTANCES)
    numero, slug = last().numero, last().instantane.pistes[0].slug
    for path in (
        f"{RESULTATS}{numero}/",
        f"{RESULTATS}{numero}/{slug}/",
        f"{RESULTATS}comparer/?avant={numero}&apres={numero}",
    ):
        assert StrictClient().get(path).status_code == other.get(path).status_code == 404
    assert other.post(f"{RESULTATS}{numero}/recalculer/").status_code == 404
    assert student.get(f"{RESULTATS}{numero}/nope/").status_code == 404
    assert student.get(f"{RESULTATS}99/").status_code == 404
    assert StrictClient().get(RESULTATS)["Location"] == f"{PRIORITES}?reprise"


def test_erasing_takes_the_results_along(student):
    student.post("/quiz/effacer/")
    assert not Resultat.objects.exists()


def test_the_list_of_results_opens_none_of_them(student, monkeypatch):
    numero, titre, slug = last().numero, last().instantane.pistes[0].titre, last().instantane.pistes[0].slug
    student.post(f"{RESULTATS}{numero}/{slug}/plan/", form({"genre": "stage"}, etonne="Le bruit"))
    skills = re.findall(r'type="radio" name="([\w-]+)" value="0"', student.get(COMPETENCES).content.decode())
    student.post(COMPETENCES, dict.fromkeys(skills, "50"))
    assert last().numero == numero + 1
    revise(slug, titre="Un autre nom")
    monkeypatch.setattr("quiz.models.from_json", None)
    student.get(RESULTATS)
    with CaptureQueriesContext(connection) as captured:
        page = read(student, RESULTATS)
    assert len(captured) == 6 and not any('"contenu"' in one["sql"] for one in captured)
    assert f"quiz express · en tête : {titre}" in page, "before any skill was rated"
    assert f"quiz express, {last().competences} compétences · en tête : {titre}" in page and last().competences > 1
    assert f'{titre}</a> <span class="hint">1 étape</span>' in page, "as the result calls it"


def test_a_result_is_read_once_however_often_it_is_looked_at(student, monkeypatch):
    resultat = last()
    first = resultat.instantane
    monkeypatch.setattr("quiz.models.from_json", None)
    assert resultat.instantane is first


def test_queries_of_the_pages(student):
    numero, slug = last().numero, last().instantane.pistes[0].slug
    student.get(RESULTATS)
    for path, queries in ((RESULTATS, 4), (f"{RESULTATS}{numero}/", 4), (f"{RESULTATS}{numero}/{slug}/", 5)):
        with assertNumQueries(queries):
            student.get(path)


def test_a_ranking_and_a_report_are_each_made_of_one_simulation(student, monkeypatch):
    """Also the report of a métier that the filters leave out, which is compared with all."""
    made = []
    monkeypatch.setattr(places, "simulate", lambda *args, **rest: made.append(1) or simulate(*args, **rest))
    first, slugs = last().instantane.pistes[0].slug, load_profils().slugs
    left_out = next(slug for slug in slugs if load_profils().rows[slug] not in rows_left(22))
    for path in (CLASSEMENT, f"/quiz/{first}/rapport/", f"/quiz/{left_out}/rapport/?interet=22&niveau=0"):
        made.clear()
        assert student.get(path).status_code == 200
        assert len(made) == 1, path
