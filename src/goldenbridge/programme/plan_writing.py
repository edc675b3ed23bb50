"""`plan.toml` written anew with what has changed; comments, order and spelling of the rest stay.

A file is a tree of blocks. A block keeps the lines before its header, its keys with their text, and
the blocks inside it, so that what does not change is written back as it was.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from goldenbridge.errors import OutputError
from goldenbridge.language.cells import specs
from goldenbridge.operations.council.plan import Register
from goldenbridge.programme.layout import nested
from goldenbridge.programme.toml import statements

_KEYS = {"owners": "party"}
_IN_ORDER = ("proofs", "answers", "agenda")


@dataclass(slots=True)
class _Block:
    path: str
    lead: list[str] = field(default_factory=list)
    head: str = ""
    body: list[tuple[str, str]] = field(default_factory=list)
    """Keys with their text; what stands between them has no key."""
    blocks: list["_Block"] = field(default_factory=list)

    def lines(self) -> list[str]:
        own = [*self.lead, *([self.head] if self.head else []), *(text for _, text in self.body)]
        return own + [line for block in self.blocks for line in block.lines()]


def rewritten(text: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> str:
    """`text`, which says `old`, as it says `new`: plain values of a Register.

    Where both are the same the text is the same to the byte. Raises OutputError for blocks that are
    written as inline tables.
    """
    if old == new:
        return text
    root = _read(text)
    _blocks(root, Register, old, new)
    written = "\n".join([*root.lines(), ""])
    return written if text else written.lstrip("\n")


def _read(text: str) -> _Block:
    root = _Block("")
    here, loose, row = root, list[str](), 1
    lines = text.splitlines()
    for statement in statements(text):
        loose += lines[row - 1 : statement.line - 1]
        row = statement.line + statement.text.count("\n") + 1
        whole = "\n".join(lines[statement.line - 1 : row - 1])
        if statement.text.startswith("["):
            path = statement.text.partition("#")[0].strip().strip("[]").replace(" ", "")
            here = _Block(path, loose, whole)
            _parent(root, path).blocks.append(here)
        else:
            here.body += [("", line) for line in loose]
            here.body.append((statement.text.partition("=")[0].strip(), whole))
        loose = []
    _last(root).body += [("", line) for line in (*loose, *lines[row - 1 :])]
    return root


def _parent(root: _Block, path: str) -> _Block:
    for name in path.split(".")[:-1]:
        root = next(one for one in reversed(root.blocks) if one.path.rpartition(".")[2] == name)
    return root


def _last(block: _Block) -> _Block:
    return _last(block.blocks[-1]) if block.blocks else block


def _edit(block: _Block, record: type, old: Mapping[str, Any], new: Mapping[str, Any]) -> None:
    names = list(specs(record))
    for name in names:
        if old.get(name) != new.get(name):
            _put(block, names, name, new.get(name))
    _blocks(block, record, old, new)


def _put(block: _Block, names: Sequence[str], name: str, value: Any) -> None:
    """Write, change or take out a key; a comment behind the value stays with it."""
    at = next((i for i, (key, _) in enumerate(block.body) if key == name), None)
    if value is None:
        if at is not None:
            del block.body[at]
        return
    text = f"{name} = {_literal(value)}"
    if at is not None:
        block.body[at] = (name, text + _comment(block.body[at][1]))
        return
    before = names[: names.index(name)]
    places = [i for i, (key, _) in enumerate(block.body) if key in before]
    block.body.insert(places[-1] + 1 if places else 0, (name, text))


def _comment(text: str) -> str:
    """The comment behind a value that stands on one line."""
    for at, sign in enumerate(text):
        if sign == "#" and "\n" not in text and next(statements(text[:at]), None):
            try:
                json.loads(f"[{text[:at].partition('=')[2]}]")
            except ValueError:
                continue
            return f"  {text[at:]}"
    return ""


def _blocks(block: _Block, record: type, old: Mapping[str, Any], new: Mapping[str, Any]) -> None:
    """Bring the blocks inside a block up to `new`; they are told apart by id, party or place."""
    for name, child in nested(record).items():
        was, wanted = (_named(name, values.get(name, ())) for values in (old, new))
        if was == wanted:
            continue
        path = f"{block.path}.{name}" if block.path else name
        there = [one for one in block.blocks if one.path == path]
        if len(there) != len(was):
            raise OutputError(f"plan.toml: found {name} in one line; allowed: blocks [[{path}]]")
        block.body = [one for one in block.body if one[0] != name]
        standing = dict(zip(was, there, strict=True))
        for key, own in standing.items():
            if key not in wanted:
                block.blocks.remove(own)
                block.body += [("", line) for line in own.lead if line.strip()]
        for key, values in wanted.items():
            if key not in standing:
                standing[key] = _Block(path, [""], f"[[{path}]]")
                block.blocks.insert(_after(block, path), standing[key])
            _edit(standing[key], child, was.get(key, {}), values)
        if block.path:
            _arrange(block, [standing[key] for key in wanted])


def _after(block: _Block, path: str) -> int:
    places = [i for i, one in enumerate(block.blocks) if one.path == path]
    return places[-1] + 1 if places else len(block.blocks)


def _arrange(block: _Block, wanted: Sequence[_Block]) -> None:
    """Put the blocks inside a block in the order wanted; the outermost keep that of the file."""
    order = iter(wanted)
    mine = {id(one) for one in wanted}
    block.blocks = [next(order) if id(one) in mine else one for one in block.blocks]


def _named(name: str, values: Sequence[Mapping[str, Any]]) -> dict[Any, Mapping[str, Any]]:
    if name in _IN_ORDER:
        return dict(enumerate(values))
    return {one[_KEYS.get(name, "id")]: one for one in values}


def _literal(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
