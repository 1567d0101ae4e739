"""The forms of staff. What is read here says « vous ». Those of allauth: forms_comptes.py."""

from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from metiers.francais.invisibles import without_invisible
from suivi import services
from suivi.adresse import folded, is_plain
from suivi.models import LONGEST_EMAIL, Membre, Role, RoleSite, Structure
from suivi.noms import holds_address
from suivi.validators import ContexteValidator

LONGEST_PERSON = 100  # characters of a first name or a family name
LONGEST_PASSWORD = 200
NOT_OF_LIST = "Choisissez dans la liste."
HELP_TO_CHOOSE = (
    "Au moins 12 signes, pas seulement des chiffres. Évitez les mots de passe connus, votre nom, celui de la structure "
    "et les mots de l’orientation."
)


class Ligne(forms.CharField):
    """One line, without what nobody sees."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(without_invisible(value) if isinstance(value, str) else value)


class Nom(Ligne):
    """Of a person, a structure, a town: it stands in messages."""

    def validate(self, value: Any) -> None:
        super().validate(value)
        if holds_address(value or ""):
            raise ValidationError("Un nom ne contient pas d’adresse de site.", code="address")


class Adresse(forms.EmailField):
    def to_python(self, value: Any) -> Any:
        return super().to_python(folded(without_invisible(value)) if isinstance(value, str) else value)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and not is_plain(value):
            raise ValidationError("Écrivez cette adresse sans accent ni lettre d’un autre alphabet.", code="letters")


class Choix(forms.ChoiceField):
    """What is none of them is not repeated: it may be pages long."""

    default_error_messages = {"invalid_choice": NOT_OF_LIST}


class InvitationForm(forms.Form):
    email = Adresse(
        label="Adresse électronique",
        max_length=LONGEST_EMAIL,
        help_text="Une adresse professionnelle, qui n’est lue que par cette personne.",
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    role = Choix(label="Rôle", choices=Role.choices, initial=Role.CONSEILLER, widget=forms.RadioSelect)


class AccountForm(forms.Form):
    prenom = Nom(
        label="Prénom", max_length=LONGEST_PERSON, widget=forms.TextInput(attrs={"autocomplete": "given-name"})
    )
    nom = Nom(label="Nom", max_length=LONGEST_PERSON, widget=forms.TextInput(attrs={"autocomplete": "family-name"}))
    password1 = forms.CharField(
        label="Mot de passe",
        strip=False,
        max_length=LONGEST_PASSWORD,
        help_text=HELP_TO_CHOOSE,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password2 = forms.CharField(
        label="Le même mot de passe",
        strip=False,
        max_length=LONGEST_PASSWORD,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, email: str, structure: Structure | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._email, self._structure = email, structure

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, second = cleaned.get("password1"), cleaned.get("password2")
        if first and second and first != second:
            self.add_error("password2", "Les deux mots de passe ne sont pas les mêmes.")
        elif first:
            self._check(first, cleaned)
        return cleaned

    def _check(self, password: str, cleaned: dict[str, Any]) -> None:
        """As if the account existed: its name and its structure make no password."""
        user = User(email=self._email, first_name=cleaned.get("prenom", ""), last_name=cleaned.get("nom", ""))
        try:
            validate_password(password, user)
            ContexteValidator(str(self._structure or "")).validate(password, user)
        except ValidationError as error:
            self.add_error("password1", error)


class HeirForm(forms.Form):
    """Who takes over the campaigns that a member leaves; nothing to say when there is none."""

    repreneur = forms.ModelChoiceField(
        label="Qui reprend ses campagnes",
        queryset=Membre.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choisissez qui reprend.",
            "invalid_choice": "Choisissez un·e responsable de la liste.",
        },
    )

    def __init__(self, *args: Any, membre: Membre, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["repreneur"].queryset = services.heirs(membre).select_related("user")  # type: ignore[attr-defined]
        if not membre.campagnes.exists():
            del self.fields["repreneur"]


class RoleForm(HeirForm):
    role = Choix(
        label="Rôle",
        choices=Role.choices,
        widget=forms.RadioSelect,
        help_text="Qui n’est plus responsable n’invite plus : ses invitations en attente sont retirées.",
    )
    field_order = ("role", "repreneur")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if heir := self.fields.get("repreneur"):
            heir.required = False
            heir.help_text = "À dire seulement pour le rôle d’invité·e, qui n’ouvre aucune campagne."


class AddressForm(forms.Form):
    email = Adresse(label="Nouvelle adresse électronique", max_length=LONGEST_EMAIL)


class DroitsForm(forms.Form):
    roles = forms.TypedMultipleChoiceField(
        label="Droits sur le site",
        choices=RoleSite.choices,
        coerce=RoleSite,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Sans aucun, le compte n’ouvre plus l’administration ; il reste membre de ses structures.",
    )


class StructureForm(forms.ModelForm):
    class Meta:
        model = Structure
        fields = ("nom", "ville", "traitement", "contact")
        field_classes = {"nom": Nom, "ville": Nom, "contact": Ligne}
        widgets = {"traitement": forms.RadioSelect}
        error_messages = {"traitement": {"invalid_choice": NOT_OF_LIST}}
        labels = {"traitement": "Qui est responsable du traitement des données"}
        help_texts = {
            "traitement": "Qui décide pourquoi et comment les données servent : la notice aux familles le dit."
        }
