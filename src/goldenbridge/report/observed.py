"""Flows of an office's workbook as rows of a statistics file."""

import csv
import io
from collections.abc import Mapping, Sequence

from goldenbridge.errors import ChoiceError
from goldenbridge.language.cells import specs
from goldenbridge.language.periods import read_period
from goldenbridge.statistics.observations import Observation
from goldenbridge.statistics.workbooks import Flow


def rows_of(
    flows: Sequence[Flow],
    indicators: Mapping[str, str],
    *,
    reporter: str,
    vintage: str,
    source: str,
) -> str:
    """CSV of observations in USD mn, header first; flows without an indicator are left out.

    Raises ChoiceError where no flow has an indicator, CellError on a vintage that is no date.
    """
    chosen = [flow for flow in flows if indicators.get(flow.flow)]
    if not chosen:
        held = ", ".join(sorted({flow.flow for flow in flows}))
        raise ChoiceError(f"indicators: found none for the flows held; allowed: {held}")
    text = io.StringIO()
    writer = csv.DictWriter(text, list(specs(Observation)), restval="", lineterminator="\n")
    writer.writeheader()
    for flow in chosen:
        writer.writerow(
            {
                "indicator": indicators[flow.flow],
                "reporter": reporter,
                "period": str(flow.period),
                "value": f"{flow.value / 1000:.6f}".rstrip("0").rstrip("."),
                "unit": "USD mn",
                "basis": "stated",
                "standing": "preliminary" if flow.preliminary else "final",
                "confidence": "high",
                "vintage": str(read_period(vintage)),
                "source": source,
            }
        )
    return text.getvalue()
