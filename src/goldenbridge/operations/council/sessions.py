"""Sessions of the council: convened, with an agenda, minutes and a resolution."""

from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Row

from goldenbridge.errors import RuleError
from goldenbridge.operations.council.plan import Item, Point, Session
from goldenbridge.operations.council.plan_check import plan_flaws
from goldenbridge.operations.council.reading import check_seen
from goldenbridge.operations.council.records import plain_of, record_of, refuse
from goldenbridge.operations.council.tables import MEASURE, SESSION
from goldenbridge.operations.ledger.transaction import Transaction
from goldenbridge.operations.requests import check_new, found


@dataclass(frozen=True, slots=True, kw_only=True)
class Convene:
    """A session; `on` is its day, or what is known of it."""

    session: str
    title: str
    on: str
    place: str = ""
    sources: tuple[str, ...] = ()

    def __call__(self, tx: Transaction) -> dict[str, Any]:
        """Event `session-convened`."""
        check_new(tx.connection, SESSION, self.session, "session")
        values = asdict(self)
        name = values.pop("session")
        record_of(Session, values | {"id": name})
        body = values | {"sources": list(self.sources), "minutes": ""}
        tx.append("session-convened", name, body | {"agenda": [], "resolution": []})
        return {"session": name}


@dataclass(frozen=True, slots=True, kw_only=True)
class Postpone:
    """Another day or place of a session."""

    session: str
    on: str
    place: str = ""
    version: int | None = None

    def __call__(self, tx: Transaction) -> dict[str, Any]:
        """Event `session-postponed`."""
        row = _open(tx, self.session, self.version)
        body = {"on": self.on, "place": self.place}
        record_of(Session, {"id": row.id, "title": row.title} | body)
        tx.append("session-postponed", row.id, body)
        return {"session": row.id}


@dataclass(frozen=True, slots=True, kw_only=True)
class FixAgenda:
    """What a session goes over, in order; each item a `text`, with the `measures` it concerns."""

    session: str
    items: list[dict[str, Any]]
    version: int | None = None

    def __call__(self, tx: Transaction) -> dict[str, Any]:
        """Event `agenda-fixed`."""
        row = _open(tx, self.session, self.version)
        items = [record_of(Item, one) for one in self.items]
        _measures(tx, (name for one in items for name in one.measures))
        body = {"agenda": [plain_of(one) for one in items], "agenda_fixed": _today(tx)}
        tx.append("agenda-fixed", row.id, body)
        return {"session": row.id}


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepMinutes:
    """What was said at a session."""

    session: str
    minutes: str
    version: int | None = None

    def __call__(self, tx: Transaction) -> dict[str, Any]:
        """Event `minutes-kept`."""
        row = found(tx.connection, SESSION, self.session, "session")
        check_seen(tx, row, self.version)
        _begun(tx, row)
        if not self.minutes.strip():
            raise RuleError("minutes", "nothing", "what was said")
        tx.append("minutes-kept", row.id, {"minutes": self.minutes, "minutes_kept": _today(tx)})
        return {"session": row.id}


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolve:
    """What a session decided: points with an `id`, a `text`, and where it fits `measure`, `due`."""

    session: str
    points: list[dict[str, Any]]
    version: int | None = None

    def __call__(self, tx: Transaction) -> dict[str, Any]:
        """Event `resolution-passed`."""
        row = _open(tx, self.session, self.version)
        _begun(tx, row)
        if not self.points:
            raise RuleError("points", "none", "at least one")
        body = {"resolution": [plain_of(record_of(Point, one)) for one in self.points]}
        session = {"id": row.id, "title": row.title, "on": row.on} | body
        made = record_of(Session, session)
        refuse(plan_flaws((), (), (made,)))
        _measures(tx, (one.measure for one in made.resolution if one.measure))
        tx.append("resolution-passed", row.id, body | {"resolved": _today(tx)})
        return {"session": row.id}


def _open(tx: Transaction, name: str, version: int | None) -> Row[Any]:
    """The session, as long as it has passed no resolution."""
    row = found(tx.connection, SESSION, name, "session")
    check_seen(tx, row, version)
    if row.resolved is not None:
        raise RuleError("session", f"{name}, which passed its resolution", "one that did not yet")
    return row


def _begun(tx: Transaction, row: Row[Any]) -> None:
    begins = record_of(Session, {"id": row.id, "title": row.title, "on": row.on}).on.start
    if begins > tx.now.date():
        raise RuleError("session", f"{row.id}, on {row.on}", "one whose day has come")


def _measures(tx: Transaction, names: Any) -> None:
    for name in names:
        found(tx.connection, MEASURE, name, "measure")


def _today(tx: Transaction) -> str:
    return f"{tx.now:%Y-%m-%d}"
