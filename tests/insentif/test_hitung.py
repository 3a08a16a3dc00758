"""From tables to rules and back: the page is the calculator, what is frozen stays as it was."""

import io
import json
import sys
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from tests.factories.akun import sign_in
from tests.factories.insentif import (
    Team,
    advance,
    answer_all,
    fill_month,
    make_indeks,
    make_month,
    make_team,
)
from tests.factories.pegawai import make_jenis_jabatan, make_penetapan, make_penugasan, make_petugas
from tests.factories.regulasi import make_baris
from tests.factories.wilayah import make_kabupaten, make_kategori, make_puskesmas
from upaya import cli
from upaya.alur.road import MoveRefusedError
from upaya.core import triggers
from upaya.exchange.insentif.json_output import result
from upaya.insentif.bulan.models import Bagian, Pengajuan
from upaya.insentif.bulan.opening import open_month
from upaya.insentif.bulan.reading import LembarBulan
from upaya.insentif.bulan.road import move_month
from upaya.insentif.hasil.calculation import differences, thaw
from upaya.insentif.hasil.models import Perhitungan, PerhitunganPetugas
from upaya.insentif.isian import services as isian
from upaya.insentif.kegiatan.models import IsianKegiatan
from upaya.insentif.ketetapan.kinds import Kunci
from upaya.regulasi.queries import rulebook_for
from upaya.rules.insentif.compute import compute_month
from upaya.rules.loader import national_book
from upaya.rules.money import rupiah
from upaya.rules.period import Period

pytestmark = pytest.mark.django_db
ASK = "Minta Dinas Kesehatan menetapkannya di halaman Aturan."
PAGU = 10_000_000
SEPTEMBER = "2022-09"


class Keluaran(io.TextIOWrapper):
    """A standard output with a buffer, as the command writes bytes."""

    def __init__(self) -> None:
        self.bytes = io.BytesIO()
        super().__init__(self.bytes, encoding="utf-8")


def offline(masukan: dict[str, Any], monkeypatch: pytest.MonkeyPatch, known_on: date) -> Any:  # noqa: ANN401
    """What `upaya hitung insentif -` says about this input."""
    source, target = io.TextIOWrapper(io.BytesIO(json.dumps(masukan).encode())), Keluaran()
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdin", source)
        patch.setattr(sys, "stdout", target)
        code = cli.main(["hitung", "insentif", "-", "--diketahui", known_on.isoformat()])
    assert code == 0, target.bytes.getvalue().decode()
    return json.loads(target.bytes.getvalue())


def rich_month() -> Pengajuan:
    """A month with posts of every kind, two heads, an officer without SK, all work different."""
    unit = make_puskesmas("Banyuputih", kategori="terpencil")
    head = make_jenis_jabatan("Kepala Puskesmas", "kepala_puskesmas")
    team = make_jenis_jabatan("Tim Mutu", macam="tambahan")
    for number, (schooling, status) in enumerate(
        [("S2", "PNS"), ("D3", "PPPK"), ("SLTP", "non_ASN"), ("D1", "PNS"), ("S1", "PNS")]
    ):
        golongan = "III" if status == "PNS" else ""
        officer = make_petugas(unit, pendidikan=schooling, status=status, golongan=golongan)
        if number != 3:
            make_penetapan(officer)
        if number < 2:
            make_penugasan(officer, head)
            make_penugasan(officer, make_jenis_jabatan("PJ UKM", "pj_ukm"))
        make_penugasan(officer, team)
    return make_month(unit, officers=5, status="diajukan", bok_diserap=61_234_567)


def test_the_page_equals_the_offline_calculator_to_the_rupiah(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    month = rich_month()
    kept = month.perhitungan.get()

    answer = offline(kept.masukan, monkeypatch, kept.diketahui_pada)

    assert answer["sidik"] == kept.sidik
    assert answer["pool"] == kept.pool
    shown = {row["id"]: row["bruto"] for row in answer["petugas"]}
    assert shown == dict(kept.baris.values_list("petugas__kode", "bruto"))
    assert sum(shown.values()) == kept.dibagi > 0
    calculation = thaw(kept)
    assert calculation.bulan is not None
    assert calculation.hasil is not None
    assert answer == json.loads(json.dumps(result(calculation.bulan, calculation.hasil)))
    page = sign_in(Client(), make_team(month.puskesmas).kepala)
    text = page.get(f"/insentif/{month.pk}/hasil/").content.decode()
    assert all(rupiah(amount) in text for amount in [kept.pool, *shown.values()])


def test_a_frozen_input_names_nobody() -> None:
    month = rich_month()
    text = json.dumps(month.perhitungan.get().masukan) + json.dumps(month.perhitungan.get().hasil)
    for officer in month.puskesmas.petugas.all():
        assert officer.nama not in text
        assert officer.nik not in text


def test_with_the_districts_own_bands_the_amounts_stay_and_the_rules_differ(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make_baris(make_kabupaten(), Kunci.PITA_PENDUDUK, [10_000, 20_000, 40_000, 50_000])
    month = make_month(status="diajukan")
    kept = month.perhitungan.get()

    answer = offline(kept.masukan, monkeypatch, kept.diketahui_pada)

    assert {row["id"]: row["bruto"] for row in answer["petugas"]} == thaw(kept).by_kode
    assert answer["pool"] == kept.pool
    assert answer["sidik"] != kept.sidik  # the command reads the package, not the decree


def test_the_pool_is_the_formula_of_the_package() -> None:
    kept = make_month(status="diajukan", bok_diserap=61_234_567).perhitungan.get()
    # 7,5% x serapan x (1 + 0,27 + 0,08 + 0,20), down to whole rupiah
    assert kept.pool == 61_234_567 * 75 * 155 // 100_000
    assert kept.pool_manajemen * 100 // 15 - kept.pool <= 100 // 15


# ------------------------------------------------------------------ frozen


def test_each_submission_is_a_calculation_of_its_own_and_none_can_be_changed(
    returned_month: Pengajuan,
) -> None:
    team = make_team(returned_month.puskesmas)
    first = returned_month.perhitungan.get()
    before = (first.sidik, first.masukan, first.hasil, list(first.baris.values_list("bruto")))
    isian.save_fields(
        returned_month.pk, team.operator.access(), Bagian.ADMINISTRASI, {"bok_diserap": 50_000_000},
        returned_month.versi,
    )  # fmt: skip
    answer_all(returned_month, team)
    for move in ("kirim", "verifikasi", "ajukan"):
        advance(returned_month, move, team)

    second = returned_month.perhitungan.get(nomor=2)
    assert (second.round, first.round) == (2, 1)
    assert LembarBulan(returned_month).perhitungan == second
    assert second.pool < first.pool
    first.refresh_from_db()
    after = (first.sidik, first.masukan, first.hasil, list(first.baris.values_list("bruto")))
    assert after == before
    for rows, change in (
        (Perhitungan.objects.filter(pk=first.pk), {"pool": 1}),
        (PerhitunganPetugas.objects.filter(perhitungan=first), {"bruto": 1}),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**change)
        with pytest.raises(DatabaseError), transaction.atomic():
            rows._raw_delete(rows.db)
    assert (
        differences(first, rulebook_for(first.kabupaten_id))
        == differences(second, rulebook_for(second.kabupaten_id))
        == []
    )


def test_thawing_gives_back_what_was_computed() -> None:
    month = rich_month()
    kept = month.perhitungan.get()

    thawed = thaw(kept)

    again = LembarBulan(month).sekarang
    assert thawed == again
    assert thawed.sidik == kept.sidik == again.sidik
    assert thawed.by_kode == again.by_kode
    sheet = LembarBulan(month)
    assert (sheet.hitungan, sheet.kept) == (thawed, kept)


def test_once_submitted_the_page_shows_what_was_frozen_whatever_happens_after(
    submitted_month: Pengajuan,
) -> None:
    kept = submitted_month.perhitungan.get()
    officer = submitted_month.puskesmas.petugas.order_by("pk").first()
    assert officer is not None
    officer.pendidikan = "SD"
    officer.save()

    sheet = LembarBulan(submitted_month)

    assert sheet.kept == kept
    assert sheet.hitungan.by_kode == dict(kept.baris.values_list("petugas__kode", "bruto"))
    assert sheet.sekarang.by_kode != sheet.hitungan.by_kode


def test_a_rule_decreed_behind_the_back_is_found_line_by_line(submitted_month: Pengajuan) -> None:
    kept = submitted_month.perhitungan.get()
    assert differences(kept, rulebook_for(kept.kabupaten_id)) == []
    assert LembarBulan(submitted_month).keraguan == []

    make_baris(
        make_kabupaten(),
        Kunci.PITA_PENDUDUK,
        [1_000, 2_000, 3_000, 4_000],
        tanggal=date(2022, 8, 2),
    )

    lines = {
        name: (before, after)
        for name, before, after in differences(kept, rulebook_for(kept.kabupaten_id))
    }
    assert len(lines) == 1, lines
    ((before, after),) = lines.values()
    assert before is not None
    assert after is not None
    assert "188/45/2022" not in before
    assert "188/45/2022" in after
    assert "[1000,2000,3000,4000]" in after
    assert LembarBulan(submitted_month).keraguan == [
        "Aturan berubah sejak bulan ini diajukan. Kembalikan agar dihitung ulang."
    ]
    team = make_team(submitted_month.puskesmas)
    with pytest.raises(MoveRefusedError, match="Aturan berubah"):
        move_month(submitted_month.pk, "setujui", team.verifikator.access(), seen_status="diajukan")
    page = sign_in(Client(), team.verifikator).get(f"/insentif/{submitted_month.pk}/hasil/")
    assert "Bila dihitung ulang hari ini hasilnya berbeda" in page.content.decode()


def test_a_rule_decreed_after_the_submission_touches_nothing(submitted_month: Pengajuan) -> None:
    kept = submitted_month.perhitungan.get()
    later = kept.diketahui_pada + timedelta(days=1)
    make_baris(make_kabupaten(), Kunci.PITA_PENDUDUK, [1, 2, 3, 4], tanggal=later)
    assert differences(kept, rulebook_for(kept.kabupaten_id)) == []


def test_a_fingerprint_that_does_not_fit_is_doubted(submitted_month: Pengajuan) -> None:
    kept = submitted_month.perhitungan.get()
    # A copy whose input was tampered with before it was written, as the next submission.
    forged = Perhitungan.objects.get(pk=kept.pk)
    forged.pk, forged.nomor, forged.round = None, 2, 2
    forged.masukan = kept.masukan | {"bok_diserap": 1}
    forged.save(force_insert=True)
    assert LembarBulan(submitted_month).keraguan == [
        "Sidik hitungan tidak cocok dengan isinya. Kembalikan agar dihitung ulang."
    ]


def test_a_month_without_a_calculation_is_doubted() -> None:
    assert LembarBulan(make_month()).keraguan == ["Hitungan pengajuan ini tidak ditemukan."]


# ------------------------------------------------------------------ faults in words


def test_an_empty_month_says_everything_it_lacks() -> None:
    unit = make_puskesmas("Tanpa Data", kategori="", penduduk=0)
    faults = [fault.pesan for fault in LembarBulan(make_month(unit)).sekarang.faults]
    assert faults == [
        f"Pagu insentif Tanpa Data tahun 2022 belum ada. {ASK}",
        "Kategori Tanpa Data belum diisi. Minta Dinas Kesehatan mengisinya di halaman Puskesmas.",
        "Data administrasi belum lengkap: jumlah penduduk, BOK diusulkan, BOK diserap.",
    ]


def test_work_copied_into_a_shorter_month_is_refused_with_the_officers_name() -> None:
    unit = make_puskesmas()
    team = make_team(unit)
    august = make_month(unit, filled=True)
    cell = IsianKegiatan.objects.filter(
        petugas_bulan__pengajuan=august, baris__jenis="manajemen"
    ).first()
    assert cell is not None
    cell.jumlah = 31
    cell.save()
    september = open_month(
        unit.pk, Period.parse(SEPTEMBER), team.operator.access(), copy_previous=True
    )
    make_indeks(unit, SEPTEMBER)
    september = _administrasi(september, team)

    texts = [fault.pesan for fault in LembarBulan(september).sekarang.faults]

    name = cell.petugas_bulan.petugas.nama
    # The copied targets wait for what was reached; that is said too.
    (text,) = [one for one in texts if not one.startswith("Pelayanan")]
    assert text.startswith(f"{name}, orang hari: tidak boleh melebihi 30 hari dalam bulan itu")


def _administrasi(month: Pengajuan, team: Team) -> Pengajuan:
    amounts = {"penduduk": 30_000, "bok_diusulkan": 2, "bok_diserap": 1}
    access = team.operator.access()
    return isian.save_fields(month.pk, access, Bagian.ADMINISTRASI, amounts, month.versi)


def test_a_service_that_is_missing_is_named(filled_month: Pengajuan) -> None:
    filled_month.pelayanan.filter(layanan="ibu_hamil").delete()
    assert [fault.pesan for fault in LembarBulan(filled_month).sekarang.faults] == [
        "Pelayanan, ibu hamil: wajib diisi"
    ]


def test_a_month_before_any_rule_is_a_sentence_and_no_crash() -> None:
    unit = make_puskesmas(kategori="")
    make_kategori(unit, mulai=date(2021, 1, 1))
    make_baris(make_kabupaten(), Kunci.PAGU_INSENTIF, PAGU, puskesmas=unit,
               mulai=date(2021, 1, 1), sampai=date(2021, 12, 31))  # fmt: skip
    month = _administrasi(make_month(unit), make_team(unit))
    month.periode = date(2021, 5, 1)  # nobody can open such a month on the pages
    with triggers.lifted():
        month.save()
    texts = [fault.pesan for fault in LembarBulan(month).sekarang.faults]
    assert texts[0].startswith("Periode: belum ada aturan insentif UKM untuk 2021-05")


def test_refusing_to_freeze_leaves_nothing_behind(verified_month: Pengajuan) -> None:
    access = make_team(verified_month.puskesmas).kepala.access()
    with pytest.raises(MoveRefusedError, match="Beri tanda pada pernyataan"):
        move_month(
            verified_month.pk, "ajukan", access, seen_status=verified_month.status, pernyataan=False
        )
    assert not verified_month.perhitungan.exists()


def test_the_rules_alone_give_the_same_result_from_the_frozen_input() -> None:
    kept = rich_month().perhitungan.get()
    thawed = thaw(kept)
    assert thawed.bulan is not None
    alone = compute_month(thawed.bulan, national_book(), known_on=kept.diketahui_pada)
    assert alone == thawed.hasil
    assert replace(alone, pool=alone.pool + 1) != thawed.hasil


def test_computing_a_month_asks_a_fixed_number_of_queries(
    django_assert_max_num_queries: Any,  # noqa: ANN401
) -> None:
    month = fill_month(make_month(officers=20))
    with django_assert_max_num_queries(18):
        assert LembarBulan(month).sekarang.faults == ()


def test_what_changed_behind_the_verification_is_verified_again(verified_month: Pengajuan) -> None:
    officer = verified_month.petugas.select_related("petugas").order_by("pk")[0].petugas
    officer.pendidikan = "SLTA" if officer.pendidikan != "SLTA" else "S1"
    officer.save()

    with pytest.raises(MoveRefusedError, match="berubah sejak diverifikasi"):
        advance(verified_month, "ajukan")
    assert not verified_month.perhitungan.exists()

    for move in ("kembalikan_kepala", "kirim", "verifikasi", "ajukan"):
        advance(verified_month, move)
    assert verified_month.perhitungan.count() == 1
