"""goldenbridge read: a communiqué as marked sentences and entries to decide on."""

import json as formats
import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from goldenbridge.errors import GoldenBridgeError, ReadingError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from rich.console import Console

    from goldenbridge.programme.adding import Row
    from goldenbridge.reading.entries import Entry
    from goldenbridge.reading.model import Proposal, Read
    from goldenbridge.reading.source import Text

_PATIENCE_S = 60
_LARGEST_ANSWER = 1_000_000
_COLOURS = {"money": "green", "quantity": "cyan", "date": "yellow"}


def read(
    file: Annotated[str, typer.Argument(help="Text, HTML or PDF; - reads standard input.")],
    *,
    published: Annotated[
        datetime | None,
        typer.Option(help='Day of the text, by which "last year" is told.', formats=["%Y-%m-%d"]),
    ] = None,
    json: Annotated[Path | None, typer.Option(help="Write what was read as JSON.")] = None,
    into: Annotated[
        Path | None, typer.Option(help="Programme folder that accepted entries go into.")
    ] = None,
    url: Annotated[str, typer.Option(help="Address of the text, for its source.")] = "",
    publisher: Annotated[str, typer.Option(help="Who published it, for its source.")] = "",
    model: Annotated[
        str,
        typer.Option(
            envvar="GOLDENBRIDGE_MODEL",
            help="Language model to ask where rules find nothing: http://HOST/v1#NAME.",
        ),
    ] = "",
) -> None:
    """Mark what a communiqué says and propose entries for a programme."""
    from rich.console import Console
    from rich.progress import Progress

    from goldenbridge.programme.writing import write_whole
    from goldenbridge.reading.read import read as run
    from goldenbridge.reading.source import text_of

    day = published.date() if published else None
    if into:
        _can_add(file, day, url, publisher)
    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=None)
        text = text_of(
            _bytes(file), file, lambda done, of: bar.update(task, completed=done, total=of)
        )
    found = run(text.text, day=day, page_starts=text.page_starts)
    if model:
        from goldenbridge.reading.model_says import with_model

        name = _model(model)[1]
        found = with_model(found, lambda *asked: _ask(model, *asked), name, day=day)
    console = Console(highlight=False)
    if json:
        write_whole(json, _as_json(file, day, text, found))
    _show(found, text, console)
    if into and day:
        _decide(found, into, console, source=(url, publisher, day))


def _can_add(file: str, day: date | None, url: str, publisher: str) -> None:
    missing = [n for n, v in (("url", url), ("publisher", publisher), ("published", day)) if not v]
    if missing:
        names = ", ".join(f"--{name}" for name in missing)
        raise ReadingError(f"--into: found no {names}; allowed: a source that can be named")
    if file == "-":
        raise ReadingError("--into: found the text on standard input; allowed: a file")


def _bytes(file: str) -> bytes:
    if file == "-":
        return sys.stdin.buffer.read()
    path = Path(file)
    if not path.is_file():
        raise ReadingError(f"{file}: found no such file; allowed: a text, HTML or PDF file, or -")
    return path.read_bytes()


def _model(setting: str) -> tuple[str, str, str]:
    """Address, name and key of a setting such as https://KEY@HOST/v1#NAME."""
    from urllib.parse import urlsplit

    parts = urlsplit(setting)
    if parts.scheme not in {"http", "https"} or not parts.hostname or not parts.fragment:
        raise ReadingError("--model: found no such address; allowed: http://HOST/v1#NAME")
    place = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path.rstrip('/')}"
    return f"{place}/chat/completions", parts.fragment, parts.username or ""


def _ask(setting: str, prompt: str, schema: "Mapping[str, Any]") -> str:
    """The answer of an OpenAI-compatible endpoint; ReadingError where there is none."""
    from http.client import HTTPException
    from urllib.request import Request, urlopen

    place, name, key = _model(setting)
    form = {"name": "entries", "strict": True, "schema": schema}
    body = {
        "model": name,
        "temperature": 0,
        "messages": [{"role": "user", "content": prompt}],
        "response_format": {"type": "json_schema", "json_schema": form},
    }
    headers = {"Content-Type": "application/json"}
    if key:
        headers["Authorization"] = f"Bearer {key}"
    request = Request(place, formats.dumps(body).encode(), headers)  # noqa: S310 - the scheme is checked
    try:
        with urlopen(request, timeout=_PATIENCE_S) as answer:  # noqa: S310 - as above
            said = formats.loads(answer.read(_LARGEST_ANSWER))
        return str(said["choices"][0]["message"]["content"])
    except (OSError, HTTPException, ValueError, KeyError, IndexError, TypeError) as error:
        raise ReadingError(f"{place}: found no answer ({error}); allowed: an endpoint") from error


def _as_json(file: str, day: date | None, text: "Text", found: "Read") -> str:
    whole = {
        "file": file,
        "published": day.isoformat() if day else None,
        "pages": len(text.page_starts),
        "empty_pages": list(text.empty_pages),
        "refused": list(found.refused),
        "sentences": [one.plain() for one in found.noted],
    }
    return formats.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _show(found: "Read", text: "Text", console: "Console") -> None:
    from rich.text import Text as Line

    for refused in found.refused:
        console.print(f"not believed: {refused}", markup=False)
    telling = [one for one in found.noted if one.telling]
    console.print(
        f"{len(found.noted)} sentences, {len(telling)} to look at, "
        f"{len(found.proposals)} entries proposed"
    )
    if text.empty_pages:
        console.print(f"pages without text: {', '.join(map(str, text.empty_pages))}")
    for one in telling:
        line = Line(f"{one.sentence.number:>4}  ", style="dim")
        said = Line(one.sentence.text, style="")
        for mark in one.marks:
            said.stylize(_COLOURS[mark.kind], mark.start, mark.end)
        console.print(line + said)
        for proposal in one.proposals:
            console.print(Line(f"      {_told(proposal)}", style="bold"))


def _told(proposal: "Proposal") -> str:
    says = ", ".join(f"{key} {value}" for key, value in proposal.says.items())
    doubts = f"  ({'; '.join(proposal.doubts)})" if proposal.doubts else ""
    return f"{proposal.kind}: {says}{doubts}"


def _decide(
    found: "Read", folder: Path, console: "Console", *, source: tuple[str, str, date]
) -> None:
    """Let a person accept, edit or reject each entry; accepted ones go into the folder at once."""
    from goldenbridge.programme.folder import load
    from goldenbridge.reading.entries import entry, source_of

    url, publisher, day = source
    taken = 0
    for proposal in found.proposals:
        programme = load(folder)
        name, first = source_of(programme, url, publisher, day)
        proposed = entry(proposal, programme, source=name, day=day)
        console.print(f"\n{proposal.sentence.text}\n{_told(proposal)} → {proposed.file}")
        taken += _asked(proposed, console, folder, [(one.file, one.row) for one in first])
    console.print(f"{taken} of {len(found.proposals)} entries added to {folder}")


def _asked(proposed: "Entry", console: "Console", folder: Path, first: "Sequence[Row]") -> bool:
    """Ask until the entry is rejected or stands in the folder."""
    from goldenbridge.programme.adding import add

    row = dict(proposed.row)
    while True:
        for name, text in row.items():
            console.print(f"  {name} = {text}", markup=False)
        answer = typer.prompt("accept, edit or reject (a/e/r)", default="r").strip().lower()[:1]
        if answer == "r":
            return False
        if answer == "e":
            _edit(proposed.file, row)
        if answer not in {"a", "e"}:
            continue
        try:
            add(folder, [*first, (proposed.file, row)])
        except GoldenBridgeError as error:
            console.print(str(error), markup=False)
        else:
            return True


def _edit(file: str, row: dict[str, str]) -> None:
    """Ask for every field that is filled in or required; an empty answer keeps what stands."""
    from goldenbridge.language.cells import specs
    from goldenbridge.programme.layout import record_of

    for name, spec in specs(record_of(file)).items():
        if not spec.required and name not in row:
            continue
        choices = f" [{', '.join(spec.choices)}]" if spec.choices else ""
        told = typer.prompt(f"{name}{choices}", default=row.get(name, ""))
        if told.strip():
            row[name] = told.strip()


def add(
    folder: Annotated[Path, typer.Argument(help="Programme folder.", show_default=False)],
    file: Annotated[
        Path, typer.Argument(help="Accepted entries, as the page of the server gives.")
    ],
) -> None:
    """Add entries that were accepted in the browser to a programme folder."""
    from goldenbridge.programme.adding import add as put
    from goldenbridge.programme.entry_file import read_entries

    rows = read_entries(file.read_bytes(), str(file))
    put(folder, rows)
    typer.echo(f"{folder}: {len(rows)} entries added")
