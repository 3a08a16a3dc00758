"""Clean claims in one step: nobody opens one by one what has no cause at all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef

from upaya.alur.many import move_many
from upaya.core.access import Access
from upaya.core.models import WorkflowLog
from upaya.jamkesda.klaim.models import BerkasKlaim, Klaim, LayananKlaim
from upaya.jamkesda.klaim.road import ROAD
from upaya.jamkesda.surat.models import SuratJaminan
from upaya.jamkesda.telaah.models import Saringan
from upaya.rules.jamkesda import road_klaim as jalan

PALING_BANYAK = 500
"""How many clean claims one person takes in one step."""
_TERLIHAT = 100
LANGKAH = {"verifikasi": jalan.DIAJUKAN, "setujui": jalan.DIVERIFIKASI}
"""The moves that many take at once, and where they begin."""
_JUDGED = {"verifikasi": {"diputus"}, "setujui": {"bernilai"}}


def bersih(access: Access, move: str) -> Any:  # noqa: ANN401 - a queryset of claims
    """Claims of a scope without any cause and without any person's cut, before a move.

    What the rule left to a person (drawn by lot, or large) is opened by itself, never with others.
    """
    rows = Klaim.objects.for_scope(access.scope).filter(
        status=LANGKAH[move], putusan="lolos", diperiksa__gt=0
    )
    if move == "setujui":
        return rows.filter(disetujui=F("diperiksa")).order_by("pk")
    cut = LayananKlaim.objects.filter(klaim=OuterRef("pk"), keputusan__kode__gt="")
    # In an emergency care came first: nobody saw its papers, whenever they came, so a person looks.
    waits = SuratJaminan.objects.filter(gawat_darurat=True, kode=OuterRef("surat"))
    sorted_out = Saringan.objects.filter(klaim=OuterRef("pk"))
    return rows.filter(~Exists(sorted_out), ~Exists(cut), ~Exists(waits)).order_by("pk")


def banyak_bersih(access: Access, move: str) -> int:
    """How many of the claims that were sent first wait for such a step.

    Only the first of those that wait are looked at: claims that the rule never saw are the oldest,
    and a list is not to weigh all that waits at every request.
    """
    waiting = Klaim.objects.for_scope(access.scope).filter(status=LANGKAH[move], putusan="lolos")
    first = waiting.order_by("pk").values("pk")[:_TERLIHAT]
    return int(bersih(access, move).filter(pk__in=first).order_by().count())


def menyiapkan(claims: Sequence[Klaim]) -> dict[int, set[int]]:
    """Who asked for each of these: entered it, brought its papers, or sent it again."""
    found = {one.pk: {one.dicatat_oleh_id} for one in claims}
    papers = BerkasKlaim.objects.filter(klaim__in=found).order_by()
    sent = WorkflowLog.objects.filter(
        workflow=jalan.KLAIM.name, move="lengkapi", subject_id__in=found
    ).order_by()
    for rows in (papers.values_list("klaim", "diunggah_oleh"),
                 sent.values_list("subject_id", "actor")):  # fmt: skip
        for pk, person in rows:
            found[pk].add(person)
    return found


@transaction.atomic
def langkah(access: Access, move: str, seen: Iterable[int]) -> int:
    """Verify or approve the clean claims that somebody saw; how many moved.

    What is not clean any more stays where it is. MoveRefusedError, and nothing moved, when one of
    them was prepared or verified by this person.
    """
    wanted = sorted(set(seen))[:PALING_BANYAK]
    rows = bersih(access, move).filter(pk__in=wanted).select_related("unit")
    claims = list(rows.select_for_update(of=("self",)))
    values: dict[str, Any] = {}
    if move == "verifikasi":
        LayananKlaim.objects.filter(klaim__in=claims).update(disetujui=F("diperiksa"))
        values["disetujui"] = F("diperiksa")
    move_many(
        ROAD, claims, move, access,
        judged=_JUDGED[move], preparers=menyiapkan(claims), values=values,
    )  # fmt: skip
    return len(claims)
