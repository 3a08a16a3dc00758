"""Invented months for the tests of the rules: no person in them exists."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from upaya.rules.insentif.compute import (
    JABATAN_UTAMA,
    KARAKTERISTIK,
    PELAYANAN,
    PENDIDIKAN,
    STATUS,
    Bulan,
    Opsi,
    Pelayanan,
    Petugas,
)
from upaya.rules.numbers import MAX_AMOUNT
from upaya.rules.period import Period

FULL = {name: Pelayanan(100, 100) for name in PELAYANAN}


def officer(petugas_id: str = "p1", **changes: object) -> Petugas:
    """An S1 without any post: bobot 6, 10 days of management, 20 visits."""
    fields: dict[str, Any] = {
        "id": petugas_id,
        "nama": f"Petugas {petugas_id}",
        "status": "PNS",
        "golongan": None,
        "pendidikan": "S1",
        "jabatan_utama": ("tanpa_jabatan",),
        "jabatan_tambahan": 0,
        "orang_hari": 10,
        "frekuensi": 20,
    }
    return Petugas(**(fields | changes))


def month(petugas: Sequence[Petugas] | None = None, **changes: object) -> Bulan:
    """A village puskesmas of Situbondo in August 2022: every target reached, 30,000 people."""
    fields: dict[str, Any] = {
        "kabupaten": "35.12",
        "puskesmas": "Puskesmas Sumbermalang",
        "periode": Period(2022, 8),
        "penduduk": 30_000,
        "bok_diusulkan": 60_000_000,
        "bok_diserap": 50_000_000,
        "sisa_pagu_insentif": 66_369_000,
        "karakteristik": "perdesaan",
        "pelayanan": FULL,
        "petugas": tuple(petugas or (officer("p1"), officer("p2"))),
    }
    return Bulan(**(fields | changes))


MONEY = st.integers(0, MAX_AMOUNT) | st.integers(0, 200_000_000) | st.just(MAX_AMOUNT)
COUNT = st.integers(0, 10**9) | st.integers(0, 200)
RATIO = st.integers(0, 10**6).map(lambda n: Decimal(n).scaleb(-6))


@st.composite
def officers(draw: st.DrawFn, size: int = 8) -> tuple[Petugas, ...]:
    ids = draw(st.lists(st.text("abzÄ0", min_size=1, max_size=3), min_size=1, max_size=size,
                        unique=True))  # fmt: skip
    posts = st.lists(st.sampled_from(JABATAN_UTAMA), min_size=1, max_size=3).map(tuple)
    return tuple(
        officer(
            petugas_id,
            status=draw(st.sampled_from(STATUS)),
            pendidikan=draw(st.sampled_from(PENDIDIKAN)),
            jabatan_utama=draw(posts),
            jabatan_tambahan=draw(st.integers(0, 6)),
            orang_hari=draw(st.integers(0, 28)),
            frekuensi=draw(COUNT),
        )
        for petugas_id in ids
    )


SERVICES = st.fixed_dictionaries({name: st.builds(Pelayanan, COUNT, COUNT) for name in PELAYANAN})


@st.composite
def months(draw: st.DrawFn) -> Bulan:
    """Any valid month: an SPM index is published, so that every one can be computed."""
    year = draw(st.integers(2022, 2025))
    return month(
        draw(officers()),
        kabupaten=draw(st.sampled_from(("35.12", "35.10"))),
        periode=Period(year, draw(st.integers(8 if year == 2022 else 1, 12))),
        penduduk=draw(COUNT),
        bok_diserap=draw(MONEY),
        sisa_pagu_insentif=draw(MONEY),
        karakteristik=draw(st.sampled_from(KARAKTERISTIK)),
        pelayanan=draw(SERVICES),
        kode_puskesmas=draw(st.sampled_from((None, "sumbermalang", "panji"))),
        indeks={"kinerja_spm": draw(RATIO)}
        | draw(st.dictionaries(st.sampled_from(("kesulitan_wilayah", "beban_kerja")), RATIO)),
    )


OPTIONS = st.builds(
    Opsi,
    dasar=st.none() | RATIO,
    formula_pool=st.sampled_from((None, "1+jumlah", "jumlah")),
    metode_spm=st.sampled_from((None, "bertingkat", "kontinu")),
    target_nol=st.sampled_from((None, "keluarkan", "nol")),
)
