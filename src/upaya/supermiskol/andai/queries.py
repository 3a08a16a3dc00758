"""Families of a scope as a what-if reads them: two questions, however many families there are."""

from __future__ import annotations

from collections.abc import Iterator

from upaya.core.scope import Scope
from upaya.rules.supermiskol.andai import Andai, Keluarga, Penghitung, andaikan
from upaya.supermiskol.kunjungan.models import Kunjungan
from upaya.supermiskol.skema.models import SkemaKabupaten


def whatif(scope: Scope, draft: SkemaKabupaten) -> Andai:
    """The last visit of each family under its own scheme and under another. Nothing is written."""
    schemes = SkemaKabupaten.objects.filter(kabupaten=draft.kabupaten_id)
    known = {one.pk: Penghitung(one.skema) for one in schemes}
    return andaikan(_families(scope), known, Penghitung(draft.skema))


def _families(scope: Scope) -> Iterator[Keluarga]:
    rows = (
        Kunjungan.objects.for_scope(scope)
        .order_by("permohonan_id", "nomor")
        .values_list(
            "permohonan_id", "skema_id", "jawaban", "permohonan__desa__induk__nama",
            "permohonan__tiket",
        )
    )  # fmt: skip
    last: tuple[int, Keluarga] | None = None
    for case, skema, jawaban, where, tiket in rows.iterator(chunk_size=5_000):
        if last is not None and last[0] != case:
            yield last[1]
        last = case, Keluarga(where or "-", skema, jawaban, tiket)
    if last is not None:
        yield last[1]
