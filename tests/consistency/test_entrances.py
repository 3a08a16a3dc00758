"""Whatever stands in a file, an entrance reads it or says what is wrong; it never breaks."""

import pytest
from hypothesis import HealthCheck, example, given, settings

from tests.exchange.strange import EDITS, Edit, typed_over
from tests.factories.insentif import make_month
from tests.factories.pegawai import make_jenis_jabatan, make_penugasan, make_petugas
from tests.factories.wilayah import make_puskesmas
from upaya.exchange.insentif.month_workbook import read
from upaya.exchange.xlsx_writer import table_bytes
from upaya.insentif.buku.compare import plan_of
from upaya.insentif.buku.queries import month_workbook
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.bulan.reading import LembarBulan
from upaya.pegawai.import_columns import KOLOM, LEMBAR
from upaya.pegawai.services import importing
from upaya.rules.loader import national_book
from upaya.wilayah.models import Unit

pytestmark = pytest.mark.django_db

_FEW = settings(
    max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)
_MONTH = 9
"""The row of the sheet Puskesmas that says the month."""


@pytest.fixture
def month() -> Pengajuan:
    """A month whose first officer holds two main posts and two extra ones."""
    made = make_month(filled=True)
    month = Pengajuan.objects.select_related("puskesmas", "kabupaten").get(pk=made.pk)
    officer = month.petugas.order_by("pk")[0].petugas
    for name, kelas, macam in (
        ("PJ UKM", "pj_ukm", "utama"),
        ("Bendahara BOK", "bendahara", "utama"),
        ("Pengelola Gizi", "", "tambahan"),
        ("Pengelola Imunisasi", "", "tambahan"),
    ):
        post = make_jenis_jabatan(name, kelas, macam=macam, kabupaten=month.kabupaten)
        make_penugasan(officer, post)
    return month


@pytest.fixture
def puskesmas() -> Unit:
    return make_puskesmas()


@pytest.mark.budget(5, "thirty workbooks written, typed over and read")
@_FEW
@given(edits=EDITS)
@example(edits=[(0, _MONTH, 2, "0000-01")])
@example(edits=[(0, _MONTH, 2, "1/0000")])
@example(edits=[(0, _MONTH, 2, -1e300)])
@example(edits=[(2, 5, 7, ";")])
def test_the_workbook_of_a_month(month: Pengajuan, edits: list[Edit]) -> None:
    raw = typed_over(month_workbook(LembarBulan(month)), edits)
    plan = plan_of(LembarBulan(month), raw)
    assert all(fault.pesan for fault in plan.faults)
    reading = read(raw, national_book())
    assert (reading.bulan is None) == bool(reading.galat)


@_FEW
@given(edits=EDITS)
@example(edits=[(0, 2, 3, -1e300)])
def test_the_list_of_officers(puskesmas: Unit, edits: list[Edit]) -> None:
    known = make_petugas(puskesmas, "dr. Ni'matul Ulya, M.Kes.")
    rows = [
        [getattr(known, column.name) for column in KOLOM],
        ["", "Sutrisno", "9901011708909999", *[""] * (len(KOLOM) - 3)],
    ]
    raw = table_bytes([column.judul for column in KOLOM], rows, LEMBAR)
    plan = importing.check(puskesmas, typed_over(raw, edits))
    known.delete()
    assert all(fault.pesan for fault in plan.galat)
    assert plan.galat or plan.baris
