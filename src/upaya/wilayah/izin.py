"""What may be done in wilayah."""

from __future__ import annotations

from enum import ReprEnum

from upaya.core.permissions import Permission


class IzinWilayah(Permission, ReprEnum):
    """Units and what belongs to them."""

    LIHAT = "wilayah.lihat", "Melihat data puskesmas"
    KELOLA = "wilayah.kelola", "Mengelola data puskesmas, jaringan, dan jejaring"
