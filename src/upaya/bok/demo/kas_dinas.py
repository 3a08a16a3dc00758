"""The Dinas's own cash book of the demo: October with funds, spending, tax, and a counted close.

It is written by the services, as the treasurer would. Untidy as life: PPN of one purchase is
paid over late, that of another not at all, and a day that a puskesmas had paid already was tried.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from upaya.akun.models import User
from upaya.bok.kas.belanja import spend
from upaya.bok.kas.errors import HariGandaError
from upaya.bok.kas.models import BukuKas
from upaya.bok.kas.models_belanja import HariDibayar
from upaya.bok.kas.pajak import proposed
from upaya.bok.kas.pengeluaran import Dibayar, Pengeluaran
from upaya.bok.kas.queries import as_ruled, movements
from upaya.bok.kas.services import Gerak, open_book, record
from upaya.bok.kas.tutup import PECAHAN, close
from upaya.bok.rencana.models import Rencana
from upaya.bok.rencana.versions import rows_until
from upaya.core import clock
from upaya.demo.kabupaten import KODE, Peta
from upaya.rules.bok import kas
from upaya.rules.bok.hari_ganda import TRANSPOR
from upaya.rules.kesehatan import BENDAHARA_PENGELUARAN, KEPALA_DINAS
from upaya.rules.period import Period
from upaya.rules.tax.belanja import NAMA, NPWP, PKP

OKTOBER = Period(2022, 10)
_NAMES = UUID("6a0c2a57-0c0f-4d0a-8a4e-7d3b2f0f9e21")
_FUNDS, _DRAWN, _TRIP = 40_000_000, 1_500_000, 150_000
_VISITORS = ("Hj. Nurul Rekaan, S.KM", "Bambang Rekaan", "Sri Rekaan, A.Md.Keb")


class PembukuDinas:
    """The treasurer of the Dinas in its own book."""

    def __init__(self, peta: Peta, plan: Rencana) -> None:
        self.peta = peta
        self.access = peta.of(peta.dinas, BENDAHARA_PENGELUARAN)
        self.kegiatan = {row.menu: row for row in rows_until(plan)}
        with clock.pretend(OKTOBER.first_day.replace(day=3)):
            self.buku: BukuKas = open_book(peta.dinas.pk, OKTOBER, self.access)

    def october(self) -> None:
        """Funds, cash, meals and prints with their tax, journeys; closed on the second of next."""
        self._move(3, kas.TRANSFER, _FUNDS, "SP2D-1187/2022", "Dana BOK triwulan IV", cara="LS")
        self._move(4, kas.AMBIL, _DRAWN, "CEK-041", "Pengambilan tunai perjalanan Oktober")
        self._buy(7, "4.1.a", "f", 4_800_000, "Katering Rekaan", "Konsumsi pertemuan rujukan UKM")
        self._journeys()
        self._buy(11, "4.4.b", "e", 3_330_000, "Percetakan Rekaan", "Penggandaan materi rujukan")
        self._buy(20, "4.3.a", "e", 2_775_000, "Fotokopi Rekaan", "Penggandaan bahan rembuk")
        # Due on the eighteenth: paid over eight days late.
        self._deposit(26, "ppn", "NTPN-7731", only="Penggandaan materi rujukan")
        self._deposit(26, "pph22", "NTPN-7732")
        self._deposit(28, "pph23", "NTPN-7745")
        self._twice()
        self._close(date(2022, 11, 2))

    # -------------------------------------------------------------- rows
    def _move(self, day: int, kind: str, amount: int, paper: str, said: str, **more: Any) -> None:  # noqa: ANN401 - fields of a movement
        on = OKTOBER.first_day.replace(day=day)
        with clock.pretend(on):
            one = Gerak(on, kind, amount, paper, said, kas.BANK, **more)
            record(self.buku.pk, one, self.access, self._key(paper))

    def _buy(self, day: int, menu: str, kind: str, amount: int, shop: str, said: str) -> None:
        """By transfer, with the tax that the rules propose; printers charge PPN."""
        on = OKTOBER.first_day.replace(day=day)
        asked = Pengeluaran(
            on, self.kegiatan[menu].kunci, kind, amount, f"K-{on:%d%m}", said, kas.BANK,
            kepada=shop, penjual=PKP if kind == "e" else NPWP,
        )  # fmt: skip
        taxes = {one.pajak: one.jumlah for one in proposed(self.buku, asked)}
        self._spend(on, asked, taxes)

    def _spend(self, on: date, asked: Pengeluaran, taxes: dict[str, int]) -> None:
        with clock.pretend(on):
            said = replace(asked, pungutan=taxes)
            spend(self.buku.pk, said, self.access, self._key(asked.bukti))

    def _journeys(self) -> None:
        """Staff of the Dinas who went to puskesmas, paid in cash and by name."""
        on = date(2022, 10, 10)
        people = tuple(
            Dibayar(name, 2, _TRIP, "orang_hari", desa="Dinas Kesehatan", macam=TRANSPOR,
                    hari=(date(2022, 10, 5), date(2022, 10, 6)))
            for name in _VISITORS
        )  # fmt: skip
        number, total = self.kegiatan["4.1.b"].kunci, sum(one.jumlah for one in people)
        said = "Transpor pembinaan puskesmas"
        self._spend(on, Pengeluaran(on, number, "a", total, "K-1010", said, penerima=people), {})

    def _deposit(self, day: int, tax: str, paper: str, only: str = "") -> None:
        """What was withheld of a tax, of one purchase alone where it is named."""
        rows = [row for row in movements(self.buku) if row.uraian == only or not only]
        owed = sum(int(getattr(row, tax)) for row in rows)
        said = f"Setor {NAMA[tax]} Oktober"
        self._move(day, kas.SETOR_PAJAK, owed, paper, said, pajak_disetor=tax)

    # -------------------------------------------------------------- what was refused
    def _twice(self) -> None:
        """An officer of a puskesmas whom that puskesmas paid for the same day already."""
        paid = HariDibayar.objects.filter(
            kabupaten=KODE, pasti=True, hari__month=OKTOBER.month, penerima__petugas__isnull=False
        ).exclude(unit=self.peta.dinas)  # fmt: skip
        first = paid.select_related("penerima__petugas").order_by("hari", "pk")[0]
        officer, on = first.penerima.petugas, date(2022, 10, 27)
        assert officer is not None  # noqa: S101 - asked for above
        person = Dibayar(
            officer.nama, 1, _TRIP, nik=officer.nik, macam=TRANSPOR, hari=(first.hari,)
        )
        number = self.kegiatan["4.1.e"].kunci
        asked = Pengeluaran(on, number, "a", _TRIP, "K-2710", "Transpor pemantauan obat",
                            penerima=(person,))  # fmt: skip
        try:
            self._spend(on, asked, {})
        except HariGandaError:
            return
        raise ValueError("hari yang sudah dibayar puskesmas tidak ditolak buku Dinas")

    # -------------------------------------------------------------- the month
    def _close(self, day: date) -> None:
        """What is left in cash, counted note by note, with the head."""
        cash = as_ruled(self.buku, movements(self.buku)).tunai_akhir(OKTOBER.month)
        counted = {}
        for note in PECAHAN:
            counted[note], cash = divmod(cash, note)
        head = User.objects.get(pk=self.peta.of(self.peta.dinas, KEPALA_DINAS).user_id)
        with clock.pretend(day):
            close(self.buku.pk, OKTOBER, counted, head.name, self.access)

    @staticmethod
    def _key(paper: str) -> UUID:
        return uuid5(_NAMES, paper)
