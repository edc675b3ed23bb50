"""How wide a text will be, and how to make it fit without a browser at hand.

Widths are those of a wide sans serif (DejaVu Sans) rounded up by kinds of letters, so that a text
in a narrower face, such as Inter or Arial, fits too.
"""

import unicodedata
from collections.abc import Sequence

SIZE = 13.0
SMALL = 12.0
_THIN = set("ijlI.,:;'|! \u00a0\u202f\u00b7\u0456")
_SLIM = set('frtJ()[]-/"\u201c\u201d\u2018’')
_BROAD = set("mwMWOQ%@—…№" + "\u041e\u041c" + "жшщюыфЖШЩЮФЫм")
_BOLD = 1.13
_WRAPPED = 2


def width(text: str, size: float = SIZE, *, bold: bool = False) -> float:
    """The width of `text` in pixels at a font of `size` pixels, rather too wide than too narrow."""
    ems = sum(_em(letter) for letter in text)
    return ems * size * (_BOLD if bold else 1)


def cut(text: str, room: float, size: float = SIZE, *, bold: bool = False) -> str:
    """The text, or as much of it as fits in `room` pixels, with an ellipsis."""
    if width(text, size, bold=bold) <= room:
        return text
    left = room - width("…", size, bold=bold)
    kept = ""
    for letter in text:
        left -= width(letter, size, bold=bold)
        if left < 0:
            break
        kept += letter
    return f"{kept.rstrip(' ,;:–-')}…"


def wrap(
    text: str, room: float, size: float = SIZE, *, lines: int = _WRAPPED, bold: bool = False
) -> list[str]:
    """The text in at most so many lines of `room` pixels; the last one is cut where it must be."""
    rows: list[str] = []
    words = [word for word in text.split(" ") if word]
    while words and len(rows) < lines - 1:
        row = words.pop(0)
        while words and width(f"{row} {words[0]}", size, bold=bold) <= room:
            row = f"{row} {words.pop(0)}"
        rows.append(cut(row, room, size, bold=bold))
    if words:
        rows.append(cut(" ".join(words), room, size, bold=bold))
    return rows


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Places at least `gap` apart between `low` and `high`, each as near as can be to its wish.

    Where the room is too small for all, they share it evenly.
    """
    if not wanted:
        return []
    order = sorted(range(len(wanted)), key=lambda i: (wanted[i], i))
    gap = min(gap, (high - low) / max(len(wanted) - 1, 1))
    blocks: list[
        list[float]
    ] = []  # the sum of what its members wish for the first, and their count
    for rank, i in enumerate(order):
        blocks.append([wanted[i] - gap * rank, 1])
        while len(blocks) > 1 and blocks[-2][0] / blocks[-2][1] > blocks[-1][0] / blocks[-1][1]:
            total, count = blocks.pop()
            blocks[-1] = [blocks[-1][0] + total, blocks[-1][1] + count]
    firsts = [total / count for total, count in blocks for _ in range(int(count))]
    last = high - gap * (len(wanted) - 1)
    places = [0.0] * len(wanted)
    for rank, i in enumerate(order):
        places[i] = min(max(firsts[rank], low), last) + gap * rank
    return places


def _em(letter: str) -> float:
    if unicodedata.combining(letter):
        return 0.0
    if letter in _THIN:
        return 0.34
    if letter in _SLIM:
        return 0.42
    if letter in _BROAD:
        return 0.98
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.0
    return 0.76 if letter.isupper() or unicodedata.bidirectional(letter) == "AL" else 0.63
