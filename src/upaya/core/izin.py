"""What may be done in core."""

from __future__ import annotations

from enum import ReprEnum

from upaya.core.permissions import Permission


class IzinCore(Permission, ReprEnum):
    """What stands on core alone."""

    AUDIT_LIHAT = "audit.lihat", "Membaca jejak audit"
    CARI = "cari", "Mencari di semua sistem"
    BERKAS_UNDUH = "berkas.unduh", "Mengunduh berkas pendukung"
