"""The papers of a month: targets, attendance, report with evaluation, list of receipts."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from upaya.alur.papers import Paper, Papers
from upaya.bok.kop import kop
from upaya.core.crypto import mask
from upaya.core.documents.content import (
    Bagian,
    Isi,
    JenisKolom,
    Jumlah,
    Kolom,
    Paragraf,
    Rincian,
    Subjudul,
    Tabel,
    TandaTangan,
)
from upaya.rules.kesehatan import BENDAHARA_PEMBANTU, KEPALA_PUSKESMAS
from upaya.rules.money import angka, rupiah
from upaya.rules.period import tanggal
from upaya.rules.tenaga import road
from upaya.rules.workdays import HARI
from upaya.tenaga.izin import IzinTenaga
from upaya.tenaga.kerja.dasar import dasar
from upaya.tenaga.kerja.models import BulanKerja
from upaya.tenaga.kerja.reading import RELATED, BacaanBulan
from upaya.tenaga.orang import pemegang, tanda_tangan, tenaga

_NUMBER: JenisKolom = "desimal"


class Kertas(NamedTuple):
    """Which paper it is: its word, its code in a number, its title."""

    jenis: str
    kode: str
    judul: str


def _paper(
    reading: BacaanBulan, kind: Kertas, parts: tuple[Bagian, ...],
    signed: tuple[TandaTangan, ...], total: int | None = None,
) -> Isi:  # fmt: skip
    case = reading.subject
    return Isi(
        jenis=kind.jenis, kode=kind.kode, judul=kind.judul, kop=kop(case.puskesmas, case.kabupaten),
        keterangan=f"{case.puskesmas.sebutan}, {case.period.nama}",
        bagian=(Rincian(_who(reading)), *parts), total=total, tempat=case.kabupaten.tempat,
        tanda_tangan=signed,
    )  # fmt: skip


def _who(reading: BacaanBulan) -> tuple[tuple[str, str], ...]:
    contract = reading.subject.kontrak
    lines = [
        ("Nama", contract.petugas.nama),
        ("Sebagai", contract.formasi.get_jenis_display()),
        ("Perjanjian kerja", f"{tanggal(contract.mulai)} sampai {tanggal(contract.akhir)}"),
    ]
    if contract.nama_pihak:
        lines.insert(0, ("Tim atau lembaga", contract.nama_pihak))
    return tuple(lines)


def _head(reading: BacaanBulan, opening: str = "") -> TandaTangan:
    case = reading.subject
    return tanda_tangan(
        KEPALA_PUSKESMAS, pemegang(case.puskesmas_id, KEPALA_PUSKESMAS, reading.akhir), opening
    )


def _own(reading: BacaanBulan) -> TandaTangan:
    return tenaga(reading.subject.kontrak.petugas, "Tenaga yang bersangkutan")


def target(reading: BacaanBulan) -> Isi:
    """The written targets of the month (angka 7 huruf c)."""
    columns = (
        Kolom("No", "angka", 1), Kolom("Indikator", lebar=7), Kolom("Satuan", lebar=3),
        Kolom("Target", _NUMBER, 2), Kolom("Bobot", "angka", 2, jumlah=True),
        Kolom("Bukti", lebar=6),
    )  # fmt: skip
    rows = tuple(
        (one.urutan, one.indikator, one.satuan, one.target, one.bobot, one.bukti)
        for one in reading.target
    )
    said = Paragraf("Bobot dalam persen dan berjumlah 100.")
    return _paper(
        reading, Kertas("target", "TNG-TGT", "Target Kinerja Bulanan Tenaga Kontrak"),
        (Tabel("Target", columns, rows), said), (_own(reading), _head(reading, "Ditetapkan oleh")),
    )  # fmt: skip


def absensi(reading: BacaanBulan) -> Isi:
    """The attendance, day by day."""
    columns = (
        Kolom("Tanggal", "tanggal", 4), Kolom("Hari", lebar=3), Kolom("Keterangan", lebar=5),
        Kolom("Paraf", "tanda_tangan", 3),
    )  # fmt: skip
    rows = tuple((day, HARI[day.weekday()], said, None) for day, said in reading.absen.items())
    counts: dict[str, int] = {}
    for said in reading.absen.values():
        counts[said] = counts.get(said, 0) + 1
    summary = Rincian(tuple((words.capitalize(), f"{n} hari") for words, n in counts.items()))
    return _paper(
        reading, Kertas("absensi", "TNG-ABS", "Absensi Kehadiran Tenaga Kontrak"),
        (Tabel("Kehadiran", columns, rows), summary),
        (_own(reading), _head(reading, "Mengetahui,")),
    )  # fmt: skip


def laporan(reading: BacaanBulan) -> Isi:
    """What was done and what of the targets was reached, with the evaluation."""
    case = reading.subject
    columns = (
        Kolom("Indikator", lebar=6), Kolom("Target", _NUMBER, 2), Kolom("Capaian", _NUMBER, 2),
        Kolom("Diterima", _NUMBER, 2), Kolom("Letak bukti", lebar=6),
    )  # fmt: skip
    rows = tuple(
        (one.indikator, one.target, one.capaian, one.dinilai, one.keterangan)
        for one in reading.target
    )
    said = (
        ("Kendala", case.kendala or "tidak ada"),
        ("Rujukan penilaian SI SDM", case.si_sdm),
        ("Catatan penilaian", case.catatan or "tidak ada"),
    )
    return _paper(
        reading, Kertas("laporan", "TNG-LAP", "Laporan dan Penilaian Kinerja Bulanan"),
        (Subjudul("Pekerjaan"), Paragraf(case.laporan), Tabel("Capaian target", columns, rows),
         Rincian(said)),
        (_own(reading), _head(reading, "Dinilai oleh")),
    )  # fmt: skip


def penerimaan(reading: BacaanBulan) -> Isi:
    """Daftar penerimaan keuangan: what is received, with the way to it and the tax."""
    case = reading.subject
    payment = reading.pembayaran
    lines = list(payment.baris.order_by("nama", "pk")) if payment else []
    columns = (
        Kolom("Nama", lebar=6), Kolom("Honor", "rupiah", 4, jumlah=True),
        Kolom("Pajak", "rupiah", 3, jumlah=True), Kolom("Diterima", "rupiah", 4, jumlah=True),
        Kolom("Bank dan rekening", lebar=6), Kolom("Tanda tangan", "tanda_tangan", 5),
    )  # fmt: skip
    rows = tuple(
        (one.nama, one.bruto, one.pajak, one.neto, f"{one.bank} {mask(one.rekening)}".strip(), None)
        for one in lines
    )
    net = sum(one.neto for one in lines)
    parts: tuple[Bagian, ...] = (
        Tabel("Penerima", columns, rows), *_working(reading), Jumlah("Jumlah diterima", net),
    )  # fmt: skip
    treasurer = pemegang(case.puskesmas_id, BENDAHARA_PEMBANTU, reading.akhir)
    return _paper(
        reading, Kertas("penerimaan", "TNG-DPK", "Daftar Penerimaan Keuangan Honor Tenaga Kontrak"),
        parts,
        (_head(reading, "Mengetahui,"), tanda_tangan(BENDAHARA_PEMBANTU, treasurer,
                                                     "Yang membayarkan,")),
        net,
    )  # fmt: skip


def _working(reading: BacaanBulan) -> Iterator[Tabel]:
    kept = reading.beku
    if kept is None:
        return
    columns = (Kolom("Langkah", lebar=5), Kolom("Hitungan", lebar=9), Kolom("Hasil", lebar=4))
    rows = tuple(
        (one["nama"], one["rumus"], one["nilai"]) for one in kept.hasil["langkah"]["langkah"]
    )
    yield Tabel(
        f"Hitungan honor {rupiah(kept.honor)}, capaian {_percent(kept.capaian)}", columns, rows
    )


def _percent(value: Decimal) -> str:
    return f"{angka(round(value, 2).normalize())}%"


def _of(reading: BacaanBulan) -> list[Paper]:
    status = reading.subject.status
    before_report = status in {road.TARGET, road.BERJALAN}
    judged = status not in {road.TARGET, road.BERJALAN, road.DILAPORKAN}
    counted = reading.pembayaran is not None
    told = (
        ("target", "Target kinerja bulanan", target,
         "Target bulan ini belum ditetapkan." if status == road.TARGET else ""),
        ("absensi", "Absensi kehadiran", absensi,
         "Bulan ini belum dilaporkan." if before_report else ""),
        ("laporan", "Laporan dan penilaian", laporan,
         "" if judged else "Bulan ini belum dinilai."),
        ("penerimaan", "Daftar penerimaan keuangan", penerimaan,
         "" if counted else "Dana honornya belum diajukan."),
    )  # fmt: skip
    return [
        Paper(
            key, name, dasar(reading.subject, key), IzinTenaga.DOKUMEN_TERBITKAN, missing,
            partial(make, reading),
        )
        for key, name, make, missing in told
        if not (key == "absensi" and reading.subject.kontrak.tim)
    ]  # fmt: skip


def _stem(case: BulanKerja) -> str:
    return f"honor-{case.puskesmas.slug}-{case.period}-{case.pk}"


PAPERS = Papers(
    permission=IzinTenaga.BACA,
    issue_permission=IzinTenaga.DOKUMEN_TERBITKAN,
    of=_of,
    stem=_stem,
    related=RELATED,
)
