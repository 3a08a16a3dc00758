"""Closing what an officer owes back and no month can hold back: two persons, with proof."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from upaya.core import audit, clock, files
from upaya.core.access import Access
from upaya.core.second import propose, settle
from upaya.insentif.hasil.calculation import hold_puskesmas
from upaya.insentif.koreksi.models import PenyelesaianSelisih, SelisihPetugas
from upaya.insentif.piutang.queries import PEMUTUS, owed_back
from upaya.rules.money import rupiah
from upaya.rules.roles import either


@dataclass(frozen=True, slots=True)
class UsulanPenyelesaian:
    """How an open difference is closed: the way, rupiah, and the receipt or decision."""

    cara: str
    jumlah: int
    nomor: str
    tanggal: date
    alasan: str


@transaction.atomic
def usulkan(
    part_id: int, wanted: UsulanPenyelesaian, access: Access, upload: UploadedFile | None = None
) -> PenyelesaianSelisih:
    """Propose to close a difference, or a part of it."""
    part = _held(part_id, access)
    _refuse(part, wanted.jumlah, wanted.tanggal, access)
    if part.penyelesaian.filter(status="diusulkan").exists():
        raise ValidationError("Penyelesaian selisih ini sudah diusulkan dan menunggu putusan.")
    month = part.koreksi.pengajuan
    stored = (
        files.store(
            upload, kabupaten_id=month.kabupaten_id, unit_id=month.puskesmas_id, access=access
        )
        if upload is not None
        else None
    )
    made = PenyelesaianSelisih(
        kabupaten_id=part.kabupaten_id,
        bagian=part,
        cara=wanted.cara,
        jumlah=wanted.jumlah,
        nomor=wanted.nomor.strip(),
        tanggal=wanted.tanggal,
        berkas=stored,
    )
    propose(made, access, wanted.alasan)
    _record("selisih.tutup_usul", made, access)
    return made


def _held(part_id: int, access: Access) -> SelisihPetugas:
    """The difference, while no month of its puskesmas settles anything."""
    found: SelisihPetugas = (
        SelisihPetugas.objects.for_scope(access.scope)
        .select_related("petugas", "koreksi__pengajuan__puskesmas")
        .get(pk=part_id)
    )
    hold_puskesmas(found.koreksi.pengajuan)
    return found


def _refuse(part: SelisihPetugas, amount: int, day: date, access: Access) -> None:
    left = sum(one.jumlah for one in owed_back(access.scope, part.pk))
    if not 0 < amount <= left:
        raise ValidationError(
            {"jumlah": f"Yang masih terbuka {rupiah(left)}. Tulis paling banyak sebanyak itu."}
        )
    if day > clock.today():
        raise ValidationError({"tanggal": "Tanggalnya belum tiba."})
    if day < part.koreksi.pengajuan.periode:
        raise ValidationError({"tanggal": "Tanggalnya sebelum bulan yang dikoreksi."})


@transaction.atomic
def putuskan(pk: int, access: Access, *, setuju: bool, alasan: str) -> PenyelesaianSelisih:
    """Agree or refuse; whoever proposed the correction itself does not write it off either."""
    found = PenyelesaianSelisih.objects.for_scope(access.scope).get(pk=pk)
    part = _held(found.bagian_id, access)
    made = PenyelesaianSelisih.objects.select_for_update(of=("self",)).get(pk=pk)
    if access.role not in PEMUTUS[made.cara]:
        raise ValidationError(f"Putusan ini milik {either(PEMUTUS[made.cara])}.")
    if setuju and made.waiting:
        _refuse(part, made.jumlah, made.tanggal, access)
    settle(made, access, setuju=setuju, alasan=alasan, own={part.koreksi.diusulkan_oleh_id})
    _record("selisih.tutup_putus", made, access)
    return made


def _record(action: str, made: PenyelesaianSelisih, access: Access) -> None:
    audit.record(
        action,
        made,
        access=access,
        kabupaten=made.kabupaten_id,
        detail={
            "bagian": made.bagian_id,
            "cara": made.cara,
            "jumlah": made.jumlah,
            "putusan": made.status,
        },
    )
