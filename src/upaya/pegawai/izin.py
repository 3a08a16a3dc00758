"""What may be done in pegawai."""

from __future__ import annotations

from enum import ReprEnum

from upaya.core.permissions import Permission


class IzinPegawai(Permission, ReprEnum):
    """Officers, posts, decrees."""

    LIHAT = "pegawai.lihat", "Melihat data petugas"
    KELOLA = "pegawai.kelola", "Mengelola data petugas, jabatan, dan SK"
    SK_KONFIRMASI = "sk.konfirmasi", "Mengonfirmasi SK Kepala Dinas yang dicatat puskesmas"
    JABATAN_KELOLA = "jabatan.kelola", "Mengelola daftar nama jabatan dan kelas skornya"
