"""The reading of a month: each fact looked up once, and as old as the moment it was asked for."""

from __future__ import annotations

from functools import cached_property

import pytest

from tests.factories.insentif import make_month, make_team
from tests.factories.kueri import asking
from upaya.insentif.bulan.models import Bagian, Pengajuan
from upaya.insentif.bulan.reading import RELATED, LembarBulan
from upaya.insentif.isian.services import save_fields
from upaya.insentif.kegiatan.models import IsianKegiatan
from upaya.rules.insentif.officer_work import Kerja

pytestmark = pytest.mark.django_db

FACTS = sorted(
    name
    for name in dir(LembarBulan)
    if not name.startswith("_")
    and isinstance(getattr(LembarBulan, name), property | cached_property)
)


def read(month: Pengajuan) -> LembarBulan:
    return LembarBulan(Pengajuan.objects.select_related(*RELATED).get(pk=month.pk))


@pytest.mark.parametrize(
    "status", ["draf", "dikembalikan", "diajukan", "disetujui", "dana_ditransfer", "ditolak"]
)
def test_each_fact_is_looked_up_at_most_once(status: str) -> None:
    """Asked for in any order and again, by name: no statement twice, and then none at all."""
    month = make_month(status=status, filled=True, officers=4)
    facts = [name for name in FACTS if name != "beku" or status != "draf"]
    sheet, backwards = read(month), read(month)

    with asking() as asked:
        values = {name: getattr(sheet, name) for name in facts}
    with asking() as again:
        same = {name: getattr(sheet, name) for name in facts}
    with asking() as other:
        for name in reversed(facts):
            getattr(backwards, name)

    assert asked.repeated == other.repeated == []
    assert asked.count == other.count
    assert (again.count, again.computed) == (0, 0)
    assert same == values
    # The present one, and the frozen one once more to prove it.
    assert asked.computed == other.computed == (1 if sheet.perhitungan is None else 2)


def test_a_reading_stays_as_it_was_and_a_new_one_sees_what_changed() -> None:
    month = make_month(filled=True)
    old = read(month)
    before = (old.sekarang, old.kerja[old.baris[0].pk], old.angka.berkas)
    access = make_team(month.puskesmas).operator.access()
    values = {"bok_diserap": 30_000_000}
    save_fields(month.pk, access, Bagian.ADMINISTRASI, values, old.month.versi)
    cell = IsianKegiatan.objects.filter(petugas_bulan=old.baris[0]).earliest("pk")
    IsianKegiatan.objects.filter(pk=cell.pk).update(jumlah=cell.jumlah + 3)
    month.berkas.all().delete()

    assert (old.sekarang, old.kerja[old.baris[0].pk], old.angka.berkas) == before
    new = read(month)
    assert new.sekarang.hasil is not None
    assert before[0].hasil is not None
    assert new.sekarang.hasil.pool < before[0].hasil.pool
    assert new.kerja[new.baris[0].pk] != before[1]
    assert (new.angka.berkas, before[2]) == (0, 1)
    assert new.lacks[Bagian.BERKAS] != old.lacks[Bagian.BERKAS] == []


def test_an_officer_without_work_has_none_in_the_reading() -> None:
    sheet = read(make_month(officers=2))
    assert [sheet.kerja[row.pk] for row in sheet.baris] == [Kerja(), Kerja()]
    assert sheet.sel == []


def test_a_grid_without_columns_is_not_asked_for_its_cells() -> None:
    sheet = read(make_month(officers=2))
    assert sheet.kolom == []
    with asking() as asked:
        assert sheet.sel == []
    assert asked.count == 0


def test_what_lies_around_a_month_is_counted_in_one_question() -> None:
    """Category, what the year's other months took, files: told apart from those of others."""
    august = make_month(status="disetujui", officers=3)
    september = make_month(august.puskesmas, "2022-09", filled=True, officers=3)
    sheet = read(september)
    with asking() as asked:
        angka = sheet.angka
    assert asked.count == 1
    assert angka.terpakai == august.perhitungan.get().dibagi > 0
    assert (angka.berkas, angka.berkas_serapan) == (1, 1)
    assert (angka.sanggahan, angka.sanggahan_terbuka) == (0, 0)
    assert angka.kategori == august.puskesmas.kategori.get().kategori
    assert read(august).angka.terpakai == 0
    assert sheet.pagu is not None
    assert sheet.sisa_pagu == sheet.pagu - angka.terpakai
