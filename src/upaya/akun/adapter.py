"""How allauth behaves here: nobody registers by themselves, personal secrets are sealed."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest

from upaya.core.crypto import decrypt, encrypt


class AccountAdapter(DefaultAccountAdapter):
    """People are added by their unit's administrator, so open registration is closed."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Closed."""
        return False


class MfaAdapter(DefaultMFAAdapter):
    """TOTP secrets and recovery codes rest encrypted."""

    def encrypt(self, text: str) -> str:
        """Seal a secret."""
        return encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Open a sealed secret."""
        return decrypt(encrypted_text)
