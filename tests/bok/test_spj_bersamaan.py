"""Two at once at an SPJ: opened once, a file kept once, accepted or returned, never both."""

from __future__ import annotations

from contextlib import suppress

import pytest

from tests.at_once import at_once
from tests.factories.kas import make_book, make_transfer, paid, pay
from tests.factories.miskol import picture
from tests.factories.spj import Meja
from upaya.alur import findings
from upaya.alur.writing import ClosedError
from upaya.bok.spj import bukti, sekaligus, services
from upaya.bok.spj.models import Bagian, SpjKegiatan
from upaya.bok.spj.road import ROAD
from upaya.core.models import WorkflowLog
from upaya.rules.bok.road import DIKEMBALIKAN
from upaya.rules.bok.road_spj import DITERIMA

pytestmark = pytest.mark.django_db(transaction=True)
CLICKS = 3
NOTHING = {"alasan": "", "jumlah": 0, "bermeterai": False}


def test_an_spj_is_opened_once_and_a_file_is_kept_once() -> None:
    desk = Meja()
    made, refused = at_once(lambda _: desk.open("a"), CLICKS)
    assert (len(made), refused) == (CLICKS, [])
    case, access = SpjKegiatan.objects.get(), desk.planner.access()
    _, refused = at_once(
        lambda _: bukti.prove(case.pk, "a.7", access, NOTHING, [picture(shade=7)]), CLICKS
    )
    assert (refused, case.berkas.count()) == ([], 1)


def test_a_month_opened_together_by_two_is_opened_once() -> None:
    desk = Meja()
    access, period = desk.planner.access(), desk.report.period
    _, refused = at_once(lambda _: sekaligus.open_month(period, "a", access), CLICKS)
    assert (refused, SpjKegiatan.objects.count()) == ([], 1)


def test_what_the_book_paid_later_is_taken_once() -> None:
    desk = Meja()
    book = make_book(desk.unit)
    make_transfer(book)
    case, access = desk.open("a"), desk.planner.access()
    pay(book, paid(12), pelaksanaan=desk.report.pk)
    _, refused = at_once(lambda _: services.take_from_book(case.pk, access, masuk=True), CLICKS)
    rows = case.penerima.filter(nama="Sulastri")
    assert (refused, [one.transport for one in rows]) == ([], [50_000])


def test_it_is_accepted_or_returned_never_both() -> None:
    desk = Meja()
    case = desk.move(desk.move(desk.complete(desk.open("a")), "kirim"), "teruskan")
    access = desk.team.verifikator.access()

    def one(number: int) -> object:
        if number % 2:
            with suppress(ClosedError):
                findings.add(SpjKegiatan, case.pk, access, Bagian.KELENGKAPAN, "Cap belum ada.")
            return ROAD.execute(case.pk, "kembalikan_dinas", access)
        return ROAD.execute(case.pk, "terima", access)

    at_once(one, 2)
    case.refresh_from_db()
    moved = WorkflowLog.objects.filter(workflow="spj", subject_id=case.pk)
    ends = moved.filter(move__in=["terima", "kembalikan_dinas"])
    assert case.status in {DITERIMA, DIKEMBALIKAN}
    assert ends.count() == 1
