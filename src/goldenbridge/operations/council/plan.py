"""The plan of cooperation: measures, what each side reports of them, and sessions of the council.

A programme folder and the ledger both give these records, so that everything which is computed of
them holds for either.
"""

from dataclasses import dataclass, field

from goldenbridge.language.cells import cell
from goldenbridge.language.periods import Period

DUE_BASES = ("stated", "inferred", "assumed", "none")
VERDICTS = ACCEPTED, DISPUTED = ("accepted", "disputed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A plan of cooperation, and the days within which its sides report and answer."""

    id: str = cell("id", "short code", example="plan", required=True)
    title: str = cell("text", "title", example="Plan of cooperation 2025-2027", required=True)
    agreement: str = cell(
        "id", "the document that it is", example="plan-2025-2027", refers="document"
    )
    parties: tuple[str, ...] = cell(
        "ids", "its sides", example='["KZ", "KG"]', required=True, refers="party"
    )
    starts: Period = cell("period", "when it begins", example="2025", required=True)
    ends: Period = cell("period", "when it ends", example="2027", required=True)
    reports_from: Period | None = cell(
        "period",
        "first quarter that reports are due for; none is due where it is left out",
        example="2026-Q1",
    )
    report_within_days: int = cell(
        "whole", "days after a quarter within which its report is due", example="30", required=True
    )
    answer_within_days: int = cell(
        "whole",
        "days after a report within which the other side answers",
        example="30",
        required=True,
    )
    note: str = cell("text", "what a reader should know", example="the days are assumed")
    sources: tuple[str, ...] = cell(
        "ids", "where it stands", example='["trend-29"]', refers="source"
    )
    version: int | None = cell("whole", "place in the ledger this was exported from", example="17")


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """The side that must act, and who answers for it there."""

    party: str = cell("id", "the side", example="KZ", required=True, refers="party")
    body: str = cell(
        "text", "ministry or agency; left out where no source tells", example="ministry of trade"
    )
    sources: tuple[str, ...] = cell("ids", "where it stands", example='["baq-3"]', refers="source")


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What a report rests on."""

    text: str = cell("text", "what it shows", example="photographs of the lanes", required=True)
    url: str = cell("url", "address", example="https://example.org/item")
    on: Period | None = cell("period", "when it was so", example="2026-03-30")
    sha256: str = cell("text", "SHA-256 of the file that was shown, in hex", example="9f86d081…")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the other side says to a report."""

    by: str = cell("id", "the side that answers", example="KG", required=True, refers="party")
    on: Period = cell("period", "day of the answer", example="2026-04-20", required=True)
    verdict: str = cell(
        "choice", "accepted or disputed", example="disputed", required=True, choices=VERDICTS
    )
    text: str = cell("text", "its position", example="two of the three lanes are closed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a side says of a measure for a quarter; a later one for it stands in its place."""

    id: str = cell("id", "short code", example="r1", required=True)
    by: str = cell("id", "the side that reports", example="KZ", required=True, refers="party")
    quarter: Period = cell("period", "the quarter", example="2026-Q1", required=True)
    filed: Period = cell("period", "day it was filed", example="2026-04-10", required=True)
    done: bool = cell(
        "yes_no", "whether the side says that the measure is done", example="no", required=True
    )
    text: str = cell("text", "what was done", example="three lanes are open", required=True)
    proofs: tuple[Proof, ...] = field(default=(), metadata={"table": Proof})
    answers: tuple[Answer, ...] = field(default=(), metadata={"table": Answer})


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A later deadline that one side proposes; it holds from the day the other agrees."""

    id: str = cell("id", "short code", example="m1", required=True)
    by: str = cell("id", "the side that proposes", example="KZ", required=True, refers="party")
    proposed: Period = cell("period", "day of the proposal", example="2026-05-02", required=True)
    due: Period = cell("period", "the deadline proposed", example="2027", required=True)
    why: str = cell("text", "its reason", example="the contractor has changed", required=True)
    answered: Period | None = cell("period", "day of the answer", example="2026-05-20")
    agreed: bool = cell("yes_no", "whether the other side agreed", example="yes")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanMeasure:
    """One measure of a plan, with everything both sides have said of it."""

    id: str = cell("id", "short code", example="M01", required=True)
    plan: str = cell("id", "the plan", example="plan", required=True, refers="plan")
    title: str = cell(
        "text", "the measure in own words", example="rebuild the checkpoints", required=True
    )
    sector: str = cell("id", "sector", example="transport", required=True, refers="sector")
    done_when: str = cell(
        "text", "what counts as done", example="trucks pass all eight points", required=True
    )
    basis: str = cell(
        "choice",
        "whether a source says that it stands in the plan, or it is only known to be agreed",
        example="inferred",
        required=True,
        choices=("stated", "inferred", "assumed"),
    )
    commitments: tuple[str, ...] = cell(
        "ids", "promises it carries out", example='["C029"]', refers="commitment"
    )
    effects: str = cell(
        "id", "measure of measures.toml that tells what it changes", example="", refers="measure"
    )
    starts: Period | None = cell("period", "when work begins", example="2025-08-22")
    due: Period | None = cell("period", "deadline it was registered with", example="2027")
    due_basis: str = cell(
        "choice",
        "whether the deadline is stated, inferred or assumed; none where there is none",
        example="inferred",
        required=True,
        choices=DUE_BASES,
    )
    note: str = cell("text", "what a reader should know", example="")
    sources: tuple[str, ...] = cell("ids", "where it stands", example='["baq-9"]', refers="source")
    registered: Period | None = cell(
        "period", "day it was put on the register", example="2026-03-02"
    )
    version: int | None = cell("whole", "place in the ledger this was exported from", example="17")
    owners: tuple[Owner, ...] = field(default=(), metadata={"table": Owner})
    reports: tuple[Report, ...] = field(default=(), metadata={"table": Report})
    moves: tuple[Move, ...] = field(default=(), metadata={"table": Move})


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A point of the agenda."""

    text: str = cell("text", "what is talked about", example="two lanes disputed", required=True)
    measures: tuple[str, ...] = cell(
        "ids", "measures it concerns", example='["M01"]', refers="plan measure"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A point of a resolution; it keeps its id from one session to the next."""

    id: str = cell("id", "short code", example="3", required=True)
    text: str = cell("text", "what was decided", example="open the third lane", required=True)
    measure: str = cell("id", "measure it concerns", example="M01", refers="plan measure")
    due: Period | None = cell("period", "by when", example="2026-12")


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A session of the council: agenda, minutes and resolution."""

    id: str = cell("id", "short code", example="igc-14", required=True)
    title: str = cell(
        "text", "title", example="Intergovernmental Council, 14th session", required=True
    )
    on: Period = cell("period", "its day, or what is known of it", example="2026-11", required=True)
    place: str = cell("text", "where", example="Bishkek")
    minutes: str = cell("text", "what was said", example="")
    agenda_fixed: Period | None = cell("period", "day the agenda was fixed", example="2026-10-20")
    minutes_kept: Period | None = cell("period", "day the minutes were kept", example="2026-11-14")
    resolved: Period | None = cell("period", "day of the resolution", example="2026-11-13")
    sources: tuple[str, ...] = cell("ids", "where it stands", example='["baq-4"]', refers="source")
    version: int | None = cell("whole", "place in the ledger this was exported from", example="17")
    agenda: tuple[Item, ...] = field(default=(), metadata={"table": Item})
    resolution: tuple[Point, ...] = field(default=(), metadata={"table": Point})


@dataclass(frozen=True, slots=True)
class Register:
    """Plans, their measures in the order they were registered, and sessions by day."""

    plans: tuple[Plan, ...]
    measures: tuple[PlanMeasure, ...]
    sessions: tuple[Session, ...]
