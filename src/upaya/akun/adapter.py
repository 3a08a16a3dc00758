"""How allauth behaves here: nobody registers by themselves, personal secrets are sealed."""

from __future__ import annotations

from typing import Any, ClassVar

import qrcode
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as allauth_context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.http import HttpRequest
from qrcode.image.svg import SvgPathFillImage

from upaya.akun import queries
from upaya.core.addresses import opens
from upaya.core.crypto import decrypt, encrypt
from upaya.core.tasks import enqueue, send_mail

_NOT_THEM = "Nama pengguna, surel, atau kata sandi tidak cocok. Periksa lalu coba lagi."
_WRONG_CODE = "Kode tidak cocok. Tunggu kode berikutnya di aplikasi Anda, lalu ketik lagi."


class AccountAdapter(DefaultAccountAdapter):
    """People are added by their unit's administrator, so open registration is closed."""

    error_messages: ClassVar[dict[str, str]] = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "Akun ini sudah dinonaktifkan. Hubungi admin unit Anda.",
        "username_password_mismatch": _NOT_THEM,
        "email_password_mismatch": _NOT_THEM,
        "too_many_login_attempts": "Terlalu banyak percobaan yang gagal. Tunggu lima menit, lalu "
        "coba lagi, atau minta tautan kata sandi baru.",
        "enter_current_password": "Kata sandi sekarang tidak cocok.",
        "incorrect_password": "Kata sandi tidak cocok.",
        "incorrect_code": _WRONG_CODE,
        "invalid_password_reset": "Tautan ini tidak berlaku lagi.",
        "rate_limited": "Terlalu banyak percobaan. Tunggu beberapa menit, lalu coba lagi.",
    }

    def is_safe_url(self, url: str | None) -> bool:
        """Here, and a page that opens: nobody lands on a bare refusal after signing in."""
        return bool(url) and bool(super().is_safe_url(url)) and opens(url or "")

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Closed."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Into the queue: no page waits for a server of mail that may be down.

        Nor does its time tell whether somebody was written to.
        """
        request = allauth_context.request
        message = self.render_mail(template_prefix, email, {"request": request} | context)
        enqueue(send_mail, email, str(message.subject), str(message.body))

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:  # noqa: ANN401 - allauth's
        """Failures count against a name *at an address*: nobody shuts another out by failing.

        What comes from one address is limited on its own, whatever the names (settings).
        """
        name = super()._get_login_attempts_cache_key(request, **credentials)
        return f"{name}:{self.get_client_ip(request)}"


class MfaAdapter(DefaultMFAAdapter):
    """TOTP secrets and recovery codes rest encrypted; who must have a second factor keeps it."""

    error_messages: ClassVar[dict[str, str]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _WRONG_CODE,
        "cannot_delete_authenticator": "Peran Anda mewajibkan verifikasi dua langkah, jadi tidak "
        "dapat dimatikan. Ganti ponsel? Minta admin menghapusnya, lalu pasang lagi.",
    }

    def encrypt(self, text: str) -> str:
        """Seal a secret."""
        return encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Open a sealed secret."""
        return decrypt(encrypted_text)

    def build_totp_svg(self, url: str) -> str:
        """The QR on white ground: on a dark page a transparent one cannot be scanned."""
        return str(qrcode.make(url, image_factory=SvgPathFillImage).to_string(encoding="unicode"))

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Not while a role in force demands it."""
        return not queries.needs_totp(queries.memberships_in_force(authenticator.user))
