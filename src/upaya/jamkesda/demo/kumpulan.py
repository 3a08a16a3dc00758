"""Batches of the demo: one month paid, one in payment, one closed, the rest still owed."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

from upaya.core import clock
from upaya.core.access import Access
from upaya.jamkesda.demo.tempat import FIRST_DAY, Panggung, hari_kerja
from upaya.jamkesda.kumpulan import services
from upaya.jamkesda.kumpulan.models import Kumpulan
from upaya.jamkesda.kumpulan.road import ROAD
from upaya.pembayaran.models import Pembayaran
from upaya.pembayaran.services import rekening, results, shipments
from upaya.pembayaran.services.funds import Transfer
from upaya.pembayaran.services.rekening import UsulanRekening
from upaya.pembayaran.services.results import Hasil
from upaya.pembayaran.services.shipments import Perintah
from upaya.regulasi.services import Ketetapan, adopt
from upaya.rules.jamkesda.klaim import Masa
from upaya.rules.jamkesda.kumpulan import PAGU
from upaya.rules.jamkesda.peran import ADMIN_UPT, BENDAHARA, KEPALA_PPK, KEPALA_UPT, PETUGAS_KLAIM
from upaya.rules.kesehatan import KEPALA_DINAS
from upaya.rules.pembayaran import BERHASIL
from upaya.wilayah.models import Unit

_YEAR, _PAGU = 2022, 1_500_000_000
_ACCOUNTS = date(2022, 8, 1)
"""When the accounts were agreed to: the first claims were paid after that."""
_SELESAI, _DIBAYARKAN, _DITUTUP = (5,), (6,), (7,)


def make(panggung: Panggung) -> None:
    """The ceiling and the accounts by two people, then month by month."""
    payer, head = panggung.of(BENDAHARA, panggung.upt), panggung.of(KEPALA_UPT, panggung.upt)
    with clock.pretend(FIRST_DAY):
        _ceiling(panggung)
    with clock.pretend(_ACCOUNTS):
        _account(panggung.upt, payer, head)
        for ppk in panggung.ppk:
            own = ppk.unit.jenis == Unit.Jenis.PUSKESMAS
            decides = panggung.of(KEPALA_PPK, ppk.unit) if own else head
            _account(ppk.unit, panggung.of(PETUGAS_KLAIM, ppk.unit), decides)
    for month in (*_SELESAI, *_DIBAYARKAN, *_DITUTUP):
        last = date(_YEAR, month + 1, 1) - timedelta(1)
        closed = hari_kerja(max(last + timedelta(20), _ACCOUNTS + timedelta(month)))
        with clock.pretend(closed):
            batch = services.tutup(payer, Masa(date(_YEAR, month, 1), last))
        if month in _DITUTUP:
            continue
        with clock.pretend(hari_kerja(closed + timedelta(4))):
            payment = _payable(batch, head)
        if month in _SELESAI:
            with clock.pretend(hari_kerja(closed + timedelta(6))):
                _pay(payment, payer)


def _ceiling(panggung: Panggung) -> None:
    decree = Ketetapan(
        kunci=PAGU, nilai=_PAGU, mulai=date(_YEAR, 1, 1), sampai=date(_YEAR, 12, 31),
        nomor_keputusan="DPA/REKAAN/2022", tanggal_keputusan=FIRST_DAY, contoh=True,
    )  # fmt: skip
    proposer = panggung.of(ADMIN_UPT, panggung.upt).user_id
    adopt(panggung.of(KEPALA_DINAS, panggung.dinas), proposer, [decree])


def _account(unit: Unit, asks: Access, decides: Access) -> None:
    wanted = UsulanRekening(
        "Bank Rekaan", f"99{unit.pk:08d}", unit.nama.upper()[:60], FIRST_DAY, "SR/REKAAN/2022",
        "Rekening pertama untuk pembayaran klaim.",
    )  # fmt: skip
    made = rekening.ask(unit.pk, wanted, asks)
    rekening.decide(made.pk, decides, setuju=True, alasan="")


def _payable(batch: Kumpulan, head: Access) -> Pembayaran:
    transfer = Transfer(
        f"SP2D/REKAAN/{batch.mulai:%m}/2022", clock.today(), batch.total, "", uuid4()
    )
    ROAD.execute(batch.pk, "bayarkan", head, context={"transfer": transfer})
    payment: Pembayaran = Pembayaran.objects.get(sumber="kumpulan", sumber_id=batch.pk)
    return payment


def _pay(payment: Pembayaran, payer: Access) -> None:
    lines = tuple(payment.baris.order_by("pk").values_list("pk", flat=True))
    sent = shipments.send(payment.pk, Perintah(lines, "transfer", clock.today(), uuid4()), payer)
    arrived = [
        Hasil(one.rujukan, BERHASIL, clock.today(), bukti=f"TRX-{one.pk:06d}")
        for one in sent.percobaan.order_by("pk")
    ]
    results.note(payment.pk, arrived, payer)
