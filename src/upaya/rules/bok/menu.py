"""The BOK menu of activities and the kind of each line (Pasal 11 ayat (3), Pasal 11A ayat (7))."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, cast

from upaya.rules.parameter import Origin, RuleBook

Sifat = Literal["lapangan", "manajemen"]


@dataclass(frozen=True, slots=True)
class BarisMenu:
    """One line of the menu. ``kode`` is ``"a"``, ``"a.1"`` or ``"a.1.c"``.

    Only a line with ``sifat`` can take work of an officer: ``lapangan`` counts visits
    (orang frekuensi), ``manajemen`` counts days (orang hari).
    """

    kode: str
    uraian: str
    induk: str | None
    sifat: Sifat | None
    dasar_hukum: str
    asal_sifat: Origin

    @property
    def tingkat(self) -> int:
        """Depth of the line: 1 to 3."""
        return self.kode.count(".") + 1


def daftar_menu(
    book: RuleBook, day: date, district: str | None = None, known_on: date | None = None
) -> tuple[BarisMenu, ...]:
    """Return the menu of ``day`` in ``district`` in the order of the text, parents first.

    Raises TidakDiatur when no menu is in force.
    """
    menu = book.read("bok.menu", day, district, known_on)
    kinds = book.read("bok.menu.sifat", day, district, known_on)
    return tuple(
        BarisMenu(
            kode=kode,
            uraian=uraian,
            induk=kode.rpartition(".")[0] or None,
            sifat=cast("Sifat | None", kinds.table.get(kode)),
            dasar_hukum=menu.source,
            asal_sifat=kinds.origin,
        )
        for kode, uraian in menu.table.items()
    )
