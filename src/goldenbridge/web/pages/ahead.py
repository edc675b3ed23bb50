"""The waits ahead at the complex: simulated beside the server when somebody looks, and kept."""

import logging
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from threading import Lock

from goldenbridge.border.tables import Model
from goldenbridge.errors import GoldenBridgeError
from goldenbridge.figures.caption import Caption
from goldenbridge.figures.figure import Figure
from goldenbridge.figures.waits_ahead import Wait, waits_ahead
from goldenbridge.language.languages import Language
from goldenbridge.operations.ledger.events import stamp
from goldenbridge.operations.ledger.ledger import Ledger
from goldenbridge.outlook.live.forecast import Forecast
from goldenbridge.outlook.live.waits import model_of, simulated
from goldenbridge.programme.model import Programme
from goldenbridge.web.apart import Apart, Tell

EVERY_S, STALE_S = 300.0, 900.0
"""How long a forecast stands before it is made anew, and how long it is shown at most."""
_DAY_H = 24
log = logging.getLogger("goldenbridge.web")


@dataclass(frozen=True, slots=True)
class Ahead:
    """Minutes that the truck of a class and direction waits that comes `horizon_h` from now."""

    direction: str
    truck_class: str
    horizon_h: float
    median_min: int
    low80_min: int
    high80_min: int


@dataclass(frozen=True, slots=True)
class Made:
    """A forecast: when it was made (UTC) from which event, what was assumed, and the waits."""

    made: str
    seq: int
    assumed: tuple[str, ...]
    waits: tuple[Ahead, ...]


class Forecasting:
    """Makes one forecast at a time, in a process of its own."""

    def __init__(self, programme: Callable[[], Programme]) -> None:
        self.programme = programme
        self._made: Made | None = None
        self._begun_at = self._made_at = -STALE_S
        self._future: Future[None] | None = None
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="forecasting")
        self._apart = Apart()
        self._lock = Lock()

    def now(self, ledger: Ledger) -> Made | None:
        """The latest forecast, None where there is none that still stands; never waits.

        Begins a new one where the latest is older than five minutes.
        """
        with self._lock:
            at = time.monotonic()
            if at - self._begun_at >= EVERY_S and not self.busy:
                self._begun_at = at
                self._future = self._worker.submit(self._reckon, ledger)
            return self._made if at - self._made_at < STALE_S else None

    @property
    def busy(self) -> bool:
        """Whether one is being made."""
        return self._future is not None and not self._future.done()

    def close(self) -> None:
        """Begin nothing more, and end what has begun."""
        self._worker.shutdown(wait=False, cancel_futures=True)
        self._apart.close()

    def _reckon(self, ledger: Ledger) -> None:
        began, now = time.monotonic(), ledger.clock()
        try:
            with ledger.reading() as view:
                model, assumed = model_of(self.programme(), view.connection, now)
            found = self._apart(_simulated, model, int(now.timestamp()), hear=lambda _: None)
        except (GoldenBridgeError, RuntimeError) as error:
            log.warning("forecast of waits: %s", error)
            return
        self._made = Made(stamp(now), view.seq, assumed, tuple(_ahead(one) for one in found))
        self._made_at = began


def when(horizon_h: float, language: Language) -> str:
    """How far ahead, told to people."""
    if not horizon_h:
        return language.say("right now")
    if horizon_h <= _DAY_H:
        return language.say("in {hours} h", hours=f"{horizon_h:g}")
    return language.say("in {days} days", days=f"{horizon_h / _DAY_H:g}")


def pictures(
    made: Made, directions: Sequence[str], names: Mapping[str, str], language: Language
) -> dict[str, Figure | None]:
    """The picture of the waits ahead by direction, with what the classes are called."""
    title = language.say("Waits ahead")
    return {
        direction: waits_ahead(
            [
                Wait(
                    names.get(one.truck_class, one.truck_class),
                    when(one.horizon_h, language),
                    one.median_min,
                    one.low80_min,
                    one.high80_min,
                )
                for one in made.waits
                if one.direction == direction
            ],
            Caption(title, language, name=f"waits-ahead-{direction}"),
        )
        for direction in directions
    }


def _ahead(one: Forecast) -> Ahead:
    direction, truck_class = one.series.split(" ")
    low, high = one.interval80
    return Ahead(direction, truck_class, one.horizon_h, round(one.median), round(low), round(high))


def _simulated(_tell: Tell, model: Model, made: int) -> tuple[Forecast, ...]:
    return simulated(model, made)
