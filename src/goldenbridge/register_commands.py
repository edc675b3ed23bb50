"""goldenbridge register: the plan of cooperation as its folder or a ledger has it."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from goldenbridge import ledger_commands

if TYPE_CHECKING:
    from goldenbridge.programme.model import Programme
    from goldenbridge.report.registered import Registered

app = typer.Typer(no_args_is_help=True, help="Follow the measures of a plan of cooperation.")
Folder = Annotated[
    Path | None, typer.Argument(help="Programme folder; the shipped one if left out.")
]
Ledger = Annotated[
    str,
    typer.Option(
        "--ledger", help="sqlite:///PATH or postgresql://USER@HOST/NAME; the folder if left out."
    ),
]
Day = Annotated[
    datetime | None,
    typer.Option(
        "--as-of",
        help="The register on this day; today's of a ledger, a folder's latest record.",
        formats=["%Y-%m-%d"],
    ),
]
Lang = Annotated[Literal["en", "ru", "kk", "ky"], typer.Option(help="Language it is told in.")]
Json = Annotated[Path | None, typer.Option(help="Write it as JSON.")]


@app.command("list")
def list_(
    folder: Folder = None,
    *,
    ledger: Ledger = "",
    as_of: Day = None,
    lang: Lang = "en",
    json: Json = None,
) -> None:
    """List every measure: who acts, by when, how it stands."""
    _tell(_found(folder, ledger, as_of, lang), "measures", json)


@app.command()
def late(
    folder: Folder = None,
    *,
    ledger: Ledger = "",
    as_of: Day = None,
    lang: Lang = "en",
    json: Json = None,
) -> None:
    """List measures past their deadline, and reports and answers that have not come."""
    _tell(_found(folder, ledger, as_of, lang), "late", json)


@app.command()
def agenda(
    folder: Folder = None,
    *,
    ledger: Ledger = "",
    as_of: Day = None,
    lang: Lang = "en",
    json: Json = None,
) -> None:
    """Give the agenda of the next session, and what has changed since the last."""
    _tell(_found(folder, ledger, as_of, lang), "agenda", json)


@app.command()
def sessions(
    folder: Folder = None,
    *,
    ledger: Ledger = "",
    as_of: Day = None,
    lang: Lang = "en",
    json: Json = None,
) -> None:
    """Give minutes, the last resolution, and what it changes of the one before."""
    _tell(_found(folder, ledger, as_of, lang), "sessions", json)


@app.command()
def remind(
    file: Annotated[Path, typer.Argument(help="File to write, such as reminders.ics.")],
    *,
    folder: Annotated[
        Path | None, typer.Option(help="Programme folder; the shipped one if left out.")
    ] = None,
    ahead: Annotated[int, typer.Option(help="Days to look ahead.", min=1, max=3660)] = 60,
    ledger: Ledger = "",
    as_of: Day = None,
    lang: Lang = "en",
) -> None:
    """Write what comes due as iCalendar."""
    from goldenbridge.programme.writing import write_whole
    from goldenbridge.report.plan_reminders import as_reminders

    text = as_reminders(_found(folder, ledger, as_of, lang), ahead)
    write_whole(file, text)
    typer.echo(f"{file}: {text.count('BEGIN:VEVENT')} entries")


def _found(folder: Path | None, ledger: str, as_of: datetime | None, lang: str) -> "Registered":
    from goldenbridge.language.languages import Language
    from goldenbridge.programme.folder import DEFAULT, load, shipped
    from goldenbridge.report.registered import registered

    programme = load(folder or shipped()[DEFAULT])
    if ledger:
        programme = _of_ledger(programme, ledger)
    latest = datetime.now(UTC).date() if ledger else programme.latest_record
    return registered(programme, as_of.date() if as_of else latest, Language(lang))


def _of_ledger(programme: "Programme", url: str) -> "Programme":
    with ledger_commands.opened(url) as book, book.reading() as view:
        from goldenbridge.operations.council.reading import register
        from goldenbridge.report.registered import with_register

        return with_register(programme, register(view.connection))


def _tell(found: "Registered", section: str, json: Path | None) -> None:
    from rich.console import Console

    from goldenbridge.programme.writing import write_whole
    from goldenbridge.report.as_json import as_json
    from goldenbridge.report.planned import planned
    from goldenbridge.report.terminal import show_whole

    made = planned(found, (section,))
    if json:
        write_whole(json, as_json(made))
    show_whole(made, Console(highlight=False))
