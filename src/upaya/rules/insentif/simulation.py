"""What months would have paid under a scenario, beside what they pay under the rules.

:func:`bandingkan` is pure and streamed: it takes one puskesmas after the other from an iterator and
keeps only sums, so a district and a nation of invented months go the same way.

Today's side of a month is what was frozen for it (or, without that, what the rules give as known
on its day). The scenario's side is the same input under the same knowledge with the scenario's
values. Two things follow the scenario beyond its own numbers:

* an index that the Dinas published under another rule is computed from the month's own data
  where the scenario changes that rule (:data:`upaya.rules.scenario.MENGUBAH_INDEKS`); every other
  published index counts as published;
* the year's pagu insentif (Pasal 11A ayat (8) huruf l): what a month takes more or less than it
  did is not there, or still there, for the months of that year submitted after it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from upaya.rules.errors import RuleError, TidakDapatDihitung
from upaya.rules.insentif.comparison import (
    ComparisonSums,
    IndeksUlang,
    Kelompok,
    Perbandingan,
    TakDibandingkan,
    kotak,
    susun_histogram,
)
from upaya.rules.insentif.compute import compute_month
from upaya.rules.insentif.ketentuan import PAGU, Ketentuan, ketentuan, kode_aturan
from upaya.rules.insentif.month import (
    INDEKS,
    JABATAN_UTAMA,
    PENDIDIKAN,
    Bulan,
    Hasil,
    NamaIndeks,
)
from upaya.rules.parameter import RuleBook
from upaya.rules.period import Period
from upaya.rules.scenario import MENGUBAH_INDEKS, Skenario, berubah, terapkan

BERLAKU_SURUT = (
    "Aturan yang berlaku surut masuk setelah bulan ini diajukan, jadi hitungan ulangnya tidak sama "
    "lagi dengan yang dibekukan."
)
TANPA_PAGU = "Pagu insentif tahun itu tidak diketahui."


@dataclass(frozen=True, slots=True)
class BulanSimulasi:
    """One month as it went in.

    ``diketahui`` is the day as of which the rules were read (None: all that is known);
    ``urutan`` rises in the order in which months took from the year's pagu insentif; ``bruto``
    are the frozen rupiah of each officer in the order of ``bulan.petugas`` (None: an invented
    month, computed); ``pagu`` is the year's whole pagu insentif as known then, asked for only
    when the scenario changes it.
    """

    bulan: Bulan
    diketahui: date | None
    urutan: int
    bruto: tuple[int, ...] | None = None
    pagu: int | None = None


@dataclass(frozen=True, slots=True)
class PuskesmasSimulasi:
    """All chosen months of one puskesmas, in any order."""

    kunci: str
    nama: str
    bulan: Sequence[BulanSimulasi]


_Golongan = tuple[str, str, int]
"""Main post, schooling and bobot of an officer: what groups are made of."""


@dataclass(slots=True)
class _Orang:
    """One officer over the months of one puskesmas; the group is that of the newest month."""

    sekarang: int
    skenario: int
    periode: Period
    kelompok: _Golongan


@dataclass(slots=True)
class _Hitungan:
    """The sums so far; ``sel`` holds the officers by all three groups at once."""

    jumlah: ComparisonSums = field(default_factory=ComparisonSums)
    puskesmas: list[Kelompok] = field(default_factory=list)
    sel: dict[_Golongan, Kelompok] = field(default_factory=dict)
    kotak: dict[int, int] = field(default_factory=dict)
    ulang: dict[NamaIndeks, IndeksUlang] = field(default_factory=dict)
    gagal: list[TakDibandingkan] = field(default_factory=list)


def bandingkan(
    aliran: Iterable[PuskesmasSimulasi], book: RuleBook, skenario: Skenario
) -> Perbandingan:
    """Compare the months of ``aliran`` under ``book`` and under ``skenario``.

    Each puskesmas comes once, with all its chosen months. A month that cannot be computed counts on
    neither side and stands in ``tidak_dibandingkan`` with its reason.
    """
    return _Pembanding(book, skenario).run(aliran)


class _Pembanding:
    """Two books and the sums; the books keep the rules of a month once they were asked."""

    def __init__(self, book: RuleBook, skenario: Skenario) -> None:
        self.book = book
        self.skenario = skenario
        self.other = terapkan(book, skenario)
        self.sums = _Hitungan()
        self._changed: dict[tuple[Period, str, date | None], frozenset[str]] = {}

    def run(self, aliran: Iterable[PuskesmasSimulasi]) -> Perbandingan:
        for place in aliran:
            self.place(place)
        sums = self.sums
        return Perbandingan(
            jumlah=sums.jumlah,
            puskesmas=tuple(sorted(sums.puskesmas, key=lambda each: (each.nama, each.kunci))),
            jabatan=self._grouped(0, JABATAN_UTAMA),
            pendidikan=self._grouped(1, PENDIDIKAN),
            bobot=self._grouped(2, sorted({bobot for _post, _school, bobot in sums.sel})),
            histogram=susun_histogram(sums.kotak),
            indeks_ulang=tuple(sums.ulang[name] for name in INDEKS if name in sums.ulang),
            tidak_dibandingkan=tuple(
                sorted(sums.gagal, key=lambda each: (each.puskesmas, each.periode))
            ),
        )

    # ------------------------------------------------------------ one puskesmas
    def place(self, place: PuskesmasSimulasi) -> None:
        """Add one puskesmas: its months year by year, each year in the order of submission."""
        people: dict[str, _Orang] = {}
        own = Kelompok(place.kunci, place.nama)
        left_over: dict[int, int] = {}
        for month in sorted(place.bulan, key=lambda m: (m.bulan.periode.year, m.urutan)):
            year = month.bulan.periode.year
            try:
                now, then = self.both(month, left_over.get(year, 0))
            except RuleError as fault:
                said = fault.fault.pesan if isinstance(fault, TidakDapatDihitung) else str(fault)
                periode = str(month.bulan.periode)
                self.sums.gagal.append(TakDibandingkan(place.kunci, place.nama, periode, said))
                continue
            left_over[year] = left_over.get(year, 0) + now.dibagikan - then.dibagikan
            own.bulan += 1
            self.sums.jumlah.tambah(now, then)
            self._remember(people, month, now, then)
        if own.bulan:
            self._close(own, people)

    def both(self, month: BulanSimulasi, left_over: int) -> tuple[Hasil, Hasil]:
        """Return the month under the rules and under the scenario; RuleError when there is none."""
        bulan, known_on = month.bulan, month.diketahui
        now = compute_month(bulan, self.book, known_on=known_on)
        if month.bruto is not None and month.bruto != _gross(now):
            raise TidakDapatDihitung("", BERLAKU_SURUT)
        changed = self.changed(bulan, known_on)
        left = max(bulan.sisa_pagu_insentif + left_over + self._more_pagu(month), 0)
        dropped = {name for name, keys in MENGUBAH_INDEKS.items() if changed & keys}
        other = replace(
            bulan,
            sisa_pagu_insentif=left,
            indeks={name: value for name, value in bulan.indeks.items() if name not in dropped},
        )
        then = compute_month(other, self.other, known_on=known_on)
        for name in INDEKS:
            if name in dropped and name in bulan.indeks:
                self._note_index(name, now)
        return now, then

    def changed(self, bulan: Bulan, known_on: date | None) -> frozenset[str]:
        """Return what the scenario really changes for this month, asked once per month and area."""
        key = (bulan.periode, bulan.kabupaten, known_on)
        if key not in self._changed:
            day = bulan.periode.last_day
            self._changed[key] = berubah(self.book, self.skenario, day, bulan.kabupaten, known_on)
        return self._changed[key]

    def _more_pagu(self, month: BulanSimulasi) -> int:
        """Return by how much the scenario raises the year's pagu of this puskesmas."""
        new = self.skenario.nilai.get(PAGU + kode_aturan(month.bulan))
        if new is None:
            return 0
        if month.pagu is None or not isinstance(new, int):
            raise TidakDapatDihitung("sisa_pagu_insentif", TANPA_PAGU)
        return new - month.pagu

    def _note_index(self, name: NamaIndeks, now: Hasil) -> None:
        found = self.sums.ulang.setdefault(name, IndeksUlang(name))
        found.bulan += 1
        at = INDEKS.index(name)
        if now.indeks[at] != now.indeks_hitung[at]:
            found.berbeda += 1

    # ------------------------------------------------------------ officers
    def _remember(
        self, people: dict[str, _Orang], month: BulanSimulasi, now: Hasil, then: Hasil
    ) -> None:
        bulan = month.bulan
        rules = ketentuan(self.book, bulan.periode, bulan.kabupaten, month.diketahui)
        columns = zip(bulan.petugas, _gross(now), _gross(then), now.bobot, strict=True)
        for officer, present, other, bobot in columns:
            person = people.get(officer.id)
            if person is None:
                posts = officer.jabatan_utama
                group = (_main_post(posts, rules), officer.pendidikan, bobot)
                people[officer.id] = _Orang(present, other, bulan.periode, group)
                continue
            person.sekarang += present
            person.skenario += other
            if person.periode < bulan.periode:
                person.periode = bulan.periode
                posts = officer.jabatan_utama
                person.kelompok = (_main_post(posts, rules), officer.pendidikan, bobot)

    def _close(self, own: Kelompok, people: Mapping[str, _Orang]) -> None:
        cells, boxes = self.sums.sel, self.sums.kotak
        for person in people.values():
            now, then, group = person.sekarang, person.skenario, person.kelompok
            cell = cells.get(group)
            if cell is None:
                cell = cells[group] = Kelompok("")
            cell.orang(now, then)
            own.orang(now, then)
            box = kotak(then - now)
            boxes[box] = boxes.get(box, 0) + 1
        self.sums.jumlah.puskesmas += 1
        self.sums.jumlah.gabung(own)
        self.sums.puskesmas.append(own)

    def _grouped(self, place: int, order: Sequence[str | int]) -> tuple[Kelompok, ...]:
        """Return the groups by one part of the cells' keys, in the given order."""
        found: dict[str | int, Kelompok] = {}
        for key, cell in self.sums.sel.items():
            name = key[place]
            found.setdefault(name, Kelompok(str(name))).gabung(cell)
        return tuple(found[name] for name in order if name in found)


def _gross(hasil: Hasil) -> tuple[int, ...]:
    return tuple(map(sum, zip(hasil.lapangan, hasil.manajemen, strict=True)))


def _main_post(posts: tuple[str, ...], rules: Ketentuan) -> str:
    """Return the main post whose score counts: the highest, and of equal ones the first in order.

    Today's scores decide, so that a group has the same people on both sides.
    """
    if len(posts) == 1:
        return posts[0]
    return max(sorted(posts, key=JABATAN_UTAMA.index), key=lambda post: rules.skor_utama[(post,)])
