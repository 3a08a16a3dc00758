"""Claims as a workbook: what was asked, what each reason took, what is approved, with formulas."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import xlsxwriter

from upaya.exchange.jamkesda.klaim_json import Checked, sidik
from upaya.exchange.result_book import ResultBook, Value, Worksheet, absolute
from upaya.rules.jamkesda.alasan import ALASAN, TEMPAT
from upaya.rules.jamkesda.compute import PUTUSAN, Hasil, HasilBaris, tanpa_uang
from upaya.rules.jamkesda.klaim import BarisKlaim, Permintaan
from upaya.rules.numbers import EXACT

_HEAD, _FIRST = 3, 4
_KLAIM = (
    ("Klaim", 22), ("PPK", 18), ("Masuk", 12), ("Keluar", 12), ("Diminta", 16), ("Dipotong", 16),
    ("Disetujui", 16), ("Putusan", 40), ("Kode", 24), ("Sidik", 20),
)  # fmt: skip
_BARIS = (("Klaim", 22), ("No", 8), ("Layanan", 20), ("Tanggal", 12), ("Jumlah", 10),
          ("Harga", 14), ("Diminta", 16), ("Dipotong", 16), ("Disetujui", 16))  # fmt: skip
_POTONGAN = (("Klaim", 22), ("No", 8), ("Kode", 8), ("Alasan", 28), ("Rupiah", 16), ("Kalimat", 70))
_ALASAN = (("Kode", 8), ("Alasan", 28), ("Arti", 70), ("Mengenai", 42))


def write_result(target: Path, checked: Sequence[Checked]) -> None:
    """Write the workbook; OSError when that is not possible."""
    written = BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True}) as file:
        # A spreadsheet keeps fifteen digits: beyond them a sum is written, not computed.
        live = sum(hasil.diminta for _, hasil in checked) < EXACT
        sheets = _Sheets(ResultBook(file, live=live))
        for asked, hasil in checked:
            sheets.claim(asked, hasil)
        sheets.total()
        sheets.reasons()
    target.write_bytes(written.getvalue())


class _Sheets:
    """The sheets while claims are written, each with its next row."""

    def __init__(self, book: ResultBook) -> None:
        self.book = book
        hint = "Kuning dari berkas klaim; yang lain dihitung oleh rumus."
        if not book.live:
            hint = "Nilai saja: bilangan lembar kerja tidak cukup teliti."
        self.claims = self._sheet("Klaim", hint, _KLAIM)
        self.lines = self._sheet("Baris", "Diminta = dipotong + disetujui.", _BARIS)
        said = "Satu baris bagi tiap alasan; Rp0 bila tidak ada yang dipotong atau tersisa."
        self.cuts = self._sheet("Potongan", said, _POTONGAN)
        self.at_claim = self.at_line = self.at_cut = _FIRST
        self.sums = [0, 0, 0]

    def _sheet(self, name: str, hint: str, columns: Sequence[tuple[str, int]]) -> Worksheet:
        title = f"Pemeriksaan klaim Jamkesda: {name.lower()}"
        sheet = self.book.sheet(name, title, hint, landscape=True)
        for column, (label, width) in enumerate(columns):
            sheet.write_string(_HEAD, column, label, self.book.looks["head"])
            sheet.set_column(column, column, width)
        sheet.freeze_panes(_FIRST, 0)
        return sheet

    def _put(self, sheet: Worksheet, row: int, *values: Value) -> None:
        for column, value in enumerate(values):
            self.book.put(sheet, row, column, value, "wrap" if isinstance(value, str) else "number")

    def claim(self, asked: Permintaan, hasil: Hasil) -> None:
        """One claim: its lines and cuts first, so that its sums can point at them."""
        klaim, first = asked.klaim, self.at_line
        for sent, done in zip(klaim.baris, hasil.baris, strict=True):
            self._line(klaim.id, sent, done)
        for one in tanpa_uang(hasil):
            self._cut(klaim.id, "" if one.no is None else one.no, one.kode, 0, one.kalimat)
        row, taken = self.at_claim, hasil.diminta - hasil.disetujui
        self._put(self.claims, row, klaim.id, klaim.ppk, klaim.masuk.isoformat(),
                  klaim.keluar.isoformat())  # fmt: skip
        amounts = (hasil.diminta, taken, hasil.disetujui)
        for column, (letter, amount) in enumerate(zip("GHI", amounts, strict=True), start=4):
            area = absolute(first, self.at_line - 1, letter)
            self.book.compute(self.claims, (row, column), f"SUM(Baris!{area})", amount, "number")
            self.sums[column - 4] += amount
        self.book.put(self.claims, row, 7, PUTUSAN[hasil.putusan], "wrap")
        self.book.put(self.claims, row, 8, " ".join(hasil.kode), "wrap")
        self.book.put(self.claims, row, 9, sidik(asked, hasil.aturan), "cell")
        self.at_claim += 1

    def _line(self, claim: str, sent: BarisKlaim, done: HasilBaris) -> None:
        start = self.at_cut
        for one in done.potongan:
            self._cut(claim, sent.no, one.kode, one.jumlah, one.kalimat)
        row, at = self.at_line, self.at_line + 1
        self._put(self.lines, row, claim, sent.no, sent.kode, sent.tanggal.isoformat())
        self.book.put(self.lines, row, 4, sent.jumlah, "in_number")
        self.book.put(self.lines, row, 5, sent.harga, "in_number")
        taken = "0"
        if self.at_cut > start:
            taken = f"SUM(Potongan!{absolute(start, self.at_cut - 1, 'E')})"
        cut = done.diminta - done.disetujui
        self.book.compute(self.lines, (row, 6), f"E{at}*F{at}", done.diminta, "number")
        self.book.compute(self.lines, (row, 7), taken, cut, "number")
        self.book.compute(self.lines, (row, 8), f"G{at}-H{at}", done.disetujui, "number")
        self.at_line += 1

    def _cut(self, claim: str, no: Value, kode: str, amount: int, said: str) -> None:
        self._put(self.cuts, self.at_cut, claim, no, kode, ALASAN[kode].nama, amount, said)
        self.at_cut += 1

    def total(self) -> None:
        """The sums of all claims, below them."""
        if self.at_claim == _FIRST:
            return
        self.book.put(self.claims, self.at_claim, 0, "Jumlah", "strong")
        for column, (letter, amount) in enumerate(zip("EFG", self.sums, strict=True), start=4):
            area = absolute(_FIRST, self.at_claim - 1, letter)
            self.book.compute(
                self.claims, (self.at_claim, column), f"SUM({area})", amount, "strong"
            )

    def reasons(self) -> None:
        """What each code means."""
        sheet = self._sheet("Alasan", "Arti tiap kode.", _ALASAN)
        for row, one in enumerate(ALASAN.values(), start=_FIRST):
            self._put(sheet, row, one.kode, one.nama, one.arti, TEMPAT[one.tempat])
