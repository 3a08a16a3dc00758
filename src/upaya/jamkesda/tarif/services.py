"""Use cases of tariff lists: try a file out, propose it, decide. Each is one transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.db import transaction

from upaya.core import audit, clock
from upaya.core.access import Access
from upaya.core.creation import named
from upaya.core.reasons import reason
from upaya.exchange.jamkesda.tarif_sheet import Beda, BerkasTarif, banding
from upaya.jamkesda.tarif import queries
from upaya.jamkesda.tarif.models import DaftarTarif, TarifLayanan

_BATCH = 2_000
_S = DaftarTarif.Status


@contextmanager
def _one() -> Iterator[None]:
    """One transaction whose end of the chain is held once, from the asking to the writing."""
    with transaction.atomic(), audit.together():
        yield


@_one()
def coba(
    access: Access, nama: str, nomor_keputusan: str, data: bytes, found: BerkasTarif
) -> DaftarTarif:
    """Keep a file that was read without using it; the same file of one list again is the same one.

    ValueError for a file with faults: those are said at their cells, and nothing of it is kept.
    """
    if found.galat or not found.tarif:
        raise ValueError("berkas tarif dengan galat tidak disimpan")
    district = access.scope.kabupaten
    assert district is not None  # noqa: S101 - a role of a district
    mark = hashlib.sha256(data).hexdigest()
    audit.hold(district)  # two of the same file at once make one
    before: DaftarTarif | None = DaftarTarif.objects.filter(
        kabupaten=district, nama=nama, sha256=mark, status__in=[_S.DICOBA, _S.DIUSULKAN]
    ).first()
    if before is not None:
        return before
    made = DaftarTarif.objects.create(
        kabupaten_id=district, nama=nama, nomor_keputusan=nomor_keputusan, sha256=mark,
        banyak=len(found.tarif), dasar=queries.berlaku(district, nama),
        dicoba_oleh_id=access.user_id, dicoba_pada=clock.now(),
    )  # fmt: skip
    assert isinstance(made, DaftarTarif)  # noqa: S101 - the manager has no types
    TarifLayanan.objects.bulk_create(
        (TarifLayanan(daftar=made, nama=one.nama, **one.tarif._asdict()) for one in found.tarif),
        batch_size=_BATCH,
    )
    _record("tarif.coba", made, access)
    return made


def beda(daftar: DaftarTarif) -> Beda:
    """What a version adds, changes and leaves out of the one it was compared with."""
    return banding(queries.semua(daftar.dasar), queries.semua(daftar))


@named()
@_one()
def usulkan(pk: int, access: Access) -> DaftarTarif:
    """Propose a version that was tried out; a second time nothing happens."""
    row = _locked(pk, access)
    if row.status == _S.DIUSULKAN:
        return row
    if row.status != _S.DICOBA:
        raise ValidationError(f"Daftar ini sudah “{row.get_status_display()}”.")
    if DaftarTarif.objects.filter(
        kabupaten=row.kabupaten_id, nama=row.nama, status=_S.DIUSULKAN
    ).exists():
        raise ValidationError("Usulan lain untuk daftar ini masih menunggu putusan.")
    _refuse_outrun(row)
    row.status = _S.DIUSULKAN
    row.save(update_fields=["status"])
    _record("tarif.usul", row, access)
    return row


@_one()
def buang(pk: int, access: Access) -> DaftarTarif:
    """Leave a dry run or an own proposal; whoever decides refuses instead."""
    row = _locked(pk, access)
    if row.status == _S.DIBUANG:
        return row
    if row.status not in {_S.DICOBA, _S.DIUSULKAN} or row.dicoba_oleh_id != access.user_id:
        raise ValidationError("Hanya uji coba atau usulan sendiri yang dapat dibuang.")
    row.status = _S.DIBUANG
    row.save(update_fields=["status"])
    _record("tarif.buang", row, access)
    return row


@_one()
def putus(pk: int, access: Access, *, setuju: bool, alasan: str) -> DaftarTarif:
    """Decide somebody else's proposal; approved, it judges every claim from now on."""
    row = _locked(pk, access)
    if row.status != _S.DIUSULKAN:
        raise ValidationError(f"Daftar ini sudah “{row.get_status_display()}”.")
    if row.dicoba_oleh_id == access.user_id:
        raise ValidationError("Anda yang menyiapkannya; yang memutuskan harus orang lain.")
    if setuju:
        _refuse_outrun(row)
    row.alasan = alasan.strip() if setuju else reason(alasan)
    row.status = _S.DISETUJUI if setuju else _S.DITOLAK
    row.diputus_oleh_id, row.diputus_pada = access.user_id, clock.now()
    row.save(update_fields=["status", "alasan", "diputus_oleh", "diputus_pada"])
    _record("tarif.putus", row, access)
    return row


def _refuse_outrun(row: DaftarTarif) -> None:
    now = queries.berlaku(row.kabupaten_id, row.nama)
    if (now.pk if now else None) != row.dasar_id:
        raise ValidationError(
            "Daftar yang berlaku sudah berganti sejak berkas ini dicoba. Coba berkasnya lagi agar "
            "bedanya terbaca."
        )


def _locked(pk: int, access: Access) -> DaftarTarif:
    """The version, locked behind the chain of its district: versions of one list stand in line."""
    row: DaftarTarif = DaftarTarif.objects.for_scope(access.scope).get(pk=pk)
    audit.hold(row.kabupaten_id)
    found: DaftarTarif = DaftarTarif.objects.select_for_update(of=("self",)).get(pk=pk)
    return found


def _record(action: str, row: DaftarTarif, access: Access) -> None:
    detail = {"nama": row.nama, "banyak": row.banyak, "status": row.status}
    audit.record(action, row, access=access, kabupaten=row.kabupaten_id, detail=detail)
