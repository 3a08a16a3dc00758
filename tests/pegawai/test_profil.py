"""What a calculation is told about officers on a day."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from tests.factories.pegawai import (
    make_jenis_jabatan,
    make_penetapan,
    make_penugasan,
    make_petugas,
    make_sk,
)
from tests.factories.wilayah import make_kabupaten, make_puskesmas
from upaya.pegawai.models import JenisJabatan, Petugas
from upaya.pegawai.profil import profil_pada
from upaya.pegawai.queries import nik_ganda

pytestmark = pytest.mark.django_db

DAY = date(2022, 8, 31)
NIK = "9901015708900123"


def test_an_officer_without_posts_has_the_class_without_post_and_no_entitlement() -> None:
    officer = make_petugas(golongan="")
    (profile,) = profil_pada(officer.puskesmas_id, DAY)
    assert profile.petugas_id == officer.pk
    assert profile.kode == officer.kode
    assert profile.jabatan_utama == ("tanpa_jabatan",)
    assert profile.nama_jabatan == ()
    assert profile.jabatan_tambahan == 0
    assert profile.golongan is None
    assert not profile.ber_sk


def test_posts_of_the_day_count_main_ones_by_class_additional_ones_by_number() -> None:
    officer = make_petugas()
    make_penugasan(officer, make_jenis_jabatan("Bendahara Barang", macam="tambahan"))
    make_penugasan(officer, make_jenis_jabatan("PJ UKM", "pj_ukm"))
    make_penugasan(officer, make_jenis_jabatan("Bendahara BOK", "bendahara"))
    make_penugasan(officer, make_jenis_jabatan("PJ Wilayah", macam="tambahan"))
    (profile,) = profil_pada(officer.puskesmas_id, DAY)
    assert profile.jabatan_utama == ("pj_ukm", "bendahara")
    assert profile.nama_jabatan == ("PJ UKM", "Bendahara BOK", "Bendahara Barang", "PJ Wilayah")
    assert profile.jabatan_tambahan == 2


@pytest.mark.parametrize(
    ("mulai", "sampai", "held"),
    [
        (DAY, None, True),
        (DAY, DAY, True),
        (DAY - timedelta(30), DAY, True),
        (DAY + timedelta(1), None, False),
        (DAY - timedelta(30), DAY - timedelta(1), False),
    ],
)
def test_a_post_and_entitlement_hold_from_the_first_to_the_last_day(
    mulai: date, sampai: date | None, *, held: bool
) -> None:
    officer = make_petugas()
    make_penugasan(officer, mulai=mulai, sampai=sampai)
    make_penetapan(officer, mulai=mulai, sampai=sampai)
    (profile,) = profil_pada(officer.puskesmas_id, DAY)
    assert (profile.jabatan_utama == ("pj_ukm",)) is held
    assert profile.ber_sk is held


def test_a_decree_that_ended_ends_what_it_gave() -> None:
    officer = make_petugas()
    ended = make_sk(officer.puskesmas, sampai=date(2022, 7, 31))
    make_penugasan(officer, sk=ended)
    make_penetapan(officer, sk=ended)
    (profile,) = profil_pada(officer.puskesmas_id, DAY)
    assert profile.jabatan_utama == ("tanpa_jabatan",)
    assert not profile.ber_sk


def test_only_a_decree_of_the_kepala_dinas_entitles() -> None:
    officer = make_petugas()
    make_penetapan(officer, sk=make_sk(officer.puskesmas, penerbit="kepala_puskesmas"))
    (profile,) = profil_pada(officer.puskesmas_id, DAY)
    assert not profile.ber_sk


def test_who_left_is_still_there_on_days_before() -> None:
    officer = make_petugas(aktif=False, nonaktif_sejak=DAY)
    assert len(profil_pada(officer.puskesmas_id, DAY - timedelta(1))) == 1
    assert profil_pada(officer.puskesmas_id, DAY) == []


def test_profiles_cost_one_question_and_never_open_a_number(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    puskesmas = make_puskesmas()
    jenis = make_jenis_jabatan()
    for _ in range(20):
        officer = make_petugas(puskesmas)
        make_penugasan(officer, jenis)
        make_penetapan(officer)
    make_petugas(make_puskesmas("Besuki"))
    with django_assert_num_queries(1):
        profiles = profil_pada(puskesmas.pk, DAY)
    assert len(profiles) == 20
    assert [p.nama for p in profiles] == sorted(p.nama for p in profiles)
    assert not any(hasattr(profiles[0], name) for name in ("nik", "rekening"))


def test_equal_nik_is_found_in_other_puskesmas_of_the_district_only() -> None:
    here = make_petugas(make_puskesmas("Panji"), nik=NIK)
    there = make_petugas(make_puskesmas("Besuki"), nik=NIK)
    make_petugas(make_puskesmas("Jauh", make_kabupaten("35.10")), nik=NIK)
    alone = make_petugas(make_puskesmas("Panji"))
    found = nik_ganda("35.12", [here.pk, alone.pk], [DAY])[DAY]
    assert set(found) == {here.pk}
    assert found[here.pk].lain == ((there.pk, "Besuki"),)


def test_who_moved_is_no_double() -> None:
    make_petugas(make_puskesmas("Besuki"), nik=NIK, aktif=False, nonaktif_sejak=date(2022, 8, 1))
    here = make_petugas(make_puskesmas("Panji"), nik=NIK)
    before = date(2022, 7, 31)
    found = nik_ganda("35.12", [here.pk], [DAY, before])
    assert found[DAY] == {}
    assert set(found[before]) == {here.pk}


def test_empty_nik_are_not_equal() -> None:
    first = make_petugas(make_puskesmas("Panji"), nik="")
    make_petugas(make_puskesmas("Besuki"), nik="")
    make_petugas(make_puskesmas("Panji"), nik="")
    assert nik_ganda("35.12", [first.pk], [DAY]) == {DAY: {}}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("pendidikan", "S4"),
        ("status", "honorer"),
        ("golongan", "V"),
        ("ptkp", "K/9"),
        ("tenaga", "lain"),
        ("kode", ""),
        ("aktif", False),
        ("nonaktif_sejak", DAY),
    ],
)
def test_the_database_repeats_what_may_stand_in_a_row(field: str, value: object) -> None:
    officer = make_petugas()
    with pytest.raises(IntegrityError), transaction.atomic():
        Petugas.objects.filter(pk=officer.pk).update(**{field: value})


def test_the_database_refuses_a_second_equal_nik_in_one_puskesmas() -> None:
    make_petugas(nik=NIK)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_petugas(nik=NIK)


@pytest.mark.empty_world
def test_the_database_refuses_backward_periods_and_a_post_held_twice() -> None:
    officer, jenis = make_petugas(), make_jenis_jabatan()
    with pytest.raises(IntegrityError), transaction.atomic():
        make_penugasan(officer, jenis, sampai=date(2021, 12, 31))
    make_penugasan(officer, jenis)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_penugasan(officer, jenis, mulai=date(2022, 2, 1))
    assert officer.penugasan.count() == 1


def test_the_database_refuses_an_additional_post_with_a_class_and_a_main_one_without() -> None:
    for macam, kelas in (("tambahan", "bendahara"), ("utama", "")):
        with pytest.raises(IntegrityError), transaction.atomic():
            JenisJabatan.objects.create(
                kabupaten=make_kabupaten(), nama="X", macam=macam, kelas=kelas, asal="teks"
            )


@pytest.mark.empty_world
def test_numbers_are_sealed_in_the_table_and_indexed_in_bulk_too() -> None:
    puskesmas = make_puskesmas()
    Petugas.objects.bulk_create(
        [
            Petugas(
                puskesmas=puskesmas,
                nama="Ani",
                nik=NIK,
                status="PNS",
                pendidikan="D3",
                tenaga="kesehatan",
            )
        ]
    )
    officer = Petugas.objects.get()
    assert officer.nik == NIK
    assert len(officer.nik_indeks) == 64
    from django.db import connection  # noqa: PLC0415 - below the ORM only here

    with connection.cursor() as cursor:
        cursor.execute("SELECT nik, nik_indeks FROM pegawai_petugas")
        stored, index = cursor.fetchone()
    assert NIK not in stored
    assert NIK not in index


_PERIODS = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 30), st.booleans()), min_size=1, max_size=6
)


@given(periods=_PERIODS, asked=st.integers(0, 100))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
def test_posts_on_a_day_are_those_whose_period_contains_it(
    periods: list[tuple[int, int, bool]], asked: int
) -> None:
    with transaction.atomic():
        begin = date(2022, 1, 1)
        officer = make_petugas()
        expected = 0
        for number, (start, length, open_end) in enumerate(periods):
            mulai = begin + timedelta(start)
            sampai = None if open_end else mulai + timedelta(length)
            jenis = make_jenis_jabatan(f"Tugas {number}", macam="tambahan")
            make_penugasan(officer, jenis, mulai=mulai, sampai=sampai)
            expected += start <= asked and (open_end or asked <= start + length)
        day = begin + timedelta(asked)
        mine = [p for p in profil_pada(officer.puskesmas_id, day) if p.petugas_id == officer.pk]
        assert [p.jabatan_tambahan for p in mine] == [expected]
        transaction.set_rollback(True)
