"""Papers of emergencies that have not come: a line for the counter, and for the UPT once late.

Which days there are and what follows from a late paper are assumptions: `rules.jamkesda.susulan`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef

from upaya.core import clock, deadline
from upaya.core.access import Access
from upaya.core.inbox import LIMIT, Tugas
from upaya.jamkesda.izin import IzinJamkesda
from upaya.jamkesda.klaim.models import Klaim
from upaya.jamkesda.surat.models import SuratJaminan
from upaya.rules.jamkesda import road
from upaya.rules.jamkesda.peran import ADMIN_UPT, KEPALA_UPT
from upaya.rules.jamkesda.road_klaim import DIAJUKAN, DIKEMBALIKAN

_ISSUED = (road.TERBIT, road.SELESAI)


def belum_ada(access: Access) -> Any:  # noqa: ANN401 - a queryset of letters
    """Issued letters of emergencies without their papers, what is due first.

    A claim that was decided without them is over: nothing is asked for any more.
    """
    decided = Klaim.objects.filter(kabupaten=OuterRef("kabupaten"), surat=OuterRef("kode")).exclude(
        status__in=(DIAJUKAN, DIKEMBALIKAN)
    )
    rows = SuratJaminan.objects.for_scope(access.scope).filter(
        gawat_darurat=True, susulan_pada=None, status__in=_ISSUED
    )
    return rows.exclude(Exists(decided)).order_by("susulan_sampai", "pk")


def tasks(access: Access) -> Iterator[Tugas]:
    """A source of *Tugas saya*: of the counter from the first day, of the UPT what is late."""
    writes = access.allows(IzinJamkesda.SURAT_TULIS)
    if not writes and access.role not in (KEPALA_UPT, ADMIN_UPT):
        return
    rows, what = belum_ada(access), "Lengkapi berkas surat gawat darurat."
    if not writes:
        rows = rows.filter(susulan_sampai__lt=clock.today())
        what = "Berkas surat gawat darurat lewat batas: tanyakan kepada PPK."
    for case in rows.select_related("ppk__unit")[:LIMIT]:
        assert case.susulan_sampai is not None  # noqa: S101 - the constraint jaminan_susulan
        yield Tugas(
            what,
            f"{case}, {case.owner_name}",
            case.get_absolute_url(),
            tenggat=deadline.on(case.susulan_sampai),
        )
