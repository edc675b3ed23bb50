"""goldenbridge live score: how good forecasts of a log are."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from goldenbridge.live_commands.logs import after, holidays_in, read_log
from goldenbridge.live_commands.options import DAY_FORM, Days, Json, Log
from goldenbridge.live_commands.telling import about, as_json, tell_left_out, tell_log, write

if TYPE_CHECKING:
    from goldenbridge.outlook.live.trial import Judged


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

    form, series, findings = read_log(log)
    zone = series[0].zone
    end = after(to.date(), zone) if to else max(int(one.at[-1]) for one in series) + 1
    with Console(stderr=True).status("fitting") as status:
        judged = trial(
            series,
            after(until.date(), zone),
            end,
            holidays=holidays_in(holidays or []),
            progress=lambda done, of: status.update(f"{done} of {of} horizons"),
        )
    if json:
        write(json, {"log": about(form, series, findings), "horizons": _scores(judged)})
    tell_log(series, findings)
    tell_left_out({one.horizon_h for one in judged})
    _show_scores(judged, form.unit)


def _scores(judged: "tuple[Judged, ...]") -> list[dict[str, Any]]:
    return [
        {
            "horizon_h": one.horizon_h,
            "better": one.better,
            "gain": one.gain,
            "methods": {name: as_json(score) for name, score in one.scores.items()},
        }
        for one in judged
    ]


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
