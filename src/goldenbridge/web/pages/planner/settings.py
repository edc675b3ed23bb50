"""A scenario of the planner: its start, what was moved and its name, all of it in the address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlencode

from goldenbridge.errors import ChoiceError, SiteError
from goldenbridge.programme.model import Programme
from goldenbridge.report.simulated import Plan, choose
from goldenbridge.site.shares import sent, share_sent
from goldenbridge.site.site import Site
from goldenbridge.trade.loads import loaded
from goldenbridge.web.pages.planner import knobs as knob
from goldenbridge.web.pages.planner.knobs import Knob, knobs

FROM, NAME = "from", "name"
LONGEST = 60
"""Signs of a name."""
BESIDE = ("a", "b", "c")
"""Parameters that hold the query of another scenario, to be shown beside."""


@dataclass(frozen=True, slots=True)
class Settings:
    """`start` is a site, or SITE/SCENARIO; `moved` the knobs that do not stand as there."""

    start: str
    moved: tuple[tuple[str, float], ...] = ()
    name: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The knobs that were moved."""
        return tuple(name for name, _ in self.moved)

    @property
    def query(self) -> str:
        """The settings as the query of an address, always in the same order."""
        values = [(FROM, self.start), *((name, f"{value:g}") for name, value in self.moved)]
        return urlencode([*values, (NAME, self.name)] if self.name else values)


def address(settings: Settings, others: Sequence[Settings], path: str = "/planner") -> str:
    """Where these settings are shown beside others: the whole page in one address."""
    more = urlencode([(name, one.query) for name, one in zip(BESIDE, others, strict=False)])
    return f"{path}?{settings.query}{'&' if more else ''}{more}"


def starts(programme: Programme) -> dict[str, tuple[str, str]]:
    """Everything sliders can start from: each site with trucks, and each of its scenarios.

    The value is what it is called: the site, and the scenario if it is one.
    """
    served = {demand.site for demand in programme.demands}
    found: dict[str, tuple[str, str]] = {}
    for site in programme.sites:
        if site.id in served:
            found[site.id] = (site.name, "")
            own = (one for one in programme.border_scenarios if one.site == site.id)
            found |= {f"{site.id}/{one.id}": (site.name, one.title) for one in own}
    return found


def beginning(programme: Programme, start: str) -> Plan:
    """The plan that sliders start from. Raises ChoiceError for one the folder does not hold."""
    allowed = starts(programme)
    if start not in allowed:
        raise ChoiceError(f"{FROM}: found {start!r}; allowed: {', '.join(allowed) or 'none'}")
    site, _, scenario = start.partition("/")
    return choose(programme, site=site, scenario=scenario)


def read(programme: Programme, given: Mapping[str, str]) -> Settings:
    """The settings an address holds; what it does not name stands as the programme has it.

    Raises ChoiceError for a start, a knob or a value there is not.
    """
    start = given.get(FROM) or next(iter(starts(programme)), "")
    offered = {one.id: one for one in knobs(programme, beginning(programme, start))}
    prefixes = (knob.STAFF, knob.LANES, knob.SHARE)
    asked = [n for n in given if n in (knob.TRADE, knob.TRANSIT) or n.startswith(prefixes)]
    for name in asked:
        if name not in offered:
            raise ChoiceError(f"{name}: found no such setting; allowed: {', '.join(offered)}")
    values = {name: _value(one, given[name]) for name, one in offered.items() if name in given}
    moved = tuple((n, value) for n, value in values.items() if value != offered[n].start)
    name = " ".join(given.get(NAME, "").split())
    if len(name) > LONGEST:
        raise ChoiceError(f"{NAME}: found {len(name)} signs; allowed: up to {LONGEST}")
    return Settings(start, moved, name)


def read_query(programme: Programme, query: str) -> Settings:
    """The settings of another scenario, told as the query of its address."""
    return read(programme, dict(parse_qsl(query)))


def plan_of(programme: Programme, settings: Settings) -> Plan:
    """The site and the demand under these settings."""
    plan = beginning(programme, settings.start)
    offered = {one.id: one for one in knobs(programme, plan)}
    site, values = plan.site, dict(settings.moved)
    for name, value in settings.moved:
        site = _moved(plan, site, name, value)
    demand = plan.demand
    if knob.TRADE in values or knob.TRANSIT in values:
        demand = loaded(
            demand,
            programme.freight[0],
            programme.goods,
            programme.figures,
            turnover_bn=values.get(knob.TRADE, offered[knob.TRADE].start),
            transit=values.get(knob.TRANSIT, offered[knob.TRANSIT].start) / 100,
        )
    return replace(plan, site=site, demand=demand)


def _moved(plan: Plan, site: Site, name: str, value: float) -> Site:
    kind, _, of = name.partition(".")
    if f"{kind}." == knob.STAFF:
        pool = site.pool(of)
        factor = value / knob.most_staff(pool)
        shifts = (replace(one, staff=_whole(one.staff, factor)) for one in pool.shifts)
        return site.with_pool(replace(pool, shifts=tuple(shifts)))
    if f"{kind}." == knob.LANES:
        return site.with_station(replace(site.station(of), lanes=int(value)))
    if f"{kind}." == knob.SHARE:
        try:
            return sent(site, of, value / 100 / share_sent(plan.site, plan.demand, of))
        except SiteError as error:
            raise ChoiceError(f"{name}: {error}") from error
    return site


def _whole(staff: float, factor: float) -> float:
    """Whole officers in proportion; where somebody worked, somebody does."""
    return float(max(int(staff * factor + 0.5), staff > 0))


def _value(one: Knob, text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not one.least - 1e-9 <= value <= one.most + 1e-9:
        raise ChoiceError(
            f"{one.id}: found {text!r}; allowed: a number from {one.least:g} to {one.most:g}"
        )
    return one.near(value)
