"""What may be done in regulasi."""

from __future__ import annotations

from enum import ReprEnum

from upaya.core.permissions import Permission


class IzinRegulasi(Permission, ReprEnum):
    """A district's own rules."""

    LIHAT = "aturan.lihat", "Membaca aturan yang berlaku"
    USUL = "aturan.usul", "Mengusulkan aturan kabupaten"
    SETUJUI = "aturan.setujui", "Menyetujui aturan kabupaten"
