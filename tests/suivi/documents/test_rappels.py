"""Slips to cut: eight on a page, one for each name."""

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from suivi.documents import PER_PAGE, render_rappels
from tests.suivi.documents.odd import ODD, words
from tests.suivi.documents.paper import is_pdf_ua, pages_of, stays_on_paper, tags_of, text_of

JOUR = date(2026, 11, 30)
LIEN = "https://orientation.example/c/7K4PRD"


def rappels(noms, jusqu_au=date(2026, 12, 4), campagne="Seconde 4", lien=LIEN):
    return render_rappels(
        campagne=campagne,
        structure="Lycée de démonstration",
        code="7K4PRD",
        adresse="orientation.example/c",
        jusqu_au=jusqu_au,
        noms=noms,
        fait_le=JOUR,
        lien=lien,
    )


def slips(*args, **options):
    pages = pages_of(rappels(*args, **options))
    assert all(stays_on_paper(page) for page in pages[:2])
    return [text_of(page) for page in pages]


def test_a_slip_says_what_is_left_where_and_until_when():
    (text,) = slips(["Emma"])
    for said in (
        "Emma",
        "Il te reste à finir ou à envoyer ton quiz d’orientation. Jusqu’au vendredi 4 décembre 2026.",
        "orientation.example/c",
        "7K4 PRD",
        "Rien ne part sans que tu l’envoies.",
        "Seconde 4 · Lycée de démonstration",
    ):
        assert said in text, said
    assert "Jusqu’au" not in slips(["Emma"], jusqu_au=None)[0]


@pytest.mark.parametrize(("names", "pages"), [(1, 1), (8, 1), (9, 2), (500, 63)])
def test_there_is_a_slip_for_each_name_eight_on_a_page(names, pages):
    noms = [f"Élève {number}." for number in range(names)]
    made = pages_of(rappels(noms))
    assert len(made) == pages
    for place in {0, pages - 1}:
        said = re.findall(r"Élève \d+\.", text_of(made[place]))
        assert said == noms[place * PER_PAGE :][:PER_PAGE]


def test_slips_are_tagged_and_their_codes_have_words():
    pdf = rappels(["Emma", "12"])
    assert is_pdf_ua(pdf)
    assert [alt for name, alt in tags_of(pdf) if name == "/Figure"] == [f"Code QR de l’adresse {LIEN}"] * 2
    assert not [name for name, _ in tags_of(rappels(["Emma"], lien=None)) if name == "/Figure"]


def test_no_name_is_no_document():
    with pytest.raises(ValueError, match="expected"):
        rappels([])


def test_a_name_is_never_markup():
    ascii_ones = [name for name in ODD if name.isascii()]
    text = " ".join(slips(ascii_ones))
    assert all(name in text for name in ascii_ones if len(name) < 25)


@given(st.lists(words(30, 2), min_size=1, max_size=9), words(120))
@settings(max_examples=12, deadline=None)
def test_whatever_is_typed_slips_stay_on_their_pages(noms, campagne):
    assert len(slips(noms, campagne=campagne)) == -(-len(noms) // PER_PAGE)
