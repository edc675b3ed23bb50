"""Migrations make the schema that the code names, from every earlier step."""

from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text
from tests.operations.toy import Enter, Open, toy_ledger

from goldenbridge.operations import rooms
from goldenbridge.operations.ledger import store as stores
from goldenbridge.operations.ledger.tables import METADATA

STEPS = Path(stores.__file__).parent / "migrations"
CONFIG = Config()
CONFIG.set_main_option("script_location", str(STEPS))
REVISIONS = [step.revision for step in ScriptDirectory.from_config(CONFIG).walk_revisions()]


def test_the_schema_is_the_one_that_the_tables_name(url: str) -> None:
    assert rooms.ROOMS
    store = stores.open_store(url)
    with store.reading() as connection:
        context = MigrationContext.configure(
            connection, opts={"version_table": stores.VERSIONS, "compare_type": True}
        )
        assert compare_metadata(context, METADATA) == []
    store.close()


def test_sqlite_tables_are_strict(tmp_path: Path) -> None:
    store = stores.open_store(f"sqlite:///{tmp_path}/l.db")
    with store.reading() as connection:
        listed = connection.execute(text("PRAGMA table_list")).mappings().all()
    store.close()
    lax = {row["name"] for row in listed if row["schema"] == "main" and not row["strict"]}
    assert lax == {stores.VERSIONS, "sqlite_schema"}


@pytest.mark.parametrize("revision", REVISIONS[1:])
def test_an_older_ledger_is_brought_up_to_date_and_replays_the_same(
    url: str, revision: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    newest = command.upgrade
    monkeypatch.setattr(command, "upgrade", lambda config, _: newest(config, revision))
    with toy_ledger(url) as ledger:
        ledger.submit(Open("g", 2), actor="chief")
        ledger.submit(Enter("g", "t"), actor="guard")
        before = ledger.replay()
    monkeypatch.undo()
    with toy_ledger(url) as ledger:
        assert ledger.replay() == before
        assert ledger.verify().whole
        assert ledger.submit(Enter("g", "u"), actor="guard").seq == 3
