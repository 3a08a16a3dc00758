"""Claims of the demo: six months of twelve PPK, with faults that the checks must find.

Everything passes the doors that people use: claims are sent by their PPK on the day after the
month, checked, verified, approved, gathered and paid by those whose work it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from upaya.alur.road import Road
from upaya.core import clock
from upaya.core.access import Access
from upaya.core.documents import register
from upaya.exchange.jamkesda.klaim_sheet import KlaimTertulis
from upaya.exchange.jamkesda.tarif_sheet import read_tariffs, tariffs_book
from upaya.jamkesda.buku.models import Batas
from upaya.jamkesda.demo import kumpulan
from upaya.jamkesda.demo.tempat import FIRST_DAY, Panggung
from upaya.jamkesda.klaim import banyak, masuk, putusan
from upaya.jamkesda.klaim.models import Klaim
from upaya.jamkesda.klaim.road import ROAD
from upaya.jamkesda.peserta.models import MasaPeserta, Peserta
from upaya.jamkesda.ppk.models import Layanan, Perjanjian, Ppk
from upaya.jamkesda.surat.models import SuratJaminan
from upaya.jamkesda.surat.papers import letter
from upaya.jamkesda.tarif import services as tarif
from upaya.rules.jamkesda import road
from upaya.rules.jamkesda.batas import SURAT
from upaya.rules.jamkesda.klaim import BarisKlaim, Tarif
from upaya.rules.jamkesda.peran import (
    ADMIN_UPT,
    KEPALA_UPT,
    PENDAFTARAN,
    PETUGAS_KLAIM,
    VERIFIKATOR,
)

DAFTAR = "Tarif rekaan 2022"
BULAN = (5, 6, 7, 8, 9, 10)
TIAP_BULAN = 5
"""Claims of one PPK in one month."""
_LIMIT = 400_000
_PAPERS = ("resume medis", "rincian biaya")
_YEAR = 2022
_TARIF: tuple[tuple[Tarif, str], ...] = (
    (Tarif("89.01", FIRST_DAY, date(2022, 6, 30), 45_000, 1), "Pemeriksaan dokter umum"),
    (Tarif("89.01", date(2022, 7, 1), None, 50_000, 1), "Pemeriksaan dokter umum"),
    (Tarif("90.59", FIRST_DAY, None, 85_000, 2), "Darah lengkap"),
    (Tarif("88.76", FIRST_DAY, None, 275_000, 1, None, None, None, 14), "USG abdomen"),
    (Tarif("OBT-001", FIRST_DAY, None, 1_000, 30), "Parasetamol 500 mg"),
    (Tarif("OBT-014", FIRST_DAY, None, 18_500, 10), "Ringer laktat 500 ml"),
    (Tarif("ADM-01", FIRST_DAY, None, 25_000, 1), "Administrasi"),
)  # fmt: skip

Rusak = Callable[[KlaimTertulis], KlaimTertulis]


def _line(claim: KlaimTertulis, **changes: Any) -> KlaimTertulis:  # noqa: ANN401 - fields of a line
    first, *rest = claim.baris
    return claim._replace(baris=(first._replace(**changes), *rest))


TANAM: tuple[tuple[str, Rusak], ...] = (
    ("T02", lambda c: _line(c, harga=c.baris[0].harga + 15_000)),
    ("P03", lambda c: c._replace(surat=None)),
    ("B01", lambda c: c._replace(lampiran=("resume medis",))),
    ("K01", lambda c: _line(c, jumlah=3)),
    ("A02", lambda c: _line(c, kode="99.99")),
    ("W04", lambda c: _line(c, tanggal=c.masuk - timedelta(2))),
    ("G01", lambda c: c._replace(diagnosis=("Z37.0",))),
    ("P06", lambda c: c._replace(baris=(*c.baris, BarisKlaim(5, "88.76", c.masuk, 1, 275_000)))),
    ("D02", lambda c: c._replace(baris=(*c.baris, c.baris[-1]._replace(no=5)))),
)
"""Planted faults: the code that the checks must find, and what is done to a clean claim."""
SETIAP = 3
"""Every so many claims one has a fault."""


@dataclass
class _Orang:
    upt: Panggung
    verifikator: Access
    kepala: Access


def make(panggung: Panggung) -> None:
    """A tariff by two people, then month by month what the PPK send and the UPT decides."""
    upt = panggung.upt
    people = _Orang(panggung, panggung.of(VERIFIKATOR, upt), panggung.of(KEPALA_UPT, upt))
    with clock.pretend(FIRST_DAY):
        _tariff(panggung)
    members = _members(panggung)
    for month in BULAN:
        last = date(_YEAR, month + 1, 1) - timedelta(1)
        with clock.pretend(last):
            claims = list(_written(panggung, month, members))
        with clock.pretend(last + timedelta(2)):
            made = [one for ppk, rows in claims for one in _sent(panggung, ppk, rows)]
        if month < BULAN[-1]:
            with clock.pretend(last + timedelta(12)):
                _decided(people, made, month)
    kumpulan.make(panggung)


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


def _written(
    panggung: Panggung, month: int, members: Iterator[Peserta]
) -> Iterator[tuple[Ppk, list[KlaimTertulis]]]:
    for number, ppk in enumerate(panggung.ppk):
        agreed = Perjanjian.objects.get(ppk=ppk)
        if agreed.status != Perjanjian.Status.BERLAKU or agreed.sampai.month < month:
            continue
        rows = []
        for place in range(TIAP_BULAN):
            day = date(_YEAR, month, 5 + (number + place * 5) % 24)
            case = _letter(panggung, agreed, next(members), day)
            claim = _clean(case, f"{month:02d}-{number + 1:02d}-{place + 1}")
            count = (month * len(panggung.ppk) + number) * TIAP_BULAN + place
            if count % SETIAP == 0:
                claim = TANAM[count // SETIAP % len(TANAM)][1](claim)
            rows.append(claim)
        yield ppk, rows


def _clean(case: SuratJaminan, nomor: str) -> KlaimTertulis:
    day = case.mulai
    doctor = 45_000 if day < date(2022, 7, 1) else 50_000
    return KlaimTertulis(
        nomor, case.peserta.kartu, case.nomor, "rawat_jalan", day, day, ("A09.0",), _PAPERS,
        (
            BarisKlaim(1, "89.01", day, 1, doctor),
            BarisKlaim(2, "90.59", day, 1, 85_000),
            BarisKlaim(3, "OBT-001", day, 12, 1_000),
            BarisKlaim(4, "ADM-01", day, 1, 25_000),
        ),
    )  # fmt: skip


def _letter(panggung: Panggung, agreed: Perjanjian, member: Peserta, day: date) -> SuratJaminan:
    """A letter of that day, issued under its number; its care is over."""
    ppk = agreed.ppk
    assert ppk is not None  # noqa: S101 - agreements of the demo are with PPK
    clerk = panggung.of(PENDAFTARAN, ppk.unit)
    advanced = Layanan.RAWAT_JALAN_LANJUTAN.value in ppk.layanan
    with clock.pretend(day):
        now = clock.now()
        made = SuratJaminan(
            kabupaten=panggung.kabupaten, ppk=ppk, peserta=member, perjanjian=agreed,
            kunci=uuid4(), layanan="rjtl" if advanced else "rjtp", diagnosis="A09", mulai=day,
            sampai=day, batas=_LIMIT, status=road.DRAF, status_since=now,
            dibuat_oleh_id=clerk.user_id, dibuat_pada=now,
        )  # fmt: skip
        made.save(force_insert=True)
        paper = register.issue(
            made, letter(made, (clerk.role.label, "", "")), clerk,
            kabupaten_id=panggung.kabupaten.pk, unit_id=ppk.unit.pk,
        )  # fmt: skip
    made.dokumen, made.nomor = paper, paper.nomor
    for status in (road.TERBIT, road.SELESAI):
        made.status = status
        made.save(update_fields=["dokumen", "nomor", "status"])
    Batas.objects.create(kabupaten=panggung.kabupaten, jenis=SURAT, kunci=made.kode, batas=_LIMIT)
    return made


def _sent(panggung: Panggung, ppk: Ppk, rows: list[KlaimTertulis]) -> list[Klaim]:
    return masuk.terima(panggung.of(PETUGAS_KLAIM, ppk.unit), ppk.unit, rows).baru


def _decided(people: _Orang, made: list[Klaim], month: int) -> None:
    """Clean claims at once; of the others each line is looked at, some are sent back."""
    seen = [one.pk for one in made]
    banyak.langkah(people.verifikator, "verifikasi", seen)
    for one in made:
        if one.putusan != "lolos":
            _looked_at(people, ROAD, one, month)
    if month < BULAN[-2]:
        banyak.langkah(people.kepala, "setujui", seen)


def _looked_at(people: _Orang, way: Road, claim: Klaim, month: int) -> None:
    verifier, head = people.verifikator, people.kepala
    if {one.kode for one in claim.alasan.all()} == {"B01"} and month >= BULAN[-2]:
        said = "Rincian biaya belum disertakan; unggah di halaman Berkas."
        way.execute(claim.pk, "kembalikan", verifier, reason=said)
        return
    putusan.terima_sisanya(verifier, claim.pk)
    way.execute(claim.pk, "verifikasi", verifier)
    if month >= BULAN[-2]:
        return
    if claim.diperiksa:
        way.execute(claim.pk, "setujui", head)
    else:
        said = "Tidak ada yang dapat dibayar; alasannya tertulis pada tiap baris."
        way.execute(claim.pk, "tolak", head, reason=said)
