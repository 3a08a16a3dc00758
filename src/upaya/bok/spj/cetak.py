"""What was entered, put into the papers of an SPJ: one engine for all of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from upaya.bok.kop import kop
from upaya.bok.spj.bentuk import Butir, Daftar, Judul, Kalimat, Naskah, Uang
from upaya.bok.spj.models import UANG
from upaya.core.documents.content import (
    Bagian,
    Isi,
    Jumlah,
    Kolom,
    Paragraf,
    Rincian,
    Sel,
    Subjudul,
    Tabel,
    TandaTangan,
)
from upaya.rules.kesehatan import BENDAHARA_PEMBANTU, KEPALA_PUSKESMAS
from upaya.rules.period import tanggal

if TYPE_CHECKING:
    from upaya.bok.spj.reading import BacaanSpj

_UNKNOWN = "-"
_OWN = (
    "maksud", "tempat", "acara", "undangan", "narasumber", "didatangi", "hasil", "pembahasan",
    "perkembangan", "tindak_lanjut",
)  # fmt: skip
_PLANNED = ("tujuan", "sasaran", "target", "pelaksana", "mitra", "sumber_daya", "indikator")


# ------------------------------------------------------------------ what was entered
def entries(reading: BacaanSpj) -> Mapping[str, str]:
    """What the papers may quote, by name: of the SPJ, of its report and of its plan."""
    case, report = reading.subject, reading.subject.pelaksanaan
    row = report.kegiatan
    return (
        {name: str(getattr(case, name)).strip() for name in _OWN}
        | {name: str(getattr(row, name)).strip() for name in _PLANNED}
        | {
            "kegiatan": report.nama,
            "menu": report.menu,
            "cara": str(row.get_cara_display()),
            "bulan": case.period.nama,
            "puskesmas": case.puskesmas.sebutan,
            "hari": days(reading.hari) or case.period.nama,
            "pukul": case.waktu.strip(),
            "banyak": str(len(reading.penerima)),
        }
    )


def days(found: tuple[date, ...]) -> str:
    """Days in words, those of a month together: "3, 10, 17 Agustus 2022"."""
    months = groupby(found, key=lambda day: (day.year, day.month))
    said = []
    for _, listed in months:
        *before, last = listed
        said.append(", ".join([*(str(day.day) for day in before), tanggal(last)]))
    return "; ".join(said)


def amounts(reading: BacaanSpj) -> Mapping[str, int]:
    """The sums that papers name: of each column, of all, and what the plan foresees for a month."""
    sums = {name: sum(getattr(one, name) for one in reading.penerima) for name in (*UANG, "banyak")}
    return sums | {
        "dibayar": reading.dibayar,
        "dibagikan": sums["banyak"],
        "penerima": len(reading.penerima),
        "rencana": reading.direncanakan,
    }


def missing(paper: Naskah, reading: BacaanSpj) -> str:
    """Why a paper cannot be made yet, "" when it can."""
    words, sums = reading.isian, reading.angka
    for name, sentence in paper.perlu:
        if not (sums[name] if name in sums else words[name]):
            return sentence
    return ""


# ------------------------------------------------------------------ the engine
def content(paper: Naskah, reading: BacaanSpj) -> Isi:
    """A paper with what was entered."""
    case, words, sums = reading.subject, reading.isian, reading.angka
    money = next((part.nilai for part in paper.isi if isinstance(part, Uang)), "")
    return Isi(
        jenis=paper.key,
        kode=paper.kode,
        judul=paper.judul,
        kop=kop(case.puskesmas, case.kabupaten),
        bagian=tuple(made for part in paper.isi for made in _part(part, reading, words, sums)),
        keterangan=f"{case.pelaksanaan.nama}, {case.period.nama}",
        total=sums[money] if money else None,
        tempat=case.kabupaten.tempat,
        tanda_tangan=tuple(
            _seat(opening, seat, reading)
            for opening, seat in paper.ttd
            # Several who were paid sign in the list.
            if seat != "penerima" or len(reading.penerima) == 1
        ),
        mendatar=paper.mendatar,
    )


def _part(
    part: Judul | Kalimat | Butir | Daftar | Uang,
    reading: BacaanSpj,
    words: Mapping[str, str],
    sums: Mapping[str, int],
) -> Iterator[Bagian]:
    match part:
        case Judul():
            yield Subjudul(part.teks)
        case Kalimat():
            yield from _sentences(part.teks, words)
        case Butir():
            told = [(label, _said(text, words)) for label, text in part.baris]
            yield Rincian(tuple((label, text) for label, text in told if text))
        case Uang():
            yield Jumlah(part.label, sums[part.nilai])
        case Daftar():
            yield _table(part, reading, words)


def _said(text: str, words: Mapping[str, str]) -> str:
    """The sentence with its entries; "" where all of them are empty."""
    named = [name for name in words if f"{{{name}}}" in text]
    if named and not any(words[name] for name in named):
        return ""
    return text.format_map({name: words[name] or _UNKNOWN for name in words})


def _sentences(text: str, words: Mapping[str, str]) -> Iterator[Paragraf]:
    for line in _said(text, words).splitlines():
        if line.strip():
            yield Paragraf(line.strip())


def _table(part: Daftar, reading: BacaanSpj, words: Mapping[str, str]) -> Tabel:
    columns = tuple(
        Kolom(one.judul, one.jenis, one.lebar, one.jumlah, one.kelompok) for one in part.lajur
    )
    rows = tuple(
        tuple(row.get(one.isi) for one in part.lajur) for row in _rows(part.siapa, reading, words)
    )
    return Tabel(part.judul, columns, rows, "Belum ada nama.")


def _rows(whose: str, reading: BacaanSpj, words: Mapping[str, str]) -> Iterator[dict[str, Sel]]:
    """The rows of a list, by name of the column."""
    if whose == "petugas":
        for number, one in enumerate(reading.petugas, 1):
            yield {"no": number, "nama": one.petugas.nama, "hari": days(one.hari), "ttd": None}
        return
    if whose != "penerima":
        listed = [line.strip() for line in words[whose].splitlines() if line.strip()]
        for number, name in enumerate(listed, 1):
            yield {"no": number, "nama": name, "ttd": None}
        return
    for number, paid in enumerate(reading.penerima, 1):
        row: dict[str, Sel] = {
            "no": number,
            "nama": paid.nama,
            "sebagai": paid.sebagai or _UNKNOWN,
            "hari": days(paid.tanggal) or _UNKNOWN,
            "dibayar": paid.dibayar,
            "bersih": paid.dibayar - paid.pajak,
            "ttd": None,
        }
        yield row | {name: getattr(paid, name) for name in (*UANG, "pajak", "banyak")}


def _seat(opening: str, seat: str, reading: BacaanSpj) -> TandaTangan:
    """A place to sign."""
    if seat in _OFFICES:
        role = _OFFICES[seat]
        holder = reading.pejabat.get(role.name)
        name = (holder.name, holder.nip, holder.pangkat) if holder else ("", "", "")
        return TandaTangan(role.label, name[0], name[1], opening, name[2])
    if seat == "pelaksana":
        writer = reading.subject.pelaksanaan.ditulis_oleh
        return TandaTangan("Pelaksana kegiatan", writer.name, writer.nip, opening)
    if seat == "didatangi":
        return TandaTangan("Pejabat setempat", reading.subject.didatangi, "", opening)
    return TandaTangan("Penerima uang", reading.penerima[0].nama, "", opening)


_OFFICES = {"kepala": KEPALA_PUSKESMAS, "bendahara": BENDAHARA_PEMBANTU}
