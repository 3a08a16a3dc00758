"""What a workbook's cells hold that nobody foresaw, and a workbook in which it was typed."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from io import BytesIO
from typing import Any

import openpyxl
from hypothesis import strategies as st

STRANGE: tuple[Any, ...] = (
    None, "", 0, 1, -1, 3.5, 1e300, -1e300, 10**15, True, False,
    "0000-01", "1/0000", "Januari 0000", "13/2022", "9999-12", "12/9999", "9999",
    ";", ",", "; ;", "-", "\n", "\u200b", "x" * 300, "ya", "tidak", "total", "Jumlah", "Jenis",
    "No", "Kode", "1e5", "1E400", "NaN", "inf", "٣", "²", "\uff11\uff12", "Ⅳ", "=1/0", "#N/A",
    datetime(2022, 8, 1), datetime(2022, 8, 1, 3, 4), time(1, 2), timedelta(days=3),  # noqa: DTZ001
)  # fmt: skip

Edit = tuple[int, int, int, Any]
"""Sheet, row and column (from 0 and 1), and what is typed there."""

EDITS: st.SearchStrategy[list[Edit]] = st.lists(
    st.tuples(st.integers(0, 3), st.integers(1, 14), st.integers(1, 13), st.sampled_from(STRANGE)),
    min_size=1,
    max_size=4,
)


def typed_over(raw: bytes, edits: Iterable[Edit]) -> bytes:
    """`raw` after somebody typed strange things; the same cells may be typed in twice."""
    book = openpyxl.load_workbook(BytesIO(raw))
    sheets = book.worksheets
    for sheet, row, column, value in edits:
        cell = sheets[sheet % len(sheets)].cell(row, column)
        cell.value = value
        if isinstance(value, float):
            cell.number_format = "dd/mm/yyyy"  # a date in a year that no calendar has
    target = BytesIO()
    book.save(target)
    return target.getvalue()
