"""Trade of one state with each of its partners, and the rank of a partner among them."""

from collections.abc import Iterable
from dataclasses import dataclass

from goldenbridge.language.cells import cell
from goldenbridge.language.periods import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerTrade:
    """A year's trade of a reporter with one partner, or with a group of countries."""

    reporter: str = cell("id", "whose figure it is", example="kg", required=True, refers="reporter")
    year: int = cell("whole", "calendar year", example="2023", required=True)
    partner: str = cell("text", "partner as the table names it", example="China", required=True)
    kind: str = cell(
        "choice",
        "a country, or a group that must not be ranked as one",
        example="country",
        required=True,
        choices=("country", "group"),
    )
    exports: float | None = cell("number", "exports to the partner", example="77.4")
    imports: float | None = cell("number", "imports from the partner", example="5352.1")
    unit: str = cell("text", "unit of both figures", example="USD mn", required=True)
    vintage: Period = cell("period", "when it was published", example="2024-10-01", required=True)
    source: str = cell("id", "where it stands", example="nsc-2024", required=True, refers="source")

    @property
    def turnover(self) -> float:
        """Exports plus imports, in `unit`; an absent flow counts as none."""
        return (self.exports or 0.0) + (self.imports or 0.0)


@dataclass(frozen=True, slots=True)
class Rank:
    """Place of a partner by turnover in a year; 1 is the largest."""

    reporter: str
    year: int
    rank: int
    partner: str
    turnover: float
    unit: str
    source: str


def rank_partners(
    trade: Iterable[PartnerTrade], reporter: str, year: int | None = None
) -> tuple[Rank, ...]:
    """Countries by turnover with `reporter`, largest first; groups are left out.

    `year` defaults to the latest in the table; of several vintages the latest counts.
    """
    rows = [row for row in trade if row.reporter == reporter and row.kind == "country"]
    if not rows:
        return ()
    chosen = max(row.year for row in rows) if year is None else year
    latest: dict[str, PartnerTrade] = {}
    for row in sorted(rows, key=lambda row: row.vintage):
        if row.year == chosen:
            latest[row.partner] = row
    ordered = sorted(latest.values(), key=lambda row: (-row.turnover, row.partner))
    return tuple(
        Rank(reporter, chosen, place, row.partner, row.turnover, row.unit, row.source)
        for place, row in enumerate(ordered, start=1)
    )
