"""Numbers with their range and source, which the other blocks of `border.toml` name by id."""

from dataclasses import dataclass

from goldenbridge.language.cells import cell
from goldenbridge.statistics.observations import BASES


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number, its plausible range and where it comes from."""

    id: str = cell("id", "name the other blocks use", example="scan-new", required=True)
    value: float = cell("number", "the value used", example="1.2", required=True)
    low: float | None = cell("number", "lowest plausible value", example="1.0")
    high: float | None = cell("number", "highest plausible value", example="2.0")
    unit: str = cell("text", "unit", example="min", required=True)
    basis: str = cell(
        "choice",
        "stated by a source, derived from one, or assumed",
        example="stated",
        required=True,
        choices=BASES,
    )
    sources: tuple[str, ...] = cell("ids", "where it stands", example='["adb-2"]', refers="source")
    note: str = cell("text", "how it was derived, or why it is assumed", example="50 an hour")
