"""Pages of a student's pistes, where something else stands in their place: a part of the passation keeps them back."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from quiz.acces.cookie import read_secret
from quiz.donnees.ensemble import beside
from quiz.donnees.parts import Fragment

View = Callable[..., HttpResponse]


def unless_held(view: View) -> View:
    """The page, unless the pistes that it shows are kept back: then what stands in their place."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return held_page(request, beside(read_secret(request))) or view(request, *args, **kwargs)

    return wrapped


def is_held(fragments: Sequence[Fragment]) -> bool:
    return any(one.instead for one in fragments)


def held_page(request: HttpRequest, fragments: Sequence[Fragment]) -> HttpResponse | None:
    """None when nothing is kept back."""
    if not is_held(fragments):
        return None
    return render(request, "quiz/pistes_retenues.html", {"fragments": fragments})
