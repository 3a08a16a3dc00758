"""Cases a lawyer can check with a pencil, each with the article it shows."""

from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from tests.rules.months import FULL, month, officer
from upaya.rules.errors import TidakDapatDihitung, TidakDiatur
from upaya.rules.insentif.compute import PELAYANAN, Hasil, Opsi, Pelayanan, compute_month
from upaya.rules.loader import national_book
from upaya.rules.period import Period

BOOK = national_book()


def kinds(hasil: Hasil) -> list[str]:
    return [warning.kode for warning in hasil.peringatan]


def test_a_month_from_absorption_to_officers() -> None:
    """Pasal 11A ayat (5), (7), (8): two officers, one with twice the other's visits."""
    bulan = month([officer("p1", frekuensi=20), officer("p2", frekuensi=40, orang_hari=0)])
    hasil = compute_month(bulan, BOOK)
    # All targets reached: 0.33. Desa: 0.17. 30,000 people in the third band: 0.20.
    assert hasil.indeks == (Decimal("0.33"), Decimal("0.17"), Decimal("0.20"))
    assert hasil.jumlah_indeks == Decimal("0.70")
    assert hasil.insentif_dasar == 3_750_000  # 7.5% of Rp50.000.000
    assert hasil.insentif_disesuaikan == 6_375_000  # x 1.70
    assert hasil.pool == 6_375_000
    assert (hasil.pool_lapangan, hasil.pool_manajemen) == (5_418_750, 956_250)
    assert hasil.bobot == [6, 6]  # S1 5 + no structural post 1
    assert hasil.poin_lapangan == [120, 240]
    assert hasil.lapangan == [1_806_250, 3_612_500]
    assert hasil.manajemen == [956_250, 0]
    assert [row.bruto for row in hasil.baris()] == [2_762_500, 3_612_500]
    assert hasil.tidak_dibagi == 0
    assert hasil.peringatan == ()


@pytest.mark.parametrize(
    ("pendidikan", "utama", "tambahan", "bobot"),
    [
        ("S2", ("kepala_puskesmas",), 4, 13),  # the largest
        ("SD", ("tanpa_jabatan",), 0, 2),  # the smallest
        ("S1", ("kepala_tu",), 1, 9),
        ("D4", ("bendahara",), 2, 10),
        ("D3", ("pj_ukm",), 3, 10),
        ("D1", ("pj_ukp",), 0, 6),
        ("SLTA", ("koordinator_pelayanan",), 0, 4),
        ("SLTP", ("tanpa_jabatan",), 0, 3),  # open: named twice, read as 2
        ("S3", ("tanpa_jabatan",), 0, 6),  # open
        ("profesi", ("tanpa_jabatan",), 0, 6),  # open
        ("D2", ("tanpa_jabatan",), 0, 4),  # open
        ("S1", ("tanpa_jabatan",), 5, 10),  # open: more than four count as four
        ("S1", ("tanpa_jabatan",), 10**9, 10),
        ("S1", ("koordinator_pelayanan", "kepala_puskesmas"), 0, 9),  # open: the higher post
        ("S1", ("bendahara", "bendahara"), 0, 8),
    ],
)
def test_bobot_is_the_sum_of_three_scores(
    pendidikan: str, utama: tuple[str, ...], tambahan: int, bobot: int
) -> None:
    """Pasal 11A ayat (7) huruf f."""
    one = officer(pendidikan=pendidikan, jabatan_utama=utama, jabatan_tambahan=tambahan)
    assert compute_month(month([one]), BOOK).bobot == [bobot]


def test_the_last_rupiah_goes_to_the_larger_bobot() -> None:
    """Equal remainders: the officer of larger bobot first, whatever the id."""
    # Points are equal, bobot is not: 6 x 20 = 12 x 10 and the pool part is odd.
    many = officer("z", jabatan_utama=("kepala_puskesmas",), jabatan_tambahan=3, frekuensi=10)
    few = officer("a", frekuensi=20)
    hasil = compute_month(month([few, many], sisa_pagu_insentif=1), BOOK)
    assert hasil.bobot == [6, 12]
    assert hasil.poin_lapangan == [120, 120]
    assert hasil.pool_lapangan == 1
    assert hasil.lapangan == [0, 1]


def test_with_equal_bobot_the_smaller_id_by_code_point() -> None:
    ids = ["é", "b", "Z", "10", "9"]
    hasil = compute_month(month([officer(i) for i in ids], sisa_pagu_insentif=2), BOOK)
    assert hasil.pool_lapangan == 2
    got = {row.id for row in hasil.baris() if row.lapangan}
    assert got == {"10", "9"}


@pytest.mark.parametrize(
    ("pool", "lapangan"),
    [(0, 0), (1, 1), (2, 2), (3, 3), (4, 3), (10, 9), (20, 17), (101, 86), (10**15, 85 * 10**13)],
)
def test_the_pool_is_split_85_to_15_in_whole_rupiah(pool: int, lapangan: int) -> None:
    """Pasal 11A ayat (5); at Rp10 both remainders are a half and the tie goes to lapangan."""
    bulan = month(bok_diserap=10**15, sisa_pagu_insentif=pool)
    hasil = compute_month(bulan, BOOK, Opsi(dasar=Decimal(1)))
    assert (hasil.pool_lapangan, hasil.pool_manajemen) == (lapangan, pool - lapangan)


def test_the_ceiling_cuts_and_says_so() -> None:
    """Pasal 11A ayat (8) huruf l: the ceiling is hard."""
    september = month(sisa_pagu_insentif=6_000_000, periode=Period(2022, 9))
    hasil = compute_month(september, BOOK)
    assert hasil.pool == 6_000_000
    assert hasil.dipotong_pagu == 375_000
    assert kinds(hasil) == ["dipotong_pagu"]
    assert "Rp375.000" in hasil.peringatan[0].pesan
    assert "375000" in hasil.peringatan[0].polos


def test_a_fraction_of_a_rupiah_is_dropped_from_the_pool_only() -> None:
    hasil = compute_month(month(bok_diserap=1_234_567), BOOK)
    assert hasil.insentif_dasar == Decimal("92592.525")
    assert hasil.insentif_disesuaikan == Decimal("157407.2925")
    assert (hasil.pool, hasil.dipotong_pagu) == (157_407, 0)


def test_nothing_absorbed_is_nothing_to_share() -> None:
    hasil = compute_month(month(bok_diserap=0), BOOK)
    assert hasil.pool == 0
    assert [row.bruto for row in hasil.baris()] == [0, 0]


def test_a_part_without_work_is_not_divided() -> None:
    hasil = compute_month(month([officer(orang_hari=0)]), BOOK)
    assert hasil.tidak_dibagi == hasil.pool_manajemen == 956_250
    assert hasil.lapangan == [5_418_750]
    assert kinds(hasil) == ["tidak_dibagi"]


def test_nobody_entitled_divides_nothing() -> None:
    bulan = month([officer("a", status="non_ASN")], periode=Period(2023, 1))
    hasil = compute_month(bulan, BOOK)
    assert hasil.pool == 8_500_000  # 10% of Rp50.000.000, x 1.70
    assert hasil.tidak_dibagi == hasil.pool
    assert hasil.bobot == hasil.lapangan == hasil.manajemen == [0]
    assert kinds(hasil) == ["tidak_dibagi", "tidak_dibagi", "tidak_berhak"]


def test_non_asn_share_in_2022_and_not_in_2023() -> None:
    """2022: Pasal 11A ayat (2). 2023: ASN only, as seen in practice."""
    both = [officer("asn", status="PPPK"), officer("non", status="non_ASN")]
    in_2022 = compute_month(month(both), BOOK)
    assert [row.bruto > 0 for row in in_2022.baris()] == [True, True]
    in_2023 = compute_month(month(both, periode=Period(2023, 6)), BOOK)
    assert [row.bruto > 0 for row in in_2023.baris()] == [True, False]
    assert [(w.kode, w.letak) for w in in_2023.peringatan] == [("tidak_berhak", "petugas[1]")]


@pytest.mark.parametrize(
    ("reached", "index"),
    [(0, "0.07"), (19, "0.07"), (20, "0.13"), (39, "0.13"), (40, "0.20"), (60, "0.27"),
     (79, "0.27"), (80, "0.33"), (100, "0.33"), (250, "0.33")],
)  # fmt: skip
def test_spm_index_by_fifths_the_edge_belongs_above(reached: int, index: str) -> None:
    services = {name: Pelayanan(100, reached) for name in PELAYANAN}
    assert compute_month(month(pelayanan=services), BOOK).indeks[0] == Decimal(index)


def test_one_person_short_of_the_edge_stays_below() -> None:
    services = {name: Pelayanan(10**9, 8 * 10**8) for name in PELAYANAN}
    assert compute_month(month(pelayanan=services), BOOK).indeks[0] == Decimal("0.33")
    services["hiv"] = Pelayanan(10**9, 8 * 10**8 - 1)
    assert compute_month(month(pelayanan=services), BOOK).indeks[0] == Decimal("0.27")


@pytest.mark.parametrize(
    ("target", "reached", "index"),
    [(100, 0, "0"), (100, 50, "0.17"), (200, 1, "0"), (66, 1, "0.01"), (100, 100, "0.33"),
     (100, 300, "0.33")],
)  # fmt: skip
def test_spm_index_continuous_rounds_half_up(target: int, reached: int, index: str) -> None:
    """0.33 x 1/2 = 0.165 and 0.33 x 1/66 = 0.005: both round up."""
    services = {name: Pelayanan(target, reached) for name in PELAYANAN}
    hasil = compute_month(month(pelayanan=services), BOOK, Opsi(metode_spm="kontinu"))
    assert hasil.indeks[0] == Decimal(index)


def test_one_person_over_the_target_makes_up_for_nobody() -> None:
    """2 of 1 counts as 1 of 1: the mean stays (10 x 0.7 + 2 x 1) / 12 = 0.75."""
    services = {name: Pelayanan(10, 7) for name in PELAYANAN}
    services |= {"hiv": Pelayanan(1, 2), "balita": Pelayanan(1, 2)}
    assert compute_month(month(pelayanan=services), BOOK).indeks[0] == Decimal("0.27")


@pytest.mark.parametrize(
    ("kabupaten", "penduduk", "index"),
    [
        ("35.12", 0, "0.07"),
        ("35.12", 14_999, "0.07"),
        ("35.12", 15_000, "0.13"),
        ("35.12", 24_999, "0.13"),
        ("35.12", 25_000, "0.20"),
        ("35.12", 35_000, "0.27"),
        ("35.12", 44_999, "0.27"),
        ("35.12", 45_000, "0.33"),
        ("35.12", 10**9, "0.33"),
        ("35.10", 9_999, "0.07"),
        ("35.10", 10_000, "0.13"),
        ("35.10", 40_000, "0.33"),
    ],
)
def test_workload_index_by_population_bands(kabupaten: str, penduduk: int, index: str) -> None:
    """Pasal 11A ayat (6) huruf d leaves the bands to the district: these are samples."""
    hasil = compute_month(month(kabupaten=kabupaten, penduduk=penduduk), BOOK)
    assert hasil.indeks[2] == Decimal(index)


def test_a_zero_target_stays_out_of_the_mean_or_counts_as_nothing() -> None:
    services = FULL | {name: Pelayanan(0, 5) for name in PELAYANAN[:6]}
    bulan = month(pelayanan=services)
    assert compute_month(bulan, BOOK).indeks[0] == Decimal("0.33")
    assert compute_month(bulan, BOOK, Opsi(target_nol="nol")).indeks[0] == Decimal("0.20")


def test_no_target_at_all_needs_a_published_index() -> None:
    services = {name: Pelayanan(0, 0) for name in PELAYANAN}
    with pytest.raises(TidakDapatDihitung) as refused:
        compute_month(month(pelayanan=services), BOOK)
    assert refused.value.fault.letak == "pelayanan"
    published = month(pelayanan=services, indeks={"kinerja_spm": Decimal("0.2")})
    hasil = compute_month(published, BOOK)
    assert hasil.indeks[0] == Decimal("0.2")
    assert hasil.indeks_hitung[0] is None
    assert hasil.peringatan == ()


def test_the_published_index_counts_and_the_difference_is_shown() -> None:
    """Pasal 11A ayat (8) huruf b."""
    bulan = month(indeks={"kinerja_spm": Decimal("0.20")}, alasan_indeks="data belum lengkap")
    hasil = compute_month(bulan, BOOK)
    assert hasil.indeks == (Decimal("0.20"), Decimal("0.17"), Decimal("0.20"))
    assert kinds(hasil) == ["indeks_berbeda"]
    warning = hasil.peringatan[0]
    assert warning.letak == "indeks.kinerja_spm"
    assert "0,20" in warning.pesan
    assert "0,33" in warning.pesan
    assert "data belum lengkap" in warning.pesan
    assert "0.33" in warning.polos


def test_a_reason_with_braces_is_only_text() -> None:
    bulan = month(indeks={"kinerja_spm": Decimal("0.1")}, alasan_indeks="{nama} {0} %s")
    assert "{nama} {0} %s" in compute_month(bulan, BOOK).peringatan[0].pesan


def test_an_equal_published_index_is_no_warning() -> None:
    bulan = month(indeks={"kinerja_spm": Decimal("0.330000")})
    assert compute_month(bulan, BOOK).peringatan == ()


def test_an_index_of_thousands_of_digits_stays_exact() -> None:
    digits = "0." + "3" * 20_000
    hasil = compute_month(month(indeks={"kinerja_spm": Decimal(digits)}), BOOK)
    assert str(hasil.indeks[0]) == digits
    exact = 3_750_000 * (1 + Fraction(Decimal(digits)) + Fraction(37, 100))
    assert Fraction(hasil.insentif_disesuaikan) == exact
    assert hasil.pool == int(exact)


def test_overrides_are_used_and_said() -> None:
    opsi = Opsi(dasar=Decimal("0.05"), formula_pool="jumlah")
    hasil = compute_month(month(), BOOK, opsi)
    assert hasil.insentif_disesuaikan == 1_750_000  # 5% of Rp50.000.000, x 0.70
    assert hasil.penimpaan == opsi
    assert kinds(hasil) == ["penimpaan"]


def test_the_file_wins_over_the_printed_lists() -> None:
    """Pasal 11A ayat (8): Sumbermalang is desa, Rp66.369.000."""
    bulan = month(karakteristik="perkotaan", sisa_pagu_insentif=66_369_001)
    hasil = compute_month(bulan, BOOK)
    assert hasil.indeks[1] == Decimal("0.08")
    assert kinds(hasil) == ["pagu_berbeda", "kategori_berbeda"]


def test_less_than_the_ceiling_is_natural_but_in_the_first_month() -> None:
    august = compute_month(month(sisa_pagu_insentif=66_000_000), BOOK)
    assert kinds(august) == ["pagu_berbeda"]
    assert "bulan pertamanya" in august.peringatan[0].pesan
    september = month(sisa_pagu_insentif=66_000_000, periode=Period(2022, 9))
    assert compute_month(september, BOOK).peringatan == ()


@pytest.mark.parametrize(
    "name",
    [
        "sumbermalang",
        "PUSKESMAS SUMBERMALANG",
        "Puskesmas  Sumber Malang",
        "UPT Puskesmas Sumbermalang",
    ],
)
def test_a_puskesmas_is_found_by_name_however_written(name: str) -> None:
    hasil = compute_month(month(puskesmas=name), BOOK)
    assert any(value.key == "insentif_ukm.pagu.sumbermalang" for value in hasil.aturan)
    assert hasil.peringatan == ()


def test_an_unlisted_puskesmas_is_computed_with_a_warning() -> None:
    hasil = compute_month(month(puskesmas="Puskesmas Tanpa Nama"), BOOK)
    assert hasil.pool == 6_375_000
    assert kinds(hasil) == ["puskesmas_tidak_tercantum"]


def test_a_month_before_any_rule_is_refused() -> None:
    with pytest.raises(TidakDiatur):
        compute_month(month(periode=Period(2022, 7)), BOOK)


def test_the_rules_of_the_last_day_govern_the_month() -> None:
    rate = BOOK.read("insentif_ukm.dasar", date(2022, 8, 31), "35.12")
    own = replace(rate, value=Decimal("0.05"), in_force=date(2022, 8, 31), instrument="SK Bupati")
    assert compute_month(month(), BOOK.overlay([own])).insentif_dasar == 2_500_000
    later = replace(own, in_force=date(2022, 9, 1))
    assert compute_month(month(), BOOK.overlay([later])).insentif_dasar == 3_750_000


def test_known_before_promulgation_the_national_rule_answers() -> None:
    """The Perbup was promulgated on 19 October 2022 and is in force from 1 August 2022."""
    then = compute_month(month(), BOOK, known_on=date(2022, 9, 1))
    now = compute_month(month(), BOOK)
    assert not any(value.package.startswith("perbup") for value in then.aturan)
    assert any(value.package.startswith("perbup") for value in now.aturan)
    assert then.pool == now.pool


def test_one_officer_more_does_not_change_the_month() -> None:
    one = compute_month(month([officer("a")]), BOOK)
    two = compute_month(month([officer("a"), officer("b")]), BOOK)
    columns = {"id", "bobot", "poin_lapangan", "poin_manajemen", "lapangan", "manajemen"}
    for name in {field.name for field in fields(Hasil)} - columns:
        assert getattr(one, name) == getattr(two, name)
