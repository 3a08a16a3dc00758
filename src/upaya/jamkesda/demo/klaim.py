"""Claims of the demo: six months of twelve PPK, with faults that the checks must find.

Claims are sent by their PPK on the second day after the month through the door that people use, so
that every amount comes from the same checks; what the UPT decides about them is decided many at
once, with the same checks of role, status and persons, and written as the pages write it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F

from upaya.alur.many import move_many
from upaya.core import clock
from upaya.core.access import Access
from upaya.exchange.jamkesda.klaim_sheet import KlaimTertulis
from upaya.exchange.jamkesda.tarif_sheet import read_tariffs, tariffs_book
from upaya.jamkesda.demo import kumpulan, surat_klaim, telaah
from upaya.jamkesda.demo.tanam import (
    BULAN,
    TANAM,
    TIAP_BULAN,
    Calon,
    hari_tanam,
    kode_tanam,
)
from upaya.jamkesda.demo.tempat import FIRST_DAY, Panggung, hari_kerja
from upaya.jamkesda.klaim import banyak, masuk, putusan
from upaya.jamkesda.klaim.models import AlasanTercatat, KeputusanLayanan, Klaim, LayananKlaim
from upaya.jamkesda.klaim.road import ROAD
from upaya.jamkesda.peserta import mutasi
from upaya.jamkesda.peserta.models import MasaPeserta, Mutasi, Peserta
from upaya.jamkesda.ppk.models import Perjanjian, Ppk
from upaya.jamkesda.surat.models import SuratJaminan
from upaya.jamkesda.tarif import services as tarif
from upaya.jamkesda.telaah import saringan
from upaya.rules.jamkesda.klaim import BarisKlaim, Tarif
from upaya.rules.jamkesda.peran import (
    ADMIN_UPT,
    KEPALA_UPT,
    KEPESERTAAN,
    PETUGAS_KLAIM,
    VERIFIKATOR,
)
from upaya.rules.jamkesda.road_klaim import DIAJUKAN, DIVERIFIKASI

DAFTAR = "Tarif rekaan 2022"
_PAPERS = ("resume medis", "rincian biaya")
_YEAR = 2022
_TARIF: tuple[tuple[Tarif, str], ...] = (
    (Tarif("89.01", FIRST_DAY, date(2022, 6, 30), 45_000, 1), "Pemeriksaan dokter umum"),
    (Tarif("89.01", date(2022, 7, 1), None, 50_000, 1), "Pemeriksaan dokter umum"),
    (Tarif("89.02", FIRST_DAY, None, 75_000, 1), "Visite dokter"),
    (Tarif("89.07", FIRST_DAY, date(2022, 3, 31), 60_000), "Konsultasi, tarif lama"),
    (Tarif("90.59", FIRST_DAY, None, 85_000, 2), "Darah lengkap"),
    (Tarif("88.76", FIRST_DAY, None, 275_000, 1, None, None, None, 14), "USG abdomen"),
    (Tarif("60.11", FIRST_DAY, None, 120_000, 1, "L"), "Biopsi prostat"),
    (Tarif("75.34", FIRST_DAY, None, 120_000, 1, "P"), "Pemeriksaan janin"),
    (Tarif("KMR-3", FIRST_DAY, None, 150_000, 5), "Kamar kelas III sehari"),
    (Tarif("OBT-001", FIRST_DAY, None, 1_000, 30), "Parasetamol 500 mg"),
    (Tarif("OBT-014", FIRST_DAY, None, 18_500, 10), "Ringer laktat 500 ml"),
    (Tarif("OBT-021", FIRST_DAY, None, 700, 30), "Amlodipin 5 mg"),
    (Tarif("OBT-033", FIRST_DAY, None, 1_200, 30), "Amoksisilin 500 mg"),
    (Tarif("ADM-01", FIRST_DAY, None, 25_000, 1), "Administrasi"),
)  # fmt: skip
_KASUS: tuple[tuple[str, tuple[tuple[str, int, int], ...]], ...] = (
    ("A09.0", (("90.59", 1, 85_000), ("OBT-001", 12, 1_000), ("ADM-01", 1, 25_000))),
    ("I10", (("OBT-021", 30, 700), ("ADM-01", 1, 25_000))),
    ("J06.9", (("OBT-001", 10, 1_000), ("OBT-033", 15, 1_200), ("ADM-01", 1, 25_000))),
    ("E11.9", (("90.59", 1, 85_000), ("ADM-01", 1, 25_000))),
    ("R10.4", (("88.76", 1, 275_000), ("ADM-01", 1, 25_000))),
)
"""What somebody comes for, and what is done beside the examination: service, how many, price."""
_INAP = (("KMR-3", 3, 150_000), ("89.02", 1, 75_000), ("OBT-014", 6, 18_500),
         ("90.59", 1, 85_000), ("ADM-01", 1, 25_000))  # fmt: skip
_POTONGAN = ("V01", 20_000, "Resepnya hanya separuh dari yang ditagih.")
"""A verifier's own cut: one claim of each month."""

_KEMBALI = {
    "B01": "Rincian biaya belum disertakan; unggah di halaman Berkas.",
    "W03": "Diajukan lewat dari batas perjanjian; jelaskan sebabnya dan sertakan buktinya.",
    "G01": "Z37.0 hanya keterangan hasil persalinan; tulis diagnosis utamanya.",
}
_KEMBALI_NANTI = {
    "D03": "Peserta juga dirawat di rumah sakit lain pada hari itu; sertakan ringkasan pulangnya.",
    "K01": "Jumlahnya di atas batas; sertakan alasan medisnya, atau terima jumlah menurut tarif.",
    "W04": "Satu layanan bertanggal di luar hari perawatan; jelaskan atau sertakan catatannya.",
    "K02": "Pemeriksaan yang sama diulang sebelum waktunya; sertakan alasan medisnya.",
}
"""Why claims of the last decided month are sent back: some soon, some later, some are overdue."""


@dataclass
class _Orang:
    verifikator: Access
    kepala: Access
    kepesertaan: Access


def make(panggung: Panggung) -> None:
    """A tariff by two people, then month by month what the PPK send and the UPT decides."""
    upt = panggung.upt
    people = _Orang(panggung.of(VERIFIKATOR, upt), panggung.of(KEPALA_UPT, upt),
                    panggung.of(KEPESERTAAN, upt))  # fmt: skip
    with clock.pretend(FIRST_DAY):
        _tariff(panggung)
    members = _members(panggung)
    last_stay: list[Calon] = []
    for month in BULAN:
        last = date(_YEAR, month + 1, 1) - timedelta(1)
        cases = list(_cases(panggung, month, members, last_stay))
        with clock.pretend(last):
            written = _written(cases, surat_klaim.buat(panggung, cases))
            _ended(people.kepesertaan, cases)
        with clock.pretend(hari_kerja(last + timedelta(2))):
            _seed(panggung, month)
            for ppk, rows in written:
                masuk.kirim(panggung.of(PETUGAS_KLAIM, ppk.unit), ppk.unit, rows)
        if month < BULAN[-1]:
            with clock.pretend(hari_kerja(last + timedelta(12))):
                _decided(people, month)
        if month == BULAN[-2]:
            with clock.pretend(hari_kerja(last + timedelta(24))):
                _returned(people.verifikator, _KEMBALI_NANTI)
    kumpulan.make(panggung)
    telaah.make(panggung)


def _seed(panggung: Panggung, month: int) -> None:
    """The same draw every time the demo is made; elsewhere chance draws the seed."""
    benih = hashlib.sha256(f"demo undian {_YEAR}-{month:02d}".encode()).digest()
    saringan.buka(str(panggung.kabupaten.pk), clock.today(), benih)


def _tariff(panggung: Panggung) -> None:
    admin, head = panggung.of(ADMIN_UPT, panggung.upt), panggung.of(KEPALA_UPT, panggung.upt)
    data = tariffs_book(_TARIF)
    made = tarif.coba(admin, DAFTAR, "188/REKAAN/2022", data, read_tariffs(data))
    tarif.usulkan(made.pk, admin)
    tarif.putus(made.pk, head, setuju=True, alasan="")


def _members(panggung: Panggung) -> Iterator[Peserta]:
    """Covered ones, in an order of chance, each once."""
    covered = MasaPeserta.objects.filter(sampai=None, mulai__lte=FIRST_DAY).values("peserta")
    rows = list(Peserta.objects.filter(pk__in=covered).select_related("warga").order_by("pk"))
    return iter(panggung.random.sample(rows, len(rows)))


# ------------------------------------------------------------------ what the PPK send
def _cases(
    panggung: Panggung, month: int, members: Iterator[Peserta], last_stay: list[Calon]
) -> Iterator[Calon]:
    agreements = {one.ppk_id: one for one in Perjanjian.objects.filter(
        ppk__in=[ppk.pk for ppk in panggung.ppk], status=Perjanjian.Status.BERLAKU
    )}  # fmt: skip
    for number, ppk in enumerate(panggung.ppk):
        agreed = agreements.get(ppk.pk)
        if agreed is None or agreed.sampai.month < month:
            continue
        for place in range(TIAP_BULAN):
            code = kode_tanam(month, number, place)
            day = hari_tanam(code, date(_YEAR, month, 5 + (number + place * 5) % 24))
            name = f"{month:02d}-{number + 1:02d}-{place + 1:02d}"
            case = Calon(ppk, agreed, next(members), day, name, code, number + place)
            if code == "K02":
                last_stay[:] = [case]
            if code == "D03":  # the same person lies in another hospital in those days
                case = case._replace(peserta=last_stay[0].peserta, hari=last_stay[0].hari)
            yield case


def _written(
    cases: Sequence[Calon], letters: Sequence[SuratJaminan]
) -> list[tuple[Ppk, list[KlaimTertulis]]]:
    found: dict[int, tuple[Ppk, list[KlaimTertulis]]] = {}
    before: dict[int, KlaimTertulis] = {}
    for case, paper in zip(cases, letters, strict=True):
        claim = _clean(case, paper)
        if case.kode:
            claim = TANAM[case.kode](claim, case, before[case.ppk.pk])
        else:
            before[case.ppk.pk] = claim
        found.setdefault(case.ppk.pk, (case.ppk, []))[1].append(claim)
    return list(found.values())


def _clean(case: Calon, paper: SuratJaminan) -> KlaimTertulis:
    day = case.hari
    doctor = ("89.01", 1, 45_000 if day < date(2022, 7, 1) else 50_000)
    stays = surat_klaim.dirawat_inap(case)
    diagnosis, beside = ("K35.8", _INAP) if stays else _KASUS[
        0 if case.kode else case.kasus % len(_KASUS)
    ]  # fmt: skip
    return KlaimTertulis(
        case.nomor, case.peserta.kartu, paper.nomor, "rawat_inap" if stays else "rawat_jalan",
        day, day + timedelta(surat_klaim.LAMA_INAP if stays else 0), (diagnosis,), _PAPERS,
        tuple(
            BarisKlaim(no, code, day, many, price)
            for no, (code, many, price) in enumerate((doctor, *beside), 1)
        ),
    )  # fmt: skip


def _ended(clerk: Access, cases: Sequence[Calon]) -> None:
    """Whose membership ended the day before the care, which the UPT heard of later."""
    kinds = {"P01": Mutasi.Jenis.BPJS, "W02": Mutasi.Jenis.MENINGGAL}
    for case in cases:
        if kind := kinds.get(case.kode):
            mutasi.catat(case.peserta.pk, clerk, {
                "jenis": kind, "tanggal": case.hari - timedelta(1),
                "alasan": f"{kind.label} menurut laporan desa.", "dokumen": f"REKAAN/{case.nomor}",
            })  # fmt: skip


# ------------------------------------------------------------------ what the UPT decides
def _decided(people: _Orang, month: int) -> None:
    """What the rule left to people: each line is looked at, some are sent back."""
    verifier = people.verifikator
    _own_cut(verifier)
    last = month >= BULAN[-2]
    if last:
        _returned(verifier, _KEMBALI)
    _accepted(verifier, _KEMBALI_NANTI if last else ())
    if month < BULAN[-2]:
        _settled(people.kepala)


def _standing(access: Access, status: str) -> list[Klaim]:
    rows = Klaim.objects.for_scope(access.scope).filter(status=status).select_related("unit")
    return list(rows.defer("masukan").order_by("pk"))


def _own_cut(verifier: Access) -> None:
    """One claim a month is cut by the verifier's own word, by the pages' own doors."""
    claim = next(one for one in _standing(verifier, DIAJUKAN) if one.putusan == "dipotong")
    code, amount, said = _POTONGAN
    line = claim.layanan.filter(diperiksa__gt=amount).latest("no")
    putusan.putuskan(verifier, claim.pk, line.no, kode=code, jumlah=amount, kalimat=said)
    putusan.terima_sisanya(verifier, claim.pk)
    ROAD.execute(claim.pk, "verifikasi", verifier)


def _returned(verifier: Access, reasons: Mapping[str, str]) -> None:
    """What the provider can still bring or explain is sent back, each with its own sentence."""
    for kode, said in reasons.items():
        other = AlasanTercatat.objects.exclude(kode=kode).values("klaim")
        rows = Klaim.objects.filter(status=DIAJUKAN, alasan__kode=kode).exclude(pk__in=other)
        claims = list(rows.select_related("unit").defer("masukan").order_by("pk").distinct())
        move_many(ROAD, claims, "kembalikan", verifier, judged=(),
                  preparers=banyak.menyiapkan(claims), reason=said)  # fmt: skip


def _accepted(verifier: Access, later: Collection[str] = ()) -> None:
    """Every line of the others is accepted as the checks left it; some wait to be sent back."""
    waits = set(AlasanTercatat.objects.filter(kode__in=later).values_list("klaim", flat=True))
    claims = [one for one in _standing(verifier, DIAJUKAN) if one.pk not in waits]
    now = clock.now()
    lines = LayananKlaim.objects.filter(klaim__in=claims)
    KeputusanLayanan.objects.bulk_create(
        KeputusanLayanan(layanan=line, oleh_id=verifier.user_id, pada=now)
        for line in lines.filter(diperiksa__gt=0).order_by("pk")
    )
    lines.update(disetujui=F("diperiksa"))
    move_many(
        ROAD, claims, "verifikasi", verifier, judged={"diputus"},
        preparers=banyak.menyiapkan(claims), values={"disetujui": F("diperiksa")},
    )  # fmt: skip


def _settled(head: Access) -> None:
    """What is worth something is approved, what is worth nothing refused."""
    own = set(KeputusanLayanan.objects.exclude(kode="").values_list("layanan__klaim", flat=True))
    rows = _standing(head, DIVERIFIKASI)
    for one in rows:
        if one.pk in own:
            ROAD.execute(one.pk, "setujui", head)
    rows = [one for one in rows if one.pk not in own]
    good = [one for one in rows if one.disetujui]
    nothing = [one for one in rows if not one.disetujui]
    move_many(ROAD, good, "setujui", head, judged={"bernilai"}, preparers={})
    said = "Tidak ada yang dapat dibayar; alasannya tertulis pada tiap baris."
    move_many(ROAD, nothing, "tolak", head, judged={"nihil"}, preparers={}, reason=said)
