"""What the answer to a question of the import may be."""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import shorten

from upaya.bok.impor.reading import price_key
from upaya.bok.rencana.reading import BacaanRencana
from upaya.bok.rencana.services import prices_of
from upaya.exchange.bok.poa_columns import BY_NAME
from upaya.rules.money import rupiah

_WORDS = 110


def choices_of(reading: BacaanRencana) -> Mapping[str, Mapping[str, str]]:
    """By list: stored value to what people read; "" leaves a column out."""
    rules = reading.ketetapan.rencana
    lines = rules.menu.values() if rules else ()
    return {
        "kolom": {"": "tidak dibaca"} | {name: one.judul for name, one in BY_NAME.items()},
        "menu": {
            line.kode: shorten(f"{line.kode} {line.uraian}", _WORDS, placeholder=" …")
            for line in lines
        },
        "harga": {
            price_key(price): f"{price_key(price)}, {rupiah(price.harga)}"
            for price in prices_of(reading.subject, ())
        },
    }
