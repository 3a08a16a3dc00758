"""The contract as a paper, with the clauses of Pasal 11 ayat (3) huruf f angka 7."""

from __future__ import annotations

from functools import partial

from upaya.alur.papers import Paper, Papers
from upaya.bok.kop import kop
from upaya.core.documents.content import (
    Isi,
    Jumlah,
    Kolom,
    Paragraf,
    Rincian,
    Subjudul,
    Tabel,
)
from upaya.rules.kesehatan import KEPALA_PUSKESMAS
from upaya.rules.money import rupiah
from upaya.rules.period import tanggal
from upaya.rules.tenaga.road import BATAL, DRAF
from upaya.tenaga.izin import IzinTenaga
from upaya.tenaga.kontrak.models import Kontrak
from upaya.tenaga.kontrak.reading import RELATED, BacaanKontrak
from upaya.tenaga.orang import pemegang, tanda_tangan, tenaga

BASIS = "Pasal 11 ayat (3) huruf f angka 5 dan angka 7"


def isi(reading: BacaanKontrak) -> Isi:
    """The contract with a person, a team or an institution."""
    case = reading.subject
    head = pemegang(case.puskesmas_id, KEPALA_PUSKESMAS, case.mulai)
    second = case.nama_pihak or case.petugas.nama
    return Isi(
        jenis="kontrak",
        kode="TNG-PKS",
        judul="Perjanjian Kerja Tenaga dengan Dana BOK Puskesmas",
        kop=kop(case.puskesmas, case.kabupaten),
        keterangan=f"{case.puskesmas.sebutan}, tahun anggaran {case.formasi.tahun}",
        bagian=(
            Rincian(_parties(reading, head.name if head else "", second)),
            *_clauses(reading),
            *_team(reading),
        ),
        total=None if case.tim else case.honor,
        tempat=case.kabupaten.tempat,
        tanda_tangan=(
            tenaga(case.petugas, "Pihak Kedua"),
            tanda_tangan(KEPALA_PUSKESMAS, head, "Pihak Pertama,"),
        ),
    )


def _parties(reading: BacaanKontrak, head: str, second: str) -> tuple[tuple[str, str], ...]:
    case, place = reading.subject, reading.subject.formasi
    lines = [
        ("Pihak pertama", f"{head or 'kepala puskesmas'}, {case.puskesmas.sebutan}"),
        ("Pihak kedua", second),
        ("Sebagai", place.get_jenis_display()),
        ("Formasi", f"nomor {place.nomor} tahun {place.tahun}, keputusan {place.keputusan}"),
    ]
    if case.calon is not None:
        lines.append(("Hasil seleksi", f"Renbut {case.calon.renbut}; SI SDM {case.calon.si_sdm}"))
    if case.tim:
        lines.append(("Diwakili", case.petugas.nama))
    if case.sebelumnya is not None:
        before = case.sebelumnya
        lines.append(
            ("Memperpanjang", f"perjanjian sampai {tanggal(before.sampai)}: {case.alasan}")
        )
    return tuple(lines)


def _clauses(reading: BacaanKontrak) -> tuple[Subjudul | Paragraf | Jumlah, ...]:
    case = reading.subject
    other = case.pendapatan_lain or "menurut peraturan perundang-undangan, bila ada"
    points = [
        f"Pekerjaan. {case.kerangka}",
        (
            f"Lama perjanjian. Sejak {tanggal(case.mulai)} sampai {tanggal(case.akhir)}, dalam "
            f"tahun anggaran {case.formasi.tahun}, dibiayai dana BOK Puskesmas (angka 7 huruf e)."
        ),
        *_pay_clauses(case),
        f"Pendapatan lain yang sah. {other} (angka 7 huruf d).",
        (
            "Target. Kepala puskesmas menetapkan target kinerja bulanan tertulis: indikator, "
            "satuan, target, bobot, dan buktinya. Honor dibayar menurut absensi dan capaiannya "
            "(angka 7 huruf c; Pasal 24 huruf f)."
        ),
        "Penilaian. Kepala puskesmas menilai tiap bulan memakai aplikasi SI SDM (angka 5).",
        "Usia. Usia pada saat pengangkatan sudah diperiksa (angka 7 huruf a).",
        (
            "Pengakhiran. Perjanjian dapat diakhiri sebelum waktunya dengan alasan tertulis; honor "
            "dibayar sampai hari terakhirnya."
        ),
    ]
    if case.tim:
        points = [one for one in points if not one.startswith("Usia.")]
    return (
        Subjudul("Yang diperjanjikan"),
        *(Paragraf(words, n) for n, words in enumerate(points, start=1)),
        *(() if case.tim else (Jumlah("Honor sebulan", case.honor),)),
    )


def _pay_clauses(case: Kontrak) -> list[str]:
    if case.tim:
        return ["Pembayaran. Dibayar menurut keluaran yang diterima, dengan harga di bawah ini."]
    return [
        (
            f"Honor. {rupiah(case.honor)} sebulan menurut {case.dasar_upah} ({rupiah(case.upah)}, "
            "dibulatkan ke atas ke rupiah penuh); bulan yang tidak penuh dihitung menurut harinya "
            "(angka 7 huruf b)."
        ),
        (
            f"Jaminan Kesehatan Nasional. Bagian pemberi kerja {rupiah(case.jkn)} sebulan (angka 7 "
            "huruf b)."
        ),
    ]


def _team(reading: BacaanKontrak) -> tuple[Tabel, ...]:
    if not reading.subject.tim:
        return ()
    who = (Kolom("Nama", lebar=6), Kolom("Peran", lebar=6), Kolom("Bagian", "angka"))
    what = (Kolom("Keluaran", lebar=8), Kolom("Satuan", lebar=3), Kolom("Harga", "rupiah", 4))
    members = tuple((one.petugas.nama, one.peran, one.bagian) for one in reading.anggota)
    outputs = tuple((one.uraian, one.satuan, one.harga) for one in reading.keluaran)
    return (Tabel("Anggota", who, members), Tabel("Keluaran", what, outputs))


def _of(reading: BacaanKontrak) -> list[Paper]:
    status = reading.subject.status
    missing = {
        DRAF: "Perjanjian ini masih draf; ajukan dulu.",
        BATAL: "Perjanjian ini dibatalkan.",
    }.get(status, "")
    return [
        Paper(
            "kontrak", "Perjanjian kerja", BASIS, IzinTenaga.DOKUMEN_TERBITKAN, missing,
            partial(isi, reading),
        )
    ]  # fmt: skip


def _stem(case: Kontrak) -> str:
    return f"kontrak-{case.puskesmas.slug}-{case.mulai.isoformat()}-{case.pk}"


PAPERS = Papers(
    permission=IzinTenaga.BACA,
    issue_permission=IzinTenaga.DOKUMEN_TERBITKAN,
    of=_of,
    stem=_stem,
    related=RELATED,
)
