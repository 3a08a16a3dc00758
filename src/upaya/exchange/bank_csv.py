"""The bank's files: lines out as CSV with the columns a district chose, answers back by reference.

Nothing here is guessed: an answer whose headings or words are not the agreed ones is a fault with
its line number, and the rest of the file is still read.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from upaya.exchange.xlsx_writer import plain
from upaya.rules import dates, numbers
from upaya.rules.dates import DateError
from upaya.rules.numbers import NumberError

DECIMALS: Mapping[str, str] = {",": "koma: 1.234.567,00", ".": "titik: 1,234,567.00"}
SEPARATORS: Mapping[str, str] = {";": "titik koma", ",": "koma", "\t": "tab", "|": "garis tegak"}
FIELDS: Mapping[str, str] = {
    "nomor": "nomor urut",
    "rujukan": "rujukan",
    "bank": "nama bank",
    "rekening": "nomor rekening",
    "nama_rekening": "nama pemilik rekening",
    "jumlah": "jumlah bersih",
    "tanggal": "tanggal pengiriman",
    "berita": "berita",
}
"""What a column of the outgoing file may hold, by name and in words."""


def spoken(name: str) -> str:
    """A field as people write it: "nama rekening"."""
    return name.replace("_", " ")


ANSWERS = ("rujukan", "status", "tanggal", "jumlah", "bukti", "alasan")
"""What an answer may hold; the first three it must."""
NEEDED = ANSWERS[:3]
MAX_BYTES, MAX_LINES = 2_000_000, 20_000
BERHASIL, GAGAL = "berhasil", "gagal"
# A bank reads the file by machine and a person may open it in a spreadsheet: what would be computed
# there is not sent.
_FORMULA_SIGNS = "=+-@\t\r "  # a space hides the next one


class BankFileError(ValueError):
    """The file as a whole cannot be read; the message is an Indonesian sentence."""


@dataclass(frozen=True, slots=True)
class Format:
    """How a bank writes: separator, outgoing (heading, field), headings and words of its answer."""

    pemisah: str
    keluar: tuple[tuple[str, str], ...]
    masuk: Mapping[str, str]
    kata_berhasil: tuple[str, ...]
    kata_gagal: tuple[str, ...]
    desimal: str = ","
    """The sign before the sen of an answer: "," or "."."""


BAWAAN = Format(
    ";",
    (
        ("Rujukan", "rujukan"),
        ("Bank", "bank"),
        ("Nomor Rekening", "rekening"),
        ("Nama Rekening", "nama_rekening"),
        ("Jumlah", "jumlah"),
        ("Berita", "berita"),
    ),
    {
        "rujukan": "Rujukan",
        "status": "Status",
        "tanggal": "Tanggal",
        "jumlah": "Jumlah",
        "bukti": "Nomor Bukti",
        "alasan": "Keterangan",
    },
    ("BERHASIL", "SUKSES"),
    ("GAGAL", "DITOLAK"),
)
"""The format until a district agrees another one with its bank."""


@dataclass(frozen=True, slots=True)
class Perintah:
    """One payment order; `jumlah` is net rupiah."""

    rujukan: str
    bank: str
    rekening: str
    nama_rekening: str
    jumlah: int
    tanggal: date
    berita: str


@dataclass(frozen=True, slots=True)
class Jawaban:
    """One line of an answer; `nomor` is its line in the file."""

    nomor: int
    rujukan: str
    status: str
    tanggal: date | None
    jumlah: int | None
    bukti: str
    alasan: str


@dataclass(frozen=True, slots=True)
class BankFile:
    """An answer read: its lines, and sentences about the lines that could not be."""

    jawaban: tuple[Jawaban, ...]
    galat: tuple[str, ...]


def write_orders(orders: Iterable[Perintah], layout: Format) -> bytes:
    """The outgoing file: UTF-8 without mark, CRLF, headings first."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=layout.pemisah, lineterminator="\r\n")
    writer.writerow([_harmless(heading) for heading, _ in layout.keluar])
    for number, order in enumerate(orders, start=1):
        writer.writerow([_field(order, name, number, layout) for _, name in layout.keluar])
    return target.getvalue().encode("utf-8")


def _field(order: Perintah, name: str, number: int, layout: Format) -> str:
    if name == "nomor":
        return str(number)
    if name == "tanggal":
        return f"{order.tanggal:%d/%m/%Y}"
    return _harmless(str(getattr(order, name)))


def _harmless(text: str) -> str:
    """On one line, and nothing that a spreadsheet would compute: names, and headings too."""
    return " ".join(plain(text).split()).lstrip(_FORMULA_SIGNS).strip()


def read_answers(body: bytes, layout: Format) -> BankFile:
    """The bank's answer; BankFileError when it is no such file at all."""
    head, rows, places, width = _table(_text(body), layout)
    answers, faults = [], []
    for number, row in enumerate(rows, start=head + 1):
        if not any(cell.strip() for cell in row) or _adds_up(row, places):
            continue
        try:
            answers.append(_answer(number, _fitting(row, width), places, layout))
        except ValueError as fault:
            faults.append(f"Baris {number}: {fault}")
    if not answers and not faults:
        raise BankFileError("Berkas ini tidak berisi jawaban satu pun.")
    return BankFile(tuple(answers), tuple(faults))


_WIDE = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_NO_CSV = (b"PK", b"%PDF", b"\xd0\xcf\x11\xe0", b"<")


def _text(body: bytes) -> str:
    if len(body) > MAX_BYTES:
        raise BankFileError("Berkas ini terlalu besar; paling besar 2 MB.")
    wide = _WIDE.get(body[:2]) or _unmarked(body)
    if body.lstrip()[:4].startswith(_NO_CSV) or (b"\0" in body and wide is None):
        raise BankFileError("Berkas ini bukan CSV. Simpan hasil bank sebagai CSV, lalu ulangi.")
    if wide is not None:
        # What a spreadsheet calls "Unicode text": two bytes for a letter.
        return body.decode(wide, "replace").removeprefix("\ufeff").replace("\0", "")
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode("cp1252", "replace")


def _unmarked(body: bytes) -> str | None:
    """The two-byte writing of plain text without a mark: every other byte is a nought."""
    start = body[:40]
    if len(start) > 1 and len(body) % 2 == 0:
        if start[0] and not any(start[1::2]):
            return "utf-16-le"
        if start[1] and not any(start[::2]):
            return "utf-16-be"
    return None


_Table = tuple[int, list[list[str]], dict[str, int], int]
"""The line of the headings, from 1; the rows below it; the place of each column; how many."""


def _table(text: str, layout: Format) -> _Table:
    """The table of an answer: by the agreed separator, else by the one that shows all headings.

    Headings are the agreed ones in any case, so a file that was saved anew with another separator
    is read without guessing; titles may stand above them.
    """
    lacking: list[str] = []
    for separator in (layout.pemisah, *(one for one in SEPARATORS if one != layout.pemisah)):
        rows = _rows(text, separator)
        for number, row in enumerate(rows[:_HEADS_WITHIN], start=1):
            places = _places(row, layout)
            missing = [layout.masuk.get(name, name) for name in NEEDED if name not in places]
            if not missing:
                return number, _trimmed(rows[number:], len(row), separator), places, len(row)
            if not lacking or len(missing) < len(lacking):
                lacking = missing
    raise BankFileError(
        f"Kolom {', '.join(f'“{title}”' for title in lacking)} tidak ditemukan. Judul kolom "
        f"dicari pada {_HEADS_WITHIN} baris pertama, dipisah "
        f"{SEPARATORS.get(layout.pemisah, layout.pemisah)}; lihat halaman Format bank."
    )


def _trimmed(rows: list[list[str]], width: int, separator: str) -> list[list[str]]:
    """Lines without empty cells behind the last heading; a comma there may stand in an amount."""
    if separator == ",":
        return rows
    return [row if any(cell.strip() for cell in row[width:]) else row[:width] for row in rows]


_HEADS_WITHIN = 15


def _rows(text: str, separator: str) -> list[list[str]]:
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as fault:  # a field without end, most of all
        raise BankFileError("Berkas ini bukan CSV yang utuh; simpan lagi dari bank.") from fault
    if not rows:
        raise BankFileError("Berkas ini kosong.")
    if len(rows) > MAX_LINES:
        raise BankFileError(f"Berkas ini lebih dari {MAX_LINES} baris.")
    return rows


def _places(heading: Sequence[str], layout: Format) -> dict[str, int]:
    """Columns by name; what stands in brackets behind a heading is no part of it: "Jumlah (Rp)"."""
    found = {_bare(text): place for place, text in reversed([*enumerate(heading)])}
    found |= {_word(text): place for place, text in reversed([*enumerate(heading)])}
    return {
        name: found[key]
        for name, title in layout.masuk.items()
        if (key := _word(title)) in found or (key := _bare(title)) in found
    }


def _bare(heading: str) -> str:
    return re.sub(r" *\([^)]*\)", "", _word(heading)).rstrip(" .:")


def _fitting(row: Sequence[str], width: int) -> Sequence[str]:
    """A line as long as the headings: a comma inside an unquoted amount moves all behind it."""
    if len(row) > width:
        raise ValueError("jumlah kolomnya lebih banyak dari judulnya; periksa pemisah kolom.")
    return row


def _adds_up(row: Sequence[str], places: Mapping[str, int]) -> bool:
    """Whether a line only adds up the others: it says so, and has no status."""
    status = places["status"]
    said = [_word(cell) for cell in row]
    return not (status < len(said) and said[status]) and any(
        re.match(r"(?:grand |sub ?)?(?:total|jumlah)\b", cell) for cell in said
    )


def _answer(number: int, row: Sequence[str], places: Mapping[str, int], layout: Format) -> Jawaban:
    cells = {
        name: plain(row[place]).strip() if place < len(row) else ""
        for name, place in places.items()
    }
    return Jawaban(
        number,
        _reference(cells["rujukan"]),
        _status(cells["status"], layout),
        _day(cells["tanggal"]),
        _amount(cells.get("jumlah", ""), layout),
        _proof(cells.get("bukti", "")),
        cells.get("alasan", "")[:400],
    )


def _word(text: str) -> str:
    return numbers.clean(text).casefold().rstrip(" .")


def _reference(text: str) -> str:
    if not text:
        raise ValueError("rujukannya kosong.")
    return numbers.clean(text).lstrip("'").upper()[:40]


def _status(text: str, layout: Format) -> str:
    word = _word(text)
    if word in map(_word, layout.kata_berhasil):
        return BERHASIL
    if word in map(_word, layout.kata_gagal):
        return GAGAL
    known = ", ".join((*layout.kata_berhasil, *layout.kata_gagal))
    raise ValueError(f"status “{text[:40]}” tidak dikenal; yang dikenal: {known}.")


def _day(text: str) -> date | None:
    try:
        return dates.day(text)
    except DateError as refused:
        raise ValueError(f"tanggal {refused}.") from refused


def _amount(text: str, layout: Format) -> int | None:
    try:
        amount = numbers.whole(text, decimal_point=layout.desimal == ".")
    except NumberError as refused:
        raise ValueError(f"jumlah {refused}.") from refused
    if amount is not None and amount < 0:
        raise ValueError(f"jumlah “{numbers.visible(text)}” di bawah nol.")
    return amount


def _proof(text: str) -> str:
    """The number of a proof, as the bank wrote it and not as a spreadsheet shortened it."""
    if numbers.is_scientific(text):
        raise ValueError(
            f"nomor bukti “{numbers.visible(text)}” sudah dipendekkan lembar kerja, jadi nomor "
            "aslinya hilang; minta berkas CSV asli dari bank, jangan disimpan ulang dari Excel."
        )
    return numbers.clean(text).lstrip("'")[:80]
