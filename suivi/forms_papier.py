"""The form of one sheet of paper: as many small boxes as it has questions, in its order, for the keyboard alone."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from metiers.francais.invisibles import without_invisible
from metiers.search.selection import Selection
from quiz.calcul.filtres import MOST_INTERESTS, MOST_LIKED
from quiz.methode.elicitation import Choix
from suivi.classe.liste import CAUSES
from suivi.classe.pseudonyme import clean, refusal
from suivi.models import Feuille
from suivi.papier import lecture
from suivi.papier.feuille import Questionnaire

_LONGEST = 60  # signs of one box
_AUTRE = (
    "Cette feuille porte un autre code que {}\u00a0: ses lettres ne veulent plus dire la même chose. Imprimez de "
    "nouveau le questionnaire."
)


class Case(forms.CharField):
    """What is typed in one box → what `read` finds in it."""

    def __init__(self, read: Callable[[str], Any], *, help_text: str = "", **kwargs: Any) -> None:
        attrs = {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        too_long = {"max_length": f"{_LONGEST} signes au plus."}
        super().__init__(
            required=False,
            max_length=_LONGEST,
            widget=forms.TextInput(attrs=attrs),
            help_text=help_text,
            error_messages=too_long,
            **kwargs,
        )
        self._read = read

    def clean(self, value: Any) -> Any:
        try:
            return self._read(super().clean(value))
        except lecture.FauteError as error:
            raise ValidationError(str(error), code="lecture") from None


class SaisieForm(forms.Form):
    """`version`: of the sheet that is typed, read at its foot; `deja`: the sheet of the same name that may be corrected
    with what is typed here."""

    deja: Feuille | None = None

    def __init__(self, *args: Any, questionnaire: Questionnaire, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._asked = asked = questionnaire
        self.fields["version"] = Case(self._version, label="Code au bas de la feuille")
        self.fields["pseudonyme"] = Case(_pseudonyme, label="Pseudonyme")
        for number, lignes in enumerate(asked.ecrans, 1):
            read = _reader(lecture.read_ecran, lignes)
            self.fields[f"ecran{number}"] = Case(read, label=f"Groupe {number}")
        self.fields["interet"] = Case(_reader(lecture.read_numeros, asked.interets, MOST_INTERESTS), label="Ressemble")
        self.fields["aime"] = Case(_reader(lecture.read_lettres, asked.domaines, MOST_LIKED), label="Attire")
        self.fields["evite"] = Case(_reader(lecture.read_lettres, asked.domaines), label="Écarte")
        self.fields["niveau"] = Case(_reader(lecture.read_etudes, asked.etudes), label="Études")
        self.fields["sans"] = Case(_reader(lecture.read_lettres, asked.refus), label="Refuse")
        self.fields["accord"] = Case(lecture.read_accord, label="Envoyer")

    def _version(self, typed: str) -> str:
        if not without_invisible(typed).strip():
            raise lecture.FauteError("Tapez le code imprimé au bas de la feuille.")
        if without_invisible(typed).strip().upper() != self._asked.version:
            raise lecture.FauteError(_AUTRE.format(self._asked.version))
        return self._asked.version

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "aime" in cleaned and "evite" in cleaned:
            try:
                lecture.refuse_both(cleaned["aime"], cleaned["evite"])
            except lecture.FauteError as error:
                self.add_error("evite", str(error))
        return cleaned

    def focus_first(self) -> None:
        """The box where whoever types goes on: the first wrong one, else the first that is empty."""
        wrong = [name for name in self.fields if name in self.errors]
        empty = [name for name in self.fields if not self[name].value()]
        name = next(iter(wrong or empty), "pseudonyme")
        self.fields[name].widget.attrs["autofocus"] = True

    @property
    def ecrans(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("ecran")]

    @property
    def souhaits(self) -> list[forms.BoundField]:
        return [self[name] for name in ("interet", "aime", "evite", "niveau", "sans", "accord")]

    @property
    def choix(self) -> dict[int, Choix]:
        """The screens that have an answer, by number from 0."""
        said = [self.cleaned_data[f"ecran{number}"] for number in range(1, len(self._asked.ecrans) + 1)]
        return {number: one for number, one in enumerate(said) if one is not None}

    @property
    def filtres(self) -> str:
        """The wishes, as they are kept."""
        wishes = {name: self.cleaned_data[name] for name in ("interet", "aime", "evite", "niveau", "sans")}
        return Selection(**wishes).query()


def _reader(read: Callable[..., Any], *asked: Any) -> Callable[[str], Any]:
    return lambda typed: read(typed, *asked)


def _pseudonyme(typed: str) -> str:
    pseudonyme = clean(typed)
    if not pseudonyme:
        raise lecture.FauteError("Tapez le pseudonyme écrit en haut de la feuille.")
    refused = refusal(pseudonyme)
    if refused is not None:
        raise lecture.FauteError(f"Ce n’est pas un pseudonyme\u00a0: {CAUSES[refused]}.")
    return pseudonyme
