"""The road of a batch made executable, and what its payment means to it."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse

from upaya.akun.models import Membership
from upaya.alur.mail import tell_next
from upaya.alur.road import Road
from upaya.core import clock, notifications
from upaya.core.access import Access
from upaya.jamkesda.kumpulan import reading, services
from upaya.jamkesda.kumpulan.models import Kumpulan
from upaya.pembayaran.models import Pembayaran, Percobaan
from upaya.pembayaran.services import lembaga
from upaya.pembayaran.sumber import Sumber
from upaya.rules.jamkesda.peran import KEPALA_PPK, KEPALA_UPT, PETUGAS_KLAIM
from upaya.rules.jamkesda.road_klaim import DIBAYARKAN, KUMPULAN
from upaya.rules.pembayaran import BERHASIL

ROAD = Road(
    KUMPULAN,
    Kumpulan,
    {
        "rekening_ada": reading.rekening_ada,
        "belum_bergerak": reading.belum_bergerak,
        "semua_dibayar": reading.semua_dibayar,
    },
    effects={"balik": services.reverse, "bayarkan": services.pay, "selesai": services.finish},
    after=tell_next(KEPALA_UPT),
    read=reading.BacaanKumpulan,
    related=reading.RELATED,
)


# ------------------------------------------------------------------ its payment
def _page(payment: Pembayaran) -> str:
    return reverse("kumpulan:rinci", args=[payment.sumber_id])


def _tell(payment: Pembayaran, attempts: Sequence[Percobaan]) -> None:
    """Each provider hears what became of its money, without any amount."""
    arrived = {
        unit: one.status == BERHASIL
        for one in attempts
        if (unit := lembaga.unit_of(one.baris)) is not None
    }
    people = Membership.objects.valid_on(clock.today()).filter(
        unit__in=arrived, role__in=[PETUGAS_KLAIM.name, KEPALA_PPK.name]
    )
    reached = people.exclude(user__email="").order_by("pk").values_list("unit", "user__email")
    for unit, email in sorted(set(reached)):
        good = arrived[unit]
        notifications.send(
            [email],
            subject=f"{payment.judul}: {'sudah dibayar' if good else 'belum berhasil dibayar'}",
            lines=[
                "Pembayaran klaim PPK Anda tercatat berhasil."
                if good
                else "Pembayaran klaim PPK Anda belum berhasil. Periksa rekening PPK Anda, lalu "
                "hubungi bendahara UPT Jamkesda."
            ],
            path=reverse("klaim:daftar"),
        )


def _close(payment: Pembayaran, access: Access) -> None:
    """The last provider is paid: so is the batch. Opened again, it finds its batch closed."""
    if Kumpulan.objects.filter(pk=payment.sumber_id, status=DIBAYARKAN).exists():
        ROAD.execute(payment.sumber_id, "selesai", access, seen_status=DIBAYARKAN)


def _involved(payment: Pembayaran, user_id: int) -> list[str]:
    batch = Kumpulan.objects.get(pk=payment.sumber_id)
    if not reading.BacaanKumpulan(batch).memeriksa(user_id):
        return []
    sentence = (
        "Anda ikut mengajukan, memverifikasi, atau menyetujui klaim dalam kumpulan ini; yang "
        "membayar harus orang lain."
    )
    return [sentence]


SUMBER_KUMPULAN = Sumber(reading.SUMBER, _page, _tell, _close, _involved)
