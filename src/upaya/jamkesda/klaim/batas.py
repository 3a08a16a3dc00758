"""Limits stand in the book before claims use them: those a district decreed, those of agreements.

A decree holds for a whole year, whenever it was made: what claims of that year took before there
was a row for a member, a family or a category is entered when the row is made.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from upaya.core.access import Access
from upaya.jamkesda.buku.models import Batas, Pemakaian
from upaya.jamkesda.buku.services import Kunci, catat_terdahulu, sediakan
from upaya.jamkesda.impor.matching import chunks
from upaya.jamkesda.klaim.dasar import Bagian
from upaya.jamkesda.klaim.models import Klaim, nama_buku
from upaya.jamkesda.klaim.services import keys_of
from upaya.jamkesda.peserta.models import Peserta
from upaya.jamkesda.surat.models import SuratJaminan
from upaya.regulasi.queries import rulebook_once
from upaya.rules.jamkesda.batas import (
    EPISODE,
    KATEGORI,
    KELUARGA,
    PERJANJIAN,
    PESERTA,
    parameter,
)
from upaya.rules.jamkesda.road_klaim import DITOLAK
from upaya.rules.parameter import RuleBook

_Dipakai = dict[Kunci, dict[str, int]]


def siapkan(access: Access, parts: Sequence[Bagian]) -> dict[Kunci, Batas]:
    """Every limit of these claims is in the book and locked, in one order, before they are judged.

    The chain of the audit comes after them, agreement by agreement. Gives them, locked.
    """
    if not parts:
        return {}
    keys: set[Kunci] = set()
    amounts: dict[Kunci, int] = {}
    district = str(parts[0].dasar.unit.kabupaten_id)
    book = rulebook_once(district)
    for part, key, year in _all(parts):
        keys.add(key)
        own = key.jenis == PERJANJIAN
        amount = part.plafon if own else _decreed(book, district, key, year)
        if amount is not None:
            amounts[key] = amount
    for part in parts:
        keys.update(key for one in part.dasar.lain_kartu.values() for key in one.ganti)
    held = sediakan(access, amounts, keys)
    fresh = {key: held[key] for key in amounts if not held[key].terpakai}
    if not fresh:
        return held
    used = Pemakaian.objects.filter(batas__in=[limit.pk for limit in fresh.values()])
    known = set(used.order_by().values_list("batas", flat=True))
    new = {key for key, limit in fresh.items() if limit.pk not in known}
    for key, claims in _before(district, new).items():
        catat_terdahulu(access, fresh[key], claims)
    return held


def _all(parts: Sequence[Bagian]) -> Iterator[tuple[Bagian, Kunci, int]]:
    for part in parts:
        for one in part.klaim:
            for key in keys_of(part.dasar, one):
                yield part, key, one.masuk.year


def _decreed(book: RuleBook, district: str, key: Kunci, year: int) -> int | None:
    """What the district decreed for that year; None where it did not, or where others say it."""
    name = parameter(key.jenis, key.kunci)
    if not name:
        return None
    found = book.find(name, date(year, 12, 31), district)
    return found.integer if found else None


# ------------------------------------------------------------------ what was claimed before
def _before(district: str, keys: Collection[Kunci]) -> _Dipakai:
    """The claims that stand under each of these limits: names in the book with their rupiah.

    As many questions as there are kinds of limits, however many members.
    """
    found: _Dipakai = {}
    for kind in (PESERTA, KELUARGA, KATEGORI):
        wanted = {key for key in keys if key.jenis == kind}
        if wanted:
            _by_card(district, kind, wanted, found)
    letters = {key.kunci: key for key in keys if key.jenis == EPISODE}
    agreed = {key.kunci: key for key in keys if key.jenis == PERJANJIAN}
    if agreed:
        rows = SuratJaminan.objects.filter(kabupaten=district, perjanjian__in=list(agreed))
        under = dict(rows.order_by().values_list("kode", "perjanjian"))
        _by_letter(district, {kode: agreed[str(pk)] for kode, pk in under.items()}, found)
    if letters:
        _by_letter(district, letters, found)
    return found


def _by_card(district: str, kind: str, keys: Collection[Kunci], found: _Dipakai) -> None:
    names = _names(district, kind, {key.kunci for key in keys})
    rows = _standing(district).filter(masuk__year__in={key.tahun for key in keys})
    for some in chunks(names):
        said = rows.filter(peserta__in=some).values_list(
            "peserta", "masuk", "unit", "isi", Coalesce("disetujui", "diperiksa")
        )
        for card, admitted, unit, mark, amount in said:
            key = Kunci(kind, names[card], admitted.year)
            if key in keys:
                found.setdefault(key, {})[nama_buku(unit, mark)] = amount


def _names(district: str, kind: str, wanted: Collection[str]) -> Mapping[str, str]:
    """Every card of these members, families or categories, with what is limited.

    A merged card counts for the person it was merged into.
    """
    field = {PESERTA: "kartu", KELUARGA: "warga__keluarga", KATEGORI: "kategori"}[kind]
    rows = Peserta.objects.filter(kabupaten=district).order_by()
    own = rows.filter(**{f"{field}__in": wanted, "gabung_ke": None}).values_list("kartu", field)
    led = rows.filter(**{f"gabung_ke__{field}__in": wanted})
    # As one set: of two sets joined by "or" the database asks all its members.
    said = own.union(led.values_list("kartu", f"gabung_ke__{field}"), all=True)
    return {card: str(name) for card, name in said}


def _by_letter(district: str, letters: Mapping[str, Kunci], found: _Dipakai) -> None:
    rows = _standing(district)
    for some in chunks(letters):
        said = rows.filter(surat__in=some).values_list(
            "surat", "unit", "isi", Coalesce("disetujui", "diperiksa")
        )
        for letter, unit, mark, amount in said:
            found.setdefault(letters[letter], {})[nama_buku(unit, mark)] = amount


def _standing(district: str) -> QuerySet[Klaim]:
    """Claims that were not refused and of which something is left, `nilai` rupiah."""
    rows: QuerySet[Klaim] = Klaim.objects.filter(kabupaten=district).exclude(status=DITOLAK)
    return rows.annotate(nilai=Coalesce("disetujui", "diperiksa")).filter(nilai__gt=0).order_by()
