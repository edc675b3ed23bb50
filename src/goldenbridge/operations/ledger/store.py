"""Where a ledger lies: a file of SQLite or a database of PostgreSQL."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, DatabaseError, NoSuchModuleError

from goldenbridge.errors import LedgerError

VERSIONS = "ledger_version"
"""The table that says which step of the schema a ledger has reached."""
FORMS = "sqlite:///PATH or postgresql://USER@HOST/NAME"
_LOCK = 0x60_1D_B1_D6
"""Advisory lock of PostgreSQL: whoever holds it writes; SQLite has the same by BEGIN IMMEDIATE."""
_SCRUBBED = ("person", "vehicle_identity", "vehicle", "booking", "lot_entry", "idempotency")
_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "recursive_triggers=ON",
    "secure_delete=ON",
    "busy_timeout=30000",
    "wal_autocheckpoint=4000",
)


@dataclass(frozen=True, slots=True)
class Store:
    """Connections to one ledger; `url` is shown without its password."""

    url: str
    _writer: Engine
    _reader: Engine

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that writes; there is one at a time, whatever process asks."""
        with self._writer.begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A snapshot that cannot write."""
        with self._reader.begin() as connection:
            yield connection

    def scrub(self) -> None:
        """Overwrite what was deleted, so that nothing of it is left in the files."""
        if self._writer.dialect.name == "sqlite":
            raw = self._writer.raw_connection()
            raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
            raw.close()
        else:
            with self._writer.connect().execution_options(isolation_level="AUTOCOMMIT") as free:
                for table in _SCRUBBED:
                    free.execute(text(f"VACUUM (FULL) {table}"))

    def close(self) -> None:
        """Let go of every connection."""
        self._writer.dispose()
        self._reader.dispose()


def open_store(url: str, *, new: bool = True) -> Store:
    """Open the ledger at `url`, bring an older one up to date, make one where there is none.

    Raises LedgerError for a URL of another form, what cannot be reached, a database that holds
    something else, a ledger of a newer version of this program, and, unless `new`, for no ledger.
    """
    where = _parsed(url)
    shown = where.render_as_string(hide_password=True)
    if not new and where.get_backend_name() == "sqlite" and not Path(str(where.database)).exists():
        raise LedgerError(f"{shown}: found no ledger; goldenbridge serve makes one")
    engines = _sqlite(where) if where.get_backend_name() == "sqlite" else _postgresql(where)
    store = Store(shown, *engines)
    try:
        with store.writing() as connection:
            _bring_up_to_date(connection, shown, new=new)
    except DatabaseError as error:
        store.close()
        raise LedgerError(f"{shown}: cannot be opened ({error.orig})") from error
    except LedgerError:
        store.close()
        raise
    return store


def _parsed(url: str) -> URL:
    try:
        where = make_url(url)
        backend = where.get_backend_name()
    except (ArgumentError, NoSuchModuleError):
        raise LedgerError(f"ledger: found {url!r}; allowed: {FORMS}") from None
    if backend == "sqlite" and where.database not in {None, "", ":memory:"}:
        return where
    if backend == "postgresql":
        return where.set(drivername="postgresql+psycopg")
    raise LedgerError(f"ledger: found {url!r}; allowed: {FORMS}")


def _sqlite(where: URL) -> tuple[Engine, Engine]:
    folder = Path(str(where.database)).absolute().parent
    if not folder.is_dir():
        raise LedgerError(f"ledger: found no folder {folder}; allowed: one that exists")
    writer, reader = create_engine(where, pool_size=1), create_engine(where, pool_size=16)
    _prepare(writer, _PRAGMAS, "BEGIN IMMEDIATE")
    _prepare(reader, ("query_only=ON", "busy_timeout=30000"), "BEGIN")
    return writer, reader


def _prepare(engine: Engine, pragmas: tuple[str, ...], begin: str) -> None:
    @event.listens_for(engine, "connect")
    def connected(raw: Any, _record: Any) -> None:
        raw.isolation_level = None
        for pragma in pragmas:
            raw.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        connection.exec_driver_sql(begin)


def _postgresql(where: URL) -> tuple[Engine, Engine]:
    try:
        options = {"connect_args": {"options": "-c synchronous_commit=on"}, "pool_pre_ping": True}
        writer = create_engine(where, pool_size=1, **options)
        reader = create_engine(
            where,
            pool_size=16,
            isolation_level="REPEATABLE READ",
            execution_options={"postgresql_readonly": True},
            **options,
        )
    except ModuleNotFoundError as error:
        raise LedgerError(
            "PostgreSQL needs the extra: pip install 'goldenbridge[postgres]'"
        ) from error
    return writer, reader


def _bring_up_to_date(connection: Connection, shown: str, *, new: bool) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    tables = inspect(connection).get_table_names()
    if not tables and not new:
        raise LedgerError(f"{shown}: found no ledger; goldenbridge serve makes one")
    if tables and VERSIONS not in tables:
        raise LedgerError(
            f"{shown}: found a database with {', '.join(sorted(tables)[:3])}, which is no ledger; "
            "allowed: a ledger or an empty database"
        )
    if tables:
        reached = connection.execute(text(f"SELECT version_num FROM {VERSIONS}")).scalar()  # noqa: S608 - a constant
        known = [step.revision for step in ScriptDirectory.from_config(config).walk_revisions()]
        if reached not in known:
            raise LedgerError(
                f"{shown}: found a ledger of schema {reached}; allowed: up to {known[0]}; "
                "a newer goldenbridge opens it"
            )
    command.upgrade(config, "head")
