"""Whether a level is reached: growth needed, growth achieved, and the calibrated probability.

Status of a level that is still open follows the rule of national platforms for the Sustainable
Development Goals (Eurostat 2023, "Sustainable development in the European Union", annex on the
assessment of trends with a quantitative target): the ratio of achieved to required growth.
"""

import math
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from goldenbridge.language.messages import Message, Quantity, tell
from goldenbridge.language.periods import whole_year
from goldenbridge.outlook.milestones import Chance
from goldenbridge.outlook.verdicts import Verdict, judge_values
from goldenbridge.programme.model import Commitment
from goldenbridge.statistics.series import Point, Series, growth
from goldenbridge.statistics.units import convert
from goldenbridge.trade.draws import Draws

WORDS = (
    ("on_track", 0.95, tell("achieved growth is at least 95% of what is required")),
    ("accelerate", 0.60, tell("achieved growth is 60 to 95% of what is required")),
    ("limited", 0.0, tell("achieved growth is positive but under 60% of what is required")),
    ("deteriorating", -np.inf, tell("the indicator moves away from the target")),
)
_MEASURED = tell("figures measured")
_FORECAST = tell("calibrated forecast")
_REFERENCE = tell("reference class of promises")
_EVIDENCE = tell("evidence recorded")
_TRAILING_YEARS = 5
_SURE = 2.0
_QUANTILES = (0.1, 0.5, 0.9)


@dataclass(frozen=True, slots=True)
class Attainment:
    """One promise by one reporter and one reading of its deadline.

    Values in `unit`, growth a year as fractions; `latest` is the last year measured whole and
    `standing` says how firmly; `probability` is that of standing at the target in its year, for a
    promise still open; `years` holds the share of draws that have
    reached the target by each year. `median` and `interval80` are the indicator's value in the
    target year for a level, the date of completion for a milestone or an act; `probability80` is
    the interval of a chance taken from a reference class. What does not apply is None.
    """

    commitment: str
    kind: str
    unit: str
    status: str
    reason: Message
    method: Message
    indicator: str = ""
    reporter: str = ""
    target: float | None = None
    deadline: date | None = None
    deadline_basis: str = "none"
    baseline: tuple[str, float] | None = None
    latest: tuple[str, float] | None = None
    standing: str = ""
    required_growth: float | None = None
    required_from_now: float | None = None
    achieved_growth: float | None = None
    ratio: float | None = None
    probability: float | None = None
    median: float | date | None = None
    interval80: tuple[float, float] | tuple[date | None, date | None] | None = None
    probability80: tuple[float, float] | None = None
    years: tuple[tuple[int, float], ...] = ()
    sources: tuple[str, ...] = ()


def attain_level(
    commitment: Commitment,
    series: Series,
    draws: Draws | None,
    *,
    as_of: date,
) -> tuple[Attainment, ...]:
    """The promise by one reporter, once for its deadline or for each reading of it.

    `series` and `draws` are in the unit of the indicator; the target is converted to it. Growth is
    counted from the promise's baseline year, or from the last one before it was made. A
    series that starts long after the promise says nothing of it: no attainment. Raises UnitError
    when the units do not fit.
    """
    if commitment.target is None or series.points[0].year > commitment.made_on.year + 1:
        return ()
    target = convert(commitment.target, commitment.unit, series.unit)
    level = _Level(commitment, series, draws, target, as_of)
    if commitment.deadline:
        return (level.attain(commitment.deadline.end, commitment.deadline_basis),)
    return tuple(level.attain(r.deadline.end, r.basis) for r in commitment.readings) or (
        level.attain(None, "none"),
    )


@dataclass(frozen=True, slots=True)
class _Level:
    """What is known of one promise by one reporter, in the indicator's unit."""

    commitment: Commitment
    series: Series
    draws: Draws | None
    target: float
    as_of: date

    def attain(self, due: date | None, basis: str) -> Attainment:
        final = _target_year(due)
        start, last = self._baseline, self.series.measured[-1]
        verdict, deciding = self._verdict(due)
        required = achieved = ratio = from_now = None
        grows = min(start.value, last.value, self.target) > 0
        if grows and final is not None and start.year < final:
            required = growth(start.value, self.target, final - start.year)
            achieved = self._achieved(start.year, min(final, last.year))
            ratio = achieved / required if required and achieved is not None else None
        if grows and final is not None and last.year < final:
            from_now = growth(last.value, self.target, final - last.year)
        status: str = verdict.status
        if status == "pending" and ratio is not None:
            status = self._pace(start, last, ratio)
        known = Attainment(
            commitment=self.commitment.id,
            kind=self.commitment.kind,
            unit=self.series.unit,
            status=status,
            reason=verdict.reason,
            method=_MEASURED,
            indicator=self.series.indicator,
            reporter=self.series.reporter,
            target=self.target,
            deadline=due,
            deadline_basis=basis,
            baseline=(str(start.year), start.value),
            latest=(str(last.year), last.value),
            standing=last.standing,
            required_growth=required,
            required_from_now=from_now,
            achieved_growth=achieved,
            ratio=ratio,
            sources=tuple(dict.fromkeys(s for p in (start, *deciding) for s in p.sources)),
        )
        if self.draws is None or verdict.status != "pending":
            return known
        return self._ahead(known, self.draws, final)

    def _pace(self, start: Point, last: Point, ratio: float) -> str:
        """The word for a target still ahead; one passed at the start is held or lost."""
        at_most = self.commitment.at_most
        if (self.target > start.value) != at_most:
            return next(word for word, least, _ in WORDS if ratio >= least)
        held = last.value <= self.target if at_most else last.value >= self.target
        return "on_track" if held else "deteriorating"

    def _ahead(self, known: Attainment, draws: Draws, final: int | None) -> Attainment:
        """With the forecast: the year reached, and what the target year brings."""
        met = draws.reached(self.target, at_most=self.commitment.at_most)
        share = np.maximum.accumulate(met, axis=1).mean(axis=0)
        years = tuple(zip(draws.years, (float(s) for s in share), strict=True))
        told = replace(known, method=_FORECAST, years=years)
        if final not in draws.years:
            return told
        low, median, high = draws.quantiles(final, *_QUANTILES)
        return replace(
            told,
            probability=float(met[:, draws.years.index(final)].mean()),
            median=median,
            interval80=(low, high),
        )

    @property
    def _baseline(self) -> Point:
        stated = self.commitment.baseline_period
        year = stated.year if stated else self.commitment.made_on.year - 1
        known = [point for point in self.series.measured if point.year <= year]
        return known[-1] if known else self.series.measured[0]

    def _verdict(self, due: date | None) -> tuple[Verdict, tuple[Point, ...]]:
        """By the years measured since the promise, with the points that decide it.

        What came after the deadline is not the promise's own, and one inside a year is judged, once
        past, by the last whole year. A figure that is not final settles
        nothing while the target lies within twice its error.
        """
        made, last = self.commitment.made_on.year, self.series.measured[-1]
        final = _target_year(due) or last.year
        own = [p for p in self.series.measured if made <= p.year <= final]
        firm = {p.year: p for p in own if not self._too_close(p)}
        if due is not None and self.as_of > due:
            due = date(final, 12, 31)
        verdict = judge_values(
            [(whole_year(year), p.value) for year, p in firm.items()],
            target=self.target,
            baseline=self._baseline.value,
            due=due,
            as_of=self.as_of,
            at_most=self.commitment.at_most,
            unit=self.series.unit,
            heard=self.as_of,
        )
        if own and own[-1].year not in firm and verdict.status != "kept":
            reason = tell(
                "{reason}; {value} was told for {year}, too close to the target to settle it",
                reason=verdict.reason,
                value=Quantity(own[-1].value, self.series.unit),
                year=str(own[-1].year),
            )
            verdict = replace(verdict, reason=reason)
        if verdict.decisive is None or verdict.status == "pending":
            return verdict, (last,)
        return verdict, (firm[verdict.decisive[0].year],)

    def _too_close(self, point: Point) -> bool:
        if point.error == 0 or min(point.value, self.target) <= 0:
            return False
        return abs(math.log(point.value / self.target)) <= _SURE * point.error

    def _achieved(self, first: int, last: int) -> float | None:
        """Growth since the baseline; over the last five years where nothing came after it."""
        points = {point.year: point.value for point in self.series.measured}
        if last <= first:
            first = max(self.series.measured[0].year, last - _TRAILING_YEARS)
        if min(points[first], points[last]) <= 0 or last <= first:
            return None
        return growth(points[first], points[last], last - first)


def attain_work(
    commitment: Commitment, verdict: Verdict, due: date | None, chance: Chance | None
) -> Attainment:
    """A promise judged by its evidence, with its chance from the reference class if still open."""
    odds = chance.by_due if chance else None
    shown = chance is not None and chance.shown_as == "probability"
    return Attainment(
        commitment=commitment.id,
        kind=commitment.kind,
        unit=commitment.unit,
        status=verdict.status,
        reason=verdict.reason,
        method=_REFERENCE if chance else _EVIDENCE,
        indicator=commitment.indicator,
        target=commitment.target,
        deadline=due,
        deadline_basis=commitment.deadline_basis,
        baseline=_stated_baseline(commitment),
        latest=(str(verdict.decisive[0]), verdict.decisive[1]) if verdict.decisive else None,
        probability=odds.probability if odds and shown else None,
        probability80=odds.interval80 if odds else None,
        median=chance.median if chance else None,
        interval80=chance.range80 if chance else None,
        sources=verdict.evidence.sources if verdict.evidence else commitment.sources,
    )


def _stated_baseline(commitment: Commitment) -> tuple[str, float] | None:
    if commitment.baseline is None:
        return None
    return str(commitment.baseline_period or commitment.made_on), commitment.baseline


def _target_year(due: date | None) -> int | None:
    """The last calendar year that is over by `due`."""
    if due is None:
        return None
    return due.year if (due.month, due.day) == (12, 31) else due.year - 1
