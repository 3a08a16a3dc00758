"""`upaya createadmin`: the first admin of a district, who then adds everybody else on screen."""

from __future__ import annotations

import argparse
import getpass
import os
import re
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from upaya.commands import set_up_django

if TYPE_CHECKING:
    from django.core.exceptions import ValidationError

    from upaya.akun.models import Membership, User
    from upaya.wilayah.models import Unit

PASSWORD_VARIABLE = "UPAYA_SANDI"  # noqa: S105 - the name of the variable, not a password


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Tell what the command takes; a password is never an argument, others would see it."""
    parser.description = (
        "Membuat admin dinas pertama sebuah kabupaten. Yang tidak disebut akan ditanyakan. "
        f"Kata sandi dibaca dari {PASSWORD_VARIABLE} atau diketik tanpa tampil di layar."
    )
    for option, words in (
        ("--kabupaten", "kode Kemendagri kabupaten, misalnya 35.12"),
        ("--nama-kabupaten", "namanya, bila kabupaten itu belum ada dalam basis data"),
        ("--provinsi", "provinsinya, bila kabupaten itu belum ada dalam basis data"),
        ("--pengguna", "nama pengguna untuk masuk"),
        ("--nama", "nama lengkap admin"),
        ("--surel", "alamat surel admin; boleh kosong"),
        ("--sk", "nomor SK penunjukan"),
    ):
        parser.add_argument(option, metavar="TEKS", help=words)


class _RefusedError(Exception):
    """What was given cannot be used; the message is a sentence."""


def run(args: argparse.Namespace) -> int:
    """Create the person and the membership; 0 when done, 2 when something given cannot be used."""
    set_up_django()
    from django.core.exceptions import ValidationError

    from upaya.core.creation import named

    try:
        with named():
            made = _create(args)
    except (_RefusedError, ValidationError) as refusal:
        said = refusal.messages if isinstance(refusal, ValidationError) else [str(refusal)]
        print(*said, file=sys.stderr)
        return 2
    print(
        f"Selesai: {made.user.name} ({made.user.username}) adalah {made.role_label} "
        f"di {made.unit.nama}. Masuklah lewat halaman web untuk menambah pengguna lain."
    )
    return 0


def _create(args: argparse.Namespace) -> Membership:
    from django.core.exceptions import ValidationError

    from upaya.akun.models import DEMO_PREFIX, Membership, User
    from upaya.core import audit, clock
    from upaya.rules.kesehatan import ADMIN_DINAS

    unit = _dinas(args)
    username = _given(args.pengguna, "Nama pengguna").lower()
    name = _given(args.nama, "Nama lengkap")
    email = _given(args.surel, "Alamat surel (boleh kosong)", required=False).lower()
    person = User(username=username, name=name, email=email)
    password = _password()
    if person.is_demo:
        raise _RefusedError(f"Awalan “{DEMO_PREFIX}” hanya untuk akun demo.")
    try:
        person.full_clean(exclude=["password"])
        _check_password(password, person)
    except ValidationError as refusal:
        raise _RefusedError(_sentences(refusal, person)) from refusal
    nomor_sk = _given(args.sk, "Nomor SK")
    person = User.objects.create_user(username, name, email, password)
    made = Membership.objects.create(
        user=person,
        role=ADMIN_DINAS.name,
        unit=unit,
        nomor_sk=nomor_sk,
        mulai=clock.today(),
    )
    chain = unit.kabupaten_id or ""
    audit.record("pengguna.tambah", person, access=None, kabupaten=chain)
    audit.record(
        "keanggotaan.tambah",
        made,
        access=None,
        kabupaten=chain,
        detail={"pengguna": person.pk, "unit": unit.pk, "peran": made.role},
    )
    assert isinstance(made, Membership)  # noqa: S101 - for the type checker
    return made


def _sentences(refusal: ValidationError, person: User) -> str:
    """What is wrong, each fault with the name of its field."""
    if not hasattr(refusal, "error_dict"):
        return " ".join(f"Kata sandi: {words}" for words in refusal.messages)
    return " ".join(
        f"{person._meta.get_field(name).verbose_name.capitalize()}: {words}"  # type: ignore[union-attr] # all are columns
        for name, faults in refusal.message_dict.items()
        for words in faults
    )


def _check_password(password: str, person: object) -> None:
    from django.contrib.auth.password_validation import validate_password

    validate_password(password, user=person)  # type: ignore[arg-type]


def _dinas(args: argparse.Namespace) -> Unit:
    """The Dinas Kesehatan of the district; both are created when they are not there yet."""
    from upaya.wilayah.models import Kabupaten, Unit

    kode = _given(args.kabupaten, "Kode kabupaten, misalnya 35.12")
    if not re.fullmatch(r"\d{2}\.\d{2}", kode):
        raise _RefusedError(
            f"Kode kabupaten {kode!r} tidak dikenal bentuknya; tulis seperti 35.12."
        )
    kabupaten = Kabupaten.objects.filter(pk=kode).first()
    if kabupaten is None:
        kabupaten, _ = Kabupaten.objects.get_or_create(
            kode=kode,
            defaults={
                "nama": _given(args.nama_kabupaten, "Nama kabupaten, misalnya Kabupaten Situbondo"),
                "provinsi": _given(args.provinsi, "Provinsi"),
            },
        )
    found = Unit.objects.filter(kabupaten=kabupaten, jenis=Unit.Jenis.DINAS, aktif=True)
    unit = found.order_by("pk").first() or Unit.objects.create(
        kabupaten=kabupaten,
        jenis=Unit.Jenis.DINAS,
        nama=f"Dinas Kesehatan {kabupaten.nama}",
    )
    assert isinstance(unit, Unit)  # noqa: S101 - for the type checker
    return unit


def _given(value: str | None, question: str, *, required: bool = True) -> str:
    """The option, else the answer typed at the terminal; without a terminal a refusal."""
    if value is None:
        value = _ask(question, input)
    value = value.strip()
    if required and not value:
        raise _RefusedError(f"{question}: belum diisi.")
    return value


def _password() -> str:
    """From the environment, else typed twice without being shown."""
    if PASSWORD_VARIABLE in os.environ:
        return os.environ[PASSWORD_VARIABLE]
    first = _ask("Kata sandi", getpass.getpass)
    if first != _ask("Ketik lagi kata sandi", getpass.getpass):
        raise _RefusedError("Kedua kata sandi berbeda.")
    return first


def _ask(question: str, reader: Callable[[str], str]) -> str:
    if not sys.stdin.isatty():
        raise _RefusedError(f"{question}: belum diisi. Sebut lewat pilihan; lihat --help.")
    try:
        return reader(f"{question}: ")
    except EOFError as end:
        raise _RefusedError(f"{question}: belum diisi.") from end
