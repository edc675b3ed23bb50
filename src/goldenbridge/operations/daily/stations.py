"""Stations of a day: how much they did, and whether within their service targets."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from goldenbridge.operations.daily.span import Span
from goldenbridge.operations.daily.traffic import tenth
from goldenbridge.operations.ledger.events import moment
from goldenbridge.operations.passage.tables import TASK
from goldenbridge.operations.rules import Post


@dataclass(frozen=True, slots=True)
class Service:
    """What a station ended on a day: `done` trucks, `within` the target of `target_min` minutes.

    Minutes count from when a truck was ready for the station to the end of the work there;
    `median_min` and `p90_min` are None below five trucks; `work_h` are hours of the work itself.
    """

    station: str
    agency: str
    target_min: float
    done: int
    within: int
    median_min: int | None
    p90_min: int | None
    work_h: float


def services(connection: Connection, span: Span, posts: Sequence[Post]) -> list[Service]:
    """Each station in the order of `posts`; the target is the one that held for each truck."""
    ended = TASK.c.state == "done"
    rows = select(TASK).where(ended, span.holds(TASK.c.ended))
    took: dict[str, list[tuple[float, float, float]]] = {}
    for row in connection.execute(rows):
        ready, started, last = map(moment, (row.ready, row.started, row.ended))
        whole, work = last - ready, last - max(ready, started)
        minutes = whole.total_seconds() / 60
        took.setdefault(row.station, []).append(
            (minutes, row.target_min, work.total_seconds() / 3600)
        )
    return [_service(post, took.get(post.station, [])) for post in posts]


def _service(post: Post, took: list[tuple[float, float, float]]) -> Service:
    return Service(
        post.station,
        post.agency,
        post.target_min,
        len(took),
        sum(minutes <= target for minutes, target, _ in took),
        *tenth([minutes for minutes, _, _ in took]),
        sum(work for _, _, work in took),
    )
