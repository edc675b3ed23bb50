"""Targets and statistics: which figure of a sentence is the level of an indicator, and when."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from goldenbridge.reading import lexicon
from goldenbridge.reading.dates import Mention
from goldenbridge.reading.model import Proposal
from goldenbridge.reading.quantities import Quantity, house_unit
from goldenbridge.reading.sentences import Sentence

_WITHIN = re.compile(
    r"\bwithin (?:the next )?\w+ years?|в течение \w+ лет|за \w+ лет"
    r"|\w+ жыл ішінде|\w+ жыл ичинде|in the (?:coming|near(?:est)?) \w+",
    re.IGNORECASE,
)
_FLOWS = {"electricity": "kWh", "water": "m3", "freight": "t", "tourism": "people"}


@dataclass(frozen=True, slots=True)
class _Trigger:
    start: int
    end: int
    aims: bool


def levels(
    sentence: Sentence,
    figures: Sequence[Quantity],
    times: Sequence[Mention],
    before: str,
) -> Iterator[Proposal]:
    """The targets and statistics of a sentence.

    `before` is the kind of indicator the text spoke of last, which "this figure" means. A figure
    that is a change, a price, a possibility or denied is none, and a percentage is no level.
    """
    text = sentence.text
    figures = [q for q in figures if q.unit not in {"%", "km", "ha"}]
    triggers = _triggers(text)
    used: set[int] = set()
    for position, figure in enumerate(figures):
        indicator = _indicator(text, figure, before)
        trigger = _governing(triggers, figure, sentence.language)
        if not indicator or trigger is None or not _is_level(text, figure, trigger):
            continue
        around = (
            figures[position - 1].end if position else 0,
            figures[position + 1].start if position + 1 < len(figures) else len(text),
        )
        when = _when(figure, times, around, used, trigger, sentence.language)
        yield _proposal(sentence, figure, indicator, trigger, when)


def indicator_in(text: str) -> str:
    """The kind of the last indicator named in a text; empty where there is none."""
    found = [
        (match.end(), -order, kind)
        for order, (kind, pattern) in enumerate(lexicon.INDICATORS.items())
        for match in pattern.finditer(text)
    ]
    return max(found)[2] if found else ""


def _indicator(text: str, figure: Quantity, before: str) -> str:
    """The indicator a figure belongs to by its unit and place, or the one spoken of before."""
    fitting = [
        (abs(match.start() - figure.start), order, kind)
        for order, (kind, pattern) in enumerate(lexicon.INDICATORS.items())
        if (figure.unit == _FLOWS.get(kind) if not figure.is_money else kind not in _FLOWS)
        for match in pattern.finditer(text)
    ]
    covering = [row for row in fitting if row[2] == "farm-trade"]
    if covering or fitting:
        return min(covering or fitting)[2]
    return before if lexicon.BACK.search(text) and figure.is_money else ""


def _triggers(text: str) -> list[_Trigger]:
    aims = list(lexicon.AIM.finditer(text))
    verbs = [
        match
        for match in lexicon.RAISE.finditer(text)
        if aims or match[0].lower().startswith(("to ", "довести", "нарастить"))
    ]
    triggers = [_Trigger(m.start(), m.end(), aims=True) for m in (*aims, *verbs)]
    taken = [(t.start, t.end) for t in triggers]
    for match in lexicon.MEASURED.finditer(text):
        if not any(match.start() < end and start < match.end() for start, end in taken):
            triggers.append(_Trigger(match.start(), match.end(), aims=False))
    return sorted(triggers, key=lambda trigger: trigger.start)


def _governing(
    triggers: Sequence[_Trigger], figure: Quantity, language: str
) -> _Trigger | None:
    """The verb a figure hangs on: the last before it, in Kazakh and Kyrgyz the next behind it."""
    ahead = [t for t in triggers if t.end <= figure.start + 1]
    behind = [t for t in triggers if t.start >= figure.end - 1]
    if language in {"kk", "ky"}:
        if not behind:
            return ahead[-1] if ahead else None
        if any(t.aims for t in behind) and not behind[0].aims:
            return behind[0]
        return behind[0]
    return ahead[-1] if ahead else (behind[0] if behind else None)


def _is_level(text: str, figure: Quantity, trigger: _Trigger) -> bool:
    ahead, behind = text[: figure.start], text[figure.end :]
    if lexicon.CHANGE_BEFORE.search(ahead):
        return False
    dative = lexicon.DATIVE.search(text[figure.start : figure.end])
    if dative and lexicon.CHANGE_AFTER.match(behind):
        return False
    if lexicon.NOT.search(text) or lexicon.MAY_BE.search(text):
        return False
    return not lexicon.COST.search(text) or trigger.aims


def _when(  # noqa: PLR0913 - a figure, the times around it and what was used before
    figure: Quantity,
    times: Sequence[Mention],
    around: tuple[int, int],
    used: set[int],
    trigger: _Trigger,
    language: str,
) -> Mention | None:
    """The time that belongs to a figure: behind it, before it, or one that heads the sentence."""
    low, high = around
    own = [t for t in times if low <= t.start < high and t.start not in used]
    behind = [t for t in own if t.start >= figure.end]
    ahead = [t for t in own if t.end <= figure.start]
    order = [*ahead[::-1], *behind] if language in {"kk", "ky"} else [*behind, *ahead[::-1]]
    heading = [t for t in times if t.end <= figure.start and t.start not in used]
    if trigger.aims:
        order = [*(t for t in order if t.by), *(t for t in order if not t.by and not t.since)]
        heading = [t for t in heading if t.by]
        order = [t for t in order if t.by or t.start >= trigger.start or len(times) == 1]
    chosen = next(iter([*order, *heading]), None)
    if chosen:
        used.add(chosen.start)
    elif not trigger.aims and times and times[0].end <= figure.start:
        chosen = times[0]
    return chosen


def _proposal(
    sentence: Sentence,
    figure: Quantity,
    indicator: str,
    trigger: _Trigger,
    when: Mention | None,
) -> Proposal:
    value, unit = house_unit(figure.value, figure.unit)
    says = {"indicator": indicator, "value": f"{value:g}", "unit": unit}
    doubts = [figure.doubt] if figure.doubt else []
    if figure.doubt:
        says["printed"] = sentence.text[figure.start : figure.end].strip()
    if when and when.period and when.since:
        doubts.append(f"counted since {when.period}")
    elif when and when.period:
        says["deadline" if trigger.aims else "period"] = when.period.text
    if when and when.doubt:
        doubts.append(when.doubt)
    if trigger.aims and "deadline" not in says and (vague := _WITHIN.search(sentence.text)):
        doubts.append(f"“{vague[0]}” gives no date")
    if not trigger.aims and "period" not in says:
        doubts.append("the sentence does not say of when the figure is")
    return Proposal(
        "target" if trigger.aims else "statistic",
        sentence,
        figure.start,
        figure.end,
        says,
        tuple(doubts),
    )
