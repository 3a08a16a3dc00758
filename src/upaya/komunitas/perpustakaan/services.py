"""Use cases of the library and of meetings, all of them a moderator's."""

from __future__ import annotations

import secrets
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from upaya.akun.models import Membership
from upaya.core import audit, clock, files
from upaya.core.access import Access
from upaya.komunitas.pencarian import sumber
from upaya.komunitas.pencarian.models import Carian
from upaya.komunitas.perpustakaan.models import Bacaan, Pertemuan


@transaction.atomic
def add(access: Access, said: dict[str, Any], berkas: UploadedFile | None) -> Bacaan:
    """Add a reading with a link or a file. The same title, writer and year again is one."""
    if not said["tautan"] and berkas is None:
        raise ValidationError("Beri tautan atau berkasnya.")
    assert access.scope.kabupaten is not None  # noqa: S101 - a role of a district
    same = {name: said[name] for name in ("judul", "penulis", "tahun", "jenis")}
    before = Bacaan.objects.filter(
        kabupaten=access.scope.kabupaten, ditarik_pada=None, **same
    ).first()
    if before is not None:
        assert isinstance(before, Bacaan)  # noqa: S101 - the manager has no types
        return before
    stored = None
    if berkas is not None:
        unit = Membership.objects.values_list("unit", flat=True).get(pk=access.membership_id)
        stored = files.store(
            berkas, kabupaten_id=access.scope.kabupaten, unit_id=unit, access=access
        )
    made = Bacaan.objects.create(
        **said, kabupaten_id=access.scope.kabupaten, berkas=stored,
        ditambah_oleh_id=access.user_id, ditambah_pada=clock.now(),
    )  # fmt: skip
    sumber.refresh(Carian.Jenis.BACAAN, [made.pk])
    audit.record("komunitas.bacaan", made, access=access, kabupaten=made.kabupaten_id)
    assert isinstance(made, Bacaan)  # noqa: S101 - the manager has no types
    return made


@transaction.atomic
def take_out(pk: int, access: Access) -> Bacaan:
    """Take a reading off the shelf; taking it off twice changes nothing."""
    rows = Bacaan.objects.for_scope(access.scope).select_for_update(of=("self",))
    found: Bacaan = rows.get(pk=pk)
    if found.ditarik_pada is not None:
        return found
    found.ditarik_oleh_id, found.ditarik_pada = access.user_id, clock.now()
    found.save(update_fields=["ditarik_oleh", "ditarik_pada"])
    sumber.refresh(Carian.Jenis.BACAAN, [found.pk])
    audit.record("komunitas.tarik_bacaan", found, access=access, kabupaten=found.kabupaten_id)
    return found


@transaction.atomic
def plan(access: Access, said: dict[str, Any]) -> Pertemuan:
    """Announce a meeting. The same title at the same moment again is one."""
    assert access.scope.kabupaten is not None  # noqa: S101 - a role of a district
    before = Pertemuan.objects.filter(
        kabupaten=access.scope.kabupaten, judul=said["judul"], mulai_pada=said["mulai_pada"]
    ).first()
    if before is not None:
        assert isinstance(before, Pertemuan)  # noqa: S101 - the manager has no types
        return before
    host = urlsplit(settings.BASE_URL).hostname or "localhost"
    made = Pertemuan.objects.create(
        **said, kabupaten_id=access.scope.kabupaten, uid=f"{secrets.token_hex(12)}@{host}",
        dibuat_oleh_id=access.user_id, diubah_pada=clock.now(),
    )  # fmt: skip
    sumber.refresh(Carian.Jenis.PERTEMUAN, [made.pk])
    audit.record("komunitas.pertemuan", made, access=access, kabupaten=made.kabupaten_id)
    assert isinstance(made, Pertemuan)  # noqa: S101 - the manager has no types
    return made


@transaction.atomic
def change(pk: int, access: Access, said: dict[str, Any]) -> Pertemuan:
    """Change a meeting, write its minutes or call it off; calendars see a new SEQUENCE."""
    rows = Pertemuan.objects.for_scope(access.scope).select_for_update(of=("self",))
    found: Pertemuan = rows.get(pk=pk)
    changed = [name for name, value in said.items() if getattr(found, name) != value]
    if not changed:
        return found
    for name in changed:
        setattr(found, name, said[name])
    found.urutan, found.diubah_pada = found.urutan + 1, clock.now()
    found.save(update_fields=[*changed, "urutan", "diubah_pada"])
    sumber.refresh(Carian.Jenis.PERTEMUAN, [found.pk])
    audit.record("komunitas.ubah_pertemuan", found, access=access, kabupaten=found.kabupaten_id)
    return found
