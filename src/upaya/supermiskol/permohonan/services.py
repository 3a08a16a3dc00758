"""Use cases of requests: file, write, add a paper, say who is who. Each is one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from upaya.alur.writing import (
    ClosedError,
    lock_open,
    record_write,
    remember_writer,
    save_fields,
    write_fields,
)
from upaya.core import audit, clock, files, foto
from upaya.core.access import Access
from upaya.core.reasons import reason
from upaya.rules.supermiskol.road import PERMOHONAN
from upaya.supermiskol.izin import IzinSupermiskol
from upaya.supermiskol.kepesertaan.services import PENGECEK
from upaya.supermiskol.permohonan.models import Bagian, Berkas, Permohonan, PutusanKembar
from upaya.wilayah.models import Unit

MOST_PHOTOS = 6
"""Pictures of one house."""


@transaction.atomic
def file(access: Access, kunci: UUID, values: Mapping[str, Any]) -> Permohonan:
    """A new request at the village of this access. The same form twice files one."""
    assert access.scope.unit is not None  # noqa: S101 - a role of a village is held at one
    village: Unit = (
        Unit.objects.for_scope(access.scope)
        .select_for_update(of=("self",), no_key=True)
        .get(pk=access.scope.unit, jenis=Unit.Jenis.DESA)
    )
    before: Permohonan | None = Permohonan.objects.filter(kunci=kunci, desa=village).first()
    if before is not None:
        return before
    assert village.kabupaten_id is not None  # noqa: S101 - the constraint unit_punya_kabupaten
    now = clock.now()
    made = Permohonan(
        **values,
        kabupaten_id=village.kabupaten_id,
        desa=village,
        kunci=kunci,
        status=PERMOHONAN,
        status_since=now,
        masuk_pada=now,
        dibuat_oleh_id=access.user_id,
        dibuat_pada=now,
    )
    made.save(force_insert=True)
    remember_writer(made, access)
    audit.record(
        "miskol.daftar",
        made,
        access=access,
        kabupaten=made.kabupaten_id,
        detail={"desa": village.pk},
    )
    return made


def write(pk: int, access: Access, values: Mapping[str, Any], *, seen_versi: int) -> Permohonan:
    """Write the applicant's part; see `alur.writing.save_fields` for what it refuses."""
    return save_fields(Permohonan, pk, access, Bagian.PEMOHON, values, seen_versi)


@transaction.atomic
def look_up(pk: int, access: Access) -> Permohonan | None:
    """Ask the source of memberships and write what it says; None when it cannot say anything.

    ClosedError when the applicant's part may not be written now.
    """
    case = lock_open(Permohonan, pk, access, Bagian.PEMOHON)
    found = PENGECEK.cek(case.kabupaten_id, case.nik)
    if found is None:
        return None
    said = {
        "kepesertaan": found.kepesertaan,
        "kepesertaan_sumber": found.sumber,
        "kepesertaan_tanggal": found.tanggal,
    }
    write_fields(case, access, Bagian.PEMOHON, said, case.versi)
    audit.record("miskol.cek", case, access=access, kabupaten=case.kabupaten_id)
    return case


@transaction.atomic
def attach(pk: int, access: Access, jenis: str, sent: foto.Kiriman) -> Berkas:
    """Add a paper; one of its kind that stood is replaced and kept.

    The same file twice is one: by its content, or by what its device knows it by. ClosedError when
    papers may not be added now, ValidationError for a file that is not accepted or one picture too
    many.
    """
    part = Bagian.KUNJUNGAN if jenis == Berkas.Jenis.FOTO_RUMAH else Bagian.BERKAS
    case = _open(pk, access, part)
    standing = list(case.berkas.filter(jenis=jenis, diganti=False).select_related("stored"))
    mark = files.digest(sent.upload)
    same = next(
        (
            one
            for one in standing
            if one.stored.sha256 == mark or (sent.tanda and one.stored.tanda == sent.tanda)
        ),
        None,
    )
    if same is not None:
        return same
    if jenis == Berkas.Jenis.FOTO_RUMAH:
        if len(standing) >= MOST_PHOTOS:
            raise ValidationError(f"Paling banyak {MOST_PHOTOS} foto rumah.")
        standing = []
    stored, _ = foto.receive(
        sent,
        tempat=f"miskol:{case.pk}:{jenis}",
        kabupaten_id=case.kabupaten_id,
        unit_id=case.desa_id,
        access=access,
        khusus=str(IzinSupermiskol.LIHAT),
    )
    if jenis == Berkas.Jenis.FOTO_RUMAH and stored.kind not in {"jpg", "png"}:
        raise ValidationError("Foto rumah berupa JPG atau PNG.", code="berkas")
    Berkas.objects.filter(pk__in=[one.pk for one in standing]).update(diganti=True)
    made = Berkas.objects.create(
        permohonan=case,
        jenis=jenis,
        stored=stored,
        diunggah_oleh_id=access.user_id,
        diunggah_pada=clock.now(),
    )
    assert isinstance(made, Berkas)  # noqa: S101 - the manager has no types
    record_write(case, access, part, [jenis], berkas=made.pk)
    return made


def _open(pk: int, access: Access, part: str) -> Permohonan:
    """Pictures may also come with the other papers, before anybody visits."""
    if part != Bagian.KUNJUNGAN:
        return lock_open(Permohonan, pk, access, part)
    case = lock_open(Permohonan, pk, access)
    if not (case.open_for(Bagian.KUNJUNGAN) or case.open_for(Bagian.BERKAS)):
        raise ClosedError("Foto rumah tidak dapat ditambah pada keadaan ini.")
    return case


@transaction.atomic
def tell_apart(pk: int, access: Access, lain: int, *, sama: bool, alasan: str) -> PutusanKembar:
    """Somebody's word on a look-alike, with a reason; the last word stands.

    A look-alike may lie in another village of the district: its number is known, not its content.
    """
    case: Permohonan = (
        Permohonan.objects.for_scope(access.scope).select_for_update(of=("self",)).get(pk=pk)
    )
    other = Permohonan.objects.get(pk=lain, kabupaten=case.kabupaten_id)
    said = reason(alasan, field="alasan")
    made, _ = PutusanKembar.objects.update_or_create(
        permohonan=case,
        lain=other,
        defaults={
            "sama": sama,
            "alasan": said,
            "diputus_oleh_id": access.user_id,
            "diputus_pada": clock.now(),
        },
    )
    audit.record(
        IzinSupermiskol.KEMBAR,
        case,
        access=access,
        kabupaten=case.kabupaten_id,
        detail={"lain": other.pk, "sama": sama},
    )
    assert isinstance(made, PutusanKembar)  # noqa: S101 - the manager has no types
    return made
