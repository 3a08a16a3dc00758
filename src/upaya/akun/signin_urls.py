"""Signing in by allauth: only the pages Upaya offers, under Indonesian addresses.

No registration, no change of mail by oneself: people are added and corrected by their admin.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from allauth.account import views as account
from allauth.account.decorators import reauthentication_required
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.usersessions import views as sessions
from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, path, re_path

from upaya.akun.views import masuk
from upaya.core.guard import public, signed_in

_door = public("Bagian dari masuk dan keluar; siapa pun boleh membukanya.")
_reset = public("Orang yang lupa kata sandi belum masuk; tautannya sekali pakai.")
_own = signed_in("Hanya tentang akun sendiri.")

_again = reauthentication_required(allow_get=True)
"""Looking is free; what ends other sessions asks for the password once more."""


def _renewed(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Whoever proved again who they are goes on under a new session key: an old copy is dead."""

    @wraps(view)
    def proved(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        before = len(request.session.get("account_authentication_methods", ()))
        response = view(request, *args, **kwargs)
        if len(request.session.get("account_authentication_methods", ())) > before:
            request.session.cycle_key()
        return response

    return proved


urlpatterns: list[URLPattern] = [
    path("masuk/", masuk.login, name="account_login"),
    path("masuk/kode/", _door(mfa.authenticate), name="mfa_authenticate"),
    path("masuk/nonaktif/", _door(account.account_inactive), name="account_inactive"),
    path("keluar/", _door(account.logout), name="account_logout"),
    path("konfirmasi/", _own(_renewed(account.reauthenticate)), name="account_reauthenticate"),
    path("konfirmasi/kode/", _own(_renewed(mfa.reauthenticate)), name="mfa_reauthenticate"),
    path("sandi/ubah/", _own(account.password_change), name="account_change_password"),
    path("sandi/buat/", _own(account.password_set), name="account_set_password"),
    path("sandi/lupa/", _reset(account.password_reset), name="account_reset_password"),
    path(
        "sandi/lupa/terkirim/",
        _reset(account.password_reset_done),
        name="account_reset_password_done",
    ),
    re_path(
        r"^sandi/atur/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        _reset(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "sandi/teratur/",
        _reset(account.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    path("pengaman/", _own(mfa.index), name="mfa_index"),
    path("pengaman/pasang/", masuk.activate_totp, name="mfa_activate_totp"),
    path("pengaman/matikan/", _own(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("pengaman/kode/", _own(recovery.view_recovery_codes), name="mfa_view_recovery_codes"),
    path(
        "pengaman/kode/baru/",
        _own(recovery.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "pengaman/kode/unduh/",
        _own(recovery.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
    path("sesi/", _own(_again(sessions.list_usersessions)), name="usersessions_list"),
]
