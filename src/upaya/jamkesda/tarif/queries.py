"""What is in force of the tariff lists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from upaya.jamkesda.tarif.models import DaftarTarif, TarifLayanan
from upaya.rules.jamkesda.klaim import Tarif


def berlaku(district: str, nama: str) -> DaftarTarif | None:
    """The version of a list that is in force; None while none was approved."""
    rows = DaftarTarif.objects.filter(
        kabupaten=district, nama=nama, status=DaftarTarif.Status.DISETUJUI
    )
    found: DaftarTarif | None = rows.order_by("-diputus_pada", "-pk").first()
    return found


def layanan(daftar: DaftarTarif | None) -> frozenset[str]:
    """The codes of a version: what the provider's agreement covers."""
    if daftar is None:
        return frozenset()
    codes = TarifLayanan.objects.filter(daftar=daftar).order_by().values_list("kode", flat=True)
    return frozenset(codes)


def tarif(daftar: DaftarTarif | None, codes: Iterable[str]) -> Mapping[str, tuple[Tarif, ...]]:
    """Prices of these services on all days, by code; one query."""
    if daftar is None:
        return {}
    found: dict[str, list[Tarif]] = {}
    rows = TarifLayanan.objects.filter(daftar=daftar, kode__in=set(codes))
    for row in rows.order_by("kode", "mulai"):
        found.setdefault(row.kode, []).append(row.tarif)
    return {kode: tuple(rows) for kode, rows in found.items()}


def semua(daftar: DaftarTarif | None) -> tuple[Tarif, ...]:
    """All prices of a version."""
    if daftar is None:
        return ()
    rows = TarifLayanan.objects.filter(daftar=daftar).order_by("kode", "mulai")
    return tuple(row.tarif for row in rows)


def nama_layanan(daftar: DaftarTarif | None, codes: Iterable[str]) -> dict[str, str]:
    """What these services are called, by code."""
    if daftar is None:
        return {}
    rows = TarifLayanan.objects.filter(daftar=daftar, kode__in=set(codes)).order_by("mulai")
    return dict(rows.values_list("kode", "nama"))


def nama_semua(district: str, codes: Iterable[str]) -> dict[str, str]:
    """The same by all approved lists of a district; the newest name of a code stands."""
    rows = TarifLayanan.objects.filter(
        daftar__kabupaten=district,
        daftar__status=DaftarTarif.Status.DISETUJUI,
        kode__in=set(codes),
    )
    return dict(rows.order_by("mulai", "pk").values_list("kode", "nama"))
