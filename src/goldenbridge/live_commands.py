"""goldenbridge live: forecast the queues of a log, and say how good the forecasts are."""

import csv
import gzip
import json
import zlib
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from goldenbridge.errors import ChoiceError, ExtraError, LogError, OutputError

if TYPE_CHECKING:
    from goldenbridge.border.fit.fit import SiteFit
    from goldenbridge.outlook.live.forecast import Forecast
    from goldenbridge.outlook.live.formats import Form
    from goldenbridge.outlook.live.readings import Finding, Readings
    from goldenbridge.outlook.live.scores import Score
    from goldenbridge.outlook.live.trial import Judged

app = typer.Typer(no_args_is_help=True, help="Forecast the queues of a log, and judge forecasts.")
Log = Annotated[
    Path, typer.Argument(help="Log of queues: CSV, CSV.gz or Parquet.", show_default=False)
]
Days = Annotated[
    list[Path] | None,
    typer.Option("--holidays", help="Calendar of holidays (CSV with a column Date); may repeat."),
]
Json = Annotated[Path | None, typer.Option(help="Write the result as JSON.")]
DAY_FORM = ["%Y-%m-%d"]


@app.command()
def score(
    log: Log,
    *,
    until: Annotated[
        datetime,
        typer.Option(help="Last day of the fit; what came later is scored.", formats=DAY_FORM),
    ],
    to: Annotated[
        datetime | None,
        typer.Option(help="Last day to score; the end of the log.", formats=DAY_FORM),
    ] = None,
    holidays: Days = None,
    json: Json = None,
) -> None:
    """Fit on the log up to a day and score every horizon on what came later."""
    from rich.console import Console

    from goldenbridge.outlook.live.trial import trial

    form, series, findings = _read(log)
    zone = series[0].zone
    end = _after(to.date(), zone) if to else max(int(one.at[-1]) for one in series) + 1
    with Console(stderr=True).status("fitting") as status:
        judged = trial(
            series,
            _after(until.date(), zone),
            end,
            holidays=_holidays(holidays or []),
            progress=lambda done, of: status.update(f"{done} of {of} horizons"),
        )
    if json:
        _write(json, {"log": _about(form, series, findings), "horizons": _scores(judged)})
    _tell(series, findings)
    _left_out({one.horizon_h for one in judged})
    _show_scores(judged, form.unit)


@app.command()
def forecast(
    log: Log,
    *,
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

    from goldenbridge.outlook.live import forecast as live
    from goldenbridge.outlook.live import record as kept
    from goldenbridge.programme.writing import write_whole

    if record and json and record.absolute() == json.absolute():
        raise OutputError(f"--record and --json: found {record} for both; allowed: two files")
    past = record.read_text(encoding="utf-8") if record and record.exists() else ""
    lines = kept.read(past, str(record))
    form, series, findings = _read(log)
    moment = int(at.replace(tzinfo=UTC).timestamp()) if at else None
    known = [one.until(moment) if moment else one for one in series]
    with Console(stderr=True).status("forecasting"):
        made = live.forecast(known, at=moment, holidays=_holidays(holidays or []))
    lines = kept.with_outcomes(kept.with_forecasts(lines, made), known)
    judged = kept.scores(lines)
    if record:
        write_whole(record, "".join(f"{line.text()}\n" for line in lines))
    if json:
        told = {f"{hours:g}": _score(one) for hours, one in judged.items()}
        about = {"log": _about(form, series, findings), "forecasts": [_forecast(f) for f in made]}
        _write(json, about | {"record": told})
    _tell(series, findings)
    _left_out({one.horizon_h for one in made})
    _show_forecasts(made)
    for hours, one in judged.items():
        typer.echo(
            f"record, {hours:g} h: {one.n} judged, mean absolute error {one.mae:.1f} {form.unit}, "
            f"{one.coverage80:.0%} inside the 80 % interval"
        )


@app.command()
def fit(
    log: Annotated[Path, typer.Argument(help="Log of visits: CSV or Parquet.", show_default=False)],
    *,
    zone: Annotated[str, typer.Option(help="Time zone of the crossing, as in Asia/Almaty.")],
    json: Json = None,
) -> None:
    """Fit arrivals, services, ways and staff to a log of visits, and show how well they fit."""
    from zoneinfo import available_timezones

    from goldenbridge.border.fit.fit import fit as fit_site
    from goldenbridge.border.fit.logs import visits

    if zone not in available_timezones():
        raise LogError(f"--zone: found {zone!r}; allowed: an IANA name, as in Asia/Almaty")
    pl = _polars(log)
    try:
        table = (
            pl.read_parquet(log)
            if log.suffix == ".parquet"
            else pl.read_csv(log, infer_schema=False)
        )
    except pl.exceptions.PolarsError as error:
        raise LogError(f"{log}: found no table ({error}); allowed: CSV or Parquet") from error
    found = fit_site(visits(table, str(log), zone), site="fitted", zone=zone)
    if json:
        _write(json, _fitted(found))
    for fault, count in found.left_out.items():
        typer.echo(f"  {fault}: {count} visits; left out", err=True)
    _show_fit(found)


@app.command()
def advise(  # noqa: PLR0913 - one for each option
    folder: Annotated[
        Path | None,
        typer.Argument(help="Programme folder; the shipped one.", show_default=False),
    ] = None,
    *,
    ledger: Annotated[
        str | None,
        typer.Option(
            envvar="GOLDENBRIDGE_LEDGER",
            help="sqlite:///PATH or postgresql://USER@HOST/NAME; the plan of the programme alone.",
        ),
    ] = None,
    site: Annotated[
        str, typer.Option(help="Site of the programme, without a ledger; the first.")
    ] = "",
    at: Annotated[
        datetime | None,
        typer.Option(help="When, UTC, without a ledger; now.", formats=["%Y-%m-%dT%H:%M"]),
    ] = None,
    propose: Annotated[
        bool, typer.Option("--propose", help="Write the proposal into the ledger.")
    ] = False,
    measure: Annotated[
        bool, typer.Option("--measure", help="Measure accepted proposals that are over.")
    ] = False,
    json: Json = None,
) -> None:
    """Say which officers and places the next shifts want, and what that would save."""
    from rich.console import Console

    from goldenbridge.programme.folder import DEFAULT, load, shipped

    try:
        from goldenbridge.outlook.advice import terminal
    except ModuleNotFoundError as error:
        raise ExtraError(
            f"advise: found no {error.name}; pip install 'goldenbridge[server]'"
        ) from error
    if ledger and (site or at):
        raise ChoiceError("--site, --at: found them with --ledger; allowed: without a ledger")
    if (propose or measure) and not ledger:
        raise ChoiceError("--propose, --measure: found no ledger; allowed: with --ledger URL")
    where = folder or shipped()[DEFAULT]
    programme = load(where)
    with Console(stderr=True).status("reckoning"):
        if ledger:
            done = terminal.of_ledger(programme, ledger, propose=propose, measured=measure)
        else:
            rules = (where / "operations.toml").read_text(encoding="utf-8")
            moment = at.replace(tzinfo=UTC) if at else datetime.now(UTC)
            done = terminal.of_programme(programme, rules, site, moment)
    if json:
        _write(json, done.as_json())
    for line in done.lines():
        typer.echo(line)


def _polars(log: Path) -> Any:
    """The package that reads large tables; ExtraError names the extra where it is missing."""
    try:
        import polars as pl
    except ModuleNotFoundError as error:
        raise ExtraError(f"{log}: found no polars; pip install 'goldenbridge[tables]'") from error
    return pl


def _read(log: Path) -> "tuple[Form, tuple[Readings, ...], tuple[Finding, ...]]":
    """The form, the series and the findings of a log. Raises LogError, OSError."""
    from goldenbridge.outlook.live.formats import form_of, rows
    from goldenbridge.outlook.live.readings import readings

    columns, lines = _parquet(log) if log.suffix == ".parquet" else _csv(log)
    form = form_of(columns, str(log))
    try:
        series, findings = readings(rows(lines, form), unit=form.unit, zone=form.zone)
    except (UnicodeDecodeError, csv.Error, EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise LogError(f"{log}: found {error}; allowed: UTF-8 text in CSV") from error
    if not series:
        raise LogError(f"{log}: found no reading; allowed: rows of the form {form.id}")
    return form, series, findings


def _csv(log: Path) -> tuple[list[str], Iterator[tuple[int, dict[str, str]]]]:
    opened = gzip.open if log.suffix == ".gz" else open

    def lines() -> Iterator[tuple[int, dict[str, str]]]:
        with opened(log, "rt", encoding="utf-8-sig", newline="") as file:
            table = csv.DictReader(file, restval="")
            yield 1, dict.fromkeys(table.fieldnames or (), "")
            for row in table:
                yield table.line_num, row

    found = lines()
    try:
        _, header = next(found)
    except (UnicodeDecodeError, csv.Error, EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise LogError(f"{log}: found {error}; allowed: UTF-8 text in CSV") from error
    return list(header), found


def _parquet(log: Path) -> tuple[list[str], Iterator[tuple[int, dict[str, str]]]]:
    pl = _polars(log)
    try:
        table = pl.read_parquet(log)
    except pl.exceptions.PolarsError as error:
        raise LogError(f"{log}: found no Parquet table ({error})") from error
    rows = (
        (number, {name: "" if cell is None else str(cell) for name, cell in row.items()})
        for number, row in enumerate(table.iter_rows(named=True), 1)
    )
    return table.columns, rows


def _holidays(files: list[Path]) -> dict[str, tuple[date, ...]]:
    """The days of each calendar, by the name of its file."""
    found = {}
    for file in files:
        with file.open(encoding="utf-8-sig", newline="") as text:
            table = csv.DictReader(text, restval="")
            if "Date" not in (table.fieldnames or ()):
                raise LogError(f"{file}:1: found no column Date; allowed: Date, as in 2026-03-21")
            days = []
            for row in table:
                try:
                    days.append(date.fromisoformat(row["Date"]))
                except ValueError as error:
                    raise LogError(
                        f"{file}:{table.line_num}: Date: found {row['Date']!r}; "
                        "allowed: a day, as in 2026-03-21"
                    ) from error
        found[file.stem] = tuple(days)
    return found


def _after(day: date, zone: str) -> int:
    """When `day` is over at the place, in seconds since 1970 UTC."""
    from datetime import time, timedelta
    from zoneinfo import ZoneInfo

    return int(datetime.combine(day + timedelta(days=1), time(), ZoneInfo(zone)).timestamp())


def _write(file: Path, told: dict[str, Any]) -> None:
    from goldenbridge.programme.writing import write_whole

    write_whole(file, json.dumps(told, ensure_ascii=False, indent=2) + "\n")


def _about(
    form: "Form", series: "tuple[Readings, ...]", findings: "tuple[Finding, ...]"
) -> dict[str, Any]:
    return {
        "form": form.id,
        "unit": form.unit,
        "series": {
            one.series: {
                "readings": int(one.at.size),
                "first": _time(int(one.at[0])),
                "last": _time(int(one.at[-1])),
            }
            for one in series
        },
        "findings": [
            {"kind": f.kind, "series": f.series, "count": f.count, "first": f.first}
            for f in findings
        ],
    }


def _fitted(found: "SiteFit") -> dict[str, Any]:
    return {
        "left_out": dict(found.left_out),
        "arrivals": [
            {
                "direction": direction,
                "class": of,
                "trucks_per_day": one.trucks_per_day,
                "hours": one.profile.hours,
                "weekdays": one.profile.weekdays,
                "months": one.profile.months,
                "dispersion": one.dispersion,
                "p_value": one.p_value,
            }
            for (direction, of), one in found.arrivals.items()
        ],
        "services": {name: asdict(one) for name, one in found.services.items()},
        "legs": [
            {
                "direction": direction,
                "class": of,
                "after": one.leg.after,
                "to": one.leg.to,
                "share": one.leg.share,
                "error": one.error,
                "trucks": one.n,
            }
            for (direction, of), legs in found.legs.items()
            for one in legs
        ],
        "staff": {name: number.tolist() for name, number in found.staff.items()},
        "queued_min": {name: minutes.tolist() for name, minutes in found.queued_min.items()},
    }


def _scores(judged: "tuple[Judged, ...]") -> list[dict[str, Any]]:
    return [
        {
            "horizon_h": one.horizon_h,
            "better": one.better,
            "gain": one.gain,
            "methods": {name: _score(score) for name, score in one.scores.items()},
        }
        for one in judged
    ]


def _score(one: "Score") -> dict[str, float]:
    return {"n": one.n, "mae": one.mae, "crps": one.crps, "coverage80": one.coverage80}


def _forecast(one: "Forecast") -> dict[str, Any]:
    low, high = one.interval80
    return {
        "series": one.series,
        "unit": one.unit,
        "made": _time(one.made),
        "horizon_h": one.horizon_h,
        "target": _time(one.target),
        "median": one.median,
        "low80": low,
        "high80": high,
        "weights": one.weights,
    }


def _tell(series: "tuple[Readings, ...]", findings: "tuple[Finding, ...]") -> None:
    """What was read, and every kind of fault with what was done about it, on stderr."""
    from goldenbridge.outlook.live.readings import WHAT

    total = sum(one.at.size for one in series)
    typer.echo(f"{total} readings in {len(series)} series", err=True)
    for kind, what in WHAT.items():
        mine = [one for one in findings if one.kind == kind]
        if mine:
            count = sum(one.count for one in mine)
            where = f"first {mine[0].series}, {mine[0].first}"
            typer.echo(
                f"  {kind}: {count} in {len(mine)} series ({what.template}); {where}", err=True
            )


def _left_out(told: set[float]) -> None:
    """The horizons that the log is too short for, on stderr."""
    from goldenbridge.outlook.live.forecaster import HORIZONS_H

    missing = ", ".join(f"{hours:g} h" for hours in HORIZONS_H if hours not in told)
    if missing:
        typer.echo(f"  too short a past to learn, or to prove: {missing}; left out", err=True)


def _show_fit(found: "SiteFit") -> None:
    from goldenbridge.border.fit.staff import LEAST_BUSY_MIN

    for (direction, of), one in found.arrivals.items():
        typer.echo(
            f"{direction} {of}: {one.trucks_per_day:.1f} trucks a day, dispersion "
            f"{one.dispersion:.2f} (1 for independent arrivals, p = {one.p_value:.2g})"
        )
    for name, service in found.services.items():
        staff, seen = found.staff[name], found.queued_min[name] >= LEAST_BUSY_MIN
        typer.echo(
            f"{name}: {service.kind}, mean {service.mean_min:.1f} min, cv {service.cv:.2f}, "
            f"distance {service.distance:.3f} over {service.n} visits; "
            f"{staff.min()} to {staff.max()} on duty, seen with a queue in "
            f"{int(seen.sum())} of 168 hours of the week"
        )
    for (direction, of), legs in found.legs.items():
        for leg in legs:
            typer.echo(
                f"{direction} {of}: {leg.leg.after} to {leg.leg.to} {leg.leg.share:.1%} "
                f"(error {leg.error:.1%})"
            )


def _show_scores(judged: "tuple[Judged, ...]", unit: str) -> None:
    typer.echo(f"{'ahead':>7}  {'method':20}{'n':>7}{'error':>9}{'CRPS':>9}{'in 80 %':>9}")
    for one in judged:
        for name, score in sorted(one.scores.items(), key=lambda pair: pair[1].mae):
            typer.echo(
                f"{one.horizon_h:5g} h  {name:20}{score.n:7}{score.mae:9.2f}{score.crps:9.2f}"
                f"{score.coverage80:9.1%}"
            )
        side = "below" if one.gain >= 0 else "above"
        typer.echo(f"{'':9}{abs(one.gain):.1%} {side} the better baseline ({one.better}), {unit}")


def _show_forecasts(made: "tuple[Forecast, ...]") -> None:
    typer.echo(f"{'series':34}{'ahead':>8}{'median':>9}  80 % interval")
    for one in sorted(made, key=lambda f: (f.series, f.horizon_h)):
        low, high = one.interval80
        typer.echo(
            f"{one.series:34}{one.horizon_h:6g} h{one.median:9.0f}  "
            f"{low:.0f} to {high:.0f} {one.unit}"
        )


def _time(moment: int) -> str:
    return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
