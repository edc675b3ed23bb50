"""What was said of the statistics, checked against the statistics."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from goldenbridge.language.words import number, percent, quantity
from goldenbridge.programme.model import Claim
from goldenbridge.statistics.partners import PartnerTrade, rank_partners
from goldenbridge.statistics.series import Series
from goldenbridge.statistics.units import convert

HOLDS, FAILS, OPEN = "holds", "fails", "open"


@dataclass(frozen=True, slots=True)
class Checked:
    """A claim and what one reporter's tables say to it; `verdict` is holds, fails or open."""

    claim: str
    text: str
    reporter: str
    verdict: str
    found: str
    sources: tuple[str, ...]


def check(
    claim: Claim,
    tables: Mapping[tuple[str, str], Series],
    partners: Sequence[PartnerTrade],
    reporters: Sequence[str],
) -> tuple[Checked, ...]:
    """Check `claim` against each reporter it concerns.

    `tables` holds the series made of tables alone, by indicator and reporter: what an official
    said is never evidence for what an official said. A level holds when the table, rounded as the
    claim is, gives the claim's figure, or is at least that where the claim says "over"; growth when
    it comes within half a percentage point; a rank when the partner stands at least as high.
    """
    chosen = [claim.reporter] if claim.reporter else list(reporters)
    if claim.check == "rank":
        return tuple(_rank(claim, partners, reporter) for reporter in chosen)
    test = _growth if claim.check == "growth" else _level
    return tuple(
        test(claim, reporter, tables.get((claim.indicator, reporter))) for reporter in chosen
    )


def _checked(
    claim: Claim, reporter: str, verdict: str, found: str, sources: Sequence[str]
) -> Checked:
    return Checked(claim.id, claim.text, reporter, verdict, found, tuple(sources))


def _rank(claim: Claim, partners: Sequence[PartnerTrade], reporter: str) -> Checked:
    ranks = rank_partners(partners, reporter, claim.period.year if claim.period else None)
    for rank in ranks:
        if rank.partner == claim.partner:
            ahead = [f"{r.partner} {quantity(r.turnover, r.unit)}" for r in ranks[: rank.rank - 1]]
            after = f" after {', '.join(ahead)}" if 0 < len(ahead) <= claim.value else ""
            return _checked(
                claim,
                reporter,
                HOLDS if rank.rank <= claim.value else FAILS,
                f"rank {rank.rank} in {rank.year}: {quantity(rank.turnover, rank.unit)}{after}",
                [rank.source],
            )
    return _checked(claim, reporter, OPEN, f"no table of {claim.partner} among partners", [])


def _growth(claim: Claim, reporter: str, table: Series | None) -> Checked:
    first = table.at(claim.since.year) if table and claim.since else None
    last = table.at(claim.period.year) if table and claim.period else None
    if first is None or last is None:
        return _checked(claim, reporter, OPEN, "no table holds both years", [])
    found = last.value / first.value - 1
    return _checked(
        claim,
        reporter,
        HOLDS if abs(found * 100 - claim.value) <= 0.5 else FAILS,
        f"{'+' if found >= 0 else ''}{percent(found, 1)} from {first.year} to {last.year}",
        [*first.sources, *last.sources],
    )


def _level(claim: Claim, reporter: str, table: Series | None) -> Checked:
    point = table.at(claim.period.year) if table and claim.period else None
    if table is None or point is None:
        return _checked(claim, reporter, OPEN, "no table of that year yet", [])
    found = convert(point.value, table.unit, claim.unit)
    near = round(found, _decimals(claim.value)) == claim.value
    return _checked(
        claim,
        reporter,
        HOLDS if (found >= claim.value if claim.at_least else near) else FAILS,
        f"{number(found)} {claim.unit} in {point.year}",
        point.sources,
    )


def _decimals(value: float) -> int:
    """Digits after the point that the claim gives: 1.7 has one, 1 has none."""
    return len(f"{value:g}".partition(".")[2])
