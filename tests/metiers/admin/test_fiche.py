"""The editors' pages."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from metiers.fiche_text import parse_fiche, write_fiche
from metiers.models import Metier, Statut
from metiers.services import catalogue_version
from tests.conftest import sign_in
from tests.metiers.admin.editor import (
    ADD,
    COMPETENCES,
    LIST,
    add_row,
    change_url,
    errors,
    fiche_of,
    form_data,
    save,
    writes,
)

# Django's own pages ask for variables that are not always there.
pytestmark = pytest.mark.ignore_template_errors


def test_a_fiche_sent_back_unchanged_is_the_same_fiche(admin_client, metier):
    before, version, modified = fiche_of(metier), catalogue_version(), metier.modifie_le
    with CaptureQueriesContext(
        connection,
    ) as queries:
        response = save(admin_client, metier)
    assert response.status_code == 302
    assert fiche_of(metier) == before
    assert catalogue_version() == version
    assert Metier.objects.get(pk=metier.pk).modifie_le == modified
    assert [sql for sql in writes(queries) if "metiers_" in sql and "versioncatalogue" not in sql] == []


def test_a_fiche_sends_fewer_fields_than_django_accepts(admin_client, metier, settings):
    assert len(form_data(admin_client, change_url(metier))) < settings.DATA_UPLOAD_MAX_NUMBER_FIELDS * 0.7


def test_a_new_fiche_takes_its_address_from_the_title(admin_client, db):
    data = form_data(admin_client, ADD) | {"titre": "Chargé(e) de mission", "qualite_vie": "58"}
    data = add_row(data, "groupes_mission", titre="Terrain", lignes="Visiter\r\n\r\n• Écrire\r\n")
    data = add_row(data, "familles_outil", nom="Bureautique", lignes="Tableur\r\nTraitement de texte")
    response = admin_client.post(ADD, data)
    assert response.status_code == 302, errors(response)
    metier = Metier.objects.get(slug="charge-de-mission")
    assert metier.statut == Statut.BROUILLON
    fiche = fiche_of(metier)
    assert fiche.missions[0].actions == ("Visiter", "Écrire")
    assert fiche.outils[0].outils == ("Tableur", "Traitement de texte")


def test_a_published_fiche_links_to_its_page_and_a_draft_does_not(admin_client, metier):
    page = metier.get_absolute_url()
    assert f'href="{page}"' in admin_client.get(change_url(metier)).content.decode()
    assert f'href="{page}"' in admin_client.get(LIST).content.decode()
    Metier.objects.update(statut=Statut.BROUILLON)
    assert f'href="{page}"' not in admin_client.get(change_url(metier)).content.decode()
    assert f'href="{page}"' not in admin_client.get(LIST).content.decode()


def test_what_was_edited_can_be_exported_and_read_again(admin_client, metier):
    data = form_data(admin_client, change_url(metier))
    data = add_row(data, "soft_skills", nom="Patience\x0b", texte="Un texte copié d’un PDF.\x02\r\n\r\n\r\nSuite.  ")
    assert admin_client.post(change_url(metier), data).status_code == 302
    fiche = fiche_of(metier)
    assert fiche.soft_skills[-1].texte == "Un texte copié d’un PDF.\n\nSuite."
    assert parse_fiche(write_fiche(fiche).encode()).fiche == fiche


# --- The pages themselves ---


def test_no_page_needs_more_than_the_admin_policy_allows(admin_client, metier):
    for url in (LIST, ADD, change_url(metier), COMPETENCES):
        response = admin_client.get(url)
        html = response.content.decode()
        assert "'unsafe" not in response["Content-Security-Policy"]
        assert " style=" not in html and "<style" not in html
        assert " onclick=" not in html and "javascript:" not in html


def test_the_pages_are_named_in_french(admin_client, db):
    assert "Orientation — administration des fiches" in admin_client.get(reverse("admin:index")).content.decode()


def test_someone_who_may_only_look_sees_the_fiche(client, metier, django_user_model):
    from django.contrib.auth.models import Permission

    reader = django_user_model.objects.create_user("lectrice", is_staff=True)
    reader.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    sign_in(client, reader)
    page = client.get(change_url(metier))
    assert page.status_code == 200
    assert metier.groupes_mission.first().actions.first().texte in page.content.decode()
