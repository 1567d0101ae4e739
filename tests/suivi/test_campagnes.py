"""The pages of a campaign, as counsellors use them."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from suivi import services
from suivi.classe.annee import last_day, usual_close
from suivi.models import Campagne, Montre, Role
from tests.conftest import StrictClient, sign_in
from tests.suivi.envois import pupil, pupil_who_sent, sent_by
from tests.suivi.world import campaign, cio, lycee, member

pytestmark = pytest.mark.django_db
NEW = "/suivi/campagnes/nouvelle/"


@pytest.fixture
def house():
    return lycee()


@pytest.fixture
def bob(house):
    return member("bob", house)


@pytest.fixture
def staff(bob):
    return sign_in(StrictClient(), bob.user)


def text(response):
    body = response.content.decode().split("<main", 1)[1]
    return " ".join(re.sub(r"<[^>]*>", " ", body).replace("&nbsp;", " ").split())


def at(campagne, path=""):
    return f"{campagne.get_absolute_url()}{path}"


# --- made ---------------------------------------------------------------------------------


def test_a_name_is_enough_and_the_page_shows_code_poster_and_link(staff, bob):
    page = staff.get(NEW)
    assert f'value="{usual_close(timezone.localdate()).isoformat()}"' in page.content.decode()
    until = usual_close(timezone.localdate())
    sent = {"nom": "Seconde 4", "ferme_le": until.isoformat(), "montre": "aussitot", "noms": "", "but": ""}
    response = staff.post(NEW, sent)
    made = Campagne.objects.get()
    assert response["Location"] == at(made)
    assert (made.proprietaire, made.structure, made.libre) == (bob, bob.structure, True)
    page = staff.get(at(made))
    assert made.code_lisible in text(page) and "affiche.pdf" in page.content.decode()
    assert f'data-copie="http://testserver{made.adresse_publique}"' in page.content.decode()


def test_a_pasted_column_is_the_list_of_the_class(staff):
    until = usual_close(timezone.localdate())
    staff.post(NEW, {"nom": "A", "ferme_le": until, "montre": "apres", "noms": "Emma\tx\nNoé\ty\n\n"})
    made = Campagne.objects.get()
    assert (made.libre, made.montre) == (False, Montre.APRES)
    assert list(made.places.values_list("rang", "pseudonyme")) == [(1, "Emma"), (2, "Noé")]
    assert "2 places" in text(staff.get(at(made))) and "pas commencée" in text(staff.get(at(made)))


TOMORROW = (timezone.localdate() + timedelta(days=1)).isoformat()
GOOD = {"nom": "Seconde 4", "ferme_le": TOMORROW, "montre": "aussitot", "noms": "", "but": ""}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"nom": ""}, "Ce champ est obligatoire"),
        ({"nom": "  \u200b "}, "Ce champ est obligatoire"),
        ({"nom": "x" * 61}, "60"),
        ({"ferme_le": "2020-01-01"}, "Ce jour est passé"),
        ({"ferme_le": "2099-01-01"}, "Au plus tard le 31 août"),
        ({"ferme_le": "demain"}, "Écrivez un jour"),
        ({"montre": "jamais"}, "Choisissez dans la liste"),
        ({"noms": "Emma\n\n=1+1\nx@y.fr"}, "2 lignes sont à corriger, et rien n’a été enregistré"),
        ({"noms": "Emma\n\n=1+1"}, "ligne 3, « =1+1 »"),
        ({"noms": "Emma\nEMMA"}, "déjà à la ligne 1"),
        ({"noms": "\n".join(f"E{number}" for number in range(501))}, "501 pseudonymes"),
        ({"but": "x" * 301}, "300"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_written(staff, changes, said):
    response = staff.post(NEW, GOOD | changes)
    assert response.status_code == 422 and said in text(response)
    assert not Campagne.objects.exists()
    assert "Seconde 4" in response.content.decode() or "nom" in changes, "what was right is kept"


def test_many_wrong_lines_are_not_all_told(staff):
    page = text(staff.post(NEW, GOOD | {"noms": "\n".join(["=1"] * 40)}))
    assert "et 32 autres lignes" in page


def test_whoever_has_two_structures_says_which(staff, bob):
    elsewhere = cio()
    mine = elsewhere.membres.create(user=bob.user, role=Role.CONSEILLER)
    assert staff.post(NEW, GOOD | {"structure": "9999"}).status_code == 422
    assert staff.post(NEW, GOOD | {"structure": "x"}).status_code == 422
    staff.post(NEW, GOOD | {"structure": mine.pk})
    assert Campagne.objects.get().structure == elsewhere


def test_a_guest_makes_none(house):
    guest = sign_in(StrictClient(), member("ivan", house, Role.INVITE).user)
    assert guest.get(NEW).status_code == 404


# --- set -----------------------------------------------------------------------------------


def test_settings_change_and_stay_within_the_year(staff, bob):
    made = campaign(bob)
    values = {"nom": "Terminales", "ferme_le": TOMORROW, "montre": "apres", "but": "Parler."}
    assert staff.post(at(made, "reglages/"), values).status_code == 302
    made.refresh_from_db()
    assert (made.nom, made.montre, made.but) == ("Terminales", "apres", "Parler.")
    assert staff.post(at(made, "reglages/"), values | {"ferme_le": "2099-01-01"}).status_code == 422


def test_once_somebody_has_joined_what_they_read_no_longer_changes(staff, bob):
    made = campaign(bob, but="Parler.")
    pupil(made, "Emma")
    page = staff.get(at(made, "reglages/"))
    assert "Ne changent plus" in text(page) and 'name="montre"' not in page.content.decode()
    staff.post(at(made, "reglages/"), {"nom": "B", "ferme_le": TOMORROW, "montre": "apres", "but": "Autre"})
    made.refresh_from_db()
    assert (made.nom, made.montre, made.but) == ("B", "aussitot", "Parler.")


def test_somebody_joins_while_the_form_is_open(staff, bob, monkeypatch):
    made = campaign(bob)

    def frozen(**_):
        raise services.FrozenError

    monkeypatch.setattr(services, "edit_campagne", frozen)
    response = staff.post(at(made, "reglages/"), {"nom": "B", "ferme_le": TOMORROW, "montre": "apres", "but": ""})
    assert response.status_code == 422 and "vient de rejoindre" in text(response)


def test_names_are_added_and_taken_off(staff, bob):
    made = campaign(bob)
    staff.post(at(made, "reglages/liste/"), {"noms": "Emma\nNoé"})
    made.refresh_from_db()
    assert not made.libre, "the first list of a campaign that nobody joined is the whole list"
    assert "0 pseudonyme ajouté" in text(staff.post(at(made, "reglages/liste/"), {"noms": "emma"}, follow=True))
    for wrong in ("", "a@b.fr", "\n".join(f"E{number}" for number in range(499))):
        response = staff.post(at(made, "reglages/liste/"), {"noms": wrong})
        assert response.status_code == 422 and made.places.count() == 2
    for place in made.places.all():
        staff.post(at(made, f"liste/{place.pk}/retirer/"), {"reglages": "oui"})
    made.refresh_from_db()
    assert made.libre and not made.places.exists(), "without a name left, anybody could come in no more"


def test_a_campaign_is_shared_with_members_of_its_structure_alone(staff, bob, house):
    made, carl, stranger = campaign(bob), member("carl", house), member("ali", cio())
    staff.post(at(made, "reglages/partage/"), {"membres": [carl.pk]})
    assert list(made.avec.all()) == [carl]
    assert staff.post(at(made, "reglages/partage/"), {"membres": [stranger.pk]}).status_code == 422
    assert staff.post(at(made, "reglages/partage/"), {"membres": ["x"]}).status_code == 422
    assert list(made.avec.all()) == [carl]
    other = sign_in(StrictClient(), carl.user)
    assert other.get(at(made)).status_code == 200 and other.get(at(made, "resultats/")).status_code == 200
    assert [other.get(at(made, path)).status_code for path in ("reglages/", "supprimer/")] == [404, 404]
    staff.post(at(made, "reglages/partage/"))
    assert other.get(at(made)).status_code == 404


def test_archived_restored_deleted(staff, bob):
    made = campaign(bob)
    pupil_who_sent(made, "Emma")
    staff.post(at(made, "archiver/"), {"archiver": "oui"})
    assert "Seconde 4" not in text(staff.get("/suivi/"))
    assert "Seconde 4" in text(staff.get("/suivi/campagnes/archives/"))
    assert "archivée le" in text(staff.get(at(made)))
    staff.post(at(made, "archiver/"), {"archiver": "non"})
    assert "Seconde 4" in text(staff.get("/suivi/"))
    assert "1 envoi" in text(staff.get(at(made, "supprimer/")))
    assert staff.post(at(made, "supprimer/"))["Location"] == "/suivi/"
    assert not Campagne.objects.exists() and staff.get(at(made)).status_code == 404


def test_deleting_asks_again_who_it_is(staff, bob):
    made = campaign(bob)
    session = staff.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 3600
    session.save()
    assert staff.post(at(made, "supprimer/"))["Location"].startswith("/compte/confirmer/")
    assert Campagne.objects.exists()


def test_the_end_is_said_a_month_before(staff, bob, monkeypatch):
    made = campaign(bob)
    assert "d’ici là les fiches" not in text(staff.get("/suivi/"))
    monkeypatch.setattr("suivi.models.campagnes.WARNED", timedelta(days=400))
    assert "d’ici là les fiches" in text(staff.get("/suivi/")) and "d’ici là les fiches" in text(staff.get(at(made)))
    assert made.dernier_jour == last_day(made.annee)


# --- activité --------------------------------------------------------------------------------


@pytest.fixture
def group(bob):
    """Of each state one."""
    made = campaign(bob, noms=["Emma", "Noé", "Ana", "Bao", "Tom"], libre=False, montre=Montre.APRES)
    pupil(made, "Emma", finished=False)
    pupil(made, "Noé")
    pupil_who_sent(made, "Ana")
    services.withdraw_sent(participation=pupil_who_sent(made, "Bao"))
    return made


def test_activity_says_where_each_is_and_nothing_of_the_answers(staff, group):
    page = text(staff.get(at(group)))
    for name, state in (("Emma", "commencée"), ("Noé", "à envoyer"), ("Ana", "envoyée"), ("Bao", "retirée")):
        assert re.search(rf"{name} {state}", page), name
    assert "Tom pas commencée" in page
    assert "1 envoyé sur 5 places" in page and "5 affichés sur 5" in page
    assert page.index("Noé à") < page.index("Emma comm") < page.index("Tom pas") < page.index("Ana env")


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("?etat=rappel", {"Emma", "Noé", "Tom"}),
        ("?etat=envoyee", {"Ana"}),
        ("?q=NO", {"Noé"}),
        ("?q=zzz", set()),
        ("?etat=inconnu", set()),
        ("?tri=nom&page=99", {"Emma", "Noé", "Ana", "Bao", "Tom"}),
        ("?page=%00&q=%00", {"Emma", "Noé", "Ana", "Bao", "Tom"}),
    ],
)
def test_activity_is_searched_and_filtered(staff, group, asked, names):
    page = staff.get(at(group, asked))
    assert f"{len(names)} affiché" in text(page) and "sur 5" in text(page)
    assert {
        name for name in ("Emma", "Noé", "Ana", "Bao", "Tom") if f"<bdi>{name}</bdi>" in page.content.decode()
    } == names


def test_pages_of_fifty(staff, bob):
    made = campaign(bob, noms=[f"E{number:03}" for number in range(120)], libre=False)
    assert "E049" in text(staff.get(at(made, "?tri=nom"))) and "E050" not in text(staff.get(at(made, "?tri=nom")))
    page = staff.get(at(made, "?tri=nom&page=3"))
    assert "E119" in text(page) and "page 3 sur 3" in text(page)


def test_a_guest_sees_the_list_and_nothing_to_open(house, bob, group):
    guest = member("ivan", house, Role.INVITE)
    services.share_campagne(campagne=group, membres=[guest])
    other = sign_in(StrictClient(), guest.user)
    page = other.get(at(group)).content.decode()
    assert "Ana" in page and "resultats" not in page and "liberer" not in page
    assert "/eleves/" not in page.split("<main")[1]
    assert "Seconde 4" in text(other.get("/suivi/")) and "À faire" not in text(other.get("/suivi/"))
    for path in ("resultats/", "resultats/nouveaux/", "affiche.pdf", "rappels.pdf", "reglages/"):
        assert other.get(at(group, path)).status_code == 404


def test_a_lost_code_frees_the_pseudonym_and_what_was_sent_stays(staff, group):
    ana = group.participations.get(pseudonyme="Ana")
    assert "Libérer « Ana" in text(staff.get(at(group, f"eleves/{ana.pk}/liberer/")))
    staff.post(at(group, f"eleves/{ana.pk}/liberer/"))
    page = text(staff.get(at(group)))
    assert "Pseudonyme libéré" in page and "Ana envoyée" in page
    assert "Ana" in text(staff.get(at(group, "resultats/")))
    assert staff.post(at(group, f"eleves/{ana.pk}/liberer/")).status_code == 404, "it is free"
    again = pupil(group, "Ana")
    group.participations.filter(pk=ana.pk).update(reprise_par=again)
    assert text(staff.get(at(group))).count("Ana") == 1 + text(staff.get(at(group))).count("Code perdu ? (Ana)")
    assert "1 affiché sur 1" in text(staff.get(at(group, "resultats/")))
    sent_by(again)
    assert "2e envoi" in text(staff.get(at(group, "resultats/")))


def test_a_name_freed_before_anything_was_sent_is_free_for_all_to_see(staff, group):
    services.free(participation=group.participations.get(pseudonyme="Noé"))
    assert "Noé pas commencée" in text(staff.get(at(group)))


def test_poster_and_slips(staff, group):
    poster = staff.get(at(group, "affiche.pdf"))
    assert (poster["Content-Type"], poster.content[:5]) == ("application/pdf", b"%PDF-")
    assert staff.get(at(group, "rappels.pdf"))["Content-Type"] == "application/pdf"
    assert staff.get(at(group, "rappels.pdf?etat=envoyee"))["Location"] == at(group, "?etat=envoyee")


# --- from elsewhere --------------------------------------------------------------------------


def test_a_campaign_of_somebody_else_does_not_exist(house, group):
    boss = sign_in(StrictClient(), member("anne", house, Role.RESPONSABLE).user)
    for path in ("", "resultats/", "reglages/", "supprimer/", "affiche.pdf", "rappels.pdf", "resultats/nouveaux/"):
        assert boss.get(at(group, path)).status_code == 404, path
    for path in ("resultats/lot/", "archiver/", "reglages/liste/", "reglages/partage/", "supprimer/"):
        assert boss.post(at(group, path)).status_code == 404, path
    assert "Seconde 4" not in text(boss.get("/suivi/"))
