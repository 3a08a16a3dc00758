"""Which work counts as days, which as visits (Pasal 11A ayat (7) huruf a and b)."""

from hypothesis import given
from hypothesis import strategies as st

from upaya.rules.insentif.officer_work import LAPANGAN, MANAJEMEN, Kerja, jumlah_kerja

Entries = list[tuple[str, int]]
ENTRIES = st.lists(st.tuples(st.sampled_from([LAPANGAN, MANAJEMEN]), st.integers(0, 500)))


def test_days_are_of_management_and_visits_of_the_field() -> None:
    assert jumlah_kerja([(MANAJEMEN, 3), (LAPANGAN, 5), (MANAJEMEN, 2)]) == Kerja(5, 5)
    assert jumlah_kerja([(LAPANGAN, 4)]) == Kerja(orang_hari=0, frekuensi=4)
    assert jumlah_kerja([]) == Kerja()


@given(ENTRIES, ENTRIES)
def test_work_adds_up_whatever_its_order(first: Entries, more: Entries) -> None:
    whole = jumlah_kerja([*first, *more])
    parts = (jumlah_kerja(more), jumlah_kerja(reversed(first)))
    assert whole.orang_hari == sum(part.orang_hari for part in parts)
    assert whole.frekuensi == sum(part.frekuensi for part in parts)
