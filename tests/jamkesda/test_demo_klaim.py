"""Six months of claims in the demo: every status is met, planted faults are found, all exact."""

from __future__ import annotations

import pytest
from django.db.models import F, Sum

from upaya.jamkesda.buku.models import Batas
from upaya.jamkesda.demo.klaim import TANAM
from upaya.jamkesda.klaim.models import AlasanTercatat, Klaim, LayananKlaim
from upaya.jamkesda.kumpulan.models import Kumpulan
from upaya.rules.jamkesda.road_klaim import KLAIM

pytestmark = [pytest.mark.django_db, pytest.mark.demo_world]


def test_every_planted_fault_is_found_and_every_rupiah_that_was_cut_has_its_code() -> None:
    found = set(AlasanTercatat.objects.order_by().values_list("kode", flat=True))
    assert {code for code, _ in TANAM} <= found
    lines = LayananKlaim.objects.filter(klaim__round=1, klaim__disetujui__isnull=False)
    rows = lines.annotate(cut=Sum("alasan__jumlah"))
    assert rows.exists()
    assert not rows.exclude(diminta=F("disetujui") + F("cut")).exclude(
        cut=None, diminta=F("disetujui")
    )


def test_claims_stand_in_every_status_and_batches_lie_within_the_ceiling() -> None:
    assert set(Klaim.objects.order_by().values_list("status", flat=True)) == set(KLAIM.states)
    assert Klaim.objects.count() >= 300
    assert {one.status for one in Kumpulan.objects.all()} == {"dibayar", "dibayarkan", "ditutup"}
    for limit in Batas.objects.exclude(terpakai=0):
        used = limit.pemakaian.filter(dilepas_pada=None).aggregate(n=Sum("jumlah"))["n"]
        assert used == limit.terpakai
