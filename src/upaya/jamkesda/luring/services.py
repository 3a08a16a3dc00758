"""Use cases without a line: keys made, followed, withdrawn; numbers reserved and accounted for."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from upaya.core import audit, clock
from upaya.core.access import Access
from upaya.core.reasons import reason
from upaya.jamkesda.izin_umum import IzinUmum
from upaya.jamkesda.luring.models import KunciTanda, NomorDarurat
from upaya.jamkesda.luring.segel import pasangan
from upaya.jamkesda.ppk.models import Ppk
from upaya.jamkesda.surat.models import SuratJaminan
from upaya.rules.loader import national_book
from upaya.wilayah.models import Kabupaten, Unit


def _district(access: Access) -> Kabupaten:
    """Its row, held: of its keys one thing happens at a time."""
    rows = Kabupaten.objects.for_scope(access.scope).select_for_update(of=("self",), no_key=True)
    found: Kabupaten = rows.get(pk=access.scope.kabupaten)
    return found


@transaction.atomic
def ganti(access: Access, kunci: UUID) -> KunciTanda:
    """A new key signs from now on; the one before still vouches for what it signed.

    The same form twice makes one.
    """
    district, now = _district(access), clock.now()
    before: KunciTanda | None = KunciTanda.objects.filter(kunci=kunci).first()
    if before is not None:
        return before
    office = Unit.objects.filter(kabupaten=district, jenis=Unit.Jenis.UPT).order_by("pk").first()
    if office is None:
        raise ValidationError("UPT Jamkesda belum tercatat; hubungi Admin Dinas.")
    KunciTanda.objects.filter(kabupaten=district, diganti_pada=None, dicabut_pada=None).update(
        diganti_pada=now
    )
    pair = pasangan()
    made: KunciTanda = KunciTanda.objects.create(
        kabupaten=district,
        upt=office,
        kunci=kunci,
        publik=pair.publik,
        rahasia=pair.rahasia,
        dibuat_oleh_id=access.user_id,
        dibuat_pada=now,
    )
    audit.record(IzinUmum.KUNCI_KELOLA, made, access=access, kabupaten=district.pk)
    return made


@transaction.atomic
def cabut(pk: int, access: Access, alasan: str) -> KunciTanda:
    """Nothing that this key signed holds any longer. Withdrawing twice changes nothing."""
    _district(access)
    rows = KunciTanda.objects.for_scope(access.scope).select_for_update(of=("self",))
    found: KunciTanda = rows.get(pk=pk)
    if found.dicabut_pada is not None:
        return found
    found.alasan = reason(alasan)
    found.dicabut_oleh_id, found.dicabut_pada = access.user_id, clock.now()
    found.save(update_fields=["alasan", "dicabut_oleh", "dicabut_pada"])
    audit.record("kunci_tanda.cabut", found, access=access, kabupaten=found.kabupaten_id)
    return found


@transaction.atomic
def cadangkan(access: Access) -> list[NomorDarurat]:
    """Fill the reserve of the own PPK up to what it may hold; a full one stays as it is."""
    rows = Ppk.objects.for_scope(access.scope).select_related("unit")
    ppk = rows.select_for_update(of=("self",), no_key=True).filter(pk=access.scope.unit).first()
    if ppk is None:
        raise ValidationError("Unit Anda belum tercatat sebagai PPK; hubungi UPT Jamkesda.")
    day = clock.today()
    held = NomorDarurat.objects.filter(ppk=ppk, tahun=day.year)
    missing = _reserve(day) - held.filter(surat=None).count()
    last = held.aggregate(last=Max("urut"))["last"] or 0
    made = [
        NomorDarurat(
            kabupaten_id=ppk.kabupaten_id,
            ppk=ppk,
            tahun=day.year,
            urut=number,
            nomor=f"DRT/{ppk.pk}/{day.year}/{number:04d}",
            dicadangkan_oleh_id=access.user_id,
            dicadangkan_pada=clock.now(),
        )
        for number in range(last + 1, last + 1 + max(missing, 0))
    ]
    NomorDarurat.objects.bulk_create(made)
    if made:
        audit.record(
            IzinUmum.DARURAT, ppk, access=access, kabupaten=ppk.kabupaten_id,
            detail={"dari": made[0].urut, "sampai": made[-1].urut},
        )  # fmt: skip
    return made


def _reserve(day: date) -> int:
    return national_book().read("jamkesda.luring.nomor_cadangan", day).integer


@transaction.atomic
def pakai(pk: int, access: Access, surat: SuratJaminan, tanggal: date) -> NomorDarurat:
    """A number written by hand became this letter. Saying the same twice is once.

    ValidationError for a number that another letter has, a letter that has another number, and a
    day that has not come.
    """
    rows = NomorDarurat.objects.for_scope(access.scope).select_for_update(of=("self",))
    found: NomorDarurat = rows.get(pk=pk)
    if (found.surat_id, found.dipakai_tanggal) == (surat.pk, tanggal):
        return found
    if found.surat_id is not None:
        raise ValidationError("Nomor ini sudah dipakai surat lain.")
    if surat.ppk_id != found.ppk_id or not surat.nomor:
        raise ValidationError({"surat": "Pilih surat PPK Anda yang sudah terbit."})
    if NomorDarurat.objects.filter(surat=surat).exists():
        raise ValidationError({"surat": "Surat ini sudah mempunyai nomor darurat."})
    if tanggal > clock.today():
        raise ValidationError({"tanggal": "Tanggalnya belum tiba."})
    found.surat, found.dipakai_tanggal = surat, tanggal
    found.dipakai_oleh_id, found.dipakai_pada = access.user_id, clock.now()
    found.save(update_fields=["surat", "dipakai_tanggal", "dipakai_oleh", "dipakai_pada"])
    audit.record("nomor_darurat.pakai", found, access=access, kabupaten=found.kabupaten_id)
    return found
