"""Long work in a process of its own, so that bookings need not wait for it."""

import os
import signal
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from threading import Lock
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

Tell = Callable[[Any], None]
"""Says how far the work is; takes whatever pickles."""
_NICE = 10
_ENDED = "the process of long work was ended before it was done"
_SPAWN = get_context("spawn")


class Apart:
    """Does one piece of work at a time in a process that yields to this one and ends with it."""

    def __init__(self) -> None:
        self._process: BaseProcess | None = None
        self._closed = False
        self._lock = Lock()

    def __call__(self, work: Callable[..., Any], *given: Any, hear: Tell) -> Any:
        """What `work(tell, *given)` gives; what it tells meanwhile goes to `hear`.

        `work` is a function of a module, and all that goes to and fro is pickled. Raises what the
        work raises, and RuntimeError where its process was ended.
        """
        ours, theirs = _SPAWN.Pipe(duplex=False)
        process = _SPAWN.Process(target=_do, args=(theirs, work, given), daemon=True)
        with self._lock:
            if self._closed:
                raise RuntimeError(_ENDED)
            process.start()
            self._process = process
        theirs.close()
        try:
            while True:
                kind, told = ours.recv()
                if kind == "done":
                    return told
                if kind == "failed":
                    raise told
                hear(told)
        except EOFError as error:
            raise RuntimeError(_ENDED) from error
        finally:
            ours.close()
            process.join()

    def close(self) -> None:
        """End what is being done, and begin nothing more."""
        with self._lock:
            self._closed = True
            if self._process is not None:
                self._process.terminate()


def _do(pipe: Connection, work: Callable[..., Any], given: tuple[Any, ...]) -> None:
    os.nice(_NICE)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # meant for the server, which ends this one
    try:
        pipe.send(("done", work(lambda told: pipe.send(("told", told)), *given)))
    except Exception as error:  # noqa: BLE001 - raised again by who asked
        pipe.send(("failed", error))
