"""Is a result that was just found the one that a row holds? Pure."""

from dataclasses import fields, is_dataclass
from typing import Any

from quiz.resultat.instantane import FiltreFige, Instantane, Json, from_json

_WORDS = {"accroche"}  # what a métier is said to be, which makes no other result


def is_kept_in(contenu: Json, instantane: Instantane) -> bool:
    """`contenu`: what a row holds, in whichever format it was kept; what it could not know then is not compared."""
    return _same(from_json(contenu), instantane, contenu)


def _same(then: Any, now: Any, stored: Any) -> bool:
    if isinstance(then, FiltreFige):
        return then.identity == now.identity
    if is_dataclass(then) and isinstance(stored, dict) and type(then) is type(now):
        known = [one.name for one in fields(then) if one.name in stored and one.name not in _WORDS]
        return all(_same(getattr(then, name), getattr(now, name), stored[name]) for name in known)
    if isinstance(then, tuple) and isinstance(now, tuple) and len(then) == len(now):
        return all(_same(*three) for three in zip(then, now, stored, strict=True))
    return bool(then == now)
