"""W1 and W2 in this project's engine, and the variants of W2 that switch its features on."""

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from itertools import pairwise

from benchmarks.border_peers import workloads as w
from goldenbridge.border.compile import compile_site
from goldenbridge.border.runs import run_one
from goldenbridge.border.tables import FIXED, Counts, Model
from goldenbridge.site.demand import Demand, Flow, Profile
from goldenbridge.site.distributions import Service
from goldenbridge.site.routes import Leg, Route
from goldenbridge.site.site import Site
from goldenbridge.site.stations import Direction, Pool, Shift, Station, TruckClass, Yard

DIRECTIONS = (Direction(id="through", name="through"),)


def _service(service: w.Lognormal | w.Erlang) -> Service:
    if isinstance(service, w.Lognormal):
        return Service(kind="lognormal", mean_min=service.mean, cv=service.cv)
    return Service(kind="erlang", mean_min=service.mean, shape=service.phases)


def _shifts(staff: Iterable[int]) -> tuple[Shift, ...]:
    hours = pairwise((*(start / 60 for start in w.SHIFTS), 24.0))
    return tuple(
        Shift(from_h=start, to_h=end, staff=officers)
        for (start, end), officers in zip(hours, staff, strict=True)
    )


def _legs() -> tuple[Leg, ...]:
    gate, weighbridge, documents, inspection, out = (station.name for station in w.STATIONS)
    return (
        Leg(after="in", to=gate),
        Leg(after=gate, to=weighbridge),
        Leg(after=weighbridge, to=documents),
        Leg(after=documents, to=inspection, share=w.INSPECTED),
        Leg(after=documents, to=out, share=1 - w.INSPECTED),
        Leg(after=inspection, to=out),
        Leg(after=out, to="out"),
    )


def border_site() -> Site:
    """The site of W2, with a crew for each station."""
    names = [station.name for station in w.STATIONS]
    return Site(
        id="w2",
        name="W2",
        time_zone="UTC",
        directions=DIRECTIONS,
        classes=tuple(
            TruckClass(id=name, name=name, priority=rank) for rank, name in enumerate(w.CLASSES)
        ),
        pools=tuple(
            Pool(id=s.name, name=s.name, rule="finish", shifts=_shifts(s.staff)) for s in w.STATIONS
        ),
        stations=tuple(
            Station(id=s.name, name=s.name, pool=s.name, services=(_service(s.service),))
            for s in w.STATIONS
        ),
        yards=(Yard(id="yard", stations=tuple(names), trucks=w.YARD, full="balk"),),
        routes=(Route(direction="through", legs=_legs()),),
    )


def border_demand() -> Demand:
    """What comes to the site of W2."""
    week = Profile(
        id="week",
        hours=tuple(w.RATES.mean(axis=0).tolist()),
        weekdays=tuple(w.RATES.mean(axis=1).tolist()),
    )
    shares = zip(w.CLASSES, (w.PRIORITY, 1 - w.PRIORITY), strict=True)
    flows = tuple(
        Flow(
            direction="through",
            truck_class=name,
            kind="transit",
            trucks_per_day=share * float(w.RATES.mean()) * w.DAY,
            profile="week",
        )
        for name, share in shares
    )
    return Demand(id="w2", site="w2", profiles=(week,), flows=flows)


def with_staff(site: Site, station: str, staff: Iterable[int]) -> Site:
    """`site` with other officers by shift at one station."""
    return site.with_pool(replace(site.pool(station), shifts=_shifts(staff)))


def without_yard(site: Site) -> Site:
    """W2 with room for every truck: each station then depends on its own state only."""
    return replace(site, yards=())


def blocking(site: Site) -> Site:
    """W2 with twenty waiting places at the documents and eight at the inspection, which block."""
    documents = replace(site.station("documents"), places=20, full="block")
    inspection = replace(site.station("inspection"), places=8, full="block")
    return site.with_station(documents).with_station(inspection)


def batches(site: Site) -> Site:
    """W2 with the exit in convoys of five that wait at most ten minutes."""
    return site.with_station(replace(site.station("exit"), batch=5, batch_wait_min=10.0))


def shared_staff(site: Site) -> Site:
    """W2 with one crew for documents and inspection, as large as both together."""
    documents, inspection = w.STATIONS[w.DOCUMENTS].staff, w.STATIONS[w.INSPECTION].staff
    both = [x + y for x, y in zip(documents, inspection, strict=True)]
    pools = tuple(pool for pool in site.pools if pool.id != "inspection")
    shared = with_staff(replace(site, pools=pools), "documents", both)
    return shared.with_station(replace(site.station("inspection"), pool="documents"))


VARIANTS = {"blocking": blocking, "batches": batches, "shared staff": shared_staff}


def queue_site() -> Site:
    """The site of W1."""
    always = Shift(from_h=0, to_h=24, staff=w.SERVERS)
    service = Service(kind="exponential", mean_min=1 / w.SERVICE_RATE)
    return Site(
        id="w1",
        name="W1",
        time_zone="UTC",
        directions=DIRECTIONS,
        classes=(TruckClass(id="all", name="all", priority=0),),
        pools=(Pool(id="servers", name="servers", rule="finish", shifts=(always,)),),
        stations=(Station(id="bank", name="bank", pool="servers", services=(service,)),),
        routes=(
            Route(
                direction="through",
                legs=(Leg(after="in", to="bank"), Leg(after="bank", to="out")),
            ),
        ),
    )


def queue_demand() -> Demand:
    """What comes to W1."""
    flow = Flow(
        direction="through",
        truck_class="all",
        kind="transit",
        trucks_per_day=w.ARRIVAL_RATE * w.DAY,
    )
    return Demand(id="w1", site="w1", flows=(flow,))


@cache
def border_model(minutes: float, variant: str = "") -> Model:
    """W2, or a variant of it, compiled for this many minutes; whole days."""
    site = VARIANTS[variant](border_site()) if variant else border_site()
    return compile_site(site, border_demand(), days=round(minutes / w.DAY), warmup_days=0.0)


@cache
def queue_model(customers: int) -> Model:
    """W1 compiled for about this many customers; whole days."""
    days = round(customers / (w.ARRIVAL_RATE * w.DAY))
    return compile_site(queue_site(), queue_demand(), days=days, warmup_days=0.0)


def columns(model: Model) -> list[int]:
    """The columns of the classes of W2 in its counters."""
    names = [truck_class for _, truck_class in model.types]
    return [names.index(name) for name in w.CLASSES]


def outcome(counts: Counts, order: list[int] | None = None) -> w.Outcome:
    """What the counters of a run tell, its columns brought in `order`."""
    visits = counts.wait.sum(axis=(0, 3))
    waits = counts.wait_sum.sum(axis=0) / FIXED / visits
    if order is not None:
        waits = waits[:, order]
    through = int(counts.dwell.sum())
    return w.Outcome(
        through,
        waits,
        int(counts.lost.sum()),
        float(counts.dwell_sum.sum() / FIXED / through),
    )


def queue(customers: int, seed: int) -> w.Outcome:
    """W1: serve about this many customers."""
    return outcome(run_one(queue_model(customers), seed=seed))


def border(minutes: float, seed: int, variant: str = "") -> w.Outcome:
    """W2 for this many minutes."""
    model = border_model(minutes, variant)
    return outcome(run_one(model, seed=seed), columns(model))
