"""A world of countries that differ in size, openness and balance."""

from collections.abc import Callable

import numpy as np
import pytest

from goldenbridge.trade.gravity.world import World, world

Make = Callable[..., World]


@pytest.fixture(scope="session")
def make() -> Make:
    def made(size: int = 12, sectors: int = 1, seed: int = 0) -> World:
        rng = np.random.default_rng(seed)
        scale = np.exp(rng.normal(0, 1, (2, size)))
        flows = scale[0][:, None] * scale[1] * np.exp(rng.normal(0, 0.5, (sectors, size, size)))
        return world(flows * (1 + 30 * np.eye(size)))

    return made
