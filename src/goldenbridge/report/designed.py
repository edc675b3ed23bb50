"""A design told as a brief: what to build, how sure that is, the money, what it rests on."""

from collections.abc import Callable
from dataclasses import replace

from goldenbridge.language.languages import ENGLISH, Language
from goldenbridge.programme.model import Programme
from goldenbridge.programme.translation import translated, translations
from goldenbridge.report.brief import Brief, cited
from goldenbridge.report.design_found import Designed
from goldenbridge.report.design_told import Told
from goldenbridge.report.section import Section
from goldenbridge.report.sections import basis, design_money, design_plan, design_proof

SECTIONS: tuple[Callable[[Told], Section], ...] = (
    design_plan.section,
    design_proof.section,
    design_money.section,
)


def told(
    programme: Programme,
    found: Designed,
    *,
    language: Language = ENGLISH,
    drawn: bool = False,
) -> Brief:
    """Tell what was found; `drawn` adds the figures."""
    said = translations(programme, language.code)
    run = Told(translated(programme, said), language, found)
    caption = language.say("Figures of the model; change them in border.toml")
    sections = (
        *(section(run) for section in SECTIONS),
        basis.basis(language, run.programme.figures, caption),
    )
    if drawn:
        from goldenbridge.report.design_pictures import pictures  # noqa: PLC0415 - slow to import

        figures = pictures(run)
        sections = tuple(replace(s, figures=figures.get(s.id, ())) for s in sections)
    return Brief(
        programme.id,
        run.design.title,
        language.say("what should be built, and would anyone build it?"),
        programme.latest_record,
        found.seed,
        language,
        sections,
        cited(sections, run.programme.sources),
    )
