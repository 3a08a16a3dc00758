"""Tables of service without a line: keys of a district, numbers that a PPK holds in reserve."""

from __future__ import annotations

import secrets
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from upaya.core.crypto import EncryptedTextField
from upaya.core.scope import ScopedModel, ScopePath
from upaya.jamkesda.ppk.models import Ppk
from upaya.jamkesda.surat.models import SuratJaminan
from upaya.wilayah.models import Unit

_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
_NAME = 6


def new_nama() -> str:
    """A fresh name of a key."""
    return "".join(secrets.choice(_LETTERS) for _ in range(_NAME))


class KunciTanda(ScopedModel):
    """A pair of keys that signs cards and letters of a district; `rahasia` never leaves.

    One signs at a time. When it is followed by another (`diganti_pada`) what it signed still holds;
    once it is withdrawn (`dicabut_pada`) nothing of it does.
    """

    scope_path: ClassVar[ScopePath] = ScopePath("kabupaten", "upt")

    kabupaten = models.ForeignKey("wilayah.Kabupaten", on_delete=models.PROTECT, related_name="+")
    upt = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    kunci = models.UUIDField(unique=True, editable=False)
    nama = models.CharField("nama kunci", max_length=8, unique=True, default=new_nama)
    publik = models.CharField("kunci publik", max_length=64)
    rahasia = EncryptedTextField("kunci rahasia")
    dibuat_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    dibuat_pada = models.DateTimeField()
    diganti_pada = models.DateTimeField("diganti pada", null=True)
    dicabut_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    dicabut_pada = models.DateTimeField(null=True)
    alasan = models.CharField("alasan dicabut", max_length=400, blank=True)

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kabupaten"],
                condition=Q(diganti_pada=None, dicabut_pada=None),
                name="kunci_satu_menandatangani",
            ),
            models.CheckConstraint(
                condition=Q(dicabut_oleh=None, dicabut_pada=None, alasan="")
                | (Q(dicabut_oleh__isnull=False, dicabut_pada__isnull=False) & ~Q(alasan="")),
                name="kunci_dicabut_utuh",
            ),
            models.CheckConstraint(
                condition=Q(diganti_pada=None) | Q(diganti_pada__gte=F("dibuat_pada")),
                name="kunci_urut_waktu",
            ),
        ]

    def __str__(self) -> str:
        return f"Kunci {self.nama}"

    @property
    def audit_name(self) -> str:
        """Its name; never a part of it."""
        return str(self)

    @property
    def keadaan(self) -> str:
        """How it stands, in words."""
        if self.dicabut_pada:
            return "dicabut"
        return "diganti" if self.diganti_pada else "menandatangani"


class NomorDarurat(ScopedModel):
    """A number that a PPK holds in reserve for a letter written without a line.

    `urut` counts within PPK and year. Afterwards the letter that it became is named, once.
    """

    scope_path: ClassVar[ScopePath] = ScopePath("kabupaten", "ppk")

    kabupaten = models.ForeignKey("wilayah.Kabupaten", on_delete=models.PROTECT, related_name="+")
    ppk = models.ForeignKey(Ppk, on_delete=models.PROTECT, related_name="nomor_darurat")
    tahun = models.PositiveSmallIntegerField("tahun")
    urut = models.PositiveIntegerField("urut")
    nomor = models.CharField("nomor darurat", max_length=60, unique=True)
    dicadangkan_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    dicadangkan_pada = models.DateTimeField()
    surat = models.OneToOneField(
        SuratJaminan, on_delete=models.PROTECT, null=True, related_name="nomor_darurat"
    )
    dipakai_tanggal = models.DateField("dipakai tanggal", null=True)
    dipakai_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    dipakai_pada = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["ppk", "tahun", "urut"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["ppk", "tahun", "urut"], name="nomor_darurat_urut"),
            models.CheckConstraint(
                condition=Q(surat=None, dipakai_tanggal=None, dipakai_oleh=None, dipakai_pada=None)
                | Q(
                    surat__isnull=False,
                    dipakai_tanggal__isnull=False,
                    dipakai_oleh__isnull=False,
                    dipakai_pada__isnull=False,
                ),
                name="nomor_darurat_pakai",
            ),
        ]

    def __str__(self) -> str:
        return f"Nomor {self.nomor}"
