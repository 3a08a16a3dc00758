"""Heads of tables as people write them: their usual spellings, and the row they stand in."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from upaya.exchange.cells import Cell, CellError, text
from upaya.exchange.tables import Row
from upaya.rules.numbers import clean

SPELLINGS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "kode": ("Kode", "Kode petugas", "ID"),
        "nama": ("Nama", "Nama lengkap", "Nama petugas", "Nama pegawai", "Nama dan gelar",
                 "Nama lengkap dan gelar", "Nama gelar"),
        "status": ("Status", "Status kepegawaian", "Status pegawai", "Status peg", "Status ASN",
                   "Jenis kepegawaian", "Jenis pegawai"),
        "golongan": ("Golongan", "Gol", "Gol ruang", "Golongan ruang", "Pangkat golongan",
                     "Pangkat gol", "Pangkat gol ruang", "Pangkat golongan ruang",
                     "Golongan pangkat", "Gol pangkat", "Pangkat"),
        "pendidikan": ("Pendidikan", "Pendidikan terakhir", "Pendidikan formal", "Pend",
                       "Pend terakhir", "Tingkat pendidikan", "Jenjang pendidikan", "Ijazah",
                       "Ijazah terakhir"),
        "jabatan_utama": ("Jabatan utama", "Jabatan", "Jab utama", "Jabatan pokok",
                          "Jabatan struktural"),
        "jabatan_tambahan": ("Jabatan tambahan", "Jumlah jabatan tambahan", "Jml jabatan tambahan",
                             "Banyak jabatan tambahan", "Jab tambahan", "Tugas tambahan",
                             "Jumlah tugas tambahan"),
        "orang_hari": ("OH", "Orang hari", "Jumlah OH", "Jumlah orang hari", "OH manajemen",
                       "Kegiatan manajemen", "Kegiatan manajemen UKM", "Manajemen UKM",
                       "Hari manajemen"),
        "frekuensi": ("Frekuensi", "Frek", "OF", "Orang frekuensi", "Jumlah frekuensi",
                      "Jumlah orang frekuensi", "Frekuensi lapangan", "Kegiatan lapangan",
                      "UKM lapangan", "Kunjungan lapangan", "Frekuensi kunjungan"),
    }
)  # fmt: skip
"""Per column what its head may say; the first is what our own templates say."""

WITHIN = 30
"""Rows from the top in which the head of a table is looked for."""
_HIGHEST = 3
_NUMBERED = 3

Find = Callable[[Cell], tuple[str, bool] | None]
"""The column that a head names, and whether in our own words; None for a head nobody knows."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A head that was found: its columns by place, its cells, and where the table begins."""

    columns: Mapping[str, int]
    cells: Row
    below: int
    doubled: Sequence[Cell] = ()


def find(rows: Sequence[Row], find: Find) -> Heading | None:
    """The head that names most columns: one row, or up to three with a band of groups above.

    Of rows that name as many the first counts, and the lowest number of rows.
    """
    best: Heading | None = None
    for height in range(1, _HIGHEST + 1):
        for at in range(min(len(rows), WITHIN) - height + 1):
            one = _read(rows[at : at + height], at + height, find)
            if best is None or len(one.columns) > len(best.columns):
                best = one
    if best is None or best.below >= len(rows):
        return best
    under = rows[best.below]
    name = under[best.columns["nama"]] if "nama" in best.columns else None
    if name is None or not _written(name).strip("()").isdecimal() or not is_numbering(under):
        return best
    return Heading(best.columns, best.cells, best.below + 1, best.doubled)


def _read(band: Sequence[Row], below: int, find: Find) -> Heading:
    cells = tuple(_lowest(list(column), find) for column in zip(*band, strict=True))
    columns: dict[str, int] = {}
    own: set[str] = set()
    doubled: list[Cell] = []
    for place, cell in enumerate(cells):
        found = find(cell)
        if found is None:
            continue
        key, in_our_words = found
        if key in columns and (key in own) == in_our_words:
            doubled.append(cell)
        elif key not in columns or in_our_words:
            columns[key] = place
        if in_our_words:
            own.add(key)
    return Heading(columns, cells, below, doubled)


def _lowest(column: list[Cell], find: Find) -> Cell:
    """The lowest cell that names a column, else the lowest that says anything."""
    known = [cell for cell in column if find(cell) is not None]
    filled = [cell for cell in column if not cell.empty and not cell.fault]
    return (known or filled or column)[-1]


def is_numbering(row: Row) -> bool:
    """Whether a row only counts the columns: 1, 2, 3 or (1), (2), (3)."""
    written = [_written(cell) for cell in row if not cell.empty]
    bare = [one.strip("()") for one in written]
    if len(bare) < _NUMBERED or not all(one.isdecimal() for one in bare):
        return False
    counted = [int(one) for one in bare]
    return counted[0] in {1, 2} and counted == list(range(counted[0], counted[-1] + 1))


def _written(cell: Cell) -> str:
    try:
        return clean(text(cell))
    except CellError:
        return ""
