"""An officer's own slips: the own amount, the year, the paper; and nobody else's."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.arrangements import Own
from tests.factories.akun import make_membership, sign_in
from tests.factories.insentif import advance, answer_all, make_month, make_team
from tests.factories.pegawai import make_petugas
from tests.factories.peran import ROLES
from tests.factories.sanggahan import make_person, share_of
from tests.factories.wilayah import make_puskesmas
from upaya.core import triggers
from upaya.core.models import Dokumen
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.hasil.models import PerhitunganPetugas
from upaya.insentif.kegiatan.models import IsianKegiatan
from upaya.insentif.slip.queries import own_slips, slips_of, total, years
from upaya.insentif.uang.reading import payment_of
from upaya.pegawai.models import Petugas
from upaya.pembayaran.models import BarisPembayaran
from upaya.rules.kesehatan import PETUGAS
from upaya.rules.money import rupiah
from upaya.rules.roles import Role

pytestmark = pytest.mark.django_db


def line_of(month: Pengajuan, officer: Petugas) -> BarisPembayaran:
    payment = payment_of(month)
    assert payment is not None
    found = payment.baris.get(petugas=officer)
    assert isinstance(found, BarisPembayaran)
    return found


def test_the_slip_shows_the_frozen_amount_and_why_it_is_that(own_approved: Own) -> None:
    membership, officer, month = own_approved
    share = share_of(month, officer)
    assert share.bruto > 0
    client = sign_in(Client(), membership)

    listed = client.get("/slip/").content.decode()
    assert rupiah(share.bruto) in listed
    assert f'href="/slip/{share.pk}/"' in listed

    page = client.get(f"/slip/{share.pk}/")
    assert [step["url"] for step in page.context["remah"]] == ["/slip/", ""]
    text = page.content.decode()
    for amount in (share.bruto, share.lapangan, share.manajemen, share.perhitungan.pool):
        assert rupiah(amount) in text
    assert "Siti Rekaan" in text
    assert officer.kode not in text
    assert "Pasal 11A ayat (7)" in text
    others = Petugas.objects.exclude(pk=officer.pk).filter(puskesmas=month.puskesmas)
    assert others.count() == 2
    for other in others:
        assert other.nama not in text + listed
        assert other.kode not in text + listed


def test_the_slip_names_the_activities_behind_its_counts(own_approved: Own) -> None:
    """From what was frozen: the lines add up to what was computed, whatever the grid holds now."""
    membership, officer, month = own_approved
    share = share_of(month, officer)
    (input_row,) = [
        row for row in share.perhitungan.masukan["petugas"] if row["id"] == officer.kode
    ]
    row = month.petugas.get(petugas=officer)
    lines = {
        (line.menu, cell.jumlah)
        for cell in IsianKegiatan.objects.filter(petugas_bulan=row)
        for line in [cell.baris]
    }
    IsianKegiatan.objects.filter(petugas_bulan=row).update(jumlah=1)

    page = sign_in(Client(), membership).get(f"/slip/{share.pk}/")

    field, office = page.context["rincian"]
    assert (field.jumlah, office.jumlah) == (input_row["frekuensi"], input_row["orang_hari"])
    assert {(menu, n) for part in (field, office) for menu, _, n in part.baris} == lines
    text = page.content.decode()
    assert f"Frekuensi kegiatan lapangan: {field.jumlah} kali dari 1 kegiatan" in text
    assert field.baris[0][1] in text


def test_nobody_opens_another_ones_slip() -> None:
    membership, officer = make_person()
    colleague, _ = make_person(nama="Rekan Satu Puskesmas")
    month = make_month(status="disetujui")
    share = share_of(month, officer)
    assert sign_in(Client(), colleague).get(f"/slip/{share.pk}/").status_code == 404
    stranger, _ = make_person(make_puskesmas("Besuki"), "Petugas Lain")
    assert sign_in(Client(), stranger).get(f"/slip/{share.pk}/").status_code == 404
    assert sign_in(Client(), membership).get(f"/slip/{share.pk}/").status_code == 200
    other_rows = list(own_slips(colleague.access().scope))
    assert [row.petugas.nama for row in other_rows] == ["Rekan Satu Puskesmas"]


@pytest.mark.parametrize("role", [role for role in ROLES if role != PETUGAS])
def test_no_other_role_has_slips(approved_month: Pengajuan, role: Role) -> None:
    unit = approved_month.puskesmas if role.reach.value == "unit" else None
    client = sign_in(Client(), make_membership(role, unit))
    share = approved_month.perhitungan.get().baris.first()
    assert share is not None
    assert client.get("/slip/").status_code == 403
    assert client.get(f"/slip/{share.pk}/").status_code in {403, 404}


def test_an_officer_does_not_open_the_months_pages(own_approved: Own) -> None:
    membership, _, month = own_approved
    client = sign_in(Client(), membership)
    for page in ("", "hasil/", "hasil/mengapa/", "kegiatan/", "hasil.xlsx"):
        assert client.get(f"/insentif/{month.pk}/{page}").status_code == 403


@pytest.mark.parametrize(
    ("status", "count"),
    [("draf", 0), ("diverifikasi_puskesmas", 0), ("diajukan", 1), ("disetujui", 1),
     ("dikembalikan", 0), ("ditolak", 0)],
)  # fmt: skip
def test_only_a_submission_that_stands_is_a_slip(status: str, count: int) -> None:
    membership, officer = make_person()
    month = make_month(status=status, filled=True)
    assert own_slips(membership.access().scope).count() == count
    old = PerhitunganPetugas.objects.filter(petugas=officer).first()
    client = sign_in(Client(), membership)
    if old is not None:
        assert client.get(f"/slip/{old.pk}/").status_code == (200 if count else 404)
    if not count:
        assert "Belum ada slip" in client.get("/slip/").content.decode()
    assert month.status == status


def test_after_a_second_submission_only_the_new_one_is_the_slip() -> None:
    membership, officer = make_person()
    month = make_month(status="dikembalikan")
    first = share_of(month, officer)
    answer_all(month)
    for move in ("kirim", "verifikasi", "ajukan"):
        advance(month, move)
    second = share_of(month, officer)
    assert first.pk != second.pk
    assert list(own_slips(membership.access().scope)) == [second]
    client = sign_in(Client(), membership)
    assert client.get(f"/slip/{first.pk}/").status_code == 404
    assert client.get(f"/slip/{second.pk}/").status_code == 200


def test_an_officer_without_decree_sees_zero_and_the_reason() -> None:
    unit = make_puskesmas()
    membership = make_membership(PETUGAS, unit)
    officer = make_petugas(unit, "Belum Ber-SK", user=membership.user)
    month = make_month(unit, status="diajukan", officers=4)
    share = share_of(month, officer)
    assert share.bruto == 0
    text = sign_in(Client(), membership).get(f"/slip/{share.pk}/").content.decode()
    assert "Rp0" in text
    assert "belum ber-SK Kepala Dinas" in text


def test_the_list_asks_a_fixed_number_of_queries(
    django_assert_max_num_queries: Callable[[int], CaptureQueriesContext],
) -> None:
    membership, _ = make_person()
    for periode in ("2022-08", "2022-09", "2022-10"):
        make_month(periode=periode, status="diajukan")
    client = sign_in(Client(), membership)
    client.get("/slip/")
    with django_assert_max_num_queries(8):
        text = client.get("/slip/").content.decode()
    order = [text.index(f"{name} 2022") for name in ("Oktober", "September", "Agustus")]
    assert order == sorted(order)


# ------------------------------------------------------------------ a year
def test_a_year_is_added_up_and_years_are_chosen() -> None:
    membership, officer = make_person()
    paid = make_month(periode="2022-08", status="dibayar")
    waiting = make_month(periode="2022-09", status="diajukan")
    scope = membership.access().scope
    assert years(scope) == [2022]
    line, share = line_of(paid, officer), share_of(waiting, officer)
    found = total(slips_of(scope, 2022))
    assert (found.bruto, found.pajak) == (line.bruto + share.bruto, line.pajak)
    assert (found.masuk, found.bulan_masuk) == (line.neto, 1)
    client = sign_in(Client(), membership)
    page = client.get("/slip/")
    assert page.context["tab"] == []
    for amount in (found.bruto, found.pajak, found.masuk):
        assert rupiah(amount) in page.content.decode()
    for odd in ("2021", "x", "²"):
        assert client.get("/slip/", {"tahun": odd}).context["tahun"] == 2022


def test_another_year_has_its_own_tab() -> None:
    membership, _ = make_person()
    month = make_month(periode="2022-09", status="diajukan")
    make_month(periode="2022-08", status="diajukan")
    with triggers.lifted():
        Pengajuan.objects.filter(pk=month.pk).update(periode=date(2021, 12, 1))
    client = sign_in(Client(), membership)
    page = client.get("/slip/")
    assert [(tab["label"], tab["active"]) for tab in page.context["tab"]] == [
        ("2022", True),
        ("2021", False),
    ]
    old = client.get("/slip/?tahun=2021")
    assert [slip.month.period.nama for slip in old.context["rows"]] == ["Desember 2021"]


# ------------------------------------------------------------------ paper
def test_the_slip_on_paper_has_one_number_until_something_changes(own_approved: Own) -> None:
    membership, officer, month = own_approved
    share = share_of(month, officer)
    client = sign_in(Client(), membership)
    client.get(f"/slip/{share.pk}/slip.pdf")
    assert not Dokumen.objects.exists()
    client.post(f"/slip/{share.pk}/terbitkan/")
    first = client.get(f"/slip/{share.pk}/slip.pdf")
    assert first["Content-Type"] == "application/pdf"
    assert first.content.startswith(b"%PDF-")
    assert 'filename="slip-2022-08.pdf"' in first["Content-Disposition"]
    assert client.get(f"/slip/{share.pk}/slip.pdf").content == first.content
    (row,) = Dokumen.objects.all()
    assert (row.jenis, row.total, row.unit_id) == ("slip", share.bruto, month.puskesmas_id)

    advance(month, "rekap")
    assert client.get(f"/slip/{share.pk}/slip.pdf").content == first.content
    client.post(f"/slip/{share.pk}/terbitkan/")
    new, old = Dokumen.objects.all()
    assert old == row
    net = line_of(month, officer).neto
    assert (new.versi, new.total) == (2, net)
    check = Client().get(f"/periksa/{new.kode}/").content.decode()
    assert rupiah(net) in check
    for secret in (officer.nama, officer.kode, officer.rekening, membership.user.name):
        assert secret not in check


def test_nobody_takes_another_ones_slip_on_paper() -> None:
    _, officer = make_person()
    colleague, _ = make_person(nama="Rekan Satu Puskesmas")
    month = make_month(status="dibayar")
    address = f"/slip/{share_of(month, officer).pk}/slip.pdf"
    assert sign_in(Client(), colleague).get(address).status_code == 404
    head = sign_in(Client(), make_team(month.puskesmas).kepala)
    assert head.get(address).status_code == 403
    issuing = address.replace("slip.pdf", "terbitkan/")
    assert sign_in(Client(), colleague).post(issuing).status_code == 404
    assert head.post(issuing).status_code == 403
    assert Dokumen.objects.count() == 0


@pytest.mark.parametrize("status", ["diajukan", "dibayar"])
def test_a_slip_asks_a_fixed_number_of_queries(
    status: str, django_assert_max_num_queries: Callable[[int], CaptureQueriesContext]
) -> None:
    membership, officer = make_person()
    month = make_month(status=status, officers=8)
    share = share_of(month, officer)
    client = sign_in(Client(), membership)
    client.get("/slip/")
    with django_assert_max_num_queries(14):
        client.get(f"/slip/{share.pk}/")
