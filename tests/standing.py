"""A process that answers questions, each in a fork of itself: `Standing` in tests/installation.py.

A question is a line of JSON: an environment and a program. The answer is one too: exit code and
what was printed. Whatever a question changes (settings, modules, signals) ends with its fork.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from typing import IO, Any

# What most questions import and what no settings are needed for.
import django.core.management
import django.db.models
import django.forms
import django.template
import django.test
import lokal

import upaya.cli

READY = (django, lokal, upaya)


def _become(question: dict[str, Any], out: IO[bytes], err: IO[bytes]) -> None:
    """Be the process that was asked for; ends as the program ends."""
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(out.fileno(), 1)
    os.dup2(err.fileno(), 2)
    os.environ.clear()
    os.environ.update(question["environment"])
    program = compile(question["program"], "<pertanyaan>", "exec")
    exec(program, {"__name__": "__main__"})  # noqa: S102 - written by a test
    sys.exit(0)


def main() -> None:
    """Answer until nobody asks any more."""
    for line in sys.stdin:
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            child = os.fork()
            if child == 0:
                _become(json.loads(line), out, err)
            _, status = os.waitpid(child, 0)
            out.seek(0)
            err.seek(0)
            answer = {
                "code": os.waitstatus_to_exitcode(status),
                "out": out.read().decode(),
                "err": err.read().decode(),
            }
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
