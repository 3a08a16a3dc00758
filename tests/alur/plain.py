"""A case without parts, on the toy's table and road: addresses of a house of its own."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.urls import include, path

from tests.mainan.sistem import JALAN, IzinMainan
from upaya.alur.case import WorkflowModel
from upaya.alur.pages import CasePages
from upaya.alur.reading import Reading
from upaya.alur.road import Road
from upaya.alur.urls import case_paths
from upaya.core.scope import ScopePath
from upaya.rules.workflow import Workflow
from upaya.urls import urlpatterns as house


class Polos(WorkflowModel):
    workflow: ClassVar[Workflow] = JALAN
    scope_path: ClassVar[ScopePath] = ScopePath("kabupaten_id", "unit_id")
    kabupaten_id = models.CharField(max_length=8)
    unit_id = models.BigIntegerField()
    isi = models.CharField("isi surat", max_length=80)

    class Meta:
        app_label = "polos"  # of no installed app: no walk meets it
        db_table = "mainan_surat"
        managed = False
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.isi


def _nothing(_reading: Reading[Polos]) -> list[str]:
    return []


PAGES = CasePages(
    road=Road(JALAN, Polos, dict.fromkeys(JALAN.conditions, _nothing)),
    title="Surat polos",
    view=IzinMainan.LIHAT,
    fields={"": ("isi",)},
)
urlpatterns = [*house, path("polos/", include((case_paths(PAGES), "polos")))]
