"""The result of an allocation as a workbook whose formulas do the whole working again."""

import math
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from upaya.exchange.bok.alokasi_explain import PENAHAN
from upaya.exchange.result_book import ResultBook, Value, Worksheet
from upaya.rules.bok.alokasi import BERLAWANAN, Alokasi, Permintaan

_SHEET = "Alokasi"
_TOTAL, _EACH, _STBM, _REST, _LEFT, _WEIGHTS, _FIRST = 3, 4, 5, 6, 7, 9, 12
"""Rows: total, amount a village, STBM, the rest, rupiah left over, weights, first puskesmas."""
_DIGITS = 6
_SHARE, _VILLAGES, _OWN = "Bagian berbobot", "Desa STBM", "STBM (Rp)"
_EXACT, _FLOOR, _SISA = "Bagian tepat (Rp)", "Dibulatkan ke bawah", "Sisa pecahan"
_RANK, _PART, _SUM, _ORDER = "Urutan sisa", "Proporsional (Rp)", "Jumlah (Rp)", "Urutan id"
_TAIL = (_SHARE, _VILLAGES, _OWN, _EXACT, _FLOOR, _SISA, _RANK, _PART, _SUM, _ORDER)


def write_result(target: Path, asked: Permintaan, hasil: Alokasi) -> None:
    """Write the workbook; OSError when that is not possible."""
    target.write_bytes(result_bytes(asked, hasil))


def result_bytes(asked: Permintaan, hasil: Alokasi) -> bytes:
    """The workbook.

    Formulas are written when a spreadsheet's numbers give these very rupiah, else values alone.
    """
    live = not asked.dibatasi and _same_in_a_spreadsheet(asked, hasil)
    written = BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True}) as file:
        book = ResultBook(file, live=live)
        hint = _hint(asked, live=live)
        title = f"Alokasi BOK Puskesmas {asked.kabupaten} tahun {asked.tahun}"
        sheet = book.sheet(_SHEET, title, hint, landscape=True)
        _Writer(book, sheet, asked, hasil).write()
    return written.getvalue()


def _hint(asked: Permintaan, *, live: bool) -> str:
    if live:
        return "Kuning diisi; yang lain dihitung oleh rumus."
    if asked.dibatasi:
        return "Nilai saja: bagian dibatasi lantai atau perubahan paling besar."
    return "Nilai saja: bilangan lembar kerja tidak cukup teliti untuk pembagian ini."


class _Writer:
    """Where each thing stands: three columns a criterion, then those of the result."""

    def __init__(
        self, book: ResultBook, sheet: Worksheet, asked: Permintaan, hasil: Alokasi
    ) -> None:
        self.book, self.sheet, self.asked, self.hasil = book, sheet, asked, hasil
        self.last = _FIRST + len(asked.puskesmas) - 1
        self.tail = 1 + 3 * len(asked.kriteria)
        self.bases = {one.kode: _bases(asked, n) for n, one in enumerate(asked.kriteria)}
        rest = asked.total - self._stbm()
        self.ranks = _ranks(asked, [float(rest * row.bagian) for row in hasil.baris], hasil)

    def write(self) -> None:
        self._head()
        self._sums()
        for place in range(len(self.asked.puskesmas)):
            self._row(place)

    def cell(self, row: int, column: int) -> str:
        return f"${xl_col_to_name(column)}${row + 1}"

    def column(self, column: int) -> str:
        return f"{self.cell(_FIRST, column)}:{self.cell(self.last, column)}"

    def at(self, name: str) -> int:
        return self.tail + _TAIL.index(name)

    def _head(self) -> None:
        look = self.book.looks["head"]
        self.sheet.write_string(_FIRST - 1, 0, "Puskesmas", look)
        self.book.put(self.sheet, _WEIGHTS, 0, "Bobot", "strong")
        for number, one in enumerate(self.asked.kriteria):
            first = 1 + 3 * number
            way = "kebalikan" if one.arah == BERLAWANAN else "nilai"
            for step, label in enumerate((one.kode, f"{one.kode}: {way}", f"{one.kode}: bagian")):
                self.sheet.write_string(_FIRST - 1, first + step, label, look)
            self.book.put(self.sheet, _WEIGHTS, first, _written(float(one.bobot)), "in_exact")
        for number, label in enumerate(_TAIL):
            self.sheet.write_string(_FIRST - 1, self.tail + number, label, look)
        if self.asked.dibatasi:
            self.sheet.write_string(_FIRST - 1, self.tail + len(_TAIL), "Ditahan", look)
        self.sheet.set_column(0, self.tail + len(_TAIL), 15)
        self.sheet.freeze_panes(_FIRST, 1)

    def _sums(self) -> None:
        hasil, stbm = self.hasil, self._stbm()
        rest = self.asked.total - stbm
        floors = sum(math.floor(rest * row.bagian) for row in hasil.baris)
        for row, label in ((_TOTAL, "Total (Rp)"), (_EACH, "STBM per desa (Rp)"),
                           (_STBM, "Bagian STBM (Rp)"), (_REST, "Dibagi menurut kriteria (Rp)"),
                           (_LEFT, "Sisa pembulatan (Rp)")):  # fmt: skip
            self.book.put(self.sheet, row, 0, label)
        self.book.put(self.sheet, _TOTAL, 1, self.asked.total, "in_number")
        self.book.put(self.sheet, _EACH, 1, hasil.stbm_per_desa, "in_number")
        self._formula(_STBM, 1, f"SUM({self.column(self.at(_OWN))})", stbm)
        self._formula(_REST, 1, f"{self.cell(_TOTAL, 1)}-{self.cell(_STBM, 1)}", rest)
        floor = self.column(self.at(_FLOOR))
        self._formula(_LEFT, 1, f"{self.cell(_REST, 1)}-SUM({floor})", rest - floors)

    def _row(self, place: int) -> None:
        given, row = self.asked.puskesmas[place], _FIRST + place
        self.book.put(self.sheet, row, 0, given.id)
        for number, one in enumerate(self.asked.kriteria):
            first = 1 + 3 * number
            self.book.put(
                self.sheet, row, first, _written(float(given.nilai[one.kode])), "in_exact"
            )
            value = self.cell(row, first)
            basis = value
            if one.arah == BERLAWANAN:
                every = self.column(first)
                basis = f"IF({value}=0,MAX(IF({every}>0,1/{every})),1/{value})"
            share = float(self.hasil.bagian[one.kode][place])
            self._basis(row, first, one.arah, basis, self.bases[one.kode][place])
            part = f"{self.cell(row, first + 1)}/SUM({self.column(first + 1)})"
            self._formula(row, first + 2, part, _written(share), "exact")
        self._result(row, place, given.desa_stbm)

    def _basis(self, row: int, first: int, arah: str, formula: str, basis: float) -> None:
        """The value itself or its reciprocal; an array formula, because it looks for a largest."""
        value = _written(basis)
        if self.book.live and arah == BERLAWANAN:
            look = self.book.looks["exact"]
            place = (row, first + 1, row, first + 1)
            self.sheet.write_array_formula(*place, f"{{={formula}}}", look, basis)
        else:
            self._formula(row, first + 1, formula, value, "exact")

    def _result(self, row: int, place: int, desa: int) -> None:
        """From the criteria's parts to rupiah: the last ones by the largest remainder."""
        line, rest = self.hasil.baris[place], self.cell(_REST, 1)
        exact = float((self.asked.total - self._stbm()) * line.bagian)
        floor = math.floor(exact)
        at = {name: self.cell(row, self.at(name)) for name in _TAIL}
        tidy, whole = f"ROUND({at[_EXACT]},{_DIGITS})", at[_FLOOR]
        lifted = f"IF({at[_RANK]}<={self.cell(_LEFT, 1)},1,0)"
        self.book.put(self.sheet, row, self.at(_VILLAGES), desa, "in_number")
        self.book.put(self.sheet, row, self.at(_ORDER), self._order(place), "number")
        if line.penahan:
            self.book.put(self.sheet, row, self.tail + len(_TAIL), PENAHAN[line.penahan])
        for name, formula, value, look in (
            (_SHARE, self._weighted(row), _written(float(line.bagian)), "exact"),
            (_OWN, f"{at[_VILLAGES]}*{self.cell(_EACH, 1)}", line.stbm, "number"),
            (_EXACT, f"{rest}*{at[_SHARE]}", _written(exact), "exact"),
            (_FLOOR, f"INT({tidy})", floor, "number"),
            (_SISA, f"ROUND({at[_EXACT]}-{whole},{_DIGITS})", _fraction(exact - floor), "exact"),
            (_RANK, self._rank(at), self.ranks[place], "number"),
            (_PART, f"{whole}+{lifted}", line.proporsional, "number"),
            (_SUM, f"{at[_OWN]}+{at[_PART]}", line.total, "strong"),
        ):
            self._formula(row, self.at(name), formula, value, look)

    def _stbm(self) -> int:
        return sum(row.stbm for row in self.hasil.baris)

    def _order(self, place: int) -> int:
        names = sorted(row.id for row in self.hasil.baris)
        return names.index(self.hasil.baris[place].id) + 1

    def _weighted(self, row: int) -> str:
        kinds = range(len(self.asked.kriteria))
        weights = [self.cell(_WEIGHTS, 1 + 3 * n) for n in kinds]
        products = [f"{weights[n]}*{self.cell(row, 3 + 3 * n)}" for n in kinds]
        return f"({'+'.join(products)})/({'+'.join(weights)})"

    def _rank(self, at: dict[str, str]) -> str:
        """Larger remainder first, then larger share, then smaller id."""
        more = {name: f"({self.column(self.at(name))}>{at[name]})" for name in (_SISA, _SHARE)}
        same = {name: f"({self.column(self.at(name))}={at[name]})" for name in (_SISA, _SHARE)}
        before = f"({self.column(self.at(_ORDER))}<{at[_ORDER]})"
        by_share = f"({more[_SHARE]}+{same[_SHARE]}*{before})"
        return f"1+SUMPRODUCT({more[_SISA]}+{same[_SISA]}*{by_share})"

    def _formula(
        self, row: int, column: int, formula: str, value: Value, look: str = "number"
    ) -> None:
        self.book.compute(self.sheet, (row, column), formula, value, look)


def _fraction(value: float) -> Value:
    return _written(round(value, _DIGITS))


def _written(value: float) -> Value:
    return int(value) if value.is_integer() else Decimal(repr(value))


def _same_in_a_spreadsheet(asked: Permintaan, hasil: Alokasi) -> bool:
    """Whether the formulas, worked in a spreadsheet's numbers, give the very same rupiah."""
    weights = [float(one.bobot) for one in asked.kriteria]
    columns = [_column(asked, place) for place in range(len(asked.kriteria))]
    shares = [
        sum(weight * column[row] for weight, column in zip(weights, columns, strict=True))
        / sum(weights)
        for row in range(len(asked.puskesmas))
    ]
    rest = asked.total - sum(row.stbm for row in hasil.baris)
    exact = [rest * share for share in shares]
    floors = [math.floor(round(value, _DIGITS)) for value in exact]
    left = rest - sum(floors)
    ranked = sorted(
        range(len(exact)),
        key=lambda n: (-round(exact[n] - floors[n], _DIGITS), -shares[n], asked.puskesmas[n].id),
    )
    lifted = set(ranked[:left]) if left >= 0 else set()
    found = [floor + (place in lifted) for place, floor in enumerate(floors)]
    return found == [row.proporsional for row in hasil.baris]


def _ranks(asked: Permintaan, exact: list[float], hasil: Alokasi) -> list[int]:
    """Which place each remainder takes, the first one first."""
    remainders = [round(value - math.floor(value), _DIGITS) for value in exact]
    shares = [float(row.bagian) for row in hasil.baris]
    ids = [row.id for row in asked.puskesmas]
    ranked = sorted(range(len(exact)), key=lambda n: (-remainders[n], -shares[n], ids[n]))
    return [ranked.index(place) + 1 for place in range(len(exact))]


def _bases(asked: Permintaan, place: int) -> list[float]:
    """The value of each puskesmas, or the reciprocal, as a spreadsheet has them."""
    one = asked.kriteria[place]
    values = [float(row.nilai[one.kode]) for row in asked.puskesmas]
    if one.arah == BERLAWANAN:
        largest = max(1 / value for value in values if value)
        return [1 / value if value else largest for value in values]
    return values


def _column(asked: Permintaan, place: int) -> list[float]:
    values = _bases(asked, place)
    total = sum(values)
    return [value / total for value in values]
