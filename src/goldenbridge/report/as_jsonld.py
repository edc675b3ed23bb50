"""What a programme holds in the words of schema.org, for search engines and catalogues."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from goldenbridge.language.languages import Language
from goldenbridge.language.periods import Period
from goldenbridge.programme.model import Document, Event, Indicator, Programme
from goldenbridge.report.changes import as_known

At = Callable[[str], str]
Node = dict[str, Any]
_ADDRESS = {"@type": "@id"}
_CONTEXT = {
    "@vocab": "https://schema.org/",
    **dict.fromkeys(("url", "contentUrl", "eventStatus", "legislationLegalForce"), _ADDRESS),
}
_LAWS = {"treaty", "agreement", "protocol", "decision", "law"}


def as_jsonld(programme: Programme, language: Language, at: At, *, as_of: date) -> str:
    """A catalogue of the indicators as datasets, then meetings as events, then documents.

    `at` gives the address of a page or file. Promises have no word there and are left out, as
    are restrictions, which are no events. The same folder and day give the same bytes.
    """
    known = as_known(programme, as_of)
    datasets = list(_datasets(known, at))
    catalogue = {
        "@id": at("/data"),
        "@type": "DataCatalog",
        "name": known.title,
        "url": at("/data"),
        "inLanguage": language.code,
        "dateModified": as_of.isoformat(),
        "dataset": [{"@id": one["@id"]} for one in datasets],
    }
    urls = {source.id: source.url for source in known.sources}
    events = [
        _event(e, urls, at)
        for e in known.events
        if e.start and e.kind != "restriction" and e.status != "awaited"
    ]
    documents = [_document(d, urls, at) for d in known.documents]
    whole = {"@context": _CONTEXT, "@graph": [catalogue, *datasets, *events, *documents]}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _datasets(programme: Programme, at: At) -> Iterator[Node]:
    for indicator in programme.indicators:
        found = _dataset(indicator, programme, at)
        if found:
            yield found


def _dataset(indicator: Indicator, programme: Programme, at: At) -> Node | None:
    """An indicator with the years, offices and sources of its figures; None without figures."""
    own = [o for o in programme.observations if o.indicator == indicator.id]
    if not own:
        return None
    offices = {o.reporter for o in own}
    first, last = min(o.period.start for o in own), max(o.period.end for o in own)
    return {
        "@id": f"{at('/data')}#{indicator.id}",
        "@type": "Dataset",
        "name": indicator.title,
        "description": indicator.definition,
        "variableMeasured": {
            "@type": "PropertyValue",
            "name": indicator.title,
            "unitText": indicator.unit,
        },
        "temporalCoverage": f"{first}/{last}",
        "spatialCoverage": [{"@type": "Place", "name": p.name} for p in programme.parties],
        "creator": [
            {"@type": "Organization", "name": r.name}
            for r in programme.reporters
            if r.id in offices
        ],
        "dateModified": _iso(max(o.vintage for o in own)),
        "includedInDataCatalog": {"@id": at("/data")},
        "distribution": {
            "@type": "DataDownload",
            "encodingFormat": "text/csv",
            "contentUrl": at("/data/records/observations.csv"),
        },
    }


def _event(event: Event, urls: Mapping[str, str], at: At) -> Node:
    cancelled = event.status == "cancelled"
    return _filled(
        {
            "@id": f"{at('/calendar')}#{event.id}",
            "@type": "Event",
            "name": event.title,
            "startDate": _iso(event.start),
            "endDate": _iso(event.end),
            "eventStatus": f"https://schema.org/Event{'Cancelled' if cancelled else 'Scheduled'}",
            "location": event.place and {"@type": "Place", "name": event.place},
            "organizer": event.body and {"@type": "Organization", "name": event.body},
            "description": event.outcome,
            "subjectOf": _told_by(event.sources, urls),
        }
    )


def _document(document: Document, urls: Mapping[str, str], at: At) -> Node:
    """A law or agreement as legislation, with its force where known; a plan or such as a work."""
    common = {
        "@id": f"{at('/documents')}#{document.id}",
        "name": document.title,
        "subjectOf": _told_by(document.sources, urls),
    }
    if document.kind not in _LAWS:
        made = _iso(document.signed or document.initialed)
        return _filled(common | {"@type": "CreativeWork", "dateCreated": made})
    force = "InForce" if getattr(document, document.ends_with) else ""
    if document.ended:
        force = "NotInForce"
    return _filled(
        common
        | {
            "@type": "Legislation",
            "legislationType": document.kind,
            "legislationDate": _iso(document.signed),
            "legislationLegalForce": force and f"https://schema.org/{force}",
        }
    )


def _told_by(sources: Sequence[str], urls: Mapping[str, str]) -> list[Node]:
    return [{"@type": "CreativeWork", "url": urls[name]} for name in sources if urls[name]]


def _filled(node: Node) -> Node:
    return {name: value for name, value in node.items() if value}


def _iso(period: Period | None) -> str:
    """A date as ISO 8601 tells it, to the day, month or year; of a longer time the first day."""
    if period is None:
        return ""
    plain = period.text.replace("-", "").isdigit()
    return period.text if plain else period.start.isoformat()
