"""All that is stored of one passation, as plain data: what a student takes away, and what the page about it lists."""

from collections import Counter
from datetime import datetime
from typing import Any

from django.utils import timezone

from metiers.dimensions import CLES
from quiz.calcul.reponses import choices_of
from quiz.methode.statements import TEXTES
from quiz.models import Carnet, DocumentPdf, Partage, Passation, Resultat

FORMAT = 2

Json = dict[str, Any]


def export(passation: Passation) -> Json:
    """Everything, in the words a student saw; neither the code nor its hash, which would open the answers."""
    kept = passation.resultats.select_related("passation", "verification")
    whole = kept.prefetch_related("partages__resultat__passation", "carnets__etapes")
    documents = Counter(DocumentPdf.objects.filter(resultat__passation=passation).values_list("resultat", flat=True))
    return {
        "format": FORMAT,
        "commencee_le": _at(passation.commencee_le),
        "modifiee_le": _at(passation.modifiee_le),
        "terminee_le": _at(passation.terminee_le) if passation.terminee_le else None,
        "effacee_au_plus_tard_le": _at(passation.expire_le),
        "priorites": {cle: passation.importances[cle] for cle in CLES},
        "repondue_tres_vite": passation.rapide,
        "filtres": passation.filtres,
        "avis_sans_les_noms_comptes": passation.accord_compte,
        "resultats_gardes_jusqu_ici": passation.resultats_gardes,
        "version_methode": passation.version_methode,
        "version_catalogue": passation.version_catalogue,
        "phrases": [
            {"ecran": ecran + 1, "le_plus": TEXTES[choix.plus], "le_moins": TEXTES[choix.moins]}
            for ecran, choix in sorted(choices_of(passation).items())
        ],
        "competences": [
            {"competence": nom, "niveau": niveau}
            for nom, niveau in passation.auto_evaluations.order_by("competence__nom").values_list(
                "competence__nom", "niveau"
            )
        ],
        "resultats": [_resultat(one, documents[one.pk]) for one in whole],
    }


def _resultat(resultat: Resultat, documents: int) -> Json:
    return {
        "numero": resultat.numero,
        "garde_le": _at(resultat.cree_le),
        "contenu": resultat.contenu,
        "sans_les_noms": resultat.verification.notes if hasattr(resultat, "verification") else None,
        "places_sans_les_noms": resultat.verification.places if hasattr(resultat, "verification") else None,
        "carnets": [_carnet(carnet) for carnet in resultat.carnets.all()],
        "partages": [_partage(partage) for partage in resultat.partages.all()],
        "pdf_gardes": documents,
    }


def _carnet(carnet: Carnet) -> Json:
    return {
        "metier": carnet.slug,
        "ressemble": carnet.ressemble,
        "etonne": carnet.etonne,
        "verifier": carnet.verifier,
        "plan": [
            {
                "rang": etape.rang,
                "genre": etape.get_genre_display(),
                "le": etape.le.isoformat() if etape.le else None,
                "note": etape.note,
                "faite": etape.faite,
            }
            for etape in carnet.etapes.all()
        ],
    }


def _partage(partage: Partage) -> Json:
    """Without its address, which opens it."""
    return {
        "rapport": partage.slug or None,
        "avec_competences": partage.avec_competences,
        "cree_le": _at(partage.cree_le),
        "lisible_jusqu_au": _at(min(partage.expire_le, partage.resultat.passation.expire_le)),
        "retire_le": _at(partage.retire_le) if partage.retire_le else None,
        "fois_ouvert": partage.ouvertures,
        "ouvert_le": partage.ouvert_le.isoformat() if partage.ouvert_le else None,
    }


def _at(moment: datetime) -> str:
    """To the second, with the hour a student's clock showed."""
    return timezone.localtime(moment).isoformat(timespec="seconds")
