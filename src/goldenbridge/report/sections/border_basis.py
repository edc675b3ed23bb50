"""What do the simulated figures rest on?"""

from typing import TYPE_CHECKING

from goldenbridge.report.section import Section
from goldenbridge.report.sections.basis import basis

if TYPE_CHECKING:
    from goldenbridge.report.simulated import Simulated


def section(run: "Simulated") -> Section:
    """Every figure of the model with its range, basis and sources."""
    caption = run.language.say("Figures of the model; change them in border.toml")
    return basis(run.language, run.programme.figures, caption)
