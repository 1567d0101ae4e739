"""Documents to keep: what they say, how they are tagged, and that nothing typed is ever markup."""

import re
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import pairwise

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from metiers.dimensions import CLES
from metiers.francais.chiffres import rounded
from quiz.pdf import Ajouts, Lien, render_classement, render_rapport
from quiz.pdf.classement import content as classement_content
from quiz.pdf.rapport import TO_CHECK
from quiz.pdf.rapport import content as rapport_content
from quiz.pdf.typesetting import DRAWN, FONTS, MODELES, compile_pdf, printable
from quiz.rapport.told_sum import adding_up
from quiz.resultat.instantane import FiltreFige, NiveauFige
from tests.conftest import ROOT
from tests.quiz.instantanes import build_instantane, build_piste, without_fits

JOUR = date(2026, 3, 12)
ADRESSE = "https://orientation.example/partage/8sJ2kQvL0aXz"
LIEN = Lien(ADRESSE, date(2026, 12, 24), avec_competences=False)
HOSTILE = ("#panic()", "*x* _y_ $z$", "#sys.inputs", "= H <a> @b", '"]) #read("/etc/passwd")', "\\u{41} `c` // d /* e")


def named(names):
    """Filters that are called so."""
    return tuple(FiltreFige("", "", name) for name in names)


def classement(instantane, **options):
    return PdfReader(BytesIO(render_classement(instantane, fait_le=JOUR, **options)))


def rapport(instantane, slug="metier-3", **options):
    return PdfReader(BytesIO(render_rapport(instantane, slug, fait_le=JOUR, **options)))


def text_of(pdf):
    """The text in one line: where lines break is not what is tested."""
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pdf.pages)).replace("\u200b", "")


def elements(node):
    """Every element of the structure tree, in reading order."""
    node = node.get_object()
    if isinstance(node, list):
        for one in node:
            yield from elements(one)
    elif isinstance(node, DictionaryObject):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from elements(node["/K"])


def tree_of(pdf):
    return list(elements(pdf.trailer["/Root"]["/StructTreeRoot"]))


def alts_of(pdf):
    return [str(one["/Alt"]) for one in tree_of(pdf) if one["/S"] == "/Figure"]


@pytest.fixture(scope="module")
def result():
    return build_instantane()


@pytest.fixture(scope="module")
def both(result):
    return {"classement": classement(result, lien=LIEN), "rapport": rapport(result, lien=LIEN)}


@pytest.mark.parametrize("name", ["classement", "rapport"])
def test_a_document_is_tagged_french_and_titled(both, name):
    root = both[name].trailer["/Root"]
    xmp = root["/Metadata"].get_data().decode()
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712 (an object of pypdf)
    assert root["/Lang"] == "fr-FR"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712
    assert both[name].metadata.title == {"classement": "Mes pistes", "rapport": "Ingénieur(e) en acoustique"}[name]
    assert both[name].metadata["/ModDate"] == both[name].metadata["/CreationDate"] == "D:20260312000000Z"
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
    assert re.search(r"<dc:title>.*\S.*</dc:title>", xmp, re.DOTALL)


@pytest.mark.parametrize("name", ["classement", "rapport"])
def test_headings_go_down_one_level_at_a_time(both, name):
    levels = [int(one["/S"][2:]) for one in tree_of(both[name]) if re.fullmatch(r"/H\d", one["/S"])]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("name", ["classement", "rapport"])
def test_every_figure_has_words_and_every_table_a_head(both, name):
    tree = tree_of(both[name])
    figures = [one for one in tree if one["/S"] == "/Figure"]
    assert len(figures) >= 4
    assert all(str(one.get("/Alt", "")).strip() for one in figures)
    tables = [one for one in tree if one["/S"] == "/Table"]
    assert tables
    assert all(any(part["/S"] == "/TH" for part in elements(table)) for table in tables)


def test_a_figure_without_words_is_refused():
    source = b'#set document(title: "t")\n#image(bytes("<svg xmlns=\'http://www.w3.org/2000/svg\'/>"), format: "svg")'
    with pytest.raises(typst.TypstError, match="missing alt text"):
        compile_pdf(source, {}, JOUR)


def test_a_ranking_says_its_figures(result, both):
    text = text_of(both["classement"])
    for piste in result.pistes:
        assert piste.titre in text
        assert f"{piste.index:.1f}".replace(".", ",") in text
        assert f"{piste.times} fois sur 100" in text
    for words in (
        "solide",
        "probable",
        "à explorer",
        "à égalité",
        "Environnement · bac +2",
        "Travailler dehors",
        "212 métiers sur 797",
        "« Sage-femme » entrerait dans tes cinq premières si les relations humaines comptaient un peu plus",
        "Souffleur(se) de verre",
        "12 mars 2026",
        "méthode 2, catalogue 17",
        "Page 1 sur 2",
    ):
        assert words in text
    alts = " ".join(alts_of(both["classement"]))
    assert "Stimulation 9 sur 10, 33\u00a0% du calcul" in alts
    assert "1. Éducateur(trice) de rue\u00a0: indice 62,9, compétences 67\u00a0%" in alts


def test_a_report_says_its_figures(result, both):
    text, piste = text_of(both["rapport"]), result.piste("metier-3")
    for words in (
        "Son indice est 56,2.",
        "Parmi les 212 métiers que laissent tes filtres, c’est ta 3e piste",
        "79 fois sur 100",
        "entre 50 et 60",
        "−1,96",
        "(11,1 % − 20 %) × (86,1 − 64,1) = −1,96",
        "62 % du niveau attendu",
        "Prise de parole en public",
        "À demander à quelqu’un du métier",
        "Ce que je veux vérifier",
        "méthode 2, catalogue 17",
    ):
        assert words in text, words
    assert all(f"{note}" in text for note in piste.raw)
    alts = " ".join(alts_of(both["rapport"]))
    assert "Stimulation\u00a0: 73, toi 9 sur 10" in alts
    assert re.search("carrière −(1,9|2,0)\u202f; total 56,2", alts)


def keys_of(value):
    """Every name that a document is given."""
    if isinstance(value, dict):
        return set(value).union(*map(keys_of, value.values()))
    return set().union(*map(keys_of, value)) if isinstance(value, list | tuple) else set()


def test_a_document_is_given_what_its_template_reads_and_nothing_else(result):
    base = (MODELES / "base.typ").read_text()
    ajouts = Ajouts((("Stage", JOUR, "Chez l’imprimeur", True),), ((TO_CHECK, "Le bruit"),))
    options = {"avec_competences": True, "pour_autrui": False}
    for modele, content in (
        ("classement", classement_content(result, **options)),
        ("rapport", rapport_content(result, result.pistes[2], ajouts=ajouts, **options)),
    ):
        read = set(re.findall(r"(?<=[\w)])\.(\w+)", base + (MODELES / f"{modele}.typ").read_text()))
        assert keys_of(content) - read == set()


def test_the_lines_of_the_sum_add_up_as_they_are_written(result):
    def read(figure):
        return round(10 * float(figure.replace("−", "-").replace(",", ".")))

    for piste in result.pistes:
        calcul = rapport_content(result, piste, avec_competences=True, pour_autrui=False, ajouts=Ajouts())["calcul"]
        assert sum(read(line["points"]) for line in calcul["lignes"]) == read(calcul["total"])


@given(st.lists(st.floats(-60, 60), min_size=1, max_size=7))
@settings(max_examples=60)
def test_rounding_keeps_the_sum_and_moves_no_figure_by_a_tenth(values):
    figures = adding_up(values, sum(values))
    assert round(sum(figures), 6) == rounded(sum(values), 1)
    assert all(abs(after - before) <= 0.1000001 for before, after in zip(values, figures, strict=True))


@pytest.mark.parametrize(
    "make",
    [
        build_instantane,
        lambda: build_instantane(count=1, en_vue=1, entrees=(), autrement=None),
        lambda: build_instantane(count=0, en_vue=0, entrees=(), autrement=None),
        lambda: without_fits(build_instantane()),
        lambda: build_instantane(metiers=12, en_vue=12, filtres=(), count=12),
        lambda: build_instantane(
            equilibre=True,
            rapide=True,
            hesitant=True,
            elicited=dict.fromkeys(CLES, 5),
            filtres=named(f"Un filtre assez long pour aller à la ligne, numéro {n}" for n in range(14)),
        ),
    ],
)
def test_a_ranking_takes_four_pages_at_most(make):
    assert 1 <= len(classement(make(), lien=LIEN).pages) <= 4


def test_twenty_long_titles_take_four_pages_at_most():
    pistes = [
        build_piste(place, titre=f"{place:02d} " + "Chargé(e) de ma très longue mission " * 3) for place in range(1, 21)
    ]
    pistes[2] = replace(pistes[2], titre="03 " + "X" * 117)
    instantane = build_instantane(pistes=tuple(pistes))
    pdf = classement(instantane)
    assert len(pdf.pages) <= 4
    assert "20 Chargé(e)" in text_of(pdf)
    assert len(rapport(instantane, "metier-3").pages) <= 4


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"better_than": None, "fit": None},
        {"place": 0, "ecarts": ()},
        {"percentiles": (50.0,) * 5, "raw": (50,) * 5, "general": 0.0, "contributions": (0.0,) * 5, "index": 50.0},
        {"percentiles": (2.0, 1.0, 3.0, 2.0, 1.0), "general": -60.0, "index": 0.0, "low": 0.0, "high": 3.0},
        {"index": 100.0, "low": 96.0, "high": 100.0, "general": 55.0},
    ],
)
def test_a_report_takes_two_to_four_pages(changes):
    niveaux = tuple(NiveauFige(f"c{n}", f"Compétence numéro {n}", (n * 25) % 125) for n in range(60))
    attendus = tuple(NiveauFige(f"c{n}", f"Compétence numéro {n} au nom plutôt long", 100 - n) for n in range(20))
    cible = replace(build_piste(2, **changes), slug="cible", attendus=attendus)
    instantane = build_instantane(cible=cible, niveaux=niveaux)
    assert 2 <= len(rapport(instantane, "cible", lien=LIEN).pages) <= 4


def test_an_index_brought_back_onto_its_scale_says_so():
    cible = replace(build_piste(2, general=60.0, index=100.0), slug="cible")
    assert "ramené à 100,0 : c’est l’indice" in text_of(rapport(build_instantane(cible=cible), "cible"))


def test_what_was_typed_is_printed_as_it_was_typed():
    attendus = tuple(NiveauFige(f"x{n}", f"N{hostile}", 50) for n, hostile in enumerate(HOSTILE))
    pistes = tuple(
        build_piste(place, titre=hostile, domaine=f"D{hostile}", attendus=attendus)
        for place, hostile in enumerate(HOSTILE, start=1)
    )
    instantane = build_instantane(
        pistes=pistes,
        filtres=named(HOSTILE),
        autrement=("x", f"A{HOSTILE[0]}"),
        niveaux=(NiveauFige("x1", "N", 50),),
    )
    ranking = re.sub(r"\s", "", text_of(classement(instantane)))
    report = rapport(instantane, "metier-1")
    said = re.sub(r"\s", "", text_of(report))
    for hostile in HOSTILE:
        flat = re.sub(r"\s", "", hostile)
        assert ranking.count(flat) >= 3
        assert f"D{flat}" in ranking
        assert f"N{flat}" in said
    assert f"A{HOSTILE[0]}" in ranking
    assert report.metadata.title == HOSTILE[0]


def test_what_is_to_be_checked_is_asked_for_or_written(result):
    asked = text_of(rapport(result))
    written = text_of(rapport(result, ajouts=Ajouts(pensees=((TO_CHECK, "Le salaire"),))))
    assert asked.count(TO_CHECK) == written.count(TO_CHECK) == 1
    assert f"{TO_CHECK} : Le salaire" in written


def test_signs_that_the_font_lacks_never_stop_a_document():
    titre = "Ouvrie\u0301r \u65e5\u672c \U0001f600 \u0e01 \ufb01n\tx\u202ey\u200bz\x00\n\u0162 a\u2011b"
    assert printable(titre) == "Ouvriér \ufffd\ufffd \ufffc \ufffd fin xyz \u0162 a-b"
    text = text_of(classement(build_instantane(pistes=(build_piste(1, titre=titre),))))
    assert "Ouvriér ?? ? fin xyz \u0162 a-b" in text, "pictures go, letters leave a mark"
    assert "Certains signes ne s’impriment pas ici" in text
    smile = Ajouts(pensees=((TO_CHECK, "\U0001f600"),))
    assert "Certains signes ne s’impriment pas ici" in text_of(rapport(build_instantane(), ajouts=smile))


@pytest.mark.parametrize("written", ["Super, Ÿves !", "C’est sûr\u202f?", "Привіт, друже", "Γειά σου", "Nguyễn Văn"])
def test_nothing_is_said_to_be_missing_when_no_letter_is(result, written):
    text = text_of(rapport(result, ajouts=Ajouts(pensees=((TO_CHECK, written),))))
    assert "Certains signes" not in text and written.split()[0] in text


@pytest.mark.parametrize("written", ["أريد أن أصبح ممرضة", "אני רוצה לעבוד עם ילדים"])
def test_what_is_written_from_right_to_left_is_printed(result, written):
    text = text_of(rapport(result, ajouts=Ajouts(pensees=((TO_CHECK, written),))))
    assert "Certains signes" not in text
    drawn = unicodedata.normalize("NFKC", text)
    assert all(sign in drawn for sign in written if not sign.isspace()), "as letters, not as their pictures"


def test_lines_stay_as_they_were_written(result):
    pdf = rapport(result, ajouts=Ajouts(pensees=((TO_CHECK, "Le salaire\nLe #soir\n\nLe bruit"),)))
    said = "\n".join(page.extract_text() for page in pdf.pages)
    assert re.search(r"Le salaire\s*\n\s*Le #soir\s*\n\s*Le bruit", said)


@pytest.mark.parametrize("render", [classement, rapport])
def test_a_document_for_somebody_else_says_whose_it_is(result, render):
    own, shared = text_of(render(result)), text_of(render(result, pour_autrui=True))
    for words in ("partagé par un(e) élève", "d’après ce que cette personne a répondu"):
        assert words in shared and words not in own
    assert "Mes pistes" not in shared


def test_the_font_draws_every_sign_that_is_let_through():
    signs = "".join(sorted(DRAWN))
    pdf = classement(build_instantane(filtres=named(signs[start : start + 25] for start in range(0, len(signs), 25))))
    assert "œ" in text_of(pdf)


@pytest.mark.parametrize("render", [classement, rapport])
def test_a_qr_code_is_there_only_for_an_address(result, render):
    def qr(pdf):
        return [alt for alt in alts_of(pdf) if "QR" in alt]

    with_one, without = render(result, lien=LIEN), render(result)
    assert qr(with_one) == [f"Code QR de l’adresse {ADRESSE}"]
    assert "sans les compétences, jusqu’au 24 décembre 2026" in text_of(with_one).replace("\xa0", " ")
    assert ADRESSE in re.sub(r"\s", "", text_of(with_one))
    assert not qr(without)
    assert "http" not in text_of(without)


@pytest.mark.parametrize("adresse", ["javascript:alert(1)", "secret", "https://a b", "", "https://x/\n#panic()"])
def test_nothing_but_an_address_becomes_a_qr_code(result, adresse):
    with pytest.raises(ValueError, match="address"):
        render_classement(result, fait_le=JOUR, lien=Lien(adresse, JOUR, avec_competences=True))


@pytest.mark.parametrize("render", [classement, rapport])
def test_skills_stay_out_when_they_are_not_wanted(result, render):
    pdf = render(result, avec_competences=False)
    said = text_of(pdf) + " ".join(alts_of(pdf))
    for words in (
        "ompétences :",
        "Tes compétences",
        "niveau attendu",
        "Prise de parole",
        "62 %",
        "chemin à parcourir",
        "préciser",
    ):
        assert words not in said.replace("\u00a0", " "), words


def test_the_skills_are_those_the_metier_asks_for_beside_what_the_student_says(result):
    text = text_of(rapport(result))
    for line in ("Gestion de projet 90 25 sur 100 à construire", "Premiers secours 50 tu ne sais pas encore"):
        assert line in text
    asked = (NiveauFige("anglais", "Anglais", 60), NiveauFige("poterie", "Poterie", 80))
    one = replace(result.pistes[2], slug="un", attendus=asked)
    text = text_of(rapport(replace(result, cible=one), "un"))
    assert "Poterie 80 sans réponse" in text and "Anglais 60 100 sur 100 acquis" in text
    assert "Gestion de projet" not in text
    before = text_of(rapport(replace(result, cible=replace(one, attendus=())), "un"))
    assert "Gestion de projet 25 sur 100" in before, "a result kept before they were frozen shows what was rated"
    assert "trait noir" not in before and "trait noir" in text


def test_the_scatter_needs_two_known_fits(result):
    alone = replace(
        result,
        pistes=tuple(replace(piste, fit=50.0 if piste.place == 1 else None) for piste in result.pistes),
    )
    assert "Épanouissement et chemin" in text_of(classement(result))
    assert "Épanouissement et chemin" not in text_of(classement(alone))


def test_the_same_result_makes_the_same_bytes_whatever_was_made_between(result):
    first = render_classement(result, fait_le=JOUR, lien=LIEN), render_rapport(result, "metier-3", fait_le=JOUR)
    render_classement(build_instantane(count=2), fait_le=date(2027, 1, 1))
    again = render_classement(result, fait_le=JOUR, lien=LIEN), render_rapport(result, "metier-3", fait_le=JOUR)
    assert first == again


def test_a_metier_that_is_not_in_the_result_is_refused(result):
    with pytest.raises(KeyError):
        render_rapport(result, "inconnu", fait_le=JOUR)


def test_the_metier_asked_about_has_a_report_too(result):
    asked = replace(build_piste(25, titre="Relieur(se)", place=0), slug="relieur")
    text = text_of(rapport(replace(result, cible=asked), "relieur"))
    assert "Relieur(se)" in text
    assert "Tes filtres l’écartent" in text


def test_threads_do_not_mix_their_documents(result):
    alone = {piste.slug: render_rapport(result, piste.slug, fait_le=JOUR) for piste in result.pistes[:6]}
    with ThreadPoolExecutor(2) as pool:
        found = pool.map(lambda slug: render_rapport(result, slug, fait_le=JOUR), list(alone) * 2)
    assert list(found) == list(alone.values()) * 2


def test_colours_are_those_of_the_pages():
    tokens = dict(
        re.findall(
            r"--([a-z-]+): (#[0-9a-f]{6});", (FONTS[0].parent / "css" / "site.css").read_text().split("@media")[0]
        )
    )
    used = re.findall(r"([a-z_-]+)(?: =|:) rgb\(\"(#[0-9a-f]{6})\"\)", (MODELES / "base.typ").read_text())
    assert len(used) == 15
    names = {"line-soft": "line"}
    assert all(tokens[names.get(name, name).replace("_", "-")] == colour for name, colour in used)


def test_a_template_reads_nothing_but_its_data_and_its_neighbours():
    for path in MODELES.glob("*.typ"):
        source = path.read_text()
        assert set(re.findall(r"#import \"([^\"]+)\"", source)) <= {"base.typ"}
        assert not re.search(r"\b(?:eval|read|plugin|include)\(|@preview", source)
    assert (ROOT / "orientation/static/fonts/figtree.ttf").exists()
