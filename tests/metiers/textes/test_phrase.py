"""The one sentence that lists show of a métier, and what of it gives the name away."""

import pytest

from metiers.textes.phrase import phrase_of, without_name


@pytest.mark.parametrize(
    ("lead", "phrase"),
    [
        ("Tu tailles la pierre.", "Tu tailles la pierre."),
        ("Tu tailles la pierre. Tu la poses ensuite.", "Tu tailles la pierre."),
        (
            "Tu tailles la pierre\u00a0: tu coupes, tu poses.\n\nEt plus encore.",
            "Tu tailles la pierre\u00a0: tu coupes, tu poses.",
        ),
        ("Le métier de maçon fait partie du domaine « Gros œuvre ». Tu peux y entrer sans le bac.", ""),
        ("Il ou elle taille la pierre.", ""),
        ("Tu tailles la **pierre**.", ""),
        ("Tu tailles " + "la pierre " * 40 + ".", ""),
        ("Tu tailles la pierre", ""),
        ("", ""),
    ],
)
def test_the_first_sentence_that_speaks_to_the_student(lead, phrase):
    assert phrase_of(lead) == phrase


@pytest.mark.parametrize(
    ("phrase", "titres", "shown"),
    [
        ("Tu amènes l’électricité partout.", ("Électricien(ne)",), "Tu amènes l’… partout."),
        ("Tu soignes des animaux.", ("Soigneur animalier", "Soigneuse animalière"), "Tu … des …."),
        ("Tu fais du pain.", ("Boulanger(ère)",), "Tu fais du pain."),
        ("Tu aides les gens de la rue.", ("Agent de la rue",), "Tu aides les gens de la rue."),
        ("Tu répares la photo.", ("PHOTOGRAPHE",), "Tu répares la …."),
        ("", ("Maçon",), ""),
    ],
)
def test_words_of_the_title_are_left_out_whatever_their_ending(phrase, titres, shown):
    assert without_name(phrase, titres) == shown
