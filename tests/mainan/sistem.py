"""A toy system, whole: two roles, one road, one model, one page, one paper."""

from enum import ReprEnum

from django.db import models
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path

from upaya.core import steps
from upaya.core.access import Request
from upaya.core.documents.answer import paper
from upaya.core.documents.content import Isi, Kop, Paragraf
from upaya.core.guard import protected, protected_object
from upaya.core.permissions import Permission
from upaya.core.registry import Entry, Sistem
from upaya.core.scope import ScopePath
from upaya.core.workflow import Road, WorkflowModel
from upaya.rules.roles import Reach, Role
from upaya.rules.workflow import Move, State, build

AT, BY = ("puskesmas",), ("admin_dinas",)
PENULIS = Role("penulis", "Penulis mainan", Reach.UNIT, AT, given_by=BY, excludes=("pembaca",))
PEMBACA = Role("pembaca", "Pembaca mainan", Reach.UNIT, AT, given_by=BY)
DAYS, LAW = "insentif_ukm.tenggat.pengisian", "Pasal 1 aturan main"
STATES = (
    State("draf", "Draf", "Kirim surat mainan.", (PENULIS, PEMBACA), DAYS),
    State("terkirim", "Terkirim", "Baca surat mainan.", (PEMBACA,), DAYS),
    State("terbaca", "Terbaca"),
)
MOVES = (
    Move("kirim", frozenset({"draf"}), "terkirim", (PENULIS, PEMBACA), "Kirim surat",
         "Surat dikirim.", legal_basis=LAW),
    Move("baca", frozenset({"terkirim"}), "terbaca", (PEMBACA,), "Tandai terbaca",
         "Surat dibaca.", different_from=("kirim",), legal_basis=LAW),
)  # fmt: skip
JALAN = build("mainan", "draf", STATES, MOVES, title="Alur surat mainan", noun="surat")


class IzinMainan(Permission, ReprEnum):
    LIHAT = "mainan.lihat", "Membaca surat mainan"


class Surat(WorkflowModel):
    workflow, scope_path = JALAN, ScopePath("kabupaten_id", "unit_id")
    kabupaten_id = models.CharField(max_length=8)
    unit_id = models.BigIntegerField()
    isi = models.CharField(max_length=80)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(condition=Q(status__in=[*JALAN.states]), name="surat_status"),
            models.CheckConstraint(condition=Q(status="draf") | ~Q(isi=""), name="surat_isi"),
        )

    def __str__(self) -> str:
        return self.isi


@protected(IzinMainan.LIHAT)
def daftar(request: Request) -> HttpResponse:
    rows = Surat.objects.for_scope(request.access.scope)
    lines = [(surat, JALAN.moves_from(surat.status, request.access.role)) for surat in rows]
    return render(request, "mainan.html", {"surat": lines})


@protected_object(IzinMainan.LIHAT, Surat)
def kertas(request: Request, surat: Surat) -> HttpResponse:
    isi = Isi("surat", "MAIN-1", "Surat Mainan", Kop("Mainan", "Mainan"), (Paragraf(surat.isi),))
    owner = (surat.kabupaten_id, surat.unit_id)
    return paper(request, surat, isi, owner=owner, name=f"surat-{surat.pk}")


ROAD = Road(JALAN, Surat, {})
tasks = steps.waiting(ROAD, "mainan:daftar")
app_name, moves = "mainan", steps.move_paths(steps.presses(ROAD, "mainan:daftar"))
urlpatterns = [path("", daftar, name="daftar"), path("<int:pk>.pdf", kertas, name="kertas"), *moves]
SISTEM = Sistem(
    name="mainan", title="Mainan", intro="Surat yang ditulis satu orang dan dibaca orang lain.",
    roles=(PENULIS, PEMBACA), permissions=IzinMainan, roads=(JALAN,), papers=("MAIN-1",),
    grants={IzinMainan.LIHAT: (PENULIS, PEMBACA)}, urls=(("mainan/", __name__),),
    menu=(Entry("Surat mainan", "mainan:daftar", IzinMainan.LIHAT, ("/mainan/",), 190),),
    inbox=(f"{__name__}.tasks",),
)  # fmt: skip
