"""What would make it happen?"""

from goldenbridge.language.messages import Chance, Listing, Message, Number, Own, tell
from goldenbridge.outlook.loop import MOST_TODAY
from goldenbridge.outlook.scenarios import STANDARD_H, Outcome
from goldenbridge.report.facts import Facts
from goldenbridge.report.loop import Loop
from goldenbridge.report.section import Section
from goldenbridge.report.sections.outlook_tables import names, scenario_tables
from goldenbridge.trade.measures import AS_NOW


def section(facts: Facts) -> Section:
    """Each scenario by each office: chance, trade gained, time saved, capacity relieved."""
    say, found = facts.language.say, facts.loop
    title = say("What would make it happen?")
    if found is None:
        answer = say("The folder names no measures with an effect, or not yet on that day.")
        return Section("outlook", title, answer, data={"scenarios": []})
    return Section(
        id="outlook",
        title=title,
        answer=_answer(facts, found),
        tables=scenario_tables(facts, found),
        assumptions=_assumptions(facts, found),
        data={
            "scenarios": [_json(o) for o in found.outcomes],
            "contributions": found.contributions,
            "swings": {
                reporter: [
                    {"number": s.name, "low": s.low, "high": s.high, "worth": s.known} for s in rows
                ]
                for reporter, rows in found.swings.items()
            },
        },
    )


def _answer(facts: Facts, found: Loop) -> str:
    called = names(facts)
    sides = []
    for reporter in dict.fromkeys(o.reporter for o in found.outcomes):
        rows = [o for o in found.outcomes if o.reporter == reporter]
        still = next(o for o in rows if o.scenario == AS_NOW)
        best = max(rows, key=lambda o: o.probability)
        sides.append(
            tell(
                "{side} {now} as it is, {best} with “{scenario}”",
                side=facts.side(reporter),
                now=Chance(still.probability),
                best=Chance(best.probability),
                scenario=Own(called[f"scenario:{best.scenario}"]),
            )
        )
    return facts.language.say(
        "Chance of the target in {year}, waiting trucks counted: {sides}.",
        year=str(found.year),
        sides=Listing(sides),
    )


def _assumptions(facts: Facts, found: Loop) -> tuple[str, ...]:
    say = facts.language.say
    told: list[Message] = [
        tell(
            "Joint draws: {n}. In each, trade falls where crossing takes longer and crossing takes "
            "longer where more trucks come; the one state in which both agree is solved for.",
            n=found.grid.draws,
        ),
        tell(
            "Hours at the border come from simulated years: {years} at each of {loads} loads and "
            "{factors} speeds of service.",
            years=found.grid.replications,
            loads=len(found.grid.loads),
            factors=len(found.grid.factors),
        ),
        tell(
            "The chance at the head of the brief comes from the forecast alone, which knows no "
            "border; here trucks must pass it. A scenario supposes that its measures are carried "
            "out by their dates: whether they will be is another question."
        ),
        tell(
            "One crossing stands for the border. Effects and parameters are mostly assumed, see "
            "measures.toml and border.toml; the largest residual of a draw was {residual}, draws "
            "without a solution: {failed}.",
            residual=f"{max(o.residual for o in found.outcomes):.0e}",
            failed=sum(o.failed for o in found.outcomes),
        ),
        tell(
            "Capacity: the trucks a day that cross within {hours} h on average (assumed).",
            hours=Number(STANDARD_H, 0),
        ),
    ]
    if any(o.spread for o in found.outcomes):
        told.append(
            tell(
                "Trucks choose among the crossings by the hours each takes (a logit with an "
                "assumed sensitivity), starting from today's shares. What an assumption moves from "
                "one crossing to another by decree is not in that table."
            )
        )
    effects = (effect for one in facts.programme.measures for effect in one.effects)
    if any(effect.path == "water" for effect in effects):
        told.append(
            tell(
                "Water on the fields moves the harvest by the response of each crop, and what is "
                "sold of it across the border; months in which it may be barred are drawn."
            )
            if facts.bargains
            else tell("Water on the fields moves nothing here: it needs the extra nexus.")
        )
    if any(figure.id == MOST_TODAY for figure in facts.programme.figures):
        told.append(
            tell(
                "Draws in which trucks would wait longer today than the longest queue that was "
                "counted are left out."
            )
        )
    return tuple(say(message) for message in told)


def _json(o: Outcome) -> dict[str, object]:
    return {
        "scenario": o.scenario,
        "reporter": o.reporter,
        "probability": o.probability,
        "turnover_usd": list(o.turnover_usd),
        "gained_usd": list(o.gained_usd),
        "saved_h": list(o.saved_h),
        "relieved_per_day": list(o.relieved),
        "by_year": {str(year): share for year, share in o.by_year},
        "fan_usd": {str(year): list(told) for year, told in o.fan},
        "crossings": [
            {
                "site": one.crossing,
                "trucks_per_day": list(one.trucks),
                "fewer_per_day": list(one.fewer),
                "mean_h": list(one.mean_h),
                "saved_h": list(one.saved_h),
            }
            for one in o.spread
        ],
        "residual": o.residual,
        "failed": o.failed,
    }
