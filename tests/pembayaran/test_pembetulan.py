"""A wrong entry and money that came back too late: mended by two persons, nothing forgotten."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client

from tests.factories.akun import make_membership, sign_in
from tests.factories.insentif import Team, advance, make_team
from tests.factories.pembayaran import note_all, note_paid, send_lines
from tests.factories.uang import spent_otherwise
from upaya.core import clock
from upaya.core.access import Access
from upaya.core.inbox import tasks
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.bulan.reading import LembarBulan
from upaya.insentif.hasil.models import PerhitunganPetugas
from upaya.insentif.slip.queries import slip_of
from upaya.insentif.uang.queries import flow, of_year
from upaya.insentif.uang.reading import payment_of
from upaya.pembayaran.models import BarisPembayaran, Pembayaran, Pembetulan
from upaya.pembayaran.queries.funds import free_funds
from upaya.pembayaran.services import pembetulan
from upaya.pembayaran.services.pembetulan import UsulanPembetulan
from upaya.rules.kesehatan import KEPALA_PUSKESMAS
from upaya.rules.pembayaran import BERHASIL, DIBATALKAN, DIKEMBALIKAN, DIKIRIM, GAGAL

pytestmark = pytest.mark.django_db
Jenis = Pembetulan.Jenis


def _payment(month: Pengajuan) -> Pembayaran:
    payment = payment_of(month)
    assert payment is not None
    return payment


def _returned(payment: Pembayaran, line: BarisPembayaran) -> UsulanPembetulan:
    attempt = line.percobaan.latest("nomor")
    return UsulanPembetulan(Jenis.KEMBALI, attempt.pk, "Rekening ditutup.", clock.today())


def _decided(made: Pembetulan, access: Access, *, setuju: bool = True) -> Pembetulan:
    return pembetulan.putuskan(made.pk, access, setuju=setuju, alasan="Sudah dicek.")


# ---------------------------------------------------------------- money back after the end


def test_money_that_came_back_after_the_end_is_noted_and_paid_again(
    paid_month: Pengajuan,
) -> None:
    team, payment = make_team(paid_month.puskesmas), _payment(paid_month)
    treasurer, head = team.pembantu.access(), team.kepala.access()
    line = payment.baris.earliest("pk")
    made = pembetulan.usulkan(payment.pk, _returned(payment, line), treasurer)
    assert any("pembetulan" in one.tugas.judul for one in tasks(head, [head]))
    payment.refresh_from_db()
    assert payment.selesai_pada is not None, "usulan saja tidak membuka apa pun"
    _decided(made, head)

    payment.refresh_from_db()
    line.refresh_from_db()
    assert (line.status, payment.dibuka_lagi) == (DIKEMBALIKAN, True)
    told = flow(LembarBulan(paid_month))
    assert told is not None
    assert (told.selisih, told.selesai, told.terbuka_lagi) == (line.bruto, False, True)
    assert of_year(head.scope, 2022).belum == 1
    assert slip_of(_share(paid_month, line)).tahap.kode == "kembali"
    assert any("Selesaikan lagi" in one.tugas.judul for one in tasks(treasurer, [treasurer]))
    made.refresh_from_db()
    assert made.semula["status"] == BERHASIL
    assert made.semula["bukti"] == "BUKTI/1"

    note_paid(send_lines(payment, treasurer, [line.pk]), treasurer)
    payment.refresh_from_db()
    paid_month.refresh_from_db()
    assert payment.selesai_pada is not None
    assert paid_month.status == "dibayar"
    told = flow(LembarBulan(paid_month))
    assert told is not None
    assert (told.selisih, told.selesai) == (0, True)
    assert [one.status for one in line.percobaan.order_by("nomor")] == [DIKEMBALIKAN, BERHASIL]


def _share(month: Pengajuan, line: BarisPembayaran) -> PerhitunganPetugas:
    return month.perhitungan.get().baris.get(petugas=line.petugas)


def test_whoever_proposed_or_noted_it_does_not_decide(paid_month: Pengajuan) -> None:
    team, payment = make_team(paid_month.puskesmas), _payment(paid_month)
    line = payment.baris.earliest("pk")
    made = pembetulan.usulkan(payment.pk, _returned(payment, line), team.pembantu.access())
    # The same person under the hat of the head.
    hat = make_membership(KEPALA_PUSKESMAS, paid_month.puskesmas, user=team.pembantu.user)
    with pytest.raises(ValidationError, match="harus orang lain"):
        _decided(made, hat.access())
    with pytest.raises(ValidationError, match="milik"):
        _decided(made, team.pembantu.access())
    refused = _decided(made, team.kepala.access(), setuju=False)
    payment.refresh_from_db()
    assert refused.status == "ditolak"
    assert payment.selesai_pada is not None
    with pytest.raises(ValidationError, match="sudah diputus"):
        _decided(made, team.kepala.access())


# ---------------------------------------------------------------- wrong entries


@pytest.mark.parametrize("wrong", [BERHASIL, GAGAL])
def test_a_wrong_result_waits_again_and_is_kept(funded_month: Pengajuan, wrong: str) -> None:
    team, payment = make_team(funded_month.puskesmas), _payment(funded_month)
    access = team.pembantu.access()
    line = payment.baris.earliest("pk")
    sent = send_lines(payment, access, [line.pk])
    note_all(sent, access, wrong)
    attempt = sent.percobaan.get()
    made = pembetulan.usulkan(
        payment.pk, UsulanPembetulan(Jenis.HASIL, attempt.pk, "Salah baris."), access
    )
    _decided(made, team.kepala.access())
    attempt.refresh_from_db()
    line.refresh_from_db()
    assert (attempt.status, line.status, attempt.tanggal) == (DIKIRIM, DIKIRIM, None)
    made.refresh_from_db()
    assert made.semula["status"] == wrong
    assert made.semula_kata


def test_a_shipment_that_was_never_made_gives_its_lines_back(funded_month: Pengajuan) -> None:
    team, payment = make_team(funded_month.puskesmas), _payment(funded_month)
    access = team.pembantu.access()
    sent = send_lines(payment, access)
    made = pembetulan.usulkan(
        payment.pk, UsulanPembetulan(Jenis.KIRIMAN, sent.pk, "Bank sedang tutup."), access
    )
    _decided(made, team.kepala.access())
    assert set(payment.baris.values_list("status", flat=True)) == {DIBATALKAN}
    assert free_funds(payment) == payment.dana
    again = send_lines(payment, access)
    with pytest.raises(ValidationError, match="Sebagian kiriman ini sudah ada hasilnya"):
        pembetulan.usulkan(payment.pk, UsulanPembetulan(Jenis.KIRIMAN, sent.pk, "Lagi."), access)
    note_paid(again, access)
    funded_month.refresh_from_db()
    assert funded_month.status == "dibayar"


def test_a_transfer_noted_wrongly_is_replaced_by_the_right_one(funded_month: Pengajuan) -> None:
    team, payment = make_team(funded_month.puskesmas), _payment(funded_month)
    wrong, total = payment.dana_masuk.get(), payment.total
    treasurer = team.pengeluaran.access()
    right = UsulanPembetulan(
        Jenis.DANA, wrong.pk, "Salah ketik.", clock.today(), "SP2D/9", total - 1_000
    )
    made = pembetulan.usulkan(payment.pk, right, treasurer)
    with pytest.raises(ValidationError, match="milik"):
        _decided(made, team.kepala.access())
    _decided(made, team.verifikator.access())
    payment.refresh_from_db()
    rows = list(payment.dana_masuk.order_by("pk").values_list("nomor", "jumlah", "batal"))
    assert rows == [(wrong.nomor, total, True), ("SP2D/9", total - 1_000, False)]
    assert payment.dana == total - 1_000
    advance(funded_month, "transfer_sisa")
    payment.refresh_from_db()
    assert payment.dana == total


def test_funds_that_were_spent_are_not_taken_back(funded_month: Pengajuan) -> None:
    team, payment = make_team(funded_month.puskesmas), _payment(funded_month)
    noted = payment.dana_masuk.get()
    sent = send_lines(payment, team.pembantu.access())
    never = UsulanPembetulan(Jenis.DANA, noted.pk, "Tidak pernah ada.", clock.today(), "", 0)
    with pytest.raises(ValidationError, match="sudah dikirim atau dibayar"):
        pembetulan.usulkan(payment.pk, never, team.pengeluaran.access())
    back = UsulanPembetulan(Jenis.KIRIMAN, sent.pk, "Bank sedang tutup.")
    _decided(pembetulan.usulkan(payment.pk, back, team.pembantu.access()), team.kepala.access())
    _decided(
        pembetulan.usulkan(payment.pk, never, team.pengeluaran.access()),
        team.verifikator.access(),
    )
    payment.refresh_from_db()
    assert payment.dana == 0
    advance(funded_month, "transfer_sisa")


def test_a_failure_is_not_taken_back_when_its_money_went_elsewhere(
    requested_month: Pengajuan,
) -> None:
    payment, access, failed, _ = spent_otherwise(requested_month)
    wanted = UsulanPembetulan(Jenis.HASIL, failed.percobaan.get().pk, "Ternyata belum ada kabar.")
    with pytest.raises(ValidationError, match="sudah dipakai untuk petugas lain"):
        pembetulan.usulkan(payment.pk, wanted, access)


def test_what_is_not_of_this_payment_or_has_no_day_is_refused(paid_month: Pengajuan) -> None:
    team, payment = make_team(paid_month.puskesmas), _payment(paid_month)
    access = team.pembantu.access()
    attempt = payment.baris.earliest("pk").percobaan.get()
    for day, words in ((None, "Isi tanggalnya"), (date(1900, 1, 1), "Paling awal")):
        with pytest.raises(ValidationError, match=words):
            pembetulan.usulkan(
                payment.pk, UsulanPembetulan(Jenis.KEMBALI, attempt.pk, "x", day), access
            )
    with pytest.raises(ValidationError, match="bukan milik pembayaran ini"):
        pembetulan.usulkan(payment.pk, UsulanPembetulan(Jenis.HASIL, 0, "x"), access)
    wanted = UsulanPembetulan(Jenis.HASIL, attempt.pk, "Salah orang.")
    pembetulan.usulkan(payment.pk, wanted, access)
    with pytest.raises(ValidationError, match="sudah diusulkan"):
        pembetulan.usulkan(payment.pk, wanted, access)


def test_the_database_wants_a_second_person(paid_month: Pengajuan) -> None:
    team, payment = make_team(paid_month.puskesmas), _payment(paid_month)
    made = pembetulan.usulkan(
        payment.pk, _returned(payment, payment.baris.earliest("pk")), team.pembantu.access()
    )
    rows = Pembetulan.objects.filter(pk=made.pk)
    attempts: list[Callable[[], object]] = [
        lambda: rows.update(
            status="disetujui", diputus_oleh=made.diusulkan_oleh, diputus_pada=clock.now()
        ),
        lambda: rows.update(alasan=""),
        lambda: rows.update(tanggal=None),
    ]
    for attempt in attempts:
        with pytest.raises(IntegrityError), transaction.atomic():
            attempt()


# ---------------------------------------------------------------- pages


def test_the_pages_propose_and_decide(paid_month: Pengajuan) -> None:
    team, payment = make_team(paid_month.puskesmas), _payment(paid_month)
    line = payment.baris.earliest("pk")
    attempt = line.percobaan.get()
    page = _as(team, "pembantu").get(f"/pembayaran/baris/{line.pk}/").content.decode()
    address = f"/pembayaran/percobaan/{attempt.pk}/betulkan/"
    assert address in page
    client = _as(team, "pembantu")
    answer = client.post(address, {"jenis": "kembali", "alasan": "Rekening ditutup."})
    assert answer.status_code == 422
    assert "Isi tanggal uangnya kembali." in answer.content.decode()
    day = f"{clock.today():%d/%m/%Y}"
    answer = client.post(
        address, {"jenis": "kembali", "tanggal": day, "alasan": "Rekening ditutup."}
    )
    made = payment.pembetulan.get()
    assert answer.headers["Location"] == f"/pembayaran/pembetulan/{made.pk}/"
    where = f"/pembayaran/pembetulan/{made.pk}/putus/"
    decided = _as(team, "kepala").post(where, {"putusan": "setuju"}, follow=True)
    assert "semula" in decided.content.decode().casefold()
    line.refresh_from_db()
    assert line.status == DIKEMBALIKAN


def _as(team: Team, name: str) -> Client:
    return sign_in(Client(), getattr(team, name))
