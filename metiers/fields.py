"""Columns that store text in the canonical form of the fiche format, so that export and import give the same rows.

`to_python` runs both before validators, which then judge the text as it will be stored, and before every write.
"""

from typing import Any

from django.core.validators import MaxValueValidator
from django.db import models

from metiers.fiche_text.document import canonical_name, canonical_prose


class NameField(models.CharField):
    """One line without spaces at its ends."""

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        return canonical_name(value) if isinstance(value, str) else value


class ProseField(models.TextField):
    """Markdown, LF, no trailing spaces."""

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        return canonical_prose(value) if isinstance(value, str) else value


class ScoreField(models.PositiveSmallIntegerField):
    """A score from 0 to 100, empty while unknown."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.update(null=True, blank=True, help_text="De 0 à 100.")
        kwargs.setdefault("validators", [MaxValueValidator(100, "La note doit être comprise entre 0 et 100.")])
        super().__init__(*args, **kwargs)
