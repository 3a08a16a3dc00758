"""A real installation, looked at from outside: its settings, its commands, its server.

Nothing of the tests' own settings reaches it. To start Django costs more than most questions do, so
one process has already imported what needs no settings and answers each question in a fork.
"""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.waiting import PATIENCE

UPAYA = Path(sys.executable).with_name("upaya")
_ROOT = Path(__file__).resolve().parents[1]


def surroundings(data: Path, **variables: str) -> dict[str, str]:
    """An environment without any variable of the tests, for an installation in `data`."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("UPAYA_", "DJANGO_", "DATABASE"))
    }
    given = {"DJANGO_SETTINGS_MODULE": "upaya.settings", "UPAYA_DATA": str(data)}
    return kept | given | variables


@dataclass(frozen=True)
class Answer:
    """How a program ended and what it printed."""

    code: int
    out: str
    err: str


class Standing:
    """The process of tests/standing.py: every question is answered by a fresh fork of it."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.standing"],
            cwd=_ROOT,
            env=surroundings(Path("/nonexistent")),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def ask(self, environment: Mapping[str, str], program: str) -> Answer:
        """Let the program run in this environment."""
        sent, answers = self._process.stdin, self._process.stdout
        assert sent is not None
        assert answers is not None
        sent.write(json.dumps({"environment": dict(environment), "program": program}).encode())
        sent.write(b"\n")
        sent.flush()
        ready, _, _ = select.select([answers], [], [], PATIENCE)
        assert ready, f"tidak dijawab dalam {PATIENCE} detik:\n{program}"
        line = answers.readline()
        assert line, "proses penjawab berhenti"
        return Answer(**json.loads(line))

    def upaya(self, environment: Mapping[str, str], *words: str) -> Answer:
        """Run `upaya WORDS...`."""
        program = f"import sys; from upaya.cli import main; sys.exit(main({list(words)!r}))"
        return self.ask(environment, program)

    def end(self) -> None:
        """Leave nothing behind."""
        self._process.kill()
        self._process.communicate()


@pytest.fixture(scope="session")
def standing() -> Iterator[Standing]:
    """One process that answers every question about real installations."""
    made = Standing()
    yield made
    made.end()
