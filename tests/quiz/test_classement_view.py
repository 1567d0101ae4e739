"""« Tes pistes » : from five priorities to every métier ranked, narrowed by visible filters."""

import re
from html import unescape
from urllib.parse import parse_qsl, urlencode

import pytest
import time_machine
from django.utils import timezone
from pytest_django.asserts import assertNumQueries

from metiers.directory import annuaire
from metiers.models import Metier
from quiz.calcul.profils import load_profils
from quiz.calcul.reponses import read_reponses
from quiz.methode import elicitation
from quiz.methode.matching import most_telling, normalise_weights, skills_fit
from quiz.models import AutoEvaluation, Passation, Resultat
from tests.conftest import StrictClient
from tests.metiers.small_catalogue import HEALTH, catalogue_of
from tests.quiz.answers import IMPORTANCES, follow, pick

PRIORITES, GOUTS, CLASSEMENT = "/quiz/priorites/", "/quiz/gouts/", "/quiz/classement/"
COMPETENCES = "/quiz/competences/"
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def health(load_once):
    """The métiers of health and of law: forty of them."""
    load_once(catalogue_of(*ALL))


ALL = HEALTH + [f"K19{number:02d}" for number in range(20)]


def read(client, query=""):
    return text(client, f"{CLASSEMENT}{query}")


def text(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return unescape(response.content.decode()).replace("\xa0", " ")


def slugs(page):
    ranked = "".join(re.findall(r"<ol class=.*?</ol>", page, re.DOTALL))
    return re.findall(r'href="/quiz/([\w-]+)/rapport/[^"]*"', ranked)


@pytest.fixture
def student(client, health):
    response = client.post(PRIORITES, IMPORTANCES)
    assert (response.status_code, response["Location"]) == (302, GOUTS)
    return client


def test_five_priorities_lead_to_a_ranking_that_leads_to_each_report(student):
    page = read(student)
    found = slugs(page)
    assert len(found) == len(set(found)) == 20
    assert "fois sur 100" in page
    assert student.get(f"/quiz/{found[0]}/rapport/").status_code == 200
    assert Passation.objects.get().terminee_le


def test_the_ranking_and_the_report_give_the_same_index_and_place(student):
    page = read(student)
    shown = re.search(r"indice ([\d,]+)", page)[1]
    report = unescape(student.get(f"/quiz/{slugs(page)[0]}/rapport/").content.decode())
    assert f"indice est {shown}." in " ".join(report.replace("\xa0", " ").split())


def test_the_ranking_and_the_report_say_the_same_of_a_place_among_the_filters(student):
    student.post(GOUTS, {"niveau": "5", "sans": "nuit"})
    page = " ".join(read(student, Passation.objects.get().filtres).split())
    among = re.search(r"(\d+) métiers avec tes filtres", page)[1]
    for place, slug in list(enumerate(slugs(page), start=1))[:3]:
        times = re.search(rf"{slug}/rapport/.*?(\d+) fois sur 100", page)[1]
        report = " ".join(unescape(student.get(f"/quiz/{slug}/rapport/").content.decode()).replace("\xa0", " ").split())
        ordinal = f"{place}re" if place == 1 else f"{place}e"
        assert (
            f"Parmi les {among} métiers que laissent tes filtres, c’est ta <strong>{ordinal} piste</strong>." in report
        )
        assert f"{times} fois sur 100" in report
    left_out = next(slug for slug in slugs(read(student)) if slug not in slugs(page))
    assert "que laissent tes filtres" not in student.get(f"/quiz/{left_out}/rapport/").content.decode()
    page = " ".join(read(student, "?niveau=3").split())
    slug, times = re.search(r"/quiz/([\w-]+)/rapport/\?niveau=3.*?(\d+) fois sur 100", page).groups()
    report = unescape(student.get(f"/quiz/{slug}/rapport/?niveau=3").content.decode())
    assert f"{times} fois sur 100" in report, "filters tried on the page follow the link"


def test_the_same_answers_give_the_same_page_tomorrow(student):
    from metiers.directory import read_annuaire

    first = read(student)
    read_annuaire.cache_clear()
    assert re.findall(r"(\d+) fois sur 100", read(student)) == re.findall(r"(\d+) fois sur 100", first)


def test_priorities_weighed_in_twenty_statements_are_surer_than_five_numbers(student):
    unsure = [int(times) for times in re.findall(r"(\d+) fois sur 100", read(student))]
    follow(student, list(IMPORTANCES))
    student.post(PRIORITES, IMPORTANCES)
    surer = [int(times) for times in re.findall(r"(\d+) fois sur 100", read(student))]
    assert slugs(read(student)) and len(surer) == len(unsure)
    assert sum(surer[1:6]) > sum(unsure[1:6]), "the first five hold more often"


def test_filters_narrow_the_ranking_and_an_empty_one_says_what_to_relax(student):
    law = read(student, "?domaine=K")
    assert set(slugs(read(student, "?domaine=K&niveau=5"))) < set(slugs(law))
    assert len(slugs(law)) < 20
    empty = read(student, "?domaine=K&niveau=-1")
    assert slugs(empty) == []
    assert "Sans le filtre" in empty
    assert empty.count("0 métier avec tes filtres") == 2, "title and heading"
    assert "Laissé de côté" in read(student, "?domaine=Z")


def test_three_pistes_are_told_at_length_and_the_others_follow(student):
    page = read(student)
    first, next_ones, last = re.findall(r'<ol class="(?:cartes|lignes) pistes".*?</ol>', page, re.DOTALL)
    assert [len(slugs(one)) for one in (first, next_ones, last)] == [3, 7, 10]
    assert 'start="4"' in next_ones and 'start="11"' in last and page.index(last) < page.index('id="si-title"')
    assert page.index(next_ones) < page.index("Encore 10 pistes") < page.index(last)
    for card in re.findall(r'<li class="carte.*?>Chiffres', first, re.DOTALL):
        reasons = re.findall(r"<li[^>]*>\s*<svg.*?<span>(.*?)</span>", card, re.DOTALL)
        assert 1 <= sum("À vérifier" not in one for one in reasons) <= 2 and len(reasons) <= 3, card


def test_posts_reached_after_years_of_experience_wait_until_they_are_asked_for(student):
    said = "souvent après plusieurs années d’expérience"
    young = read(student, "?domaine=K")
    assert said not in young
    hidden = int(re.search(r"(\d+) métiers? que l’on atteint après des années", young)[1])
    everybody = read(student, "?domaine=K&experience=oui")
    assert said in everybody and "que l’on atteint après des années" not in everybody
    assert hidden > 0 and slugs(young) != slugs(everybody)
    assert re.search(r'href="[^"]*experience=oui[^"]*">Les voir aussi', young)
    response = student.post(GOUTS, {"experience": "oui"})
    assert response["Location"] == f"{CLASSEMENT}?experience=oui", "who wants to see them goes on seeing them"


def test_domaines_that_attract_bring_points_and_those_put_off_are_hidden_reversibly(student):
    response = student.post(GOUTS, {"aime": "K", "evite": "J"})
    assert response["Location"] == f"{CLASSEMENT}?aime=K&evite=J"
    page = read(student, response["Location"].removeprefix(CLASSEMENT))
    assert set(slugs(page)) <= {one.slug for one in annuaire().entrees if one.grand_domaine == "K"}
    assert re.search(r'href="[^"]*\?aime=K"', page), "what was put off comes back with one tap"
    again = student.get(GOUTS).content.decode()
    ticked = re.findall(r'name="(aime|evite)"\s+value="(\w)" checked', again)
    assert ticked == [("evite", "J"), ("aime", "K")]
    liked, plain = slugs(read(student, "?aime=K")), slugs(read(student, "?tous"))
    of_law = {one.slug for one in annuaire().entrees if one.grand_domaine == "K"}
    assert sum(slug in of_law for slug in liked[:5]) > sum(slug in of_law for slug in plain[:5])


def test_everything_refused_is_never_an_empty_page(student):
    page = read(student, "?evite=J&evite=K")
    assert "Aucun métier ne passe tous tes filtres" in page
    offered = re.findall(r'<a href="/quiz/classement/(\?[^"]*)">\s*(\d+) métiers?</a>', page)
    assert len(offered) >= 2, "one for each domaine put off"
    for query, count in offered:
        assert f"{count} métier" in read(student, unescape(query)) and int(count) > 0


def test_what_resembles_the_student_is_kept_and_narrows_the_ranking(student):
    page = unescape(student.get(GOUTS).content.decode())
    assert 'name="interet"' in page and 'name="sans"' in page and 'name="niveau"' in page
    response = student.post(GOUTS, {"interet": ["22", "24"], "niveau": "5", "sans": "nuit", "q": "x", "page": "2"})
    assert response["Location"] == f"{CLASSEMENT}?niveau=5&interet=22&interet=24&sans=nuit"
    assert "Prendre soin des autres" in read(student, response["Location"].removeprefix(CLASSEMENT))
    again = student.get(GOUTS).content.decode()
    assert all(
        re.search(rf'id="{one}"[^>]*checked', again) for one in ("interet-22", "interet-24", "niveau-5", "sans-nuit")
    )


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"interet": ["22", "4", "6", "5"]}, "4 phrases sont cochées : gardes-en 3 au plus"),
        ({"interet": ["22", "999"]}, "Réponse inconnue (phrase « 999 »)"),
        ({"niveau": "NaN", "interet": ["22"]}, "Réponse inconnue (études « NaN »)"),
        ({"sans": "\x00", "interet": ["22"]}, "Réponse inconnue (refus"),
        ({"aime": ["J", "Z"], "interet": ["22"]}, "Réponse inconnue (domaine qui t’attire « Z »)"),
        ({"evite": "j", "interet": ["22"]}, "Réponse inconnue (domaine écarté « j »)"),
        ({"aime": ["J", "K"], "evite": "K", "interet": ["22"]}, "Un même domaine ne peut pas t’attirer et être écarté"),
    ],
)
def test_tastes_that_cannot_be_kept_are_told_and_the_others_stay_ticked(student, data, said):
    response = student.post(GOUTS, data)
    page = unescape(response.content.decode()).replace("\xa0", " ")
    assert response.status_code == 422
    assert said in page
    assert re.search(r'id="interet-22"[^>]*checked', page)
    assert Passation.objects.get().filtres == ""


def test_tastes_sent_after_expiry_are_kept(student):
    Passation.objects.update(expire_le=timezone.now())
    assert student.post(GOUTS, {"niveau": "3"})["Location"] == f"{PRIORITES}?reprise"
    student.post(PRIORITES, IMPORTANCES)
    assert 'id="niveau-3"' in student.get(GOUTS).content.decode()
    assert Passation.objects.latest("pk").filtres == "?niveau=3"


def test_without_priorities_the_ranking_leads_to_the_question(client, health):
    for _ in range(2):
        for url in (CLASSEMENT, GOUTS, COMPETENCES):
            assert client.get(url)["Location"] == f"{PRIORITES}?reprise"
        client.get(PRIORITES)


def test_refused_priorities_stay_in_the_page(client, health):
    response = client.post(PRIORITES, IMPORTANCES | {"stimulation": "12"})
    assert response.status_code == 422
    assert "le plus grand nombre possible est 10" in response.content.decode()
    assert not Passation.objects.exists()


def test_an_empty_catalogue_has_a_ranking_too(client, db):
    Metier.objects.all().delete()
    client.post(PRIORITES, IMPORTANCES)
    assert slugs(read(client)) == []


def test_the_page_says_why_one_stands_before_another_and_what_would_change_it(student):
    page = " ".join(read(student, "?niveau=5").split())
    assert 10 < page.count("Pourquoi après la précédente ?") < 20, "the first has none before it"
    enters = r"entrerait dans tes cinq premières si .*? passai(?:t|ent) de (\d+) % à (\d+) % de tes priorités"
    said = re.findall(enters, page)
    assert all(before != after for before, after in said)
    assert said or "Pour voir tout autre chose" in page


def test_equal_priorities_are_told_as_such(client, health):
    client.post(PRIORITES, dict.fromkeys(IMPORTANCES, 5))
    assert "Tes priorités sont équilibrées" in read(client)


def test_the_page_is_personal(student):
    response = student.get(CLASSEMENT)
    assert "no-store" in response["Cache-Control"]
    assert "noindex" in response["X-Robots-Tag"]


def test_queries_of_the_ranking(student):
    read(student)
    with assertNumQueries(5):
        read(student, "?niveau=5")
    with assertNumQueries(5):
        read(student, TRIED)


# --- priorities that are tried -----------------------------------------------------

OTHERS = {"qualite_vie": 9, "flexibilite": 8, "stimulation": 1, "relations": 0, "carriere": 2}
TRIED = "?" + "&".join(f"{cle}={value}" for cle, value in OTHERS.items())


def test_priorities_are_tried_without_being_kept(student):
    mine = read(student)
    tried = read(student, f"{TRIED}&niveau=5")
    assert slugs(tried) != slugs(read(student, "?niveau=5"))
    assert "C’est un essai. Tes réponses n’ont pas changé" in tried
    before = slugs(read(student, "?niveau=5"))
    assert set(before) & set(slugs(tried))
    for place, slug in enumerate(slugs(tried), start=1):
        if slug in before:
            was = before.index(slug) + 1
            arrow = "▲" if was > place else "▼"
            said = "même place" if was == place else f"{arrow}</span> était {was}{'re' if was == 1 else 'e'}"
            assert said in re.search(rf'<h3> <a href="/quiz/{slug}/rapport/.*?</details>', " ".join(tried.split()))[0]
    assert "qualite_vie=9" in re.search(r'href="([^"]*)"[^>]*>\s*Tout enlever', tried)[1], (
        "a filter taken back keeps the trial"
    )
    assert slugs(read(student)) == slugs(mine)
    assert 'name="partage"' in mine and 'name="partage"' not in tried, "what would be shared is not what is seen"


def test_what_is_tried_is_what_would_be_if_it_were_kept(student):
    tried = slugs(read(student, f"{TRIED}&niveau=5"))
    response = student.post(f"{CLASSEMENT}{TRIED}&niveau=5", OTHERS)
    assert response["Location"] == f"{CLASSEMENT}?niveau=5"
    kept = read(student, "?niveau=5")
    assert slugs(kept) == tried
    assert "C’est un essai. Tes" not in kept
    assert Passation.objects.get().importances == OTHERS


def sliders(page):
    return {cle: value for cle, value in re.findall(r'name="(\w+)"\s+value="(\d+)"', page) if cle in IMPORTANCES}


@pytest.fixture
def averaged(student):
    """Five screens say one order, the numbers another one."""
    follow(student, ["carriere", "qualite_vie", "flexibilite", "relations", "stimulation"])
    student.post(PRIORITES, IMPORTANCES)
    return student


def test_after_the_statements_choices_and_numbers_weigh_alike(averaged):
    reponses = read_reponses(Passation.objects.get())
    said, given = elicitation.weights(reponses.choix), normalise_weights([6, 2, 9, 7, 3])
    assert reponses.weights == pytest.approx((said + given) / 2)
    assert "Le calcul fera la moyenne de tes choix entre les phrases et de ces notes." in text(averaged, PRIORITES)
    averaged.post("/quiz/resultats/")
    kept = Resultat.objects.latest("numero").instantane
    assert list(kept.weights.values()) == pytest.approx(reponses.weights)
    assert kept.importances == {cle: int(value) for cle, value in IMPORTANCES.items()}


def test_the_numbers_of_one_metier_are_averaged_too_and_say_so(averaged):
    slug = slugs(read(averaged))[0]
    page = text(averaged, f"/quiz/{slug}/priorites/")
    assert "Le calcul fera la moyenne" in page
    assert sliders(page) == IMPORTANCES


def test_a_trial_begins_where_the_average_stands_and_counts_as_it_is_given(averaged):
    mine = read(averaged)
    start = sliders(mine)
    weights = read_reponses(Passation.objects.get()).weights
    assert tuple(map(int, start.values())) == elicitation.to_importances(weights) != tuple(IMPORTANCES.values())
    assert "qui partent de la moyenne de tes choix et de tes notes" in mine
    assert "C’est un essai. Tes" not in read(averaged, f"?{urlencode(start)}")
    express = StrictClient()
    express.post(PRIORITES, OTHERS)
    assert slugs(read(averaged, TRIED)) == slugs(read(express)) != slugs(mine)
    assert "qui partent de la moyenne" not in read(express)


def test_a_trial_that_is_kept_counts_as_it_was_seen_until_numbers_are_given_again(averaged):
    mine, tried = slugs(read(averaged)), slugs(read(averaged, TRIED))
    averaged.post(f"{CLASSEMENT}{TRIED}", OTHERS)
    assert slugs(read(averaged)) == tried
    assert sliders(read(averaged)) == {cle: str(value) for cle, value in OTHERS.items()}
    averaged.post(PRIORITES, IMPORTANCES)
    assert slugs(read(averaged)) == mine != tried


def test_trying_ones_own_priorities_is_no_trial(student):
    own = "?" + "&".join(f"{cle}={value}" for cle, value in IMPORTANCES.items())
    assert "C’est un essai. Tes" not in read(student, own)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("?stimulation=1e9", "Stimulation : un nombre entier de 0 à 10 est attendu."),
        (TRIED.replace("carriere=2", "carriere=NaN"), "Carrière : un nombre entier de 0 à 10 est attendu."),
        (TRIED.replace("carriere=2", "carriere=-1"), "Carrière : le plus petit nombre possible est 0."),
        ("?" + "&".join(f"{cle}=0" for cle in IMPORTANCES), "Tout est à 0"),
        ("?qualite_vie=%00&flexibilite=" + "9" * 5000, "Qualité de vie : un nombre entier"),
    ],
)
def test_priorities_that_cannot_be_tried_are_told_beside_ones_own_ranking(student, query, said):
    mine = slugs(read(student))
    for response in (student.get(CLASSEMENT + query), student.post(CLASSEMENT + query, dict(parse_qsl(query[1:])))):
        page = unescape(response.content.decode()).replace("\xa0", " ")
        assert response.status_code == 422
        assert said in page
        assert slugs(page) == mine
    assert Passation.objects.get().importances == {cle: int(value) for cle, value in IMPORTANCES.items()}


def test_a_line_says_which_of_several_interests_it_has(student):
    wished = {"22": "Prendre soin des autres", "4": "Le contact avec les gens"}
    page = " ".join(read(student, "?interet=22&interet=4").split())
    entrees = annuaire().par_slug
    for slug in slugs(page):
        line = re.search(rf'<h3> <a href="/quiz/{slug}/rapport/.*?</details>', page)[0].split("<summary>Chiffres")[1]
        assert {code for code, label in wished.items() if label in line} == entrees[slug].interets & set(wished)
    alone = " ".join(read(student, "?interet=22").split())
    assert all("Prendre soin des autres" not in line for line in re.findall(r"<summary>Chiffres.*?</details>", alone))


def test_a_report_of_the_complete_quiz_is_as_firm_as_its_ranking(student):
    follow(student, list(IMPORTANCES))
    student.post(PRIORITES, IMPORTANCES)
    page = " ".join(read(student).split())
    for slug in slugs(page)[:3]:
        times = re.search(rf"{slug}/rapport/.*?(\d+) fois sur 100", page)[1]
        assert f"{times} fois sur 100" in unescape(student.get(f"/quiz/{slug}/rapport/").content.decode())


def test_the_same_answers_show_two_students_the_same_figures(student):
    other = StrictClient()
    other.post(PRIORITES, IMPORTANCES)
    assert re.findall(r"(\d+) fois sur 100", read(other)) == re.findall(r"(\d+) fois sur 100", read(student))


def test_too_few_metiers_are_not_said_to_be_firm(student):
    page = read(student, "?domaine=K&niveau=5")
    assert 0 < len(slugs(page)) <= 10
    assert "fois sur 100" not in page and "solide<" not in page
    assert "trop peu de métiers" in page
    report = unescape(student.get(f"/quiz/{slugs(page)[0]}/rapport/?domaine=K&niveau=5").content.decode())
    assert "fois sur 100" not in report and "huit fois sur dix" in report


# --- what the answers say of the result ---------------------------------------------


def test_answers_given_very_fast_are_told_until_they_are_weighed_again(client, health):
    with time_machine.travel("2026-03-01T12:00:00+01:00", tick=False) as now:
        client.get(PRIORITES)
        now.shift(9)
        client.post(PRIORITES, IMPORTANCES)
        assert "Tu as répondu très vite" in read(client)
        now.shift(5)
        client.post(PRIORITES, IMPORTANCES | {"carriere": "5"})
        assert "Tu as répondu très vite" in read(client)
        now.shift(10)
        client.post(PRIORITES, IMPORTANCES | {"carriere": "4"})
        assert "Tu as répondu très vite" not in read(client)
        client.post(PRIORITES, IMPORTANCES | {"carriere": "6"})
        assert "Tu as répondu très vite" not in read(client), "changed quickly, after having been weighed"
        client.cookies.clear()
        client.get(PRIORITES)
        now.shift(11)
        client.post(PRIORITES, IMPORTANCES)
        assert "Tu as répondu très vite" not in read(client)


def test_five_screens_in_twenty_seconds_are_very_fast(client, health):
    with time_machine.travel("2026-03-01T12:00:00+01:00", tick=False) as now:
        client.get("/quiz/complet/1/")
        now.shift(20)
        follow(client, list(IMPORTANCES))
        client.post(PRIORITES, IMPORTANCES)
        assert "Tu as répondu très vite" in read(client)


def test_choices_that_contradict_each_other_are_told(student):
    for numero in range(1, 6):
        pick(student, numero, plus=numero % 4, moins=(numero + 2) % 4)
    student.post(PRIORITES, IMPORTANCES)
    assert "ne vont pas tous dans le même sens" in read(student)
    follow(student, list(IMPORTANCES))
    student.post(PRIORITES, IMPORTANCES)
    assert "ne vont pas tous dans le même sens" not in read(student)


# --- self-rating on what tells the métiers apart -------------------------------------


def test_twelve_skills_are_asked_and_place_the_metiers_on_a_second_axis(student):
    before = read(student)
    assert "Situer mes compétences" in before and "nuage-dot" not in before
    page = student.get(COMPETENCES).content.decode()
    names = list(dict.fromkeys(re.findall(r'type="radio" name="([\w-]+)"', page)))
    assert len(names) == 12
    response = student.post(COMPETENCES, dict.fromkeys(names, "50"))
    assert response["Location"] == CLASSEMENT
    after = read(student)
    assert slugs(after) == slugs(before), "skills are a second axis: the ranking does not move"
    assert after.count("nuage-dot") == len(re.findall(r"· compétences \d+ %", after)) > 2
    assert student.get(COMPETENCES).content.decode().count("checked") == 12


def asked(student):
    page = student.get(COMPETENCES).content.decode()
    return list(dict.fromkeys(re.findall(r'type="radio" name="([\w-]+)"', page)))


def test_the_skills_asked_are_those_of_the_first_metiers_in_view(student):
    catalogue, everywhere = load_profils(), asked(student)
    best = [catalogue.rows[slug] for slug in slugs(read(student))]
    assert everywhere == [catalogue.competences[column] for column in most_telling(catalogue.required[best], 12)]
    student.post(GOUTS, {"domaine": "K"})
    assert asked(student) != everywhere


def test_the_fit_of_a_line_is_that_of_its_metier(student):
    levels = {name: [0, 25, 50, 75, 100][number % 5] for number, name in enumerate(asked(student))}
    student.post(COMPETENCES, levels)
    page = " ".join(read(student).split())
    told = re.findall(r"/quiz/([\w-]+)/rapport/(?:(?!</li>).)*?compétences (\d+) %", page)
    assert len({fit for _, fit in told}) > 2
    for slug, fit in told:
        required = dict(Metier.objects.get(slug=slug).competences_requises.values_list("competence__slug", "score"))
        assert f"{skills_fit(required, levels).score:.0f}" == fit


def test_filters_that_leave_nothing_ask_nothing(student):
    student.post(GOUTS, {"domaine": "K", "niveau": "-1"})
    assert student.get(COMPETENCES)["Location"].startswith(CLASSEMENT)


@pytest.mark.parametrize("path", [GOUTS, COMPETENCES])
def test_an_answer_sent_without_a_cookie_is_found_again(health, path):
    client = StrictClient()
    skill = load_profils().competences[0]
    assert client.post(path, {"niveau": "3", skill: "50"}).status_code == 302
    client.post(PRIORITES, IMPORTANCES)
    passation = Passation.objects.get()
    assert passation.filtres == "?niveau=3" or passation.auto_evaluations.get().niveau == 50


def test_a_rating_of_the_page_one_left_open_is_kept_whatever_is_asked_now(student):
    page = student.get(COMPETENCES).content.decode()
    first = re.search(r'type="radio" name="([\w-]+)"', page)[1]
    student.post(GOUTS, {"domaine": "K"})
    student.post(PRIORITES, OTHERS)
    student.post(COMPETENCES, {first: "75", "invented": "50", "csrfmiddlewaretoken": "x"})
    assert list(AutoEvaluation.objects.values_list("competence__slug", "niveau")) == [(first, 75)]


def test_a_tampered_rating_is_told(student):
    page = student.get(COMPETENCES).content.decode()
    first = re.search(r'type="radio" name="([\w-]+)"', page)[1]
    response = student.post(COMPETENCES, {first: "60"})
    assert response.status_code == 422
    assert "choisis une des réponses proposées" in response.content.decode()
    assert not AutoEvaluation.objects.exists()


def test_ratings_sent_after_expiry_lead_back_and_are_kept(student):
    page = student.get(COMPETENCES).content.decode()
    first = re.search(r'type="radio" name="([\w-]+)"', page)[1]
    Passation.objects.update(expire_le=timezone.now())
    assert student.post(COMPETENCES, {first: "75"})["Location"] == f"{PRIORITES}?reprise"
    assert AutoEvaluation.objects.get().niveau == 75


def test_the_statements_lead_to_the_skills_and_five_numbers_straight_to_the_ranking(student):
    assert student.post(GOUTS, {"niveau": "5"})["Location"] == f"{CLASSEMENT}?niveau=5"
    follow(student, list(IMPORTANCES))
    student.post(PRIORITES, IMPORTANCES)
    assert student.post(GOUTS, {"niveau": "5"})["Location"] == COMPETENCES
    assert student.post(COMPETENCES, {})["Location"] == f"{CLASSEMENT}?niveau=5"
    assert student.post(COMPETENCES, {"retour": "1"})["Location"] == GOUTS


def test_a_catalogue_without_skills_to_compare_skips_the_question(client, db):
    Metier.objects.all().delete()
    client.post(PRIORITES, IMPORTANCES)
    assert client.get(COMPETENCES)["Location"] == CLASSEMENT


def test_many_skills_are_asked_with_four_answers_each_and_one_given_elsewhere_stays(student):
    def asked():
        page = student.get("/quiz/competences/").content.decode()
        found = {}
        for tag in re.findall(r'<input[^>]*type="radio"[^>]*>', page):
            name, value = re.search(r'name="([\w-]+)"', tag)[1], re.search(r'value="(\w+)"', tag)[1]
            found.setdefault(name, []).append((value, "checked" in tag))
        return found

    lines = asked()
    assert len(lines) == 12
    assert all([value for value, _ in line] == ["0", "50", "75", "inconnu"] for line in lines.values())
    name, other = list(lines)[:2]
    student.post("/quiz/competences/", {name: "25", other: "50"})
    again = asked()
    assert again[name] == [("0", False), ("25", True), ("50", False), ("75", False), ("inconnu", False)]
    assert [value for value, checked in again[other] if checked] == ["50"] and len(again[other]) == 4


def test_what_was_chosen_on_the_page_is_kept_when_the_student_says_so(student):
    student.post(GOUTS, {"interet": "22"})
    assert 'name="pistes"' not in read(student, "?interet=22"), "nothing that is not kept already"
    page = read(student, "?interet=22&niveau=3&sans=nuit")
    form = re.search(
        r'<form class="actions no-print"\s+method="post"\s+action="/quiz/gouts/">.*?</form>', page, re.DOTALL
    )[0]
    sent = dict(re.findall(r'name="(interet|niveau|sans)" value="(\w+)"', form))
    assert sent == {"interet": "22", "niveau": "3", "sans": "nuit"}
    before = Resultat.objects.count()
    response = student.post(GOUTS, sent | {"pistes": "1"})
    assert response["Location"] == f"{CLASSEMENT}?niveau=3&interet=22&sans=nuit"
    assert student.get(f"{CLASSEMENT}?miennes")["Location"] == response["Location"]
    assert Resultat.objects.count() == before, "a choice that is kept is no result that is"
    assert 'name="pistes"' not in read(student, f"{TRIED}&niveau=5"), "nor what is only tried"
