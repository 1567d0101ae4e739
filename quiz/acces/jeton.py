"""The address of a share: a random reference, signed. Nothing that is stored opens it, and it can be shown again."""

import secrets

from django.core.signing import BadSignature, Signer

_SIGNER = "quiz.partage"


def new_reference() -> str:
    return secrets.token_urlsafe(9)


def make_token(reference: str) -> str:
    return Signer(salt=_SIGNER, sep=".").sign(reference)


def read_token(token: str) -> str | None:
    try:
        return Signer(salt=_SIGNER, sep=".").unsign(token)
    except BadSignature:
        return None
