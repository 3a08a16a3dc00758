"""The columns of a plan as a workbook: what each is called, here and by people, and what it takes.

A row is a line of money; the activity stands in the first of its rows, the others leave it empty.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from upaya.exchange.cells import Cell, CellError, text
from upaya.rules import words
from upaya.rules.bok.plan import MAX_VOLUMES
from upaya.rules.period import BULAN
from upaya.rules.words import Own

LEMBAR = "Rencana"
KOLOM_SENDIRI = "kolom"


@dataclass(frozen=True, slots=True)
class KolomPoa:
    """One column: the field it fills, its head in our words, and heads that people write."""

    name: str
    judul: str
    lain: tuple[str, ...] = ()
    panjang: int = 0
    """How many letters a text may have; 0 for what is no text."""


ACTIVITY = (
    KolomPoa("kunci", "Nomor tetap"),
    KolomPoa(
        "menu", "Menu", ("kode", "kode menu", "kode kegiatan", "menu bok", "menu kegiatan"), 160
    ),
    KolomPoa(
        "nama",
        "Kegiatan",
        (
            "nama kegiatan",
            "uraian kegiatan",
            "upaya kesehatan",
            "jenis kegiatan",
            "rencana kegiatan",
        ),
        200,
    ),
    KolomPoa("tujuan", "Tujuan", (), 300),
    KolomPoa("sasaran", "Sasaran", ("kelompok sasaran",), 160),
    KolomPoa("jumlah_sasaran", "Banyaknya sasaran", ("jumlah sasaran", "jml sasaran")),
    KolomPoa("target", "Target", ("target kinerja",), 160),
    KolomPoa("lokasi", "Tempat", ("lokasi", "tempat pelaksanaan", "lokasi kegiatan"), 160),
    KolomPoa("desa", "Desa", ("nama desa", "desa kelurahan"), 120),
    KolomPoa("pelaksana", "Penanggung jawab", ("pj", "pelaksana", "petugas pelaksana"), 160),
    KolomPoa("mitra", "Mitra kerja", ("mitra", "lintas sektor"), 160),
    KolomPoa("sumber_daya", "Sumber daya", ("kebutuhan sumber daya",), 200),
    KolomPoa("indikator", "Indikator", ("indikator kinerja", "indikator keberhasilan"), 200),
    KolomPoa("cara", "Cara", ("cara pelaksanaan",), 20),
    KolomPoa("lokakarya", "Lokakarya mini", (), 20),
    KolomPoa("bulan", "Bulan", ("jadwal", "waktu", "waktu pelaksanaan", "jadwal pelaksanaan"), 200),
    KolomPoa("kali", "Kali sebulan", ("frekuensi", "kali per bulan", "berapa kali sebulan")),
    KolomPoa("penjelasan", "Penjelasan", (), 2000),
)
"""What an activity is."""
MONEY = (
    KolomPoa("uraian", "Uraian belanja", ("uraian", "rincian belanja", "rincian", "komponen"), 200),
    KolomPoa("harga", "Harga dari daftar", ("nama harga", "jenis belanja", "belanja"), 200),
    KolomPoa("harga_satuan", "Harga satuan", ("biaya satuan", "satuan biaya", "unit cost")),
    *(
        column
        for n in range(1, MAX_VOLUMES + 1)
        for column in (
            KolomPoa(
                f"volume{n}", f"Volume {n}", ("volume", "vol", "jumlah volume") if n == 1 else ()
            ),
            KolomPoa(f"satuan{n}", f"Satuan {n}", ("satuan",) if n == 1 else (), 30),
        )
    ),
)
"""What a line of money is."""
MONTHS = tuple(
    KolomPoa(f"bulan-{n}", name, (name[:3], *(("agt", "ags") if n == 8 else ())))  # noqa: PLR2004 - August has three short forms
    for n, name in enumerate(BULAN, start=1)
)
"""Twelve columns with a mark in each month, as many draw a POA."""
WRITTEN = (*ACTIVITY, *MONEY)
"""The columns that our own workbook has."""
BY_NAME = {column.name: column for column in (*WRITTEN, *MONTHS)}
_BY_TITLE = {
    words.key(title): column
    for column in BY_NAME.values()
    for title in (column.judul, *column.lain)
}
UNASKED = frozenset(
    words.key(title)
    for title in ("No", "Nomor", "No urut", "Jumlah", "Jumlah biaya", "Total", "Biaya", "Sub total",
                  "Murni", "Perubahan", "Realisasi", "Sisa", "Anggaran", "Keterangan",
                  "Sumber dana", "Kode rekening")
)  # fmt: skip
"""Heads of columns that count rows or only repeat what is computed."""


def head(cell: Cell) -> str:
    """A head for comparing: without case, punctuation, and what stands in brackets."""
    try:
        return words.key(re.sub(r"\([^)]*\)", "", text(cell)))
    except CellError:
        return ""


def find(cell: Cell, own: Own) -> KolomPoa | None:
    """The column that a head names; the unit's own heads come first."""
    written = head(cell)
    mine = own.get(KOLOM_SENDIRI, {}).get(written)
    return BY_NAME.get(mine) if mine is not None else _BY_TITLE.get(written)
