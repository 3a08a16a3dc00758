from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import OperationalError, connection
from django.db.backends.utils import CursorWrapper
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template import loader
from django.test import Client
from django.urls import path
from pytest_django import DjangoAssertNumQueries, Settings

from tests.factories.akun import make_membership, sign_in
from upaya.core import views
from upaya.core.guard import public
from upaya.rules.kesehatan import OPERATOR_PUSKESMAS


def _raiser(fault: Exception) -> Callable[..., HttpResponseBase]:
    @public("uji")
    def view(_request: HttpRequest) -> HttpResponse:
        raise fault

    return view


urlpatterns = [
    path("400/", _raiser(SuspiciousOperation("x"))),
    path("403/", _raiser(PermissionDenied())),
    path("500/", _raiser(RuntimeError("rahasia dalam"))),
]
handler400 = "upaya.core.faults.bad_request"
handler403 = "upaya.core.faults.forbidden"
handler404 = "upaya.core.faults.not_found"
handler500 = "upaya.core.faults.server_error"


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (400, "tidak dapat dibaca"),
        (403, "tidak berwenang"),
        (404, "tidak ditemukan"),
        (500, "gangguan di pihak kami"),
    ],
)
def test_every_fault_has_a_page_that_needs_no_database(
    settings: Settings, status: int, words: str
) -> None:
    settings.ROOT_URLCONF = __name__
    response = Client(raise_request_exception=False).get(f"/{status}/")
    assert response.status_code == status
    page = response.content.decode()
    assert words in page
    assert "rahasia dalam" not in page
    assert 'lang="id"' in page


def test_the_address_book_uses_these_pages() -> None:
    from upaya import urls  # noqa: PLC0415

    assert {urls.handler400, urls.handler403, urls.handler404, urls.handler500} == {
        handler400,
        handler403,
        handler404,
        handler500,
    }


def test_without_static_files_there_is_still_a_sentence(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_arguments: object, **_options: object) -> str:
        raise ValueError("Missing staticfiles manifest entry")

    monkeypatch.setattr(loader, "render_to_string", broken)
    settings.ROOT_URLCONF = __name__
    response = Client(raise_request_exception=False).get("/500/")
    assert response.status_code == 500
    assert "Coba lagi" in response.content.decode()


def test_alive_without_a_database() -> None:
    # No database mark: a query would fail the test.
    response = Client().get("/healthz")
    assert (response.status_code, response.content) == (200, b"hidup\n")


@pytest.mark.django_db
def test_ready_when_migrated(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(4):
        response = client.get("/readyz")
    assert (response.status_code, response.content) == (200, b"siap\n")


@pytest.mark.django_db
def test_not_ready_while_a_migration_waits(client: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'core'")
    response = client.get("/readyz")
    assert response.status_code == 503
    assert "migrasi" in response.content.decode()


@pytest.mark.django_db
def test_not_ready_without_a_database(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    class Gone:
        def cursor(self) -> CursorWrapper:
            raise OperationalError("could not connect to server at 10.0.0.1")

    monkeypatch.setattr(views, "connection", Gone())
    response = client.get("/readyz")
    assert response.status_code == 503
    assert "10.0.0.1" not in response.content.decode()


@pytest.mark.parametrize("length", [str(33 * 1024 * 1024), "9" * 40, "x", "-1"])
def test_a_body_that_no_form_sends_is_refused_unread(length: str) -> None:
    response = Client().post("/masuk/", {"login": "x"}, CONTENT_LENGTH=length)
    assert response.status_code == 413
    assert "paling besar 10 MB" in response.content.decode()


@pytest.mark.django_db
def test_pages_of_somebody_signed_in_are_kept_nowhere(client: Client) -> None:
    assert "no-store" not in client.get("/healthz-tidak-ada").headers.get("Cache-Control", "")
    sign_in(client, make_membership(OPERATOR_PUSKESMAS))
    for address in ("/petugas/", "/petugas/?ekspor=csv", "/tidak-ada/"):
        assert "no-store" in client.get(address).headers["Cache-Control"], address
