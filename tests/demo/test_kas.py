"""The cash books of the demo are books as the services keep them, and untidy as life."""

from __future__ import annotations

import pytest

from tests.snapshots.build import DEMO_DAY
from upaya.bok.kas.models import BukuKas, Mutasi, PermintaanDana, TutupBulan
from upaya.bok.kas.models_belanja import Belanja, HariDibayar, HariGanda
from upaya.bok.kas.queries import as_ruled, movements
from upaya.rules.bok import kas
from upaya.rules.period import Period

pytestmark = [pytest.mark.django_db, pytest.mark.demo_world]


def test_every_book_holds_and_its_closed_months_were_counted() -> None:
    books = list(BukuKas.objects.select_related("unit").order_by("pk"))
    assert len(books) == 3
    for book in books:
        rows = list(movements(book))
        told = as_ruled(book, rows)
        assert not list(told.kurang())
        assert max(row.hari for row in rows) <= DEMO_DAY
        people = Belanja.objects.filter(mutasi__buku=book).prefetch_related("penerima")
        for paper in people.select_related("mutasi"):
            paid = [one.jumlah for one in paper.penerima.all()]
            assert not paid or sum(paid) == paper.mutasi.jumlah
        for shut in TutupBulan.objects.filter(buku=book, dibuka_pada=None):
            counted = sum(int(note) * many for note, many in shut.hitungan.items())
            month = Period.of(shut.periode).month
            assert counted == shut.tunai == told.tunai_akhir(month)
            assert shut.bank == told.pembantu(kas.BANK)[month - 1].akhir


def test_what_an_auditor_looks_for_happened() -> None:
    every = set(HariGanda.objects.order_by().values_list("status", flat=True))
    assert every == {"dicoba", "diusulkan", "disetujui", "ditolak"}
    passed = HariDibayar.objects.get(izin__isnull=False)
    assert passed.izin is not None
    first = passed.izin.pertama
    assert first.unit_id != passed.unit_id
    assert (first.tanda, first.hari) == (passed.tanda, passed.hari)
    assert TutupBulan.objects.exclude(dibuka_pada=None).count() == 2
    kinds = set(Mutasi.objects.order_by().values_list("jenis", flat=True))
    assert {kas.STS, kas.KEMBALI, kas.SETOR_PAJAK, kas.BELANJA} <= kinds
    assert Mutasi.objects.filter(membalik__isnull=False).exists()
    assert PermintaanDana.objects.filter(status="diusulkan").count() == 3
    assert HariDibayar.objects.filter(mirip=True).exists()
