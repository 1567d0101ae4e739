"""A telephone in the hand: the six figures that it would show."""

import time

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def add_totp(user, secret=SECRET):
    if not Authenticator.objects.filter(user=user, type="totp").exists():
        TOTP.activate(user, secret)


def code_now(secret=SECRET, later=0):
    """`later`: periods from now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + later))


def secret_of(user):
    return get_adapter().decrypt(Authenticator.objects.get(user=user, type="totp").data["secret"])
