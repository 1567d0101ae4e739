"""What is refused, in French, where it was written."""

import pytest

from metiers.models import Competence, SectionFiche
from tests.metiers.admin.editor import (
    ADD,
    add_row,
    change_url,
    errors,
    fiche_of,
    form_data,
)

# Django's own pages ask for variables that are not always there.
pytestmark = pytest.mark.ignore_template_errors


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"relations": ""},
            {
                "relations": [
                    "Une fiche publiée a ses cinq notes : écrivez celle-ci, ou choisissez le statut Brouillon."
                ]
            },
        ),
        ({"qualite_vie": "140"}, {"qualite_vie": ["La note doit être comprise entre 0 et 100."]}),
        ({"qualite_vie": "-1"}, {"qualite_vie": ["Assurez-vous que cette valeur est supérieure ou égale à 0."]}),
        ({"qualite_vie": "58,5"}, {"qualite_vie": ["Saisissez un nombre entier."]}),
        ({"titre": ""}, {"titre": ["Ce champ est obligatoire."]}),
        (
            {"titre": "???", "slug": ""},
            {"slug": ["Ce titre ne donne pas d’adresse : écrivez-en une, en lettres sans accent et tirets."]},
        ),
        (
            {"competences_requises-0-score": "140"},
            {"competences_requises-0-score": ["Assurez-vous que cette valeur est inférieure ou égale à 100."]},
        ),
        (
            {"niveaux-0-bac_plus": "13"},
            {"niveaux-0-bac_plus": ["Assurez-vous que cette valeur est inférieure ou égale à 12."]},
        ),
        ({"niveaux-0-ects": "0"}, {"niveaux-0-ects": ["Assurez-vous que cette valeur est supérieure ou égale à 1."]}),
        ({"niveaux-0-formations": "30001"}, {"niveaux-0-formations": ["Au plus 30000 formations."]}),
        (
            {"tranches_salaire-0-minimum": "40000", "tranches_salaire-0-maximum": "30000"},
            {"tranches_salaire-0-minimum": ["Le minimum (40000 €) dépasse le maximum (30000 €)."]},
        ),
        (
            {"tranches_salaire-0-minimum": "0", "tranches_salaire-0-maximum": "0"},
            {"tranches_salaire-0-maximum": ["Le maximum est d’au moins 1 €."]},
        ),
        (
            {"tranches_salaire-0-maximum": "10000001"},
            {"tranches_salaire-0-maximum": ["Assurez-vous que cette valeur est inférieure ou égale à 10000000."]},
        ),
        (
            {"sections-1-complement": "Après la liste."},
            {
                "sections-1-complement": [
                    "Seules les sections « Missions » et « Salaire et évolution » ont un complément : "
                    "mettez ce texte dans l’introduction."
                ]
            },
        ),
        ({"sections-1-cle": "missions"}, {"sections-1-cle": ["Cette section a déjà ses textes dans la fiche."]}),
    ],
)
def test_a_refused_value_is_explained_at_its_field(courte, send, changes, expected):
    before = fiche_of(courte)
    assert errors(send(**changes)) == expected
    assert fiche_of(courte) == before


def test_two_fiches_cannot_have_the_same_address(admin_client, courte):
    data = form_data(admin_client, ADD) | {"titre": courte.titre}
    expected = {"slug": ["Une autre fiche a déjà cette adresse : écrivez-en une différente."]}
    assert errors(admin_client.post(ADD, data)) == expected


def test_a_skill_is_required_once(admin_client, courte, form):
    known = courte.competences_requises.all()[0].competence_id
    data = add_row(dict(form), "competences_requises", competence=known, score="10")
    row = f"competences_requises-{int(data['competences_requises-TOTAL_FORMS']) - 1}-competence"
    expected = {row: ["Cette compétence est déjà dans la fiche."]}
    assert errors(admin_client.post(change_url(courte), data)) == expected


def test_two_new_rows_with_the_same_skill_are_refused(admin_client, courte, form):
    new = Competence.objects.create(nom="Cartographie", slug="cartographie").pk
    data = dict(form)
    for score in ("10", "20"):
        data = add_row(data, "competences_requises", competence=new, score=score)
    row = f"competences_requises-{int(data['competences_requises-TOTAL_FORMS']) - 1}-competence"
    expected = {row: ["Cette compétence est déjà dans la fiche."]}
    assert errors(admin_client.post(change_url(courte), data)) == expected


def test_two_skills_cannot_change_places_through_their_names(courte, send):
    first, second = courte.competences_requises.values_list("competence", flat=True)[:2]
    changes = {"competences_requises-0-competence": second, "competences_requises-1-competence": first}
    found = errors(send(**changes))
    assert set(found) == {"competences_requises-0-competence", "competences_requises-1-competence"}


def test_two_new_rows_for_the_same_section_are_refused(admin_client, courte):
    SectionFiche.objects.filter(metier=courte, cle="faq").delete()
    data = form_data(admin_client, change_url(courte))
    for text in ("Une", "Deux"):
        data = add_row(data, "sections", cle="faq", introduction=text)
    [messages] = errors(admin_client.post(change_url(courte), data)).values()
    assert messages == ["Cette section a déjà ses textes dans la fiche."]
