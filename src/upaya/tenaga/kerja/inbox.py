"""What of months of work waits for somebody beside the steps of their road."""

from __future__ import annotations

from collections.abc import Iterator

from upaya.core.access import Access
from upaya.core.inbox import LIMIT, Tugas
from upaya.rules.kesehatan import KEPALA_PUSKESMAS
from upaya.tenaga.kerja.queries import to_open


def tasks(access: Access) -> Iterator[Tugas]:
    """For the head: months under way that have no targets yet, because nobody opened them."""
    if access.role != KEPALA_PUSKESMAS:
        return
    for one in to_open(access.scope, LIMIT):
        name = one.kontrak.nama_pihak or one.kontrak.petugas.nama
        yield Tugas(
            judul=f"Buka bulan kerja {one.period.nama} dan tetapkan targetnya.",
            konteks=f"{name} · {one.kontrak.formasi.get_jenis_display()}",
            alamat=one.kontrak.get_absolute_url(),
        )
