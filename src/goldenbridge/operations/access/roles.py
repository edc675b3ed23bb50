"""The table of roles, read from permissions.csv, and the one question asked of it."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from goldenbridge.errors import ForbiddenError


@dataclass(frozen=True, slots=True)
class Grant:
    """A role, at one station or at all, on one country's side or on both."""

    role: str
    station: str | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Principal:
    """Who asks: `actor` is what the ledger names, `party` the carrier for whom a token acts."""

    actor: str
    grants: tuple[Grant, ...]
    party: str | None = None


@cache
def permissions() -> frozenset[tuple[str, str]]:
    """Pairs of role and action."""
    text = files(__package__).joinpath("permissions.csv").read_text(encoding="utf-8")
    return frozenset((row["role"], row["action"]) for row in csv.DictReader(text.splitlines()))


def roles() -> list[str]:
    """Every role there is."""
    return sorted({role for role, _ in permissions()})


def may(
    who: Principal, action: str, *, station: str | None = None, country: str | None = None
) -> bool:
    """Whether a grant of `who` covers `action` at `station` on the side of `country`.

    A grant for one station or country does not cover what concerns all of them (None).
    """
    return any(
        (grant.role, action) in permissions()
        and grant.station in {None, station}
        and grant.country in {None, country}
        for grant in who.grants
    )


def require(
    who: Principal, action: str, *, station: str | None = None, country: str | None = None
) -> None:
    """Raise ForbiddenError unless `who` may do it."""
    if not may(who, action, station=station, country=country):
        at = f" at {station}" if station else ""
        side = f" on the side of {country}" if country else ""
        allowed = ", ".join(sorted(role for role, known in permissions() if known == action))
        raise ForbiddenError(f"{action}{at}{side}: not yours to do; allowed: {allowed} there")
