"""The faults found in a programme folder, gathered while reading goes on."""

from dataclasses import dataclass

from goldenbridge.errors import CellError, Fault

_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Log:
    """Notes faults of one file; several logs may fill the same list."""

    file: str
    faults: list[Fault]

    def note(self, line: int, field: str, found: str, allowed: str) -> None:
        """Note one fault; `line` 0 is the whole file, an empty `field` the whole line."""
        field = field if field.isprintable() else repr(field)
        self.faults.append(Fault(self.file, line, _short(field), _short(found), allowed))

    def cell(self, line: int, field: str, error: CellError) -> None:
        """Note what is wrong with one cell."""
        self.note(line, field, error.found, error.allowed)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
