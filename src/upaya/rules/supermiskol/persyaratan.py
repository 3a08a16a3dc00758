"""The papers of a request: their kinds, and which ones a request must bring.

No text lists them, so a scheme does: dated like its scores, approved by a second person. A scheme
that says nothing follows the programme.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

KTP, KK, SURAT_DESA, RUJUKAN = "ktp", "kk", "surat_desa", "rujukan"
FOTO_RUMAH, KET_DINSOS = "foto_rumah", "ket_dinsos"
NAMA: Mapping[str, str] = {
    KTP: "KTP",
    KK: "Kartu keluarga",
    SURAT_DESA: "Surat pengantar desa",
    RUJUKAN: "Rujukan atau surat rawat inap",
    FOTO_RUMAH: "Foto rumah",
    KET_DINSOS: "Keterangan Dinas Sosial (tanpa NIK)",
}
JENIS = tuple(NAMA)
DISKEMA = (KTP, KK, SURAT_DESA, RUJUKAN, FOTO_RUMAH)
"""What a scheme may ask; whatever stands for a KTP follows from the applicant."""


def wajib(diminta: Sequence[str], pengganti: Sequence[str], *, ber_nik: bool) -> tuple[str, ...]:
    """The kinds that must be there, in the order asked.

    Whoever has no NIK has no KTP either: `pengganti` stands in its place.
    """
    if ber_nik or KTP not in diminta:
        return tuple(diminta)
    place = list(diminta).index(KTP)
    return (*diminta[:place], *pengganti, *diminta[place + 1 :])


def kata(kinds: Sequence[str]) -> str:
    """Kinds in words, one after the other."""
    return ", ".join(NAMA[one] for one in kinds)
