"""What the scores are made of: each element's sign, weight, source and French explanation. Pure.

A recipe is the weighted mean of its elements' z-scores over the kept métiers. A dimension is one recipe, or the sum of
its facets' once each is standardised, itself brought to mean 60 and standard deviation 14 (see `profile.py`). Changing
a weight here is the only thing needed to try another blend.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from metiers.dimensions import CLES, FACETTES


@dataclass(frozen=True, slots=True)
class Computed:
    """An element made of others: `combine` takes the figures of `parts`, in their order, of one O*NET occupation."""

    parts: tuple[str, ...]
    combine: Callable[[Sequence[float]], float]


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


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
STRAIN = (
    "contexte:spend_time_bending_or_twisting_the_body",
    "contexte:spent_time_climbing_ladders_scaffolds_or_poles",
    "contexte:spend_time_keeping_or_regaining_balance",
    "contexte:spend_time_kneeling_crouching_stooping_or_crawling",
    "contexte:spend_time_making_repetitive_motions",
    "contexte:spend_time_standing",
    "contexte:spend_time_walking_and_running",
    "activite:performing_general_physical_activities",
)
CONFLICTS = (
    "contexte:frequency_of_conflict_situations",
    "contexte:deal_with_unpleasant_or_angry_people",
    "contexte:deal_with_physically_aggressive_people",
)
WEEK = ("contexte:duration_of_typical_work_week",)
FORTY_HOURS = 0.5  # on a scale where 0 is less and 1 more
CURIOUS = ("interet:Investigative", "interet:Artistic")
# What can be done from anywhere, and what can only be done on the spot. Physical proximity is an element of its own.
AT_A_DESK = ("contexte:electronic_mail", "contexte:spend_time_sitting", "activite:working_with_computers")
ON_THE_SPOT = (
    "contexte:outdoors_exposed_to_weather",
    "activite:operating_vehicles_mechanized_devices_or_equipment",
    "activite:controlling_machines_and_processes",
    "activite:handling_and_moving_objectives",
    "contexte:wear_common_protective_or_safety_equipment",
    "contexte:exposed_to_disease_or_infections",
)


def _long_week(values: Sequence[float]) -> float:
    """Part-time work is not counted as time gained: few choose it."""
    return max(FORTY_HOURS, *values)


def _telework(values: Sequence[float]) -> float:
    """0–1; .5 where what is done at a desk weighs as much as the strongest of what ties to a place: one obstacle is
    enough, so that their mean would not do."""
    desk, spot = values[: len(AT_A_DESK)], values[len(AT_A_DESK) :]
    return (1.0 + _mean(desk) - max(spot)) / 2.0


COMPUTED = {
    "calcul:dangers": Computed(HAZARDS, _mean),
    "calcul:efforts": Computed(STRAIN, _mean),
    "calcul:conflits": Computed(CONFLICTS, _mean),
    "calcul:semaine": Computed(WEEK, _long_week),
    "calcul:curieux": Computed(CURIOUS, max),
    "calcul:teletravail": Computed((*AT_A_DESK, *ON_THE_SPOT), _telework),
}


@dataclass(frozen=True, slots=True)
class Element:
    """One figure in a score: `sign` +1 or −1, `weight` > 0, `source` a key of `provenance.SOURCES`,
    `explication` what it measures, said to a student, without a verb: it ends a sentence."""

    cle: str
    sign: int
    weight: float
    source: str
    explication: str


# Qualité de vie is two things that hardly go together: manual work has danger and short weeks, office work the reverse.
# So each is measured for itself. Of the time, half comes from French facts (DARES by family of métiers, and the
# contexts of the ROME fiche): alone, the American figures of hours go the wrong way with the French weekends. Long
# hours weigh most among them: they are the one thing that office work hides. A métier without a family keeps its other
# elements, whose weights then share the whole.
_TEMPS = (
    Element("calcul:semaine", -1, 1.0, "onet_contextes", "la longueur de la semaine, au-delà de 40 h"),
    Element("contexte:work_schedules", -1, 0.75, "onet_contextes", "l’irrégularité des horaires"),
    Element("contexte:time_pressure", -1, 1.0, "onet_contextes", "la fréquence des délais serrés"),
    Element("dares:heures_longues", -1, 1.5, "dares", "la part des personnes qui travaillent plus de 40 h par semaine"),
    Element("dares:nuit", -1, 1.0, "dares", "la part des personnes qui travaillent la nuit"),
    Element("dares:samedi", -1, 0.75, "dares", "la part des personnes qui travaillent le samedi"),
    Element("dares:dimanche", -1, 0.75, "dares", "la part des personnes qui travaillent le dimanche"),
    Element("rome:nuit", -1, 0.5, "rome", "le travail de nuit ou posté, s’il est noté pour ce métier"),
    Element("rome:week_end", -1, 0.5, "rome", "le travail le week-end, s’il est noté pour ce métier"),
    Element("rome:astreinte", -1, 0.5, "rome", "les astreintes, si elles sont notées pour ce métier"),
    Element("rome:decales", -1, 0.5, "rome", "les horaires décalés, s’ils sont notés pour ce métier"),
    Element("rome:deplacements", -1, 0.25, "rome", "les déplacements, s’ils sont notés pour ce métier"),
)
_SECURITE = (
    Element("calcul:dangers", -1, 1.5, "onet_contextes", "la moyenne de dix risques physiques"),
    Element(
        "calcul:efforts", -1, 1.25, "onet_contextes", "la moyenne de huit efforts (se baisser, grimper, rester debout…)"
    ),
    Element(
        "contexte:sounds_noise_levels_are_distracting_or_uncomfortable", -1, 0.5, "onet_contextes", "le bruit gênant"
    ),
    Element(
        "calcul:conflits",
        -1,
        0.75,
        "onet_contextes",
        "la fréquence des conflits et des personnes en colère ou violentes",
    ),
    Element("rome:efforts", -1, 0.5, "rome", "les efforts physiques, s’ils sont notés pour ce métier"),
    Element("rome:dangers", -1, 0.5, "rome", "les produits, machines ou lieux dangereux, s’ils sont notés"),
    Element("rome:ambiance", -1, 0.25, "rome", "le bruit, la chaleur ou le froid, s’ils sont notés pour ce métier"),
)
_FLEXIBILITE = (
    Element(
        "calcul:teletravail",
        1,
        1.5,
        "onet_contextes",
        "la possibilité de travailler à distance (un bureau, et rien qui oblige à être sur place)",
    ),
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

RECIPES: dict[str, tuple[Element, ...]] = {
    "temps": _TEMPS,
    "securite": _SECURITE,
    "flexibilite": _FLEXIBILITE,
    "stimulation": _STIMULATION,
    "relations": _RELATIONS,
    "carriere": _CARRIERE,
}
# Dimension → the recipes that are added up: its facets, or the one that bears its name.
PARTS: dict[str, tuple[str, ...]] = {
    cle: tuple(facette.cle for facette in FACETTES if facette.dimension == cle) or (cle,) for cle in CLES
}
