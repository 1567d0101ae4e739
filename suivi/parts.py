"""What a student did in classes, as a part of their passation: on their pages, in their files, until its end."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from metiers.directory import Annuaire
from quiz.donnees.parts import Fragment, Json, Part, timestamp
from quiz.models import Passation
from quiz.rapport.rubrique import Rubrique
from quiz.services import end_released
from suivi import services
from suivi.classe.mots import tell_classes
from suivi.models import Envoi, Feuille, Participation
from suivi.place import Classe, classes_of, lecteurs_of


class ClassesPart(Part):
    def export(self, passation: Passation) -> Json:
        return {
            "effacee_sans_envoi_le": _when(end_released(passation)),
            "classes": [_classe(one) for one in classes_of(passation)],
        }

    def inventory(self, data: Json, annuaire: Annuaire) -> Iterable[Rubrique]:
        return tell_classes(data)

    def home(self) -> Fragment:
        return Fragment("suivi/classe/_code.html")

    def beside(self, secret: str) -> Fragment | None:
        """Where they are in the last class they joined; where one of them keeps the result for the talk, that."""
        places = list(services.places_of(secret))
        if not places:
            return None
        held = next((one for one in places if one.est_retenue), None)
        if held is not None:
            return Fragment("suivi/classe/_retenue.html", _of(held), instead=True)
        return Fragment("suivi/classe/_a_cote.html", _of(places[0]))

    def privacy(self) -> Fragment:
        return Fragment("suivi/classe/_confidentialite.html")

    def viewers(self, passation: Passation, now: datetime) -> Fragment | None:
        classes = classes_of(passation)
        if not classes:
            return None
        by_campagne = lecteurs_of(one.participation.campagne for one in classes)
        shown = [(one, by_campagne[one.participation.campagne_id]) for one in classes]
        return Fragment("suivi/classe/_lectures.html", {"classes": shown})

    def purge(self, *, now: datetime, dry_run: bool) -> dict[str, int]:
        """Campaigns end with their school year; answers that a campaign kept longer get their own end back."""
        return {
            "campagnes": services.purge_campagnes(now=now, dry_run=dry_run),
            "fins rendues": services.settle_ends(now=now, dry_run=dry_run),
            "notes sans auteur": services.purge_orphans(dry_run=dry_run),
        }


def _of(own: Participation) -> dict[str, Any]:
    return {"participation": own, "campagne": own.campagne}


def _classe(classe: Classe) -> Json:
    own = classe.participation
    return {
        "classe": own.campagne.nom,
        "structure": str(own.campagne.structure),
        "pseudonyme": own.pseudonyme,
        "rejointe_le": timestamp(own.rejointe_le),
        "feuille": _feuille(own.feuille) if hasattr(own, "feuille") else None,
        "place_liberee_le": _when(own.liberee_le),
        "envois_retires_le": _when(own.retiree_le),
        "resultat_montre_le": _when(own.montree_le),
        "entretien_demande_le": _when(own.demandee_le),
        "sujet": own.get_sujet_display() if own.sujet else "",
        "demande": own.demande,
        "effacee_le": timestamp(own.campagne.fin),
        "envois": [_envoi(one) for one in classe.envois],
        "notes": [
            {
                "par": one.signature,
                "le": timestamp(one.creee_le),
                "texte": one.texte,
                "pas_d_accord": one.desaccord,
                "reponse": one.reponse,
                "repondu_le": _when(one.repondue_le),
            }
            for one in classe.notes
        ],
        "notes_privees": classe.privees,
        "rendez_vous": [
            {"avec": one.signature, "le": timestamp(one.le), "ou": one.lieu, "fait_le": _when(one.fait_le)}
            for one in classe.rendez_vous
        ],
    }


def _feuille(feuille: Feuille) -> Json:
    return {
        "tapee_par": feuille.signature,
        "tapee_le": timestamp(feuille.saisie_le),
        "corrigee_le": _when(feuille.corrigee_le),
        "version": feuille.version,
        "d_accord_pour_envoyer": feuille.accord,
        "bande_imprimee_le": _when(feuille.bande_le),
        "ouverte_par_toi_le": _when(feuille.prise_le),
    }


def _envoi(envoi: Envoi) -> Json:
    return {
        "resultat": envoi.resultat.numero,
        "le": timestamp(envoi.envoye_le),
        "competences": envoi.competences,
        "plan": envoi.plan,
        "reflexions": envoi.reflexions,
        "sans_les_noms": envoi.sans_les_noms,
        "compare_au_resultat": envoi.depuis.numero if envoi.depuis else None,
        "ouvert": [
            {"par": one.signature, "quoi": one.get_quoi_display(), "le": timestamp(one.le)}
            for one in envoi.lectures.all()
        ],
        "fiches_preparees": [
            {
                "par": str(one.travail.membre),
                "le": _when(one.faite_le),
                "effacee_le": timestamp(one.travail.fin),
            }
            for one in envoi.pieces.all()
        ],
    }


def _when(moment: datetime | None) -> str | None:
    return timestamp(moment) if moment else None
