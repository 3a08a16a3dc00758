"""Penajam in the demo: real places, invented people, PPK of which two cannot make letters."""

from __future__ import annotations

from collections import Counter

import pytest

from upaya.jamkesda.demo.tempat import KODE, TODAY
from upaya.jamkesda.models import Peserta, Ppk
from upaya.jamkesda.peserta.models import aktif_pada
from upaya.jamkesda.ppk.models import berlaku_pada
from upaya.wilayah.models import Unit


@pytest.mark.django_db
@pytest.mark.demo_world
def test_penajam_has_its_villages_its_ppk_and_its_members() -> None:
    kinds = Counter(
        Unit.objects.filter(kabupaten=KODE).order_by("pk").values_list("jenis", flat=True)
    )
    assert (kinds["kecamatan"], kinds["desa"]) == (4, 54)
    ppk = list(Ppk.objects.order_by("pk"))
    assert len(ppk) == 12
    shut = [one for one in ppk if not one.perjanjian.filter(berlaku_pada(TODAY)).exists()]
    assert [str(one) for one in shut] == ["Klinik Rekaan Nenang", "Klinik Bersalin Rekaan Api-api"]
    members = Peserta.objects.filter(kabupaten=KODE)
    assert members.count() > 4_000
    ended = members.exclude(aktif_pada(TODAY)).count()
    assert 0 < ended < members.count() // 10
    assert all(one.warga.nik.startswith("99") for one in members.select_related("warga")[:200])
