"""A toy system, whole: three roles, one road, one model with two parts, findings, one paper."""

from enum import ReprEnum

from django.db import models
from django.db.models import Q

from upaya.alur.case import ANSWER_WHOLE, Examination, FindingModel, PartedModel, WriterModel
from upaya.alur.findings import all_answered, none_new, reopen, some_new
from upaya.alur.mail import tell_next
from upaya.alur.overdue import Watch
from upaya.alur.pages import CasePages
from upaya.alur.papers import Paper, Papers
from upaya.alur.reading import PartedReading
from upaya.alur.road import Road
from upaya.alur.urls import case_paths
from upaya.alur.words import finding_words
from upaya.core.documents.content import Isi, Kop, Paragraf
from upaya.core.permissions import Permission
from upaya.core.registry import Entry, Sistem
from upaya.core.scope import ScopePath
from upaya.rules.roles import Reach, Role
from upaya.rules.workflow import Move, State, build

AT, BY = ("puskesmas",), ("admin_dinas",)
PENULIS = Role("penulis", "Penulis mainan", Reach.UNIT, AT, given_by=BY, excludes=("pembaca",))
PEMBACA = Role("pembaca", "Pembaca mainan", Reach.UNIT, AT, given_by=BY)
PENGAWAS = Role("pengawas", "Pengawas mainan", Reach.DISTRICT, ("dinas",), given_by=BY)
DAYS, LAW = "insentif_ukm.tenggat.pengisian", "Pasal 1 aturan main"
JALAN = build("mainan", "draf", (
    State("draf", "Draf", "Kirim surat mainan.", (PENULIS, PEMBACA), DAYS),
    State("terkirim", "Terkirim", "Baca surat mainan.", (PEMBACA,), DAYS),
    State("kembali", "Kembali", "Perbaiki surat mainan.", (PENULIS,), DAYS),
    State("terbaca", "Terbaca"),
), (
    Move("kirim", frozenset({"draf", "kembali"}), "terkirim", (PENULIS, PEMBACA), "Kirim surat",
         "Surat dikirim.", conditions=("dijawab",), legal_basis=LAW),
    Move("baca", frozenset({"terkirim"}), "terbaca", (PEMBACA,), "Tandai terbaca",
         "Surat dibaca.", conditions=("bersih",), different_from=("kirim",), legal_basis=LAW),
    Move("kembalikan", frozenset({"terkirim"}), "kembali", (PEMBACA,), "Kembalikan surat",
         "Surat dikembalikan.", reason_required=True, conditions=("ada_temuan",), legal_basis=LAW),
), title="Alur surat mainan", noun="surat", conditions={"dijawab": "Temuan sudah ditanggapi.",
    "bersih": "Tidak ada temuan.", "ada_temuan": "Ada temuan."})  # fmt: skip


class IzinMainan(Permission, ReprEnum):
    LIHAT = "mainan.lihat", "Membaca surat mainan"
    ISI = "mainan.isi", "Mengisi surat mainan"
    TEMUAN = "mainan.temuan", "Mencatat temuan surat mainan"


class Bagian(models.TextChoices):
    ISI, TUJUAN = ("isi", "Isi surat"), ("tujuan", "Tujuan surat")


def semua() -> list[str]:
    return list(Bagian.values)


class Surat(PartedModel):
    workflow, scope_path, parts = JALAN, ScopePath("kabupaten_id", "unit_id"), Bagian
    editable_states = frozenset({"draf", "kembali"})
    examination = Examination(frozenset({"terkirim"}), "pembaca", "penulis")
    kabupaten_id = models.CharField(max_length=8)
    unit_id = models.BigIntegerField()
    bagian_terbuka = models.JSONField(default=semua)
    isi = models.CharField(max_length=80)
    tujuan = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(condition=Q(status__in=[*JALAN.states]), name="surat_status"),
            models.CheckConstraint(condition=Q(status="draf") | ~Q(isi=""), name="surat_isi"),
        )

    def __str__(self) -> str:
        return self.isi


class Pengisi(WriterModel):
    scope_path = ScopePath("surat__kabupaten_id", "surat__unit_id")
    surat = models.ForeignKey(Surat, on_delete=models.PROTECT, related_name="pengisi")


class Temuan(FindingModel):
    scope_path = ScopePath("surat__kabupaten_id", "surat__unit_id")
    surat = models.ForeignKey(Surat, on_delete=models.PROTECT, related_name="temuan")
    bagian = models.CharField(max_length=8, choices=Bagian.choices)

    class Meta(FindingModel.Meta):
        constraints = (
            models.CheckConstraint(condition=Q(bagian__in=Bagian.values), name="surat_bagian"),
            models.CheckConstraint(condition=ANSWER_WHOLE, name="surat_tanggapan"),
        )


def kertas(reading: PartedReading[Surat]) -> list[Paper]:
    text = Paragraf(reading.subject.isi)
    isi = Isi("surat", "MAIN-1", "Surat Mainan", Kop("Mainan", "Mainan"), (text,))
    return [Paper("surat", "Surat mainan", LAW, IzinMainan.ISI, "", lambda: isi)]


ROAD = Road(
    JALAN, Surat, {"dijawab": all_answered, "bersih": none_new, "ada_temuan": some_new},
    {"kembalikan": reopen}, frozenset({"kembalikan"}), tell_next(PENULIS), PartedReading,
)  # fmt: skip
WATCH = Watch(ROAD, {PENGAWAS: (PENULIS, PEMBACA)})
PAGES = CasePages(
    road=ROAD, title="Surat mainan", view=IzinMainan.LIHAT, write=IzinMainan.ISI,
    find=IzinMainan.TEMUAN, fields={"isi": ("isi",), "tujuan": ("tujuan",)},
    papers=Papers(permission=IzinMainan.LIHAT, issue_permission=IzinMainan.ISI, of=kertas,
                  stem=lambda surat: str(surat.pk)),
)  # fmt: skip
tasks, lanes = PAGES.inbox, PAGES.board
app_name, urlpatterns = "mainan", case_paths(PAGES)
SISTEM = Sistem(
    name="mainan", title="Mainan", intro="Surat yang ditulis satu orang dan dibaca orang lain.",
    roles=(PENULIS, PEMBACA, PENGAWAS), permissions=IzinMainan, roads=(JALAN,), papers=("MAIN-1",),
    grants={IzinMainan.LIHAT: (PENULIS, PEMBACA, PENGAWAS), IzinMainan.ISI: (PENULIS,),
            IzinMainan.TEMUAN: (PEMBACA,)}, urls=(("mainan/", __name__),),
    menu=(Entry("Surat mainan", "mainan:daftar", IzinMainan.LIHAT, ("/mainan/",), 190),),
    inbox=(f"{__name__}.tasks",), boards=(f"{__name__}.lanes",),
    watches=(f"{__name__}.WATCH",), words=finding_words(JALAN),
)  # fmt: skip
