"""The table of roles, read from permissions.csv, and the one question asked of it."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from goldenbridge.errors import ForbiddenError


@dataclass(frozen=True, slots=True)
class Grant:
    """A role, at one station or at all, on one country's side or on both; an officer's agency."""

    role: str
    station: str | None = None
    country: str | None = None
    agency: str | None = None


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


def roles_that(action: str) -> list[str]:
    """The roles that cover `action`."""
    return sorted(role for role, known in permissions() if known == action)


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


def agency_of(who: Principal, action: str, *, named: str | None, station: str | None) -> str:
    """The agency for which `who` does `action` at `station`: the one `named`, else the only one.

    Raises ForbiddenError where there is none, not that one, or more than one to choose from.
    """
    mine = sorted(
        {
            grant.agency
            for grant in who.grants
            if (grant.role, action) in permissions()
            and grant.agency is not None
            and grant.station in {None, station}
        }
    )
    if named is None and len(mine) == 1:
        return mine[0]
    if named not in mine:
        at = f" at {station}" if station else ""
        allowed = ", ".join(mine) or "an officer of an agency"
        raise ForbiddenError(f"agency: found {named or 'none'}; allowed{at}: {allowed}")
    return named


def require_anywhere(who: Principal, action: str) -> None:
    """Raise ForbiddenError unless some grant of `who` covers `action`, wherever that is."""
    if not any((grant.role, action) in permissions() for grant in who.grants):
        require(who, action)


def require(
    who: Principal, action: str, *, station: str | None = None, country: str | None = None
) -> None:
    """Raise ForbiddenError unless `who` may do it."""
    if not may(who, action, station=station, country=country):
        at = f" at {station}" if station else ""
        side = f" on the side of {country}" if country else ""
        allowed = ", ".join(roles_that(action))
        raise ForbiddenError(f"{action}{at}{side}: not yours to do; allowed: {allowed} there")
