"""What of officers and decrees waits for one person in one role."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from upaya.core.access import Access
from upaya.core.inbox import LIMIT, Tugas
from upaya.pegawai.izin import IzinPegawai
from upaya.pegawai.models import Penerbit, SuratKeputusan


def tasks_for(access: Access) -> Iterator[Tugas]:
    """Decrees of the Kepala Dinas that a puskesmas recorded with their file."""
    if not access.allows(IzinPegawai.SK_KONFIRMASI):
        return
    rows = (
        SuratKeputusan.objects.for_scope(access.scope)
        .filter(penerbit=Penerbit.KEPALA_DINAS, dikonfirmasi_pada=None, berkas__isnull=False)
        .exclude(dicatat_oleh=access.user_id)
        .select_related("unit")
        .order_by("pk")
    )
    for row in rows[:LIMIT]:
        yield Tugas(
            judul=f"Konfirmasi SK {row.nomor}.",
            konteks=f"{row.unit.nama} · SK Kepala Dinas yang dicatat puskesmas",
            alamat=reverse("pegawai:sk", args=[row.pk]),
        )
