"""What a person asked to be designed."""

from typing import NamedTuple

from goldenbridge.border.design.costs import budget_usd, dollars
from goldenbridge.border.design.promise import Promise, promised
from goldenbridge.errors import ChoiceError
from goldenbridge.programme.model import Programme
from goldenbridge.site.demand import Demand
from goldenbridge.site.designs import Design
from goldenbridge.site.site import Site


class Asked(NamedTuple):
    """What is to be designed: the block, its site and demand, the promise, the budget in USD."""

    design: Design
    site: Site
    demand: Demand
    promise: Promise
    budget: float | None


def ask(programme: Programme, *, design: str = "", promise: str = "", budget: str = "") -> Asked:
    """What a person asked for; the first design of the folder where none is named.

    Raises ChoiceError for a design the folder does not hold, DesignError for a promise or a budget
    that is none.
    """
    found = [one for one in programme.designs if design in ("", one.id)]
    if not found:
        allowed = ", ".join(one.id for one in programme.designs) or "a folder with design.toml"
        raise ChoiceError(f"--design: found {design or 'none'!r}; allowed: {allowed}")
    one = found[0]
    site = next(s for s in programme.sites if s.id == one.site)
    demand = next(d for d in programme.demands if d.id == one.demand)
    figures = {figure.id: figure for figure in programme.figures}
    rate = figures.get(one.rate)
    most = None
    if budget:
        most = budget_usd(budget, rate)
    elif one.budget:
        most = figures[one.budget].value * dollars(figures[one.budget].unit, rate)
    return Asked(one, site, demand, promised(one, site, promise), most)
