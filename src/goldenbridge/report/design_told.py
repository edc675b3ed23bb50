"""A design with its programme, in the language it is told in."""

from dataclasses import dataclass

from goldenbridge.language.languages import Language
from goldenbridge.programme.model import Programme
from goldenbridge.report.design_found import Designed
from goldenbridge.site.designs import Design
from goldenbridge.site.site import Site


@dataclass(frozen=True, slots=True)
class Told:
    """What was found; names are those of `programme`, which is told in `language`."""

    programme: Programme
    language: Language
    found: Designed

    @property
    def design(self) -> Design:
        """What was designed."""
        own = self.found.asked.design.id
        return next(one for one in self.programme.designs if one.id == own)

    @property
    def site(self) -> Site:
        """The site as it is described."""
        own = self.found.asked.site.id
        return next(one for one in self.programme.sites if one.id == own)

    def name(self, pool: str) -> str:
        """What a pool or yard of the site is called."""
        named = {yard.id: yard.name for yard in self.site.yards}
        named |= {one.id: one.name for one in self.site.pools}
        return named.get(pool) or pool
