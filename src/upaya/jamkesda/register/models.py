"""The table of all registers: which fields a row has, its kind says (rules.jamkesda.register)."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from upaya.core.models import StoredFile
from upaya.core.public import Public
from upaya.core.scope import ScopedModel, ScopePath
from upaya.rules.jamkesda.register import MACAM, Macam
from upaya.wilayah.models import Unit

_UMUM = [kode for kode, one in MACAM.items() if one.umum]


class CatatanRegister(ScopedModel):
    """A row of a register, of the UPT or of a PPK (`unit`).

    `isi` holds the fields of its kind as JSON: days as ISO text, whole numbers. `nama`, `hari`,
    `tenggat` and `selesai` are taken from it, so that a list can be sorted and a promise found.
    Each change is recorded; what is no longer true is put away with a reason. `terbitan` says where
    the paper lies that everybody may download: of rows declared public alone, None elsewhere.
    """

    scope_path: ClassVar[ScopePath] = ScopePath("kabupaten", "unit")
    public: ClassVar[Public | None] = Public(
        rows=Q(macam__in=_UMUM, diarsipkan_pada=None),
        fields=("id", "macam", "hari", "isi", "terbitan"), compared=("kabupaten",),
    )  # fmt: skip

    kabupaten = models.ForeignKey("wilayah.Kabupaten", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    kunci = models.UUIDField(unique=True, editable=False)
    macam = models.CharField(max_length=16)
    nama = models.CharField(max_length=200)
    hari = models.DateField()
    tenggat = models.DateField("tenggat", null=True)
    selesai = models.BooleanField(default=False)
    isi = models.JSONField(default=dict)
    berkas = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    terbitan = models.JSONField("berkas bagi siapa pun", null=True)
    dicatat_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    dicatat_pada = models.DateTimeField()
    diarsipkan_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    diarsipkan_pada = models.DateTimeField(null=True)
    alasan = models.CharField("alasan diarsipkan", max_length=400, blank=True)

    class Meta:
        ordering: ClassVar = ["-hari", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(macam__in=list(MACAM)), name="register_macam"),
            models.CheckConstraint(condition=~Q(nama=""), name="register_bernama"),
            models.CheckConstraint(
                condition=Q(terbitan__isnull=True) | Q(macam__in=_UMUM, berkas__isnull=False),
                name="register_terbitan",
            ),
            models.CheckConstraint(
                condition=Q(diarsipkan_oleh=None, diarsipkan_pada=None, alasan="")
                | (Q(diarsipkan_oleh__isnull=False, diarsipkan_pada__isnull=False) & ~Q(alasan="")),
                name="register_arsip_utuh",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["kabupaten", "macam", "hari"], name="register_daftar"),
            models.Index(fields=["unit", "selesai", "tenggat"], name="register_tenggat"),
        ]

    def __str__(self) -> str:
        return f"{self.jenis.judul}: {self.nama}"

    @property
    def audit_name(self) -> str:
        """Kind and key."""
        return f"{self.jenis.judul} {self.pk}"

    @property
    def jenis(self) -> Macam:
        """Its kind."""
        return MACAM[self.macam]
