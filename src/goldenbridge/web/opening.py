"""What a complex starts with: the rules of a programme, and openings from its site."""

from datetime import date
from pathlib import Path

from sqlalchemy import select

from goldenbridge.errors import ChoiceError, OutputError
from goldenbridge.operations.appointments.offers import publish
from goldenbridge.operations.complexes import RULE_SET, set_rules
from goldenbridge.operations.ledger.ledger import Ledger
from goldenbridge.operations.slots import openings
from goldenbridge.programme.folder import DEFAULT, load, shipped
from goldenbridge.site.demand import Demand
from goldenbridge.site.site import Site

RULES = "operations.toml"


def rules_held(ledger: Ledger, folder: Path | None, site: str) -> None:
    """Let the rules of a programme hold, where the ledger has none yet.

    Raises ChoiceError for a site the programme does not describe and OutputError for no rules.
    """
    with ledger.reading() as view:
        if view.connection.execute(select(RULE_SET.c.id).limit(1)).first():
            return
    folder = folder or shipped()[DEFAULT]
    rules = folder / RULES
    if not rules.is_file():
        raise OutputError(f"{rules}: found no file; allowed: the rules of the complex")
    where, _ = site_of(folder, site)
    ledger.submit(set_rules(where, rules.read_text(encoding="utf-8")), actor="serve")


def site_of(folder: Path | None, site: str) -> tuple[Site, Demand]:
    """A site of the programme and the first demand on it; ChoiceError for one it lacks."""
    programme = load(folder or shipped()[DEFAULT])
    fit = [one for one in programme.sites if site in {"", one.id}]
    demands = [one for one in programme.demands if fit and one.site == fit[0].id]
    if not demands:
        allowed = ", ".join(one.site for one in programme.demands)
        raise ChoiceError(f"site: found {site or 'none'}; allowed: {allowed}")
    return fit[0], demands[0]


def offer(ledger: Ledger, site: Site, demand: Demand, day: date, *, actor: str) -> list[str]:
    """Publish the openings of a day that the site has capacity for; their ids."""
    command = publish(openings(site, demand, day))
    return list(ledger.submit(command, actor=actor).body["openings"])
