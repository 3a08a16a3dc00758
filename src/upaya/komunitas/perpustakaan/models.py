"""Tables of the library and of meetings; all of it is for everybody."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from upaya.core.public import Public
from upaya.core.scope import ScopedModel, ScopePath

LONGEST = 6_000


class Bacaan(ScopedModel):
    """A document or a link. `label` are words between commas, `kutipan` how it is cited."""

    scope_path: ClassVar[ScopePath] = ScopePath("kabupaten")
    public: ClassVar[Public | None] = Public(
        Q(ditarik_pada=None),
        (
            "id", "jenis", "judul", "penulis", "tahun", "label", "kutipan", "ringkasan", "tautan",
            "berkas_id", "ditambah_pada",
        ),
    )  # fmt: skip

    class Jenis(models.TextChoices):
        """What kind of reading it is."""

        PERATURAN = "peraturan", "Peraturan"
        ARTIKEL = "artikel", "Artikel"
        KEBIJAKAN = "kebijakan", "Policy brief"
        PAPARAN = "paparan", "Paparan"
        VIDEO = "video", "Video"

    kabupaten = models.ForeignKey("wilayah.Kabupaten", on_delete=models.PROTECT, related_name="+")
    jenis = models.CharField("jenis", max_length=10, choices=Jenis.choices)
    judul = models.CharField("judul", max_length=200)
    penulis = models.CharField("penulis", max_length=200)
    tahun = models.PositiveSmallIntegerField("tahun")
    label = models.CharField("label", max_length=200, blank=True)
    kutipan = models.TextField("teks kutipan", max_length=600, blank=True)
    ringkasan = models.TextField("ringkasan", max_length=LONGEST, blank=True)
    tautan = models.URLField("tautan", max_length=400, blank=True)
    berkas = models.ForeignKey(
        "core.StoredFile", on_delete=models.PROTECT, null=True, related_name="+"
    )
    ditambah_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    ditambah_pada = models.DateTimeField()
    ditarik_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    ditarik_pada = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-tahun", "-pk"]
        indexes: ClassVar = [models.Index(fields=["jenis", "tahun"], name="bacaan_jenis")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(jenis__in=["peraturan", "artikel", "kebijakan", "paparan", "video"]),
                name="bacaan_pilihan",
            ),
            models.CheckConstraint(
                condition=~Q(tautan="") | Q(berkas__isnull=False), name="bacaan_ada"
            ),
            models.CheckConstraint(
                condition=Q(ditarik_pada=None, ditarik_oleh=None)
                | Q(ditarik_pada__isnull=False, ditarik_oleh__isnull=False),
                name="bacaan_ditarik",
            ),
        ]

    def __str__(self) -> str:
        return self.judul


class Pertemuan(ScopedModel):
    """A meeting. `urutan` grows with every change, so that calendars take the latest."""

    scope_path: ClassVar[ScopePath] = ScopePath("kabupaten")
    public: ClassVar[Public | None] = Public(
        Q(),
        (
            "id", "uid", "judul", "uraian", "mulai_pada", "selesai_pada", "zona", "tempat",
            "tautan", "urutan", "batal", "notulen", "diubah_pada",
        ),
    )  # fmt: skip

    class Zona(models.TextChoices):
        """The three zones of Indonesia, as the clock hangs there."""

        WIB = "Asia/Jakarta", "WIB"
        WITA = "Asia/Makassar", "WITA"
        WIT = "Asia/Jayapura", "WIT"

    kabupaten = models.ForeignKey("wilayah.Kabupaten", on_delete=models.PROTECT, related_name="+")
    uid = models.CharField(max_length=80, unique=True)
    judul = models.CharField("judul", max_length=160)
    uraian = models.TextField("uraian", max_length=LONGEST, blank=True)
    mulai_pada = models.DateTimeField("mulai")
    selesai_pada = models.DateTimeField("selesai")
    zona = models.CharField("zona", max_length=20, choices=Zona.choices, default=Zona.WIB)
    tempat = models.CharField("tempat", max_length=200, blank=True)
    tautan = models.URLField("tautan rapat", max_length=400, blank=True)
    urutan = models.PositiveIntegerField(default=0)
    batal = models.BooleanField(default=False)
    notulen = models.TextField("notulen", max_length=20_000, blank=True)
    dibuat_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    diubah_pada = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-mulai_pada", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(selesai_pada__gt=F("mulai_pada")), name="pertemuan_waktu"
            ),
            models.CheckConstraint(
                condition=Q(zona__in=["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"])
                & (~Q(tempat="") | ~Q(tautan="")),
                name="pertemuan_tempat",
            ),
        ]

    def __str__(self) -> str:
        return self.judul
