"""The command line; bad input ends with a message and exit code 2."""

import io
import sys
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from goldenbridge import (
    __version__,
    ledger_commands,
    live_commands,
    publish_commands,
    reading_commands,
    register_commands,
)
from goldenbridge.errors import GoldenBridgeError, OutputError, ProgrammeError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from goldenbridge.report.brief import Brief

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Will two states keep the promises they made each other?",
)
app.add_typer(ledger_commands.app, name="ledger")
app.command()(reading_commands.read)
app.add_typer(live_commands.app, name="live")
app.add_typer(register_commands.app, name="register")
Folder = Annotated[Path, typer.Argument(help="Programme folder.", show_default=False)]
Shipped = Annotated[
    Path | None, typer.Argument(help="Programme folder; the shipped one if left out.")
]
Seed = Annotated[int, typer.Option(help="Seed of the draws.", min=0)]
Scheduler = Annotated[
    str, typer.Option(help="Dask scheduler to spread the work over, such as tcp://host:8786.")
]
Lang = Annotated[Literal["en", "ru", "kk", "ky"], typer.Option(help="Language it is told in.")]
Html = Annotated[Path | None, typer.Option(help="Write the page as HTML.")]
Json = Annotated[Path | None, typer.Option(help="Write the result as JSON.")]


def main() -> None:
    """Run the command line; what the package raises on purpose ends with exit code 2."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        app()
    except (GoldenBridgeError, OSError) as error:
        print(error, file=sys.stderr)  # noqa: T201 - the way errors reach a person
        raise SystemExit(2) from None


def _version(asked: bool) -> None:  # noqa: FBT001 - the shape Typer calls back
    if asked:
        typer.echo(f"goldenbridge {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    *,
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    del version


def _apart(html: Path | None, json: Path | None) -> None:
    if html and json and html.absolute() == json.absolute():
        raise OutputError(f"--html and --json: found {html} for both; allowed: two files")


def _write(made: "Brief", html: Path | None, json: Path | None) -> None:
    from goldenbridge.programme.writing import write_whole

    if html:
        from goldenbridge.report.as_html import as_html

        write_whole(html, as_html(made))
    if json:
        from goldenbridge.report.as_json import as_json

        write_whole(json, as_json(made))


@contextmanager
def _progress() -> "Iterator[Callable[[int, int], None]]":
    """A bar on stderr while something long runs; nothing where stderr is no terminal."""
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)


@app.command()
def brief(
    folder: Shipped = None,
    *,
    as_of: Annotated[
        datetime | None,
        typer.Option(
            help="Show what was known on this day; the folder's latest record if left out.",
            formats=["%Y-%m-%d"],
        ),
    ] = None,
    html: Annotated[Path | None, typer.Option(help="Write the brief as HTML.")] = None,
    json: Annotated[Path | None, typer.Option(help="Write the brief as JSON.")] = None,
    full: Annotated[
        bool, typer.Option("--full", help="Take final sizes: 1,000,000 draws.")
    ] = False,
    seed: Seed = 2025,
    lang: Annotated[
        Literal["en", "ru", "kk", "ky"], typer.Option(help="Language the brief is told in.")
    ] = "en",
) -> None:
    """Say whether the promises will be kept."""
    from rich.console import Console

    from goldenbridge.language.languages import Language
    from goldenbridge.programme.folder import DEFAULT, load, shipped
    from goldenbridge.report.brief import brief as make
    from goldenbridge.report.facts import Size
    from goldenbridge.report.terminal import show

    _apart(html, json)
    programme = load(folder or shipped()[DEFAULT])
    with Console(stderr=True).status("forecasting and simulating"):
        made = make(
            programme,
            as_of=as_of.date() if as_of else None,
            seed=seed,
            size=Size.FULL if full else Size.BRIEF,
            language=Language(lang),
            drawn=html is not None,
        )
    _write(made, html, json)
    show(made, Console(highlight=False))


@app.command()
def simulate(
    folder: Shipped = None,
    *,
    site: Annotated[
        str, typer.Option(help="Crossing or complex; that of the scenario, else the first.")
    ] = "",
    scenario: Annotated[
        str, typer.Option(help="What would be different; nothing if left out.")
    ] = "",
    demand: Annotated[str, typer.Option(help="Trucks that come; the first of the site.")] = "",
    days: Annotated[int, typer.Option(help="Days of each replication.", min=7, max=3660)] = 365,
    replications: Annotated[int, typer.Option(help="Replications.", min=1, max=10_000)] = 16,
    seed: Seed = 2025,
    scheduler: Scheduler = "",
    lang: Lang = "en",
    html: Html = None,
    json: Json = None,
) -> None:
    """Say how long trucks take to cross, and where they wait."""
    from rich.console import Console

    from goldenbridge.border.cluster import on_cluster
    from goldenbridge.border.simulation import simulate as run
    from goldenbridge.language.languages import Language
    from goldenbridge.programme.folder import DEFAULT, load, shipped
    from goldenbridge.report.simulated import choose, simulated
    from goldenbridge.report.terminal import show

    _apart(html, json)
    programme = load(folder or shipped()[DEFAULT])
    plan = choose(programme, site=site, scenario=scenario, demand=demand)
    with _progress() as progress:
        result = run(
            plan.site,
            plan.demand,
            days=days,
            replications=replications,
            seed=seed,
            mapper=on_cluster(scheduler) if scheduler else None,
            progress=progress,
        )
    made = simulated(programme, plan, result, language=Language(lang), drawn=html is not None)
    _write(made, html, json)
    show(made, Console(highlight=False))


@app.command()
def scenarios(
    folder: Shipped = None,
    *,
    seed: Seed = 2025,
    scheduler: Scheduler = "",
    lang: Lang = "en",
    html: Html = None,
    json: Json = None,
) -> None:
    """Say what would make the promise happen."""
    from rich.console import Console

    from goldenbridge.border.cluster import on_cluster
    from goldenbridge.language.languages import Language
    from goldenbridge.programme.folder import DEFAULT, load, shipped
    from goldenbridge.report.loop import Means
    from goldenbridge.report.scenarios import scenarios as make
    from goldenbridge.report.terminal import show

    _apart(html, json)
    programme = load(folder or shipped()[DEFAULT])
    with Console(stderr=True).status("simulating") as status:
        made = make(
            programme,
            seed=seed,
            language=Language(lang),
            drawn=html is not None,
            means=Means(status.update, on_cluster(scheduler) if scheduler else None),
        )
    _write(made, html, json)
    show(made, Console(highlight=False))


@app.command()
def exchange(
    folder: Shipped = None,
    *,
    basin: Annotated[str, typer.Option(help="River basin; the first if left out.")] = "",
    asked: Annotated[
        list[str] | None,
        typer.Option("--with", help="Optional side to bring to the table; may be repeated."),
    ] = None,
    members: Annotated[int, typer.Option(help="Inflow members.", min=1, max=1000)] = 30,
    seed: Annotated[int, typer.Option(help="Seed of the inflows.", min=0)] = 2025,
    lang: Lang = "en",
    html: Html = None,
    json: Json = None,
    sheet: Annotated[
        Path | None, typer.Option(help="Write the releases as a ten-day sheet (.csv or .xlsx).")
    ] = None,
    replan: Annotated[
        Path | None,
        typer.Option(help="Ten-day sheet (.csv) with volumes filled in; plan the months left."),
    ] = None,
) -> None:
    """Say how two states should exchange water and power, and who gains."""
    from rich.console import Console

    from goldenbridge.language.languages import Language
    from goldenbridge.nexus.deal import negotiate, sensitivities
    from goldenbridge.programme.folder import DEFAULT, load, shipped
    from goldenbridge.programme.writing import write_whole
    from goldenbridge.report.exchanged import choose, exchanged, invite
    from goldenbridge.report.replanning import gone_on
    from goldenbridge.report.sheets import ten_day_sheet
    from goldenbridge.report.terminal import show

    _apart(html, json)
    programme = load(folder or shipped()[DEFAULT])
    river = choose(programme, basin)
    table = invite(river, asked or ())
    latest = programme.latest_record
    year = latest.year + (latest.month > river.first_month)
    with Console(stderr=True).status("planning and negotiating"):
        deal = negotiate(river, members=members, seed=seed, asked=table)
        if replan is None:
            moved = sensitivities(river, members=members, seed=seed, asked=table)
        else:
            deal, year = gone_on(deal, replan, members=members, asked=table)
            moved = ()
        made = exchanged(programme, deal, moved, language=Language(lang), drawn=html is not None)
    _write(made, html, json)
    if sheet:
        write_whole(sheet, ten_day_sheet(deal, year, sheet))
    show(made, Console(highlight=False))


@app.command()
def design(
    folder: Shipped = None,
    *,
    design: Annotated[str, typer.Option(help="What is designed; the first if left out.")] = "",
    promise: Annotated[
        str, typer.Option(help="Changes to the promise: 95%, 4h, CLASS 2h, turned away 1%.")
    ] = "",
    budget: Annotated[
        str, typer.Option(help="Most money to build it, such as 68 mn USD; that of the folder.")
    ] = "",
    seed: Seed = 2025,
    scheduler: Scheduler = "",
    resume: Annotated[
        Path | None, typer.Option(help="Keep what is simulated in this file, and go on from it.")
    ] = None,
    lang: Lang = "en",
    html: Html = None,
    json: Json = None,
) -> None:
    """Say what should be built, and whether anyone would build it."""
    from rich.console import Console

    from goldenbridge.border.cluster import on_cluster
    from goldenbridge.language.languages import Language
    from goldenbridge.programme.folder import DEFAULT, load, shipped
    from goldenbridge.report.designed import told
    from goldenbridge.report.designing import ask, designed
    from goldenbridge.report.terminal import show

    _apart(html, json)
    programme = load(folder or shipped()[DEFAULT])
    asked = ask(programme, design=design, promise=promise, budget=budget)
    with Console(stderr=True).status("designing") as status:
        found = designed(
            programme,
            asked,
            seed=seed,
            mapper=on_cluster(scheduler) if scheduler else None,
            resume=resume,
            told=lambda n: status.update(f"designing: {n} simulations"),
        )
    made = told(programme, found, language=Language(lang), drawn=html is not None)
    _write(made, html, json)
    show(made, Console(highlight=False))


@app.command()
def serve(
    folder: Shipped = None,
    *,
    site: Annotated[str, typer.Option(help="Complex to serve; the first if left out.")] = "",
    ledger: ledger_commands.Url = ledger_commands.DEFAULT,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.", min=1, max=65535)] = 8000,
) -> None:
    """Serve a programme's pages and its complex at work; Ctrl-C ends it."""
    with ledger_commands.opened(ledger, new=True) as book:
        from goldenbridge.web.opening import rules_held
        from goldenbridge.web.pages.served import Served
        from goldenbridge.web.serve import serve as run

        rules_held(book, folder, site)
        run(book, Served(folder), host=host, port=port)


@app.command()
def load(
    folder: Shipped = None,
    *,
    site: Annotated[str, typer.Option(help="Complex to serve; the first if left out.")] = "",
    seconds: Annotated[
        float, typer.Option(help="Seconds that the day takes.", min=5, max=86_400)
    ] = 60,
    seed: Seed = 2025,
) -> None:
    """Live through a day of a complex in a minute, on a ledger of its own."""
    from datetime import UTC
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as place, _progress() as progress:
        with ledger_commands.needed():
            from goldenbridge.web import load as loads
            from goldenbridge.web.opening import new_complex, site_of
        clock = loads.FastClock(datetime.now(UTC))
        where, demand = site_of(folder, site)
        ledger = new_complex(f"sqlite:///{place}/load.db", folder, site, clock=clock)
        day = loads.a_day(
            ledger, clock, where, demand, seconds=seconds, seed=seed, progress=progress
        )
    typer.echo(
        f"{day.booked} trucks booked, {day.exited} through, in {day.seconds:.0f} s; "
        f"{sum(day.statuses.values())} answers, by status "
        f"{', '.join(f'{status}: {number}' for status, number in day.statuses.items())}; "
        f"median {day.p50_ms:.1f} ms, 99 % within {day.p99_ms:.0f} ms; "
        f"{day.seq} events, {'chain whole, replay equal' if day.whole else 'LEDGER BROKEN'}"
    )


@app.command()
def check(folder: Folder) -> None:
    """List everything wrong in a programme folder."""
    from goldenbridge.programme.folder import examine

    programme, faults = examine(folder)
    if programme is None or faults:
        raise ProgrammeError(str(folder), faults)
    typer.echo(
        f"{folder}: no faults; {len(programme.commitments)} commitments, "
        f"{len(programme.observations)} observations, {len(programme.sources)} sources"
    )


for command in (
    publish_commands.diff,
    publish_commands.calendar,
    publish_commands.site,
    publish_commands.workbook,
):
    app.command()(command)


@app.command()
def new(folder: Folder) -> None:
    """Make a commented programme folder to start from."""
    from goldenbridge.programme.scaffold import scaffold

    for path in scaffold(folder):
        typer.echo(path)


@app.command()
def schema(
    file: Annotated[Path | None, typer.Argument(help="File to write; printed if left out.")] = None,
) -> None:
    """Give the JSON Schema of the folder's TOML files, for editors."""
    import json

    from goldenbridge.programme.schema import json_schema
    from goldenbridge.programme.writing import write_whole

    text = json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"
    if file:
        write_whole(file, text)
    else:
        typer.echo(text, nl=False)


@app.command()
def programmes() -> None:
    """List the programmes that come with the package."""
    from goldenbridge.programme.folder import shipped

    for name, folder in shipped().items():
        typer.echo(f"{name}  {folder}")
