"""Table of removals: of which request, when, by which rule, how much."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from upaya.core.scope import ScopedModel, ScopePath
from upaya.supermiskol.permohonan.models import Permohonan


class Penghapusan(ScopedModel):
    """That the data of a family were removed for good; the row holds no personal value.

    While it stands the database lets a request take its removed form, and no other.
    """

    scope_path: ClassVar[ScopePath] = ScopePath("permohonan__kabupaten", "permohonan__desa")

    permohonan = models.OneToOneField(
        Permohonan, on_delete=models.PROTECT, related_name="penghapusan"
    )
    bulan = models.PositiveSmallIntegerField("masa simpan, bulan")
    berkas = models.PositiveIntegerField("berkas yang dihapus")
    dihapus_pada = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-pk"]
