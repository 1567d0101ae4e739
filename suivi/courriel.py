"""Messages of this app: words in templates/suivi/courriel/, one try, and whether they went is told."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string

logger = logging.getLogger(__name__)


class MailDownError(Exception):
    """The mail server did not take the message."""


def send(template: str, to: str, **said: Any) -> None:
    """`template` holds the subject on its first line, then the message. Raises MailDownError."""
    subject, _, body = render_to_string(f"suivi/courriel/{template}.txt", said).strip().partition("\n")
    with told_when_down():
        send_mail(f"{settings.ACCOUNT_EMAIL_SUBJECT_PREFIX}{subject}", body.strip() + "\n", None, [to])


@contextmanager
def told_when_down() -> Iterator[None]:
    """What any mail server may answer, or not, under one name."""
    try:
        yield
    except (SMTPException, OSError) as error:
        logger.error("mail not sent: %s", type(error).__name__)
        raise MailDownError from error
