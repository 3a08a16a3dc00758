"""The answers to BSSN 4/2021 and OWASP ASVS 5: nothing left out, and what holds for all sources."""

from __future__ import annotations

import ast
import json
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

import upaya.settings as real_settings
from scripts import keamanan, tuntutan
from tests.consistency.checks import none_of
from tests.installation import Standing, surroundings
from upaya.akun.sandi import WORDS
from upaya.core import sniff
from upaya.core.crypto import EncryptedTextField

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "src" / "upaya"
PAGE = (ROOT / "docs" / "keamanan.md").read_text("utf-8")
WORDS_OF_PAGE = " ".join(PAGE.split())

# ------------------------------------------------------------------ the answers


def test_every_point_is_answered_once_and_in_its_order() -> None:
    """70 points of level 1 and 183 of level 2, as OWASP counts them; 75 letters of Pasal 27."""
    levels = list(keamanan.asvs().values())
    assert (levels.count(1), levels.count(2)) == (70, 183)
    found = keamanan.answers()
    told = [one.di for text in found if "ASVS" in text.nama for one in text.butir]
    assert told == list(keamanan.asvs())
    told = [one.di for text in found if "BSSN" in text.nama for one in text.butir]
    assert told == keamanan.bssn()


def test_every_test_that_is_named_is_there() -> None:
    none_of(tuntutan.tests_that_are_not_there(keamanan.answers(), ROOT / "tests"))


# ------------------------------------------------------------------ what the page says
def test_the_page_says_the_figures_that_hold() -> None:
    limits = real_settings.ACCOUNT_RATE_LIMITS["login_failed"]
    megabyte = 1024 * 1024
    (shortest,) = [
        one["OPTIONS"]["min_length"]  # type: ignore[index] # the stubs know no options
        for one in settings.AUTH_PASSWORD_VALIDATORS
        if "MinimumLength" in one["NAME"]
    ]
    assert limits == "10/m/ip,5/5m/key"
    said = [
        "5 kegagalan tiap nama dan alamat dalam 5 menit, 10 tiap alamat dalam 1 menit",
        f"Paling sedikit {shortest} tanda",
        f"{real_settings.SESSION_IDLE // 60} menit diam",
        f"{real_settings.SESSION_COOKIE_AGE // 3600} jam sejak masuk",
        f"{settings.PASSWORD_RESET_TIMEOUT // 86_400} hari, sekali",
        f"{sniff.MAX_SIZE // megabyte} MB tiap berkas",
        f"{real_settings.REQUEST_MAX_SIZE // megabyte} MB dan "
        f"{real_settings.DATA_UPLOAD_MAX_NUMBER_FIELDS:,}".replace(",", ".")
        + " isian",
    ]
    none_of(words for words in said if words not in WORDS_OF_PAGE)


def test_the_words_that_are_no_password_are_listed() -> None:
    assert ", ".join(WORDS) in WORDS_OF_PAGE


def test_every_sealed_field_has_its_place_in_the_page() -> None:
    sealed = [
        f"`{model._meta.label_lower}.{field.name}`"
        for model in apps.get_models()
        if model.__module__.startswith("upaya.")
        for field in model._meta.get_fields()
        if isinstance(field, EncryptedTextField)
    ]
    assert sealed
    none_of(name for name in sealed if name not in PAGE)


def test_every_variable_of_the_settings_is_told() -> None:
    told = (ROOT / "docs" / "operasi.md").read_text("utf-8")
    names = {name for text in _python().values() for name in re.findall(r'"(UPAYA_[A-Z_]+)"', text)}
    assert len(names) > 15
    none_of(name for name in sorted(names) if f"`{name}`" not in told)


def test_every_package_of_the_lock_has_a_digest() -> None:
    lock = tomllib.loads((ROOT / "uv.lock").read_text("utf-8"))
    packages = [one for one in lock["package"] if "registry" in one["source"]]
    assert len(packages) > 40
    none_of(
        f"{one['name']}: {file.get('url', '')}"
        for one in packages
        for file in [*one.get("wheels", []), *([one["sdist"]] if "sdist" in one else [])]
        if not file.get("hash", "").startswith("sha256:")
    )


# ------------------------------------------------------------------ what holds for all sources
@cache
def _python() -> dict[str, str]:
    return {
        str(file.relative_to(SOURCES)): file.read_text("utf-8")
        for file in sorted(SOURCES.rglob("*.py"))
        if "migrations" not in file.parts
    }


def _calls() -> Iterator[tuple[str, str, ast.Call]]:
    """Every call with its file and the dotted name of what is called."""
    for name, text in _python().items():
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call):
                yield f"{name}:{node.lineno}", ast.unparse(node.func), node


def _imports() -> Iterator[tuple[str, str]]:
    for name, text in _python().items():
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Import):
                yield from ((f"{name}:{node.lineno}", one.name) for one in node.names)
            elif isinstance(node, ast.ImportFrom):
                yield f"{name}:{node.lineno}", node.module or ""
                yield from (
                    (f"{name}:{node.lineno}", f"{node.module}.{one.name}") for one in node.names
                )


RUNS = {"eval", "exec", "compile", "__import__", "os.system", "os.popen", "Template"}
UNPACKS = {"pickle", "marshal", "shelve", "dill", "jsonpickle"}
PROCESSES = {"exchange/isolated.py", "commands/keeper.py", "commands/serve.py"}
"""Where our own program is started again, every word of the call from here."""


@pytest.mark.budget(8, "every module is parsed, twice, and every call in it named")
def test_nothing_runs_what_somebody_sent() -> None:
    faults = [f"{where}: {what}" for where, what in _imports() if what.split(".")[0] in UNPACKS]
    for where, called, node in _calls():
        if called in RUNS or called.endswith((".from_string", "yaml.unsafe_load")):
            faults.append(f"{where}: {called}")
        if called.startswith("subprocess.") and where.partition(":")[0] not in PROCESSES:
            faults.append(f"{where}: {called}")
        if any(one.arg == "shell" for one in node.keywords):
            faults.append(f"{where}: shell")
        if called == "yaml.load" and "Loader=_LOADER" not in ast.unparse(node):
            faults.append(f"{where}: yaml.load")
    none_of(faults)


CONNECTS = {
    *("urllib.request", "http.client", "requests", "httpx", "aiohttp", "smtplib", "ftplib"),
    *("imaplib", "poplib", "nntplib", "telnetlib"),
}
READS_MAIL = {"komunitas/surat_masuk/kotak.py"}
"""The mailbox that the installation names, over TLS; off without a name."""
SENDS_MAIL = {"komunitas/anggota/saluran.py"}
"""Speaks on connections that Django's mail backend opened from the settings, several at once."""
LISTENS = {"commands/web.py", "commands/serve.py"}


def test_no_module_opens_a_connection_of_its_own() -> None:
    """Out go only mail and the database, by Django and from the settings; in comes mail."""
    allowed = READS_MAIL | SENDS_MAIL
    none_of(
        f"{where}: {what}"
        for where, what in _imports()
        if (what in CONNECTS and where.partition(":")[0] not in allowed)
        or (what.split(".")[0] == "socket" and where.partition(":")[0] not in LISTENS)
    )


def test_who_sends_mail_opens_no_connection_to_the_server() -> None:
    """Names of smtplib stand there for types and refusals; none of its classes is called."""
    none_of(
        f"{where}: {called}"
        for where, called, _ in _calls()
        if where.partition(":")[0] in SENDS_MAIL
        and called.removeprefix("smtplib.") in {"SMTP", "SMTP_SSL", "LMTP"}
    )


WEAK = ("md5", "sha1", "ecb", "des", "arc4", "blowfish")


def test_nothing_weak_is_hashed_or_drawn() -> None:
    """The demo draws its people from a seed, so that it is the same each time."""
    faults = [
        f"{where}: {what}"
        for where, what in _imports()
        if what.split(".")[0] == "random" and "demo" not in where
    ]
    faults += [
        f"{where}: {called}"
        for where, called, _ in _calls()
        if called.rpartition(".")[2].lower() in WEAK
    ]
    none_of(faults)


STATEMENTS = {"core/database_role.py", "core/triggers.py"}
"""Statements that name tables and roles, which no parameter can: quoted, and never from a form."""


def test_no_statement_is_put_together_from_words() -> None:
    faults = []
    for where, called, node in _calls():
        last = called.rpartition(".")[2]
        if last in {"RawSQL", "extra", "raw"}:
            faults.append(f"{where}: {called}")
        written = re.search(r"(cursor|connection|editor)\w*\.execute(many)?$", called)
        if written and where.partition(":")[0] not in STATEMENTS:
            first = node.args[0] if node.args else None
            if not isinstance(first, ast.Constant):
                faults.append(f"{where}: {ast.unparse(node)[:60]}")
    none_of(faults)


_UNESCAPED = re.compile(r"\|safe\b|\|safeseq\b|{%\s*autoescape\s+off")


WRITES_HTML = {"komunitas/diskusi/teks.py", "core/panduan.py", "core/markup.py"}
"""Readers of Markdown and the writer of lists: they escape every sign themselves, see
tests/komunitas/test_teks.py, tests/core/test_panduan.py and tests/core/test_markup.py."""


def test_no_page_lets_words_pass_as_html() -> None:
    """Mails of plain text are no HTML; everything else is escaped where it is written."""
    faults = [
        f"{file.relative_to(SOURCES)}: {found[0]}"
        for file in SOURCES.rglob("*.html")
        for found in _UNESCAPED.finditer(file.read_text("utf-8"))
    ]
    faults += [
        f"{where}: {called}"
        for where, called, _ in _calls()
        if called.rpartition(".")[2] in {"mark_safe", "SafeString", "html_safe"}
        and where.partition(":")[0] not in WRITES_HTML
    ]
    none_of(faults)


_IN_SCRIPTS = re.compile(
    r"\b(innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function|postMessage|"
    r"localStorage|importScripts|window\.open)\b"
)


_OWN_WORKER = {"core/static/core/tantangan.js"}
"""Its `postMessage` goes to the same file as a worker: no window hears it."""


def test_scripts_write_text_and_keep_to_themselves() -> None:
    scripts = [file for file in SOURCES.rglob("*.js") if "htmx" not in file.name]
    assert len(scripts) > 8
    none_of(
        f"{file.relative_to(SOURCES)}: {found[0]}"
        for file in scripts
        for found in _IN_SCRIPTS.finditer(file.read_text("utf-8"))
        if found[0] != "postMessage" or str(file.relative_to(SOURCES)) not in _OWN_WORKER
    )


# ------------------------------------------------------------------ an installation from outside
_KEYS = {
    "UPAYA_KUNCI_SESI": "kunci-sesi-rekaan-untuk-membaca-pengaturan-saja-0123456789-abcdefgh",
    "UPAYA_KUNCI_ENKRIPSI": "cmVrYWFuOmVua3JpcHNpLzAxMjM0NTY3ODlhYmNkZWY",
    "UPAYA_KUNCI_INDEKS": "cmVrYWFuOmluZGVrcy9mZWRjYmE5ODc2NTQzMjEweHk",
}
_PROGRAM = """
import json, django
from django.conf import settings
settings.STATIC_ROOT.mkdir(parents=True)
(settings.STATIC_ROOT / "a.txt").write_text("tetap")
# Nothing was collected here: pages name their files as they are.
settings.STORAGES["staticfiles"]["BACKEND"] = (
    "django.contrib.staticfiles.storage.StaticFilesStorage")
django.setup()
from django.contrib.messages.storage import default_storage
from django.test import Client, RequestFactory
here = Client(headers={"host": "localhost"}, raise_request_exception=False)
asked = {
    "alih": here.get("/masuk/"),
    "terlalu besar": here.post("/masuk/", CONTENT_LENGTH="99999999999", secure=True),
    "berkas tetap": here.get("/static/a.txt", secure=True),
    "tidak ada": here.get("/.git/config", secure=True),
    "folder": here.get("/static/", secure=True),
    "hidup": here.get("/healthz", secure=True),
    "jejak": here.generic("TRACE", "/healthz", secure=True, HTTP_X_UJI="gema-rahasia"),
}
request = RequestFactory().get("/")
request.session = {}
print(json.dumps({
    "answers": {name: [one.status_code, dict(one.headers), b"gema-rahasia" in b"".join(one)]
                for name, one in asked.items()},
    "plain": here.get("/healthz").status_code,
    "cookies": [settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME]
        + [one.cookie_name for one in default_storage(request).storages
           if hasattr(one, "cookie_name")],
    "same": [settings.SESSION_COOKIE_SAMESITE, settings.CSRF_COOKIE_SAMESITE],
    "logs": [sorted(settings.LOGGING["handlers"]), settings.LOGGING["root"]["handlers"],
             settings.LOGGING["handlers"]["stderr"]["class"]],
}))
"""


@pytest.fixture(scope="module")
def outside(standing: Standing, tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    data = tmp_path_factory.mktemp("data")
    done = standing.ask(surroundings(data, **_KEYS), _PROGRAM)
    assert done.code == 0, done.err
    found: dict[str, object] = json.loads(done.out)
    return found


def test_answers_beside_the_pages_are_protected_too(outside: dict[str, object]) -> None:
    answers: dict[str, tuple[int, dict[str, str], bool]] = outside["answers"]  # type: ignore[assignment]
    assert {name: status for name, (status, _, _) in answers.items()} == {
        "alih": 301, "terlalu besar": 413, "berkas tetap": 200, "tidak ada": 404, "folder": 404,
        "hidup": 200, "jejak": 405,
    }  # fmt: skip
    for name, (_, headers, echoed) in answers.items():
        policy = headers.get("Content-Security-Policy", "")
        for part in ("object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"):
            assert part in policy, (name, policy)
        assert headers["X-Content-Type-Options"] == "nosniff", name
        assert "camera=()" in headers["Permissions-Policy"], name
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin", name
        assert name == "alih" or "includeSubDomains" in headers["Strict-Transport-Security"], name
        assert not [one for one in headers if one.startswith("Access-Control-")], name
        assert not echoed, name
    assert outside["plain"] == 200, "who watches the service is not led elsewhere"
    assert outside["logs"] == [["stderr"], ["stderr"], "logging.StreamHandler"]


def test_every_cookie_belongs_to_this_host_alone(outside: dict[str, object]) -> None:
    cookies: list[str] = outside["cookies"]  # type: ignore[assignment]
    assert sorted(cookies) == ["__Host-csrftoken", "__Host-messages", "__Host-sessionid"]
    assert outside["same"] == ["Lax", "Lax"]
