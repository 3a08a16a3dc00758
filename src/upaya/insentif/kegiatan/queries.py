"""The activity grid as it stands: columns, officers, cells, totals, bobot and amounts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from textwrap import shorten
from typing import Any, cast

from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.bulan.plausibility import officer_doubts
from upaya.insentif.bulan.reading import LembarBulan
from upaya.insentif.hasil.calculation import Calculation
from upaya.insentif.kegiatan.models import BarisKegiatan, PetugasBulan
from upaya.insentif.kegiatan.petugas import right_in_part
from upaya.pegawai.profil import ProfilPetugas
from upaya.rules.errors import TidakDiatur
from upaya.rules.insentif.compute import bobot_petugas
from upaya.rules.insentif.ketentuan import ketentuan
from upaya.rules.insentif.month import Petugas
from upaya.rules.insentif.officer_work import LAPANGAN, MANAJEMEN, Kerja


@dataclass(frozen=True, slots=True)
class GridColumn:
    """A line of the menu in this month; `total` sums its cells.

    `singkat` is its code and the beginning of its words, where there is little room.
    """

    pk: int
    menu: str
    uraian: str
    jenis: str
    total: int
    singkat: str


@dataclass(frozen=True, slots=True)
class GridRow:
    """An officer in this month. `isian` holds (column, amount) for every column, in their order.

    `bobot` is None before any rule, `bruto` None while the month cannot be computed. `catatan` says
    why the officer's work does not count, "" when it does; `ragu` what is worth a second look.
    """

    pk: int
    versi: int
    kode: str
    nama: str
    jabatan: str
    catatan: str
    isian: tuple[tuple[GridColumn, int], ...]
    frekuensi: int
    orang_hari: int
    bobot: int | None
    bruto: int | None
    ragu: tuple[str, ...]

    @property
    def lapangan(self) -> list[tuple[GridColumn, int]]:
        """The cells of field work."""
        return [cell for cell in self.isian if cell[0].jenis == LAPANGAN]

    @property
    def manajemen(self) -> list[tuple[GridColumn, int]]:
        """The cells of management work."""
        return [cell for cell in self.isian if cell[0].jenis == MANAJEMEN]

    @property
    def awal(self) -> str:
        """What is stored, for a form to compare with: `12:3,14:2`."""
        return ",".join(f"{kolom.pk}:{jumlah}" for kolom, jumlah in self.isian if jumlah)


@dataclass(frozen=True, slots=True)
class Kisi:
    """The whole grid: field columns first, then management. `bruto` is None with `menunggu`."""

    kolom: tuple[GridColumn, ...]
    baris: tuple[GridRow, ...]
    bruto: int | None
    menunggu: tuple[str, ...]
    hari: int

    @property
    def lapangan(self) -> list[GridColumn]:
        """The columns that count visits (orang frekuensi)."""
        return [kolom for kolom in self.kolom if kolom.jenis == LAPANGAN]

    @property
    def manajemen(self) -> list[GridColumn]:
        """The columns that count days (orang hari)."""
        return [kolom for kolom in self.kolom if kolom.jenis == MANAJEMEN]

    @property
    def frekuensi(self) -> int:
        """Field visits of the month."""
        return sum(kolom.total for kolom in self.lapangan)

    @property
    def orang_hari(self) -> int:
        """Days of management work of the month."""
        return sum(kolom.total for kolom in self.manajemen)


def kisi(sheet: LembarBulan) -> Kisi:
    """The grid of a month.

    A submitted month shows its frozen amounts, a month being filled the present ones.
    """
    lines = sorted(sheet.kolom, key=lambda line: (line.jenis != LAPANGAN, line.urutan))
    cells: dict[int, dict[int, int]] = {}
    totals: dict[int, int] = {}
    for cell in sheet.sel:
        cells.setdefault(cell.baris, {})[cell.kolom] = cell.jumlah
        totals[cell.kolom] = totals.get(cell.kolom, 0) + cell.jumlah
    columns = _columns(lines, totals)
    calculation = sheet.hitungan
    by_officer = {p.petugas_id: p for p in sheet.profil}
    weights, doubts = _weights(sheet), officer_doubts(sheet)
    return Kisi(
        columns,
        tuple(
            _row(
                sheet,
                row,
                tuple((kolom, cells.get(row.pk, {}).get(kolom.pk, 0)) for kolom in columns),
                sheet.kerja[row.pk],
                by_officer.get(row.petugas_id),
                weights,
                calculation,
                tuple(doubts.get(row.pk, ())),
            )
            for row in sheet.baris
        ),
        calculation.hasil.dibagikan if calculation.hasil else None,
        tuple(fault.pesan for fault in calculation.faults),
        sheet.month.period.days,
    )


def _columns(lines: Iterable[BarisKegiatan], totals: Mapping[int, int]) -> tuple[GridColumn, ...]:
    return tuple(
        GridColumn(
            pk=line.pk,
            menu=line.menu,
            uraian=line.uraian,
            jenis=line.jenis,
            total=totals.get(line.pk, 0),
            singkat=shorten(f"{line.menu} {line.uraian}", 60, placeholder=" …"),
        )
        for line in lines
    )


def _row(
    sheet: LembarBulan,
    row: PetugasBulan,
    isian: tuple[tuple[GridColumn, int], ...],
    work: Kerja,
    profile: ProfilPetugas | None,
    weights: Mapping[str, int],
    calculation: Calculation,
    doubts: tuple[str, ...],
) -> GridRow:
    kode = row.petugas.kode
    return GridRow(
        pk=row.pk,
        versi=row.versi,
        kode=kode,
        nama=row.petugas.nama,
        jabatan=", ".join(profile.nama_jabatan) if profile else "",
        catatan=_note(sheet.month, profile, kode, calculation),
        isian=isian,
        frekuensi=work.frekuensi,
        orang_hari=work.orang_hari,
        bobot=weights.get(kode),
        bruto=calculation.by_kode.get(kode, 0) if calculation.hasil else None,
        ragu=doubts,
    )


def _note(
    month: Pengajuan, profile: ProfilPetugas | None, kode: str, calculation: Calculation
) -> str:
    """On which days the work of an officer counts, or why not (Pasal 11A ayat (2)); "" for all."""
    if profile is not None and (said := right_in_part(month, profile)):
        return said
    if kode not in calculation.tanpa_sk:
        return ""
    if profile is None:
        return "Tidak bertugas lagi pada akhir bulan; tidak dihitung."
    return "Belum ada SK Kepala Dinas; tidak dihitung."


def _weights(sheet: LembarBulan) -> dict[str, int]:
    """Bobot by code; known before the month can be computed, because only posts enter it."""
    calculation, month = sheet.hitungan, sheet.month
    if calculation.hasil is not None:
        return dict(zip(calculation.hasil.id, calculation.hasil.bobot, strict=True))
    try:
        rules = ketentuan(sheet.book, month.period, month.kabupaten_id, calculation.known_on)
    except TidakDiatur:
        return {}
    weighed = [_officer(profile) for profile in sheet.profil]
    return {
        officer.id: weight
        for officer, weight in zip(weighed, bobot_petugas(weighed, rules), strict=True)
    }


def _officer(profile: ProfilPetugas) -> Petugas:
    record = cast("Any", profile)  # the database's constraints hold what the rules' Literals name
    return Petugas(
        id=record.kode,
        nama="",
        status=record.status,
        golongan=record.golongan,
        pendidikan=record.pendidikan,
        jabatan_utama=record.jabatan_utama,
        jabatan_tambahan=record.jabatan_tambahan,
        orang_hari=0,
        frekuensi=0,
    )
