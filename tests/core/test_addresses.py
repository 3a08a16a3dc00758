"""Where people are led back to: a page that opens, whatever their request was."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client, RequestFactory
from django_htmx.middleware import HtmxDetails

from tests.factories.akun import SANDI, make_membership, make_user, sign_in
from tests.factories.insentif import make_month
from upaya.core import addresses
from upaya.core.guard import NOT_SENT
from upaya.rules.kesehatan import OPERATOR_PUSKESMAS

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/insentif/5/kegiatan/", True),
        ("/insentif/5/kegiatan/?hal=2", True),
        ("/insentif/5/kegiatan/simpan/", False),
        ("/masuk/demo/", False),
        ("/masuk/", True),
        ("/tidak/ada/", False),
    ],
)
def test_an_address_that_only_takes_forms_does_not_open(
    address: str,
    *,
    expected: bool,
) -> None:
    assert addresses.opens(address) is expected


def test_what_opens_is_what_answers_get(client: Client) -> None:
    """The same question put to the server: 405 exactly where `opens` says no."""
    month = make_month()
    sign_in(client, make_membership(OPERATOR_PUSKESMAS, month.puskesmas))
    for name in ("kegiatan/", "kegiatan/simpan/", "kegiatan/menu/", "kegiatan/petugas/", "berkas/"):
        address = f"/insentif/{month.pk}/{name}"
        status = client.get(address).status_code
        assert status == 404 or (status != 405) is addresses.opens(address), address


@pytest.mark.parametrize(
    ("path", "referer", "page"),
    [
        ("/insentif/5/kegiatan/simpan/", "http://testserver/insentif/5/kegiatan/?a=1",
         "/insentif/5/kegiatan/?a=1"),
        ("/insentif/5/kegiatan/simpan/", "", "/insentif/5/kegiatan/"),
        ("/insentif/5/kegiatan/simpan/", "http://lain.example/x/", "/insentif/5/kegiatan/"),
        ("/insentif/5/kegiatan/simpan/", "http://testserver/insentif/5/kegiatan/simpan/",
         "/insentif/5/kegiatan/"),
    ],
)  # fmt: skip
def test_a_post_that_arrives_signed_out_leads_back_to_its_page(
    client: Client, path: str, referer: str, page: str
) -> None:
    answer = client.post(path, headers={"referer": referer} if referer else {})
    query = answer.url.partition("?")[2]  # type: ignore[attr-defined]
    assert dict(pair.split("=", 1) for pair in query.split("&")) == {
        "next": page.replace("?", "%3F").replace("=", "%3D"),
        "sesi": NOT_SENT,
    }


def test_a_piece_of_a_page_leads_back_to_the_page(rf: RequestFactory) -> None:
    request: Any = rf.get(
        "/insentif/5/mengapa/a/",
        headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/insentif/5/hasil/"},
    )
    request.user = AnonymousUser()
    request.htmx = HtmxDetails(request)
    assert addresses.page_behind(request) == "/insentif/5/hasil/"


def test_signing_in_never_lands_on_an_address_for_forms(client: Client) -> None:
    user = make_user("siti")
    answer = client.post(
        "/masuk/",
        {"login": user.username, "password": SANDI, "next": "/insentif/5/kegiatan/simpan/"},
    )
    assert answer.url == "/"  # type: ignore[attr-defined]


def test_the_sign_in_page_says_what_happened(client: Client) -> None:
    page = client.get("/masuk/?next=/tugas/&sesi=kiriman").content.decode()
    assert "Sesi Anda berakhir" in page
    assert "Yang baru saja Anda kirim belum tersimpan." in page
    assert "Sesi Anda berakhir" not in client.get("/masuk/?next=/tugas/").content.decode()


def test_a_page_of_one_person_writes_nothing_for_the_next(client: Client) -> None:
    month = make_month()
    sign_in(client, make_membership(OPERATOR_PUSKESMAS, month.puskesmas))
    answer = client.post(
        f"/insentif/{month.pk}/kegiatan/simpan/",
        data="{}",
        content_type="application/json",
        headers={"X-Orang": "orang-sebelumnya", "Accept": "application/json"},
    )
    assert answer.status_code == 401
    assert answer.json()["pesan"] == "Orang lain sedang masuk di peramban ini."
