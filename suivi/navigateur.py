"""What a browser says of itself, in words. Pure."""

_BROWSERS = (("Firefox/", "Firefox"), ("Edg", "Edge"), ("OPR/", "Opera"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
_SYSTEMS = (
    ("iPhone", "un iPhone"),
    ("iPad", "un iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Macintosh", "un Mac"),
    ("CrOS", "un Chromebook"),
    ("Linux", "Linux"),
)


def in_words(user_agent: str) -> str:
    """« Firefox sur Windows »: enough to know one's own again."""
    browser = _first(user_agent, _BROWSERS) or "Un autre navigateur"
    system = _first(user_agent, _SYSTEMS)
    return f"{browser} sur {system}" if system else browser


def _first(user_agent: str, known: tuple[tuple[str, str], ...]) -> str:
    return next((word for sign, word in known if sign in user_agent), "")
