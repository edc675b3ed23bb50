"""goldenbridge live forecast: the queues of a log, or the waits of a complex."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from goldenbridge.errors import ChoiceError, ExtraError, OutputError
from goldenbridge.live_commands.logs import holidays_in, read_log
from goldenbridge.live_commands.options import Days, Json, Ledger
from goldenbridge.live_commands.telling import (
    about,
    as_json,
    tell_left_out,
    tell_log,
    time_of,
    write,
)

if TYPE_CHECKING:
    from goldenbridge.outlook.live.forecast import Forecast
    from goldenbridge.outlook.live.readings import Readings


def forecast(  # noqa: PLR0913 - one for each option
    log: Annotated[
        Path | None,
        typer.Argument(help="Log of queues: CSV, CSV.gz or Parquet.", show_default=False),
    ] = None,
    *,
    ledger: Ledger = None,
    programme: Annotated[
        Path | None,
        typer.Option(help="Folder that describes the site of the ledger; the shipped one."),
    ] = None,
    at: Annotated[
        datetime | None,
        typer.Option(
            help="When it is made, UTC; just after the last reading.",
            formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
        ),
    ] = None,
    record: Annotated[
        Path | None, typer.Option(help="Record that keeps and judges every forecast.")
    ] = None,
    holidays: Days = None,
    json: Json = None,
) -> None:
    """Say how long the queues will be now and in 1, 3, 6, 24 hours and 7 days."""
    from rich.console import Console

    from goldenbridge.outlook.live import record as kept
    from goldenbridge.programme.writing import write_whole

    if record and json and record.absolute() == json.absolute():
        raise OutputError(f"--record and --json: found {record} for both; allowed: two files")
    if bool(log) == bool(ledger):
        raise ChoiceError("live forecast: found not one source; allowed: a LOG or --ledger URL")
    if ledger and (at or holidays):
        raise ChoiceError("--at, --holidays: found them with --ledger; allowed: with a log")
    if programme and not ledger:
        raise ChoiceError("--programme: found it without --ledger; allowed: with a ledger")
    past = record.read_text(encoding="utf-8") if record and record.exists() else ""
    lines = kept.read(past, str(record))
    with Console(stderr=True).status("forecasting"):
        if log:
            now = _of_log(log, at, holidays_in(holidays or []))
        elif ledger:
            now = _of_ledger(ledger, programme)
    lines = kept.with_outcomes(kept.with_forecasts(lines, now.made), now.known)
    judged = kept.scores(lines)
    if record:
        write_whole(record, "".join(f"{line.text()}\n" for line in lines))
    if json:
        told = {f"{hours:g}": as_json(one) for hours, one in judged.items()}
        forecasts = [_forecast(one) for one in now.made]
        write(json, now.about | {"forecasts": forecasts, "record": told})
    now.tell()
    _show_forecasts(now.made)
    for hours, one in judged.items():
        typer.echo(
            f"record, {hours:g} h: {one.n} judged, mean absolute error {one.mae:.1f} {now.unit}, "
            f"{one.coverage80:.0%} inside the 80 % interval"
        )


class _Now(NamedTuple):
    """Forecasts, what has been read so far, and how to tell what they rest on."""

    made: "tuple[Forecast, ...]"
    known: "Sequence[Readings]"
    unit: str
    about: dict[str, Any]
    tell: Callable[[], None]


def _of_log(log: Path, at: datetime | None, holidays: dict[str, tuple[date, ...]]) -> _Now:
    from goldenbridge.outlook.live.forecast import forecast

    form, series, findings = read_log(log)
    moment = int(at.replace(tzinfo=UTC).timestamp()) if at else None
    known = [one.until(moment) if moment else one for one in series]
    made = forecast(known, at=moment, holidays=holidays)

    def tell() -> None:
        tell_log(series, findings)
        tell_left_out({one.horizon_h for one in made})

    return _Now(made, known, form.unit, {"log": about(form, series, findings)}, tell)


def _of_ledger(url: str, folder: Path | None) -> _Now:
    from goldenbridge.programme.folder import DEFAULT, load, shipped

    try:
        from goldenbridge.operations.ledger.ledger import Ledger
        from goldenbridge.operations.rooms import ROOMS
        from goldenbridge.outlook.advice.terminal import ASSUMED
        from goldenbridge.outlook.live.waits import ahead, waits_past
    except ModuleNotFoundError as error:
        raise ExtraError(
            f"--ledger: found no {error.name}; pip install 'goldenbridge[server]'"
        ) from error
    described = load(folder or shipped()[DEFAULT])
    with Ledger.open(url, ROOMS, new=False) as book, book.reading() as view:
        moment = book.clock()
        made, assumed = ahead(described, view.connection, moment)
        known = waits_past(view.connection, moment)

    def tell() -> None:
        for name in assumed:
            typer.echo(f"  assumed: {ASSUMED[name]}", err=True)

    return _Now(made, known, "min", {"seq": view.seq, "assumed": list(assumed)}, tell)


def _forecast(one: "Forecast") -> dict[str, Any]:
    low, high = one.interval80
    return {
        "series": one.series,
        "unit": one.unit,
        "made": time_of(one.made),
        "horizon_h": one.horizon_h,
        "target": time_of(one.target),
        "median": one.median,
        "low80": low,
        "high80": high,
        "weights": one.weights,
    }


def _show_forecasts(made: "tuple[Forecast, ...]") -> None:
    typer.echo(f"{'series':34}{'ahead':>8}{'median':>9}  80 % interval")
    for one in sorted(made, key=lambda f: (f.series, f.horizon_h)):
        low, high = one.interval80
        typer.echo(
            f"{one.series:34}{one.horizon_h:6g} h{one.median:9.0f}  "
            f"{low:.0f} to {high:.0f} {one.unit}"
        )
