"""What a counsellor writes about one pupil: notes, appointments, priorities to try."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from metiers.dimensions import CLES, DIMENSIONS
from metiers.francais.invisibles import without_invisible
from metiers.francais.phrases import long_date
from suivi.forms import NOT_OF_LIST, Ligne
from suivi.models import LONGEST_LIEU, LONGEST_NOTE
from suivi.synthese.lignes import LIGNES, slug_of

MOST = 10  # of an importance


class Texte(forms.CharField):
    """Several lines, without what nobody sees, a line break counted once as the browser does."""

    def to_python(self, value: Any) -> Any:
        text = without_invisible(value).replace("\r\n", "\n").replace("\r", "\n") if isinstance(value, str) else value
        return super().to_python(text)


class NoteForm(forms.Form):
    """`slugs`: the métiers beside which a note may stand."""

    ancre = forms.CharField(required=False, widget=forms.HiddenInput)
    texte = Texte(
        label="Note",
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": "3"}),
        error_messages={
            "required": "Écrivez quelque chose avant d’enregistrer.",
            "max_length": f"Une note a {LONGEST_NOTE} signes au plus\u00a0: celle-ci en a %(show_value)d.",
        },
    )
    partagee = forms.ChoiceField(
        label="Qui la lit",
        choices=[("", "Vous, et personne d’autre"), ("1", "L’élève aussi, qui peut y répondre")],
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": NOT_OF_LIST},
    )

    def __init__(self, *args: Any, slugs: Collection[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.slugs = slugs

    def clean_partagee(self) -> bool:
        return bool(self.cleaned_data["partagee"])

    def clean_ancre(self) -> str:
        ancre: str = self.cleaned_data["ancre"]
        if ancre not in LIGNES and slug_of(ancre) not in self.slugs:
            raise ValidationError("Cette ligne n’existe pas\u00a0: la note sera en face de l’ensemble.", code="line")
        return ancre


class NoteEditForm(NoteForm):
    """`preuve`: that this very note was this author's, should it be gone once the form comes back."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    preuve = forms.CharField(required=False, widget=forms.HiddenInput)


class RendezVousForm(forms.Form):
    """`dernier_jour`: of all that the campaign holds."""

    jour = forms.DateField(
        label="Jour",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": "Choisissez un jour.",
            "invalid": "Ce jour n’existe pas\u00a0: écrivez 15/01/2027",
        },
    )
    heure = forms.TimeField(
        label="Heure",
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={
            "required": "Choisissez une heure.",
            "invalid": "Cette heure n’existe pas\u00a0: écrivez 9:30",
        },
    )
    lieu = Ligne(
        label="Lieu",
        required=False,
        max_length=LONGEST_LIEU,
        help_text="L’élève lit le jour, l’heure et le lieu.",
        error_messages={"max_length": f"Un lieu a {LONGEST_LIEU} signes au plus."},
    )

    def __init__(self, *args: Any, dernier_jour: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.dernier_jour = dernier_jour
        self.fields["jour"].widget.attrs |= {
            "min": timezone.localdate().isoformat(),
            "max": dernier_jour.isoformat(),
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "jour" not in cleaned or "heure" not in cleaned:
            return cleaned
        cleaned["le"] = timezone.make_aware(datetime.combine(cleaned["jour"], cleaned["heure"]))
        if cleaned["jour"] < timezone.localdate():
            self.add_error("jour", "Ce jour est passé.")
        elif cleaned["le"] <= timezone.now():
            self.add_error("heure", "Cette heure est passée.")
        elif cleaned["jour"] > self.dernier_jour:
            self.add_error("jour", f"Tout s’efface le {long_date(self.dernier_jour)}\u00a0: choisissez un jour avant.")
        return cleaned


class EssaiForm(forms.Form):
    """Five importances, tried on what was sent."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for dimension in DIMENSIONS:
            wrong = f"{dimension.label}\u00a0: choisissez un nombre entier de 0 à {MOST}."
            self.fields[dimension.cle] = forms.IntegerField(
                label=dimension.label,
                min_value=0,
                max_value=MOST,
                error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), wrong),
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not any(cleaned[cle] for cle in CLES):
            raise ValidationError("Tout est à 0\u00a0: mettez au moins une priorité au-dessus de 0.", code="all_zero")
        return cleaned
