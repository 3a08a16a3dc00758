"""Contract staff: requirements sentence by sentence, and every rupiah of a month's honour."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upaya.rules.errors import TidakDapatDihitung, TidakDiatur
from upaya.rules.loader import national_book
from upaya.rules.parameter import RuleBook, Value
from upaya.rules.period import Period
from upaya.rules.tenaga import honor, syarat
from upaya.rules.tenaga.honor import BulanHonor, Sasaran
from upaya.rules.tenaga.peringatan import tahap
from upaya.rules.tenaga.syarat import Calon
from upaya.rules.workdays import holidays_of

SITUBONDO, LAIN = "35.12", "64.09"
BOOK, LIBUR = national_book(), holidays_of(national_book())
DAY = date(2022, 9, 1)
FULL = (Sasaran("Penyuluhan", Decimal(8), 100, Decimal(8)),)


def own(key: str, value: object, day: date = date(2022, 1, 1)) -> RuleBook:
    """The book with one row that the district decreed."""
    row = Value(
        key=key, value=value, unit="", title=key, instrument="Edaran 1/2022", article="",  # type: ignore[arg-type]
        origin="teks", in_force=day, until=None, promulgated=day, district=SITUBONDO, package="",
    )  # fmt: skip
    return BOOK.overlay([row])


def candidate(**more: object) -> Calon:
    values: dict[str, object] = {
        "lahir": date(1995, 1, 1), "pendidikan": "D3", "bidang": "Kesehatan Masyarakat", **more,
    }  # fmt: skip
    return Calon(**values)  # type: ignore[arg-type]


def rejected(kind: str, one: Calon, day: date = DAY, book: RuleBook = BOOK) -> list[str]:
    rows = syarat.periksa(kind, one, day, book, SITUBONDO)
    return [row.nama for row in rows if row.menolak]


# ------------------------------------------------------------------ requirements
@pytest.mark.parametrize(
    ("born", "years"),
    [
        (date(1985, 9, 1), 37),  # the birthday itself
        (date(1985, 9, 2), 36),  # the day before it
        (date(1986, 9, 1), 36),
        (date(1984, 2, 29), 38),
    ],
)
def test_age_is_whole_years_and_the_birthday_counts(born: date, years: int) -> None:
    assert syarat.usia(born, DAY) == years
    assert ("Usia" in rejected("promkes", candidate(lahir=born))) == (years > 36)


def test_who_was_born_on_29_february_is_older_on_1_march() -> None:
    born = date(1988, 2, 29)
    days = (date(2023, 2, 28), date(2023, 3, 1), date(2024, 2, 29))
    assert [syarat.usia(born, day) for day in days] == [34, 35, 36]


@given(st.dates(date(1950, 1, 1), date(2004, 12, 31)), st.dates(date(2016, 1, 1), date(2030, 1, 1)))
def test_nobody_grows_younger(born: date, day: date) -> None:
    today, tomorrow = syarat.usia(born, day), syarat.usia(born, day + timedelta(days=1))
    assert tomorrow - today in {0, 1}


@pytest.mark.parametrize(
    ("kind", "schooling", "field", "expected"),
    [
        ("promkes", "D3", "Kesehatan Masyarakat", []),
        ("promkes", "S1", "promosi kesehatan", []),
        ("promkes", "SLTA", "Kesehatan Masyarakat", ["Pendidikan"]),
        ("promkes", "D3", "Keperawatan", ["Bidang pendidikan"]),
        ("sanitasi", "D3", "Kesehatan Lingkungan", []),
        ("nutrisionis", "D3", "Gizi", []),
        ("epidemiologi", "D3", "Kesehatan Masyarakat", ["Pendidikan"]),
        ("epidemiologi", "S1", "Kesehatan Masyarakat, Epidemiologi", []),
        ("atlm", "D4", "Analisis Kesehatan", []),
        ("apoteker", "S1", "Apoteker", ["Pendidikan", "STRA aktif"]),
        ("keuangan", "D3", "Akuntansi", []),
        ("keuangan", "D3", "Ekonomian", ["Bidang pendidikan"]),
    ],
)
def test_each_kind_asks_for_its_education(
    kind: str, schooling: str, field: str, expected: list[str]
) -> None:
    assert rejected(kind, candidate(pendidikan=schooling, bidang=field)) == expected


def test_preferences_rank_and_never_reject() -> None:
    rows = syarat.periksa("promkes", candidate(), DAY, BOOK, SITUBONDO)
    assert syarat.diterima(rows)
    better = candidate(bidang="Kesehatan Masyarakat, Promosi Kesehatan", pengalaman=12)
    ranked = syarat.periksa("promkes", better, DAY, BOOK, SITUBONDO)
    assert (syarat.peringkat(rows), syarat.peringkat(ranked)) == (0, 2)
    assert all(row.kalimat.endswith(".") and row.dasar.source for row in ranked)


def test_a_year_of_experience_is_required_in_2016_and_preferred_in_2022() -> None:
    assert rejected("promkes", candidate(pengalaman=11), date(2016, 5, 1)) == ["Pengalaman kerja"]
    assert rejected("promkes", candidate(pengalaman=12), date(2016, 5, 1)) == []
    assert rejected("promkes", candidate(pengalaman=0)) == []
    assert "Usia" not in {
        row.nama for row in syarat.periksa("promkes", candidate(), date(2016, 5, 1), BOOK, LAIN)
    }
    with pytest.raises(TidakDiatur):
        syarat.periksa("promkes", candidate(), date(2019, 5, 1), BOOK, LAIN)


@pytest.mark.parametrize(("until", "fine"), [(DAY, True), (DAY - timedelta(days=1), False)])
def test_a_stra_holds_to_its_last_day(until: date, fine: bool) -> None:  # noqa: FBT001
    one = candidate(pendidikan="profesi", bidang="Apoteker", stra="19/1", stra_sampai=until)
    assert rejected("apoteker", one) == ([] if fine else ["STRA aktif"])


def test_a_circular_of_the_district_changes_a_requirement_from_its_day() -> None:
    strict = own(syarat.PENGALAMAN, "wajib", date(2022, 9, 1))
    assert rejected("promkes", candidate(), DAY, strict) == ["Pengalaman kerja"]
    assert rejected("promkes", candidate(), DAY - timedelta(days=1), strict) == []
    wider = own(syarat.BIDANG_LAIN, "promkes: keperawatan, kebidanan; sanitasi: teknik lingkungan")
    assert rejected("promkes", candidate(bidang="Kebidanan"), DAY, wider) == []
    assert rejected("sanitasi", candidate(bidang="Kebidanan"), DAY, wider) == ["Bidang pendidikan"]
    older = own(syarat.USIA, 40)
    assert rejected("promkes", candidate(lahir=date(1982, 1, 1)), DAY, older) == []


# ------------------------------------------------------------------ honour
def month(
    first: date = date(2022, 1, 1), last: date = date(2022, 12, 31), bulan: str = "2022-09",
    **more: object,
) -> BulanHonor:  # fmt: skip
    values: dict[str, object] = {
        "honor_sebulan": 3_000_000, "period": Period.parse(bulan), "mulai": first, "sampai": last,
        "absen": {}, "sasaran": FULL, "kabupaten": SITUBONDO, **more,
    }  # fmt: skip
    return BulanHonor(**values)  # type: ignore[arg-type]


def test_sen_of_a_decree_are_rounded_up_so_that_nobody_gets_less() -> None:
    for text, whole in (("1942750.77", 1_942_751), ("1942750.00", 1_942_750), ("0.01", 1)):
        assert honor.sebulan(Decimal(text), BOOK, DAY, SITUBONDO) == whole
    with pytest.raises(TidakDapatDihitung):
        honor.sebulan(Decimal(-1), BOOK, DAY, SITUBONDO)


@pytest.mark.parametrize(
    ("first", "last", "days", "amount"),
    [
        (date(2022, 1, 1), date(2022, 12, 31), 30, 3_000_000),
        (date(2022, 9, 16), date(2022, 12, 31), 15, 1_500_000),
        (date(2022, 1, 1), date(2022, 9, 10), 10, 1_000_000),
        (date(2022, 9, 7), date(2022, 9, 7), 1, 100_000),  # begins and ends on one day
        (date(2022, 9, 30), date(2022, 9, 30), 1, 100_000),
    ],
)
def test_a_month_begun_or_ended_is_paid_by_its_days(
    first: date, last: date, days: int, amount: int
) -> None:
    found = honor.hitung(month(first, last), BOOK, LIBUR)
    assert (found.hari, found.honor, found.potongan_absen) == (days, amount, 0)


def test_outside_of_the_contract_there_is_nothing_to_compute() -> None:
    with pytest.raises(TidakDapatDihitung, match="tidak menyentuh"):
        honor.hitung(month(date(2022, 10, 1)), BOOK, LIBUR)


def test_leave_and_sickness_are_paid_absence_is_not() -> None:
    said = {date(2022, 9, 5): honor.CUTI, date(2022, 9, 6): honor.SAKIT}
    assert honor.hitung(month(absen=said), BOOK, LIBUR).honor == 3_000_000
    said |= {date(2022, 9, 7): honor.IZIN, date(2022, 9, 8): honor.ALPA}
    found = honor.hitung(month(absen=said), BOOK, LIBUR)
    assert (found.hari_tidak_dibayar, found.honor) == (2, 2_800_000)
    # A day outside of the contract takes nothing.
    early = month(date(2022, 9, 9), absen=said)
    assert honor.hitung(early, BOOK, LIBUR).hari_tidak_dibayar == 0


@pytest.mark.parametrize(
    ("done", "percent", "amount"), [(8, 100, 3_000_000), (9, 100, 3_000_000), (0, 0, 0)]
)
def test_more_than_a_target_is_no_more_than_all(done: int, percent: int, amount: int) -> None:
    found = honor.hitung(
        month(sasaran=(Sasaran("A", Decimal(8), 100, Decimal(done)),)), BOOK, LIBUR
    )
    assert found.capaian == percent
    assert found.honor == amount


def test_from_the_threshold_on_it_is_paid_whole_below_by_percent() -> None:
    def paid(done: str) -> int:
        aims = (Sasaran("A", Decimal(100), 100, Decimal(done)),)
        return honor.hitung(month(sasaran=aims), BOOK, LIBUR).honor

    assert [paid(text) for text in ("80", "79.99", "50")] == [3_000_000, 2_399_700, 1_500_000]


def test_weights_that_are_no_hundred_and_targets_of_nothing_are_refused() -> None:
    for aims in ((Sasaran("A", Decimal(1), 99, Decimal(1)),), ()):
        with pytest.raises(TidakDapatDihitung, match="bukan 100"):
            honor.capaian(aims)
    with pytest.raises(TidakDapatDihitung, match="di atas nol"):
        honor.capaian((Sasaran("A", Decimal(0), 100, Decimal(1)),))


def test_a_district_may_divide_by_working_days() -> None:
    book = own("tenaga.honor.dasar_hari", honor.KERJA)
    found = honor.hitung(month(date(2022, 9, 19)), book, LIBUR)
    assert (found.hari, found.hari_sebulan) == (10, 22)
    odd = own("tenaga.honor.dasar_hari", "hari apa saja")
    with pytest.raises(TidakDapatDihitung, match="tidak dikenal"):
        honor.hitung(month(), odd, LIBUR)


_PAY = st.integers(1, 30_000_000)
_CUT = st.integers(1, 27)


@given(_PAY, _CUT, st.integers(1, 12))
def test_two_contracts_that_share_a_month_add_up_to_it(pay: int, cut: int, number: int) -> None:
    period = Period(2022, number)
    middle = period.first_day + timedelta(days=cut - 1)
    common = {"honor_sebulan": pay, "bulan": str(period)}
    first = honor.hitung(month(last=middle, **common), BOOK, LIBUR)  # type: ignore[arg-type]
    second = honor.hitung(month(middle + timedelta(days=1), **common), BOOK, LIBUR)  # type: ignore[arg-type]
    assert first.honor + second.honor == pay


@given(
    _PAY, _CUT, st.sets(st.integers(1, 28)), st.integers(0, 100), st.integers(1, 99),
    st.integers(0, 50),
)  # fmt: skip
def test_every_rupiah_is_explained(
    pay: int, start: int, away: set[int], done: int, weight: int, other: int
) -> None:
    aims = (
        Sasaran("A", Decimal(100), weight, Decimal(done)),
        Sasaran("B", Decimal(50), 100 - weight, Decimal(other)),
    )
    absent = {date(2022, 9, day): honor.ALPA for day in away}
    asked = month(date(2022, 9, start), honor_sebulan=pay, absen=absent, sasaran=aims)
    found = honor.hitung(asked, BOOK, LIBUR)
    assert found.hak - found.potongan_absen - found.potongan_capaian == found.honor
    assert 0 <= found.honor <= pay
    assert min(found.potongan_absen, found.potongan_capaian) >= 0
    assert found.langkah.langkah[-1].eksak == str(found.honor)
    assert all(one.dasar for one in found.langkah.langkah)


@given(_PAY, st.integers(0, 99))
def test_more_work_is_never_less_money(pay: int, done: int) -> None:
    def paid(many: int) -> int:
        aims = (Sasaran("A", Decimal(100), 100, Decimal(many)),)
        return honor.hitung(month(honor_sebulan=pay, sasaran=aims), BOOK, LIBUR).honor

    assert paid(done) <= paid(done + 1)


@given(st.lists(st.tuples(st.integers(1, 1_000_000), st.integers(0, 500)), min_size=1, max_size=6))
def test_a_team_is_paid_by_output(rows: list[tuple[int, int]]) -> None:
    named = [(f"Keluaran {n}", price, many) for n, (price, many) in enumerate(rows)]
    total, working = honor.keluaran(named)
    assert total == sum(price * many for price, many in rows)
    assert sum(int(one.eksak) for one in working.langkah) == total


# ------------------------------------------------------------------ warnings
@pytest.mark.parametrize(
    ("left", "stage"),
    [(61, None), (60, 60), (31, 60), (30, 30), (8, 30), (7, 7), (0, 7), (-1, None)],
)
def test_a_warning_stands_at_the_smallest_stage_reached(left: int, stage: int | None) -> None:
    assert tahap(DAY + timedelta(days=left), DAY, (60, 30, 7)) == stage
