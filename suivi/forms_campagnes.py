"""The forms of campaigns: few fields, and what is most often right already in them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone

from metiers.francais.phrases import count, long_date
from suivi.classe.annee import last_day, school_year, usual_close
from suivi.classe.liste import Faute, read_names
from suivi.forms import NOT_OF_LIST, Choix, Ligne
from suivi.models import LONGEST_BUT, LONGEST_CAMPAGNE, MOST_PARTICIPATIONS, Campagne, Membre, Montre

FULL = f"Une campagne a {MOST_PARTICIPATIONS} places au plus\u00a0: faites-en plusieurs."
_FAULTS_TOLD = 8
_LONGEST_PASTED = 60_000  # characters: a workbook's columns come with it
MONTRE_DIT = (
    (Montre.AUSSITOT, "Tout de suite, sur l’écran, qu’ils vous l’envoient ou non"),
    (Montre.APRES, "Après l’entretien\u00a0: ils finissent, vous l’envoient, et vous le montrez"),
)


class Jour(forms.DateField):
    """A day, as browsers send it or as people write it."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        wrong = "Écrivez un jour, par exemple 30/06/2027."
        super().__init__(
            widget=widget, input_formats=["%Y-%m-%d", "%d/%m/%Y"], error_messages={"invalid": wrong}, **kwargs
        )


class Pseudonymes(forms.CharField):
    """What was pasted → the names. Nothing is taken of a list where one line is wrong."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.Textarea(attrs={"rows": 6, "autocomplete": "off", "spellcheck": "false"})
        super().__init__(widget=widget, strip=False, max_length=_LONGEST_PASTED, **kwargs)

    def clean(self, value: Any) -> list[str]:
        names, faults = read_names(super().clean(value))
        if faults:
            raise ValidationError(_told(faults), code="lines")
        if len(names) > MOST_PARTICIPATIONS:
            raise ValidationError(f"{count(len(names), 'pseudonyme')}\u00a0: {FULL}", code="many")
        if self.required and not names:
            raise ValidationError("Collez au moins un pseudonyme.", code="required")
        return names


def _told(faults: Sequence[Faute]) -> str:
    shown = "\u00a0; ".join(str(one) for one in faults[:_FAULTS_TOLD])
    more = len(faults) - _FAULTS_TOLD
    rest = f"\u00a0; et {count(more, 'autre ligne', 'autres lignes')}" if more > 0 else ""
    lines = count(len(faults), "ligne est à corriger", "lignes sont à corriger")
    return f"{lines}, et rien n’a été enregistré\u00a0: {shown}{rest}."


class _Campagne(forms.Form):
    """What is said of a campaign, new or not."""

    nom = Ligne(
        label="Nom de la campagne",
        max_length=LONGEST_CAMPAGNE,
        help_text="Les élèves le lisent\u00a0: «\u00a0Seconde 4\u00a0», «\u00a0Terminales, janvier\u00a0».",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    ferme_le = Jour(label="Dernier jour pour envoyer")
    montre = Choix(label="Quand les élèves voient leur résultat", choices=MONTRE_DIT, widget=forms.RadioSelect)
    but = Ligne(
        label="Pourquoi, en une phrase (facultatif)",
        required=False,
        max_length=LONGEST_BUT,
        help_text="Les élèves la lisent avant de donner leur pseudonyme\u00a0: «\u00a0Pour préparer notre entretien de "
        "décembre.\u00a0»",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, annee: int, ouvre_le: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._first, self._last = max(ouvre_le, timezone.localdate()), last_day(annee)
        self.fields[
            "ferme_le"
        ].help_text = f"Au plus tard le {long_date(self._last)}, jour où tout ce que la campagne contient s’efface."

    def clean_ferme_le(self) -> date:
        day: date = self.cleaned_data["ferme_le"]
        if day > self._last:
            raise ValidationError(f"Au plus tard le {long_date(self._last)}.")
        if day < self._first and day != self.initial.get("ferme_le"):
            raise ValidationError(f"Ce jour est passé\u00a0: au plus tôt le {long_date(self._first)}.")
        return day


class CampagneForm(_Campagne):
    """A new one. Without a list, each student chooses a name."""

    structure = forms.ModelChoiceField(
        label="Structure",
        queryset=Membre.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": NOT_OF_LIST, "required": NOT_OF_LIST},
    )
    noms = Pseudonymes(
        label="Pseudonymes de la classe (facultatif)",
        required=False,
        help_text="Un prénom ou un numéro par ligne, ou une colonne copiée d’un tableur. Ni adresse, ni téléphone. "
        "Sans liste, chaque élève choisit le sien.",
    )
    field_order = ("structure", "nom", "ferme_le", "montre", "noms", "but")

    def __init__(self, *args: Any, membres: QuerySet[Membre], **kwargs: Any) -> None:
        today = timezone.localdate()
        kwargs["initial"] = {"ferme_le": usual_close(today), "montre": Montre.AUSSITOT, "structure": membres[0].pk}
        super().__init__(*args, annee=school_year(today), ouvre_le=today, **kwargs)
        field = self.fields["structure"]
        field.queryset = membres  # type: ignore[attr-defined]
        field.label_from_instance = lambda membre: str(membre.structure)  # type: ignore[attr-defined]
        self._only = membres[0] if len(membres) == 1 else None
        if self._only:
            del self.fields["structure"]

    @property
    def membre(self) -> Membre:
        """By whom it is opened."""
        return self._only or self.cleaned_data["structure"]


class ReglagesForm(_Campagne):
    """Of one that exists. Once somebody has joined, what they read before joining is no longer among the fields."""

    libre = forms.TypedChoiceField(
        label="Pseudonymes",
        choices=((True, "Chaque élève choisit le sien"), (False, "Seulement ceux de la liste")),
        coerce=lambda value: value == "True",
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": NOT_OF_LIST},
    )
    field_order = ("nom", "ferme_le", "montre", "libre", "but")

    def __init__(self, *args: Any, campagne: Campagne, frozen: bool, listed: bool, **kwargs: Any) -> None:
        names = ("nom", "ferme_le", "montre", "libre", "but")
        kwargs["initial"] = {name: getattr(campagne, name) for name in names}
        super().__init__(*args, annee=campagne.annee, ouvre_le=campagne.ouvre_le, **kwargs)
        if frozen:
            del self.fields["montre"], self.fields["but"]
        if not listed:
            del self.fields["libre"]


class NomsForm(forms.Form):
    noms = Pseudonymes(
        label="Ajouter des pseudonymes",
        help_text="Un par ligne, ou une colonne copiée d’un tableur. Ceux qui y sont déjà ne changent pas.",
    )


class PartageForm(forms.Form):
    """With whom of the structure."""

    membres = forms.MultipleChoiceField(
        label="Partagée avec",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": NOT_OF_LIST, "invalid_list": NOT_OF_LIST},
        help_text="Une personne invitée voit la liste des élèves et où ils en sont, jamais ce qu’ils envoient.",
    )

    def __init__(self, *args: Any, campagne: Campagne, **kwargs: Any) -> None:
        kwargs["initial"] = {"membres": [str(pk) for pk in campagne.avec.values_list("pk", flat=True)]}
        super().__init__(*args, **kwargs)
        others = Membre.objects.filter(structure=campagne.structure_id, user__is_active=True)
        self._others = {str(one.pk): one for one in others.exclude(pk=campagne.proprietaire_id).select_related("user")}
        choices = [(pk, _name_and_role(one)) for pk, one in self._others.items()]
        self.fields["membres"].choices = choices  # type: ignore[attr-defined]

    def clean_membres(self) -> list[Membre]:
        return [self._others[pk] for pk in self.cleaned_data["membres"]]


def _name_and_role(membre: Membre) -> str:
    return f"{membre}, {membre.get_role_display().lower()}"
