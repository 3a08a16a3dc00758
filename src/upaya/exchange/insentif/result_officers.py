"""Sheet Petugas of the result: every officer's share by the largest remainder, as formulas.

A share is the whole part of pool x points : all points; rupiah left over go, one each, to the
largest remainders, ties to the larger bobot, then the smaller code (`money.apportion`). The order
of codes is by code point, which no spreadsheet function gives: it stands in a column as a number.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from xlsxwriter.utility import xl_col_to_name

from upaya.exchange.insentif.month_layout import CHOICES, PETUGAS
from upaya.exchange.result_book import ResultBook, Worksheet, absolute
from upaya.rules.calculation_steps import Rules
from upaya.rules.insentif.month import Bulan, Hasil, HasilPetugas, Petugas

_FIRST = 4
_A = "aturan.insentif_ukm."


@dataclass(frozen=True, slots=True)
class _Column:
    """A column: its name for formulas, header, width, look and note."""

    name: str
    label: str
    width: int
    look: str = "number"
    note: str = ""


_COLUMNS = (
    _Column("no", "No", 5),
    _Column("kode", "Kode", 16, "cell"),
    _Column("nama", "Nama", 30, "cell"),
    _Column("status", "Status", 10, "in_text", "Pasal 11A ayat (2)."),
    _Column("golongan", "Golongan", 10, "cell"),
    _Column("pendidikan", "Pendidikan", 11, "in_text"),
    _Column("jabatan_utama", "Jabatan utama", 24, "in_text"),
    _Column("jabatan_tambahan", "Jabatan tambahan", 10, "in_number"),
    _Column(
        "berhak", "Berhak", 8, "number", "1 berarti berhak menurut status. Pasal 11A ayat (2)."
    ),
    _Column("skor_pendidikan", "Skor pendidikan", 11, note="Pasal 11A ayat (7) huruf f."),
    _Column("skor_utama", "Skor jabatan utama", 11, note="Skor tertinggi bila lebih dari satu."),
    _Column("skor_tambahan", "Skor jabatan tambahan", 11, note="Pasal 11A ayat (7) huruf f."),
    _Column("bobot", "Bobot", 8, note="Jumlah tiga skor. Pasal 11A ayat (7) huruf f."),
    _Column("orang_hari", "Kegiatan Mgt (OH)", 11, "in_number"),
    _Column("poin_manajemen", "Adjusted Hari", 11, note="Bobot x OH."),
    _Column("frekuensi", "Kegiatan UKM lapangan (orang frekuensi)", 14, "in_number"),
    _Column("poin_lapangan", "Adjusted Frekuensi", 12, note="Bobot x frekuensi."),
    _Column(
        "urutan", "Urutan kode", 9, note="Urutan kode petugas; dipakai bila sisa dan bobot sama."
    ),
    _Column("bulat_lapangan", "Lapangan dibulatkan ke bawah", 14),
    _Column("sisa_lapangan", "Sisa pembagian lapangan", 13),
    _Column("tambah_lapangan", "Tambahan Rp1 lapangan", 11),
    _Column("lapangan", "Lapangan (Rp)", 14),
    _Column("bulat_manajemen", "Manajemen dibulatkan ke bawah", 14),
    _Column("sisa_manajemen", "Sisa pembagian manajemen", 13),
    _Column("tambah_manajemen", "Tambahan Rp1 manajemen", 11),
    _Column("manajemen", "Manajemen (Rp)", 14),
    _Column("bruto", "Bruto (Rp)", 15, "strong"),
    _Column("bruto_upaya", "Bruto menurut Upaya (Rp)", 15),
)
_LETTERS = {column.name: xl_col_to_name(place) for place, column in enumerate(_COLUMNS)}
_PLACES = {column.name: place for place, column in enumerate(_COLUMNS)}


class _Line:
    """One officer's line: "{bobot}" in a formula is its cell, "{all.bobot}" the whole column."""

    def __init__(self, book: ResultBook, sheet: Worksheet, row: int) -> None:
        self.book, self.sheet, self.row = book, sheet, row
        self.cells = {name: f"${letters}{row + 1}" for name, letters in _LETTERS.items()}
        self.cells |= {f"all.{name}": book.ref(name) for name in _LETTERS}

    def given(self, name: str, value: int | str | None) -> None:
        """What was put in, or stays a value."""
        place = _PLACES[name]
        self.book.put(self.sheet, self.row, place, value, _COLUMNS[place].look)

    def compute(self, name: str, formula: str, value: int) -> None:
        """A formula with its value."""
        place = _PLACES[name]
        look = _COLUMNS[place].look
        self.book.compute(self.sheet, (self.row, place), formula, value, look, self.cells)


def place_officers(book: ResultBook, count: int) -> None:
    """Tell the book where each column stands, before any formula is written."""
    for name, letters in _LETTERS.items():
        book.name(name, PETUGAS, absolute(_FIRST, _FIRST + count - 1, letters))


def write_officers(
    book: ResultBook, sheet: Worksheet, bulan: Bulan, hasil: Hasil, names: Mapping[str, str]
) -> None:
    """Header, one row per officer in the order of the input, totals."""
    for place, column in enumerate(_COLUMNS):
        sheet.write_string(_FIRST - 1, place, column.label, book.looks["head"])
        sheet.set_column(place, place, column.width)
        if column.note:
            sheet.write_comment(_FIRST - 1, place, column.note)
    sheet.set_row(_FIRST - 1, 48)
    sheet.freeze_panes(_FIRST, 3)
    sheet.repeat_rows(_FIRST - 1)
    order = {key: n for n, key in enumerate(sorted(hasil.id), start=1)}
    rules = Rules(hasil)
    parts = (_Part(hasil, "lapangan", "frekuensi"), _Part(hasil, "manajemen", "orang_hari"))
    rows = zip(bulan.petugas, hasil.baris(), strict=True)
    for row, (officer, result) in enumerate(rows, start=_FIRST):
        line = _Line(book, sheet, row)
        _given(line, officer, names.get(officer.id, officer.nama))
        line.given("urutan", order[officer.id])
        _scores(line, officer, result, rules)
        for part in parts:
            _share(line, part)
        line.compute("bruto", "{lapangan}+{manajemen}", result.bruto)
        line.given("bruto_upaya", result.bruto)
    _totals(book, sheet, bulan, hasil, parts)


def _given(line: _Line, officer: Petugas, nama: str) -> None:
    posts = CHOICES["jabatan_utama"]
    values: dict[str, int | str | None] = {
        "no": line.row - _FIRST + 1,
        "kode": officer.id,
        "nama": nama,
        "status": CHOICES["status"][officer.status],
        "golongan": officer.golongan,
        "pendidikan": officer.pendidikan,
        "jabatan_utama": "; ".join(posts[post] for post in officer.jabatan_utama),
        "jabatan_tambahan": officer.jabatan_tambahan,
        "orang_hari": officer.orang_hari,
        "frekuensi": officer.frekuensi,
    }
    for name, value in values.items():
        line.given(name, value)


def _scores(line: _Line, officer: Petugas, result: HasilPetugas, rules: Rules) -> None:
    """Entitlement, the three scores of Pasal 11A ayat (7) huruf f, and their sum."""
    entitled = officer.status in rules["penerima"].items
    school = {**rules["skor.pendidikan"].table, **rules["skor.pendidikan_terbuka"].table}
    posts = rules["skor.jabatan_utama"].table
    extra = rules["skor.jabatan_tambahan"].items
    tables = {name: f"{{{_A}skor.{name}.tabel}}" for name in ("pendidikan", "pendidikan_terbuka")}
    most = len(extra) - 1
    line.compute("berhak", f"IF(ISNUMBER(MATCH({{status}},{{{_A}penerima}},0)),1,0)",
           int(entitled))  # fmt: skip
    line.compute("skor_pendidikan",
        f"IFERROR(VLOOKUP({{pendidikan}},{tables['pendidikan_terbuka']},2,FALSE),"
        f"VLOOKUP({{pendidikan}},{tables['pendidikan']},2,FALSE))",
        school[officer.pendidikan],
    )  # fmt: skip
    names = f"{{{_A}skor.jabatan_utama.butir}}"
    line.compute("skor_utama",
        f"SUMPRODUCT(MAX(ISNUMBER(FIND({names},{{jabatan_utama}}))*{{{_A}skor.jabatan_utama}}))",
        max(posts[post] for post in officer.jabatan_utama),
    )  # fmt: skip
    line.compute("skor_tambahan",
        f"INDEX({{{_A}skor.jabatan_tambahan}},1+MIN({{jabatan_tambahan}},{most}))",
        extra[min(officer.jabatan_tambahan, most)],
    )  # fmt: skip
    line.compute("bobot",
           "{berhak}*({skor_pendidikan}+{skor_utama}+{skor_tambahan})", result.bobot)  # fmt: skip


class _Part:
    """One part of the pool with every officer's share taken apart."""

    def __init__(self, hasil: Hasil, part: str, work: str) -> None:
        self.name, self.work = part, work
        self.points: list[int] = getattr(hasil, f"poin_{part}")
        self.shares: list[int] = getattr(hasil, part)
        self.total = sum(self.points)
        pool: int = getattr(hasil, f"pool_{part}")
        pairs = [divmod(pool * p, self.total) if self.total else (0, 0) for p in self.points]
        self.whole = [whole for whole, _ in pairs]
        self.remainders = [remainder for _, remainder in pairs]


_ROUNDED = "IF({jumlah_poin_PART}=0,0,INT({pool_PART}*{poin_PART}/{jumlah_poin_PART}))"
_LEFT = "IF({jumlah_poin_PART}=0,0,{pool_PART}*{poin_PART}-{bulat_PART}*{jumlah_poin_PART})"
_ONE_MORE = (
    "IF({lebih_PART}=0,0,IF({sisa_PART}>{batas_PART},1,IF({sisa_PART}<{batas_PART},0,"
    'IF(1+COUNTIFS({all.sisa_PART},{batas_PART},{all.bobot},">"&{bobot})'
    '+COUNTIFS({all.sisa_PART},{batas_PART},{all.bobot},{bobot},{all.urutan},"<"&{urutan})'
    "<={lebih_PART}-{di_atas_PART},1,0))))"
)


def _share(line: _Line, part: _Part) -> None:
    """Points, whole part, remainder, the rupiah that was left over, and the share."""
    at, name = line.row - _FIRST, part.name
    whole, share = part.whole[at], part.shares[at]
    formulas = (
        ("poin_PART", f"{{bobot}}*{{{part.work}}}", part.points[at]),
        ("bulat_PART", _ROUNDED, whole),
        ("sisa_PART", _LEFT, part.remainders[at]),
        ("tambah_PART", _ONE_MORE, share - whole),
        ("PART", "{bulat_PART}+{tambah_PART}", share),
    )
    for column, formula, value in formulas:
        text = formula.replace("PART", name)
        line.compute(column.replace("PART", name), text, value)


def _totals(
    book: ResultBook, sheet: Worksheet, bulan: Bulan, hasil: Hasil, parts: tuple[_Part, ...]
) -> None:
    """Sums below the last officer."""
    row = _FIRST + len(bulan.petugas)
    sums = {
        "orang_hari": sum(p.orang_hari for p in bulan.petugas),
        "frekuensi": sum(p.frekuensi for p in bulan.petugas),
        "bruto": hasil.dibagikan,
        "bruto_upaya": hasil.dibagikan,
    }
    for part in parts:
        given, whole = sum(part.shares), sum(part.whole)
        sums |= {
            f"poin_{part.name}": part.total,
            f"bulat_{part.name}": whole,
            f"tambah_{part.name}": given - whole,
            part.name: given,
        }
    book.put(sheet, row, _PLACES["nama"], "Jumlah", "strong")
    for name, value in sums.items():
        book.compute(sheet, (row, _PLACES[name]), f"SUM({{{name}}})", value, "strong")
