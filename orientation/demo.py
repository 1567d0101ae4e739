"""A demonstration is marked on every page."""

from django.conf import settings
from django.http import HttpRequest


def is_demo(request: HttpRequest) -> dict[str, bool]:
    """Context processor."""
    return {"demo": settings.DEMO}
