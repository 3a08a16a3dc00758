"""Use cases of the price list: a new price, the end of one. Each is one transaction."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from upaya.bok.harga.models import HargaSatuan
from upaya.core import audit, clock
from upaya.core.access import Access
from upaya.core.changes import same
from upaya.core.creation import named
from upaya.wilayah.models import Kabupaten


@named()
def add_price(access: Access, **values: Any) -> HargaSatuan:  # noqa: ANN401 - fields of the form
    """A price of the district from a day on; the same one sent twice is one.

    ValidationError at the field when another price of that name and unit holds at the same time.
    """
    district = access.scope.kabupaten
    if district is None:
        raise ValidationError("Daftar harga milik sebuah kabupaten.")
    Kabupaten.objects.select_for_update(no_key=True).get(pk=district)
    names = {key: values[key] for key in ("nama", "satuan", "wilayah")}
    others = HargaSatuan.objects.filter(kabupaten_id=district, **names)
    for other in others.filter(Q(sampai=None) | Q(sampai__gte=values["mulai"])):
        if same(other, values):
            return other
        raise ValidationError(
            {
                "mulai": "Harga yang sama namanya masih berlaku pada hari itu. Akhiri dulu yang "
                "lama, atau pilih hari sesudahnya."
            }
        )
    row = HargaSatuan(
        kabupaten_id=district,
        dicatat_oleh_id=access.user_id,
        dicatat_pada=clock.now(),
        **values,
    )
    row.save(force_insert=True)
    audit.record("harga.tambah", row, access=access, detail={"mulai": str(row.mulai)})
    return row


@transaction.atomic
def end_price(pk: int, access: Access, sampai: date) -> HargaSatuan:
    """The last day of a price; plans that used it keep it."""
    row: HargaSatuan = (
        HargaSatuan.objects.for_scope(access.scope).select_for_update(of=("self",)).get(pk=pk)
    )
    if sampai < row.mulai:
        raise ValidationError({"sampai": "Hari terakhir tidak boleh sebelum hari pertama."})
    if row.sampai == sampai:
        return row
    row.sampai = sampai
    row.save(update_fields=["sampai"])
    audit.record("harga.akhiri", row, access=access, detail={"sampai": str(sampai)})
    return row
