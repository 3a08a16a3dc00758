"""Whose programme an activity belongs to: whoever has none given is not limited (assumption)."""

from __future__ import annotations

from collections.abc import Collection


def milik(program: Collection[str], menu: str) -> bool:
    """Whether a line of the menu lies in one of these programmes, each a code that holds lines.

    Nobody has said whose programme is whose: then nobody is kept out.
    """
    return not program or any(menu == kode or menu.startswith(f"{kode}.") for kode in program)


def bukan_milik(nama: str) -> str:
    """Why somebody may not write in an activity, with who can change that."""
    return (
        f"{nama} di luar program Anda. Kepala puskesmas menetapkan program tiap penanggung jawab."
    )
