"""What to ask somebody of the trade, after a report. Pure."""

from quiz.rapport.report import Report

# What only somebody of the trade can say, by dimension: the first question is the one that is asked first.
_ASK = {
    "qualite_vie": (
        "À quoi ressemble une semaine ordinaire\u00a0: horaires, fatigue, soirées, week-ends\u202f?",
        "Qu’est-ce qui use le plus, et comment s’en protège-t-on\u202f?",
    ),
    "flexibilite": (
        "Que décidez-vous vous-même dans une journée\u00a0: les horaires, le lieu, la façon de faire\u202f?",
        "Qu’est-ce qui est imposé, et est-ce pareil chez tous les employeurs\u202f?",
    ),
    "stimulation": (
        "Qu’avez-vous appris de nouveau ces six derniers mois\u202f?",
        "Quelle part de votre travail se répète, jour après jour\u202f?",
    ),
    "relations": (
        "Avec qui passez-vous vos journées, et combien de temps restez-vous seul(e)\u202f?",
        "Qu’est-ce qui est difficile avec les gens, et qu’est-ce qui fait du bien\u202f?",
    ),
    "carriere": (
        "Que sont devenues les personnes qui ont commencé avec vous\u202f?",
        "Qu’est-ce qui permet d’avancer ou d’être mieux payé(e)\u202f? Au bout de combien de temps\u202f?",
    ),
}
_ASK_ANYWAY = (
    "Qu’auriez-vous aimé savoir avant de commencer\u202f?",
    "Par quelles études passeriez-vous aujourd’hui, et pourrais-je venir observer une journée\u202f?",
)


def questions(report: Report) -> tuple[str, ...]:
    """Tensions first, then whether the strength is true."""
    asked = [
        question
        for rank, point in enumerate(report.tensions)
        for question in _ASK[point.term.dimension.cle][: 2 if rank == 0 else 1]
    ]
    return (*asked, _ASK[report.strengths[0].term.dimension.cle][0], *_ASK_ANYWAY)
