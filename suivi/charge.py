"""A region of structures, campaigns and students, for `./dev bench suivi`: a few results are computed, the others are
copies, each of another student."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import cycle, islice

from django.contrib.auth.models import User
from django.utils import timezone

from quiz.acces.code import new_code
from quiz.models import Passation, Resultat
from quiz.services import hash_secret
from suivi import services
from suivi.classe.annee import last_day, school_year
from suivi.classe.pseudonyme import key
from suivi.demonstration import Eleves
from suivi.models import Campagne, Envoi, Membre, Montre, Participation, Role

MODELS = 24  # results that are computed
LARGEST = 400  # participations of the first campaign, at most
SENT, READ = 0.8, 0.4  # shares of a class
_AT_ONCE = 1_000  # rows
_COPIED = ("numero", "en_tete", "contenu", "complet", "competences", "titres")


@dataclass(frozen=True, slots=True)
class Region:
    """`region`: an account that reads every campaign; `membre`: one of a single structure, which reads the campaigns
    of that structure, the largest among them."""

    region: User
    membre: Membre
    grande: Campagne


def build_region(*, structures: int, campagnes: int, participations: int) -> Region | None:
    """None where no métier is published."""
    region = _account("region")
    houses = [services.open_structure(nom=f"Mesure {number}", ville="Nulle part") for number in range(structures)]
    owners = [Membre.objects.create(user=region, structure=house, role=Role.CONSEILLER) for house in houses]
    made = [_campagne(owner, number) for number, owner in zip(range(campagnes), cycle(owners))]
    models = _models(made[0])
    if not models:
        return None
    for campagne, size in zip(made, _sizes(campagnes, participations), strict=True):
        _fill(campagne, size - campagne.participations.count(), models)
    membre = Membre.objects.create(user=_account("membre"), structure=houses[0], role=Role.CONSEILLER)
    for campagne in made[::structures]:
        services.share_campagne(campagne=campagne, membres=[membre])
    return Region(region, membre, made[0])


def _account(name: str) -> User:
    return User.objects.create_user(f"{name}@mesure.invalid", f"{name}@mesure.invalid", first_name=name.capitalize())


def _campagne(owner: Membre, number: int) -> Campagne:
    until = last_day(school_year(timezone.localdate()))
    return services.open_campagne(membre=owner, nom=f"Classe {number}", montre=Montre.AUSSITOT, ferme_le=until)


def _models(campagne: Campagne) -> list[Envoi]:
    """Of students of the demonstration, who are the first of the first campaign."""
    eleves = Eleves()
    for number in range(MODELS):
        eleves.join(campagne, f"Modele {number}")
    return list(Envoi.objects.filter(participation__campagne=campagne).select_related("resultat"))


def _sizes(campagnes: int, participations: int) -> list[int]:
    """The largest first, the others alike."""
    first = participations if campagnes == 1 else min(LARGEST, participations)
    each, more = divmod(participations - first, max(1, campagnes - 1))
    return [first, *(each + (number < more) for number in range(campagnes - 1))]


def _fill(campagne: Campagne, number: int, models: list[Envoi]) -> None:
    now, end = timezone.now(), campagne.fin
    passations = Passation.objects.bulk_create(
        (Passation(empreinte_secret=hash_secret(new_code()), expire_le=end, terminee_le=now) for _ in range(number)),
        batch_size=_AT_ONCE,
    )
    named = [(f"Eleve {rank}", one) for rank, one in enumerate(passations)]
    places = Participation.objects.bulk_create(
        (Participation(campagne=campagne, passation=one, pseudonyme=nom, cle=key(nom)) for nom, one in named),
        batch_size=_AT_ONCE,
    )
    sent = list(zip(islice(places, int(SENT * number)), cycle(models)))
    kept = Resultat.objects.bulk_create(list(_copies(sent)), batch_size=_AT_ONCE)
    when = [now - timedelta(minutes=rank) for rank in range(len(sent))]
    Envoi.objects.bulk_create(
        (
            Envoi(
                participation=place,
                resultat=resultat,
                apercu=model.apercu,
                envoye_le=at,
                lu_le=now if rank < READ * len(sent) else None,
            )
            for rank, ((place, model), resultat, at) in enumerate(zip(sent, kept, when, strict=True))
        ),
        batch_size=_AT_ONCE,
    )


def _copies(sent: list[tuple[Participation, Envoi]]) -> Iterator[Resultat]:
    for place, model in sent:
        of = {name: getattr(model.resultat, name) for name in _COPIED}
        yield Resultat(passation_id=place.passation_id, **of)
