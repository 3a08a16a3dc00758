"""Months built for tests really went the road they claim."""

import pytest

from tests.factories.insentif import make_month
from upaya.alur.reading import history
from upaya.rules.insentif.road import INSENTIF

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("status", INSENTIF.states)
def test_a_month_can_be_built_in_every_status(status: str) -> None:
    month = make_month(status=status)

    assert month.status == status
    assert status == "draf" or history(month)[len(history(month)) - 1].target == status


def test_a_submitted_month_carries_its_calculation() -> None:
    month = make_month(status="diajukan")

    kept = month.perhitungan.get()
    assert kept.pool > 0
    assert kept.baris.count() == 3
    assert len(kept.sidik) == 64
