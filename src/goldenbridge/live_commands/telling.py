"""What several commands of `live` tell, to people and as JSON."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from goldenbridge.outlook.live.formats import Form
    from goldenbridge.outlook.live.readings import Finding, Readings
    from goldenbridge.outlook.live.scores import Score


def write(file: Path, told: dict[str, Any]) -> None:
    """Write a result as JSON."""
    from goldenbridge.programme.writing import write_whole

    write_whole(file, json.dumps(told, ensure_ascii=False, indent=2) + "\n")


def about(
    form: "Form", series: "tuple[Readings, ...]", findings: "tuple[Finding, ...]"
) -> dict[str, Any]:
    """What was read, for other programs."""
    return {
        "form": form.id,
        "unit": form.unit,
        "series": {
            one.series: {
                "readings": int(one.at.size),
                "first": time_of(int(one.at[0])),
                "last": time_of(int(one.at[-1])),
            }
            for one in series
        },
        "findings": [
            {"kind": f.kind, "series": f.series, "count": f.count, "first": f.first}
            for f in findings
        ],
    }


def as_json(one: "Score") -> dict[str, float]:
    """A score for other programs."""
    return {"n": one.n, "mae": one.mae, "crps": one.crps, "coverage80": one.coverage80}


def tell_log(series: "tuple[Readings, ...]", findings: "tuple[Finding, ...]") -> None:
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


def tell_left_out(told: set[float]) -> None:
    """The horizons that the log is too short for, on stderr."""
    from goldenbridge.outlook.live.forecaster import HORIZONS_H

    missing = ", ".join(f"{hours:g} h" for hours in HORIZONS_H if hours not in told)
    if missing:
        typer.echo(f"  too short a past to learn, or to prove: {missing}; left out", err=True)


def time_of(moment: int) -> str:
    """Seconds since 1970 as a time of UTC."""
    return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
