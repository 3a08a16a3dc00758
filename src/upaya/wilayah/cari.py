"""What the one search finds of the puskesmas."""

from __future__ import annotations

from django.db.models import Q

from upaya.core.search import Rows, page_of
from upaya.wilayah.izin import IzinWilayah
from upaya.wilayah.models import Unit

PUSKESMAS = Rows(
    label="Puskesmas",
    model=Unit,
    permission=IzinWilayah.LIHAT,
    fields=("nama", "kode"),
    order=("nama", "pk"),
    title=lambda row: row.nama,
    text=lambda row: row.kode,
    url=page_of("wilayah:rinci"),
    only=Q(jenis=Unit.Jenis.PUSKESMAS),
)
