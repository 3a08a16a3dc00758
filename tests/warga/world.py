"""What the register of people brings to the walks; a place's unit stands for a village."""

from __future__ import annotations

from tests.factories.jamkesda import make_warga
from tests.world.handle import Place
from upaya.warga.models import Keluarga, Warga


def _family(place: Place) -> Keluarga:
    made, _ = Keluarga.objects.get_or_create(
        kabupaten=place.unit.kabupaten, desa=place.unit, alamat=f"{place.mark} RT 01",
        defaults={"kk": f"99990188{place.unit.pk:04d}{place.user.pk:04d}"},
    )  # fmt: skip
    assert isinstance(made, Keluarga)
    return made


def citizen(place: Place) -> Warga:
    """A place's unit stands for a village too."""
    found = Warga.objects.filter(desa=place.unit, nama=f"{place.mark} Warga").first()
    return found or make_warga(place.unit, f"{place.mark} Warga", keluarga=_family(place))


BUILDERS = {Keluarga: _family, Warga: citizen}
UNNAMED = {
    "warga_nik_sekali": "ditanyakan lalu ditulis dengan ujung rantai audit kabupaten terkunci",
    "keluarga_sekali": "ditanyakan lalu ditulis dengan ujung rantai audit kabupaten terkunci",
}
