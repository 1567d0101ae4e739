"""The page of rules: all of them with their condition, share and question, for members alone."""

from html import unescape

import pytest
from pytest_django.asserts import assertNumQueries

from suivi.models import Role
from suivi.synthese.questions import PAR_REGLE
from suivi.synthese.regles import REGLES
from tests.conftest import sign_in
from tests.suivi.world import account, cio, member

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
PAGE = "/suivi/regles/"


@pytest.mark.parametrize("role", Role.values)
def test_each_rule_is_said_with_what_it_looks_at_and_what_it_leads_to(client, role):
    sign_in(client, member("zoe", cio(), role).user)
    page = unescape(client.get(PAGE).content.decode())
    places = [page.index(f". {regle.titre}") for regle in REGLES]
    assert places == sorted(places)
    for regle in REGLES:
        assert regle.condition[1:] in page and regle.part[1:] in page
        assert f"«\u00a0{PAR_REGLE[regle.cle][0].montre}\u00a0»" in page
    assert page.count("compte double") == 4


def test_it_is_read_in_few_queries(client):
    sign_in(client, member("zoe", cio()).user)
    client.get(PAGE)
    with assertNumQueries(5):  # four to know who asks
        client.get(PAGE)


def test_it_does_not_exist_for_whoever_is_in_no_structure(client):
    sign_in(client, account("zoe"))
    assert client.get(PAGE).status_code == 404
