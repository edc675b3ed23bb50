"""Replications on many machines, by Dask distributed (extra `cluster`)."""

import logging
from collections.abc import Callable, Iterable
from typing import Any

from goldenbridge.border.samples import Job, Mapper, Sample
from goldenbridge.errors import ClusterError


def on_cluster(address: str, *, timeout_s: float = 10.0) -> Mapper:
    """A mapper for the workers of the Dask scheduler at `address`, such as `tcp://host:8786`.

    Results are the same bytes as on this machine, for a replication depends on its seed only.
    Raises ClusterError where Dask is not installed, or no scheduler answers within `timeout_s`.
    """
    try:
        from distributed import Client  # noqa: PLC0415 - an extra, and slow to import
    except ImportError:
        raise ClusterError(
            "--scheduler: found no Dask; allowed: after pip install 'goldenbridge[cluster]'"
        ) from None
    connect: Any = Client  # untyped
    # what it would log is in the error below
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    try:
        client: Any = connect(address, timeout=timeout_s)
    except (OSError, ValueError, TypeError) as error:
        raise ClusterError(
            f"--scheduler: found {address!r}, which does not answer ({error}); "
            "allowed: the address of a running Dask scheduler, such as tcp://host:8786"
        ) from None

    def run(work: Callable[[Job], Sample], jobs: Iterable[Job]) -> Iterable[Sample]:
        return list(client.gather(client.map(work, list(jobs), pure=False)))

    return run
