"""An allocation, read once: what was filled in, what is decreed, what comes of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from upaya.alur.reading import Reading
from upaya.bok.alokasi.models import TAHUN_LALU, Alokasi, KriteriaAlokasi
from upaya.bok.ketetapan.keys import DESA_STBM
from upaya.exchange.bok import alokasi_json
from upaya.regulasi.queries import DistrictRules, district_rules
from upaya.rules.bok.alokasi import Alokasi as Hasil
from upaya.rules.bok.alokasi import AlokasiError, Penerima, Permintaan, allocate
from upaya.rules.bok.ceilings import pagu_terlalu_kecil
from upaya.rules.bok.kriteria import KetentuanAlokasi, ketentuan_alokasi
from upaya.rules.errors import TidakDiatur
from upaya.rules.money import rupiah
from upaya.wilayah.models import Penduduk, Unit


@dataclass(frozen=True, slots=True)
class BarisHasil:
    """What one puskesmas gets beside last year's proportional part, in rupiah."""

    unit: Unit
    bagian: Fraction
    proporsional: int
    stbm: int
    desa_stbm: int
    penahan: str
    lalu: int | None

    @property
    def total(self) -> int:
        """Both parts."""
        return self.proporsional + self.stbm

    @property
    def selisih(self) -> int | None:
        """Against last year, without STBM."""
        return None if self.lalu is None else self.proporsional - self.lalu


class BacaanAlokasi(Reading[Alokasi]):
    """An allocation for whoever looks at it."""

    @cached_property
    def rules(self) -> DistrictRules:
        """The rules of the district."""
        return district_rules(self.subject.kabupaten_id)

    @cached_property
    def ketentuan(self) -> KetentuanAlokasi | None:
        """What is decreed of the criteria; None while no weights are."""
        case = self.subject
        return ketentuan_alokasi(self.rules.book, case.tahun, case.kabupaten_id)

    @cached_property
    def semua(self) -> list[Unit]:
        """The puskesmas of the district by name, closed ones too."""
        rows = Unit.objects.filter(kabupaten=self.subject.kabupaten_id, jenis=Unit.Jenis.PUSKESMAS)
        return list(rows.order_by("nama", "pk"))

    @property
    def aktif(self) -> list[Unit]:
        """Those that are shared out to."""
        return [unit for unit in self.semua if unit.aktif]

    @cached_property
    def isian(self) -> Mapping[str, KriteriaAlokasi]:
        """What was filled in, by criterion."""
        rows = KriteriaAlokasi.objects.filter(alokasi=self.subject)
        return {row.kode: row for row in rows.order_by("kode")}

    @cached_property
    def preparers(self) -> frozenset[int]:
        """Who wrote in it, or began it."""
        writers = {row.ditulis_oleh_id for row in self.isian.values()}
        return frozenset(writers | {self.subject.dibuat_oleh_id})

    def desa_stbm(self, unit: Unit) -> int:
        """How many STBM villages the year's decree names for a puskesmas."""
        case = self.subject
        found = self.rules.book.find(DESA_STBM + unit.slug, case.akhir_tahun, case.kabupaten_id)
        return len(found.text.split("; ")) if found else 0

    @cached_property
    def _penduduk(self) -> list[Penduduk]:
        """The newest figure of each puskesmas up to the year."""
        rows = Penduduk.objects.filter(
            puskesmas__kabupaten=self.subject.kabupaten_id, tahun__lte=self.subject.tahun
        )
        newest = {row.puskesmas_id: row for row in rows.order_by("tahun", "pk")}
        return list(newest.values())

    @property
    def penduduk(self) -> Mapping[str, str]:
        """What the house knows of the population, by the key of the puskesmas."""
        return {str(row.puskesmas_id): str(row.jumlah) for row in self._penduduk}

    @property
    def sumber_penduduk(self) -> str:
        """Where that comes from."""
        known = {f"{row.sumber} ({row.tahun})": None for row in self._penduduk}
        return "; ".join(known)[:200]

    # -------------------------------------------------------------- what lacks
    @cached_property
    def kurang(self) -> list[str]:
        """What must be there before anything can be shared out, in sentences."""
        if self.ketentuan is None:
            sentence = (
                f"Bobot kriteria alokasi tahun {self.subject.tahun} belum ditetapkan. Admin Dinas "
                "mengusulkannya lewat Aturan, Kepala Dinas menyetujuinya."
            )
            return [sentence]
        said = [] if self.subject.total else ["Isi jumlah BOK Puskesmas se-kabupaten."]
        if not self.aktif:
            said.append("Belum ada puskesmas di kabupaten ini.")
        for one in self.ketentuan.kriteria:
            row, name = self.isian.get(one.kode), self.ketentuan.nama[one.kode]
            if row is None:
                said.append(f"{name}: nilainya belum diisi.")
            elif missing := [u.nama for u in self.aktif if self._value(row, u) is None]:
                said.append(f"{name}: belum diisi untuk {', '.join(missing)}.")
        if self.subject.perubahan is not None and TAHUN_LALU not in self.isian:
            said.append("Isi bagian tahun lalu: perubahan paling besar dihitung darinya.")
        return said

    def _value(self, row: KriteriaAlokasi, unit: Unit) -> Fraction | None:
        """A value as a number; of a category its score, None where there is none (any more)."""
        text = row.nilai.get(str(unit.pk), "")
        bands = self.ketentuan.pita.get(row.kode) if self.ketentuan else None
        if bands is not None:
            return bands.get(text)
        try:
            return Fraction(text) if text else None
        except ValueError:  # a category, from a time when the criterion had bands
            return None

    # -------------------------------------------------------------- the working
    @cached_property
    def diminta(self) -> Permintaan | None:
        """The request as things stand now, None while something lacks."""
        if self.kurang or self.ketentuan is None:
            return None
        case, last = self.subject, self.isian.get(TAHUN_LALU)
        values = {one.kode: self.isian[one.kode] for one in self.ketentuan.kriteria}
        rows = tuple(
            Penerima(
                unit.slug,
                {kode: self._value(row, unit) or Fraction() for kode, row in values.items()},
                self.desa_stbm(unit),
                _whole(last.nilai.get(str(unit.pk), "")) if last else None,
            )
            for unit in self.aktif
        )
        return Permintaan(
            total=case.total,
            kabupaten=case.kabupaten_id,
            tahun=case.tahun,
            kriteria=self.ketentuan.kriteria,
            puskesmas=rows,
            lantai=case.lantai,
            perubahan=None if case.perubahan is None else Fraction(case.perubahan) / 100,
        )

    @cached_property
    def permintaan(self) -> Permintaan | None:
        """The request that counts: the submitted one since it was submitted."""
        if self.subject.masukan is None:
            return self.diminta
        raw = json.dumps(self.subject.masukan).encode()
        return alokasi_json.read(raw, self.rules.book).permintaan

    @cached_property
    def hitungan(self) -> tuple[Hasil | None, list[str]]:
        """What comes of the request, or why nothing does."""
        return self.hitung(self.permintaan) if self.permintaan else (None, self.kurang)

    def hitung(self, asked: Permintaan) -> tuple[Hasil | None, list[str]]:
        """What would come of a request, or why nothing does."""
        try:
            return allocate(asked, self.rules.book), []
        except AlokasiError as refused:
            units = {unit.slug: str(unit.nama) for unit in self.semua}
            names = {n: units.get(one.id, one.id) for n, one in enumerate(asked.puskesmas)}
            return None, [_sentence(fault.letak, fault.pesan, names) for fault in refused.faults]
        except TidakDiatur:
            return None, [f"Aturan alokasi BOK tahun {asked.tahun} belum ada."]

    @property
    def hasil(self) -> Hasil | None:
        """What comes of it."""
        return self.hitungan[0]

    @cached_property
    def baris(self) -> list[BarisHasil]:
        """By puskesmas; what was submitted stays as it was. [] while nothing can be shared out."""
        if self.permintaan is None or self.hasil is None:
            return []
        rows, kept = self.rows_of(self.permintaan, self.hasil), self.subject.hasil
        if kept is None:
            return rows
        amounts = {one["id"]: one for one in kept["puskesmas"]}
        return [
            replace(
                row,
                proporsional=amounts[row.unit.slug]["proporsional"],
                stbm=amounts[row.unit.slug]["stbm"],
            )
            for row in rows
        ]

    @property
    def sama(self) -> bool:
        """Whether today's rules give what was submitted; True while nothing was."""
        if self.subject.masukan is None or self.permintaan is None or self.hasil is None:
            return self.subject.masukan is None
        return alokasi_json.sidik(self.permintaan, self.hasil) == self.subject.sidik

    def rows_of(self, asked: Permintaan, found: Hasil) -> list[BarisHasil]:
        """The rows of an answer, in the order of the names."""
        units = {unit.slug: unit for unit in self.semua}
        given = {one.id: one for one in asked.puskesmas}
        rows = [
            BarisHasil(
                units[row.id],
                row.bagian,
                row.proporsional,
                row.stbm,
                given[row.id].desa_stbm,
                row.penahan,
                given[row.id].tahun_lalu,
            )
            for row in found.baris
            if row.id in units
        ]
        return sorted(rows, key=lambda row: (row.unit.nama, row.unit.pk))

    @cached_property
    def jumlah(self) -> Mapping[str, int]:
        """The sums of the columns."""
        return {
            "proporsional": sum(row.proporsional for row in self.baris),
            "stbm": sum(row.stbm for row in self.baris),
            "desa_stbm": sum(row.desa_stbm for row in self.baris),
            "total": sum(row.total for row in self.baris),
        }

    # -------------------------------------------------------------- what stands in the way
    @cached_property
    def terlalu_kecil(self) -> list[str]:
        """Puskesmas whose part cannot carry their incentive, in sentences."""
        case, said = self.subject, []
        for row in self.baris:
            incentive = self.rules.pagu(row.unit, case.tahun)
            fault = pagu_terlalu_kecil(
                self.rules.book, case.tahun, case.kabupaten_id, row.total, incentive
            )
            if fault:
                said.append(f"{row.unit.nama}: {fault}")
        return said

    @property
    def berubah(self) -> bool:
        """Whether what is decreed or filled in differs from what was submitted."""
        if self.subject.masukan is None or self.diminta is None:
            return self.subject.masukan is not None
        return bool(alokasi_json.as_request(self.diminta) != self.subject.masukan)

    def coba(self, **changes: object) -> tuple[Permintaan | None, Hasil | None, list[str]]:
        """What-if: the request with some of its terms changed, nothing kept."""
        if self.permintaan is None:
            return None, None, self.kurang
        asked = replace(self.permintaan, **changes)  # type: ignore[arg-type] # its own fields
        found, said = self.hitung(asked)
        return asked, found, said


def _whole(text: str) -> int | None:
    return int(text) if text.isdecimal() else None


def _sentence(letak: str, pesan: str, names: Mapping[int, str]) -> str:
    """A fault of the request for people: amounts and names as they are shown."""
    place, _, rest = letak.partition("[")
    if place == "puskesmas":
        return f"{names.get(int(rest.partition(']')[0]), letak)}: {_amounts(pesan)}."
    return f"{_amounts(pesan)[:1].upper()}{_amounts(pesan)[1:]}."


def _amounts(text: str) -> str:
    words = (rupiah(int(w)) if w.isdecimal() else w for w in text.split(" "))
    return " ".join(words)
