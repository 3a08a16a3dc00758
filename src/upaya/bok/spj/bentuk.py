"""What a paper of an SPJ is made of: values that one engine (`cetak`) turns into a document.

Words in braces are what was entered once (`cetak.entries`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from upaya.core.documents.content import JenisKolom


@dataclass(frozen=True, slots=True)
class Judul:
    """A heading."""

    teks: str


@dataclass(frozen=True, slots=True)
class Kalimat:
    """A paragraph, or as many as the entry has lines; nothing where it is empty."""

    teks: str


@dataclass(frozen=True, slots=True)
class Butir:
    """Labels with their entries; an empty entry is left out."""

    baris: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Lajur:
    """A column: `isi` names what of a row stands in it; `kelompok` is the head above its head."""

    judul: str
    isi: str
    jenis: JenisKolom = "teks"
    lebar: int = 3
    jumlah: bool = False
    kelompok: str = ""


@dataclass(frozen=True, slots=True)
class Daftar:
    """A table with a row for each of `siapa`: penerima, petugas, undangan or narasumber."""

    judul: str
    siapa: str
    lajur: tuple[Lajur, ...]


@dataclass(frozen=True, slots=True)
class Uang:
    """An entry of money in digits and words."""

    label: str
    nilai: str = "dibayar"


@dataclass(frozen=True, slots=True)
class Naskah:
    """One paper: `untuk` are the documents that it fulfils, `ttd` its seats with their openings."""

    key: str
    kode: str
    judul: str
    untuk: tuple[str, ...]
    isi: tuple[Judul | Kalimat | Butir | Daftar | Uang, ...]
    ttd: tuple[tuple[str, str], ...]
    perlu: tuple[tuple[str, str], ...] = ()
    kepada: str = ""
    mendatar: bool = False

    def melayani(self, jenis: str) -> bool:
        """Whether a letter of Pasal 24 asks for it."""
        return any(kode.startswith(f"{jenis}.") for kode in self.untuk)

    def dikutip(self) -> frozenset[str]:
        """The entries that it quotes, lists or cannot do without, and its seats."""
        found = {name for name, _ in self.perlu} | {seat for _, seat in self.ttd}
        for part in self.isi:
            found |= _quoted(part)
        return frozenset(found)


_NAMED = re.compile(r"\{([a-z_]+)\}")


def _quoted(part: Judul | Kalimat | Butir | Daftar | Uang) -> set[str]:
    match part:
        case Kalimat() | Judul():
            return set(_NAMED.findall(part.teks))
        case Butir():
            return {name for _, text in part.baris for name in _NAMED.findall(text)}
        case Daftar():
            return {part.siapa}
        case Uang():
            return {part.nilai}
