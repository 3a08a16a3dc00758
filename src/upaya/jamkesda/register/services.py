"""Use cases of registers: write a row down or anew, put one away. One transaction each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from upaya.core import audit, clock, files
from upaya.core.access import Access
from upaya.core.creation import named
from upaya.core.reasons import reason
from upaya.jamkesda.izin_umum import IzinUmum
from upaya.jamkesda.register.models import CatatanRegister
from upaya.rules.jamkesda.register import Macam
from upaya.rules.loader import national_book
from upaya.wilayah.models import Unit

_NAME = 200


@named()
def catat(
    access: Access,
    kunci: UUID,
    macam: Macam,
    unit: int,
    isi: Mapping[str, Any],
    berkas: UploadedFile | None = None,
    *,
    umum: bool = False,
) -> CatatanRegister:
    """A new row of a unit in the scope. The same form twice makes one.

    `umum` declares its paper public. ValidationError where this register is not kept by that unit.
    """
    rows = Unit.objects.for_scope(access.scope).select_for_update(of=("self",), no_key=True)
    owner = rows.filter(pk=unit).first()
    if owner is None or (owner.jenis != Unit.Jenis.UPT and not macam.ppk):
        raise ValidationError("Register ini tidak dicatat unit itu.")
    before: CatatanRegister | None = CatatanRegister.objects.filter(kunci=kunci).first()
    if before is not None:
        return before
    made = CatatanRegister(
        kabupaten_id=owner.kabupaten_id or "",
        unit=owner,
        kunci=kunci,
        macam=macam.kode,
        dicatat_oleh_id=access.user_id,
        dicatat_pada=clock.now(),
    )
    _fill(made, isi)
    made.berkas = _stored(made, access, berkas)
    made.terbitan = _published(made) if umum else None
    made.save(force_insert=True)
    audit.record(
        IzinUmum.REGISTER_TULIS, made, access=access, kabupaten=made.kabupaten_id,
        detail={"terbitan": made.terbitan is not None},
    )  # fmt: skip
    return made


@transaction.atomic
def ubah(
    pk: int,
    access: Access,
    isi: Mapping[str, Any],
    berkas: UploadedFile | None = None,
    *,
    umum: bool = False,
) -> CatatanRegister:
    """What a row says from now on, and whether its paper is public; the audit names what changed.

    A paper that comes in place of a public one is public as well, or is not, by the same word.
    """
    found = _held(pk, access)
    if found.diarsipkan_pada is not None:
        raise ValidationError("Catatan ini sudah diarsipkan.")
    changed = sorted(name for name, value in isi.items() if found.isi.get(name) != value)
    if not changed and berkas is None and umum == (found.terbitan is not None):
        return found
    _fill(found, isi)
    if berkas is not None:
        found.berkas = _stored(found, access, berkas)
    found.terbitan = _published(found) if umum else None
    found.save()
    audit.record(
        "register.ubah", found, access=access, kabupaten=found.kabupaten_id,
        detail={"isian": changed, "terbitan": found.terbitan is not None},
    )  # fmt: skip
    return found


@transaction.atomic
def arsipkan(pk: int, access: Access, alasan: str) -> CatatanRegister:
    """A row that is no longer true; putting it away twice changes nothing."""
    found = _held(pk, access)
    if found.diarsipkan_pada is not None:
        return found
    found.alasan = reason(alasan)
    found.diarsipkan_oleh_id, found.diarsipkan_pada = access.user_id, clock.now()
    found.save(update_fields=["alasan", "diarsipkan_oleh", "diarsipkan_pada"])
    audit.record("register.arsip", found, access=access, kabupaten=found.kabupaten_id)
    return found


def _held(pk: int, access: Access) -> CatatanRegister:
    rows = CatatanRegister.objects.for_scope(access.scope)
    found: CatatanRegister = rows.select_for_update(of=("self",)).get(pk=pk)
    return found


def _fill(row: CatatanRegister, isi: Mapping[str, Any]) -> None:
    kind = row.jenis
    row.isi = dict(isi)
    row.nama = str(isi[kind.nama.nama])[:_NAME]
    row.hari = date.fromisoformat(isi[kind.hari])
    row.tenggat, row.selesai = None, False
    if not kind.tenggat:
        return
    due = date.fromisoformat(isi[kind.tenggat])
    if kind.selesai:
        row.selesai = bool(isi.get(kind.selesai))
    else:
        days = national_book().read("jamkesda.register.hari_periksa", clock.today()).integer
        due += timedelta(days=days)
    row.tenggat = due


def _published(row: CatatanRegister) -> dict[str, Any]:
    """Where the paper of a row lies, for whoever is not signed in. ValidationError without one."""
    stored = row.berkas
    if not row.jenis.umum or stored is None:
        raise ValidationError({"umum": "Pilih dahulu berkasnya."})
    return {
        "nama": stored.name,
        "jenis": stored.kind,
        "ukuran": stored.size,
        "sidik": stored.sha256,
        "letak": stored.path,
    }


def _stored(row: CatatanRegister, access: Access, berkas: UploadedFile | None) -> Any:  # noqa: ANN401 - StoredFile or None
    if berkas is None:
        return row.berkas
    return files.store(
        berkas,
        kabupaten_id=row.kabupaten_id,
        unit_id=row.unit_id,
        access=access,
        khusus=str(IzinUmum.REGISTER_LIHAT),
    )
