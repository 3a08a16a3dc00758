"""The settings of a real installation, read as a server reads them: in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

_KEYS = {
    "UPAYA_KUNCI_SESI": "kunci-sesi-rekaan-untuk-membaca-pengaturan-saja-0123456789-abcdefgh",
    "UPAYA_KUNCI_ENKRIPSI": "cmVrYWFuLWVua3JpcHNpLXJla2Fhbi1lbmtyaXBzaS0",
    "UPAYA_KUNCI_INDEKS": "cmVrYWFuLWluZGVrcy1yZWthYW4taW5kZWtzLXJla2E",
}
_PROGRAM = """
import json, django
from django.conf import settings
django.setup()
print(json.dumps({name: getattr(settings, name) for name in %r}, default=str))
"""
_NAMES = [
    "DEBUG", "DEMO", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY",
    "SESSION_COOKIE_SAMESITE", "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS",
    "SECURE_HSTS_INCLUDE_SUBDOMAINS", "SECURE_CONTENT_TYPE_NOSNIFF", "SECURE_REFERRER_POLICY",
    "X_FRAME_OPTIONS", "PASSWORD_HASHERS", "CONTENT_SECURITY_POLICY", "INSTALLED_APPS",
    "SESSION_COOKIE_AGE", "MEDIA_ROOT", "STATIC_ROOT", "ALLOWED_HOSTS",
]  # fmt: skip


def _run(data: Path, program: str, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {
        k: v for k, v in os.environ.items() if not k.startswith(("UPAYA_", "DJANGO_", "DATABASE"))
    }
    return subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env=clean
        | {"DJANGO_SETTINGS_MODULE": "upaya.settings", "UPAYA_DATA": str(data)}
        | environment,
    )


@pytest.fixture(scope="module")
def production(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    done = _run(tmp_path_factory.mktemp("data"), _PROGRAM % (_NAMES,), **_KEYS)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_whatever_is_not_said_is_safe(production: dict[str, Any]) -> None:
    assert production["DEBUG"] is False
    assert production["DEMO"] is False
    assert production["ALLOWED_HOSTS"] == ["localhost", "127.0.0.1", "[::1]"]


def test_cookies_travel_encrypted_and_out_of_reach_of_scripts(production: dict[str, Any]) -> None:
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


def test_djangos_own_deployment_check_has_nothing_to_say(tmp_path: Path) -> None:
    program = (
        "import django; django.setup()\n"
        "from django.core.management import call_command\n"
        "call_command('check', deploy=True, fail_level='WARNING')\n"
    )
    done = _run(tmp_path, program, **_KEYS)
    # W021 (preload) asks browsers to hard-code the host: that is for its owner to decide.
    told = [
        line for line in done.stderr.splitlines() if line.startswith("?:") and "W021" not in line
    ]
    assert told == [], done.stderr


@pytest.mark.parametrize("missing", _KEYS)
def test_a_real_installation_does_not_start_without_its_keys(tmp_path: Path, missing: str) -> None:
    given = {name: value for name, value in _KEYS.items() if name != missing}
    done = _run(tmp_path, "import django; django.setup()", **given)
    assert done.returncode != 0
    assert missing in done.stderr


def test_the_demo_cannot_be_dated_in_a_real_installation(tmp_path: Path) -> None:
    done = _run(tmp_path, "import django; django.setup()", UPAYA_TANGGAL="2022-09-05", **_KEYS)
    assert done.returncode != 0
    assert "UPAYA_TANGGAL" in done.stderr


def test_plain_http_is_answered_with_the_way_to_the_safe_one(tmp_path: Path) -> None:
    program = (
        "import django; django.setup()\n"
        "from django.test import Client\n"
        "plain = Client().get('/masuk/', headers={'host': 'localhost'})\n"
        "safe = Client().get('/healthz', secure=True, headers={'host': 'localhost'})\n"
        "print(plain.status_code, plain['Location'], safe['Strict-Transport-Security'])\n"
    )
    done = _run(tmp_path, program, **_KEYS)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == [
        "301", "https://localhost/masuk/", "max-age=31536000;", "includeSubDomains",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("environment", "address"), [({}, "10.0.0.1"), ({"UPAYA_PROXY": "1"}, "203.0.113.9")]
)
def test_sign_ins_are_counted_by_the_address_of_the_person_not_of_the_proxy(
    tmp_path: Path, environment: dict[str, str], address: str
) -> None:
    """What somebody writes in front of the proxy's own entry is never believed."""
    program = (
        "import django; django.setup()\n"
        "from allauth.account.adapter import get_adapter\n"
        "from django.test import RequestFactory\n"
        "sent = {'X-Forwarded-For': '198.51.100.1, 203.0.113.9'}\n"
        "request = RequestFactory().get('/', headers=sent, REMOTE_ADDR='10.0.0.1')\n"
        "print(get_adapter().get_client_ip(request))\n"
    )
    done = _run(tmp_path, program, **_KEYS, **environment)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == address
