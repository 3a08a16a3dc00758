"""The cash books of the demo: funds asked for and come, spending with who was paid, tax, STS.

Three puskesmas keep one since August. A month spends to the rupiah what its treasurer would have
recorded without a book, so that the months of the incentive do not change. Rows are written in
bulk; a book that ends a day below nothing stops the demo.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID, uuid5

from upaya.bok.demo.kas_orang import Baris, Orang, Taken
from upaya.bok.demo.rencana import Rencanaan
from upaya.bok.demo.steps import moment
from upaya.bok.kas.models import BukuKas, Mutasi, PermintaanDana
from upaya.bok.kas.models_belanja import Belanja, HariDibayar, PenerimaBelanja
from upaya.bok.kas.queries import as_ruled
from upaya.bok.realisasi.models import Pelaksanaan
from upaya.bok.rencana.models import KegiatanRencana
from upaya.core import audit, clock
from upaya.core.access import Access
from upaya.demo.kabupaten import KODE, Peta
from upaya.rules.bok import kas
from upaya.rules.bok.plan_menu import MenuRencana
from upaya.rules.bok.road import DIVERIFIKASI
from upaya.rules.kesehatan import BENDAHARA_PEMBANTU, BENDAHARA_PENGELUARAN, VERIFIKATOR_DINAS
from upaya.rules.loader import national_book
from upaya.rules.period import Period

FIRST = 8
"""The month with which the books begin."""
_ROUND = 50_000
_CATERED = frozenset("f")
_PPH23 = 2
"""Of a hundred of what a caterer is paid; an assumption as all tax here."""
_NAMES = UUID("2b7e54d0-6a3f-4f0c-9a57-8e2f3f1f0c13")
_ENTERED = {8: date(2022, 9, 6), 9: date(2022, 10, 6), 10: date(2022, 11, 1)}
"""When a month's spending is written: once its reports are there."""


@dataclass
class Catatan:
    """A movement with the document behind it, before it has its number."""

    mutasi: Mutasi
    access: Access
    dicatat: date
    report: Pelaksanaan | None = None
    kepada: str = ""
    orang: list[Baris] = field(default_factory=list)

    @property
    def hari(self) -> date:
        """Its day."""
        return self.mutasi.hari


class Pembuku:
    """The treasurer of one puskesmas, and what the Dinas does in that book."""

    def __init__(self, peta: Peta, plan: Rencanaan, taken: Taken) -> None:
        self.peta, self.plan = peta, plan
        self.orang = Orang(plan.unit, taken)
        self.access = peta.of(plan.unit, BENDAHARA_PEMBANTU)
        self.catatan: list[Catatan] = []
        rules, day = national_book(), date(2022, FIRST, 1)
        self.rekening = rules.read("bok.kode_rekening", day, KODE).table
        self.buku = BukuKas(
            kabupaten_id=KODE,
            unit=plan.unit,
            tahun=2022,
            mulai=day,
            sampai=date(2022, 12, 31),
            dibuka_oleh_id=self.access.user_id,
            dibuka_pada=moment(day),
        )
        self.buku.save(force_insert=True)
        with clock.pretend(day):
            audit.record("kas.buka", self.buku, access=self.access, kabupaten=KODE,
                         detail={"mulai": f"2022-{FIRST:02d}"})  # fmt: skip

    # -------------------------------------------------------------- one month
    def month(
        self, period: Period, paid: Mapping[int, int], menu: Mapping[str, MenuRencana]
    ) -> None:
        """Funds, cash, spending to the rupiah of `paid` by activity, tax of the month before."""
        self._funds(period)
        reports = self._reports(period)
        before = len(self.catatan)
        for activity in self.plan.bulan(period.month):
            if amount := paid.get(activity.kunci, 0):
                part = menu[activity.menu].komponen or ""
                self._spend(period, activity, part, amount, reports.get(activity.kunci, []))
        cash = -sum(one.mutasi.tunai for one in self.catatan[before:])
        self._cash(period, cash)
        self._tax(period)

    def _funds(self, period: Period) -> None:
        """What the RPK foresees is asked for, approved, and comes within the first days."""
        rows = [row for row in self.plan.bulan(period.month) if row.menu != "9.l"]
        asked = self.ask(period, period.first_day, [(r, self.plan.sebulan[r.kunci]) for r in rows])
        self.decide(asked, clock.deadline(period.first_day, 1).day)
        day = clock.deadline(period.first_day, 2).day
        treasurer = self.peta.of(self.peta.dinas, BENDAHARA_PENGELUARAN)
        said = f"Transfer GU {period.nama}"
        came = move(day, kas.TRANSFER, asked.jumlah, said, cara="GU")
        self.add(came, access=treasurer, permintaan=asked)

    def _cash(self, period: Period, needed: int) -> None:
        drawn = -(-needed // _ROUND) * _ROUND
        day = clock.deadline(period.first_day, 3).day
        if drawn:
            self.add(move(day, kas.AMBIL, drawn, f"Pengambilan tunai belanja {period.nama}"))

    def _tax(self, period: Period) -> None:
        """What was withheld last month is deposited by the tenth."""
        before = period.previous()
        taxed = (one.mutasi for one in self.catatan if one.hari.month == before.month)
        owed = sum(row.pajak for row in taxed if row.jenis == kas.BELANJA)
        if owed > 0:
            day = clock.deadline(period.first_day, 6).day
            self.add(move(day, kas.SETOR_PAJAK, owed, f"Setor PPh 23 {before.nama}"))

    # -------------------------------------------------------------- spending
    def _reports(self, period: Period) -> dict[int, list[Pelaksanaan]]:
        """The month's verified reports by activity; two queries."""
        rows = Pelaksanaan.objects.filter(
            puskesmas=self.plan.unit, periode=period.first_day, status=DIVERIFIKASI
        ).prefetch_related("hadir")
        found: dict[int, list[Pelaksanaan]] = {}
        for row in rows.order_by("pk"):
            found.setdefault(row.kunci, []).append(row)
        return found

    def _spend(
        self,
        period: Period,
        activity: KegiatanRencana,
        part: str,
        amount: int,
        reports: Sequence[Pelaksanaan],
    ) -> None:
        """Transport in cash to who went, report by report; the rest by transfer to whom it went."""
        kind = activity.rincian.all()[0].belanja
        purpose = self._purpose(activity, part, kind)
        rest = amount
        for report in reports if kind == "a" else ():
            people = self.orang.of_report(report, rest)
            gone = sum(person.jumlah for person, _ in people)
            if people:
                day = self._payday(period, report)
                cash = move(day, kas.BELANJA, gone, f"Transpor {report.nama}", dari=kas.TUNAI)
                one = self.add(cash, dicatat=_ENTERED[period.month], purpose=purpose)
                one.report, one.orang = report, people
                rest -= gone
        if rest:
            day = self._payday(period, reports[-1] if reports else None)
            tax = (("pph23", rest * _PPH23 // 100),) if kind in _CATERED else ()
            said = f"{_FOR[kind]} {activity.nama}"
            sent = move(day, kas.BELANJA, rest, said, pungutan=tax)
            one = self.add(sent, dicatat=_ENTERED[period.month], purpose=purpose)
            one.report, one.kepada = (reports[-1] if reports else None), _TO[kind]

    def _purpose(self, activity: KegiatanRencana, part: str, kind: str) -> dict[str, object]:
        return {
            "kunci": activity.kunci,
            "menu": activity.menu,
            "komponen": part,
            "belanja": kind,
            "rekening": str(self.rekening[kind]),
        }

    def _payday(self, period: Period, report: Pelaksanaan | None) -> date:
        """The working day after the last of the activity, within the month."""
        days = [one.tanggal for one in report.hadir.all()] if report else []
        after = clock.deadline(max(days), 1).day if days else period.first_day.replace(day=26)
        return min(after, period.last_day)

    # -------------------------------------------------------------- requests
    def ask(
        self, period: Period, day: date, rows: Sequence[tuple[KegiatanRencana, int]], why: str = ""
    ) -> PermintaanDana:
        """Funds of a month are asked for."""
        number = PermintaanDana.objects.filter(buku=self.buku).count() + 1
        made = PermintaanDana(
            kabupaten_id=KODE,
            buku=self.buku,
            nomor=number,
            kunci=uuid5(_NAMES, f"minta {self.plan.unit.slug} {number}"),
            periode=period.first_day,
            cara="GU",
            jumlah=sum(amount for _, amount in rows),
            rincian=[{"kunci": r.kunci, "nama": r.nama, "jumlah": n} for r, n in rows],
            alasan=why or f"Kegiatan {period.nama} menurut RPK",
            diusulkan_oleh_id=self.access.user_id,
            diusulkan_pada=moment(day),
        )
        made.save(force_insert=True)
        with clock.pretend(day):
            audit.record(
                "kas.minta", made, access=self.access, kabupaten=KODE, detail={"bulan": str(period)}
            )
        return made

    def decide(self, row: PermintaanDana, day: date, no: str = "") -> None:
        """The Dinas approves, or refuses with a reason."""
        access = self.peta.of(self.peta.dinas, VERIFIKATOR_DINAS)
        row.status = "ditolak" if no else "disetujui"
        row.alasan_putusan, row.diputus_oleh_id = no, access.user_id
        row.diputus_pada = moment(day)
        row.save(update_fields=["status", "alasan_putusan", "diputus_oleh", "diputus_pada"])
        with clock.pretend(day):
            audit.record(
                "kas.minta_putus", row, access=access, kabupaten=KODE, detail={"setuju": not no}
            )

    # -------------------------------------------------------------- rows
    def add(
        self,
        said: kas.Mutasi,
        *,
        access: Access | None = None,
        dicatat: date | None = None,
        purpose: Mapping[str, object] | None = None,
        permintaan: PermintaanDana | None = None,
    ) -> Catatan:
        """A movement as the book keeps it, not stored yet."""
        row = Mutasi(
            kabupaten_id=KODE,
            buku=self.buku,
            hari=said.hari,
            jenis=said.jenis,
            jumlah=said.jumlah,
            uraian=said.uraian[:200],
            dari=said.dari,
            cara=said.cara,
            permintaan=permintaan,
            serapan=said.serapan,
            **dict(said.pungutan),
            **{name: said.ubah(name) for name in kas.BUKU},
            **(purpose or {}),
        )
        made = Catatan(row, access or self.access, max(dicatat or said.hari, said.hari))
        self.catatan.append(made)
        return made

    def store(self) -> None:
        """Number what was entered by its days, and write it; ValueError below nothing."""
        self.catatan.sort(key=lambda one: (one.hari, one.mutasi.serapan > 0))
        for number, one in enumerate(self.catatan, 1):
            row = one.mutasi
            row.nomor = number
            row.kunci_kirim = uuid5(_NAMES, f"{self.plan.unit.slug} {number}")
            row.bukti = row.bukti or f"{number:03d}/BOK/{one.hari.month:02d}/2022"
            row.dicatat_oleh_id, row.dicatat_pada = one.access.user_id, moment(one.dicatat)
        rows = [one.mutasi for one in self.catatan]
        if (lack := next(as_ruled(self.buku, rows).kurang(), None)) is not None:
            raise ValueError(f"{self.plan.unit.slug}: {lack.kalimat}")
        Mutasi.objects.bulk_create(rows)
        spent = [one for one in self.catatan if one.mutasi.serapan]
        papers = [
            Belanja(mutasi=one.mutasi, pelaksanaan=one.report, kepada=one.kepada) for one in spent
        ]
        Belanja.objects.bulk_create(papers)
        people = list(_people(papers, spent))
        PenerimaBelanja.objects.bulk_create([person for person, _ in people])
        HariDibayar.objects.bulk_create([day for _, days in people for day in days])
        for one in self.catatan:
            detail = {"jenis": one.mutasi.jenis, "hari": str(one.hari), "jumlah": one.mutasi.jumlah}
            with clock.pretend(one.dicatat):
                audit.record(
                    "kas.catat", one.mutasi, access=one.access, kabupaten=KODE, detail=detail
                )


def move(
    hari: date,
    jenis: str,
    jumlah: int,
    uraian: str,
    *,
    dari: str = kas.BANK,
    cara: str = "",
    pungutan: tuple[tuple[str, int], ...] = (),
) -> kas.Mutasi:
    """A movement; its number of evidence comes with its place in the book."""
    return kas.Mutasi(hari, jenis, jumlah, "", uraian, dari, cara, pungutan)


def _people(papers: Sequence[Belanja], spent: Sequence[Catatan]) -> Iterator[Baris]:
    for paper, one in zip(papers, spent, strict=True):
        for place, (person, days) in enumerate(one.orang):
            person.belanja, person.urutan = paper, place
            yield person, days


_FOR = {"a": "Transpor kader dan lintas sektor", "c": "Bahan", "f": "Konsumsi", "g": "Honor"}
_TO = {
    "a": "Kader menurut daftar terlampir",
    "c": "Toko Bahan Rekaan",
    "f": "Katering Rekaan",
    "g": "Tenaga administrasi keuangan",
}
"""What the rest of an activity was for, and to whom it went, by letter of Pasal 10 ayat (1)."""
