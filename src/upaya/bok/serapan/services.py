"""The treasurer records what was absorbed in a month; one transaction."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction

from upaya.bok.ketetapan.queries import ketetapan
from upaya.bok.serapan.models import Serapan
from upaya.core import audit, clock
from upaya.core.access import Access
from upaya.rules.money import rupiah
from upaya.rules.period import Period
from upaya.wilayah.models import Unit


@transaction.atomic
def record(
    puskesmas_id: int, period: Period, jumlah: int, keterangan: str, access: Access
) -> Serapan:
    """What was paid in a month without the incentive itself; written again it is corrected.

    ValidationError at its field when the year would absorb more than its pagu.
    """
    unit: Unit = (
        Unit.objects.for_scope(access.scope)
        .select_for_update(of=("self",), no_key=True)
        .get(pk=puskesmas_id, jenis=Unit.Jenis.PUSKESMAS)
    )
    if period > Period.of(clock.today()):
        raise ValidationError({"bulan": f"{period.nama} belum berjalan."})
    rows = Serapan.objects.filter(puskesmas=unit)
    row = rows.filter(periode=period.first_day).first()
    if row is not None and (row.jumlah, row.keterangan) == (jumlah, keterangan):
        return row
    pagu = ketetapan(unit, period.year).pagu
    others = rows.filter(periode__year=period.year).exclude(periode=period.first_day)
    spent = jumlah + sum(others.order_by("pk").values_list("jumlah", flat=True))
    if pagu is not None and spent > pagu:
        raise ValidationError(
            {
                "jumlah": f"Serapan {period.year} menjadi {rupiah(spent)}, melebihi pagu BOK "
                f"{rupiah(pagu)}."
            }
        )
    assert unit.kabupaten_id is not None  # noqa: S101 - the constraint unit_punya_kabupaten
    row = row or Serapan(kabupaten_id=unit.kabupaten_id, puskesmas=unit, periode=period.first_day)
    row.jumlah, row.keterangan = jumlah, keterangan
    row.dicatat_oleh_id, row.dicatat_pada = access.user_id, clock.now()
    row.save()
    audit.record(
        "serapan.catat",
        row,
        access=access,
        kabupaten=row.kabupaten_id,
        detail={"periode": str(period)},
    )
    return row
