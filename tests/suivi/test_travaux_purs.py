"""How far a document is, in words; the files that are downloaded."""

import io
import json
from datetime import date, datetime, timedelta
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suivi.documents.archive import file_name, zipped
from suivi.documents.entretien import Depuis, FicheEntretien, Particulier, Piste, Priorite, render_fiches
from suivi.documents.garde import read_one, to_json
from suivi.listes.travaux import Avancement

WHEN = datetime(2026, 12, 1, 10, 30)
NOW = timedelta(seconds=1)


def at(**changes):
    values = {
        "un_seul": False,
        "demandees": 31,
        "total": 31,
        "faites": 0,
        "relie": False,
        "vivant": True,
        "occupe": False,
    }
    return Avancement(**{**values, "attend_depuis": NOW, "arret": "", **changes})


@pytest.mark.parametrize(
    ("one", "etat", "said"),
    [
        (at(vivant=False), "attente", "En attente\u00a0: cela commence dans quelques secondes."),
        (at(vivant=False, attend_depuis=timedelta(minutes=3)), "attente", "En attente depuis 3\u00a0minutes"),
        (at(vivant=False, attend_depuis=timedelta(seconds=25), faites=2), "attente", "2\u00a0fiches sur 31."),
        (
            at(vivant=False, attend_depuis=timedelta(minutes=3), occupe=True),
            "attente",
            "un autre document se fait avant",
        ),
        (at(faites=12), "en_cours", "12\u00a0fiches sur 31."),
        (at(faites=1), "en_cours", "1\u00a0fiche sur 31."),
        (at(faites=31, un_seul=True), "en_cours", "il reste à les assembler."),
        (at(faites=31, un_seul=True, vivant=False), "attente", "En attente"),
        (at(faites=31), "pret", "Prêt\u00a0: 31\u00a0fiches."),
        (at(faites=31, un_seul=True, relie=True, vivant=False), "pret", "Prêt\u00a0: 31\u00a0fiches."),
        (at(faites=30, total=30), "pret", "Depuis votre demande, 1\u00a0élève a retiré ou effacé son envoi."),
        (at(faites=29, total=29), "pret", "2\u00a0élèves ont retiré ou effacé leur envoi."),
        (
            at(faites=12, arret="plus de place", vivant=False),
            "arrete",
            "Arrêté\u00a0: plus de place",
        ),
        (at(arret="plus de place", vivant=False), "arrete", "Arrêté\u00a0: plus de place."),
        (at(total=0), "vide", "plus rien à imprimer"),
        (at(total=0, arret="plus de place"), "vide", "plus rien à imprimer"),
    ],
)
def test_each_state_in_words(one, etat, said):
    assert one.etat == etat and said in one.dit
    assert one.change == (etat in {"attente", "en_cours"})


def test_what_is_said_aloud_changes_at_each_quarter_alone():
    said = [at(total=40, demandees=40, faites=number).annonce for number in range(41)]
    assert len(set(said)) == 5 and said[20] == "La moitié des fiches est faite."


@given(st.integers(0, 500), st.integers(0, 500), *[st.booleans()] * 3, st.sampled_from(["", "x"]))
def test_every_state_can_be_said(total, faites, un_seul, relie, vivant, arret):
    one = at(total=total, faites=min(faites, total), un_seul=un_seul, relie=relie, vivant=vivant, arret=arret)
    assert one.dit and one.annonce and "None" not in one.dit


# --- files -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rang", "pseudonyme", "most", "name"),
    [
        (7, "Ana-Lise", 31, "07-ana-lise.pdf"),
        (7, "Émile Zoé", 400, "007-emile-zoe.pdf"),
        (1, "../../etc/passwd", 9, "1-etc-passwd.pdf"),
        (1, "ليلى", 9, "1-eleve.pdf"),
        (1, "CON", 9, "1-con.pdf"),
        (1, "", 9, "1-eleve.pdf"),
    ],
)
def test_a_file_is_named_so_that_any_system_can_write_it(rang, pseudonyme, most, name):
    assert file_name(rang, pseudonyme, most=most) == name


@given(st.lists(st.text(max_size=60), min_size=1, max_size=30))
def test_no_two_files_have_one_name(pseudonymes):
    names = [file_name(rang, one, most=len(pseudonymes)) for rang, one in enumerate(pseudonymes, start=1)]
    assert len({one.lower() for one in names}) == len(names) and sorted(names) == names
    assert all(one.isascii() and len(one) < 60 and not set(one) & set('/\\:*?"<>| ') for one in names)


@given(st.lists(st.binary(max_size=300), max_size=8))
def test_the_zip_holds_what_was_given_a_file_at_a_time(contents):
    files = [(f"{number}.pdf", one) for number, one in enumerate(contents)]
    read = []

    def each():
        for one in files:
            read.append(one)
            yield one

    parts = zipped(each(), fait_le=WHEN)
    if files:
        assert next(parts)[:2] == b"PK" and len(read) == 1, "read as it is asked"
    whole = b"".join(zipped(files, fait_le=WHEN))
    with ZipFile(io.BytesIO(whole)) as archive:
        assert archive.testzip() is None
        assert [(one, archive.read(one)) for one in archive.namelist()] == files
        assert all(one.date_time == (2026, 12, 1, 10, 30, 0) for one in archive.infolist())


# --- a sheet that is kept ----------------------------------------------------------

FICHE = FicheEntretien(
    campagne="Seconde 4",
    annee="2026-2027",
    pseudonyme="Émile",
    envoi="1er envoi, le 27 novembre 2026",
    avec="Bob Martin",
    priorites=(Priorite("Relations", "relations", 30),),
    note_priorites="Part de chaque dimension dans ses priorités.",
    particulier=(Particulier("Rapide", "A répondu vite."),),
    reperes="",
    pistes=(Piste(1, "Soigneur", "Santé", "le soin", "les nuits"),),
    questions=("Pourquoi\u202f?",),
    depuis=Depuis("Depuis le 1er octobre", "Mêmes priorités."),
    plan="À faire\u00a0: stage",
    non_envoye="",
    fin=date(2027, 8, 31),
)


@pytest.mark.parametrize("changes", [{}, {"depuis": None, "plan": None, "pistes": (), "questions": ()}])
def test_a_sheet_that_was_kept_is_the_same_sheet(changes):
    fiche = FicheEntretien(**{**{name: getattr(FICHE, name) for name in FICHE.__slots__}, **changes})
    again = read_one(json.loads(to_json(fiche)))
    assert again == fiche and json.loads(to_json(fiche))["fin"] == "2027-08-31"
    day = date(2026, 12, 1)
    assert render_fiches([again], fait_le=day) == render_fiches([fiche], fait_le=day)
