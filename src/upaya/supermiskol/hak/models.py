"""What families ask for: objections and corrections, kept with their answer."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from upaya.core.crypto import EncryptedTextField
from upaya.core.scope import ScopedModel, ScopePath
from upaya.supermiskol.hak.batas import BatasHak, akhir_hari, batas_hak
from upaya.supermiskol.permohonan.models import Permohonan


class Jenis(models.TextChoices):
    """What is asked for."""

    KEBERATAN = "keberatan", "Keberatan"
    PEMBETULAN = "pembetulan", "Pembetulan data"


class Bidang(models.TextChoices):
    """What of the data is wrong. All but the last are fields that the program mends itself."""

    NAMA = "nama", "Nama"
    NIK = "nik", "NIK"
    KK = "kk", "Nomor KK"
    TANGGAL_LAHIR = "tanggal_lahir", "Tanggal lahir"
    IBU = "ibu", "Nama ibu kandung"
    ALAMAT = "alamat", "Alamat"
    TELEPON = "telepon", "Nomor telepon"
    LAIN = "lain", "Hal lain"


class PermintaanHak(ScopedModel):
    """One objection or correction of a family, and its answer; nothing here is ever removed.

    `pemutus` is who decided what is objected to, frozen when it is filed: the answer comes from
    somebody else. `seharusnya` is the right value as it would be stored. `batas` is the moment
    until which it is to be answered. An objection that is upheld promises something: `janji` until
    `janji_sampai`, kept when `dipenuhi_pada` says so.
    """

    scope_path: ClassVar[ScopePath] = ScopePath("kabupaten", "permohonan__desa")

    class Status(models.TextChoices):
        TERBUKA = "terbuka", "Menunggu jawaban"
        DITERIMA = "diterima", "Diterima"
        DITOLAK = "ditolak", "Tidak diterima"

    kabupaten = models.ForeignKey("wilayah.Kabupaten", on_delete=models.PROTECT, related_name="+")
    permohonan = models.ForeignKey(Permohonan, on_delete=models.PROTECT, related_name="hak")
    kunci = models.UUIDField(unique=True, editable=False)
    jenis = models.CharField(max_length=10, choices=Jenis.choices)
    bidang = models.CharField("yang keliru", max_length=16, choices=Bidang.choices, blank=True)
    uraian = models.TextField("isi permintaan")
    seharusnya = EncryptedTextField("yang benar", blank=True)
    pemutus = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    diajukan_pada = models.DateTimeField()
    batas = models.DateTimeField()
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.TERBUKA)
    jawaban = models.TextField(blank=True)
    dijawab_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    dijawab_pada = models.DateTimeField(null=True)
    janji = models.TextField(blank=True)
    janji_sampai = models.DateField(null=True)
    pemenuhan = models.TextField(blank=True)
    dipenuhi_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    dipenuhi_pada = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["permohonan", "jenis", "bidang"],
                condition=Q(status="terbuka"),
                name="hak_terbuka_sekali",
            ),
            models.CheckConstraint(
                condition=Q(jenis="keberatan", bidang="", seharusnya="")
                | Q(jenis="pembetulan", bidang__in=Bidang.values, pemutus=None),
                name="hak_jenis",
            ),
            models.CheckConstraint(condition=~Q(uraian=""), name="hak_beruraian"),
            models.CheckConstraint(
                condition=Q(
                    status="terbuka", jawaban="", dijawab_oleh=None, dijawab_pada=None, janji=""
                )
                | (
                    Q(
                        status__in=["diterima", "ditolak"],
                        dijawab_oleh__isnull=False,
                        dijawab_pada__isnull=False,
                    )
                    & ~Q(jawaban="")
                ),
                name="hak_jawaban_utuh",
            ),
            # Whoever decided does not judge the objection.
            models.CheckConstraint(
                condition=Q(pemutus=None) | Q(dijawab_oleh=None) | ~Q(dijawab_oleh=F("pemutus")),
                name="hak_dijawab_orang_lain",
            ),
            # An objection is upheld with a promise, and nothing else promises.
            models.CheckConstraint(
                condition=Q(jenis="keberatan", status="diterima", janji_sampai__isnull=False)
                & ~Q(janji="")
                | (Q(janji="", janji_sampai=None) & ~Q(jenis="keberatan", status="diterima")),
                name="hak_janji_utuh",
            ),
            models.CheckConstraint(
                condition=Q(pemenuhan="", dipenuhi_oleh=None, dipenuhi_pada=None)
                | (
                    Q(
                        janji_sampai__isnull=False,
                        dipenuhi_oleh__isnull=False,
                        dipenuhi_pada__isnull=False,
                    )
                    & ~Q(pemenuhan="")
                ),
                name="hak_penuhi_utuh",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["kabupaten", "status", "batas"], name="hak_antrean"),
        ]

    def __str__(self) -> str:
        return f"{self.get_jenis_display()} {self.permohonan.tiket}"

    @property
    def audit_name(self) -> str:
        """The kind and the number of the request."""
        return str(self)

    @property
    def terbuka(self) -> bool:
        """Whether it waits for its answer."""
        return self.status == self.Status.TERBUKA

    @property
    def menunggu_janji(self) -> bool:
        """Whether something was promised and not done yet."""
        return self.janji_sampai is not None and self.dipenuhi_pada is None

    @property
    def tenggat(self) -> BatasHak | None:
        """Until when it is to be answered, or what was promised to be done; None when it is."""
        if self.terbuka:
            return batas_hak(self.batas)
        if self.janji_sampai is not None and self.dipenuhi_pada is None:
            return batas_hak(akhir_hari(self.janji_sampai))
        return None

    @property
    def terlambat(self) -> bool:
        """Whether that has passed, or had when it was answered."""
        due = self.tenggat
        if due is not None and due.lewat:
            return True
        return self.dijawab_pada is not None and self.dijawab_pada > self.batas

    @property
    def tone(self) -> str:
        """Colour beside the status."""
        return {"terbuka": "warn", "diterima": "good"}.get(self.status, "neutral")
