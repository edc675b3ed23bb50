"""The server of the tests of operations."""

from tests.operations.conftest import postgresql, postgresql_url, url

__all__ = ["postgresql", "postgresql_url", "url"]
