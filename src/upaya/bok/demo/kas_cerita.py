"""What happened in the cash books of the demo, untidy as life.

A month closed and opened again by the Dinas, a receipt written twice and taken back, money that
came back, funds returned (STS), a day that two puskesmas wanted to pay, funds that still wait, tax
of which half was paid over.
"""

from __future__ import annotations

from datetime import date
from uuid import uuid4

from upaya.akun.models import User
from upaya.bok.demo.kas import Catatan, Pembuku, move
from upaya.bok.demo.kas_orang import TRIP, Dikenal
from upaya.bok.demo.steps import moment
from upaya.bok.kas.models import Mutasi, TutupBulan
from upaya.bok.kas.models_belanja import DICOBA, HariDibayar, HariGanda
from upaya.bok.kas.queries import as_ruled
from upaya.bok.kas.tutup import PECAHAN
from upaya.bok.rencana.models import KegiatanRencana
from upaya.core import audit, clock
from upaya.core.second import ProposalStatus
from upaya.demo.kabupaten import KODE, SHOWN
from upaya.rules.bok import kas
from upaya.rules.bok.hari_ganda import TRANSPOR
from upaya.rules.kesehatan import KEPALA_DINAS, KEPALA_PUSKESMAS, VERIFIKATOR_DINAS
from upaya.rules.period import Period

SHUT_AND_OPENED, TWINNED = "panji", "wonorejo"
BOOKS = (SHOWN, SHUT_AND_OPENED, TWINNED)
"""Who keeps a cash book. The last has an officer who works for the first too."""
_AUGUST, _SEPTEMBER = Period(2022, 8), Period(2022, 9)
_OCTOBER, _NOVEMBER = Period(2022, 10), Period(2022, 11)
_TWICE, _BACK = 420_000, 150_000
_WHY_OPEN = "Satu kuitansi konsumsi tercatat dua kali menurut rekening koran; perbaiki bulan ini."
_WHY_OPEN_STILL = "Bukti transpor September tidak sama dengan daftar hadirnya; periksa dan koreksi."
_WHY_TAKEN_BACK = "Kuitansi yang sama sudah dicatat; rekening koran memuatnya satu kali."
_WHY_TWICE = "Pagi di Banyuputih, sore di Wonorejo; surat tugas dan tanda datang keduanya ada."
_WHY_AGAIN = "Imunisasi kejar sore hari sesudah posyandu; dua desa yang berjauhan."
_NO = "Satu orang satu hari satu transpor; tidak ada surat tugas untuk perjalanan kedua."


def tell(book: Pembuku, slug: str) -> None:
    """What became of a book whose months are written; it is stored here."""
    if slug == SHOWN:
        wrong = _untidy(book)
        book.store()
        _close(book, _AUGUST, date(2022, 9, 9))
        again = _close(book, _SEPTEMBER, date(2022, 10, 7))
        _reopen(book, again, date(2022, 10, 12), _WHY_OPEN)
        _take_back(book, wrong, date(2022, 9, 30), date(2022, 10, 13))
        _close(book, _SEPTEMBER, date(2022, 10, 14))
        _refused(book)
    elif slug == SHUT_AND_OPENED:
        _deposit_half(book)
        book.store()
        _close(book, _AUGUST, date(2022, 9, 12))
        shut = _close(book, _SEPTEMBER, date(2022, 10, 10))
        _reopen(book, shut, date(2022, 10, 24), _WHY_OPEN_STILL)
        late = book.ask(_NOVEMBER, date(2022, 10, 25), _november(book), "Uang muka November")
        book.decide(late, date(2022, 10, 27), "September belum ditutup kembali; tutup dahulu.")
    else:
        _twin(book)
        book.store()
        _close(book, _AUGUST, date(2022, 9, 9))
    book.ask(_NOVEMBER, date(2022, 11, 1), _november(book))


def _november(book: Pembuku) -> list[tuple[KegiatanRencana, int]]:
    plan = book.plan
    return [(row, plan.sebulan[row.kunci]) for row in plan.bulan(11) if row.menu != "9.l"]


# ------------------------------------------------------------------ money
def _untidy(book: Pembuku) -> Catatan:
    """Money that came back, unspent funds returned; gives the receipt that was written twice."""
    month = [one for one in book.catatan if one.hari.month == _SEPTEMBER.month]
    meeting = next(one for one in month if one.mutasi.belanja == "f")
    travel = next(one for one in month if one.mutasi.belanja == "a")
    purpose = _purpose(travel)
    paid, back = "Transpor pendampingan desa", "Transpor dikembalikan, kegiatan batal"
    book.add(move(date(2022, 9, 15), kas.BELANJA, _BACK, paid), purpose=purpose)
    book.add(move(date(2022, 9, 20), kas.KEMBALI, _BACK, back), purpose=purpose)
    said = f"{meeting.mutasi.uraian} (kuitansi 2)"
    wrong = book.add(move(meeting.hari, kas.BELANJA, _TWICE, said), purpose=_purpose(meeting))
    wrong.kepada = meeting.kepada
    rows = [one.mutasi for one in sorted(book.catatan, key=lambda one: one.hari)]
    left = as_ruled(book.buku, [row for row in rows if row.hari.month <= _SEPTEMBER.month]).sisa
    returned = max(left * 3 // 5 // 100_000 * 100_000, 100_000)
    said = "Sisa dana Agustus dan September (STS)"
    book.add(move(date(2022, 10, 20), kas.STS, returned, said))
    return wrong


def _deposit_half(book: Pembuku) -> None:
    """Of what September withheld half was paid over: the rest is late since the tenth."""
    row = next(
        one.mutasi for one in book.catatan
        if one.mutasi.jenis == kas.SETOR_PAJAK and one.hari.month == _OCTOBER.month
    )  # fmt: skip
    left = row.jumlah // 2
    row.jumlah -= left
    row.bank += left
    row.pajak += left


def _purpose(one: Catatan) -> dict[str, object]:
    names = ("kunci", "menu", "komponen", "belanja", "rekening")
    return {name: getattr(one.mutasi, name) for name in names}


def _take_back(book: Pembuku, wrong: Catatan, day: date, entered: date) -> None:
    row = wrong.mutasi
    kept = ("kabupaten_id", "buku", "jenis", "bukti", "dari", *_purpose(wrong))
    turned = ("jumlah", *kas.BUKU, "serapan")
    made = Mutasi(
        nomor=len(book.catatan) + 1,
        kunci_kirim=uuid4(),
        hari=day,
        uraian=f"Koreksi: {row.uraian}"[:200],
        membalik=row,
        alasan=_WHY_TAKEN_BACK,
        dicatat_oleh_id=book.access.user_id,
        dicatat_pada=moment(entered),
        **{name: getattr(row, name) for name in kept},
        **{name: -getattr(row, name) for name in turned},
    )
    made.save(force_insert=True)
    detail = {"membalik": row.pk, "hari": str(day)}
    with clock.pretend(entered):
        audit.record("kas.koreksi", made, access=book.access, kabupaten=KODE, detail=detail)
    book.catatan.append(Catatan(made, book.access, entered))


# ------------------------------------------------------------------ months
def _close(book: Pembuku, period: Period, day: date) -> TutupBulan:
    """The cash counted note by note is what the book says then."""
    rows = sorted((one.mutasi for one in book.catatan), key=lambda row: (row.hari, row.nomor))
    told = as_ruled(book.buku, rows)
    ends = {name: told.pembantu(name)[period.month - 1].akhir for name in kas.BUKU}
    head = book.peta.of(book.plan.unit, KEPALA_PUSKESMAS)
    made = TutupBulan(
        kabupaten_id=KODE,
        buku=book.buku,
        periode=period.first_day,
        sampai=period.last_day,
        hitungan=_counted(ends[kas.TUNAI]),
        kepala=User.objects.get(pk=head.user_id).name,
        ditutup_oleh_id=book.access.user_id,
        ditutup_pada=moment(day),
        **ends,
    )
    made.save(force_insert=True)
    with clock.pretend(day):
        audit.record("kas.tutup", made, access=book.access, kabupaten=KODE,
                     detail={"bulan": str(period)})  # fmt: skip
    return made


def _counted(cash: int) -> dict[str, int]:
    found = {}
    for note in PECAHAN:
        many, cash = divmod(cash, note)
        if many:
            found[str(note)] = many
    return found


def _reopen(book: Pembuku, row: TutupBulan, day: date, why: str) -> None:
    access = book.peta.of(book.peta.dinas, KEPALA_DINAS)
    row.alasan, row.dibuka_oleh_id, row.dibuka_pada = why, access.user_id, moment(day)
    row.save(update_fields=["alasan", "dibuka_oleh", "dibuka_pada"])
    with clock.pretend(day):
        audit.record("kas.buka_bulan", row, access=access, kabupaten=KODE,
                     detail={"bulan": str(Period.of(row.periode))})  # fmt: skip


# ------------------------------------------------------------------ double days
def _twin(book: Pembuku) -> None:
    """Days of an officer whom two puskesmas sent: tried, waiting, and accepted and paid."""
    own = {one.mark: one for one in book.orang.known.values() if one.twin}
    days = [row for row in _paid_days(book) if row.tanda in own and row.unit != book.plan.unit]
    if len(days) < 3:  # noqa: PLR2004 - one of each kind
        raise ValueError("petugas yang bekerja di dua puskesmas tidak dibayar tiga hari")
    tried, accepted, waiting = days[0], days[1], days[-1]
    one = own[accepted.tanda]
    _attempt(book, tried, date(2022, 9, 6))
    passed = _attempt(book, accepted, date(2022, 9, 7), _WHY_TWICE)
    _decided(book, passed, date(2022, 9, 8))
    _pass(book, one, passed)
    _attempt(book, waiting, date(2022, 11, 1), _WHY_AGAIN)


def _paid_days(book: Pembuku) -> list[HariDibayar]:
    return sorted(book.orang.taken.values(), key=lambda row: (row.hari, row.tanda))


def _pass(book: Pembuku, one: Dikenal, passed: HariGanda) -> None:
    """The day is paid a second time, out of what its activity spends anyway."""
    rest = next(
        row for row in book.catatan
        if row.mutasi.belanja == "a" and row.kepada and row.mutasi.jumlah > TRIP
        and row.hari.month == passed.hari.month
    )  # fmt: skip
    rest.mutasi.jumlah -= TRIP
    rest.mutasi.serapan -= TRIP
    rest.mutasi.bank += TRIP
    said = move(
        max(rest.hari, passed.hari), kas.BELANJA, TRIP, f"Transpor {passed.nama}, seizin Dinas"
    )
    paid = book.add(said, purpose=_purpose(rest), dicatat=date(2022, 9, 8))
    paid.report = rest.report
    person, days = book.orang.officer(one, passed.kegiatan, [passed.hari])
    days[0].izin = passed
    paid.orang = [(person, days)]


def _refused(book: Pembuku) -> None:
    """In its own book: one day tried and given up, one refused by the Dinas."""
    own = [row for row in _paid_days(book) if row.unit == book.plan.unit]
    _attempt(book, own[0], date(2022, 9, 6))
    asked = _attempt(book, own[-1], date(2022, 11, 1), _WHY_AGAIN)
    _decided(book, asked, date(2022, 11, 2), _NO)


def _attempt(book: Pembuku, first: HariDibayar, when: date, why: str = "") -> HariGanda:
    day = first.hari
    others = [row.nama for row in book.plan.bulan(day.month) if row.nama != first.kegiatan]
    made = HariGanda(
        kabupaten_id=KODE,
        buku=book.buku,
        pertama=first,
        nama=first.penerima.nama,
        tanda=first.tanda,
        kelompok=TRANSPOR,
        macam=TRANSPOR,
        hari=day,
        kegiatan=others[0],
        jumlah=TRIP,
        alasan=why,
        status=ProposalStatus.DIUSULKAN if why else DICOBA,
        diusulkan_oleh_id=book.access.user_id,
        diusulkan_pada=moment(when),
    )
    made.save(force_insert=True)
    said = {"hari": str(day)}
    with clock.pretend(when):
        audit.record("kas.ganda_dicoba", made, access=book.access, kabupaten=KODE, detail=said)
        if why:
            audit.record("kas.ganda_usul", made, access=book.access, kabupaten=KODE, detail=said)
    return made


def _decided(book: Pembuku, row: HariGanda, day: date, no: str = "") -> None:
    access = book.peta.of(book.peta.dinas, VERIFIKATOR_DINAS)
    row.status = ProposalStatus.DITOLAK if no else ProposalStatus.DISETUJUI
    row.alasan_putusan = no or "Surat tugas dan tanda datang keduanya sudah dilihat."
    row.diputus_oleh_id, row.diputus_pada = access.user_id, moment(day)
    row.save(update_fields=["status", "alasan_putusan", "diputus_oleh", "diputus_pada"])
    with clock.pretend(day):
        audit.record(
            "kas.ganda_putus", row, access=access, kabupaten=KODE, detail={"setuju": not no}
        )
