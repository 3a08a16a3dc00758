"""What may be done in dasbor."""

from __future__ import annotations

from enum import ReprEnum

from upaya.core.permissions import Permission


class IzinDasbor(Permission, ReprEnum):
    """Indicators of a district and of the nation."""

    LIHAT = "dasbor.lihat", "Membaca dasbor insentif"
    TERBITKAN = "dasbor.terbitkan", "Menerbitkan rangkuman dasbor sebagai dokumen"
    NASIONAL_LIHAT = "nasional.lihat", "Membaca rangkuman nasional"
