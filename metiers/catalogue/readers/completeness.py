"""Is a source whole? A file cut at the end of a line still parses: only its number of lines tells. No Django."""

from pathlib import Path

from metiers.catalogue.errors import CatalogueError

# Lines of each text file in the releases read here (`provenance.SOURCES`), header included.
LINES: dict[str, int] = {
    "crosswalks/FR_20230607_mapping_esco_rome.csv": 11134,
    "crosswalks/crosswalk_esco_onet.csv": 5316,
    "crosswalks/crosswalk_esco_onet_reverse.csv": 8630,
    "crosswalks/esco_onet_crosswalk_MCC.csv": 1681,
    "dares/fap225_rome.csv": 769,
    "dares/horaires_atypiques_3niv.csv": 1021,
    "dares/salaire_median_3niv.csv": 655,
    "dares/salaires_3niv.csv": 1646,
    "dares/tab6_temps_travail_3niv.csv": 1021,
    "esco_fr/occupations_en_labels.csv": 3011,
    "esco_fr/occupations_fr.csv": 2741,
    "onet_wc_wa/activities.csv": 35794,
    "onet_wc_wa/attributes.csv": 235,
    "onet_wc_wa/contexts.csv": 49762,
    "onet_wc_wa/labor.csv": 874,
    "onet_wc_wa/occupations.csv": 874,
    "rome_v460/unix_centre_interet_v460_utf8.csv": 120,
    "rome_v460/unix_arborescence_centre_interet_v460_utf8.csv": 4445,
    "rome_v460/unix_liens_rome_referentiels_v460_utf8.csv": 118924,
    "rome_v460/unix_referentiel_appellation_v460_utf8.csv": 13121,
    "rome_v460/unix_referentiel_code_rome_riasec_v460_utf8.csv": 1585,
    "rome_v460/unix_referentiel_code_rome_v460_utf8.csv": 1585,
    "rome_v460/unix_referentiel_contexte_travail_v460_utf8.csv": 180,
    "rome_v460/unix_rubrique_mobilite_v460_utf8.csv": 14913,
    "rome_v460/unix_texte_v460_utf8.csv": 11981,
}


def check_complete(folder: Path) -> None:
    """Raises CatalogueError for a file with fewer lines than its release has. A missing one is its reader's to tell."""
    for name, expected in LINES.items():
        path = folder / name
        if path.is_file() and (found := _lines(path)) < expected:
            raise CatalogueError.in_file(path, f"{found} lignes, {expected} attendues : le fichier est coupé.")


def _lines(path: Path) -> int:
    with path.open("rb") as file:
        return sum(1 for _ in file)
