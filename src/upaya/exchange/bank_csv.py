"""The bank's files: lines out as CSV with the columns a district chose, answers back by reference.

Nothing here is guessed: an answer whose headings or words are not the agreed ones is a fault with
its line number, and the rest of the file is still read.
"""

from __future__ import annotations

import csv
import io
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
ANSWERS = ("rujukan", "status", "tanggal", "jumlah", "bukti", "alasan")
"""What an answer may hold; the first three it must."""
NEEDED = ANSWERS[:3]
MAX_BYTES, MAX_LINES = 2_000_000, 20_000
BERHASIL, GAGAL = "berhasil", "gagal"
# A bank reads the file by machine and a person may open it in a spreadsheet: what would be computed
# there is not sent.
_FORMULA_SIGNS = "=+-@\t\r"


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
    writer.writerow([heading for heading, _ in layout.keluar])
    for number, order in enumerate(orders, start=1):
        writer.writerow([_field(order, name, number, layout) for _, name in layout.keluar])
    return target.getvalue().encode("utf-8")


def _field(order: Perintah, name: str, number: int, layout: Format) -> str:
    if name == "nomor":
        return str(number)
    if name == "tanggal":
        return f"{order.tanggal:%d/%m/%Y}"
    text = plain(str(getattr(order, name)))
    # One order stands on one line, whatever a name holds.
    return " ".join(text.split()).lstrip(_FORMULA_SIGNS).strip()


def read_answers(body: bytes, layout: Format) -> BankFile:
    """The bank's answer; BankFileError when it is no such file at all."""
    rows = _rows(_text(body), layout.pemisah)
    places = _places(rows[0], layout)
    answers, faults = [], []
    for number, row in enumerate(rows[1:], start=2):
        if not any(cell.strip() for cell in row):
            continue
        try:
            answers.append(_answer(number, row, places, layout))
        except ValueError as fault:
            faults.append(f"Baris {number}: {fault}")
    if not answers and not faults:
        raise BankFileError("Berkas ini tidak berisi jawaban satu pun.")
    return BankFile(tuple(answers), tuple(faults))


def _text(body: bytes) -> str:
    if len(body) > MAX_BYTES:
        raise BankFileError("Berkas ini terlalu besar; paling besar 2 MB.")
    if b"\0" in body or body[:2] == b"PK":
        raise BankFileError("Berkas ini bukan CSV. Simpan hasil bank sebagai CSV, lalu ulangi.")
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode("cp1252", "replace")


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
    found = {_word(text): place for place, text in enumerate(heading)}
    places = {
        name: found[_word(title)] for name, title in layout.masuk.items() if _word(title) in found
    }
    lacking = [layout.masuk.get(name, name) for name in NEEDED if name not in places]
    if lacking:
        raise BankFileError(
            f"Kolom {', '.join(f'“{title}”' for title in lacking)} tidak ditemukan. Judul kolom "
            "ada pada baris pertama, dipisah "
            f"{SEPARATORS.get(layout.pemisah, layout.pemisah)}; lihat halaman Format bank."
        )
    return places


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
    return numbers.clean(text).casefold()


def _reference(text: str) -> str:
    if not text:
        raise ValueError("rujukannya kosong.")
    return numbers.clean(text).upper()[:40]


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
    return numbers.clean(text)[:80]
