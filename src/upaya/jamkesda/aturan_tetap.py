"""What of the book of limits never changes: what a claim used is given back once, or stays."""

from __future__ import annotations

from upaya.core.keeping import fixed, never_removed
from upaya.jamkesda.buku.models import Batas, Pemakaian

_GIVEN = ("dilepas_oleh", "dilepas_pada")

BUKU_TETAP = (
    never_removed("batas_tetap", Batas),
    fixed("batas_milik", Batas, only=("kabupaten", "jenis", "kunci", "tahun")),
    never_removed("pemakaian_tetap", Pemakaian),
    fixed("pemakaian_isi", Pemakaian, free=_GIVEN),
    fixed("pemakaian_lepas", Pemakaian, only=_GIVEN, when="OLD.dilepas_pada IS NOT NULL"),
)
