"""Legal shift rosters: the fewest people who man every post on every day of a week."""

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np

from goldenbridge.errors import DesignError, ExtraError
from goldenbridge.site.designs import Span, length

DAYS = 7
OFF = -1
_UNEVEN = 1e-4
"""How much a broken week weighs against a person: enough to choose among rosters of equal size."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What a week of one person may look like."""

    week_h: float
    rest_h: float
    days_in_a_row: int


@dataclass(frozen=True, slots=True)
class Roster:
    """How many people work each pattern: for each day of the week a post or OFF."""

    patterns: tuple[tuple[int, ...], ...]
    people: tuple[int, ...]

    @property
    def heads(self) -> int:
        """People in all."""
        return sum(self.people)


@functools.cache
def patterns(posts: tuple[Span, ...], rules: Rules) -> tuple[tuple[int, ...], ...]:
    """Every legal week that repeats: hours, rest and days in a row within the rules.

    Only weeks to which no further shift could be added: others never need fewer people. Raises
    DesignError for a post longer than a week's hours.
    """
    for span in posts:
        if length(span) > rules.week_h:
            raise DesignError(
                f"post {span[0]:g}-{span[1]:g}: found {length(span):g} hours; allowed: at most "
                f"week_h = {rules.week_h:g}"
            )
    legal = {week for week in product((OFF, *range(len(posts))), repeat=DAYS)
             if _legal(week, posts, rules)}  # fmt: skip
    whole = [week for week in legal if not any(more in legal for more in _longer(week, len(posts)))]
    return tuple(sorted(whole))


def _longer(week: tuple[int, ...], posts: int) -> Iterator[tuple[int, ...]]:
    for day, work in enumerate(week):
        if work == OFF:
            for post in range(posts):
                yield (*week[:day], post, *week[day + 1 :])


def _legal(week: tuple[int, ...], posts: tuple[Span, ...], rules: Rules) -> bool:
    worked = [post for post in week if post != OFF]
    if not worked or sum(length(posts[post]) for post in worked) > rules.week_h + 1e-9:
        return False
    return _run(week) <= rules.days_in_a_row and _rested(week, posts, rules)


def _run(week: tuple[int, ...]) -> int:
    """The most days in a row, over the end of the week too."""
    longest = run = 0
    for post in (*week, *week):
        run = 0 if post == OFF else run + 1
        longest = max(longest, run)
    return longest


def _rested(week: tuple[int, ...], posts: tuple[Span, ...], rules: Rules) -> bool:
    """Whether every two shifts in a row leave the rest between them."""
    for day, post in enumerate(week):
        if post == OFF:
            continue
        ends = posts[post][0] + length(posts[post])
        for after in range(1, DAYS + 1):
            following = week[(day + after) % DAYS]
            if following != OFF:
                if posts[following][0] + 24 * after - ends < rules.rest_h - 1e-9:
                    return False
                break
    return True


@functools.cache
def roster(
    posts: tuple[Span, ...], needed: tuple[int, ...], rules: Rules, *, even: bool = False
) -> Roster:
    """The fewest people who put `needed` at each of `posts` on all seven days.

    `even` chooses among rosters of that size one with unbroken weeks, which takes longer.

    The covering programme of Dantzig (1954, Operations Research 2(3)): whole numbers of people on
    legal weeks. Raises DesignError for a post longer than a week's hours, ExtraError without
    highspy.
    """
    used = [post for post, count in enumerate(needed) if count]
    if not used:
        return Roster((), ())
    weeks = patterns(tuple(posts[post] for post in used), rules)
    rows = np.array(
        [[[week[day] == n for day in range(DAYS)] for n in range(len(used))] for week in weeks],
        np.float64,
    ).reshape(len(weeks), -1)
    wanted = np.repeat([float(needed[post]) for post in used], DAYS)
    weight = np.array([1 + even * _UNEVEN * _breaks(week) for week in weeks])
    people = _covered(rows.T, wanted, weight)
    chosen = [n for n, count in enumerate(people) if count]
    return Roster(
        tuple(tuple(OFF if p == OFF else used[p] for p in weeks[n]) for n in chosen),
        tuple(people[n] for n in chosen),
    )


def _breaks(week: tuple[int, ...]) -> int:
    """How often work begins, ends or changes its post within a week that repeats."""
    return sum(post != week[day - 1] for day, post in enumerate(week))


def _covered(matrix: Any, wanted: Any, weight: Any) -> list[int]:
    """The lightest whole columns of `matrix` [rows, columns] that cover `wanted` [rows]."""
    highspy = _highspy()
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)  # noqa: FBT003 - as highspy has it
    solver.setOptionValue("threads", 1)
    columns = matrix.shape[1]
    programme = highspy.HighsLp()
    programme.num_col_, programme.num_row_ = columns, matrix.shape[0]
    programme.col_cost_ = weight
    programme.col_lower_, programme.col_upper_ = np.zeros(columns), np.full(columns, np.inf)
    programme.row_lower_, programme.row_upper_ = wanted, np.full(wanted.size, np.inf)
    starts, places = _sparse(matrix)
    programme.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    programme.a_matrix_.start_, programme.a_matrix_.index_ = starts, places
    programme.a_matrix_.value_ = np.ones(places.size)
    programme.integrality_ = [highspy.HighsVarType.kInteger] * columns
    solver.passModel(programme)
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        raise DesignError("roster: found no legal roster; allowed: posts that legal weeks cover")
    return [round(value) for value in solver.getSolution().col_value]


def _sparse(matrix: Any) -> tuple[Any, Any]:
    columns, rows = np.nonzero(matrix.T)
    starts = np.concatenate([[0], np.cumsum(np.bincount(columns, minlength=matrix.shape[1]))])
    return starts.astype(np.int32), rows.astype(np.int32)


def _highspy() -> Any:
    try:
        import highspy  # noqa: PLC0415 - an extra, and slow to load
    except ImportError:
        raise ExtraError(
            "design: found no highspy; allowed: after pip install 'goldenbridge[design]'"
        ) from None
    return highspy
