"""The BOK menu of a month to pick columns from, and what is worth picking first."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count

from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.isian.reading import IsianBulan
from upaya.insentif.kegiatan.models import BarisKegiatan
from upaya.rules.bok.menu import BarisMenu, daftar_menu
from upaya.rules.errors import TidakDiatur
from upaya.rules.parameter import Origin, RuleBook

SUGGESTED = 8
# Where a district has no history yet: work that every puskesmas does every month.
_FIRST = ("a.4", "a.8", "a.9.a", "b.1.a", "g.1", "a.1.f", "h.1")


@dataclass(frozen=True, slots=True)
class MenuChoice:
    """A line that can become a column; `induk` is what it stands under in the text."""

    kode: str
    uraian: str
    induk: str
    jenis: str
    asal: Origin
    dipakai: bool
    alasan: str


@dataclass(frozen=True, slots=True)
class Huruf:
    """A letter of Pasal 11 ayat (3) with its lines."""

    kode: str
    judul: str
    pilihan: tuple[MenuChoice, ...]


def menu_by_letter(sheet: IsianBulan, cari: str = "") -> list[Huruf]:
    """Lines that can take work, by letter, with all words of `cari`; [] before any rule."""
    lines = month_menu(sheet.month, sheet.book)
    by_code = {line.kode: line for line in lines}
    used = {line.menu for line in sheet.kolom}
    words = cari.casefold().split()
    letters = []
    for letter in (line for line in lines if line.tingkat == 1):
        choices = tuple(
            choice
            for line in lines
            if line.sifat and line.kode.split(".")[0] == letter.kode
            for choice in [_choice(line, by_code, used)]
            if _matches(choice, letter.uraian, words)
        )
        if choices:
            letters.append(Huruf(letter.kode, letter.uraian, choices))
    return letters


def suggestions(sheet: IsianBulan) -> list[MenuChoice]:
    """What the district's months used most in the last year; without history a first set."""
    month = sheet.month
    since = month.periode.replace(year=month.periode.year - 1)
    usual = (
        BarisKegiatan.objects.filter(
            pengajuan__kabupaten_id=month.kabupaten_id,
            pengajuan__periode__range=(since, month.periode),
            isian__isnull=False,
        )
        .values("menu")
        .annotate(months=Count("pengajuan", distinct=True))
        .order_by("-months", "menu")[:SUGGESTED]
    )
    codes = [row["menu"] for row in usual] or list(_FIRST)
    lines = {line.kode: line for line in month_menu(month, sheet.book)}
    used = {line.menu for line in sheet.kolom}
    found = [lines[code] for code in codes if code in lines and code not in used]
    return [_choice(line, lines, used) for line in found if line.sifat]


def month_menu(month: Pengajuan, book: RuleBook) -> tuple[BarisMenu, ...]:
    """The menu in force on the month's last day, in the order of the text; () before any rule."""
    try:
        return daftar_menu(book, month.period.last_day, month.kabupaten_id)
    except TidakDiatur:
        return ()


def _choice(line: BarisMenu, by_code: dict[str, BarisMenu], used: set[str]) -> MenuChoice:
    parent = by_code[line.induk] if line.induk else None
    return MenuChoice(
        kode=line.kode,
        uraian=line.uraian,
        induk=parent.uraian if parent and parent.tingkat > 1 else "",
        jenis=str(line.sifat),
        asal=line.asal_sifat,
        dipakai=line.kode in used,
        alasan=line.alasan,
    )


def _matches(choice: MenuChoice, letter: str, words: list[str]) -> bool:
    text = f"{choice.kode} {choice.uraian} {choice.induk} {letter} {choice.jenis}".casefold()
    return all(word in text for word in words)
