"""Tables of the district's own extract of JKN members: tried first, used once somebody says so."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from upaya.core.scope import ScopedModel, ScopePath
from upaya.rules.period import tanggal


class Ekstrak(ScopedModel):
    """One file. `dipakai_pada` None is a dry run: its rows answer nobody.

    The newest day of those in use is asked; older ones stay as what was known then.
    """

    scope_path: ClassVar[ScopePath] = ScopePath("kabupaten")

    kabupaten = models.ForeignKey("wilayah.Kabupaten", on_delete=models.PROTECT, related_name="+")
    per_tanggal = models.DateField("data per tanggal")
    nama = models.CharField("nama berkas", max_length=120)
    sha256 = models.CharField(max_length=64)
    banyak = models.PositiveIntegerField()
    ditolak = models.PositiveIntegerField(default=0)
    catatan = models.JSONField(default=list)
    diunggah_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    diunggah_pada = models.DateTimeField()
    dipakai_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    dipakai_pada = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-per_tanggal", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kabupaten", "sha256", "per_tanggal"], name="ekstrak_sekali"
            ),
            models.CheckConstraint(
                condition=Q(dipakai_oleh=None, dipakai_pada=None)
                | Q(dipakai_oleh__isnull=False, dipakai_pada__isnull=False),
                name="ekstrak_dipakai_utuh",
            ),
        ]

    def __str__(self) -> str:
        return f"Data peserta per {tanggal(self.per_tanggal)}"


class PesertaEkstrak(ScopedModel):
    """One member of an extract: the keyed hash of a NIK and the kind, nothing else."""

    scope_path: ClassVar[ScopePath] = ScopePath("kabupaten")

    kabupaten = models.ForeignKey("wilayah.Kabupaten", on_delete=models.PROTECT, related_name="+")
    ekstrak = models.ForeignKey(Ekstrak, on_delete=models.CASCADE, related_name="peserta")
    nik_indeks = models.CharField(max_length=64)
    kepesertaan = models.CharField(max_length=12)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["ekstrak", "nik_indeks"], name="ekstrak_peserta_sekali"
            ),
            models.CheckConstraint(
                condition=Q(kepesertaan__in=["tidak_aktif", "pbi_jkn", "pbi_apbd", "lain"]),
                name="ekstrak_kepesertaan",
            ),
        ]
