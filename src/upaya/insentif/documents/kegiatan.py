"""Rekapitulasi kegiatan UKM per officer and menu line (Pasal 24 huruf i)."""

from __future__ import annotations

from collections import defaultdict
from textwrap import shorten

from upaya.core.documents.content import Isi, Kolom, Rincian, Tabel
from upaya.insentif.documents.bahan import Bahan, Kerja
from upaya.insentif.documents.umum import keterangan, kop, signer, tempat
from upaya.insentif.models import BarisKegiatan
from upaya.rules.insentif_workflow import TIM_VERIFIKASI
from upaya.rules.kesehatan import OPERATOR_PUSKESMAS
from upaya.rules.money import angka

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
_FIELD = BarisKegiatan.Jenis.LAPANGAN.value


def isi(bahan: Bahan) -> Isi:
    """Every entry of the month's grid, and its sums by menu line."""
    month, work = bahan.month, bahan.kerja
    visits = sum(one.jumlah for one in work if one.jenis == _FIELD)
    days = sum(one.jumlah for one in work if one.jenis != _FIELD)
    rows = tuple(
        (n, one.nama, one.menu, _in_short(one), *_counted(one))
        for n, one in enumerate(work, start=1)
    )
    return Isi(
        jenis="kegiatan",
        kode="INS-RKU",
        judul="Rekapitulasi Kegiatan UKM",
        kop=kop(bahan),
        keterangan=keterangan(month),
        bagian=(
            Rincian(
                (
                    ("Kegiatan lapangan", f"{angka(visits)} kali (orang-frekuensi)"),
                    ("Kegiatan manajemen", f"{angka(days)} hari (orang-hari)"),
                )
            ),
            Tabel("Menurut kegiatan", _MENU, _by_menu(work)),
            Tabel("Menurut petugas", _WORK, rows),
        ),
        tempat=tempat(month),
        tanda_tangan=(
            signer(TIM_VERIFIKASI, bahan.pelaku("verifikasi"), "Yang memverifikasi,"),
            signer(OPERATOR_PUSKESMAS, bahan.pelaku("kirim"), "Yang menyusun,"),
        ),
        catatan=_notes(bahan),
    )


def _in_short(work: Kerja) -> str:
    """The beginning of a line's words: in full they stand in the table by menu line."""
    return shorten(work.uraian, _WORDS, placeholder=" …")


def _counted(work: Kerja) -> tuple[int | None, int | None]:
    """(frekuensi, orang-hari): a line counts for one of them (Pasal 11A ayat (7) a and b)."""
    return (work.jumlah, None) if work.jenis == _FIELD else (None, work.jumlah)


def _by_menu(work: list[Kerja]) -> tuple[tuple[str, str, int, int | None, int | None], ...]:
    lines: dict[tuple[bool, str, str], list[Kerja]] = defaultdict(list)
    for one in work:
        lines[one.jenis != _FIELD, one.menu, one.uraian].append(one)
    rows = []
    for (management, menu, words), entries in sorted(lines.items()):
        total = sum(one.jumlah for one in entries)
        counted = (None, total) if management else (total, None)
        rows.append((menu, words, len(entries), *counted))
    return tuple(rows)


def _notes(bahan: Bahan) -> tuple[str, ...]:
    names = [bahan.nama.get(kode, kode) for kode in bahan.hitungan.tanpa_sk]
    if not names:
        return ()
    reason = "belum ber-SK Kepala Dinas atau tidak bertugas pada akhir bulan"
    return (f"Tidak dihitung karena {reason}: {', '.join(sorted(names))}.",)
