"""Work in several processes: in order when told, as it comes when worked, and a death ends one task."""

from __future__ import annotations

import os
import time

from briefwright.engines.process import spread
from briefwright.model.failure import Failure


def _slept(seconds: float) -> float:
    if seconds < 0:
        os._exit(9)
    time.sleep(seconds)
    return seconds


def test_results_come_in_order_and_states_as_they_are() -> None:
    """The quick ones end before the slow first; never more than two are under way."""
    told: list[str] = []
    under_way: list[int] = []

    def begin(name: str) -> None:
        told.append(f"+{name}")
        under_way.append(sum(each[0] == "+" for each in told) - sum(each[0] == "-" for each in told))

    tasks = {"slow": (1.0,), "quick": (0.01,), "other": (0.02,)}
    results = list(spread(_slept, tasks, 2, begin, lambda name: told.append(f"-{name}")))
    assert results == [("slow", 1.0), ("quick", 0.01), ("other", 0.02)]
    assert told == ["+slow", "+quick", "-quick", "+other", "-other", "-slow"]
    assert max(under_way) == 2


def test_a_process_that_is_ended_is_a_failure() -> None:
    """And every task has its outcome."""
    tasks = {"dies": (-1.0,), "next": (0.0,), "last": (0.0,)}
    results = dict(spread(_slept, tasks, 1, lambda name: None, lambda name: None))
    assert results.keys() == tasks.keys()
    assert isinstance(results["dies"], Failure)
