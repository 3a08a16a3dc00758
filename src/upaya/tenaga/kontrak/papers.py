"""The contract as a paper, with the clauses that the rule of its year asks for.

2022: Pasal 11 ayat (3) huruf f angka 7; 2016: the special provisions of Permenkes 82/2015.
"""

from __future__ import annotations

from collections.abc import Mapping
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
from upaya.regulasi.queries import rulebook_once
from upaya.rules.kesehatan import KEPALA_PUSKESMAS
from upaya.rules.money import rupiah
from upaya.rules.parameter import Value
from upaya.rules.period import tanggal
from upaya.rules.tenaga.road import BATAL, DRAF
from upaya.tenaga.izin import IzinTenaga
from upaya.tenaga.kontrak.models import Kontrak
from upaya.tenaga.kontrak.reading import RELATED, BacaanKontrak
from upaya.tenaga.orang import pemegang, tanda_tangan, tenaga

RUJUKAN = "tenaga.rujukan_perjanjian"


def _rule(case: Kontrak) -> Value | None:
    """What the year's rule says of a contract, clause by clause; None where it has no rule."""
    kabupaten = str(case.kabupaten_id)
    return rulebook_once(kabupaten).find(RUJUKAN, case.mulai, kabupaten)


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
        chosen = case.calon
        said = f"{chosen.nama}; Renbut {chosen.renbut}; SI SDM {chosen.si_sdm}"
        lines.append(("Hasil seleksi", said))
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
    rule = _rule(case)
    said = _Clauses(rule.table if rule else {})
    other = case.pendapatan_lain or "menurut peraturan perundang-undangan, bila ada"
    points = [
        f"Pekerjaan. {case.kerangka}",
        said.of(
            "lama",
            f"Lama perjanjian. Sejak {tanggal(case.mulai)} sampai {tanggal(case.akhir)}, dalam "
            f"tahun anggaran {case.formasi.tahun}, dibiayai dana BOK Puskesmas",
        ),
        *_pay_clauses(case, said),
        said.of("pendapatan", f"Pendapatan lain yang sah. {other}"),
        said.of(
            "target",
            "Target. Kepala puskesmas menetapkan target kinerja bulanan tertulis: indikator, "
            "satuan, target, bobot, dan buktinya. Honor dibayar menurut absensi dan capaiannya",
        ),
        said.of(
            "penilaian", "Penilaian. Kepala puskesmas menilai tiap bulan memakai aplikasi SI SDM"
        ),
        *said.only("fasilitas", "Hak dan fasilitas. Setara dengan staf puskesmas lain"),
        *(
            ()
            if case.tim
            else said.only("usia", "Usia. Usia pada saat pengangkatan sudah diperiksa")
        ),
        (
            "Pengakhiran. Perjanjian dapat diakhiri sebelum waktunya dengan alasan tertulis; honor "
            "dibayar sampai hari terakhirnya."
        ),
    ]
    return (
        Subjudul("Yang diperjanjikan"),
        *(Paragraf(words, n) for n, words in enumerate(points, start=1)),
        *(() if case.tim else (Jumlah("Honor sebulan", case.honor),)),
    )


class _Clauses:
    """Clauses with the provision that the year's rule has for each; where it has none, without."""

    def __init__(self, rule: Mapping[str, object]) -> None:
        self.rule = rule

    def of(self, name: str, words: str) -> str:
        """A clause that every contract has."""
        return f"{words} ({self.rule[name]})." if name in self.rule else f"{words}."

    def only(self, name: str, words: str) -> list[str]:
        """A clause that only a rule that names it asks for."""
        return [self.of(name, words)] if name in self.rule else []


def _pay_clauses(case: Kontrak, said: _Clauses) -> list[str]:
    if case.tim:
        return ["Pembayaran. Dibayar menurut keluaran yang diterima, dengan harga di bawah ini."]
    return [
        said.of(
            "honor",
            f"Honor. {rupiah(case.honor)} sebulan menurut {case.dasar_upah} ({rupiah(case.upah)}, "
            "dibulatkan ke atas ke rupiah penuh); bulan yang tidak penuh dihitung menurut harinya",
        ),
        said.of(
            "jkn",
            f"Jaminan Kesehatan Nasional. Bagian pemberi kerja {rupiah(case.jkn)} sebulan",
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


def _basis(case: Kontrak) -> str:
    rule = _rule(case)
    return rule.source if rule else "belum diatur untuk tahun ini"


def _of(reading: BacaanKontrak) -> list[Paper]:
    status = reading.subject.status
    missing = {
        DRAF: "Perjanjian ini masih draf; ajukan dulu.",
        BATAL: "Perjanjian ini dibatalkan.",
    }.get(status, "")
    return [
        Paper(
            "kontrak", "Perjanjian kerja", _basis(reading.subject), IzinTenaga.DOKUMEN_TERBITKAN,
            missing, partial(isi, reading),
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
