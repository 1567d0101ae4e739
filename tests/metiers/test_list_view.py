"""/metiers/ with the whole catalogue: search, filters, order, pages, queries; the same on both databases."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from pytest_django.asserts import assertNumQueries

from metiers.directory import annuaire, read_annuaire
from metiers.models import Metier, Statut
from metiers.services import catalogue_changed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("whole_catalogue")]
LIST = "/metiers/"
NURSES = ["Infirmier(ère)", "Infirmier(ère) scolaire", "Infirmier(ère) de santé au travail"]
EDUCATORS = ["Éducateur(trice) canin(e)", "Éducateur(trice) spécialisé(e)", "Éducateur(trice) sportif(ive)"]


def titles(client, query=""):
    return titles_in(unescape(client.get(f"{LIST}{query}").content.decode()))


def titles_in(page):
    return re.findall(r'<h3>\s*<a href="/metiers/[\w-]+/">([^<]*)</a>', page)


def found(client, query=""):
    page = unescape(client.get(f"{LIST}{query}").content.decode())
    return int("".join(re.search(r'id="resultats-title">\s*(\d[\d\s]*)métier', page)[1].split()))


def counts(client, facet, query=""):
    page = client.get(f"{LIST}{query}").content.decode()
    rows = re.findall(rf'id="{facet}-([\w-]+)".*?class="count">(−?\d+)<', page, flags=re.DOTALL)
    return {value: int(count.lstrip("−")) for value, count in rows}


@pytest.mark.parametrize(
    ("query", "first", "total"),
    [
        ("educ", ["Éducateur(trice) spécialisé(e)"], 41),
        ("éducateur", EDUCATORS, 14),
        ("Educatrice", EDUCATORS, 14),
        ("dev", ["Développeur(euse) informatique", "Développeur(euse) logiciel ou d’application"], 64),
        ("infirmier", NURSES, 10),
    ],
)
def test_the_five_searches_of_students_give_these_hits_on_either_database(client, query, first, total):
    assert titles(client, f"?q={query}")[: len(first)] == first
    assert found(client, f"?q={query}") == total


def test_a_synonym_is_found_and_said(client):
    page = unescape(client.get(f"{LIST}?q=procureur+général").content.decode())
    assert titles(client, "?q=avocat")[0] == "Avocat(e)", "an appellation that has a fiche is no synonym of another"
    assert "comprend aussi «\xa0Procureur général / Procureure générale\xa0»" in page.replace("&nbsp;", "\xa0")


def test_all_fiches_are_listed_in_pages_in_the_order_of_their_titles(client):
    seen, query = [], ""
    for _ in range(100):
        page = unescape(client.get(f"{LIST}{query}").content.decode())
        seen += titles_in(page)
        following = re.search(r'href="/metiers/(\?[^"]*)"\s+rel="next"', page)
        if not following:
            break
        query = following[1]
    assert len(seen) == len(set(seen)) == Metier.objects.publies().count()
    assert [seen.index(title) for title in ("Éducateur(trice) spécialisé(e)", "Écrivain(e)") if title in seen]
    folded = [title for title in seen if title.startswith(("E", "É"))]
    first = seen.index(folded[0])
    assert seen[first : first + len(folded)] == folded, "É stands among E"


@pytest.mark.parametrize("cle", ["qualite_vie", "flexibilite", "stimulation", "relations", "carriere"])
def test_the_list_can_be_sorted_by_any_dimension(client, cle):
    scores = dict(Metier.objects.publies().values_list("titre", cle))
    shown = [scores[title] for title in titles(client, f"?tri={cle}")]
    assert shown == sorted(scores.values(), reverse=True)[: len(shown)]


def test_filters_narrow_and_their_counts_are_true(client):
    total = found(client)
    by_domain = counts(client, "domaine")
    assert sum(by_domain.values()) == total
    for code in ("J", "H"):
        assert found(client, f"?domaine={code}") == by_domain[code]
    assert found(client, "?domaine=J&domaine=H") == by_domain["J"] + by_domain["H"]
    assert counts(client, "domaine", "?domaine=J") == by_domain, "a facet's own choice does not empty the others"
    levels = counts(client, "niveau", "?domaine=J")
    assert found(client, "?domaine=J&niveau=3") == levels["3"]
    interests = counts(client, "interet", "?domaine=J")
    assert found(client, "?domaine=J&interet=22") == interests["22"] > 0
    hidden = counts(client, "sans", "?domaine=J")
    assert found(client, "?domaine=J&sans=nuit") == by_domain["J"] - hidden["nuit"]


def test_the_seed_is_found_by_the_facts_of_its_metier(client):
    title = "Chargé(e) de coopération internationale"
    assert title in titles(client, "?domaine=K&interet=28")
    assert title not in titles(client, "?q=coop%C3%A9ration&sans=deplacements")


@pytest.mark.parametrize(
    ("word", "title"),
    [
        ("gendarme", "Gardien(ne) de la paix"),
        ("prof de maths", "Professeur(e) de collège et de lycée"),
        ("nounou", "Assistant(e) maternel(le)"),
        ("docteur", "Médecin généraliste"),
    ],
)
def test_what_students_call_a_metier_finds_it(client, word, title):
    assert title in titles(client, f"?q={word}")


def test_a_written_fiche_is_hidden_by_the_constraints_it_names_itself(client):
    assert "Infirmier(ère)" in titles(client, "?q=infirmier")
    for refused in ("horaires", "effort", "nuit"):
        assert "Infirmier(ère)" not in titles(client, f"?q=infirmier&sans={refused}")


def test_posts_reached_after_years_of_experience_say_so_and_can_be_hidden(client):
    said = "souvent après plusieurs années d’expérience"
    secretary = "?q=secr%C3%A9taire+g%C3%A9n%C3%A9ral"
    assert titles(client, secretary)[0] == "Secrétaire général(e)"
    assert said in unescape(client.get(f"{LIST}{secretary}").content.decode())
    assert "Secrétaire général(e)" not in titles(client, f"{secretary}&sans=experience")
    hidden = counts(client, "sans")["experience"]
    assert 100 <= hidden <= 220
    assert found(client, "?sans=experience") == found(client) - hidden
    page = unescape(client.get(f"{LIST}?sans=experience").content.decode())
    assert said not in page
    assert "Sans : plusieurs années d’expérience" in page


def test_a_metier_whose_experience_is_not_known_is_never_hidden(client):
    unknown = [metier for metier in Metier.objects.with_donnees() if metier.donnees.figures["experience"] is None]
    assert len(unknown) >= 5
    assert not any(annuaire().par_slug[metier.slug].apres_experience for metier in unknown)


def test_a_written_fiche_has_the_years_of_experience_of_its_data(client):
    nurse = Metier.objects.with_donnees().get(slug="infirmier")
    assert not nurse.est_de_donnees
    assert not annuaire().par_slug["infirmier"].apres_experience
    nurse.donnees.figures["experience"] = {"part": 70, "demandee": True, "source": "onet"}
    nurse.donnees.save()
    catalogue_changed()
    assert annuaire().par_slug["infirmier"].apres_experience
    assert "Infirmier(ère)" not in titles(client, "?q=infirmier&sans=experience")


def test_the_way_back_of_a_star_holds_nothing_but_the_list_s_own_address(client):
    page = client.get(f"{LIST}?q=educ&junk={'a' * 5000}").content.decode()
    assert "aaaa" not in page.split("<main")[1]
    assert 'name="retour" value="/metiers/?q=educ"' in page


def test_each_choice_can_be_taken_back_by_its_own_link(client):
    query = "?q=sant%C3%A9&domaine=J&niveau=3&interet=22&sans=nuit&tri=relations"
    page = unescape(client.get(f"{LIST}{query}").content.decode())
    links = re.findall(r'class="chip chip-remove"\s+href="([^"]*)"', page)
    asked = parse_qs(query[1:])
    left = [parse_qs(urlsplit(link).query) for link in links]
    assert [set(asked) - set(one) for one in left] == [{"domaine"}, {"niveau"}, {"interet"}, {"sans"}]
    assert all(one["tri"] == ["relations"] and one["q"] == ["santé"] for one in left)


def test_no_result_is_never_a_dead_end(client):
    page = unescape(client.get(f"{LIST}?q=boulanger&domaine=J&sans=nuit").content.decode())
    assert "0\u00a0métier pour" in page
    assert "Sans le filtre «\xa0Travail de nuit" not in page.replace("&nbsp;", "\xa0"), "there would still be nothing"
    assert re.search(r'href="/metiers/\?q=boulanger&sans=nuit">\s*\d+\s+métier', page)
    assert "métiers du catalogue n’a ces mots" in unescape(client.get(f"{LIST}?q=zzzzqq").content.decode())


def test_a_typo_shows_what_was_meant_and_says_so(client):
    page = unescape(client.get(f"{LIST}?q=developeur").content.decode())
    assert 'Lu ainsi\xa0: <a href="/metiers/?q=d%C3%A9veloppeur">«\xa0développeur\xa0»</a>' in page
    assert titles(client, "?q=developeur") == titles(client, "?q=d%C3%A9veloppeur")


def test_an_unknown_word_does_not_empty_the_page_and_is_told(client):
    query = "?q=v%C3%A9t%C3%A9rinaire+hyx"
    page = " ".join(unescape(client.get(f"{LIST}{query}").content.decode()).split())
    number = found(client, query)
    assert number == found(client, "?q=v%C3%A9t%C3%A9rinaire") > 0
    assert f"Sans « hyx », qu’aucun métier n’a avec le reste : {number} métiers." in page.replace("\xa0", " ")
    assert titles(client, query)[0] == "Vétérinaire"


def test_metiers_that_have_most_of_the_words_follow_few_that_have_all_and_are_told(client):
    query = "?q=consultant+en+informatique+d%C3%A9cisionnelle"
    page = " ".join(unescape(client.get(f"{LIST}{query}").content.decode()).split()).replace("\xa0", " ")
    assert found(client, query) == 3
    assert titles(client, query)[0] == "Développeur(euse) décisionnel(le) - Business Intelligence"
    assert "2 métiers de plus n’ont que la plupart de tes mots." in page
    assert "que la plupart" not in client.get(f"{LIST}?q=infirmier").content.decode()


@pytest.mark.parametrize("query", ["infir\u00admier", "\u202binfirmier\u202c", "infir\u200dmier", "métier infirmier"])
def test_what_nobody_sees_and_what_says_nothing_change_no_search(client, query):
    assert titles(client, f"?q={query}") == titles(client, "?q=infirmier")


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("militaire", "Mécanicien(ne) d’engins blindés"),
        ("IA", "Data scientist"),
        ("crèche", "Auxiliaire de puériculture"),
        ("webdesigner", "Web designer"),
        ("aider les gens", "Assistant(e) social(e)"),
        ("voyager", "Conseiller(ère) en voyages"),
        ("argent", "Trader"),
        ("Infirmier·ère", "Infirmier(ère)"),
        ("pilote de ligne", "Pilote de ligne"),
    ],
)
def test_what_students_want_leads_somewhere(client, query, first):
    assert first in titles(client, f"?q={query}")[:3]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("?domaine=Z", "domaine «\xa0Z\xa0»"),
        ("?niveau=12", "études «\xa012\xa0»"),
        ("?interet=nope&sans=travail", "refus «\xa0travail\xa0»"),
        ("?tri=salaire", "ordre «\xa0salaire\xa0»"),
        ("?q=" + "a" * 500, "la fin de ta recherche"),
        ("?domaine=%3Cscript%3E", "<script>"),
    ],
)
def test_what_is_not_understood_is_told_and_the_page_still_works(client, query, said):
    response = client.get(f"{LIST}{query}")
    assert response.status_code == 200
    page = unescape(response.content.decode()).replace("« ", "«\xa0").replace(" »", "\xa0»")
    assert "Laissé de côté" in page
    assert said in page
    assert "<script>" not in response.content.decode().replace('<script src="', "")


@pytest.mark.parametrize(
    "query",
    ["?page=0", "?page=-1", "?page=999999999999", "?page=%D9%A3", "?page=x", "?q=%00", "?q=%FF%FE", "?q=%F0%9F%98%80",
     "?q=%25%27%22%3C", "?q=((((", "?q=%C2%B7", "?domaine=&niveau=&tri=&q=&page="],
)  # fmt: skip
def test_no_address_is_a_fault(client, query):
    assert client.get(f"{LIST}{query}").status_code == 200


def test_the_list_costs_one_query_once_it_is_in_memory(client):
    annuaire()
    for query in ("", "?q=educ&domaine=K&niveau=3&sans=nuit&tri=carriere&page=2"):
        with assertNumQueries(1):
            client.get(f"{LIST}{query}")


def test_reading_the_whole_catalogue_takes_a_fixed_number_of_queries(client):
    read_annuaire.cache_clear()
    with assertNumQueries(9):
        client.get(LIST)


def test_what_an_editor_publishes_or_withdraws_is_seen_at_once(client):
    assert "Juriste" in titles(client, "?q=juriste")
    Metier.objects.filter(slug="juriste").update(statut=Statut.BROUILLON)
    catalogue_changed()
    assert "Juriste" not in titles(client, "?q=juriste")


def test_reading_the_list_sets_no_cookie(client):
    response = client.get(f"{LIST}?q=educ")
    assert not response.cookies
    assert "Cookie" in response["Vary"], "the stars differ from one browser to another"
