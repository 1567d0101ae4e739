"""The forms of students in a class. What is read here says « tu »."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from metiers.francais.invisibles import without_invisible
from metiers.francais.phrases import long_date
from quiz.models import Resultat
from suivi.classe.code import EXAMPLE, LENGTH, LONGEST_TYPED, read_code, show_code
from suivi.classe.pseudonyme import LONGEST, SHORTEST, Refus, clean, refusal
from suivi.models import LONGEST_DEMANDE, LONGEST_NOTE, Sujet
from suivi.services import Coches

_REFUSED = {
    Refus.COURT: f"Écris au moins {SHORTEST} signes.",
    Refus.LONG: f"Écris {LONGEST} signes au plus.",
    Refus.DEBUT: "Commence par une lettre ou un chiffre.",
    Refus.ADRESSE: "N’écris pas d’adresse : ni e-mail, ni site.",
    Refus.TELEPHONE: "N’écris pas de numéro de téléphone.",
}
MINE, FRESH = "miennes", "neuf"
REREAD = "Relis la note, puis enregistre à nouveau ta réponse."


class CodeClasseForm(forms.Form):
    """The code of a class, or the address of its poster."""

    code = forms.CharField(
        label="Ton code de classe",
        max_length=LONGEST_TYPED,
        error_messages={"required": "Tape le code de ta classe.", "max_length": f"Un code a {LENGTH} signes."},
    )

    def clean_code(self) -> str:
        code = read_code(self.cleaned_data["code"])
        if code is None:
            raise ValidationError(f"Un code a {LENGTH} lettres et chiffres, par exemple {show_code(EXAMPLE)}.")
        return code


class TexteLibre(forms.CharField):
    """What a student writes, without what nobody sees."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(without_invisible(value) if isinstance(value, str) else value)


class PseudonymeForm(forms.Form):
    """Under which name a student joins; and whose answers are in this browser, when there are some."""

    pseudonyme = TexteLibre(max_length=200, error_messages={"required": "Écris un prénom ou un numéro."})
    reponses = forms.ChoiceField(
        label="Il y a déjà des réponses sur cet appareil",
        choices=[
            (MINE, "Ce sont les miennes, je continue avec"),
            (FRESH, "Ce ne sont pas les miennes : je commence à neuf"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Dis à qui sont ces réponses.", "invalid_choice": "Choisis une des deux réponses."},
    )

    def __init__(self, *args: Any, answered: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not answered:
            del self.fields["reponses"]

    def clean_pseudonyme(self) -> str:
        pseudonyme = clean(self.cleaned_data["pseudonyme"])
        refused = refusal(pseudonyme)
        if refused is not None:
            raise ValidationError(_REFUSED[refused])
        return pseudonyme


class SouhaitForm(forms.Form):
    """A wish for a talk."""

    sujet = forms.ChoiceField(
        label="À propos de quoi\u00a0?",
        choices=Sujet.choices,
        error_messages={"required": "Choisis un sujet.", "invalid_choice": "Choisis un sujet de la liste."},
    )
    demande = TexteLibre(
        label="En quelques mots, si tu veux",
        max_length=LONGEST_DEMANDE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": f"Écris {LONGEST_DEMANDE} signes au plus."},
    )


def _day(resultat: Resultat) -> str:
    return long_date(timezone.localdate(resultat.cree_le))


class EnvoiForm(SouhaitForm):
    """What goes with priorities and pistes, and whether one would like to talk. `resultat`: the one that is shown;
    `avant`: the earlier ones with which it may be compared, newest first."""

    resultat = forms.IntegerField(
        min_value=1, error_messages={"required": "Recharge cette page.", "invalid": "Recharge cette page."}
    )
    plan = forms.BooleanField(label="Ton plan", required=False)
    sans_les_noms = forms.BooleanField(label="Ta vérification sans les noms", required=False)
    competences = forms.BooleanField(label="Tes compétences", required=False)
    reflexions = forms.BooleanField(label="Tes réflexions", required=False)
    entretien = forms.BooleanField(label="Je voudrais en parler", required=False)
    changements = forms.BooleanField(label="Ce qui a changé", required=False)
    depuis = forms.IntegerField(
        label="Depuis mon résultat du",
        required=False,
        widget=forms.Select,
        error_messages={"invalid": "Choisis un de tes résultats d’avant, ou décoche."},
    )

    def __init__(self, *args: Any, avant: Sequence[Resultat] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sujet"].required = False
        self.avant = {one.numero: one for one in avant}
        choices = [(one.numero, f"{_day(one)} (résultat {one.numero})") for one in avant]
        self.fields["depuis"].widget.choices = choices

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("entretien") and not cleaned.get("sujet") and "sujet" not in self.errors:
            self.add_error("sujet", "Choisis un sujet.")
        if cleaned.get("changements") and "depuis" not in self.errors and cleaned.get("depuis") not in self.avant:
            lost = "Ce résultat d’avant ne peut plus être comparé\u00a0: choisis-en un autre, ou décoche."
            self.add_error("depuis" if self.avant else None, lost)
        return cleaned

    @property
    def coches(self) -> Coches:
        ticked = {name: bool(self.cleaned_data.get(name)) for name in Coches.__dataclass_fields__}
        return Coches(**ticked)

    @property
    def compared(self) -> Resultat | None:
        """With which of the earlier ones, if that is ticked."""
        asked = self.cleaned_data.get("depuis") if self.cleaned_data.get("changements") else None
        return self.avant.get(asked) if asked is not None else None


class ReponseForm(forms.Form):
    """An answer to a note, in the `version` that was read."""

    version = forms.IntegerField(
        min_value=1, error_messages=dict.fromkeys(("required", "invalid", "min_value"), REREAD)
    )
    reponse = TexteLibre(
        label="Ta réponse",
        max_length=LONGEST_NOTE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": f"Écris {LONGEST_NOTE} signes au plus."},
    )
    desaccord = forms.BooleanField(label="Je ne suis pas d’accord", required=False)
