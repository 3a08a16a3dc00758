"""What a correction is about: one officer or more, the absorption of BOK, or rules that changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.http import Http404, QueryDict

from upaya.insentif.hasil.models import Perhitungan, PerhitunganPetugas
from upaya.insentif.sanggahan.models import Sanggahan
from upaya.rules.insentif.month import Bulan, Petugas
from upaya.rules.insentif.officer_work import Kerja
from upaya.rules.money import angka

BOK = "bok"
"""The absorption, no officer's work."""
ATURAN = "aturan"
"""Nothing that was filled: the month is computed again with what is known of the rules today."""
_PARTS = {BOK: "BOK yang diserap bulan itu", ATURAN: "Hanya aturan atau pagunya yang berubah"}


@dataclass(frozen=True, slots=True)
class Dipilih:
    """One thing that is corrected: its key, its name, and the address without it."""

    key: str
    nama: str
    lepas: str


def asked(address: QueryDict, bulan: Bulan) -> list[str]:
    """What the address names, each once; Http404 for what the month does not have."""
    named = [key for key in dict.fromkeys(address.getlist("pilih")) if key]
    if not {BOK, ATURAN, *(one.id for one in bulan.petugas)}.issuperset(named):
        raise Http404
    return named


def implied(
    standing: Bulan, bulan: Bulan, usul: Mapping[str, Kerja], sanggahan: Sanggahan | None
) -> list[str]:
    """What a correction begins with by itself.

    What changed in BOK, what the one that came back changes of what stands, whose objection it
    answers.
    """
    found = list(usul)
    before = {one.id: _work(one) for one in standing.petugas}
    found += [one.id for one in bulan.petugas if before.get(one.id) != _work(one)]
    if standing.bok_diserap != bulan.bok_diserap:
        found.append(BOK)
    if sanggahan is not None and sanggahan.petugas.kode in before:
        found.append(sanggahan.petugas.kode)
    return list(dict.fromkeys(found))


def _work(officer: Petugas) -> Kerja:
    return Kerja(officer.orang_hari, officer.frekuensi)


def names(bulan: Bulan, officers: Mapping[str, str]) -> dict[str, str]:
    """What may be corrected, by key: parts first, then officers by name."""
    own = sorted((officers.get(one.id, one.id), one.id) for one in bulan.petugas)
    return _PARTS | {key: name for name, key in sorted(own, key=lambda pair: pair[0].casefold())}


def offered(
    bulan: Bulan, officers: Mapping[str, str], taken: Iterable[str]
) -> list[tuple[str, str]]:
    """What may still be added, as choices; an officer with the work that stands."""
    work = {one.id: one for one in bulan.petugas}
    left = [(key, name) for key, name in names(bulan, officers).items() if key not in taken]
    return [
        (key, name)
        if key not in work
        else (
            key,
            f"{name}: {angka(work[key].frekuensi)} kunjungan, {angka(work[key].orang_hari)} hari",
        )
        for key, name in left
    ]


def chosen(
    address: QueryDict, keys: Iterable[str], bulan: Bulan, officers: Mapping[str, str]
) -> list[Dipilih]:
    """What is corrected, each with the way to leave it out."""
    keys, called = list(keys), names(bulan, officers)
    found = []
    for key in keys:
        rest = address.copy()
        rest.setlist("pilih", [one for one in keys if one != key])
        found.append(Dipilih(key, called[key], f"?{rest.urlencode()}"))
    return found


def activities(kept: Perhitungan | None, codes: Iterable[str]) -> dict[str, list[str]]:
    """The activities behind what was frozen of these officers, "Posyandu (b.1.a): 4"; one query."""
    if kept is None:
        return {}
    rows = PerhitunganPetugas.objects.filter(perhitungan=kept, petugas__kode__in=list(codes))
    found = rows.order_by("pk").values_list("petugas__kode", "kegiatan")
    return {
        code: [f"{words} ({menu}): {angka(amount)}" for menu, words, _kind, amount in lines]
        for code, lines in found
    }
