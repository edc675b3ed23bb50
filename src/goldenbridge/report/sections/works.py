"""Which works and openings are still to come, and how likely in time?"""

from datetime import date

from goldenbridge.language.languages import Language
from goldenbridge.language.messages import Chance, Message, Own, Share, tell, tell_many
from goldenbridge.outlook.attainment import Attainment
from goldenbridge.outlook.milestones import calibration
from goldenbridge.report.facts import Facts
from goldenbridge.report.section import Section, Table, spell


def section(facts: Facts) -> Section:
    """Promises of works and openings not yet kept, by deadline, with the chance of each."""
    language, say = facts.language, facts.language.say
    titles = {c.id: c.title for c in facts.commitments}
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
        title=say("What is still to be built or opened?"),
        answer=_answer(facts, ahead, late),
        tables=(
            Table(
                id="works",
                caption=say("Works and openings not yet done, by deadline"),
                columns=(
                    say("promise"),
                    say("deadline"),
                    say("status"),
                    say("chance in time"),
                    say("likely done"),
                    cases := say("cases"),
                ),
                rows=tuple(
                    (
                        f"{a.commitment} {titles[a.commitment]}",
                        language.day(a.deadline) if a.deadline else say("none"),
                        say(spell(a.status)),
                        language.say(odds) if (odds := _odds(a)) else "–",
                        _when(language, a),
                        str(facts.chances[a.commitment].cases),
                    )
                    for a in waiting
                ),
                numeric=(cases,),
                sources=tuple(a.sources for a in waiting),
            ),
            Table(
                id="calibration",
                caption=say(
                    "The same method tried on promises it had not seen (one project left out)"
                ),
                columns=(
                    say("event"),
                    brier := say("Brier"),
                    base := say("of the base rate"),
                    promises := say("promises"),
                ),
                rows=tuple(
                    (
                        say(s.event),
                        language.number(s.brier, 3),
                        language.number(s.brier_base, 3),
                        str(s.n),
                    )
                    for s in scores
                ),
                numeric=(brier, base, promises),
            ),
        ),
        assumptions=(say(_method(facts)),),
        data={
            "works": {
                "calibration": [
                    {
                        "event": say(s.event),
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


def _method(facts: Facts) -> Message:
    reference = facts.reference
    return tell(
        "Chances come from {cases} dated promises elsewhere ({kept} of {resolved} resolved ones "
        "were kept): the share that was done by its date among those not done as long before it, "
        "with more weight on the same kind and lead time (Kaplan–Meier). Nothing else about the "
        "project is known to it.",
        cases=len(reference.cases),
        kept=reference.kept,
        resolved=reference.resolved,
    )


def _answer(facts: Facts, ahead: list[Attainment], late: list[Attainment]) -> str:
    say = facts.language.say
    words = []
    by_project = {p.id: n for n, p in enumerate(facts.programme.projects)}
    promises = {c.id: c for c in facts.commitments}
    likely = [(a, odds) for a in ahead if (odds := _odds(a))]
    likely.sort(
        key=lambda pair: by_project.get(promises[pair[0].commitment].project, len(by_project))
    )
    if likely:
        first, odds = likely[0]
        words.append(
            say(
                "“{promise}”, due {day}: {odds} on the record of such promises.",
                promise=Own(promises[first.commitment].title),
                day=first.deadline,
                odds=odds,
            )
        )
    words.append(
        say(
            tell_many(
                "Of those not replaced, {count} deadline ahead, {late} passed undone.",
                "Of those not replaced, {count} deadlines ahead, {late} passed undone.",
                len(ahead),
                late=len(late),
            )
        )
    )
    return " ".join(words)


def _odds(a: Attainment) -> Message | None:
    if a.probability80 is None:
        return None
    low, high = (Share(share) for share in a.probability80)
    if a.probability is None:
        return tell("{low} to {high}", low=low, high=high)
    return tell("{chance} ({low} to {high})", chance=Chance(a.probability), low=low, high=high)


def _when(language: Language, a: Attainment) -> str:
    return language.month(a.median) if isinstance(a.median, date) else language.say("not in sight")
