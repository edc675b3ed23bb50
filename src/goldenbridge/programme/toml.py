"""TOML with the line of every key, and with every fault of a file instead of the first.

`tomllib` gives neither, so a file is cut into its statements (a header or one key with its value,
however many lines it takes), and `tomllib` reads each of them on its own.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from goldenbridge.programme.faults import Log

UNREAD = object()
"""Stands for a value that could not be read; its fault is already noted."""

_TOKEN = re.compile(
    r'''"""(?:\\.|[^\\])*?"""(?:"{0,2})|\'\'\'.*?\'\'\'(?:'{0,2})'''
    r"""|"(?:\\[^\n]|[^"\\\n])*"|'[^'\n]*'|\#[^\n]*|[\[\]{}"'\n]|[^\[\]{}"'\#\n]+""",
    re.DOTALL,
)
_AT = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)")
_NAME = re.compile(r"[\w-]+")
_KEY = re.compile(r"[\w-]+(?=\s*=)")
_NEXT_KEY = re.compile(r"\n[ \t]*[\w-]+[ \t]*=")
_UNCLOSED, _PAIRS = ('"', "'"), ("[", "{", "]", "}")
_ALLOWED = 'TOML, as in title = "text", target = 3 or sources = ["a", "b"]'


@dataclass(slots=True)
class Table:
    """A table of a TOML file; values are scalars, lists, tables or lists of tables."""

    line: int
    values: dict[str, Any] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)

    def at(self, name: str) -> int:
        """The line of the key `name`, or of the table where it has none."""
        return self.lines.get(name, self.line)


class Statement(NamedTuple):
    """A header, or one key with its value, and the line it begins on."""

    line: int
    text: str
    items: tuple[int, ...]  # lines of the inline tables directly inside an array


def read(text: str, log: Log) -> Table:
    """Read a whole file; every fault goes to `log`, and what is sound is still returned."""
    root = here = Table(1)
    before = len(log.faults)
    for statement in statements(text):
        try:
            parsed = tomllib.loads(statement.text)
            if statement.text.startswith("["):
                here = _open(root, *_path(parsed), statement.line, log)
            else:
                _put(here, parsed, statement, log)
        except (ValueError, RecursionError) as error:
            log.note(*_fault(statement, error))
            if statement.text.startswith("["):
                names = _NAME.findall(statement.text.partition("#")[0])
                here = _open(root, names, "[[", statement.line, log) if names else Table(0)
            elif key := _KEY.match(statement.text):
                here.values[key[0]] = UNREAD
                here.lines[key[0]] = statement.line
    if len(log.faults) == before:
        _confirm(text, log)
    return root


def _confirm(text: str, log: Log) -> None:
    """Let `tomllib` read the whole: it knows rules between statements that are not ours."""
    try:
        tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        line, _, found, allowed = _fault(Statement(1, text, ()), error, at_end=text.count("\n"))
        log.note(line, "", found, allowed)


def _fault(statement: Statement, error: Exception, *, at_end: int = 0) -> tuple[int, str, str, str]:
    """Line, key, found and allowed; `at_end` lines below its first is where "the end" is told."""
    message = str(error) if isinstance(error, ValueError) else "Nested too deeply"
    at = _AT.search(message)
    offset = int(at[1]) - 1 if at and at[1] else at_end
    lines = statement.text.split("\n")
    shown = lines[min(offset, len(lines) - 1)].strip()
    shown = shown if len(shown) <= 60 else f"{shown[:60]}…"
    key = _KEY.match(statement.text)
    reason = _AT.sub("", message)
    return statement.line + offset, key[0] if key else "", f"{shown!r} ({reason})", _ALLOWED


def statements(text: str) -> Iterator[Statement]:
    """The statements of a file in order; blank lines and comments stand between them."""
    start, line = 0, 1
    while start < len(text):
        end, items = _end(text, start)
        body = text[start:end]
        if body.strip() and not body.lstrip().startswith("#"):
            lines = tuple(line + text.count("\n", start, item) for item in items)
            yield Statement(line, body.strip(), lines)
        line += body.count("\n") + 1
        start = end + 1


def _end(text: str, start: int) -> tuple[int, list[int]]:
    """Where the statement that starts at `start` ends, and its inline tables.

    What is opened and never closed ends with its first line, so that the rest is still read.
    """
    line_end = text.find("\n", start)
    line_end = len(text) if line_end < 0 else line_end
    if text[start:line_end].lstrip().startswith("["):
        return line_end, []
    opened = ""
    items: list[int] = []
    for token in _TOKEN.finditer(text, start):
        mark = token[0]
        if mark == "\n" and not opened:
            return token.start(), items
        if mark in _UNCLOSED or (opened.endswith("[") and _NEXT_KEY.match(text, token.start())):
            return line_end, []
        if mark in _PAIRS:
            if mark == "{" and opened == "[":
                items.append(token.start())
            opened = opened + mark if mark in _PAIRS[:2] else opened[:-1]
    return (line_end, []) if opened else (len(text), items)


def _path(parsed: dict[str, Any]) -> tuple[list[str], str]:
    """The names of a header, and its bracket."""
    names: list[str] = []
    inner: Any = parsed
    while inner and isinstance(inner, dict):
        name, inner = next(iter(inner.items()))
        names.append(name)
    return names, "[[" if isinstance(inner, list) else "["


def _open(root: Table, names: list[str], bracket: str, line: int, log: Log) -> Table:
    """The table that the keys after a header go into."""
    table, new = root, Table(line)
    for name in names[:-1]:
        table.lines.setdefault(name, line)
        found = table.values.setdefault(name, Table(line))
        found = found[-1] if isinstance(found, list) and found else found
        if not isinstance(found, Table):
            break
        table = found
    else:
        name = names[-1]
        table.lines.setdefault(name, line)
        found = table.values.setdefault(name, [] if bracket == "[[" else new)
        if bracket == "[[" and isinstance(found, list):
            found.append(new)
            return new
        if bracket == "[" and isinstance(found, Table):
            return found
    if found is not UNREAD:
        path = ".".join(names)
        log.note(line, path, f"{name!r}, which is something else above", "one use of a name")
    return new


def _put(table: Table, values: dict[str, Any], statement: Statement, log: Log) -> None:
    for name, value in values.items():
        old = table.values.get(name)
        if isinstance(old, Table) and isinstance(value, dict):
            _put(old, value, statement, log)
        elif name in table.values:
            log.note(statement.line, name, "the key a second time in one block", "once")
        else:
            table.values[name] = _located(value, statement.line, statement.items)
            table.lines[name] = statement.line


def _located(value: Any, line: int, items: tuple[int, ...] = ()) -> Any:
    if isinstance(value, dict):
        values = {name: _located(inner, line) for name, inner in value.items()}
        return Table(line, values, dict.fromkeys(values, line))
    if isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
        lines = items if len(items) == len(value) else (line,) * len(value)
        return [_located(item, at) for item, at in zip(value, lines, strict=True)]
    return value
