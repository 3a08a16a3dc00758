"""Tables of PPK and cooperation agreements (Pasal 1 angka 5, Pasal 4 ayat (1), Pasal 10)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from upaya.core.public import Public
from upaya.core.scope import ScopedModel, ScopePath
from upaya.wilayah.models import Unit


class Layanan(models.TextChoices):
    """Kinds of care that an agreement may cover and a letter may guarantee."""

    RAWAT_JALAN_PERTAMA = "rjtp", "Rawat jalan tingkat pertama"
    RAWAT_INAP_PERTAMA = "ritp", "Rawat inap tingkat pertama"
    RAWAT_JALAN_LANJUTAN = "rjtl", "Rawat jalan tingkat lanjutan"
    RAWAT_INAP_LANJUTAN = "ritl", "Rawat inap tingkat lanjutan"
    PERSALINAN = "persalinan", "Persalinan"

    @property
    def rawat_inap(self) -> bool:
        """Whether somebody stays the night: `jenis` of a claim."""
        return self in {self.RAWAT_INAP_PERTAMA, self.RAWAT_INAP_LANJUTAN, self.PERSALINAN}


class Kelas(models.TextChoices):
    """Class of care; "" where there is none (out-patient)."""

    III = "3", "Kelas III"
    II = "2", "Kelas II"
    I = "1", "Kelas I"  # noqa: E741 - the class's name


class Ppk(ScopedModel):
    """A provider of care (PPK) of the district that pays it: a unit, and what it may give.

    Its key is its unit's, so that whatever belongs to a PPK is found by the scope of its people.
    """

    scope_path: ClassVar[ScopePath] = ScopePath("kabupaten", "pk")
    public: ClassVar[Public | None] = Public(
        rows=Q(), fields=("unit_id", "kabupaten_id", "jenis", "kelas")
    )

    class Jenis(models.TextChoices):
        RUMAH_SAKIT = "rumah_sakit", "Rumah sakit"
        PUSKESMAS = "puskesmas", "Puskesmas"
        KLINIK = "klinik", "Klinik"

    class Tingkat(models.TextChoices):
        A = "A", "Kelas A"
        B = "B", "Kelas B"
        C = "C", "Kelas C"
        D = "D", "Kelas D"

    unit = models.OneToOneField(
        Unit, on_delete=models.PROTECT, primary_key=True, related_name="ppk"
    )
    kabupaten = models.ForeignKey("wilayah.Kabupaten", on_delete=models.PROTECT, related_name="+")
    jenis = models.CharField("jenis PPK", max_length=12, choices=Jenis.choices)
    kelas = models.CharField("kelas", max_length=1, choices=Tingkat.choices, blank=True)
    layanan = models.JSONField("layanan yang disediakan", default=list)

    class Meta:
        ordering: ClassVar = ["unit__nama", "unit"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(jenis__in=["rumah_sakit", "puskesmas", "klinik"])
                & Q(kelas__in=["", "A", "B", "C", "D"]),
                name="ppk_pilihan",
            ),
            models.CheckConstraint(
                condition=Q(kelas="") | Q(jenis="rumah_sakit"), name="ppk_kelas_rumah_sakit"
            ),
        ]

    audit_related: ClassVar[tuple[str, ...]] = ("unit",)

    def __str__(self) -> str:
        return self.unit.nama

    @property
    def audit_name(self) -> str:
        """What the audit calls it."""
        return str(self)


class Perjanjian(ScopedModel):
    """A cooperation agreement with a PPK, or with a company as a partner (Pasal 4 ayat (1)).

    `hari_klaim` are the days allowed for sending a claim, `plafon` whole rupiah for its whole term
    (None: no ceiling), `layanan` the kinds of care (`Layanan`). `klausul` are the clauses of
    Pasal 10: by each quality of data what was agreed. The one who wrote it never decides it.
    """

    scope_path: ClassVar[ScopePath] = ScopePath("kabupaten", "ppk")
    # Where a member is cared for today, and until when that is agreed; money stays inside.
    public: ClassVar[Public | None] = Public(
        rows=Q(status="berlaku", ppk__isnull=False),
        fields=("ppk_id", "mulai", "sampai", "layanan"),
        compared=("kabupaten",),
    )

    class Status(models.TextChoices):
        DRAF = "draf", "Draf"
        BERLAKU = "berlaku", "Berlaku"
        DITANGGUHKAN = "ditangguhkan", "Ditangguhkan"
        BERAKHIR = "berakhir", "Diakhiri"
        DITOLAK = "ditolak", "Ditolak"

    kabupaten = models.ForeignKey("wilayah.Kabupaten", on_delete=models.PROTECT, related_name="+")
    ppk = models.ForeignKey(Ppk, on_delete=models.PROTECT, null=True, related_name="perjanjian")
    badan_usaha = models.CharField("badan usaha", max_length=120, blank=True)
    nomor = models.CharField("nomor perjanjian", max_length=80)
    mulai = models.DateField("berlaku mulai")
    sampai = models.DateField("berlaku sampai")
    layanan = models.JSONField("layanan yang dijamin", default=list)
    daftar_tarif = models.CharField("daftar tarif", max_length=120, blank=True)
    plafon = models.BigIntegerField("plafon", null=True, blank=True)
    hari_klaim = models.PositiveSmallIntegerField("hari pengajuan klaim", default=30)
    klausul = models.JSONField("klausul mutu dan keamanan data", default=dict)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.DRAF)
    alasan = models.CharField("alasan keadaan terakhir", max_length=400, blank=True)
    disusun_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    disusun_pada = models.DateTimeField()
    diputus_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    diputus_pada = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-mulai", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kabupaten", "nomor"], name="perjanjian_nomor_sekali"),
            models.CheckConstraint(
                condition=Q(status__in=["draf", "berlaku", "ditangguhkan", "berakhir", "ditolak"]),
                name="perjanjian_status",
            ),
            models.CheckConstraint(
                condition=Q(ppk__isnull=False, badan_usaha="") | (Q(ppk=None) & ~Q(badan_usaha="")),
                name="perjanjian_satu_pihak",
            ),
            models.CheckConstraint(condition=Q(sampai__gte=F("mulai")), name="perjanjian_masa"),
            models.CheckConstraint(
                condition=Q(plafon=None) | Q(plafon__gte=0), name="perjanjian_plafon"
            ),
            models.CheckConstraint(
                condition=Q(status="draf", diputus_oleh=None, diputus_pada=None)
                | (~Q(status="draf") & Q(diputus_oleh__isnull=False, diputus_pada__isnull=False)),
                name="perjanjian_diputus",
            ),
            models.CheckConstraint(
                condition=Q(diputus_oleh=None) | ~Q(diputus_oleh=F("disusun_oleh")),
                name="perjanjian_orang_kedua",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["ppk", "status", "mulai"], name="perjanjian_ppk"),
        ]

    def __str__(self) -> str:
        return f"Perjanjian {self.nomor}"

    @property
    def pihak(self) -> str:
        """With whom it was made; needs `ppk__unit` loaded."""
        return self.ppk.unit.nama if self.ppk else self.badan_usaha

    @property
    def audit_name(self) -> str:
        """What the audit calls it."""
        return str(self)

    def keadaan(self, day: date) -> str:
        """How it stands on a day, in a word for people."""
        if self.status != self.Status.BERLAKU:
            return str(self.get_status_display())
        if day < self.mulai:
            return "Belum mulai"
        return "Berlaku" if day <= self.sampai else "Habis masanya"


def berlaku_pada(day: date) -> Q:
    """Agreements under which a letter may be made on a day, as a condition on rows."""
    return Q(status=Perjanjian.Status.BERLAKU, mulai__lte=day, sampai__gte=day)
