"""Where a table in a sheet that people made ends, and what stands below it."""

import re
from collections.abc import Callable, Sequence

from upaya.exchange.cells import Cell, CellError, text
from upaya.rules.numbers import clean, visible
from upaya.rules.period import BULAN

Row = tuple[Cell, ...]

_TOTAL = re.compile(r"(?:grand |sub ?)?(?:total|jumlah|jml|rata ?- ?rata|rerata)\b")
_CLOSING = re.compile(
    r"(?:mengetahui|menyetujui|disetujui|diketahui|dibuat oleh|disusun oleh|catatan|keterangan|"
    r"ket\.|ttd|tanda tangan)\b|nip\.? ?:? ?[0-9]|(?:a\.?n\.?|an\.) (?:kepala|bupati)|"
    rf"[a-z .]+, ?(?:tgl\.? ?|tanggal )?[0-9. ]{{0,4}}(?:{'|'.join(BULAN)}) [0-9]{{4}}$",
    re.IGNORECASE,
)


def is_total(cell: Cell) -> bool:
    """Whether a cell says that its row adds up the others: "Jumlah", "TOTAL :", "Rata-rata"."""
    return isinstance(cell.value, str) and bool(_TOTAL.match(clean(cell.value).casefold()))


def is_closing(row: Row) -> bool:
    """Whether a row is what people write under a table: a note, place and date, a signature."""
    said = [clean(cell.value) for cell in row if isinstance(cell.value, str) and not cell.fault]
    return any(_CLOSING.match(one) for one in said)


def split_below(
    rows: Sequence[Row], empty: Callable[[Row], bool], belongs: Callable[[Row], bool]
) -> tuple[Sequence[Row], list[Row]]:
    """The rows of the table, and the filled ones below it: signatures, place and date, notes.

    The table ends at the first row that is empty or only closes it, and that no row that `belongs`
    to it follows: people leave gaps inside a list, and sign under it.
    """
    last = max((at for at, row in enumerate(rows) if belongs(row)), default=-1)
    for at, row in enumerate(rows):
        if at > last and (empty(row) or is_closing(row)):
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
