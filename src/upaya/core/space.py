"""A full disk: how it is known, and what is said."""

from __future__ import annotations

import errno

FULL = (
    "Tempat penyimpanan peladen penuh, jadi kiriman ini tidak disimpan. Tidak ada yang berubah. "
    "Beri tahu pengelola peladen, lalu kirim lagi."
)
_ERRNOS = frozenset({errno.ENOSPC, errno.EDQUOT})
_SAID = ("disk is full", "no space left", "could not extend file")
"""How SQLite and PostgreSQL say it."""


def is_full(fault: BaseException) -> bool:
    """Whether this error says that there is no room left, on the disk or in the database."""
    if isinstance(fault, OSError) and fault.errno in _ERRNOS:
        return True
    return any(words in str(fault).lower() for words in _SAID)
