"""The figure of contract staff by district."""

from __future__ import annotations

from functools import partial

from upaya.core.nasional import AngkaDaerah
from upaya.pembayaran.queries.nasional import dibayar
from upaya.tenaga.kerja.reading import SUMBER

DIBAYAR = AngkaDaerah(
    kode="tenaga",
    judul="Honor tenaga kontrak dibayar",
    definisi="Honor sebelum pajak yang sampai kepada tenaga kontrak dalam rentang itu.",
    kind="rupiah",
    hitung=partial(dibayar, SUMBER),
)
