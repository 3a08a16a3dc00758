"""A result workbook while it is written: sheets, formats, and where each number stands."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from upaya.exchange.xlsx_writer import formats, plain
from upaya.rules.numbers import EXACT

Workbook = Any  # the package that writes them has no types
Worksheet = Any

Value = int | Decimal | str

_NO_CELLS: Mapping[str, str] = {}
_GRID = {"border": 1, "border_color": "#A3A3A3"}


class ResultBook:
    """Writes numbers as formulas with the computed value beside them, or as values alone.

    `ref` finds a number by its name, whichever sheet it stands on: formulas are built from names.
    """

    def __init__(self, book: Workbook, *, live: bool) -> None:
        self.book, self.live = book, live
        self.refs: dict[str, str] = {}
        cell: dict[str, Any] = {"valign": "top", **_GRID}
        numbers = {"number": "#,##0", "exact": "#,##0.##########", "index": "0.00########",
                   "share": "0.00%"}  # fmt: skip
        self.looks = formats(book) | {
            "hint": book.add_format({"font_color": "#525252", "text_wrap": True, "valign": "top"}),
            "wrap": book.add_format(cell | {"text_wrap": True}),
            "strong": book.add_format(cell | {"bold": True, "num_format": "#,##0"}),
            "warn": book.add_format({"bold": True, "font_color": "#9F1C1C", "text_wrap": True}),
            "cell": book.add_format(cell),
        }
        for name, pattern in numbers.items():
            self.looks[name] = book.add_format(cell | {"num_format": pattern})
            self.looks[f"in_{name}"] = book.add_format(
                cell | {"num_format": pattern, "bg_color": "#FFFBE6"}
            )
        self.looks["in_text"] = book.add_format(cell | {"num_format": "@", "bg_color": "#FFFBE6"})

    def sheet(self, name: str, title: str, hint: str, *, landscape: bool = False) -> Worksheet:
        """A new sheet with its title, ready to be printed on A4."""
        sheet = self.book.add_worksheet(name)
        sheet.write_string(0, 0, plain(title), self.looks["title"])
        sheet.write_string(1, 0, hint)
        sheet.set_paper(9)
        if landscape:
            sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(0.4, 0.4, 0.5, 0.6)
        sheet.set_footer("&L&A&RHalaman &P dari &N")
        return sheet

    def ref(self, name: str) -> str:
        """Where a number stands, as a formula writes it: "Ringkasan!$B$12"."""
        return self.refs[name]

    def name(self, name: str, sheet: str, area: str) -> None:
        """Remember where a number or a column of numbers stands."""
        self.refs[name] = f"{sheet}!{area}"

    def put(
        self, sheet: Worksheet, row: int, column: int, value: Value | None, look: str = "cell"
    ) -> None:
        """A value: text stays text, a number that no spreadsheet keeps whole becomes text."""
        style = self.looks[look]
        if value is None or value == "":
            sheet.write_blank(row, column, None, style)
        elif isinstance(value, str):
            sheet.write_string(row, column, plain(value), style)
        elif -EXACT < value < EXACT:
            sheet.write_number(row, column, value, style)
        else:
            sheet.write_string(row, column, plain(f"{value:f}" if isinstance(value, Decimal) else
                                                  str(value)), style)  # fmt: skip

    def compute(
        self,
        sheet: Worksheet,
        place: tuple[int, int],
        formula: str,
        value: Value,
        look: str,
        cells: Mapping[str, str] = _NO_CELLS,
    ) -> None:
        """A formula with the value that we computed; the value alone in a book without formulas.

        Names in braces become cells: those of `cells` first, then the book's.
        """
        row, column = place
        if self.live:
            filled = self._fill(formula, cells)
            sheet.write_formula(row, column, f"={filled}", self.looks[look], value)
        else:
            self.put(sheet, row, column, value, look)

    def _fill(self, formula: str, cells: Mapping[str, str]) -> str:
        return re.sub(
            r"\{([^{}]+)\}", lambda found: cells.get(found[1]) or self.refs[found[1]], formula
        )


def absolute(first: int, last: int, column: str) -> str:
    """A column of cells, rows counted from 0: "$C$5:$C$64"."""
    return f"${column}${first + 1}:${column}${last + 1}"
