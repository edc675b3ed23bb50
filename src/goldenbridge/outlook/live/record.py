"""Every forecast that was ever made, and how it turned out: lines that are only ever added.

A line is a JSON object that carries the hash of the line before, so that none can be changed or
taken out later without showing.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from goldenbridge.errors import LogError
from goldenbridge.outlook.live.forecast import Forecast
from goldenbridge.outlook.live.readings import HOUR, Readings
from goldenbridge.outlook.live.scores import Score, score

START = "0" * 64
FORECAST, OUTCOME = "forecast", "outcome"
LATEST_H = 2.0
"""A reading judges a forecast up to so many hours after its target, or two usual spacings."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: `body` is what it says, `hash` that of `prev` and the body."""

    seq: int
    kind: str
    body: dict[str, Any]
    prev: str
    hash: str

    def text(self) -> str:
        """The line as it stands in the file."""
        shown = {"seq": self.seq, "kind": self.kind, "body": self.body}
        return json.dumps(shown | {"prev": self.prev, "hash": self.hash}, ensure_ascii=False)


def read(text: str, file: str) -> tuple[Line, ...]:
    """The lines of a record. Raises LogError at the first that is unreadable or does not follow."""
    lines: list[Line] = []
    for number, one in enumerate(text.splitlines(), 1):
        try:
            line = Line(**json.loads(one))
        except (ValueError, TypeError) as error:
            raise LogError(f"{file}:{number}: found no line of a record; allowed: JSON") from error
        expected = _line(lines, line.kind, line.body)
        if line != expected:
            raise LogError(
                f"{file}:{number}: found hash {line.hash[:12]}, seq {line.seq}; "
                f"allowed: {expected.hash[:12]}, {expected.seq}; a line was changed"
            )
        lines.append(line)
    return tuple(lines)


def with_forecasts(lines: Sequence[Line], made: Iterable[Forecast]) -> tuple[Line, ...]:
    """The record with `made` at its end; what it holds already is not put in twice."""
    found = list(lines)
    held = {_key(line.body) for line in lines if line.kind == FORECAST}
    for one in made:
        body = {
            "series": one.series,
            "unit": one.unit,
            "made": one.made,
            "horizon_h": one.horizon_h,
            "target": one.target,
            "weights": one.weights,
            "quantiles": [round(float(q), 2) for q in one.quantiles],
        }
        if _key(body) not in held:
            found.append(_line(found, FORECAST, body))
    return tuple(found)


def with_outcomes(lines: Sequence[Line], series: Iterable[Readings]) -> tuple[Line, ...]:
    """The record with the outcome of every open forecast whose time has been read.

    The outcome is the first reading at or after the target, at most two hours or two usual
    spacings after it; a forecast whose time nobody read stays open.
    """
    by_name = {one.series: one for one in series}
    judged = {line.body["of"] for line in lines if line.kind == OUTCOME}
    found = list(lines)
    for line in lines:
        one = by_name.get(line.body.get("series", ""))
        if line.kind != FORECAST or line.seq in judged or one is None:
            continue
        target = line.body["target"]
        i = int(np.searchsorted(one.at, target))
        late = max(LATEST_H * HOUR, 2 * one.spacing_s)
        if i < one.at.size and one.at[i] - target <= late:
            body = {"of": line.seq, "read": int(one.at[i]), "came": round(float(one.value[i]), 2)}
            found.append(_line(found, OUTCOME, body))
    return tuple(found)


def scores(lines: Sequence[Line]) -> dict[float, Score]:
    """How good the judged forecasts of a record were, by horizon in hours."""
    said = {line.seq: line.body for line in lines if line.kind == FORECAST}
    pairs: dict[float, list[tuple[list[float], float]]] = {}
    for line in lines:
        if line.kind == OUTCOME:
            body = said[line.body["of"]]
            pairs.setdefault(body["horizon_h"], []).append((body["quantiles"], line.body["came"]))
    return {
        hours: score(np.array([told for told, _ in of]), np.array([came for _, came in of]))
        for hours, of in sorted(pairs.items())
    }


def _key(body: dict[str, Any]) -> tuple[Any, ...]:
    return body["series"], body["made"], body["horizon_h"]


def _line(before: Sequence[Line], kind: str, body: dict[str, Any]) -> Line:
    prev = before[-1].hash if before else START
    seq = len(before) + 1
    told = json.dumps([seq, kind, body, prev], sort_keys=True, ensure_ascii=False)
    return Line(seq, kind, body, prev, hashlib.sha256(told.encode()).hexdigest())
