"""What a student does with a passation, by what it is about: one act is one call and one transaction. Here too, what an
act is about: the rows that a secret or an address opens now."""

from quiz.services.carnet import bearer, keep_plan, last_carnets, plans, written_before
from quiz.services.partage import MOST_SHARES, SHARE_DAYS, find_share, note_opening, purge_shares, revoke, share
from quiz.services.passation import (
    KEEP_RESULT,
    KEEP_UNFINISHED,
    ONE_DAY,
    Answers,
    decide_priorities,
    end_of_school_year,
    erase,
    extend,
    find_passation,
    hash_secret,
    leave_no_trace,
    purge_passations,
    record_answers,
    record_choice,
)
from quiz.services.resultat import MOST_RESULTS, finish_quiz, finish_statements, keep_result, remove_result, results_of
from quiz.services.verification import keep_check

__all__ = [
    "KEEP_RESULT",
    "KEEP_UNFINISHED",
    "MOST_RESULTS",
    "MOST_SHARES",
    "ONE_DAY",
    "SHARE_DAYS",
    "Answers",
    "bearer",
    "decide_priorities",
    "end_of_school_year",
    "erase",
    "extend",
    "find_passation",
    "find_share",
    "finish_quiz",
    "finish_statements",
    "hash_secret",
    "keep_check",
    "keep_plan",
    "keep_result",
    "last_carnets",
    "leave_no_trace",
    "note_opening",
    "plans",
    "purge_passations",
    "purge_shares",
    "record_answers",
    "record_choice",
    "remove_result",
    "results_of",
    "revoke",
    "share",
    "written_before",
]
