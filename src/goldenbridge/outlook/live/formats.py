"""The forms of queue logs that can be read, told apart by their columns."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from goldenbridge.errors import LogError
from goldenbridge.outlook.live.readings import Row

Cells = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One form of log: where the time, the series and the value stand.

    A value is multiplied by `scale` to become `unit`. Rows whose `leave` column holds one of its
    values are not of trucks. Times without a zone are local to `zone`.
    """

    id: str
    at: str
    series: tuple[str, ...]
    value: str
    scale: float = 1.0
    unit: str = "min"
    paused: str = ""
    leave: tuple[str, tuple[str, ...]] | None = None
    zone: str

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns by which the form is known."""
        return (self.at, *self.series, self.value, *([self.paused] if self.paused else ()))


FORMS = (
    Form(
        id="electronic-queue",
        at="scraped_at",
        series=("crossing_id", "vehicle_class"),
        value="virtual_wait_s",
        scale=1 / 60,
        paused="is_paused",
        leave=("vehicle_class", ("bus",)),
        zone="Europe/Kyiv",
    ),
    Form(
        id="posted-wait",
        at="scraped_at",
        series=("crossing_id",),
        value="trucks_exit_min",
        zone="Europe/Warsaw",
    ),
    Form(
        id="trucks-waiting",
        at="scraped_at",
        series=("crossing_id",),
        value="trucks_waiting",
        unit="trucks",
        paused="closure_flag",
        zone="Europe/Kyiv",
    ),
    Form(id="hourly-delay", at="t", series=(), value="avg_delay_min", zone="America/Vancouver"),
    Form(id="wait", at="at", series=("series",), value="wait_min", zone="UTC"),
    Form(id="queue", at="at", series=("series",), value="trucks", unit="trucks", zone="UTC"),
)
"""In the order they are tried; the last two are the plain forms of this project."""


def form_of(columns: Sequence[str], file: str) -> Form:
    """The form whose columns are all among `columns`. Raises LogError that names every form."""
    for form in FORMS:
        if set(form.columns) <= set(columns):
            return form
    allowed = "; ".join(f"{form.id} ({', '.join(form.columns)})" for form in FORMS)
    raise LogError(f"{file}:1: found the columns {', '.join(columns)}; allowed: {allowed}")


def rows(lines: Iterator[tuple[int, Cells]], form: Form) -> Iterator[Row]:
    """The rows of a log of `form`; `lines` are its lines with their numbers."""
    for line, cells in lines:
        if form.leave and cells[form.leave[0]] in form.leave[1]:
            continue
        yield Row(
            line,
            " ".join(cells[name] for name in form.series) or form.id,
            _time(cells[form.at]),
            _number(cells[form.value], form.scale),
            bool(form.paused) and cells[form.paused] not in ("", "0", "False", "false"),
        )


def _time(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text.strip())
    except ValueError:
        return None


def _number(text: str, scale: float) -> float | None:
    """The number, None for an empty cell, nan for what is no number."""
    text = text.strip()
    if not text:
        return None
    try:
        return float(text) * scale
    except ValueError:
        return float("nan")
