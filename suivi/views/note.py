"""Notes beside the lines of a pupil's page: written, changed by their author, deleted."""

from typing import Any

from django.contrib import messages
from django.core.signing import Signer
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_http_methods, require_POST

from orientation.security import personal_page
from suivi import services
from suivi.acces import eleve_only
from suivi.dossier import envois_of
from suivi.forms_eleve import NoteEditForm, NoteForm
from suivi.models import Membre, Note, Participation
from suivi.synthese.lignes import ENSEMBLE, LIGNES, ligne

GONE = "Cette note a été supprimée dans un autre onglet. Votre texte est encore ici\u00a0: enregistrez-le à nouveau."
CHANGED = "Cette note a changé dans un autre onglet. Relisez les deux textes avant d’enregistrer le vôtre."
TOO_MANY = f"Vous avez déjà {services.MOST_NOTES} notes sur cet élève\u00a0: supprimez-en une d’abord."


@personal_page
@eleve_only
@require_http_methods(["GET", "HEAD", "POST"])
def note_add(request: HttpRequest, eleve: Participation, membre: Membre) -> HttpResponse:
    titres = _titres(eleve)
    sent = request.POST if request.method == "POST" else None
    form = NoteForm(sent, slugs=titres, initial={"ancre": request.GET.get("ancre", ENSEMBLE)})
    if form.is_valid():
        try:
            note = services.write_note(participation=eleve, membre=membre, **form.cleaned_data)
            return _back(eleve, note)
        except services.TooManyNotesError:
            form.add_error(None, TOO_MANY)
    return _form(request, eleve, form, titres)


@personal_page
@eleve_only
@require_http_methods(["GET", "HEAD", "POST"])
def note_edit(request: HttpRequest, eleve: Participation, membre: Membre, note: int) -> HttpResponse:
    """From the version that was read: whoever changed it in another tab meanwhile sees both texts, and loses none."""
    titres = _titres(eleve)
    own = _own(eleve, membre, note)
    if own is None:
        return _gone(request, eleve, titres, signed=_preuve(membre, note))
    sent = request.POST if request.method == "POST" else None
    initial = {"ancre": own.ancre, "texte": own.texte, "partagee": "1" if own.partagee else "", "version": own.version}
    initial["preuve"] = _preuve(membre, note)
    form = NoteEditForm(sent, slugs=titres, initial=initial)
    other = None
    if form.is_valid():
        try:
            values = {name: form.cleaned_data[name] for name in ("version", "texte", "partagee")}
            services.edit_note(note=own, **values)
            return _back(eleve, own)
        except services.ChangedError as changed:
            other = changed.note
            form = _from_version(form, other, titres)
        except services.AnsweredError:
            own.refresh_from_db()
            form.add_error(None, f"{eleve} y a répondu\u00a0: cette note ne change plus. Écrivez-en une autre.")
    return _form(request, eleve, form, titres, note=own, autre=other)


@personal_page
@eleve_only
@require_POST
def note_delete(request: HttpRequest, eleve: Participation, membre: Membre, note: int) -> HttpResponse:
    own = _own(eleve, membre, note)
    if own is None:
        raise Http404
    try:
        services.delete_note(note=own)
        messages.success(request, "Note supprimée.")
    except services.AnsweredError:
        messages.error(
            request, f"{eleve} a répondu à cette note\u00a0: elle reste, tant que sa réponse n’est pas retirée."
        )
    return redirect("suivi:eleve_detail", eleve.campagne_id, eleve.pk)


def _own(eleve: Participation, membre: Membre, pk: int) -> Note | None:
    """A note is changed by its author alone."""
    return services.notes_of(eleve, membre).filter(pk=pk, auteur=membre).first()


def _preuve(membre: Membre, pk: int) -> str:
    """What the form of one's own note holds, and nobody can write."""
    return Signer(salt="suivi.note").signature(f"{membre.pk}:{pk}")


def _gone(request: HttpRequest, eleve: Participation, titres: dict[str, str], *, signed: str) -> HttpResponse:
    """Deleted while it was being written: the text is kept, to be saved as a new one. What was never theirs does not
    exist, whether it does or not."""
    if not constant_time_compare(request.POST.get("preuve", ""), signed):
        raise Http404
    form = NoteForm(request.POST, slugs=titres)
    form.add_error(None, GONE)
    return _form(request, eleve, form, titres)


def _from_version(form: NoteEditForm, note: Note, titres: dict[str, str]) -> NoteEditForm:
    """The same text, to be saved over the version that is there now, once both were read."""
    again = NoteEditForm(_with(form, version=str(note.version)), slugs=titres)
    again.add_error(None, CHANGED)
    return again


def _with(form: NoteForm, **changes: str) -> QueryDict:
    """What was sent, but for these."""
    data = QueryDict(mutable=True)
    data.update({name: form.data[name] for name in form.fields if name in form.data} | changes)
    return data


def _form(
    request: HttpRequest, eleve: Participation, form: NoteForm, titres: dict[str, str], **more: Any
) -> HttpResponse:
    nom = ligne(form["ancre"].value() or ENSEMBLE, titres)
    if not nom and form.is_bound:  # what was written is kept, beside the whole
        form.data = _with(form, ancre=ENSEMBLE)
    context = {
        "eleve": eleve,
        "campagne": eleve.campagne,
        "form": form,
        "ligne": nom or LIGNES[ENSEMBLE],
        "note": None,
        "autre": None,
        **more,
    }
    return render(request, "suivi/note_edit.html", context, status=422 if form.is_bound else 200)


def _titres(eleve: Participation) -> dict[str, str]:
    """Slug → title of the métiers that were sent under this name."""
    sent = envois_of(eleve).values_list("resultat__titres", flat=True)
    return {slug: titre for titres in sent for slug, titre in titres.items()}


def _back(eleve: Participation, note: Note) -> HttpResponse:
    address = reverse("suivi:eleve_detail", args=[eleve.campagne_id, eleve.pk])
    return redirect(f"{address}#note-{note.pk}")
