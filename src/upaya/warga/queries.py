"""Who somebody is: by NIK, or by what two records have in common."""

from __future__ import annotations

from datetime import date

from upaya.core.crypto import blind_index
from upaya.warga.models import Warga

MIRIP = 20
"""How many look-alikes are shown."""


def menurut_nik(kabupaten: str, nik: str) -> Warga | None:
    """The person of a district with this NIK."""
    if not nik:
        return None
    rows = Warga.objects.filter(
        kabupaten=kabupaten, nik_indeks=blind_index(nik, "nik"), gabung_ke=None
    )
    found: Warga | None = rows.select_related("desa").first()
    return found


def mirip_dengan(kabupaten: str, nama_baku: str, tanggal_lahir: date) -> list[Warga]:
    """People with the same birth date and the same compared name."""
    rows = Warga.objects.filter(
        kabupaten=kabupaten, tanggal_lahir=tanggal_lahir, nama_baku=nama_baku, gabung_ke=None
    )
    return list(rows.select_related("desa", "keluarga").order_by("pk")[:MIRIP])
