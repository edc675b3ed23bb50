"""What goes out to readers, and the offices' workbooks that come in."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from goldenbridge.errors import ChoiceError, ExtraError

if TYPE_CHECKING:
    from datetime import date

Lang = Annotated[Literal["en", "ru", "kk", "ky"], typer.Option(help="Language it is told in.")]


def diff(
    first: Annotated[str, typer.Argument(help="Programme folder, or a day such as 2025-08-01.")],
    second: Annotated[str, typer.Argument(help="Another folder, or a later day.")],
    *,
    folder: Annotated[
        Path | None, typer.Option(help="Programme the days are of; the shipped one if left out.")
    ] = None,
    lang: Lang = "en",
) -> None:
    """Say what changed between two versions of a programme, or between two days."""
    from goldenbridge.language.languages import Language
    from goldenbridge.programme.folder import DEFAULT, load, shipped
    from goldenbridge.report.changes import as_known, changes

    days = [_day(text) for text in (first, second)]
    if all(days):
        programme = load(folder or shipped()[DEFAULT])
        old, new = (as_known(programme, day) for day in days if day)
    elif folder or any(days):
        raise ChoiceError(f"diff: found {first} and {second}; allowed: two folders or two days")
    else:
        old, new = load(first), load(second)
    language = Language(lang)
    told = changes(old, new, language=language)
    typer.echo("\n".join(told) or language.say("nothing changed"))


def _day(text: str) -> "date | None":
    try:
        return None if Path(text).exists() else datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return None


def calendar(
    file: Annotated[Path, typer.Argument(help="File to write, such as programme.ics.")],
    *,
    folder: Annotated[
        Path | None, typer.Option(help="Programme folder; the shipped one if left out.")
    ] = None,
    as_of: Annotated[
        datetime | None, typer.Option(help="What was known on this day.", formats=["%Y-%m-%d"])
    ] = None,
) -> None:
    """Write events and deadlines as iCalendar."""
    from goldenbridge.programme.folder import DEFAULT, load, shipped
    from goldenbridge.programme.writing import write_whole
    from goldenbridge.report.as_calendar import as_calendar

    programme = load(folder or shipped()[DEFAULT])
    text = as_calendar(programme, as_of=as_of.date() if as_of else None)
    write_whole(file, text)
    typer.echo(f"{file}: {text.count('BEGIN:VEVENT')} entries")


def workbook(
    file: Annotated[Path, typer.Argument(help="XLS or XLSX of an office's trade by country.")],
    *,
    partner: Annotated[str, typer.Option(help="The country, as the workbook names it.")],
    reporter: Annotated[str, typer.Option(help="Whose figures they are.")],
    vintage: Annotated[str, typer.Option(help="When they were published, such as 2024-07-25.")],
    source: Annotated[str, typer.Option(help="Id of the source in the programme folder.")],
    exports: Annotated[str, typer.Option(help="Indicator of exports; left out if empty.")] = "",
    imports: Annotated[str, typer.Option(help="Indicator of imports; left out if empty.")] = "",
    turnover: Annotated[str, typer.Option(help="Indicator of turnover; left out if empty.")] = "",
    out: Annotated[Path | None, typer.Option(help="File to write; printed if left out.")] = None,
) -> None:
    """Turn an office's workbook into rows for statistics/ of a programme folder."""
    from goldenbridge.programme.writing import write_whole
    from goldenbridge.report.observed import rows_of
    from goldenbridge.statistics.workbooks import partner_trade, sheets

    flows = partner_trade(sheets(file.read_bytes(), str(file)), partner, str(file))
    names = {"exports": exports, "imports": imports, "turnover": turnover}
    text = rows_of(flows, names, reporter=reporter, vintage=vintage, source=source)
    if out:
        write_whole(out, text)
    else:
        typer.echo(text, nl=False)


def site(
    folder: Annotated[Path, typer.Argument(help="Programme folder.", show_default=False)],
    out: Annotated[Path, typer.Argument(help="Folder to write.", show_default=False)],
    *,
    url: Annotated[
        str, typer.Option(help="Where the site will stand, such as https://example.org/bridge/.")
    ] = "",
    as_of: Annotated[
        datetime | None, typer.Option(help="What was known on this day.", formats=["%Y-%m-%d"])
    ] = None,
) -> None:
    """Write the public pages and their data as a folder for any web server, or none."""
    from rich.console import Console

    from goldenbridge.programme.folder import load
    from goldenbridge.programme.replacing import refuse_others, replace_folder

    try:
        from goldenbridge.web.published.site import site as made
    except ModuleNotFoundError as error:
        raise ExtraError(
            f"site: found no {error.name}; allowed: pip install 'goldenbridge[server]'"
        ) from error
    address = _address(url)
    programme = load(folder)
    refuse_others(out)
    with Console(stderr=True).status("forecasting, simulating and drawing"):
        files = made(programme, as_of=as_of.date() if as_of else None, url=address)
    replace_folder(out, files)
    typer.echo(f"{out}: {len(files)} files, {sum(map(len, files.values())) / 1e6:.1f} MB")


def _address(url: str) -> str:
    """An address with a slash at its end; ChoiceError for one that no site can stand at."""
    from urllib.parse import urlsplit

    if not url:
        return ""
    try:
        parts = urlsplit(url)
        fit = parts.scheme in {"http", "https"} and parts.hostname
    except ValueError:
        fit = None
    if not fit or set("?# ") & set(url):
        raise ChoiceError(f"--url: found {url!r}; allowed: https://HOST/PATH/")
    return url if url.endswith("/") else f"{url}/"
