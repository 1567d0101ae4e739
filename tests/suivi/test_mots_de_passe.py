"""Passwords of staff."""

import pytest
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from suivi.contexte import leans_on_context
from tests.suivi.world import account, lycee, member


@pytest.mark.parametrize(
    "password",
    [
        "orientation",
        "Orientation2026!",
        "0r1entation-19071998",
        "motdepasse2026",
        "LYCÉE-conseiller-75",
        "azertyqwerty12",
    ],
)
def test_words_of_the_house_make_no_password(password):
    assert leans_on_context(password, [])


@pytest.mark.parametrize("password", ["violon-tremplin-84", "conseiller violon tremplin", "Xk4!mpq_Tz29"])
def test_other_words_do(password):
    assert not leans_on_context(password, ["anne", "martin", "de", ""])


def test_ones_own_words_neither():
    assert leans_on_context("annemartin-jeanmoulin", ["Anne", "Martin", "Jean", "Moulin"])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("190719981234", "password_entirely_numeric"),
        ("court-84", "password_too_short"),
        ("lycée jean-moulin 69", "password_context"),
        ("anne@ecole.example", "password_too_similar"),
    ],
)
def test_what_is_refused_and_why(password, code):
    anne = member("anne", lycee()).user
    with pytest.raises(ValidationError) as refused:
        validate_password(password, anne)
    assert code in {error.code for error in refused.value.error_list}


@pytest.mark.django_db
def test_without_an_account_yet_the_rules_are_the_same():
    validate_password("violon-tremplin-84", User(email="zoe@ecole.example"))
    validate_password("violon-tremplin-84", account("anne"))
