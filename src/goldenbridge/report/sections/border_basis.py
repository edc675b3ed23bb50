"""What do the simulated figures rest on?"""

from collections import Counter
from typing import TYPE_CHECKING

from goldenbridge.language.messages import Listing, tell, tell_many
from goldenbridge.report.section import Section, Table

if TYPE_CHECKING:
    from goldenbridge.report.simulated import Simulated


def section(run: "Simulated") -> Section:
    """Every figure of the model with its range, basis and sources."""
    say = run.language.say
    figures = run.programme.figures
    count = Counter(figure.basis for figure in figures)
    told = [tell("{count} {status}", count=n, status=tell(basis)) for basis, n in count.items()]
    return Section(
        id="basis",
        title=say("What does this rest on?"),
        answer=say(
            tell_many(
                "{count} figure: {told}.",
                "{count} figures: {told}.",
                len(figures),
                told=Listing(told),
            )
        )
        if figures
        else say("The folder names no figures with a range or a source."),
        tables=(
            Table(
                id="figures",
                caption=say("Figures of the model; change them in border.toml"),
                columns=(
                    say("figure"),
                    say("value"),
                    say("range"),
                    say("unit"),
                    say("basis"),
                    say("note"),
                ),
                rows=tuple(
                    (
                        figure.id,
                        f"{figure.value:g}",
                        "–"
                        if figure.low is None or figure.high is None
                        else f"{figure.low:g}–{figure.high:g}",
                        figure.unit,
                        say(figure.basis),
                        figure.note,
                    )
                    for figure in figures
                ),
                numeric=(say("value"),),
                sources=tuple(figure.sources for figure in figures),
            ),
        ),
    )
