"""What stands in the way of a move, each sentence with the part where it is mended."""

from __future__ import annotations

from dataclasses import dataclass

from upaya.core.access import Access
from upaya.insentif.models import Bagian, Pengajuan
from upaya.insentif.queries.kelengkapan import missing
from upaya.insentif.queries.temuan import current
from upaya.insentif.services import hitung

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


def placed(month: Pengajuan, access: Access, sentences: list[str]) -> list[Hambatan]:
    """`sentences` without repetition, each with its part where one is known."""
    if not sentences:
        return []
    places = {text: part.value for part, texts in missing(month).items() for text in texts}
    faults = hitung.calculate(month).faults
    if places.keys() & set(sentences):
        # What cannot be computed follows from what is missing: one cause, one sentence.
        follows = {fault.pesan for fault in faults} - places.keys()
        sentences = [text for text in sentences if text not in follows]
    places |= {fault.pesan: _part_of(fault.letak) for fault in faults if fault.pesan not in places}
    unanswered = next(
        (f.bagian for f in current(month, access) if f.round < month.round and not f.tanggapan), ""
    )
    return [
        Hambatan(text, places.get(text, unanswered if "temuan" in text else ""))
        for text in dict.fromkeys(sentences)
    ]


def _part_of(letak: str) -> str:
    """The part that holds a place of the calculator's input such as `petugas[3].orang_hari`."""
    part = _PREFIX.get(letak.partition(".")[0].partition("[")[0])
    return part.value if part else ""
