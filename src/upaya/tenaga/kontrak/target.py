"""How far a contract's targets were met, by its verified months."""

from __future__ import annotations

from decimal import Decimal

from django.db.models import Avg

from upaya.tenaga.kontrak.models import Kontrak


def rata_rata(kontrak: Kontrak) -> Decimal | None:
    """The mean of what its verified months reached, in percent; None before the first."""
    found = kontrak.bulan.filter(beku__isnull=False).aggregate(rata=Avg("beku__capaian"))["rata"]
    return None if found is None else Decimal(found)
