"""The design that the shipped folder keeps, on a server whose border is not simulated."""

from concurrent.futures import Future
from dataclasses import replace

from goldenbridge.programme.model import Programme
from goldenbridge.report.design_kept import kept
from goldenbridge.report.facts import Facts
from goldenbridge.web.pages.served import Served


def show_design(served: Served, programme: Programme) -> None:
    """Put the design of `programme` into the latest day of `served`, when that is reckoned."""
    day = served.reckoning.day()
    assert day.future is not None
    facts = day.future.result()
    known = replace(facts.programme, sites=programme.sites, demands=programme.demands)
    day.future = Future[Facts]()
    day.future.set_result(replace(facts, programme=known, design=kept(programme)))
