"""Workbooks made by hand, part by part."""

from datetime import datetime

from upaya.exchange import cells
from upaya.exchange.cells import Cell

MOMENT = datetime(2022, 8, 31, 7, 5)  # noqa: DTZ001 - a spreadsheet knows no zone


def cell(value: cells.Value) -> Cell:
    return Cell(2, 3, value)
