"""A basin as one value: what `basin.toml` says of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from goldenbridge.language.cells import cell
from goldenbridge.language.periods import Period
from goldenbridge.nexus.power import Side, Swap
from goldenbridge.nexus.water import Closure, Crop, Inflow, Need, Reservoir, Share
from goldenbridge.statistics.observations import BASES

KINDS = ("inflow", "release", "volume", "water", "out", "back", "fuel")
UNITS = ("Mm3", "GWh", "kt")
CHANGES = ("coefficient", "dead", "share")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of the accounts: what was agreed for a period, and what was done."""

    period: Period = cell("period", "when", example="2025-04/2025-09", required=True)
    kind: str = cell(
        "choice",
        "inflow, release or volume of a reservoir, water for a side, or power of a swap",
        example="water",
        required=True,
        choices=KINDS,
    )
    of: str = cell("id", "reservoir, side or swap", example="KZ", required=True)
    planned: float | None = cell("number", "agreed or planned", example="400")
    actual: float | None = cell("number", "done", example="427.5")
    unit: str = cell("choice", "unit of both", example="Mm3", required=True, choices=UNITS)
    basis: str = cell(
        "choice",
        "stated by a source, derived from one, or assumed",
        example="stated",
        required=True,
        choices=BASES,
    )
    sources: tuple[str, ...] = cell("ids", "where it stands", example='["kt-2"]', refers="source")
    note: str = cell("text", "what a reader should know", example="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """The basin with one figure taken from another source."""

    id: str = cell("id", "short code", example="even-swap", required=True)
    title: str = cell("text", "title", example="Power returned one for one", required=True)
    change: str = cell(
        "choice",
        "coefficient of a swap, dead volume of a reservoir, or share of a side",
        example="coefficient",
        required=True,
        choices=CHANGES,
    )
    of: str = cell("id", "swap, reservoir or side", example="kg-kz", required=True)
    value: float = cell("figure", "value it takes", example="1.0", required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Basin:
    """A river basin that two or more states share."""

    id: str = cell("id", "short code", example="talas", required=True)
    name: str = cell("text", "name", example="Talas", required=True)
    note: str = cell("text", "what a reader should know", example="")
    first_month: int = cell(
        "whole", "month a plan starts with, 1 to 12", example="4", required=True
    )
    breach_usd_m3: float = cell(
        "figure", "cost of a release other than agreed, USD/m³", example="0.01", required=True
    )
    sides: tuple[Side, ...] = field(default=(), metadata={"table": Side})
    reservoirs: tuple[Reservoir, ...] = field(default=(), metadata={"table": Reservoir})
    inflows: tuple[Inflow, ...] = field(default=(), metadata={"table": Inflow})
    needs: tuple[Need, ...] = field(default=(), metadata={"table": Need})
    crops: tuple[Crop, ...] = field(default=(), metadata={"table": Crop})
    shares: tuple[Share, ...] = field(default=(), metadata={"table": Share})
    swaps: tuple[Swap, ...] = field(default=(), metadata={"table": Swap})
    closures: tuple[Closure, ...] = field(default=(), metadata={"table": Closure})
    variants: tuple[Variant, ...] = field(default=(), metadata={"table": Variant})
    entries: tuple[Entry, ...] = field(default=(), metadata={"table": Entry})

    def months(self, count: int = 12) -> tuple[int, ...]:
        """The calendar months, 1 to 12, of a plan of `count` months."""
        return tuple((self.first_month - 1 + t) % 12 + 1 for t in range(count))

    def at_table(self, asked: Iterable[str] = ()) -> tuple[str, ...]:
        """The sides that negotiate: all but the optional ones that are not `asked`."""
        wanted = set(asked)
        return tuple(side.id for side in self.sides if not side.optional or side.id in wanted)

    def under(self, variant: Variant) -> "Basin":
        """The same basin with the figure of `variant`; a share leaves the rest to the others."""
        if variant.change == "coefficient":
            swaps = (
                replace(s, coefficient=variant.value) if s.id == variant.of else s
                for s in self.swaps
            )
            return replace(self, swaps=tuple(swaps))
        if variant.change == "dead":
            reservoirs = (
                replace(r, dead_mm3=variant.value) if r.id == variant.of else r
                for r in self.reservoirs
            )
            return replace(self, reservoirs=tuple(reservoirs))
        return replace(self, shares=tuple(self._shared(s, variant) for s in self.shares))

    def _shared(self, share: Share, variant: Variant) -> Share:
        own = next((s for s in self.shares if (s.side, s.below) == (variant.of, share.below)), None)
        if own is None:
            return share
        if share.side == variant.of:
            return replace(share, share=variant.value)
        rest = (1 - variant.value) / (1 - own.share) if own.share < 1 else 0.0
        return replace(share, share=share.share * rest)
