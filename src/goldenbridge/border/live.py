"""A site simulated from where it stands now."""

import os

from goldenbridge.border.compile import compile_site
from goldenbridge.border.results import BorderResult, result
from goldenbridge.border.samples import Mapper, on_threads
from goldenbridge.border.simulation import replicate
from goldenbridge.border.state import State
from goldenbridge.site.demand import Demand
from goldenbridge.site.site import Site


def simulate_from(  # noqa: PLR0913 - what is simulated, from where, how long and how often
    site: Site,
    demand: Demand,
    state: State,
    *,
    days: int = 1,
    replications: int = 64,
    seed: int = 7,
    mapper: Mapper | None = None,
) -> BorderResult:
    """What the trucks that come in the `days` after `state.at` meet, given who is there already.

    Each replication draws anew what is not known: how much longer a truck in service takes, given
    how long it has taken; when a truck in line loses patience; whether and when those who are due
    come, given that they have not come yet; and everything after. Times are of the trucks that
    come from `state.at` on; queues and utilisation count everybody. The same seed and state bring
    the same trucks to another site or with other staff (common random numbers).

    Trucks in service stay when fewer are on duty than serve, or wait to be resumed, as the rule of
    the pool says; more trucks than a yard or a station holds stay and let nobody in. Raises
    SiteError with everything that is wrong with the site, the demand or the state.
    """
    model = compile_site(site, demand, days=days, state=state)
    mapper = mapper or on_threads(os.cpu_count() or 1)
    return result(model, replicate(model, replications, seed, None, mapper, None), seed)
