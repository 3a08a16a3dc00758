"""Rekapitulasi kegiatan UKM per officer and menu line (Pasal 24 huruf i)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from textwrap import shorten

from django.utils import timezone

from upaya.core.documents.content import Isi, Kolom, Rincian, Tabel
from upaya.insentif.bulan.reading import LembarBulan
from upaya.insentif.documents.umum import keterangan, kop, signer, tempat
from upaya.rules.insentif import road_koreksi
from upaya.rules.insentif.officer_work import LAPANGAN, jumlah_kerja
from upaya.rules.insentif.road import TIM_VERIFIKASI
from upaya.rules.kesehatan import OPERATOR_PUSKESMAS
from upaya.rules.money import angka
from upaya.rules.period import tanggal

_WORK = (
    Kolom("No", "angka", 2),
    Kolom("Nama", lebar=9),
    Kolom("Menu", lebar=4),
    Kolom("Kegiatan menurut menu BOK", lebar=16),
    Kolom("Frekuensi", "angka", 4, jumlah=True),
    Kolom("Orang-hari", "angka", 4, jumlah=True),
)
_MENU = (
    Kolom("Menu", lebar=4),
    Kolom("Kegiatan menurut menu BOK", lebar=16),
    Kolom("Petugas", "angka", 4),
    Kolom("Frekuensi", "angka", 4, jumlah=True),
    Kolom("Orang-hari", "angka", 4, jumlah=True),
)
_WORDS = 80


@dataclass(frozen=True, slots=True)
class _Entry:
    """Work of one officer on one line of the BOK menu: visits or days."""

    nama: str
    menu: str
    uraian: str
    jenis: str
    jumlah: int


def _entries(sheet: LembarBulan) -> list[_Entry]:
    """All work that was entered, by officer's name, field work first."""
    names = {row.pk: row.petugas.nama for row in sheet.baris}
    order = {row: place for place, row in enumerate(names)}
    lines = {line.pk: (place, line) for place, line in enumerate(sheet.kolom)}
    cells = sorted(
        sheet.sel,
        key=lambda cell: (order[cell.baris], cell.jenis != LAPANGAN, lines[cell.kolom][0]),
    )
    found = [(cell, lines[cell.kolom][1]) for cell in cells]
    return [
        _Entry(names[cell.baris], line.menu, line.uraian, line.jenis, cell.jumlah)
        for cell, line in found
    ]


def isi(sheet: LembarBulan) -> Isi:
    """Every entry of the month's grid, and its sums by menu line."""
    month, work = sheet.month, _entries(sheet)
    total = jumlah_kerja((one.jenis, one.jumlah) for one in work)
    rows = tuple(
        (n, one.nama, one.menu, _in_short(one), *_counted(one))
        for n, one in enumerate(work, start=1)
    )
    return Isi(
        jenis="kegiatan",
        kode="INS-RKU",
        judul="Rekapitulasi Kegiatan UKM",
        kop=kop(sheet),
        keterangan=keterangan(month),
        bagian=(
            Rincian(
                (
                    ("Kegiatan lapangan", f"{angka(total.frekuensi)} kali (orang-frekuensi)"),
                    ("Kegiatan manajemen", f"{angka(total.orang_hari)} hari (orang-hari)"),
                )
            ),
            Tabel("Menurut kegiatan", _MENU, _by_menu(work)),
            Tabel("Menurut petugas", _WORK, rows),
        ),
        tempat=tempat(month),
        tanda_tangan=(
            signer(TIM_VERIFIKASI, sheet.pelaku_langkah("verifikasi"), "Yang memverifikasi,"),
            signer(OPERATOR_PUSKESMAS, sheet.pelaku_langkah("kirim"), "Yang menyusun,"),
        ),
        catatan=_notes(sheet),
    )


def _in_short(work: _Entry) -> str:
    """The beginning of a line's words: in full they stand in the table by menu line."""
    return shorten(work.uraian, _WORDS, placeholder=" …")


def _counted(work: _Entry) -> tuple[int | None, int | None]:
    """(frekuensi, orang-hari): a line counts for one of them (Pasal 11A ayat (7) a and b)."""
    return (work.jumlah, None) if work.jenis == LAPANGAN else (None, work.jumlah)


def _by_menu(work: Iterable[_Entry]) -> tuple[tuple[str, str, int, int | None, int | None], ...]:
    lines: dict[tuple[bool, str, str], list[_Entry]] = defaultdict(list)
    for one in work:
        lines[one.jenis != LAPANGAN, one.menu, one.uraian].append(one)
    rows = []
    for (management, menu, words), entries in sorted(lines.items()):
        total = sum(one.jumlah for one in entries)
        counted = (None, total) if management else (total, None)
        rows.append((menu, words, len(entries), *counted))
    return tuple(rows)


def _notes(sheet: LembarBulan) -> tuple[str, ...]:
    names = [sheet.nama.get(kode, kode) for kode in sheet.hitungan.tanpa_sk]
    corrected = tuple(
        f"Koreksi ke-{one.nomor} disetujui {tanggal(timezone.localdate(one.diputus_pada))}: "
        f"{one.alasan} Daftar ini memuat isian sebelum koreksi."
        for one in reversed(sheet.koreksi)
        if one.status == road_koreksi.DISETUJUI and one.diputus_pada
    )
    if not names:
        return corrected
    reason = "belum ber-SK Kepala Dinas atau tidak bertugas pada akhir bulan"
    return (f"Tidak dihitung karena {reason}: {', '.join(sorted(names))}.", *corrected)
