"""The files of texts: what a whole one says, what is wrong in a damaged one, and that nothing is lost on the way."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metiers.fiche_text.document import canonical_name
from metiers.textes import Texte, read_textes, write_textes
from metiers.textes.document import SEPARATOR
from tests.conftest import ROOT
from tests.metiers.textes.samples import BAKER, ROOFER

FILES = sorted((ROOT / "fixtures" / "textes").glob("*.txt"))


def faults(text):
    return [(faute.ligne, faute.message) for faute in read_textes(text.encode()).fautes]


def test_a_block_says_all_its_parts():
    lecture = read_textes(f"{BAKER}\n{ROOFER}".encode())
    assert lecture.fautes == ()
    baker, roofer = lecture.textes
    assert (baker.cle, baker.titre, baker.ligne) == ("D1102", "Boulanger(ère)", 1)
    assert roofer.accroche.startswith("Tu montes sur les toits")
    assert roofer.au_quotidien.count(".") == 3
    assert len(roofer.taches) == 5
    assert roofer.plait == ("Voir loin, au-dessus des rues", "Laisser un toit droit pour cent ans")
    assert roofer.difficile[1] == "Les genoux pliés toute la journée"
    assert roofer.ou == "Toits de maisons, d’immeubles et de monuments"
    assert roofer.outils == ("marteau de couvreur", "harnais", "tire-clou")
    assert roofer.comme == ("zingueur", "toiturier")
    assert roofer.ligne == len(BAKER.splitlines()) + 2


@pytest.mark.parametrize("cle", ["K2106-18402", "K2106.1"])
def test_a_key_may_name_one_appellation_of_a_code(cle):
    lecture = read_textes(f"{cle} Instituteur(trice)\naccroche: Tu enseignes.\n".encode())
    assert (lecture.textes[0].cle, lecture.textes[0].code) == (cle, "K2106")


def test_an_accroche_alone_is_a_text():
    lecture = read_textes(b"K1903 Juriste\naccroche: Tu conseilles.\ncomme: avocat d\xe2\x80\x99affaires\n")
    assert lecture.fautes == ()
    assert lecture.textes[0].accroche_seule
    assert not read_textes(BAKER.encode()).textes[0].accroche_seule


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_each_file_of_ours_is_written_as_it_was_read(path):
    lecture = read_textes(path.read_bytes())
    assert lecture.fautes == ()
    assert write_textes(lecture.textes).encode() == path.read_bytes()
    assert {texte.cle[:3] for texte in lecture.textes} == {path.stem}


@pytest.mark.parametrize(
    ("old", "new", "line", "told"),
    [
        ("D1102 Boulanger(ère)", "Boulanger(ère)", 1, "un code et un titre"),
        ("D1102 Boulanger(ère)", "D1102", 1, "un code et un titre"),
        ("D1102 ", "D1102-x ", 1, "un code et un titre"),
        ("accroche: Tu", "accroche : Tu", 2, "ligne non comprise"),
        ("accroche: Tu", "accroche:Tu", 2, "une espace"),
        ("au quotidien: À", "au quotidien:  À", 3, "espace de trop"),
        ("tâches:\n", "tâches: quatre\n", 4, "un élément par ligne"),
        ("- Peser", "Peser", 5, "ligne non comprise"),
        ("- Peser", "-  Peser", 5, "espace de trop"),
        ("difficile:\n", "plaît:\n", 13, "donné deux fois"),
        ("où: ", "comme: mitron\noù: ", 17, "vient trop tard"),
        ("comme: ", "- mitron\ncomme: ", 18, "n’est attendu que sous"),
        ("outils: pétrin ; lame", "outils: pétrin ;  ; lame", 17, "élément vide"),
        ("tiède.", "tiède. ", 2, "au bord de la ligne"),
        ("tiède.", "tiède.\r", 2, "au bord de la ligne"),
        ("tiède.", "tie\u0300de.", 2, "invisible ou décomposé"),
        ("tiède.", "tiède\u200b.", 2, "invisible ou décomposé"),
        ("plaît:\n", "plaît:\n\n", 12, "un code et un titre"),
        ("faiseur de pain", "x" * 121, 18, "121 caractères, 120 au plus"),
        ("comme: mitron ; faiseur de pain\n", "comme: mitron", 18, "retour à la ligne"),
        ("faiseur de pain\n", "faiseur de pain\n\n", 19, "à la fin du fichier"),
        ("D1102", "\nD1102", 1, "ligne vide de trop"),
    ],
)
def test_a_fault_is_told_at_its_line(old, new, line, told):
    assert old in BAKER
    found = faults(BAKER.replace(old, new, 1))
    assert any(number == line and told in message for number, message in found), found


def test_faults_of_one_block_leave_the_others_readable():
    lecture = read_textes(f"{BAKER.replace('accroche:', 'acroche:')}\n{ROOFER}".encode())
    assert [texte.cle for texte in lecture.textes] == ["F1610"]
    assert str(lecture.fautes[0]).startswith("ligne 2 : ligne non comprise")


def test_one_code_has_one_text_in_a_file_and_blocks_one_blank_line_between_them():
    assert faults(f"{BAKER}\n{BAKER}") == [(20, "D1102 a déjà son texte ligne 1.")]
    assert faults(f"{BAKER}\n\n{ROOFER}") == [(20, "ligne vide de trop : une seule était attendue entre deux blocs.")]


def test_bytes_that_are_no_text_are_told():
    assert read_textes(b"D1102 Boulanger\nacc\xffroche").fautes[0].ligne == 2


words = (
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30).map(canonical_name).filter(bool)
)
items = words.filter(lambda text: SEPARATOR not in text and not text.startswith("; ") and not text.endswith(" ;"))
textes = st.builds(
    Texte,
    cle=st.from_regex(r"[A-N][0-9]{4}([.-][0-9]{1,6})?", fullmatch=True),
    titre=words,
    accroche=words,
    au_quotidien=st.just("") | words,
    taches=st.lists(words, max_size=3).map(tuple),
    plait=st.lists(words, max_size=2).map(tuple),
    difficile=st.lists(words, max_size=2).map(tuple),
    ou=st.just("") | words,
    outils=st.lists(items, max_size=3).map(tuple),
    comme=st.lists(items, max_size=3).map(tuple),
)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.lists(textes, max_size=3, unique_by=lambda texte: texte.cle))
def test_whatever_is_written_is_read_back(some):
    written = write_textes(some)
    lecture = read_textes(written.encode())
    assert lecture.fautes == ()
    assert [(texte.cle, texte.titre, *texte.passages()) for texte in lecture.textes] == [
        (texte.cle, texte.titre, *texte.passages()) for texte in some
    ]
    assert write_textes(lecture.textes) == written


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from([*BAKER.splitlines(), "", " ", "- ", "où:", "x: y", "plaît: ;"]), max_size=25))
def test_a_file_without_a_fault_is_what_its_texts_write(lines):
    data = "".join(f"{line}\n" for line in lines).encode()
    lecture = read_textes(data)
    assert lecture.fautes or write_textes(lecture.textes).encode() == data


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data):
    lecture = read_textes(data)
    assert lecture.fautes or write_textes(lecture.textes).encode() == data
