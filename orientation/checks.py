"""What `manage.py check --deploy` says of this project's own settings."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Tags, register
from django.core.checks import Warning as CheckWarning

from orientation.legal.exploitant import missing


@register(Tags.security, deploy=True)
def check_exploitant(**kwargs: Any) -> list[CheckMessage]:
    """A site for the public names who runs it, who hosts it, and on what legal basis it keeps answers."""
    names = missing()
    if not names:
        return []
    return [
        CheckWarning(
            f"Les pages légales sont incomplètes : {', '.join(names)}.",
            hint="Définissez ces variables d'environnement avant d'ouvrir le site au public (voir README.md).",
            id="orientation.W001",
        )
    ]


@register(Tags.security, deploy=True)
def check_mail(**kwargs: Any) -> list[CheckMessage]:
    """Staff enter by links and codes that are sent."""
    if settings.EMAIL_HOST:
        return []
    return [
        CheckWarning(
            "Aucun serveur de messagerie : invitations, codes et liens ne partent pas.",
            hint="Définissez EMAIL_HOST (voir README.md), puis essayez « manage.py send_test_mail ».",
            id="orientation.W002",
        )
    ]
