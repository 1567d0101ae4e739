"""Typed readers of environment variables: a value that makes no sense stops the start with one clear line."""

import os
from collections.abc import Sequence
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email

_TRUE = {"1", "true", "yes", "on", "oui"}
_FALSE = {"0", "false", "no", "off", "non"}


def read_text(name: str, default: str | None = None) -> str:
    value = os.environ.get(name, "").strip() or default
    if value is None:
        raise ImproperlyConfigured(f"{name} manque : définissez cette variable d'environnement (voir .env.example).")
    return value


def read_bool(name: str, default: bool) -> bool:
    value = os.environ.get(name, "").strip().lower()
    if not value:
        return default
    if value not in _TRUE | _FALSE:
        raise ImproperlyConfigured(f"{name} vaut « {value} » : répondez true ou false.")
    return value in _TRUE


def read_list(name: str, default: list[str]) -> list[str]:
    items = [item.strip() for item in os.environ.get(name, "").split(",")]
    return [item for item in items if item] or default


def read_number(name: str, default: int) -> int:
    value = read_text(name, str(default))
    if not value.isascii() or not value.isdigit():
        raise ImproperlyConfigured(f"{name} vaut « {value} » : un nombre entier est attendu.")
    return int(value)


def read_email(name: str) -> str:
    """An e-mail address, or nothing."""
    value = read_text(name, default="")
    try:
        if value:
            validate_email(value)
    except ValidationError as error:
        raise ImproperlyConfigured(f"{name} vaut « {value} » : une adresse électronique est attendue.") from error
    return value


def read_choice(name: str, choices: Sequence[str]) -> str:
    """One of these words, or nothing."""
    value = read_text(name, default="").lower()
    if value and value not in choices:
        raise ImproperlyConfigured(f"{name} vaut « {value} » : choisissez entre {', '.join(choices)}.")
    return value


def read_database(name: str, default: str) -> dict[str, Any]:
    """A database address, kept open for a minute between requests and checked before it is used again."""
    address = read_text(name, default)
    try:
        return dict(dj_database_url.parse(address, conn_max_age=60, conn_health_checks=True))
    except ValueError as error:
        raise ImproperlyConfigured(
            f"{name} illisible : une adresse comme postgres://utilisateur:secret@hote:5432/base est attendue."
        ) from error
