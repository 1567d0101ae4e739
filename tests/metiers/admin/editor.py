"""An editor at the pages: what a browser is given is read from its HTML and sent back as a browser sends it."""

from html.parser import HTMLParser

from django.urls import reverse

from metiers.chargement.rows import read_fiche
from metiers.dimensions import CLES
from metiers.models import Metier

LIST = reverse("admin:metiers_metier_changelist")
ADD = reverse("admin:metiers_metier_add")
COMPETENCES = reverse("admin:metiers_competence_changelist")


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
