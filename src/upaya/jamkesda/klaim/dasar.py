"""What claims are judged by, read from the register: members, letters, agreements, tariffs.

Whoever sends claims writes card and letter numbers; from here on a letter is known by its stable
code, whichever of its two names was written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db.models import Q

from upaya.core import clock
from upaya.exchange.jamkesda.klaim_sheet import KlaimTertulis
from upaya.jamkesda.buku.services import Kunci
from upaya.jamkesda.klaim.lain_kartu import lain_kartu
from upaya.jamkesda.klaim.services import Dasar
from upaya.jamkesda.peserta.models import MasaPeserta, Mutasi
from upaya.jamkesda.peserta.models import Peserta as BarisPeserta
from upaya.jamkesda.ppk.models import Perjanjian as BarisPerjanjian
from upaya.jamkesda.surat.models import SuratJaminan
from upaya.jamkesda.tarif import queries as tarif
from upaya.regulasi.queries import rulebook_once
from upaya.rules.jamkesda.batas import EPISODE, KATEGORI, KELUARGA, PERJANJIAN, PESERTA
from upaya.rules.jamkesda.klaim import Masa, Perjanjian, Peserta, Surat
from upaya.rules.jamkesda.road import SELESAI, TERBIT
from upaya.rules.jamkesda.susulan import terlambat, tidak_dijamin
from upaya.wilayah.models import Unit

_ISSUED = (TERBIT, SELESAI)
_S = BarisPerjanjian.Status
_SIGNED = (_S.BERLAKU, _S.DITANGGUHKAN, _S.BERAKHIR)
"""Agreements that were once in force: what was done under one is still owed."""
_PINDAH = (Mutasi.Jenis.PBI, Mutasi.Jenis.BPJS)
LAMPIRAN = "jamkesda.klaim.lampiran_wajib"


@dataclass(frozen=True)
class Bagian:
    """Claims under one agreement, with what they are judged by; `plafon` is the agreement's own."""

    dasar: Dasar
    klaim: tuple[KlaimTertulis, ...]
    plafon: int | None


def bagian(unit: Unit, klaim: Sequence[KlaimTertulis], tanggal: date) -> list[Bagian]:
    """Claims of a provider by the agreement they lie under, each with its basis.

    The letter names its agreement; without a letter it is the one in force on `masuk`, else the
    newest. ValidationError for a provider that never had one. However many claims, the statements
    are as few.
    """
    district = str(unit.kabupaten_id)
    people = _people(district, {one.peserta for one in klaim})
    elsewhere = lain_kartu(district, people.values(), {one.masuk.year for one in klaim})
    letters = _letters(unit, {one.surat for one in klaim if one.surat})
    signed = list(
        BarisPerjanjian.objects.filter(ppk=unit.pk, status__in=_SIGNED).order_by("-mulai", "-pk")
    )
    if not signed:
        raise ValidationError("PPK ini belum mempunyai perjanjian kerja sama yang disetujui.")
    by_pk = {one.pk: one for one in signed}
    groups: dict[int, list[KlaimTertulis]] = {}
    for one in klaim:
        letter = letters.get(one.surat or "")
        agreed = by_pk.get(letter.perjanjian_id) if letter else None
        under = agreed or _on(signed, one.masuk)
        known = one._replace(surat=letter.kode) if letter else one
        groups.setdefault(under.pk, []).append(known)
    book = rulebook_once(district)
    required = tuple(str(n) for n in book.read(LAMPIRAN, tanggal, district).items)
    owed = {one.kode: one.susulan for one in letters.values() if one.susulan is not None}
    late = terlambat(owed, clock.today())  # a claim that comes again is late as of now
    uncovered = bool(late) and tidak_dijamin(book, tanggal, district)
    return [
        Bagian(
            replace(
                _basis(unit, by_pk[pk], rows, tanggal, people, letters, required),
                lain_kartu=elsewhere,
                susulan=late,
                darurat=frozenset(one.kode for one in letters.values() if one.gawat_darurat),
                tidak_dijamin=uncovered,
            ),
            tuple(rows),
            by_pk[pk].plafon,
        )
        for pk, rows in sorted(groups.items())
    ]


def _basis(
    unit: Unit,
    agreed: BarisPerjanjian,
    rows: Sequence[KlaimTertulis],
    tanggal: date,
    people: Mapping[str, BarisPeserta],
    letters: Mapping[str, SuratJaminan],
    required: tuple[str, ...],
) -> Dasar:
    rates = tarif.berlaku(str(unit.kabupaten_id), agreed.daftar_tarif)
    codes = {line.kode for one in rows for line in one.baris}
    terms = _terms(people.values(), tanggal)
    elsewhere = _other_payers(people.values(), terms, tanggal)
    return Dasar(
        tanggal=tanggal,
        unit=unit,
        perjanjian=Perjanjian(
            str(unit.pk), Masa(agreed.mulai, agreed.sampai), tarif.layanan(rates), agreed.hari_klaim
        ),
        tarif=tarif.tarif(rates, codes),
        peserta={
            card: _person(one, terms[one.pk], elsewhere.get(one.pk, ()))
            for card, one in people.items()
        },
        surat={one.kode: _letter(one) for one in letters.values()},
        lampiran_wajib=required,
        kunci=lambda one: _keys(people.get(one.peserta), agreed, one),
    )


def _on(signed: Sequence[BarisPerjanjian], day: date) -> BarisPerjanjian:
    return next((one for one in signed if one.mulai <= day <= one.sampai), signed[0])


def _people(district: str, cards: Iterable[str]) -> dict[str, BarisPeserta]:
    """Members by the card that was written; a merged one is who it was merged into.

    The cards stay locked: between this reading and the judgement nobody merges or parts them.
    """
    asked = set(cards)
    found = _locked(district, asked)
    while missing := {one.gabung_ke_id for one in found.values()} - found.keys() - {None}:
        # Merged while we waited for the lock: now that it is ours, into whom stands still.
        found |= _locked(district, asked)
        assert missing <= found.keys()  # noqa: S101 - so it ends
    return {
        one.kartu: found[one.gabung_ke_id] if one.gabung_ke_id else one
        for one in found.values()
        if one.kartu in asked
    }


def _locked(district: str, cards: set[str]) -> dict[int, BarisPeserta]:
    """The members with these cards and those whom they were merged into, by key."""
    rows = BarisPeserta.objects.filter(kabupaten=district, kartu__in=cards).order_by()
    led = rows.filter(gabung_ke__isnull=False).values("gabung_ke")
    # As one set: of two sets joined by "or" the database asks all its members.
    both = BarisPeserta.objects.filter(pk__in=rows.values("pk").union(led)).select_related("warga")
    both = both.select_for_update(of=("self",), no_key=True)
    return {one.pk: one for one in both.order_by("pk")}


def _terms(people: Iterable[BarisPeserta], tanggal: date) -> dict[int, tuple[Masa, ...]]:
    keys = {one.pk for one in people}
    found: dict[int, list[Masa]] = {pk: [] for pk in keys}
    open_end = date(tanggal.year + 1, 12, 31)
    for row in MasaPeserta.objects.filter(peserta__in=keys).order_by("peserta", "mulai"):
        found[row.peserta_id].append(Masa(row.mulai, row.sampai or max(open_end, row.mulai)))
    return {pk: tuple(rows) for pk, rows in found.items()}


def _other_payers(
    people: Iterable[BarisPeserta], terms: Mapping[int, tuple[Masa, ...]], tanggal: date
) -> dict[int, tuple[Masa, ...]]:
    """When somebody else pays: from the day after a move to PBI or BPJS until a term begins here.

    Whichever card of the person tells of the move.
    """
    found: dict[int, list[Masa]] = {}
    keys, last = set(terms), date(tanggal.year + 1, 12, 31)
    rows = Mutasi.objects.filter(jenis__in=_PINDAH).filter(
        Q(peserta__in=keys) | Q(peserta__gabung_ke__in=keys)
    )
    said = rows.order_by("tanggal", "pk").values_list("peserta", "peserta__gabung_ke", "tanggal")
    for card, living, moved in said:
        person = living or card
        again = [term.mulai for term in terms[person] if term.mulai > moved]
        until = min(again) - timedelta(1) if again else last
        if moved < until:
            found.setdefault(person, []).append(Masa(moved + timedelta(1), until))
    return {person: tuple(rows) for person, rows in found.items()}


def _person(one: BarisPeserta, terms: tuple[Masa, ...], elsewhere: tuple[Masa, ...]) -> Peserta:
    who = one.warga
    return Peserta(
        one.kartu,
        who.tanggal_lahir,
        who.jenis_kelamin,  # type: ignore[arg-type] # the constraint warga_pilihan
        terms,
        who.meninggal,
        elsewhere,
    )


def _letters(unit: Unit, names: Iterable[str]) -> dict[str, SuratJaminan]:
    """Letters that were issued for a provider, by either of their names.

    Numbers follow one another: another provider's letter is as unknown as one that was never
    written, so that nobody learns by trying whose it is, nor its code, which opens its public page.
    """
    wanted = set(names)
    rows = SuratJaminan.objects.filter(
        Q(nomor__in=wanted) | Q(kode__in=wanted),
        kabupaten=unit.kabupaten_id, ppk=unit.pk, status__in=_ISSUED,
    )  # fmt: skip
    found: dict[str, SuratJaminan] = {}
    for one in rows.select_related("peserta__gabung_ke").order_by("pk"):
        found[one.kode] = one
        found[one.nomor] = one
    return found


def _letter(one: SuratJaminan) -> Surat:
    """Its limit stands in the book, which says what it leaves."""
    term = Masa(one.mulai, one.sampai)
    person = one.peserta.gabung_ke or one.peserta
    return Surat(one.kode, person.kartu, str(one.ppk_id), term, one.batas, 0, None)


def _keys(
    person: BarisPeserta | None, agreed: BarisPerjanjian, one: KlaimTertulis
) -> tuple[Kunci, ...]:
    """The limits of a claim beside its letter's: of the member, family, category, agreement."""
    keys = [Kunci(PERJANJIAN, str(agreed.pk))]
    if one.surat:
        keys.append(Kunci(EPISODE, one.surat))
    if person is None:
        return tuple(keys)
    year, family = one.masuk.year, person.warga.keluarga_id
    keys += [Kunci(PESERTA, person.kartu, year), Kunci(KATEGORI, person.kategori, year)]
    return (*keys, Kunci(KELUARGA, str(family), year)) if family else tuple(keys)
