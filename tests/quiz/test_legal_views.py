import re
from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django.asserts import assertNumQueries

from metiers import favoris
from orientation.legal import rgaa
from orientation.legal.exploitant import OPTIONAL, REQUIRED
from orientation.legal.rgaa import CRITERES, THEMES, Critere, Etat, Theme
from quiz import services
from quiz.models import Passation
from tests.conftest import StrictClient
from tests.quiz.answers import COMPETENCES, EFFACER, IMPORTANCES, PRIORITES, RATINGS
from tests.quiz.test_views import text_of

MENTIONS, CONFIDENTIALITE, ACCESSIBILITE = LEGAL = ("/mentions-legales/", "/confidentialite/", "/accessibilite/")
NAMES = {
    "OPERATOR_NAME": "Association d’essai",
    "OPERATOR_ADDRESS": "1 rue du Test, 00000 Essai",
    "OPERATOR_PHONE": "00 00 00 00 00",
    "OPERATOR_EMAIL": "essai@orientation.example",
    "OPERATOR_DIRECTOR": "Une personne d’essai",
    "OPERATOR_DPO": "dpo@orientation.example",
    "HOST_NAME": "Hébergeur d’essai",
    "HOST_CONTACT": "2 rue du Test, 11 11 11 11 11",
    "LEGAL_BASIS": "mission-publique",
}


@pytest.fixture
def nobody(settings):
    for name in REQUIRED + OPTIONAL:
        setattr(settings, name, "")
    return settings


@pytest.fixture
def named(settings):
    for name, value in NAMES.items():
        setattr(settings, name, value)
    return settings


@pytest.mark.parametrize("path", LEGAL)
def test_a_legal_page_is_read_by_anybody_without_a_cookie_a_query_or_a_form(client, db, path):
    with assertNumQueries(0):
        response = client.get(path)
    html = response.content.decode()
    assert response.status_code == 200
    assert not response.cookies
    assert "<form" not in html
    assert len(re.findall(r"<h1\b", html)) == 1
    assert re.search(r"<title>[^<]+ · Orientation</title>", html)
    assert client.post(path).status_code == 405


@pytest.mark.parametrize("path", LEGAL)
def test_an_installation_without_operator_says_so(client, db, nobody, path):
    page = text_of(client.get(path))
    assert "n’a pas encore dit qui la tient" in page
    assert "mailto:" not in page


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        (MENTIONS, [name for name in NAMES if name not in ("OPERATOR_DPO", "LEGAL_BASIS")]),
        (CONFIDENTIALITE, ["OPERATOR_NAME", "OPERATOR_EMAIL", "OPERATOR_DPO", "HOST_NAME"]),
        (ACCESSIBILITE, ["OPERATOR_NAME", "OPERATOR_EMAIL"]),
    ],
)
def test_the_operator_is_named(client, db, named, path, shown):
    page = text_of(client.get(path))
    assert [name for name in shown if NAMES[name] not in page] == []
    assert "n’a pas encore" not in page


@pytest.mark.parametrize("name", [name for name in REQUIRED if name not in ("OPERATOR_NAME", "LEGAL_BASIS")])
def test_what_is_missing_of_the_operator_is_said(client, db, named, name):
    setattr(named, name, "")
    assert "pas encore" in text_of(client.get(MENTIONS))


@pytest.mark.parametrize(
    ("basis", "said"),
    [
        ("mission-publique", "mission d’intérêt public"),
        ("interet-legitime", "intérêt légitime"),
        ("", "n’a pas encore dit laquelle est la sienne"),
    ],
)
def test_the_legal_basis_is_the_one_of_the_settings_alone(client, db, named, basis, said):
    named.LEGAL_BASIS = basis
    page = text_of(client.get(CONFIDENTIALITE))
    assert said in page
    others = {"mission d’intérêt public", "<strong>intérêt légitime</strong>"} - {said, f"<strong>{said}</strong>"}
    assert not [other for other in others if other in page]


def test_periods_and_numbers_are_those_of_the_code(client, db, monkeypatch):
    monkeypatch.setattr(services, "KEEP_UNFINISHED", timedelta(days=11))
    monkeypatch.setattr(services, "KEEP_RESULT", timedelta(days=47))
    monkeypatch.setattr(services, "MOST_RESULTS", 19)
    monkeypatch.setattr(favoris, "MOST", 29)
    page = text_of(client.get(CONFIDENTIALITE))
    for said in ("On garde tes réponses 11 jours, ou 47 si", "<strong>11 jours</strong>", "<strong>47 jours</strong>"):
        assert said in page
    assert "les 19 derniers" in page
    assert "29 au plus" in page


def test_answers_last_as_long_as_the_page_says(client, metier):
    """Seven days until the skills are answered, thirty afterwards: the words of the page, tried."""
    for path, answers, kept in ((PRIORITES, IMPORTANCES, 7), (COMPETENCES, RATINGS, 30)):
        client.post(path, answers)
        left = Passation.objects.get().expire_le - timezone.now()
        assert timedelta(days=kept - 1) < left <= timedelta(days=kept)
        assert f"<strong>{kept} jours</strong>" in text_of(StrictClient().get(CONFIDENTIALITE))


def test_the_cookies_named_are_those_the_site_sets(client, metier, settings):
    client.post(PRIORITES, IMPORTANCES)
    client.get(PRIORITES)
    client.post(f"{metier.get_absolute_url()}favori/", {"garder": "oui"})
    assert set(client.cookies) == {"passation", "csrftoken", "favoris"}
    assert {cookie["max-age"] for cookie in client.cookies.values()} == {""}, "gone when the browser closes"
    page = text_of(client.get(CONFIDENTIALITE))
    named = re.findall(r'<th scope="row" translate="no">([^<]+)</th>', page)
    assert named == ["passation", "csrftoken", "favoris", settings.GARDER_COOKIE_NAME, settings.SESSION_COOKIE_NAME]


# What `Passation` and its rows hold, and the words of the page for it. A new column is a new sentence.
SAID = {
    "Passation": {
        "empreinte_secret": "L’empreinte de ton code",
        "qualite_vie flexibilite stimulation relations carriere": "cinq nombres de 0 à 10",
        "essayees": "si tu les as essayées sur le classement avant de les garder",
        "rapide": "Si tu as répondu très vite",
        "filtres": "Tes souhaits",
        "accord_compte": "s’ils ont été comptés",
        "resultats_gardes": "combien tu en as gardé",
        "version_methode version_catalogue": "la version de la méthode et des fiches",
        "commencee_le modifiee_le terminee_le expire_le": "début, dernier changement, fin, jour de l’effacement",
        "gardee_jusqu_au": "Ce choix est gardé avec tes réponses",
        "fin_propre": "Tout retirer leur rend leur propre fin",
    },
    "ChoixEcran": {"ecran plus moins": "Tes choix entre les phrases"},
    "AutoEvaluation": {"competence niveau": "Où tu en es"},
    "Resultat": {"numero cree_le contenu complet competences en_tete titres": "Tes résultats"},
    "DocumentPdf": {"resultat cle octets": "Tes résultats"},
    "Verification": {"resultat notes places": "sans les noms"},
    "Partage": {
        "resultat reference slug avec_competences cree_le expire_le": "Tes liens de partage",
        "retire_le": "si tu les as retirés",
        "ouvertures ouvert_le": "combien de fois ils ont été ouverts et le dernier jour. Jamais par qui.",
    },
    "Etape": {
        "carnet rang genre le note faite": "Ton plan et ce que tu en penses",
        "uid": "le numéro au hasard qui les fait reconnaître par un agenda",
    },
    "Carnet": {"resultat slug ressemble etonne verifier": "Ton plan et ce que tu en penses"},
    "Participation": {
        "campagne pseudonyme cle rejointe_le liberee_le reprise_par retiree_le montree_le": "Ta place",
        "demandee_le sujet demande": "ta demande d’entretien",
    },
    "Feuille": {
        "participation membre signature saisie_le corrigee_le version": "qui a tapé tes réponses, quand",
        "accord": "si tu as coché pour envoyer",
        "bande_le prise_le": "quand ta bande a été imprimée et quand tu as ouvert tes réponses",
    },
    "Envoi": {
        "participation resultat envoye_le lu_le competences plan reflexions sans_les_noms": "Tes envois",
        "depuis situation_avant": "ce qui a changé depuis un de tes résultats d’avant",
        "apercu": "Seul un résumé",
    },
    "Piece": {"travail participation envoi avant rang contenu faite_le": "Les fiches préparées"},
    "Note": {
        "participation auteur signature ancre texte version creee_le modifiee_le": "les notes qu’on te montre",
        "partagee": "Les notes que l’équipe garde pour elle",
        "desaccord reponse repondue_le reponse_lue_le": "tes réponses",
    },
    "RendezVous": {"participation membre signature le lieu propose_le fait_le": "les rendez-vous"},
    "Lecture": {
        "envoi membre signature quoi le": "le nom, la page, la fiche imprimée ou ta ligne dans un tableau de la classe"
    },
}


def hanging_on(model, known=()):
    """A place may hang on another one."""
    for relation in model._meta.related_objects:
        if relation.related_model not in known:
            yield relation.related_model
            yield from hanging_on(relation.related_model, {*known, model, relation.related_model})


def test_all_that_is_stored_is_said(client, db):
    page = text_of(client.get(CONFIDENTIALITE))
    kept = {Passation, *hanging_on(Passation)}
    assert {model.__name__ for model in kept} == set(SAID)
    for model in kept:
        columns = {field.name for field in model._meta.fields} - {"id", "passation"}
        assert columns == {name for names in SAID[model.__name__] for name in names.split()}
        assert [words for words in SAID[model.__name__].values() if words not in page] == []


def test_the_accessibility_statement_claims_no_conformance(client, db):
    response = client.get(ACCESSIBILITE)
    page = text_of(response)
    assert "<strong>non conforme</strong>" in page
    assert "partiellement" not in page
    assert "personne ne l’a encore audité" in " ".join(re.sub("<[^>]+>", "", page).split())
    assert "Accessibilité&nbsp;: non conforme</a>" in response.content.decode()
    assert "Défenseur des droits" in page


CRITERIA_OF_THEMES = (9, 2, 3, 13, 8, 2, 5, 10, 4, 14, 13, 11, 12)  # RGAA 4.1.2


def test_the_grid_has_each_criterion_once_and_in_order():
    assert [theme.numero for theme in THEMES] == list(range(1, 14))
    assert [len(theme.criteres) for theme in THEMES] == list(CRITERIA_OF_THEMES)
    expected = [f"{theme}.{rank}" for theme, many in enumerate(CRITERIA_OF_THEMES, 1) for rank in range(1, many + 1)]
    assert [critere.numero for critere in CRITERES] == expected
    assert len(expected) == 106
    assert len({critere.sujet for critere in CRITERES}) == 106


def test_the_page_shows_the_whole_grid(client, db):
    page = text_of(client.get(ACCESSIBILITE))
    assert re.findall(r'<th scope="row">([\d.]+)</th>', page) == [critere.numero for critere in CRITERES]
    folds = re.findall(r'<details class="fold">(.*?)</details>', page)
    assert len(folds) == 13
    for theme, fold in zip(THEMES, folds, strict=True):
        assert f"{theme.numero}. {theme.nom}" in fold
        assert fold.count('<th scope="row">') == len(theme.criteres)
        states = re.findall(
            r"<td>\s*(?:<strong>)?((?:non )?(?:conforme|applicable|vérifié))(?:</strong>)?\s*</td>", fold
        )
        assert states == [critere.etat for critere in theme.criteres]


def test_the_counts_shown_are_those_of_the_grid(client, db, monkeypatch):
    def shown():
        page = text_of(client.get(ACCESSIBILITE))
        return re.findall(r"En tout : <strong>(.*?)</strong>|<span class=\"hint\">(.*?)</span>", page)

    def expected(themes):
        lines = [[critere for theme in themes for critere in theme.criteres], *(theme.criteres for theme in themes)]
        for line in lines:
            found = [(etat, sum(critere.etat == etat for critere in line)) for etat in Etat]
            yield ", ".join(f"{many} {etat}{'s' if many > 1 else ''}" for etat, many in found if many)

    assert ["".join(pair).strip() for pair in shown()] == list(expected(THEMES))
    mended = Theme(1, "Images", (Critere("1.1", "Un texte", Etat.NON_VERIFIE),))
    monkeypatch.setattr(rgaa, "THEMES", (mended,))
    monkeypatch.setattr(rgaa, "CRITERES", mended.criteres)
    assert ["".join(pair).strip() for pair in shown()] == ["1 non vérifié", "1 non vérifié"]


def test_what_is_not_conform_and_what_is_declared_are_the_same(client, db):
    page = text_of(client.get(ACCESSIBILITE))
    declared = re.findall(r"<strong>Critère ([\d.]+)</strong> : (.*?)</li>", page)
    faults = [critere for critere in CRITERES if critere.etat is Etat.NON_CONFORME]
    assert faults, "a site that nobody has audited has no reason to be without fault"
    assert all(critere.remarque for critere in faults)
    assert declared == [(critere.numero, " ".join(critere.remarque.split())) for critere in faults]


@pytest.mark.parametrize("path", ["/", "/methode/", "/metiers/", "/nope", *LEGAL])
def test_every_footer_leads_to_the_three_pages(client, metier, path):
    footer = client.get(path).content.decode().split("<footer")[1]
    assert [legal for legal in LEGAL if f'href="{legal}"' not in footer] == []


@pytest.mark.parametrize("path", ["/", EFFACER])
def test_where_a_promise_is_made_the_page_that_explains_it_is_linked(client, metier, path):
    assert f'href="{CONFIDENTIALITE}"' in text_of(client.get(path))
