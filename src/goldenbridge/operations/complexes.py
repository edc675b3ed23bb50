"""The rules and ways of the complex as the ledger knows them, so that a replay does too."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Column, Connection, Text, select

from goldenbridge.errors import RuleError
from goldenbridge.operations.ledger.prepared import Prepared
from goldenbridge.operations.ledger.rooms import Room
from goldenbridge.operations.ledger.tables import BIG, ledger, table
from goldenbridge.operations.ledger.transaction import Transaction
from goldenbridge.operations.requests import added, found
from goldenbridge.operations.rules import Rules, read_rules
from goldenbridge.operations.visits import TaskPlan, tasks_of
from goldenbridge.site.site import Site

RULE_SET = table(
    "rule_set",
    Column("id", Text, primary_key=True),
    Column("valid_from", Text, nullable=False),
    Column("site", Text, nullable=False),
    Column("time_zone", Text, nullable=False),
    Column("rules", Text, nullable=False),
    Column("ways", Text, nullable=False),
    Column("version", BIG, nullable=False),
)
# without the texts, which are long; the hash of the event tells whether they are known already.
# PostgreSQL would join by reading the whole ledger; a subquery looks up one event
_HASH = select(ledger.c.hash).where(ledger.c.seq == RULE_SET.c.version).scalar_subquery()
_NEWEST_FIRST = Prepared(
    select(
        RULE_SET.c.id, RULE_SET.c.valid_from, RULE_SET.c.time_zone, _HASH.label("hash")
    ).order_by(RULE_SET.c.valid_from.desc(), RULE_SET.c.version.desc())
)
_KNOWN: "dict[str, Complex]" = {}
ROOM = Room((RULE_SET,), {"rules-set": added(RULE_SET)})


@dataclass(frozen=True, slots=True)
class Complex:
    """What holds now: the site's id and zone, its rules and the tasks of each way."""

    site: str
    zone: ZoneInfo
    rules: Rules
    ways: Mapping[tuple[str, str], tuple[TaskPlan, ...]]

    def tasks(self, direction: str, truck_class: str) -> tuple[TaskPlan, ...]:
        """The tasks of a way. Raises RuleError for one the site does not have."""
        if (direction, truck_class) not in self.ways:
            allowed = ", ".join(f"{d} {c}" for d, c in self.ways)
            raise RuleError("way", f"{direction} {truck_class}", allowed)
        return self.ways[direction, truck_class]


@dataclass(frozen=True, slots=True)
class SetRules:
    """Let a rule set hold from its first day on; `rules` is its TOML."""

    site: str
    time_zone: str
    rules: str
    ways: list[dict[str, Any]]

    def __call__(self, tx: Transaction) -> dict[str, Any]:
        """Event `rules-set`."""
        rules = read_rules(self.rules)
        taken = select(RULE_SET.c.id).where(RULE_SET.c.id == rules.version)
        if tx.connection.execute(taken).first():
            raise RuleError("version", repr(rules.version), "a version that is not yet set")
        body = asdict(self) | {"valid_from": rules.valid_from.isoformat()}
        tx.append("rules-set", rules.version, body)
        return {"version": rules.version}


def set_rules(site: Site, rules: str) -> SetRules:
    """The command that lets `rules` hold at `site`. Raises RuleError as `tasks_of` does."""
    read = read_rules(rules)
    ways = [
        {
            "direction": direction.id,
            "truck_class": one.id,
            "tasks": [asdict(task) for task in tasks_of(site, read, direction.id, one.id)],
        }
        for direction in site.directions
        for one in site.classes
        if site.route(direction.id, one.id) is not None
    ]
    plain: list[dict[str, Any]] = json.loads(json.dumps(ways))
    return SetRules(site.id, site.time_zone, rules, plain)


def complex_at(connection: Connection, now: datetime) -> Complex:
    """The complex as it holds at `now`: the latest rule set that has begun.

    Raises RuleError when none has.
    """
    for row in _NEWEST_FIRST(connection, {}):
        local = now.astimezone(ZoneInfo(row.time_zone))
        if row.valid_from <= local.date().isoformat():
            if row.hash not in _KNOWN:
                texts = found(connection, RULE_SET, row.id, "rules")
                _KNOWN[row.hash] = _read(texts.site, texts.time_zone, texts.rules, texts.ways)
            return _KNOWN[row.hash]
    raise RuleError("rules", f"none on {now:%Y-%m-%d}", "a rule set that has begun; set one first")


def _read(site: str, zone: str, rules: str, ways: str) -> Complex:
    return Complex(
        site,
        ZoneInfo(zone),
        read_rules(rules),
        {
            (way["direction"], way["truck_class"]): tuple(
                TaskPlan(**task | {"needs": tuple(task["needs"])}) for task in way["tasks"]
            )
            for way in json.loads(ways)
        },
    )
