"""A table of the brief as CSV."""

import csv
import io

from goldenbridge.report.section import Table


def as_csv(table: Table) -> str:
    """A table as CSV; the last column holds the ids of sources where it has any."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    sources = table.sources or ((),) * len(table.rows)
    last = ("sources",) if table.sources else ()
    writer.writerow((*table.columns, *last))
    for row, named in zip(table.rows, sources, strict=True):
        writer.writerow((*row, *((" ".join(named),) if last else ())))
    return text.getvalue()
