"""Corrections as people read them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Sum

from upaya.insentif.koreksi.models import Koreksi
from upaya.rules.insentif import road_koreksi
from upaya.rules.insentif.serial import bulan_from_dict
from upaya.rules.money import angka, rupiah


@dataclass(frozen=True, slots=True)
class Pratinjau:
    """What a correction would change, before anybody proposes it; `sidik` names just this."""

    sidik: str
    baris: list[tuple[str, int, int]]
    """Officer's code, rupiah before and after; only whose amount differs."""
    sebelum: int
    sesudah: int
    """What all officers get together."""
    tetap: int
    """Officers whose amount stays."""

    @property
    def selisih(self) -> int:
        """The sum of the differences."""
        return self.sesudah - self.sebelum


@dataclass(frozen=True, slots=True)
class BarisSelisih:
    """One officer in rupiah: before, after, the difference, and how much of it is settled."""

    nama: str
    sebelum: int
    sesudah: int
    selisih: int
    dilunasi: int


def difference_rows(made: Koreksi) -> list[BarisSelisih]:
    """The officers whose amount differs, by name; one query."""
    rows = (
        made.baris.select_related("petugas")
        .annotate(dilunasi=Sum("pelunasan__jumlah"))
        .order_by("petugas__nama", "pk")
    )
    return [
        BarisSelisih(row.petugas.nama, row.sebelum, row.sesudah, row.selisih, row.dilunasi or 0)
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class Akibat:
    """What a correction brings about: to those it is about, and to the others, largest first."""

    utama: list[BarisSelisih]
    lain: list[BarisSelisih]
    bersama: BarisSelisih
    """The others together."""
    semua: BarisSelisih
    tetap: int
    """Officers whose amount stays."""


def effect(shown: Pratinjau, names: Mapping[str, str], about: Collection[str]) -> Akibat:
    """The same of what is not proposed yet; `about` are codes of those it is about."""
    own: list[BarisSelisih] = []
    others: list[BarisSelisih] = []
    for kode, before, after in shown.baris:
        row = BarisSelisih(names.get(kode, kode), before, after, after - before, 0)
        (own if kode in about else others).append(row)
    own.sort(key=lambda row: row.nama.casefold())
    others.sort(key=lambda row: (-abs(row.selisih), row.nama.casefold()))
    return Akibat(
        own,
        others,
        _together(f"{angka(len(others))} petugas lain, bersama", others),
        BarisSelisih("Insentif puskesmas", shown.sebelum, shown.sesudah, shown.selisih, 0),
        shown.tetap,
    )


def _together(name: str, rows: list[BarisSelisih]) -> BarisSelisih:
    before, after = sum(row.sebelum for row in rows), sum(row.sesudah for row in rows)
    return BarisSelisih(name, before, after, after - before, 0)


def changes(made: Koreksi, names: dict[str, str]) -> list[str]:
    """What the correction changed of the input that stood before it, in words."""
    before, _ = bulan_from_dict(made.pengajuan.perhitungan.order_by("-nomor")[0].masukan)
    earlier = (
        made.pengajuan.koreksi.filter(nomor__lt=made.nomor, status=road_koreksi.DISETUJUI)
        .order_by("-nomor")
        .first()
    )
    if earlier is not None:
        before, _ = bulan_from_dict(earlier.masukan)
    after, _ = bulan_from_dict(made.masukan)
    words = []
    if before.bok_diserap != after.bok_diserap:
        words.append(
            f"BOK diserap: {rupiah(before.bok_diserap)} menjadi {rupiah(after.bok_diserap)}"
        )
    worked = {one.id: one for one in before.petugas}
    for one in after.petugas:
        old = worked[one.id]
        if (old.orang_hari, old.frekuensi) != (one.orang_hari, one.frekuensi):
            words.append(
                f"{names.get(one.id, one.id)}: OH {angka(old.orang_hari)} menjadi "
                f"{angka(one.orang_hari)}, frekuensi {angka(old.frekuensi)} menjadi "
                f"{angka(one.frekuensi)}"
            )
    return words
