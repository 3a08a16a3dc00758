"""What can be done, in one enum, and which role may do it, in one table.

Moves of a workflow are permissions too; their roles are read from the workflow's own table, so the
matrix and the executor can not disagree.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from upaya.rules.insentif_workflow import INSENTIF
from upaya.rules.roles import DINAS, PUSKESMAS, Role
from upaya.rules.workflow import Workflow


class Permission(StrEnum):
    """A thing somebody may do; the value is stable, it appears in the audit."""

    TUGAS_LIHAT = "tugas.lihat"
    AUDIT_LIHAT = "audit.lihat"
    BERKAS_UNDUH = "berkas.unduh"
    KEANGGOTAAN_LIHAT = "keanggotaan.lihat"
    KEANGGOTAAN_KELOLA = "keanggotaan.kelola"
    WILAYAH_LIHAT = "wilayah.lihat"
    WILAYAH_KELOLA = "wilayah.kelola"
    ATURAN_LIHAT = "aturan.lihat"
    ATURAN_USUL = "aturan.usul"
    ATURAN_SETUJUI = "aturan.setujui"
    PEGAWAI_LIHAT = "pegawai.lihat"
    PEGAWAI_KELOLA = "pegawai.kelola"
    JABATAN_KELOLA = "jabatan.kelola"
    INDEKS_TERBITKAN = "indeks.terbitkan"
    INSENTIF_LIHAT = "insentif.lihat"
    INSENTIF_PAPAN = "insentif.papan"
    INSENTIF_ISI = "insentif.isi"
    INSENTIF_TEMUAN = "insentif.temuan"
    INSENTIF_KIRIM = "insentif.kirim"
    INSENTIF_VERIFIKASI = "insentif.verifikasi"
    INSENTIF_KEMBALIKAN_TIM = "insentif.kembalikan_tim"
    INSENTIF_AJUKAN = "insentif.ajukan"
    INSENTIF_KEMBALIKAN_KEPALA = "insentif.kembalikan_kepala"
    INSENTIF_SETUJUI = "insentif.setujui"
    INSENTIF_KEMBALIKAN = "insentif.kembalikan"
    INSENTIF_TOLAK = "insentif.tolak"
    INSENTIF_REKAP = "insentif.rekap"
    INSENTIF_TUTUP_NIHIL = "insentif.tutup_nihil"
    INSENTIF_SIAPKAN_NOTA = "insentif.siapkan_nota"
    INSENTIF_KEMBALIKAN_REKAP = "insentif.kembalikan_rekap"
    INSENTIF_AJUKAN_DANA = "insentif.ajukan_dana"
    INSENTIF_KEMBALIKAN_NOTA = "insentif.kembalikan_nota"
    INSENTIF_TRANSFER = "insentif.transfer"
    INSENTIF_KEMBALIKAN_DANA = "insentif.kembalikan_dana"
    INSENTIF_SELESAI_BAYAR = "insentif.selesai_bayar"
    INSENTIF_TRANSFER_SISA = "insentif.transfer_sisa"
    SPJ_SERAHKAN = "spj.serahkan"
    KOREKSI_USUL = "koreksi.usul"
    KOREKSI_PUTUS = "koreksi.putus"
    DOKUMEN_UNDUH = "dokumen.unduh"
    PEMBAYARAN_LIHAT = "pembayaran.lihat"
    PEMBAYARAN_KELOLA = "pembayaran.kelola"
    FORMAT_BANK_KELOLA = "pembayaran.format_bank"
    SIMULASI_LIHAT = "simulasi.lihat"
    SIMULASI_KELOLA = "simulasi.kelola"
    SLIP_LIHAT = "slip.lihat"
    SANGGAHAN_AJUKAN = "sanggahan.ajukan"
    SANGGAHAN_JAWAB = "sanggahan.jawab"
    SANGGAHAN_LIHAT = "sanggahan.lihat"
    NASIONAL_LIHAT = "nasional.lihat"
    DASBOR_LIHAT = "dasbor.lihat"

    @property
    def label(self) -> str:
        """The thing in words, for the matrix page."""
        return _LABELS[self]


_LABELS = {
    Permission.TUGAS_LIHAT: "Membuka Tugas saya",
    Permission.AUDIT_LIHAT: "Membaca jejak audit",
    Permission.BERKAS_UNDUH: "Mengunduh berkas pendukung",
    Permission.KEANGGOTAAN_LIHAT: "Melihat pengguna dan perannya",
    Permission.KEANGGOTAAN_KELOLA: "Mengelola pengguna dan perannya",
    Permission.WILAYAH_LIHAT: "Melihat data puskesmas",
    Permission.WILAYAH_KELOLA: "Mengelola data puskesmas, jaringan, dan jejaring",
    Permission.ATURAN_LIHAT: "Membaca aturan yang berlaku",
    Permission.ATURAN_USUL: "Mengusulkan aturan kabupaten",
    Permission.ATURAN_SETUJUI: "Menyetujui aturan kabupaten",
    Permission.PEGAWAI_LIHAT: "Melihat data petugas",
    Permission.PEGAWAI_KELOLA: "Mengelola data petugas, jabatan, dan SK",
    Permission.JABATAN_KELOLA: "Mengelola daftar nama jabatan dan kelas skornya",
    Permission.INDEKS_TERBITKAN: "Menerbitkan indeks puskesmas",
    Permission.INSENTIF_LIHAT: "Melihat bulan insentif beserta hitungannya",
    Permission.INSENTIF_PAPAN: "Melihat papan bulan seluruh puskesmas",
    Permission.INSENTIF_ISI: "Mengisi bulan insentif",
    Permission.INSENTIF_TEMUAN: "Mencatat temuan verifikasi",
    Permission.INSENTIF_KIRIM: "Mengirim isian ke tim verifikasi",
    Permission.INSENTIF_VERIFIKASI: "Menyatakan isian benar (tim verifikasi)",
    Permission.INSENTIF_KEMBALIKAN_TIM: "Mengembalikan isian ke operator (tim verifikasi)",
    Permission.INSENTIF_AJUKAN: "Mengajukan bulan ke Dinas Kesehatan",
    Permission.INSENTIF_KEMBALIKAN_KEPALA: "Mengembalikan isian ke operator (kepala puskesmas)",
    Permission.INSENTIF_SETUJUI: "Menyetujui pengajuan",
    Permission.INSENTIF_KEMBALIKAN: "Mengembalikan pengajuan dengan temuan",
    Permission.INSENTIF_TOLAK: "Menolak pengajuan",
    Permission.INSENTIF_REKAP: "Membuat rekap pembayaran",
    Permission.INSENTIF_TUTUP_NIHIL: "Menutup bulan tanpa pembayaran",
    Permission.INSENTIF_SIAPKAN_NOTA: "Menyiapkan nota pengajuan dana",
    Permission.INSENTIF_KEMBALIKAN_REKAP: "Mengembalikan rekap ke operator",
    Permission.INSENTIF_AJUKAN_DANA: "Mengajukan dana ke Bendahara Pengeluaran Dinas",
    Permission.INSENTIF_KEMBALIKAN_NOTA: "Mengembalikan nota ke bendahara",
    Permission.INSENTIF_TRANSFER: "Mencatat transfer dana",
    Permission.INSENTIF_KEMBALIKAN_DANA: "Mengembalikan pengajuan dana",
    Permission.INSENTIF_SELESAI_BAYAR: "Menutup bulan yang sudah dibayar",
    Permission.INSENTIF_TRANSFER_SISA: "Mencatat transfer sisa dana",
    Permission.SPJ_SERAHKAN: "Menyerahkan dokumen SPJ",
    Permission.KOREKSI_USUL: "Mengusulkan koreksi bulan yang sudah disetujui",
    Permission.KOREKSI_PUTUS: "Memutuskan koreksi bulan yang sudah disetujui",
    Permission.DOKUMEN_UNDUH: "Mengunduh dokumen dan folder SPJ",
    Permission.PEMBAYARAN_LIHAT: "Melihat pembayaran kepada petugas",
    Permission.PEMBAYARAN_KELOLA: "Membayar petugas dan mencatat hasilnya",
    Permission.FORMAT_BANK_KELOLA: "Mengatur kolom berkas bank",
    Permission.SIMULASI_LIHAT: "Membaca simulasi aturan",
    Permission.SIMULASI_KELOLA: "Membuat dan menjalankan simulasi aturan",
    Permission.SLIP_LIHAT: "Melihat slip insentif sendiri",
    Permission.SANGGAHAN_AJUKAN: "Menyanggah insentif sendiri",
    Permission.SANGGAHAN_JAWAB: "Menjawab sanggahan petugas",
    Permission.SANGGAHAN_LIHAT: "Membaca sanggahan petugas",
    Permission.NASIONAL_LIHAT: "Membaca rangkuman nasional",
    Permission.DASBOR_LIHAT: "Membaca dasbor insentif",
}

WORKFLOWS: Mapping[str, Workflow] = {INSENTIF.name: INSENTIF}


def move_permission(workflow: Workflow, move: str) -> Permission:
    """The permission that a move stands for."""
    return Permission(f"{workflow.name}.{move}")


_ALL_ROLES = frozenset(Role)
_LOOKERS = DINAS | PUSKESMAS | {Role.AUDITOR}
_GRANTS: Mapping[Permission, Iterable[Role]] = {
    Permission.TUGAS_LIHAT: _ALL_ROLES,
    Permission.AUDIT_LIHAT: {Role.ADMIN_DINAS, Role.KEPALA_DINAS, Role.AUDITOR},
    Permission.BERKAS_UNDUH: _LOOKERS,
    Permission.KEANGGOTAAN_LIHAT: {
        Role.ADMIN_DINAS,
        Role.KEPALA_DINAS,
        Role.KEPALA_PUSKESMAS,
        Role.AUDITOR,
    },
    Permission.KEANGGOTAAN_KELOLA: {Role.ADMIN_DINAS, Role.KEPALA_PUSKESMAS},
    Permission.WILAYAH_LIHAT: _LOOKERS,
    Permission.WILAYAH_KELOLA: {Role.ADMIN_DINAS},
    Permission.ATURAN_LIHAT: _ALL_ROLES,
    Permission.ATURAN_USUL: {Role.ADMIN_DINAS},
    Permission.ATURAN_SETUJUI: {Role.KEPALA_DINAS},
    Permission.PEGAWAI_LIHAT: _LOOKERS,
    Permission.PEGAWAI_KELOLA: {Role.ADMIN_DINAS, Role.OPERATOR_PUSKESMAS},
    Permission.JABATAN_KELOLA: {Role.ADMIN_DINAS},
    Permission.INDEKS_TERBITKAN: {Role.ADMIN_DINAS},
    Permission.INSENTIF_LIHAT: _LOOKERS,
    Permission.INSENTIF_PAPAN: _LOOKERS,
    Permission.INSENTIF_ISI: {Role.OPERATOR_PUSKESMAS},
    Permission.INSENTIF_TEMUAN: {Role.VERIFIKATOR_DINAS},
    Permission.SPJ_SERAHKAN: {Role.BENDAHARA_PEMBANTU},
    Permission.KOREKSI_USUL: {Role.OPERATOR_PUSKESMAS},
    Permission.KOREKSI_PUTUS: {Role.VERIFIKATOR_DINAS},
    Permission.DOKUMEN_UNDUH: _LOOKERS,
    Permission.PEMBAYARAN_LIHAT: _LOOKERS,
    Permission.PEMBAYARAN_KELOLA: {Role.BENDAHARA_PEMBANTU},
    Permission.FORMAT_BANK_KELOLA: {Role.BENDAHARA_PENGELUARAN},
    Permission.SIMULASI_LIHAT: {
        Role.ADMIN_DINAS,
        Role.KEPALA_DINAS,
        Role.VERIFIKATOR_DINAS,
        Role.AUDITOR,
    },
    Permission.SIMULASI_KELOLA: {Role.ADMIN_DINAS, Role.KEPALA_DINAS},
    Permission.SLIP_LIHAT: {Role.PETUGAS},
    Permission.SANGGAHAN_AJUKAN: {Role.PETUGAS},
    Permission.SANGGAHAN_JAWAB: {Role.KEPALA_PUSKESMAS},
    Permission.SANGGAHAN_LIHAT: {
        Role.KEPALA_PUSKESMAS,
        Role.VERIFIKATOR_DINAS,
        Role.KEPALA_DINAS,
        Role.ADMIN_DINAS,
        Role.AUDITOR,
    },
    Permission.NASIONAL_LIHAT: {Role.PENGAMAT_NASIONAL},
    Permission.DASBOR_LIHAT: _LOOKERS,
}


def _matrix() -> dict[Role, frozenset[Permission]]:
    granted: dict[Role, set[Permission]] = {role: set() for role in Role}
    for permission, roles in _GRANTS.items():
        for role in roles:
            granted[role].add(permission)
    for workflow in WORKFLOWS.values():
        for move in workflow.moves.values():
            granted[move.role].add(move_permission(workflow, move.name))
    return {role: frozenset(permissions) for role, permissions in granted.items()}


MATRIX: Mapping[Role, frozenset[Permission]] = _matrix()
