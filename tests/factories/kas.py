"""Builders of cash books: opened, funded and written by the same services as on the pages."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

from tests.factories.bok import YEAR, make_pagu_bok, make_plan
from tests.factories.insentif import make_team
from tests.factories.wilayah import make_puskesmas
from upaya.bok.kas import permintaan
from upaya.bok.kas.belanja import spend
from upaya.bok.kas.models import BukuKas, Mutasi, PermintaanDana
from upaya.bok.kas.models_belanja import Belanja
from upaya.bok.kas.pengeluaran import Dibayar, Pengeluaran
from upaya.bok.kas.services import Gerak, open_book, record
from upaya.bok.rencana.models import Rencana
from upaya.rules.bok import kas
from upaya.rules.bok.road import DITETAPKAN
from upaya.rules.period import Period
from upaya.wilayah.models import Unit

AGUSTUS = Period(YEAR, 8)


def make_book(unit: Unit | None = None, mulai: str = "2022-08", **begins: int) -> BukuKas:
    """The book of a puskesmas whose plan of 2022 is decided; called again it is the same."""
    unit = unit or make_puskesmas()
    if not Rencana.objects.filter(puskesmas=unit, status=DITETAPKAN).exists():
        make_plan(unit, status=DITETAPKAN)
    access = make_team(unit).pembantu.access()
    return open_book(unit.pk, Period.parse(mulai), access, **begins)


def make_request(buku: BukuKas, jumlah: int = 300_000, periode: Period = AGUSTUS) -> PermintaanDana:
    """Funds that were asked for and approved."""
    team = make_team(buku.unit)
    row = permintaan.ask(
        buku.pk, periode, "GU", jumlah, "Kegiatan menurut RPK.", team.pembantu.access(), uuid4()
    )
    return permintaan.decide(row.pk, team.verifikator.access(), setuju=True, alasan="")


def make_transfer(buku: BukuKas, jumlah: int = 300_000, hari: date = date(2022, 8, 1)) -> Mutasi:
    """The same, arrived in the book."""
    row, access = make_request(buku, jumlah), make_team(buku.unit).pengeluaran.access()
    return permintaan.transfer(row.pk, hari, f"SP2D-{row.nomor}", jumlah, access, uuid4())


def move(buku: BukuKas, jenis: str, jumlah: int, hari: str, **said: Any) -> Mutasi:  # noqa: ANN401
    """A movement that is no spending, by the treasurer of the book."""
    bukti = said.pop("bukti", None) or f"B{uuid4().hex[:6]}"
    gerak = Gerak(date.fromisoformat(hari), jenis, jumlah, bukti, kas.BUKU[0], **said)
    return record(buku.pk, gerak, make_team(buku.unit).pembantu.access(), uuid4())


def paid(*days: int, **said: Any) -> Dibayar:  # noqa: ANN401
    """A kader paid transport of days of August, at 50.000 each."""
    values: dict[str, Any] = {
        "nama": "Sulastri",
        "desa": "Kilensari",
        "banyaknya": max(len(days), 1),
        "harga": 50_000,
        "satuan": "orang_hari" if days else "orang_kali",
        "macam": "transpor" if days else "",
        "hari": tuple(date(2022, 8, day) for day in days),
    }
    return Dibayar(**(values | said))


def pay(buku: BukuKas, *people: Dibayar, hari: str = "2022-08-10", **said: Any) -> Belanja:  # noqa: ANN401
    """A spending on the first activity of the plan."""
    total = sum(one.jumlah for one in people) or said.pop("jumlah", 50_000)
    if said.get("pungutan"):
        said.setdefault("alasan_pajak", "Menurut faktur pajaknya.")
    one = Pengeluaran(
        date.fromisoformat(hari), said.pop("kunci", 1), said.pop("belanja", "a"), total,
        said.pop("bukti", "") or f"K{uuid4().hex[:6]}", "Transpor kader", penerima=people,
        dari=said.pop("dari", kas.BANK), kepada="" if people else "Toko Sumber Rejeki", **said,
    )  # fmt: skip
    return spend(buku.pk, one, make_team(buku.unit).pembantu.access(), uuid4())


def funded(unit: Unit | None = None, jumlah: int = 300_000) -> BukuKas:
    """A book with money at the bank since the first of August."""
    if unit is not None:
        make_pagu_bok(unit)
    book = make_book(unit)
    make_transfer(book, jumlah)
    return book
