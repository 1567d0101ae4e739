"""Which step of a plan that is saved again is which of those before: a calendar knows each by its UID. Pure."""

import secrets
from collections.abc import Mapping, Sequence
from typing import Any

UID_LENGTH = 40  # signs
# What makes two steps one, the surest first: all of it, ticked or not, then a part, where nothing empty is a likeness.
_WHOLE = (("genre", "le", "note", "faite"), ("genre", "le", "note"))
_PART = (("genre", "note"), ("genre", "le"), ("le", "note"), ("genre",))

Step = Mapping[str, Any]


def new_uid() -> str:
    return secrets.token_hex(UID_LENGTH // 2)


def uids_of(before: Sequence[Step], after: Sequence[Step]) -> list[str]:
    """The UID of each step of `after`: the one (`uid`) of the step of `before` that it was, or a new one. Ticking a
    step changes nothing of what it is; its date, its note or its kind may have changed too, as long as no other step is
    more like it."""
    left, found = list(before), dict[int, str]()
    for names in (*_WHOLE, *_PART):
        for place, step in enumerate(after):
            if place in found or (names in _PART and not all(step.get(name) for name in names)):
                continue
            same = next((one for one in left if _said(one, names) == _said(step, names)), None)
            if same is not None:
                left.remove(same)
                found[place] = same["uid"]
    return [found.get(place) or new_uid() for place in range(len(after))]


def _said(step: Step, names: Sequence[str]) -> list[Any]:
    """What is empty, or was left out, is the same."""
    return [step.get(name) or None for name in names]
