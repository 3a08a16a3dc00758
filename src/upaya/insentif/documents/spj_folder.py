"""What the SPJ folder of a month holds beside its papers: supporting files, signed SPJ, proofs."""

from __future__ import annotations

from collections.abc import Iterator

from upaya.alur.folder import place
from upaya.alur.papers import Folder, Kept
from upaya.core.models import StoredFile
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.bulan.reading import LembarBulan
from upaya.insentif.documents.umum import keterangan
from upaya.pembayaran.models import Percobaan


def _uploads(sheet: LembarBulan) -> Iterator[Kept]:
    for number, file in enumerate(sheet.berkas, start=1):
        yield Kept(place("data-dukung", number, file.jenis, file.berkas), file.berkas)
    signed = [given for given in sheet.spj if given.berkas]
    for number, given in enumerate(signed, start=1):
        if given.berkas:
            path = place("spj-bertanda-tangan", number, given.jenis, given.berkas)
            yield Kept(path, given.berkas)
    for number, proof in enumerate(_proofs(sheet), start=1):
        yield Kept(place("bukti-pembayaran", number, "bukti", proof), proof)


def _proofs(sheet: LembarBulan) -> list[StoredFile]:
    """Proofs of single payments, in the order in which they were tried."""
    if sheet.pembayaran is None:
        return []
    tried = Percobaan.objects.filter(
        baris__pembayaran=sheet.pembayaran, berkas_bukti__isnull=False
    ).select_related("berkas_bukti")
    return [one.berkas_bukti for one in tried.order_by("pk") if one.berkas_bukti]


def _on_paper(sheet: LembarBulan) -> Iterator[str]:
    """Where the SPJ lies that was handed over on paper."""
    for given in sheet.spj:
        if given.keterangan:
            yield f"Kertas: {given.get_jenis_display()}, {given.keterangan}"


def _heading(month: Pengajuan) -> str:
    return f"Folder SPJ Insentif UKM {keterangan(month)}"


FOLDER = Folder(name="spj", title="Folder SPJ", heading=_heading, files=_uploads, notes=_on_paper)
