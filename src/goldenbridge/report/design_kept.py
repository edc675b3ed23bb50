"""A design kept in the programme folder, and whether it still belongs to what the folder says."""

import dataclasses
import hashlib
import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from goldenbridge.border.design.costs import prices
from goldenbridge.border.design.plan import Plan
from goldenbridge.border.design.search import Found
from goldenbridge.border.design.space import Bill, Space
from goldenbridge.border.design.verdicts import Judge
from goldenbridge.outlook.company import Bid
from goldenbridge.programme.model import Programme
from goldenbridge.programme.translation import SHOWN
from goldenbridge.report.design_asked import Asked, ask
from goldenbridge.report.design_found import Cost, Designed
from goldenbridge.report.plain import fields, plain, revived

_FOUND = ("space", "budget")
_PLAN = ("found", "judge", "promise")
_WHOLE = ("asked", "plan", "seed")
_TOLD_ONLY = {*SHOWN, "source", "sources"}


@dataclass(frozen=True, slots=True, eq=False)
class Kept:
    """The answer that a folder keeps, found when trade was `known` up to that day.

    `found` is all of it, None where the folder has changed since.
    """

    design: str
    known: date
    bill: Bill
    cost: Cost
    mean_h: float
    bids: dict[str, Bid]
    found: Designed | None


def keep(programme: Programme, found: Designed) -> str:
    """What is kept of a design, as JSON text."""
    plan = found.plan
    kept = {
        "design": found.asked.design.id,
        "inputs": _inputs(programme, found.asked, found.seed),
        "known": programme.latest_record.isoformat(),
        "seed": found.seed,
        "slots": plan.found.space.slots,
        "found": _plain(plan.found, _FOUND),
        "plan": _plain(plan, _PLAN),
        "whole": _plain(found, _WHOLE),
    }
    return json.dumps(kept, separators=(",", ":")) + "\n"


def kept(programme: Programme) -> Kept | None:
    """The design that the folder keeps; None where it keeps none that can be read."""
    try:
        return _kept(programme, json.loads(programme.designs_found))
    except (ValueError, TypeError, LookupError, StopIteration):
        return None


def _kept(programme: Programme, held: dict[str, Any]) -> Kept:
    whole = held["whole"]
    asked = ask(programme, design=held["design"])
    same = held["inputs"] == _inputs(programme, asked, held["seed"])
    return Kept(
        held["design"],
        date.fromisoformat(held["known"]),
        revived(Bill, whole["bill"]),
        revived(Cost, whole["cost"]),
        held["found"]["verdict"]["mean_h"],
        revived(dict[str, Bid], whole["bids"]),
        _designed(programme, asked, held) if same else None,
    )


def _designed(programme: Programme, asked: Asked, held: dict[str, Any]) -> Designed:
    priced = prices(asked.design, programme.figures)
    space = Space(asked.design, asked.site, asked.demand, priced, tuple(held["slots"]))
    found = Found(space=space, budget=asked.budget, **fields(Found, held["found"], *_FOUND))
    plan = Plan(
        found=found,
        judge=Judge(space, asked.promise, seed=held["seed"]),
        promise=asked.promise,
        **fields(Plan, held["plan"], *_PLAN),
    )
    return Designed(asked, plan, held["seed"], **fields(Designed, held["whole"], *_WHOLE))


def _plain(record: Any, without: tuple[str, ...]) -> dict[str, Any]:
    names = (field.name for field in dataclasses.fields(record))
    return {name: plain(getattr(record, name)) for name in names if name not in without}


def _inputs(programme: Programme, asked: Asked, seed: int) -> str:
    """What an answer rests on but the trade, as a hash; what is only told does not count."""
    used = (asked, programme.figures, programme.sites, programme.demands,
            programme.border_scenarios, seed)  # fmt: skip
    return hashlib.sha256(repr(_bare(used)).encode()).hexdigest()[:32]


def _bare(value: Any) -> Any:
    """A value without the words in it that are only told."""
    if dataclasses.is_dataclass(value):
        named = ((f.name, getattr(value, f.name)) for f in dataclasses.fields(value))
        return [(name, _bare(inner)) for name, inner in named if name not in _TOLD_ONLY]
    return [_bare(inner) for inner in value] if isinstance(value, tuple) else value
