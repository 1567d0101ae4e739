"""The list, its filters and its actions."""

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from metiers.models import Competence, CompetenceRequise, Metier, Statut
from metiers.services import catalogue_version
from tests.metiers.admin.editor import (
    LIST,
    complete,
    messages_of,
    run,
)

# Django's own pages ask for variables that are not always there.
pytestmark = pytest.mark.ignore_template_errors


def test_the_list_needs_as_many_queries_for_many_fiches_as_for_one(admin_client, metier):
    with CaptureQueriesContext(connection) as one:
        admin_client.get(LIST)
    for number in range(12):
        other = complete(titre=f"Métier {number}", slug=f"metier-{number}", statut=Statut.PUBLIEE)
        CompetenceRequise.objects.create(metier=other, competence=Competence.objects.first(), score=number)
    with CaptureQueriesContext(connection) as many:
        response = admin_client.get(LIST)
    assert response.context["cl"].result_count == 13
    assert len(many) == len(one)


def test_the_list_is_in_the_order_of_the_titles(admin_client, metier):
    for titre in ("Potier", "Avocat"):
        complete(titre=titre, slug=titre.lower())
    titres = [metier.titre for metier in admin_client.get(LIST).context["cl"].result_list]
    assert titres == sorted(titres)


@pytest.mark.parametrize("term", ["Chargé(e) de coop", "charge-de-coop", "Gestion de projet"])
def test_a_fiche_is_found_by_title_address_or_skill(admin_client, metier, term):
    complete(titre="Potier", slug="potier")
    [found] = admin_client.get(LIST, {"q": term}).context["cl"].result_list
    assert found == metier
    assert found.nb_hard_skills == metier.competences_requises.count()


@pytest.mark.parametrize(
    ("query", "titres"),
    [
        ({"statut": "brouillon"}, {"Entière", "Vide"}),
        ({"profil": "complet"}, {"Chargé(e) de coopération internationale", "Entière"}),
        ({"profil": "incomplet"}, {"Vide"}),
    ],
)
def test_the_list_can_be_filtered(admin_client, metier, query, titres):
    complete(titre="Entière", slug="entiere")
    Metier.objects.create(titre="Vide", slug="vide", qualite_vie=3)
    assert {found.titre for found in admin_client.get(LIST, query).context["cl"].result_list} == titres


def test_publishing_says_what_it_refused_and_why(admin_client, db):
    ready = complete(titre="Prête", slug="prete")
    unready = complete(titre="Pas <prête>", slug="pas-prete", flexibilite=None, carriere=None)
    done, refused = messages_of(run(admin_client, "publier", ready, unready))
    assert done == "Publiée : Prête."
    assert "Pas <prête> : Une fiche publiée a ses cinq notes" in refused
    assert "Il manque : Flexibilité, Carrière." in refused
    assert list(Metier.objects.publies()) == [ready]
    assert catalogue_version() == 1
    assert LogEntry.objects.get().get_change_message() == "Statut : Publiée."


def test_back_to_draft_changes_the_catalogue_once(admin_client, metier):
    other = complete(titre="Autre", slug="autre", statut=Statut.PUBLIEE)
    version = catalogue_version()
    run(admin_client, "repasser_en_brouillon", metier, other)
    assert not Metier.objects.publies()
    assert catalogue_version() == version + 1
    assert messages_of(run(admin_client, "repasser_en_brouillon", metier)) == [
        "Rien à changer : statut déjà « Brouillon »."
    ]
    assert catalogue_version() == version + 1


@pytest.mark.parametrize("statut", Statut.values)
def test_deleting_a_fiche_raises_the_catalogue_when_it_was_published(admin_client, metier, statut):
    Metier.objects.update(statut=statut)
    version = catalogue_version()
    admin_client.post(reverse("admin:metiers_metier_delete", args=[metier.pk]), {"post": "yes"})
    assert not Metier.objects.exists()
    assert catalogue_version() == version + (statut == Statut.PUBLIEE)


@pytest.mark.parametrize("statut", Statut.values)
def test_deleting_chosen_fiches_raises_the_catalogue_when_one_was_published(admin_client, metier, statut):
    Metier.objects.update(statut=statut)
    other = complete(titre="Autre", slug="autre")
    version = catalogue_version()
    data = {"action": "delete_selected", "_selected_action": [metier.pk, other.pk], "post": "yes"}
    admin_client.post(LIST, data)
    assert not Metier.objects.exists()
    assert catalogue_version() == version + (statut == Statut.PUBLIEE)
