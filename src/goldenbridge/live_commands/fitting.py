"""goldenbridge live fit: from a log of visits to a site."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from goldenbridge.errors import LogError
from goldenbridge.live_commands.logs import polars
from goldenbridge.live_commands.options import Json
from goldenbridge.live_commands.telling import write

if TYPE_CHECKING:
    from goldenbridge.border.fit.fit import SiteFit


def fit(
    log: Annotated[Path, typer.Argument(help="Log of visits: CSV or Parquet.", show_default=False)],
    *,
    zone: Annotated[str, typer.Option(help="Time zone of the crossing, as in Asia/Almaty.")],
    toml: Annotated[
        Path | None, typer.Option(help="Write the site as a border.toml that can be simulated.")
    ] = None,
    json: Json = None,
) -> None:
    """Fit arrivals, services, ways and staff to a log of visits, and show how well they fit."""
    from zoneinfo import available_timezones

    from goldenbridge.border.fit.fit import fit as fit_site
    from goldenbridge.border.fit.logs import visits

    if zone not in available_timezones():
        raise LogError(f"--zone: found {zone!r}; allowed: an IANA name, as in Asia/Almaty")
    pl = polars(log)
    try:
        table = (
            pl.read_parquet(log)
            if log.suffix == ".parquet"
            else pl.read_csv(log, infer_schema=False)
        )
    except pl.exceptions.PolarsError as error:
        raise LogError(f"{log}: found no table ({error}); allowed: CSV or Parquet") from error
    found = fit_site(visits(table, str(log), zone), site="fitted", zone=zone)
    if toml:
        from goldenbridge.programme.site_writing import border_toml
        from goldenbridge.programme.writing import write_whole

        write_whole(toml, border_toml(found.site, found.demand))
    if json:
        write(json, _fitted(found))
    for fault, count in found.left_out.items():
        typer.echo(f"  {fault}: {count} visits; left out", err=True)
    _show_fit(found)


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
