"""What the open data know, in the editors' pages: looked up, joined to a fiche, never edited."""

import pytest
from django.urls import reverse

from metiers.models import DonneesMetier, Metier, Origine
from tests.metiers.admin.test_fiche import change_url, form_data

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("few"), pytest.mark.ignore_template_errors]
LIST = reverse("admin:metiers_donneesmetier_changelist")


def test_the_metiers_of_the_rome_can_be_searched_and_lead_to_their_fiche(admin_client):
    page = admin_client.get(f"{LIST}?q=boulang").content.decode()
    assert "D1102" in page
    assert "J1506" not in page
    assert change_url(Metier.objects.get(donnees="D1102")) in page


@pytest.mark.parametrize("typed", ["bou\u00adlang", "\u202bboulang\u202c", "boulang\u200d", "bo\x00ulang"])
def test_a_search_is_cleaned_of_what_nobody_sees(admin_client, typed):
    assert "D1102" in admin_client.get(LIST, {"q": typed}).content.decode()
    for listed in ("metier", "competence"):
        assert admin_client.get(reverse(f"admin:metiers_{listed}_changelist"), {"q": typed}).status_code == 200


@pytest.mark.parametrize("name", ["add", "change", "delete"])
def test_they_cannot_be_changed(admin_client, name):
    arguments = [] if name == "add" else ["D1102"]
    response = admin_client.post(reverse(f"admin:metiers_donneesmetier_{name}", args=arguments), {"libelle": "X"})
    assert response.status_code == 403
    assert DonneesMetier.objects.get(code="D1102").libelle == "Boulanger / Boulangère"


def test_an_editor_says_that_a_data_fiche_is_written_now(admin_client):
    baker = Metier.objects.get(donnees="D1102")
    sent = form_data(admin_client, change_url(baker)) | {"origine": "redigee", "accroche": "Du pain."}
    assert admin_client.post(change_url(baker), sent).status_code == 302
    baker.refresh_from_db()
    assert (baker.origine, baker.accroche, baker.donnees_id) == (Origine.REDIGEE, "Du pain.", "D1102")


def test_two_fiches_cannot_be_about_one_metier(admin_client):
    baker = Metier.objects.get(donnees="D1102")
    sent = form_data(admin_client, change_url(baker)) | {"donnees": "J1506"}
    response = admin_client.post(change_url(baker), sent)
    assert response.status_code == 200
    assert "Une autre fiche parle déjà de ce métier du ROME" in response.content.decode()


@pytest.mark.parametrize("slug", ["comparer", "favoris"])
def test_a_fiche_cannot_take_the_address_of_another_page(admin_client, slug):
    baker = Metier.objects.get(donnees="D1102")
    sent = form_data(admin_client, change_url(baker)) | {"slug": slug}
    assert "Cette adresse est celle d’une autre page" in admin_client.post(change_url(baker), sent).content.decode()
