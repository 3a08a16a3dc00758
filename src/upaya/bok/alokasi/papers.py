"""The letter of a decided allocation."""

from __future__ import annotations

from functools import partial

from upaya.alur.papers import Paper, Papers
from upaya.bok.alokasi.models import Alokasi
from upaya.bok.alokasi.reading import BacaanAlokasi
from upaya.bok.izin import IzinBok
from upaya.bok.kop import kop
from upaya.core.documents.content import (
    Isi,
    Jumlah,
    Kolom,
    Paragraf,
    Rincian,
    Tabel,
    short,
)
from upaya.exchange.bok.alokasi_explain import part
from upaya.rules.bok.alokasi import BERLAWANAN
from upaya.rules.bok.road import DITETAPKAN
from upaya.rules.citation import citation
from upaya.rules.kesehatan import KEPALA_DINAS
from upaya.rules.money import persen, rupiah

NAME = "Surat penetapan alokasi"


def _letter(reading: BacaanAlokasi) -> Isi:
    case = reading.subject
    columns = (
        Kolom("No", "angka", 1),
        Kolom("Puskesmas", lebar=5),
        Kolom("Proporsional", "rupiah", 4, jumlah=True),
        Kolom("Desa STBM", "angka", 2, jumlah=True),
        Kolom("STBM", "rupiah", 4, jumlah=True),
        Kolom("Jumlah", "rupiah", 4, jumlah=True),
    )
    rows = tuple(
        (n, str(row.unit.nama), row.proporsional, row.desa_stbm, row.stbm, row.total)
        for n, row in enumerate(reading.baris, 1)
    )
    first = (
        f"Alokasi BOK setiap puskesmas tahun anggaran {case.tahun} ditetapkan sebagai berikut. "
        "Bagian desa lokus pemicuan STBM dikurangkan lebih dahulu dari jumlah seluruhnya, sisanya "
        "dibagi secara proporsional menurut kriteria di bawah ini, lalu bagian STBM ditambahkan "
        "kepada puskesmas yang mempunyai desa itu."
    )
    return Isi(
        jenis="alokasi",
        kode="BOK-ALO",
        judul="Penetapan Alokasi BOK Puskesmas",
        kop=kop(case.unit, case.kabupaten),
        keterangan=f"Tahun anggaran {case.short_name}",
        bagian=(
            Paragraf(first),
            Tabel("Alokasi tiap puskesmas", columns, rows),
            Jumlah("Jumlah seluruhnya", case.total),
            Rincian(tuple(_terms(reading))),
        ),
        total=case.total,
        tempat=case.kabupaten.tempat,
        tanda_tangan=(reading.seat_of(KEPALA_DINAS.label, "tetapkan"),),
        catatan=(f"Sidik hitungan: {short(case.sidik)}.",),
    )


def _terms(reading: BacaanAlokasi) -> list[tuple[str, str]]:
    """Weights and directions, bounds, and where they come from."""
    found, asked, known = reading.hasil, reading.permintaan, reading.ketentuan
    if found is None or asked is None or known is None:
        return []
    rows = [
        (
            known.nama.get(one.kode, one.kode),
            part(found.bobot[one.kode])
            + (", makin kecil makin besar bagiannya" if one.arah == BERLAWANAN else ""),
        )
        for one in asked.kriteria
    ]
    case = reading.subject
    if case.lantai is not None:
        rows.append(("Bagian paling sedikit sebelum STBM", rupiah(case.lantai)))
    if case.perubahan is not None:
        rows.append(("Perubahan paling besar dari tahun lalu", persen(case.perubahan / 100)))
    rows.append(("Dasar bobot", citation(known.bobot)))
    rows += [(value.title, citation(value)) for value in found.aturan]
    return rows


def _papers(reading: BacaanAlokasi) -> list[Paper]:
    missing = "" if reading.subject.status == DITETAPKAN else "Alokasi ini belum ditetapkan."
    return [
        Paper(
            "alokasi",
            NAME,
            "Pasal 5 ayat (8)",
            IzinBok.DINAS_TERBITKAN,
            missing,
            partial(_letter, reading),
        )
    ]


def _stem(case: Alokasi) -> str:
    return f"{case.kabupaten_id}-{case.tahun}-{case.nomor}"


PAPERS = Papers(
    permission=IzinBok.DINAS_LIHAT,
    issue_permission=IzinBok.DINAS_TERBITKAN,
    of=_papers,
    stem=_stem,
    related=("unit", "kabupaten"),
)
