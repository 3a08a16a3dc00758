"""From the place to the honour in the cash book: the whole way, and what stands in it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db.models import Sum
from pytest_django import Settings

from tests.factories.insentif import make_team
from tests.factories.kas import make_book
from tests.factories.tenaga import (
    UPAH,
    access_of,
    isi_of,
    judge,
    make_bulan,
    make_calon,
    make_formasi,
    make_kontrak,
    make_tenaga,
    open_month,
    own_access,
    report,
    step,
    transfer_of,
)
from tests.factories.wilayah import make_puskesmas
from upaya.alur.road import MoveRefusedError
from upaya.bok.kas.models import Mutasi
from upaya.bok.services import month_figures
from upaya.pembayaran.models import Pembayaran
from upaya.rules.kesehatan import (
    BENDAHARA_PENGELUARAN,
    KEPALA_PUSKESMAS,
    OPERATOR_PUSKESMAS,
    VERIFIKATOR_DINAS,
)
from upaya.rules.period import Period
from upaya.rules.tenaga import road
from upaya.tenaga.formasi import services as formasi
from upaya.tenaga.kerja import services as kerja
from upaya.tenaga.kerja.road import ROAD as BULAN
from upaya.tenaga.kerja.road import SUMBER_HONOR
from upaya.tenaga.kontrak import services as kontrak
from upaya.tenaga.kontrak.road import ROAD as KONTRAK

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_the_year(settings: Settings) -> None:
    settings.BUSINESS_DATE = date(2022, 11, 3)


def test_the_honour_of_a_month_reaches_the_cash_book_by_itself() -> None:
    case = make_kontrak()
    book = make_book(case.puskesmas, "2022-08")
    month = make_bulan(case)
    assert (case.honor, month.honor, month.status) == (1_942_751, 1_942_751, road.DIBAYAR)
    spent = Mutasi.objects.filter(buku=book, sumber="honor")
    assert spent.aggregate(total=Sum("serapan"))["total"] == month.honor
    row = spent.get()
    assert (row.belanja, row.insentif) == ("g", False)
    # The absorption of BOK counts it by itself.
    assert month_figures(case.puskesmas_id, Period(2022, 11)).diserap == month.honor


def test_a_joiner_in_mid_month_with_a_day_unpaid_and_a_missed_target() -> None:
    month = make_bulan(bulan="2022-08", status=road.DIVERIFIKASI, reached=(4, 20), hari_22="izin")
    # 17 of 31 days: 1942751*31/31 - round(1942751*14/31); one day off; 70% of the targets.
    right = 1_942_751 - 877_371
    rest = right - 62_669
    assert month.honor == round(rest * 0.7)
    assert month.beku.capaian == Decimal(70)
    assert month.beku.hasil["ringkas"]["hak"] == right


def test_a_contract_asks_for_a_place_a_choice_and_its_requirements() -> None:
    unit = make_puskesmas()
    place = make_formasi(unit)
    worker = make_tenaga(unit)
    operator = access_of(OPERATOR_PUSKESMAS, unit)
    with pytest.raises(ValidationError, match="Belum ada yang terpilih"):
        kontrak.susun(place.pk, isi_of(worker), operator)
    make_calon(place, lahir=date(1985, 8, 15))  # 37 on the day of appointment
    made = kontrak.susun(place.pk, isi_of(worker), operator)
    with pytest.raises(MoveRefusedError, match="Berusia 37 tahun"):
        step(KONTRAK, made, "ajukan", operator)


def test_the_day_before_the_birthday_is_early_enough() -> None:
    unit = make_puskesmas()
    place = make_formasi(unit)
    make_calon(place, lahir=date(1985, 8, 16))
    assert make_kontrak(unit, place=place).status == road.BERLAKU


def test_who_wrote_it_does_not_sign_it_and_nobody_signs_for_another() -> None:
    case = make_kontrak(status=road.MENUNGGU_TENAGA)
    stranger = own_access(make_tenaga(case.puskesmas, "Slamet"))
    with pytest.raises(Exception, match="Kontrak"):
        step(KONTRAK, case, "setujui_tenaga", stranger)
    paper = step(
        KONTRAK, case, "catat_tanda_tangan", access_of(OPERATOR_PUSKESMAS, case.puskesmas),
        alasan="Map perjanjian, lemari tata usaha.",
    )  # fmt: skip
    assert paper.status == road.MENUNGGU_KEPALA


def test_pay_below_the_decree_is_refused_and_sen_are_rounded_up() -> None:
    from tests.factories.regulasi import make_baris  # noqa: PLC0415 - one test

    unit = make_puskesmas()
    assert unit.kabupaten is not None
    make_baris(unit.kabupaten, "tenaga.honor.upah", str(UPAH), mulai=date(2022, 1, 1))
    place, worker = make_formasi(unit), make_tenaga(unit)
    make_calon(place)
    operator = access_of(OPERATOR_PUSKESMAS, unit)
    low = isi_of(worker, upah=Decimal("1942750.76"))
    with pytest.raises(ValidationError, match="Tidak boleh kurang dari"):
        kontrak.susun(place.pk, low, operator)
    made = kontrak.susun(place.pk, isi_of(worker, dasar_upah=""), operator)
    assert (made.honor, made.jkn) == (1_942_751, 77_711)
    assert "188/45/2022" in made.dasar_upah


def test_the_year_ends_and_places_do_not_overlap() -> None:
    case = make_kontrak()
    operator = access_of(OPERATOR_PUSKESMAS, case.puskesmas)
    late = isi_of(case.petugas, sampai=date(2023, 1, 1))
    with pytest.raises(ValidationError, match="tahun anggaran 2022"):
        kontrak.susun(case.formasi_id, late, operator)
    again = isi_of(case.petugas, mulai=date(2022, 12, 31))
    with pytest.raises(ValidationError, match="terisi pada masa itu"):
        kontrak.susun(case.formasi_id, again, operator)


def test_an_ended_contract_frees_its_place_and_pays_to_its_last_day() -> None:
    case = make_kontrak()
    head = access_of(KEPALA_PUSKESMAS, case.puskesmas)
    ended = step(
        KONTRAK, case, "akhiri", head, alasan="Pindah ke kabupaten lain.",
        berakhir=date(2022, 9, 10),
    )  # fmt: skip
    assert ended.status == road.DIAKHIRI
    month = make_bulan(ended, status=road.DIVERIFIKASI)
    assert month.honor == round(1_942_751 * 10 / 30)
    follower = isi_of(make_tenaga(case.puskesmas, "Bambang"), mulai=date(2022, 9, 11))
    assert case.calon_id is not None
    formasi.ubah_hasil(
        case.calon_id, "terpilih", access_of(VERIFIKATOR_DINAS, case.puskesmas)
    )  # fmt: skip
    made = kontrak.susun(case.formasi_id, follower, access_of(OPERATOR_PUSKESMAS, case.puskesmas))
    assert made.status == road.DRAF


def test_at_most_four_and_one_promkes_in_2016() -> None:
    unit = make_puskesmas()
    kinds = ("promkes", "sanitasi", "nutrisionis", "keuangan")
    assert [make_formasi(unit, kind).nomor for kind in kinds] == [1, 2, 3, 4]
    with pytest.raises(ValidationError, match="paling banyak 4 orang"):
        make_formasi(unit, "apoteker")
    assert make_formasi(unit, "tim").nomor == 11
    assert make_formasi(unit, "promkes", 2016).nomor == 1
    with pytest.raises(ValidationError, match="paling banyak 1 orang"):
        make_formasi(unit, "promkes", 2016)
    with pytest.raises(ValidationError, match="tidak termasuk"):
        make_formasi(unit, "apoteker", 2016)


def test_steps_refuse_what_lacks_and_who_prepared() -> None:
    case = make_kontrak()
    head = access_of(KEPALA_PUSKESMAS, case.puskesmas)
    month = kerja.buka(case.pk, Period(2022, 9), head)
    with pytest.raises(MoveRefusedError, match="Belum ada target"):
        step(BULAN, month, "tetapkan", head)
    assert kerja.buka(case.pk, Period(2022, 9), head).pk == month.pk
    with pytest.raises(ValidationError, match="belum berjalan"):
        kerja.buka(case.pk, Period(2022, 12), head)
    month = step(BULAN, open_month(case), "tetapkan", head)
    with pytest.raises(MoveRefusedError, match="Absensi 22 hari"):
        step(BULAN, month, "laporkan", own_access(case.petugas))
    month = step(BULAN, report(month), "laporkan", own_access(case.petugas))
    with pytest.raises(MoveRefusedError, match="Belum dinilai"):
        step(BULAN, month, "nilai", head)
    dinilai = {one.pk: Decimal(99) for one in month.target.all()}
    with pytest.raises(ValidationError, match="melebihi"):
        kerja.tulis_nilai(
            month.pk, kerja.IsiNilai("SDM/1", "", dinilai), head, seen_versi=month.versi
        )
    assert step(BULAN, judge(month), "nilai", head).status == road.DINILAI


def test_a_month_under_way_is_not_reported() -> None:
    case = make_kontrak()
    month = make_bulan(case, "2022-11", status=road.BERJALAN)
    with pytest.raises(MoveRefusedError, match="baru dapat dilaporkan"):
        step(BULAN, month, "laporkan", own_access(case.petugas))


def test_another_amount_than_asked_is_refused_and_a_request_may_be_taken_back() -> None:
    month = make_bulan(status=road.DANA_DIAJUKAN)
    unit = month.puskesmas
    payer = access_of(BENDAHARA_PENGELUARAN, unit)
    with pytest.raises(MoveRefusedError, match="sebesar yang diajukan"):
        step(BULAN, month, "transfer", payer, transfer=transfer_of(month, 1_000))
    back = step(
        BULAN, month, "tarik_dana", make_team(unit).pembantu.access(), alasan="Rekening keliru."
    )
    assert (back.status, Pembayaran.objects.filter(sumber="honor").count()) == (
        road.DIVERIFIKASI, 0,
    )  # fmt: skip


def test_whoever_judged_or_gets_the_honour_does_not_pay_it() -> None:
    month = make_bulan(status=road.DIBAYARKAN)
    payment = Pembayaran.objects.get(sumber="honor", sumber_id=month.pk)
    head = access_of(KEPALA_PUSKESMAS, month.puskesmas)
    assert "orang lain" in " ".join(SUMBER_HONOR.terlibat(payment, head.user_id))
    own = own_access(month.kontrak.petugas)
    assert "untuk Anda sendiri" in " ".join(SUMBER_HONOR.terlibat(payment, own.user_id))
    treasurer = make_team(month.puskesmas).pembantu.access()
    assert SUMBER_HONOR.terlibat(payment, treasurer.user_id) == []


def test_a_frozen_honour_does_not_change() -> None:
    month = make_bulan(status=road.DIVERIFIKASI)
    month.honor = 1
    with pytest.raises(Exception, match="tidak boleh diubah"):
        month.save()


def test_nothing_reached_is_closed_without_honour() -> None:
    month = make_bulan(status=road.NIHIL, reached=(0, 0))
    assert (month.honor, month.beku.honor) == (0, 0)
