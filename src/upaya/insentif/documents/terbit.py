"""Issuing papers of a month: the one act that draws numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction

from upaya.core import audit
from upaya.core.access import Access
from upaya.core.documents import register
from upaya.core.documents.answer import Terbitan, states
from upaya.core.models import Dokumen
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.bulan.reading import LembarBulan
from upaya.insentif.documents.daftar import Macam, cari, daftar


class TerbitError(Exception):
    """Papers that may not be issued; its text is a sentence for the person who asked."""


@dataclass(frozen=True, slots=True)
class Lembaran:
    """One paper of a month: its kind, and how it stands; None while it is not possible."""

    macam: Macam
    terbitan: Terbitan | None

    @property
    def perlu(self) -> bool:
        """Whether it can be issued and issuing would say something new."""
        return self.terbitan is not None and self.terbitan.perlu


def sheets_of(sheet: LembarBulan) -> list[Lembaran]:
    """Every paper of a month, in the order of its road."""
    kinds = daftar(sheet)
    contents = [kind.buat() for kind in kinds if not kind.belum]
    found = states(sheet.month, contents)
    return [Lembaran(kind, found.get(kind.kunci)) for kind in kinds]


@transaction.atomic
def issue(month_id: int, kinds: Iterable[str], access: Access) -> Sequence[Dokumen]:
    """Issue these papers of a month in one step; what says the same keeps its number.

    The month lies still meanwhile: no move of its road takes a step back under the papers.
    """
    month: Pengajuan = (
        Pengajuan.objects.for_scope(access.scope)
        .select_for_update(of=("self",))
        .select_related("puskesmas__kecamatan", "kabupaten")
        .get(pk=month_id)
    )
    sheet = LembarBulan(month)
    chosen = [_may_be_issued(cari(sheet, kind), access) for kind in dict.fromkeys(kinds)]
    if not chosen:
        raise TerbitError("Pilih paling sedikit satu dokumen.")
    with audit.together():
        return register.issue_all(
            month,
            [kind.buat() for kind in chosen],
            access,
            kabupaten_id=month.kabupaten_id,
            unit_id=month.puskesmas_id,
        )


def _may_be_issued(kind: Macam | None, access: Access) -> Macam:
    if kind is None:
        raise TerbitError("Dokumen ini tidak dikenal pada bulan ini.")
    if kind.belum:
        raise TerbitError(f"{kind.nama}: {kind.belum}")
    if not access.allows(kind.izin):
        raise TerbitError(f"{kind.nama} tidak diterbitkan oleh {access.role.label}.")
    return kind


def unsigned(sheet: LembarBulan, papers: Iterable[Lembaran]) -> list[str]:
    """Sentences on places to sign that stay without a name."""
    found: dict[str, list[str]] = {}
    for paper in papers:
        if paper.terbitan is None:
            continue
        for place in paper.terbitan.sekarang.tanda_tangan:
            if not place.nama:
                found.setdefault(place.peran, []).append(paper.macam.nama)
    return [
        f"Tidak ada yang memegang peran {role} hari ini, sehingga tempat namanya kosong pada "
        f"{', '.join(names)}. Minta admin Dinas Kesehatan memberikan peran itu."
        for role, names in found.items()
    ]
