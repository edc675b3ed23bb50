"""goldenbridge live advise: officers and places of the next shifts."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from goldenbridge.errors import ChoiceError, ExtraError
from goldenbridge.live_commands.options import Json
from goldenbridge.live_commands.telling import write


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
        write(json, done.as_json())
    for line in done.lines():
        typer.echo(line)
