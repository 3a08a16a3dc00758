"""Writing documents: a list of 60 officers on landscape pages, and a letter.

Prints the seconds of each and the ratios that say more about the program than about the machine:
a list against an empty page of bare typst with the same standards, its pages a second, and against
the workbook of the same rows. Of several rounds the best counts; the machine is shared.
"""

import sys
import time
from collections.abc import Callable
from datetime import date

import typst

from upaya.core.documents import pdf, xlsx
from upaya.core.documents.content import (
    Isi,
    Jumlah,
    Kolom,
    Kop,
    Paragraf,
    Rincian,
    Tabel,
    TandaTangan,
)

OFFICERS, ROUNDS = 60, 7
LIMIT = 1.0
"""Seconds that the list of 60 officers may take."""

PAGES = 60
"""The same limit in empty pages of bare typst: a slow machine is measured by itself."""

KOP = Kop("Pemerintah Kabupaten Situbondo", "Dinas Kesehatan", "Puskesmas Rekaan")
TERBIT = pdf.Terbit(
    "007/INS-DPK/PUSKESMAS-REKAAN/XI/2022",
    date(2022, 11, 3),
    "1a2b3c4d5e6f7a8b" + "0" * 48,
    "https://upaya.example/periksa/abcd2345efgh6789/",
)
SIGNED = (TandaTangan("Kepala Puskesmas"), TandaTangan("Bendahara Pengeluaran Pembantu"))


def officers() -> Isi:
    """The list to sign."""
    columns = (
        Kolom("No", "angka", 1),
        Kolom("Nama", lebar=6),
        Kolom("Jabatan", lebar=5),
        Kolom("Bruto", "rupiah", 3, jumlah=True),
        Kolom("Pajak", "rupiah", 2, jumlah=True),
        Kolom("Diterima", "rupiah", 3, jumlah=True),
        Kolom("Rekening", lebar=4),
        Kolom("Tanda tangan", "tanda_tangan", 5),
    )
    rows = tuple(
        (n, f"Petugas Rekaan {n}", "Bidan", 1_000_000 + n, 50_000, 950_000 + n, "•••• 4321", None)
        for n in range(1, OFFICERS + 1)
    )
    total = sum(950_000 + n for n in range(1, OFFICERS + 1))
    parts = (Tabel("Penerima", columns, rows), Jumlah("Diterima", total))
    return Isi(
        "daftar", "INS-DPK", "Daftar Penerimaan", KOP, parts,
        total=total, tempat="Situbondo", tanda_tangan=SIGNED, mendatar=True,
    )  # fmt: skip


def letter() -> Isi:
    """One page of sentences and an amount."""
    parts = (
        Paragraf("Bersama ini diajukan dana Insentif UKM dengan rincian sebagai berikut."),
        Rincian((("Bulan", "Agustus 2022"), ("Petugas", "60 orang"))),
        Jumlah("Jumlah diajukan", 66_369_000),
    )
    return Isi("nota", "INS-NPD", "Nota Pengajuan Dana", KOP, parts, tanda_tangan=SIGNED)


def empty_page() -> None:
    """What typst itself needs for a page of the same standards."""
    typst.compile(
        b'#set document(title: "Kosong")\n#set text(lang: "id")\nKosong',
        font_paths=typst.Fonts(include_system_fonts=False),
        pdf_standards=["a-2b", "ua-1"],
        timestamp=0,
    )


def best(work: Callable[[], object]) -> float:
    """The shortest of several rounds, in seconds."""
    taken = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return min(taken)


def main() -> int:
    """Print the measurements; fail when the list is over the limit."""
    listed, written = officers(), letter()
    pages = len(pdf.pictures(listed, TERBIT, ppi=20))
    start = time.perf_counter()
    pdf.render(listed, TERBIT)
    first = time.perf_counter() - start
    many = best(lambda: pdf.render(listed, TERBIT))
    one = best(lambda: pdf.render(written, TERBIT))
    book = best(lambda: xlsx.render(listed, TERBIT))
    bare = best(empty_page)
    print(
        f"daftar {OFFICERS} petugas   {many * 1000:.1f} ms, {pages} halaman (batas {LIMIT:.0f} s)"
    )
    print(f"pertama kali        {first * 1000:.1f} ms")
    print(f"halaman per detik   {pages / many:.0f}")
    print(f"surat satu halaman  {one * 1000:.1f} ms")
    print(f"halaman kosong      {bare * 1000:.1f} ms")
    print(f"perbandingan        {many / bare:.1f} kali halaman kosong (batas {PAGES})")
    print(f"terhadap XLSX       {many / book:.1f} kali ({book * 1000:.1f} ms)")
    return 0 if many <= LIMIT and first <= LIMIT and many <= PAGES * bare else 1


if __name__ == "__main__":
    sys.exit(main())
