"""A puskesmas gets another name in every status of a month, and no rupiah, index or proof moves.

Law hangs on the code of a unit (`Unit.slug`), never on its name.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from tests.factories.insentif import make_month, make_officers, make_team
from tests.factories.simulasi import make_simulasi
from tests.factories.wilayah import make_puskesmas
from tests.world.handle import World
from upaya.exchange.insentif.month_workbook import read
from upaya.insentif.buku.compare import plan_of
from upaya.insentif.buku.queries import file_name, month_workbook
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.bulan.reading import LembarBulan
from upaya.insentif.documents.umum import puskesmas
from upaya.insentif.hasil import calculation
from upaya.insentif.simulasi.models import Simulasi
from upaya.insentif.slip.queries import sentences_of
from upaya.regulasi.queries import pagu_insentif, pagu_insentif_semua, rulebook_for
from upaya.rules.insentif.compute import compute_month
from upaya.rules.insentif.fingerprint import sidik
from upaya.rules.insentif.ketentuan import PAGU
from upaya.rules.insentif.road import INSENTIF
from upaya.wilayah.models import Unit
from upaya.wilayah.queries import kategori_pada
from upaya.wilayah.services import save_puskesmas

pytestmark = pytest.mark.django_db

NAMA, BARU = "Puskesmas Panji", "Puskesmas Gajah Mada"
PRINTED = 36_975_500
"""The pagu that the regulation prints for Puskesmas Panji."""


def rename(unit: Unit, nama: str = BARU) -> Unit:
    access = make_team(unit).admin.access()
    save_puskesmas(access, nama=nama, kode=unit.kode, kecamatan=None, existing=unit)
    return Unit.objects.get(pk=unit.pk)


def month_of(unit: Unit) -> Pengajuan:
    """The only month of a puskesmas, as the database has it now."""
    return fresh(Pengajuan.objects.get(puskesmas=unit))


def fresh(month: Pengajuan) -> Pengajuan:
    found = Pengajuan.objects.select_related("puskesmas", "kabupaten").get(pk=month.pk)
    assert isinstance(found, Pengajuan)
    return found


@dataclass(frozen=True)
class Money:
    """Everything of a month that a name might have moved."""

    pagu: tuple[int | None, int | None]
    kategori: str | None
    sidik: str
    pool: int | None
    shares: dict[str, int]
    warnings: list[str]
    printed: list[str]
    frozen: list[tuple[str, str, list[Any], list[str]]]
    slips: list[str]
    workbook: str


def look(month: Pengajuan) -> Money:
    month = fresh(month)
    unit, year = month.puskesmas, month.period.year
    sheet = LembarBulan(month)
    now = sheet.hitungan
    hasil = now.hasil
    kept = list(month.perhitungan.order_by("nomor"))
    return Money(
        pagu=(
            pagu_insentif(month.kabupaten_id, unit.pk, year),
            pagu_insentif_semua([unit], year).get(unit.pk),
        ),
        kategori=kategori_pada(unit.pk, month.period.last_day),
        sidik=now.sidik,
        pool=hasil.pool if hasil else None,
        shares=now.by_kode,
        warnings=[warning.kode for warning in hasil.peringatan] if hasil else [],
        printed=[value.key for value in hasil.aturan if value.key.startswith(PAGU)]
        if hasil
        else [],
        frozen=[
            (
                row.sidik,
                calculation.thaw(row).sidik,
                calculation.differences(row, sheet.book),
                sheet.keraguan,
            )
            for row in kept
        ],
        slips=[
            sentence.isi.teks.replace(puskesmas(month), "puskesmas")
            for row in kept
            for share in row.baris.select_related("petugas", "perhitungan__pengajuan__puskesmas")[
                :2
            ]
            for sentence in sentences_of(share, calculation.thaw(row))
        ],
        workbook=offline(month),
    )


def offline(month: Pengajuan) -> str:
    """What `upaya hitung insentif` says of the month's own workbook."""
    reading = read(month_workbook(LembarBulan(month)), rulebook_for(month.kabupaten_id))
    if reading.bulan is None:
        return str(reading.galat)
    book = rulebook_for(month.kabupaten_id)
    return sidik(reading.bulan, compute_month(reading.bulan, book))


@pytest.mark.budget(6, "a month in each status, computed twice")
def test_another_name_moves_nothing_in_any_status(world: World) -> None:
    months, unit = list(world.months.values()), world.home.unit
    before = [(look(month), file_name(fresh(month), "x")) for month in months]
    files = [month_workbook(LembarBulan(fresh(month))) for month in months]

    assert rename(unit).nama == BARU

    for month, file, (money, name) in zip(months, files, before, strict=True):
        assert look(month) == money, month.status
        assert file_name(fresh(month), "x") == name
        if month.editable:  # a file that was taken home under the old name still comes back
            plan = plan_of(LembarBulan(fresh(month)), file)
            assert plan.faults == []
            assert not plan.contents
    assert {month.status for month in months} == set(INSENTIF.states)


@pytest.mark.parametrize("status", ["draf", "diajukan"])
def test_what_a_regulation_prints_stays_with_its_puskesmas(status: str) -> None:
    unit = make_puskesmas(NAMA)
    month = make_month(unit, status=status, filled=True)
    before = look(month)
    assert before.pagu == (PRINTED, PRINTED)
    assert before.printed == [f"{PAGU}panji"]
    assert "puskesmas_tidak_tercantum" not in before.warnings
    rename(unit)
    assert look(month) == before


def test_the_decreed_pagu_in_a_simulation_follows_the_code() -> None:
    unit = make_puskesmas(NAMA)
    make_month(unit, status="diajukan", bok_diserap=390_000_000)
    key = f"{PAGU}panji"

    def simulated() -> Simulasi:
        return make_simulasi(unit.kabupaten, nilai={key: PRINTED + 1_000_000})

    before = simulated()
    assert before.hasil is not None
    rename(unit)
    after = simulated()
    assert after.hasil is not None
    assert after.hasil["jumlah"] == before.hasil["jumlah"]
    assert after.hasil["jumlah"]["skenario"] == after.hasil["jumlah"]["sekarang"] + 1_000_000


def test_the_file_of_a_namesake_is_another_puskesmas() -> None:
    """A new puskesmas may bear the name another one had: the code in its file decides."""
    old = rename(make_puskesmas(NAMA))
    admin = make_team(old).admin.access()
    new = save_puskesmas(admin, nama=NAMA, kode="", kecamatan=None, slug="panjidua")
    make_officers(new)
    make_month(old)
    make_month(new)
    plan = plan_of(LembarBulan(month_of(old)), month_workbook(LembarBulan(month_of(new))))
    assert [fault.letak for fault in plan.faults] == ["Puskesmas!B22"]
    assert "tidak ada yang diambil dari berkas ini" in plan.faults[0].pesan
