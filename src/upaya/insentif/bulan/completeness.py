"""What is still missing in a month, part by part, in sentences."""

from __future__ import annotations

from upaya.insentif.bulan.models import Bagian
from upaya.insentif.isian.reading import IsianBulan
from upaya.rules.insentif.spm import PELAYANAN, nama_pelayanan


def missing(sheet: IsianBulan) -> dict[Bagian, list[str]]:
    """Sentences per part, [] where nothing is missing."""
    return {
        Bagian.ADMINISTRASI: _administrasi(sheet),
        Bagian.PELAYANAN: _pelayanan(sheet),
        Bagian.KEGIATAN: _kegiatan(sheet),
        Bagian.JASPEL: _jaspel(sheet),
        Bagian.BERKAS: _berkas(sheet),
    }


def _administrasi(sheet: IsianBulan) -> list[str]:
    month, sentences = sheet.month, []
    if not month.penduduk:
        sentences.append("Jumlah penduduk belum diisi.")
    if month.bok_diusulkan is None:
        sentences.append("BOK yang diusulkan belum diisi.")
    if month.bok_diserap is None:
        sentences.append("BOK yang diserap belum diisi.")
    if sheet.dari_bok is not None:
        sentences.extend(sheet.dari_bok.kurang_angka())
    return sentences


def _pelayanan(sheet: IsianBulan) -> list[str]:
    rows, labels = sheet.pelayanan, nama_pelayanan()
    stored = {row.layanan: row.realisasi for row in rows}
    empty = [labels[key] for key in PELAYANAN if key not in stored]
    waiting = [labels[key] for key in PELAYANAN if key in stored and stored[key] is None]
    sentences = [*_named("Target dan realisasi", empty), *_named("Realisasi", waiting)]
    if sentences:
        return sentences
    if any(row.target for row in rows) and not any(row.realisasi for row in rows):
        return ["Semua realisasi pelayanan masih 0. Isi realisasi bulan ini."]
    return []


def _named(what: str, services: list[str]) -> list[str]:
    """What is not filled yet, and in which rows; [] when nothing is."""
    if not services:
        return []
    every = len(services) == len(PELAYANAN)
    where = "semua 12 pelayanan" if every else ", ".join(services)
    return [f"{what} belum diisi: {where}."]


def _kegiatan(sheet: IsianBulan) -> list[str]:
    present = {row.petugas_id for row in sheet.baris}
    if not present:
        return ["Daftar petugas masih kosong. Tambahkan petugas, lalu segarkan daftarnya."]
    sentences = []
    absent = len({profile.petugas_id for profile in sheet.profil} - present)
    if absent:
        sentences.append(f"{absent} petugas aktif belum ada di daftar. Segarkan daftar petugas.")
    if sheet.dari_bok is not None:
        sentences.extend(sheet.dari_bok.kurang())
    elif sheet.seharusnya_dari_bok:
        sentences.append("Kegiatan bulan ini diambil dari kegiatan BOK. Ambil dulu kegiatannya.")
    if not sheet.sel:
        sentences.append("Belum ada kegiatan petugas yang diisi.")
    return sentences


def _jaspel(sheet: IsianBulan) -> list[str]:
    month = sheet.month
    if month.jaspel is None:
        return ["Nilai jaspel kapitasi belum diisi (isi 0 bila tidak ada)."]
    if month.jaspel and not month.jaspel_penerima:
        return ["Jumlah penerima jaspel belum diisi."]
    return []


def _berkas(sheet: IsianBulan) -> list[str]:
    if not sheet.angka.berkas:
        return ["Belum ada berkas pendukung. Unggah paling sedikit bukti penyerapan BOK."]
    if not sheet.angka.berkas_serapan:
        return ["Bukti penyerapan BOK belum diunggah."]
    return []
