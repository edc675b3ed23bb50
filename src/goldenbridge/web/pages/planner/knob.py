"""A number a planner may move."""

import math
from dataclasses import dataclass

from goldenbridge.language.messages import Message

TRADE, TRANSIT, GROWTH = "trade", "transit", "growth"
STAFF, LANES, SHARE, SWAP = "staff.", "lanes.", "share.", "swap."


@dataclass(frozen=True, slots=True, kw_only=True)
class Knob:
    """A number on a scale: where it stands as the programme has it, and how far it goes.

    `group` gathers knobs on the page: "trade", "share", "full" for those that only the full answer
    follows, or the party whose staff it is.
    """

    id: str
    group: str
    name: str | Message
    start: float
    least: float
    most: float
    step: float
    unit: str | Message

    @property
    def digits(self) -> int:
        """Decimals it is told with."""
        return max(0, -math.floor(math.log10(self.step)))

    def near(self, value: float) -> float:
        """The value a slider can stand at that is nearest to `value`."""
        if abs(value - self.start) < self.step / 2:
            return self.start
        return round(self.least + round((value - self.least) / self.step) * self.step, 6)
