"""Which works and openings are still to come, and how likely in time?"""

from datetime import date

from goldenbridge.language.words import chance, percent, plural
from goldenbridge.outlook.attainment import Attainment
from goldenbridge.outlook.milestones import calibration
from goldenbridge.report.facts import Facts
from goldenbridge.report.section import Section, Table, spell


def section(facts: Facts) -> Section:
    """Promises of works and openings not yet kept, by deadline, with the chance of each."""
    titles = {c.id: c for c in facts.commitments}
    replaced = {c.supersedes for c in facts.commitments}
    waiting = [
        a for a in facts.attained if a.commitment in facts.chances and a.commitment not in replaced
    ]
    waiting.sort(key=lambda a: (a.deadline or date.max, a.commitment))
    ahead = [a for a in waiting if a.deadline and a.deadline >= facts.as_of]
    late = [a for a in waiting if a.deadline and a.deadline < facts.as_of]
    scores = calibration(facts.reference)
    return Section(
        id="works",
        title="What is still to be built or opened?",
        answer=_answer(facts, ahead, late),
        tables=(
            Table(
                id="works",
                caption="Works and openings not yet done, by deadline",
                columns=("promise", "deadline", "status", "chance in time", "likely done", "cases"),
                rows=tuple(
                    (
                        f"{a.commitment} {titles[a.commitment].title}",
                        a.deadline.isoformat() if a.deadline else "none",
                        spell(a.status),
                        _odds(a),
                        _when(a),
                        str(facts.chances[a.commitment].cases),
                    )
                    for a in waiting
                ),
                numeric=("cases",),
                sources=tuple(a.sources for a in waiting),
            ),
            Table(
                id="calibration",
                caption="The same method tried on promises it had not seen (one project left out)",
                columns=("event", "Brier", "of the base rate", "promises"),
                rows=tuple(
                    (facts.language.say(s.event), f"{s.brier:.3f}", f"{s.brier_base:.3f}", str(s.n))
                    for s in scores
                ),
                numeric=("Brier", "of the base rate", "promises"),
            ),
        ),
        assumptions=(_method(facts),),
        data={
            "works": {
                "calibration": [
                    {
                        "event": facts.language.say(s.event),
                        "brier": s.brier,
                        "brier_base_rate": s.brier_base,
                        "promises": s.n,
                        "reliability": [
                            {"said": b.said, "came": b.came, "n": b.n} for b in s.reliability
                        ],
                    }
                    for s in scores
                ]
            }
        },
    )


def _method(facts: Facts) -> str:
    reference = facts.reference
    return (
        f"Chances come from {len(reference.cases)} dated promises elsewhere ({reference.kept} of "
        f"{reference.resolved} resolved ones were kept): the share that was done by its date among "
        "those not done as long before it, with more weight on the same kind and lead time "
        "(Kaplan–Meier). Nothing else about the project is known to it."
    )


def _answer(facts: Facts, ahead: list[Attainment], late: list[Attainment]) -> str:
    words = []
    by_project = {p.id: n for n, p in enumerate(facts.programme.projects)}
    promises = {c.id: c for c in facts.commitments}
    likely = [a for a in ahead if a.probability80]
    likely.sort(key=lambda a: by_project.get(promises[a.commitment].project, len(by_project)))
    if likely:
        first = likely[0]
        words.append(
            f"“{promises[first.commitment].title}”, due {first.deadline}: {_odds(first)} on the "
            "record of such promises."
        )
    words.append(
        f"Of those not replaced, {plural(len(ahead), 'deadline')} ahead, {len(late)} passed undone."
    )
    return " ".join(words)


def _odds(a: Attainment) -> str:
    if a.probability80 is None:
        return "–"
    low, high = a.probability80
    span = f"{percent(low)} to {percent(high)}"
    return f"{chance(a.probability)} ({span})" if a.probability is not None else span


def _when(a: Attainment) -> str:
    if not isinstance(a.median, date):
        return "not in sight"
    return f"{a.median:%B %Y}"
