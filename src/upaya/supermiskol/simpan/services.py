"""The retention rule carried out: what of a family is removed, and what stays."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from upaya.core import audit, clock, files
from upaya.core.models import StoredFile
from upaya.rules.supermiskol import road
from upaya.supermiskol.hak.models import PermintaanHak
from upaya.supermiskol.ketetapan import buku
from upaya.supermiskol.kunjungan.models import Kunjungan
from upaya.supermiskol.kunjungan.models_ponsel import FotoPonsel
from upaya.supermiskol.permohonan.models import Berkas, Permohonan
from upaya.supermiskol.simpan.models import Penghapusan
from upaya.supermiskol.surat.models import SuratMiskin
from upaya.supermiskol.ulangan.models import Ulangan

GONE = "dihapus"
NO_DAY = date(1, 1, 1)
"""In the place of a birth date: nobody was born on it, so nobody opens the request with it."""
DIHAPUS = (
    "nama, NIK, nomor KK, tanggal lahir, nama ibu, alamat, telepon, nomor rujukan, isi semua "
    "berkas dan foto, catatan kunjungan, isi permintaan keluarga"
)
TINGGAL = (
    "nomor tiket, desa, keadaan dan tanggalnya, jawaban indikator, skor, putusan dengan alasannya, "
    "nomor surat dan inisialnya, naskah surat yang tersandi dalam register, jejak audit, klaim "
    "dan uangnya"
)


def last_day(case: Permohonan) -> date | None:
    """The last day on which the data of a closed request are kept; None while it is open."""
    if case.status not in road.SELESAI:
        return None
    closed = timezone.localtime(case.status_since).date()
    month = closed.month - 1 + months(case.kabupaten_id, closed)
    year, month = closed.year + month // 12, month % 12 + 1
    return date(year, month, min(closed.day, monthrange(year, month)[1]))


def months(kabupaten: str, day: date) -> int:
    """The months of the rule on the day on which a request closed."""
    return buku(kabupaten).read("supermiskol.masa_simpan", day, kabupaten).integer


def due() -> Iterator[int]:
    """Requests whose time is over and whose letter is not in force; oldest first."""
    today = clock.today()
    in_force = SuratMiskin.objects.filter(dicabut_tanggal=None, berlaku_sampai__gte=today)
    rows = (
        Permohonan.objects.filter(status__in=road.SELESAI, penghapusan=None)
        .exclude(pk__in=in_force.values("permohonan_id"))
        .exclude(hak__status="terbuka")
        .exclude(hak__janji_sampai__isnull=False, hak__dipenuhi_pada=None)
        .order_by("status_since", "pk")
    )
    for case in rows.iterator():
        last = last_day(case)
        if last is not None and last < today:
            yield case.pk


@transaction.atomic
def erase(pk: int) -> Penghapusan:
    """Remove the data of a family for good; once removed, nothing happens again."""
    case: Permohonan = Permohonan.objects.select_for_update(of=("self",)).get(pk=pk)
    before: Penghapusan | None = Penghapusan.objects.filter(permohonan=case).first()
    if before is not None:
        return before
    held = StoredFile.objects.filter(
        Q(pk__in=Berkas.objects.filter(permohonan=case).values("stored_id"))
        | Q(pk__in=FotoPonsel.objects.filter(kiriman__permohonan=case).values("stored_id"))
    )
    rows = list(held)
    closed = timezone.localtime(case.status_since).date()
    made: Penghapusan = Penghapusan.objects.create(
        permohonan=case,
        bulan=months(case.kabupaten_id, closed),
        berkas=len(rows),
        dihapus_pada=clock.now(),
    )
    for stored in rows:
        files.erase(stored)
    _blank(case)
    audit.record(
        "miskol.hapus_simpan",
        case,
        access=None,
        kabupaten=case.kabupaten_id,
        detail={"berkas": len(rows), "bulan": made.bulan},
    )
    return made


def _blank(case: Permohonan) -> None:
    case.nama, case.alamat, case.faskes, case.tanggal_lahir = GONE, GONE, GONE, NO_DAY
    case.nik = case.kk = case.ibu = case.telepon = case.rujukan_nomor = ""
    case.rujukan_tanggal = None
    case.versi += 1
    case.save(
        update_fields=[
            "nama", "alamat", "faskes", "tanggal_lahir", "nik", "kk", "ibu", "telepon",
            "rujukan_nomor", "rujukan_tanggal", "versi",
        ]
    )  # fmt: skip
    Kunjungan.objects.filter(permohonan=case).exclude(catatan="").update(
        catatan=GONE, versi=F("versi") + 1
    )
    Ulangan.objects.filter(kunjungan__permohonan=case).exclude(catatan="").update(catatan=GONE)
    PermintaanHak.objects.filter(permohonan=case).update(uraian=GONE, seharusnya="")
