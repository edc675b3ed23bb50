"""What should be built at the border, and would anyone build it? The answer that is kept."""

from dataclasses import replace

from goldenbridge.language.messages import Chance, Number
from goldenbridge.report.design_kept import Kept
from goldenbridge.report.design_told import Told
from goldenbridge.report.facts import Facts
from goldenbridge.report.section import Section
from goldenbridge.report.sections import design_money, design_plan

COMMAND = "`goldenbridge design FOLDER --keep`"


def section(facts: Facts) -> Section:
    """The cost and the money of the design that the folder keeps."""
    say = facts.language.say
    title = say("What should be built at the border, and would anyone build it?")
    kept = facts.design
    if kept is None:
        return Section("design", title, _missing(facts), data={"design": None})
    made = Section(
        id="design",
        title=title,
        answer=_answer(facts, kept),
        assumptions=_assumptions(facts, kept),
        data={"design": _json(kept)},
    )
    if kept.found is None:
        return made
    run = Told(facts.programme, facts.language, kept.found)
    tables = (design_plan.section(run).tables[0], design_money.section(run).tables[0])
    return replace(made, tables=tables)


def _missing(facts: Facts) -> str:
    say, programme = facts.language.say, facts.programme
    if not programme.designs:
        return say("The folder does not say what could be built.")
    if facts.as_of < programme.latest_record:
        return say("What could be built is described as it is known now, not as on that day.")
    return say("No answer is kept; {command} finds one.", command=COMMAND)


def _answer(facts: Facts, kept: Kept) -> str:
    say, cost = facts.language.say, kept.cost
    first, tender = kept.bids.get("forecast") or kept.bids["kept"], kept.bids.get("tender")
    answer = say(
        "The cheapest that keeps its promise: {built} mn USD ({low} to {high}) to build, {yearly} "
        "mn a year.",
        built=Number(cost.built.median / 1e6, 0),
        low=Number(cost.built.low / 1e6, 0),
        high=Number(cost.built.high / 1e6, 0),
        yearly=Number(cost.yearly.median / 1e6, 1),
    )
    values = {"value": Number(first.value.median / 1e6, 0, signed=True), "loss": Chance(first.loss)}
    if tender is None:
        answer += " " + say("Value to the company {value} mn USD, chance of loss {loss}.", **values)
    else:
        answer += " " + say(
            "Value to the company {value} mn USD, chance of loss {loss} (in the tenders {tender}).",
            **values,
            tender=Chance(tender.loss),
        )
    if kept.found is None:
        answer += " " + say(
            "Found before the folder changed: {command} renews it.", command=COMMAND
        )
    return answer


def _assumptions(facts: Facts, kept: Kept) -> tuple[str, ...]:
    say = facts.language.say
    found = say(
        "Found by {command} with the trade known on {day}. Cost and value are medians, with eight "
        "draws of ten of every figure from its range in brackets.",
        command=COMMAND,
        day=kept.known,
    )
    if kept.found is None:
        return (found,)
    run = Told(facts.programme, facts.language, kept.found)
    return (found, *design_plan.section(run).assumptions, *design_money.section(run).assumptions)


def _json(kept: Kept) -> dict[str, object]:
    return {
        "id": kept.design,
        "known": kept.known.isoformat(),
        "current": kept.found is not None,
        "built_usd": kept.cost.built._asdict(),
        "yearly_usd": kept.cost.yearly._asdict(),
        "stated_usd": {"built": kept.bill.investment, "yearly": kept.bill.yearly},
        "mean_h": kept.mean_h,
        "bids": {name: design_money.as_json(bid) for name, bid in kept.bids.items()},
    }
