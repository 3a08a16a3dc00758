"""What stands in the way of a move, each sentence with the part where it is mended."""

from __future__ import annotations

from dataclasses import dataclass

from upaya.insentif.bulan.models import Bagian
from upaya.insentif.bulan.reading import LembarBulan
from upaya.rules.workflow import Move

_PREFIX = {
    "pelayanan": Bagian.PELAYANAN,
    "petugas": Bagian.KEGIATAN,
    "penduduk": Bagian.ADMINISTRASI,
    "bok_diusulkan": Bagian.ADMINISTRASI,
    "bok_diserap": Bagian.ADMINISTRASI,
    "sisa_pagu_bok": Bagian.ADMINISTRASI,
}


@dataclass(frozen=True, slots=True)
class Hambatan:
    """One sentence; `bagian` is the name of the part that mends it, "" when no part does."""

    kalimat: str
    bagian: str = ""


def placed(sheet: LembarBulan, move: Move, sentences: list[str]) -> list[Hambatan]:
    """`sentences` without repetition, each with its part where one is known."""
    if not sentences:
        return []
    lacks = sheet.kurang if "lengkap" in move.conditions else {}
    faults = sheet.sekarang.faults if "terhitung" in move.conditions else ()
    places = {text: part.value for part, texts in lacks.items() for text in texts}
    if places.keys() & set(sentences):
        # What cannot be computed follows from what is missing: one cause, one sentence.
        follows = {fault.pesan for fault in faults} - places.keys()
        sentences = [text for text in sentences if text not in follows]
    places |= {fault.pesan: _part_of(fault.letak) for fault in faults if fault.pesan not in places}
    unanswered = next((found.bagian for found in sheet.belum_ditanggapi), "")
    return [
        Hambatan(text, places.get(text, unanswered if "temuan" in text else ""))
        for text in dict.fromkeys(sentences)
    ]


def _part_of(letak: str) -> str:
    """The part that holds a place of the calculator's input such as `petugas[3].orang_hari`."""
    part = _PREFIX.get(letak.partition(".")[0].partition("[")[0])
    return part.value if part else ""
