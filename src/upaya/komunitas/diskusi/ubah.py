"""Use cases of who wrote something: put it right, take it back, begin and go on later."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction

from upaya.core import audit, clock
from upaya.komunitas.anggota.services import member_of
from upaya.komunitas.diskusi import batas, services
from upaya.komunitas.diskusi.models import LONGEST, Tanggapan, Topik
from upaya.komunitas.diskusi.models_jaga import Draf, RiwayatTanggapan
from upaya.komunitas.pencarian import sumber
from upaya.komunitas.pencarian.models import Carian

_OPEN = (Tanggapan.Status.MENUNGGU, Tanggapan.Status.TERBIT)


def own(pk: int, tamu: str) -> Tanggapan | None:
    """A comment that this browser, or its member, wrote and may still change."""
    if not tamu:
        return None
    rows = Tanggapan.objects.filter(batas.written_by(tamu, member_of(tamu)), pk=pk)
    found: Tanggapan | None = (
        rows.filter(status__in=_OPEN, blokir=None, topik__periode__ditutup_pada=None)
        .select_related("topik__periode")
        .first()
    )
    return found


@transaction.atomic
def revise(pk: int, tamu: str, isi: str) -> Tanggapan:
    """Change the words; what was published before stays readable. The same words change nothing."""
    found = _locked(pk, tamu)
    if found.isi == isi:
        return found
    batas.check(tamu, found.anggota, isi, kabupaten=found.kabupaten_id)
    now = clock.now()
    if found.status == Tanggapan.Status.TERBIT:
        RiwayatTanggapan.objects.create(tanggapan=found, isi=found.isi, diganti_pada=now)
        found.diubah_pada = now
    found.isi = isi
    found.save(update_fields=["isi", "diubah_pada"])
    sumber.refresh(Carian.Jenis.TANGGAPAN, [found.pk])
    audit.record("komunitas.betulkan", found, access=None, kabupaten=found.kabupaten_id)
    return found


@transaction.atomic
def withdraw(pk: int, tamu: str) -> Tanggapan:
    """Take a comment back: it is shown no more; answers to it stay."""
    found = _locked(pk, tamu)
    shown = found.status == Tanggapan.Status.TERBIT
    found.status = Tanggapan.Status.DITARIK
    found.save(update_fields=["status"])
    if shown:
        services.count_again([found.topik_id])
        sumber.refresh(Carian.Jenis.TANGGAPAN, [found.pk])
    audit.record("komunitas.tarik", found, access=None, kabupaten=found.kabupaten_id)
    return found


def _locked(pk: int, tamu: str) -> Tanggapan:
    found = own(pk, tamu)
    if found is None:
        raise ValidationError("Tanggapan ini tidak dapat diubah lagi.")
    Topik.objects.select_for_update(of=("self",)).get(pk=found.topik_id)
    locked: Tanggapan = Tanggapan.objects.select_for_update(of=("self",)).get(pk=pk)
    if locked.status not in _OPEN:
        raise ValidationError("Tanggapan ini tidak dapat diubah lagi.")
    return locked


def keep_draft(topik: int, tamu: str, isi: str) -> None:
    """What is begun and not sent, one for each topic and browser; nothing typed takes it away."""
    rows = Draf.objects.filter(topik=topik, tamu=tamu)
    if not isi.strip():
        rows.delete()
        return
    Draf.objects.update_or_create(
        topik_id=topik, tamu=tamu,
        defaults={"isi": isi[:LONGEST], "disimpan_pada": clock.now()},
    )  # fmt: skip


def draft(topik: int, tamu: str) -> str:
    """What was begun here, "" without."""
    found = Draf.objects.filter(topik=topik, tamu=tamu).first() if tamu else None
    return found.isi if found else ""
