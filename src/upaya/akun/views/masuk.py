"""The door: the start page, signing in, and the one-click entry of the demo."""

from __future__ import annotations

from typing import Any

from allauth.account import views as account_views
from allauth.account.utils import perform_login
from allauth.mfa.totp import views as totp_views
from csp.constants import SELF
from csp.decorators import csp_update
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from upaya.akun import queries
from upaya.akun.middleware import SESSION_KEY
from upaya.core import front
from upaya.core.guard import NOT_SENT, SESSION_ENDED, public, signed_in
from upaya.core.registry import registry


@public("Alamat pertama yang diketik orang: apa ini dan pintu mana; yang sudah masuk ke tugasnya.")
@require_safe
def start(request: HttpRequest) -> HttpResponseBase:
    """Home: the inbox of whoever is signed in, else what Upaya is and where each one goes on."""
    if request.user.is_authenticated:
        return redirect("akun:tugas")
    house = registry()
    first, *others = house.systems
    context = {
        "jumlah": front.amount(),
        "warga": [door for door in house.doors if not door.curious],
        "ingin_tahu": [door for door in house.doors if door.curious],
        "pertama": first,
        "lain": others,
        "hak_cipta": settings.COPYRIGHT_HOLDER,
    }
    return render(request, "akun/beranda.html", context)


class LoginView(account_views.LoginView):
    """allauth's sign-in, with the accounts of the demo below the form while this is a demo."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:  # noqa: ANN401 - Django's
        """The form's context, the systems there are and come, `tempat_demo`.

        Those are a demo's accounts, place by place.
        `menyusul` says that districts of the demo are still missing: they load beside the service.
        `hak_cipta` is whose the changes made for this district are, "" where nobody said.
        `sesi` says what became of the session that led here, "" when none did.
        """
        said = self.request.GET.get("sesi", "")
        context: dict[str, Any] = super().get_context_data(**kwargs)
        accounts = queries.demo_accounts()
        there = {held.unit.kabupaten_id for held in accounts if held.unit.kabupaten_id}
        wanted = 1 + sum(len(part.stages) for part in registry().parts)
        return context | {
            "tempat_demo": queries.by_place(accounts),
            "menyusul": bool(accounts) and len(there) < wanted,
            "sistem": registry().systems,
            "hak_cipta": settings.COPYRIGHT_HOLDER,
            "sesi": said if said in (SESSION_ENDED, NOT_SENT) else "",
        }


login = public("Semua orang masuk lewat sini; percobaan dibatasi per alamat dan per nama.")(
    LoginView.as_view()
)

# The secret's picture is written into the page, which the policy of all other pages refuses.
activate_totp = signed_in("Hanya untuk akun sendiri; allauth meminta sandi sekali lagi.")(
    csp_update({"img-src": [SELF, "data:"]})(totp_views.activate_totp)
)


@public("Hanya ada dalam mode demo, untuk akun demo; di luar itu 404.")
@require_POST
def enter_demo(request: HttpRequest) -> HttpResponseBase:
    """Sign in as one of the listed demo accounts without a password."""
    if not settings.DEMO:
        raise Http404
    asked = request.POST.get("keanggotaan", "")
    chosen = next((m for m in queries.demo_accounts() if str(m.pk) == asked), None)
    if chosen is None:
        raise Http404
    response: HttpResponseBase = perform_login(request, chosen.user)
    request.session[SESSION_KEY] = chosen.pk
    return response
