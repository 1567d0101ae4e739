"""Notes beside the lines of a pupil's page: written, changed in two tabs, answered, deleted."""

import re

import pytest
from django.core.cache import caches

from suivi import services
from suivi.models import LONGEST_NOTE, Note
from tests.conftest import StrictClient, sign_in
from tests.suivi.eleves import joined, of, result, send, sent
from tests.suivi.synthese.sends import kept_with
from tests.suivi.test_eleve import text
from tests.suivi.world import campaign, lycee, member

pytestmark = pytest.mark.django_db
TRICK = "Vu \u202egnineve\u202c le 3"


@pytest.fixture(autouse=True)
def fresh_counts():
    caches["default"].clear()


@pytest.fixture
def bob(client):
    bob = member("bob", lycee())
    sign_in(client, bob.user)
    return bob


@pytest.fixture
def emma(bob):
    return sent(campaign(bob))[0]


@pytest.fixture
def note(bob, emma):
    return services.write_note(participation=emma, membre=bob, ancre="", texte="Absente lundi", partagee=True)


def to(note, then=""):
    return of(note.participation, f"notes/{note.pk}/{then}")


def values(note, **changes):
    shown = "1" if note.partagee else ""
    return {"ancre": note.ancre, "texte": note.texte, "partagee": shown, "version": note.version, **changes}


# --- written ---------------------------------------------------------------------


@pytest.mark.parametrize("ancre", ["", "priorites", "piste:metier-1", "piste:metier-9", "changements", "plan"])
def test_a_note_stands_beside_its_line_and_is_private_unless_it_is_shown(client, emma, ancre):
    response = client.post(of(emma, "notes/"), {"ancre": ancre, "texte": "À revoir\r\nen mars "})
    note = Note.objects.get()
    assert response["Location"] == of(emma, f"#note-{note.pk}")
    assert (note.ancre, note.texte, note.partagee) == (ancre, "À revoir\nen mars", False)
    client.post(of(emma, "notes/"), {"ancre": ancre, "texte": "Pour toi", "partagee": "1"})
    assert Note.objects.filter(partagee=True).get().texte == "Pour toi"


def test_in_the_page_a_note_comes_after_its_line_and_is_named_by_it(client, emma):
    client.post(of(emma, "notes/"), {"ancre": "piste:metier-2", "texte": "zznote"})
    html = client.get(of(emma)).content.decode()
    titre = emma.envois.get().resultat.titres["metier-2"]
    before, group = html[: html.index("zznote")].rsplit('<div class="marge"', 1)
    assert before.rindex('id="metier-2-titre"') > before.rindex('id="metier-1-titre"')
    assert f'aria-label="Notes en face de&nbsp;: {titre}"' in group
    assert "metier-3-titre" not in before


@pytest.mark.parametrize(
    ("texte", "said"),
    [
        ("", "Écrivez quelque chose"),
        ("  \n ", "Écrivez quelque chose"),
        ("\u202e\u200b\x00", "Écrivez quelque chose"),
        ("é" * (LONGEST_NOTE + 1), f"celle-ci en a {LONGEST_NOTE + 1}"),
    ],
)
def test_a_note_that_is_wrong_is_told_at_its_field(client, emma, texte, said):
    response = client.post(of(emma, "notes/"), {"ancre": "plan", "texte": texte, "partagee": "1"})
    html = response.content.decode()
    assert response.status_code == 422 and said in text(response) and "En face de : le plan" in text(response)
    assert 'aria-invalid="true"' in html and 'id="id_texte_error"' in html
    assert not Note.objects.exists()


def test_a_form_without_its_fields_is_told_too(client, emma, note):
    for address in (of(emma, "notes/"), to(note)):
        assert client.post(address).status_code == 422
    assert Note.objects.get().texte == "Absente lundi"


def test_a_line_break_counts_once_as_in_the_browser(client, emma):
    client.post(of(emma, "notes/"), {"ancre": "", "texte": "a\r\n" * (LONGEST_NOTE // 2)})
    assert len(Note.objects.get().texte) <= LONGEST_NOTE


def test_what_turns_the_reading_around_is_taken_out_and_other_scripts_stay(client, emma):
    client.post(of(emma, "notes/"), {"ancre": "", "texte": TRICK + " مرحبا"})
    assert Note.objects.get().texte == "Vu gnineve le 3 مرحبا"


@pytest.mark.parametrize("ancre", ["piste:autre", "autre", "x" * 300, "piste:"])
def test_a_line_that_is_none_keeps_the_text(client, emma, ancre):
    response = client.post(of(emma, "notes/"), {"ancre": ancre, "texte": "zztexte"})
    html = response.content.decode()
    assert response.status_code == 422 and "Cette ligne n’existe pas" in text(response)
    assert "zztexte" in html and '<input type="hidden" name="ancre" id="id_ancre">' in html
    assert not Note.objects.exists()


def test_sent_twice_it_is_there_once_and_there_is_an_end_to_them(client, emma, monkeypatch):
    for _ in range(2):
        client.post(of(emma, "notes/"), {"ancre": "", "texte": "Deux fois"})
    assert Note.objects.count() == 1
    monkeypatch.setattr(services.echange, "MOST_NOTES", 1)
    response = client.post(of(emma, "notes/"), {"ancre": "", "texte": "Une de trop"})
    assert response.status_code == 422 and "supprimez-en une" in text(response)
    assert "Une de trop" in response.content.decode()


# --- two tabs -----------------------------------------------------------------------


def test_two_tabs_of_one_note_lose_neither_text(client, note):
    here, there = values(note, texte="zzici"), values(note, texte="zzlà")
    assert client.post(to(note), there).status_code == 302
    response = client.post(to(note), here)
    html = response.content.decode()
    assert response.status_code == 422 and "zzici" in html and "zzlà" in html
    assert "a changé dans un autre onglet" in html and 'name="version" value="2"' in html
    note.refresh_from_db()
    assert note.texte == "zzlà"
    assert client.post(to(note), here | {"version": 2}).status_code == 302
    note.refresh_from_db()
    assert (note.texte, note.version) == ("zzici", 3)


def test_a_note_deleted_in_another_tab_can_be_saved_again(client, emma, note):
    proof = re.search(r'name="preuve" value="([^"]+)"', client.get(to(note)).content.decode())[1]
    here = values(note, texte="zzici", ancre="plan", preuve=proof)
    client.post(to(note, "supprimer/"))
    response = client.post(to(note), here)
    assert response.status_code == 422 and "supprimée dans un autre onglet" in text(response)
    assert "zzici" in response.content.decode()
    assert client.get(to(note)).status_code == 404 == client.post(to(note, "supprimer/")).status_code
    client.post(of(emma, "notes/"), here)
    assert (Note.objects.get().texte, Note.objects.get().ancre) == ("zzici", "plan")


def test_a_note_that_was_never_ones_own_says_nothing_of_its_being_there(client, emma, note):
    other = services.write_note(
        participation=emma, membre=member("zoe", emma.campagne.structure), ancre="", texte="zzautre", partagee=False
    )
    proof = re.search(r'name="preuve" value="([^"]+)"', client.get(to(note)).content.decode())[1]
    for pk in (other.pk, other.pk + 999):
        for preuve in ("", proof, "é"):
            answer = client.post(of(emma, f"notes/{pk}/"), values(other, version=1, preuve=preuve))
            assert answer.status_code == 404, (pk, preuve)


@pytest.mark.parametrize("version", ["", "x", "-1", "99999999999999999999"])
def test_a_version_that_nobody_wrote_changes_nothing(client, note, version):
    assert client.post(to(note), values(note, texte="Autre", version=version)).status_code == 422
    note.refresh_from_db()
    assert note.texte == "Absente lundi"


# --- answered -------------------------------------------------------------------------


def test_an_answer_stays_and_so_does_what_it_answers(client, emma, note):
    services.answer_note(note=note, version=1, reponse="zzréponse", desaccord=True)
    said = text(client.get(of(emma)))
    assert "zzréponse" in said and "pas d’accord" in said and "nouveau" in said
    assert "nouveau" not in text(client.get(of(emma))), "once it was read"
    response = client.post(to(note), values(note, texte="Autre chose"))
    assert response.status_code == 422 and "ne change plus" in text(response)
    assert "Autre chose" in response.content.decode()
    client.post(to(note, "supprimer/"))
    assert "elle reste" in text(client.get(of(emma)))
    assert Note.objects.get().reponse == "zzréponse" and Note.objects.get().texte == "Absente lundi"


# --- whose -------------------------------------------------------------------------------


def test_a_private_note_is_its_authors_and_only_they_change_one(client, bob, emma, note):
    own = services.write_note(participation=emma, membre=bob, ancre="", texte="zzprivée", partagee=False)
    eva = member("eva", bob.structure)
    services.share_campagne(campagne=emma.campagne, membres=[eva])
    other = sign_in(StrictClient(), eva.user)
    said = text(other.get(of(emma)))
    assert "Absente lundi" in said and "Bob Martin" in said and "zzprivée" not in said
    for one in (own, note):
        assert other.get(to(one)).status_code == 404
        assert other.post(to(one), values(one, texte="Autre")).status_code == 404
        assert other.post(to(one, "supprimer/")).status_code == 404
    assert Note.objects.count() == 2


def test_a_note_of_a_line_that_is_no_longer_there_says_which(client, emma):
    client.post(of(emma, "notes/"), {"ancre": "piste:metier-2", "texte": "zznote"})
    titre = emma.envois.get().resultat.titres["metier-2"]
    send(emma, result(emma, kept_with("Santé", pistes=kept_with().pistes[4:8])))
    html = client.get(of(emma)).content.decode()
    assert f"en face de&nbsp;: {titre}" in html and "zznote" in html.split('id="marge-ensemble"')[1]


def test_a_note_may_be_written_before_anything_is_sent(client, bob):
    place = joined(campaign(bob, "Autre"))
    client.post(of(place, "notes/"), {"ancre": "", "texte": "zzabsence"})
    assert "zzabsence" in text(client.get(of(place)))
