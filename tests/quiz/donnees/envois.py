"""A part of a passation that another app would bring: what a student sent to somebody, kept here in a list."""

from django.template import engines

from quiz.donnees.parts import Fragment, Part
from quiz.rapport.rubrique import Rubrique

SENT = {1: "Mme Roy"}
PAST = ["2025"]


def template(words):
    return engines["django"].from_string(words).template


class EnvoisPart(Part):
    def export(self, passation):
        return {"pseudonyme": "Loutre"}

    def export_result(self, resultat):
        return {"envoye_a": SENT.get(resultat.numero)}

    def inventory(self, data, annuaire):
        return [Rubrique("Ta classe", (("Pseudonyme", data["pseudonyme"]),))]

    def result_lines(self, data, kept, titres):
        return [("Envoyé à", f"{data['envoye_a']}, {len(kept.kept)} pistes")] if data["envoye_a"] else []

    def home(self):
        return Fragment(template("<p>J’ai un code de classe</p>"))

    def viewers(self, passation, now):
        return Fragment(template("<p>{{ shown.who }} a lu ton résultat.</p>"), {"who": SENT[1]})

    def purge(self, *, now, dry_run):
        past = len(PAST)
        if not dry_run:
            PAST.clear()
        return {"envois": past}


class TwinPart(Part):
    def export(self, passation):
        return {"competences": []}


def not_a_part():
    return EnvoisPart()
