"""Storing claims: one or a file of them, judged together, written together, each once.

Everything is read once for all of them, judged in memory by the checks of ``upaya hitung klaim``
and by the book of limits, and written in a handful of statements. Earlier claims of the same set
count like those that are stored already.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from upaya.core import audit, clock
from upaya.core.access import Access
from upaya.exchange.jamkesda.klaim_json import sidik
from upaya.exchange.jamkesda.klaim_sheet import KlaimTertulis
from upaya.exchange.jamkesda.klaim_write import plain
from upaya.jamkesda.buku.models import Batas
from upaya.jamkesda.buku.services import Buku, Kunci, LainKartu, Tagihan, lepas
from upaya.jamkesda.gabung.queries import semua_kartu
from upaya.jamkesda.klaim.models import (
    AlasanTercatat,
    KeputusanLayanan,
    Klaim,
    LayananKlaim,
    nama_buku,
)
from upaya.regulasi.queries import rulebook_once
from upaya.rules.jamkesda import klaim as catatan
from upaya.rules.jamkesda.aturan import Aturan, baca
from upaya.rules.jamkesda.batas import SURAT
from upaya.rules.jamkesda.compute import Hasil, hitung, tanpa_uang
from upaya.rules.jamkesda.klaim import KlaimLain, Layanan, Perjanjian, Permintaan, Tarif
from upaya.rules.jamkesda.road_klaim import DIAJUKAN, DITOLAK
from upaya.rules.jamkesda.susulan import terapkan
from upaya.wilayah.models import Unit

_BATCH = 5_000


@dataclass(frozen=True)
class Dasar:
    """What the claims of one provider are judged by on one day; all of it was read before.

    `peserta` is by the card that was written, and its `id` is the card that counts; `surat` is by
    code, `tarif` by service. `kunci` says under which limits a claim lies, `lain_kartu` what merged
    cards used under other limits. `darurat` are the letters of emergencies; `susulan` says, by
    letter, why the papers of one are late, and `tidak_dijamin` whether such care is covered.
    """

    tanggal: date
    unit: Unit
    perjanjian: Perjanjian
    tarif: Mapping[str, tuple[Tarif, ...]]
    peserta: Mapping[str, catatan.Peserta]
    surat: Mapping[str, catatan.Surat]
    lampiran_wajib: tuple[str, ...]
    kunci: Callable[[KlaimTertulis], tuple[Kunci, ...]]
    lain_kartu: Mapping[Kunci, LainKartu] = field(default_factory=dict)
    susulan: Mapping[str, str] = field(default_factory=dict)
    darurat: frozenset[str] = frozenset()
    tidak_dijamin: bool = False

    def nilai(self, asked: Permintaan, aturan: Aturan, surat: str | None) -> Hasil:
        """The checks of the command, and what is known of its letter's papers."""
        late = self.susulan.get(surat or "", "")
        return terapkan(hitung(asked, aturan), late, tidak_dijamin=self.tidak_dijamin)


@dataclass
class Tersimpan:
    """What became of the claims: those that are new, and those that were here already."""

    baru: list[Klaim] = field(default_factory=list)
    sudah: list[Klaim] = field(default_factory=list)


Penyaring = Callable[[Sequence[Klaim], AbstractSet[str]], Callable[[], None]]
"""Says of claims that are about to be written which pass at once, by their status and amount; is
told the letters of emergencies among them. What it gives is called when they are written."""


@transaction.atomic(savepoint=False)
def simpan(
    access: Access,
    dasar: Dasar,
    klaim: Sequence[KlaimTertulis],
    batas: Mapping[Kunci, Batas] | None = None,
    penyaring: Penyaring | None = None,
) -> Tersimpan:
    """Judge and store; what was stored before stays as it was, whichever door it came through.

    The caller has locked the provider (`masuk.terima`), the members (`dasar.bagian`) and the
    limits: of two doors with one claim, or one person's two claims, one is first; a letter that two
    members' claims name at once is the constraint's to refuse. The chain of the audit comes last:
    while a thousand claims are judged, everybody else of the district goes on working.

    `batas` are their limits where the caller has locked them already; without `penyaring` all of
    them wait for a person.

    ValidationError, and nothing stored, for a number that says something else than it did before,
    and for a member nobody knows.
    """
    district = dasar.unit.kabupaten_id
    assert district is not None  # noqa: S101 - a provider lies in a district
    keys = {key for one in klaim for key in keys_of(dasar, one)}
    book = Buku(access, keys, dasar.lain_kartu, batas)
    found = Tersimpan()
    new = _unknown(dasar, klaim, found)
    if not new:
        return found
    people = {dasar.peserta[one.peserta].id for one in new}
    past = _Riwayat(district, people, {one.surat for one in new if one.surat})
    rules = baca(rulebook_once(district), dasar.tanggal, district)
    judged = [_judged(dasar, one, past, book, rules) for one in new]
    book.close()
    now = clock.now()
    found.baru = [_row(access, dasar, one, asked, hasil, now) for one, asked, hasil in judged]
    # Sorted before they are written: a row that is written again is entered again in every index,
    # which cost more than to judge it.
    sorted_out = penyaring(found.baru, dasar.darurat) if penyaring else None
    _store(found.baru, judged)
    audit.record(
        "klaim.simpan",
        dasar.unit,
        access=access,
        kabupaten=district,
        detail={"klaim": [one.pk for one in found.baru]},
    )
    if sorted_out:
        sorted_out()
    return found


_Dinilai = tuple[KlaimTertulis, Permintaan, Hasil]


def _judged(
    dasar: Dasar, one: KlaimTertulis, past: _Riwayat, book: Buku, rules: Aturan
) -> _Dinilai:
    """A claim with what became of it; the next one finds it in `past` and in the book."""
    asked = _asked(dasar, one, past, book)
    name = nama_buku(dasar.unit.pk, one.isi)
    hasil = book.take(Tagihan(name, dasar.nilai(asked, rules, one.surat), keys_of(dasar, one)))
    past.add(one, asked, hasil)
    return one, asked, hasil


def keys_of(dasar: Dasar, one: KlaimTertulis) -> tuple[Kunci, ...]:
    """Its limits: those of the provider's district, and its letter's own."""
    letter = (Kunci(SURAT, one.surat),) if one.surat else ()
    return (*letter, *dasar.kunci(one))


def _unknown(dasar: Dasar, klaim: Sequence[KlaimTertulis], found: Tersimpan) -> list[KlaimTertulis]:
    numbers = [one.nomor for one in klaim]
    if len(set(numbers)) != len(numbers):
        raise ValidationError("Satu nomor klaim dua kali dalam satu kiriman.")
    stored = {
        one.nomor: one
        for one in Klaim.objects.filter(unit=dasar.unit, nomor__in=numbers).defer("masukan")
    }
    other = [one.nomor for one in klaim if one.nomor in stored and stored[one.nomor].isi != one.isi]
    if other:
        raise ValidationError(
            f"Nomor klaim sudah dipakai dengan isi lain: {', '.join(other[:5])}. Pakai nomor baru."
        )
    strange = [one.nomor for one in klaim if one.peserta not in dasar.peserta]
    if strange:
        raise ValidationError(f"Peserta tidak dikenal pada klaim {', '.join(strange[:5])}.")
    found.sudah = [stored[number] for number in numbers if number in stored]
    return [one for one in klaim if one.nomor not in stored]


class _Riwayat:
    """Other claims of the same people, and which claim used a letter; what was refused is none.

    People are named by the card that counts; their claims are those of every card they had.
    """

    def __init__(
        self, district: str, people: set[str], letters: set[str], besides: int | None = None
    ) -> None:
        rows = Klaim.objects.filter(kabupaten=district, diperiksa__gt=0).order_by("pk")
        rows = rows.exclude(status=DITOLAK).exclude(pk=besides or 0)
        cards = semua_kartu(district, people)
        own = list(
            rows.filter(peserta__in=cards).values_list(
                "pk", "peserta", "nomor", "unit", "jenis", "masuk", "keluar"
            )
        )
        lines = LayananKlaim.objects.filter(klaim__in=[one[0] for one in own], diperiksa__gt=0)
        by_claim: dict[int, list[Layanan]] = {}
        said = lines.order_by("pk").values_list("klaim_id", "kode", "tanggal", "jumlah")
        for pk, kode, when, count in said:
            by_claim.setdefault(pk, []).append(Layanan(kode, when, count))
        self._of: dict[str, list[KlaimLain]] = {}
        for pk, card, number, unit, kind, admitted, left in own:
            served = tuple(by_claim.get(pk, ()))
            other = KlaimLain(number, _ppk(unit), kind, admitted, left, served)  # type: ignore[arg-type] # checked
            self._of.setdefault(cards[card], []).append(other)
        used = rows.filter(surat__in=letters).values_list("surat", "nomor")
        self.surat: dict[str, str] = dict(used)

    def of(self, peserta: str) -> tuple[KlaimLain, ...]:
        return tuple(self._of.get(peserta, ()))

    def add(self, one: KlaimTertulis, asked: Permintaan, hasil: Hasil) -> None:
        """An earlier claim of the same set counts like a stored one."""
        if not hasil.disetujui:
            return
        klaim = asked.klaim
        left = {row.no for row in hasil.baris if row.disetujui}
        lines = tuple(Layanan(row.kode, row.tanggal, row.jumlah)
                      for row in klaim.baris if row.no in left)  # fmt: skip
        other = KlaimLain(klaim.id, klaim.ppk, klaim.jenis, klaim.masuk, klaim.keluar, lines)
        self._of.setdefault(asked.peserta.id, []).append(other)
        if one.surat:
            self.surat[one.surat] = klaim.id


def _ppk(unit: int) -> str:
    return str(unit)


def periksa_ulang(access: Access, claim: Klaim, dasar: Dasar, one: KlaimTertulis) -> None:
    """Judge a locked claim that was mended, by the register of now; what was asked stays.

    Lines and reasons are written, the claim's own fields only set: whoever moves it saves it.
    """
    lepas(access, claim.nama_buku)
    book = Buku(access, set(keys_of(dasar, one)), dasar.lain_kartu)
    letters = {one.surat} if one.surat else set()
    person = dasar.peserta[one.peserta].id
    past = _Riwayat(str(claim.kabupaten_id), {person}, letters, besides=claim.pk)
    rules = baca(rulebook_once(str(claim.kabupaten_id)), dasar.tanggal, str(claim.kabupaten_id))
    asked = _asked(dasar, one, past, book)
    judged = dasar.nilai(asked, rules, one.surat)
    hasil = book.take(Tagihan(claim.nama_buku, judged, keys_of(dasar, one)))
    book.close()
    lines = list(claim.layanan.order_by("no"))
    left = {row.no: row.disetujui for row in hasil.baris}
    for line in lines:
        line.diperiksa, line.disetujui = left[line.no], None
    LayananKlaim.objects.bulk_update(lines, ["diperiksa", "disetujui"])
    KeputusanLayanan.objects.filter(layanan__klaim=claim).delete()
    by_line = {(claim.pk, line.no): line for line in lines}
    turn = claim.round + 1
    found = list(_reasons(claim, hasil, by_line))
    for row in found:
        row.putaran = turn
    AlasanTercatat.objects.bulk_create(found, batch_size=_BATCH)
    claim.diperiksa, claim.disetujui, claim.putusan = hasil.disetujui, None, hasil.putusan
    claim.masukan, claim.sidik = plain(asked), sidik(asked, hasil.aturan)


def _asked(dasar: Dasar, one: KlaimTertulis, past: _Riwayat, book: Buku) -> Permintaan:
    letter = dasar.surat.get(one.surat or "")
    if letter is not None:  # what it leaves is known to the book alone
        limit, used = book.batas(Kunci(SURAT, letter.nomor)) or (None, 0)
        by = past.surat.get(letter.nomor)
        letter = letter._replace(batas=limit, terpakai=used, klaim=by)
    codes = dict.fromkeys(line.kode for line in one.baris)
    return Permintaan(
        tanggal=dasar.tanggal,
        peserta=dasar.peserta[one.peserta],
        perjanjian=dasar.perjanjian,
        tarif=tuple(rate for code in codes for rate in dasar.tarif.get(code, ())),
        surat=letter,
        klaim=catatan.Klaim(
            id=one.nomor,
            ppk=_ppk(dasar.unit.pk),
            jenis=one.jenis,
            masuk=one.masuk,
            keluar=one.keluar,
            diajukan=dasar.tanggal,
            diagnosis=one.diagnosis,
            lampiran=frozenset(one.lampiran),
            baris=one.baris,
        ),
        riwayat=past.of(dasar.peserta[one.peserta].id),
        lampiran_wajib=dasar.lampiran_wajib,
    )


def _store(claims: list[Klaim], rows: Sequence[_Dinilai]) -> None:
    Klaim.objects.bulk_create(claims, batch_size=_BATCH)
    lines = LayananKlaim.objects.bulk_create(
        [
            LayananKlaim(
                klaim_id=claim.pk, no=line.no, kode=line.kode, tanggal=line.tanggal,
                jumlah=line.jumlah, harga=line.harga, diminta=done.diminta,
                diperiksa=done.disetujui,
                disetujui=None if claim.disetujui is None else done.disetujui,
            )
            for claim, (_, asked, hasil) in zip(claims, rows, strict=True)
            for line, done in zip(asked.klaim.baris, hasil.baris, strict=True)
        ],
        batch_size=_BATCH,
    )  # fmt: skip
    by_line = {(line.klaim_id, line.no): line for line in lines}
    reasons = [
        reason
        for claim, (_, _, hasil) in zip(claims, rows, strict=True)
        for reason in _reasons(claim, hasil, by_line)
    ]
    AlasanTercatat.objects.bulk_create(reasons, batch_size=_BATCH)


def _row(
    access: Access, dasar: Dasar, one: KlaimTertulis, asked: Permintaan, hasil: Hasil, now: datetime
) -> Klaim:
    return Klaim(
        kabupaten=dasar.unit.kabupaten, unit=dasar.unit, nomor=one.nomor, isi=one.isi,
        peserta=one.peserta, surat=one.surat or "", jenis=one.jenis, masuk=one.masuk,
        keluar=one.keluar, diajukan=dasar.tanggal, diminta=hasil.diminta,
        diperiksa=hasil.disetujui, putusan=hasil.putusan, masukan=plain(asked),
        sidik=sidik(asked, hasil.aturan), dicatat_oleh_id=access.user_id, dicatat_pada=now,
        status=DIAJUKAN, status_since=now,
    )  # fmt: skip


def _reasons(
    claim: Klaim, hasil: Hasil, lines: Mapping[tuple[int, int], LayananKlaim]
) -> Iterable[AlasanTercatat]:
    """Every cut at its line; reasons that took nothing beside them."""
    for row in hasil.baris:
        for cut in row.potongan:
            yield AlasanTercatat(klaim_id=claim.pk, layanan_id=lines[claim.pk, row.no].pk,
                                 kode=cut.kode, jumlah=cut.jumlah, kalimat=cut.kalimat)  # fmt: skip
    for one in tanpa_uang(hasil):
        line = None if one.no is None else lines[claim.pk, one.no].pk
        yield AlasanTercatat(klaim_id=claim.pk, layanan_id=line, kode=one.kode, jumlah=0,
                             kalimat=one.kalimat)  # fmt: skip
