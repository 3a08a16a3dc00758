"""The papers of an SPJ as those of its case, and the folder for the auditor."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from upaya.alur.folder import place
from upaya.alur.papers import Folder, Kept, Paper, Papers
from upaya.bok.izin import IzinBok
from upaya.bok.spj.models import SpjKegiatan
from upaya.bok.spj.reading import RELATED, BacaanSpj
from upaya.core.documents.content import Isi
from upaya.rules.bok.road_spj import DITERIMA


def _of(reading: BacaanSpj) -> list[Paper]:
    basis = f"Pasal 24 huruf {reading.subject.jenis}"
    return [
        Paper(
            paper.key,
            paper.judul,
            basis,
            IzinBok.SPJ_SUSUN,
            lacking,
            partial(_same, made),
        )
        for paper, lacking, made in reading.naskah
    ]


def _same(made: Isi) -> Isi:
    return made


def _stem(case: SpjKegiatan) -> str:
    return f"spj-{case.puskesmas.slug}-{case.period}-{case.pk}"


def _heading(case: SpjKegiatan) -> str:
    return f"Folder SPJ BOK {case.full_name}"


def _files(reading: BacaanSpj) -> Iterator[Kept]:
    """The files in the order of the checklist, each under the code of its document."""
    number = 0
    for document in reading.ketentuan.dokumen:
        for one in reading.berkas:
            if one.kode == document.kode:
                number += 1
                code = one.kode.replace(".", "")
                yield Kept(place("bukti", number, code, one.stored), one.stored)


def _notes(reading: BacaanSpj) -> Iterator[str]:
    """What does not apply and why, what was found, and what still lacks."""
    names = {one.kode: one.nama for one in reading.ketentuan.dokumen}
    for kode, said in reading.dokumen.items():
        if said.alasan and not any(one.kode == kode for one in reading.berkas):
            yield f"Tidak ada: {names.get(kode, kode)}, {said.alasan}"
    for found in reading.findings:
        if found.round < reading.subject.round:
            yield f"Temuan putaran {found.round} pada {found.place}: {found.uraian}"
    if reading.subject.status != DITERIMA:  # nothing lacks in what was accepted
        for lack in reading.kurang:
            yield f"Kurang: {lack.kalimat}"


PAPERS = Papers(
    permission=IzinBok.LIHAT,
    issue_permission=IzinBok.SPJ_SUSUN,
    of=_of,
    stem=_stem,
    related=RELATED,
    folder=Folder(name="folder", title="Folder SPJ", heading=_heading, files=_files, notes=_notes),
)
