"""A small suite in a folder, run by pytest itself: how a plugin of ours is shown to work."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent

from tests.installation import Standing, surroundings

_ROOT = Path(__file__).resolve().parents[2]


def run(standing: Standing, folder: Path, files: Mapping[str, str], *options: str) -> str:
    """Run the files with these options; what pytest said."""
    for name, source in files.items():
        (folder / name).write_text(dedent(source))
    words = [
        "--rootdir",
        str(folder),
        "-c",
        os.devnull,
        "-p",
        "no:django",
        "-p",
        "no:cacheprovider",
    ]
    program = f"""
import sys
sys.path.insert(0, {str(_ROOT)!r})
import pytest
pytest.main({[*words, *options, str(folder)]!r})
"""
    given = surroundings(folder, PYTHONPATH=str(_ROOT), PY_COLORS="0", COLUMNS="200")
    return standing.ask(given, program).out
