"""The secret of an invitation: only its hash is stored. Pure."""

import hashlib
import secrets


def new_token() -> str:
    """256 random bits, as an address holds them."""
    return secrets.token_urlsafe(32)


def hash_token(token: str) -> str:
    """Plain SHA-256 is enough: nobody tries 2**256 of them."""
    return hashlib.sha256(token.encode()).hexdigest()
