"""The road of a month of work made executable, and what its payment means to it."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse

from upaya.alur.mail import tell_next
from upaya.alur.road import Road
from upaya.bok.services import bukukan
from upaya.core import notifications
from upaya.core.access import Access
from upaya.pembayaran.models import BarisPembayaran, Pembayaran, Percobaan
from upaya.pembayaran.sumber import Sumber
from upaya.rules.kesehatan import KEPALA_PUSKESMAS, PETUGAS
from upaya.rules.pembayaran import BERHASIL
from upaya.rules.tenaga import road
from upaya.tenaga.kerja import reading, services
from upaya.tenaga.kerja.models import BulanKerja

ROAD = Road(
    road.BULAN,
    BulanKerja,
    {
        name: getattr(reading, name)
        for name in (
            "bertarget", "lewat", "terlapor", "ternilai", "terhitung", "berhonor", "tanpa_honor",
            "berrekening", "berpajak", "berbendahara", "semua_dibayar",
        )
    },
    effects={
        "laporkan": services.milik_sendiri,
        "verifikasi": services.bekukan,
        "ajukan_dana": services.minta_dana,
        "tarik_dana": services.tarik_dana,
        "transfer": services.terima_dana,
    },
    new_round=frozenset({"kembalikan_laporan", "kembalikan_nilai"}),
    after=tell_next(KEPALA_PUSKESMAS, PETUGAS),
    read=reading.BacaanBulan,
    related=reading.RELATED,
)  # fmt: skip


# ------------------------------------------------------------------ its payment
def _page(payment: Pembayaran) -> str:
    return reverse("bulan_kerja:rinci", args=[payment.sumber_id])


def _tell(payment: Pembayaran, attempts: Sequence[Percobaan]) -> None:
    """Each worker hears what became of the own money, without any amount."""
    for one in attempts:
        officer = one.baris.petugas
        user = officer.user if officer is not None else None
        if user is None or not user.is_active or not user.email:
            continue
        good = one.status == BERHASIL
        notifications.send(
            [user.email],
            subject=f"{payment.judul}: {'sudah dibayar' if good else 'belum berhasil dibayar'}",
            lines=[
                "Honor Anda tercatat sudah dibayar. Rinciannya ada di halaman Anda."
                if good
                else "Pembayaran honor Anda belum berhasil. Periksa rekening Anda, lalu hubungi "
                "bendahara puskesmas."
            ],
            path=_page(payment),
        )


def _close(payment: Pembayaran, access: Access) -> None:
    """The last payee is paid: so is the month. Opened again, it finds its month closed."""
    if BulanKerja.objects.filter(pk=payment.sumber_id, status=road.DIBAYARKAN).exists():
        ROAD.execute(payment.sumber_id, "selesai_bayar", access, seen_status=road.DIBAYARKAN)


def _involved(payment: Pembayaran, user_id: int) -> list[str]:
    """Whoever reported, judged, verified or granted the money does not pay it, nor gets it."""
    month = BulanKerja.objects.select_related(*reading.RELATED).get(pk=payment.sumber_id)
    said = ROAD.actor_obstacles(
        reading.BacaanBulan(month), road.BULAN.moves["selesai_bayar"], user_id
    )
    if payment.baris.filter(petugas__user=user_id).exists():
        said.append("Honor ini untuk Anda sendiri; yang membayar harus orang lain.")
    return said


def _why(row: BarisPembayaran, _access: Access) -> str:
    """The honour is explained on the page of its month."""
    return _page(row.pembayaran)


SUMBER_HONOR = Sumber(reading.SUMBER, _page, _tell, _close, _involved, bukukan, _why)
