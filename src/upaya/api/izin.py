"""What may be done about keys for other programs."""

from __future__ import annotations

from enum import ReprEnum

from upaya.core.permissions import Permission


class IzinApi(Permission, ReprEnum):
    """Making keys, and looking after those of others."""

    KUNCI_BUAT = "api.kunci_buat", "Membuat dan mencabut kunci antarmuka sendiri"
    KUNCI_AWASI = "api.kunci_awasi", "Melihat dan mencabut kunci antarmuka orang lain"
    SATU_DATA = "api.satu_data", "Membaca data agregat bulanan kabupaten (Satu Data)"
