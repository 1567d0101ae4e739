"""Addresses within the editors’ pages."""

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from metiers.models import Metier


def link(metier: Metier) -> SafeString:
    return format_html('<a href="{}">{}</a>', reverse("admin:metiers_metier_change", args=[metier.pk]), metier)
