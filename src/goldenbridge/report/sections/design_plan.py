"""What should be built, and who works when?"""

from typing import TYPE_CHECKING

from goldenbridge.language.messages import Number, Own, Share
from goldenbridge.report.section import Section, Table
from goldenbridge.report.sections import design_growth
from goldenbridge.site.designs import Resource

if TYPE_CHECKING:
    from goldenbridge.report.design_told import Told


def section(run: "Told") -> Section:
    """The cheapest design: units, shifts, people, cost."""
    say, plan = run.language.say, run.found.plan
    found, promise = plan.found, plan.promise
    bill, cost = run.found.bill, run.found.cost
    answer = say(
        "The cheapest that keeps the promise costs {built} mn USD ({low} to {high}) to build and "
        "{yearly} mn USD ({less} to {more}) a year, building included; trucks are through in "
        "{mean} h on average.",
        built=Number(cost.built.median / 1e6, 1),
        low=Number(cost.built.low / 1e6, 1),
        high=Number(cost.built.high / 1e6, 1),
        yearly=Number(cost.yearly.median / 1e6, 1),
        less=Number(cost.yearly.low / 1e6, 1),
        more=Number(cost.yearly.high / 1e6, 1),
        mean=Number(found.verdict.mean_h, 1),
    )
    return Section(
        id="design",
        title=say("What should be built, and who works when?"),
        answer=answer,
        tables=(_table(run), *design_growth.tables(run)),
        assumptions=(
            say(
                "Promised: {share} of each kind of truck in time, at most {away} not through.",
                share=Share(promise.share),
                away=Share(promise.turned_away, 1),
            ),
            say(
                "Cost is the median of draws of every figure from its range, with eight draws of "
                "ten in brackets. At the stated unit prices, by which the tables compare designs, "
                "it is {built} mn USD and {yearly} mn a year; ranges need not be even around them.",
                built=Number(bill.investment / 1e6, 1),
                yearly=Number(bill.yearly / 1e6, 1),
            ),
            say("The choices looked at stand in design.toml, the costs in border.toml."),
        ),
        data={
            "design": {
                "id": run.found.asked.design.id,
                "site": run.found.asked.site.id,
                "demand": run.found.asked.demand.id,
                "slots_per_h": list(found.space.slots),
                "built_usd": cost.built._asdict(),
                "yearly_usd": cost.yearly._asdict(),
                "stated_usd": {
                    "built": bill.built,
                    "pay": bill.pay,
                    "upkeep": bill.upkeep,
                    "yearly": bill.yearly,
                },
                "budget_usd": run.found.asked.budget,
                "mean_h": found.verdict.mean_h,
                "peak_day": run.found.peak._asdict(),
                "ladder": [one._asdict() for one in run.found.ladder],
                "needs": [one._asdict() for one in run.found.needs],
                "promise": {
                    "share": promise.share,
                    "turned_away": promise.turned_away,
                    "groups": [
                        {"classes": list(g.classes), "minutes": g.minutes} for g in promise.groups
                    ],
                },
                "resources": [_json(run, one) for one in run.found.asked.design.resources],
                "yards": {
                    axis.of: level
                    for axis, level in zip(found.space.axes, found.levels, strict=True)
                    if axis.post < 0
                },
            }
        },
    )


def hours(one: Resource, n: int) -> str:
    """The hours of a post, such as 8–20."""
    return f"{one.posts[n].from_h:g}–{one.posts[n].to_h:g}"


def _table(run: "Told") -> Table:
    language, say = run.language, run.language.say
    found = run.found.plan.found
    owners = {"company": say("company"), "state": say("state")}
    rows = []
    for one in run.found.asked.design.resources:
        open_ = found.space.posts(found.levels, one.pool)
        shifts = ", ".join(f"{hours(one, n)}:\u00a0{count}" for n, count in enumerate(open_))
        crew = run.found.crews.get(one.pool)
        usd = max(open_) * found.space.prices[one.unit_cost]
        rows.append(
            (
                run.name(one.pool),
                shifts,
                owners[one.owner],
                language.number(max(open_), 0),
                language.number(crew.heads, 0) if crew else "–",
                language.number(usd / 1e6, 2),
            )
        )
    for axis, level in zip(found.space.axes, found.levels, strict=True):
        if axis.post < 0:
            ground = next(g for g in run.found.asked.design.grounds if g.yard == axis.of)
            usd = level * found.space.prices[ground.unit_cost]
            rows.append(
                (
                    run.name(axis.of),
                    "–",
                    owners[ground.owner],
                    language.number(level, 0),
                    "–",
                    language.number(usd / 1e6, 2),
                )
            )
    for rule, slots in zip(run.found.asked.design.slots, found.space.slots, strict=True):
        named = Own(f"{rule.direction}, {rule.truck_class}")
        text = say("Appointments an hour, {of}", of=named)
        rows.append((text, "–", "–", language.number(slots, 0), "–", "–"))
    numeric = (say("built"), say("people"), say("mn USD to build"))
    return Table(
        id="design",
        caption=say("Units open in each shift, as many as are built, and the people they take"),
        columns=(say("part"), say("open"), say("paid by"), *numeric),
        rows=tuple(rows),
        numeric=numeric,
    )


def _json(run: "Told", one: Resource) -> dict[str, object]:
    space, levels = run.found.plan.found.space, run.found.plan.found.levels
    open_ = space.posts(levels, one.pool)
    made = run.found.crews.get(one.pool)
    weeks = zip(made.patterns, made.people, strict=True) if made else ()
    return {
        "pool": one.pool,
        "owner": one.owner,
        "built": max(open_),
        "posts": [
            {"from_h": post.from_h, "to_h": post.to_h, "open": count}
            for post, count in zip(one.posts, open_, strict=True)
        ],
        "people": made.heads if made else 0,
        "roster": [{"week": list(week), "people": people} for week, people in weeks],
    }
