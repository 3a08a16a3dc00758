"""Absorption and what is left of the pagu: one answer for every entrance."""

import re
from pathlib import Path

import pytest

import upaya
from upaya.rules.bok.serapan import melebihi_sisa

SOURCE = Path(upaya.__file__).parent


@pytest.mark.parametrize(
    ("absorbed", "left"), [(None, None), (5, None), (None, 5), (5, 5), (0, 0), (4, 5)]
)
def test_what_fits_or_is_unknown_is_no_fault(absorbed: int | None, left: int | None) -> None:
    assert melebihi_sisa(absorbed, left) == ""


def test_more_than_is_left_is_said_in_rupiah() -> None:
    assert (
        melebihi_sisa(58_000_001, 58_000_000)
        == "penyerapan Rp58.000.001 melebihi sisa pagu BOK Rp58.000.000"
    )


def test_the_sentence_is_written_once() -> None:
    saying = [
        path.relative_to(SOURCE).as_posix()
        for path in sorted(SOURCE.rglob("*.py"))
        if re.search(r"melebihi sisa pagu BOK", path.read_text("utf-8"))
    ]
    assert saying == ["rules/bok/serapan.py"]
