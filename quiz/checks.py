"""What `manage.py check` says of the parts of a passation that the settings name."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.utils.module_loading import import_string

from quiz.donnees.parts import Part


@register()
def check_parts(**kwargs: Any) -> list[CheckMessage]:
    """A part that is not there would leave what it stores out of the export, or undeleted."""
    return [fault for path in settings.PASSATION_PARTS if (fault := _fault(path))]


def _fault(path: str) -> CheckMessage | None:
    try:
        part = import_string(path)
    except ImportError as error:
        hint = "Corrigez ce chemin, ou installez l'application qui porte cette partie."
        return Error(f"PASSATION_PARTS : « {path} » ne peut pas être importé ({error}).", hint=hint, id="quiz.E001")
    if isinstance(part, type) and issubclass(part, Part):
        return None
    hint = "Une partie est une classe qui hérite de quiz.donnees.parts.Part."
    return Error(f"PASSATION_PARTS : « {path} » n'est pas une partie de passation.", hint=hint, id="quiz.E002")
