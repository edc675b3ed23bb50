"""What ships with the package, read once."""

import pytest

from goldenbridge.programme.folder import DEFAULT, load, shipped
from goldenbridge.programme.model import Ladder, Programme, Promise


@pytest.fixture(scope="session")
def programme() -> Programme:
    return load(shipped()[DEFAULT])


@pytest.fixture(scope="session")
def promises(programme: Programme) -> tuple[Promise, ...]:
    return programme.promises


@pytest.fixture(scope="session")
def ladders(programme: Programme) -> tuple[Ladder, ...]:
    return programme.ladders
