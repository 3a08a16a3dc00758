"""Writing a month, filled or empty, as the workbook that people fill."""

import io
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from xlsxwriter.utility import xl_col_to_name

from upaya.exchange.insentif.month_layout import (
    CHOICES,
    COLUMNS,
    HEAD,
    KEGIATAN,
    PELAYANAN,
    PETUGAS,
    PUSKESMAS,
    Extras,
    Head,
    Work,
    get_path,
)
from upaya.exchange.xlsx_writer import formats, new_workbook, plain
from upaya.rules.insentif.serial import posts_from_json
from upaya.rules.insentif.spm import nama_pelayanan
from upaya.rules.numbers import EXACT
from upaya.rules.period import Period

Workbook = Any  # the package that writes them has no types
Worksheet = Any

_SPARE = 40  # empty lines below the last officer
_TABLE = 3  # the row (from 0) with the headers of a table
_WORK_ROWS = _TABLE + 3  # below codes, kinds and names of the menu lines
_WORK_COLUMNS = 5  # No, Kode, Nama, OH, Frekuensi

NO_EXTRAS = Extras()


def write_month(masukan: Mapping[str, Any], extras: Extras = NO_EXTRAS) -> bytes:
    """The month `masukan` (the calculator's input, any key may be missing) as an XLSX file.

    What is missing becomes an empty cell, so `{}` gives the empty form. With `extras.work` there is
    a sheet Kegiatan, from which OH and frekuensi of the sheet Petugas are summed by formulas.
    """
    target = io.BytesIO()
    with new_workbook(target) as book:
        writer = _Writer(book, masukan, extras)
        writer.head()
        writer.services()
        writer.officers()
        if extras.work is not None:
            writer.work(extras.work)
    return target.getvalue()


class _Writer:
    """Writes the sheets one after another; every text is written as text."""

    def __init__(self, book: Workbook, masukan: Mapping[str, Any], extras: Extras) -> None:
        self.book, self.masukan, self.extras = book, masukan, extras
        self.people: Sequence[Mapping[str, Any]] = masukan.get("petugas") or ()
        grid: dict[str, Any] = {"border": 1, "border_color": "#A3A3A3", "valign": "top"}
        typed = grid | {"bg_color": "#FFFBE6"}
        self.looks = formats(book) | {
            "hint": book.add_format({"font_color": "#525252", "text_wrap": True, "valign": "top"}),
            "label": book.add_format(grid | {"text_wrap": True}),
            "fixed": book.add_format(grid | {"num_format": "#,##0", "bg_color": "#F2F2F2"}),
            "share": book.add_format(grid | {"num_format": "0.00%", "bg_color": "#F2F2F2"}),
            "in_text": book.add_format(typed | {"num_format": "@"}),
            "in_number": book.add_format(typed | {"num_format": "#,##0"}),
            "in_index": book.add_format(typed | {"num_format": "0.00##########"}),
        }

    # ------------------------------------------------------------ sheets
    def head(self) -> None:
        sheet = self._sheet(PUSKESMAS, "Insentif UKM: isian satu bulan", landscape=False)
        sheet.set_column(0, 0, 44)
        sheet.set_column(1, 1, 26)
        sheet.set_column(2, 2, 64)
        for row, head in enumerate(self._heads(), start=_TABLE):
            sheet.write_string(row, 0, head.label, self.looks["label"])
            sheet.write_string(row, 2, head.note, self.looks["hint"])
            self._head_value(sheet, row, head)

    def _heads(self) -> list[Head]:
        """The lines of the sheet; what-if lines only when something is overridden."""
        return [
            head
            for head in HEAD
            if not head.path.startswith("opsi.") or get_path(self.masukan, head.path) is not None
        ]

    def _head_value(self, sheet: Worksheet, row: int, head: Head) -> None:
        if head.label == "% penyerapan":
            self._absorbed(sheet, row)
            return
        value = self._known(head)
        if head.kind == "period" and value:
            value = Period.parse(value).nama
        if head.kind == "choice":
            choices = CHOICES[head.choices]
            self._list(sheet, (row, 1, row, 1), list(choices.values()), head.label)
            value = choices.get(value) if value else None
        if head.kind == "ratio":
            self._ratio(sheet, row, value)
            return
        if head.kind == "whole":
            self._check_whole(sheet, (row, 1, row, 1), head.label)
        self._typed(sheet, row, 1, value, number=head.kind == "whole")

    def _known(self, head: Head) -> Any:  # noqa: ANN401 - any JSON value
        more = {
            "Kabupaten": self.extras.kabupaten,
            "Provinsi": self.extras.provinsi,
            "Jaspel kapitasi bulan ybs (Rp)": self.extras.jaspel,
            "Penerima jaspel (orang)": self.extras.jaspel_penerima,
        }
        return more[head.label] if head.label in more else get_path(self.masukan, head.path)

    def _absorbed(self, sheet: Worksheet, row: int) -> None:
        rows = {head.path: number for number, head in enumerate(self._heads(), start=_TABLE + 1)}
        planned, spent = f"B{rows['bok_diusulkan']}", f"B{rows['bok_diserap']}"
        known = _share(self.masukan.get("bok_diserap"), self.masukan.get("bok_diusulkan"))
        formula = (
            f'=IF(AND(ISNUMBER({planned}),ISNUMBER({spent}),N({planned})>0),{spent}/{planned},"")'
        )
        sheet.write_formula(row, 1, formula, self.looks["share"], known)

    def services(self) -> None:
        sheet = self._sheet(PELAYANAN, "Data pelayanan: 12 pelayanan SPM")
        headers = (("No", 6), ("Pelayanan", 44), ("Target", 14), ("Realisasi", 14), ("Capaian", 12))
        self._headers(sheet, headers)
        sheet.write_comment(_TABLE, 2, "Sasaran bulan itu, dalam orang. Tulis 0 bila tidak ada.")
        sheet.write_comment(_TABLE, 3, "Yang dilayani. Pasal 11A ayat (4) huruf b.")
        given = self.masukan.get("pelayanan") or {}
        labels = nama_pelayanan()
        first = _TABLE + 1
        for number, (key, label) in enumerate(labels.items()):
            row, service = first + number, given.get(key) or {}
            target, done = service.get("target"), service.get("realisasi")
            sheet.write_number(row, 0, number + 1, self.looks["fixed"])
            sheet.write_string(row, 1, label, self.looks["label"])
            self._typed(sheet, row, 2, target, number=True)
            self._typed(sheet, row, 3, done, number=True)
            formula = f'=IF(AND(ISNUMBER(D{row + 1}),N(C{row + 1})>0),D{row + 1}/C{row + 1},"")'
            sheet.write_formula(row, 4, formula, self.looks["share"], _share(done, target))
        self._check_whole(sheet, (first, 2, first + len(labels) - 1, 3), "Target dan realisasi")

    def officers(self) -> None:
        title = "Petugas: jabatan, hari kerja manajemen (OH), kunjungan lapangan (frekuensi)"
        sheet = self._sheet(PETUGAS, title)
        columns = [c for c in COLUMNS if c.key != "ber_sk" or self.extras.tanpa_sk is not None]
        self._headers(sheet, [("No", 6), *((column.label, column.width) for column in columns)])
        # Whoever comes from the pages is added there: a new officer needs a code first.
        spare = _SPARE if self.extras.work is None else 0
        first, last = _TABLE + 1, _TABLE + max(len(self.people) + spare, 1)
        for place, column in enumerate(columns, start=1):
            sheet.write_comment(_TABLE, place, column.note, {"x_scale": 2})
            if column.key in CHOICES:
                several = column.key == "jabatan_utama"
                words = list(CHOICES[column.key].values())
                self._list(sheet, (first, place, last, place), words, column.label, free=several)
            elif column.key in ("jabatan_tambahan", "orang_hari", "frekuensi"):
                self._check_whole(sheet, (first, place, last, place), column.label)
        letters = {column.key: chr(ord("A") + n) for n, column in enumerate(columns, start=1)}
        for row in range(first, last + 1):
            number = row - first
            person = self.people[number] if number < len(self.people) else {}
            sheet.write_number(row, 0, number + 1, self.looks["fixed"])
            for place, column in enumerate(columns, start=1):
                if person and self.extras.work is not None and column.key in _SUMS:
                    self._sum(sheet, row, place, person, letters)
                else:
                    self._officer_cell(sheet, row, place, person, column.key)
        sheet.freeze_panes(_TABLE + 1, 3)

    def _officer_cell(
        self,
        sheet: Worksheet,
        row: int,
        place: int,
        person: Mapping[str, Any],
        key: str,
    ) -> None:
        value = person.get(key)
        if key == "ber_sk" and person:
            value = "tidak" if person.get("id") in (self.extras.tanpa_sk or ()) else "ya"
        elif key in CHOICES and value is not None:
            words = posts_from_json(value) if key == "jabatan_utama" else (value,)
            value = "; ".join(CHOICES[key].get(name, name) for name in words)
        number = key in ("jabatan_tambahan", "orang_hari", "frekuensi")
        self._typed(sheet, row, place, value, number=number)

    def _sum(
        self,
        sheet: Worksheet,
        row: int,
        place: int,
        person: Mapping[str, Any],
        letters: Mapping[str, str],
    ) -> None:
        """OH or frekuensi from the sheet Kegiatan, nothing without a valid SK."""
        key = "orang_hari" if letters["orang_hari"] == chr(ord("A") + place) else "frekuensi"
        first, last = _WORK_ROWS + 1, _WORK_ROWS + len(self.people) + _SPARE
        column = {"orang_hari": "D", "frekuensi": "E"}[key]
        work = (
            f"SUMIF({KEGIATAN}!$B${first}:$B${last},{letters['id']}{row + 1},"
            f"{KEGIATAN}!${column}${first}:${column}${last})"
        )
        formula = (
            f'=IF({letters["ber_sk"]}{row + 1}="tidak",0,{work})'
            if "ber_sk" in letters
            else f"={work}"
        )
        sheet.write_formula(row, place, formula, self.looks["fixed"], person.get(key, 0))

    def work(self, work: Work) -> None:
        title = "Kegiatan petugas per menu BOK; di baris yang berisi, kosong berarti 0"
        sheet = self._sheet(KEGIATAN, title)
        fixed = (("No", 6), ("Kode", 16), ("Nama", 32), ("OH", 8), ("Frekuensi", 10))
        self._headers(sheet, [*fixed, *((line.menu, 12) for line in work.lines)])
        sheet.write_comment(_TABLE, 1, "Petugas dikenali dari kode ini, bukan dari nama.")
        sheet.write_string(_TABLE + 1, 2, "Jenis", self.looks["label"])
        sheet.write_string(_TABLE + 2, 2, "Uraian", self.looks["label"])
        for place, line in enumerate(work.lines, start=_WORK_COLUMNS):
            sheet.write_string(_TABLE + 1, place, line.jenis, self.looks["label"])
            sheet.write_string(_TABLE + 2, place, plain(line.uraian), self.looks["label"])
        sheet.set_row(_TABLE + 2, 75)
        for number, person in enumerate(self.people):
            row = _WORK_ROWS + number
            cells = work.cells.get(str(person["id"]), {})
            sheet.write_number(row, 0, number + 1, self.looks["fixed"])
            sheet.write_string(row, 1, plain(str(person["id"])), self.looks["label"])
            sheet.write_string(row, 2, plain(str(person.get("nama", ""))), self.looks["label"])
            self._work_sums(sheet, row, work, cells)
            for place, line in enumerate(work.lines, start=_WORK_COLUMNS):
                self._typed(sheet, row, place, cells.get(line.menu) or None, number=True)
        last = _WORK_COLUMNS + max(len(work.lines), 1) - 1
        bottom = _WORK_ROWS + max(len(self.people), 1) - 1
        self._check_whole(sheet, (_WORK_ROWS, _WORK_COLUMNS, bottom, last), "Kegiatan")
        sheet.freeze_panes(_WORK_ROWS, 3)
        sheet.repeat_rows(_TABLE, _TABLE + 2)

    def _work_sums(self, sheet: Worksheet, row: int, work: Work, cells: Mapping[str, int]) -> None:
        left = xl_col_to_name(_WORK_COLUMNS)
        right = xl_col_to_name(_WORK_COLUMNS + max(len(work.lines), 1) - 1)
        kinds = f"${left}${_TABLE + 2}:${right}${_TABLE + 2}"
        for place, jenis in ((3, "manajemen"), (4, "lapangan")):
            total = sum(cells.get(line.menu, 0) for line in work.lines if line.jenis == jenis)
            formula = f'=SUMIF({kinds},"{jenis}",{left}{row + 1}:{right}{row + 1})'
            sheet.write_formula(row, place, formula, self.looks["fixed"], total)

    # ------------------------------------------------------------ pieces
    def _sheet(self, name: str, title: str, *, landscape: bool = True) -> Worksheet:
        sheet = self.book.add_worksheet(name)
        sheet.write_string(0, 0, title, self.looks["title"])
        sheet.write_string(1, 0, "Isi sel kuning. Jangan ubah judul kolom, label dan nama lembar.")
        sheet.set_paper(9)
        if landscape:
            sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(0.4, 0.4, 0.5, 0.6)
        sheet.set_footer("&L&A&RHalaman &P dari &N")
        return sheet

    def _headers(self, sheet: Worksheet, headers: Sequence[tuple[str, int]]) -> None:
        for column, (label, width) in enumerate(headers):
            sheet.write_string(_TABLE, column, plain(label), self.looks["head"])
            sheet.set_column(column, column, width)
        sheet.repeat_rows(_TABLE)
        sheet.freeze_panes(_TABLE + 1, 2)

    def _typed(
        self, sheet: Worksheet, row: int, column: int, value: int | str | None, *, number: bool
    ) -> None:
        look = self.looks["in_number" if number else "in_text"]
        if value is None or value == "":
            sheet.write_blank(row, column, None, look)
        elif isinstance(value, int) and abs(value) < EXACT:
            sheet.write_number(row, column, value, look)
        else:
            sheet.write_string(row, column, plain(str(value)), self.looks["in_text"])

    def _ratio(self, sheet: Worksheet, row: int, value: str | None) -> None:
        """An index as a number while a spreadsheet keeps all its digits, else as text."""
        if value is None:
            sheet.write_blank(row, 1, None, self.looks["in_index"])
        elif len(value) <= 16:  # noqa: PLR2004 - "0." and 14 digits: exact in 15
            sheet.write_number(row, 1, Decimal(value), self.looks["in_index"])
        else:
            sheet.write_string(row, 1, value.replace(".", ","), self.looks["in_text"])

    def _list(
        self, sheet: Worksheet, area: tuple[int, int, int, int], words: list[str], label: str,
        *, free: bool = False,
    ) -> None:  # fmt: skip
        sheet.data_validation(
            *area,
            {
                "validate": "list",
                "source": words,
                "error_type": "warning" if free else "stop",
                "error_title": label[:32],
                "error_message": f"Pilih salah satu: {', '.join(words)}."[:255],
            },
        )

    def _check_whole(self, sheet: Worksheet, area: tuple[int, int, int, int], label: str) -> None:
        sheet.data_validation(
            *area,
            {
                "validate": "integer",
                "criteria": ">=",
                "value": 0,
                "error_title": label[:32],
                "error_message": "Isi bilangan bulat, 0 atau lebih, tanpa Rp.",
            },
        )


_SUMS = ("orang_hari", "frekuensi")


def _share(part: int | None, whole: int | None) -> Decimal | str:
    """What the formula beside it gives; "" while there is nothing to divide."""
    return Decimal(part) / Decimal(whole) if part is not None and whole else ""
