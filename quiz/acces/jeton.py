"""The address of a share: a random reference, signed. Nothing that is stored opens it, and it can be shown again."""

import re
import secrets

from django.core.signing import BadSignature, Signer

_SIGNER = "quiz.partage"
_REFERENCE, _SIGNATURE = 12, 43  # signs of each
_SIGN = "[A-Za-z0-9_-]"
_FOLLOWED = re.compile(
    rf"(?P<jeton>{_SIGN}{{{_REFERENCE}}}\.{_SIGN}{{{_SIGNATURE}}})(?P<pdf>/pdf)?(?:%[0-9A-Fa-f]{{2}}|[\W_])*"
)


def new_reference() -> str:
    return secrets.token_urlsafe(9)


def make_token(reference: str) -> str:
    return Signer(salt=_SIGNER, sep=".").sign(reference)


def read_token(token: str) -> str | None:
    try:
        return Signer(salt=_SIGNER, sep=".").unsign(token)
    except BadSignature:
        return None


def without_what_follows(given: str) -> tuple[str, bool] | None:
    """What stands behind « /p/ » in an address that a message, a sentence or a bracket ran on from → its token, whether
    right or wrong, and whether it is the one of the document. None when it has no token, or letters behind it."""
    found = _FOLLOWED.fullmatch(given)
    return (found["jeton"], bool(found["pdf"])) if found else None
