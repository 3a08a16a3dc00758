"""The budget of a test is shown to hold: a small suite with a small budget."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.foundation.small_suite import run
from tests.installation import Standing

_BUDGET = """
    from tests import budget

    budget.DEFAULT, budget.SHARED = 0.04, 0.05
"""
_SUITE = """
    import subprocess, sys, time
    import pytest

    BURN = "import time\\nwhile time.process_time() < 0.1: pass\\n"

    def burn(seconds):
        end = time.process_time() + seconds
        while time.process_time() < end:
            pass

    def program(text, **options):
        return subprocess.Popen([sys.executable, "-c", text], **options)

    @pytest.fixture(scope="module")
    def shared():
        burn(0.1)

    def test_quick(): pass
    def test_with_what_is_shared(shared): pass
    def test_a_little_over(): burn(0.1)
    def test_far_beyond(): burn(0.25)
    def test_a_program_far_beyond(): program(BURN.replace("0.1", "0.25")).wait()
    def test_a_program_that_still_runs():
        pipe, text = subprocess.PIPE, BURN + "print(1, flush=True)\\ninput()"
        globals()["kept"] = program(text, stdin=pipe, stdout=pipe)
        kept.stdout.readline()
    @pytest.mark.budget(2, "six times as much on purpose")
    def test_declared(): burn(0.25)
    def test_end():
        kept.communicate()
"""


@pytest.mark.parametrize("options", [[], ["--numprocesses", "1"]])
@pytest.mark.budget(4, "starts pytest, and once more by xdist")
def test_who_is_over_is_named_and_who_is_far_beyond_fails(
    standing: Standing, tmp_path: Path, options: list[str]
) -> None:
    files = {"conftest.py": _BUDGET, "test_x.py": _SUITE}
    plugins = ["-p", "tests.budget", "-p", "no:randomly"]
    said = run(standing, tmp_path, files, *plugins, "--costs", *options)
    over, _, costs = said.partition("melebihi anggaran CPU")[2].partition("biaya:")
    for name in (
        "a_little_over",
        "far_beyond",
        "a_program_far_beyond",
        "a_program_that_still_runs",
    ):
        assert f"::test_{name}\n" in over, said
    assert "disiapkan bersama: shared (test_x.py)" in over
    for name in ("quick", "with_what_is_shared", "declared", "end"):
        assert f"::test_{name}\n" not in over, said
    assert "0.3        2" in costs or "0.2        2" in costs  # what was spent, what was allowed
    assert "ERROR at teardown of test_far_beyond" in said
    assert "ERROR at teardown of test_a_program_far_beyond" in said
    assert "lebih dari 5 kali anggarannya (0.04)" in said
    assert "8 passed, 2 errors" in said


@pytest.mark.parametrize(
    ("mark", "fault"),
    [
        ('@pytest.mark.budget(9, "")', "anggaran tanpa alasan"),
        ('@pytest.mark.budget(0.01, "little")', "sudah boleh tanpa tanda"),
    ],
)
def test_a_budget_has_a_reason_and_is_needed(
    standing: Standing, tmp_path: Path, mark: str, fault: str
) -> None:
    suite = f"import pytest\n{mark}\ndef test_x(): pass\n"
    assert fault in run(standing, tmp_path, {"test_x.py": suite}, "-p", "tests.budget")
