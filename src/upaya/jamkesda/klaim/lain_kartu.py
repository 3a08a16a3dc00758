"""What one person used under other cards: merged cards count as one, and nothing is moved for it.

A merge (`jamkesda.gabung`) leaves claims and their uses of limits where they are, so that its undo
has nothing to put back here: who judges a claim asks for all cards of the person, each time anew.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from itertools import product

from django.db.models import Q
from django.db.models.functions import Coalesce

from upaya.jamkesda.buku.services import Kunci, LainKartu
from upaya.jamkesda.klaim.models import Klaim, nama_buku
from upaya.jamkesda.peserta.models import Peserta
from upaya.rules.jamkesda.batas import KELUARGA, PESERTA
from upaya.rules.jamkesda.road_klaim import DITOLAK


def lain_kartu(
    kabupaten: str, orang: Iterable[Peserta], tahun: Collection[int]
) -> dict[Kunci, LainKartu]:
    """By limit of a person and of a family: what merged cards used besides.

    `orang` are members by the card that counts, with `warga`. One question where nobody was merged,
    two where somebody was.
    """
    people = {one.pk: one for one in orang}
    families = {one.warga.keluarga_id for one in people.values()} - {None}
    merged = list(
        Peserta.objects.filter(kabupaten=kabupaten, gabung_ke__isnull=False)
        .filter(Q(gabung_ke__in=list(people)) | Q(gabung_ke__warga__keluarga__in=families))
        .select_related("warga", "gabung_ke__warga")
        .order_by("pk")
    )
    made = _claims(kabupaten, {one.kartu for one in merged}) if merged else {}
    found: dict[Kunci, LainKartu] = {}
    for one, year in product(merged, tahun):
        living, used = one.gabung_ke, made.get((one.kartu, year), {})
        assert living is not None  # noqa: S101 - it was asked for
        other = Kunci(PESERTA, one.kartu, year)
        _add(found, Kunci(PESERTA, living.kartu, year), LainKartu(used, (other,)))
        family = living.warga.keluarga_id
        if family and family != one.warga.keluarga_id:
            _add(found, Kunci(KELUARGA, str(family), year), LainKartu(used))
    return found


def _claims(kabupaten: str, cards: Collection[str]) -> Mapping[tuple[str, int], dict[str, int]]:
    """By card and year of admission the claims that stand: name in the book, rupiah."""
    rows = Klaim.objects.filter(kabupaten=kabupaten, peserta__in=cards).exclude(status=DITOLAK)
    left = rows.annotate(nilai=Coalesce("disetujui", "diperiksa")).filter(nilai__gt=0).order_by()
    found: dict[tuple[str, int], dict[str, int]] = {}
    said = left.values_list("peserta", "masuk", "unit", "isi", "nilai")
    for card, admitted, unit, mark, amount in said:
        found.setdefault((card, admitted.year), {})[nama_buku(unit, mark)] = amount
    return found


def _add(found: dict[Kunci, LainKartu], key: Kunci, one: LainKartu) -> None:
    before = found.get(key, LainKartu({}))
    found[key] = LainKartu({**before.klaim, **one.klaim}, (*before.ganti, *one.ganti))
