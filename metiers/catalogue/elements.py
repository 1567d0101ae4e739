"""What the five scores are made of: each element's sign, weight, source and French explanation. Pure.

A score is the weighted mean of its elements' z-scores over the kept métiers, itself brought to mean 60 and standard
deviation 14 (see `profile.py`). Changing a weight here is the only thing needed to try another blend.
"""

from dataclasses import dataclass

from metiers.dimensions import CLES

HAZARDS = (
    "contexte:exposed_to_contaminants",
    "contexte:exposed_to_disease_or_infections",
    "contexte:exposed_to_hazardous_conditions",
    "contexte:exposed_to_hazardous_equipment",
    "contexte:exposed_to_high_places",
    "contexte:exposed_to_minor_burns_cuts_bites_or_stings",
    "contexte:exposed_to_radiation",
    "contexte:exposed_to_whole_body_vibrations",
    "contexte:cramped_work_space_awkward_positions",
    "contexte:very_hot_or_cold_temperatures",
)

# qualite_vie, O*NET part: the recipe of the five dimensions, at a weight that leaves half the score to French facts.
CONDITIONS = 1.0
WEEK_LENGTH = 1.0
IRREGULAR = 0.75
TIME_PRESSURE = 1.0
CONFLICTS = 0.75
UNPLEASANT_PEOPLE = 0.75
PHYSICAL_HAZARDS = 1.5
# qualite_vie, French part: DARES figures by family of métiers, then the contexts of the ROME fiche.
FR_LONG_HOURS = 2.5
FR_NIGHT = 1.25
FR_SATURDAY = 0.75
FR_SUNDAY = 0.75
ROME_NIGHT = 0.5
ROME_WEEKEND = 0.75
ROME_ON_CALL = 0.5
ROME_SHIFTED = 0.5
ROME_TRAVEL = 0.25


@dataclass(frozen=True, slots=True)
class Element:
    """One figure in a score: `sign` +1 or −1, `weight` > 0, `source` a key of `provenance.SOURCES`,
    `explication` what it measures, said to a student, without a verb: it ends a sentence."""

    cle: str
    sign: int
    weight: float
    source: str
    explication: str


def _qualite_vie() -> tuple[Element, ...]:
    """The blend of qualite_vie.

    The O*NET elements alone barely agree with each other (they set office work, where hours are long, against manual
    work, where hazards are many) and correlate the wrong way with what the French say of their hours. So the French
    facts that bear on a life outside work join them: the shares of people who work more than 40 hours, at night, on
    Saturdays and on Sundays (DARES, by family of métiers) and what the ROME fiche itself says (night, week-end, on
    call, shifted hours, travel). Long hours weigh most: they are the one thing that office work hides. A métier
    without a family keeps its other elements, whose weights then share the whole.
    """
    onet, dares, rome = "onet_contextes", "dares", "rome"
    return (
        Element(
            "valeur:Working Conditions", 1, CONDITIONS, "onet", "les conditions d’emploi (sécurité, variété, paie)"
        ),
        Element(
            "contexte:duration_of_typical_work_week", -1, WEEK_LENGTH, onet, "la longueur habituelle de la semaine"
        ),
        Element("contexte:work_schedules", -1, IRREGULAR, onet, "l’irrégularité des horaires"),
        Element("contexte:time_pressure", -1, TIME_PRESSURE, onet, "la fréquence des délais serrés"),
        Element("contexte:frequency_of_conflict_situations", -1, CONFLICTS, onet, "la fréquence des conflits"),
        Element(
            "contexte:deal_with_unpleasant_or_angry_people",
            -1,
            UNPLEASANT_PEOPLE,
            onet,
            "la fréquence des échanges avec des personnes désagréables ou en colère",
        ),
        Element("calcul:dangers", -1, PHYSICAL_HAZARDS, onet, "la moyenne de dix risques physiques"),
        Element(
            "dares:heures_longues",
            -1,
            FR_LONG_HOURS,
            dares,
            "la part des personnes qui travaillent plus de 40 h par semaine",
        ),
        Element("dares:nuit", -1, FR_NIGHT, dares, "la part des personnes qui travaillent la nuit"),
        Element("dares:samedi", -1, FR_SATURDAY, dares, "la part des personnes qui travaillent le samedi"),
        Element("dares:dimanche", -1, FR_SUNDAY, dares, "la part des personnes qui travaillent le dimanche"),
        Element("rome:nuit", -1, ROME_NIGHT, rome, "le travail de nuit ou posté, s’il est noté pour ce métier"),
        Element("rome:week_end", -1, ROME_WEEKEND, rome, "le travail le week-end, s’il est noté pour ce métier"),
        Element("rome:astreinte", -1, ROME_ON_CALL, rome, "les astreintes, si elles sont notées pour ce métier"),
        Element("rome:decales", -1, ROME_SHIFTED, rome, "les horaires décalés, s’ils sont notés pour ce métier"),
        Element("rome:deplacements", -1, ROME_TRAVEL, rome, "les déplacements, s’ils sont notés pour ce métier"),
    )


_FLEXIBILITE = (
    Element("teletravail", 1, 1.5, "wfh", "la possibilité de faire ce travail à distance"),
    Element(
        "contexte:structured_versus_unstructured_work",
        1,
        1.5,
        "onet_contextes",
        "la liberté de choisir ses tâches et ses objectifs",
    ),
    Element("contexte:freedom_to_make_decisions", 1, 1.25, "onet_contextes", "la liberté de décider"),
    Element("valeur:Independence", 1, 0.75, "onet", "l’autonomie"),
    Element(
        "contexte:pace_determined_by_speed_of_equipment",
        -1,
        0.75,
        "onet_contextes",
        "une cadence imposée par des machines",
    ),
    Element("contexte:physical_proximity", -1, 1.0, "onet_contextes", "la proximité physique avec d’autres personnes"),
    Element("contexte:importance_of_repeating_same_tasks", -1, 0.5, "onet_contextes", "la répétition des mêmes tâches"),
)
_STIMULATION = (
    Element("valeur:Achievement", 1, 1.0, "onet", "l’usage de ses capacités et le sentiment de réussir"),
    Element("activite:thinking_creatively", 1, 1.25, "onet_contextes", "la place de la créativité"),
    Element(
        "activite:updating_and_using_relevant_knw", 1, 0.75, "onet_contextes", "la mise à jour de ses connaissances"
    ),
    Element("style:Innovation", 1, 1.25, "onet", "l’importance d’innover"),
    Element("style:Analytical Thinking", 1, 0.5, "onet", "l’importance d’analyser"),
    Element("calcul:curieux", 1, 0.75, "onet", "le côté chercheur ou artiste, le plus fort des deux"),
    Element("contexte:importance_of_repeating_same_tasks", -1, 1.0, "onet_contextes", "la répétition des mêmes tâches"),
)
_RELATIONS = (
    Element("valeur:Relationships", 1, 1.25, "onet", "les relations avec les collègues et le sentiment d’être utile"),
    Element("contexte:contact_with_others", 1, 1.0, "onet_contextes", "le contact avec d’autres personnes"),
    Element("contexte:work_with_work_group_or_team", 1, 0.75, "onet_contextes", "le travail en équipe"),
    Element("contexte:face_to_face_discussions", 1, 0.5, "onet_contextes", "les échanges de vive voix"),
    Element("style:Concern for Others", 1, 1.0, "onet", "l’attention aux autres"),
    Element("style:Social Orientation", 1, 1.0, "onet", "le goût de travailler avec d’autres"),
    Element(
        "activite:establishing_and_maintaining_interpersonal_relationships",
        1,
        1.0,
        "onet_contextes",
        "la place des relations à nouer et à entretenir",
    ),
    Element("interet:Social", 1, 1.0, "onet", "l’intérêt pour aider, soigner ou enseigner"),
)
_CARRIERE = (
    Element("valeur:Recognition", 1, 1.25, "onet", "la reconnaissance et les possibilités de progresser"),
    Element("style:Leadership", 1, 1.0, "onet", "l’importance de savoir mener"),
    Element(
        "contexte:impact_of_decisions_on_co_workers_or_company_results",
        1,
        0.5,
        "onet_contextes",
        "le poids de ses décisions",
    ),
    Element("contexte:coordinate_or_lead_others", 1, 1.0, "onet_contextes", "la conduite d’autres personnes"),
    Element("contexte:level_of_competition", 1, 0.75, "onet_contextes", "la compétition"),
    Element("salaire", 1, 1.5, "bls", "le salaire, aux États-Unis (son logarithme)"),
)

ELEMENTS: dict[str, tuple[Element, ...]] = {
    "qualite_vie": _qualite_vie(),
    "flexibilite": _FLEXIBILITE,
    "stimulation": _STIMULATION,
    "relations": _RELATIONS,
    "carriere": _CARRIERE,
}
assert tuple(ELEMENTS) == CLES  # noqa: S101 -- the same five, in the same order
