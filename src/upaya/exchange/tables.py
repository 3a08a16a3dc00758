"""Where a table in a sheet that people made ends, and what stands below it."""

from collections.abc import Callable, Sequence

from upaya.exchange.cells import Cell, CellError, text
from upaya.rules.numbers import visible

Row = tuple[Cell, ...]


def split_below(
    rows: Sequence[Row], empty: Callable[[Row], bool], belongs: Callable[[Row], bool]
) -> tuple[Sequence[Row], list[Row]]:
    """The rows of the table, and the filled ones below it: signatures, place and date, notes.

    The table ends at the first empty row that no row that `belongs` to it follows: people leave
    gaps inside a list, and sign under it.
    """
    last = max((at for at, row in enumerate(rows) if belongs(row)), default=-1)
    for at, row in enumerate(rows):
        if at > last and empty(row):
            return rows[:at], [below for below in rows[at:] if not empty(below)]
    return rows, []


def said_below(rows: Sequence[Row]) -> tuple[Cell, str]:
    """Where what was left out begins, and what it is, in one line."""
    filled = [cell for cell in rows[0] if not cell.empty]
    first = next((cell for cell in filled if isinstance(cell.value, str)), filled[0])
    sentence = f"{len(rows)} baris di bawah tabel tidak dibaca, mulai “{visible(_words(first))}”"
    return first, sentence


def listed(cells: Sequence[Cell]) -> str:
    """Texts of cells for a sentence."""
    return ", ".join(f"“{visible(_words(cell))}”" for cell in cells)


def _words(cell: Cell) -> str:
    try:
        return text(cell)
    except CellError:
        return cell.address
