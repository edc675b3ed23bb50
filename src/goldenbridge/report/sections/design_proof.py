"""How sure is it, what would another promise cost, and what fails first?"""

from typing import TYPE_CHECKING

from goldenbridge.border.design.search import Why
from goldenbridge.border.design.verdicts import wrong
from goldenbridge.language.messages import Message, Number, Own, Share, tell
from goldenbridge.report.section import Section, Table

if TYPE_CHECKING:
    from goldenbridge.report.design_told import Told

MOST_SHOWN = 40
NAMES = {
    "": tell("as designed"),
    "demand": tell("trucks"),
    "service": tell("every service"),
    "inspection": tell("share scanned"),
}
REASONS: dict[Why, Message] = {
    Why.CAPACITY: tell("too little for the work of a year"),
    Why.BROKEN: tell("breaks the promise"),
    Why.CLOSE: tell("too close to tell, taken as broken"),
}


def section(run: "Told") -> Section:
    """The proof, the frontier, the strains and the log."""
    say, plan = run.language.say, run.found.plan
    answer = say(
        "Of {size} designs {n} were simulated, {trucks} trucks in all; the verdicts are right with "
        "a probability of at least {sure}.",
        size=Number(plan.space_size, 0),
        n=Number(plan.designs, 0),
        trucks=Number(plan.trucks, 0),
        sure=Share(plan.confidence, 1),
    )
    if not plan.complete:
        answer += " " + say(
            "The search was ended early: a cheaper one would cost at least {usd} mn USD a year.",
            usd=Number(plan.found.at_least / 1e6, 2),
        )
    fails = run.found.fails
    if fails is not None:
        station = run.site.station(fails.station).name
        answer += " " + say(
            "With {more} more trucks it fails, first at {station}.",
            more=Share(fails.factor - 1),
            station=Own(station),
        )
    return Section(
        id="proof",
        title=say("How sure is it, what would another promise cost, and what fails first?"),
        answer=answer,
        tables=(*_promises(run), _frontier(run), _strains(run), _log(run)),
        assumptions=(
            say(
                "Every design meets the same trucks; more of anything is taken never to serve "
                "fewer of them, so that what breaks the promise rules out all that is smaller."
            ),
        ),
        data={"proof": _json(run)},
    )


def _json(run: "Told") -> dict[str, object]:
    plan, fails = run.found.plan, run.found.fails
    return {
        "proven": plan.complete,
        "confidence": plan.confidence,
        "designs": plan.space_size,
        "simulated": plan.designs,
        "truck_years": plan.trucks,
        "years": plan.years,
        "at_least_usd": plan.found.at_least,
        "frontier": [
            {"scale": p.scale, "yearly_usd": p.yearly, "mean_h": p.mean_h, "levels": list(p.levels)}
            for p in plan.frontier
        ],
        "promises": [
            {
                "share": p.share,
                "scale": p.scale,
                "levels": list(p.levels) if p.levels else None,
                "yearly_usd": p.yearly if p.levels else None,
                "mean_h": p.mean_h if p.levels else None,
            }
            for p in run.found.promises
        ],
        "strains": [
            {"what": s.what, "factor": s.factor, "over": list(s.over)} for s in run.found.strains
        ],
        "fails_first": None if fails is None else fails._asdict(),
        "cuts": [
            {
                "levels": list(cut.levels),
                "why": str(cut.why),
                "over": cut.verdict.over if cut.verdict else None,
                "half": cut.verdict.half if cut.verdict else None,
                "rules_out": plan.found.space.among(cut.levels),
            }
            for cut in plan.found.cuts
        ],
    }


def _frontier(run: "Told") -> Table:
    language, say = run.language, run.language.say
    numeric = (say("times of the promise"), say("mn USD a year"), say("mean, h"))
    return Table(
        id="frontier",
        caption=say("The cheapest design simulated for longer and shorter promises"),
        columns=numeric,
        rows=tuple(
            (
                f"× {language.number(p.scale, 2)}",
                language.number(p.yearly / 1e6, 2),
                language.number(p.mean_h, 2),
            )
            for p in run.found.plan.frontier
        ),
        numeric=numeric,
    )


def _promises(run: "Told") -> tuple[Table, ...]:
    """What other promises would cost, where that was proven."""
    language, say, found = run.language, run.language.say, run.found.promises
    if not found:
        return ()
    sure = max(run.found.plan.confidence - wrong(sum(p.verdicts for p in found)), 0.0)
    numeric = (
        say("share in time"),
        say("times of the promise"),
        say("mn USD a year"),
        say("mean, h"),
    )
    table = Table(
        id="promises",
        caption=say(
            "The cheapest design for other promises, all right with a probability of at least "
            "{sure}; “–” where none keeps it",
            sure=Share(sure, 1),
        ),
        columns=numeric,
        rows=tuple(
            (
                language.percent(p.share),
                f"× {language.number(p.scale, 2)}",
                language.number(p.yearly / 1e6, 2) if p.levels else "–",
                language.number(p.mean_h, 2) if p.levels else "–",
            )
            for p in found
        ),
        numeric=numeric,
    )
    return (table,)


def _strains(run: "Told") -> Table:
    language, say, promise = run.language, run.language.say, run.found.plan.promise
    numeric = (
        *(say("over {h} h", h=Number(group.minutes / 60, 2)) for group in promise.groups),
        say("not through"),
    )
    return Table(
        id="strains",
        caption=say("Shares of trucks when something is other than assumed"),
        columns=(say("what"), say("times"), *numeric),
        rows=tuple(
            (
                say(NAMES[one.what]),
                f"× {language.number(one.factor, 1)}",
                *(language.percent(share, 1) for share in one.over),
            )
            for one in run.found.strains
        ),
        numeric=(say("times"), *numeric),
    )


def _log(run: "Told") -> Table:
    """The cuts that rule out most."""
    language, say, found = run.language, run.language.say, run.found.plan.found
    cuts = sorted(found.cuts, key=lambda cut: -found.space.among(cut.levels))[:MOST_SHOWN]
    rows = []
    for cut in cuts:
        below = [
            f"{run.name(axis.of)} {_hours(run, axis.of, axis.post)}≤ {level}"
            for axis, level in zip(found.space.axes, cut.levels, strict=True)
            if level < axis.most
        ]
        over = language.percent(cut.verdict.over, 1) if cut.verdict else "–"
        rows.append(("; ".join(below), say(REASONS[cut.why]), over))
    return Table(
        id="cuts",
        caption=say("Why the others are out: designs with no more than this, most of them first"),
        columns=(say("no more than"), say("reason"), say("share that decides")),
        rows=tuple(rows),
        numeric=(say("share that decides"),),
    )


def _hours(run: "Told", pool: str, post: int) -> str:
    own = next((one for one in run.found.asked.design.resources if one.pool == pool), None)
    if own is None or len(own.posts) == 1:
        return ""
    return f"({own.posts[post].from_h:g}–{own.posts[post].to_h:g}) "
