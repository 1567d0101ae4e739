"""The poster: what it says to students, on one page."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from suivi.documents import Affiche, render_affiche
from tests.suivi.documents.odd import words
from tests.suivi.documents.paper import is_pdf_ua, pages_of, squeezed, stays_on_paper, tags_of, text_of

JOUR = date(2026, 11, 30)
AFFICHE = Affiche(
    campagne="Seconde 4",
    structure="Lycée de démonstration",
    jusqu_au=date(2026, 12, 4),
    adresse="orientation.example/c",
    lien="https://orientation.example/c/7K4PRD",
    code="7K4PRD",
    pseudonymes="liste",
    qui="Camille Moreau, conseillère d’orientation",
    montre="tout_de_suite",
    but="Préparer l’entretien de janvier.",
    fin=date(2027, 8, 31),
    contact="Camille Moreau, bureau 12",
)


def poster(**changes):
    (page,) = pages_of(render_affiche(replace(AFFICHE, **changes), fait_le=JOUR))
    assert stays_on_paper(page)
    return text_of(page)


def test_a_poster_says_how_to_come_in_who_sees_what_and_until_when():
    text = poster()
    for said in (
        "Seconde 4 · Lycée de démonstration · jusqu’au vendredi 4 décembre 2026",
        "Quels métiers te ressemblent",
        "orientation.example/c",
        "7K4 PRD",
        "Pour quoi faire ? Préparer l’entretien de janvier.",
        "va à Camille Moreau, conseillère d’orientation, et aux adultes de l’établissement avec qui",
        "la classe est partagée : leurs noms sont sur ta page. Jamais à tes camarades.",
        "Tout s’efface le 31 août 2027.",
        "Une question ? Camille Moreau, bureau 12",
    ):
        assert said in text, said
    assert "Personne d’autre" not in text


def test_a_poster_is_tagged_and_its_code_has_words():
    pdf = render_affiche(AFFICHE, fait_le=JOUR)
    tags = tags_of(pdf)
    assert is_pdf_ua(pdf)
    assert [name for name, _ in tags if name.startswith("/H")] == ["/H1", "/H2", "/H2", "/H2"]
    assert [alt for name, alt in tags if name == "/Figure"] == [f"Code QR de l’adresse {AFFICHE.lien}"]


@pytest.mark.parametrize(
    ("changes", "said", "unsaid"),
    [
        ({"pseudonymes": "liste"}, "qu’on t’a donné en classe", "que tu choisis"),
        ({"pseudonymes": "libre"}, "un surnom que tu choisis", "donné en classe"),
        ({"montre": "tout_de_suite"}, "Tu vois ton résultat tout de suite", "après l’entretien"),
        ({"montre": "apres"}, "Tu verras ton résultat après l’entretien, pas avant", "tout de suite"),
        ({"but": ""}, "Qui voit quoi", "Pour quoi faire"),
        ({"contact": ""}, "Une question ? Demande à Camille Moreau", "bureau 12"),
        ({"jusqu_au": None}, "Lycée de démonstration", "jusqu’au"),
        ({"campagne": "Classe 李"}, "Certains signes ne s’impriment pas ici", "李"),
    ],
)
def test_a_poster_says_what_the_campagne_asks(changes, said, unsaid):
    text = poster(**changes)
    assert said in text
    assert unsaid not in text


def test_the_longest_words_stay_on_the_page_and_are_not_cut():
    long = "Chargée de mission à la réussite éducative et à la persévérance scolaire des lycéens de l’académie " * 4
    names = {"campagne": long[:120], "structure": long[9:129], "qui": long[20:139]}
    site = "quiz-orientation.lycee-polyvalent-jean-moulin.academie.example.org/c"
    text = poster(**names, but=long[:299], contact=long[:160], code="MWWMQW", montre="apres", adresse=site)
    assert all(squeezed(one) in squeezed(text) for one in (*names.values(), site))
    assert "MWW MQW" in text
    assert "…" not in text


@pytest.mark.parametrize("lien", ["", "javascript:alert(1)", "orientation.example/c", "https://a b"])
def test_nothing_but_an_address_is_a_qr_code(lien):
    with pytest.raises(ValueError, match="address"):
        render_affiche(replace(AFFICHE, lien=lien), fait_le=JOUR)


def test_the_same_poster_is_the_same_bytes():
    assert render_affiche(AFFICHE, fait_le=JOUR) == render_affiche(AFFICHE, fait_le=JOUR)


@given(words(120), words(120), words(120), words(300), words(300), st.sampled_from(["tout_de_suite", "apres"]))
@settings(max_examples=15, deadline=None)
def test_whatever_is_typed_a_poster_is_one_page(campagne, structure, qui, but, contact, montre):
    poster(campagne=campagne, structure=structure, qui=qui, but=but, contact=contact, montre=montre)
