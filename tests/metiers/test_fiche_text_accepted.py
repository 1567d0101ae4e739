"""The many ways editors write the same thing."""

import re

import pytest

from metiers.fiche_text import parse_fiche, write_fiche
from metiers.fiche_text.document import Fiche, Groupe, Item, Niveau, QuestionReponse, Section, Tranche
from tests.metiers.samples import SAMPLE, SEED, TITRE, changed, section, without


def read(text: str | bytes) -> Fiche:
    reading = parse_fiche(text if isinstance(text, bytes) else text.encode())
    again = parse_fiche(write_fiche(reading.fiche).encode())
    assert again.fiche == reading.fiche, "what was read must survive export and import"
    return reading.fiche


REFERENCE = read(SAMPLE)


def bulleted_with(mark: str) -> str:
    return SAMPLE.replace("  • ", mark)


SAME_FICHE = {
    "carriage returns": SAMPLE.replace("\n", "\r\n"),
    "old Mac line ends": SAMPLE.replace("\n", "\r"),
    "a byte order mark": b"\xef\xbb\xbf" + SAMPLE.encode(),
    "UTF-16": SAMPLE.encode("utf-16"),
    "cp1252": SAMPLE.encode("cp1252"),
    "decomposed accents": SAMPLE.replace("é", "e\u0301").replace("è", "e\u0300"),
    "an invisible space pasted from a page": SAMPLE.replace("Patience", "\u200bPatience"),
    "spaces at the ends of lines": SAMPLE.replace("\n", "  \n"),
    "indentation": SAMPLE.replace("\n", "\n\t"),
    "no final newline": SAMPLE.rstrip("\n"),
    "blank lines in threes": SAMPLE.replace("\n\n", "\n\n\n\n"),
    "decorative rules": SAMPLE.replace("\n\n#", "\n\n-----\n\n#").replace("Soin\n", "Soin\n=====\n"),
    "hyphens as bullets": bulleted_with("- "),
    "stars as bullets": bulleted_with("* "),
    "bullets that touch their text": bulleted_with("•"),
    "bullets and two spaces": bulleted_with("  •  "),
    "dashes as bullets": bulleted_with("— "),
    "bullets and a tab": bulleted_with("•\t"),
    "bullets from Word": bulleted_with("\uf0b7 "),
    "double-spaced bullets": re.sub(r"(  • .*)\n", r"\1\n\n", SAMPLE),
    "tags without #": SAMPLE.replace("#", ""),
    "tags with # and a space": SAMPLE.replace("#", "# "),
    "tags in small letters without #": re.sub(r"^#(.*)$", lambda tag: tag[1].capitalize(), SAMPLE, flags=re.M),
    "tags in small letters under the line before": re.sub(
        r"\n\n#(MISSIONS|SOFTSKILLS|OUTILS|FAQ)$", lambda tag: "\n" + tag[1].capitalize(), SAMPLE, flags=re.M
    ),
    "tags as titles of Markdown": re.sub(r"^#", "## ", SAMPLE, flags=re.M),
    "tags with a colon": re.sub(r"^(#.*)$", r"\1 :", SAMPLE, flags=re.M),
    "tags with a colon, without #": re.sub(r"^#(.*)$", r"\1 :", SAMPLE, flags=re.M),
    "tags with trailing spaces": re.sub(r"^(#.*)$", "\\1 \u00a0", SAMPLE, flags=re.M),
    "tags without accents": changed(("ÉVOLUTION", "EVOLUTION"), ("DIPLÔMES", "DIPLOMES")),
    "tags with accents": changed(("EXPERIENCE", "EXPÉRIENCE"), ("EVOLUTION DE CARRIERE", "ÉVOLUTION DE CARRIÈRE")),
    "other names of tags": changed(
        ("#SOFTSKILLS", "#Soft-skills"),
        ("#HARDSKILLS", "# HARD SKILLS"),
        ("#PARCOURS / DIPLÔMES", "#Parcours & diplômes"),
        ("EXPERIENCE PROFESSIONNELLE", "#EXPÉRIENCES"),
        ("#SALAIRE ET ÉVOLUTION", "#Salaire & évolution"),
        ("#FAQ", "#F.A.Q."),
    ),
    "# before every tag": changed(("EXPERIENCE", "#EXPERIENCE"), ("EVOLUTION DE", "#EVOLUTION DE")),
    "a # before the title": "# " + SAMPLE,
    "no fixed headings": re.sub(
        r"^(Les principales missions|Les Soft Skills|Les compétences .*|Les Hard Skills|Le parcours .*|PAR LE TRAVAIL|"
        r"Les outils à .*|Les contraintes|Salaire et évolution|Questions fréquentes)\n\n|(?<=\n\n)Menuisier.*\n\n",
        "",
        SAMPLE,
        flags=re.M,
    ),
    "the title without (e) in the headings": SAMPLE[:50] + SAMPLE[50:].replace(TITRE, "Menuisier"),
    "no heading for the profile": changed(("Profil d'épanouissement\n", "")),
    "a colon after the profile": changed(("Profil d'épanouissement", "Profil d’épanouissement :")),
    "the profile twice": changed(
        ("#MISSIONS", SAMPLE[SAMPLE.index("Profil") : SAMPLE.index("#MISSIONS")] + "#MISSIONS")
    ),
    "the profile at the end": SAMPLE.replace(SAMPLE[(start := SAMPLE.index("Profil")) : SAMPLE.index("#MISSIONS")], "")
    + "\n"
    + SAMPLE[start : SAMPLE.index("#MISSIONS")],
    "the sections upside down": SAMPLE[: SAMPLE.index("#MISSIONS")]
    + section("#FAQ")
    + "\n"
    + section("#SALAIRE ET ÉVOLUTION")
    + section("EVOLUTION DE CARRIERE")
    + section("#CONTRAINTES")
    + section("#OUTILS")
    + section("EXPERIENCE PROFESSIONNELLE")
    + section("#PARCOURS / DIPLÔMES")
    + section("#HARDSKILLS")
    + section("#SOFTSKILLS")
    + section("#MISSIONS"),
    "names with a colon": changed(
        ("Patience", "Patience :"),
        ("Soin", "Soin\u00a0:"),
        ("Bruit", "Bruit :"),
        ("Préparer", "Préparer :"),
        ("Fabriquer", "Fabriquer :"),
        ("Dessin", "Dessin :"),
        ("CAP menuisier", "CAP menuisier :"),
        ("DÉBUTANT (- de 3 ans)", "DÉBUTANT (- de 3 ans) :"),
    ),
    "answers on the line of « Réponse : »": SAMPLE.replace("Réponse :\n\n", "Réponse : "),
    "« Reponse » without accent nor colon": SAMPLE.replace("Réponse :", "Reponse"),
    "no « Réponse : » at all": SAMPLE.replace("Réponse :\n\n", ""),
    "« Réponse : » forgotten once": changed(("dehors ?\n\nRéponse :\n\n", "dehors ?\n\n")),
    "key words after a blank line": SAMPLE.replace("bois\nSciage", "bois\n\nSciage"),
    "key words with a label": SAMPLE.replace("Sciage,", "Mots-clés : Sciage,"),
    "key words and an ellipsis character": SAMPLE.replace("Finition...", "Finition…"),
    "hard skills in per cent": SAMPLE.replace("95 |", "95 % |").replace("70 |", "70/100|"),
    "hard skills with a dash": SAMPLE.replace("95 |", "95 –").replace("70 |", "70 :"),
    "key words without an ellipsis": SAMPLE.replace("Finition...", "Finition").replace("Coupes...", "Coupes"),
    "the number of courses after a colon": changed(
        ("Les formations proposées\nVoir toutes les formations Avant le bac (3)", "Formations proposées : 3")
    ),
    "another apostrophe": SAMPLE.replace("Profil d'", "Profil d’"),
}


@pytest.mark.parametrize("variant", SAME_FICHE.values(), ids=SAME_FICHE)
def test_the_same_fiche_written_another_way_is_the_same_fiche(variant):
    assert read(variant) == REFERENCE
    assert parse_fiche(variant if isinstance(variant, bytes) else variant.encode()).ignored == []


SCORE_LINES = [
    *(
        "Stimulation 72%",
        "Stimulation 72 %",
        "Stimulation : 72 %",
        "Stimulation: 72",
        "Stimulation\u00a0:\u00a072\u202f%",
    ),
    *(
        "Stimulation : 72/100",
        "Stimulation 72 / 100",
        "Stimulation : 72 sur 100",
        "Stimulation - 72 %",
        "Stimulation-72%",
    ),
    *("Stimulation – 72 %", "Stimulation — 72", "Stimulation | 72", "Stimulation = 72 %", "Stimulation\t72 %"),
    *("Stimulation (72 %)", "Stimulation → 72 %", "Stimulation ........ 72 %", "STIMULATION 72%", "stimulation 72"),
    *("- Stimulation : 72 %", "• Stimulation 72%", "Stimulation72%"),
]


@pytest.mark.parametrize("line", SCORE_LINES)
def test_a_score_is_read_however_it_is_separated(line):
    assert read(changed(("Stimulation 72%", line))) == REFERENCE


DETAILS = [
    "Stimulation des idées, défis...",
    "Flexibilité, variété",
    "Relations : avec qui",
    "80 % de nouveautés",
    "35 heures",
]


@pytest.mark.parametrize("detail", DETAILS)
def test_a_description_may_start_with_a_dimension_or_hold_figures(detail):
    score = "Relations humaines 55%\n" if detail.startswith("Relations") else "Stimulation 72%\n"
    old = (
        "Une petite équipe et des clients..."
        if detail.startswith("Relations")
        else "Chaque commande pose un problème nouveau..."
    )
    fiche = read(changed((score + old, score + detail)))
    assert detail in {note.detail for note in fiche.profil}


BANDS = {
    "De 26000€ à 32000€ brut par an": (26_000, 32_000),
    "26 000 € à 32 000 €": (26_000, 32_000),
    "26\u00a0000\u00a0€ à 32\u202f000\u202f€": (26_000, 32_000),
    "26 000 - 32 000 €": (26_000, 32_000),
    "26.000€ - 32.000€ brut/an": (26_000, 32_000),
    "26,000 € – 32,000 €": (26_000, 32_000),
    "26–32 k€": (26_000, 32_000),
    "26 à 32 k€": (26_000, 32_000),
    "26-32K€ brut annuel": (26_000, 32_000),
    "26 k€ - 32 k€": (26_000, 32_000),
    "de 26k€ à 32k€": (26_000, 32_000),
    "26k à 32k": (26_000, 32_000),
    "26,5 à 32.5 k€": (26_500, 32_500),
    "Entre 26 000 et 32 000 euros bruts par an": (26_000, 32_000),
    "26 000 € brut à 32 000 € brut": (26_000, 32_000),
    "26 000 € à 32 000 € (brut par an)": (26_000, 32_000),
    "26 000 EUR à 32 000 EUR": (26_000, 32_000),
    "De 26000 à 32000 brut par an": (26_000, 32_000),
    "De 26 000 € jusqu’à 32 000 €": (26_000, 32_000),
    "Brut annuel : 26 000 € à 32 000 €": (26_000, 32_000),
    "- 26 000 € à 32 000 €": (26_000, 32_000),
    "26 000 € brut par an.": (26_000, 26_000),
    "Environ 30 k€": (30_000, 30_000),
    "1 800 € à 2 200 € brut par mois": (21_600, 26_400),
    "1800 - 2200 €/mois": (21_600, 26_400),
    "1 801,80 € brut mensuel": (21_622, 21_622),
    "500 € à 600 € par an": (500, 600),
    "De 0€ à 1€ brut par an": (0, 1),
}


@pytest.mark.parametrize(("line", "band"), BANDS.items(), ids=BANDS)
def test_a_salary_is_read_however_it_is_written(line, band):
    fiche = read(changed(("De 21000€ à 24000€ brut par an", line)))
    assert fiche.salaires[0] == Tranche("DÉBUTANT (- de 3 ans)", *band)
    assert fiche.sections["salaire"] == REFERENCE.sections["salaire"]


LABELLED_BANDS = {
    "Débutant : 26–32 k€": Tranche("Débutant", 26_000, 32_000),
    "Débutant 26 000 € à 32 000 €": Tranche("Débutant", 26_000, 32_000),
    "CONFIRMÉ (+ de 5 ans) – 26 000 € à 32 000 €": Tranche("CONFIRMÉ (+ de 5 ans)", 26_000, 32_000),
    "- Senior (10 ans) : de 26 k€ à 32 k€": Tranche("Senior (10 ans)", 26_000, 32_000),
    "Après dix ans : 26 000 € à 32 000 €": Tranche("Après dix ans", 26_000, 32_000),
    "Chef d’atelier\n26 000 € à 32 000 €": Tranche("Chef d’atelier", 26_000, 32_000),
    "Junior\n\nSalaire brut mensuel : 2 000 € à 2 500 €": Tranche("Junior", 24_000, 30_000),
}


@pytest.mark.parametrize(("lines", "band"), LABELLED_BANDS.items(), ids=LABELLED_BANDS)
def test_a_band_and_its_label_stand_on_one_line_or_two(lines, band):
    old = "CONFIRMÉ (+ de 5 ans)\n\nDe 25000€ à 32000€ brut par an"
    assert read(changed((old, lines))).salaires[1] == band


def test_a_salary_without_a_label_is_kept_and_told():
    text = without("#SALAIRE ET ÉVOLUTION") + "\n#SALAIRE ET ÉVOLUTION\n\n26 000 € à 32 000 € brut par an\n"
    reading = parse_fiche(text.encode())
    assert reading.fiche.salaires == (Tranche("Salaire", 26_000, 32_000),)
    assert any("nommé « Salaire »" in warning for warning in reading.warnings)


def test_amounts_inside_a_sentence_are_prose():
    sentence = "À Paris, une débutante gagne souvent 2 000 € de plus par an qu’ailleurs."
    fiche = read(changed(("Cela dépend de la région.", sentence)))
    assert fiche.sections["salaire"].introduction == sentence
    assert fiche.salaires == REFERENCE.salaires


LEVELS = {
    "CAP\n\nNiveau CAP": ("CAP", -1, None),
    "CAP menuisier\n\nNiveau 3": ("CAP menuisier", -1, None),
    "Bac pro": ("Bac pro", 0, None),
    "Bac pro\n\nBac": ("Bac pro", 0, None),
    "BAC\n\nBAC": ("BAC", 0, None),
    "Baccalauréat général": ("Baccalauréat général", 0, None),
    "Licence": ("Licence", 3, None),
    "Licence professionnelle\n\nBac+3": ("Licence professionnelle", 3, None),
    "BUT GEA\n\nBAC +3 | (180 crédits ECTS)": ("BUT GEA", 3, 180),
    "Master (Bac+5)": ("Master (Bac+5)", 5, None),
    "Diplôme d’ingénieur\nBac + 5, 300 ECTS": ("Diplôme d’ingénieur", 5, 300),
    "Doctorat\n\nBAC +8": ("Doctorat", 8, None),
    "Doctorat\n\nNiveau 8": ("Doctorat", 8, None),
    "BTS\n\nBAC+2 (120 ECTS)": ("BTS", 2, 120),
    "BTS\n\nBac +2 – 120 crédits": ("BTS", 2, 120),
    "BTS\n\nBac +2 : 120 crédits ECTS": ("BTS", 2, 120),
    "BTS\n\nNiveau Bac +2 :": ("BTS", 2, None),
    "Bac+5": ("Bac+5", 5, None),
    "BAC+3 (180 ECTS)": ("BAC+3 (180 ECTS)", 3, 180),
    "Bac +2 en menuiserie": ("Bac +2 en menuiserie", 2, None),
    "École du bois\n\nNIVEAU NON PRÉCISÉ": ("École du bois", None, None),
    "École du bois": ("École du bois", None, None),
}


@pytest.mark.parametrize(("lines", "level"), LEVELS.items(), ids=LEVELS)
def test_a_level_is_read_however_it_is_written(lines, level):
    old = "CAP menuisier\n\nAVANT LE BAC"
    diplome, bac_plus, ects = level
    fiche = read(changed((old, lines)))
    assert fiche.niveaux == (
        Niveau(diplome, bac_plus, ects, "Deux ans, souvent en alternance.", facultatif=False, formations=3),
        REFERENCE.niveaux[1],
    )


def test_levels_may_do_without_diplomas_and_texts():
    text = without("#PARCOURS / DIPLÔMES") + "\n#PARCOURS\n\nBac +2\nBac +3\nBAC +5 (300 ECTS)\n"
    assert [(niveau.diplome, niveau.bac_plus) for niveau in read(text).niveaux] == [
        ("Bac +2", 2),
        ("Bac +3", 3),
        ("BAC +5 (300 ECTS)", 5),
    ]


def test_an_unknown_diploma_is_kept_and_told():
    reading = parse_fiche(changed(("CAP menuisier\n\nAVANT LE BAC", "Titre d’artisan")).encode())
    assert reading.fiche.niveaux[0].bac_plus is None
    assert any("Titre d’artisan" in warning for warning in reading.warnings)


def test_a_sentence_about_courses_is_text():
    fiche = read(changed(("Pour encadrer une équipe.", "Voir les formations du bois.")))
    assert fiche.niveaux[1].texte.startswith("Voir les formations du bois.")


def test_bullets_in_a_level_are_text():
    fiche = read(changed(("Pour encadrer une équipe.", "Au choix :\n- Bac +2\n- Bac +3")))
    assert fiche.niveaux[1].texte.startswith("Au choix :\n- Bac +2\n- Bac +3")


def test_groups_without_titles_are_named_after_the_sentences_of_the_introduction():
    intro = (
        "Le métier a deux faces. La préparation du bois demande du temps. Il/elle participe aussi à la pose, sur place."
    )
    text = changed(("Un meuble passe par trois moments.", intro), ("Préparer\n", ""), ("Fabriquer\n", ""))
    assert [groupe.titre for groupe in read(text).missions] == ["Préparation du bois", "Pose"]


@pytest.mark.parametrize("intro", ["Trois mots.", "Une. Deux. Trois. Quatre. Cinq.", "Le bois est vivant"])
def test_groups_stay_without_titles_when_the_introduction_does_not_match(intro):
    text = changed(("Un meuble passe par trois moments.", intro + "."), ("Préparer\n", ""), ("Fabriquer\n", ""))
    reading = parse_fiche(text.encode())
    assert [groupe.titre for groupe in reading.fiche.missions] == ["", ""]
    assert any("à compléter" in warning for warning in reading.warnings)
    assert read(write_fiche(reading.fiche)) == reading.fiche


def test_double_spaced_groups_without_titles_stay_apart():
    bullets = "- Lire\n\n- Choisir\n\n\n\n- Scier\n\n- Poncer\n\n"
    start, end = SAMPLE.index("Préparer"), SAMPLE.index("La liste change")
    fiche = read(SAMPLE[:start] + bullets + SAMPLE[end:])
    assert [groupe.actions for groupe in fiche.missions] == [("Lire", "Choisir"), ("Scier", "Poncer")]


def test_a_sentence_that_announces_all_the_actions_is_not_the_title_of_a_group():
    text = changed(("Un meuble passe par trois moments.\n\nPréparer", "Voici les actions :"), ("Fabriquer\n", ""))
    fiche = read(text)
    assert [groupe.actions for groupe in fiche.missions] == [groupe.actions for groupe in REFERENCE.missions]
    assert fiche.sections["missions"].introduction == "Voici les actions :"


def test_names_may_be_a_plain_list_or_bullets():
    lines = "Patience\nSoin\nForce\n"
    expected = (Item("Patience"), Item("Soin"), Item("Force"))
    base = without("#SOFTSKILLS")
    assert read(f"{base}\n#SOFTSKILLS\n\n{lines}").soft_skills == expected
    assert read(base + "\n#SOFTSKILLS\n\nEn bref.\n- Patience\n- Soin\n- Force\n").soft_skills == expected
    assert read(base + "\n#SOFTSKILLS\n\n- Soin\n- Patience : attendre, encore.\n").soft_skills == (
        Item("Soin"),
        Item("Patience", "attendre, encore."),
    )


@pytest.mark.parametrize("nom", ["Salaire", "Formation", "Évolution", "Expériences", "Profil", "Mission"])
def test_a_word_that_also_names_a_section_may_name_an_item(nom):
    assert read(changed(("Bruit\n", f"{nom}\n"))).contraintes[0].nom == nom


def test_a_line_of_prose_may_repeat_the_name_of_a_section_already_given():
    text = "On y met :\n\nLes missions :\n- de près\n- de loin"
    assert read(changed(("La liste change avec l’atelier.", text))).titre == TITRE


def test_bullets_in_prose_stay_a_list():
    fiche = read(changed(("Les machines obligent à porter un casque.", "Il faut :\n• un casque\n• des gants")))
    assert fiche.contraintes == (Item("Bruit", "Il faut :\n- un casque\n- des gants"),)


@pytest.mark.parametrize("text", ["*Attention* aux oreilles.", "-5 °C en hiver.", "**Casque** obligatoire."])
def test_a_star_or_a_hyphen_that_touches_its_word_is_no_bullet(text):
    assert read(changed(("Les machines obligent à porter un casque.", text))).contraintes == (Item("Bruit", text),)


def test_a_heading_of_the_editors_own_is_kept_as_prose():
    reading = parse_fiche(
        changed(("Le bois ne pardonne pas", "Les savoir-être attendus\n\nLe bois ne pardonne pas")).encode()
    )
    assert reading.fiche.soft_skills == REFERENCE.soft_skills
    assert reading.fiche.sections["soft_skills"].introduction.startswith("Les savoir-être attendus\n\n")
    assert any("intertitre" in warning for warning in reading.warnings)


def test_a_line_marked_as_prose_may_end_a_fiche_without_a_full_stop():
    text = changed(("Oui, sur les chantiers de pose.", "\\Oui"))
    fiche = read(text)
    assert fiche.questions[1].reponse == "Oui"
    assert write_fiche(fiche) == text


def test_an_answer_may_end_with_a_question():
    fiche = read(changed(("les machines portent.", "les machines portent. Et toi ?")))
    assert fiche.questions[0] == QuestionReponse(
        "Faut-il être fort ?", "Moins qu’avant : les machines portent. Et toi ?"
    )


def test_a_line_about_the_profile_goes_under_the_title():
    fiche = read(changed(("ton compte...\n", "ton compte...\n\nCes notes ont été données par trois ateliers.\n")))
    assert fiche.accroche.endswith("escaliers.\n\nCes notes ont été données par trois ateliers.")
    assert fiche.profil == REFERENCE.profil


def test_a_fiche_without_a_profile_is_read_and_told():
    profile = SAMPLE[SAMPLE.index("Profil") : SAMPLE.index("#MISSIONS")]
    reading = parse_fiche(SAMPLE.replace(profile, "").encode())
    assert reading.fiche.profil == ()
    assert reading.warnings == ["ligne 1 : pas de profil d'épanouissement ; la fiche reste un brouillon."]


def test_a_fiche_with_part_of_a_profile_is_read_and_told():
    reading = parse_fiche(changed(("Carrière 64%\nChef d’atelier, puis à ton compte...\n", "")).encode())
    assert len(reading.fiche.profil) == 4
    assert any("manque : Carrière" in warning for warning in reading.warnings)


SECTION_TAGS = [
    *("#MISSIONS", "#SOFTSKILLS", "#HARDSKILLS", "#PARCOURS / DIPLÔMES", "EXPERIENCE PROFESSIONNELLE", "#OUTILS"),
    *("#CONTRAINTES", "#SALAIRE ET ÉVOLUTION", "EVOLUTION DE CARRIERE", "#FAQ"),
]


@pytest.mark.parametrize("tag", SECTION_TAGS)
def test_any_section_may_be_missing(tag):
    missing = read(without(tag))
    assert sum(missing.counts().values()) < sum(REFERENCE.counts().values()) or tag == "EVOLUTION DE CARRIERE"
    assert missing.titre == REFERENCE.titre


@pytest.mark.parametrize("tag", SECTION_TAGS)
def test_any_section_may_stand_alone(tag):
    alone = read(f"{TITRE}\n\n{section(tag)}")
    assert alone == read(
        without(*(other for other in SECTION_TAGS if other != tag)).replace(
            SAMPLE[len(TITRE) : SAMPLE.index("#")], "\n"
        )
    )


def test_a_section_of_prose_alone_is_kept_and_told_in_the_middle_of_a_file():
    items = section("#CONTRAINTES").split("connaître.\n", 1)[1]
    reading = parse_fiche(SAMPLE.replace(items, "\n").encode())
    assert reading.fiche.contraintes == ()
    assert reading.fiche.sections["contraintes"] == Section("Mieux vaut les connaître.")
    assert any("CONTRAINTES » sans liste" in warning for warning in reading.warnings)


def test_an_unknown_section_is_reported_as_ignored():
    reading = parse_fiche(changed(("#OUTILS", "#RECETTES\n\nDes crêpes.\n\n#OUTILS")).encode())
    assert reading.fiche == REFERENCE
    assert [ignored.partition(" : ")[2] for ignored in reading.ignored] == ["#RECETTES", "Des crêpes."]


def test_a_second_description_that_differs_is_reported_as_ignored():
    block = SAMPLE[SAMPLE.index("Profil") : SAMPLE.index("#MISSIONS")]
    twice = block + block.replace("Une petite équipe", "Une grande équipe")
    reading = parse_fiche(SAMPLE.replace(block, twice).encode())
    assert reading.fiche == REFERENCE
    assert [ignored.partition(" : ")[2] for ignored in reading.ignored] == ["Une grande équipe et des clients..."]
    assert any("deux fois" in warning for warning in reading.warnings)


def test_a_title_alone_is_a_draft_to_come():
    reading = parse_fiche(b"Luthier")
    assert reading.fiche == Fiche("Luthier")
    assert any("aucune section" in warning for warning in reading.warnings)


def test_groups_may_have_any_number_of_actions():
    many = "\n".join(f"  • Action {number}" for number in range(300))
    fiche = read(changed(("  • Lire le plan\n  • Choisir le bois", many)))
    assert fiche.missions[0] == Groupe("Préparer", tuple(f"Action {number}" for number in range(300)))


@pytest.mark.skipif(SEED is None, reason="the editors' document is not on this machine")
def test_the_editors_document_is_read_whole():
    data = SEED.read_bytes()
    reading = parse_fiche(data)
    assert reading.ignored == []
    assert [warning.partition(" : ")[2] for warning in reading.warnings] == [
        "profil d'épanouissement imprimé deux fois, gardé une fois.",
        "titres des groupes de missions absents, repris de l'introduction.",
    ]
    assert reading.fiche.counts() == {
        "dimensions": 5,
        "mission_groups": 10,
        "actions": 100,
        "soft_skills": 9,
        "hard_skills": 6,
        "levels": 3,
        "experiences": 3,
        "tool_families": 6,
        "tools": 18,
        "constraints": 9,
        "salary_bands": 2,
        "faq": 6,
        "daily_life": 0,
        "likes": 0,
        "hard_parts": 0,
        "places": 0,
    }
    assert [len(groupe.actions) for groupe in reading.fiche.missions] == [10] * 10
    assert [len(famille.outils) for famille in reading.fiche.outils] == [3] * 6
    assert [len(skill.mots_cles) for skill in reading.fiche.hard_skills] == [3] * 6
    assert [(niveau.ects, niveau.formations) for niveau in reading.fiche.niveaux] == [(120, 3), (180, 3), (300, None)]
    assert [niveau.facultatif for niveau in reading.fiche.niveaux] == [False, False, True]
    assert all(groupe.titre for groupe in reading.fiche.missions)
    assert reading.fiche.evolution


@pytest.mark.skipif(SEED is None, reason="the editors' document is not on this machine")
def test_every_line_of_the_editors_document_is_a_line_of_the_export():
    text = SEED.read_bytes().decode()
    export = write_fiche(parse_fiche(text.encode()).fiche).splitlines()
    assert [line for line in text.splitlines() if line.strip() and line not in export] == []
    assert [line for line in export if line.startswith(("\\", "##"))] == []
    assert export.count("Profil d'épanouissement") == 1


def test_our_own_fiche_is_exported_as_it_is_written():
    from tests.conftest import FIXTURE_FICHE

    reading = parse_fiche(FIXTURE_FICHE.read_bytes())
    assert reading.ignored == reading.warnings == []
    filled = [line for line in FIXTURE_FICHE.read_text().splitlines() if line]
    assert [line for line in write_fiche(reading.fiche).splitlines() if line] == filled


def test_the_sample_is_exported_as_it_is_written():
    assert write_fiche(REFERENCE) == SAMPLE


# --- What one does there ---

WORK = """
#AU QUOTIDIEN

Tu ouvres l’atelier à huit heures.
Le bois est froid.

#CE QUI PLAÎT
  • L’odeur des copeaux
  • Une porte qui ferme juste

#CE QUI EST DIFFICILE
  • La poussière

#OÙ

Ateliers et chantiers
"""
SAME_WORK = {
    "as the writer writes it": WORK,
    "tags in small letters": WORK.replace("#OÙ", "#où").replace("#AU QUOTIDIEN", "# Au quotidien"),
    "tags without accents": WORK.replace("PLAÎT", "PLAIT").replace("OÙ", "OU"),
    "other bullets": WORK.replace("  • ", "- "),
    "no bullets": WORK.replace("  • ", ""),
    "blank lines between the points": WORK.replace("copeaux\n", "copeaux\n\n"),
    "places on two lines": WORK.replace("Ateliers et chantiers", "Ateliers\net chantiers"),
}


@pytest.mark.parametrize("work", SAME_WORK.values(), ids=SAME_WORK)
def test_what_one_does_is_read_however_it_is_written(work):
    fiche = read(SAMPLE.replace("\n#MISSIONS", f"{work}\n#MISSIONS"))
    assert fiche.au_quotidien == "Tu ouvres l’atelier à huit heures.\nLe bois est froid."
    assert fiche.plait == ("L’odeur des copeaux", "Une porte qui ferme juste")
    assert (fiche.difficile, fiche.ou) == (("La poussière",), "Ateliers et chantiers")
    assert fiche.missions == REFERENCE.missions


def test_the_export_writes_it_so():
    text = SAMPLE.replace("\n#MISSIONS", f"{WORK}\n#MISSIONS")
    assert "#CE QUI PLAÎT\n\n  • L’odeur des copeaux\n  • Une porte" in write_fiche(read(text))


@pytest.mark.parametrize("nom", ["Au quotidien", "Ce qui plaît", "Où", "OU", "AU QUOTIDIEN"])
def test_words_that_everybody_uses_may_name_an_item_after_a_blank_line(nom):
    assert read(changed(("Patience\n", f"{nom}\n"))).soft_skills[0].nom == nom
