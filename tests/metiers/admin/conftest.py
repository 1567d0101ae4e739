import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from metiers.models import Metier
from tests.conftest import sign_in
from tests.metiers.admin.editor import change_url, form_data


@pytest.fixture(scope="module")
def form(metier_once):
    """The form of a fiche with four soft skills and two of the rest, as an editor opened it, drawn once."""
    metier = Metier.objects.get()
    for name in ("groupes_mission", "competences_requises", "niveaux", "familles_outil", "contraintes", "questions"):
        getattr(metier, name).filter(ordre__gt=1).delete()
    metier.soft_skills.filter(ordre__gt=3).delete()
    metier.sections.exclude(cle__in=["missions", "soft_skills", "faq"]).delete()
    client = sign_in(Client(), get_user_model().objects.create_superuser("rédactrice"))
    return form_data(client, change_url(metier))


@pytest.fixture
def courte(form, db):
    """The fiche of this form."""
    return Metier.objects.get()


@pytest.fixture
def send(admin_client, courte, form):
    return lambda **changes: admin_client.post(change_url(courte), form | changes)
