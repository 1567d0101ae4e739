"""What a list says of a result without opening it: the columns of its row. Pure."""

from typing import Any

from quiz.resultat.instantane import Instantane


def resume(instantane: Instantane) -> dict[str, Any]:
    """`en_tete`: the title of the first piste, if any; `titres`: slug → title of every métier it has figures for."""
    return {
        "complet": instantane.complet,
        "competences": len(instantane.niveaux),
        "en_tete": instantane.pistes[0].titre if instantane.pistes else "",
        "titres": {piste.slug: piste.titre for piste in instantane.kept},
    }
