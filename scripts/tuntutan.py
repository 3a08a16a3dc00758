"""What the source texts demand, and where the program meets it: read from docs/tuntutan/*.yaml."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from scripts import halaman

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "tuntutan"


class DemandError(Exception):
    """A file of demands says something that cannot be a demand."""


@dataclass(frozen=True)
class Butir:
    """One demand: where it stands, what it asks for in our words, and what meets it.

    `alamat` are names of routes, `uji` modules below tests/ or one test of them (`::name`); `belum`
    is the sentence that says what is missing, `bukan` the one that says why it is not asked of us.
    Something must meet it or be said to be missing; both when it is met in part.
    """

    di: str
    minta: str
    tampak: str = ""
    alamat: tuple[str, ...] = ()
    uji: tuple[str, ...] = ()
    belum: str = ""
    bukan: str = ""

    @property
    def keadaan(self) -> str:
        """One word for a reader who counts."""
        if self.bukan:
            return "tidak berlaku"
        if not self.belum:
            return "terpenuhi"
        return "sebagian" if self.uji or self.alamat else "belum"


@dataclass(frozen=True)
class Naskah:
    """One source text with its demands, in its own order."""

    nama: str
    butir: tuple[Butir, ...]


def texts(folder: Path = FOLDER) -> Iterator[Naskah]:
    """Every source text.

    Errors:
        DemandError: a key is unknown or missing, a demand has neither a page, a test nor a
            sentence, or is called met without a test.
    """
    for file in sorted(folder.glob("*.yaml")):
        raw = yaml.safe_load(file.read_text("utf-8"))
        yield Naskah(raw["naskah"], tuple(_butir(file.name, one) for one in raw["butir"]))


def _butir(where: str, raw: dict[str, Any]) -> Butir:
    lists = {name: tuple(raw[name]) for name in ("alamat", "uji") if name in raw}
    try:
        made = Butir(**{**raw, **lists})
    except TypeError as fault:
        raise DemandError(f"{where}: {raw.get('di', '?')}: {fault}") from fault
    if made.bukan:
        if made.belum or made.uji or made.alamat:
            raise DemandError(
                f"{where}: {made.di}: tidak berlaku, jadi tanpa uji dan tanpa `belum`"
            )
    elif not made.belum and not (made.uji and made.tampak):
        raise DemandError(f"{where}: {made.di}: sebut yang memenuhinya dan ujinya, atau `belum`")
    return made


def tests_that_are_not_there(texts: Iterable[Naskah], tests: Path) -> list[str]:
    """Every test that is named and does not exist below the folder `tests`, with its demand."""
    sources: dict[str, str] = {}
    gone = []
    for one in (butir for text in texts for butir in text.butir):
        for named in one.uji:
            module, _, function = named.partition("::")
            if module not in sources:
                file = tests / module
                sources[module] = file.read_text("utf-8") if file.is_file() else ""
            source = sources[module]
            if not source or (function and f"def {function}(" not in source):
                gone.append(f"{one.di}: {named}")
    return gone


def page() -> str:
    """Every demand of the source texts with what meets it; first those that nothing meets whole."""
    found = list(texts())
    head = ("Naskah", "terpenuhi", "sebagian", "belum")
    counts = [
        (one.nama, *(str(sum(b.keadaan == word for b in one.butir)) for word in head[1:]))
        for one in found
    ]
    missing = [(b.di, b.minta, b.belum) for one in found for b in one.butir if b.belum]
    parts = [
        "Kalimat permintaan memakai kata kami; nomor pasalnya menunjuk naskah.",
        halaman.table(head, counts),
        "## Yang belum terpenuhi seluruhnya",
        halaman.table(("Di", "Diminta", "Yang belum"), missing),
    ]
    for one in found:
        rows = [
            (b.di, b.minta, b.tampak or "belum", ", ".join(f"`{name}`" for name in b.uji))
            for b in one.butir
        ]
        parts += [
            f"## {one.nama}",
            halaman.table(("Di", "Diminta", "Tampak pada", "Diuji"), rows),
        ]
    return halaman.page("Jejak tuntutan naskah", "`docs/tuntutan/`", parts)
