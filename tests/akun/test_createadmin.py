"""The first admin of a district, by command."""

import argparse
import getpass
import io
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout

import pytest

from tests.factories.akun import make_user
from tests.factories.wilayah import make_dinas
from upaya.akun.models import Membership, User
from upaya.commands import createadmin
from upaya.core import audit
from upaya.core.models import AuditEntry
from upaya.rules.roles import Role
from upaya.wilayah.models import Kabupaten, Unit

pytestmark = [pytest.mark.django_db, pytest.mark.empty_world]

GOOD = "kuda-baterai-staples-betul"
FULL = [
    "--kabupaten=35.12",
    "--nama-kabupaten=Kabupaten Situbondo",
    "--provinsi=Jawa Timur",
    "--pengguna=Admin.Situbondo",
    "--nama=Admin Rekaan",
    "--surel=Admin@Upaya.Example",
    "--sk=800/1/2022",
]


def call(*arguments: str) -> tuple[int, str]:
    parser = argparse.ArgumentParser()
    createadmin.add_arguments(parser)
    out = io.StringIO()
    with redirect_stdout(out), redirect_stderr(out):
        code = createadmin.run(parser.parse_args(list(arguments)))
    return code, out.getvalue()


@pytest.fixture
def password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UPAYA_SANDI", GOOD)


@pytest.mark.usefixtures("password")
def test_an_empty_database_gets_its_district_its_dinas_and_its_admin() -> None:
    code, said = call(*FULL)
    assert code == 0, said
    made = Membership.objects.select_related("user", "unit").get()
    assert made.role == Role.ADMIN_DINAS.value
    assert (made.user.username, made.user.email) == ("admin.situbondo", "admin@upaya.example")
    assert made.user.check_password(GOOD)
    assert made.unit.nama == "Dinas Kesehatan Kabupaten Situbondo"
    assert GOOD not in said
    actions = AuditEntry.objects.filter(chain="35.12").values_list("action", flat=True)
    assert set(actions) == {"pengguna.tambah", "keanggotaan.tambah"}
    assert list(audit.verify()) == []


@pytest.mark.usefixtures("password")
def test_the_dinas_that_is_there_is_used() -> None:
    there = make_dinas()
    assert call(*FULL)[0] == 0
    assert Membership.objects.get().unit == there
    assert Unit.objects.count() == Kabupaten.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ("--kabupaten=3512", "tulis seperti 35.12"),
        ("--pengguna=ada", "sudah dipakai"),
        ("--pengguna=demo.admin", "hanya untuk akun demo"),
        ("--pengguna=a b", "huruf kecil"),
        ("--surel=bukan-surel", "Alamat surel:"),
        ("--sk= ", "Nomor SK: belum diisi."),
        ("--nama=", "Nama lengkap: belum diisi."),
    ],
)
@pytest.mark.usefixtures("password")
def test_what_cannot_be_used_is_said_and_nothing_is_left(change: str, sentence: str) -> None:
    make_user("ada")
    code, said = call(*FULL, change)
    assert (code, sentence in said) == (2, True), said
    assert User.objects.count() == 1
    assert not Kabupaten.objects.exists()


@pytest.mark.parametrize("weak", ["pendek", "123456789012", "admin.situbondo"])
def test_a_weak_password_is_refused(weak: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UPAYA_SANDI", weak)
    assert call(*FULL)[0] == 2
    assert not User.objects.exists()


def test_without_a_terminal_nothing_hangs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("UPAYA_SANDI", raising=False)
    monkeypatch.setattr("sys.stdin", io.StringIO())
    code, said = call(*FULL)
    assert code == 2
    assert "Kata sandi: belum diisi" in said


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_what_is_left_out_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("UPAYA_SANDI", raising=False)
    monkeypatch.setattr("sys.stdin", Terminal())
    answers = iter(
        ["35.12", "Kabupaten Situbondo", "Jawa Timur", "admin.satu", "Admin", "", "1/SK"]
    )
    typed: Iterator[str] = iter([GOOD, GOOD])
    monkeypatch.setattr("builtins.input", lambda _question: next(answers))
    monkeypatch.setattr(getpass, "getpass", lambda _question: next(typed))
    code, said = call()
    assert code == 0, said
    assert Membership.objects.get().nomor_sk == "1/SK"


def test_two_different_passwords_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("UPAYA_SANDI", raising=False)
    monkeypatch.setattr("sys.stdin", Terminal())
    typed = iter([GOOD, "lain-sekali-dari-itu"])
    monkeypatch.setattr(getpass, "getpass", lambda _question: next(typed))
    code, said = call(*FULL)
    assert (code, "berbeda" in said) == (2, True)
    assert not User.objects.exists()
