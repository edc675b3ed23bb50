"""Observations: what was measured, by whom, published when, and how firmly."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from goldenbridge.language.cells import cell
from goldenbridge.language.periods import Period

BASES = ("stated", "derived", "assumed")
STANDINGS = ("final", "preliminary", "spoken")
CONFIDENCES = ("high", "medium", "low")


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """One value of one indicator for one period, as one reporter published it at one time."""

    indicator: str = cell(
        "id", "what was measured", example="turnover", required=True, refers="indicator"
    )
    reporter: str = cell("id", "whose figure it is", example="kz", required=True, refers="reporter")
    period: Period = cell("period", "the time measured", example="2023", required=True)
    value: float = cell("number", "the figure", example="1688.136", required=True)
    unit: str = cell("text", "unit of the figure", example="USD mn", required=True)
    basis: str = cell(
        "choice",
        "stated by the source, derived from its figures, or assumed",
        example="stated",
        required=True,
        choices=BASES,
    )
    standing: str = cell(
        "choice",
        "final table, preliminary table, or spoken by an official",
        example="final",
        required=True,
        choices=STANDINGS,
    )
    confidence: str = cell(
        "choice",
        "how sure the reading is; only high enters a forecast",
        example="high",
        required=True,
        choices=CONFIDENCES,
    )
    vintage: Period = cell("period", "when it was published", example="2024-07-25", required=True)
    source: str = cell("id", "where it stands", example="bns-2024", required=True, refers="source")
    note: str = cell("text", "what a reader should know", example="")
    printed: str = cell(
        "text", "the figure as the source prints it, where that misleads", example="$1,340 billion"
    )


def known(observations: Iterable[Observation], as_of: date) -> tuple[Observation, ...]:
    """The observations published by `as_of`."""
    return tuple(o for o in observations if o.vintage.middle <= as_of)
