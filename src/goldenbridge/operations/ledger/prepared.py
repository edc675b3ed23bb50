"""Statements that run thousands of times a second, compiled once for each engine."""

from collections import namedtuple
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Executable
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.elements import ClauseElement


class Rows:
    """What a statement found, read already; `rowcount` is how many rows it touched."""

    __slots__ = ("_found", "rowcount")

    def __init__(self, found: Sequence[Any], rowcount: int) -> None:
        self._found, self.rowcount = found, rowcount

    def __iter__(self) -> Iterator[Any]:
        return iter(self._found)

    def first(self) -> Any:
        """The first row, with its columns by name, or None."""
        return self._found[0] if self._found else None

    def scalar(self) -> Any:
        """The first column of the first row, or None."""
        return self._found[0][0] if self._found else None


class Prepared:
    """A statement with named parameters, for columns of plain text and numbers.

    It goes to the driver directly: what SQLAlchemy does around a statement costs several times
    what SQLite takes to run it. Errors are raised as SQLAlchemy's.
    """

    __slots__ = ("_compiled", "_statement")

    def __init__(self, statement: Executable) -> None:
        self._statement = statement
        self._compiled: dict[str, tuple[str, tuple[str, ...] | None, dict[str, Any], Any]] = {}

    def __call__(self, connection: Connection, values: dict[str, Any]) -> Rows:
        """Run it with a value for each parameter that has none yet."""
        known = self._compiled.get(connection.dialect.name) or self._compile(connection)
        sql, order, fixed, row = known
        given: Any = fixed | values
        if order is not None:
            given = tuple([given[name] for name in order])
        cursor = run(connection, sql, given)
        if cursor.description is None:
            return Rows((), cursor.rowcount)
        return Rows([row(one) for one in cursor.fetchall()], cursor.rowcount)

    def _compile(
        self, connection: Connection
    ) -> tuple[str, tuple[str, ...] | None, dict[str, Any], Any]:
        assert isinstance(self._statement, ClauseElement)  # noqa: S101 - every statement is one
        made: Any = self._statement.compile(dialect=connection.dialect)
        order = None if made.positiontup is None else tuple(made.positiontup)
        columns = getattr(self._statement, "selected_columns", None)
        row = None if columns is None else _row_of(*columns.keys())
        known = str(made), order, dict(made.params), row
        self._compiled[connection.dialect.name] = known
        return known


def _row_of(*names: str) -> Any:
    """Makes a row with columns by name from a tuple."""
    made: Any = namedtuple("Row", names)  # type: ignore[misc] # noqa: PYI024 - known when it runs
    return made._make


def run(connection: Connection, sql: str, given: Any = ()) -> Any:
    """Run a statement on the driver within the transaction of `connection`; the cursor."""
    driver = connection.connection.driver_connection
    assert driver is not None  # noqa: S101 - of an open transaction
    try:
        return driver.execute(sql, given) if given else driver.execute(sql)
    except Exception as error:
        dialect = connection.dialect
        if not isinstance(error, dialect.loaded_dbapi.Error):
            raise
        gone = dialect.is_disconnect(error, connection.connection, None)
        raise DBAPIError.instance(
            sql, given, error, dialect.loaded_dbapi.Error, connection_invalidated=gone
        ) from error
