"""Spending: on which activity, to whom, for which days; a day that was paid already is refused.

"One person, one day, one transport", in any unit of the district. The rule finds it
(`rules/bok/hari_ganda.py`), the constraint holds when two save in the same moment: whoever comes
second is tried once more and then told who was first. What was refused is kept after the refusal.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from upaya.bok.harga.models import HargaSatuan
from upaya.bok.kas.errors import HariGandaError
from upaya.bok.kas.ganda import Calon, judge, remember, store
from upaya.bok.kas.models import BukuKas
from upaya.bok.kas.models_belanja import Belanja, HariDibayar, PenerimaBelanja
from upaya.bok.kas.pajak import check_tax
from upaya.bok.kas.pengeluaran import Dibayar, Pengeluaran
from upaya.bok.kas.services import Gerak, enter, own_book, sent_before
from upaya.bok.ketetapan.queries import Ketetapan, ketetapan
from upaya.bok.realisasi.models import Pelaksanaan
from upaya.bok.realisasi.queries import officers
from upaya.bok.serapan.queries import spent
from upaya.bok.serapan.services import KegiatanDibayar, payable
from upaya.core.access import Access
from upaya.core.creation import broken
from upaya.pegawai.models import Petugas
from upaya.rules.bok import kas
from upaya.rules.bok.anggaran import terlampaui
from upaya.rules.bok.hari_ganda import MACAM, ORANG_HARI, SATUAN
from upaya.rules.bok.road import BATAL
from upaya.rules.money import rupiah
from upaya.rules.nama_orang import baku
from upaya.rules.numbers import MAX_AMOUNT, MAX_COUNT
from upaya.rules.period import Period, tanggal

__all__ = ["spend"]


def spend(buku_id: int, one: Pengeluaran, access: Access, kunci: UUID) -> Belanja:
    """Enter a spending with its payees; sent again under the same name it is the one that stands.

    ValidationError at its field for whatever cannot be, HariGandaError at `hari-<n>` of each payee
    for days paid already: the attempt is kept, and with a reason it waits for the Dinas.
    """
    try:
        try:
            return _spend(buku_id, one, access, kunci)
        except IntegrityError as fault:
            if broken(fault) != "hari_dibayar_sekali":
                raise
            # Somebody paid the same day in this moment: now the row is there to be shown.
            return _spend(buku_id, one, access, kunci)
    except HariGandaError as refused:
        remember(buku_id, refused.percobaan, one.alasan_ganda, access)
        raise


@transaction.atomic
def _spend(buku_id: int, one: Pengeluaran, access: Access, kunci: UUID) -> Belanja:
    buku = own_book(buku_id, access)
    before = sent_before(buku, kunci)
    if before is not None:
        return Belanja.objects.select_related("mutasi").get(mutasi=before)
    activity, purpose = _purpose(buku, one)
    report = _report(buku, one)
    people = _people(buku, one)
    rows = [Calon(place, person) for place, person in enumerate(people)]
    judged = judge(buku, activity.nama, one.hari, rows)
    taxes = check_tax(buku, one)
    gerak = Gerak(
        one.hari,
        kas.KEMBALI if one.kembali else kas.BELANJA,
        one.jumlah,
        one.bukti,
        one.uraian,
        one.dari,
        pungutan=one.pungutan or {},
        peruntukan=purpose,
    )
    moved = enter(buku, gerak, access, kunci)
    made = Belanja(
        mutasi=moved,
        pelaksanaan=report,
        kepada=one.kepada,
        penjual=one.penjual,
        objek=one.objek,
        usul_pajak=taxes,
        alasan_pajak=one.alasan_pajak.strip(),
    )
    return _store(made, people, judged)


def _store(
    made: Belanja, people: Sequence[PenerimaBelanja], judged: list[list[HariDibayar]]
) -> Belanja:
    made.save(force_insert=True)
    for person in people:
        person.belanja = made
    PenerimaBelanja.objects.bulk_create(people)
    store(people, judged)
    return made


# ------------------------------------------------------------------ on what
def _purpose(buku: BukuKas, one: Pengeluaran) -> tuple[KegiatanDibayar, dict[str, object]]:
    """The activity, and what of it is frozen; ValidationError for what may not be spent so."""
    decreed = ketetapan(buku.unit, buku.tahun)
    known = {row.kunci: row for row in payable(buku.unit, buku.tahun, decreed)}
    activity = known.get(one.kunci)
    if activity is None:
        raise ValidationError({"kunci": "Kegiatan ini tidak ada dalam rencana yang berlaku."})
    kinds = decreed.book.find("bok.jenis_belanja", one.hari, buku.kabupaten_id)
    if kinds is None or one.belanja not in kinds.table:
        raise ValidationError({"belanja": "Pilih jenis belanja menurut Pasal 10 ayat (1)."})
    codes = decreed.book.find("bok.kode_rekening", one.hari, buku.kabupaten_id)
    code = one.rekening or (str(codes.table.get(one.belanja, "")) if codes else "")
    if not code:
        raise ValidationError({"rekening": "Tulis kode rekeningnya; jenis ini belum diatur."})
    _within(buku, decreed, activity, one)
    rules = decreed.rencana
    line = rules.menu.get(activity.menu) if rules else None
    return activity, {
        "kunci": one.kunci,
        "menu": activity.menu,
        "komponen": (line.komponen if line else "") or "",
        "belanja": one.belanja,
        "rekening": code,
        "insentif": activity.insentif,
    }


def _within(buku: BukuKas, decreed: Ketetapan, activity: KegiatanDibayar, one: Pengeluaran) -> None:
    """Never more than the activity's plan and the year's pagu; never less than nothing."""
    year = spent(buku.unit_id, buku.tahun)
    gone = year.per_kegiatan.get(one.kunci, 0)
    if one.kembali:
        if one.jumlah > gone:
            said = f"Kegiatan ini baru dibelanjakan {rupiah(gone)}; lebih dari itu tidak kembali."
            raise ValidationError({"jumlah": said})
        return
    if said := terlampaui(activity.nama, activity.setahun, gone + one.jumlah):
        raise ValidationError({"jumlah": said})
    total = year.total + one.jumlah
    if decreed.pagu is not None and total > decreed.dana:
        raise ValidationError(
            {"jumlah": f"Serapan {buku.tahun} menjadi {rupiah(total)}, melebihi pagu BOK "
             f"{rupiah(decreed.dana)}."}
        )  # fmt: skip


def _report(buku: BukuKas, one: Pengeluaran) -> Pelaksanaan | None:
    if one.pelaksanaan is None:
        return None
    found = Pelaksanaan.objects.filter(
        pk=one.pelaksanaan, puskesmas=buku.unit_id, kunci=one.kunci
    ).first()
    if found is None or found.status == BATAL:
        raise ValidationError({"pelaksanaan": "Laporan ini bukan laporan kegiatan itu."})
    assert isinstance(found, Pelaksanaan)  # noqa: S101 - the manager has no types
    return found


# ------------------------------------------------------------------ to whom
def _people(buku: BukuKas, one: Pengeluaran) -> list[PenerimaBelanja]:
    """The payees as rows; ValidationError at `<field>-<n>` of each that cannot be paid so."""
    if one.kembali and one.penerima:
        raise ValidationError({"penerima": "Uang kembali dicatat tanpa penerima."})
    if not one.penerima and not one.kembali and not one.kepada.strip():
        raise ValidationError({"kepada": "Tulis kepada siapa dibayar, atau isi penerimanya."})
    staff: dict[int, Petugas] = {}
    names: set[str] = set()
    if one.penerima:
        staff = {row.pk: row for row in officers(buku.unit_id, Period.of(one.hari))}
        names = {baku(row.nama) for row in staff.values()}
    prices = _prices(buku, one)
    faults: dict[str, str] = {}
    found = []
    for place, person in enumerate(one.penerima):
        fixed = _person(person, staff, prices)
        if (fault := _fault(place, fixed, one, staff, names, prices)) is not None:
            faults.setdefault(*fault)
            continue
        found.append(_payee(place, fixed))
    if not faults and found and (total := sum(row.jumlah for row in found)) != one.jumlah:
        said = f"Jumlah penerima {rupiah(total)} tidak sama dengan belanjanya {rupiah(one.jumlah)}."
        faults["jumlah"] = said
    if faults:
        raise ValidationError(dict(faults))
    for row, person in zip(found, one.penerima, strict=True):
        row.hari_dibayar = person.hari  # type: ignore[attr-defined] # days are rows of their own
    return found


def _prices(buku: BukuKas, one: Pengeluaran) -> dict[int, HargaSatuan]:
    asked = {person.sumber_harga for person in one.penerima if person.sumber_harga}
    if not asked:
        return {}
    rows = HargaSatuan.objects.filter(pk__in=asked, kabupaten=buku.kabupaten_id).order_by("pk")
    return {row.pk: row for row in rows}


def _person(
    person: Dibayar, staff: Mapping[int, Petugas], prices: Mapping[int, HargaSatuan]
) -> Dibayar:
    """An officer by the own name and NIK, a price of the list as the list has it."""
    officer = staff.get(person.petugas) if person.petugas else None
    if officer is not None:
        person = replace(person, nama=officer.nama, nik=officer.nik)
    price = prices.get(person.sumber_harga) if person.sumber_harga else None
    return replace(person, harga=price.harga) if price is not None else person


def _fault(
    place: int,
    person: Dibayar,
    one: Pengeluaran,
    staff: Mapping[int, Petugas],
    names: set[str],
    prices: Mapping[int, HargaSatuan],
) -> tuple[str, str] | None:
    """Why somebody cannot be paid so: the field and the sentence."""
    return next(
        (
            (f"{field}-{place}", said)
            for field, said in (
                ("nama", _fault_name(person, staff, names)),
                ("nik", _fault_nik(person)),
                ("harga", _fault_price(person, one.hari, prices)),
                ("hari", _fault_days(person, one.hari)),
            )
            if said
        ),
        None,
    )


def _fault_name(person: Dibayar, staff: Mapping[int, Petugas], names: set[str]) -> str:
    if person.petugas and person.petugas not in staff:
        return "Petugas ini tidak bekerja di unit ini pada bulan itu."
    if not baku(person.nama):
        return "Tulis namanya."
    if not person.petugas and baku(person.nama) in names and not person.nik:
        return "Nama ini nama petugas: pilih petugasnya, atau tulis NIK orang yang lain itu."
    return ""


def _fault_nik(person: Dibayar) -> str:
    right = len(person.nik) == 16 and person.nik.isascii() and person.nik.isdigit()  # noqa: PLR2004
    return "" if not person.nik or right else "NIK terdiri dari 16 angka."


def _fault_price(person: Dibayar, day: date, prices: Mapping[int, HargaSatuan]) -> str:
    price = prices.get(person.sumber_harga) if person.sumber_harga else None
    if person.sumber_harga and (price is None or not price.berlaku(day)):
        return f"Harga ini tidak berlaku pada {tanggal(day)}."
    if person.satuan not in SATUAN or not 1 <= person.banyaknya <= MAX_COUNT:
        return "Tulis berapa banyaknya, paling sedikit 1."
    if not 1 <= person.jumlah <= MAX_AMOUNT:
        return "Harga satuan harus lebih dari Rp0."
    return ""


def _fault_days(person: Dibayar, day: date) -> str:
    if person.macam and (person.macam not in MACAM or not person.hari):
        return "Tulis tanggalnya: pembayaran ini menurut hari."
    if len(set(person.hari)) < len(person.hari):
        return "Tanggal ditulis lebih dari sekali."
    if any(one.year != day.year for one in person.hari):
        return f"Tanggal harus dalam tahun {day.year}."
    if person.satuan == ORANG_HARI and person.hari and person.banyaknya != len(person.hari):
        return f"Tertulis {len(person.hari)} hari, dibayar {person.banyaknya}."
    return ""


def _payee(place: int, person: Dibayar) -> PenerimaBelanja:
    return PenerimaBelanja(
        urutan=place,
        petugas_id=person.petugas,
        nama=person.nama.strip(),
        nik=person.nik,
        desa=person.desa.strip(),
        satuan=person.satuan,
        banyaknya=person.banyaknya,
        harga=person.harga,
        sumber_harga_id=person.sumber_harga,
        jumlah=person.jumlah,
        macam=person.macam,
    )
