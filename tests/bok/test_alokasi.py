"""An allocation: filled in, computed as the command computes it, decided, and then a pagu."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from io import BytesIO

import openpyxl
import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from tests.factories.akun import make_membership, person, sign_in
from tests.factories.alokasi import (
    WEIGHTS,
    YEAR,
    fill,
    make_allocation,
    make_weights,
    move_allocation,
)
from tests.factories.bok import make_stbm
from tests.factories.regulasi import make_baris
from tests.factories.wilayah import make_dinas, make_kabupaten
from upaya.alur.road import MoveRefusedError
from upaya.bok.alokasi import services
from upaya.bok.alokasi.models import Alokasi, KriteriaAlokasi
from upaya.bok.alokasi.reading import BacaanAlokasi
from upaya.bok.alokasi.road import ROAD
from upaya.bok.ketetapan.keys import PAGU_BOK
from upaya.bok.ketetapan.queries import ketetapan
from upaya.core import clock
from upaya.exchange.bok import alokasi_json
from upaya.regulasi.models import BarisAturan
from upaya.regulasi.queries import rulebook_for
from upaya.rules.bok.ceilings import COVID_DIAKUI
from upaya.rules.bok.road import DIAJUKAN, DITETAPKAN
from upaya.rules.bok.road_dinas import PERENCANA_DINAS
from upaya.rules.kesehatan import KEPALA_DINAS
from upaya.rules.roles import Role
from upaya.wilayah.models import Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def units() -> Sequence[Unit]:
    """The three puskesmas of Situbondo that every test stands on; the second has STBM villages."""
    make_weights(make_kabupaten())
    rows = Unit.objects.filter(kabupaten="35.12", jenis=Unit.Jenis.PUSKESMAS)
    found = list(rows.order_by("nama"))
    make_stbm(found[1], "Jetis", "Langkap")
    return found


def pagu(unit: Unit) -> int | None:
    return ketetapan(unit, YEAR).pagu


def test_what_is_decided_is_what_the_command_gives_and_becomes_the_pagu(
    units: Sequence[Unit],
) -> None:
    assert units[0].kabupaten is not None
    case = make_allocation(units[0].kabupaten, status=DIAJUKAN)
    assert [pagu(unit) for unit in units] == [None, None, None]
    raw = json.dumps(case.masukan).encode()
    read = alokasi_json.read(raw, rulebook_for(case.kabupaten_id))
    assert read.permintaan is not None
    assert read.hasil is not None
    assert alokasi_json.result(read.permintaan, read.hasil) == case.hasil
    move_allocation(case, "tetapkan")
    given = {row["id"]: row["total"] for row in case.hasil["puskesmas"]}
    assert [pagu(unit) for unit in units] == [given[unit.slug] for unit in units]
    assert sum(given.values()) == case.total
    assert {row["id"]: row["stbm"] for row in case.hasil["puskesmas"]}[units[1].slug] == 15_000_000
    rows = BarisAturan.objects.filter(kunci=PAGU_BOK)
    assert len(rows) == 3
    for row in rows:
        assert row.diusulkan_oleh == person(PERENCANA_DINAS, case.unit).user
        assert row.diputus_oleh == person(KEPALA_DINAS, case.unit).user


def test_whoever_prepared_it_does_not_decide_it(units: Sequence[Unit]) -> None:
    assert units[0].kabupaten is not None
    case = make_allocation(units[0].kabupaten, status=DIAJUKAN)
    planner = person(PERENCANA_DINAS, case.unit)
    hat = make_membership(KEPALA_DINAS, case.unit, planner.user)
    with pytest.raises(MoveRefusedError, match="orang lain"):
        ROAD.execute(case.pk, "tetapkan", hat.access())
    assert not BarisAturan.objects.filter(kunci=PAGU_BOK).exists()


def test_what_changed_since_the_submission_is_not_decided(units: Sequence[Unit]) -> None:
    assert units[0].kabupaten is not None
    case = make_allocation(units[0].kabupaten, status=DIAJUKAN)
    make_stbm(units[2], "Kilensari")
    with pytest.raises(MoveRefusedError, match="berubah sejak alokasi ini diajukan"):
        move_allocation(case, "tetapkan")
    assert case.hasil is not None
    # What was submitted still shows as it was.
    shown = BacaanAlokasi(Alokasi.objects.get(pk=case.pk))
    assert [row.total for row in shown.baris] == [
        next(r["total"] for r in case.hasil["puskesmas"] if r["id"] == unit.slug) for unit in units
    ]


def test_a_second_allocation_starts_from_the_first_and_replaces_its_pagu(
    units: Sequence[Unit], settings: Settings
) -> None:
    assert units[0].kabupaten is not None
    first = make_allocation(units[0].kabupaten, status=DITETAPKAN)
    before = pagu(units[0])
    settings.BUSINESS_DATE = clock.today() + timedelta(1)
    access = person(PERENCANA_DINAS, first.unit).access()
    assert services.open_allocation(YEAR, access) == first  # opening begins nothing anew
    why = "Pagu nasional ditambah menteri."
    second = services.revise(first.pk, access, why)
    assert second.nomor == 1
    assert services.revise(first.pk, access, why) == second
    with pytest.raises(services.TertutupError, match="masih disusun"):
        services.revise(first.pk, access, "Alasan lain dari orang lain.")
    assert BacaanAlokasi(second).kurang == []
    services.set_terms(
        second.pk,
        access,
        total=7_000_000_000,
        lantai=2_000_000_000,
        perubahan=None,
        seen_versi=1,
    )
    move_allocation(second, "ajukan")
    move_allocation(second, "tetapkan")
    after = [pagu(unit) or 0 for unit in units]
    assert sum(after) == 7_000_000_000
    assert min(after) >= 2_000_000_000
    assert before != after[0]


def test_what_lacks_is_said_before_anything_is_shared_out() -> None:
    kabupaten = make_kabupaten()
    unit = Unit.objects.get(nama="Jangkar")
    dinas = make_dinas(kabupaten)
    access = person(PERENCANA_DINAS, dinas).access()
    case = services.open_allocation(YEAR, access)
    assert "Bobot kriteria alokasi tahun 2022 belum ditetapkan" in BacaanAlokasi(case).kurang[0]
    make_baris(kabupaten, "bok.alokasi.bobot", WEIGHTS)
    said = BacaanAlokasi(case).kurang
    assert said[0] == "Isi jumlah BOK Puskesmas se-kabupaten."
    assert "Jumlah penduduk di wilayah kerja: nilainya belum diisi." in said
    fill(case, {"penduduk": {}, "geografi": {unit.pk: "gurun"}, "tenaga": {unit.pk: "0"}})
    said = BacaanAlokasi(case).kurang
    assert any("wilayah kerja: belum diisi untuk" in sentence for sentence in said)
    # There is no such category.
    assert any("Kondisi geografi" in one and "Jangkar" in one for one in said)
    with pytest.raises(MoveRefusedError, match="belum diisi"):
        move_allocation(case, "ajukan")


def test_a_part_that_cannot_carry_its_incentive_stands_in_the_way(
    units: Sequence[Unit],
) -> None:
    assert units[0].kabupaten is not None
    case = make_allocation(units[0].kabupaten, total=600_000_000)
    with pytest.raises(MoveRefusedError, match="terlalu kecil: pagu insentif"):
        move_allocation(case, "ajukan")


def test_what_ayat_9_lets_stand_raises_the_ceiling_of_covid(units: Sequence[Unit]) -> None:
    assert units[0].kabupaten is not None
    make_allocation(units[0].kabupaten, status=DITETAPKAN)
    unit = units[0]

    def ceiling() -> tuple[int, str]:
        rules = ketetapan(unit, YEAR).rencana
        assert rules is not None
        part = next(one for one in rules.komponen if one.kode == "covid_19")
        return part.batas, part.dasar_hukum

    most = ceiling()[0]
    assert unit.kabupaten is not None
    record = partial(
        make_baris,
        unit.kabupaten,
        COVID_DIAKUI,
        puskesmas=unit,
        mulai=date(YEAR, 1, 1),
        sampai=date(YEAR, 12, 31),
    )
    record(most - 1)
    assert ceiling()[0] == most
    record(most + 5, tanggal=date(2022, 8, 1))
    assert ceiling()[0] == most + 5
    assert "Pasal 5 ayat (9)" in ceiling()[1]


# ------------------------------------------------------------------ over HTTP
class Person:
    """Somebody at the pages."""

    def __init__(self, role: Role, unit: Unit) -> None:
        self.client = sign_in(Client(), person(role, unit))

    def get(self, address: str, **query: str) -> HttpResponse:
        return self.client.get(address, query)  # type: ignore[return-value]

    def post(self, address: str, **data: object) -> HttpResponse:
        return self.client.post(address, data)  # type: ignore[return-value]


def test_from_a_year_to_a_letter_over_the_pages(units: Sequence[Unit]) -> None:
    kabupaten = units[0].kabupaten
    assert kabupaten is not None
    dinas = make_dinas(kabupaten)
    planner, head = Person(PERENCANA_DINAS, dinas), Person(KEPALA_DINAS, dinas)
    planner.post("/bok/alokasi/buka/", tahun="2022")
    case = Alokasi.objects.get()
    address = case.get_absolute_url()
    faulty = planner.post(f"{address}atur/", total="banyak", versi=case.versi)
    assert faulty.status_code == 422
    assert 'value="banyak"' in faulty.content.decode()
    planner.post(f"{address}atur/", total="6.000.000.000", perubahan="", versi=case.versi)
    assert planner.post(f"{address}atur/", total="5", versi=1).status_code == 409
    for kode, value in (("penduduk", "25.000"), ("geografi", "dataran"), ("tenaga", "3")):
        page = f"{address}nilai/{kode}/"
        boxes = {f"nilai-{unit.pk}": value for unit in units}
        unsaid = planner.post(page, versi=0, sumber="", **boxes)
        assert unsaid.status_code == 422
        saved = planner.post(page, versi=0, sumber="Kabupaten Dalam Angka 2021", **boxes)
        assert saved.status_code == 302
    assert KriteriaAlokasi.objects.get(kode="penduduk").nilai == {
        str(unit.pk): "25000" for unit in units
    }
    whole = planner.get(address).content.decode()
    assert "Rp1.995.000.000" in whole  # (6.000.000.000 - 15.000.000) / 3
    assert "Rp2.010.000.000" in whole
    working = planner.get(f"{address}hitungan/{units[1].pk}/").content.decode()
    assert "2 desa kali Rp7.500.000 = Rp15.000.000" in working
    assert "Kabupaten Dalam Angka 2021" in working
    book = openpyxl.load_workbook(BytesIO(planner.get(f"{address}hitungan.xlsx").content))
    cells = [cell for row in book["Alokasi"].iter_rows() for cell in row]
    assert any("SUM(" in str(cell.value) for cell in cells)
    tried = head.get(
        f"{address}coba/", total="6.000.000.000", lantai="", perubahan="",
        bobot_penduduk="1", arah_penduduk="searah", bobot_geografi="0", arah_geografi="searah",
        bobot_tenaga="0", arah_tenaga="berlawanan",
    )  # fmt: skip
    assert tried.status_code == 200
    assert "Bila begini" in tried.content.decode()
    planner.post(f"{address}alur/ajukan/", seen_status="draf")
    assert head.post(f"{address}nilai/tenaga/", versi=1).status_code == 403
    closed = planner.post(
        f"{address}nilai/tenaga/",
        versi=1,
        sumber="Kabupaten Dalam Angka 2022",
        **{f"nilai-{units[0].pk}": "9"},
    )
    assert closed.status_code == 409
    assert "Rp2.010.000.000" in head.get(f"{address}alur/tetapkan/").content.decode()
    head.post(f"{address}alur/tetapkan/", seen_status="diajukan")
    case.refresh_from_db()
    assert case.status == DITETAPKAN
    head.post(f"{address}dokumen/terbitkan/", jenis="alokasi")
    assert head.get(f"{address}dokumen/alokasi.pdf").status_code == 200
