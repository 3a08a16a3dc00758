"""The formulas of the result give the rupiah of the rules when LibreOffice computes them."""

import random
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from tests.rules.months import month, officer
from tests.spreadsheet.libreoffice import poison, recalculate
from upaya.exchange.insentif.month_workbook import Extras, Line, Work, read, write_month
from upaya.exchange.insentif.result_limits import LIMIT, _numbers, why_not
from upaya.exchange.insentif.result_workbook import result_bytes
from upaya.rules.insentif.compute import compute_month
from upaya.rules.insentif.month import (
    JABATAN_UTAMA,
    KARAKTERISTIK,
    PENDIDIKAN,
    STATUS,
    Bulan,
    Hasil,
    Opsi,
)
from upaya.rules.insentif.serial import bulan_to_dict
from upaya.rules.insentif.spm import PELAYANAN, Pelayanan
from upaya.rules.loader import national_book
from upaya.rules.period import Period

pytestmark = pytest.mark.libreoffice

BOOK = national_book()
TIED = tuple(officer(key) for key in ("b", "a", "Ä", "10", "9", "B", "c"))


def _random_month(seed: int, size: int = 60) -> Bulan:
    dice = random.Random(seed)  # noqa: S311 - invented months, always the same
    people = tuple(
        officer(
            f"PT{number * 37 % 61:03d}",
            status=dice.choice(STATUS),
            pendidikan=dice.choice(PENDIDIKAN),
            jabatan_utama=tuple(dice.sample(JABATAN_UTAMA, dice.choice((1, 1, 1, 2, 3)))),
            jabatan_tambahan=dice.choice((0, 0, 1, 2, 3, 4, 5, 9)),
            orang_hari=dice.choice((0, dice.randint(0, 28))),
            frekuensi=dice.choice((0, dice.randint(0, 60))),
        )
        for number in range(size)
    )
    services = {
        name: Pelayanan(dice.choice((0, dice.randint(1, 900))), dice.randint(0, 1000))
        for name in PELAYANAN
    }
    return month(
        people,
        kabupaten=dice.choice(("35.12", "35.10")),
        periode=Period(2022 + seed % 3, 8 + seed % 5),
        penduduk=dice.choice((14_999, 15_000, 35_000, 45_000, dice.randint(1, 90_000))),
        bok_diserap=dice.randint(0, 10**9),
        bok_diusulkan=dice.randint(0, 10**9),
        sisa_pagu_insentif=dice.randint(0, 90_000_000),
        karakteristik=dice.choice(KARAKTERISTIK),
        pelayanan=services,
        indeks=dice.choice(({}, {"kinerja_spm": Decimal("0.2713"), "beban_kerja": Decimal("0.1")})),
    )


_HALF = {name: Pelayanan(10, 8 if n % 2 else 4) for n, name in enumerate(PELAYANAN)}
_NONE = {name: Pelayanan(0, 3) for name in PELAYANAN}
_SOME = {name: Pelayanan(n % 3 * 7, n * 2) for n, name in enumerate(PELAYANAN)}

MONTHS: dict[str, tuple[Bulan, Opsi | None]] = (
    {
        "biasa": (month(), None),
        # 7 officers with equal points: every remainder and every bobot is the same
        "seri": (month(TIED, bok_diserap=50_000_000, sisa_pagu_insentif=1_000_005), None),
        "seri_bobot": (
            month(
                (
                    *TIED,
                    officer("z", pendidikan="SLTA", orang_hari=20, frekuensi=40),
                    officer("y", pendidikan="SLTA", orang_hari=20, frekuensi=40),
                ),
                sisa_pagu_insentif=777_777,
            ),
            None,
        ),
        "tanpa_lapangan": (month((officer("a", frekuensi=0), officer("b", frekuensi=0))), None),
        "tanpa_kegiatan": (month((officer("a", frekuensi=0, orang_hari=0),)), None),
        "tidak_berhak": (month((officer("a", status="non_ASN"),), periode=Period(2023, 5)), None),
        "pagu_habis": (month(sisa_pagu_insentif=0), None),
        "dipotong": (month(TIED, bok_diserap=900_000_000, sisa_pagu_insentif=12_345_678), None),
        "serapan_nol": (month(bok_diserap=0, bok_diusulkan=0), None),
        "tepat_batas": (month(pelayanan=_HALF), None),  # the mean is exactly 60%
        "kontinu_setengah": (
            month(pelayanan={name: Pelayanan(2, 1) for name in PELAYANAN}),  # 0.33 x 50% = 0.165
            Opsi(metode_spm="kontinu"),
        ),
        "nol_jumlah": (
            month(pelayanan=_SOME),
            Opsi(target_nol="nol", formula_pool="jumlah", dasar=Decimal("0.1234")),
        ),
        "tanpa_target": (month(pelayanan=_NONE, indeks={"kinerja_spm": Decimal("0.33")}), None),
        "bok_besar": (month(TIED, bok_diserap=999_999_999_999, sisa_pagu_insentif=10**11), None),
        # products just below the limit up to which formulas are written
        "batas_bok": (
            month(
                TIED[:3],
                bok_diserap=79_000_000_999_999,
                sisa_pagu_insentif=490_000_000_001,
                indeks={"kinerja_spm": Decimal("0.2713"), "beban_kerja": Decimal("0.1007")},
            ),
            None,
        ),
        "batas_poin": (
            month(
                (
                    officer("a", frekuensi=16_666_666),
                    officer("b", frekuensi=16_666_665),
                    officer("c", frekuensi=16_666_664),
                    officer("d", frekuensi=16_666_666),
                ),
                sisa_pagu_insentif=1_149_999,
            ),
            None,
        ),
    }
    | {f"acak{seed}": (_random_month(seed), None) for seed in range(6)}
)


def _computed() -> dict[str, Hasil]:
    return {name: compute_month(bulan, BOOK, opsi) for name, (bulan, opsi) in MONTHS.items()}


@pytest.fixture(scope="module")
def recalculated(soffice: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Workbook]:
    """Every month's result, its cached values spoilt, computed by LibreOffice."""
    books = {
        name: poison(result_bytes(MONTHS[name][0], hasil)) for name, hasil in _computed().items()
    }
    changed, _ = _edited()
    books["diubah"] = poison(changed)
    made = recalculate(soffice, books, tmp_path_factory.mktemp("hitung"))
    return {name: _open(data) for name, data in made.items()}


def _open(data: bytes) -> Workbook:
    return openpyxl.load_workbook(BytesIO(data), data_only=True)


def _edited() -> tuple[bytes, Bulan]:
    """A result in which somebody typed another month's numbers over the yellow cells."""
    before, after = _random_month(3), _random_month(4)
    after = replace(
        after,
        kabupaten=before.kabupaten,
        periode=before.periode,
        indeks=before.indeks,
        bok_diserap=after.bok_diserap % 10**8,
    )
    book = openpyxl.load_workbook(BytesIO(result_bytes(before, compute_month(before, BOOK))))
    summary = {row[0].value: row[1] for row in book["Ringkasan"].iter_rows(min_row=5)}
    summary["Jumlah penduduk"].value = after.penduduk
    summary["Karakteristik wilayah"].value = after.karakteristik.replace("_", " ")
    summary["Penyerapan bulan ybs (Rp)"].value = after.bok_diserap
    summary["Sisa pagu insentif sebelum bulan ini (Rp)"].value = after.sisa_pagu_insentif
    for row, service in zip(
        book["Pelayanan"].iter_rows(min_row=5), after.pelayanan.values(), strict=False
    ):
        row[2].value, row[3].value = service.target, service.realisasi
    people = book["Petugas"]
    labels = {str(cell.value): place for place, cell in enumerate(people[4], start=1)}
    for at, person in enumerate(after.petugas, start=5):
        people.cell(at, labels["Status"]).value = person.status.replace("_", "-")
        people.cell(at, labels["Pendidikan"]).value = person.pendidikan
        people.cell(at, labels["Jabatan tambahan"]).value = person.jabatan_tambahan
        people.cell(at, labels["Kegiatan Mgt (OH)"]).value = person.orang_hari
        people.cell(at, labels["Kegiatan UKM lapangan (orang frekuensi)"]).value = person.frekuensi
    kept = zip(after.petugas, before.petugas, strict=True)
    after = replace(
        after, petugas=tuple(replace(new, jabatan_utama=old.jabatan_utama) for new, old in kept)
    )
    target = BytesIO()
    book.save(target)
    return target.getvalue(), after


def _summary(book: Workbook) -> dict[str, Any]:
    return {str(row[0].value): row[1].value for row in book["Ringkasan"].iter_rows(min_row=5)}


def _column(book: Workbook, label: str, count: int) -> list[Any]:
    sheet = book["Petugas"]
    at = next(place for place, cell in enumerate(sheet[4], start=1) if cell.value == label)
    return [sheet.cell(row, at).value for row in range(5, 5 + count)]


SUMS: dict[str, Callable[[Hasil], int]] = {
    "Insentif bulan ini (Rp)": lambda hasil: hasil.pool,
    "Dipotong karena sisa pagu (Rp)": lambda hasil: hasil.dipotong_pagu,
    "Bagian lapangan 85/100 (Rp)": lambda hasil: hasil.pool_lapangan,
    "Bagian manajemen 15/100 (Rp)": lambda hasil: hasil.pool_manajemen,
    "Tidak dibagi, tetap dalam pagu (Rp)": lambda hasil: hasil.tidak_dibagi,
    "Diterima semua petugas (Rp)": lambda hasil: hasil.dibagikan,
    "Jumlah poin lapangan": lambda hasil: sum(hasil.poin_lapangan),
    "Jumlah poin manajemen": lambda hasil: sum(hasil.poin_manajemen),
}
COLUMNS: dict[str, Callable[[Hasil], list[int]]] = {
    "Bobot": lambda hasil: hasil.bobot,
    "Adjusted Hari": lambda hasil: hasil.poin_manajemen,
    "Adjusted Frekuensi": lambda hasil: hasil.poin_lapangan,
    "Lapangan (Rp)": lambda hasil: hasil.lapangan,
    "Manajemen (Rp)": lambda hasil: hasil.manajemen,
    "Bruto (Rp)": lambda hasil: [row.bruto for row in hasil.baris()],
}


def _compare(book: Workbook, hasil: Hasil) -> None:
    summary = _summary(book)
    assert {label: summary[label] for label in SUMS} == {
        label: read_sum(hasil) for label, read_sum in SUMS.items()
    }
    assert summary["Diterima + tidak dibagi = insentif bulan ini"] == "COCOK"
    names = ("INDEKS KINERJA SPM (b)", "INDEKS KESULITAN (c)",
             "INDEKS BEBAN KERJA, jumlah penduduk (d)")  # fmt: skip
    assert [Decimal(str(summary[name])) for name in names] == list(hasil.indeks)
    for label, column in COLUMNS.items():
        assert _column(book, label, len(hasil.id)) == column(hasil), label


@pytest.mark.parametrize("name", MONTHS)
def test_libreoffice_computes_the_same_rupiah(recalculated: dict[str, Workbook], name: str) -> None:
    bulan, opsi = MONTHS[name]
    _compare(recalculated[name], compute_month(bulan, BOOK, opsi))
    assert _summary(recalculated[name])["Dibandingkan dengan hitungan Upaya"] == "SAMA"


def test_other_numbers_typed_into_the_yellow_cells_give_their_own_rupiah(
    recalculated: dict[str, Workbook],
) -> None:
    _, after = _edited()
    _compare(recalculated["diubah"], compute_month(after, BOOK))
    said = _summary(recalculated["diubah"])["Dibandingkan dengan hitungan Upaya"]
    assert said == "BERBEDA: isian sudah diubah"


def test_the_spoilt_values_would_be_seen() -> None:
    spoilt = _open(poison(result_bytes(month(), compute_month(month(), BOOK))))
    assert _summary(spoilt)["Insentif bulan ini (Rp)"] == 77
    assert _column(spoilt, "Bruto (Rp)", 2) == [77, 77]


def test_no_formula_gives_an_error(recalculated: dict[str, Workbook]) -> None:
    for name, book in recalculated.items():
        for sheet in book.worksheets:
            for row in sheet.iter_rows():
                for cell in row:
                    wrong = str(cell.value).startswith(("#", "Err:"))
                    assert not wrong, (name, sheet.title, cell.coordinate, cell.value)


def test_the_cases_are_what_their_names_say() -> None:
    found = _computed()
    assert not [name for name in MONTHS if why_not(MONTHS[name][0], found[name])]
    near = max(_numbers(MONTHS["batas_bok"][0], found["batas_bok"]))
    assert LIMIT * 9 // 10 < near < LIMIT
    near = max(_numbers(MONTHS["batas_poin"][0], found["batas_poin"]))
    assert LIMIT * 9 // 10 < near < LIMIT
    assert len(set(found["seri"].poin_lapangan)) == 1
    assert len(set(found["seri"].lapangan)) == 2
    assert found["tanpa_lapangan"].tidak_dibagi == found["tanpa_lapangan"].pool_lapangan > 0
    assert found["tanpa_kegiatan"].tidak_dibagi == found["tanpa_kegiatan"].pool > 0
    assert found["dipotong"].dipotong_pagu > 0
    assert found["tidak_berhak"].bobot == [0]
    assert found["kontinu_setengah"].indeks[0] == Decimal("0.17")


def test_libreoffice_saves_a_month_that_reads_as_before(soffice: str, tmp_path: Path) -> None:
    bulan = month((officer("PT1", orang_hari=3, frekuensi=7), officer("PT2", orang_hari=0)))
    work = Work(
        (Line("a.1", "Kunjungan", "lapangan"), Line("b.2", "Rapat", "manajemen")),
        {"PT1": {"a.1": 7, "b.2": 3}, "PT2": {"a.1": 20}},
    )
    given = write_month(bulan_to_dict(bulan), Extras(work=work, tanpa_sk=frozenset()))
    made = recalculate(soffice, {"bulan": poison(given)}, tmp_path)
    reading = read(made["bulan"], BOOK)
    assert reading.galat == ()
    assert reading.bulan == bulan
