"""Use cases of members: apply, say who somebody is, become a member. Each is one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from upaya.core import audit, clock
from upaya.core.access import Access
from upaya.core.changes import put
from upaya.core.creation import named
from upaya.core.reasons import reason
from upaya.jamkesda.peserta.dasar import kode_dasar
from upaya.jamkesda.peserta.models import MasaPeserta, Mutasi, Pendaftaran, Peserta
from upaya.jamkesda.peserta.reading import BacaanPendaftaran, berakhir_sesudah, bukan_peserta
from upaya.rules.jamkesda import road
from upaya.warga import services as register
from upaya.warga.models import Warga

_DASAR = ("kategori", "sumber", "nomor_sumber", "surat_miskin", "ibu_peserta")
"""Upon what somebody is a member."""


@named()
def daftarkan(access: Access, kunci: UUID, values: Mapping[str, Any]) -> Pendaftaran:
    """A new application of the unit of this access. The same form twice files one."""
    assert access.scope.unit is not None  # noqa: S101 - roles of a UPT or a PPK
    assert access.scope.kabupaten is not None  # noqa: S101 - and of a district
    audit.hold(access.scope.kabupaten)  # a form that is sent twice at once waits for itself
    before: Pendaftaran | None = Pendaftaran.objects.filter(
        kunci=kunci, oleh_unit=access.scope.unit
    ).first()
    if before is not None:
        return before
    now = clock.now()
    made = Pendaftaran(
        **values,
        surat_miskin=kode_dasar(access.scope.kabupaten, values),
        kabupaten_id=access.scope.kabupaten,
        oleh_unit_id=access.scope.unit,
        kunci=kunci,
        status=road.DRAF,
        status_since=now,
        dibuat_oleh_id=access.user_id,
        dibuat_pada=now,
    )
    made.save(force_insert=True)
    audit.record("peserta.daftar", made, access=access, kabupaten=made.kabupaten_id)
    return made


@named()
def ubah(pk: int, access: Access, values: Mapping[str, Any]) -> Pendaftaran:
    """Write in a draft. ValidationError when it is none any more."""
    case = _locked(pk, access)
    if case.status != road.DRAF:
        raise ValidationError("Pendaftaran ini tidak lagi berupa draf.")
    based = {"surat_miskin": kode_dasar(case.kabupaten_id, values)}
    changed = put(case, {**values, **based})
    if changed:
        # Whoever wrote last has prepared it, and another person verifies.
        case.dibuat_oleh_id = access.user_id
        case.save()
        audit.record(
            "peserta.isi", case, access=access, kabupaten=case.kabupaten_id,
            detail={"kolom": changed},
        )  # fmt: skip
    return case


@transaction.atomic
def kenali(pk: int, access: Access, warga: int | None, alasan: str) -> Pendaftaran:
    """Somebody's word on look-alikes: this one of the register, or none of them; with a reason."""
    case = _locked(pk, access)
    if case.status != road.DIAJUKAN:
        raise ValidationError("Yang mirip diputus selagi pendaftaran diajukan.")
    reading = BacaanPendaftaran(case)
    known = {one.pk: one for one in reading.mirip}
    if warga is not None and warga not in known:
        raise ValidationError({"warga": "Pilih salah satu orang yang mirip."})
    case.warga = known[warga] if warga is not None else case.warga
    case.alasan_kembar = reason(alasan, field="alasan")
    case.save(update_fields=["warga", "alasan_kembar"])
    audit.record(
        "peserta.kenali", case, access=access, kabupaten=case.kabupaten_id,
        detail={"warga": warga},
    )  # fmt: skip
    return case


def _locked(pk: int, access: Access) -> Pendaftaran:
    rows = Pendaftaran.objects.for_scope(access.scope)
    found: Pendaftaran = rows.select_for_update(of=("self",)).get(pk=pk)
    return found


# ------------------------------------------------------------------ effects of the road
def aktifkan(reading: BacaanPendaftaran, access: Access, context: Mapping[str, Any]) -> None:
    """The applicant stands in the register and is a member from the day that was asked for."""
    case = reading.subject
    audit.hold(case.kabupaten_id)  # two applications of one person: who is second finds a member
    late = BacaanPendaftaran(case)
    if refused := bukan_peserta(late):
        raise ValidationError(refused)
    case.warga = _warga(late, access)
    case.save(update_fields=["warga"])
    # Whoever was a member before comes back upon what this application says.
    based = {name: getattr(case, name) for name in _DASAR}
    peserta, made = Peserta.objects.get_or_create(
        warga=case.warga,
        defaults={
            "kabupaten_id": case.kabupaten_id,
            "inisial": case.warga.inisial,
            "dibuat_pada": clock.now(),
            **based,
        },
    )
    if not made and put(peserta, based):
        peserta.save(update_fields=list(_DASAR))
    masuk(peserta, access, case, str(context.get("alasan") or "Pendaftaran diaktifkan."))


def masuk(peserta: Peserta, access: Access, case: Pendaftaran, alasan: str) -> None:
    """A term begins."""
    assert berakhir_sesudah(peserta, case.mulai) is None  # noqa: S101 - asked before
    MasaPeserta.objects.create(peserta=peserta, mulai=case.mulai)
    Mutasi.objects.create(
        peserta=peserta,
        jenis=Mutasi.Jenis.MASUK,
        tanggal=case.mulai,
        alasan=alasan,
        dokumen=case.nomor_sumber,
        oleh_id=access.user_id,
        pada=clock.now(),
    )


def _warga(reading: BacaanPendaftaran, access: Access) -> Warga:
    if reading.tepat is not None:
        return reading.tepat
    case = reading.subject
    names = ("nama", "nik", "tanggal_lahir", "jenis_kelamin", "hubungan", "ibu", "telepon", "desa")
    values = {name: getattr(case, name) for name in names}
    family = register.keluarga(case.kabupaten_id, case.kk, case.desa, case.alamat)
    return register.daftarkan(access, case.kabupaten_id, values | {"keluarga": family})
