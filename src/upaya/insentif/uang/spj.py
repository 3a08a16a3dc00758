"""Handing over the four documents of Pasal 24 huruf i, as a file or on paper."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from upaya.core import audit, clock, files
from upaya.core.access import Access
from upaya.core.reasons import PLACE, names_a_place
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.uang.models import DokumenSpj
from upaya.rules.insentif.road import DIREKAP


@transaction.atomic
def hand_over(
    month_id: int,
    jenis: str,
    access: Access,
    *,
    upload: UploadedFile | None = None,
    keterangan: str = "",
) -> DokumenSpj:
    """Hand one document over, replacing what was handed over before; only while it is recapped."""
    month = _open(month_id, access)
    keterangan = keterangan.strip()
    if upload is None and not keterangan:
        raise ValidationError(
            {"berkas": "Pilih berkasnya, atau tulis di mana dokumen kertasnya disimpan."}
        )
    if upload is None and not names_a_place(keterangan):
        raise ValidationError({"keterangan": PLACE})
    month.spj.filter(jenis=jenis).delete()
    stored = (
        files.store(
            upload,
            kabupaten_id=month.kabupaten_id,
            unit_id=month.puskesmas_id,
            access=access,
        )
        if upload is not None
        else None
    )
    kept = DokumenSpj.objects.create(
        pengajuan=month,
        jenis=jenis,
        berkas=stored,
        keterangan=keterangan,
        diserahkan_oleh_id=access.user_id,
        diserahkan_pada=clock.now(),
    )
    audit.record(
        "spj.serahkan",
        month,
        access=access,
        kabupaten=month.kabupaten_id,
        detail={"dokumen": jenis, "kertas": upload is None},
    )
    return kept


@transaction.atomic
def hand_over_all(
    month_id: int, access: Access, given: Mapping[str, tuple[UploadedFile | None, str]]
) -> None:
    """Hand several documents over in one step, by kind: a file, or where the paper is."""
    for jenis, (upload, keterangan) in given.items():
        hand_over(month_id, jenis, access, upload=upload, keterangan=keterangan)


@transaction.atomic
def take_back(month_id: int, jenis: str, access: Access) -> None:
    """Take a document back, as long as the month is recapped."""
    month = _open(month_id, access)
    gone, _ = month.spj.filter(jenis=jenis).delete()
    if gone:
        audit.record(
            "spj.tarik",
            month,
            access=access,
            kabupaten=month.kabupaten_id,
            detail={"dokumen": jenis},
        )


def _open(month_id: int, access: Access) -> Pengajuan:
    month: Pengajuan = (
        Pengajuan.objects.for_scope(access.scope).select_for_update(of=("self",)).get(pk=month_id)
    )
    if month.status != DIREKAP:
        raise ValidationError(
            f"Status bulan ini “{month.state.label}”; SPJ hanya diserahkan atau ditarik selama "
            "“Direkap”."
        )
    return month
