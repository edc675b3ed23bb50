"""Whether a level is reached: growth needed, growth achieved, and the calibrated probability.

Status of a level that is still open follows the rule of national platforms for the Sustainable
Development Goals (Eurostat 2023, "Sustainable development in the European Union", annex on the
assessment of trends with a quantitative target): the ratio of achieved to required growth.
"""

from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from goldenbridge.language.periods import whole_year
from goldenbridge.outlook.milestones import Chance
from goldenbridge.outlook.verdicts import Verdict, judge_values
from goldenbridge.programme.model import Commitment
from goldenbridge.statistics.series import Point, Series, growth
from goldenbridge.statistics.units import convert
from goldenbridge.trade.draws import Draws

WORDS = (
    ("on_track", 0.95, "achieved growth is at least 95 % of what is required"),
    ("accelerate", 0.60, "achieved growth is 60 to 95 % of what is required"),
    ("limited", 0.0, "achieved growth is positive but under 60 % of what is required"),
    ("deteriorating", -np.inf, "the indicator moves away from the target"),
)
_TRAILING_YEARS = 5
_QUANTILES = (0.1, 0.5, 0.9)


@dataclass(frozen=True, slots=True)
class Attainment:
    """One promise by one reporter and one reading of its deadline.

    Values in `unit`, growth a year as fractions; `years` holds the share of draws that have
    reached the target by each year. `median` and `interval80` are the indicator's value in the
    target year for a level, the date of completion for a milestone or an act; `probability80` is
    the interval of a chance taken from a reference class. What does not apply is None.
    """

    commitment: str
    kind: str
    unit: str
    status: str
    reason: str
    method: str
    indicator: str = ""
    reporter: str = ""
    target: float | None = None
    deadline: date | None = None
    deadline_basis: str = "none"
    baseline: tuple[str, float] | None = None
    latest: tuple[str, float] | None = None
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
    counted from the promise's baseline year, or from the last year measured when it was made. A
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
        start, last = self._baseline, self.series.last
        verdict = self._verdict(due)
        required = achieved = ratio = from_now = None
        if final is not None and start.year < final:
            required = growth(start.value, self.target, final - start.year)
            achieved = self._achieved(start.year, min(final, last.year))
            ratio = achieved / required if required else None
        if final is not None and last.year < final:
            from_now = growth(last.value, self.target, final - last.year)
        status: str = verdict.status
        if status == "pending" and ratio is not None:
            status = next(word for word, least, _ in WORDS if ratio >= least)
        known = Attainment(
            commitment=self.commitment.id,
            kind=self.commitment.kind,
            unit=self.series.unit,
            status=status,
            reason=verdict.reason,
            method="figures measured",
            indicator=self.series.indicator,
            reporter=self.series.reporter,
            target=self.target,
            deadline=due,
            deadline_basis=basis,
            baseline=(str(start.year), start.value),
            latest=(str(last.year), last.value),
            required_growth=required,
            required_from_now=from_now,
            achieved_growth=achieved,
            ratio=ratio,
            probability=_settled(verdict),
            sources=tuple(dict.fromkeys((*start.sources, *last.sources))),
        )
        if self.draws is None or verdict.status != "pending":
            return known
        return self._ahead(known, self.draws, final)

    def _ahead(self, known: Attainment, draws: Draws, final: int | None) -> Attainment:
        """With the forecast: the year reached, and what the target year brings."""
        met = draws.reached(self.target, at_most=self.commitment.at_most)
        share = np.maximum.accumulate(met, axis=1).mean(axis=0)
        years = tuple(zip(draws.years, (float(s) for s in share), strict=True))
        told = replace(known, method="calibrated log-t forecast", years=years)
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
        known = [point for point in self.series.points if point.year <= year]
        return known[-1] if known else self.series.points[0]

    def _verdict(self, due: date | None) -> Verdict:
        """By the values since the promise; what came after its deadline is not its own."""
        made, final = self.commitment.made_on.year, _target_year(due) or self.series.last.year
        points = [p for p in self.series.points if made <= p.year <= final]
        return judge_values(
            [(whole_year(p.year), p.value) for p in points],
            target=self.target,
            baseline=self._baseline.value,
            due=due,
            as_of=self.as_of,
            at_most=self.commitment.at_most,
            unit=self.series.unit,
            heard=self.as_of,
        )

    def _achieved(self, first: int, last: int) -> float:
        """Growth since the baseline; over the last five years where nothing came after it."""
        if last <= first:
            first = max(self.series.points[0].year, last - _TRAILING_YEARS)
        points = {point.year: point.value for point in self.series.points}
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
        method="reference class, weighted Kaplan–Meier" if chance else "evidence recorded",
        indicator=commitment.indicator,
        target=commitment.target,
        deadline=due,
        deadline_basis=commitment.deadline_basis,
        baseline=_stated_baseline(commitment),
        latest=(str(verdict.decisive[0]), verdict.decisive[1]) if verdict.decisive else None,
        probability=odds.probability if odds and shown else _settled(verdict),
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


def _settled(verdict: Verdict) -> float | None:
    return {"kept": 1.0, "kept_late": 0.0, "partly_kept": 0.0, "broken": 0.0}.get(verdict.status)
