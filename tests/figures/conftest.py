"""What every figure must be: well-formed, told in words, inside its frame, no text on another."""

import re
from collections.abc import Callable, Iterator
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest

from goldenbridge.figures.figure import Figure
from goldenbridge.figures.lettering import SIZE, SMALL
from goldenbridge.figures.places import Box, text_box

SVG = "{http://www.w3.org/2000/svg}"
MOVE = re.compile(r"([MlhvazAZ])([^MlhvazAZ]*)")
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
SHIFT = re.compile(r"translate\((\S+) (\S+)\)")
COLOUR = re.compile(r"#[0-9a-fA-F]{3}|rgb|style=|fill=|stroke=")
HEAVIEST = 15_000
SLACK = 0.06  # coordinates are written with one decimal


def spots(path: str) -> Iterator[tuple[float, float]]:
    x = y = 0.0
    for command, told in MOVE.findall(path):
        values = [float(v) for v in NUMBER.findall(told)]
        if command == "M":
            x, y = values
        elif command == "l":
            x, y = x + values[0], y + values[1]
        elif command == "h":
            x += values[0]
        elif command == "v":
            y += values[0]
        elif command == "a":
            x, y = x + values[-2], y + values[-1]
        yield x, y


def covered(node: ET.Element, moved: tuple[float, float] = (0.0, 0.0)) -> Iterator[tuple[str, Box]]:
    """What each shape covers, with the text of a label."""
    if shift := SHIFT.match(node.get("transform", "")):
        moved = (moved[0] + float(shift[1]), moved[1] + float(shift[2]))
    across, down = moved

    def at(name: str) -> float:
        return float(node.get(name, "0"))

    kinds = node.get("class", "").split()
    tag = node.tag.removeprefix(SVG)
    if tag == "text":
        said = node[-1].tail if len(node) else node.text
        size = SMALL if "xs" in kinds else SIZE
        bold = "b" in kinds or "on" in kinds
        anchor = node.get("text-anchor", "start")
        assert anchor in {"start", "middle", "end"}
        box = text_box(across + at("x"), down + at("y"), said or "", size, anchor=anchor, bold=bold)
        yield said or "", box
    elif tag == "rect":
        x, y = across + at("x"), down + at("y")
        yield "", Box(x, y, x + at("width"), y + at("height"))
    elif tag == "circle":
        x, y, r = across + at("cx"), down + at("cy"), at("r")
        yield "", Box(x - r, y - r, x + r, y + r)
    elif tag == "path":
        for x, y in spots(node.get("d", "")):
            yield "", Box(across + x, down + y, across + x, down + y)
    for child in node:
        yield from covered(child, moved)


def check_picture(picture: str, figure: Figure) -> None:
    root = ET.fromstring(picture)  # noqa: S314 - our own picture
    title, desc = root[0], root[1]
    assert (title.tag, desc.tag) == (f"{SVG}title", f"{SVG}desc")
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"
    assert desc.text
    assert figure.alt
    assert not COLOUR.search(re.sub(r">[^<]*<", "><", picture))
    assert len(picture.encode()) < HEAVIEST
    left, top, wide, high = map(float, root.get("viewBox", "").split())
    frame = Box(left - SLACK, top - SLACK, left + wide + SLACK, top + high + SLACK)
    shapes = list(covered(root))
    outside = [(said, box) for said, box in shapes if not box.inside(frame)]
    assert not outside, outside
    texts = [(said, box) for said, box in shapes if said.strip()]
    over = [(a, b) for (a, x), (b, y) in combinations(texts, 2) if shrunk(x).meets(shrunk(y))]
    assert not over, over


def shrunk(box: Box) -> Box:
    return Box(box.left + SLACK, box.top + SLACK, box.right - SLACK, box.bottom - SLACK)


@pytest.fixture(scope="session")
def check() -> Callable[[Figure | None], Figure]:
    """Check both variants of a figure, which must be there."""

    def checked(figure: Figure | None) -> Figure:
        assert figure is not None
        check_picture(figure.wide, figure)
        check_picture(figure.narrow, figure)
        ids = re.findall(r'\bid="([^"]*)"', figure.wide + figure.narrow)
        assert len(ids) == len(set(ids)) == 4
        return figure

    return checked
