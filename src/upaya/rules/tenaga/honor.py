"""What a month of a contract is worth: by the agreement, the days in it, attendance and targets.

honor sebulan = besarnya menurut keputusan, dibulatkan ke atas ke rupiah penuh
hak           = bagian honor sebulan sampai hari terakhir - bagian sampai hari sebelum hari pertama
setelah absen = hak - honor sebulan x hari tidak dibayar / hari sebulan
honor         = setelah absen, bila capaian mencapai batasnya; di bawahnya sebesar persen capaian

Every part is rounded to the nearest rupiah, halves up; the parts of one month by two contracts add
up to the whole, because each is a difference of what was earned from the first day.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from upaya.rules.calculation_steps import Step, Working, about, step
from upaya.rules.errors import TidakDapatDihitung
from upaya.rules.money import rupiah
from upaya.rules.parameter import RuleBook, Value
from upaya.rules.period import Period, tanggal
from upaya.rules.workdays import Holidays

UPAH, DIBAYAR = "tenaga.honor.upah", "tenaga.honor.dibayar"
HADIR, DINAS_LUAR, CUTI, SAKIT, IZIN, ALPA = (
    "hadir", "dinas luar", "cuti", "sakit", "izin", "tanpa keterangan",
)  # fmt: skip
KETERANGAN = (HADIR, DINAS_LUAR, CUTI, SAKIT, IZIN, ALPA)
KALENDER, KERJA = "hari kalender", "hari kerja"
_PENUH = 100
VERSI_HONOR = "1"


@dataclass(frozen=True, slots=True)
class Sasaran:
    """A target of the month: weight in percent of all, what was asked and what was accepted."""

    indikator: str
    target: Decimal
    bobot: int
    dinilai: Decimal | None


@dataclass(frozen=True, slots=True)
class BulanHonor:
    """What a month's honour is computed from: whole rupiah a month, the days of the contract.

    `absen` says by day what the attendance says; a day that is not named was no working day or
    attended. `libur` are the days off, for a district that divides by working days.
    """

    honor_sebulan: int
    period: Period
    mulai: date
    sampai: date
    absen: Mapping[date, str]
    sasaran: Sequence[Sasaran]
    kabupaten: str


@dataclass(frozen=True, slots=True)
class HasilHonor:
    """The honour, its working and its parts: `hak` less both `potongan`; whole rupiah."""

    honor: int
    hak: int
    potongan_absen: int
    potongan_capaian: int
    capaian: Fraction
    hari: int
    hari_sebulan: int
    hari_tidak_dibayar: int
    langkah: Working
    aturan: tuple[Value, ...]


def sebulan(upah: Decimal, book: RuleBook, hari: date, kabupaten: str) -> int:
    """A decreed pay as the contract writes it: whole rupiah, its sen rounded up."""
    if upah < 0:
        raise TidakDapatDihitung("honor", "besarnya tidak boleh negatif")
    book.read("tenaga.honor.pembulatan", hari, kabupaten)
    return ceil(upah)


def capaian(sasaran: Sequence[Sasaran]) -> Fraction:
    """Percent of all targets: each up to its own target, by its weight; what is not judged is 0."""
    total = sum(one.bobot for one in sasaran)
    if total != _PENUH:
        raise TidakDapatDihitung("target", f"bobotnya berjumlah {total}, bukan 100")
    return sum((one.bobot * reached(one) for one in sasaran), Fraction())


def reached(one: Sasaran) -> Fraction:
    """The part of one target that was reached, at most 1."""
    if one.target <= 0:
        raise TidakDapatDihitung("target", f"{one.indikator}: targetnya harus di atas nol")
    return min(Fraction(one.dinilai or 0) / Fraction(one.target), Fraction(1))


def hitung(month: BulanHonor, book: RuleBook, libur: Holidays) -> HasilHonor:
    """The honour of a month; RuleError says what lacks or does not fit."""
    rules = _Rules(book, month.period.last_day, month.kabupaten)
    first = max(month.mulai, month.period.first_day)
    last = min(month.sampai, month.period.last_day)
    if first > last:
        raise TidakDapatDihitung("periode", "masa perjanjian tidak menyentuh bulan ini")
    counted = _counted(month.period, rules.dasar.text, libur)
    inside = [day for day in counted if first <= day <= last]
    full = Fraction(month.honor_sebulan, len(counted))
    before = sum(1 for day in counted if day < first)
    right = _nearest(full * (before + len(inside))) - _nearest(full * before)
    unpaid = _unpaid(month.absen, inside, rules.dibayar.items)
    lost = min(_nearest(full * len(unpaid)), right)
    percent = capaian(month.sasaran)
    whole = percent >= rules.penuh.integer
    rest = right - lost
    honor = rest if whole else _nearest(rest * percent / _PENUH)
    facts = _Facts(month, rules, first, last, len(counted), len(inside), len(unpaid))
    return HasilHonor(
        honor, right, lost, rest - honor, percent, len(inside), len(counted), len(unpaid),
        _working(facts, right, lost, percent, honor), rules.all,
    )  # fmt: skip


def _nearest(value: Fraction) -> int:
    return floor(value + Fraction(1, 2))


def _counted(period: Period, way: str, libur: Holidays) -> list[date]:
    days = [period.first_day + timedelta(days=n) for n in range(period.days)]
    if way == KALENDER:
        return days
    if way != KERJA:
        raise TidakDapatDihitung("aturan", f"dasar hari {way!r} tidak dikenal")
    return [day for day in days if day.weekday() in libur.week and day not in libur.names]


def _unpaid(absen: Mapping[date, str], inside: Collection[date], paid: Sequence[str]) -> list[date]:
    known = set(inside)
    return sorted(day for day, said in absen.items() if day in known and said not in paid)


class _Rules:
    """The parameters of a month's honour."""

    def __init__(self, book: RuleBook, day: date, kabupaten: str) -> None:
        def read(name: str) -> Value:
            return book.read(f"tenaga.honor.{name}", day, kabupaten)

        self.dasar, self.pembulatan = read("dasar_hari"), read("pembulatan")
        self.dibayar, self.penuh = read("dibayar"), read("capaian_penuh")

    @property
    def all(self) -> tuple[Value, ...]:
        return (self.dasar, self.pembulatan, self.dibayar, self.penuh)


@dataclass(frozen=True, slots=True)
class _Facts:
    month: BulanHonor
    rules: _Rules
    first: date
    last: date
    days: int
    inside: int
    unpaid: int


def _working(facts: _Facts, right: int, lost: int, percent: Fraction, honor: int) -> Working:
    monthly, rules = facts.month.honor_sebulan, facts.rules
    one = step(
        "Hak menurut masa perjanjian",
        f"{rupiah(monthly)} x {facts.inside} dari {facts.days} {rules.dasar.text}, dihitung dari "
        "awal bulan",
        [("Masa dalam bulan ini", f"{tanggal(facts.first)} sampai {tanggal(facts.last)}")],
        rupiah(right), right, rules.dasar, rules.pembulatan,
    )  # fmt: skip
    two = step(
        "Hari yang tidak dibayar",
        f"{rupiah(monthly)} x {facts.unpaid} dari {facts.days} hari",
        [("Yang dibayar", ", ".join(map(str, rules.dibayar.items)))],
        f"-{rupiah(lost)}" if lost else rupiah(0), -lost, rules.dibayar, dari=[one],
    )  # fmt: skip
    three = _achieved(facts, percent)
    reason = "penuh" if percent >= rules.penuh.integer else f"{about(percent, 2)}%"
    four = step(
        "Honor bulan ini",
        f"({rupiah(right)} - {rupiah(lost)}) x {reason}",
        [("Dibayar penuh mulai", f"{rules.penuh.integer}%")],
        rupiah(honor), honor, rules.penuh, dari=[one, two, three],
    )  # fmt: skip
    return Working("Mengapa sebesar ini", (one, two, three, four))


def _achieved(facts: _Facts, percent: Fraction) -> Step:
    parts = [
        (one.indikator, f"{one.bobot}% x {about(reached(one) * _PENUH, 2)}%")
        for one in facts.month.sasaran
    ]
    return step(
        "Capaian target", "jumlah bobot x capaian tiap target, paling banyak 100%", parts,
        f"{about(percent, 2)}%", percent, facts.rules.penuh,
    )  # fmt: skip


def keluaran(rows: Sequence[tuple[str, int, int]]) -> tuple[int, Working]:
    """The pay of a team by output: (words, price, accepted number) each; rupiah and the working."""
    steps = [_output(words, price, many) for words, price, many in rows]
    total = sum(price * many for _, price, many in rows)
    return total, Working("Mengapa sebesar ini", tuple(steps))


def _output(words: str, price: int, many: int) -> Step:
    amount = price * many
    return Step(
        words, f"{many} x {rupiah(price)}", (), rupiah(amount), str(amount),
        (("perjanjian kerja", "praktik"),), "praktik",
    )  # fmt: skip
