"""An officer's own slips: the own amount with its working, and nobody else's."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories.akun import make_membership, sign_in
from tests.factories.insentif import advance, answer_all, make_month
from tests.factories.pegawai import make_penetapan, make_petugas
from tests.factories.wilayah import make_puskesmas
from upaya.akun.models import Membership
from upaya.insentif.models import Pengajuan, PerhitunganPetugas
from upaya.insentif.queries.slip import own_slips
from upaya.insentif.services import hitung
from upaya.pegawai.models import Petugas
from upaya.rules.money import rupiah
from upaya.rules.roles import Role
from upaya.wilayah.models import Unit

pytestmark = pytest.mark.django_db


def make_person(unit: Unit | None = None, nama: str = "Siti Rekaan") -> tuple[Membership, Petugas]:
    """An officer who can sign in."""
    unit = unit or make_puskesmas()
    membership = make_membership(Role.PETUGAS, unit)
    officer = make_petugas(unit, nama, user=membership.user)
    make_penetapan(officer)
    return membership, officer


def share_of(month: Pengajuan, officer: Petugas) -> PerhitunganPetugas:
    latest = hitung.frozen(month)
    assert latest is not None
    found = latest.baris.get(petugas=officer)
    assert isinstance(found, PerhitunganPetugas)
    return found


def test_the_slip_shows_the_frozen_amount_and_why_it_is_that() -> None:
    membership, officer = make_person()
    month = make_month(status="disetujui")
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


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.PETUGAS])
def test_no_other_role_has_slips(role: Role) -> None:
    month = make_month(status="disetujui")
    unit = month.puskesmas if role.reach.value == "unit" else None
    client = sign_in(Client(), make_membership(role, unit))
    share = month.perhitungan.get().baris.first()
    assert share is not None
    assert client.get("/slip/").status_code == 403
    assert client.get(f"/slip/{share.pk}/").status_code in {403, 404}


def test_an_officer_does_not_open_the_months_pages() -> None:
    membership, _ = make_person()
    month = make_month(status="disetujui")
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
    membership = make_membership(Role.PETUGAS, unit)
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
