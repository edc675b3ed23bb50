"""Write docs/reference/fields.md from the table of fields: python scripts/fields.py."""

from pathlib import Path

from goldenbridge.language.cells import specs
from goldenbridge.programme.layout import STRUCTURED, TABLES, nested
from goldenbridge.programme.schema import markdown, summary
from goldenbridge.programme.writing import write_whole

PAGE = Path(__file__).parent.parent / "docs" / "reference" / "fields.md"
HEAD = """# Fields of a programme folder

Made from the table of fields by `python scripts/fields.py`.

| kind | written as |
| --- | --- |
| text, texts | any text |
| id, ids | letters, digits, `.`, `_` and `-`, the first a letter or digit |
| number, numbers, whole | a plain number such as `1340.5` or `1340`, the unit in its own field |
| figure | a plain number, or the id of one of the `[[figures]]` of the file |
| period | `2030`, `2025-08`, `2025-08-22`, `2027-Q1` or a span such as `2025-01/2025-08` |
| yes_no | `true` or `false` in TOML, `yes` or `no` in CSV |
| choice | one of the words listed |
| url | an address that starts with `https://` or `http://` |
| dated | a party and a period, as in `KZ:2024-09-18` |
| moment | the id of an event, or with years or months after it: `opening`, `opening+3y` |

Where several are allowed (ids, texts, numbers, dated), TOML has an array and CSV parts them by `;`.
"""


def page() -> str:
    """The whole page."""
    parts = [HEAD]
    for file, record in STRUCTURED.items():
        parts.append(f"## {file}\n\n{summary(record)}\n")
        if specs(record):
            parts.append(markdown(record))
        parts.extend(_blocks(record, ""))
    for file, part in TABLES.items():
        parts.append(f"## {file}\n\n{summary(part.record)}\n\n{markdown(part.record)}")
    return "\n".join(parts)


def _blocks(record: type, path: str) -> list[str]:
    parts = []
    for name, child in nested(record).items():
        parts.append(f"### [[{path}{name}]]\n\n{summary(child)}\n\n{markdown(child)}")
        parts.extend(_blocks(child, f"{path}{name}."))
    return parts


if __name__ == "__main__":
    write_whole(PAGE, page())
    print(PAGE)
