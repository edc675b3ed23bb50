"""The scenarios of a programme as a brief of their own, in the full size."""

from dataclasses import replace

from goldenbridge.errors import ChoiceError
from goldenbridge.language.languages import ENGLISH, Language
from goldenbridge.programme.model import Programme
from goldenbridge.programme.translation import translations
from goldenbridge.report.brief import SEED, Brief, cited, told
from goldenbridge.report.facts import Size, gather
from goldenbridge.report.loop import HERE, Means
from goldenbridge.report.loop import scenarios as compute
from goldenbridge.report.sections import outlook


def scenarios(  # noqa: PLR0913 - how a person may ask for it
    programme: Programme,
    *,
    seed: int = SEED,
    size: Size = Size.FULL,
    language: Language = ENGLISH,
    drawn: bool = False,
    means: Means = HERE,
) -> Brief:
    """Say what the measures of the folder would change; `drawn` adds the figures.

    `means` says who is told of it, and where the runs are done. Raises ChoiceError for a folder
    that names no scenario, or whose headline no office follows.
    """
    facts = gather(
        programme, as_of=programme.latest_record, seed=seed, size=Size.BRIEF, language=language
    )
    found = compute(facts, size, means=means)
    if found is None:
        raise ChoiceError(
            "scenarios: found none that can be computed; allowed: a folder with measures.toml, "
            "goods and a site in border.toml, and statistics of the headline promise"
        )
    facts = told(replace(facts, loop=found), translations(programme, language.code))
    section = outlook.section(facts)
    if drawn:
        from goldenbridge.report.pictures import outlook_pictures  # noqa: PLC0415 - slow to import

        figures = tuple(f for f in outlook_pictures(facts) if f is not None)
        section = replace(section, figures=figures)
    return Brief(
        programme.id,
        facts.programme.title,
        language.say("what would make it happen?"),
        facts.as_of,
        seed,
        language,
        (section,),
        cited((section,), facts.programme.sources),
    )
