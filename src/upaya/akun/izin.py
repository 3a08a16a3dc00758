"""What may be done in akun."""

from __future__ import annotations

from enum import ReprEnum

from upaya.core.permissions import Permission


class IzinAkun(Permission, ReprEnum):
    """One's own work, people and their roles."""

    TUGAS_LIHAT = "tugas.lihat", "Membuka Tugas saya"
    KEANGGOTAAN_LIHAT = "keanggotaan.lihat", "Melihat pengguna dan perannya"
    KEANGGOTAAN_KELOLA = "keanggotaan.kelola", "Mengelola pengguna dan perannya"
    PELIMPAHAN = "pelimpahan.kelola", "Melimpahkan peran selama berhalangan dan mencabutnya"
    AKSES_PUTUS = "akses.putus", "Memutuskan permintaan orang lain tentang sebuah akun"
