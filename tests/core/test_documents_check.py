"""The public check page: says what the register says, to anybody, and nothing about anybody."""

from __future__ import annotations

import re
import time

import pytest
from django.core.cache import cache
from django.test import Client, RequestFactory
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings

from tests.factories.akun import make_access
from tests.factories.dokumen import make_dokumen
from tests.factories.wilayah import make_puskesmas
from upaya.core.documents.content import short
from upaya.core.limits import Limit
from upaya.core.models import Dokumen
from upaya.rules.kesehatan import KEPALA_PUSKESMAS
from upaya.wilayah.models import Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit() -> Unit:
    return make_puskesmas("Panji")


@pytest.fixture
def dokumen(unit: Unit) -> Dokumen:
    return make_dokumen(unit, make_access(KEPALA_PUSKESMAS, unit), "Siti Rahasia Rekaan")


def url(dokumen: Dokumen, typed: str | None = None) -> str:
    address = reverse("core:periksa", kwargs={"kode": dokumen.kode})
    return address if typed is None else f"{address}?s={typed}"


def test_signed_out_it_says_kind_number_day_unit_and_total(
    client: Client, dokumen: Dokumen, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(3):
        page = client.get(url(dokumen, dokumen.sidik[:16]))
    text = page.content.decode()
    assert page.status_code == 200
    for word in (dokumen.judul, dokumen.nomor, dokumen.unit_nama, "Rp2.850.006", "Sidik cocok"):
        assert word in text
    assert "Rahasia" not in text
    assert dokumen.sidik not in text


def test_it_names_nobody(client: Client, dokumen: Dokumen) -> None:
    text = client.get(url(dokumen)).content.decode()
    assert dokumen.terbit_oleh.name not in text
    assert "Sidik cocok" not in text
    assert "tidak cocok" not in text


@pytest.mark.parametrize("shape", [short, lambda s: s, lambda s: s[:16].upper(), lambda s: s[:40]])
def test_a_fingerprint_may_be_typed_as_printed(
    client: Client, dokumen: Dokumen, shape: object
) -> None:
    assert callable(shape)
    page = client.get(url(dokumen), {"s": shape(dokumen.sidik)})
    assert "Sidik cocok" in page.content.decode()


def test_another_fingerprint_does_not_match(client: Client, dokumen: Dokumen) -> None:
    wrong = ("0" if dokumen.sidik[0] != "0" else "1") + dokumen.sidik[1:16]
    page = client.get(url(dokumen, wrong))
    assert page.status_code == 200
    assert "Sidik tidak cocok" in page.content.decode()


@pytest.mark.parametrize(
    "typed", ["", "1a2b", "bukan sidik sama sekali", "g" * 16, "0" * 65, "é" * 16]
)
def test_what_is_no_fingerprint_is_said_at_the_field(
    client: Client, dokumen: Dokumen, typed: str
) -> None:
    page = client.get(url(dokumen), {"s": typed})
    text = page.content.decode()
    assert page.status_code == 422
    assert "cetak" in text
    assert typed in text
    assert "Sidik cocok" not in text


def test_a_superseded_document_says_so(client: Client, unit: Unit, dokumen: Dokumen) -> None:
    newer = make_dokumen(unit, make_access(KEPALA_PUSKESMAS, unit), "Isi lain.")
    assert "sudah digantikan" in client.get(url(dokumen)).content.decode()
    assert "sudah digantikan" not in client.get(url(newer)).content.decode()


def test_a_document_without_money_says_so(client: Client, dokumen: Dokumen) -> None:
    values = {f.name: getattr(dokumen, f.name) for f in Dokumen._meta.fields if f.name != "id"}
    free = Dokumen.objects.create(**values | {"total": None, "kode": "a", "urut": 2, "versi": 2})
    assert "tanpa jumlah uang" in client.get(url(free)).content.decode()


def test_an_unknown_code_is_a_clear_page(client: Client) -> None:
    page = client.get("/periksa/tidakadayangpunya/?s=1")
    assert page.status_code == 404
    assert "Dokumen tidak dikenal" in page.content.decode()


def test_nobody_keeps_or_indexes_it(client: Client, dokumen: Dokumen) -> None:
    for address in (url(dokumen), "/periksa/tidakada/"):
        page = client.get(address)
        assert "no-store" in page.headers["Cache-Control"]
        assert "noindex" in page.headers["X-Robots-Tag"]
        assert re.search(r'<meta name="robots" content="noindex', page.content.decode())
    assert client.post(url(dokumen)).status_code == 405


# ------------------------------------------------------------------ how often
def test_who_guesses_is_told_to_wait(client: Client, dokumen: Dokumen) -> None:
    for number in range(30):
        assert client.get(f"/periksa/tebakan{number}/").status_code == 404
    page = client.get(url(dokumen))
    assert page.status_code == 429
    assert page.headers["Retry-After"] == "60"
    assert dokumen.nomor not in page.content.decode()
    other = Client(REMOTE_ADDR="203.0.113.9")
    assert other.get(url(dokumen)).status_code == 200


def spend(limit: Limit, address: str) -> bool:
    return limit.spend(RequestFactory().get("/", REMOTE_ADDR=address))


def test_windows_end(monkeypatch: pytest.MonkeyPatch) -> None:
    limit, moment = Limit("uji", amount=2, seconds=60), [1_000_000.0]
    monkeypatch.setattr(time, "time", lambda: moment[0])
    assert [spend(limit, "192.0.2.1") for _ in range(3)] == [True, True, False]
    assert spend(limit, "192.0.2.2")
    assert spend(Limit("lain", amount=1, seconds=60), "192.0.2.1")
    moment[0] += 60
    assert spend(limit, "192.0.2.1")


def test_an_ipv6_household_is_one_address() -> None:
    limit = Limit("uji", amount=1, seconds=60)
    assert spend(limit, "2001:db8:1:2::1")
    assert not spend(limit, "2001:db8:1:2:ffff::9")
    assert spend(limit, "2001:db8:1:3::1")


def test_addresses_do_not_stand_in_the_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    keys: list[str] = []
    real = cache.add

    def add(key: str, value: int, seconds: int) -> bool:
        keys.append(key)
        return real(key, value, seconds)

    monkeypatch.setattr(cache, "add", add)
    spend(Limit("uji", amount=1, seconds=60), "192.0.2.1")
    assert len(keys) == 1
    assert "192.0.2.1" not in keys[0]


def test_behind_a_proxy_people_are_told_apart(settings: Settings) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    limit = Limit("uji", amount=1, seconds=60)

    def through(address: str) -> bool:
        return limit.spend(
            RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=address)
        )

    assert [through("192.0.2.1"), through("192.0.2.2"), through("192.0.2.1")] == [
        True,
        True,
        False,
    ]
