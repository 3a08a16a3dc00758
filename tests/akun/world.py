"""What akun brings to the walks."""

from __future__ import annotations

from tests.factories.akun import make_pelimpahan, make_usulan
from tests.world.parts import Argument
from upaya.akun.models import Membership, Pelimpahan, User, UsulanAkses
from upaya.rules.kesehatan import PETUGAS

BUILDERS = {
    Membership: lambda p: p.user.memberships.get(role=PETUGAS.name),
    User: lambda p: p.user,
    Pelimpahan: lambda p: make_pelimpahan(p.user, p.unit),
    UsulanAkses: lambda p: make_usulan(p.user, p.unit),
}
UNNAMED = {
    **dict.fromkeys(
        ("Pelimpahan.keanggotaan", "Pelimpahan.usulan"),
        "ditanyakan lalu ditulis dengan keanggotaan yang dilimpahkan terkunci",
    ),
}
ARGUMENTS = {
    "uidb36": Argument(lambda _: "1"),
    "key": Argument(lambda _: "bukan-kunci"),
}
OPEN = {
    "akun:mulai": 200,
    "akun:masuk_demo": 405,  # POST only, and 404 outside the demo
    "account_login": 200,
    "account_inactive": 200,
    "account_logout": 302,  # to the start page: there is nothing to leave
    "account_reset_password": 200,
    "account_reset_password_done": 200,
    "account_reset_password_from_key": 200,
    "account_reset_password_from_key_done": 200,
}
