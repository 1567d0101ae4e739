"""E-mail addresses, and when two are the same. Pure.

Unicode folds letters of others onto ours: « ſ » and « ı » are S and I in capitals, the sign of the kelvin is k in small
letters. A database or `str.lower` would take one mailbox for another: only A to Z are folded, and an address with any
other letter is nobody's here."""

import string

_SMALL = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)


def folded(email: str) -> str:
    return email.translate(_SMALL)


def is_plain(email: str) -> bool:
    return bool(email) and email.isascii()
