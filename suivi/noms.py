"""Names of structures, and when two are the same. Pure: SQLite and PostgreSQL fold letters each in its own way."""

import re
import unicodedata

LONGEST_KEY = 300
_ADDRESS = re.compile(r"://|\bwww\.|\w\.\w+/", re.IGNORECASE)


def name_key(nom: str, ville: str) -> str:
    """The same for two names that differ by their capitals, or by how they are encoded."""
    folded = unicodedata.normalize("NFKC", f"{nom}, {ville}").casefold()
    return " ".join(folded.split())[:LONGEST_KEY]


def holds_address(text: str) -> bool:
    """Names stand in messages that leave from here: what could be followed there is no name."""
    return bool(_ADDRESS.search(text))
