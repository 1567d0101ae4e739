import json
import re
from datetime import timedelta
from hashlib import sha256
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone
from pytest_django.asserts import assertNumQueries, assertRedirects

from metiers.francais.chiffres import decimal
from metiers.models import Metier, Statut
from metiers.services import catalogue_changed
from quiz.acces.cookie import a_repondu
from quiz.calcul.profils import load_profils
from quiz.models import AutoEvaluation, Passation
from tests.conftest import SLUG
from tests.quiz.answers import COMPETENCES, EFFACER, IMPORTANCES, PRIORITES, RAPPORT, RATINGS

pytestmark = pytest.mark.django_db
COOKIE = "passation"


@pytest.fixture
def answered(client, metier):
    """A client that went through the two steps."""
    client.post(PRIORITES, IMPORTANCES)
    client.post(COMPETENCES, RATINGS)
    return client


def text_of(response):
    """What the page says, without its head: the nonce there differs each time."""
    main = response.content.decode().split("<main")[1].split("</main>")[0]
    return " ".join(main.replace("&nbsp;", " ").replace("\u202f", " ").split())


def test_who_has_answered_finds_the_way_back_on_every_page_and_a_fiche_leads_to_the_report(client, metier):
    fiche = metier.get_absolute_url()
    for path in ("/", "/metiers/", fiche):
        page = client.get(path)
        assert "Mes pistes" not in page.content.decode() and "Cookie" in page["Vary"]
    assert PRIORITES in client.get(fiche).content.decode()
    client.post(PRIORITES, IMPORTANCES)
    for path in ("/", "/metiers/", fiche):
        assert "Mes pistes" in client.get(path).content.decode()
    page = client.get(fiche).content.decode()
    assert f'href="{RAPPORT}"' in page and PRIORITES not in page
    request = client.get("/").wsgi_request
    with assertNumQueries(0):
        assert a_repondu(request) == {"a_repondu": True}


# --- the path ----------------------------------------------------------------


def test_two_steps_lead_to_the_report(client, metier):
    assert client.get(PRIORITES).status_code == 200
    assertRedirects(client.post(PRIORITES, IMPORTANCES), COMPETENCES)
    assertRedirects(client.post(COMPETENCES, RATINGS), RAPPORT)
    page = text_of(client.get(RAPPORT))
    assert "59,6" in page  # 50 + 7.21 + the five terms of 6/2/9/7/3 on 58/65/82/78/70
    assert "73,0 sur 100" in page
    assert "Gestion de projet" in page
    assert "n’est pas nécessaire" in page


def test_answers_are_there_again_after_back(answered):
    page = answered.get(PRIORITES).content.decode()
    assert 'name="stimulation" value="9"' in page
    page = answered.get(COMPETENCES).content.decode()
    assert 'name="analyse-de-donnees" value="75"' in page
    assert page.count("checked") == len(RATINGS)


def test_changing_an_answer_changes_the_report(answered):
    assert "59,6 points" in text_of(answered.get(RAPPORT)).replace('<span class="big-unit">', "")
    answered.post(PRIORITES, dict(zip(IMPORTANCES, ["9", "8", "3", "2", "1"], strict=True)))
    page = text_of(answered.get(RAPPORT)).replace('<span class="big-unit">', "")
    assert "52,4 points" in page  # 57.21 and (9/23 − 1/5)(58 − 70.6) + … on 58/65/82/78/70
    assert "mais ce n’est pas là que tu mets tes priorités" in page
    assert Passation.objects.count() == 1


def test_the_page_and_the_command_line_give_the_same_figures(answered):
    out = StringIO()
    call_command("rank_metiers", f"--weights={','.join(IMPORTANCES.values())}", "--json", stdout=out)
    (result,) = json.loads(out.getvalue())["results"]
    page = text_of(answered.get(RAPPORT))
    figures = [result["general"], *result["contributions"].values()]
    shown = re.findall(r'class="figure">\s*([+\u2212]?[\d,]+)\s*</td>\s*<td class="bar-cell"', page)
    assert shown[0] == "50" and shown[-1] == decimal(result["score"])
    read = [float(one.replace("\u2212", "-").replace(",", ".")) for one in shown[1:-1]]
    assert read == pytest.approx(figures, abs=0.1), "each to a tenth, so that they add up as they are written"
    assert decimal(result["weighted_mean"]) in page


def test_a_question_left_out_keeps_the_earlier_answer(answered):
    answered.post(COMPETENCES, {"gestion-de-projet": "100"})
    levels = dict(AutoEvaluation.objects.values_list("competence__slug", "niveau"))
    assert levels["gestion-de-projet"] == 100
    assert levels["analyse-de-donnees"] == 75


def test_skills_can_be_left_out(client, metier):
    client.post(PRIORITES, IMPORTANCES)
    assertRedirects(client.post(COMPETENCES, {"gestion-de-projet": "50"}), RAPPORT)
    assert "la moitié pour donner un chiffre" in text_of(client.get(RAPPORT))


def test_without_any_rating_the_report_asks_for_them(client, metier):
    client.post(PRIORITES, IMPORTANCES)
    assert "Tu n’as pas encore dit où tu en es" in text_of(client.get(RAPPORT))


def test_a_low_fiche_is_not_praised_even_for_balanced_priorities(client, db):
    Metier.objects.create(
        titre="X", slug="x", statut=Statut.PUBLIEE, **dict(zip(IMPORTANCES, [10, 20, 30, 40, 45], strict=True))
    )
    client.post("/quiz/x/priorites/", dict.fromkeys(IMPORTANCES, "5"))
    page = text_of(client.get("/quiz/x/rapport/"))
    assert "Tes priorités sont équilibrées" in page
    assert "donne peu de ce qui compte pour toi" in page
    assert "Le moins faible" in page
    assert "Point fort" not in page


def test_going_back_to_the_priorities_keeps_the_ratings_ticked_so_far(client, metier):
    client.post(PRIORITES, IMPORTANCES)
    assertRedirects(client.post(COMPETENCES, {"gestion-de-projet": "50", "retour": "1"}), PRIORITES)
    assert client.get(COMPETENCES).content.decode().count("checked") == 1


def test_a_metier_without_skills_goes_straight_to_its_report(client, metier):
    metier.competences_requises.all().delete()
    assertRedirects(client.post(PRIORITES, IMPORTANCES), RAPPORT)
    assert Passation.objects.get().terminee_le
    assert "ne note aucune compétence" in text_of(client.get(RAPPORT))


def test_a_fiche_with_nothing_but_a_profile_still_gives_a_report(client, db):
    Metier.objects.create(titre="X", slug="x", statut=Statut.PUBLIEE, **dict.fromkeys(IMPORTANCES, 50))
    client.post("/quiz/x/priorites/", IMPORTANCES)
    client.post("/quiz/x/competences/", {})
    assert client.get("/quiz/x/rapport/").status_code == 200


# --- bad input -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"stimulation": ""}, "Stimulation : choisis un nombre de 0 à 10."),
        ({"stimulation": "11"}, "Stimulation : le plus grand nombre possible est 10."),
        ({"stimulation": "-1"}, "Stimulation : le plus petit nombre possible est 0."),
        ({"stimulation": "beaucoup"}, "Stimulation : un nombre entier de 0 à 10 est attendu."),
        ({"stimulation": "NaN"}, "Stimulation : un nombre entier de 0 à 10 est attendu."),
        ({"stimulation": "1e9"}, "Stimulation : un nombre entier de 0 à 10 est attendu."),
        ({"stimulation": "9" * 5000}, "Stimulation : un nombre entier de 0 à 10 est attendu."),
        ({"stimulation": "\x00"}, "Stimulation : un nombre entier de 0 à 10 est attendu."),
        (dict.fromkeys(IMPORTANCES, "0"), "Tout est à 0"),
    ],
)
def test_wrong_importances_are_told_and_the_others_kept(client, metier, change, message):
    response = client.post(PRIORITES, {**IMPORTANCES, **change})
    assert response.status_code == 422
    assert message in text_of(response)
    if len(change) == 1:
        assert 'name="relations" value="7"' in response.content.decode()
    assert not Passation.objects.exists()


@pytest.mark.parametrize("level", ["60", "-1", "100.0", "oui", "\x00"])
def test_a_tampered_rating_is_told_and_nothing_is_written(client, metier, level):
    client.post(PRIORITES, IMPORTANCES)
    response = client.post(COMPETENCES, {**RATINGS, "gestion-de-projet": level})
    assert response.status_code == 422
    assert "Gestion de projet : choisis une des réponses proposées." in text_of(response)
    assert not AutoEvaluation.objects.exists()


@pytest.mark.parametrize("url", [PRIORITES, COMPETENCES, RAPPORT])
def test_an_unknown_or_unpublished_metier_is_not_found(client, metier, url):
    assert client.get(url.replace(SLUG, "autre")).status_code == 404
    Metier.objects.update(statut=Statut.BROUILLON)
    assert client.get(url).status_code == 404


@pytest.mark.parametrize("url", [COMPETENCES, RAPPORT])
def test_a_step_out_of_order_leads_to_the_first_one(client, metier, url):
    response = client.get(url, follow=True)
    assert response.redirect_chain == [(f"{PRIORITES}?reprise", 302)]
    assert "Commence par ici" in text_of(response)
    assert "elles, le sont" not in text_of(response)


def test_ratings_sent_after_expiry_are_kept(answered):
    """The first step is asked again; what was just sent is not."""
    Passation.objects.update(expire_le=timezone.now())
    response = answered.post(COMPETENCES, {"gestion-de-projet": "75"})
    assertRedirects(response, f"{PRIORITES}?reprise", fetch_redirect_response=False)
    assert "Les compétences que tu viens de noter, elles, le sont" in text_of(answered.get(response["Location"]))
    answered.post(PRIORITES, IMPORTANCES)
    assert "toi 75" in text_of(answered.get(RAPPORT))


def test_a_fiche_unpublished_while_its_report_is_made_is_not_found(answered, monkeypatch):
    def unpublished_meanwhile():
        Metier.objects.update(statut=Statut.BROUILLON)
        catalogue_changed()
        return load_profils()

    monkeypatch.setattr("quiz.views.rapport.load_profils", unpublished_meanwhile)
    assert answered.get(RAPPORT).status_code == 404


# --- one passation, and nothing that tells who ----------------------------------


def test_only_the_hash_of_the_secret_is_stored(answered):
    secret = answered.cookies[COOKIE].value.split(":")[0]
    passation = Passation.objects.get()
    assert len(passation.empreinte_secret) == 64
    assert passation.empreinte_secret != sha256(secret.encode()).hexdigest(), "the key of the site is needed too"
    assert secret not in str(list(Passation.objects.values()))


def test_the_cookie_cannot_be_read_by_scripts_and_goes_with_the_browser(client, metier):
    client.get(PRIORITES)
    cookie = client.cookies[COOKIE]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert not cookie["max-age"]
    assert not cookie["expires"]


def test_sending_a_step_twice_writes_one_passation(client, metier):
    client.get(PRIORITES)
    for _ in range(2):
        client.post(PRIORITES, IMPORTANCES)
        client.post(COMPETENCES, RATINGS)
    assert Passation.objects.count() == 1
    assert AutoEvaluation.objects.count() == len(RATINGS)


@pytest.mark.parametrize("secret", ["", "x", "7K3MQ9XT2BHD", "7K3MQ9XT2BHD:1xVuSc:kXWC", "é" * 43, "' OR 1=1 --"])
def test_a_made_up_cookie_opens_nothing(client, metier, secret):
    client.cookies[COOKIE] = secret
    assert client.get(RAPPORT).status_code == 302
    assert client.post(PRIORITES, IMPORTANCES).status_code == 302
    assert client.cookies[COOKIE].value != secret


def test_another_browser_sees_nothing(answered, metier):
    from tests.conftest import StrictClient

    assert StrictClient().get(RAPPORT).status_code == 302


def test_an_expired_passation_opens_nothing(answered):
    Passation.objects.update(expire_le=timezone.now() - timedelta(seconds=1))
    assert answered.get(RAPPORT).status_code == 302


@pytest.mark.parametrize("url", [PRIORITES, COMPETENCES, RAPPORT, EFFACER])
def test_personal_pages_are_neither_stored_nor_indexed(answered, url):
    response = answered.get(url)
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert "noindex" in response["X-Robots-Tag"]
    assert "HX-Request" in response["Vary"]


@pytest.mark.parametrize("url", ["/", "/metiers/", f"/metiers/{SLUG}/", "/methode/", "/nope", "/livez", "/robots.txt"])
def test_public_pages_set_no_cookie(client, metier, url):
    assert not client.get(url).cookies


def test_a_page_asked_by_htmx_is_the_whole_page(answered):
    fresh, patched = answered.get(RAPPORT), answered.get(RAPPORT, headers={"HX-Request": "true"})
    assert patched.content.startswith(b"<!DOCTYPE html>")
    body = [page.content.split(b"</head>")[1] for page in (fresh, patched)]
    without_nonce = [re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", one) for one in body]
    assert without_nonce[0] == without_nonce[1]


def test_posts_need_their_token(metier):
    from tests.conftest import StrictClient

    response = StrictClient(enforce_csrf_checks=True).post(PRIORITES, IMPORTANCES)
    assert response.status_code == 403
    assert "renvoie tes réponses" in text_of(response)


# --- erasing ---------------------------------------------------------------------


def test_erasing_takes_two_clicks_and_leaves_nothing(answered):
    assert "Tout effacer" in text_of(answered.get(EFFACER))
    response = answered.post(EFFACER, follow=True)
    assert "C’est effacé" in text_of(response)
    assert not Passation.objects.exists()
    assert not AutoEvaluation.objects.exists()
    assert answered.get(RAPPORT).status_code == 302


def test_erasing_leaves_the_others_alone(answered, metier):
    from tests.conftest import StrictClient

    other = StrictClient()
    other.post(PRIORITES, IMPORTANCES)
    answered.post(EFFACER)
    assert Passation.objects.count() == 1
    assert other.get(COMPETENCES).status_code == 200


def test_erased_is_only_said_once_it_is_true(answered):
    assert "Tout effacer" in text_of(answered.get(f"{EFFACER}?fait=tout"))


def test_there_is_nothing_to_erase_in_a_new_browser(client, db):
    assert "Rien à effacer" in text_of(client.get(EFFACER))
    assert client.post(EFFACER).status_code == 302


# --- cost --------------------------------------------------------------------------


@pytest.mark.parametrize(("url", "queries"), [(PRIORITES, 3), (COMPETENCES, 4), (RAPPORT, 13)])
def test_queries_of_each_step_once_the_catalogue_is_in_memory(answered, url, queries):
    load_profils()
    with assertNumQueries(queries):
        answered.get(url)


def test_the_report_costs_the_same_in_a_larger_catalogue(answered):
    for number in range(40):
        Metier.objects.create(
            titre=f"M{number}", slug=f"m{number}", statut=Statut.PUBLIEE, **dict.fromkeys(IMPORTANCES, number)
        )
    catalogue_changed()
    load_profils()
    with assertNumQueries(13):
        page = text_of(answered.get(RAPPORT))
    assert "des 40 autres métiers te correspondent moins" in page
    assert "re piste" in page


# --- home and method -----------------------------------------------------------------


def test_home_says_what_how_long_and_what_becomes_of_the_answers(client, db):
    page = text_of(client.get("/"))
    for words in [
        "3 minutes",
        "sans compte",
        "30 jours après ta dernière réponse",
        "7 si tu t’arrêtes",
        "Trouver mes pistes",
    ]:
        assert words in page


def test_the_method_page_computes_its_example(client, db):
    page = text_of(client.get("/methode/"))
    sums = ["60 × 2 / (2 + 4) = 20,00", "0,16 × 18 = 2,88"]
    for figure in ["109,35", "+5,95", "+2,88", "−0,48", "+20,00", "+30,00", "59,35", "70,4", *sums]:
        assert figure in page


def test_the_method_page_tells_counsellors_of_the_catalogue_as_it_is(client, db):
    for number in range(40):
        values = [number, number, 2 * number, 100 - number, 50]
        Metier.objects.create(
            titre=f"M{number}", slug=f"m{number}", statut=Statut.PUBLIEE, **dict(zip(IMPORTANCES, values, strict=True))
        )
    catalogue_changed()
    page = text_of(client.get("/methode/"))
    assert "Version 1 : 40 métiers, dont 0 à la fiche rédigée" in page
    assert "qualité de vie et flexibilité (r = 1,00)" in page
    with assertNumQueries(1):
        client.get("/methode/")
