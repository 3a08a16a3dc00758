"""Personal numbers at rest: AES-GCM for the value, a keyed hash for exact search and uniqueness.

The two use separate keys, so that the index alone cannot be turned back into numbers.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import models

_VERSION = "v1:"


class UnreadableError(ValueError):
    """A stored value was written with another key or was altered."""


def encrypt(text: str) -> str:
    """`text` sealed; every call gives another ciphertext. "" stays ""."""
    if not text:
        return ""
    nonce = os.urandom(12)
    sealed = AESGCM(settings.KEYS.encryption).encrypt(nonce, text.encode(), None)
    return _VERSION + base64.b64encode(nonce + sealed).decode("ascii")


def decrypt(stored: str) -> str:
    """The text behind `stored`; UnreadableError when the key does not fit."""
    if not stored:
        return ""
    try:
        raw = base64.b64decode(stored.removeprefix(_VERSION))
        return AESGCM(settings.KEYS.encryption).decrypt(raw[:12], raw[12:], None).decode()
    except (InvalidTag, ValueError) as fault:
        raise UnreadableError("Nilai tersandi tidak dapat dibuka dengan kunci ini.") from fault


def blind_index(text: str, purpose: str) -> str:
    """A keyed hash of `text`, 64 hex digits; `purpose` keeps equal numbers of two kinds apart."""
    if not text:
        return ""
    message = f"{purpose}\x00{text}".encode()
    return hmac.new(settings.KEYS.index, message, hashlib.sha256).hexdigest()


def mask(text: str, shown: int = 4) -> str:
    """The last `shown` characters, the rest as dots: for screens and papers."""
    return "•" * max(len(text) - shown, 0) + text[-shown:] if len(text) > shown else "•" * len(text)


Stored = Any  # what the database adapter hands over


class EncryptedTextField(models.TextField[str, str]):
    """Text that the database only sees sealed; to search it, keep a blind index beside it."""

    def get_prep_value(self, value: Stored) -> Stored:
        """The sealed form."""
        return encrypt(value) if isinstance(value, str) else value

    def from_db_value(self, value: Stored, _expression: object, _connection: object) -> Stored:
        """The readable form."""
        return decrypt(value) if isinstance(value, str) else value
