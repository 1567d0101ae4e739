"""The skills, which fiches share."""

import pytest
from django.urls import reverse

from metiers.models import Competence, Metier, Statut
from metiers.services import catalogue_version
from tests.conftest import sign_in
from tests.metiers.admin.editor import (
    COMPETENCES,
    change_url,
    errors,
)

# Django's own pages ask for variables that are not always there.
pytestmark = pytest.mark.ignore_template_errors


def test_the_skills_say_how_many_fiches_require_them(admin_client, metier):
    Competence.objects.create(nom="Poterie", slug="poterie")
    counts = {skill.nom: skill.nb_fiches for skill in admin_client.get(COMPETENCES).context["cl"].result_list}
    assert counts["Gestion de projet"] == 1
    assert counts["Poterie"] == 0


def test_a_new_skill_gets_an_identifier_that_no_other_has(admin_client, db):
    add = reverse("admin:metiers_competence_add")
    for nom in ("C", "C++", "C#"):
        assert admin_client.post(add, {"nom": nom}).status_code == 302
    assert set(Competence.objects.values_list("slug", flat=True)) == {"c", "c-plus-plus", "c-diese"}


def test_a_skill_known_under_other_accents_is_refused(admin_client, metier):
    response = admin_client.post(reverse("admin:metiers_competence_add"), {"nom": "gestion de PROJÉT"})
    assert errors(response) == {"nom": ["Cette compétence existe déjà : « Gestion de projet »."]}


@pytest.mark.parametrize(("statut", "raised"), [(Statut.PUBLIEE, 1), (Statut.BROUILLON, 0)])
def test_renaming_a_skill_raises_the_catalogue_when_a_published_fiche_shows_it(admin_client, metier, statut, raised):
    Metier.objects.update(statut=statut)
    skill, version = Competence.objects.get(nom="Gestion de projet"), catalogue_version()
    url = reverse("admin:metiers_competence_change", args=[skill.pk])
    assert admin_client.post(url, {"nom": "Conduite de projet"}).status_code == 302
    assert catalogue_version() == version + raised
    skill.refresh_from_db()
    assert (skill.nom, skill.slug) == ("Conduite de projet", "gestion-de-projet")


def test_a_required_skill_cannot_be_deleted_and_its_fiches_are_named(admin_client, metier):
    skill = Competence.objects.get(nom="Gestion de projet")
    data = {"post": "yes", "action": "delete_selected", "_selected_action": [skill.pk]}
    pages = [
        admin_client.post(reverse("admin:metiers_competence_delete", args=[skill.pk]), {"post": "yes"}),
        admin_client.post(COMPETENCES, data),
    ]
    for page in pages:
        html = page.content.decode()
        assert "Gestion de projet » est demandée par" in html
        assert f'href="{change_url(metier)}"' in html
        assert "retirez-" in html
    assert Competence.objects.filter(pk=skill.pk).exists()


def test_a_skill_is_offered_as_one_types(admin_client, metier):
    field = {"app_label": "metiers", "model_name": "competencerequise", "field_name": "competence"}
    found = admin_client.get(reverse("admin:autocomplete"), field | {"term": "gestion"}).json()["results"]
    assert [skill["text"] for skill in found] == ["Gestion de projet", "Gestion financière"]


def test_an_unused_skill_can_be_deleted(admin_client, db):
    skill = Competence.objects.create(nom="Poterie", slug="poterie")
    admin_client.post(reverse("admin:metiers_competence_delete", args=[skill.pk]), {"post": "yes"})
    assert not Competence.objects.exists()


def test_a_rated_skill_is_neither_deleted_nor_says_anything_of_who_rated_it(admin_client, db):
    from django.utils import timezone

    from quiz.models import AutoEvaluation, Passation

    skill = Competence.objects.create(nom="Poterie", slug="poterie")
    passation = Passation.objects.create(empreinte_secret="c" * 64, expire_le=timezone.now())
    AutoEvaluation.objects.create(passation=passation, competence=skill, niveau=75)
    data = {"post": "yes", "action": "delete_selected", "_selected_action": [skill.pk]}
    delete = reverse("admin:metiers_competence_delete", args=[skill.pk])
    pages = [admin_client.get(delete), admin_client.post(delete, {"post": "yes"}), admin_client.post(COMPETENCES, data)]
    for page in pages:
        html = page.content.decode()
        assert "s’effacent d’elles-mêmes" in html
        assert not any(word in html for word in (": 75", "Passation", "evaluation", "évaluation"))
    assert AutoEvaluation.objects.count() == Competence.objects.count() == 1
    passation.delete()
    admin_client.post(delete, {"post": "yes"})
    assert not Competence.objects.exists()


def test_staff_of_no_role_see_nothing(client, metier, django_user_model):
    sign_in(client, django_user_model.objects.create_user("stagiaire", is_staff=True))
    page = client.get(reverse("admin:index")).content.decode()
    assert "/admin/metiers/" not in page and "/admin/quiz/" not in page and "/admin/suivi/" not in page
    assert client.get(COMPETENCES).status_code == 403
