"""The facts of one send → what is particular in it: one function a rule, that finds a sentence with its figure, or
nothing. A sentence states a fact: never a trait of the person, never an advice. Pure."""

from dataclasses import dataclass, field
from datetime import date

from metiers.contraintes import PAR_CLE as CONTRAINTES
from metiers.dimensions import DIMENSIONS, PAR_CLE
from metiers.francais.chiffres import decimal, entier, signed
from metiers.francais.grammaire import listed, lowered
from metiers.francais.phrases import count, long_date, metiers, ordinal, plural, quoted
from quiz.methode.elicitation import Choix, repeated_pairs
from quiz.methode.matching import MIN_FOR_PERCENTILES
from quiz.methode.stability import PROBABLE
from quiz.resultat.instantane import Instantane, PisteFigee
from suivi.synthese.changements import AUTRE_DIRECTION, Situation, evolution, situation
from suivi.synthese.faits import FIRST, Faits
from suivi.synthese.lecture import accepted, by_weight, fois, meilleure, more_than, parts

CHANGEMENT = "changement"  # the one rule that reads another send
EGALES = 8  # points of per cent between the first and the last priority
AU_DELA = 5  # of the ten first métiers without a limit on studies
LOIN = 100  # place among all métiers
PEU_D_ACCORDS, ENOUGH_PAIRS = 4, 10  # of twelve pairs of two métiers
RAPIDE_COMPLET, RAPIDE_EXPRESS = 25, 10  # seconds, those of `quiz.steps`
SAME_WAY, ENOUGH_REPEATED = 60, 5  # per cent of the comparisons repeated, and how many these are at least
GOUTS_SEULS = 6  # of the ten first pistes
CACHES = 4  # of the ten first métiers without the refusal
HORS_SURE = 50  # times out of 100
RESTENT = 5  # per cent of the métiers


@dataclass(frozen=True, slots=True)
class Constat:
    """One rule (key) that is met: a sentence with its figure, the same for a cell of a table (at most `LONGEST` signs),
    and what its question needs, by the name of the slot."""

    regle: str
    phrase: str
    court: str
    valeurs: dict[str, str] = field(default_factory=dict)


LONGEST = 48
_LEAST = 0.5  # points of index under which a term explains nothing


def direction(faits: Faits) -> Constat | None:
    kept, found = faits.kept, meilleure(faits.kept)
    if found is None or found.times >= PROBABLE:
        return None
    phrase = (
        f"Aucune direction ne revient plus d’une fois sur deux\u00a0: la plus fréquente est {quoted(found.nom)}, "
        f"{fois(found.times)}."
    )
    titres = [quoted(piste.titre) for piste in kept.pistes[:2]]
    slots = {"piste": titres[0], "autre_piste": titres[1], "slug": kept.pistes[0].slug} if len(titres) == 2 else {}
    return Constat("direction", phrase, f"Direction à explorer ({fois(found.times)})", slots)


def egales(faits: Faits) -> Constat | None:
    shares = sorted(parts(faits.kept.weights).values())
    low, high = shares[0], shares[-1]
    if high - low >= EGALES:
        return None
    if high == low:
        phrase = f"Les cinq priorités pèsent {high}\u00a0% chacune."
        return Constat("egales", phrase, f"Priorités égales ({high}\u00a0% chacune)")
    phrase = f"Aucune priorité ne se détache\u00a0: {high}\u00a0% pour la plus forte, {low}\u00a0% pour la plus faible."
    return Constat("egales", phrase, f"Priorités presque égales ({low} à {high}\u00a0%)")


def etudes(faits: Faits) -> Constat | None:
    limit = accepted(faits.kept)
    if limit is None or faits.au_dela is None or faits.au_dela < AU_DELA:
        return None
    beyond = more_than(limit)
    number = f"{faits.au_dela} des {FIRST}" if faits.au_dela < FIRST else f"Les {FIRST}"
    most = "son maximum" if limit >= 0 else "au-delà de son maximum"
    phrase = f"{number} métiers les plus proches, sans limite d’études, demandent {beyond}, {most}."
    court = f"{faits.au_dela} métiers proches sur {FIRST}\u00a0: {beyond}"
    return Constat("etudes", phrase, court, {"études": beyond})


def regarde(faits: Faits) -> Constat | None:
    far = [one for one in faits.regardes if one[1] > LOIN]
    if not far:
        return None
    titre, rank = min(far, key=lambda one: one[1])
    piste = next((one for one in faits.kept.kept if one.titre == titre), None)
    why = _what_parts(faits.kept, piste) if piste else ""
    phrase = f"{quoted(titre)}, demandé pendant le quiz, vient {ordinal(rank)} sur {metiers(faits.kept.metiers)}{why}."
    slots = {"métier": quoted(titre), "slug": piste.slug if piste else ""}
    return Constat("regarde", phrase, f"Un métier demandé vient {ordinal(rank)}", slots)


def _what_parts(kept: Instantane, piste: PisteFigee) -> str:
    """What keeps a métier the farthest from the first ones: no interest of the student, or the lowest dimension."""
    chosen = kept.chosen("interet")
    if kept.counts_tastes and chosen and piste.gouts <= 0:
        said = f"aucun des {chosen} goûts choisis n’y mène" if chosen > 1 else "le goût choisi n’y mène pas"
        return f"\u00a0; {said}"
    lowest, points = min(zip(DIMENSIONS, piste.contributions, strict=True), key=lambda pair: pair[1])
    if points > -_LEAST:
        return ""
    return f"\u00a0; {lowest.label.lower()}\u00a0: {signed(points)}\u00a0{plural(points, 'point')}"


def changement(faits: Faits) -> Constat | None:
    avant = situation(faits.avant) if faits.avant else None
    return autre_direction(avant, faits.avant_le, situation(faits.kept))


def autre_direction(avant: Situation | None, avant_le: date | None, apres: Situation) -> Constat | None:
    """`avant`: the result before, of the day `avant_le`."""
    if avant is None or evolution(avant, apres) != AUTRE_DIRECTION:
        return None
    when = f"le {long_date(avant_le)}" if avant_le else "au résultat d’avant"
    before, now = avant.direction, apres.direction
    phrase = (
        f"La direction la plus fréquente est {quoted(now.nom)} ({fois(now.fois)})\u00a0; {when}, c’était "
        f"{quoted(before.nom)} ({fois(before.fois)})."
    )
    slots = {"avant": quoted(before.nom), "direction": quoted(now.nom), "date": when[:1].upper() + when[1:]}
    return Constat(CHANGEMENT, phrase, "Direction changée depuis le résultat d’avant", slots)


def sans_noms(faits: Faits) -> Constat | None:
    if faits.accord is None:
        return None
    agreed, pairs = faits.accord[0] / 2, faits.accord[1] // 2
    if pairs < ENOUGH_PAIRS or agreed * 12 > PEU_D_ACCORDS * pairs:
        return None
    number = decimal(agreed, 0 if agreed.is_integer() else 1) if agreed else "aucun"
    said = f"{number} {plural(agreed, 'accord')} sur {pairs}"
    phrase = f"Sans les noms, {said} avec le classement\u00a0; le hasard en donne {decimal(pairs / 2, pairs % 2)}."
    slots = {"métier": quoted(faits.sans_nom)} if faits.sans_nom else {}
    return Constat("sans_noms", phrase, f"Sans les noms\u00a0: {said}", slots)


def rapides(faits: Faits) -> Constat | None:
    if not faits.kept.rapide:
        return None
    seconds = RAPIDE_COMPLET if faits.kept.choix else RAPIDE_EXPRESS
    said = f"en moins de {seconds}\u00a0secondes"
    return Constat("rapides", f"Priorités données {said} après l’ouverture du quiz.", f"Réponses {said}")


def croisees(faits: Faits) -> Constat | None:
    pairs = _repeated(faits.kept)
    same, total = sum(len(set(won)) == 1 for won in pairs), len(pairs)
    if total < ENOUGH_REPEATED or 100 * same >= SAME_WAY * total:
        return None
    if same:
        said = plural(same, "comparaison répétée va", "comparaisons répétées vont")
        phrase = f"{same} {said} dans le même sens, sur {total}."
    else:
        phrase = f"Aucune des {total} comparaisons répétées ne va toujours dans le même sens."
    first, second = next(tuple(dict.fromkeys(won)) for won in pairs if len(set(won)) > 1)
    slots = {"une_priorité": PAR_CLE[first].article, "autre_priorité": PAR_CLE[second].article}
    return Constat("croisees", phrase, f"Comparaisons dans le même sens\u00a0: {same or 'aucune'} sur {total}", slots)


def _repeated(kept: Instantane) -> list[tuple[str, ...]]:
    """Which dimension won each comparison, by pair compared more than once; none when a statement has gone since."""
    try:
        return repeated_pairs({int(ecran): Choix(*pick) for ecran, pick in kept.choix.items()})
    except ValueError:
        return []


def gouts_seuls(faits: Faits) -> Constat | None:
    """Pistes that would be under the base without the points of what is liked."""
    first = faits.kept.pistes[:FIRST]
    number = sum(one.general + sum(one.contributions) <= 0 < one.gouts + one.attrait for one in first)
    if number < GOUTS_SEULS:
        return None
    said = f"{number} pistes sur {len(first)} ne tiennent qu’à ses goûts"
    strongest, _ = by_weight(parts(faits.kept.weights))[0]
    phrase = f"{said}\u00a0: sans eux, leur indice serait de 50 ou moins."
    return Constat("gouts_seuls", phrase, said, {"priorité": strongest.label.lower()})


def contrainte(faits: Faits) -> Constat | None:
    known = [one for one in faits.caches if one[0] in CONTRAINTES]
    cle, hidden = max(known, key=lambda one: one[1], default=("", 0))
    if hidden < CACHES:
        return None
    label = CONTRAINTES[cle].label
    phrase = f"Refuser {quoted(lowered(label))} cache {hidden} des {FIRST} métiers les plus proches."
    return Constat("contrainte", phrase, f"Un refus cache {hidden} métiers proches sur {FIRST}", {"contrainte": label})


def hors(faits: Faits) -> Constat | None:
    found, pistes = meilleure(faits.kept), faits.kept.pistes
    if found is None or found.times < HORS_SURE or not pistes:
        return None
    first = pistes[0]
    grands = {one.grand_domaine for one in pistes if is_in(one, found.nom)}
    if not first.grand_domaine or not grands or first.grand_domaine in grands:
        return None
    phrase = (
        f"La 1re piste, {quoted(first.titre)}, n’est pas dans sa direction, {quoted(found.nom)} ({fois(found.times)})."
    )
    slots = {"piste": quoted(first.titre), "direction": quoted(found.nom), "slug": first.slug}
    return Constat("hors", phrase, "1re piste hors de sa direction", slots)


def is_in(piste: PisteFigee, direction: str) -> bool:
    """Is this piste of the domaine of a direction? It may be named with its grand domaine between brackets."""
    return direction in {piste.domaine, f"{piste.domaine} ({piste.grand_domaine})"}


def aime_absent(faits: Faits) -> Constat | None:
    first = faits.kept.pistes[:FIRST]
    told = {one.grand_domaine for one in first}
    liked = [one.nom for one in faits.kept.filtres if one.facette == "aime" and one.nom]
    absent = [nom for nom in liked if nom not in told]
    if len(first) < FIRST or not all(told) or not absent:
        return None
    which = "un domaine qui l’attire" if len(absent) == 1 else "des domaines qui l’attirent"
    phrase = f"Aucune des {FIRST} premières pistes n’est en {listed([quoted(nom) for nom in absent], 'ou')}, {which}."
    return Constat("aime_absent", phrase, f"Un domaine aimé hors des {FIRST} premières", {"domaine": quoted(absent[0])})


def restent(faits: Faits) -> Constat | None:
    left, total = faits.kept.en_vue, faits.kept.metiers
    if total < MIN_FOR_PERCENTILES or 100 * left >= RESTENT * total:
        return None
    said = f"laissent {count(left, 'métier')}" if left else "ne laissent aucun métier"
    return Constat("restent", f"Ses choix {said} sur {entier(total)}.", f"Ses choix {said} sur {entier(total)}")
