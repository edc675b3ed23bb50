"""Work beside the server: told, failed, ended; and always after the server."""

import os
import time
from pickle import PicklingError
from threading import Thread

import pytest

from goldenbridge.errors import ChoiceError
from goldenbridge.web.apart import Apart, Tell


def _counted(tell_step: Tell, most: int) -> tuple[int, int]:
    for n in range(most):
        tell_step(n)
    return os.getpid(), os.nice(0)


def _refused(tell_step: Tell) -> None:
    tell_step("began")
    raise ChoiceError("as_of: found x; allowed: y")


def _unsendable(_tell: Tell) -> object:
    return lambda: None


def _endless(tell_step: Tell) -> None:
    tell_step("began")
    time.sleep(600)


def test_work_is_told_of_and_done_elsewhere_and_after_others() -> None:
    heard: list[int] = []
    process, niceness = Apart()(_counted, 3, hear=heard.append)
    assert heard == [0, 1, 2]
    assert process != os.getpid()
    assert niceness == min(19, os.nice(0) + 10)


def test_what_fails_there_is_raised_here() -> None:
    with pytest.raises(ChoiceError, match=r"^as_of: found x; allowed: y$"):
        Apart()(_refused, hear=lambda _: None)


def test_an_answer_that_cannot_be_sent_says_so() -> None:
    with pytest.raises((PicklingError, AttributeError), match="pickle"):
        Apart()(_unsendable, hear=lambda _: None)


def test_closing_ends_what_was_begun() -> None:
    apart, began, ended = Apart(), [], []

    def work() -> None:
        try:
            apart(_endless, hear=began.append)
        except RuntimeError as error:
            ended.append(str(error))

    thread = Thread(target=work)
    thread.start()
    while not began:
        time.sleep(0.02)
    apart.close()
    thread.join(timeout=10)
    assert ended == ["the process of long work was ended before it was done"]
    with pytest.raises(RuntimeError):
        apart(_endless, hear=began.append)
