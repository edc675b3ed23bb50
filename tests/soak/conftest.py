"""The server of the tests of operations."""

from tests.operations.conftest import desk, postgresql, postgresql_url, url

__all__ = ["desk", "postgresql", "postgresql_url", "url"]
