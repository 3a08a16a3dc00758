"""The cash books of the demo are books as the services keep them, and untidy as life."""

from __future__ import annotations

from datetime import date

import pytest

from tests.snapshots.build import DEMO_DAY
from upaya.bok.kas.models import BukuKas, Mutasi, PermintaanDana, TutupBulan
from upaya.bok.kas.models_belanja import Belanja, HariDibayar, HariGanda, PenerimaBelanja
from upaya.bok.kas.queries import as_ruled, movements
from upaya.bok.kas.setoran import late_tax
from upaya.bok.serapan.queries import spent
from upaya.rules.bok import kas
from upaya.rules.period import Period
from upaya.wilayah.models import Unit

pytestmark = [pytest.mark.django_db, pytest.mark.demo_world]


def test_every_book_holds_and_its_closed_months_were_counted() -> None:
    books = list(BukuKas.objects.select_related("unit").order_by("pk"))
    assert len(books) == 4
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


def test_a_kader_is_of_a_village_not_of_the_puskesmas() -> None:
    """Whoever has no NIK is known by name and village: one of each, in every book."""
    rows = PenerimaBelanja.objects.filter(
        petugas=None, belanja__mutasi__buku__unit__jenis=Unit.Jenis.PUSKESMAS
    )
    home: dict[tuple[str, str], set[str]] = {}
    for slug, name, village in rows.values_list(
        "belanja__mutasi__buku__unit__slug", "nama", "desa"
    ):
        home.setdefault((slug, name), set()).add(village)
    assert len(home) == 12
    assert all(len(villages) == 1 for villages in home.values())
    told = {village for villages in home.values() for village in villages}
    assert {"Sumberwaru", "Panji Lor", "Wonorejo"} <= told
    assert not any(village == "" or "Puskesmas" in village for village in told)


def test_the_dinas_keeps_its_own_book_and_closed_a_month_of_it() -> None:
    book = BukuKas.objects.select_related("unit").get(unit__jenis=Unit.Jenis.DINAS)
    told, rows = as_ruled(book, movements(book)), list(movements(book))
    assert book.mulai == date(2022, 10, 1)
    assert told.terserap == 4_800_000 + 900_000 + 3_330_000 + 2_775_000
    taxed = [row for row in rows if row.pungutan]
    assert len(taxed) == 3
    assert {tax for row in taxed for tax, _ in row.pungutan} == {"ppn", "pph22", "pph23"}
    (shut,) = TutupBulan.objects.filter(buku=book)
    assert (shut.dibuka_pada, shut.hitungan) == (None, {"100000": 6})
    # Nothing of the months before stands twice.
    assert sorted(spent(book.unit_id, 2022).per_bulan) == [7, 8, 9, 10]
    assert HariGanda.objects.get(buku=book).pertama.unit.jenis == Unit.Jenis.PUSKESMAS


def test_tax_is_late_in_three_books(settings: object) -> None:
    settings.BUSINESS_DATE = DEMO_DAY  # type: ignore[attr-defined] # Django's settings
    late = late_tax(BukuKas.objects.all())
    assert [(one.buku.unit.slug, one.pajak, one.batas) for one in late] == [
        ("panji", "pph21", date(2022, 10, 10)),  # of the honour of contract staff
        ("panji", "pph23", date(2022, 10, 10)),  # half was paid over
        ("wonorejo", "pph23", date(2022, 10, 10)),  # October is not written yet
        (late[-1].buku.unit.slug, "ppn", date(2022, 10, 27)),
    ]
    assert late[-1].buku.unit.jenis == Unit.Jenis.DINAS
