"""What the linter says of a text, rule by rule."""

from dataclasses import replace

import pytest

from metiers.textes import Texte, read_textes
from metiers.textes.closeness import borrowed, closest, runs_of, too_close
from metiers.textes.rules import check
from metiers.textes.spelling import misspelled, unknown_words
from tests.metiers.textes.samples import BAKER, ROOFER


def read(text):
    lecture = read_textes(text.encode())
    assert lecture.fautes == ()
    return lecture.textes


def found(text):
    return [faute.message for faute in check(read(text))]


def test_a_good_text_has_no_fault():
    assert found(f"{BAKER}\n{ROOFER}") == []


def test_an_accroche_alone_is_enough_but_half_a_text_is_not():
    head = "\n".join(BAKER.splitlines()[:2])
    assert found(f"{head}\n") == []
    assert "D1102, tâches : 0 au lieu de 5" in found(f"{head}\noù: Fournils\n")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("Tu pétris, tu façonnes", "On pétrit, on façonne", "accroche : une seule phrase, qui commence par « Tu »"),
        ("le pain que", "le pain. Et que", "accroche : une seule phrase"),
        ("encore tiède", "encore tiède " + "et bon " * 8 + "là", "accroche : 32 mots, 25 au plus"),
        ("déjà chaud. Tu", "déjà chaud et tu", "au quotidien : 2 phrases au lieu de 3"),
        ("- Peser farine, eau, sel et levain avant le pétrissage\n", "", "tâches : 4 au lieu de 5"),
        ("Peser farine, eau, sel et levain", "Pesée des farines", "tâches : elle commence par un infinitif"),
        ("Lamer les pâtons d’un geste avant d’enfourner", "Lamer les pâtons", "tâches : 3 mots, au moins 4"),
        ("suivante", "suivante.", "tâches : sans point à la fin"),
        ("- L’odeur du pain et les gens qui attendent la fournée\n", "", "plaît : 1 au lieu de 2"),
        ("La chaleur, la farine", "La chaleur, " + "le feu, " * 9 + "la farine", "difficile : 27 mots, 12 au plus"),
        ("; four à sole", "; four ; pelle ; balance ; banneton ; coupe-pâte", "outils : 7 au lieu de 3 à 6"),
        ("outils: pétrin ; lame ; four à sole", "outils: pétrin", "outils : 1 au lieu de"),
        ("les gens", "les client(e)s", "terminaison doublée"),
        ("les gens", "les client·es", "terminaison doublée"),
        ("les gens", "il/elle", "terminaison doublée"),
        ("L’odeur", "L'odeur", "apostrophe ou guillemet droit"),
        ("encore tiède.", "encore tiède !", "sans point d’exclamation"),
        ("est déjà chaud", "est déjà chaud ; vite", "espace insécable attendue"),
        ("L’odeur", "« L’odeur »", "espace insécable attendue"),
        ("est déjà chaud.", "est déjà chaud...", "en un signe"),
        ("chaque jour", "après un Bac+2", "le niveau s’écrit « bac +5 »"),
        ("chaque jour", "pour divers clients", "à éviter, « divers »"),
    ],
)
def test_each_rule_is_told_with_the_passage(old, new, told):
    assert old in BAKER
    messages = found(BAKER.replace(old, new, 1))
    assert [message for message in messages if told in message], messages


@pytest.mark.parametrize(
    "right", ["un bac +2 suffit", "à 17:30 précises", "dire «\u00a0oui\u00a0» souvent", "quand\u00a0? demain"]
)
def test_what_is_right_is_not_told(right):
    assert found(BAKER.replace("L’odeur du pain", right, 1)) == []


def test_a_question_that_is_quoted_ends_no_sentence():
    quoted = BAKER.replace("est déjà chaud", "attend\u00a0: «\u00a0On y va\u00a0?\u00a0», dit l’équipe")
    assert found(quoted) == []


def test_no_task_stands_in_two_metiers_whatever_its_accents():
    twin = ROOFER.replace("Bâcher une charpente avant l’orage", "Lamer les patons d’un geste avant d’enfourner")
    assert found(f"{BAKER}\n{twin}") == [
        "F1610, tâche déjà donnée à D1102 : « Lamer les patons d’un geste avant d’enfourner »"
    ]


# --- Texts that read like another one ---


def test_two_texts_that_differ_by_their_titles_alone_are_too_close():
    baker = replace(read(BAKER)[0], ou="Ateliers")
    titled = replace(baker, accroche="Tu es boulanger.", cle="D1102")
    other = replace(
        baker, titre="Pâtissier(ère)", accroche="Tu es pâtissier.", cle="D1104", ligne=30, fichier="D11.txt"
    )
    pairs = closest([titled, other, read(ROOFER)[0]])
    assert pairs[0].part == 1
    assert [str(faute) for faute in too_close(pairs)] == [
        "D11.txt, ligne 30 : D1104, 100% de suites de trois mots en commun avec D1102"
    ]


def test_different_texts_are_far_apart():
    assert list(too_close(closest([*read(BAKER), *read(ROOFER)]))) == []


def test_a_quarter_is_the_limit():
    def told(tail):
        return Texte("A1101", "X", accroche=f"un deux trois quatre cinq {tail}")

    at_limit = [told("a b c d e f g h i"), replace(told("j k l m n o p q r"), cle="A1102")]
    over = [told("a b c d e f g"), replace(told("j k l m n o p"), cle="A1102")]
    assert closest(at_limit)[0].part == pytest.approx(0.25, abs=1e-9)
    assert list(too_close(closest(at_limit))) == []
    assert len(list(too_close(closest(over)))) == 1


# --- Texts that take from a source ---


def test_six_words_of_a_source_are_found_whatever_their_accents_and_marks():
    runs = runs_of(["<b>Façonner</b> des baguettes à la MAIN sans casser;12"])
    assert [str(faute) for faute in borrowed(read(BAKER), runs)] == [
        "ligne 1 : D1102, tâches : mots d’une source, « baguettes a la main sans casser »"
    ]


@pytest.mark.parametrize(
    "line", ["des baguettes à la main", "pétrin ; lame ; four à sole et le reste", "et de la et à la pour les"]
)
def test_five_words_names_of_tools_and_empty_words_are_nobody_s(line):
    text = BAKER.replace("L’odeur du pain", "et de la et à la pour les")
    assert list(borrowed(read(text), runs_of([line]))) == []


# --- Spelling ---


def test_words_that_no_dictionary_has_are_told_once_per_text():
    known = {"tu", "petris", "le", "pain", "au", "coeur", "de", "nuit"}.__contains__
    texte = Texte(
        "D1102", "X", accroche="Tu pétriss le pain au cœur de Paris, aujourd’hui.", ou="Pétriss", outils=("qsd",)
    )
    found = unknown_words([texte], known, frozenset())
    assert list(found) == ["pétriss"]
    assert [str(faute) for faute in misspelled(found)] == ["ligne 1 : D1102, mot inconnu du dictionnaire : « pétriss »"]
    assert unknown_words([texte], known, frozenset(["pétriss"])) == {}
