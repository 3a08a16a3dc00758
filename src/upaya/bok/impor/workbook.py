"""The plan as rows of its workbook: it comes back and changes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from upaya.bok.harga.models import HargaSatuan
from upaya.bok.impor.reading import price_key
from upaya.bok.rencana.models import KegiatanRencana, RincianRencana
from upaya.bok.rencana.reading import BacaanRencana
from upaya.bok.rencana.services import prices_of
from upaya.exchange.bok.poa_book import plan_book
from upaya.exchange.xlsx_writer import Value
from upaya.rules.period import BULAN

_TEXTS = (
    "menu", "nama", "tujuan", "sasaran", "target", "lokasi", "desa", "pelaksana", "mitra",
    "sumber_daya", "indikator", "cara", "lokakarya", "penjelasan",
)  # fmt: skip


def plan_bytes(reading: BacaanRencana) -> bytes:
    """The workbook of a version."""
    return plan_book(_rows(reading))


def _rows(reading: BacaanRencana) -> Iterator[Mapping[str, Value]]:
    prices = {price.pk: price for price in prices_of(reading.subject, reading.kegiatan)}
    for row in reading.kegiatan:
        first = _activity(row)
        lines = [_line(line, prices[line.harga_id]) for line in row.rincian.all()]
        yield first | (lines[0] if lines else {})
        yield from lines[1:]


def _activity(row: KegiatanRencana) -> dict[str, Value]:
    texts: dict[str, Value] = {name: getattr(row, name) for name in _TEXTS}
    return texts | {
        "kunci": row.kunci,
        "jumlah_sasaran": row.jumlah_sasaran,
        "bulan": ", ".join(BULAN[month - 1][:3] for month in row.bulan),
        "kali": row.kali,
    }


def _line(line: RincianRencana, price: HargaSatuan) -> dict[str, Value]:
    found: dict[str, Value] = {
        "uraian": line.uraian,
        "harga": price_key(price),
        "harga_satuan": line.harga_satuan,
    }
    for n, (many, unit) in enumerate(line.volume, start=1):
        found |= {f"volume{n}": many, f"satuan{n}": unit}
    return found
