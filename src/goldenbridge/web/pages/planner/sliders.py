"""The sliders of a page, in groups, as they are told."""

from collections.abc import Sequence
from typing import NamedTuple

from goldenbridge.language.languages import Language
from goldenbridge.language.messages import Own
from goldenbridge.programme.model import Programme
from goldenbridge.web.pages.planner import showing
from goldenbridge.web.pages.planner.knobs import Knob
from goldenbridge.web.pages.planner.settings import Settings


class Slider(NamedTuple):
    """A knob as it stands, and how that is told."""

    knob: Knob
    name: str
    value: float
    said: str
    unit: str


def groups(
    programme: Programme, offered: Sequence[Knob], settings: Settings, language: Language
) -> list[tuple[str, list[Slider]]]:
    """The sliders under the titles of their groups."""
    say, values = language.say, dict(settings.moved)
    titles = {"trade": say("Trade and transit")}
    titles |= {
        party.id: say("Staff and lanes, {party}", party=Own(party.name))
        for party in programme.parties
    }
    titles |= {"": say("Staff and lanes"), "share": say("Share of the trucks sent to")}
    found: dict[str, list[Slider]] = {}
    for one in offered:
        value = values.get(one.id, one.start)
        said = showing.amount(language, one, value)
        name, unit = showing.told(language, one.name), showing.told(language, one.unit)
        found.setdefault(one.group, []).append(Slider(one, name, value, said, unit))
    return [(title, found[group]) for group, title in titles.items() if group in found]
