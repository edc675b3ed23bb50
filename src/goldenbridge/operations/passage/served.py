"""Stations that trucks were served at, as the fit of a simulation reads them."""

from typing import Any

from sqlalchemy import Connection, Row, select

from goldenbridge.operations.complexes import RULE_SET
from goldenbridge.operations.ledger.events import moment
from goldenbridge.operations.passage.tables import TASK, VISIT
from goldenbridge.site.visits import StationVisit


def served(
    connection: Connection, after: str = "", limit: int | None = None
) -> list[tuple[str, StationVisit]]:
    """At most `limit` visits after the task `after`, each with its task, in that order."""
    site = connection.execute(select(RULE_SET.c.site).limit(1)).scalar()
    rows = (
        select(TASK, VISIT.c.direction, VISIT.c.truck_class)
        .join(VISIT, VISIT.c.id == TASK.c.visit)
        .where((TASK.c.state == "done") & (TASK.c.id > after))
        .order_by(TASK.c.id)
        .limit(limit)
    )
    return [(row.id, _station_visit(row, str(site))) for row in connection.execute(rows)]


def _station_visit(row: Row[Any], site: str) -> StationVisit:
    """A clock that was set back never lets a work begin before the truck, or end before that."""
    arrived, started, ended = map(moment, (row.ready, row.started, row.ended))
    started = max(arrived, started)
    return StationVisit(
        visit=row.visit,
        site=site,
        station=row.station,
        direction=row.direction,
        truck_class=row.truck_class,
        arrived=arrived,
        started=started,
        ended=max(started, ended),
        outcome=row.result,
    )
