"""What is still missing in a month, part by part, in sentences."""

from __future__ import annotations

from django.db.models import Count, Q

from upaya.insentif.models import Bagian, IsianKegiatan, Pengajuan
from upaya.insentif.queries.petugas import profiles
from upaya.rules.spm import PELAYANAN


def missing(month: Pengajuan) -> dict[Bagian, list[str]]:
    """Sentences per part, [] where nothing is missing. At most six queries."""
    return {
        Bagian.ADMINISTRASI: _administrasi(month),
        Bagian.PELAYANAN: _pelayanan(month),
        Bagian.KEGIATAN: _kegiatan(month),
        Bagian.JASPEL: _jaspel(month),
        Bagian.BERKAS: _berkas(month),
    }


def missing_sentences(month: Pengajuan) -> list[str]:
    """Everything that stands in the way of sending the month on, answers to findings included."""
    sentences = [text for texts in missing(month).values() for text in texts]
    open_findings = month.temuan.filter(round=month.round - 1, tanggapan="").count()
    if open_findings and month.editable:
        sentences.append(
            f"{open_findings} temuan Dinas belum ditanggapi. Tulis apa yang sudah diperbaiki."
        )
    return sentences


def _administrasi(month: Pengajuan) -> list[str]:
    sentences = []
    if not month.penduduk:
        sentences.append("Jumlah penduduk belum diisi.")
    if month.bok_diusulkan is None:
        sentences.append("BOK yang diusulkan belum diisi.")
    if month.bok_diserap is None:
        sentences.append("BOK yang diserap belum diisi.")
    return sentences


def _pelayanan(month: Pengajuan) -> list[str]:
    rows = list(month.pelayanan.values_list("target", "realisasi"))
    wanted = len(PELAYANAN)
    if len(rows) < wanted:
        return [f"Baru {len(rows)} dari {wanted} pelayanan SPM yang diisi."]
    if any(target for target, _ in rows) and not any(done for _, done in rows):
        return ["Semua realisasi pelayanan masih 0. Isi realisasi bulan ini."]
    return []


def _kegiatan(month: Pengajuan) -> list[str]:
    active = {p.petugas_id for p in profiles(month)}
    present = set(month.petugas.values_list("petugas_id", flat=True))
    if not present:
        return ["Daftar petugas masih kosong. Tambahkan petugas, lalu segarkan daftarnya."]
    sentences = []
    absent = len(active - present)
    if absent:
        sentences.append(f"{absent} petugas aktif belum ada di daftar. Segarkan daftar petugas.")
    work = IsianKegiatan.objects.filter(petugas_bulan__pengajuan=month)
    if not work.exists():
        sentences.append("Belum ada kegiatan petugas yang diisi.")
    return sentences


def _jaspel(month: Pengajuan) -> list[str]:
    if month.jaspel is None:
        return ["Nilai jaspel kapitasi belum diisi (isi 0 bila tidak ada)."]
    if month.jaspel and not month.jaspel_penerima:
        return ["Jumlah penerima jaspel belum diisi."]
    return []


def _berkas(month: Pengajuan) -> list[str]:
    counts = month.berkas.aggregate(
        serapan=Count("pk", filter=Q(jenis="serapan")), semua=Count("pk")
    )
    if not counts["semua"]:
        return ["Belum ada berkas pendukung. Unggah paling sedikit bukti penyerapan BOK."]
    if not counts["serapan"]:
        return ["Bukti penyerapan BOK belum diunggah."]
    return []
