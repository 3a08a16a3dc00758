"""What wilayah brings to the walks."""

from __future__ import annotations

from tests.factories.wilayah import make_fasilitas, make_kecamatan
from upaya.wilayah.models import (
    Fasilitas,
    Kabupaten,
    KategoriPuskesmas,
    Kecamatan,
    Penduduk,
    Unit,
)

BUILDERS = {
    Fasilitas: lambda p: make_fasilitas(p.unit, f"{p.mark} Pustu"),
    Kabupaten: lambda p: p.month.kabupaten,
    KategoriPuskesmas: lambda p: p.unit.kategori.earliest("pk"),
    Kecamatan: lambda p: make_kecamatan(f"{p.unit.kabupaten_id}.99", "Kecamatan Contoh"),
    Penduduk: lambda p: p.unit.penduduk.earliest("pk"),
    Unit: lambda p: p.unit,
}

UNNAMED = {
    "unit_jalur_unik": "dihitung dari nomor unit itu sendiri",
}
