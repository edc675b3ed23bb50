"""The brief on one screen of a terminal, the answer first."""

from rich import box
from rich.cells import cell_len
from rich.console import Console, Group, JustifyMethod, RenderableType
from rich.table import Table as Grid
from rich.text import Text

from goldenbridge.report.brief import Brief
from goldenbridge.report.section import Section, Table

_BETWEEN = 3


def show(brief: Brief, console: Console) -> None:
    """Print the first section's answer and table, then every other answer in its line."""
    first, *others = brief.sections
    known = brief.language.say("as known on {day}", day=brief.as_of)
    console.print(Text.assemble((brief.title, "bold"), (f"  {known}", "dim")))
    console.print(Text(first.answer, style="bold green"))
    if first.tables:
        console.print(_grid(first.tables[0], console))
    console.print(_answers(others))


def show_whole(brief: Brief, console: Console) -> None:
    """Print the answer of every section with all its tables."""
    known = brief.language.say("as known on {day}", day=brief.as_of)
    console.print(Text.assemble((brief.title, "bold"), (f"  {known}", "dim")))
    for section in brief.sections:
        console.print(Text(section.answer, style="bold green"))
        for table in section.tables:
            if table.rows:
                console.print(Text(table.caption, style="bold"))
                console.print(_grid(table, console))


def _grid(table: Table, console: Console) -> RenderableType:
    """The table, or its rows as lines where no word of it may be cut in this terminal."""
    columns = [(name, *cells) for name, *cells in zip(table.columns, *table.rows, strict=True)]
    widths = [max(cell_len(word) for text in c for word in text.split(" ")) for c in columns]
    spare = console.width - sum(widths) - _BETWEEN * (len(widths) - 1)
    if spare < 0:
        return Group(*(_line(table, row) for row in table.rows), Text(""))
    grid = Grid(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for column, least in zip(columns, widths, strict=True):
        more = min(max(map(cell_len, column)) - least, spare)
        spare -= more
        side: JustifyMethod = "right" if column[0] in table.numeric else "left"
        grid.add_column(column[0], justify=side, width=least + more)
    for row in table.rows:
        grid.add_row(*(Text(cell) for cell in row))
    return Group(grid, Text(""))


def _line(table: Table, row: tuple[str, ...]) -> Text:
    told = [f"{column} {cell}" for column, cell in zip(table.columns[1:], row[1:], strict=True)]
    return Text.assemble((row[0], "bold"), f": {'; '.join(told)}")


def _answers(sections: list[Section]) -> RenderableType:
    grid = Grid.grid(padding=(0, 2, 0, 0))
    grid.add_column(style="bold", no_wrap=True)
    grid.add_column()
    for section in sections:
        grid.add_row(Text(section.id), Text(section.answer))
    return grid
