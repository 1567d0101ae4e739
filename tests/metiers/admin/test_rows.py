"""What an editor changes in a fiche: texts, lists, the order of rows."""

import pytest
from django.urls import reverse

from metiers.fiche_text import parse_fiche, write_fiche
from metiers.models import Action, Metier, Statut
from metiers.services import catalogue_version
from tests.metiers.admin.editor import (
    ADD,
    add_row,
    change_url,
    errors,
    fiche_of,
    form_data,
    run,
    save,
)

# Django's own pages ask for variables that are not always there.
pytestmark = pytest.mark.ignore_template_errors


def test_the_text_of_a_metier_is_edited_like_the_rest(admin_client, courte, send):
    send(
        au_quotidien="Le matin, tu lis.\r\n\r\nLe soir, tu écris.",
        plait="• Voir du pays\r\n\r\nApprendre des langues",
        difficile="Être loin",
        ou="  Bureaux et villages ",
    )
    fiche = fiche_of(courte)
    assert fiche.au_quotidien == "Le matin, tu lis.\n\nLe soir, tu écris."
    assert fiche.plait == ("Voir du pays", "Apprendre des langues")
    assert (fiche.difficile, fiche.ou) == (("Être loin",), "Bureaux et villages")
    assert parse_fiche(write_fiche(fiche).encode()).fiche == fiche
    save(admin_client, courte, plait="")
    assert fiche_of(courte).plait == ()


def test_a_reason_too_long_is_named_by_its_line(courte, send):
    response = send(plait=f"Court\n{'x' * 401}")
    assert errors(response)["plait"][0].startswith("Ligne 2 : 401 caractères")


def test_one_edited_action_leaves_the_other_groups_alone(admin_client, courte, form):
    groupe, autre = courte.groupes_mission.all()[:2]
    kept = list(autre.actions.values_list("pk", flat=True))
    lines = [action.texte for action in groupe.actions.all()]
    data = dict(form)
    data["groupes_mission-0-lignes"] = "\r\n".join(["Visiter un chantier", *lines[1:]])
    assert admin_client.post(change_url(courte), data).status_code == 302
    assert list(groupe.actions.values_list("texte", flat=True)) == ["Visiter un chantier", *lines[1:]]
    assert list(autre.actions.values_list("pk", flat=True)) == kept


def test_a_new_title_does_not_rewrite_the_actions_of_its_group(courte, send):
    groupe = courte.groupes_mission.all()[0]
    kept = list(groupe.actions.values_list("pk", flat=True))
    assert send(**{"groupes_mission-0-titre": "Sur le terrain"}).status_code == 302
    groupe.refresh_from_db()
    assert groupe.titre == "Sur le terrain"
    assert list(groupe.actions.values_list("pk", flat=True)) == kept


def test_a_line_too_long_is_named_by_its_number(courte, send):
    response = send(**{"groupes_mission-0-lignes": f"Visiter\r\n\r\n{'a' * 401}\r\nÉcrire"})
    [message] = errors(response)["groupes_mission-0-lignes"]
    assert message.startswith("Ligne 3 : 401 caractères, 400 au plus.")
    assert Action.objects.filter(texte="Visiter").count() == 0


def test_a_group_without_actions_and_an_empty_family_are_refused(courte, send):
    changes = {"groupes_mission-0-lignes": " \r\n", "familles_outil-0-lignes": "", "familles_outil-0-texte": ""}
    assert errors(send(**changes)) == {
        "groupes_mission-0-lignes": ["Un groupe de missions a au moins une action."],
        "familles_outil-0-lignes": ["Une famille d’outils a au moins un outil ou un texte."],
    }


def test_a_fiche_changed_meanwhile_is_not_overwritten(send):
    assert send(accroche="Écrite par la première.").status_code == 302
    response = send(accroche="Écrite par la seconde.")
    assert "modifiée depuis que vous l’avez ouverte" in errors(response)["__all__"][0]
    assert Metier.objects.get().accroche == "Écrite par la première."


# --- Order ---


def noms(metier):
    return list(metier.soft_skills.values_list("nom", flat=True))


def test_a_new_row_goes_last(admin_client, courte, form):
    before = noms(courte)
    data = add_row(dict(form), "soft_skills", nom="Patience")
    assert admin_client.post(change_url(courte), data).status_code == 302
    assert noms(courte) == [*before, "Patience"]
    assert list(courte.soft_skills.values_list("ordre", flat=True)) == list(range(len(before) + 1))


@pytest.mark.parametrize(("row", "place"), [(3, 1), (0, 3), (1, 2), (0, 99)])
def test_a_row_goes_to_the_place_written(courte, send, row, place):
    names = noms(courte)
    assert send(**{f"soft_skills-{row}-position": str(place)}).status_code == 302
    expected = [nom for nom in names if nom != names[row]]
    expected.insert(place - 1, names[row])
    assert noms(courte) == expected


def test_two_rows_can_change_places_and_an_emptied_place_means_last(courte, send):
    names = noms(courte)
    places = {"soft_skills-0-position": "2", "soft_skills-1-position": "1", "soft_skills-2-position": ""}
    assert send(**places).status_code == 302
    assert noms(courte) == [names[1], names[0], *names[3:], names[2]]


def test_a_deleted_row_leaves_no_gap(courte, send):
    names = noms(courte)
    assert send(**{"soft_skills-1-DELETE": "on"}).status_code == 302
    assert noms(courte) == [names[0], *names[2:]]
    assert list(courte.soft_skills.values_list("ordre", flat=True)) == list(range(len(names) - 1))


# --- The catalogue's version ---


@pytest.mark.parametrize(
    "changes",
    [{"accroche": "Autre."}, {"statut": "brouillon"}, {"soft_skills-0-texte": "Autre."}, {"questions-0-DELETE": "on"}],
)
def test_changing_what_is_published_raises_the_catalogue(courte, send, changes):
    version, modified = catalogue_version(), courte.modifie_le
    assert send(**changes).status_code == 302
    assert catalogue_version() == version + 1
    assert Metier.objects.get().modifie_le > modified


def test_changing_a_draft_does_not_raise_the_catalogue(admin_client, courte):
    Metier.objects.update(statut=Statut.BROUILLON)
    version = catalogue_version()
    assert save(admin_client, courte, accroche="Autre.", **{"soft_skills-0-texte": "Autre."}).status_code == 302
    assert admin_client.post(ADD, form_data(admin_client, ADD) | {"titre": "Potier"}).status_code == 302
    run(admin_client, "delete_selected", *Metier.objects.all())
    admin_client.post(reverse("admin:metiers_metier_delete", args=[courte.pk]), {"post": "yes"})
    assert catalogue_version() == version
