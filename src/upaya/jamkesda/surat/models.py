"""Tables of the counter: referrals and guarantee letters."""

from __future__ import annotations

import secrets
from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from upaya.alur.case import WorkflowModel
from upaya.core import clock
from upaya.core.models import Dokumen, StoredFile
from upaya.core.public import Public
from upaya.core.scope import Owner, ScopedModel, ScopePath
from upaya.jamkesda.peserta.models import Peserta
from upaya.jamkesda.ppk.models import Kelas, Layanan, Perjanjian, Ppk
from upaya.rules.jamkesda import road
from upaya.rules.jamkesda.susulan import Susulan
from upaya.rules.workflow import Workflow

_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
_INAP = ("ritp", "ritl", "persalinan")
_TERBUKA = Q(status__in=list(road.TERBUKA))
BELUM_BERES = Q(gawat_darurat=True) & (
    Q(susulan_pada=None) | Q(susulan_pada__gt=F("susulan_sampai"))
)
"""Letters of an emergency whose papers have not come, or came too late."""


def new_kode() -> str:
    """A fresh word for the page of a letter: sixteen letters drawn at random."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(16))


class Rujukan(ScopedModel):
    """A referral from one PPK to another; `lanjutan_dari` is the one before it in the chain.

    Both PPK see it: who sent and who receives.
    """

    scope_path: ClassVar[ScopePath] = ScopePath(
        "kabupaten", "dari", also=(Owner("kabupaten", "ke"),)
    )

    kabupaten = models.ForeignKey("wilayah.Kabupaten", on_delete=models.PROTECT, related_name="+")
    peserta = models.ForeignKey(Peserta, on_delete=models.PROTECT, related_name="rujukan")
    dari = models.ForeignKey(Ppk, on_delete=models.PROTECT, related_name="+")
    ke = models.ForeignKey(Ppk, on_delete=models.PROTECT, related_name="+")
    lanjutan_dari = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="lanjutan"
    )
    kunci = models.UUIDField(unique=True, editable=False)
    nomor = models.CharField("nomor rujukan", max_length=60)
    tanggal = models.DateField("tanggal rujukan")
    diagnosis = models.CharField("kelompok diagnosis", max_length=8)
    alasan = models.CharField("alasan merujuk", max_length=400)
    dibuat_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    dibuat_pada = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-tanggal", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["dari", "nomor"], name="rujukan_nomor_sekali"),
            models.CheckConstraint(condition=~Q(dari=F("ke")), name="rujukan_dua_ppk"),
            models.CheckConstraint(condition=~Q(alasan=""), name="rujukan_beralasan"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["peserta", "tanggal"], name="rujukan_peserta"),
            models.Index(fields=["ke", "tanggal"], name="rujukan_ke"),
            models.Index(fields=["dari", "tanggal"], name="rujukan_dari"),
        ]

    def __str__(self) -> str:
        return f"Rujukan {self.nomor}"


class SuratJaminan(WorkflowModel):
    """A guarantee letter: this member, at this PPK, for this care, up to this limit.

    `diagnosis` is a three-sign category of ICD-10 (the diagnosis group), `batas` whole rupiah
    (None: no limit of its own); what claims took of it stands in the book of limits under `kode`.
    In an emergency care comes first: the papers are due on `susulan_sampai`, and `susulan_pada`
    says when they came.
    """

    workflow: ClassVar[Workflow] = road.SURAT_JAMINAN
    page: ClassVar[str] = "jaminan:rinci"
    scope_path: ClassVar[ScopePath] = ScopePath("kabupaten", "ppk")
    # Who holds the letter knows its code.
    public: ClassVar[Public | None] = Public(
        rows=Q(status__in=["terbit", "selesai", "dicabut"]),
        fields=(
            "id", "nomor", "status", "layanan", "mulai", "sampai", "kabupaten_id", "ppk_id",
            "peserta_id",
        ),
        compared=("kode",),
    )  # fmt: skip

    kabupaten = models.ForeignKey("wilayah.Kabupaten", on_delete=models.PROTECT, related_name="+")
    ppk = models.ForeignKey(Ppk, on_delete=models.PROTECT, related_name="surat")
    peserta = models.ForeignKey(Peserta, on_delete=models.PROTECT, related_name="surat")
    perjanjian = models.ForeignKey(Perjanjian, on_delete=models.PROTECT, related_name="surat")
    rujukan = models.ForeignKey(
        Rujukan, on_delete=models.PROTECT, null=True, blank=True, related_name="surat"
    )
    kunci = models.UUIDField(unique=True, editable=False)
    kode = models.CharField(max_length=32, unique=True, default=new_kode, editable=False)
    nomor = models.CharField(max_length=120, blank=True)
    dokumen = models.OneToOneField(Dokumen, on_delete=models.PROTECT, null=True, related_name="+")
    layanan = models.CharField("layanan", max_length=12, choices=Layanan.choices)
    kelas = models.CharField("kelas perawatan", max_length=1, choices=Kelas.choices, blank=True)
    diagnosis = models.CharField("kelompok diagnosis", max_length=8)
    mulai = models.DateField("berlaku mulai")
    sampai = models.DateField("berlaku sampai")
    batas = models.BigIntegerField("batas jaminan", null=True, blank=True)
    gawat_darurat = models.BooleanField("gawat darurat", default=False)
    susulan_sampai = models.DateField("berkas menyusul sampai", null=True)
    susulan_pada = models.DateField("berkas lengkap pada", null=True)
    dibuat_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    dibuat_pada = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-dibuat_pada", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(status__in=list(road.SURAT_JAMINAN.states)), name="jaminan_status"
            ),
            models.CheckConstraint(
                condition=Q(layanan__in=["rjtp", "ritp", "rjtl", "ritl", "persalinan"])
                & Q(kelas__in=["", "1", "2", "3"]),
                name="jaminan_pilihan",
            ),
            models.CheckConstraint(condition=Q(sampai__gte=F("mulai")), name="jaminan_masa"),
            models.CheckConstraint(condition=Q(batas=None) | Q(batas__gte=0), name="jaminan_batas"),
            # Papers are late only in an emergency.
            models.CheckConstraint(
                condition=Q(gawat_darurat=True, susulan_sampai__isnull=False)
                | Q(gawat_darurat=False, susulan_sampai=None, susulan_pada=None),
                name="jaminan_susulan",
            ),
            # A letter that was issued has its number and its words.
            models.CheckConstraint(
                condition=~Q(status__in=["terbit", "selesai", "dicabut"])
                | (~Q(nomor="") & Q(dokumen__isnull=False)),
                name="jaminan_bernomor",
            ),
            # One open letter per episode: a stay in hospital is one wherever it is; out-patient
            # care is one per PPK and diagnosis group.
            models.UniqueConstraint(
                fields=["peserta"],
                condition=_TERBUKA & Q(layanan__in=list(_INAP)),
                name="jaminan_satu_rawat_inap",
            ),
            models.UniqueConstraint(
                fields=["peserta", "ppk", "diagnosis"],
                condition=_TERBUKA & ~Q(layanan__in=list(_INAP)),
                name="jaminan_satu_rawat_jalan",
            ),
        ]
        indexes: ClassVar = [
            # The list, all and by status, for the UPT and for a PPK: the newest are read at once.
            models.Index(fields=["kabupaten", "mulai", "id"], name="jaminan_mulai"),
            models.Index(fields=["kabupaten", "status", "mulai", "id"], name="jaminan_status"),
            models.Index(fields=["kabupaten", "ppk", "mulai", "id"], name="jaminan_milik"),
            models.Index(
                fields=["kabupaten", "ppk", "status", "mulai", "id"], name="jaminan_status_milik"
            ),
            # What waits longest in a state.
            models.Index(
                fields=["kabupaten", "status", "status_since", "id"], name="jaminan_menunggu"
            ),
            # Emergencies whose papers are still to come: a few of all.
            models.Index(
                fields=["kabupaten", "ppk", "susulan_sampai"],
                condition=Q(gawat_darurat=True, susulan_pada__isnull=True),
                name="jaminan_menyusul",
            ),
            models.Index(fields=["peserta", "mulai"], name="jaminan_peserta"),
            # A claim names its letter by the number on it.
            models.Index(fields=["kabupaten", "nomor"], name="jaminan_nomor"),
            # What a number begins with: the order of a language is no order of beginnings.
            models.Index(
                fields=["kabupaten", "nomor"],
                opclasses=["varchar_ops", "varchar_pattern_ops"],
                name="jaminan_nomor_awal",
            ),
        ]

    def __str__(self) -> str:
        return f"Surat jaminan {self.nomor or self.pk}"

    @property
    def owner_name(self) -> str:
        """The PPK; needs `ppk__unit` loaded."""
        return str(self.ppk.unit.nama)

    @property
    def short_name(self) -> str:
        """Its number, or what stands for it before it has one."""
        return self.nomor or f"draf {self.pk}"

    @property
    def dapat_diklaim(self) -> bool:
        """Whether a claim may stand on it: it was issued and not withdrawn."""
        return self.status in (road.TERBIT, road.SELESAI)

    @property
    def menginap(self) -> bool:
        """Whether the care is a stay."""
        return self.layanan in _INAP

    @property
    def audit_name(self) -> str:
        """The number alone: the audit holds no personal value."""
        return str(self)

    def owner_unit(self) -> int:
        """The unit of the PPK."""
        return int(self.ppk_id)

    @property
    def kata_kelas(self) -> str:
        """Its class of care within a sentence, "kelas III"; "" without one."""
        return f"kelas {Kelas(self.kelas).name}" if self.kelas else ""

    @property
    def menerima_berkas(self) -> bool:
        """Whether papers may come: while it is open, and as long as an emergency owes its own."""
        owed = self.gawat_darurat and self.susulan_pada is None
        return self.status in road.TERBUKA or (owed and self.status == road.SELESAI)

    @property
    def susulan(self) -> Susulan | None:
        """When its papers are due and came; None where care did not come first."""
        due = self.susulan_sampai
        return Susulan(due, self.susulan_pada) if self.gawat_darurat and due else None

    @property
    def sebab_terlambat(self) -> str:
        """Why its papers are late today, as a sentence; "" when they are not."""
        return self.susulan.terlambat(clock.today()) if self.susulan else ""

    def berlaku(self, day: date) -> bool:
        """Whether care of that day stands under it."""
        issued = {road.TERBIT, road.SELESAI}
        return self.status in issued and self.mulai <= day <= self.sampai


class BerkasSurat(ScopedModel):
    """A paper of a letter: the referral, the statement of an emergency, what came later."""

    scope_path: ClassVar[ScopePath] = ScopePath("surat__kabupaten", "surat__ppk")

    surat = models.ForeignKey(SuratJaminan, on_delete=models.PROTECT, related_name="berkas")
    nama = models.CharField("isi berkas", max_length=120)
    stored = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    diunggah_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    diunggah_pada = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["surat", "stored"], name="berkas_surat_sekali"),
        ]
