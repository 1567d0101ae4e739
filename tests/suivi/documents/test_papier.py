"""The questionnaire, one sheet of two pages, and strips to cut."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.methode.statements import ENONCES
from suivi.documents import BANDES_PER_PAGE, Code, Papier, render_bandes, render_questionnaire
from suivi.papier.feuille import questionnaire
from tests.suivi.documents.odd import words
from tests.suivi.documents.paper import is_pdf_ua, pages_of, stays_on_paper, tags_of, text_of

JOUR, FIN = date(2026, 12, 1), date(2027, 8, 31)
LIEN = "https://orientation.example/quiz/reprendre/"
CODES = (9, 17, 20, 14, 1, 6, 27, 22, 21, 23, 30, 7, 12, 26, 10, 29, 15, 4, 8, 24, 5, 28, 13, 16, 19, 25, 18, 2, 3, 11)
INTERETS = {str(code): f"Une phrase assez longue {code}" for code in CODES}
FEUILLE = questionnaire(INTERETS, {lettre: f"Domaine {lettre}" for lettre in "ABCDEFGHIJKLMN"})


def paper(campagne="Seconde 4", qui="Camille Martin", **more):
    values = {"liste": True, "apres": False, "jusqu_au": date(2026, 12, 18), "fin": FIN} | more
    said = Papier(campagne, "Lycée de démonstration", qui, **values, most_interets=3, most_aime=4)
    return render_questionnaire(said, FEUILLE, fait_le=JOUR)


def bandes(noms, **more):
    return render_bandes(
        campagne="Seconde 4",
        structure="Lycée de démonstration",
        adresse="orientation.example/quiz/reprendre",
        lien=LIEN,
        codes=[Code(nom, "7K3MQ9XT2BHD", FIN) for nom in noms],
        fait_le=JOUR,
        **{"apres": False, **more},
    )


def test_the_questionnaire_is_one_sheet_that_asks_everything_under_its_code():
    recto, verso = (text_of(page) for page in pages_of(paper()))
    assert all(one.texte in recto for one in ENONCES)
    assert all(text in verso for text in INTERETS.values()) and "trois phrases au plus" in verso
    for said in ("Sans le bac", "Peu importe", "Travail de nuit", "quatre au plus", "Domaine N"):
        assert said in verso, said
    assert "J’envoie mon résultat à Camille Martin" in verso and "Rien de coché, c’est non." in verso
    assert "vendredi 18 décembre 2026" in recto and "jamais ton nom de famille" in recto
    assert f"Feuille {FEUILLE.version}" in recto and f"Feuille {FEUILLE.version}" in verso


def test_it_says_when_pistes_are_seen_and_whose_name_is_written():
    recto = text_of(pages_of(paper(apres=True, liste=False))[0])
    assert "s’ouvrent après l’entretien" in recto and "un surnom que tu choisis" in recto
    assert "celui de la liste" in text_of(pages_of(paper())[0])


def test_both_are_tagged():
    assert is_pdf_ua(paper()) and is_pdf_ua(bandes(["Emma"]))
    assert [name for name, _ in tags_of(paper())].count("/Table") == 7
    assert [alt for name, alt in tags_of(bandes(["Emma"])) if name == "/Figure"] == [f"Code QR de l’adresse {LIEN}"]


@given(words(60), words(60))
@settings(max_examples=8, deadline=None)
def test_whatever_a_campaign_is_called_it_stays_on_its_two_pages(campagne, qui):
    pages = pages_of(paper(campagne, qui))
    assert len(pages) == 2 and all(stays_on_paper(page) for page in pages)


@pytest.mark.parametrize(("names", "pages"), [(1, 1), (6, 1), (7, 2), (30, 5)])
def test_there_is_a_strip_for_each(names, pages):
    made = pages_of(bandes([f"Élève {number}" for number in range(names)]))
    assert len(made) == pages and BANDES_PER_PAGE == 6


def test_a_strip_says_where_with_which_code_and_until_when():
    (page,) = pages_of(bandes(["Emma"]))
    said = text_of(page).replace("\u2011", "-")
    for words_ in ("Emma", "7K3M-Q9XT-2BHD", "orientation.example/quiz/reprendre", "à toi seul", "31 août 2027"):
        assert words_ in said, words_
    assert "après l’entretien" in text_of(pages_of(bandes(["Emma"], apres=True))[0])


@given(st.lists(words(30, 2), min_size=1, max_size=7))
@settings(max_examples=8, deadline=None)
def test_whatever_names_are_strips_stay_on_their_pages(noms):
    pages = pages_of(bandes(noms))
    assert len(pages) == -(-len(noms) // BANDES_PER_PAGE) and all(stays_on_paper(page) for page in pages)


def test_nobody_is_no_document():
    with pytest.raises(ValueError, match="expected"):
        bandes([])
