"""Tables of an SPJ: the case, who was paid, each document with its files, who wrote, findings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from upaya.alur.case import ANSWER_WHOLE, Examination, FindingModel, PartedModel, WriterModel
from upaya.bok.realisasi.models import Pelaksanaan
from upaya.core.models import StoredFile
from upaya.core.scope import ScopedModel, ScopePath
from upaya.rules.bok import road_spj as road
from upaya.rules.bok.road import EDITABLE
from upaya.rules.numbers import MAX_AMOUNT, MAX_COUNT
from upaya.rules.period import Period
from upaya.rules.workflow import Workflow
from upaya.wilayah.models import Unit

UANG = ("transport", "uang_harian", "penginapan", "riil", "jumlah")
"""What somebody is paid for, each a column in rupiah."""

KATA = (
    *("maksud", "tempat", "waktu", "acara", "undangan", "narasumber", "didatangi", "hasil"),
    *("pembahasan", "perkembangan", "tindak_lanjut"),
)
"""What papers quote, entered once, in the order of the form."""
KOLOM: Mapping[str, tuple[str, ...]] = {
    "a": ("transport",),
    "b": ("uang_harian", "transport", "penginapan", "riil"),
    "c": ("transport", "banyak"),
    "d": ("banyak",),
    "e": ("jumlah", "pajak"),
    "f": ("jumlah", "pajak"),
    "g": ("jumlah", "pajak"),
    "h": ("jumlah", "pajak"),
    "i": ("jumlah", "pajak"),
}
"""What is asked of whoever was paid, by letter of Pasal 24."""


class Bagian(models.TextChoices):
    """Parts of an SPJ."""

    PENERIMA = "penerima", "Penerima"
    NASKAH = "naskah", "Isi naskah"
    KELENGKAPAN = "kelengkapan", "Kelengkapan"


def semua() -> list[str]:
    """Every part: open as far as the status lets."""
    return list(Bagian.values)


class SpjKegiatan(PartedModel):
    """The SPJ of one activity for one kind of spending, a letter of Pasal 24.

    The words are entered once; every paper is filled from them, from the report and from the plan.
    `dikirim_pada` is when it was sent the last time, `kas_sampai` the key of the last movement of
    the cash book that its rows were filled from.
    """

    workflow: ClassVar[Workflow] = road.SPJ
    page: ClassVar[str] = "spj:rinci"
    scope_path: ClassVar[ScopePath] = ScopePath("kabupaten", "puskesmas")
    parts: ClassVar[type[models.TextChoices]] = Bagian
    # Papers are drawn from the words, and what was paid shows in them: both come with any mending.
    companions: ClassVar[frozenset[str]] = frozenset({Bagian.NASKAH, Bagian.KELENGKAPAN})
    editable_states: ClassVar[frozenset[str]] = EDITABLE
    examination: ClassVar[Examination] = Examination(
        frozenset({road.DIPERIKSA_PUSKESMAS, road.DIPERIKSA_DINAS}), "pemeriksa", "penyusun SPJ"
    )

    kabupaten = models.ForeignKey("wilayah.Kabupaten", on_delete=models.PROTECT, related_name="+")
    puskesmas = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="spj_bok")
    pelaksanaan = models.ForeignKey(Pelaksanaan, on_delete=models.PROTECT, related_name="spj")
    jenis = models.CharField("jenis SPJ", max_length=1)
    bagian_terbuka = models.JSONField(default=semua)
    kena_pajak = models.BooleanField("belanja ini dikenakan pajak", default=False)
    maksud = models.TextField("maksud tugas", blank=True)
    tempat = models.CharField("tempat", max_length=160, blank=True)
    waktu = models.CharField("pukul", max_length=60, blank=True)
    acara = models.TextField("acara atau bahasan", blank=True)
    undangan = models.TextField("yang diundang, satu baris satu nama", blank=True)
    narasumber = models.TextField("narasumber, satu baris satu nama", blank=True)
    didatangi = models.CharField("pejabat yang didatangi", max_length=120, blank=True)
    hasil = models.TextField("hasil kegiatan", blank=True)
    pembahasan = models.TextField("jalannya rapat", blank=True)
    perkembangan = models.TextField("perkembangan sasaran PMT", blank=True)
    tindak_lanjut = models.TextField("tindak lanjut", blank=True)
    dikirim_pada = models.DateTimeField(null=True)
    kas_sampai = models.BigIntegerField(default=0)
    dibuka_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    dibuka_pada = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-dibuka_pada", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(status__in=list(road.SPJ.states)), name="spj_bok_status"
            ),
            models.CheckConstraint(condition=Q(jenis__in=list("abcdefghi")), name="spj_bok_jenis"),
            models.CheckConstraint(
                condition=~Q(
                    status__in=[road.DIPERIKSA_PUSKESMAS, road.DIPERIKSA_DINAS, road.DITERIMA]
                )
                | Q(dikirim_pada__isnull=False),
                name="spj_bok_dikirim",
            ),
            models.UniqueConstraint(
                fields=["pelaksanaan", "jenis"],
                condition=~Q(status=road.DIBATALKAN),
                name="spj_bok_sekali",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["kabupaten", "status"], name="spj_antrean"),
            models.Index(fields=["puskesmas", "status"], name="spj_puskesmas"),
        ]

    def __str__(self) -> str:
        return f"SPJ {self.pelaksanaan.nama}"

    @property
    def period(self) -> Period:
        """The month of its activity."""
        return self.pelaksanaan.period

    @property
    def owner_name(self) -> str:
        """The puskesmas."""
        return str(self.puskesmas.nama)

    @property
    def short_name(self) -> str:
        """The activity, its month, and the letter of its kind."""
        return f"{self.pelaksanaan.nama}, {self.period.nama}, huruf {self.jenis}"

    def owner_unit(self) -> int:
        """The puskesmas."""
        return self.puskesmas_id

    @property
    def hari_aturan(self) -> date:
        """The day whose checklist holds: the last of the activity's month."""
        first = self.period.first_day
        return first.replace(day=self.period.days)


class PenerimaSpj(ScopedModel):
    """Somebody who was paid or given something, for which days, and how much in whole rupiah.

    `hari` are ISO days. `banyak` counts what is handed out in kind: packs of food, copies.
    """

    scope_path: ClassVar[ScopePath] = ScopePath("spj__kabupaten", "spj__puskesmas")

    spj = models.ForeignKey(SpjKegiatan, on_delete=models.CASCADE, related_name="penerima")
    urutan = models.PositiveSmallIntegerField()
    nama = models.CharField("nama", max_length=120)
    sebagai = models.CharField("sebagai", max_length=120, blank=True)
    hari = models.JSONField(default=list)
    transport = models.BigIntegerField("transport", default=0)
    uang_harian = models.BigIntegerField("uang harian", default=0)
    penginapan = models.BigIntegerField("penginapan", default=0)
    riil = models.BigIntegerField("pernyataan riil", default=0)
    jumlah = models.BigIntegerField("jumlah", default=0)
    pajak = models.BigIntegerField("pajak", default=0)
    banyak = models.PositiveIntegerField("banyaknya", default=0)

    class Meta:
        ordering: ClassVar = ["urutan", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["spj", "urutan"], name="penerima_spj_sekali"),
            models.CheckConstraint(condition=~Q(nama=""), name="penerima_spj_bernama"),
            models.CheckConstraint(
                condition=Q(
                    banyak__lte=MAX_COUNT,
                    **{f"{name}__range": (0, MAX_AMOUNT) for name in (*UANG, "pajak")},
                ),
                name="penerima_spj_jumlah",
            ),
        ]

    def __str__(self) -> str:
        return self.nama

    @property
    def dibayar(self) -> int:
        """All that was paid, before tax."""
        return int(sum(getattr(self, name) for name in UANG))

    @property
    def tanggal(self) -> tuple[date, ...]:
        """The days, in order."""
        return tuple(date.fromisoformat(day) for day in self.hari)


class BuktiSpj(ScopedModel):
    """What stands for a document of the checklist beside its files.

    `alasan` says why it does not apply; `jumlah` is the largest single receipt in it in rupiah.
    """

    scope_path: ClassVar[ScopePath] = ScopePath("spj__kabupaten", "spj__puskesmas")

    spj = models.ForeignKey(SpjKegiatan, on_delete=models.PROTECT, related_name="dokumen")
    kode = models.CharField(max_length=8)
    alasan = models.CharField("alasan tidak ada", max_length=400, blank=True)
    jumlah = models.BigIntegerField("kuitansi terbesar", default=0)
    bermeterai = models.BooleanField("bermeterai", default=False)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["spj", "kode"], name="bukti_spj_sekali"),
            models.CheckConstraint(
                condition=Q(jumlah__range=(0, MAX_AMOUNT)), name="bukti_spj_jumlah"
            ),
        ]

    def __str__(self) -> str:
        return self.kode


class BerkasSpj(ScopedModel):
    """A file of a document; taken out it stays stored and counts no more (`dilepas`)."""

    scope_path: ClassVar[ScopePath] = ScopePath("spj__kabupaten", "spj__puskesmas")

    spj = models.ForeignKey(SpjKegiatan, on_delete=models.PROTECT, related_name="berkas")
    kode = models.CharField(max_length=8)
    stored = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    dilepas = models.BooleanField(default=False)
    diunggah_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    diunggah_pada = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [models.Index(fields=["spj", "dilepas"], name="berkas_spj_berlaku")]

    def __str__(self) -> str:
        return self.stored.name


class PengisiSpj(WriterModel):
    """Who wrote in an SPJ."""

    scope_path: ClassVar[ScopePath] = ScopePath("spj__kabupaten", "spj__puskesmas")
    spj = models.ForeignKey(SpjKegiatan, on_delete=models.PROTECT, related_name="pengisi")

    class Meta(WriterModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["spj", "user", "round"], name="spj_pengisi_sekali"),
        ]


class TemuanSpj(FindingModel):
    """What an examiner asks to be mended; `letak` is the code of a document."""

    scope_path: ClassVar[ScopePath] = ScopePath("spj__kabupaten", "spj__puskesmas")
    spj = models.ForeignKey(SpjKegiatan, on_delete=models.PROTECT, related_name="temuan")
    bagian = models.CharField(max_length=12, choices=Bagian.choices)

    class Meta(FindingModel.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(bagian__in=Bagian.values), name="spj_temuan_bagian"),
            models.CheckConstraint(condition=ANSWER_WHOLE, name="spj_temuan_tanggapan"),
        ]
