"""The flags of the verifier: each with a case that shows it and one that must not."""

from collections.abc import Sequence
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from tests.factories.akun import sign_in
from tests.factories.insentif import (
    advance,
    answer_all,
    fill_month,
    make_indeks,
    make_month,
    make_team,
)
from tests.factories.pegawai import make_penetapan, make_petugas
from tests.factories.regulasi import make_baris
from tests.factories.wilayah import make_kabupaten, make_puskesmas
from upaya.core.inbox import Flag
from upaya.insentif.bulan import flags as flags_module
from upaya.insentif.bulan.flags import flags
from upaya.insentif.bulan.models import Bagian, Pengajuan
from upaya.insentif.isian import services as isian
from upaya.insentif.kegiatan.models import IsianKegiatan
from upaya.insentif.ketetapan.kinds import Kunci
from upaya.regulasi.queries import rulebook_for
from upaya.rules.loader import national_book
from upaya.rules.money import angka

pytestmark = pytest.mark.django_db

ROAD = ("kirim", "verifikasi", "ajukan")


def submit(month: Pengajuan) -> Pengajuan:
    for move in ROAD:
        advance(month, move)
    return month


def flags_of(months: Sequence[Pengajuan]) -> dict[int, list[Flag]]:
    return flags(months, rulebook_for(months[0].kabupaten_id))


def names(month: Pengajuan) -> list[str]:
    return [tanda.nama for tanda in flags_of([month])[month.pk]]


def sentence(month: Pengajuan, name: str) -> str:
    (found,) = [tanda for tanda in flags_of([month])[month.pk] if tanda.nama == name]
    return found.kalimat


def calm(periode: str = "2022-08", nama: str = "Panji", **more: int) -> Pengajuan:
    """A month about which there is nothing to say: indices as computed, work within its days."""
    return make_month(make_puskesmas(nama), periode, filled=True, **more)  # type: ignore[arg-type]


def test_a_calm_month_has_no_flag() -> None:
    month = submit(calm())
    assert flags_of([month]) == {month.pk: []}


def test_no_months_no_flags() -> None:
    assert flags([], national_book()) == {}


# ------------------------------------------------------------------ what is not plausible


def test_what_moved_far_from_last_month_is_doubted_by_name() -> None:
    panji = make_puskesmas("Panji")
    submit(make_month(panji, "2022-08", filled=True))
    month = make_month(panji, "2022-09", filled=True)
    access, old = make_team(panji).operator.access(), month.penduduk or 0
    values = {"penduduk": old * 2}
    isian.save_fields(month.pk, access, Bagian.ADMINISTRASI, values, month.versi)
    cell = IsianKegiatan.objects.filter(
        petugas_bulan__pengajuan=month, baris__jenis="lapangan"
    ).order_by("pk")[0]
    IsianKegiatan.objects.filter(pk=cell.pk).update(jumlah=200)
    submit(month)
    found = sentence(month, "Isian diragukan")
    assert f"bulan lalu {angka(old)}; berubah lebih dari 10%" in found
    name = cell.petugas_bulan.petugas.nama
    beyond = sentence(month, "Frekuensi di luar kemampuan")
    assert beyond == f"{name}: 200 kegiatan lapangan sebulan, di atas 93."


# ------------------------------------------------------------------ NIK in two puskesmas


def test_the_same_nik_in_two_puskesmas_is_flagged_with_the_other_ones_name() -> None:
    here, there = make_puskesmas("Panji"), make_puskesmas("Besuki")
    make_penetapan(make_petugas(here, "Rangkap", nik="9901011708900001"))
    make_penetapan(make_petugas(there, "Rangkap", nik="9901011708900001"))
    month = submit(calm(officers=3))
    assert names(month) == ["NIK ganda"]
    assert sentence(month, "NIK ganda") == "NIK Rangkap juga tercatat di Besuki."


def test_a_nik_known_twice_only_before_or_after_the_month_is_no_double() -> None:
    here, there = make_puskesmas("Panji"), make_puskesmas("Besuki")
    make_penetapan(make_petugas(here, "Pindah", nik="9901011708900001"))
    make_petugas(
        there, "Pindah", nik="9901011708900001", aktif=False, nonaktif_sejak=date(2022, 8, 1)
    )
    assert names(submit(calm(officers=3))) == []


def test_a_double_that_has_ended_since_is_still_a_double_of_its_month() -> None:
    """Verified in November, the question is who was at two places in August."""
    here, there = make_puskesmas("Panji"), make_puskesmas("Besuki")
    make_penetapan(make_petugas(here, "Rangkap", nik="9901011708900001"))
    make_petugas(
        there, "Rangkap", nik="9901011708900001", aktif=False, nonaktif_sejak=date(2022, 10, 1)
    )
    assert names(submit(calm(officers=3))) == ["NIK ganda"]


def test_empty_numbers_are_nobodys_double() -> None:
    for nama in ("Panji", "Besuki"):
        make_penetapan(make_petugas(make_puskesmas(nama), nik=""))
    assert names(submit(calm(officers=3))) == []


# ------------------------------------------------------------------ days of work


@pytest.mark.parametrize(("days", "flagged"), [(22, False), (23, True), (31, True)])
def test_more_days_than_the_offices_worked(days: int, flagged: bool) -> None:  # noqa: FBT001
    """August 2022 has 22 working days: 23 without the 17th."""
    month = calm()
    cell = IsianKegiatan.objects.filter(baris__pengajuan=month, baris__jenis="manajemen").first()
    assert cell is not None
    cell.jumlah = days
    cell.save()
    submit(month)
    assert names(month) == (["OH di atas hari kerja"] if flagged else [])
    if flagged:
        text = sentence(month, "OH di atas hari kerja")
        assert text.startswith("1 petugas melebihi 22 hari kerja bulan Agustus 2022")
        assert text.endswith(f"tertinggi {days} OH.")


# ------------------------------------------------------------------ services over target


@pytest.mark.parametrize(
    ("target", "done", "flagged"), [(100, 100, False), (100, 101, True), (0, 5, False)]
)
def test_more_done_than_aimed_at(target: int, done: int, flagged: bool) -> None:  # noqa: FBT001
    month = calm()
    month.pelayanan.filter(layanan="ibu_hamil").update(target=target, realisasi=done)
    submit(month)
    assert names(month) == (["Capaian di atas 100%"] if flagged else [])
    if flagged:
        assert sentence(month, "Capaian di atas 100%") == (
            "Dihitung 100%: Ibu hamil (101 dari 100)."
        )


# ------------------------------------------------------------------ not entitled


def test_officers_without_right_are_counted_once_each() -> None:
    unit = make_puskesmas(tahun=2023)
    make_baris(make_kabupaten(), Kunci.PAGU_INSENTIF, 50_000_000, puskesmas=unit,
               mulai=date(2023, 1, 1), sampai=date(2023, 12, 31))  # fmt: skip
    make_petugas(unit, "Bukan ASN tanpa SK", status="non_ASN", golongan="")
    make_penetapan(make_petugas(unit, "Bukan ASN", status="non_ASN", golongan=""))
    make_petugas(unit, "ASN tanpa SK")
    make_penetapan(make_petugas(unit, "Berhak"))
    month = submit(fill_month(make_month(unit, "2023-01", officers=4)))
    text = sentence(month, "Petugas tidak berhak")
    assert text == "3 petugas terdaftar tanpa hak; bagiannya nol."


def test_when_all_are_entitled_nobody_is_flagged() -> None:
    assert "Petugas tidak berhak" not in names(submit(calm()))


# ------------------------------------------------------------------ indices


def test_a_published_index_that_differs_from_the_computed_one(filled_month: Pengajuan) -> None:
    make_indeks(filled_month.puskesmas, nilai=("0.33", "0.08", "0.20"), alasan="Hasil penilaian")
    submit(filled_month)
    assert names(filled_month) == ["Indeks berbeda"]
    assert sentence(filled_month, "Indeks berbeda") == "Kinerja SPM terbit 0,33, terhitung 0,27."


def test_more_zeros_are_no_difference(filled_month: Pengajuan) -> None:
    make_indeks(filled_month.puskesmas, nilai=("0.2700", "0.0800", "0.2000"))
    assert "Indeks berbeda" not in names(submit(filled_month))


# ------------------------------------------------------------------ against the month before


def pair(before: int, after: int) -> Pengajuan:
    submit(calm("2022-08", bok_diserap=before))
    return submit(worked_anew(calm("2022-09", bok_diserap=after)))


def worked_anew(month: Pengajuan) -> Pengajuan:
    """One officer did one thing more than in the month before: no copy."""
    cells = IsianKegiatan.objects.filter(petugas_bulan__pengajuan=month)
    cell = cells.filter(baris__jenis="lapangan").earliest("pk")
    cells.filter(pk=cell.pk).update(jumlah=cell.jumlah + 1)
    return month


def test_a_jump_of_absorption_and_of_the_incentive() -> None:
    month = pair(20_000_000, 60_000_000)
    assert names(month) == ["Perubahan serapan", "Perubahan insentif"]
    assert sentence(month, "Perubahan serapan").startswith("Dari Rp20.000.000 menjadi Rp60.000.000")


def test_a_fall_is_a_change_too() -> None:
    assert names(pair(60_000_000, 20_000_000)) == ["Perubahan serapan", "Perubahan insentif"]


def test_a_small_change_and_a_first_month_are_quiet() -> None:
    assert names(pair(60_000_000, 61_000_000)) == []
    first = Pengajuan.objects.get(puskesmas__nama="Panji", periode=date(2022, 8, 1))
    assert names(first) == []


def test_from_nothing_there_is_no_ratio() -> None:
    month = pair(0, 60_000_000)
    assert "Perubahan serapan" not in names(month)


def test_the_month_before_of_another_puskesmas_does_not_count() -> None:
    submit(calm("2022-08", "Besuki", bok_diserap=1_000_000))
    assert names(submit(calm("2022-09", "Panji"))) == []


def test_the_last_calculation_of_the_month_before_counts() -> None:
    august = submit(calm("2022-08", bok_diserap=20_000_000))
    advance(august, "kembalikan")
    team = make_team(august.puskesmas)
    values = {"bok_diserap": 60_000_000}
    isian.save_fields(august.pk, team.operator.access(), Bagian.ADMINISTRASI, values, august.versi)
    answer_all(august, team)
    submit(august)
    assert names(submit(worked_anew(calm("2022-09", bok_diserap=60_000_000)))) == []


# ------------------------------------------------------------------ work that is no work


def test_the_same_work_as_last_month_is_flagged_and_one_thing_more_is_not() -> None:
    submit(calm("2022-08"))
    copied = submit(calm("2022-09"))
    assert names(copied) == ["Kegiatan sama dengan bulan lalu"]
    said = "OH dan frekuensi 3 petugas sama persis dengan bulan lalu."
    assert sentence(copied, "Kegiatan sama dengan bulan lalu") == said


@pytest.mark.parametrize(("idle", "flagged"), [(3, True), (2, False)])
def test_a_complete_month_with_most_officers_empty(idle: int, flagged: bool) -> None:  # noqa: FBT001
    """Half of them without work is still quiet."""
    month = calm(officers=4)
    rows = month.petugas.order_by("pk").values_list("pk", flat=True)[:idle]
    IsianKegiatan.objects.filter(petugas_bulan__in=list(rows)).delete()
    submit(month)
    assert ("Petugas tanpa kegiatan" in names(month)) is flagged
    if flagged:
        said = "3 dari 4 petugas tidak berisi kegiatan apa pun."
        assert sentence(month, "Petugas tanpa kegiatan") == said


def test_two_officers_with_one_account_are_named() -> None:
    unit = make_puskesmas("Panji")
    for name in ("Suami Rekaan", "Istri Rekaan"):
        make_penetapan(make_petugas(unit, name, rekening="9912345678"))
    month = submit(calm(officers=3))
    assert (
        sentence(month, "Rekening bersama") == "Istri Rekaan, Suami Rekaan memakai satu rekening."
    )


# ------------------------------------------------------------------ where one approves


@pytest.mark.parametrize(
    ("status", "move"),
    [("menunggu_verifikasi", "verifikasi"), ("diverifikasi_puskesmas", "ajukan"),
     ("diajukan", "setujui")],
)  # fmt: skip
def test_what_is_odd_stands_where_one_approves_and_on_its_part(status: str, move: str) -> None:
    unit = make_puskesmas("Panji")
    for name in ("Suami Rekaan", "Istri Rekaan"):
        make_penetapan(make_petugas(unit, name, rekening="9912345678"))
    month = calm()
    values = {"bok_diserap": 500_000}
    team = make_team(unit)
    isian.save_fields(month.pk, team.operator.access(), Bagian.ADMINISTRASI, values, month.versi)
    for before in ROAD:
        if month.status != status:
            advance(month, before)
    said = "di bawah Rp1.000.000; periksa apakah ribuannya terpotong."
    client = sign_in(Client(), team.for_move(move))
    page = client.get(f"/insentif/{month.pk}/alur/{move}/").content.decode()
    assert "Yang perlu dilihat" in page
    assert said in page
    account = "Istri Rekaan, Suami Rekaan memakai satu rekening."
    assert account in page
    assert account in client.get(f"/insentif/{month.pk}/kegiatan/").content.decode()
    assert account not in client.get(f"/insentif/{month.pk}/administrasi/").content.decode()
    other = sign_in(Client(), team.operator)
    assert account not in other.get(f"/insentif/{month.pk}/kegiatan/").content.decode()


def test_a_puskesmas_is_not_told_of_other_puskesmas() -> None:
    here, there = make_puskesmas("Panji"), make_puskesmas("Besuki")
    for unit in (here, there):
        make_penetapan(make_petugas(unit, "Rangkap", nik="9901011708900001"))
    month = advance(calm(officers=3), "kirim")
    team = make_team(here)
    inside = sign_in(Client(), team.tim).get(f"/insentif/{month.pk}/alur/verifikasi/")
    assert "NIK ganda" not in inside.content.decode()
    for move in ROAD[1:]:
        advance(month, move)
    dinas = sign_in(Client(), team.verifikator).get(f"/insentif/{month.pk}/alur/setujui/")
    assert "NIK Rangkap juga tercatat di Besuki." in dinas.content.decode()


# ------------------------------------------------------------------ many


def count(months: Sequence[Pengajuan]) -> int:
    with CaptureQueriesContext(connection) as captured:
        found = flags_of(months)
    assert found.keys() == {month.pk for month in months}
    return len(captured)


def test_twenty_months_ask_as_often_as_two(settings: Settings) -> None:
    settings.BUSINESS_DATE = date(2022, 12, 5)
    periods = ("2022-08", "2022-09", "2022-10", "2022-11")
    for number in range(5):
        make_baris(make_kabupaten(), Kunci.PAGU_INSENTIF, 90_000_000, mulai=date(2022, 1, 1),
                   sampai=date(2022, 12, 31),
                   puskesmas=make_puskesmas(f"Puskesmas {number}"))  # fmt: skip
    months = [
        submit(calm(periode, f"Puskesmas {number}", officers=2))
        for number in range(5)
        for periode in periods
    ]
    assert len(months) == 20
    flags_of(months[:1])
    assert count(months[:2]) == count(months)
    assert all(isinstance(tanda, Flag) for found in flags_of(months).values() for tanda in found)


def test_an_inbox_says_three_doubts_and_how_many_more() -> None:
    doubts = [Flag("Isian diragukan", f"{one}.", Bagian.KEGIATAN) for one in "abcde"]
    said = "a. b. c. Dan 2 lagi, di halaman Hasil."
    assert flags_module._each_once(doubts) == [Flag("Isian diragukan", said)]
    others = [Flag("NIK ganda", f"{one}.") for one in "abcde"]
    assert flags_module._each_once(others) == [Flag("NIK ganda", "a. b. c. d. e.")]
