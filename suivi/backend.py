"""Whose password is tried."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.models import User
from django.http import HttpRequest

from suivi import services


class Backend(AuthenticationBackend):
    def _authenticate(self, request: HttpRequest | None, **credentials: Any) -> User | None:
        """Of one account, once: allauth tries an address also as a user name, and the time it takes would tell whether
        there is an account. Without one, it hashes as long for nobody."""
        typed = credentials.get("email") or credentials.get("username") or ""
        checked: User | None = self._check_password(services.account_named(typed), credentials.get("password") or "")
        return checked
