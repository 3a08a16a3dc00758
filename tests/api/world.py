"""What the interface for programs brings to the walks: a key of somebody at each place."""

from __future__ import annotations

from uuid import NAMESPACE_URL, uuid5

from tests.world.handle import Place
from tests.world.parts import Argument
from upaya.api import satu_data
from upaya.api.models import KunciApi
from upaya.core import clock


def _key(place: Place) -> KunciApi:
    member = place.user.memberships.order_by("pk").first()
    assert member is not None
    name = f"{place.mark}-{member.pk}"
    made, _ = KunciApi.objects.get_or_create(
        kunci_kirim=uuid5(NAMESPACE_URL, name),
        defaults={
            "keanggotaan": member,
            "nama": f"{place.mark} SIMRS",
            "awalan": f"{member.pk:08x}",
            "sidik": f"{member.pk:064x}",
            "izin": [],
            "mulai": clock.today(),
            "sampai": clock.today(),
            "dibuat_pada": clock.now(),
        },
    )
    assert isinstance(made, KunciApi)
    return made


BUILDERS = {KunciApi: _key}
UNTIED = {"api.KunciApi.dipakai_pada": "kosong sampai kunci pertama kali dipakai"}
ARGUMENTS = {
    "api:satu_data_berkas:periode": Argument(lambda _: f"{satu_data.bulan()[0]:%Y-%m}"),
    "api:satu_data_berkas:bentuk": Argument(lambda _: "json"),
}
BOUNDS = {
    "api:satu_data_berkas": (18, "sebulan angka lima sistem: tiap tabelnya satu sampai tiga kueri"),
}
OPEN = {"api:tentang": 200, "api:uraian": 200, "api:kamus": 200, "api:satu_data_skema": 200}
UNNAMED = {
    **dict.fromkeys(
        ("KunciApi.awalan", "KunciApi.sidik"), "ditarik acak, panjang, dan tidak diketik siapa pun"
    ),
    "KunciApi.kunci_kirim": "ditanyakan lalu ditulis dengan keanggotaannya terkunci",
}
