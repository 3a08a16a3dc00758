"""The kinds of units that several systems share. A system declares its own beside these."""

from __future__ import annotations

from enum import StrEnum

from upaya.core.unit_kinds import District, UnitKind


class Jenis(StrEnum):
    """Their stored words."""

    KEMENTERIAN = "kementerian"
    PROVINSI = "provinsi"
    DINAS = "dinas"
    DINAS_SOSIAL = "dinas_sosial"
    INSPEKTORAT = "inspektorat"
    PUSKESMAS = "puskesmas"
    UPT = "upt"
    KECAMATAN = "kecamatan"
    DESA = "desa"
    RUMAH_SAKIT = "rumah_sakit"
    KLINIK = "klinik"


_GOVERNMENT = frozenset({Jenis.KEMENTERIAN, Jenis.PROVINSI})

KINDS = (
    UnitKind(Jenis.KEMENTERIAN, "Kementerian", root=True, district=District.NEVER),
    UnitKind(
        Jenis.PROVINSI,
        "Provinsi",
        frozenset({Jenis.KEMENTERIAN}),
        root=True,
        district=District.NEVER,
    ),
    UnitKind(Jenis.DINAS, "Dinas Kesehatan", _GOVERNMENT, root=True),
    UnitKind(Jenis.DINAS_SOSIAL, "Dinas Sosial", _GOVERNMENT, root=True),
    UnitKind(Jenis.INSPEKTORAT, "Inspektorat", _GOVERNMENT, root=True),
    UnitKind(Jenis.PUSKESMAS, "Puskesmas", frozenset({Jenis.DINAS})),
    UnitKind(Jenis.UPT, "UPT", frozenset({Jenis.DINAS, Jenis.DINAS_SOSIAL})),
    UnitKind(Jenis.KECAMATAN, "Kecamatan", _GOVERNMENT, root=True),
    UnitKind(Jenis.DESA, "Desa/kelurahan", frozenset({Jenis.KECAMATAN})),
    UnitKind(
        Jenis.RUMAH_SAKIT,
        "Rumah sakit",
        _GOVERNMENT | {Jenis.DINAS},
        root=True,
        district=District.MAY,
    ),
    UnitKind(
        Jenis.KLINIK,
        "Klinik",
        frozenset({Jenis.DINAS, Jenis.RUMAH_SAKIT}),
        root=True,
        district=District.MAY,
    ),
)
