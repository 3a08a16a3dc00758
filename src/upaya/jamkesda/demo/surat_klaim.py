"""Guarantee letters of a month that is over, many at once, in the register under their numbers."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import date, timedelta
from uuid import uuid4

from django.db.models import Max

from upaya.core import audit, clock
from upaya.core.access import Access
from upaya.core.documents import naskah
from upaya.core.documents.content import Isi, sidik
from upaya.core.models import Dokumen, NaskahDokumen
from upaya.jamkesda.buku.models import Batas
from upaya.jamkesda.demo.tanam import Calon
from upaya.jamkesda.demo.tempat import Panggung
from upaya.jamkesda.ppk.models import Layanan
from upaya.jamkesda.surat.models import SuratJaminan
from upaya.jamkesda.surat.papers import letter
from upaya.rules.jamkesda import road
from upaya.rules.jamkesda.batas import SURAT
from upaya.rules.jamkesda.peran import PENDAFTARAN
from upaya.wilayah.models import Unit

LAMA_INAP = 3
"""Days of a stay in hospital."""
_STAYS = 6
"""Every so many cares one is a stay."""
_LIMIT, _LIMIT_INAP = 400_000, 2_500_000
_BATCH = 500
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"


def dirawat_inap(case: Calon) -> bool:
    """Whether this care is a stay: some of what a PPK with beds does, and no planted fault."""
    beds = {Layanan.RAWAT_INAP_PERTAMA.value, Layanan.RAWAT_INAP_LANJUTAN.value}
    return not case.kode and case.kasus % _STAYS == 0 and bool(beds & set(case.ppk.layanan))


def buat(panggung: Panggung, cases: Sequence[Calon]) -> list[SuratJaminan]:
    """A letter for each, of its day; its care is over."""
    made = SuratJaminan.objects.bulk_create(
        [_draft(panggung, case) for case in cases], batch_size=_BATCH
    )
    contents = [letter(one, ("Petugas pendaftaran PPK", "", "")) for one in made]
    papers = _registered(panggung, made, contents)
    for one, paper in zip(made, papers, strict=True):
        one.dokumen, one.nomor, one.status = paper, paper.nomor, road.TERBIT
    SuratJaminan.objects.bulk_update(made, ["dokumen", "nomor", "status"], batch_size=_BATCH)
    SuratJaminan.objects.filter(pk__in=[one.pk for one in made]).update(status=road.SELESAI)
    Batas.objects.bulk_create(
        Batas(kabupaten=panggung.kabupaten, jenis=SURAT, kunci=one.kode, batas=one.batas or 0)
        for one in made
    )
    return list(made)


def _draft(panggung: Panggung, case: Calon) -> SuratJaminan:
    stays = dirawat_inap(case)
    advanced = Layanan.RAWAT_JALAN_LANJUTAN.value in case.ppk.layanan
    level = "l" if advanced else "p"
    with clock.pretend(case.hari):
        now = clock.now()
    return SuratJaminan(
        kabupaten=panggung.kabupaten, ppk=case.ppk, peserta=case.peserta,
        perjanjian=case.perjanjian, kunci=uuid4(), layanan=f"r{'i' if stays else 'j'}t{level}",
        kelas="3" if stays else "", diagnosis="A09", mulai=case.hari,
        sampai=case.hari + timedelta(LAMA_INAP if stays else 0),
        batas=_LIMIT_INAP if stays else _LIMIT, status=road.DRAF, status_since=now,
        dibuat_oleh_id=_clerk(panggung, case).user_id, dibuat_pada=now,
    )  # fmt: skip


def _clerk(panggung: Panggung, case: Calon) -> Access:
    return panggung.of(PENDAFTARAN, case.ppk.unit)


def _registered(
    panggung: Panggung, letters: Sequence[SuratJaminan], contents: Sequence[Isi]
) -> list[Dokumen]:
    """Their rows in the register, with the next numbers of each PPK, and what they say."""
    district = panggung.kabupaten.pk
    audit.hold(district)  # whoever numbers papers holds the district's chain
    units = {one.ppk.unit.pk for one in letters}
    last = Dokumen.objects.filter(kabupaten_id=district, unit_id__in=units).order_by()
    numbers = dict(last.values("unit_id").annotate(n=Max("urut")).values_list("unit_id", "n"))
    rows = []
    for one, isi in zip(letters, contents, strict=True):
        unit = one.ppk.unit
        numbers[unit.pk] = numbers.get(unit.pk, 0) + 1
        rows.append(_row(one, isi, unit, numbers[unit.pk]))
    made = Dokumen.objects.bulk_create(rows, batch_size=_BATCH)
    NaskahDokumen.objects.bulk_create(
        (
            NaskahDokumen(kabupaten_id=row.kabupaten_id, unit_id=row.unit_id, dokumen=row,
                          isi=naskah.write(isi))
            for row, isi in zip(made, contents, strict=True)
        ),
        batch_size=_BATCH,
    )  # fmt: skip
    detail = {"jenis": contents[0].jenis, "banyak": len(made), "nomor": made[0].nomor}
    audit.record("dokumen.terbit", made[0], access=None, kabupaten=district, detail=detail)
    return list(made)


def _row(one: SuratJaminan, isi: Isi, unit: Unit, number: int) -> Dokumen:
    day: date = one.mulai
    who = str(unit.nama).upper().replace(" ", "-")[:40]
    return Dokumen(
        kabupaten_id=one.kabupaten_id, unit_id=unit.pk, unit_nama=isi.kop.penerbit[:120],
        subject_type=one._meta.label_lower, subject_id=str(one.pk), jenis=isi.jenis, versi=1,
        judul=isi.judul[:120], tahun=day.year, urut=number, tanggal=day, total=isi.total,
        nomor=f"{number:03d}/{isi.kode}/{who}/{_ROMAN[day.month - 1]}/{day.year}",
        sidik=sidik(isi), kode="".join(secrets.choice(_LETTERS) for _ in range(16)),
        terbit_oleh_id=one.dibuat_oleh_id, terbit_pada=one.dibuat_pada,
    )  # fmt: skip
