"""Two visits at one family that nobody judged yet, in *Tugas saya* of those who may."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from upaya.core.access import Access
from upaya.core.inbox import LIMIT, Tugas
from upaya.rules.supermiskol import road
from upaya.supermiskol.izin import IzinSupermiskol
from upaya.supermiskol.kunjungan.models import Kunjungan
from upaya.supermiskol.kunjungan.models_ponsel import KirimanPonsel


def tasks(access: Access) -> Iterator[Tugas]:
    """A source of *Tugas saya*: visits beside another one, never for whoever was at one of them."""
    if not access.allows(IzinSupermiskol.BENTROK):
        return
    me = access.user_id
    there = Q(petugas_desa=me) | Q(petugas_tim=me) | Q(ditulis_oleh=me)
    mine = Kunjungan.objects.filter(there, permohonan=OuterRef("permohonan"))
    rows = (
        KirimanPonsel.objects.for_scope(access.scope)
        .filter(~Exists(mine), kunjungan=None, putusan_bentrok=None)
        .filter(permohonan__penghapusan=None)
        .exclude(dikirim_oleh=me)
        .exclude(permohonan__status=road.BATAL)
        .select_related("permohonan__desa")
        .order_by("diterima_pada", "pk")
    )
    seen: set[int] = set()
    for row in rows[:LIMIT]:
        case = row.permohonan
        if case.pk in seen:  # one page judges them all
            continue
        seen.add(case.pk)
        yield Tugas(
            "Putuskan dua kunjungan atas satu keluarga.",
            f"{case.tiket}, Desa {case.desa.nama}",
            reverse("miskol:kunjungan", args=[case.pk]),
            tenggat=case.deadline,
        )
