"""The sheet of a talk: the screen's order on one page, whatever it says."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from suivi.documents import Depuis, FicheEntretien, Particulier, Piste, Priorite, render_fiches
from suivi.synthese.regles import REGLES
from tests.suivi.documents.odd import ODD, words
from tests.suivi.documents.paper import is_pdf_ua, pages_of, squeezed, stays_on_paper, tags_of, text_of

JOUR = date(2026, 11, 30)
EMMA = FicheEntretien(
    campagne="Seconde 4",
    annee="2026-2027",
    pseudonyme="Emma",
    envoi="2e envoi, le 27 novembre 2026 · sujet demandé : la durée des études",
    avec="Camille Moreau",
    priorites=(
        Priorite("Relations humaines", "relations", 28),
        Priorite("Qualité de vie", "qualite_vie", 24),
        Priorite("Stimulation", "stimulation", 21),
        Priorite("Flexibilité", "flexibilite", 17),
        Priorite("Carrière", "carriere", 10),
    ),
    note_priorites="4 comparaisons répétées sur 5 vont dans le même sens.",
    particulier=(Particulier("Études", "6 des 10 métiers les plus proches demandent plus que bac +3."),),
    reperes="Direction : Santé, probable (78 fois sur 100).",
    pistes=(
        Piste(1, "Assistant(e) social(e)", "Services aux personnes · bac +3", "ses deux goûts y sont", "déplacements"),
        Piste(2, "Ergothérapeute", "Santé · bac +3", "domaine aimé", "entrée sélective"),
        Piste(3, "Diététicien(ne)", "Santé · bac +2", "« prendre soin »", "beaucoup de biologie"),
    ),
    questions=tuple(f"Question numéro {number}, laquelle garderais-tu ?" for number in range(1, 6)),
    depuis=Depuis("Depuis le 6 novembre", "Qualité de vie 17 → 24 %, carrière 17 → 10 %."),
    plan="Fait : lire la fiche\nÀ faire : portes ouvertes",
    non_envoye="Emma n’a pas envoyé ses compétences ni ses réflexions.",
    fin=date(2027, 8, 31),
)

TITRES = st.sampled_from([regle.titre for regle in REGLES])  # ours: nobody types them


def sheets(*fiches):
    pages = pages_of(render_fiches(fiches, fait_le=JOUR))
    assert len(pages) == len(fiches)
    assert all(stays_on_paper(page) for page in pages[:3])
    return [text_of(page) for page in pages]


def sheet(**changes):
    return sheets(replace(EMMA, **changes))[0]


def test_a_sheet_says_what_the_screen_says_in_the_same_order():
    text = sheet()
    said = (
        "Fiche d’entretien · Seconde 4 · 2026-2027",
        "Emma",
        "sujet demandé",
        "Ce qui compte",
        "Relations humaines",
        "28 %",
        "Ce qui est particulier",
        "Études : 6 des 10",
        "Direction : Santé",
        "Trois pistes",
        "1re",
        "Assistant(e) social(e)",
        "3e",
        "Cinq questions",
        "Question numéro 5",
        "Depuis le 6 novembre",
        "17 → 24 %",
        "Son plan",
        "portes ouvertes",
        "n’a pas envoyé",
        "Décidé ensemble",
        "prochain rendez-vous",
        "Une piste à discuter, jamais un verdict. Emma peut retirer son envoi.",
        "À détruire au plus tard le 31 août 2027.",
    )
    places = [text.find(words) for words in said]
    assert -1 not in places, said[places.index(-1)]
    assert places == sorted(places)
    assert "Avec Camille Moreau" in text


def test_a_sheet_is_tagged_and_its_bars_have_words():
    pdf = render_fiches([EMMA], fait_le=JOUR)
    tags = tags_of(pdf)
    assert is_pdf_ua(pdf)
    assert [name for name, _ in tags if name.startswith("/H")] == ["/H1", *["/H2"] * 7]
    (alt,) = [alt for name, alt in tags if name == "/Figure"]
    assert "Relations humaines 28\u00a0%" in alt and "Carrière 10\u00a0%" in alt
    assert {"/Table", "/TH", "/L"} <= {name for name, _ in tags}


def test_many_sheets_are_one_document_a_page_each():
    texts = sheets(*(replace(EMMA, pseudonyme=f"Élève {number}") for number in range(20)))
    assert [number for number, text in enumerate(texts) if f"Élève {number} peut retirer" in text] == list(range(20))


def test_no_sheet_is_no_document():
    with pytest.raises(ValueError, match="expected"):
        render_fiches([], fait_le=JOUR)


@pytest.mark.parametrize(
    ("changes", "said", "unsaid"),
    [
        ({"particulier": ()}, "Rien de particulier.", "Études :"),
        ({"pistes": ()}, "Aucune piste avec ce qui a été choisi.", "À vérifier"),
        ({"pistes": EMMA.pistes[:1]}, "Assistant(e) social(e)", "Trois pistes"),
        ({"questions": EMMA.questions[:2]}, "Question numéro 2", "Cinq questions"),
        ({"depuis": None}, "Son plan", "Depuis le"),
        ({"depuis": Depuis("", "17 → 24 %")}, "Depuis le dernier envoi 17 → 24 %", "6 novembre"),
        ({"plan": None}, "Depuis le 6 novembre", "Son plan"),
        ({"depuis": None, "plan": None, "non_envoye": ""}, "Décidé ensemble", "n’a pas envoyé"),
        ({"priorites": (Priorite("Carrière", "carriere", 63),)}, "Barres de 0 à 70 %", "Relations"),
        ({"avec": ""}, "Date", "Avec"),
        ({"pseudonyme": "Léo 李"}, "Certains signes ne s’impriment pas ici", "李"),
        ({"pseudonyme": "🦊🦊"}, "(nom qui ne s’imprime pas)", "Certains signes"),
    ],
)
def test_what_is_not_there_leaves_no_hole(changes, said, unsaid):
    text = sheet(**changes)
    assert said in text
    assert unsaid not in text


def test_only_the_sheet_that_lacks_a_sign_says_so():
    texts = sheets(EMMA, replace(EMMA, pseudonyme="Léo 李"), EMMA)
    assert ["Certains signes" in text for text in texts] == [False, True, False]


def longest():
    """Every part as long as it may be: titles of the catalogue, facts, questions, and a plan with its notes."""
    sentence = "Une phrase longue qui dit un fait avec ses chiffres, 47 fois sur 100, et le terme qui l’en éloigne "
    titre = "Conducteur(trice) de ligne de production en industrie agroalimentaire et de conditionnement"[:90]
    return replace(
        EMMA,
        campagne=(sentence * 2)[:119],
        envoi=(sentence * 2)[:159],
        note_priorites=(sentence * 2)[:159],
        particulier=tuple(Particulier(sentence[:60], (sentence * 2)[:169]) for _ in range(4)),
        reperes=(sentence * 3)[:239],
        pistes=tuple(Piste(n, titre, sentence, sentence, sentence) for n in (1, 2, 3)),
        questions=tuple(f"{n} {sentence * 2}"[:159] + "?" for n in range(5)),
        depuis=Depuis("Depuis le 6 novembre", (sentence * 4)[:350]),
        plan="\n".join(f"Étape {n} : {sentence * 2}"[:280] for n in range(5)),
        non_envoye=(sentence * 2)[:159],
    )


def test_the_longest_sheet_is_one_page_and_each_step_is_read():
    text = squeezed(sheet(**{name: getattr(longest(), name) for name in EMMA.__slots__ if name != "pseudonyme"}))
    fiche = longest()
    assert text.count(squeezed(fiche.pistes[0].titre)) == 3
    assert all(squeezed(question) in text for question in fiche.questions)
    assert all(f"Étape{number}:Unephrase" in text for number in range(5))
    assert "Décidéensemble" in text and "31août2027" in text


def test_more_than_a_sheet_shows_is_left_out():
    fiche = longest()
    text = sheet(
        particulier=fiche.particulier * 3, pistes=EMMA.pistes * 9, questions=EMMA.questions * 9, plan="étape\n" * 999
    )
    assert text.count("Question numéro") == 5
    assert text.count("Ergothérapeute") == 1


@pytest.mark.parametrize("name", ODD)
def test_a_pseudonyme_is_never_markup(name):
    assert "jamais un verdict" in sheet(pseudonyme=name)
    if name.isascii():
        assert squeezed(name) in squeezed(sheet(pseudonyme=name))


FICHES = st.builds(
    FicheEntretien,
    campagne=words(120),
    annee=st.just("2026-2027"),
    pseudonyme=words(30, 2),
    envoi=words(200),
    avec=words(120),
    priorites=st.lists(
        st.builds(Priorite, st.just("Relations humaines"), st.just("relations"), st.integers(0, 100)), max_size=5
    ).map(tuple),
    note_priorites=words(200),
    particulier=st.lists(st.builds(Particulier, TITRES, words(250)), max_size=4).map(tuple),
    reperes=words(300),
    pistes=st.lists(
        st.builds(Piste, st.integers(1, 3), words(120), words(150), words(200), words(200)), max_size=3
    ).map(tuple),
    questions=st.lists(words(200), max_size=5).map(tuple),
    depuis=st.none() | st.builds(Depuis, words(60), words(500)),
    plan=st.none() | words(1500),
    non_envoye=words(200),
    fin=st.dates(),
)


@given(st.lists(FICHES, min_size=1, max_size=2))
@settings(max_examples=15, deadline=None)
def test_whatever_is_typed_a_sheet_is_one_page(fiches):
    sheets(*fiches)
