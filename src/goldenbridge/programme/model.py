"""The records of a programme folder; each class is also the table of its fields."""

from dataclasses import dataclass, field
from datetime import date

from goldenbridge.language.cells import Dated, Moment, cell
from goldenbridge.language.periods import Period
from goldenbridge.nexus.basin import Basin
from goldenbridge.operations.council.plan import Plan, PlanMeasure, Session
from goldenbridge.site.demand import Demand
from goldenbridge.site.designs import Design
from goldenbridge.site.figures import Figure
from goldenbridge.site.scenario import Scenario
from goldenbridge.site.site import Site
from goldenbridge.statistics.observations import BASES, CONFIDENCES, Observation
from goldenbridge.statistics.partners import PartnerTrade
from goldenbridge.trade import measures as plan
from goldenbridge.trade.goods import Freight, Good

KINDS = ("level", "milestone", "act")
FIRMNESS = ("agreed", "instructed", "planned", "proposed", "discussed")
DEADLINE_BASES = ("stated", "inferred", "assumed", "none")
DOCUMENT_KINDS = (
    "treaty",
    "agreement",
    "protocol",
    "memorandum",
    "roadmap",
    "plan",
    "decision",
    "programme",
    "law",
    "draft",
)
EVENT_KINDS = (
    "council",
    "visit",
    "talks",
    "call",
    "multilateral",
    "culture",
    "humanitarian",
    "forum",
    "opening",
    "restriction",
)
EVENT_STATUSES = ("held", "planned", "awaited", "cancelled")
PLACE_KINDS = ("road", "rail", "complex", "reservoir", "capital", "city", "water")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a figure or a fact stands."""

    id: str = cell("id", "name the rest of the folder uses", example="akorda-2025-1", required=True)
    url: str = cell("url", "address", example="https://example.org/item")
    publisher: str = cell("text", "who published it", example="Akorda", required=True)
    language: str = cell("text", "two-letter code of its language", example="en")
    published: Period | None = cell("period", "when it was published", example="2025-08-22")
    retrieved: Period | None = cell("period", "when it was read", example="2026-03-20")
    note: str = cell("text", "table, edition or page within the source", example="table 4.03.00.18")


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A state that takes part."""

    id: str = cell("id", "short code", example="KZ", required=True)
    name: str = cell("text", "name in English", example="Kazakhstan", required=True)
    adjective: str = cell("text", "adjective in English", example="Kazakh", required=True)
    iso: str = cell(
        "id", "three letters of ISO 3166-1, by which the map finds its outline", example="KAZ"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Reporter:
    """An office whose statistics are followed, with the spoken figures of its side."""

    id: str = cell("id", "short code", example="kz", required=True)
    party: str = cell("id", "whose office it is", example="KZ", required=True, refers="party")
    name: str = cell(
        "text", "name of the office", example="Bureau of National Statistics", required=True
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Sector:
    """A field of cooperation, in the order of the brief."""

    id: str = cell("id", "short code", example="trade", required=True)
    title: str = cell("text", "title in the brief", example="Trade", required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """Something that is being built or set up, over which several records speak."""

    id: str = cell("id", "short code", example="itlc", required=True)
    title: str = cell(
        "text", "title", example="Industrial Trade and Logistics Complex", required=True
    )
    sector: str = cell("id", "sector", example="industry", required=True, refers="sector")
    site: str = cell("text", "where", example="Karasu / Ak-Tilek")
    note: str = cell("text", "what a reader should know", example="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """A quantity with its definition; a figure without one means little."""

    id: str = cell("id", "short code", example="turnover", required=True)
    title: str = cell("text", "title", example="Mutual trade in goods", required=True)
    sector: str = cell("id", "sector", example="trade", required=True, refers="sector")
    unit: str = cell("text", "unit figures are shown in", example="USD bn", required=True)
    definition: str = cell(
        "text",
        "what exactly is measured: flow, valuation, currency, price basis",
        example="exports plus imports of goods, current US dollars",
        required=True,
    )
    sum_of: tuple[str, ...] = cell(
        "ids",
        "indicators it is the sum of, used where no figure is given",
        example='["kz-to-kg", "kg-to-kz"]',
        refers="indicator",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumption:
    """A value nobody published; it says so and can be changed here."""

    id: str = cell("id", "short code", example="spoken-error", required=True)
    value: float = cell("number", "the value", example="0.03", required=True)
    unit: str = cell("text", "unit", example="log points", required=True)
    why: str = cell("text", "reason for the value", example="rounding to 0.1 bn", required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What was seen of a commitment at a time; `value` counts towards its target."""

    on: Period = cell("period", "when it was so", example="2025-08-22", required=True)
    text: str = cell("text", "what was seen", example="monument opened", required=True)
    value: float | None = cell(
        "number", "how much of the target stood by then, in its unit", example="1"
    )
    published: Period | None = cell(
        "period", "when it became known, if later than `on`", example="2026-01-21"
    )
    sources: tuple[str, ...] = cell(
        "ids", "where it stands", example='["azattyk-1"]', refers="source"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """The same promise said again."""

    on: Period = cell("period", "when", example="2025-08-22", required=True)
    by: str = cell("text", "by whom", example="presidents, SIC-7", required=True)
    text: str = cell("text", "what was different, if anything", example="roadmap signed")
    sources: tuple[str, ...] = cell("ids", "where it stands", example='["baq-3"]', refers="source")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A deadline read into a promise that has none."""

    deadline: Period = cell("period", "the deadline read", example="2030", required=True)
    basis: str = cell(
        "choice",
        "inferred or assumed",
        example="inferred",
        required=True,
        choices=("inferred", "assumed"),
    )
    why: str = cell(
        "text", "why this reading", example="the roadmap of SIC-7 says 2030", required=True
    )
    sources: tuple[str, ...] = cell("ids", "where it stands", example='["baq-3"]', refers="source")


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """A promise: who will do what by when, and what was seen of it since."""

    id: str = cell("id", "short code", example="C006", required=True)
    title: str = cell(
        "text", "the promise in plain words", example="raise mutual trade to 3 bn", required=True
    )
    kind: str = cell(
        "choice",
        "level of an indicator, milestone (something stands or works), or act (something is done)",
        example="level",
        required=True,
        choices=KINDS,
    )
    sector: str = cell("id", "sector", example="trade", required=True, refers="sector")
    made_on: Period = cell("period", "when it was made", example="2024-12-04", required=True)
    made_at: str = cell("text", "occasion", example="IGC-12, Bishkek")
    by: str = cell("text", "who made it", example="both heads of government", required=True)
    actors: tuple[str, ...] = cell(
        "texts", "who must act", example='["both governments"]', required=True
    )
    project: str = cell("id", "project it belongs to", example="itlc", refers="project")
    indicator: str = cell(
        "id", "indicator followed in the statistics", example="turnover", refers="indicator"
    )
    reporter: str = cell(
        "id",
        "whose statistics the promise means; every reporter's where it does not say",
        example="kz",
        refers="reporter",
    )
    measure: str = cell("text", "what is counted", example="mutual trade, a year")
    baseline_period: Period | None = cell("period", "period of the baseline", example="2023")
    baseline: float | None = cell(
        "number",
        "value at the start where no statistics give it; counts that start at none leave it out",
        example="1.6",
    )
    target: float | None = cell("number", "value promised", example="3")
    at_most: bool = cell(
        "yes_no", "whether the target is a ceiling (a queue, a shortfall)", example="no"
    )
    unit: str = cell("text", "unit of baseline, target and evidence", example="USD bn")
    deadline: Period | None = cell("period", "date or period it is due", example="2030")
    deadline_event: Moment | None = cell(
        "moment", "event it is due by, where that is the deadline", example="itlc-opening+3y"
    )
    deadline_basis: str = cell(
        "choice",
        "whether the deadline is stated, inferred or assumed; none where there is none",
        example="stated",
        required=True,
        choices=DEADLINE_BASES,
    )
    firmness: str = cell(
        "choice", "how firmly it was said", example="agreed", required=True, choices=FIRMNESS
    )
    testable: bool = cell(
        "yes_no", "whether anyone could tell that it was kept", example="yes", required=True
    )
    supersedes: str = cell(
        "id", "the promise this one replaces", example="C005", refers="commitment"
    )
    confidence: str = cell(
        "choice", "how sure the record is", example="high", required=True, choices=CONFIDENCES
    )
    note: str = cell("text", "what a reader should know", example="")
    sources: tuple[str, ...] = cell(
        "ids", "where it stands", example='["daryo-1"]', required=True, refers="source"
    )
    evidence: tuple[Evidence, ...] = field(default=(), metadata={"table": Evidence})
    repeated: tuple[Repeat, ...] = field(default=(), metadata={"table": Repeat})
    readings: tuple[Reading, ...] = field(default=(), metadata={"table": Reading})


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """An agreement and the rungs of its ladder it has climbed."""

    id: str = cell("id", "short code", example="itlc-agreement", required=True)
    title: str = cell("text", "title in English", example="Agreement on the complex", required=True)
    kind: str = cell(
        "choice", "kind of document", example="agreement", required=True, choices=DOCUMENT_KINDS
    )
    ends_with: str = cell(
        "choice",
        "the rung that makes it effective",
        example="in_force",
        required=True,
        choices=("signed", "in_force"),
    )
    initialed: Period | None = cell("period", "text initialed", example="2025-08-01")
    signed: Period | None = cell("period", "signed or adopted by both", example="2023-06-09")
    adopted: tuple[Dated, ...] = cell(
        "dated", "passed by a house of parliament", example="KZ:2024-05-15", refers="party"
    )
    ratified: tuple[Dated, ...] = cell(
        "dated", "ratified, by party", example="KZ:2024-09-18", refers="party"
    )
    in_force: Period | None = cell("period", "entered into force", example="2002-04-16")
    ended: Period | None = cell("period", "ended", example="2030")
    project: str = cell("id", "project it belongs to", example="itlc", refers="project")
    sources: tuple[str, ...] = cell(
        "ids", "where it stands", example="zakon-1", required=True, refers="source"
    )
    note: str = cell("text", "what a reader should know", example="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A meeting, visit, culture day, forum, opening or restriction."""

    id: str = cell("id", "short code", example="sic-7", required=True)
    kind: str = cell(
        "choice", "kind of event", example="council", required=True, choices=EVENT_KINDS
    )
    title: str = cell(
        "text", "title", example="Supreme Interstate Council, 7th session", required=True
    )
    start: Period | None = cell(
        "period", "first day; empty for an awaited event without date", example="2025-08-22"
    )
    end: Period | None = cell("period", "last day, if another", example="2025-08-23")
    place: str = cell("text", "where", example="Bishkek")
    body: str = cell("text", "body or platform that meets", example="SIC")
    status: str = cell(
        "choice", "what is known of it", example="held", required=True, choices=EVENT_STATUSES
    )
    outcome: str = cell("text", "what came of it", example="decision and roadmap signed")
    known: Period | None = cell(
        "period", "when it was announced, if before it started", example="2025-08-01"
    )
    project: str = cell("id", "project it belongs to", example="itlc", refers="project")
    confidence: str = cell(
        "choice", "how sure the record is", example="high", required=True, choices=CONFIDENCES
    )
    sources: tuple[str, ...] = cell(
        "ids", "where it stands", example="menafn-1", required=True, refers="source"
    )
    note: str = cell("text", "what a reader should know", example="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A dated, sourced fact that belongs to no series."""

    sector: str = cell("id", "sector", example="transport", required=True, refers="sector")
    about: str = cell(
        "id",
        "what it measures; facts with the same `about`, `on` and unit can contradict each other",
        example="karasu-capacity",
        required=True,
    )
    on: Period | None = cell("period", "the time it speaks of; empty if undated", example="2024")
    text: str = cell(
        "text", "the fact in plain words", example="norm of the crossing", required=True
    )
    value: str = cell("text", "its figure as given: a number or a pair", example="96")
    unit: str = cell("text", "unit of the figure", example="vehicles a day")
    basis: str = cell(
        "choice", "stated, derived or assumed", example="stated", required=True, choices=BASES
    )
    side: str = cell("text", "who said it", example="KZ border service")
    published: Period | None = cell("period", "when it became known", example="2026-01-21")
    project: str = cell("id", "project it belongs to", example="itlc", refers="project")
    confidence: str = cell(
        "choice", "how sure the record is", example="high", required=True, choices=CONFIDENCES
    )
    sources: tuple[str, ...] = cell("ids", "where it stands", example="24kg-1", refers="source")
    note: str = cell("text", "what a reader should know", example="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A statement of fact about the statistics that the programme checks."""

    id: str = cell("id", "short code", example="top-three", required=True)
    said_on: Period = cell("period", "when it was said", example="2025-08-04", required=True)
    by: str = cell("text", "by whom", example="foreign ministry", required=True)
    text: str = cell(
        "text", "the claim in plain words", example="among the top three partners", required=True
    )
    check: str = cell(
        "choice",
        "rank of a partner, growth in %, or level of an indicator",
        example="rank",
        required=True,
        choices=("rank", "growth", "level"),
    )
    reporter: str = cell(
        "id", "whose statistics; every reporter when empty", example="kg", refers="reporter"
    )
    indicator: str = cell(
        "id", "indicator of a growth or level claim", example="turnover", refers="indicator"
    )
    partner: str = cell(
        "text", "partner of a rank claim, as the table names it", example="Kazakhstan"
    )
    since: Period | None = cell("period", "first year of a growth claim", example="2019")
    period: Period | None = cell(
        "period", "year spoken of; the latest in the statistics when empty", example="2023"
    )
    value: float = cell(
        "number", "rank at worst, growth in %, or level", example="3", required=True
    )
    at_least: bool = cell(
        "yes_no", 'whether a level was called "over" or "at least" the value', example="no"
    )
    unit: str = cell("text", "unit of the value", example="rank", required=True)
    sources: tuple[str, ...] = cell(
        "ids", "where it stands", example="astanatimes-1", required=True, refers="source"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A point of the map: a border crossing, a complex, a reservoir or a town."""

    id: str = cell("id", "short code", example="kordai", required=True)
    name: str = cell("text", "name in English", example="Kordai – Ak-Jol", required=True)
    kind: str = cell(
        "choice",
        "crossing by road or rail, complex, reservoir, capital, city, or lake or river to be named",
        example="road",
        required=True,
        choices=PLACE_KINDS,
    )
    lat: float | None = cell("number", "degrees north, none where no point is known", example="43")
    lon: float | None = cell("number", "degrees east, none where no point is known", example="74.7")
    basis: str = cell(
        "choice",
        "whether the point is stated for the place itself, derived, or assumed from a place nearby",
        example="assumed",
        required=True,
        choices=BASES,
    )
    project: str = cell("id", "project it belongs to", example="itlc", refers="project")
    sources: tuple[str, ...] = cell(
        "ids",
        "where it stands, the source of the point first",
        example="geonames-1",
        required=True,
        refers="source",
    )
    note: str = cell("text", "what the point really is", example="centre of the town of Kordai")


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """A public promise elsewhere and what became of it: one row of the reference class."""

    id: str = cell("id", "short code", example="M001", required=True)
    project: str = cell("text", "project", example="Ak-Zhol checkpoint", required=True)
    pair: str = cell("text", "state or states", example="KG-KZ", required=True)
    kind: str = cell("text", "kind of project", example="checkpoint", required=True)
    announced: Period | None = cell("period", "when it was promised", example="2020-02-13")
    due: Period | None = cell("period", "deadline counted", example="2020-12-31")
    outcome: str = cell(
        "choice",
        "what happened by the last evidence; none where no deadline was given",
        example="late",
        required=True,
        choices=("early", "on_time", "late", "missed", "partly", "pending", "none"),
    )
    delay_months: float | None = cell("number", "months after the deadline", example="3.0")
    delay_bound: str = cell(
        "choice",
        "exact, at least (still open) or at most that delay",
        example="exact",
        choices=("exact", "at_least", "at_most"),
    )
    first: bool = cell(
        "yes_no",
        "whether it is the project's first promise in the table",
        example="yes",
        required=True,
    )
    region: bool = cell(
        "yes_no",
        "whether it was picked from the region, not added as a comparison",
        example="yes",
        required=True,
    )
    last_evidence: Period | None = cell("period", "last report read", example="2025-12-13")
    urls: tuple[str, ...] = cell("texts", "addresses", example="https://example.org/item")
    confidence: str = cell(
        "choice", "how sure the row is", example="medium", required=True, choices=CONFIDENCES
    )
    note: str = cell("text", "what a reader should know", example="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """How long a treaty elsewhere took from rung to rung."""

    treaty: str = cell("text", "treaty", example="KG-UZ border sections treaty", required=True)
    parties: str = cell("text", "parties", example="KG-UZ", required=True)
    initialed: Period | None = cell("period", "initialed", example="2015")
    signed: Period | None = cell("period", "signed", example="2022-11-03")
    ratified: Period | None = cell(
        "period", "ratified by the last party read", example="2022-11-30"
    )
    in_force: Period | None = cell("period", "entered into force", example="2023-01-27")
    last_evidence: Period = cell("period", "last report read", example="2023-01-27", required=True)
    urls: tuple[str, ...] = cell("texts", "addresses", example="https://example.org/item")
    confidence: str = cell(
        "choice", "how sure the row is", example="high", required=True, choices=CONFIDENCES
    )
    note: str = cell("text", "what a reader should know", example="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """A text of the folder in the other languages a brief can be told in."""

    text: str = cell(
        "text", "the text as it stands in the folder", example="Kazakhstan", required=True
    )
    ru: str = cell("text", "the same in Russian", example="Казахстан")
    kk: str = cell("text", "the same in Kazakh", example="Қазақстан")
    ky: str = cell("text", "the same in Kyrgyz", example="Казакстан")


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """Everything in a programme folder."""

    id: str = cell("id", "short code", example="kazakhstan-kyrgyzstan", required=True)
    title: str = cell("text", "title", example="Kazakhstan–Kyrgyzstan", required=True)
    languages: tuple[str, ...] = cell(
        "ids", "languages of the parties' documents", example='["kk", "ky", "ru"]', required=True
    )
    headline: str = cell(
        "id",
        "the promise the brief opens with",
        example="C006",
        required=True,
        refers="commitment",
    )
    horizon: int = cell("whole", "last year of the forecasts", example="2035", required=True)
    parties: tuple[Party, ...] = field(default=(), metadata={"table": Party})
    reporters: tuple[Reporter, ...] = field(default=(), metadata={"table": Reporter})
    sectors: tuple[Sector, ...] = field(default=(), metadata={"table": Sector})
    projects: tuple[Project, ...] = field(default=(), metadata={"table": Project})
    indicators: tuple[Indicator, ...] = field(default=(), metadata={"table": Indicator})
    assumptions: tuple[Assumption, ...] = field(default=(), metadata={"table": Assumption})
    commitments: tuple[Commitment, ...] = ()
    sources: tuple[Source, ...] = ()
    documents: tuple[Document, ...] = ()
    events: tuple[Event, ...] = ()
    facts: tuple[Fact, ...] = ()
    claims: tuple[Claim, ...] = ()
    places: tuple[Place, ...] = ()
    observations: tuple[Observation, ...] = ()
    partners: tuple[PartnerTrade, ...] = ()
    promises: tuple[Promise, ...] = ()
    ladders: tuple[Ladder, ...] = ()
    figures: tuple[Figure, ...] = ()
    sites: tuple[Site, ...] = ()
    demands: tuple[Demand, ...] = ()
    border_scenarios: tuple[Scenario, ...] = ()
    freight: tuple[Freight, ...] = ()
    goods: tuple[Good, ...] = ()
    measures: tuple[plan.Measure, ...] = ()
    scenarios: tuple[plan.Scenario, ...] = ()
    plans: tuple[Plan, ...] = ()
    plan_measures: tuple[PlanMeasure, ...] = ()
    sessions: tuple[Session, ...] = ()
    designs: tuple[Design, ...] = ()
    basin_figures: tuple[Figure, ...] = ()
    basins: tuple[Basin, ...] = ()
    translations: tuple[Translation, ...] = ()

    def assumption(self, name: str) -> float:
        """The value of the assumption `name`; KeyError when the folder has none."""
        for assumption in self.assumptions:
            if assumption.id == name:
                return assumption.value
        raise KeyError(name)

    @property
    def latest_record(self) -> date:
        """The last day on which anything in the folder became known."""
        known = [
            *(o.vintage for o in self.observations),
            *(e.published or e.on for c in self.commitments for e in c.evidence),
            *(c.made_on for c in self.commitments),
            *(e.start for e in self.events if e.start and e.status == "held"),
            *(f.published for f in self.facts if f.published),
        ]
        return max(period.middle for period in known if (period.end - period.start).days < 32)
