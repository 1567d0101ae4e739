"""A page of one's own answers that is not there: it says so, and offers to begin or to type a code."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from quiz import services
from quiz.acces.cookie import read_secret

View = Callable[..., HttpResponse]


def own_answers(view: View) -> View:
    """For pages of the answers that this browser opens: erased in another tab, past their date, or of another code,
    they are told to be no longer here. Which of these is not said: it would tell that there were some. When they are
    here, with the result that the page is about (`numero`), an address that is wrong stays an ordinary 404."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Http404:
            secret, numero = read_secret(request), kwargs.get("numero")
            here = services.find_passation(secret)
            if here and (numero is None or services.results_of(secret).filter(numero=numero).exists()):
                raise
            return render(request, "quiz/reponses_absentes.html", {"here": here}, status=404)

    return wrapped
