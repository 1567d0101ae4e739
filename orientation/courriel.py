"""Mail where a public site names no server."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class NoServer(BaseEmailBackend):
    """Messages hold codes, links to a role, addresses: printed, they would lie in the host's logs while pages say that
    they were sent. Fails as a server that does not answer, which pages tell."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        raise OSError("EMAIL_HOST est vide")
