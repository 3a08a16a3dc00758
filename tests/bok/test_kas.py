"""The cash book as stored: money's road, corrections, days paid twice, closed months."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from importlib import import_module
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.db.models import Sum

from tests.factories.bok import make_absorption, make_plan
from tests.factories.insentif import make_team
from tests.factories.kas import AGUSTUS, funded, make_book, make_request, make_transfer, move, paid
from tests.factories.kas import pay as spend_on
from tests.factories.pegawai import make_petugas, nik_rekaan
from tests.factories.wilayah import make_puskesmas
from upaya.bok.kas import ganda, mirip, permintaan, services, tutup
from upaya.bok.kas.errors import HariGandaError, TertutupError
from upaya.bok.kas.models import BukuKas, Mutasi
from upaya.bok.kas.models_belanja import Belanja, HariDibayar, HariGanda
from upaya.bok.kas.queries import as_ruled, month_from_book, movements
from upaya.bok.serapan.queries import spent
from upaya.bok.services import month_figures
from upaya.core import triggers
from upaya.rules.bok import kas
from upaya.rules.period import Period

pytestmark = pytest.mark.django_db

NIK = nik_rekaan(7)


def ruled(book: BukuKas) -> kas.Buku:
    return as_ruled(book, movements(book))


def refused(action: Callable[[], object]) -> dict[str, list[str]]:
    """What a use case says at its fields."""
    with pytest.raises(ValidationError) as caught:
        action()
    found = caught.value
    return found.message_dict if hasattr(found, "error_dict") else {"": list(found.messages)}


def test_moneys_road_from_the_request_to_what_is_left() -> None:
    book = make_book()
    make_transfer(book)
    move(book, kas.AMBIL, 100_000, "2022-08-02")
    spend_on(book, paid(3, 4), dari=kas.TUNAI)
    spend_on(book, jumlah=90_000, belanja="c", pungutan={"ppn": 8_000, "pph22": 1_000})
    move(book, kas.SETOR_PAJAK, 9_000, "2022-08-20", dari=kas.BANK)
    move(book, kas.STS, 10_000, "2022-08-30", dari=kas.BANK)
    found = ruled(book)
    assert (found.akhir(kas.BANK), found.akhir(kas.TUNAI), found.akhir(kas.PAJAK)) == (
        100_000, 0, 0,
    )  # fmt: skip
    assert (found.terserap, found.sisa) == (190_000, 100_000)
    # The columns say what the rules say, by themselves and in sum.
    sums = Mutasi.objects.aggregate(*(Sum(name) for name in (*kas.BUKU, "serapan")))
    assert sums == {
        "bank__sum": 100_000, "tunai__sum": 0, "pajak__sum": 0, "serapan__sum": 190_000,
    }  # fmt: skip
    spent_row = Mutasi.objects.get(jumlah=90_000)
    assert (spent_row.menu, spent_row.komponen, spent_row.rekening[:4]) == (
        "a.9.a", "ukm_esensial", "5.1.",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("field", "action"),
    [
        ("jumlah", lambda book: move(book, kas.AMBIL, 300_001, "2022-08-02")),
        ("hari", lambda book: move(book, kas.AMBIL, 1, "2022-07-31")),
        ("hari", lambda book: move(book, kas.AMBIL, 1, "2023-08-01")),
        ("jumlah", lambda book: move(book, kas.SETOR_PAJAK, 1, "2022-08-02")),
        ("jumlah", lambda book: spend_on(book, paid(3, harga=300_001))),
        ("kunci", lambda book: spend_on(book, paid(3), kunci=9)),
        ("belanja", lambda book: spend_on(book, paid(3), belanja="z")),
        ("kepada", lambda book: spend_on(book, jumlah=5, kembali=False, bukti="x")),
        ("pungutan", lambda book: spend_on(book, paid(3), pungutan={"ppn": 50_001})),
        ("hari-0", lambda book: spend_on(book, paid(3, 3))),
        ("nama-1", lambda book: spend_on(book, paid(3), paid(4, nama="-"))),
        ("nik-0", lambda book: spend_on(book, paid(3, nik="123"))),
        ("jumlah", lambda book: permintaan.ask(
            book.pk, AGUSTUS, "UP", 1, "Menurut RPK bulan ini.",
            make_team(book.unit).pembantu.access(), uuid4(),
        )),
    ],
    ids=[
        "more than there is", "before the book", "another year", "tax never withheld",
        "more than the plan", "no activity", "no letter", "to nobody", "more tax than spending",
        "a day twice", "no name", "no NIK", "more than the RPK",
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_at_its_field(
    field: str, action: Callable[[BukuKas], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    book = funded()
    if field == "kepada":
        monkeypatch.setattr("tests.factories.kas.Pengeluaran", _without_name)
    before = Mutasi.objects.count()
    assert field in refused(lambda: action(book))
    assert Mutasi.objects.count() == before


def _without_name(*given: object, **said: object) -> object:
    from upaya.bok.kas.pengeluaran import Pengeluaran  # noqa: PLC0415 - the one that is replaced

    return Pengeluaran(*given, **(said | {"kepada": " "}))  # type: ignore[arg-type]


def test_sent_twice_it_is_entered_once() -> None:
    book = funded()
    access, key = make_team(book.unit).pembantu.access(), uuid4()
    gerak = services.Gerak(date(2022, 8, 2), kas.AMBIL, 5_000, "T1", "Tunai")
    first = services.record(book.pk, gerak, access, key)
    assert services.record(book.pk, gerak, access, key) == first
    assert Mutasi.objects.filter(jenis=kas.AMBIL).count() == 1
    said = refused(lambda: services.record(book.pk, gerak, access, uuid4()))
    assert "sudah dipakai" in said["bukti"][0]


def test_a_correction_takes_back_every_amount_and_frees_the_day() -> None:
    book = funded()
    made = spend_on(book, paid(3, nik=NIK))
    access, before = make_team(book.unit).pembantu.access(), ruled(book)
    back = services.reverse(
        made.mutasi_id, date(2022, 8, 12), "Salah orang yang dibayar.", access, uuid4()
    )
    after = ruled(book)
    assert (before.terserap, after.terserap, after.akhir(kas.BANK)) == (50_000, 0, 300_000)
    assert back.membalik_id == made.mutasi_id
    said = refused(
        lambda: services.reverse(made.mutasi_id, back.hari, "Salah lagi orangnya.", access, uuid4())
    )
    assert "sudah dikoreksi" in said[""][0]
    assert spend_on(book, paid(3, nik=NIK)).pk  # the day is free again


def test_a_day_is_paid_once_in_the_whole_district() -> None:
    home, other = funded(), funded(make_puskesmas(kode="P3512080202", nama="Puskesmas Panji"))
    officer = make_petugas(home.unit, nik=NIK)
    spend_on(home, paid(3, petugas=officer.pk, nama="", desa=""))
    # Transport and daily money of one day stand side by side: an assumption, and dated.
    spend_on(home, paid(3, petugas=officer.pk, nama="", macam="harian"))
    with pytest.raises(HariGandaError) as caught:
        spend_on(other, paid(3, 4, nama="Orang lain namanya", nik=NIK, desa="Jauh"))
    (sentence,) = caught.value.message_dict["hari-0"]
    assert home.unit.sebutan in sentence
    assert "3 Agustus 2022" in sentence
    assert "Kunjungan rumah ibu hamil" in sentence
    assert not Belanja.objects.filter(mutasi__buku=other).exists()
    assert HariGanda.objects.get().status == "dicoba"


def test_a_reason_that_the_dinas_accepts_lets_the_day_pass_once() -> None:
    book = funded()
    spend_on(book, paid(3, nik=NIK))
    for reason in ("", "Dua desa yang jauh dalam sehari.", "Dua desa yang jauh dalam sehari."):
        with pytest.raises(HariGandaError):
            spend_on(book, paid(3, nik=NIK), alasan_ganda=reason)
    asked = HariGanda.objects.get()
    team = make_team(book.unit)
    with pytest.raises(ValidationError):
        ganda.decide(asked.pk, team.pembantu.access(), setuju=True, alasan="")
    ganda.decide(asked.pk, team.verifikator.access(), setuju=True, alasan="")
    spend_on(book, paid(3, nik=NIK))
    with pytest.raises(HariGandaError):
        spend_on(book, paid(3, nik=NIK))
    assert HariDibayar.objects.count() == 2


@pytest.mark.parametrize(
    ("said", "person"),
    [
        ({"kunci": 2}, {}),
        ({}, {"harga": 50_001}),
        ({}, {"hari": (date(2022, 8, 3), date(2022, 8, 4)), "banyaknya": 2}),
    ],
    ids=["another activity", "more", "more days"],
)
def test_what_the_dinas_accepted_is_that_activity_and_that_amount(
    said: dict[str, Any], person: dict[str, Any]
) -> None:
    unit = make_puskesmas()
    make_plan(unit, status="ditetapkan", activities=({}, {"nama": "Kelas ibu balita"}))
    book = make_book(unit)
    make_transfer(book)
    spend_on(book, paid(3, nik=NIK))
    with pytest.raises(HariGandaError):
        spend_on(book, paid(3, nik=NIK), alasan_ganda="Dua desa yang jauh dalam sehari.")
    asked = HariGanda.objects.get()
    ganda.decide(asked.pk, make_team(book.unit).verifikator.access(), setuju=True, alasan="")
    with pytest.raises(HariGandaError) as caught:
        spend_on(book, paid(3, nik=NIK, **person), **said)
    assert "hari-0" in caught.value.message_dict
    other = HariGanda.objects.exclude(pk=asked.pk).get()
    assert (other.status, other.alasan) == ("dicoba", "")  # it needs its own reason
    with pytest.raises(HariGandaError):
        spend_on(book, paid(3, nik=NIK, **person), alasan_ganda="Juga ke desa ketiga.", **said)
    other.refresh_from_db()
    assert (other.status, other.alasan) == ("diusulkan", "Juga ke desa ketiga.")
    assert HariDibayar.objects.count() == 1
    made = spend_on(book, paid(3, nik=NIK, harga=40_000))  # what was accepted, or less, passes once
    assert HariDibayar.objects.get(penerima__belanja=made).izin == asked
    with pytest.raises(HariGandaError):
        spend_on(book, paid(3, nik=NIK, harga=40_000))


def test_two_attempts_at_a_day_wait_each_for_its_own_decision() -> None:
    book = funded()
    spend_on(book, paid(3, nik=NIK))
    with pytest.raises(HariGandaError):
        spend_on(book, paid(3, nik=NIK))
    with pytest.raises(HariGandaError):
        spend_on(book, paid(3, nik=NIK, harga=90_000), alasan_ganda="Perahu sewaan ke pulau.")
    rows = HariGanda.objects.order_by("pk").values_list("jumlah", "status")
    assert list(rows) == [(50_000, "dicoba"), (90_000, "diusulkan")]


def test_a_kader_without_nik_is_flagged_not_blocked() -> None:
    book = funded()
    spend_on(book, paid(3))
    spend_on(book, paid(3, nama="Ny. SULASTRI", desa="Desa Kilensari"))
    spend_on(book, paid(3, nama="Sulastri", desa="Landangan"))
    flagged = HariDibayar.objects.order_by("pk").values_list("mirip", flat=True)
    assert list(flagged) == [False, True, False]


@pytest.mark.parametrize("first", ["", NIK], ids=["without first", "with first"])
def test_one_with_a_nik_and_one_without_are_flagged_in_whichever_unit(first: str) -> None:
    home, other = funded(), funded(make_puskesmas(kode="P3512080202", nama="Puskesmas Panji"))
    second = "" if first else NIK
    spend_on(home, paid(3, nik=first))
    made = spend_on(other, paid(3, 4, nama="Ny. SULASTRI", desa="Desa Kilensari", nik=second))
    spend_on(other, paid(3, nik=second, desa="Landangan", macam="harian"))
    rows = HariDibayar.objects.order_by("pk").values_list("unit", "hari__day", "mirip")
    assert list(rows) == [
        (home.unit_id, 3, False), (other.unit_id, 3, True), (other.unit_id, 4, False),
        (other.unit_id, 3, False),
    ]  # fmt: skip
    assert not HariGanda.objects.exists()  # never blocked
    (told,) = mirip.flagged(HariDibayar.objects.filter(penerima__belanja=made), 5)
    assert told.unit is not None
    assert (told.unit.nama, told.kegiatan) == (home.unit.nama, "Kunjungan rumah ibu hamil")
    # The NIK itself is still blocked, also after the flag.
    with pytest.raises(HariGandaError):
        spend_on(home, paid(4 if second else 3, nik=NIK))


def test_two_nik_of_one_name_and_village_are_two_people() -> None:
    book = funded()
    spend_on(book, paid(3, nik=NIK))
    spend_on(book, paid(3, nik=nik_rekaan(8)))
    assert not HariDibayar.objects.filter(mirip=True).exists()


def test_a_name_without_a_village_is_compared_with_a_nik_only_in_its_unit() -> None:
    home, other = funded(), funded(make_puskesmas(kode="P3512080202", nama="Puskesmas Panji"))
    spend_on(home, paid(3, nik=NIK, desa=""))
    spend_on(other, paid(3, desa=""))
    assert not HariDibayar.objects.filter(mirip=True).exists()
    spend_on(home, paid(3, desa=""))
    assert HariDibayar.objects.get(mirip=True).unit == home.unit


def test_days_that_stood_before_are_compared_by_name_too() -> None:
    home, other = funded(), funded(make_puskesmas(kode="P3512080202", nama="Puskesmas Panji"))
    spend_on(home, paid(3, nik=NIK), paid(4, nama="Tumini", desa=""))
    written = list(HariDibayar.objects.order_by("pk").values_list("serupa", flat=True))
    with triggers.lifted():
        HariDibayar.objects.update(serupa="")
        filling = import_module("upaya.bok.migrations.0009_hari_ganda_persis")
        filling._compare(apps, None)
    assert list(HariDibayar.objects.order_by("pk").values_list("serupa", flat=True)) == written
    spend_on(other, paid(3))
    assert HariDibayar.objects.get(mirip=True).unit == other.unit


def test_an_officer_is_not_paid_by_a_typed_name() -> None:
    book = funded()
    make_petugas(book.unit, nama="dr. Rina Wulandari")
    said = refused(lambda: spend_on(book, paid(3, nama="Rina Wulandari")))
    assert "pilih petugasnya" in said["nama-0"][0]


def test_a_month_is_closed_by_a_count_and_opened_by_the_dinas() -> None:
    book = funded()
    team = make_team(book.unit)
    move(book, kas.AMBIL, 70_000, "2022-08-02")
    access = team.pembantu.access()

    def close(period: Period, **notes: int) -> object:
        counted = {int(note[1:]): many for note, many in notes.items()}
        return tutup.close(book.pk, period, counted, "dr. Rina", access)

    assert "Rp50.000, menurut buku Rp70.000" in refused(lambda: close(AGUSTUS, n50000=1))[
        "hitungan"
    ][0]  # fmt: skip
    assert "berikutnya" in refused(lambda: close(AGUSTUS.next(), n50000=1))[""][0]
    shut = close(AGUSTUS, n50000=1, n20000=1)
    assert close(AGUSTUS, n50000=9) == shut
    assert "hari" in refused(lambda: move(book, kas.AMBIL, 1, "2022-08-31"))
    close(AGUSTUS.next(), n50000=1, n20000=1)
    with pytest.raises(DatabaseError), transaction.atomic():
        Mutasi(**_late(book)).save()
    opened = tutup.reopen(shut.pk, "Kuitansi tertinggal satu.", team.verifikator.access())  # type: ignore[attr-defined]
    assert [one.periode.month for one in opened] == [8, 9]
    assert tutup.reopen(shut.pk, "Kuitansi tertinggal satu.", team.verifikator.access()) == []  # type: ignore[attr-defined]
    assert move(book, kas.AMBIL, 1, "2022-08-31").pk


def _late(book: BukuKas) -> dict[str, Any]:
    """A movement straight into a closed month."""
    row = Mutasi.objects.filter(jenis=kas.AMBIL, buku=book).values().get()
    return dict(row) | {"id": None, "nomor": 99, "kunci_kirim": uuid4(), "hari": date(2022, 8, 31)}


def test_only_the_own_treasurer_writes_and_the_dinas_transfers() -> None:
    book = make_book()
    team = make_team(book.unit)
    gerak = services.Gerak(date(2022, 8, 2), kas.TRANSFER, 5, "T1", "Dana", cara="UP")
    with pytest.raises(TertutupError):
        services.record(book.pk, gerak, team.pengeluaran.access(), uuid4())
    with pytest.raises(TertutupError):
        services.record(book.pk, gerak, team.pembantu.access(), uuid4())
    row = make_request(book, 100_000)
    access = team.pengeluaran.access()
    permintaan.transfer(row.pk, date(2022, 8, 3), "S1", 60_000, access, uuid4())
    said = refused(
        lambda: permintaan.transfer(row.pk, date(2022, 8, 3), "S2", 40_001, access, uuid4())
    )
    assert "Rp40.000" in said["jumlah"][0]


def test_absorption_is_the_books_from_its_first_month_on() -> None:
    unit = make_puskesmas()
    make_book(unit, "2022-08")
    book = BukuKas.objects.get()
    make_transfer(book)
    make_absorption(unit, 1_000, "2022-07")
    spend_on(book, paid(3))
    assert spent(unit.pk, 2022).per_bulan == {7: 1_000, 8: 50_000}
    assert month_from_book(unit.pk, AGUSTUS) == 50_000
    assert month_figures(unit.pk, AGUSTUS).diserap == 50_000
    assert month_figures(unit.pk, Period(2022, 7)).diserap == 1_000
    assert month_from_book(unit.pk, Period(2022, 7)) is None
    assert "buku kasnya" in refused(lambda: make_absorption(unit, 5, "2022-08"))["bulan"][0]
