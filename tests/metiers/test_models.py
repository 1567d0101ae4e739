import pytest
from django.db import IntegrityError, transaction

from metiers.chargement import rows
from metiers.dimensions import CLES
from metiers.models import (
    RESERVED_SLUGS,
    AncienneAdresse,
    CompetenceRequise,
    Domaine,
    DonneesMetier,
    GrandDomaine,
    Metier,
    NiveauEtude,
    Statut,
    TrancheSalaire,
)

pytestmark = pytest.mark.django_db


def refused(write):
    with pytest.raises(IntegrityError), transaction.atomic():
        write()


@pytest.mark.parametrize("cle", CLES)
@pytest.mark.parametrize("score", [-1, 101])
def test_the_database_refuses_a_score_out_of_scale(metier, cle, score):
    refused(lambda: Metier.objects.filter(pk=metier.pk).update(**{cle: score}))


@pytest.mark.parametrize("cle", CLES)
def test_the_database_refuses_to_publish_without_a_whole_profile(metier, cle):
    refused(lambda: Metier.objects.filter(pk=metier.pk).update(**{cle: None}))
    Metier.objects.filter(pk=metier.pk).update(statut=Statut.BROUILLON, **{cle: None})


def test_the_database_refuses_an_unknown_status(metier):
    refused(lambda: Metier.objects.update(statut="autre"))


def test_the_database_refuses_a_salary_upside_down(metier):
    refused(lambda: TrancheSalaire.objects.create(metier=metier, libelle="x", minimum=2, maximum=1))


def test_the_database_refuses_the_same_skill_twice(metier):
    skill = metier.competences_requises.first().competence
    refused(lambda: CompetenceRequise.objects.create(metier=metier, competence=skill, score=1))


def test_the_database_refuses_a_level_that_does_not_exist(metier):
    refused(lambda: NiveauEtude.objects.create(metier=metier, diplome="x", bac_plus=40))
    NiveauEtude.objects.create(metier=metier, diplome="x", bac_plus=None, ects=None)


@pytest.mark.parametrize("slug", RESERVED_SLUGS)
def test_no_fiche_takes_the_address_of_another_page(slug):
    with pytest.raises(IntegrityError), transaction.atomic():
        Metier.objects.create(titre="X", slug=slug)


@pytest.mark.parametrize(("low", "high"), [(3, None), (None, 5), (5, 3), (-2, 0), (0, 13)])
def test_levels_of_studies_are_both_known_and_in_order(low, high):
    grand = GrandDomaine.objects.create(code="A", nom="A")
    domaine = Domaine.objects.create(code="A11", nom="A", grand_domaine=grand)
    with pytest.raises(IntegrityError), transaction.atomic():
        DonneesMetier.objects.create(code="A1101", domaine=domaine, bac_plus=low, bac_plus_max=high)


def test_writing_a_fiche_replaces_every_list_that_a_metier_has():
    related = {relation.related_model for relation in Metier._meta.related_objects}
    assert related - {AncienneAdresse} == set(rows._CHILDREN), "an old address is no part of the fiche"
