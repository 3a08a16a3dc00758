"""Tables that every app stands on: audit, workflow log, stored files, issued documents."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import functions

from upaya.core.crypto import EncryptedTextField
from upaya.core.public import Public
from upaya.core.registry import registry
from upaya.core.scope import Scope, ScopedModel, ScopedQuerySet, ScopePath, rows_seen


class AuditHead(models.Model):
    """The end of one audit chain; its row is locked last in a transaction."""

    # The code of a district, else the name of a declared chain ("" for the nation).
    chain = models.CharField(max_length=32, primary_key=True)
    number = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, default="0" * 64)
    # Entries from this number on are hashed with a key; what stood before there was one is not.
    keyed_from = models.PositiveBigIntegerField(default=1)
    seal = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return f"{registry().chain_label(self.chain)} {self.number}"


class Karantina(models.Model):
    """A file that killed its reader once; it is not given to a reader again."""

    sidik = models.CharField(max_length=64, primary_key=True)
    pada = models.DateTimeField()

    def __str__(self) -> str:
        return self.sidik


class AuditQuerySet(ScopedQuerySet["AuditEntry"]):
    """Entries of the own district, and of the named chains that a membership may read."""

    def for_scope(self, scope: Scope) -> Self:
        """A chain belongs to no unit: whoever may read it reads it whole."""
        own = rows_seen(self.model, scope) or models.Q(pk__in=[])
        return self.filter(own | models.Q(chain__in=sorted(scope.chains)))


class AuditEntry(ScopedModel):
    """One thing that happened. Never changed, never removed: triggers refuse it on both databases.

    `detail` holds ids, field names and keyed hashes, never a personal value, so that erasing a
    person does not break the chain.
    """

    scope_path: ClassVar[ScopePath] = ScopePath("chain")

    chain = models.CharField(max_length=32)
    number = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    # The business day on which it was done; `at` is the clock. Entries of old have none.
    hari = models.DateField(null=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    role = models.CharField(max_length=32, blank=True)
    unit = models.BigIntegerField(null=True)
    action = models.CharField(max_length=64)
    subject_type = models.CharField(max_length=64)
    subject_id = models.CharField(max_length=64)
    detail = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    objects: ClassVar[Any] = AuditQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["chain", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["chain", "number"], name="audit_nomor_unik"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["chain", "-at"], name="audit_waktu"),
            models.Index(fields=["chain", "-hari"], name="audit_hari"),
            models.Index(fields=["subject_type", "subject_id"], name="audit_objek"),
        ]


class WorkflowLog(ScopedModel):
    """One move on the road of one object: who, from where to where, why."""

    scope_path: ClassVar[ScopePath] = ScopePath("kabupaten_id", "unit_id")

    workflow = models.CharField(max_length=32)
    subject_id = models.BigIntegerField()
    kabupaten_id = models.CharField(max_length=8)
    unit_id = models.BigIntegerField()
    move = models.CharField(max_length=32)
    source = models.CharField(max_length=32)
    target = models.CharField(max_length=32)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=32)
    # In place of whom: somebody who is away and lent the role (akun.Pelimpahan).
    mewakili = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    reason = models.TextField(blank=True)
    round = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [
            models.Index(fields=["workflow", "subject_id", "round"], name="alur_objek"),
        ]

    @property
    def by(self) -> str:
        """Who, in which role, in place of whom; needs `actor` and `mewakili`."""
        role = registry().role_label(self.role)
        absent = f", mewakili {self.mewakili.name}" if self.mewakili else ""
        return f"{self.actor.name}, {role}{absent}"


class OverdueNotice(ScopedModel):
    """That those above were told of a step that had run out: once for each stay of a case in it.

    A case that comes back to a step stands there since another moment (`since`).
    """

    scope_path: ClassVar[ScopePath] = ScopePath("kabupaten_id", "unit_id")

    workflow = models.CharField(max_length=32)
    subject_id = models.BigIntegerField()
    kabupaten_id = models.CharField(max_length=8)
    unit_id = models.BigIntegerField()
    step = models.CharField(max_length=32)
    since = models.DateTimeField()
    recipients = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["workflow", "subject_id", "step", "since"],
                name="terlambat_diberitahukan_sekali",
            ),
        ]


class StoredFile(ScopedModel):
    """A file somebody sent: kept under a random name outside the web root, known by its hash."""

    scope_path: ClassVar[ScopePath] = ScopePath("kabupaten_id", "unit_id")

    class Kind(models.TextChoices):
        PDF = "pdf", "PDF"
        JPG = "jpg", "JPG"
        PNG = "png", "PNG"
        XLSX = "xlsx", "XLSX"

    kabupaten_id = models.CharField(max_length=8)
    unit_id = models.BigIntegerField()
    name = models.CharField("nama berkas", max_length=120)
    kind = models.CharField(max_length=4, choices=Kind.choices)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    path = models.CharField(max_length=80, unique=True)
    # None: a citizen without an account.
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    uploaded_at = models.DateTimeField()
    # The permission it takes beside that of all files; "" where every reader of the unit may.
    khusus = models.CharField(max_length=64, blank=True, default="")
    # What its device knows it by (SHA-256 of the file as it was chosen) at the place it was sent
    # to: sent twice it is one. "" for what was sent without.
    tempat = models.CharField(max_length=80, blank=True, default="")
    tanda = models.CharField(max_length=64, blank=True, default="")
    # SHA-256 of the small picture kept beside it; "" without one.
    kecil = models.CharField(max_length=64, blank=True, default="")
    # Where it was taken, in millionths of a degree; only when whoever sent it wanted that.
    lintang = models.IntegerField(null=True)
    bujur = models.IntegerField(null=True)

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["tempat", "tanda"], condition=~models.Q(tanda=""), name="berkas_sekali"
            ),
            models.CheckConstraint(
                condition=models.Q(tempat="", tanda="")
                | (~models.Q(tempat="") & ~models.Q(tanda="")),
                name="berkas_tempat_tanda",
            ),
            models.CheckConstraint(
                condition=models.Q(lintang=None, bujur=None)
                | models.Q(
                    lintang__range=(-90_000_000, 90_000_000),
                    bujur__range=(-180_000_000, 180_000_000),
                ),
                name="berkas_letak",
            ),
            models.CheckConstraint(
                condition=models.Q(size__gt=0) & models.Q(size__lte=10 * 1024 * 1024),
                name="berkas_ukuran",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=["pdf", "jpg", "png", "xlsx"]), name="berkas_jenis"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["kabupaten_id", "unit_id"], name="berkas_unit")]


class Dokumen(ScopedModel):
    """The register of issued documents: one row for each content of one thing. It only grows.

    `versi` counts what was issued of the same kind for the same thing; the highest one stands
    unless it was withdrawn (`PencabutanDokumen`), the others are superseded. `sidik` is the
    fingerprint of the content, `kode` the random word in the address of its public check page. What
    it says word for word stands in `NaskahDokumen`.
    """

    scope_path: ClassVar[ScopePath] = ScopePath("kabupaten_id", "unit_id")
    # Whoever holds the paper knows its address, and reads there what the paper itself says.
    public: ClassVar[Public | None] = Public(
        rows=models.Q(), fields=("kode", "judul", "nomor", "tanggal", "unit_nama", "total")
    )

    kabupaten_id = models.CharField(max_length=8)
    unit_id = models.BigIntegerField()
    unit_nama = models.CharField(max_length=120)
    subject_type = models.CharField(max_length=64)
    subject_id = models.CharField(max_length=64)
    jenis = models.CharField(max_length=32)
    versi = models.PositiveIntegerField()
    judul = models.CharField(max_length=120)
    nomor = models.CharField(max_length=120)
    tahun = models.PositiveSmallIntegerField()
    urut = models.PositiveIntegerField()
    tanggal = models.DateField()
    total = models.BigIntegerField(null=True)  # whole rupiah
    sidik = models.CharField(max_length=64)
    kode = models.CharField(max_length=32, unique=True)
    terbit_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    terbit_pada = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kabupaten_id", "unit_id", "tahun", "urut"], name="dokumen_nomor_unik"
            ),
            models.UniqueConstraint(
                fields=["subject_type", "subject_id", "jenis", "versi"], name="dokumen_versi_unik"
            ),
            models.CheckConstraint(
                condition=models.Q(tahun=functions.ExtractYear("tanggal"))
                & models.Q(urut__gte=1, versi__gte=1),
                name="dokumen_penomoran",
            ),
            models.CheckConstraint(
                condition=models.Q(total=None) | models.Q(total__gte=0), name="dokumen_total"
            ),
            models.CheckConstraint(
                condition=~models.Q(jenis="") & ~models.Q(nomor="") & ~models.Q(kode=""),
                name="dokumen_bernama",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.judul} {self.nomor}"


class NaskahDokumen(ScopedModel):
    """An issued document word for word, sealed: it may name accounts and numbers of people.

    A table of its own, so that lists of the register do not carry it along.
    """

    scope_path: ClassVar[ScopePath] = ScopePath("kabupaten_id", "unit_id")

    kabupaten_id = models.CharField(max_length=8)
    unit_id = models.BigIntegerField()
    dokumen = models.OneToOneField(Dokumen, on_delete=models.PROTECT, related_name="naskah")
    isi = EncryptedTextField()

    class Meta:
        ordering: ClassVar = ["-pk"]


class PencabutanDokumen(ScopedModel):
    """An issued document is withdrawn: the step that it was issued upon was taken back.

    A row of its own, so that the register goes on only growing. `sebab` is a fixed sentence of the
    program, never what somebody typed: it is read by everybody who holds the paper.
    """

    scope_path: ClassVar[ScopePath] = ScopePath("kabupaten_id", "unit_id")
    public: ClassVar[Public | None] = Public(
        rows=models.Q(), fields=("dokumen_id", "sebab", "tanggal")
    )

    kabupaten_id = models.CharField(max_length=8)
    unit_id = models.BigIntegerField()
    dokumen = models.OneToOneField(
        Dokumen, on_delete=models.PROTECT, to_field="kode", related_name="pencabutan"
    )
    sebab = models.CharField(max_length=160)
    tanggal = models.DateField()
    dicabut_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    dicabut_pada = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(sebab=""), name="pencabutan_bersebab"),
        ]
