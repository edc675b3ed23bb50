"""What stands in which file of a programme folder."""

from dataclasses import dataclass, field, fields
from typing import NamedTuple

from goldenbridge.nexus.basin import Basin
from goldenbridge.operations.council.plan import Plan, PlanMeasure, Session
from goldenbridge.programme import model
from goldenbridge.site.demand import Demand
from goldenbridge.site.designs import Design
from goldenbridge.site.figures import Figure
from goldenbridge.site.scenario import Scenario
from goldenbridge.site.site import Site
from goldenbridge.statistics.observations import Observation
from goldenbridge.statistics.partners import PartnerTrade
from goldenbridge.trade import measures as plan
from goldenbridge.trade.goods import Freight, Good

PROGRAMME, COMMITMENTS = "programme.toml", "commitments.toml"
BORDER, MEASURES, BASIN = "border.toml", "measures.toml", "basin.toml"
DESIGN, PLAN = "design.toml", "plan.toml"
OPERATIONS = "operations.toml"
"""The rules of the complex; a folder may be without."""
SOURCES, EVENTS, DOCUMENTS = "sources.csv", "events.csv", "documents.csv"
OBSERVATIONS, PARTNERS = "statistics/*.csv", "statistics/partners.csv"
REFERENCE = ("reference/promises.csv", "reference/ladders.csv")
"""Taken from the package where the folder has none."""
REQUIRED = (PROGRAMME, COMMITMENTS, SOURCES)


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentsFile:
    """The promises, in the order of the file."""

    commitments: tuple[model.Commitment, ...] = field(
        default=(), metadata={"table": model.Commitment}
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class BorderFile:
    """Crossings and complexes, what comes to them, and what could be changed."""

    figures: tuple[Figure, ...] = field(default=(), metadata={"table": Figure})
    sites: tuple[Site, ...] = field(default=(), metadata={"table": Site})
    demands: tuple[Demand, ...] = field(default=(), metadata={"table": Demand})
    scenarios: tuple[Scenario, ...] = field(default=(), metadata={"table": Scenario})
    freight: tuple[Freight, ...] = field(default=(), metadata={"table": Freight})
    goods: tuple[Good, ...] = field(default=(), metadata={"table": Good})


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuresFile:
    """What is planned and what it would change, one by one and together."""

    measures: tuple[plan.Measure, ...] = field(default=(), metadata={"table": plan.Measure})
    scenarios: tuple[plan.Scenario, ...] = field(default=(), metadata={"table": plan.Scenario})


@dataclass(frozen=True, slots=True, kw_only=True)
class DesignFile:
    """What could be built at a site, what it costs and what it earns."""

    designs: tuple[Design, ...] = field(default=(), metadata={"table": Design})


@dataclass(frozen=True, slots=True, kw_only=True)
class BasinFile:
    """River basins the states share: reservoirs, inflows, fields, power, swaps and accounts."""

    figures: tuple[Figure, ...] = field(default=(), metadata={"table": Figure})
    basins: tuple[Basin, ...] = field(default=(), metadata={"table": Basin})


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFile:
    """The plan of cooperation: measures with what the sides report, and sessions of the council."""

    plans: tuple[Plan, ...] = field(default=(), metadata={"table": Plan})
    measures: tuple[PlanMeasure, ...] = field(default=(), metadata={"table": PlanMeasure})
    sessions: tuple[Session, ...] = field(default=(), metadata={"table": Session})


STRUCTURED: dict[str, type] = {
    PROGRAMME: model.Programme,
    COMMITMENTS: CommitmentsFile,
    BORDER: BorderFile,
    MEASURES: MeasuresFile,
    DESIGN: DesignFile,
    BASIN: BasinFile,
    PLAN: PlanFile,
}


class Part(NamedTuple):
    """A table of the folder: the field of `Programme` it fills and the record of its rows."""

    field: str
    record: type


# sources and events first: the other tables refer to them
TABLES = {
    SOURCES: Part("sources", model.Source),
    EVENTS: Part("events", model.Event),
    DOCUMENTS: Part("documents", model.Document),
    "facts.csv": Part("facts", model.Fact),
    "claims.csv": Part("claims", model.Claim),
    "places.csv": Part("places", model.Place),
    "translations.csv": Part("translations", model.Translation),
    OBSERVATIONS: Part("observations", Observation),
    PARTNERS: Part("partners", PartnerTrade),
    REFERENCE[0]: Part("promises", model.Promise),
    REFERENCE[1]: Part("ladders", model.Ladder),
}


class Home(NamedTuple):
    """Where the ids of one kind stand: a file, and the block in it or the field it fills."""

    file: str
    field: str

    def __str__(self) -> str:
        return f"[[{self.field}]] of {self.file}" if self.file in STRUCTURED else self.file


HOMES = {
    "party": Home(PROGRAMME, "parties"),
    "reporter": Home(PROGRAMME, "reporters"),
    "sector": Home(PROGRAMME, "sectors"),
    "project": Home(PROGRAMME, "projects"),
    "indicator": Home(PROGRAMME, "indicators"),
    "commitment": Home(COMMITMENTS, "commitments"),
    "source": Home(SOURCES, "sources"),
    "event": Home(EVENTS, "events"),
    "figure": Home(BORDER, "figures"),
    "border scenario": Home(BORDER, "scenarios"),
    "measure": Home(MEASURES, "measures"),
    "document": Home(DOCUMENTS, "documents"),
    "plan": Home(PLAN, "plans"),
    "plan measure": Home(PLAN, "measures"),
}


def nested(record: type) -> dict[str, type]:
    """The fields of `record` that hold further records, with the class of each."""
    return {
        field.name: field.metadata["table"] for field in fields(record) if "table" in field.metadata
    }
