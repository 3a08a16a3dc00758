"""The five sentences of a slip: what they say, and that they say the numbers of the result."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.months import OPTIONS, month, months, officer
from upaya.rules.insentif.compute import Opsi, compute_month
from upaya.rules.insentif.explain_slip import NAMA_JABATAN, Kalimat, Penyesuaian, explain_slip
from upaya.rules.insentif.month import JABATAN_UTAMA, Bulan
from upaya.rules.loader import national_book
from upaya.rules.money import rupiah
from upaya.rules.parameter import ORIGINS
from upaya.rules.period import Period
from upaya.rules.tax.pph21 import Pajak, hitung_pajak
from upaya.rules.tax.pph21_rates import WajibPajak

BOOK = national_book()
NAMA = "Puskesmas Sumbermalang"
PERBUP = "Perbup Situbondo 9/2022 sebagaimana diubah dengan Perbup Situbondo 79/2022"
NOVEMBER = Period(2022, 11)
PNS_III = WajibPajak("PNS", "III", None, ber_npwp=True)


def taxed(bruto: int, who: WajibPajak = PNS_III, period: Period = NOVEMBER) -> Pajak:
    return hitung_pajak(bruto, who, period, BOOK, "35.12")


def slip(
    bulan: Bulan,
    kode: str = "a",
    *,
    opsi: Opsi | None = None,
    tanpa_sk: bool = False,
    penyesuaian: Penyesuaian | None = None,
    paid: bool = True,
) -> tuple[Kalimat, ...]:
    hasil = compute_month(bulan, BOOK, opsi)
    pajak = taxed(hasil.petugas(kode).bruto) if paid else None
    return explain_slip(bulan, hasil, kode, pajak, NAMA, tanpa_sk=tanpa_sk, penyesuaian=penyesuaian)


def texts(said: tuple[Kalimat, ...]) -> list[str]:
    return [sentence.teks for sentence in said]


TWO = (officer("a", jabatan_utama=("koordinator_pelayanan",), jabatan_tambahan=1), officer("b"))


# ------------------------------------------------------------------ golden cases
def test_an_ordinary_month_in_five_sentences() -> None:
    pool, bobot, field, management, tax = texts(slip(month(TWO)))
    assert pool == (
        "Insentif Puskesmas Sumbermalang untuk Agustus 2022 Rp6.375.000: 7,5% dari BOK terserap "
        "Rp50.000.000 dikali 1,70 (1 + indeks kinerja SPM 0,33 + kesulitan wilayah 0,17 + beban "
        "kerja 0,20)."
    )
    assert bobot == (
        "Bobot Anda 8: 5 untuk pendidikan S1, 2 untuk koordinator pelayanan, dan 1 untuk 1 "
        "jabatan tambahan."
    )
    assert field == (
        "Kegiatan lapangan Anda 20 kali dikali bobot 8 menjadi 160 dari 280 poin semua petugas, "
        "jadi bagian Anda Rp3.096.429 dari uang lapangan Rp5.418.750 (85% dari insentif "
        "puskesmas), dibulatkan ke rupiah utuh."
    )
    assert management == (
        "Kegiatan manajemen Anda 10 hari dikali bobot 8 menjadi 80 dari 140 poin semua petugas, "
        "jadi bagian Anda Rp546.429 dari uang manajemen Rp956.250 (15% dari insentif puskesmas), "
        "dibulatkan ke rupiah utuh."
    )
    assert tax == (
        "Dari insentif Anda Rp3.642.858 (lapangan Rp3.096.429 + manajemen Rp546.429) dipotong "
        "PPh 21 final PNS 5% sebesar Rp182.142, jadi Anda menerima Rp3.460.716."
    )


def test_each_sentence_names_its_article_and_its_weakest_origin() -> None:
    pool, bobot, field, management, tax = slip(month(TWO))
    assert "Pasal 11A ayat (1) dan ayat (5)" in pool.dasar_hukum
    assert (bobot.dasar_hukum, bobot.asal) == (
        f"{PERBUP}, Pasal 11A ayat (7) huruf f",
        "asumsi",  # S1 is read behind the printed S2/21/D4
    )
    assert slip(month([replace(TWO[0], pendidikan="D3"), TWO[1]]))[1].asal == "teks"
    for part in (field, management):
        assert part.dasar_hukum.startswith(f"{PERBUP}, Pasal 11A ayat (5); ")
        assert part.asal == "asumsi"  # its amount is a part of what rests on assumptions
    assert (tax.dasar_hukum, tax.asal) == ("PP 80/2010, Pasal 4", "asumsi")


def test_two_main_posts_take_the_higher_one_and_say_that_this_is_assumed() -> None:
    several = officer("a", jabatan_utama=("koordinator_pelayanan", "pj_ukm"), jabatan_tambahan=0)
    sentence = slip(month([several]))[1]
    assert sentence.teks == (
        "Bobot Anda 8: 5 untuk pendidikan S1, 3 untuk penanggung jawab UKM (yang tertinggi), "
        "dan 0 untuk tanpa jabatan tambahan."
    )
    assert sentence.asal == "asumsi"


def test_a_pool_cut_by_the_ceiling_says_by_how_much_and_why() -> None:
    sentence = slip(month(TWO, sisa_pagu_insentif=1_000_000))[0]
    assert sentence.teks.startswith(
        "Insentif Puskesmas Sumbermalang untuk Agustus 2022 Rp1.000.000:"
    )
    assert sentence.teks.endswith(
        ", menjadi Rp6.375.000, lalu dipotong Rp5.375.000 karena sisa pagu insentif tahun ini "
        "tinggal Rp1.000.000."
    )
    assert sentence.dasar_hukum.endswith("Pasal 11A ayat (8) huruf l angka 1")


def test_a_ceiling_that_no_regulation_prints_is_an_assumption() -> None:
    sentence = slip(month(TWO, sisa_pagu_insentif=1_000_000, kabupaten="35.10"))[0]
    assert sentence.asal == "asumsi"


def test_a_pool_with_a_fraction_is_rounded_down() -> None:
    sentence = texts(slip(month(TWO, bok_diserap=50_000_001)))[0]
    assert "Agustus 2022 Rp6.375.000: " in sentence
    assert sentence.endswith("), dibulatkan ke bawah.")


def test_overrides_are_what_the_sentence_shows() -> None:
    sentence = texts(slip(month(TWO), opsi=Opsi(dasar=Decimal("0.05"), formula_pool="jumlah")))[0]
    assert "Rp1.750.000: 5% dari BOK terserap Rp50.000.000 dikali 0,70 (indeks" in sentence


def test_no_visits_and_no_days() -> None:
    idle = officer("a", frekuensi=0, orang_hari=0)
    _, _, field, management, tax = texts(slip(month([idle, officer("b")])))
    assert field == (
        "Tidak ada kegiatan lapangan Anda yang tercatat bulan ini, jadi bagian Anda Rp0 dari "
        "uang lapangan Rp5.418.750 (85% dari insentif puskesmas)."
    )
    assert management == (
        "Tidak ada kegiatan manajemen Anda yang tercatat bulan ini, jadi bagian Anda Rp0 dari "
        "uang manajemen Rp956.250 (15% dari insentif puskesmas)."
    )
    assert tax == "Insentif Anda Rp0, jadi tidak ada pajak dan tidak ada yang dibayarkan."


def test_a_part_nobody_worked_for_stays_in_the_ceiling() -> None:
    sentence = slip(month([officer("a", frekuensi=0), officer("b", frekuensi=0)]))[2]
    assert sentence.teks == (
        "Tidak ada petugas yang berhak dengan kegiatan lapangan bulan ini, jadi uang lapangan "
        "Rp5.418.750 (85% dari insentif puskesmas) tidak dibagi, tetap dalam pagu, dan bagian "
        "Anda Rp0."
    )
    assert sentence.asal == "asumsi"


def test_without_a_decree_the_work_does_not_count() -> None:
    idle = officer("a", frekuensi=0, orang_hari=0)
    _, bobot, field, management, tax = slip(month([idle, officer("b")]), tanpa_sk=True)
    assert bobot.teks.endswith(
        "tetapi bobot itu tidak dipakai karena pada 31 Agustus 2022 Anda belum ber-SK Kepala "
        "Dinas atau tidak lagi bertugas."
    )
    assert "Pasal 11A ayat (2)" in bobot.dasar_hukum
    assert field.teks == (
        "Tanpa SK yang berlaku, kegiatan lapangan Anda tidak dihitung dan bagian Anda Rp0 dari "
        "uang lapangan Rp5.418.750 (85% dari insentif puskesmas)."
    )
    assert "Tanpa SK yang berlaku, kegiatan manajemen Anda" in management.teks
    assert field.asal == management.asal == "asumsi"  # the day of the decree is ours
    assert tax.teks.startswith("Insentif Anda Rp0,")


def test_a_status_without_right_is_told_who_has_it() -> None:
    bulan = month([officer("a", status="non_ASN"), officer("b")], periode=Period(2023, 2))
    _, bobot, field, management, _ = slip(bulan)
    assert bobot.teks == (
        "Bobot Anda 0, karena penerima insentif Februari 2023 adalah PNS dan PPPK, sedangkan "
        "status Anda non-ASN."
    )
    assert field.teks.startswith(
        "Karena status Anda tidak berhak, kegiatan lapangan Anda (20 kali) tidak dihitung dan "
        "bagian Anda Rp0 dari uang lapangan "
    )
    assert "kegiatan manajemen Anda (10 hari) tidak dihitung" in management.teks
    assert {s.dasar_hukum for s in (bobot, field, management)} == {"Permenkes 42/2022, hanya ASN"}


def test_a_tax_not_yet_known() -> None:
    assert texts(slip(month(TWO), paid=False))[4] == (
        "Pajak atas insentif Anda Rp3.642.858 (lapangan Rp3.096.429 + manajemen Rp546.429) belum "
        "dihitung dan dipotong bendahara ketika dibayarkan."
    )


def test_a_tax_set_by_the_treasurer_shows_both_amounts_and_the_reason() -> None:
    change = Penyesuaian(100_000, " golongan III\nbaru berlaku bulan depan. ")
    sentence = slip(month(TWO), penyesuaian=change)[4]
    assert sentence.teks == (
        "Dari insentif Anda Rp3.642.858 (lapangan Rp3.096.429 + manajemen Rp546.429) dipotong "
        "pajak Rp100.000 yang ditetapkan bendahara sebagai pengganti PPh 21 final PNS 5% sebesar "
        "Rp182.142 (alasan: golongan III baru berlaku bulan depan), jadi Anda menerima "
        "Rp3.542.858."
    )
    assert "Penyesuaian oleh bendahara" in sentence.dasar_hukum
    assert "PP 80/2010, Pasal 4" in sentence.dasar_hukum
    assert sentence.asal == "asumsi"


def test_a_tax_set_by_the_treasurer_where_none_could_be_computed() -> None:
    change = Penyesuaian(0, "golongan belum tercatat")
    assert texts(slip(month(TWO), paid=False, penyesuaian=change))[4].endswith(
        "dipotong pajak Rp0 yang ditetapkan bendahara (alasan: golongan belum tercatat), jadi "
        "Anda menerima Rp3.642.858."
    )


def test_a_monthly_effective_rate_is_named() -> None:
    bulan = month([officer("a", status="PPPK")], periode=Period(2024, 1))
    hasil = compute_month(bulan, BOOK)
    pajak = taxed(8_500_000, WajibPajak("PPPK", None, "K/1", ber_npwp=False), Period(2024, 2))
    sentence = explain_slip(bulan, hasil, "a", pajak, NAMA)[4]
    assert sentence.teks.endswith(
        "dipotong PPh 21 TER bulanan 1,2% sebesar Rp102.000, jadi Anda menerima Rp8.398.000."
    )
    assert sentence.dasar_hukum.startswith("PP 58/2023, Lampiran huruf B")


def test_a_tax_read_back_from_a_payment_line_says_the_same() -> None:
    bulan = month(TWO)
    hasil = compute_month(bulan, BOOK)
    now = taxed(hasil.petugas("a").bruto)
    stored = Pajak(now.jenis, Decimal("0.050000"), now.dasar, now.pajak, now.neto, now.asal,
                   now.dasar_hukum)  # fmt: skip
    assert explain_slip(bulan, hasil, "a", stored, NAMA) == slip(bulan)


def test_a_correction_of_an_earlier_month_is_paid_and_taxed_together() -> None:
    bulan = month(TWO)
    hasil = compute_month(bulan, BOOK)
    lain = (("selisih Insentif UKM Juli 2022", -142_858),)
    pajak = taxed(3_500_000)
    assert explain_slip(bulan, hasil, "a", pajak, NAMA, lain=lain)[4].teks == (
        "Dari insentif Anda Rp3.642.858 (lapangan Rp3.096.429 + manajemen Rp546.429) bersama "
        "selisih Insentif UKM Juli 2022 -Rp142.858, seluruhnya Rp3.500.000, dipotong PPh 21 final "
        "PNS 5% sebesar Rp175.000, jadi Anda menerima Rp3.325.000."
    )
    with pytest.raises(ValueError, match="bukan pajak atas"):
        explain_slip(bulan, hasil, "a", taxed(3_642_858), NAMA, lain=lain)


def test_a_correction_is_paid_in_a_month_without_own_work_too() -> None:
    bulan = month((officer("a", orang_hari=0, frekuensi=0), officer("b")))
    hasil = compute_month(bulan, BOOK)
    lain = (("selisih Insentif UKM Juli 2022", 100_000),)
    said = explain_slip(bulan, hasil, "a", taxed(100_000), NAMA, lain=lain)[4].teks
    assert said.startswith("Dari insentif Anda Rp0 (lapangan Rp0 + manajemen Rp0) bersama")
    assert said.endswith("jadi Anda menerima Rp95.000.")


def test_a_correction_may_take_all_of_a_share() -> None:
    bulan = month(TWO)
    hasil = compute_month(bulan, BOOK)
    lain = (("Selisih Juli 2022 (koreksi ke-1)", -3_642_858),)
    assert explain_slip(bulan, hasil, "a", None, NAMA, lain=lain)[4].teks == (
        "Insentif Anda Rp3.642.858 (lapangan Rp3.096.429 + manajemen Rp546.429) bersama Selisih "
        "Juli 2022 (koreksi ke-1) -Rp3.642.858, seluruhnya Rp0, jadi tidak ada pajak dan tidak "
        "ada yang dibayarkan."
    )


# ------------------------------------------------------------------ faults
def test_an_unknown_officer_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        slip(month(TWO), "tidak-ada")


def test_a_tax_on_another_amount_is_refused() -> None:
    bulan = month(TWO)
    hasil = compute_month(bulan, BOOK)
    with pytest.raises(ValueError, match="bukan pajak atas"):
        explain_slip(bulan, hasil, "a", taxed(1), NAMA)


@pytest.mark.parametrize("amount", [-1, 3_642_859])
def test_an_adjusted_tax_beyond_the_gross_is_refused(amount: int) -> None:
    with pytest.raises(ValueError, match="di luar"):
        slip(month(TWO), penyesuaian=Penyesuaian(amount, "uji"))


def test_every_class_of_post_has_a_name_in_running_text() -> None:
    assert set(NAMA_JABATAN) == set(JABATAN_UTAMA)


# ------------------------------------------------------------------ what always holds
_AMOUNT = re.compile(r"Rp([0-9.]*[0-9])")


def amounts(text: str) -> list[int]:
    return [int(found.replace(".", "")) for found in _AMOUNT.findall(text)]


@given(months(), OPTIONS, st.data())
def test_five_sentences_with_the_numbers_of_the_result(
    bulan: Bulan, opsi: Opsi, data: st.DataObject
) -> None:
    hasil = compute_month(bulan, BOOK, opsi)
    row = data.draw(st.sampled_from(hasil.baris()))
    pajak = data.draw(st.sampled_from([None, taxed(row.bruto)]))
    set_tax = st.builds(Penyesuaian, st.integers(0, row.bruto), st.just("uji"))
    change = data.draw(st.none() | set_tax)
    said = explain_slip(bulan, hasil, row.id, pajak, NAMA, penyesuaian=change)
    assert len(said) == 5
    pool, bobot, field, management, tax = (sentence.teks for sentence in said)
    for sentence in said:
        assert sentence.teks.endswith(".")
        assert not sentence.teks.endswith("..")
        assert sentence.dasar_hukum
        assert sentence.asal in ORIGINS
        assert "None" not in sentence.teks
    assert amounts(pool)[0] == hasil.pool
    assert hasil.dipotong_pagu == 0 or hasil.dipotong_pagu in amounts(pool)
    assert f"Bobot Anda {row.bobot}" in bobot
    assert sorted(amounts(field)) == sorted([row.lapangan, hasil.pool_lapangan])
    assert sorted(amounts(management)) == sorted([row.manajemen, hasil.pool_manajemen])
    assert hasil.pool_lapangan + hasil.pool_manajemen == hasil.pool
    if row.bruto:
        gross, *parts = amounts(tax)[:3]
        assert gross == row.bruto == sum(parts)
        assert parts == [row.lapangan, row.manajemen]
        paid = change.pajak if change else pajak.pajak if pajak else None
        if paid is not None:
            assert amounts(tax)[3] == paid
            assert amounts(tax)[-1] == row.bruto - paid


@given(months())
def test_the_scores_in_the_sentence_add_up_to_the_bobot(bulan: Bulan) -> None:
    hasil = compute_month(bulan, BOOK)
    for row in hasil.baris():
        text = explain_slip(bulan, hasil, row.id, None, NAMA)[1].teks
        scores = [int(found) for found in re.findall(r"([0-9]+) untuk ", text)]
        assert sum(scores) == row.bobot


def test_a_frozen_month_is_explained_by_its_own_rules() -> None:
    bulan = month(TWO)
    hasil = compute_month(bulan, BOOK)
    moved = tuple(
        replace(value, instrument="Aturan lama") if value.key.endswith(".pembagian") else value
        for value in hasil.aturan
    )
    said = explain_slip(bulan, replace(hasil, aturan=moved), "a", None, NAMA)
    assert said[2].dasar_hukum.startswith("Aturan lama")
    assert rupiah(hasil.pool) in said[0].teks
