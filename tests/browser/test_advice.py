"""The page of advice in a browser: looked at, accepted, refused; nobody is shut out of it."""

from datetime import timedelta

from tests.browser.yard import Yard, look_through, press, reasoned, yard

from goldenbridge.operations.advice.deciding import AcceptAdvice, Measure
from goldenbridge.operations.advice.proposing import Propose
from goldenbridge.operations.advice.tables import DUTY
from goldenbridge.operations.appointments.tables import OPENING
from goldenbridge.operations.ledger.events import stamp

__all__ = ["yard"]
NAMES = ("trucks", "now_min", "then_min", "saved_min", "now_kept", "then_kept", "kept_more")


def proposed(yard: Yard, hours: int) -> tuple[str, str]:
    """A proposal for the hour that begins in so many hours, and the opening it changes."""
    due = yard.due + timedelta(hours=hours)
    opening = yard.desk.opening(3, due=due)
    window = {"starts": stamp(due), "ends": stamp(due + timedelta(hours=1))}
    values = (40.0, 63.2, 60.2, 3.0, 0.9, 0.95, 0.05)
    told = {name: {"value": x, "half": 0.5} for name, x in zip(NAMES, values, strict=True)}
    command = Propose(
        **window,
        digest=str(hours),
        places=[{"opening": opening, "now": 3, "to": 5, "why": "sold-out"}],
        duty=[{"pool": "agro", "now": 2, "to": 3, "why": "short", "load": 1.9} | window],
        expected=[told | window, told | window],
        assumed=["no-show", "besides", "sold"],
        gain_min=0.0,
    )
    advice = str(yard.desk.do(command)["advice"])
    if hours == 0:
        yard.desk.do(AcceptAdvice(advice))
        now = yard.desk.clock.now
        yard.desk.clock.to(due + timedelta(hours=1))
        yard.desk.do(Measure(advice, told | window | {"really_min": 61.0, "believable": True}))
        yard.desk.clock.to(now)
    return advice, opening


def test_a_proposal_is_looked_at_accepted_and_refused(yard: Yard, axe: str) -> None:
    proposed(yard, 0)
    _, opening = proposed(yard, 1)
    pages = [("manager", "/complex/advice"), ("manager", "/complex/advice?lang=kk")]
    look_through(yard, axe, pages)
    with yard.person("manager") as page:
        page.goto(f"{yard.url}/complex/advice?lang=en")
        assert "63.2 min → 60.2 min" in page.locator("figure svg.wide").text_content()
        press(page, "Accept it")
        assert yard.desk.row(OPENING, opening).target == 5
        assert [row.staff for row in yard.desk.rows(DUTY)] == [3, 3]
        proposed(yard, 2)
        page.goto(f"{yard.url}/complex/advice")
        reasoned(page, "Refuse it", "a strike")
        assert "Refused: a strike" in page.locator("main").inner_text()
    assert yard.desk.replays()
