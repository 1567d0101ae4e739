"""What is refused, at which line, and what the message says was expected."""

import pytest

from metiers.fiche_text import FicheTextError, parse_fiche, write_fiche
from metiers.fiche_text.document import MAX_ACTION, MAX_COMPETENCE, MAX_DETAIL, MAX_NOM, MAX_QUESTION, MAX_TITRE
from metiers.fiche_text.lines import MAX_BYTES, MAX_LINES
from tests.conftest import FIXTURE_FICHE
from tests.metiers.samples import SAMPLE, changed, section, without


def error_of(data: str | bytes) -> FicheTextError:
    with pytest.raises(FicheTextError) as caught:
        parse_fiche(data if isinstance(data, bytes) else data.encode())
    assert str(caught.value) == f"ligne {caught.value.line} : {caught.value.message}"
    return caught.value


NOT_A_TEXT = {
    "nothing": (b"", 1, "vide"),
    "blanks": (b" \r\n\t\n\xef\xbb\xbf", 1, "vide"),
    "a BOM": (b"\xef\xbb\xbf", 1, "vide"),
    "invisible characters": ("\u200b\n\u2060".encode(), 1, "vide"),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", 2, "binaire"),
    "a zip": (b"PK\x03\x04\x14\x00", 1, "binaire"),
    "a zero byte far away": (SAMPLE.encode() + b"\x00", SAMPLE.count("\n") + 1, "binaire"),
    "a control character after old Mac line ends": (b"Titre\rdeux\rtrois \x07", 3, "binaire"),
    "UTF-16 without a BOM": (SAMPLE.encode("utf-16-le"), 1, "binaire"),
    "half a UTF-16": (SAMPLE.encode("utf-16")[:-1], 1, "encodage"),
    "neither UTF-8 nor cp1252": (b"M\xe9tier\nSuite \x81", 1, "encodage"),
    "UTF-8 with a damaged byte": (SAMPLE.encode().replace("ô".encode(), b"\xc3", 1), None, "abîmé"),
    "UTF-8 cut inside a letter": ("Métier\nÀ côté de l’été\n#FAQ\né".encode()[:-1], 4, "abîmé"),
    "over 2 MB": (b"a" * (MAX_BYTES + 1), 1, "2 Mo"),
    "too many lines": (b"Titre" + b"\n" * (MAX_LINES + 1), MAX_LINES + 1, "lignes au plus"),
    "RTF": (rb"{\rtf1\ansi Titre}", 1, "texte brut"),
    "HTML": (b"\n<!DOCTYPE html><title>Titre</title>", 1, "texte brut"),
    "XML": (b"<?xml version='1.0'?>", 1, "texte brut"),
    "PDF": (b"%PDF-1.7 obj", 1, "texte brut"),
}


@pytest.mark.parametrize(("data", "line", "piece"), NOT_A_TEXT.values(), ids=NOT_A_TEXT)
def test_what_is_not_a_text_is_refused(data, line, piece):
    error = error_of(data)
    assert piece in error.message
    assert line is None or error.line == line


NO_TITLE = {
    "a tag": ("#MISSIONS\n- a\n", 1),
    "a tag after blank lines": ("\n\n#MISSIONS\n- a\n", 3),
    "the profile": ("Profil d'épanouissement\nStimulation 50 %\n", 1),
    "a score": ("Stimulation 50 %\n", 1),
    "a bullet": ("- Menuisier\n", 1),
    "a sentence": ("Tu fabriques des meubles.\n#FAQ\n", 1),
    "a question": ("Quel métier ?\n#FAQ\n", 1),
    "a long paragraph": ("Menuisier " * 20 + "\n#FAQ\n", 1),
    "no letter": ("——— 日本\n", 1),
    "a mark and nothing": ("##\n\nMenuisier\n", 1),
    "too long": ("m" * (MAX_TITRE + 1), 1),
}


@pytest.mark.parametrize(("text", "line"), NO_TITLE.values(), ids=NO_TITLE)
def test_a_file_without_a_title_is_refused(text, line):
    error = error_of(text)
    assert "titre absent" in error.message
    assert error.line == line


# (what is replaced in the sample, by what, at how many lines from there the error stands, a piece of the message)
WRONG = {
    "140 %": ("Stimulation 72%", "Stimulation 140 %", 0, "de 0 à 100"),
    "a huge score": ("Stimulation 72%", "Stimulation " + "9" * 5000, 0, "de 0 à 100"),
    "a negative score": ("Stimulation 72%", "Stimulation -5 %", 0, "de 0 à 100"),
    "a negative score after a colon": ("Stimulation 72%", "Stimulation : -5", 0, "de 0 à 100"),
    "a score with decimals": ("Stimulation 72%", "Stimulation 72,5 %", 0, "de 0 à 100"),
    "a score out of ten": ("Stimulation 72%", "Stimulation 7/10", 0, "de 0 à 100"),
    "a word for a score": ("Stimulation 72%", "Stimulation forte", 0, "de 0 à 100"),
    "a phrase for a score": ("Stimulation 72%", "Stimulation : pas encore mesurée du tout", 0, "de 0 à 100"),
    "a long phrase for a score": ("Stimulation 72%", "Stimulation plutôt haute, en général", 0, "de 0 à 100"),
    "a percentage in letters": ("Stimulation 72%", "Stimulation de quatre vingt deux %", 0, "de 0 à 100"),
    "a percentage in letters right under another score": (
        "Les horaires sont ceux de l’atelier...\nStimulation 72%",
        "Stimulation de quatre vingt deux %",
        0,
        "de 0 à 100",
    ),
    "a percentage of nothing": ("Stimulation 72%", "Stimulation ?? %", 0, "de 0 à 100"),
    "a score in letters": ("Stimulation 72%", "Stimulation 7O%", 0, "de 0 à 100"),
    "no score": ("Stimulation 72%", "Stimulation", 0, "de 0 à 100"),
    "an unknown dimension": ("Stimulation 72%", "Prestige 72%", 0, "Qualité de vie, Flexibilité"),
    "an unknown dimension out of 100": ("Stimulation 72%", "Prestige : 72/100", 0, "dimension inconnue"),
    "an unknown dimension, bare": ("Stimulation 72%", "Prestige : 72", 0, "dimension inconnue"),
    "a longer name of a dimension": ("Stimulation 72%", "Stimulations 72%", 0, "dimension inconnue"),
    "two figures for a dimension": (
        "Carrière 64%",
        "Stimulation 73%\nEncore...\nCarrière 64%",
        0,
        "« Stimulation » vaut 73 ici et 72 plus haut",
    ),
    "a description too long": ("Le soir est à toi", "s" * MAX_DETAIL, 0, f"{MAX_DETAIL} au plus"),
    "a profile without notes": (
        SAMPLE[SAMPLE.index("Qualité de vie") : SAMPLE.index("#MISSIONS")],
        "À venir\n\n",
        -1,
        "les cinq notes",
    ),
    "a section given twice": ("#OUTILS", "#FAQ\n\nQui ?\n\nMoi.\n\n#OUTILS", None, "déjà donnée"),
    "a section in capitals given twice": ("Bruit", "OUTILS\n\nBruit", 0, "déjà donnée"),
    "a section with nothing in it": (section("#FAQ"), "#FAQ\n", 0, "la section « FAQ » s'interrompt"),
    "a section with only its headings": (
        section("#OUTILS"),
        "#OUTILS\n\nLes outils à connaître\n\nMenuisier(ère)\n\n",
        0,
        "la section « OUTILS » s'interrompt",
    ),
    "a title of missions without actions": (
        "Fabriquer\n  • Scier\n  • Assembler\n  • Poncer",
        "Fabriquer",
        0,
        "actions",
    ),
    "an action too long": ("Scier", "s" * (MAX_ACTION + 1), 0, f"{MAX_ACTION} au plus"),
    "a soft skill without a text": ("Patience\n\nUne colle qui n’a pas séché ne tient pas.", "Patience", 0, "un texte"),
    "a name too long": ("Patience", "## " + "p" * (MAX_NOM + 1), 0, f"{MAX_NOM} au plus"),
    "a mark without a name": ("Patience", "##", 0, "un nom"),
    "a hard skill without a name": ("95 | Travail du bois", "95 |", 0, "le nom de la compétence"),
    "a hard skill without a bar": ("95 | Travail du bois", "95", 0, "« | »"),
    "a hard skill without a score": ("95 | Travail du bois", "| Travail du bois", 0, "de 0 à 100"),
    "a hard skill over 100": ("95 | Travail", "105 | Travail", 0, "de 0 à 100"),
    "a hard skill upside down": ("95 | Travail du bois", "Travail du bois | 95", 0, "de 0 à 100"),
    "a hard skill too long": ("Travail du bois", "t" * (MAX_COMPETENCE + 1), 0, f"{MAX_COMPETENCE} au plus"),
    "a hard skill given twice": ("70 | Lecture de plans", "70 | travail  du BOIS", 0, "deux fois"),
    "key words too long once separated": ("Cotes, Échelles", "a," * 140 + "b", 0, "300 au plus"),
    "a bac beyond reason": ("BAC +2 |", "BAC +13 |", 0, "Bac +12"),
    "credits beyond reason": ("(120 crédits", "(1200 crédits", 0, "crédits"),
    "no credits": ("(120 crédits ECTS)", "", 0, "crédits"),
    "credits in words": ("(120 crédits ECTS)", "beaucoup", 0, "crédits"),
    "too many courses": ("(3)", "(30001)", 0, "30000 au plus"),
    "courses without their number": ("Voir toutes les formations Avant le bac (3)", "", -1, "le nombre de formations"),
    "tools without a family": ("Dessin\n  • SketchUp", "- SketchUp", 0, "famille"),
    "a family without tools": (
        "Dessin\n  • SketchUp\n  • Papier et crayon\nDessin\n\nPour voir avant de couper.",
        "Dessin",
        0,
        "des outils",
    ),
    "a salary upside down": ("De 21000€ à 24000€", "De 24000€ à 21000€", 0, "l'inverse"),
    "a salary in k€ upside down": (
        "De 21000€ à 24000€ brut par an",
        "32–26 k€",
        0,
        "(32000 €) dépasse le maximum (26000 €)",
    ),
    "half a salary": ("De 21000€ à 24000€ brut par an", "De 21000€", 0, "un salaire était attendu"),
    "a salary cut in its figures": ("De 21000€ à 24000€ brut par an", "De 21000€ à 240", 0, "l'inverse"),
    "a salary net of tax": ("De 21000€ à 24000€ brut", "De 21000€ à 24000€ net", 0, "brut"),
    "a net salary said before": ("De 21000€ à 24000€ brut par an", "Salaire net annuel : 21 k€", 0, "brut"),
    "a salary per hour": ("De 21000€ à 24000€ brut par an", "12 € de l’heure", 0, "un salaire était attendu"),
    "a salary without its period": ("De 21000€ à 24000€ brut par an", "1 800 € à 2 200 €", 0, "« par mois »"),
    "a minimum without its thousands": ("De 21000€ à 24000€ brut par an", "De 21 à 24 000 €", 0, "en entier"),
    "a salary of nothing": ("De 21000€ à 24000€", "De 0€ à 0€", 0, "entre 1 €"),
    "a salary beyond reason": ("à 24000€", "à 24000000€", 0, "10000000 €"),
    "a band without a salary": ("De 21000€ à 24000€ brut par an", "", -2, "un salaire"),
    "a band and words": ("De 21000€ à 24000€ brut par an", "Selon l’atelier.", -2, "un salaire"),
    "two salaries under a label": ("brut par an", "brut par an\n\nDe 1€ à 2€ brut par an", 2, "tranche"),
    "a question without an answer": ("Moins qu’avant : les machines portent.", "", None, "réponse"),
    "an answer without a question": ("Faut-il être fort ?\n\n", "", None, "une question était attendue"),
    "two answers to one question": ("Peut-on travailler dehors ?\n\n", "", None, "une question était attendue"),
    "a question too long": ("Faut-il être fort ?", "q" * MAX_QUESTION + " ?", 0, f"{MAX_QUESTION} au plus"),
}


@pytest.mark.parametrize(("old", "new", "distance", "piece"), WRONG.values(), ids=WRONG)
def test_what_cannot_be_understood_is_refused_with_its_line(old, new, distance, piece):
    error = error_of(changed((old, new)))
    assert piece in error.message
    if distance is not None:
        assert error.line == SAMPLE[: SAMPLE.index(old)].count("\n") + 1 + distance


def test_a_level_without_anything_is_refused():
    start, end = SAMPLE.index("AVANT LE BAC"), SAMPLE.index("BTS\n")
    error = error_of(SAMPLE[:start] + SAMPLE[end:])
    assert "le niveau (« BAC +2 | (120 crédits ECTS) ») ou un texte" in error.message
    assert error.line == SAMPLE[:start].count("\n") - 1


PROFILE = SAMPLE[SAMPLE.index("Profil") : SAMPLE.index("#MISSIONS")]

# The last lines of a file that was cut, put in place of the section of the sample that stands last.
BREAKS = {
    "a tag": "#FAQ",
    "a tag and its headings": "#FAQ\n\nQuestions fréquentes\n\nMenuisier(ère)",
    "a tag cut in its name": "#SALAIRE ET ÉVOLUT",
    "the introduction of missions": "#MISSIONS\n\nUn meuble passe par trois moments.",
    "the title of a second group": "#MISSIONS\n\nPréparer\n- Lire\n\nFabriquer",
    "the title of a group after groups without": "#MISSIONS\n\n- Lire\n\n- Scier\n- Poncer\n\nVend",
    "the introduction of soft skills": "#SOFTSKILLS\n\nLe bois ne pardonne pas la hâte.",
    "the name of a soft skill": "#SOFTSKILLS\n\nPatience\n\nIl en faut.\n\nSoin",
    "the first words of the first text": "#SOFTSKILLS\n\nPatience\n\nIl en faut",
    "the first words of a text": "#SOFTSKILLS\n\nPatience\n\nIl en faut.\n\nSoin\n\nIl en",
    "a long sentence": "#SOFTSKILLS\n\nPatience\n\n" + "Il en faut beaucoup et partout " * 4,
    "a long sentence after a comma": "#SOFTSKILLS\n\nPatience\n\n" + "Il en faut beaucoup et partout, " * 4,
    "the score of a hard skill": "#HARDSKILLS\n\n95 | Bois\nSciage, Collage...\n\n70",
    "the bar of a hard skill": "#HARDSKILLS\n\n95 | Bois\nSciage, Collage...\n\n70 |",
    "the name of a hard skill": "#HARDSKILLS\n\n95 | Bois\nSciage, Collage...\n\n70 | Lecture de plans",
    "the key words of a hard skill": "#HARDSKILLS\n\n95 | Bois\nSciage, Collage...\n\n70 | Plans\nCotes, Éche",
    "a diploma": "#PARCOURS\n\nCAP\n\nAVANT LE BAC\n\nDeux ans.\n\nBTS",
    "a level": "#PARCOURS\n\nCAP\n\nAVANT LE BAC\n\nDeux ans.\n\nBTS\n\nBAC +2 | (120 crédits ECTS)",
    "the credits of a level": "#PARCOURS\n\nBTS\n\nBAC +2 | (120 cré",
    "the label of courses": "#PARCOURS\n\nCAP\n\nAVANT LE BAC\n\nDeux ans.\n\nLes formations proposées",
    "the count of courses": "#PARCOURS\n\nCAP\n\nDeux ans.\n\nLes formations proposées\nVoir toutes les formations (",
    "the name of an experience": "EXPERIENCE PROFESSIONNELLE\n\nPAR LE TRAVAIL\n\nUn stage ouvre des portes.\n\nAide",
    "the name of a family": "#OUTILS\n\nDessin\n- Crayon\nDessin\n\nPour voir.\n\nMesure",
    "the tools of a family": "#OUTILS\n\nDessin\n- Crayon\nDessin\n\nPour voir.\n\nMesure\n- Mètre",
    "the name of a family again": "#OUTILS\n\nDessin\n- Crayon\nDessin",
    "the label of a salary": "#SALAIRE ET ÉVOLUTION\n\nDÉBUTANT\n\n21–24 k€\n\nCONFIRMÉ (+ de 5 ans)",
    "any label of a salary": "#SALAIRE ET ÉVOLUTION\n\nDÉBUTANT\n\n21–24 k€\n\nAprès dix ans",
    "a marked label of a salary": "#SALAIRE ET ÉVOLUTION\n\nDÉBUTANT\n\n21–24 k€\n\n## Après dix ans",
    "the opening of a salary": "#SALAIRE ET ÉVOLUTION\n\nDÉBUTANT\n\nDe 21000€ à",
    "a step": "EVOLUTION DE CARRIERE\n\nChef d’atelier, un jour.\n\nTa propre entre",
    "a question": "#FAQ\n\nFaut-il être fort ?\n\nRéponse :\n\nNon.\n\nPeut-on travailler dehors ?",
    "a question cut": "#FAQ\n\nFaut-il être fort ?\n\nRéponse :\n\nNon.\n\nPeut-on travai",
    "« Réponse : »": "#FAQ\n\nFaut-il être fort ?\n\nRéponse :",
    "a short answer": "#FAQ\n\nFaut-il être fort ?\n\nRéponse :\n\nNon.\n\nDehors ?\n\nRéponse :\n\nOui, sur",
    "the first note of a profile": "Profil d'épanouissement\nStimulation 72%",
    "the heading of a profile": "Profil d'épanouissement",
    "the notes of a profile": SAMPLE[SAMPLE.index("Profil") : SAMPLE.index("Carrière")],
    "the last description of a profile": SAMPLE[SAMPLE.index("Profil") : SAMPLE.index("Chef d’atelier, puis")],
    "a description of a profile printed again": PROFILE + PROFILE.removesuffix(" compte...\n\n"),
    "a long sentence under the title": "Tu fabriques et tu poses des meubles " * 4,
    "a description of a profile": SAMPLE[SAMPLE.index("Profil") : SAMPLE.index(" puis à ton compte...")],
}


@pytest.mark.parametrize("end", BREAKS.values(), ids=BREAKS)
@pytest.mark.parametrize("newline", ["", "\n", "\n\n  \n"])
def test_a_file_that_stops_in_the_middle_of_a_section_is_refused(end, newline):
    text = f"Menuisier(ère)\n\n{end}{newline}"
    error = error_of(text)
    lines = text.rstrip().splitlines()
    assert "attendu" in error.message
    assert error.line == len(lines) or lines[error.line - 1].lstrip("#") in error.message


def _cuts(text: str) -> list[str]:
    lines = text.splitlines()
    return ["\n".join(lines[:number]) for number in range(1, len(lines)) if lines[number - 1]]


def test_our_own_fiche_cut_after_a_name_a_tag_or_a_question_is_refused():
    lines = FIXTURE_FICHE.read_text().splitlines()
    taken = []
    for cut in _cuts(FIXTURE_FICHE.read_text()):
        last = cut.splitlines()[-1]
        try:
            parse_fiche(cut.encode())
        except FicheTextError:
            continue
        taken.append(last)
    whole = ("  • ", "De ", "Voir ", "BAC +2", "90 |")  # a whole item, or one that has no sister yet to compare it with
    assert [last for last in taken if not last.endswith((".", "...", "!", "?")) and not last.startswith(whole)] == [
        lines[0]
    ]
    assert len(taken) < len(_cuts(FIXTURE_FICHE.read_text()))


def test_messages_are_in_french_and_say_what_was_expected():
    for old, new, _, _ in WRONG.values():
        message = error_of(changed((old, new))).message
        assert any(word in message for word in ("attendu", "deux fois", "attendus", "attendue"))
        assert "expected" not in message


@pytest.mark.parametrize("tag", ["#MISSIONS", "#SOFTSKILLS", "#HARDSKILLS", "#OUTILS", "#CONTRAINTES", "#FAQ"])
def test_a_last_section_of_prose_alone_is_refused_unless_it_is_marked(tag):
    text = f"{without(tag)}\n{tag}\n\nCette section viendra plus tard.\n"
    assert "étaient attendus" in error_of(text).message
    fiche = parse_fiche(f"{text}\n\\\n".encode()).fiche
    assert parse_fiche(write_fiche(fiche).encode()).fiche == fiche


def test_a_file_that_stops_inside_a_list_is_told():
    """A bullet has no full stop: only the missing end of line tells a cut file, and editors' files often lack it."""
    text = FIXTURE_FICHE.read_text()
    cut = text[: text.index("  •") + 30]
    number = cut.count("\n") + 1
    assert f"ligne {number} : le fichier s'arrête dans une liste ; vérifiez qu'il est entier." in (
        parse_fiche(cut.encode()).warnings
    )
    assert parse_fiche(f"{cut}\n".encode()).warnings == []


@pytest.mark.parametrize("tag", ["#AU QUOTIDIEN", "#CE QUI PLAÎT", "#CE QUI EST DIFFICILE", "#OÙ"])
def test_an_empty_text_of_the_work_is_broken_off(tag):
    error = error_of(f"{SAMPLE}\n{tag}\n")
    assert error.line == SAMPLE.count("\n") + 2
    assert "s'interrompt" in error.message


@pytest.mark.parametrize(("tag", "longest"), [("#CE QUI PLAÎT", MAX_ACTION), ("#OÙ", MAX_DETAIL)])
def test_a_text_of_the_work_longer_than_its_column_is_refused(tag, longest):
    error = error_of(SAMPLE.replace("\n#FAQ", f"\n{tag}\n- {'x' * (longest + 1)}\n\n#FAQ"))
    assert f"{longest} au plus" in error.message
