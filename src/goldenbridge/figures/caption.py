"""What a figure says around its drawing, and how the two variants become one figure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from goldenbridge.figures import svg
from goldenbridge.figures.figure import Figure
from goldenbridge.language.languages import Language

WIDE, NARROW = 720.0, 340.0
REPORTERS = ("first", "second", "third")


@dataclass(frozen=True, slots=True)
class Caption:
    """The title in the reader's language, the language, and what the sources are called, by id.

    `name` is the id of the figure; the kind of figure where it is empty. A page that holds two of
    one kind gives each its own.
    """

    title: str
    language: Language
    sources: Mapping[str, str] = field(default_factory=dict)
    name: str = ""


@dataclass(frozen=True, slots=True)
class Drawn:
    """What was drawn, and how high it became."""

    body: str
    height: float


def compose(
    caption: Caption, kind: str, *, alt: str, unit: str, draw: Callable[[float], Drawn]
) -> Figure:
    """Draw for a page and for a phone, and put the words to it."""
    language = caption.language
    name = caption.name or kind
    publishers = list(dict.fromkeys(caption.sources.values()))
    if publishers:
        told = language.say("Source: {names}.", names="; ".join(publishers))
        alt = f"{alt} {told}"
    pictures = []
    for variant, width in (("wide", WIDE), ("narrow", NARROW)):
        drawn = draw(width)
        pictures.append(
            svg.picture(
                f"{name}-{variant}",
                variant,
                (width, drawn.height),
                title=caption.title,
                alt=alt,
                body=drawn.body,
            )
        )
    return Figure(
        id=name,
        title=caption.title,
        wide=pictures[0],
        narrow=pictures[1],
        alt=alt,
        unit=language.unit(unit),
        sources=tuple(caption.sources),
    )


def look(position: int) -> str:
    """The class of the reporter at a position: the first two have colours of their own."""
    return REPORTERS[min(position, len(REPORTERS) - 1)]
