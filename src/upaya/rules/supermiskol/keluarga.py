"""What a family is told of its request, in plain words: no name of an office's step, no jargon."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from upaya.rules.supermiskol import road

TUJUAN = (
    "Data Anda dipakai untuk satu hal: menentukan apakah Anda berhak atas surat miskin, dan "
    "menulis surat itu. Yang membacanya desa, Tim Pemburu Kemiskinan, kecamatan, Dinas Kesehatan, "
    "dan Dinas Sosial, masing-masing untuk bagiannya."
)
HAK = (
    "Anda berhak tahu bagaimana permohonan Anda, mendapat salinan data Anda, meminta data yang "
    "keliru dibetulkan, dan berkeberatan atas putusan. Semuanya tanpa biaya."
)
DASAR = "Dasarnya: UU 27/2022 Pasal 5 sampai 10 dan Pasal 30, serta Perbup Banyuwangi 29/2018."


@dataclass(frozen=True, slots=True)
class Kabar:
    """One status: its name for the family, what is happening, what the family does."""

    judul: str
    kalimat: str
    tindakan: str
    nada: str = "info"


_TUNGGU = "Anda tidak perlu melakukan apa-apa. Buka halaman ini lagi untuk melihat perkembangannya."
_DESA = "Hubungi kantor desa bila ada yang ingin ditanyakan."
_BERKEBERATAN = "Bila menurut Anda keliru, kirim keberatan dari halaman ini."

KABAR: Mapping[str, Kabar] = {
    road.PERMOHONAN: Kabar(
        "Permohonan sedang dicatat", "Petugas desa sedang melengkapi data dan berkas Anda.", _DESA
    ),
    road.MENUNGGU: Kabar(
        "Menunggu berkas dari Anda",
        "Ada berkas yang masih kurang.",
        "Bawa berkas yang diminta petugas ke kantor desa.",
        "warn",
    ),
    road.DIPERIKSA: Kabar(
        "Berkas sudah lengkap",
        "Petugas desa akan mengirim permohonan Anda ke Dinas Kesehatan.",
        _TUNGGU,
    ),
    road.DIAJUKAN: Kabar(
        "Diperiksa Dinas Kesehatan", "Dinas Kesehatan memeriksa permohonan dan rujukan.", _TUNGGU
    ),
    road.DIKEMBALIKAN: Kabar(
        "Diperbaiki desa",
        "Ada data atau berkas yang harus diperbaiki petugas desa.",
        "Petugas desa akan menghubungi Anda bila memerlukan sesuatu.",
        "warn",
    ),
    road.DIKONFIRMASI: Kabar(
        "Rumah Anda akan dikunjungi",
        "Petugas desa dan Tim Pemburu Kemiskinan akan datang melihat keadaan rumah.",
        "Tunggu kunjungan di rumah. Kunjungan ini tanpa biaya.",
    ),
    road.TINJAU_ULANG: Kabar(
        "Rumah Anda akan dikunjungi lagi",
        "Kecamatan meminta hasil kunjungan dilengkapi.",
        "Tunggu kunjungan di rumah. Kunjungan ini tanpa biaya.",
        "warn",
    ),
    road.DITINJAU: Kabar(
        "Diperiksa kecamatan", "Kecamatan memeriksa hasil kunjungan ke rumah Anda.", _TUNGGU
    ),
    road.DIREKOMENDASI: Kabar(
        "Direkomendasikan kecamatan",
        "Kecamatan selesai memeriksa; desa menyerahkan hasilnya ke Dinas Sosial.",
        _TUNGGU,
    ),
    road.DISERAHKAN: Kabar(
        "Diperiksa Dinas Sosial", "Dinas Sosial memeriksa seluruh hasil.", _TUNGGU
    ),
    road.DIVERIFIKASI: Kabar(
        "Menunggu putusan",
        "Seluruh hasil sudah lengkap dan menunggu putusan Dinas Sosial.",
        _TUNGGU,
    ),
    road.DISETUJUI: Kabar(
        "Disetujui, surat sudah terbit",
        "Surat miskin Anda sudah terbit.",
        "Ambil suratnya di kantor desa, tanpa biaya.",
        "good",
    ),
    road.DITOLAK: Kabar("Ditolak", "Permohonan Anda tidak disetujui.", _BERKEBERATAN, "bad"),
    road.DICABUT: Kabar(
        "Surat dicabut", "Surat Anda tidak berlaku lagi.", _BERKEBERATAN, "bad"
    ),
    road.BATAL: Kabar(
        "Dibatalkan",
        "Permohonan ini dibatalkan di desa.",
        "Bila Anda masih membutuhkannya, datang lagi ke kantor desa.",
        "neutral",
    ),
}  # fmt: skip

DIPUTUS = frozenset({road.DITOLAK, road.DICABUT})
"""What a family may object to: a decision against it."""
