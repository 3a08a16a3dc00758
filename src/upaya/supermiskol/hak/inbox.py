"""What families wait for, in *Tugas saya* of those who answer."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse

from upaya.core.access import Access
from upaya.core.inbox import LIMIT, Tugas
from upaya.supermiskol.hak.models import Jenis
from upaya.supermiskol.hak.queries import listed
from upaya.supermiskol.izin import IzinSupermiskol


def tasks(access: Access) -> Iterator[Tugas]:
    """A source of *Tugas saya*: open requests that this person may answer, promises to keep."""
    if not access.allows(IzinSupermiskol.HAK_JAWAB):
        return
    waiting = Q(status="terbuka") & ~Q(jenis=Jenis.KEBERATAN, pemutus=access.user_id)
    promised = Q(janji_sampai__isnull=False, dipenuhi_pada=None)
    for row in listed(access.scope).filter(waiting | promised).order_by("batas", "pk")[:LIMIT]:
        where = f"{row.permohonan.tiket}, Desa {row.permohonan.desa.nama}"
        if row.terbuka:
            what = (
                "Jawab keberatan keluarga."
                if row.jenis == Jenis.KEBERATAN
                else (f"Betulkan data keluarga: {row.get_bidang_display().lower()}.")
            )
        else:
            what = "Tepati janji kepada keluarga."
        yield Tugas(what, where, reverse("miskol:hak_rinci", args=[row.pk]), tenggat=row.tenggat)
