"""The berita acara of a closed batch."""

from __future__ import annotations

from functools import partial

from upaya.alur.papers import Paper, Papers
from upaya.core.documents.content import (
    Isi,
    Jumlah,
    Kolom,
    Kop,
    Paragraf,
    Rincian,
    Tabel,
    TandaTangan,
)
from upaya.jamkesda.izin_klaim import IzinKlaim
from upaya.jamkesda.kumpulan.models import Kumpulan
from upaya.jamkesda.kumpulan.reading import BacaanKumpulan
from upaya.rules.jamkesda import road_klaim as jalan
from upaya.rules.jamkesda.peran import BENDAHARA, KEPALA_UPT
from upaya.rules.money import rupiah
from upaya.rules.period import tanggal

NAME = "Berita acara kumpulan klaim"


def _minutes(reading: BacaanKumpulan) -> Isi:
    case = reading.subject
    columns = (
        Kolom("No", "angka", 1),
        Kolom("PPK", lebar=7),
        Kolom("Klaim", "angka", 2, jumlah=True),
        Kolom("Jumlah", "rupiah", 4, jumlah=True),
    )
    rows = tuple(
        (n, str(row.unit.nama), row.banyak, row.jumlah) for n, row in enumerate(reading.bagian, 1)
    )
    first = (
        f"Klaim yang disetujui dengan pasien keluar {tanggal(case.mulai)} sampai "
        f"{tanggal(case.sampai)} dikumpulkan sebagai berikut. Klaim yang disetujui nol tidak ikut. "
        "Kumpulan ini tidak berubah lagi; kesalahan diperbaiki dengan membalikkan seluruhnya."
    )
    return Isi(
        jenis="berita_acara_klaim",
        kode="JKD-BAK",
        judul="Berita Acara Kumpulan Klaim Jamkesda",
        kop=Kop(
            f"Pemerintah {case.kabupaten.nama}",
            f"Dinas Kesehatan {case.kabupaten.nama}",
            str(case.unit.nama),
        ),
        keterangan=f"Tahun anggaran {case.tahun}",
        bagian=(
            Paragraf(first),
            Tabel("Bagian tiap PPK", columns, rows),
            Jumlah("Jumlah seluruhnya", case.total),
            Rincian(
                (
                    (f"Pagu tahun {case.tahun}", rupiah(case.pagu)),
                    ("Tersedia sebelum kumpulan ini", rupiah(case.tersedia)),
                    ("Sisa sesudah kumpulan ini", rupiah(reading.sisa)),
                )
            ),
        ),
        total=case.total,
        tempat=case.kabupaten.tempat,
        tanda_tangan=(
            TandaTangan(
                BENDAHARA.label,
                case.ditutup_oleh.name,
                case.ditutup_oleh.nip,
                pangkat=case.ditutup_oleh.pangkat,
            ),
            reading.seat_of(KEPALA_UPT.label, "bayarkan"),
        ),
    )


def _papers(reading: BacaanKumpulan) -> list[Paper]:
    status = reading.subject.status
    missing = "Kumpulan ini dibalik." if status == jalan.DIBALIK else ""
    return [
        Paper(
            "berita_acara_klaim", NAME, "", IzinKlaim.BERITA_ACARA, missing,
            partial(_minutes, reading),
        )
    ]  # fmt: skip


def _stem(case: Kumpulan) -> str:
    return f"{case.kabupaten_id}-{case.mulai.isoformat()}-{case.sampai.isoformat()}"


PAPERS = Papers(
    permission=IzinKlaim.KUMPULAN_LIHAT,
    issue_permission=IzinKlaim.BERITA_ACARA,
    of=_papers,
    stem=_stem,
    related=("unit", "kabupaten", "ditutup_oleh"),
)
