"""All that is stored of one passation, as plain data: what a student takes away, and what the page about it lists."""

from typing import Any

from metiers.dimensions import CLES
from quiz.models import Passation
from quiz.reponses import choices_of
from quiz.statements import ENONCES

FORMAT = 1


def export(passation: Passation) -> dict[str, Any]:
    """Everything, in the words a student saw; neither the code nor its hash, which would open the answers."""
    texts = {enonce.cle: enonce.texte for enonce in ENONCES}
    return {
        "format": FORMAT,
        "commencee_le": passation.commencee_le.isoformat(),
        "modifiee_le": passation.modifiee_le.isoformat(),
        "terminee_le": passation.terminee_le.isoformat() if passation.terminee_le else None,
        "effacee_au_plus_tard_le": passation.expire_le.isoformat(),
        "priorites": {cle: passation.importances[cle] for cle in CLES},
        "repondue_tres_vite": passation.rapide,
        "filtres": passation.filtres,
        "version_methode": passation.version_methode,
        "version_catalogue": passation.version_catalogue,
        "phrases": [
            {"ecran": ecran + 1, "le_plus": texts[choix.plus], "le_moins": texts[choix.moins]}
            for ecran, choix in sorted(choices_of(passation).items())
        ],
        "competences": [
            {"competence": nom, "niveau": niveau}
            for nom, niveau in passation.auto_evaluations.order_by("competence__nom").values_list(
                "competence__nom", "niveau"
            )
        ],
        "plan": list(passation.etapes.values("slug", "rang", "genre", "le", "note", "faite")),
        "reflexions": list(passation.reflexions.order_by("slug").values("slug", "ressemble", "etonne", "verifier")),
        "resultats": [
            {
                "numero": resultat.numero,
                "garde_le": resultat.cree_le.isoformat(),
                "contenu": resultat.contenu,
                "sans_les_noms": resultat.verification.notes if hasattr(resultat, "verification") else None,
                "partages": [
                    {
                        "rapport": partage.slug or None,
                        "avec_competences": partage.avec_competences,
                        "cree_le": partage.cree_le.isoformat(),
                        "lisible_jusqu_au": partage.expire_le.isoformat(),
                    }
                    for partage in resultat.partages.all()
                ],
            }
            for resultat in passation.resultats.select_related("verification").prefetch_related("partages")
        ],
    }
