"""Single tricks that need no dice: a fixed session, a way out, a name that breaks a header."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import Settings

from tests.attack.hostile import VALUES
from tests.factories.akun import SANDI, make_membership, sign_in, sign_in_as
from upaya.core import sniff
from upaya.rules.kesehatan import ADMIN_DINAS, OPERATOR_PUSKESMAS

pytestmark = pytest.mark.django_db

OUTSIDE = (
    "http://jahat.example/",
    "//jahat.example",
    "///jahat.example",
    "/\\jahat.example",
    "\\\\jahat.example",
    "https:jahat.example",
    "javascript:alert(1)",
    "/%2f%2fjahat.example",
    " //jahat.example",
    "/\tjahat.example",
    "http://testserver@jahat.example/",
    "//testserver.jahat.example/tugas/",
)


def _leads_out(target: str) -> bool:
    return not target.startswith("/") or target.startswith(("//", "/\\"))


def test_a_session_that_somebody_else_chose_is_not_the_one_that_signs_in(
    settings: Settings,
) -> None:
    settings.DEMO = True
    member = make_membership(OPERATOR_PUSKESMAS)
    attacker = Client()
    attacker.get("/masuk/?next=/tugas/")
    session = attacker.session
    session["x"] = 1
    session.save()
    fixed = session.session_key or ""
    victim = Client()
    victim.cookies[settings.SESSION_COOKIE_NAME] = fixed
    victim.post("/masuk/", {"login": member.user.username, "password": SANDI})
    assert victim.get("/profil/").status_code == 200
    assert victim.session.session_key != fixed
    attacker.cookies[settings.SESSION_COOKIE_NAME] = fixed
    assert attacker.get("/profil/").status_code == 302, "the fixed one stays outside"
    own = victim.session.session_key or ""
    victim.post("/keluar/")
    left = Client()
    left.cookies[settings.SESSION_COOKIE_NAME] = own
    assert left.get("/profil/").status_code == 302, "what was left is dead"


@pytest.mark.parametrize("target", OUTSIDE)
def test_no_way_out_is_hidden_in_an_address(settings: Settings, target: str) -> None:
    settings.DEMO = True
    member = make_membership(OPERATOR_PUSKESMAS)
    door = Client()
    sent = {"login": member.user.username, "password": SANDI, "next": target}
    assert not _leads_out(door.post("/masuk/", sent).headers["Location"])
    signed = sign_in(Client(), member)
    chosen = {"keanggotaan": str(member.pk), "next": target}
    assert not _leads_out(signed.post("/peran/", chosen).headers["Location"])


@pytest.mark.parametrize("field", ["role", "unit", "nomor_sk", "mulai", "username", "email"])
def test_nobody_adds_a_person_beyond_the_own_reach_by_any_word(client: Client, field: str) -> None:
    """Every field of the form in turn holds everything that an attacker has."""
    head = sign_in_as(client, ADMIN_DINAS)
    good = {
        "name": "Orang",
        "username": "orang.serang",
        "email": "orang.serang@upaya.example",
        "role": "petugas",
        "unit": str(head.unit_id),
        "nomor_sk": "1",
        "mulai": "2022-08-01",
    }
    for value in (*VALUES, "pengamat_nasional", "superuser", "Admin"):
        answer = client.post("/pengguna/baru/", good | {field: value, "is_active": "1", "id": "1"})
        assert answer.status_code in (302, 422), (field, value)


@pytest.mark.parametrize("name", [*VALUES, "a\r\nSet-Cookie: x=1.pdf", 'a";filename="b.exe.pdf'])
def test_a_name_of_a_file_is_a_name(name: str) -> None:
    kept = sniff.clean_name(f"{name}.pdf")
    assert 0 < len(kept) <= sniff.NAME_LENGTH
    assert not set(kept) & set('/\\\r\n\0"<>:|?*\u202e')
    assert not kept.startswith(".")
