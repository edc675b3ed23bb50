"""goldenbridge live fit: from visits to a site, of a log or a ledger."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from goldenbridge.errors import ChoiceError, ExtraError, LogError
from goldenbridge.live_commands.logs import polars as package
from goldenbridge.live_commands.options import Json, Ledger
from goldenbridge.live_commands.telling import write

if TYPE_CHECKING:
    import polars as pl

    from goldenbridge.border.fit.fit import SiteFit


def fit(
    log: Annotated[
        Path | None, typer.Argument(help="Log of visits: CSV or Parquet.", show_default=False)
    ] = None,
    *,
    ledger: Ledger = None,
    zone: Annotated[
        str, typer.Option(help="Time zone of the crossing of a log, as in Asia/Almaty.")
    ] = "",
    toml: Annotated[
        Path | None, typer.Option(help="Write the site as a border.toml that can be simulated.")
    ] = None,
    json: Json = None,
) -> None:
    """Fit arrivals, services, ways and staff to visits, and show how well they fit."""
    from goldenbridge.border.fit.fit import fit as fit_site
    from goldenbridge.border.fit.logs import visits

    if bool(log) == bool(ledger):
        raise ChoiceError("live fit: found not one source; allowed: a LOG or --ledger URL")
    if ledger and zone:
        raise ChoiceError("--zone: found it with --ledger; allowed: with a log")
    if log:
        source, table = str(log), _of_log(log, zone)
    elif ledger:
        source = "--ledger"
        table, zone = _of_ledger(ledger)
    found = fit_site(visits(table, source, zone), site="fitted", zone=zone)
    if toml:
        from goldenbridge.programme.site_writing import border_toml
        from goldenbridge.programme.writing import write_whole

        write_whole(toml, border_toml(found.site, found.demand))
    if json:
        write(json, _fitted(found))
    for fault, count in found.left_out.items():
        typer.echo(f"  {fault}: {count} visits; left out", err=True)
    _show_fit(found)


def _of_log(log: Path, zone: str) -> "pl.DataFrame":
    from zoneinfo import available_timezones

    if zone not in available_timezones():
        raise LogError(f"--zone: found {zone!r}; allowed: an IANA name, as in Asia/Almaty")
    polars = package(log)
    try:
        table: pl.DataFrame = (
            polars.read_parquet(log)
            if log.suffix == ".parquet"
            else polars.read_csv(log, infer_schema=False)
        )
    except polars.exceptions.PolarsError as error:
        raise LogError(f"{log}: found no table ({error}); allowed: CSV or Parquet") from error
    return table


def _of_ledger(url: str) -> "tuple[pl.DataFrame, str]":
    """The visits of a complex, and its time zone."""
    try:
        import polars as pl

        from goldenbridge.operations.complexes import complex_at
        from goldenbridge.operations.ledger.ledger import Ledger
        from goldenbridge.operations.passage.served import served
        from goldenbridge.operations.rooms import ROOMS
    except ModuleNotFoundError as error:
        raise ExtraError(
            f"--ledger: found no {error.name}; pip install 'goldenbridge[server,tables]'"
        ) from error
    with Ledger.open(url, ROOMS, new=False) as book, book.reading() as view:
        zone = complex_at(view.connection, book.clock()).zone.key
        rows = [asdict(visit) for _, visit in served(view.connection)]
    if not rows:
        raise LogError("--ledger: found no truck that was served; allowed: a complex at work")
    return pl.DataFrame(rows).rename({"truck_class": "class"}), zone


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
