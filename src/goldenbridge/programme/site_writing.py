"""A site and what comes to it as a `border.toml` that reads back equal."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from goldenbridge.errors import CellError
from goldenbridge.language.cells import read_cell, specs
from goldenbridge.programme.layout import BorderFile, nested
from goldenbridge.programme.scaffold import block
from goldenbridge.site.demand import Demand
from goldenbridge.site.site import Site


def border_toml(site: Site, demand: Demand) -> str:
    """The text of a `border.toml` that holds `site` and `demand` and nothing else.

    Raises CellError for a name that cannot be an id in a file, as one with a space.
    """
    values = {"sites": [asdict(site)], "demands": [asdict(demand)]}
    told = _told(BorderFile, values)
    lines = block(BorderFile, told, "", {BorderFile, *_below(BorderFile)})
    return "\n".join(lines).lstrip() + "\n"


def _told(record: type, values: Mapping[str, Any]) -> dict[str, Any]:
    """What a file says of a record: empty fields are left out, ids are ids."""
    found: dict[str, Any] = {}
    for name, spec in specs(record).items():
        value = values.get(name)
        if value not in (None, (), ""):
            if spec.kind in ("id", "ids"):
                _check(name, value, spec)
            found[name] = value
    for name, child in nested(record).items():
        if values.get(name):
            found[name] = [_told(child, row) for row in values[name]]
    return found


def _check(name: str, value: Any, spec: Any) -> None:
    try:
        read_cell(list(value) if isinstance(value, tuple) else value, spec)
    except CellError as error:
        raise CellError(f"{name} {error.found}", error.allowed) from None


def _below(record: type) -> Iterable[type]:
    for child in nested(record).values():
        yield child
        yield from _below(child)
