"""How far a contract's targets were met, by its verified months."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Avg

from upaya.core.once import once
from upaya.tenaga.kontrak.models import Kontrak

if TYPE_CHECKING:
    from upaya.tenaga.kerja.models import BulanKerja


def dari(bulan: Iterable[BulanKerja]) -> Decimal | None:
    """The same of months that are at hand with what was frozen of them."""
    found = [one.beku.capaian for one in bulan if one.honor is not None]
    return sum(found, Decimal(0)) / len(found) if found else None


def rata_rata(kontrak: Kontrak) -> Decimal | None:
    """The mean of what its verified months reached, in percent; None before the first."""
    rows = kontrak.bulan.filter(beku__isnull=False)
    found = once(("rata", kontrak.pk), lambda: rows.aggregate(rata=Avg("beku__capaian"))["rata"])
    return None if found is None else Decimal(found)
