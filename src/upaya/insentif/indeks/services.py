"""Publishing the indices of a month (Pasal 11A ayat (8) huruf a and b)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal

from django.db import transaction

from upaya.core import audit, clock
from upaya.core.access import Access
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.indeks.models import IndeksTerbit
from upaya.rules.insentif.road import EDITABLE
from upaya.rules.period import Period
from upaya.wilayah.models import Unit


class PublishRefusedError(Exception):
    """The indices may not be published like this; the message is for the Dinas."""


@dataclass(frozen=True, slots=True)
class Indices:
    """The three indices, each from 0 to 1."""

    kinerja_spm: Decimal
    kesulitan_wilayah: Decimal
    beban_kerja: Decimal


@transaction.atomic
def publish(
    puskesmas_id: int,
    period: Period,
    indices: Indices,
    access: Access,
    *,
    nomor_surat: str,
    alasan: str = "",
) -> IndeksTerbit:
    """Publish, or publish anew with a reason while the month is still with the puskesmas.

    The same indices again change nothing. After submission they are frozen with the month.
    """
    unit = Unit.objects.for_scope(access.scope).select_for_update(of=("self",)).get(pk=puskesmas_id)
    kabupaten = unit.kabupaten_id
    assert kabupaten is not None  # noqa: S101 - the constraint unit_punya_kabupaten
    latest = latest_for(puskesmas_id, period)
    if latest is not None:
        if latest.as_dict() == asdict(indices):
            return latest
        if not alasan.strip():
            raise PublishRefusedError("Indeks bulan ini sudah terbit. Tulis alasan perubahannya.")
    _refuse_after_draft(unit, period)
    published = IndeksTerbit.objects.create(
        kabupaten_id=kabupaten,
        puskesmas=unit,
        periode=period.first_day,
        versi=latest.versi + 1 if latest else 1,
        **asdict(indices),
        nomor_surat=nomor_surat,
        alasan=alasan.strip() if latest else "",
        diterbitkan_oleh_id=access.user_id,
        diterbitkan_pada=clock.now(),
    )
    audit.record(
        "indeks.terbitkan",
        published,
        access=access,
        kabupaten=kabupaten,
        detail={"puskesmas": unit.pk, "periode": str(period), "versi": published.versi},
    )
    return published


def _refuse_after_draft(unit: Unit, period: Period) -> None:
    """What the puskesmas sent on was computed with the indices it saw: they stay."""
    month = Pengajuan.objects.filter(puskesmas=unit, periode=period.first_day).first()
    if month is not None and month.status not in EDITABLE:
        raise PublishRefusedError(
            f"{unit.nama} sudah melewati draf bulan {period.nama} (status “{month.state.label}”); "
            "indeksnya tidak dapat diubah lagi kecuali bulan itu dikembalikan."
        )


def latest_for(puskesmas_id: int, period: Period) -> IndeksTerbit | None:
    """The publication that counts, None when there is none yet."""
    return (
        IndeksTerbit.objects.filter(puskesmas_id=puskesmas_id, periode=period.first_day)
        .order_by("-versi")
        .first()
    )


@transaction.atomic
def publish_all(
    changes: Sequence[tuple[int, Indices]],
    period: Period,
    access: Access,
    *,
    nomor_surat: str,
    alasan: str,
) -> None:
    """Publish a sheet whole or not at all: one refused puskesmas leaves everything as it was."""
    for puskesmas_id, indices in changes:
        publish(puskesmas_id, period, indices, access, nomor_surat=nomor_surat, alasan=alasan)
