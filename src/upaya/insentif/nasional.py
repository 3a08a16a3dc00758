"""The incentive's figure by district."""

from __future__ import annotations

from functools import partial

from upaya.core.nasional import AngkaDaerah
from upaya.insentif.uang.reading import SUMBER
from upaya.pembayaran.queries.nasional import dibayar

DIBAYAR = AngkaDaerah(
    kode="insentif",
    judul="Insentif UKM dibayar",
    definisi="Insentif UKM sebelum pajak yang sampai kepada petugas dalam rentang itu.",
    kind="rupiah",
    hitung=partial(dibayar, SUMBER),
)
