"""A council on each engine in turn."""

from collections.abc import Iterator

import pytest
from tests.operations.council.table import Council, council_at


@pytest.fixture
def council(url: str) -> Iterator[Council]:
    with council_at(url) as made:
        yield made
