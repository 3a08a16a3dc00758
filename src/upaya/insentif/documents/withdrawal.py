"""Papers follow the road: a step that is taken back withdraws what was issued upon it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from upaya.alur.road import Effect
from upaya.core.access import Access
from upaya.core.documents import register
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.bulan.reading import LembarBulan
from upaya.insentif.documents.keadaan import BOLEH, boleh
from upaya.insentif.hasil.models import PerhitunganPetugas
from upaya.insentif.koreksi.models import Koreksi
from upaya.rules.insentif.road import INSENTIF
from upaya.rules.workflow import Move

_AMOUNTS = frozenset({"keabsahan", "penerimaan"})
"""What ends together with the amounts of an officer: the submission, or the recap with its tax."""
_CORRECTED = ("rekap", "kegiatan")
"""Papers of a month whose amounts a correction changes."""


def taking_back(effects: Mapping[str, Effect]) -> dict[str, Effect]:
    """`effects`, and for each move that some paper does not outlive also its withdrawal."""
    backward = [move for move in INSENTIF.moves.values() if _lost(move)]
    return {**effects} | {move.name: _with(effects.get(move.name), move) for move in backward}


def _lost(move: Move) -> set[str]:
    """Kinds that may exist where the move begins, and not where it ends."""
    return {
        kind
        for kind in BOLEH
        if any(boleh(kind, source) for source in move.sources) and not boleh(kind, move.target)
    }


def _with(effect: Effect | None, move: Move) -> Effect:
    def both(sheet: LembarBulan, access: Access, context: Mapping[str, Any]) -> None:
        if effect is not None:
            effect(sheet, access, context)
        _withdraw_lost(sheet.month, move, access)

    return both


def _withdraw_lost(month: Pengajuan, move: Move, access: Access) -> None:
    """The month's papers that end with the move, and the slips when their amounts do."""
    lost = _lost(move)
    standing = register.standing_of(month)
    kinds = [kind for kind in standing if kind.partition("-")[0] in lost]
    if kinds:
        register.withdraw(Pengajuan, [month.pk], access, sebab=move.done, kinds=kinds)
    if not lost & _AMOUNTS:
        return
    shares = PerhitunganPetugas.objects.filter(perhitungan__pengajuan=month)
    keys = shares.order_by("pk").values_list("pk", flat=True)
    register.withdraw(PerhitunganPetugas, keys, access, sebab=move.done)


def correction_approved(made: Koreksi, access: Access) -> None:
    """What was issued with the former amounts is withdrawn; payments and their papers stand."""
    sebab = f"Koreksi ke-{made.nomor} bulan ini disetujui."
    register.withdraw(Pengajuan, [made.pengajuan_id], access, sebab=sebab, kinds=_CORRECTED)
    touched = made.baris.order_by("pk").values_list("petugas_id", flat=True)
    shares = PerhitunganPetugas.objects.filter(
        perhitungan__pengajuan_id=made.pengajuan_id, petugas_id__in=list(touched)
    )
    keys = shares.order_by("pk").values_list("pk", flat=True)
    register.withdraw(PerhitunganPetugas, keys, access, sebab=sebab)
