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


# ------------------------------------------------------------------ two rows, one person
_DIISI = ("nik", "meninggal")
"""What the one left over takes from the other when it does not know it."""


@transaction.atomic
def gabungkan(access: Access, tetap: int, ikut: int) -> dict[str, Any]:
    """Two rows turn out to be one person: `ikut` points to `tetap`. What changed, for the undo."""
    one, other = _both(tetap, ikut)
    led = list(Warga.objects.filter(gabung_ke=other).order_by("pk").values_list("pk", flat=True))
    Warga.objects.filter(pk__in=led).update(gabung_ke=one)
    other.gabung_ke = one
    other.save(update_fields=["gabung_ke"])
    filled = [name for name in _DIISI if not getattr(one, name) and getattr(other, name)]
    _fill(one, {name: getattr(other, name) for name in filled})
    audit.record(
        "warga.gabung", one, access=access, kabupaten=one.kabupaten_id, detail={"dengan": other.pk}
    )
    return {"diisi": filled, "ikut": led}


@transaction.atomic
def pisahkan(access: Access, tetap: int, ikut: int, changed: Mapping[str, Any]) -> None:
    """They are two after all: what `gabungkan` changed is put back."""
    one, other = _both(tetap, ikut)
    empty: dict[str, Any] = {"nik": "", "meninggal": None}
    _fill(one, {name: empty[name] for name in changed["diisi"]})
    other.gabung_ke = None
    other.save(update_fields=["gabung_ke"])
    Warga.objects.filter(pk__in=changed["ikut"], gabung_ke=one).update(gabung_ke=other)
    audit.record(
        "warga.pisah", one, access=access, kabupaten=one.kabupaten_id, detail={"dengan": other.pk}
    )


def _fill(one: Warga, said: Mapping[str, Any]) -> None:
    for name, value in said.items():
        setattr(one, name, value)
    if said:
        follow = ["nik_indeks"] if "nik" in said else []
        one.save(update_fields=[*said, *follow])


def _both(first: int, second: int) -> tuple[Warga, Warga]:
    rows = Warga.objects.filter(pk__in=(first, second)).order_by("pk")
    found = {one.pk: one for one in rows.select_for_update(of=("self",))}
    return found[first], found[second]
