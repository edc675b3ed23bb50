"""Does the border engine tell what real queues did?

    python -m benchmarks.border_replays [--quick]

Two logs of ../shared/data/border are replayed; without them nothing is measured. A call centre:
service, patience and the rule that finds the agents on duty come from the days 1 to 7 of its log,
the waits told are scored on the days 8 to 14, beside Erlang's A hour by hour, the day before and
the week before. A bridge of trucks whose lanes nobody recorded: which lanes and minutes a truck
give the posted mean wait, and what they say of its months and hours. `docs/validation.md` explains.
Takes about two minutes; --quick runs fewer replications and takes about one.
"""

import argparse
from typing import Any

import numpy as np

from benchmarks.harness import report, target
from benchmarks.replays import call_centre as calls
from benchmarks.replays import call_log, el_paso
from benchmarks.replays.call_log import Floats
from benchmarks.replays.staffing import CHOSEN, rules
from goldenbridge.border.arrivals import fit
from goldenbridge.border.results import estimate
from goldenbridge.site.stations import DAYS as NAMES

Figures = dict[str, dict[str, Any]]
Targets = list[dict[str, Any]]
SEEDS = range(1, 6)
MISFIT = "mean |ln|, wait + share left"
BY = {"months": (1, 2), "hours": (0, 1)}
"""The axes of the waits at the bridge that are averaged out."""


def _told(value: float, unit: str) -> dict[str, Any]:
    return {"value": float(f"{value:.4g}"), "unit": unit}


def spread(values: Floats) -> tuple[float, float]:
    """What 95 of 100 runs lie between."""
    low, high = np.percentile(values, [2.5, 97.5])
    return float(low), float(high)


def correlation(a: Floats, b: Floats) -> float:
    """Pearson's."""
    return float(np.corrcoef(a, b)[0, 1])


def day_before(first: calls.Waits, second: calls.Waits) -> calls.Waits:
    """Each day of the second week told as the day before was."""
    shifted = (
        np.append(old[:, -1:], new[:, :-1], axis=1)
        for old, new in zip(first[1:], second[1:], strict=True)
    )
    return calls.Waits(second.callers, *shifted)


def scores(name: str, told: calls.Waits, truth: calls.Waits, figures: Figures) -> None:
    """Keep and print what one way of telling says of a week."""
    wait, left = told.mean_wait, told.share_left
    r = correlation(told.wait.mean(axis=0), truth.wait[0])
    off = calls.misfit(told, truth)
    print(f"{name:40}{wait.mean():7.1f} s{left.mean():8.1%}{r:8.2f}{off:8.2f}", end="")
    for what, values, unit in (("mean wait", wait, "s"), ("share left", left, "share")):
        figures[f"{name}: {what}"] = _told(float(values.mean()), unit)
        if values.size > 1:
            low, high = spread(values)
            half = estimate(values).half_width
            print(f"   {what} ± {half:.3g}, weeks {low:.3g} to {high:.3g}", end="")
            figures[f"{name}: {what}, half-width of the mean"] = _told(half, unit)
            figures[f"{name}: {what}, 2.5 % of weeks"] = _told(low, unit)
            figures[f"{name}: {what}, 97.5 % of weeks"] = _told(high, unit)
    figures[f"{name}: correlation of daily mean waits"] = _told(r, "7 days")
    figures[f"{name}: misfit"] = _told(off, MISFIT)
    if wait.size > 1:
        low, high = spread(np.array([correlation(week, truth.wait[0]) for week in told.wait]))
        print(f"   r of weeks {low:.2f} to {high:.2f}", end="")
        figures[f"{name}: correlation, 2.5 % of weeks"] = _told(low, "7 days")
        figures[f"{name}: correlation, 97.5 % of weeks"] = _told(high, "7 days")
    print()


def call_centre(runs: int, figures: Figures, targets: Targets) -> None:
    """Choose the rule on the first week, score it on the second."""
    first, second = (call_log.read(monday) for monday in (call_log.FIRST, call_log.SECOND))
    learnt = calls.learn(first)
    fits = chosen(first, learnt, runs, figures, targets)
    model = calls.model_of(second, learnt, CHOSEN.shifts(second))
    before, truth, told = calls.observed(first), calls.observed(second), calls.replay(model, runs)
    others = {
        "Erlang A by hour": calls.stationary(second, learnt, model.manned[0]),
        "day before": day_before(before, truth),
        "week before": before,
    }
    print(f"\n{'days 8–14':40}{'wait':>7}{'left':>8}{'r':>8}{'misfit':>8}")
    off = round(calls.misfit(told, truth), 3)
    for name, one in {"observed": truth, "engine": told, **others}.items():
        scores(name, one, truth, figures)
        if name in others:
            goal = calls.misfit(one, truth)
            row = target(f"misfit of days, {name}", f"below {goal:.3f}", off, met=off < goal)
            targets.append(row)
    by_totals = min(fits, key=lambda one: one.totals)
    for near in dict.fromkeys((*fits[:5], by_totals)):  # for comparison; the choice stands
        if near.rule.name != CHOSEN.name:
            other = calls.replay(calls.model_of(second, learnt, near.rule.shifts(second)), runs)
            scores(f"engine, {near.rule.name}", other, truth, figures)
    judged(told, truth, figures, targets)
    evening(first, second, figures)


def chosen(
    week: call_log.Week, learnt: calls.Learnt, runs: int, figures: Figures, targets: Targets
) -> list[calls.Fit]:
    """Fit every rule to the first week."""
    week_fit = fit(week.counts, week.first)
    figures["days 1–7: dispersion about hour × weekday"] = _told(
        week_fit.dispersion, "1 if Poisson"
    )
    fits = calls.ranked(week, learnt, rules(), runs)
    by_totals = min(fits, key=lambda one: one.totals)
    for one in dict.fromkeys((*fits[:5], by_totals)):
        print(f"days 1–7, misfit {one.days:.3f}, of totals {one.totals:.3f}", end="")
        print(f", {one.wait:.1f} s: {one.rule.name}")
        figures[f"days 1–7, {one.rule.name}: mean wait"] = _told(one.wait, "s")
        figures[f"days 1–7, {one.rule.name}: misfit"] = _told(one.days, MISFIT)
        figures[f"days 1–7, {one.rule.name}: misfit of totals"] = _told(one.totals, MISFIT)
    mine = next(one.days for one in fits if one.rule.name == CHOSEN.name)
    goal = f"the lowest of {len(fits)} rules, {fits[0].days:.3f}"
    met = mine <= fits[0].days
    targets.append(target("misfit of the rule, days 1–7", goal, round(mine, 3), met=met))
    return fits


def evening(first: call_log.Week, second: call_log.Week, figures: Figures) -> None:
    """The calls of the last Sunday from 21 to 23 h, which explain that day."""
    at = second.arrived / 60 - 24 * 6
    late = (at >= 21) & (at < 23)
    talked = second.talked[late & ~second.hung_up].mean() * 60
    usual = first.talked[~first.hung_up].mean() * 60
    figures["last Sunday, 21 to 23 h: callers"] = _told(float(late.sum()), "callers")
    figures["last Sunday, 21 to 23 h: mean talk"] = _told(float(talked), "s")
    figures["days 1–7: mean talk"] = _told(float(usual), "s")
    print(f"last Sunday, 21 to 23 h: {late.sum()} callers, {talked:.0f} s, not {usual:.0f}\n")


def judged(told: calls.Waits, truth: calls.Waits, figures: Figures, targets: Targets) -> None:
    """Whether what was seen lies where 95 of 100 weeks told do."""
    low, high = np.percentile(told.wait, [2.5, 97.5], axis=0)
    inside = (low <= truth.wait[0]) & (truth.wait[0] <= high)
    for day, name in enumerate(NAMES):
        seen, mean = truth.wait[0, day], told.wait[:, day].mean()
        print(f"{name} {seen:5.1f} s, told {mean:5.1f}, weeks {low[day]:.0f} to {high[day]:.0f}")
    r = correlation(told.wait.mean(axis=0)[:-1], truth.wait[0, :-1])
    figures["without the last Sunday, seen afterwards: correlation"] = _told(r, "6 days")
    for name, one in (("observed", truth), ("engine", told)):
        rest = calls.Waits(*(column[:, :-1] for column in one)).mean_wait.mean()
        figures[f"without the last Sunday, seen afterwards: mean wait, {name}"] = _told(rest, "s")
        print(f"without the last Sunday: {name} {rest:.1f} s")
    for what, values, seen in (
        ("mean wait", told.mean_wait, float(truth.mean_wait[0])),
        ("share left", told.share_left, float(truth.share_left[0])),
    ):
        least, most = spread(values)
        goal = f"inside 95 % of the weeks told, {least:.4g} to {most:.4g}"
        targets.append(target(f"observed {what}", goal, round(seen, 4), met=least <= seen <= most))
    days = int(inside.sum())
    goal = "at least 6 of 7"
    targets.append(target("days whose mean wait is inside 95 %", goal, days, met=days >= 6))


def bridge(figures: Figures, targets: Targets) -> None:
    """The lanes and minutes that give the posted mean, and what they say beyond it."""
    seen = el_paso.read()
    mean = float(np.nanmean(seen.waits))
    figures["bridge: posted mean wait, 477 cells"] = _told(mean, "min")
    per_h = {}
    for shape, weights in el_paso.PROFILES.items():
        for lanes in el_paso.LANES:
            name = f"bridge, {shape}, {lanes} lanes"
            minutes = el_paso.ridge(seen, lanes, weights)
            per_h[shape, lanes] = 60 * lanes / minutes
            print(f"{name}: {minutes:.3f} min a truck, {per_h[shape, lanes]:.1f} trucks/h", end="")
            figures[f"{name}: service on the ridge"] = _told(minutes, "min a truck")
            figures[f"{name}: capacity on the ridge"] = _told(per_h[shape, lanes], "trucks/h")
            made = el_paso.simulated(el_paso.model(seen.trucks, lanes, minutes, weights), 4)
            beyond(name, seen.waits, made.mean(axis=0), figures)
    for what, axes in BY.items():
        off = float(np.abs(np.nanmean(seen.waits, axis=axes) - mean).mean())
        figures[f"bridge, the mean for all {what}: mean error"] = _told(off, "min")
    seeds = np.array([120 / el_paso.ridge(seen, 2, seed=seed) for seed in SEEDS])
    half = estimate(seeds).half_width
    figures["bridge, even, 2 lanes: capacity, half-width, 5 years"] = _told(half, "trucks/h")
    ends = [value for (shape, _), value in per_h.items() if shape == "even"]
    width = max(ends) / min(ends) - 1
    goal = "capacity within 2 % from 1 to 8 lanes, even profile"
    targets.append(target("bridge: one capacity", goal, round(width, 4), met=width <= 0.02))


def beyond(name: str, posted: Floats, made: Floats, figures: Figures) -> None:
    """What a fit to the mean says of months and hours, over the cells with a posted wait."""
    made = np.where(np.isnan(posted), np.nan, made)
    for what, axes in BY.items():
        told, seen = (np.nanmean(waits, axis=axes) for waits in (made, posted))
        off, r = float(np.abs(told - seen).mean()), correlation(told, seen)
        ends = f"{told.min():.1f} to {told.max():.1f} min"
        print(f"; {what} {ends}, r {r:.2f}, mean error {off:.1f} min", end="")
        figures[f"{name}: {what}, mean error"] = _told(off, "min")
        figures[f"{name}: {what}, correlation"] = _told(r, "r")
    print()


def main() -> None:
    """Replay both and print; the last line is JSON."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="fewer replications")
    runs = 20 if parser.parse_args().quick else 100
    figures: Figures = {}
    targets: Targets = []
    if call_log.LOG.exists():
        call_centre(runs, figures, targets)
        bridge(figures, targets)
    else:
        print("needs ../shared/data/border; nothing is measured")
    report("border_replays", figures, {}, targets)


if __name__ == "__main__":
    main()
