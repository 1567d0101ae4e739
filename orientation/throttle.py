"""Wrong tries counted by address, so that a secret cannot be guessed. In this process's memory, never in the database:
an address is personal. With several workers each counts for itself."""

from ipaddress import ip_address, ip_network

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac


class Throttle:
    """At most `tries` wrong ones in `seconds` for one address."""

    def __init__(self, name: str, *, tries: int, seconds: int) -> None:
        self.name, self.tries, self.seconds = name, tries, seconds

    def is_full(self, request: HttpRequest) -> bool:
        return int(cache.get(self._key(request), 0)) >= self.tries

    def count(self, request: HttpRequest) -> None:
        key = self._key(request)
        cache.add(key, 0, self.seconds)
        try:
            cache.incr(key)
        except ValueError:  # it ran out just now: nothing left to count on
            cache.set(key, 1, self.seconds)

    def _key(self, request: HttpRequest) -> str:
        return f"{self.name}:{salted_hmac('orientation.throttle', _address(request), algorithm='sha256').hexdigest()}"


def _address(request: HttpRequest) -> str:
    """Behind a proxy, the one it saw: the last of the header, the others are what the visitor says. Of IPv6 the
    network, since one visitor has all of it."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.BEHIND_PROXY else ""
    text = forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")
    try:
        address = ip_address(text)
    except ValueError:
        return text
    return str(address) if address.version == 4 else str(ip_network((address, 64), strict=False))
