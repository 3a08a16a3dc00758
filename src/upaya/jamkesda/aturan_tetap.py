"""What of the book of limits and of claims never changes, whoever writes."""

from __future__ import annotations

from upaya.core.keeping import fixed, never_removed
from upaya.jamkesda.buku.models import Batas, Pemakaian
from upaya.jamkesda.klaim.models import AlasanTercatat, Klaim, LayananKlaim

_GIVEN = ("dilepas_oleh", "dilepas_pada")

BUKU_TETAP = (
    never_removed("batas_tetap", Batas),
    fixed("batas_milik", Batas, only=("kabupaten", "jenis", "kunci", "tahun")),
    never_removed("pemakaian_tetap", Pemakaian),
    fixed("pemakaian_isi", Pemakaian, free=_GIVEN),
    fixed("pemakaian_lepas", Pemakaian, only=_GIVEN, when="OLD.dilepas_pada IS NOT NULL"),
)
KLAIM_TETAP = (
    never_removed("klaim_tetap", Klaim),
    # What was asked stays as it was asked; a person's decision and a new check write the others.
    fixed("klaim_isi", Klaim, free=("diperiksa", "disetujui", "putusan", "masukan", "sidik")),
    never_removed("layanan_klaim_tetap", LayananKlaim),
    fixed("layanan_klaim_isi", LayananKlaim, free=("diperiksa", "disetujui")),
    never_removed("alasan_klaim_tetap", AlasanTercatat),
    fixed("alasan_klaim_isi", AlasanTercatat),
)
