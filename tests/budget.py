"""What every test costs: its CPU seconds, those of the programs it starts included, and its budget.

    @pytest.mark.budget(30, "ten thousand officers, as the largest district has")
    def test_x() -> None: ...

A test over its budget is named at the end of the run; one beyond `LIMIT` times its budget fails.
What a fixture wider than a test prepares is nobody's own cost: it is listed by the fixture's name.
CPU seconds and not seconds: they stay nearly the same on a busy machine.
"""

from __future__ import annotations

import os
import resource
import time
from collections.abc import Generator, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import pytest

DEFAULT = 2.0
"""CPU seconds of a test that declares nothing."""
BROWSER = 20.0
"""The same of a journey in the browser, whose own processes count."""
SHARED = 60.0
"""CPU seconds of one fixture that several tests share."""
LIMIT = 5
"""Beyond so many times its budget a test fails: a slow machine explains less than that."""

_TICK = os.sysconf("SC_CLK_TCK")
_SHOWN = 10


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--costs", action="store_true", help="print the slowest tests, modules and shared fixtures"
    )


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "budget(seconds, reason): CPU seconds this test may take, when more than usual"
    )
    config.pluginmanager.register(_Meter(), "budget-meter")
    if not hasattr(config, "workerinput"):  # the workers of xdist report to their controller
        config.pluginmanager.register(Ledger(detailed=config.getoption("costs")), "budget-ledger")


def budget_of(item: pytest.Item) -> float:
    """The budget that stands nearest to the test; its reason is not optional."""
    marker = item.get_closest_marker("budget")
    if marker is None:
        return BROWSER if item.get_closest_marker("browser") else DEFAULT
    seconds, reason = marker.args
    assert seconds > DEFAULT, f"{item.nodeid}: {seconds} detik sudah boleh tanpa tanda"
    assert reason, f"{item.nodeid}: anggaran tanpa alasan"
    return float(seconds)


def sharing(config: pytest.Config, name: str) -> AbstractContextManager[None]:
    """`with sharing(config, "..."):` what is prepared here for more than one test has this name."""
    meter = config.pluginmanager.get_plugin("budget-meter")
    assert isinstance(meter, _Meter)
    return meter.sharing(name)


def cpu_seconds() -> float:
    """Of this process, of every program it has ended, and of those that it still runs."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + ended.ru_utime + ended.ru_stime + _running(os.getpid()) / _TICK


def _running(pid: int) -> int:
    """Ticks of everything below a process."""
    ticks = 0
    for thread in _threads(pid):
        for child in _words(f"/proc/{pid}/task/{thread}/children"):
            # The name, in brackets, may hold anything; 11 to 14 behind it are the four times.
            _, _, behind = " ".join(_words(f"/proc/{child}/stat")).rpartition(")")
            times = behind.split()[11:15]
            ticks += sum(map(int, times)) + _running(int(child))
    return ticks


def _threads(pid: int) -> list[str]:
    try:
        return [path.name for path in Path(f"/proc/{pid}/task").iterdir()]
    except OSError:  # it has just ended
        return []


def _words(path: str) -> list[str]:
    try:
        return Path(path).read_text("ascii", "replace").split()
    except OSError:
        return []


class _Span(NamedTuple):
    """CPU seconds, and the seconds a person waits."""

    cpu: float
    wall: float

    @classmethod
    def now(cls) -> _Span:
        return cls(cpu_seconds(), time.monotonic())

    def since(self, start: _Span, *, without: _Span) -> _Span:
        # A program whose parent died first is lost to us, with all it had spent.
        cpu = max(self.cpu - start.cpu - without.cpu, 0.0)
        return _Span(cpu, self.wall - start.wall - without.wall)

    def plus(self, other: _Span) -> _Span:
        return _Span(self.cpu + other.cpu, self.wall + other.wall)


_NOTHING = _Span(0.0, 0.0)


class _Meter:
    """Runs where the tests run; a test's figures travel with the report of its teardown."""

    def __init__(self) -> None:
        self.start = _NOTHING
        self.inner = [_NOTHING]
        """What shared fixtures took; the last entry belongs to what is being measured now."""
        self.shared: dict[str, float] = {}

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self) -> Generator[None, object, object]:
        self.start, self.inner, self.shared = _Span.now(), [_NOTHING], {}
        return (yield)

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(
        self, fixturedef: pytest.FixtureDef[object]
    ) -> Generator[None, object, object]:
        if fixturedef.scope == "function":
            return (yield)
        with self.sharing(f"{fixturedef.argname} ({fixturedef.baseid or 'pytest'})"):
            return (yield)

    @contextmanager
    def sharing(self, name: str) -> Iterator[None]:
        """What happens inside is prepared for more than one test."""
        start = _Span.now()
        self.inner.append(_NOTHING)
        try:
            yield
        finally:
            end = _Span.now()
            own = end.since(start, without=self.inner.pop())
            self.inner[-1] = self.inner[-1].plus(end.since(start, without=_NOTHING))
            self.shared[name] = own.cpu + self.shared.get(name, 0.0)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        report = yield
        if call.when == "teardown":
            spent, allowed = _Span.now().since(self.start, without=self.inner[0]), budget_of(item)
            vars(report)["cost"] = (spent.cpu, spent.wall, allowed, self.shared)
            told = [(item.nodeid, spent.cpu, allowed)]
            told += [(name, own, SHARED) for name, own in self.shared.items()]
            beyond = [one for one in told if one[1] > LIMIT * one[2]]
            if beyond and report.passed:
                report.outcome = "failed"
                report.longrepr = "\n".join(
                    f"{name}: {cpu:.1f} detik CPU, lebih dari {LIMIT} kali anggarannya ({most:g})"
                    for name, cpu, most in beyond
                )
        return report


@dataclass
class _Cost:
    name: str
    cpu: float
    wall: float
    budget: float

    def __str__(self) -> str:
        return f"{self.cpu:8.1f} {self.budget:8g} {self.wall:8.1f}  {self.name}"


@dataclass(eq=False)  # pluggy wants it hashable
class Ledger:
    """Collects what every test cost and prints what somebody should know."""

    detailed: bool = False
    tests: list[_Cost] = field(default_factory=list)
    shared: dict[str, float] = field(default_factory=dict)
    dearest: dict[str, float] = field(default_factory=dict)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        cost = getattr(report, "cost", None)
        if cost is None:
            return
        cpu, wall, budget, shared = cost
        self.tests.append(_Cost(report.nodeid, cpu, wall, budget))
        for name, own in shared.items():
            self.shared[name] = own + self.shared.get(name, 0.0)
            self.dearest[name] = max(own, self.dearest.get(name, 0.0))

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        over = sorted(self._over(), key=lambda cost: -cost.cpu)
        if over:
            terminalreporter.section("melebihi anggaran CPU", "-")
            self._table(terminalreporter, over)
        if self.detailed and self.tests:
            self._details(terminalreporter)

    def _over(self) -> list[_Cost]:
        return [cost for cost in self.tests if cost.cpu > cost.budget] + [
            _Cost(f"disiapkan bersama: {name}", own, own, SHARED)
            for name, own in self.dearest.items()
            if own > SHARED
        ]

    def _details(self, reporter: pytest.TerminalReporter) -> None:
        modules: dict[str, float] = {}
        for cost in self.tests:
            module = cost.name.partition("::")[0]
            modules[module] = cost.cpu + modules.get(module, 0.0)
        total = sum(modules.values()) + sum(self.shared.values())
        reporter.section(f"biaya: {total:.0f} detik CPU", "-")
        reporter.write_line("Sepuluh uji terlama")
        self._table(reporter, sorted(self.tests, key=lambda cost: -cost.cpu)[:_SHOWN])
        for title, spent in (("Modul termahal", modules), ("Disiapkan bersama", self.shared)):
            reporter.write_line(title)
            for name, seconds in sorted(spent.items(), key=lambda one: -one[1])[:_SHOWN]:
                if seconds >= 1:
                    reporter.write_line(f"{seconds:8.1f}  {name}")

    def _table(self, reporter: pytest.TerminalReporter, costs: list[_Cost]) -> None:
        reporter.write_line("     CPU anggaran    detik")
        for cost in costs:
            reporter.write_line(str(cost))
