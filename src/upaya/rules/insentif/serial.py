"""Months and results as JSON and back, without loss: decimals travel as exact text."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any, cast

from upaya.rules.insentif.month import (
    TANPA_OPSI,
    Bulan,
    Hasil,
    IndeksHitung,
    JabatanUtama,
    Opsi,
    Peringatan,
    Petugas,
)
from upaya.rules.insentif.spm import PELAYANAN, Pelayanan
from upaya.rules.money import plain
from upaya.rules.parameter import RawValue, Scalar, Value, raw_json
from upaya.rules.period import Period

COLUMNS = ("id", "bobot", "poin_lapangan", "poin_manajemen", "lapangan", "manajemen")
_AMOUNTS = ("pool", "dipotong_pagu", "pool_lapangan", "pool_manajemen", "tidak_dibagi")
_EXACT = ("jumlah_indeks", "insentif_dasar", "insentif_disesuaikan")


def bulan_to_dict(bulan: Bulan, opsi: Opsi = TANPA_OPSI) -> dict[str, Any]:
    """Return the month as the JSON that ``upaya hitung insentif`` reads."""
    data: dict[str, Any] = {
        "kabupaten": bulan.kabupaten,
        "puskesmas": bulan.puskesmas,
        "kode_puskesmas": bulan.kode_puskesmas,
        "periode": str(bulan.periode),
        "penduduk": bulan.penduduk,
        "bok_diusulkan": bulan.bok_diusulkan,
        "bok_diserap": bulan.bok_diserap,
        "sisa_pagu_insentif": bulan.sisa_pagu_insentif,
        "sisa_pagu_bok": bulan.sisa_pagu_bok,
        "karakteristik": bulan.karakteristik,
        "pelayanan": {
            key: {"target": p.target, "realisasi": p.realisasi}
            for key, p in bulan.pelayanan.items()
        },
        "indeks": {name: plain(value) for name, value in bulan.indeks.items()},
        "alasan_indeks": bulan.alasan_indeks,
        "opsi": opsi.to_dict(),
        "petugas": [_officer_to_dict(officer) for officer in bulan.petugas],
    }
    return {key: value for key, value in data.items() if value is not None and value != {}}


def posts_to_json(posts: Sequence[str]) -> str | list[str]:
    """Main posts as the file writes them: one as a word, several as a list."""
    return posts[0] if len(posts) == 1 else list(posts)


def posts_from_json(value: JabatanUtama | Iterable[JabatanUtama]) -> tuple[JabatanUtama, ...]:
    """Main posts as the file wrote them: a word is one post."""
    return (value,) if isinstance(value, str) else tuple(value)


def _officer_to_dict(officer: Petugas) -> dict[str, Any]:
    return {
        "id": officer.id,
        "nama": officer.nama,
        "status": officer.status,
        "golongan": officer.golongan,
        "pendidikan": officer.pendidikan,
        "jabatan_utama": posts_to_json(officer.jabatan_utama),
        "jabatan_tambahan": officer.jabatan_tambahan,
        "orang_hari": officer.orang_hari,
        "frekuensi": officer.frekuensi,
    }


def bulan_from_dict(data: Mapping[str, Any]) -> tuple[Bulan, Opsi]:
    """Build a month from data that the exchange's validator has passed."""
    services = data["pelayanan"]
    bulan = Bulan(
        kabupaten=data["kabupaten"],
        puskesmas=data["puskesmas"],
        periode=Period.parse(data["periode"]),
        penduduk=data["penduduk"],
        bok_diusulkan=data["bok_diusulkan"],
        bok_diserap=data["bok_diserap"],
        sisa_pagu_insentif=data["sisa_pagu_insentif"],
        sisa_pagu_bok=data.get("sisa_pagu_bok"),
        karakteristik=data["karakteristik"],
        pelayanan=MappingProxyType({key: Pelayanan(**services[key]) for key in PELAYANAN}),
        petugas=tuple(_officer_from_dict(row) for row in data["petugas"]),
        indeks=MappingProxyType(
            {name: Decimal(value) for name, value in data.get("indeks", {}).items()}
        ),
        alasan_indeks=data.get("alasan_indeks"),
        kode_puskesmas=data.get("kode_puskesmas"),
    )
    return bulan, opsi_from_dict(data.get("opsi", {}))


def _officer_from_dict(row: Mapping[str, Any]) -> Petugas:
    return Petugas(
        id=row["id"],
        nama=row["nama"],
        status=row["status"],
        golongan=row["golongan"],
        pendidikan=row["pendidikan"],
        jabatan_utama=posts_from_json(row["jabatan_utama"]),
        jabatan_tambahan=row["jabatan_tambahan"],
        orang_hari=row["orang_hari"],
        frekuensi=row["frekuensi"],
    )


def opsi_from_dict(data: Mapping[str, Any]) -> Opsi:
    """Build the overrides; none at all is the one shared empty set."""
    if not data:
        return TANPA_OPSI
    rate = data.get("dasar")
    return Opsi(
        dasar=None if rate is None else Decimal(rate),
        formula_pool=data.get("formula_pool"),
        metode_spm=data.get("metode_spm"),
        target_nol=data.get("target_nol"),
    )


def hasil_to_dict(hasil: Hasil) -> dict[str, Any]:
    """Return the whole result for storage; :func:`hasil_from_dict` gives an equal one back."""
    data: dict[str, Any] = {name: getattr(hasil, name) for name in _AMOUNTS}
    data |= {name: plain(getattr(hasil, name)) for name in _EXACT}
    data |= {name: list(getattr(hasil, name)) for name in COLUMNS}
    data["indeks"] = [plain(value) for value in hasil.indeks]
    data["indeks_hitung"] = [
        None if value is None else plain(value) for value in hasil.indeks_hitung
    ]
    data["aturan"] = [value_to_dict(value) for value in hasil.aturan]
    data["peringatan"] = [_warning_to_dict(warning) for warning in hasil.peringatan]
    data["penimpaan"] = hasil.penimpaan.to_dict()
    data["naskah"] = [value_to_dict(value) for value in hasil.naskah]
    return data


def hasil_from_dict(data: Mapping[str, Any]) -> Hasil:
    """Build a result from what :func:`hasil_to_dict` returned."""
    computed = tuple(None if v is None else Decimal(v) for v in data["indeks_hitung"])
    spm, hardship, workload = (Decimal(value) for value in data["indeks"])
    fields: dict[str, Any] = {name: Decimal(data[name]) for name in _EXACT}
    fields |= {name: data[name] for name in _AMOUNTS}
    fields |= {name: list(data[name]) for name in COLUMNS if name != "id"}
    return Hasil(
        aturan=tuple(value_from_dict(value) for value in data["aturan"]),
        indeks=(spm, hardship, workload),
        indeks_hitung=cast("IndeksHitung", computed),
        peringatan=tuple(_warning_from_dict(warning) for warning in data["peringatan"]),
        penimpaan=opsi_from_dict(data["penimpaan"]),
        naskah=tuple(value_from_dict(value) for value in data.get("naskah", ())),
        id=tuple(data["id"]),
        **fields,
    )


def raw_to_dict(value: RawValue) -> dict[str, Any]:
    """Return a parameter's bare value for storage, with its kind."""
    return {"kind": _kind(value), "value": raw_json(value)}


def raw_from_dict(data: Mapping[str, Any]) -> RawValue:
    """Build a bare value from what :func:`raw_to_dict` returned."""
    return _raw(data["kind"], data["value"])


def value_to_dict(value: Value) -> dict[str, Any]:
    """Return a parameter value for storage, with its kind."""
    return {
        "key": value.key,
        "kind": _kind(value.value),
        "value": value.json_value(),
        "unit": value.unit,
        "title": value.title,
        "instrument": value.instrument,
        "article": value.article,
        "origin": value.origin,
        "in_force": value.in_force.isoformat(),
        "until": _iso(value.until),
        "promulgated": _iso(value.promulgated),
        "district": value.district,
        "package": value.package,
        "note": value.note,
    }


def value_from_dict(data: Mapping[str, Any]) -> Value:
    """Build a parameter value from what :func:`value_to_dict` returned."""
    fields = {key: item for key, item in data.items() if key != "kind"}
    fields["value"] = _raw(data["kind"], data["value"])
    fields["in_force"] = date.fromisoformat(data["in_force"])
    for name in ("until", "promulgated"):
        fields[name] = date.fromisoformat(data[name]) if data[name] else None
    return Value(**fields)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _kind(value: RawValue) -> str:
    if isinstance(value, Mapping):
        return f"tabel_{_kind(next(iter(value.values())))}"
    if isinstance(value, tuple):
        return f"daftar_{_kind(value[0])}"
    if isinstance(value, Decimal):
        return "desimal"
    return "bulat" if isinstance(value, int) else "teks"


def _raw(kind: str, value: Any) -> RawValue:  # noqa: ANN401 - whatever the JSON holds
    shape, _, scalar = kind.rpartition("_")
    if shape == "tabel":
        return MappingProxyType({key: _one(scalar, item) for key, item in value.items()})
    if shape == "daftar":
        return tuple(_one(scalar, item) for item in value)
    return _one(scalar, value)


def _one(kind: str, value: str | int) -> Scalar:
    return Decimal(value) if kind == "desimal" else value


def _warning_to_dict(warning: Peringatan) -> dict[str, Any]:
    return {
        "kode": warning.kode,
        "letak": warning.letak,
        "pola": warning.pola,
        "nilai": [
            [name, _kind(value), plain(value) if isinstance(value, Decimal) else value]
            for name, value in warning.nilai
        ],
    }


def _warning_from_dict(data: Mapping[str, Any]) -> Peringatan:
    pairs = tuple((name, _one(kind, value)) for name, kind, value in data["nilai"])
    return Peringatan(data["kode"], data["letak"], data["pola"], pairs)
