"""What people change about their own account by allauth's pages leaves a trace in the audit too."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth import signals as auth
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest

from upaya.akun import proposals
from upaya.akun.middleware import BEGAN_KEY
from upaya.akun.models import User
from upaya.core import audit
from upaya.core.templatetags.upaya import waktu


def connect() -> None:
    """Listen. Called once, when the apps are ready."""
    auth.user_logged_in.connect(_began)
    account.user_logged_in.connect(_entered)  # after the second factor too
    auth.user_logged_out.connect(_left)
    auth.user_login_failed.connect(_failed)
    account.password_changed.connect(_password)
    account.password_set.connect(_password)
    account.password_reset.connect(_password)
    mfa.authenticator_added.connect(_factor_added)
    mfa.authenticator_removed.connect(_factor_removed)
    mfa.authenticator_reset.connect(_factor_added)


def _began(request: HttpRequest, **kwargs: Any) -> None:  # noqa: ANN401 - a signal's
    """From here on the longest life of this session counts."""
    if hasattr(request, "session"):
        request.session[BEGAN_KEY] = int(time.time())


def _entered(request: HttpRequest, user: User, **kwargs: Any) -> None:  # noqa: ANN401 - a signal's
    _record("sesi.masuk", request, user)
    for done in proposals.news_for(user):
        second = done.diputus_oleh.name if done.diputus_oleh else ""
        messages.warning(
            request,
            f"{done}: dilakukan pada akun Anda {waktu(done.diputus_pada)} atas permintaan "
            f"{done.diusulkan_oleh.name}, disetujui {second}. Bukan permintaan Anda? Ganti kata "
            "sandi sekarang dan beri tahu Dinas Kesehatan.",
        )


def _left(request: HttpRequest, user: User | None, **kwargs: Any) -> None:  # noqa: ANN401 - a signal's
    if user is not None:
        _record("sesi.keluar", request, user)


def _failed(request: HttpRequest, credentials: Mapping[str, Any], **kwargs: Any) -> None:  # noqa: ANN401 - a signal's
    """Of names that are somebody's: what was typed as a name may be a password."""
    name = str(credentials.get("username") or credentials.get("email") or "")
    user = User.objects.filter(Q(username=name) | Q(email=name.lower())).order_by("pk").first()
    if name and user is not None:
        _record("sesi.gagal", request, user)


def _password(request: HttpRequest, user: User, **kwargs: Any) -> None:  # noqa: ANN401 - a signal's
    _record("pengguna.ganti_sandi", request, user)


def _factor_added(
    request: HttpRequest,
    user: User,
    authenticator: Authenticator,
    **kwargs: Any,  # noqa: ANN401 - a signal's
) -> None:
    _record("pengguna.pasang_pengaman", request, user, authenticator)


def _factor_removed(
    request: HttpRequest,
    user: User,
    authenticator: Authenticator,
    **kwargs: Any,  # noqa: ANN401 - a signal's
) -> None:
    _record("pengguna.lepas_pengaman", request, user, authenticator)


def _record(
    action: str, request: HttpRequest, user: User, authenticator: Authenticator | None = None
) -> None:
    """In the chain of the district of the person's first membership, else in the nation's.

    Whoever is signed in is the actor, with a membership or without; after a link by mail nobody is.
    """
    access = getattr(request, "access", None)
    known = getattr(request, "user", None)
    actor = known.pk if known is not None and known.is_authenticated else None
    first = user.memberships.select_related("unit").order_by("pk").first()
    home = (first.unit.kabupaten_id or "") if first else ""
    detail = {"jenis": authenticator.type} if authenticator is not None else {}
    with transaction.atomic():
        audit.record(action, user, access=access, kabupaten=home, actor_id=actor, detail=detail)
