"""A signed line for a QR: what a card or a letter says, checked by whoever has the public key.

`J1.<key>.<content>.<signature>`: the name of the key, the content as base64url of fields between
bars, and the Ed25519 signature (RFC 8032) over all that stands before it. It is no electronic
signature in the sense of the law (TTE): it says that the district's program wrote these words.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

BENTUK = "J1"
_PARTS, _BAR, _LONGEST = 4, "|", 1_000
KARTU, SURAT, EKSTRAK = "K", "S", "E"
"""What a content is: it stands first in it, so that none is taken for another."""


@dataclass(frozen=True, slots=True)
class Pasangan:
    """A fresh pair of keys, both base64url of their raw bytes."""

    rahasia: str
    publik: str


@dataclass(frozen=True, slots=True)
class Terbaca:
    """What a line says, or why it says nothing: `galat` is a sentence, "" when it holds."""

    kunci: str = ""
    isi: tuple[str, ...] = ()
    galat: str = ""


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


def _raw(text: str) -> bytes:
    """Only the one spelling of the bytes: another one of the same bytes is refused."""
    found = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    if _text(found) != text:
        raise ValueError(text)
    return found


def pasangan() -> Pasangan:
    """A pair drawn by the operating system."""
    made = Ed25519PrivateKey.generate()
    return Pasangan(_text(made.private_bytes_raw()), _text(made.public_key().public_bytes_raw()))


def tanda(rahasia: str, kunci: str, isi: Sequence[str]) -> str:
    """The line for fields without a bar in them."""
    content = _text(_BAR.join(one.replace(_BAR, " ") for one in isi).encode())
    said = f"{BENTUK}.{kunci}.{content}"
    return f"{said}.{tanda_bita(rahasia, said.encode())}"


def tanda_bita(rahasia: str, said: bytes) -> str:
    """The signature over bytes."""
    return _text(Ed25519PrivateKey.from_private_bytes(_raw(rahasia)).sign(said))


def sah(publik: str, tanda: str, said: bytes) -> bool:
    """Whether a signature over bytes is of this key."""
    try:
        Ed25519PublicKey.from_public_bytes(_raw(publik)).verify(_raw(tanda), said)
    except (InvalidSignature, ValueError, binascii.Error):
        return False
    return True


def baca(line: str, publik: Mapping[str, str]) -> Terbaca:
    """What a line says, by the public keys that are trusted; never raises.

    The counter's page does the same in the browser (`jamkesda/luring.js`).
    """
    parts = line.strip().split(".")
    if len(line) > _LONGEST or len(parts) != _PARTS or parts[0] != BENTUK:
        return Terbaca(galat="Ini bukan kode loket Jamkesda.")
    _, name, content, signature = parts
    if name not in publik:
        return Terbaca(name, galat="Kuncinya tidak dikenal atau sudah dicabut.")
    if not sah(publik[name], signature, ".".join(parts[:3]).encode()):
        return Terbaca(name, galat="Tanda tangannya tidak cocok: kode ini diubah atau palsu.")
    try:
        fields = tuple(_raw(content).decode().split(_BAR))
    except (ValueError, binascii.Error):
        return Terbaca(name, galat="Isi kodenya tidak terbaca.")
    return Terbaca(name, fields)


def kartu_dalam(line: str) -> str:
    """The card that a line names, "" for what is none; for whoever asks the register anyway.

    Nothing is checked: the register answers, not the line.
    """
    parts = line.split(".")
    if len(parts) != _PARTS or parts[0] != BENTUK:
        return ""
    try:
        fields = _raw(parts[2]).decode().split(_BAR)
    except (ValueError, binascii.Error):
        return ""
    at = {KARTU: 1, SURAT: 2}.get(fields[0])
    return fields[at] if at is not None and len(fields) > at else ""
