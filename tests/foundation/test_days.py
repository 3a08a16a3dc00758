"""A moment of the database is in UTC; the day that people read is the day of their clock."""

from __future__ import annotations

import re
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src" / "upaya"
# What ends in `_pada` (at) or says since when is such a moment.
OF_A_MOMENT = re.compile(r"(_pada|sejak|status_since)[\"'\]]*\.date\(\)")


def test_no_day_is_taken_from_a_moment_of_the_database_as_it_stands() -> None:
    assert OF_A_MOMENT.search("case.ditutup_pada.date()")
    assert OF_A_MOMENT.search("found['sejak'].date()")
    found = [
        f"{path.relative_to(SOURCE)}:{number}: {line.strip()}"
        for path in sorted(SOURCE.rglob("*.py"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if OF_A_MOMENT.search(line)
    ]
    assert not found, "pakai timezone.localtime(...).date()"
