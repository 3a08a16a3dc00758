"""Builders of allocations: weights decreed, values filled in, moved on their road."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from tests.factories.akun import person
from tests.factories.regulasi import make_baris
from tests.factories.wilayah import make_dinas
from upaya.bok.alokasi import services
from upaya.bok.alokasi.models import TAHUN_LALU, Alokasi, KriteriaAlokasi
from upaya.bok.alokasi.reading import BacaanAlokasi
from upaya.bok.alokasi.road import ROAD
from upaya.core import clock
from upaya.exchange.bok import alokasi_json
from upaya.rules.bok.kriteria import BOBOT
from upaya.rules.bok.road import DIAJUKAN, DITETAPKAN, DRAF
from upaya.rules.bok.road_dinas import PERENCANA_DINAS
from upaya.rules.kesehatan import KEPALA_DINAS
from upaya.wilayah.models import Kabupaten, Unit

YEAR = 2022
WEIGHTS = "penduduk=60; geografi=25; tenaga=15 berlawanan"


def make_weights(kabupaten: Kabupaten, text: str = WEIGHTS, year: int = YEAR) -> None:
    """The weights of the Kepala Dinas, unless they are decreed already."""
    if not kabupaten.aturan.filter(kunci=BOBOT, mulai__year=year).exists():
        make_baris(kabupaten, BOBOT, text, mulai=date(year, 1, 1), sampai=date(year, 12, 31))


def fill(case: Alokasi, values: Mapping[str, Mapping[int, str]]) -> None:
    """Write the values of criteria, by the key of the puskesmas."""
    access = person(PERENCANA_DINAS, case.unit).access()
    for kode, own in values.items():
        services.write_values(
            case.pk,
            access,
            kode,
            sumber="Kabupaten Dalam Angka 2021",
            nilai={str(key): value for key, value in own.items()},
            seen_versi=0,
        )


def usual(units: Sequence[Unit]) -> dict[str, dict[int, str]]:
    """Values for the usual weights: different for each puskesmas, one of them without staff."""
    return {
        "penduduk": {unit.pk: str(20_000 + 7_000 * n) for n, unit in enumerate(units)},
        "geografi": {u.pk: ("kepulauan", "dataran")[bool(n)] for n, u in enumerate(units)},
        "tenaga": {u.pk: str(n if units[1:] else 3) for n, u in enumerate(units)},
        TAHUN_LALU: {unit.pk: "900000000" for unit in units},
    }


def make_allocation(
    kabupaten: Kabupaten,
    *,
    status: str = DRAF,
    total: int = 6_000_000_000,
    lantai: int | None = None,
    perubahan: Decimal | None = None,
) -> Alokasi:
    """An allocation of 2022 to the puskesmas there are, moved on its road by the right people."""
    make_weights(kabupaten)
    dinas = make_dinas(kabupaten)
    access = person(PERENCANA_DINAS, dinas).access()
    case = services.open_allocation(YEAR, access)
    rows = Unit.objects.filter(kabupaten=kabupaten, jenis=Unit.Jenis.PUSKESMAS, aktif=True)
    fill(case, usual(list(rows.order_by("nama", "pk"))))
    services.set_terms(
        case.pk, access, total=total, lantai=lantai, perubahan=perubahan, seen_versi=case.versi
    )
    for name in {"draf": (), "diajukan": ("ajukan",), "ditetapkan": ("ajukan", "tetapkan"),
                 "dikembalikan": ("ajukan", "kembalikan")}[status]:  # fmt: skip
        move_allocation(case, name)
    return Alokasi.objects.select_related("unit", "kabupaten").get(pk=case.pk)


def move_allocation(case: Alokasi, name: str) -> None:
    """Make one move in the name of whoever makes it."""
    role = PERENCANA_DINAS if name == "ajukan" else KEPALA_DINAS
    ROAD.execute(case.pk, name, person(role, case.unit).access(), reason="Luas wilayah keliru.")


def bare_allocation(unit: Unit, year: int, status: str, mark: str) -> Alokasi:
    """One straight in the tables, whole: what a walk looks at."""
    found = Alokasi.objects.filter(unit=unit, tahun=year).first()
    if found is not None:
        assert isinstance(found, Alokasi)
        return found
    assert unit.kabupaten is not None
    make_weights(unit.kabupaten, year=year)
    user = person(PERENCANA_DINAS, unit).user
    case: Alokasi = Alokasi.objects.create(
        kabupaten=unit.kabupaten,
        unit=unit,
        tahun=year,
        total=20_000_000_000,
        status=DRAF,
        status_since=clock.now(),
        dibuat_oleh=user,
        dibuat_pada=clock.now(),
    )
    rows = Unit.objects.filter(kabupaten=unit.kabupaten, jenis=Unit.Jenis.PUSKESMAS, aktif=True)
    for kode, values in usual(list(rows.order_by("nama", "pk"))).items():
        KriteriaAlokasi.objects.create(
            alokasi=case,
            kode=kode,
            sumber=f"{mark} dalam angka",
            nilai={str(key): value for key, value in values.items()},
            ditulis_oleh=user,
            ditulis_pada=clock.now(),
        )
    if status == DRAF:
        return case
    reading = BacaanAlokasi(case)
    asked, result = reading.diminta, reading.hasil
    assert asked is not None
    assert result is not None
    case.masukan = alokasi_json.as_request(asked)
    case.hasil = alokasi_json.result(asked, result)
    case.sidik = alokasi_json.sidik(asked, result)
    case.status = DIAJUKAN
    case.save()
    if status == DITETAPKAN:
        case.ditetapkan_pada, case.status = clock.today(), status
    elif status != DIAJUKAN:
        case.masukan, case.hasil, case.sidik, case.status = None, None, "", status
    case.save()
    return case
