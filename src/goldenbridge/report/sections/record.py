"""How good were forecasts like these?"""

from goldenbridge.language.words import listing, percent
from goldenbridge.outlook.record import Record, replay
from goldenbridge.report.facts import Facts
from goldenbridge.report.section import Section, Table

_METHOD = (
    "Pseudo-real-time: one later file cut off at each past year, as the tables of those years no "
    "longer exist. Events: at least 1, 1.25 and 1.5 times the last value, one to five years after."
)


def section(facts: Facts) -> Section:
    """The tool's own record on the longest table of the headline's indicator."""
    records = [
        record
        for (name, _), table in facts.tables.items()
        if name == facts.indicator and (record := replay(table)) is not None
    ]
    if not records:
        return Section("record", "How good are such forecasts?", _NONE, data={"record": None})
    record = max(records, key=lambda record: record.forecasts)
    return Section(
        id="record",
        title="How good are such forecasts?",
        answer=_answer(facts, record),
        tables=(_scores(record), _reliability(record)),
        assumptions=(_METHOD,),
        data={"record": _json(record)},
    )


def _answer(facts: Facts, record: Record) -> str:
    own, naive, drift = (
        f"{score:.3f}" for score in (record.brier, record.brier_naive, record.brier_drift)
    )
    return (
        f"Replayed on the {facts.side(record.reporter)} tables from {record.first_origin}: "
        f"{record.forecasts} forecasts, Brier {own} against {naive} naive and {drift} with drift; "
        f"{percent(record.coverage80)} of outcomes fell inside the 80% interval."
        f"{_compared(record)}"
    )


def _compared(record: Record) -> str:
    rivals = (("no growth", record.brier_naive), ("past growth going on", record.brier_drift))
    better = [name for name, score in rivals if score < record.brier]
    bins = record.reliability
    n = sum(b.n for b in bins)
    said = percent(sum(b.said * b.n for b in bins) / n)
    came = percent(sum(b.came * b.n for b in bins) / n)
    words = f" On average it gave {said} to what came {came} of the time."
    return words + (
        f" {listing(better).capitalize()} had the better Brier score." if better else ""
    )


_NONE = "No table is long enough to replay forecasts on."


def _scores(record: Record) -> Table:
    return Table(
        id="record",
        caption=f"Scores of {record.forecasts} replayed forecasts; lower is better",
        columns=("score", "this tool", "naive", "drift"),
        rows=(
            (
                "Brier",
                f"{record.brier:.4f}",
                f"{record.brier_naive:.4f}",
                f"{record.brier_drift:.4f}",
            ),
            (
                f"CRPS, {record.unit}",
                f"{record.crps:.4f}",
                f"{record.crps_naive:.4f}",
                f"{record.crps_drift:.4f}",
            ),
        ),
        numeric=("this tool", "naive", "drift"),
    )


def _reliability(record: Record) -> Table:
    return Table(
        id="reliability",
        caption="When the tool said so much, it came so often",
        columns=("said between", "said on average", "came", "cases"),
        rows=tuple(
            (
                f"{percent(b.low)} and {percent(b.high)}",
                percent(b.said),
                percent(b.came),
                str(b.n),
            )
            for b in record.reliability
        ),
        numeric=("said on average", "came", "cases"),
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
