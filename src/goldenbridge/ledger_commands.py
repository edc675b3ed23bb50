"""goldenbridge ledger: look after the ledger of a complex."""

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from goldenbridge.errors import LedgerError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goldenbridge.operations.ledger.ledger import Ledger

DEFAULT = "sqlite:///goldenbridge.db"
app = typer.Typer(no_args_is_help=True, help="Look after the ledger of a complex.")
Url = Annotated[
    str,
    typer.Option(
        "--ledger",
        envvar="GOLDENBRIDGE_LEDGER",
        help="sqlite:///PATH or postgresql://USER@HOST/NAME.",
    ),
]


@contextmanager
def needed() -> "Iterator[None]":
    """What is imported inside belongs to the extra; LedgerError names it where it is missing."""
    try:
        yield
    except ModuleNotFoundError as error:
        raise LedgerError(
            f"ledger: found no {error.name}; pip install 'goldenbridge[server]'"
        ) from error


@contextmanager
def opened(url: str, *, new: bool = False) -> "Iterator[Ledger]":
    """The ledger at `url`; LedgerError where its packages are not installed."""
    with needed():
        from goldenbridge.operations.ledger.ledger import Ledger
        from goldenbridge.operations.rooms import ROOMS
    with Ledger.open(url, ROOMS, new=new) as ledger:
        yield ledger


@app.command()
def verify(
    *,
    ledger: Url = DEFAULT,
    heads: Annotated[
        Path | None, typer.Option(help="Daily heads kept elsewhere, to compare with.")
    ] = None,
) -> None:
    """Follow the chain of events and tell the first broken place."""
    with opened(ledger) as book:
        from goldenbridge.operations.ledger.chain import from_lines

        kept = from_lines(heads.read_text(encoding="utf-8"), str(heads)) if heads else []
        verdict = book.verify(kept)
        if not verdict.whole:
            raise LedgerError(f"{book.store.url}: event {verdict.seq} {verdict.flaw}")
        typer.echo(f"{book.store.url}: {verdict.events} events, {len(kept)} heads, all whole")


@app.command()
def replay(
    *,
    ledger: Url = DEFAULT,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Put the tables made from the events in place.")
    ] = False,
) -> None:
    """Make all tables again from the events and tell which differ."""
    with opened(ledger) as book:
        found = book.replay(rebuild=rebuild)
        differing = ", ".join(found.differing)
        if differing and not rebuild:
            raise LedgerError(f"{book.store.url}: {differing} differ from the events; --rebuild")
        done = f"; rebuilt {differing}" if differing else ""
        typer.echo(f"{book.store.url}: {found.events} events, {found.tables} tables equal{done}")


@app.command()
def heads(
    *,
    ledger: Url = DEFAULT,
    out: Annotated[Path | None, typer.Option(help="File to write; printed if left out.")] = None,
) -> None:
    """Give the last event of each day, for both states to keep."""
    from goldenbridge.programme.writing import write_whole

    with opened(ledger) as book, book.reading() as view:
        from goldenbridge.operations.ledger.chain import as_lines, daily_heads

        lines = as_lines(daily_heads(view.connection))
    if out:
        write_whole(out, lines)
    else:
        typer.echo(lines, nl=False)


@app.command()
def backup(file: Annotated[Path, typer.Argument()], *, ledger: Url = DEFAULT) -> None:
    """Copy the ledger to a new file, while it is in use."""
    with opened(ledger) as book:
        from goldenbridge.operations.ledger.backup import backup as copy

        typer.echo(f"{file}: {copy(book.store, book.rooms, file).events} events, all whole")


@app.command()
def restore(file: Annotated[Path, typer.Argument()], *, ledger: Url = DEFAULT) -> None:
    """Bring a backup into an empty or new ledger."""
    with opened(ledger, new=True) as book:
        from goldenbridge.operations.ledger.backup import restore as bring

        events = bring(file, book.store, book.rooms).events
        typer.echo(f"{book.store.url}: {events} events, all whole")


@app.command()
def erase(
    who: Annotated[str, typer.Argument(help="Reference of the person, or their document.")],
    *,
    ledger: Url = DEFAULT,
) -> None:
    """Forget a person; the chain stays whole."""
    with opened(ledger) as book:
        receipt = book.erase(who, actor="terminal")
        typer.echo(f"{receipt.body['subject']}: forgotten, event {receipt.seq}")
