"""The dashboard as an issued document: every table, numbered, with its public check."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from django.http import HttpResponse
from django.utils.text import slugify

from upaya.core.access import Access, Request
from upaya.core.documents import register
from upaya.core.documents.content import Isi, JenisKolom, Kolom, Kop, Paragraf, Tabel
from upaya.core.documents.download import Terbitan, answer, states
from upaya.core.models import Dokumen
from upaya.insentif.dasbor.views.tables import Lembar, SheetColumn
from upaya.regulasi.queries import district_rules
from upaya.rules.insentif.indicators import desimal
from upaya.rules.insentif.ketentuan import DASAR_DOKUMEN
from upaya.rules.rentang import Rentang
from upaya.wilayah.models import Kabupaten, Unit

_ISI = (
    "Disusun dari bulan insentif yang sudah diajukan puskesmas. Batas tiap tafsiran ada pada tabel "
    "terakhir."
)
_WIDE = frozenset({"kalimat", "dasar"})


def isi_dasbor(
    kabupaten: Kabupaten,
    dinas: str,
    puskesmas: Unit | None,
    rentang: Rentang,
    total: int,
    sheets: Iterable[Lembar],
) -> Isi:
    """What the document says; `puskesmas` None is the whole district. `total` is the incentive."""
    name = puskesmas.nama if puskesmas else kabupaten.nama
    return Isi(
        jenis=f"dasbor-{rentang.tahun}-{rentang.kode or 'setahun'}",
        kode="INS-DSB",
        judul="Rangkuman Insentif UKM",
        kop=Kop(f"Pemerintah {kabupaten.nama}", dinas, puskesmas.nama if puskesmas else ""),
        keterangan=f"{name}, {rentang.nama}",
        bagian=(Paragraf(_basis(kabupaten, rentang)), *(_table(sheet) for sheet in sheets)),
        total=total,
        mendatar=True,
    )


def _basis(kabupaten: Kabupaten, rentang: Rentang) -> str:
    """What it was made from, and the regulation that the district's papers name."""
    found = district_rules(kabupaten.pk).book.find(
        DASAR_DOKUMEN, rentang.bulan[-1].last_day, kabupaten.pk
    )
    return f"{_ISI} Dasar: {found.text}." if found else _ISI


def issue(isi: Isi, subject: Unit, access: Access) -> Dokumen:
    """Draw a number; the same figures keep theirs."""
    assert subject.kabupaten_id is not None  # noqa: S101 - the constraint unit_punya_kabupaten
    return register.issue(
        subject, isi, access, kabupaten_id=subject.kabupaten_id, unit_id=subject.pk
    )


def document(request: Request, isi: Isi, subject: Unit) -> HttpResponse:
    """The document as PDF. Figures live on: what was issued with others is not given for these."""
    assert subject.kabupaten_id is not None  # noqa: S101 - the constraint unit_punya_kabupaten
    found = states(subject, [isi])[isi.jenis]
    return answer(
        request,
        subject,
        Terbitan(isi) if found.berubah else found,
        name=slugify(f"dasbor {isi.keterangan}"),
        kabupaten=subject.kabupaten_id,
    )


def _table(sheet: Lembar) -> Tabel:
    """A sheet as it is printed: the columns of the page, totals as the last row."""
    columns = [column for column in sheet.kolom if column.show]
    rows = [*sheet.baris, *([] if sheet.jumlah is None or not sheet.baris else [sheet.jumlah])]
    return Tabel(
        sheet.judul,
        tuple(
            Kolom(column.label, _kind(column), 6 if column.name in _WIDE else 2)
            for column in columns
        ),
        tuple(tuple(_cell(column, row) for column in columns) for row in rows),
        sheet.kosong,
    )


def _kind(column: SheetColumn) -> JenisKolom:
    if column.tafsir is not None or column.kind not in {"rupiah", "angka", "desimal"}:
        return "teks"
    return "rupiah" if column.kind == "rupiah" else "desimal"


def _cell(column: SheetColumn, row: Any) -> Any:  # noqa: ANN401 - what the column's kind allows
    if _kind(column) == "teks":
        meaning = column.tafsir(row) if column.tafsir else None
        return f"{column.text(row)} {meaning.kelas.sebutan}" if meaning else column.text(row)
    value = column.plain(row)
    return desimal(value, column.digit) if isinstance(value, Fraction) else value
