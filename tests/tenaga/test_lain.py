"""Team, own page, board, papers, incentive, and what two do at once."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db.models import Sum
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks, Settings

from tests.factories.akun import make_membership, sign_in
from tests.factories.insentif import make_rekening_pembantu, make_team
from tests.factories.pegawai import make_penetapan, make_petugas, make_sk
from tests.factories.pembayaran import note_paid, send_lines
from tests.factories.tenaga import (
    access_of,
    isi_of,
    make_bulan,
    make_calon,
    make_formasi,
    make_kontrak,
    make_tenaga,
    membership_of,
    own_access,
    step,
    transfer_of,
)
from tests.factories.wilayah import make_puskesmas
from upaya.alur.papers import sheets_of
from upaya.pegawai.profil import profil_bulan
from upaya.pembayaran.models import Pembayaran
from upaya.rules.insentif.road import TIM_VERIFIKASI
from upaya.rules.kesehatan import (
    BENDAHARA_PENGELUARAN,
    KEPALA_PUSKESMAS,
    OPERATOR_PUSKESMAS,
    VERIFIKATOR_DINAS,
)
from upaya.rules.period import Period
from upaya.rules.tenaga import road
from upaya.tenaga.kerja import services as kerja
from upaya.tenaga.kerja.papers import PAPERS as KERTAS_BULAN
from upaya.tenaga.kerja.queries import waiting
from upaya.tenaga.kerja.reading import BacaanBulan
from upaya.tenaga.kerja.road import ROAD as BULAN
from upaya.tenaga.kontrak import services as kontrak
from upaya.tenaga.kontrak.models import Kontrak
from upaya.tenaga.kontrak.papers import PAPERS as KERTAS_KONTRAK
from upaya.tenaga.kontrak.reading import BacaanKontrak
from upaya.tenaga.kontrak.road import ROAD as KONTRAK
from upaya.tenaga.papan.queries import board, without_payment

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_the_year(settings: Settings) -> None:
    settings.BUSINESS_DATE = date(2022, 11, 3)


# ------------------------------------------------------------------ a team
def _team_contract() -> Kontrak:
    unit = make_puskesmas()
    place, leader = make_formasi(unit, "tim"), make_tenaga(unit, "dr. Ratna Dewi, Sp.KJ.")
    civil = make_petugas(unit, "Sutrisno")
    said = isi_of(
        leader, pihak="tim", nama_pihak="Tim Kesehatan Jiwa", upah=Decimal(0), dasar_upah="",
        mulai=date(2022, 8, 1), anggota=((leader.pk, "Ketua", 2), (civil.pk, "Perawat", 1)),
        keluaran=(("Kader jiwa terlatih", "orang", 100_001),),
    )  # fmt: skip
    operator = access_of(OPERATOR_PUSKESMAS, unit)
    made = kontrak.susun(place.pk, said, operator)
    for name, access in (
        ("ajukan", operator), ("setujui_tenaga", own_access(leader)),
        ("tandatangani", access_of(KEPALA_PUSKESMAS, unit)),
    ):  # fmt: skip
        made = step(KONTRAK, made, name, access)
    return made


def test_a_team_is_paid_by_output_and_the_parts_add_up() -> None:
    case = _team_contract()
    unit, leader = case.puskesmas, own_access(case.petugas)
    make_rekening_pembantu(unit, make_team(unit))
    head = access_of(KEPALA_PUSKESMAS, unit)
    month = step(BULAN, kerja.buka(case.pk, Period(2022, 9), head), "tetapkan", head)
    target = month.target.get()
    assert (target.harga, target.bobot) == (100_001, 100)
    said = kerja.IsiLaporan("Dua pelatihan.", "", {}, {target.pk: (Decimal(1), "berita acara")})
    month = kerja.tulis_laporan(month.pk, said, leader, seen_versi=month.versi)
    month = step(BULAN, month, "laporkan", leader)
    judged = kerja.IsiNilai("SDM/T/1", "", {target.pk: Decimal(1)})
    month = kerja.tulis_nilai(month.pk, judged, head, seen_versi=month.versi)
    month = step(BULAN, month, "nilai", head)
    month = step(BULAN, month, "verifikasi", access_of(TIM_VERIFIKASI, unit))
    assert month.honor == 100_001
    treasurer = make_team(unit).pembantu.access()
    month = step(BULAN, month, "ajukan_dana", treasurer)
    payment = Pembayaran.objects.get(sumber="honor", sumber_id=month.pk)
    shares = dict(payment.baris.values_list("nama_rekening", "bruto"))
    assert sorted(shares.values()) == [33_334, 66_667]
    payer = access_of(BENDAHARA_PENGELUARAN, unit)
    step(BULAN, month, "transfer", payer, transfer=transfer_of(month))
    note_paid(send_lines(payment, treasurer), treasurer)
    month.refresh_from_db()
    assert month.status == road.DIBAYAR


def test_a_team_has_its_own_targets_and_no_attendance() -> None:
    case = _team_contract()
    head = access_of(KEPALA_PUSKESMAS, case.puskesmas)
    month = kerja.buka(case.pk, Period(2022, 9), head)
    other = [kerja.IsiTarget("Yang lain", "kali", Decimal(1), 100, "foto")]
    with pytest.raises(ValidationError, match="keluaran dalam perjanjiannya"):
        kerja.tulis_target(month.pk, other, head, seen_versi=month.versi)
    keys = [one.key for one in KERTAS_BULAN.of(BacaanBulan(month))]
    assert keys == ["target", "laporan", "penerimaan"]


# ------------------------------------------------------------------ pages
def test_a_worker_sees_the_own_months_with_the_days_waited(client: Client) -> None:
    case = make_kontrak()
    make_bulan(case, "2022-09", status=road.DIVERIFIKASI)
    make_kontrak(make_puskesmas("Besuki"))
    # Months that nobody opened were worked as well: August waits longest.
    waits = waiting(own_access(case.petugas).scope)
    assert [(one.period.nama, one.hari, one.keadaan) for one in waits] == [
        ("Agustus 2022", 64, "Belum dibuka"), ("September 2022", 34, "Diverifikasi"),
        ("Oktober 2022", 3, "Belum dibuka"),
    ]  # fmt: skip
    membership = membership_of(case.petugas)
    page = sign_in(client, membership).get(reverse("tenaga:saya")).content.decode()
    assert "menunggu 34 hari" in page
    assert "Rp1.942.751" in page
    assert "Besuki" not in page
    assert client.get(reverse("kontrak:daftar")).status_code == 403


def test_a_worker_reports_from_a_phone_and_is_told_what_is_wrong(client: Client) -> None:
    month = make_bulan(status=road.BERJALAN)
    sign_in(client, membership_of(month.kontrak.petugas))
    address = month.get_absolute_url()
    first, second = (one.pk for one in month.target.all())
    data = {"versi": month.versi, "laporan": "Menyuluh.", f"capaian-{first}": "delapan"}
    page = client.post(address, data)
    assert page.status_code == 422
    assert "Tulis angka, misalnya 12 atau 7,5." in page.content.decode()
    assert "delapan" in page.content.decode()
    days = {f"hari-{day.day}": "hadir" for day in BacaanBulan(month).hari}
    data |= {f"capaian-{first}": "8", f"capaian-{second}": "20", "lanjut": "ya", **days}
    assert client.post(address, data)["Location"] == reverse(
        "bulan_kerja:alur_laporkan", args=[month.pk]
    )
    late = client.post(address, data | {"laporan": "Yang lain."})
    assert late.status_code == 409  # written with an old version


def test_the_head_writes_targets_and_the_rest_of_a_row_is_asked_for(client: Client) -> None:
    case = make_kontrak()
    head = make_team(case.puskesmas).kepala
    month = kerja.buka(case.pk, Period(2022, 9), head.access())
    address = month.get_absolute_url()
    sign_in(client, head)
    empty = client.get(address).content.decode()
    assert empty.index("Target 1<") < empty.index("Target lain") < empty.index("Target 2<")
    row = {"versi": 1, "indikator-0": "Penyuluhan", "bobot-0": "100"}
    page = client.post(address, row)
    assert (page.status_code, "kosongkan seluruh barisnya" in page.content.decode()) == (422, True)
    row |= {"satuan-0": "kali", "target-0": "7,5", "bukti-0": "daftar hadir", "lanjut": "ya"}
    assert client.post(address, row)["Location"] == reverse(
        "bulan_kerja:alur_tetapkan", args=[month.pk]
    )
    assert month.target.get().target == Decimal("7.5")


def test_the_dinas_sees_who_waits_longest(client: Client) -> None:
    paid, waits = make_kontrak(), make_kontrak(make_puskesmas("Besuki"))
    for bulan in ("2022-08", "2022-09", "2022-10"):
        make_bulan(paid, bulan)
    make_bulan(waits, "2022-09", status=road.DINILAI)
    access = access_of(VERIFIKATOR_DINAS, paid.puskesmas)
    (row,) = without_payment(access.scope)
    assert (row.kontrak, row.hari, row.menunggu, row.dibayar_terakhir) == (
        waits, 64, "Belum dibuka", None,
    )  # fmt: skip
    assert list(row.bulan) == ["Agustus 2022", "September 2022", "Oktober 2022"]
    sign_in(client, make_team(paid.puskesmas).verifikator)
    page = client.get(reverse("tenaga:belum_dibayar")).content.decode()
    assert "<b>64</b>" in page
    assert "belum pernah" in page
    sheet = client.get(reverse("tenaga:belum_dibayar"), {"ekspor": "csv"}).content.decode()
    assert "Agustus 2022, September 2022, Oktober 2022" in sheet


def test_the_board_sums_what_is_and_asks_a_bounded_number_of_queries(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    case = make_kontrak()
    make_bulan(case, "2022-09")
    make_bulan(case, "2022-10", status=road.DIVERIFIKASI, reached=(0, 20))
    make_formasi(case.puskesmas, "sanitasi")
    scope = access_of(VERIFIKATOR_DINAS, case.puskesmas).scope
    with django_assert_num_queries(5):
        found = board(scope, 2022)
    total = found.total
    assert (total.formasi, total.terisi, total.terbuka) == (2, 1, 1)
    assert (total.capaian, total.dibayar) == (Decimal("70.0"), 1_942_751)
    assert [row.nama for row in found.jenis] == [
        "Tenaga promosi kesehatan dan ilmu perilaku", "Tenaga sanitasi lingkungan",
    ]  # fmt: skip
    assert total.honor == sum(row.honor for row in found.puskesmas)


@pytest.mark.parametrize("name", ["kontrak:daftar", "bulan_kerja:daftar", "formasi:daftar"])
def test_lists_ask_no_more_queries_with_more_rows(
    name: str, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(4):
        make_bulan(make_kontrak(make_puskesmas(f"Puskesmas {number}")), status=road.BERJALAN)
    sign_in(client, make_team(make_puskesmas("Puskesmas 0")).verifikator)
    with django_assert_max_num_queries(26):
        assert client.get(reverse(name)).status_code == 200


# ------------------------------------------------------------------ papers
def test_papers_of_a_contract_and_a_month_say_what_the_law_asks() -> None:
    month = make_bulan()
    (paper,) = KERTAS_KONTRAK.of(BacaanKontrak(month.kontrak))
    text = str(paper.make())
    for words in (
        "huruf a",
        "huruf b",
        "huruf c",
        "huruf d",
        "huruf e",
        "Rp1.942.751",
        "SDM/2022/1",
    ):
        assert words in text
    papers = KERTAS_BULAN.of(BacaanBulan(month))
    assert [(one.key, one.missing) for one in papers] == [
        ("target", ""), ("absensi", ""), ("laporan", ""), ("penerimaan", ""),
    ]  # fmt: skip
    received = papers[-1].make()
    payment = Pembayaran.objects.get(sumber="honor", sumber_id=month.pk)
    assert received.total == payment.baris.aggregate(n=Sum("neto"))["n"]
    assert sheets_of(KERTAS_BULAN, BacaanBulan(month))[0].state is not None


# ------------------------------------------------------------------ incentive
def test_a_contract_worker_enters_the_incentive_only_with_a_decree_of_the_kepala_dinas() -> None:
    case = make_kontrak()
    first, last = Period(2022, 8).first_day, Period(2022, 8).last_day

    def entitled() -> bool:
        rows = profil_bulan(case.puskesmas_id, first, last)
        return any(one.ber_sk for one in rows if one.petugas_id == case.petugas_id)

    assert not entitled()
    make_penetapan(case.petugas, sk=make_sk(case.puskesmas, penerbit="kepala_puskesmas"))
    assert not entitled()
    make_penetapan(case.petugas, sk=make_sk(case.puskesmas))
    assert entitled()


def test_others_do_not_see_a_contract(client: Client) -> None:
    case = make_kontrak()
    other = make_membership(KEPALA_PUSKESMAS, make_puskesmas("Besuki"))
    sign_in(client, other)
    assert client.get(case.get_absolute_url()).status_code == 404
    stranger = make_tenaga(case.puskesmas, "Slamet")
    sign_in(client, membership_of(stranger))
    assert client.get(case.get_absolute_url()).status_code == 404


def test_a_step_is_told_to_the_worker_and_never_to_a_colleague(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    case = make_kontrak(status=road.DRAF)
    colleague = make_tenaga(case.puskesmas, "Slamet")
    operator = access_of(OPERATOR_PUSKESMAS, case.puskesmas)
    with django_capture_on_commit_callbacks(execute=True):
        step(KONTRAK, case, "ajukan", operator)
    told = {address for one in mail.outbox for address in one.to}
    own, other = membership_of(case.petugas).user, membership_of(colleague).user
    assert own.email in told
    assert other.email not in told


def test_another_name_than_the_chosen_one_is_told_and_stops_nothing(client: Client) -> None:
    unit = make_puskesmas()
    place = make_formasi(unit)
    make_calon(place, nama="siti nur'aini")
    same = make_kontrak(unit, place=place, status=road.DRAF)
    assert BacaanKontrak(same).bukan_yang_terpilih == ""
    step(KONTRAK, same, "batalkan", access_of(OPERATOR_PUSKESMAS, unit), alasan="Salah orang.")
    other = make_kontrak(unit, place=place, petugas=make_tenaga(unit, "Slamet"))
    assert other.status == road.BERLAKU
    sign_in(client, make_team(unit).kepala)
    page = client.get(other.get_absolute_url()).content.decode()
    assert "Seleksi memilih siti nur&#x27;aini; perjanjian ini dengan Slamet." in page
    # A contract in force is not called closed, and ending it is not the blue next step.
    assert "sudah ditutup" not in page
    assert "Berlaku pada masanya" in page
    assert "btn main" not in page.split("Akhiri perjanjian")[0].rsplit("<a", 1)[1]
