"""Opening a part that a return left closed, where something of it lacks since then."""

from __future__ import annotations

from django.db import transaction

from upaya.alur.writing import ClosedError, lock, record_write
from upaya.core.access import Access
from upaya.insentif.bulan.models import Bagian, Pengajuan
from upaya.insentif.bulan.reading import LembarBulan


@transaction.atomic
def open_what_lacks(pk: int, access: Access, part: Bagian) -> None:
    """Open a part beside those with a finding; ClosedError where nothing of it lacks.

    Officers or BOK may have changed since the month was submitted. A month that lacks something in
    a closed part could neither be mended nor sent. Who opened it is recorded, and what is changed
    there stands before the team, the head and the Dinas like every other change of the round.
    """
    month = lock(Pengajuan, pk, access)
    if not month.editable:
        raise ClosedError(f"Bulan ini berstatus “{month.state.label}”; isinya tidak dapat diubah.")
    if month.open_for(part):
        return
    if not LembarBulan(month).lacks[part]:
        raise ClosedError(f"Tidak ada yang kurang pada {part.label}; bagian ini tetap terkunci.")
    opened = {*month.bagian_terbuka, part.value}
    month.bagian_terbuka = [one for one in Bagian.values if one in opened]
    month.save(update_fields=["bagian_terbuka"])
    record_write(month, access, part, ["bagian_terbuka"])
