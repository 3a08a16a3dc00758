"""What a district of the world decided."""

from __future__ import annotations

from datetime import date

from tests.factories.akun import make_user
from upaya.core import clock
from upaya.insentif.ketetapan.kinds import Kunci
from upaya.regulasi.models import BarisAturan
from upaya.wilayah.models import Unit


def make_pagu(unit: Unit, year: int, amount: int = 70_000_000) -> BarisAturan:
    """The ceiling of a puskesmas: proposed by one person, approved by another."""
    assert unit.kabupaten_id is not None
    made = BarisAturan.objects.create(
        kabupaten_id=unit.kabupaten_id,
        kunci=Kunci.PAGU_INSENTIF,
        puskesmas=unit,
        nilai=amount,
        mulai=date(year, 1, 1),
        sampai=date(year, 12, 31),
        nomor_keputusan=f"188/{unit.pk}/{year}",
        tanggal_keputusan=date(year, 1, 1),
        contoh=True,
        status="disetujui",
        diusulkan_oleh=make_user(),
        diusulkan_pada=clock.now(),
        diputus_oleh=make_user(),
        diputus_pada=clock.now(),
    )
    assert isinstance(made, BarisAturan)
    return made
