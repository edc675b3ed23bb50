"""Statements that run thousands of times a second, compiled once for each engine."""

from typing import Any

from sqlalchemy import Connection, CursorResult, Executable
from sqlalchemy.sql.elements import ClauseElement


class Prepared:
    """A statement with named parameters, for columns of plain text and numbers.

    Building and looking up a statement costs more than SQLite takes to run it; this does it once.
    """

    __slots__ = ("_compiled", "_statement")

    def __init__(self, statement: Executable) -> None:
        self._statement = statement
        self._compiled: dict[str, tuple[str, tuple[str, ...] | None, dict[str, Any]]] = {}

    def __call__(self, connection: Connection, values: dict[str, Any]) -> CursorResult[Any]:
        """Run it with a value for each parameter that has none yet."""
        sql, order, fixed = self._compiled.get(connection.dialect.name) or self._compile(connection)
        given: Any = fixed | values
        if order is not None:
            given = tuple(given[name] for name in order)
        return connection.exec_driver_sql(sql, given)

    def _compile(
        self, connection: Connection
    ) -> tuple[str, tuple[str, ...] | None, dict[str, Any]]:
        assert isinstance(self._statement, ClauseElement)  # noqa: S101 - every statement is one
        made: Any = self._statement.compile(dialect=connection.dialect)
        order = None if made.positiontup is None else tuple(made.positiontup)
        self._compiled[connection.dialect.name] = found = (str(made), order, dict(made.params))
        return found
