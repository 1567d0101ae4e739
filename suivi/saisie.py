"""Sheets of paper, between what was typed and what is kept: the questionnaire of today's catalogue, what a sheet leads
to, what stands in the boxes of one that is to be corrected, and all of them as a list tells them."""

from collections.abc import Iterable
from dataclasses import dataclass

from metiers.francais.grammaire import listed
from quiz import services as quiz
from quiz.calcul.filtres import stored_selection
from quiz.calcul.profils import Profils, load_profils
from quiz.calcul.reponses import choices_of, known_choices
from quiz.methode.elicitation import Choix
from quiz.methode.statements import SCREENS
from quiz.models import ChoixEcran
from suivi.classe.pseudonyme import key
from suivi.forms_papier import SaisieForm
from suivi.models import Campagne, Envoi, Feuille, Participation
from suivi.papier.feuille import Questionnaire, questionnaire
from suivi.papier.lecture import written
from suivi.place import apercu_of
from suivi.services import Coches, Saisie

_PICKED = ("passation", "ecran", "plus", "moins")


def questionnaire_of(profils: Profils) -> Questionnaire:
    return questionnaire(profils.annuaire.interets, profils.annuaire.domaines)


def to_type(form: SaisieForm, campagne: Campagne) -> Saisie:
    """What a valid form says, with the result that it leads to: nothing is kept yet."""
    said = form.cleaned_data
    found = quiz.transcribe(profils=load_profils(), choix=form.choix, filtres=form.filtres)
    own = Participation(campagne=campagne, pseudonyme=said["pseudonyme"], cle=key(said["pseudonyme"]))
    shown = apercu_of(own, found.resultat, Coches()) if said["accord"] and found.resultat else {}
    return Saisie(said["pseudonyme"], found, said["accord"], said["version"], shown)


def says_the_same(feuille: Feuille, form: SaisieForm) -> bool:
    """Was this very sheet typed before?"""
    passation = feuille.participation.passation
    kept = (choices_of(passation), passation.filtres, feuille.accord)
    return kept == (form.choix, form.filtres, form.cleaned_data["accord"])


def typed_before(feuille: Feuille, asked: Questionnaire, profils: Profils) -> dict[str, str]:
    """What stands in the boxes of a sheet that is to be corrected. Its own version: what is printed on one of another
    has other letters, and only its pupil corrects that."""
    passation = feuille.participation.passation
    wishes = stored_selection(passation, profils.annuaire)
    boxes = written(asked, choices_of(passation), wishes, accord=feuille.accord)
    return {"version": feuille.version, "pseudonyme": feuille.participation.pseudonyme, **boxes}


def missing(answered: Iterable[int]) -> str:
    """« les groupes 2 et 4 » of the sheet, or nothing: there is a result once all are answered."""
    left = [str(number + 1) for number in sorted({*range(len(SCREENS))}.difference(answered))]
    return f"le groupe {left[0]}" if len(left) == 1 else f"les groupes {listed(left)}" if left else ""


@dataclass(frozen=True, slots=True)
class FeuilleLue:
    """One sheet of a list. `manque`: the screens without an answer, in words; `envoyee`: may its result be read?"""

    feuille: Feuille
    nom: str
    manque: str
    envoyee: bool


def read_sheets(feuilles: Iterable[Feuille]) -> list[FeuilleLue]:
    """In two queries, whatever their number."""
    places = {one.participation.passation_id: one for one in feuilles}
    sent = set(Envoi.objects.filter(participation__passation__in=places).values_list("participation", flat=True))
    answered: dict[int, dict[int, Choix]] = {}
    typed = [pk for pk, one in places.items() if one.prise_le is None]  # once opened, they are their pupil's alone
    for passation, *row in ChoixEcran.objects.filter(passation__in=typed).values_list(*_PICKED):
        answered.setdefault(passation, {}).update(known_choices([tuple(row)]))
    return [
        FeuilleLue(
            feuille=one,
            nom=one.participation.pseudonyme,
            manque="" if one.prise_le else missing(answered.get(passation, ())),
            envoyee=one.participation_id in sent,
        )
        for passation, one in places.items()
    ]
