"""What holds for every month, whatever a puskesmas reports."""

from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from tests.rules.months import OPTIONS, months
from tests.rules.reference import reference
from upaya.rules.insentif.compute import Bulan, Opsi, compute_month
from upaya.rules.insentif.fingerprint import sidik
from upaya.rules.loader import national_book

BOOK = national_book()


@given(months(), OPTIONS)
def test_agrees_with_the_slow_reference(bulan: Bulan, opsi: Opsi) -> None:
    hasil = compute_month(bulan, BOOK, opsi)
    answer = reference(bulan, opsi)
    assert [Fraction(index) for index in hasil.indeks] == answer.indices
    assert Fraction(hasil.insentif_dasar) == answer.base
    assert Fraction(hasil.insentif_disesuaikan) == answer.adjusted
    assert (hasil.pool, hasil.dipotong_pagu) == (answer.pool, answer.cut)
    assert (hasil.pool_lapangan, hasil.pool_manajemen) == (answer.field, answer.management)
    assert hasil.tidak_dibagi == answer.left
    rows = {row.id: (row.bobot, row.lapangan, row.manajemen) for row in hasil.baris()}
    assert rows == answer.shares


@given(months(), OPTIONS)
def test_parts_add_up_and_nothing_is_negative(bulan: Bulan, opsi: Opsi) -> None:
    hasil = compute_month(bulan, BOOK, opsi)
    assert hasil.pool_lapangan + hasil.pool_manajemen == hasil.pool
    assert sum(row.bruto for row in hasil.baris()) + hasil.tidak_dibagi == hasil.pool
    assert sum(hasil.lapangan) in {hasil.pool_lapangan, 0}
    assert sum(hasil.manajemen) in {hasil.pool_manajemen, 0}
    amounts = (hasil.pool, hasil.dipotong_pagu, hasil.pool_lapangan, hasil.pool_manajemen)
    assert min(*amounts, hasil.tidak_dibagi, *hasil.lapangan, *hasil.manajemen) >= 0


@given(months(), OPTIONS)
def test_the_ceiling_holds(bulan: Bulan, opsi: Opsi) -> None:
    hasil = compute_month(bulan, BOOK, opsi)
    assert hasil.pool <= bulan.sisa_pagu_insentif
    assert hasil.pool <= hasil.insentif_disesuaikan
    assert hasil.pool + hasil.dipotong_pagu == int(hasil.insentif_disesuaikan)


@given(months(), st.randoms(use_true_random=False))
def test_the_order_of_officers_changes_nothing(bulan: Bulan, random: st.DataObject) -> None:
    shuffled = list(bulan.petugas)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    other = replace(bulan, petugas=tuple(shuffled))
    first, second = compute_month(bulan, BOOK), compute_month(other, BOOK)
    assert sorted(first.baris(), key=lambda r: r.id) == sorted(second.baris(), key=lambda r: r.id)
    assert sidik(bulan, first) == sidik(other, second)


@given(months(), st.data(), st.integers(1, 1000))
def test_more_work_never_lowers_the_own_amount(
    bulan: Bulan, data: st.DataObject, more: int
) -> None:
    at = data.draw(st.integers(0, len(bulan.petugas) - 1))
    before = compute_month(bulan, BOOK).baris()[at]
    for name in ("frekuensi", "orang_hari"):
        officers = list(bulan.petugas)
        officers[at] = replace(officers[at], **{name: getattr(officers[at], name) + more})
        after = compute_month(replace(bulan, petugas=tuple(officers)), BOOK).baris()[at]
        assert after.lapangan >= before.lapangan
        assert after.manajemen >= before.manajemen


@given(months())
def test_equal_work_differs_by_at_most_one_rupiah(bulan: Bulan) -> None:
    hasil = compute_month(bulan, BOOK)
    by_points: dict[int, set[int]] = {}
    for row in hasil.baris():
        by_points.setdefault(row.poin_lapangan, set()).add(row.lapangan)
    assert all(max(amounts) - min(amounts) <= 1 for amounts in by_points.values())
