"""How good were forecasts like these?"""

from goldenbridge.language.languages import Language
from goldenbridge.language.messages import Listing, Number, Share, tell
from goldenbridge.outlook.record import Record, replay
from goldenbridge.report.facts import Facts
from goldenbridge.report.section import Section, Table

_METHOD = tell(
    "Pseudo-real-time: one later file cut off at each past year, as the tables of those years no "
    "longer exist. Events: at least 1, 1.25 and 1.5 times the last value, one to five years after."
)


def section(facts: Facts) -> Section:
    """The tool's own record on the longest table of the headline's indicator."""
    say = facts.language.say
    title = say("How good are such forecasts?")
    records = [
        record
        for (name, _), table in facts.tables.items()
        if name == facts.indicator and (record := replay(table)) is not None
    ]
    if not records:
        none = say("No table is long enough to replay forecasts on.")
        return Section("record", title, none, data={"record": None})
    record = max(records, key=lambda record: record.forecasts)
    return Section(
        id="record",
        title=title,
        answer=f"{_answer(facts, record)} {_compared(facts.language, record)}",
        tables=(_scores(facts.language, record), _reliability(facts.language, record)),
        assumptions=(say(_METHOD),),
        data={"record": _json(record)},
    )


def _answer(facts: Facts, record: Record) -> str:
    return facts.language.say(
        "Replayed on the {side} tables from {start}: {n} forecasts, Brier {own} against {naive} "
        "naive and {drift} with drift; {covered} fell inside the {level} interval.",
        side=facts.side(record.reporter),
        start=str(record.first_origin),
        n=record.forecasts,
        own=Number(record.brier, 3),
        naive=Number(record.brier_naive, 3),
        drift=Number(record.brier_drift, 3),
        covered=Share(record.coverage80),
        level=Share(0.8),
    )


def _compared(language: Language, record: Record) -> str:
    rivals = (
        (tell("no growth"), record.brier_naive),
        (tell("past growth going on"), record.brier_drift),
    )
    better = [name for name, score in rivals if score < record.brier]
    bins = record.reliability
    n = sum(b.n for b in bins)
    words = language.say(
        "On average it gave {said} to what came {came} of the time.",
        said=Share(sum(b.said * b.n for b in bins) / n),
        came=Share(sum(b.came * b.n for b in bins) / n),
    )
    if not better:
        return words
    rival = language.say("A better Brier score had: {rivals}.", rivals=Listing(better))
    return f"{words} {rival}"


def _scores(language: Language, record: Record) -> Table:
    say = language.say
    scored = (
        (say("Brier"), (record.brier, record.brier_naive, record.brier_drift)),
        (
            say("CRPS, {unit}", unit=language.unit(record.unit)),
            (record.crps, record.crps_naive, record.crps_drift),
        ),
    )
    numeric = (say("this tool"), say("naive"), say("drift"))
    return Table(
        id="record",
        caption=say("Scores of {n} replayed forecasts; lower is better", n=record.forecasts),
        columns=(say("score"), *numeric),
        rows=tuple((name, *(language.number(v, 4) for v in values)) for name, values in scored),
        numeric=numeric,
    )


def _reliability(language: Language, record: Record) -> Table:
    say = language.say
    numeric = (say("said on average"), say("came"), say("cases"))
    return Table(
        id="reliability",
        caption=say("When the tool said so much, it came so often"),
        columns=(say("said between"), *numeric),
        rows=tuple(
            (
                say("{low} and {high}", low=Share(b.low), high=Share(b.high)),
                language.percent(b.said),
                language.percent(b.came),
                str(b.n),
            )
            for b in record.reliability
        ),
        numeric=numeric,
    )


def _json(record: Record) -> dict[str, object]:
    return {
        "indicator": record.indicator,
        "reporter": record.reporter,
        "unit": record.unit,
        "first_origin": record.first_origin,
        "last_origin": record.last_origin,
        "forecasts": record.forecasts,
        "brier": record.brier,
        "brier_naive": record.brier_naive,
        "brier_drift": record.brier_drift,
        "crps": record.crps,
        "crps_naive": record.crps_naive,
        "crps_drift": record.crps_drift,
        "coverage80": record.coverage80,
        "reliability": [
            {"low": b.low, "high": b.high, "said": b.said, "came": b.came, "n": b.n}
            for b in record.reliability
        ],
    }
