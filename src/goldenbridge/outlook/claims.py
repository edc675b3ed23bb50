"""What was said of the statistics, checked against the statistics."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from goldenbridge.language.messages import Listing, Message, Number, Own, Quantity, tell
from goldenbridge.programme.model import Claim
from goldenbridge.statistics.partners import PartnerTrade, rank_partners
from goldenbridge.statistics.series import Series
from goldenbridge.statistics.units import convert

_SHOWN, _LARGE = 3, 100
HOLDS, FAILS, OPEN = "holds", "fails", "open"


@dataclass(frozen=True, slots=True)
class Checked:
    """A claim and what one reporter's tables say to it; `verdict` is holds, fails or open."""

    claim: str
    text: str
    reporter: str
    verdict: str
    found: Message
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
    claim: Claim, reporter: str, verdict: str, found: Message, sources: Sequence[str]
) -> Checked:
    return Checked(claim.id, claim.text, reporter, verdict, found, tuple(sources))


def _rank(claim: Claim, partners: Sequence[PartnerTrade], reporter: str) -> Checked:
    ranks = rank_partners(partners, reporter, claim.period.year if claim.period else None)
    for rank in ranks:
        if rank.partner == claim.partner:
            found = tell(
                "rank {rank} in {year}: {turnover}",
                rank=rank.rank,
                year=str(rank.year),
                turnover=Quantity(rank.turnover, rank.unit),
            )
            ahead = ranks[: rank.rank - 1]
            if 0 < len(ahead) <= claim.value:
                before = [
                    tell(
                        "{partner} {turnover}",
                        partner=Own(r.partner),
                        turnover=Quantity(r.turnover, r.unit),
                    )
                    for r in ahead
                ]
                found = tell("{found} after {ahead}", found=found, ahead=Listing(before))
            verdict = HOLDS if rank.rank <= claim.value else FAILS
            return _checked(claim, reporter, verdict, found, [rank.source])
    return _checked(claim, reporter, OPEN, tell("not in the tables of partners"), [])


def _growth(claim: Claim, reporter: str, table: Series | None) -> Checked:
    first = table.at(claim.since.year) if table and claim.since else None
    last = table.at(claim.period.year) if table and claim.period else None
    if first is None or last is None:
        return _checked(claim, reporter, OPEN, tell("no table holds both years"), [])
    growth = (last.value / first.value - 1) * 100
    return _checked(
        claim,
        reporter,
        HOLDS if abs(growth - claim.value) <= 0.5 else FAILS,
        tell(
            "{growth}% from {first} to {last}",
            growth=Number(growth, 1, signed=True),
            first=str(first.year),
            last=str(last.year),
        ),
        [*first.sources, *last.sources],
    )


def _level(claim: Claim, reporter: str, table: Series | None) -> Checked:
    point = table.at(claim.period.year) if table and claim.period else None
    if table is None or point is None:
        return _checked(claim, reporter, OPEN, tell("no table of that year yet"), [])
    found = convert(point.value, table.unit, claim.unit)
    near = round(found, _decimals(claim.value)) == claim.value
    return _checked(
        claim,
        reporter,
        HOLDS if (found >= claim.value if claim.at_least else near) else FAILS,
        tell(
            "{figure} in {year}",
            figure=Quantity(found, claim.unit, _SHOWN if abs(found) < _LARGE else None),
            year=str(point.year),
        ),
        point.sources,
    )


def _decimals(value: float) -> int:
    """Digits after the point that the claim gives: 1.7 has one, 1 has none."""
    return len(f"{value:g}".partition(".")[2])
