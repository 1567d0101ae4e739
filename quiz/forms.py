"""The forms of the quiz. What a student reads here says « tu »."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout
from django import forms
from django.utils import timezone

from metiers.dimensions import CLES, DIMENSIONS
from metiers.francais.chiffres import spelled
from metiers.francais.phrases import long_date
from metiers.models import Competence
from quiz.acces.code import EXAMPLE, LENGTH, read_code, show_code
from quiz.methode.elicitation import IMPORTANCE_MAX
from quiz.methode.statements import Enonce
from quiz.models import LONGEST_NOTE, LONGEST_THOUGHT, MOST_ETAPES, Carnet, Genre
from quiz.rapport.wording import PENSEES
from quiz.resultat.accord import RATINGS
from quiz.services import SHARE_DAYS

UNKNOWN = "inconnu"
LONGEST_MESSAGE = 1000  # a code may come with the message that held it
ANCHORS = (
    ("0", "Je n’ai jamais essayé"),
    ("25", "J’ai vu à quoi ça ressemble"),
    ("50", "J’y arrive avec de l’aide"),
    ("75", "J’y arrive sans aide"),
    ("100", "Je peux l’expliquer à quelqu’un"),
    (UNKNOWN, "Je ne sais pas"),
)
AT_A_GLANCE = {"0", "50", "75", UNKNOWN}  # those that are asked where many skills stand on one page
SHORT_ANCHORS = ("jamais essayé", "déjà vu", "avec de l’aide", "sans aide", "je l’explique", "je ne sais pas")


def _helper(field_template: str, names: Iterable[str]) -> FormHelper:
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    helper.form_show_errors = False  # the summary and the fields show them, see templates/orientation/
    helper.layout = Layout(*(Field(name, template=field_template) for name in names))
    return helper


class PrioritesForm(forms.Form):
    """How much each dimension matters, 0–10."""

    most = IMPORTANCE_MAX

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for dimension in DIMENSIONS:
            self.fields[dimension.cle] = _importance(dimension.label, dimension.question)
        self.helper = _helper("orientation/importance.html", CLES)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not any(cleaned[cle] for cle in CLES):
            raise forms.ValidationError("Tout est à 0 : mets au moins une priorité au-dessus de 0.", code="all_zero")
        return cleaned


def _importance(label: str, question: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        help_text=question,
        min_value=0,
        max_value=IMPORTANCE_MAX,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "step": "1", "placeholder": "?"}),
        error_messages={
            "required": f"{label} : choisis un nombre de 0 à {IMPORTANCE_MAX}.",
            "invalid": f"{label} : un nombre entier de 0 à {IMPORTANCE_MAX} est attendu.",
            "min_value": f"{label} : le plus petit nombre possible est 0.",
            "max_value": f"{label} : le plus grand nombre possible est {IMPORTANCE_MAX}.",
        },
    )


class CodeForm(forms.Form):
    """The code that opens a passation again, or a message that holds it."""

    length = LENGTH

    code = forms.CharField(
        label="Ton code",
        max_length=LONGEST_MESSAGE,
        error_messages={
            "required": "Tape ton code.",
            "max_length": f"Un code a {LENGTH} lettres et chiffres.",
        },
    )

    def clean_code(self) -> str:
        code = read_code(self.cleaned_data["code"])
        if code is None:
            raise forms.ValidationError(
                f"Un code a {LENGTH} lettres et chiffres, par exemple {show_code(EXAMPLE)}.", code="invalid"
            )
        return code


class PartageForm(forms.Form):
    """How long a share can be read, and whether the skills are part of it. It ends with the answers: what they do not
    last for is not offered."""

    jours = forms.TypedChoiceField(
        label="Lisible",
        coerce=int,
        initial=SHARE_DAYS[0],
        widget=forms.RadioSelect,
        error_messages={"required": "Choisis une durée.", "invalid_choice": "Choisis une des durées proposées."},
    )
    competences = forms.BooleanField(label="Montrer aussi mes compétences", required=False)

    def __init__(self, *args: Any, dernier_jour: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        ends = {min(today + timedelta(days=days), dernier_jour): days for days in reversed(SHARE_DAYS)}
        offered = [(days, f"jusqu’au {long_date(end)}") for end, days in sorted(ends.items())]
        self.fields["jours"].choices = offered  # type: ignore[attr-defined]


class EtapeForm(forms.Form):
    """One next step; without a kind, the line is empty."""

    genre = forms.ChoiceField(
        label="Quoi",
        choices=[("", "—"), *Genre.choices],
        required=False,
        error_messages={"invalid_choice": "Étape : choisis dans la liste."},
    )
    le = forms.DateField(
        label="Date",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Date : écris-la comme 24/11/2026."},
    )
    note = forms.CharField(
        label="Note",
        max_length=LONGEST_NOTE,
        required=False,
        error_messages={"max_length": f"Note : {LONGEST_NOTE} signes au plus, tu en as %(show_value)d."},
    )
    faite = forms.BooleanField(label="Fait", required=False)

    def clean_le(self) -> date | None:
        day: date | None = self.cleaned_data["le"]
        today = timezone.localdate()
        if day and not today - timedelta(days=366) <= day <= today + timedelta(days=3660):
            raise forms.ValidationError("Choisis une date entre l’an dernier et dans dix ans.", code="far")
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not cleaned["genre"] and (cleaned["le"] or cleaned["note"] or cleaned["faite"]):
            raise forms.ValidationError("Dis d’abord quelle étape c’est, dans « Quoi ».", code="genre")
        return cleaned


PlanFormSet = forms.formset_factory(
    EtapeForm, extra=MOST_ETAPES, max_num=MOST_ETAPES, absolute_max=MOST_ETAPES, validate_max=True
)


def steps_of(plan: "forms.BaseFormSet[EtapeForm]") -> list[dict[str, Any]]:
    """The lines of a valid plan that say something, in their order."""
    return [form.cleaned_data for form in plan.forms if form.cleaned_data.get("genre")]


class LinesField(forms.CharField):
    """Browsers send a line break as two signs and count it as one."""

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).replace("\r\n", "\n")


class ReflexionForm(forms.ModelForm):
    class Meta:
        model = Carnet
        fields = tuple(PENSEES)
        labels = PENSEES
        widgets = {name: forms.Textarea(attrs={"rows": 3, "dir": "auto"}) for name in fields}
        field_classes = dict.fromkeys(fields, LinesField)
        error_messages = {
            name: {"max_length": f"{LONGEST_THOUGHT} signes au plus, tu en as %(show_value)d."} for name in fields
        }


class VerificationForm(forms.Form):
    """One rating, 0–4, for each extract shown without a name: their fields are numbered."""

    def __init__(self, slugs: Sequence[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._slugs = {f"metier{number}": slug for number, slug in enumerate(slugs, start=1)}
        for number, name in enumerate(self._slugs, start=1):
            self.fields[name] = forms.TypedChoiceField(
                label=f"Métier {number}",
                choices=list(enumerate(RATINGS)),
                coerce=int,
                widget=forms.RadioSelect,
                error_messages={
                    "required": f"Métier {number} : choisis une réponse.",
                    "invalid_choice": f"Métier {number} : choisis une des réponses proposées.",
                },
            )

    def notes(self) -> dict[str, int]:
        return {slug: self.cleaned_data[name] for name, slug in self._slugs.items()}


class ChoixForm(forms.Form):
    """One screen of the complete quiz: of four statements, the one that counts most and the one that counts least."""

    plus = forms.ChoiceField(widget=forms.RadioSelect)
    moins = forms.ChoiceField(widget=forms.RadioSelect)

    def __init__(self, screen: Sequence[Enonce], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in (("plus", "Le plus important"), ("moins", "Le moins important")):
            field = self.fields[name]
            field.label, field.choices = label, [(enonce.cle, enonce.texte) for enonce in screen]  # type: ignore[attr-defined]
            wanted = f"{label} : choisis une des {spelled(len(screen))} phrases."
            field.error_messages = {"required": wanted, "invalid_choice": wanted}
        self.helper = _helper("orientation/rating.html", ())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and cleaned["plus"] == cleaned["moins"]:
            raise forms.ValidationError("La même phrase ne peut pas compter le plus et le moins.", code="same")
        return cleaned

    @property
    def rows(self) -> list[tuple[str, Any, Any]]:
        """Statement, its « plus » button, its « moins » button."""
        return [(plus.choice_label, plus, moins) for plus, moins in zip(self["plus"], self["moins"], strict=True)]


Question = tuple[Competence, str]
"""A skill, and the words that say what is meant by it."""


class CompetencesForm(forms.Form):
    """Self-rating on some skills. Every question may be left out."""

    def __init__(self, questions: Iterable[Question], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._competences: dict[str, Competence] = {}
        for competence, words in questions:
            self._competences[competence.slug] = competence
            self.fields[competence.slug] = forms.ChoiceField(
                label=competence.nom,
                help_text=words,
                choices=ANCHORS,
                widget=forms.RadioSelect,
                required=False,
                error_messages={"invalid_choice": f"{competence.nom} : choisis une des réponses proposées."},
            )
        self.helper = _helper("orientation/rating.html", self._competences)

    @property
    def lines(self) -> list[tuple[Any, list[tuple[Any, str]]]]:
        """Field, four buttons with a short label each; and the one that was chosen where all of them are."""
        return [
            (
                field,
                [
                    (radio, short)
                    for radio, short in zip(field, SHORT_ANCHORS, strict=True)
                    if radio.data["value"] in AT_A_GLANCE or radio.data["selected"]
                ],
            )
            for field in self
        ]

    def ratings(self) -> dict[int, int | None]:
        """Competence id → level, None for « je ne sais pas »; questions left out are absent."""
        return {
            competence.pk: None if self.cleaned_data[name] == UNKNOWN else int(self.cleaned_data[name])
            for name, competence in self._competences.items()
            if self.cleaned_data[name]
        }


def rating_initial(levels: Iterable[tuple[str, int | None]]) -> dict[str, str]:
    """Stored (skill slug, level) pairs → what the radio buttons show."""
    return {slug: UNKNOWN if level is None else str(level) for slug, level in levels}
