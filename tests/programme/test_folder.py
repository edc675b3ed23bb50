"""A folder is read to one programme, or every fault of it is told, whatever its files hold."""

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenbridge.errors import Fault, ProgrammeError
from goldenbridge.programme import folder as module
from goldenbridge.programme.folder import DEFAULT, examine, load, shipped
from goldenbridge.programme.scaffold import scaffold

NORTH = "statistics/northland.csv"
ROW = "turnover,nl,{},{},USD mn,assumed,preliminary,low,{},invented,,\n"
FILES = ("programme.toml", "commitments.toml", "sources.csv", "claims.csv", NORTH)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    scaffold(tmp_path / "example")
    return tmp_path / "example"


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose one file is overwritten again and again."""
    folder = tmp_path_factory.mktemp("shared") / "example"
    scaffold(folder)
    return folder


def only(folder: Path) -> tuple[str, int, str, str]:
    programme, (fault,) = examine(folder)
    assert programme is None
    assert not fault.field
    return fault.file, fault.line, fault.found, fault.allowed


def test_a_sound_folder_becomes_one_programme(folder: Path) -> None:
    programme = load(folder)
    assert [party.name for party in programme.parties] == ["Northland", "Southland"]
    assert programme.commitments[1].readings[0].deadline.text == "2027"
    assert programme.documents[0].ratified[0].party == "NL"
    assert len(programme.observations) == 22
    assert programme.partners[0].turnover == 690
    assert programme.promises
    assert programme.ladders


@pytest.mark.parametrize("name", shipped())
def test_a_shipped_folder_has_no_faults(name: str) -> None:
    programme, faults = examine(shipped()[name])
    assert not faults
    assert programme is not None
    assert programme.id == name


def test_the_default_programme_is_shipped() -> None:
    assert DEFAULT in shipped()


def test_load_raises_every_fault(folder: Path) -> None:
    (folder / "sources.csv").write_text("x\n")
    (folder / "events.csv").write_text("y\n")
    with pytest.raises(ProgrammeError) as caught:
        load(folder)
    assert [fault.file for fault in caught.value.faults] == ["events.csv", "sources.csv"]
    assert "2 faults" in str(caught.value)


def test_a_missing_folder_is_one_fault(tmp_path: Path) -> None:
    folder = tmp_path / "none"
    allowed = "a programme folder; `goldenbridge new FOLDER` makes one"
    assert only(folder) == (str(folder), 0, "no such folder", allowed)
    folder.write_text("")
    assert only(folder) == (str(folder), 0, "a file", allowed)


def test_a_folder_that_cannot_be_listed_is_one_fault(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refuse)
    assert only(folder)[2:] == ("unreadable (Permission denied)", "a folder that can be read")


@pytest.mark.parametrize("file", ["programme.toml", "commitments.toml", "sources.csv"])
def test_a_missing_file_is_one_fault(folder: Path, file: str) -> None:
    (folder / file).unlink()
    needed = "a folder with programme.toml, commitments.toml, sources.csv"
    assert only(folder) == (file, 0, "no such file", needed)


@pytest.mark.parametrize(
    "file", ["documents.csv", "facts.csv", "claims.csv", "events.csv", "places.csv"]
)
def test_other_files_may_be_left_out(folder: Path, file: str) -> None:
    (folder / file).unlink()
    programme, faults = examine(folder)
    assert not faults
    assert programme is not None
    assert getattr(programme, file.removesuffix(".csv")) == ()


def test_statistics_may_be_left_out(folder: Path) -> None:
    shutil.rmtree(folder / "statistics")
    programme = load(folder)
    assert not programme.observations
    assert not programme.partners


@pytest.mark.parametrize("file", ["source.csv", "Sources.CSV", "border.tmol.toml"])
def test_a_misspelt_file_is_a_fault(folder: Path, file: str) -> None:
    (folder / file).write_text("id\n")
    assert only(folder)[:3] == (file, 0, "not a file of a programme folder")


def test_a_misspelt_reference_is_a_fault(folder: Path) -> None:
    (folder / "reference").mkdir()
    (folder / "reference" / "promise.csv").write_text("id\n")
    place = ("reference/promise.csv", 0, "not a file of a programme folder")
    assert only(folder) == (*place, "reference/promises.csv, reference/ladders.csv")


def test_other_kinds_of_file_are_let_be(folder: Path) -> None:
    for name in ("notes.md", ".~lock.sources.csv#", "._sources.csv", "statistics/notes.txt"):
        (folder / name).write_text("x")
    assert not examine(folder)[1]


def test_a_folder_s_own_reference_comes_before_the_package_s(folder: Path) -> None:
    (folder / "reference").mkdir()
    shutil.copy(module._package() / "reference" / "ladders.csv", folder / "reference")
    header = "id,project,pair,kind,outcome,first,region,confidence\n"
    row = "X1,a bridge,NL-SL,bridge,late,yes,no,low\n"
    (folder / "reference" / "promises.csv").write_text(header + row)
    assert [promise.id for promise in load(folder).promises] == ["X1"]


@pytest.mark.parametrize(
    ("file", "data", "line", "found"),
    [
        ("sources.csv", b"", 0, "an empty file"),
        ("programme.toml", b"\xef\xbb\xbf \n", 0, "an empty file"),
        ("sources.csv", b"id\nK\xf6ln\n", 2, "byte 0xf6 at position 4, which is not UTF-8"),
        ("programme.toml", b"id = 1\n# \0\n", 2, "a NUL byte"),
        (NORTH, "indicator".encode("utf-16-le"), 1, "a NUL byte"),
        (NORTH, b"\xff\xfe\x00", 1, "byte 0x00 at position 2, which is not UTF-16"),
    ],
)
def test_what_is_no_text_is_one_fault(
    folder: Path, file: str, data: bytes, line: int, found: str
) -> None:
    (folder / file).write_bytes(data)
    assert only(folder)[:3] == (file, line, found)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
@pytest.mark.parametrize("file", ["programme.toml", "sources.csv"])
def test_a_byte_order_mark_and_utf_16_are_read(folder: Path, file: str, encoding: str) -> None:
    text = (folder / file).read_text("utf-8")
    expected = load(folder)
    (folder / file).write_bytes(text.replace("\n", "\r\n").encode(encoding))
    assert load(folder) == expected


def test_a_link_out_of_the_folder_is_a_fault(folder: Path) -> None:
    outside = folder.parent / "outside.csv"
    (folder / "facts.csv").rename(outside)
    (folder / "facts.csv").symlink_to(outside)
    place = ("facts.csv", 0, "a link out of the folder", "a file inside the folder")
    assert only(folder) == place


def test_links_inside_and_to_the_folder_are_followed(folder: Path) -> None:
    (folder / "facts.csv").rename(folder / "statistics" / "facts.txt")
    (folder / "facts.csv").symlink_to("statistics/facts.txt")
    (folder.parent / "link").symlink_to("example")
    assert load(folder.parent / "link").facts


def test_links_to_nothing_and_in_circles_are_faults(folder: Path) -> None:
    for file, target in {"facts.csv": "gone.txt", "events.csv": "events.csv"}.items():
        (folder / file).unlink()
        (folder / file).symlink_to(target)
    faults = examine(folder)[1]
    assert [fault.file for fault in faults] == ["events.csv", "facts.csv"]


def test_a_pipe_and_a_folder_are_no_files(folder: Path) -> None:
    (folder / "facts.csv").unlink()
    os.mkfifo(folder / "facts.csv")
    (folder / "claims.csv").unlink()
    (folder / "claims.csv").mkdir()
    faults = examine(folder)[1]
    assert [(fault.file, fault.found) for fault in faults] == [
        ("claims.csv", "something else than a file"),
        ("facts.csv", "something else than a file"),
    ]


def test_an_unreadable_file_is_a_fault(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == "facts.csv":
            raise PermissionError(13, "Permission denied")
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert only(folder)[:3] == ("facts.csv", 0, "unreadable (Permission denied)")


def test_a_name_that_is_no_text_can_be_told(folder: Path) -> None:
    with (folder / os.fsdecode(b"\xff.csv")).open("w"):
        pass
    assert only(folder)[0] == "�.csv"


def test_an_id_may_be_written_as_a_number(folder: Path) -> None:
    for file in ("programme.toml", "commitments.toml"):
        text = (folder / file).read_text("utf-8")
        (folder / file).write_text(text.replace('"bridge"', "7"), "utf-8")
    (folder / "documents.csv").unlink()
    (folder / "places.csv").unlink()
    (fault,) = examine(folder)[1]
    assert fault.allowed == "an id in [[projects]] of programme.toml: 7"


def test_what_is_long_or_unprintable_is_told_in_short(folder: Path) -> None:
    (folder / "facts.csv").write_text(f"sector,about,text,basis,\x1b[31m,{'x' * 999}\n")
    faults = examine(folder)[1]
    assert [fault.field for fault in faults if fault.found.startswith("an unknown")] == [
        "'\\x1b[31m'",
        f"{'x' * 200}…",
    ]
    assert max(len(fault.found) for fault in faults) == 201


def test_many_ids_are_counted_and_not_listed(folder: Path) -> None:
    with (folder / "sources.csv").open("a") as file:
        file.writelines(f"s{number},,nobody,,,,\n" for number in range(20))
    with (folder / NORTH).open("a") as file:
        file.write(ROW.format(2025, 700, "2026-01").replace("invented", "gone"))
    (fault,) = examine(folder)[1]
    assert fault.allowed == "one of the 21 ids in sources.csv"


def test_a_figure_as_printed_may_have_a_decimal_comma_or_be_no_amount(folder: Path) -> None:
    row = ROW.format(2025, 700, "2026-01")
    with (folder / NORTH).open("a") as file:
        file.write(row.replace(",,", ',,"$0,700 billion"'))
        file.write(row.replace("2026-01", "2026-02").replace(",,", ",,about 700"))
    assert not examine(folder)[1]


@pytest.mark.parametrize("standing", ["preliminary", "spoken"])
def test_several_sources_may_say_one_period_unless_final(folder: Path, standing: str) -> None:
    with (folder / "sources.csv").open("a") as file:
        file.write("other,,nobody,,,,\n")
    row = ROW.format(2025, 700, "2026-01").replace("preliminary", standing)
    with (folder / NORTH).open("a") as file:
        file.write(row + row.replace("invented", "other"))
    assert not examine(folder)[1]
    with (folder / NORTH).open("a") as file:
        file.write(row.replace("2025,", "2025-01/2025-12,"))
    (fault,) = examine(folder)[1]
    assert fault.found.startswith("duplicate period 2025-01/2025-12")


def test_an_absurd_value_passes_with_low_confidence_and_in_a_short_series(folder: Path) -> None:
    text = (folder / NORTH).read_text()
    row = ROW.format(2025, 90000, "2026-01")
    (folder / NORTH).write_text(text + row)
    assert not examine(folder)[1]
    (folder / NORTH).write_text(text + row.replace(",low,", ",medium,"))
    assert [fault.field for fault in examine(folder)[1]] == ["value"]
    short = "\n".join(text.split("\n")[:3]) + "\n"
    (folder / NORTH).write_text(short + row.replace(",low,", ",medium,"))
    assert not examine(folder)[1]


@pytest.mark.parametrize("links", ["23 31 12", "21 33"])
def test_a_cycle_is_named(folder: Path, links: str) -> None:
    file = folder / "commitments.toml"
    blocks = file.read_text("utf-8").split("[[commitments]]")
    extra = blocks[2].replace('"P2"', '"P3"')
    text = "[[commitments]]".join([*blocks, extra])
    for link in links.split():
        text = text.replace(f'id = "P{link[0]}"', f'id = "P{link[0]}"\nsupersedes = "P{link[1]}"')
    file.write_text(text, "utf-8")
    cycles = [fault.found for fault in examine(folder)[1]]
    expected = {
        "23 31 12": ["a cycle, P1 → P2 → P3 → P1"],
        "21 33": ["a cycle, P3 → P3"],
    }
    assert sorted(cycles) == expected[links]


@settings(max_examples=150, deadline=None)
@given(data=st.binary(max_size=400), file=st.sampled_from(FILES))
def test_whatever_the_bytes_there_is_a_programme_or_a_fault(
    shared: Path, data: bytes, file: str
) -> None:
    survives(shared, file, data)


@settings(max_examples=150, deadline=None)
@given(
    text=st.text(alphabet="abid=[]{}\"'#.,;\n 1-\\", max_size=200),
    file=st.sampled_from(FILES),
    place=st.integers(0, 5000),
)
def test_whatever_the_slip_there_is_a_programme_or_a_fault(
    shared: Path, text: str, file: str, place: int
) -> None:
    sound = (shared / file).read_bytes()
    survives(shared, file, sound[:place] + text.encode() + sound[place:])


def survives(folder: Path, file: str, data: bytes) -> None:
    sound = (folder / file).read_bytes()
    try:
        (folder / file).write_bytes(data)
        programme, faults = examine(folder)
    finally:
        (folder / file).write_bytes(sound)
    assert (programme is None) == bool(faults)
    assert all(isinstance(fault, Fault) and fault.found and fault.allowed for fault in faults)


def test_two_hundred_thousand_rows_are_read(folder: Path) -> None:
    write_rows(folder, 200_000)
    programme, faults = examine(folder)
    assert not faults
    assert programme is not None
    assert len(programme.observations) == 200_022


def test_every_one_of_many_faults_is_told(folder: Path) -> None:
    write_rows(folder, 20_000, unit="USD zn")
    faults = examine(folder)[1]
    assert [fault.line for fault in faults] == list(range(2, 20_002))


def write_rows(folder: Path, count: int, unit: str = "USD mn") -> None:
    """`count` different months, as different vintages give them."""
    header = (folder / NORTH).read_text("utf-8").partition("\n")[0]
    with (folder / "statistics" / "many.csv").open("w", encoding="utf-8") as file:
        file.write(f"{header}\n")
        for number in range(count):
            month = f"{1900 + number % 120}-{1 + number // 120 % 12:02d}"
            day = number // 1440
            vintage = f"{2025 + day // 336}-{1 + day // 28 % 12:02d}-{1 + day % 28:02d}"
            file.write(ROW.format(month, 400 + number % 977, vintage).replace("USD mn", unit))
