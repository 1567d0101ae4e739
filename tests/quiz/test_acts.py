"""One act of a student is one transaction: whole or not at all, in few queries."""

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

from metiers.dimensions import CLES
from metiers.models import CompetenceRequise, Metier
from metiers.services import catalogue_changed
from quiz import documents, services
from quiz.calcul.gel import freeze_in
from quiz.calcul.profils import load_profils
from quiz.calcul.reponses import read_reponses
from quiz.methode.elicitation import Choix
from quiz.methode.statements import SCREENS
from quiz.models import AutoEvaluation, Carnet, DocumentPdf, Etape, Partage, Passation, Resultat, Verification
from quiz.views import verification
from tests.conftest import SLUG, StrictClient
from tests.quiz.answers import COMPETENCES, EFFACER, IMPORTANCES, PRIORITES, RATINGS, follow, pick
from tests.quiz.plans import PLAN, form, newer, stored_rows

GENERAL, GOUTS, CLASSEMENT, RESULTATS = "/quiz/priorites/", "/quiz/gouts/", "/quiz/classement/", "/quiz/resultats/"
SKILLS = "/quiz/competences/"
SECRET = "7K3MQ9XT2BHD"
OTHER = {"qualite_vie": "9", "flexibilite": "8", "stimulation": "1", "relations": "0", "carriere": "2"}
WRITES = ("INSERT", "UPDATE", "DELETE")
MOST_OF_A_STEP, MOST_OF_AN_END = 6, 14


def nothing(client):
    client.get(GENERAL)


def priorities(client):
    client.post(GENERAL, IMPORTANCES)


def statements(client):
    follow(client, list(IMPORTANCES))


def all_but_the_last_statements(client):
    for numero in range(1, len(SCREENS)):
        pick(client, numero)


def statements_and_tastes(client):
    statements(client)
    priorities(client)
    client.post(GOUTS, {"niveau": "5"})


def priorities_of_a_metier(client):
    client.post(PRIORITES, IMPORTANCES)


def a_result(client):
    priorities(client)
    client.post(GOUTS, {"niveau": "5"})


def a_plan(client):
    a_result(client)
    client.post(PLAN, form({"genre": "stage"}, etonne="Le bruit"))
    assert Carnet.objects.count() == 1


def decided(client):
    statements(client)
    priorities(client)


def two_plans(client):
    a_plan(client)
    newer(client)


def a_share(client):
    a_result(client)
    client.post(f"{RESULTATS}1/partager/", {"jours": "30"})
    assert Partage.objects.count() == 1


def everything_about_a_result(client):
    priorities_of_a_metier(client)
    client.post(COMPETENCES, RATINGS)
    client.post(PLAN, form({"genre": "stage"}, etonne="Le bruit"))
    client.get(f"{RESULTATS}1/pdf/")  # kept as long as nothing is shared
    client.post(f"{RESULTATS}1/partager/", {"jours": "30"})
    check(client)
    assert all(model.objects.exists() for model in (Etape, Partage, DocumentPdf, Verification))


def check(client):
    """A blind check of the one métier there is."""
    path = f"{RESULTATS}1/sans-les-noms/"
    return client.post(path, {"extraits": verification._signed(Resultat.objects.get(), [SLUG]), "metier1": "3"})


def a_result_of_other_fiches(client):
    a_result(client)
    Metier.objects.update(stimulation=1)
    catalogue_changed()


def a_metier_without_skills(client):
    CompetenceRequise.objects.all().delete()


def pick_last(client, *, plus, moins=3):
    screen = SCREENS[-1]
    chosen = {"plus": screen[plus].cle, "moins": screen[moins].cle}
    return client.post(f"/quiz/complet/{len(SCREENS)}/", chosen | {"pistes": "1"})


def follow_last(client):
    order = list(IMPORTANCES)
    ranked = sorted(range(4), key=lambda position: order.index(SCREENS[-1][position].dimension))
    return pick_last(client, plus=ranked[0], moins=ranked[-1])


# What ends a quiz, or keeps a result: what came before, the act, how many writes it is at least.
ENDS = {
    "finishing the express quiz": (priorities, lambda client: client.post(GOUTS, {"niveau": "5"}), 2),
    "finishing the complete quiz": (
        statements_and_tastes,
        lambda client: client.post(SKILLS, RATINGS),
        3,
    ),
    "finishing it without a skill": (statements_and_tastes, lambda client: client.post(SKILLS, {}), 2),
    "rating the skills of a métier": (priorities_of_a_metier, lambda client: client.post(COMPETENCES, RATINGS), 3),
    "a métier without skills": (a_metier_without_skills, lambda client: client.post(PRIORITES, IMPORTANCES), 3),
    "deciding tried priorities": (a_result, lambda client: client.post(f"{CLASSEMENT}?niveau=3", OTHER), 2),
    "deciding with a plan": (a_plan, lambda client: client.post(f"{CLASSEMENT}?niveau=5", OTHER), 4),
    "computing again": (a_result_of_other_fiches, lambda client: client.post(f"{RESULTATS}1/recalculer/"), 2),
    "pistes right after the statements": (all_but_the_last_statements, lambda client: pick_last(client, plus=0), 3),
    "pistes again after a screen that changed": (decided, lambda client: pick_last(client, plus=2), 3),
    "pistes again after the same screen": (decided, follow_last, 3),
    "keeping a report": (a_result, lambda client: client.post(RESULTATS, {"filtres": "?niveau=3", "metier": SLUG}), 2),
}
# What changes something else: the same.
OTHERS = {
    "a screen": (nothing, lambda client: pick(client, 1), 3),
    "a screen again": (decided, lambda client: pick(client, 3, 2, 1), 2),
    "the first priorities": (nothing, lambda client: client.post(GENERAL, IMPORTANCES), 2),
    "the tastes of the complete quiz": (statements_and_tastes, lambda client: client.post(GOUTS, {"niveau": "3"}), 1),
    "skills, then back": (priorities, lambda client: client.post(SKILLS, RATINGS | {"retour": "1"}), 2),
    "skills of a métier, then back": (
        priorities,
        lambda client: client.post(COMPETENCES, RATINGS | {"retour": "1"}),
        2,
    ),
    "keeping a plan": (a_result, lambda client: client.post(PLAN, form({"genre": "stage"}, etonne="Le bruit")), 3),
    "another plan": (two_plans, lambda client: client.post(PLAN, form({"genre": "visite"}, partout="on")), 5),
    "sharing": (a_result, lambda client: client.post(f"{RESULTATS}1/partager/", {"jours": "30"}), 1),
    "taking a share back": (
        a_share,
        lambda client: client.post(f"/quiz/partages/{Partage.objects.get().pk}/retirer/"),
        1,
    ),
    "taking a result away": (
        everything_about_a_result,
        lambda client: client.post(f"{RESULTATS}1/retirer/", {"partout": "on"}),
        5,
    ),
    "a blind check": (a_result, check, 4),
    "keeping answers longer": (a_result, lambda client: client.post("/quiz/mes-donnees/prolonger/"), 1),
    "keeping for the next year": (
        a_result,
        lambda client: client.post("/quiz/mes-donnees/an-prochain/", {"garder": "1"}),
        1,
    ),
    "erasing": (everything_about_a_result, lambda client: client.post(EFFACER), 7),
}
STEPS = {
    "the first priorities": (nothing, lambda client: client.post(GENERAL, IMPORTANCES)),
    "other priorities": (priorities, lambda client: client.post(GENERAL, OTHER)),
    "priorities after the statements": (statements, lambda client: client.post(GENERAL, IMPORTANCES)),
    "the first priorities about a métier": (nothing, lambda client: client.post(PRIORITES, IMPORTANCES)),
    "the first screen": (nothing, lambda client: pick(client, 1)),
    "a screen again": (statements, lambda client: pick(client, 3, 2, 1)),
    "the tastes of the complete quiz": (statements_and_tastes, lambda client: client.post(GOUTS, {"niveau": "3"})),
    "skills, then back": (priorities, lambda client: client.post(SKILLS, RATINGS | {"retour": "1"})),
    "skills of a métier, then back": (priorities, lambda client: client.post(COMPETENCES, RATINGS | {"retour": "1"})),
}


class FaultAt:
    """The database fails at one write, counted from 1."""

    def __init__(self, number):
        self.number, self.seen = number, 0

    def __call__(self, execute, sql, params, many, context):
        if sql.startswith(WRITES):
            self.seen += 1
            if self.seen == self.number:
                raise OperationalError("database or disk is full")
        return execute(sql, params, many, context)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ENDS | OTHERS)
def test_an_act_fails_whole_at_whichever_of_its_writes_the_database_fails(metier, name):
    before, act, least = (ENDS | OTHERS)[name]
    client = StrictClient(raise_request_exception=False)
    before(client)
    stored, results = stored_rows(), Resultat.objects.count()
    for number in range(1, 20):
        with connection.execute_wrapper(FaultAt(number)):
            response = act(client)
        if response.status_code != 503:
            break
        assert stored_rows() == stored, f"write {number} of {name} failed, and something stayed"
        assert "Tes réponses sont conservées" in response.content.decode()
    assert response.status_code == 302
    assert number > least, "every write was tried"
    assert stored_rows() != stored
    assert name in OTHERS or Resultat.objects.count() == results + 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", ENDS)
def test_an_end_is_one_transaction_in_few_queries(client, metier, name):
    before, act, _ = ENDS[name]
    before(client)
    assert_few(client, act, MOST_OF_AN_END)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", STEPS)
def test_a_step_is_one_transaction_in_few_queries(client, metier, name):
    before, act = STEPS[name]
    before(client)
    assert_few(client, act, MOST_OF_A_STEP)


def assert_few(client, act, most):
    load_profils()  # what a process keeps in memory is not counted
    with CaptureQueriesContext(connection) as captured:
        assert act(client).status_code == 302
    said = [query["sql"].split(maxsplit=1)[0] for query in captured.captured_queries]
    assert said.count("BEGIN") == 1, said
    assert sum(word in (*WRITES, "SELECT") for word in said) <= most, said
    begun, done = said.index("BEGIN"), said.index("COMMIT")
    assert all(begun < place < done for place, word in enumerate(said) if word in WRITES)


@pytest.mark.django_db
def test_going_back_from_the_skills_keeps_them_and_ends_nothing(client, metier):
    priorities_of_a_metier(client)
    client.post(COMPETENCES, RATINGS | {"retour": "1"})
    assert AutoEvaluation.objects.count() == len(RATINGS)
    assert Passation.objects.get().terminee_le is None
    assert not Resultat.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", sorted(set(ENDS) - {"a métier without skills"}))
def test_a_result_is_found_before_others_have_to_wait(client, metier, monkeypatch, name):
    before, act, _ = ENDS[name]
    before(client)
    waited = []

    def spy(*args):
        waited.append(connection.in_atomic_block)
        return freeze_in(*args)

    monkeypatch.setattr("quiz.services.resultat.freeze_in", spy)
    monkeypatch.setattr("quiz.calcul.gel.freeze_in", spy)
    act(client)
    assert waited == [False]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "meanwhile",
    [
        lambda secret, skills: services.record_answers(secret=secret, begins=False, importances=dict.fromkeys(CLES, 1)),
        lambda secret, skills: services.record_answers(secret=secret, begins=False, ratings={skills[1]: 100}),
        lambda secret, skills: services.record_choice(
            secret=secret, begins=False, ecran=0, choix=Choix("heure_debut", "ecouter")
        ),
    ],
    ids=["priorities", "skills", "a-screen"],
)
def test_what_is_saved_while_a_result_is_found_is_in_it(metier, monkeypatch, meanwhile):
    skills = list(metier.competences_requises.values_list("competence_id", flat=True))
    services.decide_priorities(secret=SECRET, importances={cle: int(value) for cle, value in IMPORTANCES.items()})
    passation, profils, found = Passation.objects.get(), load_profils(), []

    def slow(*args):
        found.append(freeze_in(*args))
        if len(found) == 1:
            meanwhile(SECRET, skills)
        return found[-1]

    monkeypatch.setattr("quiz.services.resultat.freeze_in", slow)
    kept = services.finish_quiz(secret=SECRET, passation=passation, profils=profils, ratings={skills[0]: 25})
    assert len(found) == 2
    assert kept.instantane == freeze_in(profils, read_reponses(Passation.objects.get()), "")
    assert 25 in {one.niveau for one in kept.instantane.niveaux}


@pytest.mark.django_db(transaction=True)
def test_a_document_made_twice_at_once_is_shown(client, metier, monkeypatch):
    a_result(client)
    expected = client.get("/quiz/resultats/1/pdf/").content
    DocumentPdf.objects.all().delete()
    real = documents.render_classement

    def meanwhile(*args, **kwargs):
        Resultat.objects.get().documents.create(cle=f"{documents.VERSION} ", octets=b"the other one")
        return real(*args, **kwargs)

    monkeypatch.setattr(documents, "render_classement", meanwhile)
    assert client.get("/quiz/resultats/1/pdf/").content == expected


@pytest.mark.django_db(transaction=True)
def test_a_database_that_cannot_be_written_to_keeps_nobody_from_reading(client, metier):
    a_result(client)
    client.post("/quiz/resultats/1/partager/", {"jours": "30"})
    with connection.execute_wrapper(refuse_writing):
        response = StrictClient().get(Partage.objects.get().get_absolute_url())
    assert response.status_code == 200
    assert Partage.objects.get().ouvertures == 0


def refuse_writing(execute, sql, params, many, context):
    if sql.startswith("UPDATE"):
        raise OperationalError("database is locked")
    return execute(sql, params, many, context)
