"""What pembayaran brings to the walks."""

from __future__ import annotations

from dataclasses import replace

from tests.factories.insentif import make_team
from tests.world.handle import TODAY, Place
from upaya.exchange.bank_csv import BAWAAN
from upaya.pembayaran.models import (
    BarisPembayaran,
    BerkasHasil,
    DanaMasuk,
    FormatBank,
    Kiriman,
    Pembayaran,
    Percobaan,
)
from upaya.pembayaran.services import berkas


def _answer(place: Place) -> BerkasHasil:
    """An answer of the bank that waits to be applied."""
    access = make_team(place.unit).pembantu.access()
    rujukan = place.line.percobaan.get().rujukan
    body = f"Rujukan;Status;Tanggal;Nomor Bukti\n{rujukan};BERHASIL;{TODAY:%d/%m/%Y};{place.mark}\n"
    return berkas.upload(place.payment.pk, f"{place.mark}.csv", body.encode(), access)


def _layout(place: Place) -> FormatBank:
    assert place.unit.kabupaten_id is not None
    access = make_team(place.unit).pengeluaran.access()
    berkas.save_layout(place.unit.kabupaten_id, replace(BAWAAN, pemisah=","), access)
    return FormatBank.objects.get(kabupaten_id=place.unit.kabupaten_id)


BUILDERS = {
    BarisPembayaran: lambda p: p.line,
    BerkasHasil: _answer,
    DanaMasuk: lambda p: p.payment.dana_masuk.get(),
    FormatBank: _layout,
    Kiriman: lambda p: p.payment.kiriman.get(),
    Pembayaran: lambda p: p.payment,
    Percobaan: lambda p: p.line.percobaan.get(),
}
