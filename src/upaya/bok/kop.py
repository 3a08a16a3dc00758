"""The letterhead of papers of BOK."""

from __future__ import annotations

from upaya.core.documents.content import Kop
from upaya.wilayah.models import Kabupaten, Unit


def kop(unit: Unit, kabupaten: Kabupaten) -> Kop:
    """The letterhead of a puskesmas, or of the Dinas for what it issues itself."""
    own = "" if unit.jenis == Unit.Jenis.DINAS else unit.sebutan
    return Kop(f"Pemerintah {kabupaten.nama}", f"Dinas Kesehatan {kabupaten.nama}", own)
