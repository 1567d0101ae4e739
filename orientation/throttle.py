"""Wrong tries counted by address, so that a secret cannot be guessed. Those of students in this process's memory, never
in the database: with several workers each counts for itself. Those of staff (suivi/) are counted in the database, under
the key of an address and never the address."""

import re
from ipaddress import IPv4Address, ip_address, ip_network

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

_WITH_PORT = re.compile(r"\[([^\]]*)\](?::\d+)?|([^:]*):\d+")
_UNKNOWN = str(IPv4Address(0))  # a proxy that speaks through a socket and says nothing


class Throttle:
    """At most `tries` wrong ones in `seconds` for one address."""

    def __init__(self, name: str, *, tries: int, seconds: int) -> None:
        self.name, self.tries, self.seconds = name, tries, seconds

    def is_full(self, request: HttpRequest) -> bool:
        return int(caches["processus"].get(self._key(request), 0)) >= self.tries

    def count(self, request: HttpRequest) -> None:
        key = self._key(request)
        caches["processus"].add(key, 0, self.seconds)
        try:
            caches["processus"].incr(key)
        except ValueError:  # it ran out just now: nothing left to count on
            caches["processus"].set(key, 1, self.seconds)

    def _key(self, request: HttpRequest) -> str:
        return f"{self.name}:{address_key(request)}"


def address_key(request: HttpRequest) -> str:
    """What stands for an address wherever it is counted: nobody reads it back without the key of the site."""
    return salted_hmac("orientation.throttle", _network_of(request), algorithm="sha256").hexdigest()


def hidden_key(key: str, key_prefix: str, version: int) -> str:
    """A key of the shared cache, which lies in the database: allauth writes addresses in its keys, axes logins."""
    return salted_hmac("orientation.cache", f"{key_prefix}:{version}:{key}", algorithm="sha256").hexdigest()


def _network_of(request: HttpRequest) -> str:
    """Of IPv6 the network, since one visitor has all of it."""
    address = ip_address(address_of(request))
    return str(ip_network((address, 64), strict=False)) if address.version == 6 else str(address)


def address_of(request: HttpRequest) -> str:
    """Always one that a database takes. Behind a proxy, the one it saw: the last of the header, the others are what the
    visitor says; what is none there is as if the header were missing."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.BEHIND_PROXY else ""
    seen = (forwarded.rpartition(",")[2], request.META.get("REMOTE_ADDR", ""))
    return next(filter(None, map(_read, seen)), _UNKNOWN)


def _read(text: str) -> str | None:
    """An address as proxies write it: with a port, in brackets, an IPv4 inside an IPv6, with a zone."""
    found = _WITH_PORT.fullmatch(text.strip())
    try:
        address = ip_address((found[1] or found[2] if found else text.strip()).partition("%")[0])
    except ValueError:
        return None
    return str((address.version == 6 and address.ipv4_mapped) or address)
