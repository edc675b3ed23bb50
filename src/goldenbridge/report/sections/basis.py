"""What do the figures of a model rest on?"""

from collections import Counter
from collections.abc import Sequence

from goldenbridge.language.languages import Language
from goldenbridge.language.messages import Listing, tell, tell_many
from goldenbridge.report.section import Section, Table
from goldenbridge.site.figures import Figure


def basis(language: Language, figures: Sequence[Figure], caption: str) -> Section:
    """Every figure with its range, basis and sources, under `caption`."""
    say = language.say
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
                caption=caption,
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
