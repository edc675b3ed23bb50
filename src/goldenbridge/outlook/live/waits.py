"""Waits ahead at a complex, from its ledger: forecasts as those of a log, and what came of them."""

from collections import defaultdict
from datetime import datetime, timedelta

import numpy as np
from sqlalchemy import Connection, func, select

from goldenbridge.border.ahead import waits_ahead
from goldenbridge.border.compile import compile_site
from goldenbridge.border.tables import Model
from goldenbridge.operations.ledger.events import moment, stamp
from goldenbridge.operations.passage.tables import TASK, VISIT
from goldenbridge.outlook.advice.reading import site_of
from goldenbridge.outlook.live.baselines import LEVELS
from goldenbridge.outlook.live.forecast import Forecast
from goldenbridge.outlook.live.forecaster import HORIZONS_H
from goldenbridge.outlook.live.present import demand_of, manned, state_of
from goldenbridge.outlook.live.readings import HOUR, Readings
from goldenbridge.programme.model import Programme

REPLICATIONS, SEED, DAYS = 64, 7, 8
PAST = timedelta(days=56)


def ahead(
    programme: Programme,
    connection: Connection,
    now: datetime,
    *,
    replications: int = REPLICATIONS,
    seed: int = SEED,
) -> tuple[tuple[Forecast, ...], tuple[str, ...]]:
    """Waits of the truck of each class and direction that comes next after each horizon.

    A wait is from arrival to the start of the first work, in minutes; the quantiles are those of
    replications that begin with the state of the ledger. A way of which fewer than half of them
    bring a truck is left out. The second part names what is assumed, as `Habits` does. Raises
    ChoiceError for a site that the programme lacks, RuleError where no rules hold, SiteError for
    a state the site cannot be in.
    """
    model, assumed = model_of(programme, connection, now)
    return simulated(model, int(now.timestamp()), replications=replications, seed=seed), assumed


def model_of(
    programme: Programme, connection: Connection, now: datetime
) -> tuple[Model, tuple[str, ...]]:
    """The site as the ledger has it at `now`, and what is assumed; raises what `ahead` does."""
    site, assumed = site_of(programme, connection, now)
    demand, habits = demand_of(connection, now, site, assumed)
    state = state_of(connection, now, site, habits.sold)
    model = compile_site(manned(connection, now, site), demand, days=DAYS, state=state)
    return model, habits.assumed


def simulated(
    model: Model, made: int, *, replications: int = REPLICATIONS, seed: int = SEED
) -> tuple[Forecast, ...]:
    """The forecasts of a model that begins at `made`, seconds since 1970 UTC."""
    found = waits_ahead(model, HORIZONS_H, replications=replications, seed=seed)
    return tuple(
        Forecast(
            series=" ".join(way),
            unit="min",
            made=made,
            horizon_h=hours,
            target=made + int(hours * HOUR),
            quantiles=np.nanquantile(found[:, kind, h], LEVELS),
            weights={"simulation": 1.0},
        )
        for kind, way in enumerate(model.types)
        for h, hours in enumerate(HORIZONS_H)
        if 2 * np.isfinite(found[:, kind, h]).sum() >= replications
    )


def waits_past(connection: Connection, now: datetime) -> tuple[Readings, ...]:
    """What trucks of the last 56 days waited for their first work, by class and direction."""
    begun = func.min(TASK.c.started)
    rows = (
        select(VISIT.c.direction, VISIT.c.truck_class, VISIT.c.arrived, begun.label("begun"))
        .join(TASK, TASK.c.visit == VISIT.c.id)
        .where(VISIT.c.arrived >= stamp(now - PAST), TASK.c.started.is_not(None))
        .group_by(VISIT.c.id, VISIT.c.direction, VISIT.c.truck_class, VISIT.c.arrived)
    )
    waits: dict[str, dict[int, float]] = defaultdict(dict)
    for row in connection.execute(rows.order_by(VISIT.c.arrived, VISIT.c.id)):
        came, started = moment(row.arrived), moment(row.begun)
        wait = max((started - came) / timedelta(minutes=1), 0.0)
        # of trucks that came in one second the first counts
        waits[f"{row.direction} {row.truck_class}"].setdefault(int(came.timestamp()), wait)
    return tuple(
        Readings(
            series=name,
            unit="min",
            zone="UTC",
            at=np.array(list(of)),
            value=np.array(list(of.values())),
            paused=np.zeros(len(of), dtype=bool),
        )
        for name, of in sorted(waits.items())
    )
