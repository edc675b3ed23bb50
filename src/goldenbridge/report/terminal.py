"""The brief on one screen of a terminal, the answer first."""

from rich import box
from rich.console import Console, Group, RenderableType
from rich.table import Table as Grid
from rich.text import Text

from goldenbridge.report.brief import Brief
from goldenbridge.report.section import Section, Table


def show(brief: Brief, console: Console) -> None:
    """Print the first section's answer and table, then every other answer in its line."""
    first, *others = brief.sections
    known = brief.language.say("as known on {day}", day=brief.as_of)
    console.print(Text.assemble((brief.title, "bold"), (f"  {known}", "dim")))
    console.print(Text(first.answer, style="bold green"))
    if first.tables:
        console.print(_grid(first.tables[0]))
    console.print(_answers(others))


def _grid(table: Table) -> RenderableType:
    grid = Grid(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for column in table.columns:
        grid.add_column(column, justify="right" if column in table.numeric else "left")
    for row in table.rows:
        grid.add_row(*(Text(cell) for cell in row))
    return Group(grid, Text(""))


def _answers(sections: list[Section]) -> RenderableType:
    grid = Grid.grid(padding=(0, 2, 0, 0))
    grid.add_column(style="bold", no_wrap=True)
    grid.add_column()
    for section in sections:
        grid.add_row(Text(section.id), Text(section.answer))
    return grid
