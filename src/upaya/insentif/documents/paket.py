"""The SPJ folder of a month as one ZIP: documents, supporting files, and a list of all with hashes.

Equal contents give equal bytes: order, names and times in the archive are fixed.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import IO

from django.db import transaction

from upaya.core import audit, files
from upaya.core.access import Request
from upaya.core.documents import pdf, register, xlsx
from upaya.core.documents.answer import Terbitan, paper_size, readable
from upaya.core.documents.content import Isi
from upaya.core.documents.pdf import Kertas
from upaya.core.models import StoredFile
from upaya.insentif.bulan.reading import LembarBulan
from upaya.insentif.documents.daftar import daftar
from upaya.insentif.documents.terbit import sheets_of
from upaya.insentif.documents.umum import keterangan
from upaya.insentif.izin import IzinInsentif
from upaya.pembayaran.models import Percobaan

DAFTAR_ISI = "00-DAFTAR-ISI.txt"
MAX_SIZE = 400 * 1024 * 1024
"""Bytes of uploaded files that one folder may hold; what one request may cost."""

_IN_MEMORY = 16 * 1024 * 1024
_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest a ZIP knows


class PaketError(Exception):
    """A folder that cannot be put together; its text is a sentence for the person who asked."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """An uploaded file and where it lies in the folder."""

    path: str
    stored: StoredFile


@dataclass(frozen=True, slots=True)
class _Paper:
    """A paper as it lies in the folder; `nomor` "" for a preview."""

    stem: str
    isi: Isi
    terbit: pdf.Terbit | None
    berubah: bool

    @property
    def words(self) -> str:
        """What the list of contents says of it."""
        if self.terbit is None:
            return f"{self.isi.judul}, PRATINJAU: belum diterbitkan"
        changed = ", isinya berubah sejak diterbitkan" if self.berubah else ""
        return f"{self.isi.judul}, nomor {self.terbit.nomor}{changed}"


def make(sheet: LembarBulan, request: Request) -> IO[bytes]:
    """The folder as an open file at its beginning; on disk when it is large.

    Issued papers as they were issued, the others as previews that say so: whoever takes the folder
    draws no number. Records who took it.

    A stored file that is gone or damaged is named in the list of contents instead of stopping the
    folder: the auditor has to see just that.
    """
    kept = list(_uploads(sheet))
    if sum(one.stored.size for one in kept) > MAX_SIZE:
        raise PaketError(
            "Berkas bulan ini lebih dari 400 MB. Unduh dokumen dan berkasnya satu per satu."
        )
    papers = _papers(sheet, request)
    target = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - handed over open
    lines = []
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, body, words in _written(papers, paper_size(request)):
            lines.append(_put(archive, path, body, words))
        for one in kept:
            try:
                body = files.read(one.stored)
            except files.FileDamagedError:
                lines.append(f"# HILANG ATAU RUSAK  {one.path}")
                continue
            lines.append(_put(archive, one.path, body, f"berkas {_one_line(one.stored.name)}"))
        _write(archive, DAFTAR_ISI, _contents(sheet, lines))
    target.seek(0)
    return target


@transaction.atomic
def _papers(sheet: LembarBulan, request: Request) -> list[_Paper]:
    """The papers, and the record of who took the folder: it holds others' uploads."""
    month, access = sheet.month, request.access
    possible = [one.terbitan for one in sheets_of(sheet) if one.terbitan]
    with audit.together():
        papers = [
            _paper(sheet, request, number, found) for number, found in enumerate(possible, start=1)
        ]
        audit.record(IzinInsentif.DOKUMEN_UNDUH, month, access=access, kabupaten=month.kabupaten_id)
    return papers


def _paper(sheet: LembarBulan, request: Request, number: int, found: Terbitan) -> _Paper:
    month = sheet.month
    issued = found.dokumen if found.isi else None
    isi = readable(
        request,
        month,
        found.isi or found.sekarang,
        kabupaten=month.kabupaten_id,
        accounts=IzinInsentif.DOKUMEN_REKENING,
    )
    stem = f"{number:02d}-{isi.jenis}"
    return _Paper(
        stem if issued else f"pratinjau-{stem}",
        isi,
        register.terbit(issued) if issued else None,
        found.berubah,
    )


def _written(papers: list[_Paper], kertas: Kertas) -> Iterator[tuple[str, bytes, str]]:
    """Path, bytes and words of every paper, as PDF and as XLSX."""
    for one in papers:
        path = f"dokumen/{one.stem}"
        yield f"{path}.pdf", pdf.render(one.isi, one.terbit, kertas), one.words
        yield f"{path}.xlsx", xlsx.render(one.isi, one.terbit), one.words


def _uploads(sheet: LembarBulan) -> Iterator[_Kept]:
    for number, file in enumerate(sheet.berkas, start=1):
        yield _Kept(_path("data-dukung", number, file.jenis, file.berkas), file.berkas)
    signed = [given for given in sheet.spj if given.berkas]
    for number, given in enumerate(signed, start=1):
        if given.berkas:
            path = _path("spj-bertanda-tangan", number, given.jenis, given.berkas)
            yield _Kept(path, given.berkas)
    for number, proof in enumerate(_proofs(sheet), start=1):
        yield _Kept(_path("bukti-pembayaran", number, "bukti", proof), proof)


def _proofs(sheet: LembarBulan) -> list[StoredFile]:
    """Proofs of single payments, in the order in which they were tried."""
    if sheet.pembayaran is None:
        return []
    tried = Percobaan.objects.filter(
        baris__pembayaran=sheet.pembayaran, berkas_bukti__isnull=False
    ).select_related("berkas_bukti")
    return [one.berkas_bukti for one in tried.order_by("pk") if one.berkas_bukti]


def _path(folder: str, number: int, kind: str, stored: StoredFile) -> str:
    """A path that every system can unpack: plain letters, no folders of somebody else's making."""
    stem = unicodedata.normalize("NFKD", stored.name.rsplit(".", 1)[0])
    plain = re.sub(r"[^a-z0-9]+", "-", stem.encode("ascii", "ignore").decode().lower()).strip("-")
    return f"{folder}/{number:02d}-{kind}-{plain[:60] or 'berkas'}.{stored.kind}"


def _put(archive: zipfile.ZipFile, path: str, body: bytes, words: str) -> str:
    """Write one file; returns its lines for the list of contents."""
    _write(archive, path, body)
    return f"# {words}, {len(body)} bita\n{hashlib.sha256(body).hexdigest()}  {path}"


def _write(archive: zipfile.ZipFile, path: str, body: bytes) -> None:
    entry = zipfile.ZipInfo(path, _TIME)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, body)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _contents(sheet: LembarBulan, lines: list[str]) -> bytes:
    """The list of contents; the lines without # are what `sha256sum --check` reads."""
    month = sheet.month
    head = [
        f"# Folder SPJ Insentif UKM {_one_line(keterangan(month))}",
        f"# Status bulan: {month.state.label}",
        "# Tiap baris tanpa tanda pagar: sidik SHA-256, lalu nama berkas.",
        "# Memeriksa semuanya: sha256sum --check 00-DAFTAR-ISI.txt",
    ]
    paper = [
        f"# Kertas: {given.get_jenis_display()}, {_one_line(given.keterangan)}"
        for given in sheet.spj
        if given.keterangan
    ]
    missing = [f"# Belum ada: {one.nama}. {one.belum}" for one in daftar(sheet) if one.belum]
    return ("\n".join([*head, *paper, *missing, *lines]) + "\n").encode()
