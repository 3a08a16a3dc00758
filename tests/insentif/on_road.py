"""A month on its road as the tests move it."""

from django.http import HttpResponse
from django.test import Client

from tests.factories.akun import sign_in
from upaya.akun.models import Membership
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.bulan.road import DAFTAR_PERIKSA

EXTRA: dict[str, dict[str, object]] = {
    "verifikasi": {"periksa": list(DAFTAR_PERIKSA)},
    "kembalikan_tim": {"alasan": "Serapan belum cocok."},
    "ajukan": {"pernyataan": "on"},
    "kembalikan_kepala": {"alasan": "Tanda tangan kurang."},
    "tolak": {"alasan": "Bulan ini dobel."},
}


def walk(person: Membership, month: Pengajuan, move: str, **extra: object) -> HttpResponse:
    """Press the button, read the second step, confirm it."""
    client = sign_in(Client(), person)
    address = f"/insentif/{month.pk}/alur/{move}/"
    second = client.get(address)
    assert second.status_code == 200, second.content
    seen = second.context["form"].initial["seen_status"]
    data = {
        "seen_status": seen,
        "seen_sidik": second.context["form"].initial["seen_sidik"],
        **EXTRA.get(move, {}),
        **extra,
    }
    answer = client.post(address, data, follow=True)
    month.refresh_from_db()
    return answer  # type: ignore[return-value]
