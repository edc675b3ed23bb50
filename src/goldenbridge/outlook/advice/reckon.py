"""What to change in the next shifts, and what the trucks would meet: found by paired simulation.

Officers: the modified offered load (see `border.design.queues.offered_load`) says for each pool
and block of hours how many the work asks for. All that are missing are tried together, because a
station that is relieved passes its queue on; then each is taken back that does not help. Officers
who can be spared are tried one by one. Places: fewer where the promise is in danger, more where
they are sold out and the promise holds. The same trucks are run under both plans.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from goldenbridge.border.design.queues import square_root
from goldenbridge.border.design.staffing import WAITING
from goldenbridge.operations.advising import DutyChange, PlaceChange
from goldenbridge.operations.ledger.events import stamp
from goldenbridge.outlook.advice.expecting import works
from goldenbridge.outlook.advice.plan import Advised, Plan, expected
from goldenbridge.outlook.advice.standing import Standing
from goldenbridge.outlook.advice.trial import Trial, low

REPLICATIONS = 24
SEED = 7
MOST_SPARED = 6
"""Posts that are tried with fewer officers: the idlest."""
SOLD_OUT = 0.9
"""An opening with this share of its places taken is asked for more."""


def advise(standing: Standing, *, replications: int = REPLICATIONS, seed: int = SEED) -> Advised:
    """The proposal for the next shifts; without changes where none within the bounds would help.

    The queues of now are those of a run over the trucks that came since yesterday, not the live
    state of each truck. Raises SiteError for a site that cannot be simulated.
    """
    trial = Trial(standing, replications, seed)
    plan = _manned(trial, Plan())
    plan = _spared(trial, plan)
    plan = _placed(trial, plan)
    plan = replace(
        plan,
        duty=tuple(sorted(plan.duty, key=lambda one: (one.starts, one.pool))),
        places=tuple(sorted(plan.places, key=lambda one: one.opening)),
    )
    # other trucks than those it was chosen by, or it would look better than it is
    proof = Trial(standing, replications, seed + 1)
    if not (proof.helps(plan, Plan()) or proof.harmless(plan, Plan())):
        plan = Plan()
    now, then = proof.run(Plan()), proof.run(plan)
    shifts = tuple(expected(standing.run, now, then, *shift) for shift in standing.shifts)
    whole = expected(standing.run, now, then, standing.shifts[0][0], standing.shifts[-1][1])
    return Advised(standing, plan, shifts, whole)


def _manned(trial: Trial, plan: Plan) -> Plan:
    """More officers where the work asks for them and it helps."""
    missing = _called_in(_posts(trial.standing, more=True), trial.standing)
    found = every = replace(plan, duty=tuple(missing))
    if not missing or not trial.helps(every, plan):
        return plan
    # those that lack the least are the likeliest to be taken back
    for one in reversed(missing):
        for to in range(one.to - 1, one.now - 1, -1):
            others = tuple(o for o in found.duty if (o.pool, o.starts) != (one.pool, one.starts))
            own = (replace(one, to=to),) if to > one.now else ()
            fewer = replace(found, duty=(*others, *own))
            # against all of them, not the step before: small losses must not add up
            if not trial.harmless(fewer, every):
                break
            found = fewer
    return found if trial.helps(found, plan) else plan


def _spared(trial: Trial, plan: Plan) -> Plan:
    """Fewer officers where the work does not need them and nobody waits longer."""
    taken = {(one.pool, one.starts) for one in plan.duty}
    idle = [
        one for one in _posts(trial.standing, more=False) if (one.pool, one.starts) not in taken
    ]
    found = plan
    for one in idle[:MOST_SPARED]:
        fewer = replace(found, duty=(*found.duty, one))
        if trial.harmless(fewer, plan):
            found = fewer
    return found


def _placed(trial: Trial, plan: Plan) -> Plan:
    """Fewer places where the promise is in danger, more where they are sold out and it holds."""
    least = trial.standing.advice.kept_share.value
    more = trial.kept(plan).value >= least
    found = plan
    for group in _groups(trial.standing, more=more):
        other = replace(found, places=(*found.places, *group))
        if more:
            helps = low(trial.kept(other)) >= least and trial.harmless(other, plan)
        else:
            helps = trial.helps(other, found)
        found = other if helps else found
    return found


def _posts(standing: Standing, *, more: bool) -> list[DutyChange]:
    """Posts whose work asks for more officers than are on duty (or fewer), the furthest first."""
    work, run = works(standing), standing.run
    found = []
    for bound in standing.advice.manning:
        if bound.pool not in work:
            continue
        busy, staff = work[bound.pool].busy, run.staff(bound.pool)
        for starts, ends in standing.blocks:
            if _by_hand(standing, bound.pool, starts, ends):
                continue
            hours = range(run.hour(starts), run.hour(ends))
            load = float(max(busy[hour % 24] for hour in hours))
            now = int(min(staff[run.hour_of_week(hour)] for hour in hours))
            to = min(max(square_root(load, WAITING), bound.least), bound.most)
            if (to > now) if more else (to < now):
                change = DutyChange(
                    pool=bound.pool,
                    starts=stamp(starts),
                    ends=stamp(ends),
                    now=now,
                    to=to,
                    why="short" if more else "idle",
                    load=round(load, 1),
                )
                found.append(change)
    return sorted(found, key=lambda one: (abs(one.load - one.now), one.to), reverse=True)


def _by_hand(standing: Standing, pool: str, starts: datetime, ends: datetime) -> bool:
    """Whether somebody has set other hours of the pool, which a block would cut through."""
    return any(
        one.pool == pool
        and one.starts < ends
        and one.ends > starts
        and (one.starts, one.ends) != (starts, ends)
        for one in standing.duty
    )


def _called_in(posts: Iterable[DutyChange], standing: Standing) -> list[DutyChange]:
    """As many of the officers asked for as may be called in at once."""
    left = dict.fromkeys((stamp(s) for s, _ in standing.blocks), standing.advice.called_in.value)
    found = []
    for one in posts:
        more = min(one.to - one.now, int(left[one.starts]))
        if more > 0:
            left[one.starts] -= more
            found.append(replace(one, to=one.now + more))
    return found


def _groups(standing: Standing, *, more: bool) -> list[list[PlaceChange]]:
    """Changes of the openings of one direction and block, in order of time."""
    most, found = int(standing.advice.places_h.value), []
    for starts, ends in standing.blocks:
        hours = [one for one in standing.hours if starts <= one.starts < ends and not one.by_lot]
        for direction in dict.fromkeys(one.way[0] for one in hours):
            group = []
            for one in hours:
                full = one.target > 0 and one.used >= SOLD_OUT * one.target
                to = one.target + most if more else max(one.target - most, one.used)
                if one.way[0] == direction and (full if more else to < one.target):
                    why = "sold-out" if more else "promise"
                    group.append(PlaceChange(opening=one.opening, now=one.target, to=to, why=why))
            if group:
                found.append(group)
    return found
