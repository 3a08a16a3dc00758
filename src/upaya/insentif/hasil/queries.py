"""A calculation as people read it: officers by name, warnings, workings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from upaya.insentif.hasil.calculation import Calculation
from upaya.rules.calculation_steps import Rules, Working
from upaya.rules.insentif.explain import explain_month
from upaya.rules.insentif.explain_officer import explain_officer, skor_petugas
from upaya.rules.insentif.month import Petugas
from upaya.rules.money import rupiah


@dataclass(frozen=True, slots=True)
class OfficerRow:
    """One officer's line of the result: points, the two shares and their sum in rupiah."""

    kode: str
    nama: str
    bobot: int
    orang_hari: int
    frekuensi: int
    poin_lapangan: int
    poin_manajemen: int
    lapangan: int
    manajemen: int
    bruto: int
    tanpa_sk: bool


class Skor(NamedTuple):
    """The three parts of a weight (Pasal 11A ayat (7) huruf c to e)."""

    pendidikan: int
    utama: int
    tambahan: int


def officer_rows(calculation: Calculation, names: Mapping[str, str]) -> list[OfficerRow]:
    """The officers of a computed month, by name; [] while it cannot be computed."""
    if calculation.bulan is None or calculation.hasil is None:
        return []
    pairs = zip(calculation.bulan.petugas, calculation.hasil.baris(), strict=True)
    rows = [
        OfficerRow(
            kode=row.id,
            nama=names.get(row.id, row.id),
            bobot=row.bobot,
            orang_hari=officer.orang_hari,
            frekuensi=officer.frekuensi,
            poin_lapangan=row.poin_lapangan,
            poin_manajemen=row.poin_manajemen,
            lapangan=row.lapangan,
            manajemen=row.manajemen,
            bruto=row.bruto,
            tanpa_sk=row.id in calculation.tanpa_sk,
        )
        for officer, row in pairs
    ]
    return sorted(rows, key=lambda row: (row.nama.casefold(), row.kode))


def totals(rows: Sequence[OfficerRow]) -> dict[str, int]:
    """Sums of the columns in rupiah."""
    return {
        "lapangan": sum(row.lapangan for row in rows),
        "manajemen": sum(row.manajemen for row in rows),
        "bruto": sum(row.bruto for row in rows),
    }


def summary(calculation: Calculation) -> list[dict[str, str]]:
    """The pool and its parts as label and text; [] while the month cannot be computed."""
    result = calculation.hasil
    if result is None:
        return []
    rows = [
        ("Disesuaikan dengan indeks", rupiah(int(result.insentif_disesuaikan))),
        ("Dipotong pagu setahun", rupiah(result.dipotong_pagu)),
        ("Bagian lapangan", rupiah(result.pool_lapangan)),
        ("Bagian manajemen", rupiah(result.pool_manajemen)),
        ("Tidak dibagi, tetap dalam pagu", rupiah(result.tidak_dibagi)),
        ("Diterima petugas", rupiah(result.dibagikan)),
    ]
    return [{"label": label, "value": value} for label, value in rows]


def warnings(
    calculation: Calculation, names: Mapping[str, str], lost: Mapping[str, str] | None = None
) -> list[str]:
    """What to look at before going on, in sentences with names instead of codes.

    `lost` says by code what a right on other days than the last one comes to (see `petugas.lost`).
    """
    if calculation.hasil is None:
        return []
    sentences = [warning.pesan for warning in calculation.hasil.peringatan]
    sentences += [
        (lost or {}).get(kode)
        or f"{names.get(kode, kode)} belum ber-SK Kepala Dinas atau tidak lagi bertugas pada akhir "
        "bulan: kegiatannya tidak dihitung."
        for kode in calculation.tanpa_sk
    ]
    return [_with_names(sentence, names) for sentence in sentences]


def _with_names(sentence: str, names: Mapping[str, str]) -> str:
    for kode, nama in names.items():
        sentence = sentence.replace(kode, nama)
    return sentence


def month_working(calculation: Calculation) -> dict[str, Any] | None:
    """Title and steps of the month's pool, for the steps component."""
    if calculation.bulan is None or calculation.hasil is None:
        return None
    return _for_page(explain_month(calculation.bulan, calculation.hasil))


def officer_working(calculation: Calculation, kode: str) -> dict[str, Any] | None:
    """Title and steps of one officer's amount; None when the month does not know the officer."""
    if calculation.bulan is None or calculation.hasil is None:
        return None
    if kode not in calculation.hasil.id:
        return None
    working = _for_page(explain_officer(calculation.bulan, calculation.hasil, kode))
    row = calculation.hasil.petugas(kode)
    return working | {"jumlah": rupiah(row.bruto)}


def scores_of(calculation: Calculation, kode: str) -> Skor | None:
    """What an officer's weight is added up from; None for one who is not entitled."""
    assert calculation.bulan is not None  # noqa: S101 - asked of a frozen calculation
    assert calculation.hasil is not None  # noqa: S101
    officer = next(one for one in calculation.bulan.petugas if one.id == kode)
    return scores(officer, Rules(calculation.hasil))


def scores(officer: Petugas, rules: Rules) -> Skor | None:
    """The same for an officer of a month whose rules are at hand."""
    if officer.status not in rules["penerima"].items:
        return None
    (school, _), (main, _), (extra, _) = skor_petugas(officer, rules)
    return Skor(school, main, extra)


def _for_page(working: Working) -> dict[str, Any]:
    return {
        "judul": working.judul,
        "langkah": [
            {
                "name": step.nama,
                "formula": step.rumus,
                "value": step.nilai,
                "article": step.dasar_hukum,
                "origin": step.asal,
                "inputs": [{"label": label, "value": value} for label, value in step.masukan],
                "note": "",
            }
            for step in working.langkah
        ],
    }
