"""What may be done in simulasi."""

from __future__ import annotations

from enum import ReprEnum

from upaya.core.permissions import Permission


class IzinSimulasi(Permission, ReprEnum):
    """What-if."""

    LIHAT = "simulasi.lihat", "Membaca simulasi aturan"
    KELOLA = "simulasi.kelola", "Membuat dan menjalankan simulasi aturan"
