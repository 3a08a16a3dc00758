"""Writing in the register: a family, a person. Each once, whoever brings them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from upaya.core import audit
from upaya.core.access import Access
from upaya.core.crypto import blind_index
from upaya.warga.models import Keluarga, Warga
from upaya.warga.queries import menurut_nik
from upaya.wilayah.models import Unit


@transaction.atomic
def keluarga(kabupaten: str, kk: str, desa: Unit, alamat: str) -> Keluarga:
    """The family of a card, made when it is not there yet."""
    audit.hold(kabupaten)  # of two who bring the same card, one is first
    found: Keluarga | None = Keluarga.objects.filter(
        kabupaten=kabupaten, kk_indeks=blind_index(kk, "kk")
    ).first()
    if found is not None:
        return found
    made = Keluarga.objects.create(kabupaten_id=kabupaten, desa=desa, kk=kk, alamat=alamat)
    assert isinstance(made, Keluarga)  # noqa: S101 - the manager has no types
    return made


@transaction.atomic
def daftarkan(access: Access, kabupaten: str, values: Mapping[str, Any]) -> Warga:
    """A person who is not in the register yet; whoever has this NIK there is given back."""
    audit.hold(kabupaten)  # of two who bring the same person, one is first
    found = menurut_nik(kabupaten, values.get("nik", ""))
    if found is not None:
        return found
    made = Warga.objects.create(kabupaten_id=kabupaten, **values)
    assert isinstance(made, Warga)  # noqa: S101 - the manager has no types
    audit.record("warga.daftar", made, access=access, kabupaten=kabupaten)
    return made
