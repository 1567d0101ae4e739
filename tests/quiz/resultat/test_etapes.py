from datetime import date

import pytest

from quiz.resultat.etapes import UID_LENGTH, new_uid, uids_of

MAY, JUNE = date(2027, 5, 1), date(2027, 6, 1)


def step(genre, le=None, note="", faite=False):
    return {"genre": genre, "le": le, "note": note, "faite": faite}


def kept(before, after):
    """Which of the former steps, by number from 1, each new one is; 0 for none."""
    numbered = [one | {"uid": str(number)} for number, one in enumerate(before, start=1)]
    uids = uids_of(numbered, after)
    assert len(uids) == len(set(uids)) == len(after)
    assert all(uid in {one["uid"] for one in numbered} or len(uid) == UID_LENGTH for uid in uids)
    return [int(uid) if len(uid) < UID_LENGTH else 0 for uid in uids]


TWO = [step("stage", MAY, "Ici"), step("stage", JUNE, "Là")]
BARE = [step("stage", MAY), step("stage", JUNE)]
ALIKE = [step("stage", MAY), step("stage", MAY)]


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ([], [step("stage")], [0]),
        (TWO, [], []),
        (TWO, TWO, [1, 2]),
        (TWO, TWO[1:], [2]),
        (BARE, BARE[1:], [2]),
        (TWO, TWO[::-1], [2, 1]),
        (ALIKE, ALIKE, [1, 2]),
        (ALIKE, ALIKE[1:], [1]),
        (TWO, [*TWO, step("stage", MAY, "Encore")], [1, 2, 0]),
        (TWO, [step("visite", MAY), *TWO], [0, 1, 2]),
        (TWO, [step("stage", JUNE, "Ici"), step("stage", MAY, "Là")], [1, 2]),
        (TWO, [TWO[1] | {"faite": True}], [2]),
        (TWO, [step("stage", JUNE, "Ailleurs")], [2]),
        (TWO, [step("stage", date(2027, 7, 1), "Là")], [2]),
        (TWO, [step("visite", JUNE, "Là"), TWO[0]], [2, 1]),
        (TWO, [step("stage", date(2027, 7, 1), "Ailleurs"), TWO[1]], [1, 2]),
        (TWO, [step("visite", date(2027, 7, 1), "Là")], [0]),
        (TWO, [step("visite", MAY)], [0]),
        ([step("stage"), step("visite")], [step("visite")], [2]),
        ([step("stage")], [step("formation")], [0]),
        ([step("stage"), step("stage", faite=True)], [step("stage", faite=True)], [2]),
    ],
)
def test_a_step_that_stays_is_known_by_what_it_is(before, after, found):
    assert kept(before, after) == found


def test_a_new_uid_is_never_the_same():
    assert len({new_uid() for _ in range(100)}) == 100 and len(new_uid()) == UID_LENGTH
