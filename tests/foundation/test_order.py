"""Who runs when: modules stay whole, long ones go first, and cores are never oversubscribed."""

from __future__ import annotations

import fcntl
import os
import threading
from pathlib import Path
from typing import cast

import pytest

from tests import order, turns
from tests.foundation.small_suite import run
from tests.installation import Standing
from tests.waiting import PATIENCE, until


class _Item:
    """As much of a test as the order looks at."""

    def __init__(self, nodeid: str, budget: float | None = None) -> None:
        self.nodeid, self._budget = nodeid, budget

    def get_closest_marker(self, name: str) -> pytest.Mark | None:
        return pytest.mark.budget(self._budget, "sebab").mark if self._budget else None


def _ordered(*items: _Item) -> list[str]:
    found = order.longest_first(cast("list[pytest.Item]", list(items)))
    return [item.nodeid for item in found]


def test_a_module_is_one_piece_and_a_journey_in_the_browser_too() -> None:
    assert order.piece_of("tests/core/test_x.py::test_a[1]") == "tests/core/test_x.py"
    assert order.piece_of("tests/browser/test_x.py::test_a") == "tests/browser/test_x.py::test_a"


def test_what_declares_most_goes_first_and_the_rest_keeps_its_order() -> None:
    assert _ordered(
        _Item("tests/a/test_b.py::test_1"),
        _Item("tests/a/test_c.py::test_1"),
        _Item("tests/a/test_c.py::test_2", 10),
        _Item("tests/browser/test_d.py::test_1", 5),
        _Item("tests/browser/test_d.py::test_2", 20),
        _Item("tests/a/test_a.py::test_1"),
        _Item("tests/a/test_e.py::test_1", 8),
        _Item("tests/a/test_e.py::test_2", 8),
    ) == [
        "tests/browser/test_d.py::test_2",
        "tests/a/test_e.py::test_1",
        "tests/a/test_e.py::test_2",
        "tests/a/test_c.py::test_1",
        "tests/a/test_c.py::test_2",
        "tests/browser/test_d.py::test_1",
        "tests/a/test_b.py::test_1",
        "tests/a/test_a.py::test_1",
    ]


def test_a_core_is_taken_for_a_test_and_given_back_whatever_happens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fifo = tmp_path / "giliran"
    os.mkfifo(fifo)
    monkeypatch.setenv(turns.TURNS, str(fifo))
    looking = os.open(fifo, os.O_RDWR | os.O_NONBLOCK)
    os.write(looking, b" ")

    def fail_while_no_core_is_free() -> None:
        with turns.turn():
            with pytest.raises(BlockingIOError):
                os.read(looking, 1)
            raise RuntimeError("uji")

    try:
        with pytest.raises(RuntimeError, match="uji"):
            fail_while_no_core_is_free()
        assert os.read(looking, 9) == b" "
    finally:
        os.close(looking)


def test_whoever_waits_for_a_lock_gives_the_core_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fifo, lock = tmp_path / "giliran", tmp_path / "kunci"
    os.mkfifo(fifo)
    monkeypatch.setenv(turns.TURNS, str(fifo))
    cores = os.open(fifo, os.O_RDWR)
    os.write(cores, b" ")
    entered, others = threading.Event(), len(turns._held)

    def work() -> None:
        with turns.turn(), turns.alone(lock):
            entered.set()

    try:
        with lock.open("w") as held:
            fcntl.flock(held, fcntl.LOCK_EX)
            waiting = threading.Thread(target=work)
            waiting.start()
            until(lambda: len(turns._held) > others)  # it has had the only core
            os.read(cores, 1)  # and lets somebody else have it
            assert not entered.is_set()
            os.write(cores, b" ")
        waiting.join(PATIENCE)
        assert entered.is_set()
        assert os.read(cores, 2) == b" "
    finally:
        os.close(cores)


_MODULE = """
    import pathlib, pytest

    @pytest.fixture(scope="module")
    def made(request):
        with pathlib.Path(request.path).with_suffix(".txt").open("a") as file:
            file.write("sekali ")

    @pytest.mark.parametrize("number", range(6))
    def test_x(made, number): pass
"""


@pytest.mark.budget(4, "starts pytest with two workers")
def test_what_a_module_prepares_is_prepared_once(standing: Standing, tmp_path: Path) -> None:
    files = {f"test_{name}.py": _MODULE for name in "abc"}
    plugins = ["-p", "tests.budget", "-p", "tests.order"]
    said = run(standing, tmp_path, files, *plugins, "--numprocesses", "2")
    assert "18 passed" in said
    assert [path.read_text() for path in tmp_path.glob("*.txt")] == ["sekali "] * 3
