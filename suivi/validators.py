"""What a password of staff may not be, besides Django's own rules."""

import re

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError

from suivi.contexte import leans_on_context


class ContexteValidator:
    """Not made of the words of this site, of the structure or of the person. `also`: the structure that is joined."""

    def __init__(self, also: str = "") -> None:
        self._also = also

    def validate(self, password: str, user: User | None = None) -> None:
        if leans_on_context(password, _words_around(user, self._also)):
            raise ValidationError(
                "Ce mot de passe tient surtout à des mots que l’on devine ici : le site, la structure, votre nom.",
                code="password_context",
            )

    def get_help_text(self) -> str:
        return "Il ne tient pas à des mots que l’on devine ici : le site, la structure, votre nom."


def _words_around(user: User | None, also: str) -> list[str]:
    texts = [settings.OPERATOR_NAME, also]
    if user is not None:
        texts += [user.email, user.get_full_name()]
        if user.pk:
            texts += [str(one.structure) for one in user.membres.select_related("structure")]
    return [word for text in texts for word in re.split(r"\W+", text)]
