"""Errors of staff say « vous » and their causes; those of students are as they were."""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.test import Client, RequestFactory
from pytest_django.asserts import assertNumQueries

from orientation import views
from suivi.models import Role
from tests.conftest import StrictClient, classes_of, sign_in, styled_classes
from tests.suivi.test_pages import FAMILIAR
from tests.suivi.world import account, lycee, member

VOUS = re.compile(r"\b(vous|votre|revenez)\b", re.IGNORECASE)
UNDER = ["/suivi/structures/rien/", "/compte/rien/", "/admin/rien/"]


def out_of_reach(request):
    try:
        raise OperationalError
    except OperationalError:
        return views.server_error(request)


ERRORS = {
    400: lambda request: views.bad_request(request, ValueError()),
    403: lambda request: views.permission_denied(request, PermissionDenied()),
    404: lambda request: views.page_not_found(request, ValueError()),
    500: views.server_error,
    503: out_of_reach,
}


def answer(path, error):
    return error(RequestFactory().get(path))


@pytest.mark.parametrize("path", UNDER)
@pytest.mark.parametrize("error", [*ERRORS.items(), (403, views.csrf_failure)], ids=lambda one: str(one[0]))
def test_errors_of_staff_say_vous_and_lead_to_their_campaigns(path, error):
    """Without a database: these tests have none."""
    status, raised = error
    response = answer(path, raised)
    said = response.content.decode()
    assert response.status_code == status
    assert 'href="/suivi/">Mes campagnes' in said and VOUS.search(said)
    assert not FAMILIAR.search(said) and "fiche" not in said
    assert classes_of(said) <= styled_classes("css/site.css") | styled_classes("css/suivi.css")


@pytest.mark.parametrize("status", ERRORS)
def test_errors_of_students_are_theirs(status):
    said = answer("/quiz/rien/", ERRORS[status]).content.decode()
    assert "suivi" not in said and "Mes campagnes" not in said


@pytest.mark.django_db
def test_an_error_of_a_student_asks_the_database_nothing():
    with assertNumQueries(0):
        assert StrictClient().get("/rien/").status_code == 404


@pytest.mark.django_db
def test_a_role_that_was_taken_away_is_named_among_the_causes(client):
    house = lycee()
    anne = member("anne", house, Role.RESPONSABLE)
    sign_in(client, anne.user)
    page = f"{house.get_absolute_url()}inviter/"
    assert client.get(page).status_code == 200
    anne.role = Role.CONSEILLER
    anne.save()
    response = client.post(page, {"email": "zoe@ecole.example", "role": "invite"})
    said = response.content.decode()
    assert response.status_code == 404
    assert "Votre rôle a peut-être changé" in said and "n’a pas été enregistré" in said


@pytest.mark.django_db
def test_the_admin_too(client):
    sign_in(client, account("anne", is_staff=True))
    refused = client.get("/admin/auth/user/")
    assert refused.status_code == 403 and "Votre rôle a peut-être changé" in refused.content.decode()


@pytest.mark.django_db
def test_a_form_that_another_site_could_have_sent_is_refused_in_vous():
    browser = Client(enforce_csrf_checks=True)
    response = browser.post("/compte/connexion/", {"login": "a"})
    assert response.status_code == 403 and "vient bien de vous" in response.content.decode()
