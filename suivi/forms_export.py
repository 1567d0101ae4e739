"""What is exported, in which form, and why."""

from typing import Any

from django import forms
from django.contrib.auth.models import User

from suivi.acces import lues_par
from suivi.forms import NOT_OF_LIST, Choix, Ligne
from suivi.models import Campagne

LEAST_REASON, LONGEST_REASON = 10, 200  # characters
FORMATS = (("xlsx", "Classeur (XLSX), pour Excel ou LibreOffice"), ("csv", "Texte (CSV, points-virgules)"))


class ExportForm(forms.Form):
    campagnes = forms.MultipleChoiceField(
        label="Campagnes",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Cochez au moins une campagne.", "invalid_choice": NOT_OF_LIST},
    )
    fichier = Choix(label="Fichier", choices=FORMATS, initial="xlsx", widget=forms.RadioSelect)
    raison = Ligne(
        label="Pourquoi",
        min_length=LEAST_REASON,
        max_length=LONGEST_REASON,
        help_text="Pour le journal de la structure, que ses responsables lisent. Pas de nom d’élève.",
        error_messages={"min_length": "Dites-le en quelques mots\u00a0: dix signes au moins."},
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = lues_par(user).select_related("structure").order_by("-annee", "structure__nom", "nom", "pk")
        self._known = {str(one.pk): one for one in known}
        choices = [(pk, _named(one)) for pk, one in self._known.items()]
        self.fields["campagnes"].choices = choices  # type: ignore[attr-defined]

    def clean_campagnes(self) -> list[Campagne]:
        return [self._known[pk] for pk in dict.fromkeys(self.cleaned_data["campagnes"])]


def _named(campagne: Campagne) -> str:
    closed = ", archivée" if campagne.archivee_le else ""
    return f"{campagne.nom}{closed}\u00a0: {campagne.structure}, {campagne.annee_scolaire}"
