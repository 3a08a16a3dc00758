"""Builders of a district's own rules."""

from datetime import date

from tests.factories.akun import make_user
from upaya.core import clock
from upaya.insentif.ketetapan.kinds import Kunci
from upaya.regulasi.ketetapan import Nilai
from upaya.regulasi.models import BarisAturan
from upaya.regulasi.services import Ketetapan
from upaya.wilayah.models import Kabupaten, Unit

BANDS = [12_000, 24_000, 36_000, 48_000]


def make_ketetapan(
    kunci: str = Kunci.PITA_PENDUDUK,
    nilai: Nilai | None = None,
    *,
    mulai: date = date(2022, 8, 1),
    sampai: date | None = None,
    tanggal: date = date(2022, 7, 1),
    puskesmas: Unit | None = None,
) -> Ketetapan:
    """What a decree says, as the services take it."""
    return Ketetapan(
        kunci=kunci,
        nilai=BANDS if nilai is None else nilai,
        mulai=mulai,
        sampai=sampai,
        nomor_keputusan="188/45/2022",
        tanggal_keputusan=tanggal,
        puskesmas_id=puskesmas.pk if puskesmas else None,
    )


def make_baris(
    kabupaten: Kabupaten,
    kunci: str = Kunci.PITA_PENDUDUK,
    nilai: Nilai | None = None,
    *,
    mulai: date = date(2022, 8, 1),
    sampai: date | None = None,
    tanggal: date = date(2022, 7, 1),
    puskesmas: Unit | None = None,
    status: str = "disetujui",
    alasan: str = "",
) -> BarisAturan:
    """A row as it stands in the database; decided by another person than its proposer."""
    decided = status != "usulan"
    made = BarisAturan.objects.create(
        kabupaten=kabupaten,
        puskesmas=puskesmas,
        kunci=str(kunci),
        nilai=BANDS if nilai is None else nilai,
        mulai=mulai,
        sampai=sampai,
        nomor_keputusan="188/45/2022",
        tanggal_keputusan=tanggal,
        status=status,
        diusulkan_oleh=make_user(),
        diusulkan_pada=clock.now(),
        diputus_oleh=make_user() if decided else None,
        diputus_pada=clock.now() if decided else None,
        alasan=alasan,
    )
    assert isinstance(made, BarisAturan)
    return made
