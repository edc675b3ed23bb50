"""Options that several commands of `live` share."""

from pathlib import Path
from typing import Annotated

import typer

Log = Annotated[
    Path, typer.Argument(help="Log of queues: CSV, CSV.gz or Parquet.", show_default=False)
]
Days = Annotated[
    list[Path] | None,
    typer.Option("--holidays", help="Calendar of holidays (CSV with a column Date); may repeat."),
]
Json = Annotated[Path | None, typer.Option(help="Write the result as JSON.")]
DAY_FORM = ["%Y-%m-%d"]
Ledger = Annotated[
    str | None,
    typer.Option(
        help="Ledger of a complex in the place of a log: sqlite:///PATH or "
        "postgresql://USER@HOST/NAME.",
    ),
]
