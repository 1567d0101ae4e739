"""The editors' pages: what a browser is given is read from its HTML and sent back as a browser sends it."""

from html.parser import HTMLParser

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from metiers.chargement.rows import read_fiche
from metiers.dimensions import CLES
from metiers.fiche_text import parse_fiche, write_fiche
from metiers.models import Action, Competence, CompetenceRequise, Metier, SectionFiche, Statut
from metiers.services import catalogue_version

LIST = reverse("admin:metiers_metier_changelist")
ADD = reverse("admin:metiers_metier_add")
COMPETENCES = reverse("admin:metiers_competence_changelist")


# Django's own pages ask for variables that are not always there.
pytestmark = pytest.mark.ignore_template_errors


@pytest.fixture
def courte(metier):
    """The fiche with four soft skills and two of the rest: a page that is quickly drawn."""
    for name in ("groupes_mission", "competences_requises", "niveaux", "familles_outil", "contraintes", "questions"):
        getattr(metier, name).filter(ordre__gt=1).delete()
    metier.soft_skills.filter(ordre__gt=3).delete()
    metier.sections.exclude(cle__in=["missions", "soft_skills", "faq"]).delete()
    return Metier.objects.get(pk=metier.pk)


class FormReader(HTMLParser):
    """The fields of a page's form, as a browser would send them."""

    def __init__(self, html):
        super().__init__()
        self.data = {}
        self._textarea = self._select = None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        name = attrs.get("name")
        if tag == "textarea":
            self._textarea, self.data[name] = name, ""
        elif tag == "select":
            self._select = name
            self.data[name] = ""
        elif tag == "option" and self._select and "selected" in attrs:
            self.data[self._select] = attrs["value"]
        elif tag == "input" and name and attrs.get("type") not in ("submit", "checkbox", "search"):
            self.data[name] = attrs.get("value", "")
        elif tag == "input" and attrs.get("type") == "checkbox" and name and "checked" in attrs:
            self.data[name] = "on"

    def handle_data(self, data):
        if self._textarea:
            self.data[self._textarea] += data

    def handle_endtag(self, tag):
        if tag == "textarea":
            self.data[self._textarea] = self.data[self._textarea].removeprefix("\n").replace("\n", "\r\n")
            self._textarea = None
        elif tag == "select":
            self._select = None


def change_url(metier):
    return reverse("admin:metiers_metier_change", args=[metier.pk])


def form_data(client, url):
    response = client.get(url)
    assert response.status_code == 200
    return FormReader(response.content.decode()).data


def save(client, metier, **changes):
    return client.post(change_url(metier), form_data(client, change_url(metier)) | changes)


def add_row(data, prefix, **fields):
    """What « Ajouter un objet » does in the page."""
    row = int(data[f"{prefix}-TOTAL_FORMS"])
    blank = {
        name.replace("__prefix__", str(row)): value
        for name, value in data.items()
        if name.startswith(f"{prefix}-__prefix__")
    }
    filled = {f"{prefix}-{row}-{name}": value for name, value in fields.items()}
    return data | blank | filled | {f"{prefix}-TOTAL_FORMS": str(row + 1)}


def errors(response):
    """Every message of a refused form, by field; `__all__` is the whole row."""
    assert response.status_code == 200, "the form was accepted"
    forms = [response.context["adminform"].form]
    forms += [form for inline in response.context["inline_admin_formsets"] for form in inline.formset.forms]
    found = {form.add_prefix(field): list(messages) for form in forms for field, messages in form.errors.items()}
    for inline in response.context["inline_admin_formsets"]:
        if inline.formset.non_form_errors():
            found[inline.formset.prefix] = list(inline.formset.non_form_errors())
    return found


def messages_of(response):
    return [str(message) for message in response.context["messages"]]


def run(client, action, *metiers):
    data = {"action": action, "_selected_action": [metier.pk for metier in metiers]}
    return client.post(LIST, data, follow=True)


def fiche_of(metier):
    return read_fiche(Metier.objects.with_fiche().get(pk=metier.pk))


def complete(**fields):
    return Metier.objects.create(**dict.fromkeys(CLES, 50) | fields)


def writes(queries):
    return [query["sql"] for query in queries if query["sql"].startswith(("INSERT INTO", "UPDATE", "DELETE FROM"))]


# --- The whole fiche ---


def test_a_fiche_sent_back_unchanged_is_the_same_fiche(admin_client, metier):
    before, version, modified = fiche_of(metier), catalogue_version(), metier.modifie_le
    with CaptureQueriesContext(
        connection,
    ) as queries:
        response = save(admin_client, metier)
    assert response.status_code == 302
    assert fiche_of(metier) == before
    assert catalogue_version() == version
    assert Metier.objects.get(pk=metier.pk).modifie_le == modified
    assert [sql for sql in writes(queries) if "metiers_" in sql and "versioncatalogue" not in sql] == []


def test_a_fiche_sends_fewer_fields_than_django_accepts(admin_client, metier, settings):
    assert len(form_data(admin_client, change_url(metier))) < settings.DATA_UPLOAD_MAX_NUMBER_FIELDS * 0.7


def test_a_new_fiche_takes_its_address_from_the_title(admin_client, db):
    data = form_data(admin_client, ADD) | {"titre": "Chargé(e) de mission", "qualite_vie": "58"}
    data = add_row(data, "groupes_mission", titre="Terrain", lignes="Visiter\r\n\r\n• Écrire\r\n")
    data = add_row(data, "familles_outil", nom="Bureautique", lignes="Tableur\r\nTraitement de texte")
    response = admin_client.post(ADD, data)
    assert response.status_code == 302, errors(response)
    metier = Metier.objects.get(slug="charge-de-mission")
    assert metier.statut == Statut.BROUILLON
    fiche = fiche_of(metier)
    assert fiche.missions[0].actions == ("Visiter", "Écrire")
    assert fiche.outils[0].outils == ("Tableur", "Traitement de texte")


def test_a_published_fiche_links_to_its_page_and_a_draft_does_not(admin_client, metier):
    page = metier.get_absolute_url()
    assert f'href="{page}"' in admin_client.get(change_url(metier)).content.decode()
    assert f'href="{page}"' in admin_client.get(LIST).content.decode()
    Metier.objects.update(statut=Statut.BROUILLON)
    assert f'href="{page}"' not in admin_client.get(change_url(metier)).content.decode()
    assert f'href="{page}"' not in admin_client.get(LIST).content.decode()


def test_what_was_edited_can_be_exported_and_read_again(admin_client, metier):
    data = form_data(admin_client, change_url(metier))
    data = add_row(data, "soft_skills", nom="Patience\x0b", texte="Un texte copié d’un PDF.\x02\r\n\r\n\r\nSuite.  ")
    assert admin_client.post(change_url(metier), data).status_code == 302
    fiche = fiche_of(metier)
    assert fiche.soft_skills[-1].texte == "Un texte copié d’un PDF.\n\nSuite."
    assert parse_fiche(write_fiche(fiche).encode()).fiche == fiche


def test_the_text_of_a_metier_is_edited_like_the_rest(admin_client, courte):
    save(
        admin_client,
        courte,
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


def test_a_reason_too_long_is_named_by_its_line(admin_client, courte):
    response = save(admin_client, courte, plait=f"Court\n{'x' * 401}")
    assert errors(response)["plait"][0].startswith("Ligne 2 : 401 caractères")


def test_a_fiche_changed_meanwhile_is_not_overwritten(admin_client, metier):
    data = form_data(admin_client, change_url(metier))
    assert save(admin_client, metier, accroche="Écrite par la première.").status_code == 302
    response = admin_client.post(change_url(metier), data | {"accroche": "Écrite par la seconde."})
    assert "modifiée depuis que vous l’avez ouverte" in errors(response)["__all__"][0]
    assert Metier.objects.get().accroche == "Écrite par la première."


# --- Lists written one per line ---


def test_one_edited_action_leaves_the_other_groups_alone(admin_client, courte):
    groupe, autre = courte.groupes_mission.all()[:2]
    kept = list(autre.actions.values_list("pk", flat=True))
    lines = [action.texte for action in groupe.actions.all()]
    data = form_data(admin_client, change_url(courte))
    data["groupes_mission-0-lignes"] = "\r\n".join(["Visiter un chantier", *lines[1:]])
    assert admin_client.post(change_url(courte), data).status_code == 302
    assert list(groupe.actions.values_list("texte", flat=True)) == ["Visiter un chantier", *lines[1:]]
    assert list(autre.actions.values_list("pk", flat=True)) == kept


def test_a_new_title_does_not_rewrite_the_actions_of_its_group(admin_client, courte):
    groupe = courte.groupes_mission.all()[0]
    kept = list(groupe.actions.values_list("pk", flat=True))
    assert save(admin_client, courte, **{"groupes_mission-0-titre": "Sur le terrain"}).status_code == 302
    groupe.refresh_from_db()
    assert groupe.titre == "Sur le terrain"
    assert list(groupe.actions.values_list("pk", flat=True)) == kept


def test_a_line_too_long_is_named_by_its_number(admin_client, courte):
    response = save(admin_client, courte, **{"groupes_mission-0-lignes": f"Visiter\r\n\r\n{'a' * 401}\r\nÉcrire"})
    [message] = errors(response)["groupes_mission-0-lignes"]
    assert message.startswith("Ligne 3 : 401 caractères, 400 au plus.")
    assert Action.objects.filter(texte="Visiter").count() == 0


def test_a_group_without_actions_and_an_empty_family_are_refused(admin_client, courte):
    changes = {"groupes_mission-0-lignes": " \r\n", "familles_outil-0-lignes": "", "familles_outil-0-texte": ""}
    assert errors(save(admin_client, courte, **changes)) == {
        "groupes_mission-0-lignes": ["Un groupe de missions a au moins une action."],
        "familles_outil-0-lignes": ["Une famille d’outils a au moins un outil ou un texte."],
    }


# --- Order ---


def noms(metier):
    return list(metier.soft_skills.values_list("nom", flat=True))


def test_a_new_row_goes_last(admin_client, courte):
    before = noms(courte)
    data = add_row(form_data(admin_client, change_url(courte)), "soft_skills", nom="Patience")
    assert admin_client.post(change_url(courte), data).status_code == 302
    assert noms(courte) == [*before, "Patience"]
    assert list(courte.soft_skills.values_list("ordre", flat=True)) == list(range(len(before) + 1))


@pytest.mark.parametrize(("row", "place"), [(3, 1), (0, 3), (1, 2), (0, 99)])
def test_a_row_goes_to_the_place_written(admin_client, courte, row, place):
    names = noms(courte)
    assert save(admin_client, courte, **{f"soft_skills-{row}-position": str(place)}).status_code == 302
    expected = [nom for nom in names if nom != names[row]]
    expected.insert(place - 1, names[row])
    assert noms(courte) == expected


def test_two_rows_can_change_places_and_an_emptied_place_means_last(admin_client, courte):
    names = noms(courte)
    places = {"soft_skills-0-position": "2", "soft_skills-1-position": "1", "soft_skills-2-position": ""}
    assert save(admin_client, courte, **places).status_code == 302
    assert noms(courte) == [names[1], names[0], *names[3:], names[2]]


def test_a_deleted_row_leaves_no_gap(admin_client, courte):
    names = noms(courte)
    assert save(admin_client, courte, **{"soft_skills-1-DELETE": "on"}).status_code == 302
    assert noms(courte) == [names[0], *names[2:]]
    assert list(courte.soft_skills.values_list("ordre", flat=True)) == list(range(len(names) - 1))


# --- What is refused, in French, where it was written ---


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
def test_a_refused_value_is_explained_at_its_field(admin_client, courte, changes, expected):
    before = fiche_of(courte)
    assert errors(save(admin_client, courte, **changes)) == expected
    assert fiche_of(courte) == before


def test_two_fiches_cannot_have_the_same_address(admin_client, courte):
    data = form_data(admin_client, ADD) | {"titre": courte.titre}
    expected = {"slug": ["Une autre fiche a déjà cette adresse : écrivez-en une différente."]}
    assert errors(admin_client.post(ADD, data)) == expected


def test_a_skill_is_required_once(admin_client, courte):
    known = courte.competences_requises.all()[0].competence_id
    data = add_row(form_data(admin_client, change_url(courte)), "competences_requises", competence=known, score="10")
    row = f"competences_requises-{int(data['competences_requises-TOTAL_FORMS']) - 1}-competence"
    expected = {row: ["Cette compétence est déjà dans la fiche."]}
    assert errors(admin_client.post(change_url(courte), data)) == expected


def test_two_new_rows_with_the_same_skill_are_refused(admin_client, courte):
    new = Competence.objects.create(nom="Cartographie", slug="cartographie").pk
    data = form_data(admin_client, change_url(courte))
    for score in ("10", "20"):
        data = add_row(data, "competences_requises", competence=new, score=score)
    row = f"competences_requises-{int(data['competences_requises-TOTAL_FORMS']) - 1}-competence"
    expected = {row: ["Cette compétence est déjà dans la fiche."]}
    assert errors(admin_client.post(change_url(courte), data)) == expected


def test_two_skills_cannot_change_places_through_their_names(admin_client, courte):
    first, second = courte.competences_requises.values_list("competence", flat=True)[:2]
    changes = {"competences_requises-0-competence": second, "competences_requises-1-competence": first}
    found = errors(save(admin_client, courte, **changes))
    assert set(found) == {"competences_requises-0-competence", "competences_requises-1-competence"}


def test_two_new_rows_for_the_same_section_are_refused(admin_client, courte):
    SectionFiche.objects.filter(metier=courte, cle="faq").delete()
    data = form_data(admin_client, change_url(courte))
    for text in ("Une", "Deux"):
        data = add_row(data, "sections", cle="faq", introduction=text)
    [messages] = errors(admin_client.post(change_url(courte), data)).values()
    assert messages == ["Cette section a déjà ses textes dans la fiche."]


# --- The list, its filters and its actions ---


def test_the_list_needs_as_many_queries_for_many_fiches_as_for_one(admin_client, courte):
    with CaptureQueriesContext(connection) as one:
        admin_client.get(LIST)
    for number in range(12):
        other = complete(titre=f"Métier {number}", slug=f"metier-{number}", statut=Statut.PUBLIEE)
        CompetenceRequise.objects.create(metier=other, competence=Competence.objects.first(), score=number)
    with CaptureQueriesContext(connection) as many:
        response = admin_client.get(LIST)
    assert response.context["cl"].result_count == 13
    assert len(many) == len(one)


def test_the_list_is_in_the_order_of_the_titles(admin_client, courte):
    for titre in ("Potier", "Avocat"):
        complete(titre=titre, slug=titre.lower())
    titres = [metier.titre for metier in admin_client.get(LIST).context["cl"].result_list]
    assert titres == sorted(titres)


@pytest.mark.parametrize("term", ["Chargé(e) de coop", "charge-de-coop", "Gestion de projet"])
def test_a_fiche_is_found_by_title_address_or_skill(admin_client, courte, term):
    complete(titre="Potier", slug="potier")
    [found] = admin_client.get(LIST, {"q": term}).context["cl"].result_list
    assert found == courte
    assert found.nb_hard_skills == courte.competences_requises.count()


@pytest.mark.parametrize(
    ("query", "titres"),
    [
        ({"statut": "brouillon"}, {"Entière", "Vide"}),
        ({"profil": "complet"}, {"Chargé(e) de coopération internationale", "Entière"}),
        ({"profil": "incomplet"}, {"Vide"}),
    ],
)
def test_the_list_can_be_filtered(admin_client, courte, query, titres):
    complete(titre="Entière", slug="entiere")
    Metier.objects.create(titre="Vide", slug="vide", qualite_vie=3)
    assert {found.titre for found in admin_client.get(LIST, query).context["cl"].result_list} == titres


def test_publishing_says_what_it_refused_and_why(admin_client, db):
    ready = complete(titre="Prête", slug="prete")
    unready = complete(titre="Pas <prête>", slug="pas-prete", flexibilite=None, carriere=None)
    done, refused = messages_of(run(admin_client, "publier", ready, unready))
    assert done == "Publiée : Prête."
    assert "Pas <prête> : Une fiche publiée a ses cinq notes" in refused
    assert "Il manque : Flexibilité, Carrière." in refused
    assert list(Metier.objects.publies()) == [ready]
    assert catalogue_version() == 1
    assert LogEntry.objects.get().get_change_message() == "Statut : Publiée."


def test_back_to_draft_changes_the_catalogue_once(admin_client, courte):
    other = complete(titre="Autre", slug="autre", statut=Statut.PUBLIEE)
    version = catalogue_version()
    run(admin_client, "repasser_en_brouillon", courte, other)
    assert not Metier.objects.publies()
    assert catalogue_version() == version + 1
    assert messages_of(run(admin_client, "repasser_en_brouillon", courte)) == [
        "Rien à changer : statut déjà « Brouillon »."
    ]
    assert catalogue_version() == version + 1


# --- The catalogue's version ---


@pytest.mark.parametrize(
    "changes",
    [{"accroche": "Autre."}, {"statut": "brouillon"}, {"soft_skills-0-texte": "Autre."}, {"questions-0-DELETE": "on"}],
)
def test_changing_what_is_published_raises_the_catalogue(admin_client, courte, changes):
    version, modified = catalogue_version(), courte.modifie_le
    assert save(admin_client, courte, **changes).status_code == 302
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


@pytest.mark.parametrize("statut", Statut.values)
def test_deleting_a_fiche_raises_the_catalogue_when_it_was_published(admin_client, courte, statut):
    Metier.objects.update(statut=statut)
    version = catalogue_version()
    admin_client.post(reverse("admin:metiers_metier_delete", args=[courte.pk]), {"post": "yes"})
    assert not Metier.objects.exists()
    assert catalogue_version() == version + (statut == Statut.PUBLIEE)


@pytest.mark.parametrize("statut", Statut.values)
def test_deleting_chosen_fiches_raises_the_catalogue_when_one_was_published(admin_client, courte, statut):
    Metier.objects.update(statut=statut)
    other = complete(titre="Autre", slug="autre")
    version = catalogue_version()
    data = {"action": "delete_selected", "_selected_action": [courte.pk, other.pk], "post": "yes"}
    admin_client.post(LIST, data)
    assert not Metier.objects.exists()
    assert catalogue_version() == version + (statut == Statut.PUBLIEE)


# --- Skills ---


def test_the_skills_say_how_many_fiches_require_them(admin_client, courte):
    Competence.objects.create(nom="Poterie", slug="poterie")
    counts = {skill.nom: skill.nb_fiches for skill in admin_client.get(COMPETENCES).context["cl"].result_list}
    assert counts["Gestion de projet"] == 1
    assert counts["Poterie"] == 0


def test_a_new_skill_gets_an_identifier_that_no_other_has(admin_client, db):
    add = reverse("admin:metiers_competence_add")
    for nom in ("C", "C++", "C#"):
        assert admin_client.post(add, {"nom": nom}).status_code == 302
    assert set(Competence.objects.values_list("slug", flat=True)) == {"c", "c-plus-plus", "c-diese"}


def test_a_skill_known_under_other_accents_is_refused(admin_client, courte):
    response = admin_client.post(reverse("admin:metiers_competence_add"), {"nom": "gestion de PROJÉT"})
    assert errors(response) == {"nom": ["Cette compétence existe déjà : « Gestion de projet »."]}


@pytest.mark.parametrize(("statut", "raised"), [(Statut.PUBLIEE, 1), (Statut.BROUILLON, 0)])
def test_renaming_a_skill_raises_the_catalogue_when_a_published_fiche_shows_it(admin_client, courte, statut, raised):
    Metier.objects.update(statut=statut)
    skill, version = Competence.objects.get(nom="Gestion de projet"), catalogue_version()
    url = reverse("admin:metiers_competence_change", args=[skill.pk])
    assert admin_client.post(url, {"nom": "Conduite de projet"}).status_code == 302
    assert catalogue_version() == version + raised
    skill.refresh_from_db()
    assert (skill.nom, skill.slug) == ("Conduite de projet", "gestion-de-projet")


def test_a_required_skill_cannot_be_deleted_and_its_fiches_are_named(admin_client, courte):
    skill = Competence.objects.get(nom="Gestion de projet")
    data = {"post": "yes", "action": "delete_selected", "_selected_action": [skill.pk]}
    pages = [
        admin_client.post(reverse("admin:metiers_competence_delete", args=[skill.pk]), {"post": "yes"}),
        admin_client.post(COMPETENCES, data),
    ]
    for page in pages:
        html = page.content.decode()
        assert "Gestion de projet » est demandée par" in html
        assert f'href="{change_url(courte)}"' in html
        assert "retirez-" in html
    assert Competence.objects.filter(pk=skill.pk).exists()


def test_a_skill_is_offered_as_one_types(admin_client, courte):
    field = {"app_label": "metiers", "model_name": "competencerequise", "field_name": "competence"}
    found = admin_client.get(reverse("admin:autocomplete"), field | {"term": "gestion"}).json()["results"]
    assert [skill["text"] for skill in found] == ["Gestion de projet", "Gestion financière"]


def test_an_unused_skill_can_be_deleted(admin_client, db):
    skill = Competence.objects.create(nom="Poterie", slug="poterie")
    admin_client.post(reverse("admin:metiers_competence_delete", args=[skill.pk]), {"post": "yes"})
    assert not Competence.objects.exists()


# --- The pages themselves ---


def test_no_page_needs_more_than_the_admin_policy_allows(admin_client, courte):
    for url in (LIST, ADD, change_url(courte), COMPETENCES):
        response = admin_client.get(url)
        html = response.content.decode()
        assert "'unsafe" not in response["Content-Security-Policy"]
        assert " style=" not in html and "<style" not in html
        assert " onclick=" not in html and "javascript:" not in html


def test_the_pages_are_named_in_french(admin_client, db):
    assert "Orientation — administration des fiches" in admin_client.get(reverse("admin:index")).content.decode()


def test_someone_who_may_only_look_sees_the_fiche(client, courte, django_user_model):
    from django.contrib.auth.models import Permission

    reader = django_user_model.objects.create_user("lectrice", is_staff=True)
    reader.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    client.force_login(reader)
    page = client.get(change_url(courte))
    assert page.status_code == 200
    assert courte.groupes_mission.first().actions.first().texte in page.content.decode()
