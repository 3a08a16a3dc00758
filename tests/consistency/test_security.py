"""The settings of a real installation, read as a server reads them: in a process of its own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.installation import Standing, surroundings

_KEYS = {
    "UPAYA_KUNCI_SESI": "kunci-sesi-rekaan-untuk-membaca-pengaturan-saja-0123456789-abcdefgh",
    "UPAYA_KUNCI_ENKRIPSI": "cmVrYWFuOmVua3JpcHNpLzAxMjM0NTY3ODlhYmNkZWY",
    "UPAYA_KUNCI_INDEKS": "cmVrYWFuOmluZGVrcy9mZWRjYmE5ODc2NTQzMjEweHk",
}
_PROGRAM = """
import json, django
from django.conf import settings
django.setup()
from django.core import checks
from django.test import Client, RequestFactory
from allauth.account.adapter import get_adapter
plain = Client().get("/masuk/", headers={"host": "localhost"})
safe = Client().get("/healthz", secure=True, headers={"host": "localhost"})
sent = {"X-Forwarded-For": "198.51.100.1, 203.0.113.9"}
request = RequestFactory().get("/", headers=sent, REMOTE_ADDR="10.0.0.1")
print(json.dumps({
    "settings": {name: getattr(settings, name) for name in %r},
    "checks": [
        str(found) for found in checks.run_checks(include_deployment_checks=True)
        if found.level >= checks.WARNING and found.id != "security.W021"
    ],
    "plain": [plain.status_code, plain["Location"], safe["Strict-Transport-Security"]],
    "address": get_adapter().get_client_ip(request),
}, default=str))
"""
"""Everything a running installation is asked here, in one go.

W021 (preload) asks browsers to hard-code the host: that is for its owner to decide.
"""
_NAMES = [
    "SESSION_COOKIE_NAME",
    "CSRF_COOKIE_NAME",
    "DEBUG", "DEMO", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY",
    "SESSION_COOKIE_SAMESITE", "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS",
    "SECURE_HSTS_INCLUDE_SUBDOMAINS", "SECURE_CONTENT_TYPE_NOSNIFF", "SECURE_REFERRER_POLICY",
    "X_FRAME_OPTIONS", "PASSWORD_HASHERS", "CONTENT_SECURITY_POLICY", "INSTALLED_APPS",
    "SESSION_COOKIE_AGE", "MEDIA_ROOT", "STATIC_ROOT", "ALLOWED_HOSTS",
]  # fmt: skip


def _answers(standing: Standing, data: Path, **variables: str) -> dict[str, Any]:
    done = standing.ask(surroundings(data, **_KEYS, **variables), _PROGRAM % (_NAMES,))
    assert done.code == 0, done.err
    found: dict[str, Any] = json.loads(done.out)
    return found


@pytest.fixture(scope="module")
def installation(standing: Standing, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return _answers(standing, tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="module")
def production(installation: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = installation["settings"]
    return found


def test_whatever_is_not_said_is_safe(production: dict[str, Any]) -> None:
    assert production["DEBUG"] is False
    assert production["DEMO"] is False
    assert production["ALLOWED_HOSTS"] == ["localhost", "127.0.0.1", "[::1]"]


def test_cookies_travel_encrypted_and_out_of_reach_of_scripts(production: dict[str, Any]) -> None:
    for name in ("SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME"):
        assert production[name].startswith("__Host-")  # no neighbour of the domain sets it
    assert production["SESSION_COOKIE_SECURE"] is True
    assert production["CSRF_COOKIE_SECURE"] is True
    assert production["SESSION_COOKIE_HTTPONLY"] is True
    assert production["SESSION_COOKIE_SAMESITE"] == "Lax"
    assert production["SESSION_COOKIE_AGE"] <= 12 * 3600


def test_plain_http_is_left_for_good(production: dict[str, Any]) -> None:
    assert production["SECURE_SSL_REDIRECT"] is True
    assert production["SECURE_HSTS_SECONDS"] >= 31_536_000
    assert production["SECURE_HSTS_INCLUDE_SUBDOMAINS"] is True


def test_browsers_are_told_to_be_strict(production: dict[str, Any]) -> None:
    assert production["SECURE_CONTENT_TYPE_NOSNIFF"] is True
    assert production["SECURE_REFERRER_POLICY"] == "same-origin"
    assert production["X_FRAME_OPTIONS"] == "DENY"
    policy = json.dumps(production["CONTENT_SECURITY_POLICY"])
    assert "unsafe" not in policy
    assert "http:" not in policy
    assert "*" not in policy


def test_passwords_are_argon2(production: dict[str, Any]) -> None:
    assert production["PASSWORD_HASHERS"] == ["django.contrib.auth.hashers.Argon2PasswordHasher"]


def test_there_is_no_django_admin(production: dict[str, Any]) -> None:
    assert "django.contrib.admin" not in production["INSTALLED_APPS"]


def test_uploads_lie_beside_what_the_web_serves(production: dict[str, Any]) -> None:
    assert not Path(production["MEDIA_ROOT"]).is_relative_to(production["STATIC_ROOT"])
    assert not Path(production["STATIC_ROOT"]).is_relative_to(production["MEDIA_ROOT"])


def test_djangos_own_deployment_check_has_nothing_to_say(installation: dict[str, Any]) -> None:
    assert installation["checks"] == []


@pytest.mark.parametrize("missing", _KEYS)
def test_a_real_installation_does_not_start_without_its_keys(
    standing: Standing, tmp_path: Path, missing: str
) -> None:
    given = {name: value for name, value in _KEYS.items() if name != missing}
    done = standing.ask(surroundings(tmp_path, **given), "import django; django.setup()")
    assert done.code != 0
    assert missing in done.err


def test_the_demo_cannot_be_dated_in_a_real_installation(
    standing: Standing, tmp_path: Path
) -> None:
    given = surroundings(tmp_path, UPAYA_TANGGAL="2022-09-05", **_KEYS)
    done = standing.ask(given, "import django; django.setup()")
    assert done.code != 0
    assert "UPAYA_TANGGAL" in done.err


def test_plain_http_is_answered_with_the_way_to_the_safe_one(installation: dict[str, Any]) -> None:
    assert installation["plain"] == [
        301, "https://localhost/masuk/", "max-age=31536000; includeSubDomains",
    ]  # fmt: skip


def test_sign_ins_are_counted_by_the_address_of_the_person_not_of_the_proxy(
    standing: Standing, tmp_path: Path, installation: dict[str, Any]
) -> None:
    """What somebody writes in front of the proxy's own entry is never believed."""
    assert installation["address"] == "10.0.0.1"
    assert _answers(standing, tmp_path, UPAYA_PROXY="1")["address"] == "203.0.113.9"
