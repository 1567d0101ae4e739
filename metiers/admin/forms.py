"""The forms behind the admin: what an editor may write, and the French words when something cannot be kept."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminIntegerFieldWidget, AdminTextareaWidget, AdminTextInputWidget
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.formsets import DELETION_FIELD_NAME

from metiers import services
from metiers.chargement import importer
from metiers.dimensions import DIMENSIONS
from metiers.fiche_text import document as limits
from metiers.fields import NameField, ProseField, ScoreField
from metiers.models import Action, Competence, FamilleOutil, GroupeMission, Metier, Outil, Rang, SectionFiche, Statut

_BULLET = re.compile(r"^[•·▪‣◦]\s+")


class NameFormField(forms.CharField):
    """A name as it will be stored, so that sending back what was stored is no change."""

    def to_python(self, value: Any) -> str:
        return limits.canonical_name(super().to_python(value) or "")


class ProseFormField(forms.CharField):
    """Prose as it will be stored: a browser sends CRLF, which is no change either."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(strip=False, **kwargs)

    def to_python(self, value: Any) -> str:
        return limits.canonical_prose(super().to_python(value) or "")


class NamesField(forms.Field):
    """A list of names, one per line. Blank lines and pasted bullets do not count."""

    def __init__(self, *, longest: int, **kwargs: Any) -> None:
        kwargs.setdefault("widget", AdminTextareaWidget(attrs={"rows": 4}))
        super().__init__(initial=list, **kwargs)
        self.longest = longest

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[str]:
        lines = [_BULLET.sub("", limits.canonical_name(line)) for line in limits.NEWLINE.split(value or "")]
        errors = [
            ValidationError(f"Ligne {number} : {len(line)} caractères, {self.longest} au plus. « {line[:40]}… »")
            for number, line in enumerate(lines, start=1)
            if len(line) > self.longest
        ]
        if errors:
            raise ValidationError(errors)
        return [line for line in lines if line]


class MetierForm(forms.ModelForm):
    """`version` says which state of the fiche the editor was shown."""

    version = forms.CharField(required=False, widget=forms.HiddenInput)
    plait = NamesField(
        label="Ce qui plaît", longest=limits.MAX_ACTION, required=False, help_text="Une raison de rester par ligne."
    )
    difficile = NamesField(
        label="Ce qui est difficile", longest=limits.MAX_ACTION, required=False, help_text="Une difficulté par ligne."
    )

    class Meta:
        help_texts = {"slug": "Fin de l’adresse de la page. Laissée vide, elle est tirée du titre."}
        error_messages = {"slug": {"unique": "Une autre fiche a déjà cette adresse : écrivez-en une différente."}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["version"] = self.instance.modifie_le.isoformat()

    def clean_slug(self) -> str:
        slug = self.cleaned_data["slug"] or importer.slug_of(self.cleaned_data.get("titre", ""))
        if not slug and "titre" in self.cleaned_data:
            raise ValidationError("Ce titre ne donne pas d’adresse : écrivez-en une, en lettres sans accent et tirets.")
        return slug

    def clean(self) -> None:
        super().clean()
        self._refuse_stale()
        if self.cleaned_data.get("statut") == Statut.PUBLIEE:
            self._require_notes()

    def _refuse_stale(self) -> None:
        """Two editors, or an editor and an import: the second one must not undo what the first one wrote."""
        services.lock_catalogue()
        if self.instance.pk is None:
            return
        current = Metier.objects.values_list("modifie_le", flat=True).get(pk=self.instance.pk)
        if self.cleaned_data["version"] != current.isoformat():
            raise ValidationError(
                "Cette fiche a été modifiée depuis que vous l’avez ouverte : rien n’a été enregistré. "
                "Ouvrez-la dans un autre onglet et reportez-y vos changements."
            )

    def _require_notes(self) -> None:
        for dimension in DIMENSIONS:
            if self.cleaned_data.get(dimension.cle) is None and dimension.cle not in self.errors:
                self.add_error(
                    dimension.cle,
                    "Une fiche publiée a ses cinq notes : écrivez celle-ci, ou choisissez le statut Brouillon.",
                )


class RangForm(forms.ModelForm):
    """A row of an ordered list: the editor writes the place where it should stand, from 1."""

    position = forms.IntegerField(
        label="Place",
        required=False,
        min_value=1,
        max_value=999,
        help_text="Laissée vide : à la fin.",
        widget=forms.NumberInput(attrs={"class": "vIntegerField"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["position"] = self.instance.ordre + 1

    @property
    def wanted_position(self) -> int | None:
        """The place the editor asked for, None when they asked for nothing."""
        return self.cleaned_data.get("position") if "position" in self.changed_data else None


class RangFormSet(forms.BaseInlineFormSet):
    """Rows nobody moved keep their order, new ones go last, moved ones go where the editor said."""

    forms: list[RangForm]  # type: ignore[assignment]

    def save(self, commit: bool = True) -> list[Any]:
        saved = super().save(commit=commit)
        if self.has_changed():
            _renumber(self._ordered_rows())
        return saved

    def _ordered_rows(self) -> list[Rang]:
        kept = [form for form in self.forms if form.instance.pk is not None]
        unmoved = [form for form in kept if not form.wanted_position]
        rows = [form.instance for form in sorted(unmoved, key=lambda form: not form.cleaned_data.get("position"))]
        moved = [(form.wanted_position, form.instance) for form in kept if form.wanted_position]
        for position, row in sorted(moved, key=lambda pair: pair[0]):
            rows.insert(position - 1, row)
        return rows


def _renumber(rows: list[Rang]) -> None:
    moved = [row for ordre, row in enumerate(rows) if row.ordre != ordre]
    for ordre, row in enumerate(rows):
        row.ordre = ordre
    if moved:
        type(moved[0])._default_manager.bulk_update(moved, ["ordre"])


def _replace(old: models.QuerySet[Any], new: Iterable[Rang]) -> None:
    """Write these rows, in this order, instead of those."""
    old.delete()
    rows = list(new)
    for ordre, row in enumerate(rows):
        row.ordre = ordre
    old.model._default_manager.bulk_create(rows)


class GroupeMissionForm(RangForm):
    lignes = NamesField(
        label="Actions",
        longest=limits.MAX_ACTION,
        help_text="Une action par ligne.",
        error_messages={"required": "Un groupe de missions a au moins une action."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["lignes"] = [action.texte for action in self.instance.actions.all()]

    def save(self, commit: bool = True) -> GroupeMission:
        groupe = super().save(commit=commit)
        if "lignes" in self.changed_data:
            _replace(
                Action.objects.filter(groupe=groupe),
                [Action(groupe=groupe, texte=texte) for texte in self.cleaned_data["lignes"]],
            )
        return groupe


class FamilleOutilForm(RangForm):
    lignes = NamesField(
        label="Outils", longest=limits.MAX_NOM, required=False, help_text="Un logiciel ou un outil par ligne."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["lignes"] = [outil.nom for outil in self.instance.outils.all()]

    def clean(self) -> None:
        super().clean()
        if not self.errors and not self.cleaned_data["lignes"] and not self.cleaned_data["texte"]:
            self.add_error("lignes", "Une famille d’outils a au moins un outil ou un texte.")

    def save(self, commit: bool = True) -> FamilleOutil:
        famille = super().save(commit=commit)
        if "lignes" in self.changed_data:
            _replace(
                Outil.objects.filter(famille=famille),
                [Outil(famille=famille, nom=nom) for nom in self.cleaned_data["lignes"]],
            )
        return famille


class DistinctFormSet(forms.BaseInlineFormSet):
    """No two rows have the same `distinct_field`, and the message stands at the row that was written last.

    Django checks no unique constraint that holds the parent. A row cannot take what another row has until that one is
    saved without it: the database would refuse it halfway.
    """

    distinct_field: str
    distinct_message: str

    def clean(self) -> None:
        held = {form.initial[self.distinct_field]: form for form in self.initial_forms if form.instance.pk}
        seen = set()
        for form in self.forms:
            value = form.cleaned_data.get(self.distinct_field)
            value = getattr(value, "pk", value)
            if not value or form.cleaned_data.get(DELETION_FIELD_NAME):
                continue
            if value in seen or held.get(value, form) is not form:
                form.add_error(self.distinct_field, self.distinct_message)
            seen.add(value)


class SectionFicheFormSet(DistinctFormSet):
    distinct_field = "cle"
    distinct_message = "Cette section a déjà ses textes dans la fiche."


class CompetenceRequiseFormSet(DistinctFormSet, RangFormSet):
    distinct_field = "competence"
    distinct_message = "Cette compétence est déjà dans la fiche."


class SectionFicheForm(forms.ModelForm):
    def clean_complement(self) -> str:
        """The format has a place after the list in two sections only: elsewhere an export would move the text."""
        complement = self.cleaned_data["complement"]
        if complement and self.cleaned_data.get("cle") not in (SectionFiche.Cle.MISSIONS, SectionFiche.Cle.SALAIRE):
            raise ValidationError(
                "Seules les sections « Missions » et « Salaire et évolution » ont un complément : "
                "mettez ce texte dans l’introduction."
            )
        return complement


class CompetenceRequiseForm(RangForm):
    def clean_mots_cles(self) -> str:
        words = limits.canonical_name(self.cleaned_data["mots_cles"]).split(",")
        return ", ".join(word.strip() for word in words if word.strip())


class NiveauEtudeForm(RangForm):
    def clean_formations(self) -> int | None:
        formations = self.cleaned_data["formations"]
        if formations is not None and formations > limits.MAX_FORMATIONS:
            raise ValidationError(f"Au plus {limits.MAX_FORMATIONS} formations.")
        return formations


class TrancheSalaireForm(RangForm):
    def clean(self) -> None:
        super().clean()
        minimum, maximum = self.cleaned_data.get("minimum"), self.cleaned_data.get("maximum")
        if maximum == 0:
            self.add_error("maximum", "Le maximum est d’au moins 1 €.")
        elif minimum is not None and maximum is not None and minimum > maximum:
            self.add_error("minimum", f"Le minimum ({minimum} €) dépasse le maximum ({maximum} €).")


class CompetenceForm(forms.ModelForm):
    def clean_nom(self) -> str:
        """The import recognises a skill whatever its accents and capitals: so must the editors' list."""
        nom = self.cleaned_data["nom"]
        services.lock_catalogue()
        others = Competence.objects.exclude(pk=self.instance.pk).values_list("nom", flat=True)
        twin = next((other for other in others if limits.fold(other) == limits.fold(nom)), None)
        if twin:
            raise ValidationError(f"Cette compétence existe déjà : « {twin} ».")
        return nom


SCORE = AdminIntegerFieldWidget(attrs={"max": 100})
FIELDS: dict[type[models.Field], dict[str, Any]] = {
    NameField: {"form_class": NameFormField, "widget": AdminTextInputWidget},
    ProseField: {"form_class": ProseFormField, "widget": AdminTextareaWidget(attrs={"rows": 4})},
    ScoreField: {"widget": SCORE},
}
"""How the fields of our own are edited."""
