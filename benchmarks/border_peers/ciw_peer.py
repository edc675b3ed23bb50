"""W1 and W2 in Ciw: a network of nodes described by parameters; records are Ciw's own.

Ciw's shift change sends the whole crew home and brings a whole new one, so that officers who still
finish a truck come on top of the new crew. Its documented way to change a node is to derive from
`ciw.Node`: `Crew` keeps the number of officers at what the schedule says.
"""

import ciw
import numpy as np

from benchmarks.border_peers import workloads as w


class Crew(ciw.Node):
    """A node whose officers at work count towards the next shift."""

    def change_shift(self) -> None:
        """Keep the busy ones, those who finish first leaving if there are too many."""
        self.schedule.get_next_shift()
        self.next_shift_change = self.schedule.next_shift_change_date
        self.c = self.schedule.c
        for server in self.servers:
            server.shift_end = self.next_event_date
        for server in [server for server in self.servers if not server.busy]:
            self.kill_server(server)
        busy = sorted(self.servers, key=lambda server: -server.next_end_service_date)
        for rank, server in enumerate(busy):
            server.offduty = rank >= self.c
        self.add_new_servers(max(0, self.c - len(busy)))
        self.begin_service_if_possible_change_shift()


def queue(customers: int, seed: int) -> w.Outcome:
    """W1: serve this many customers."""
    ciw.seed(seed)
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Exponential(w.ARRIVAL_RATE)],
        service_distributions=[ciw.dists.Exponential(w.SERVICE_RATE)],
        number_of_servers=[w.SERVERS],
    )
    simulation = ciw.Simulation(network)
    simulation.simulate_until_max_customers(customers)
    waits = [record.waiting_time for record in simulation.get_all_records()]
    return w.Outcome(len(waits), np.array([[np.mean(waits)]]))


def _service(service: w.Lognormal | w.Erlang) -> ciw.dists.Distribution:
    if isinstance(service, w.Lognormal):
        return ciw.dists.Lognormal(*service.log)
    return ciw.dists.Erlang(rate=service.phases / service.mean, num_phases=service.phases)


def _network(minutes: float) -> ciw.network.Network:
    hours = [60.0 * (hour + 1) for hour in range(w.RATES.size)]

    def arrivals(share: float) -> list[ciw.dists.Distribution | None]:
        rates = (share * w.RATES).ravel().tolist()
        first = ciw.dists.PoissonIntervals(rates, hours, max_sample_date=minutes)
        return [first, *[None] * (len(w.STATIONS) - 1)]

    routes = np.eye(len(w.STATIONS), k=1)
    routes[w.DOCUMENTS, w.INSPECTION] = w.INSPECTED
    routes[w.DOCUMENTS, w.EXIT] = 1 - w.INSPECTED
    service = [_service(station.service) for station in w.STATIONS]
    ends = [*w.SHIFTS[1:], w.DAY]
    return ciw.create_network(
        arrival_distributions=dict(
            zip(w.CLASSES, map(arrivals, (w.PRIORITY, 1 - w.PRIORITY)), strict=True)
        ),
        service_distributions=dict.fromkeys(w.CLASSES, service),
        number_of_servers=[ciw.Schedule(list(station.staff), ends) for station in w.STATIONS],
        routing=dict.fromkeys(w.CLASSES, routes.tolist()),
        priority_classes={name: rank for rank, name in enumerate(w.CLASSES)},
        system_capacity=w.YARD,
    )


def border(minutes: float, seed: int) -> w.Outcome:
    """W2 for this many minutes."""
    ciw.seed(seed)
    simulation = ciw.Simulation(_network(minutes), node_class=Crew)
    simulation.simulate_until_max_time(minutes)
    records = simulation.get_all_records()
    done = [record for record in records if record.record_type == "service"]
    rank = {name: number for number, name in enumerate(w.CLASSES)}
    waits = w.mean_waits(
        np.array([record.node - 1 for record in done]),
        np.array([rank[record.customer_class] for record in done]),
        np.array([record.waiting_time for record in done]),
    )
    served = sum(record.node == len(w.STATIONS) for record in done)
    return w.Outcome(served, waits, len(records) - len(done))
