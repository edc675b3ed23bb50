"""Targets and statistics: which figure of a sentence is the level of an indicator, and when."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

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
_NO_LEVEL = {"%", "km", "ha", "MW", "trucks"}
_SAID = re.compile(
    r"\b(?:signed|said|met|held|adopted|подписан\w*|сказал\w*|заявил\w*) (?:in|on|в)?\s*$",
    re.IGNORECASE,
)
_FLOWS = {"electricity": "kWh", "water": "m3", "freight": "t", "tourism": "people"}


def levels(
    sentence: Sentence,
    figures: Sequence[Quantity],
    times: Sequence[Mention],
    before: str,
    day: date | None,
) -> Iterator[Proposal]:
    """The targets and statistics of a sentence.

    A figure beside an indicator is a target where the sentence aims or its time is still to come,
    else a statistic where it names its time or a verb that measures. `before` is the kind of
    indicator the text spoke of last, which "this figure" means. What is a change, a price, a
    possibility or denied is neither, and a percentage or a length is no level.
    """
    text = sentence.text
    figures = [q for q in figures if q.unit not in _NO_LEVEL]
    if lexicon.NOT.search(text) or lexicon.MAY_BE.search(text):
        return
    used: set[int] = set()
    for position, figure in enumerate(figures):
        low = figures[position - 1].end if position else 0
        high = figures[position + 1].start if position + 1 < len(figures) else len(text)
        indicator = _indicator(text, figure, before)
        if not indicator or _is_change(text, figure):
            continue
        aims = _aims(text, figure, low, sentence.language)
        when = _when(figure, times, (low, high), used, aims=aims, text=text)
        if when and when.period and day and not when.since:
            still = when.by or when.period.is_year or when.period.start > day
            to_come = still and when.period.end > day
            aims = aims or (to_come and not lexicon.MEASURED.search(text))
        measured = when or lexicon.MEASURED.search(text)
        if not aims and (lexicon.COST.search(text) or not measured):
            continue
        yield _proposal(sentence, figure, indicator, when, aims=aims)


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


def _is_change(text: str, figure: Quantity) -> bool:
    """Whether a figure tells by how much something changed, not what it came to."""
    if lexicon.CHANGE_BEFORE.search(text[: figure.start]):
        return True
    dative = lexicon.DATIVE.search(text[figure.start : figure.end])
    behind = text[figure.end :]
    return bool(dative and lexicon.CHANGE_AFTER.match(behind) and not lexicon.AIM.search(behind))


def _aims(text: str, figure: Quantity, low: int, language: str) -> bool:
    """Whether the nearest verb that speaks of the figure aims rather than measures.

    The verb stands before the figure in English and Russian, behind it in Kazakh and Kyrgyz.
    """
    spans = [(low, figure.start), (figure.end, len(text))]
    if language in {"kk", "ky"}:
        spans.reverse()
    for place, (first, last) in enumerate(spans):
        part = text[first:last]
        aims = [m.start() for form in (lexicon.AIM, lexicon.RAISE) for m in form.finditer(part)]
        seen = [m.start() for m in lexicon.MEASURED.finditer(part)]
        taken = [m.span() for f in (lexicon.AIM, lexicon.RAISE) for m in f.finditer(part)]
        seen = [at for at in seen if not any(start <= at < end for start, end in taken)]
        if aims or seen:
            return _nearer(aims, seen, last_wins=place == 0 and language not in {"kk", "ky"})
    return bool(lexicon.AIM.search(text))


def _nearer(aims: Sequence[int], seen: Sequence[int], *, last_wins: bool) -> bool:
    if not aims or not seen:
        return bool(aims)
    return max(aims) > max(seen) if last_wins else min(aims) <= min(seen) or len(aims) > len(seen)


def _when(  # noqa: PLR0913 - a figure, the times around it and what was used before
    figure: Quantity,
    times: Sequence[Mention],
    around: tuple[int, int],
    used: set[int],
    *,
    aims: bool,
    text: str,
) -> Mention | None:
    """The time that belongs to a figure: behind it, before it, or one that heads the sentence."""
    low, high = around
    own = [t for t in times if low <= t.start < high and t.start not in used]
    behind = [t for t in own if t.start >= figure.end]
    ahead = [t for t in own if t.end <= figure.start]
    order = [*behind, *ahead[::-1]]
    heading = [t for t in times if t.end <= figure.start and t.start not in used]
    if aims:
        order = sorted((t for t in order if not t.since), key=lambda t: not t.by)
        order = [t for t in order if t.by or not _is_past(text, t)]
        heading = [t for t in heading if t.by]
    chosen = next(iter([*order, *heading]), None)
    if chosen:
        used.add(chosen.start)
    elif not aims and times and times[0].end <= figure.start:
        chosen = times[0]
    return chosen


def _is_past(text: str, time: Mention) -> bool:
    """Whether a time is when something was said or done: a verb of saying or signing is near."""
    return bool(_SAID.search(text[max(0, time.start - 40) : time.start]))


def _proposal(
    sentence: Sentence, figure: Quantity, indicator: str, when: Mention | None, *, aims: bool
) -> Proposal:
    value, unit = house_unit(figure.value, figure.unit)
    says = {"indicator": indicator, "value": f"{value:.12g}", "unit": unit}
    doubts = [figure.doubt] if figure.doubt else []
    if figure.doubt:
        says["printed"] = sentence.text[figure.start : figure.end].strip()
    if when and when.period and when.since:
        doubts.append(f"counted since {when.period}")
    elif when and when.period:
        says["deadline" if aims else "period"] = when.period.text
    if when and when.doubt:
        doubts.append(when.doubt)
    if aims and "deadline" not in says and (vague := _WITHIN.search(sentence.text)):
        doubts.append(f"“{vague[0]}” gives no date")
    if not aims and "period" not in says:
        doubts.append("the sentence does not say of when the figure is")
    kind = "target" if aims else "statistic"
    return Proposal(kind, sentence, figure.start, figure.end, says, tuple(doubts))
