"""The secrets of an installation: session signing, encryption of personal numbers, blind index.

Read from the environment; a demo may create them once in its own data folder. No Django here, so
that settings can import it.
"""

from __future__ import annotations

import base64
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_KEY_LENGTH = 32
_VARIETY = 12
"""How many different signs 32 random ones have at least; "aaaa..." and "1234..." have fewer."""
_NAMES = {
    "session": "UPAYA_KUNCI_SESI",
    "encryption": "UPAYA_KUNCI_ENKRIPSI",
    "index": "UPAYA_KUNCI_INDEKS",
}


class MissingKeyError(RuntimeError):
    """A key is neither in the environment nor allowed to be created."""


class WeakKeyError(RuntimeError):
    """A key is too short, too plain, or the same as another."""


@dataclass(frozen=True, slots=True)
class Keys:
    """Three separate secrets: losing one does not open what the others protect."""

    session: str
    encryption: bytes
    index: bytes


def load_keys(environ: Mapping[str, str], folder: Path, *, may_create: bool) -> Keys:
    """Keys from `environ`; when `may_create`, missing ones are kept in `folder`/kunci.json.

    Encryption and index keys are 32 bytes, written as URL-safe base64.
    """
    given = {name: environ[variable] for name, variable in _NAMES.items() if environ.get(variable)}
    missing = _NAMES.keys() - given.keys()
    if missing and not may_create:
        wanted = ", ".join(sorted(_NAMES[name] for name in missing))
        raise MissingKeyError(f"Kunci belum diatur: {wanted}. Lihat docs/operasi.md.")
    if missing:
        given = _created(folder / "kunci.json") | given
    _refuse_weak(given)
    return Keys(given["session"], _bytes(given["encryption"]), _bytes(given["index"]))


def _refuse_weak(given: Mapping[str, str]) -> None:
    raw = {name: text.encode() for name, text in given.items()}
    raw |= {name: _bytes(given[name]) for name in ("encryption", "index")}
    for name, key in raw.items():
        if len(key) < _KEY_LENGTH or len(set(key)) < _VARIETY:
            raise WeakKeyError(
                f"{_NAMES[name]} terlalu pendek atau terlalu mudah ditebak: pakai paling sedikit "
                f"{_KEY_LENGTH} bita acak. Lihat docs/operasi.md."
            )
    if len({given[name] for name in raw}) < len(raw) or raw["encryption"] == raw["index"]:
        raise WeakKeyError("Ketiga kunci harus berbeda satu sama lain. Lihat docs/operasi.md.")


def _created(path: Path) -> dict[str, str]:
    try:
        return dict(json.loads(path.read_text(encoding="ascii")))
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        made = {name: secrets.token_urlsafe(32) for name in _NAMES}
        path.touch(mode=0o600)
        path.write_text(json.dumps(made), encoding="ascii")
        return made


def _bytes(text: str) -> bytes:
    raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if len(raw) != _KEY_LENGTH:
        raise MissingKeyError("Kunci enkripsi dan indeks harus 32 bita (base64).")
    return raw
