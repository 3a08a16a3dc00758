"""Who may be appointed (Pasal 11 ayat (3) huruf f angka 6, 7 a): a sentence a requirement.

What is required rejects; what the text prefers ("diutamakan") ranks and never rejects.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from upaya.rules.parameter import RuleBook, Value
from upaya.rules.period import tanggal

JENJANG = ("SD", "SLTP", "SLTA", "D1", "D2", "D3", "D4", "S1", "profesi", "S2", "S3")
"""Schooling from the lowest: a profession stands above the S1 it follows."""
WAJIB, DIUTAMAKAN = "wajib", "diutamakan"
TAHUN_PENUH = "tahun penuh"
USIA, PENGALAMAN, BIDANG_LAIN = (
    "tenaga.usia_tertinggi", "tenaga.sifat_pengalaman", "tenaga.bidang_tambahan",
)  # fmt: skip
"""Requirements that a circular of the district may set otherwise."""
_BULAN = 12
_KABISAT = (2, 29)


@dataclass(frozen=True, slots=True)
class Calon:
    """Somebody chosen in the selection, as far as the requirements ask.

    `pengalaman` is months of work in the field; `stra_sampai` the last day of the STRA.
    """

    lahir: date
    pendidikan: str
    bidang: str
    pengalaman: int = 0
    stra: str = ""
    stra_sampai: date | None = None
    domisili: bool = False


@dataclass(frozen=True, slots=True)
class Putusan:
    """One requirement: whether it is met, whether it rejects, what is said, by which article."""

    nama: str
    wajib: bool
    terpenuhi: bool
    kalimat: str
    dasar: Value

    @property
    def menolak(self) -> bool:
        """Whether nobody may be appointed with it."""
        return self.wajib and not self.terpenuhi


def usia(lahir: date, hari: date) -> int:
    """Whole years of age on a day; the birthday itself counts, 29 February falls on 1 March."""
    day = (lahir.month, lahir.day)
    if day == _KABISAT and not _leap(hari.year):
        day = (3, 1)
    return hari.year - lahir.year - ((hari.month, hari.day) < day)


def _leap(year: int) -> bool:
    return (year % 4 == 0 and year % 100 != 0) or year % 400 == 0


def jenis_tenaga(book: RuleBook, hari: date, kabupaten: str) -> dict[str, str]:
    """The kinds of contract staff on a day, in the order of the text; none where it is silent."""
    found = book.find("tenaga.jenis", hari, kabupaten)
    return {key: str(words) for key, words in found.table.items()} if found else {}


def periksa(
    jenis: str, calon: Calon, hari: date, book: RuleBook, kabupaten: str
) -> tuple[Putusan, ...]:
    """Every requirement of a kind on the day of appointment, in the order of the text.

    `TidakDiatur` where the year has no rules at all; a requirement it does not know is not asked.
    """
    book.read("tenaga.jenis", hari, kabupaten)
    asked = _Syarat(jenis, calon, hari, book, kabupaten)
    return tuple(
        one
        for part in (
            asked.pendidikan(), asked.bidang(), asked.peminatan(), asked.pengalaman(),
            asked.stra(), asked.domisili(), asked.usia(),
        )
        for one in part
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Syarat:
    jenis: str
    calon: Calon
    hari: date
    book: RuleBook
    kabupaten: str

    def _of(self, key: str) -> Value | None:
        return self.book.find(key, self.hari, self.kabupaten)

    def pendidikan(self) -> Iterator[Putusan]:
        value = self._of("tenaga.pendidikan_terendah")
        if value is None or self.jenis not in value.table:
            return
        least, has = str(value.table[self.jenis]), self.calon.pendidikan
        met = has == least if least == "profesi" else _at_least(has, least)
        more = "" if least == "profesi" else " atau lebih"
        said = f"Pendidikan {has}; yang diminta {least}{more}."
        yield _put("Pendidikan", met, said, value)

    def bidang(self) -> Iterator[Putusan]:
        value = self._of("tenaga.bidang")
        if value is None or self.jenis not in value.table:
            return
        fields = _listed(value.table[self.jenis])
        more = self._of(BIDANG_LAIN)
        own = _extra(more.text).get(self.jenis, []) if more else []
        met = _among(self.calon.bidang, fields)
        beyond = not met and _among(self.calon.bidang, own)
        said = f"Bidang {self.calon.bidang}; yang diterima {', '.join([*fields, *own])}."
        source = more if beyond and more else value
        yield _put("Bidang pendidikan", met or beyond, said, source)

    def peminatan(self) -> Iterator[Putusan]:
        value = self._of("tenaga.bidang_diutamakan")
        if value is None or self.jenis not in value.table:
            return
        fields = _listed(value.table[self.jenis])
        said = f"Diutamakan {' atau '.join(fields)}; calon ini {self.calon.bidang}."
        met = _among(self.calon.bidang, fields)
        yield _put("Jurusan atau peminatan", met, said, value, wajib=False)

    def pengalaman(self) -> Iterator[Putusan]:
        months, kind = self._of("tenaga.pengalaman"), self._of(PENGALAMAN)
        if months is None or kind is None or self.jenis not in months.table:
            return
        least, has = int(months.table[self.jenis]), self.calon.pengalaman
        said = (
            f"Pengalaman {has} bulan di bidangnya; {kind.text} paling sedikit {least // _BULAN} "
            "tahun."
        )
        yield _put("Pengalaman kerja", has >= least, said, kind, wajib=kind.text == WAJIB)

    def stra(self) -> Iterator[Putusan]:
        value = self._of("tenaga.stra")
        if value is None or self.jenis not in value.items:
            return
        number, until = self.calon.stra.strip(), self.calon.stra_sampai
        if not number or until is None:
            met, said = False, "STRA belum dicatat; apoteker wajib memiliki STRA aktif."
        else:
            met = until >= self.hari
            said = f"STRA {number} berlaku sampai {tanggal(until)}."
        yield _put("STRA aktif", met, said, value)

    def domisili(self) -> Iterator[Putusan]:
        value = self._of("tenaga.domisili")
        if value is None or self.jenis not in value.items:
            return
        here = self.calon.domisili
        said = f"{'Berdomisili' if here else 'Tidak berdomisili'} di daerah; domisili diutamakan."
        yield _put("Domisili", here, said, value, wajib=False)

    def usia(self) -> Iterator[Putusan]:
        most = self._of(USIA)
        if most is None:
            return
        way = self.book.read("tenaga.cara_usia", self.hari, self.kabupaten)
        assert way.text == TAHUN_PENUH  # noqa: S101 - the one way there is
        years = usia(self.calon.lahir, self.hari)
        said = (
            f"Berusia {years} tahun pada {tanggal(self.hari)}; paling tinggi {most.integer} tahun "
            f"({way.text})."
        )
        yield _put("Usia", years <= most.integer, said, most)


def _put(nama: str, met: bool, said: str, basis: Value, *, wajib: bool = True) -> Putusan:  # noqa: FBT001
    return Putusan(nama, wajib, met, said, basis)


def _at_least(has: str, least: str) -> bool:
    if has not in JENJANG:
        return False
    return JENJANG.index(has) >= JENJANG.index(least)


def _listed(value: object) -> list[str]:
    return [one.strip() for one in str(value).split(";") if one.strip()]


def _plain(words: str) -> str:
    letters = "".join(one if one.isalnum() else " " for one in words.casefold())
    return " ".join(letters.split())


def _among(field: str, fields: list[str]) -> bool:
    """Whether one of the names stands whole in what the certificate says."""
    said = f" {_plain(field)} "
    return any(f" {_plain(name)} " in said for name in fields)


def _extra(text: str) -> dict[str, list[str]]:
    """`promkes: keperawatan, kebidanan; sanitasi: teknik lingkungan` by kind."""
    found: dict[str, list[str]] = {}
    for part in text.split(";"):
        kind, _, names = part.partition(":")
        found[kind.strip()] = [one.strip() for one in names.split(",") if one.strip()]
    return found


def diterima(rows: tuple[Putusan, ...]) -> bool:
    """Whether nothing rejects."""
    return not any(one.menolak for one in rows)


def peringkat(rows: tuple[Putusan, ...]) -> int:
    """How many of the preferences are met: the more, the earlier among equals."""
    return sum(1 for one in rows if not one.wajib and one.terpenuhi)
