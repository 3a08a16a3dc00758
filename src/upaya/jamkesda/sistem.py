"""What Jamkesda brings into the house: claims and the book of limits."""

from __future__ import annotations

from upaya.core.registry import Sistem

SISTEM = Sistem(
    name="jamkesda",
    title="Jamkesda",
    row_rules=(
        "upaya.jamkesda.aturan_tetap.BUKU_TETAP",
        "upaya.jamkesda.aturan_tetap.KLAIM_TETAP",
    ),
    words={
        "klaim.simpan": "Menyimpan klaim",
        "buku_batas.tetapkan": "Menetapkan sebuah batas klaim",
        "buku_batas.pakai": "Memakai batas bagi klaim",
        "buku_batas.lepas": "Mengembalikan batas yang dipakai klaim",
    },
)
