"""A document as PDF: one typst template, the content handed over as data, never as source.

Nothing of the content is read as markup, no file is opened and no network is asked. Equal content
and the same issued number give the same bytes.
"""

from __future__ import annotations

import io
import json
import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from importlib import resources
from itertools import groupby
from typing import Any, Literal, get_args

import segno
import typst

from upaya.core import clock
from upaya.core.documents.content import (
    SHORT,
    Bagian,
    Isi,
    Jumlah,
    Paragraf,
    Rincian,
    Subjudul,
    Tabel,
    TandaTangan,
    short,
    terbilang,
    written,
)
from upaya.core.documents.ekor import fits, lay_out
from upaya.rules import money, period

Kertas = Literal["f4", "a4"]
KERTAS: tuple[Kertas, ...] = get_args(Kertas)
"""Sizes of paper: F4 (folio), which offices print on, and A4."""
_SIZES: dict[Kertas, tuple[int, int]] = {"f4": (215, 330), "a4": (210, 297)}

PDF_TYPE = "application/pdf"
_STANDARDS: list[typst.PDFStandard] = ["a-2b", "ua-1"]
_LONGEST_WORD = 24
"""A longer word may be broken anywhere: it would run out of its cell. No Indonesian word is."""


@dataclass(frozen=True, slots=True)
class Terbit:
    """What the register adds to the content: number, day, fingerprint, address of the check.

    `tanda` is a signed line that is read without a line to the server; "" for none.
    """

    nomor: str
    tanggal: date
    sidik: str
    alamat: str
    tanda: str = ""


def render(isi: Isi, terbit: Terbit | None, kertas: Kertas = "f4") -> bytes:
    """The document as PDF/A-2b, tagged (PDF/UA-1); without `terbit` a preview."""
    return compiled("dokumen", _data(isi, terbit, kertas), _day(terbit))


def compiled(template: str, data: dict[str, Any], day: date) -> bytes:
    """A template of this folder with its data as PDF/A-2b, tagged, of that day."""
    made = _compile(template, data, day, "pdf")
    assert isinstance(made, bytes)  # noqa: S101 - one PDF is one file
    return made


def pictures(isi: Isi, terbit: Terbit | None, ppi: int = 110, kertas: Kertas = "f4") -> list[bytes]:
    """The pages as PNG, to be looked at."""
    return drawn("dokumen", _data(isi, terbit, kertas), _day(terbit), ppi)


def drawn(template: str, data: dict[str, Any], day: date, ppi: int) -> list[bytes]:
    """The same as pictures, one a page."""
    made = _compile(template, data, day, "png", ppi)
    return made if isinstance(made, list) else [made]


def _day(terbit: Terbit | None) -> date:
    return terbit.tanggal if terbit else clock.today()


@cache
def _template(name: str) -> bytes:
    return resources.files("upaya.core.documents").joinpath(f"{name}.typ").read_bytes()


@cache
def _fonts() -> typst.Fonts:
    """The fonts that come with typst: the same document on every machine."""
    return typst.Fonts(include_system_fonts=False)


def _compile(
    template: str, data: dict[str, Any], day: date, form: typst.OutputFormat, ppi: int = 110
) -> bytes | list[bytes]:
    text = json.dumps(data, ensure_ascii=False)
    moment = datetime(day.year, day.month, day.day, tzinfo=UTC)
    for attempt in (text, _drawable(text)):
        try:
            made = typst.Compiler(
                _template(template),
                root=str(resources.files("upaya.core.documents")),
                font_paths=_fonts(),
                sys_inputs={"dokumen": attempt},
            ).compile(format=form, ppi=ppi, pdf_standards=_STANDARDS, timestamp=moment)
        except typst.TypstError:
            if attempt is not text:
                raise
        else:
            assert made is not None  # noqa: S101 - without a file to write it is handed over
            return made
    raise AssertionError  # the second attempt returned or raised


_LETTERS = re.compile("[^\t\n -~\u00a0-\u024f\u02b0-\u02ff\u2010-\u2027\u2030-\u203a\u20ac\u2212]")


def _drawable(text: str) -> str:
    """`text` with what the fonts may lack replaced; PDF/A refuses a letter it cannot draw."""
    return _LETTERS.sub("\ufffd", text)


def clean(text: str) -> str:
    """One line of visible letters, with places to break where a word is too long for a cell.

    Control and direction marks are dropped: they could make an amount read otherwise.
    """
    seen = "".join(" " if c.isspace() else c for c in unicodedata.normalize("NFC", text))
    kept = "".join(c for c in seen if unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co", "Cn"})
    return " ".join(_breakable(word) for word in kept.split())


def _breakable(word: str) -> str:
    if len(word) <= _LONGEST_WORD:
        return word
    return "\u200b".join(word[at : at + 9] for at in range(0, len(word), 9))


# ------------------------------------------------------------------ content for the template
def _data(isi: Isi, terbit: Terbit | None, kertas: Kertas) -> dict[str, Any]:
    day = _day(terbit)
    layout = lay_out(isi)
    return {
        name: _cleaned(value)
        for name, value in {
            "kop": [isi.kop.pemerintah, isi.kop.dinas, isi.kop.unit],
            "alamat": isi.kop.alamat,
            "judul": isi.judul,
            "keterangan": isi.keterangan,
            "kepada": isi.kepada,
            "bagian": [_part(part) for part in layout.badan],
            "catatan": layout.catatan,
            "ekor": [_part(part) for part in layout.ekor],
            "catatan_ekor": layout.catatan_ekor,
            "disambung": layout.disambung,
            "baris_badan": layout.baris_badan,
            "tempat": isi.tempat,
            "tanda_tangan": [_signature(one) for one in isi.tanda_tangan],
            "mendatar": isi.mendatar,
            "kertas": _SIZES[kertas],
            "tanggal": period.tanggal(day) if terbit else "",
            "hari": [day.year, day.month, day.day],
            "sidik": short(terbit.sidik) if terbit else "",
        }.items()
    } | {
        "nomor": terbit.nomor if terbit else "",
        "penerbit": clean(isi.kop.penerbit),
        "alamat_periksa": terbit.alamat if terbit else "",
        "qr": qr_svg(f"{terbit.alamat}?s={terbit.sidik[:SHORT]}") if terbit else "",
        "qr_tanda": qr_svg(terbit.tanda) if terbit and terbit.tanda else "",
    }


def _signature(one: TandaTangan) -> dict[str, str]:
    return {
        "pembuka": one.pembuka,
        "peran": one.peran,
        "nama": one.nama,
        "pangkat": one.pangkat,
        "nip": one.nip,
    }


def _cleaned(value: Any) -> Any:  # noqa: ANN401 - whatever JSON can hold
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {name: _cleaned(inner) for name, inner in value.items()}
    return [_cleaned(inner) for inner in value] if isinstance(value, list | tuple) else value


def _part(part: Bagian) -> dict[str, Any]:
    match part:
        case Subjudul():
            return {"bentuk": "subjudul", "teks": part.teks}
        case Paragraf():
            number = "" if part.nomor is None else f"{part.nomor}."
            return {"bentuk": "paragraf", "teks": part.teks, "nomor": number}
        case Rincian():
            return {"bentuk": "rincian", "baris": part.baris, "utuh": fits(part)}
        case Jumlah():
            words = terbilang(part.nilai)
            amount = money.rupiah(part.nilai)
            return {"bentuk": "jumlah", "label": part.label, "nilai": amount, "terbilang": words}
        case Tabel():
            return _table(part)


def _table(table: Tabel) -> dict[str, Any]:
    sums = table.jumlah
    return {
        "bentuk": "tabel",
        "judul": table.judul,
        "kosong": table.kosong,
        "kepala": [column.kepala for column in table.kolom],
        "kelompok": _groups(table),
        "jenis": [column.jenis for column in table.kolom],
        "kanan": [column.bilangan for column in table.kolom],
        "lebar": [column.lebar for column in table.kolom],
        "baris": [[written(cell) for cell in row] for row in table.baris],
        "jumlah": [written(sums[at]) if at in sums else "" for at in range(len(table.kolom))]
        if sums
        else [],
    }


def _groups(table: Tabel) -> list[tuple[str, int]]:
    """Heads above neighbouring heads and how many columns each spans; none without a group."""
    if not any(column.kelompok for column in table.kolom):
        return []
    parts = groupby(table.kolom, key=lambda column: column.kelompok)
    return [(name, len(list(columns))) for name, columns in parts]


def qr_svg(text: str) -> str:
    """A QR code as SVG, black on white with its quiet zone."""
    target = io.BytesIO()
    segno.make(text, error="m", micro=False).save(
        target, kind="svg", border=2, dark="#000", light="#fff", xmldecl=False
    )
    return target.getvalue().decode("ascii")
