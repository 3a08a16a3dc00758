"""Claims and cover as they are answered in FHIR."""

from __future__ import annotations

from django.conf import settings
from django.utils import timezone

from upaya.core.access import Access
from upaya.exchange.jamkesda.fhir import Tempat
from upaya.exchange.jamkesda.fhir_write import BarisJawab, Jawaban, Tanggungan
from upaya.jamkesda.klaim.masuk import dari_klaim
from upaya.jamkesda.klaim.models import AlasanTercatat, Klaim
from upaya.jamkesda.surat.queries import Hak
from upaya.rules.jamkesda.road_klaim import DIAJUKAN, DIKEMBALIKAN

BASE = "/fhir"
_OUTCOME = {DIAJUKAN: "queued", DIKEMBALIKAN: "partial"}
"""How a claim stands, as FHIR has it; whatever was decided is complete."""


def tempat() -> Tempat:
    """Where this installation publishes its codes."""
    return Tempat(settings.BASE_URL + BASE)


def claim_of(access: Access, pk: int) -> Klaim | None:
    """A claim within reach."""
    rows = Klaim.objects.for_scope(access.scope).select_related("unit")
    found: Klaim | None = rows.filter(pk=pk).first()
    return found


def jawaban(claim: Klaim) -> Jawaban:
    """A claim with its lines and the reasons of its last round."""
    reasons = list(AlasanTercatat.objects.filter(klaim=claim, putaran=claim.round).order_by("pk"))
    by_line: dict[int, list[tuple[str, int, str]]] = {}
    for one in reasons:
        if one.layanan_id is not None:
            by_line.setdefault(one.layanan_id, []).append((one.kode, one.jumlah, one.kalimat))
    lines = [
        BarisJawab(line.no, line.diminta, line.diperiksa, line.disetujui,
                   tuple(by_line.get(line.pk, ())))
        for line in claim.layanan.order_by("no")
    ]  # fmt: skip
    papers = list(claim.berkas.order_by("pk").values_list("nama", flat=True))
    whole = dict.fromkeys((one.kode, one.kalimat) for one in reasons if one.layanan_id is None)
    return Jawaban(
        id=claim.pk,
        tertulis=dari_klaim(claim, papers),
        dibuat=timezone.localtime(claim.dicatat_pada),
        keadaan=claim.state.label,
        outcome=_OUTCOME.get(claim.status, "complete"),
        baris=lines,
        alasan=tuple(whole),
    )


def tanggungan(hak: Hak) -> Tanggungan:
    """The cover of a member as the counter sees it."""
    term = hak.masa
    return Tanggungan(
        hak.peserta.kartu,
        hak.peserta.kategori,
        term.mulai if term else None,
        term.sampai if term else None,
        hak.aktif,
    )
