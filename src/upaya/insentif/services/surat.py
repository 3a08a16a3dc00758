"""Mail at each hand-over: whoever has to act next hears of it, and whoever is paid."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import F, Q
from django.urls import reverse

from upaya.akun.models import Membership
from upaya.core import clock, notifications
from upaya.core.models import WorkflowLog
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.hasil.models import PerhitunganPetugas
from upaya.pembayaran.models import Pembayaran, Percobaan
from upaya.rules.kesehatan import KEPALA_PUSKESMAS
from upaya.rules.pembayaran import BERHASIL
from upaya.rules.roles import Reach, Role
from upaya.rules.workflow import Move


def tell_next(month: Pengajuan, move: Move, log: WorkflowLog) -> None:
    """Write to the people the month now waits for; at its end to those who submitted it."""
    roles = month.state.waits_for or (KEPALA_PUSKESMAS,)
    step = month.state.next_step or "Tidak ada yang perlu dilakukan; ini pemberitahuan."
    lines = [
        f"{month}, {month.puskesmas.nama}: {move.done}",
        step,
        *([f"Alasan: {log.reason}"] if log.reason else []),
    ]
    notifications.send(
        recipients(month, *roles),
        subject=f"{month.puskesmas.nama}: {month}, {month.state.label.lower()}",
        lines=lines,
        path=reverse("insentif:bulan", args=[month.pk]),
    )


def recipients(month: Pengajuan, *roles: Role) -> list[str]:
    """Addresses of those who act in one of `roles` on this month today, each once."""
    near = [role.name for role in roles if role.reach is Reach.UNIT]
    far = [role.name for role in roles if role.reach is not Reach.UNIT]
    rows = (
        Membership.objects.valid_on(clock.today())
        .filter(
            Q(role__in=far) | Q(role__in=near, unit_id=month.puskesmas_id),
            unit__kabupaten_id=month.kabupaten_id,
        )
        .exclude(user__email="")
    )
    return sorted(set(rows.values_list("user__email", flat=True)))


def tell_officers(payment: Pembayaran, attempts: Sequence[Percobaan]) -> None:
    """Write to each officer with an account what became of the own money, without any amount."""
    arrived = {attempt.baris.petugas_id: attempt.status == BERHASIL for attempt in attempts}
    shares = (
        PerhitunganPetugas.objects.filter(
            perhitungan__pengajuan=payment.sumber_id,
            perhitungan__round=F("perhitungan__pengajuan__round"),
            petugas__in=[officer for officer in arrived if officer is not None],
            petugas__user__is_active=True,
        )
        .exclude(petugas__user__email="")
        .order_by("pk")
    )
    for pk, officer, email in shares.values_list("pk", "petugas_id", "petugas__user__email"):
        good = arrived[officer]
        notifications.send(
            [email],
            subject=f"{payment.judul}: {'sudah dibayar' if good else 'belum berhasil dibayar'}",
            lines=[
                "Pembayaran insentif Anda tercatat berhasil. Jumlah dan nomor buktinya ada di slip."
                if good
                else "Pembayaran insentif Anda belum berhasil. Alasannya dan apa yang perlu Anda "
                "periksa ada di slip."
            ],
            path=reverse("insentif:slip_bulan", args=[pk]),
        )
