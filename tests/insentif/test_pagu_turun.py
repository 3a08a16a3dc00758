"""What the Dinas changed between submission and approval stops the approval, with a sentence."""

from datetime import date

import pytest
from pytest_django import Settings

from tests.factories.insentif import make_month, make_team
from tests.factories.regulasi import make_baris
from tests.factories.wilayah import make_kabupaten, make_puskesmas
from upaya.alur.road import MoveRefusedError
from upaya.insentif.bulan.road import move_month
from upaya.insentif.ketetapan.kinds import Kunci

pytestmark = pytest.mark.django_db


def _pagu(amount: int, decided: date) -> None:
    make_baris(
        make_kabupaten(), Kunci.PAGU_INSENTIF, amount, puskesmas=make_puskesmas(),
        mulai=date(2022, 1, 1), sampai=date(2022, 12, 31), tanggal=decided,
    )  # fmt: skip


def test_a_ceiling_lowered_since_the_submission_stops_the_approval(settings: Settings) -> None:
    settings.BUSINESS_DATE = date(2022, 9, 5)
    _pagu(20_000_000, date(2022, 7, 1))
    month = make_month(status="diajukan")
    wanted = month.perhitungan.get().dibagi
    access = make_team(month.puskesmas).verifikator.access()
    settings.BUSINESS_DATE = date(2022, 9, 12)
    _pagu(wanted - 1, date(2022, 9, 10))
    with pytest.raises(MoveRefusedError, match="berubah sejak diajukan: sisanya tinggal"):
        move_month(month.pk, "setujui", access, seen_status="diajukan")
    _pagu(wanted, date(2022, 9, 11))
    move_month(month.pk, "setujui", access, seen_status="diajukan")
    month.refresh_from_db()
    assert month.status == "disetujui"
