"""A good file of a month, and every way in which files are bad."""

import copy
import json
from collections.abc import Callable
from typing import Any

from upaya.rules.insentif.spm import PELAYANAN

Change = Callable[[dict[str, Any]], object]


def good() -> dict[str, Any]:
    """A small month of Puskesmas Kendit with every optional key; no such officer exists."""
    return {
        "kabupaten": "35.12",
        "puskesmas": "Puskesmas Kendit",
        "kode_puskesmas": "kendit",
        "periode": "2022-08",
        "penduduk": 28_123,
        "bok_diusulkan": 60_000_000,
        "bok_diserap": 50_000_000,
        "sisa_pagu_insentif": 59_441_250,
        "sisa_pagu_bok": 400_000_000,
        "karakteristik": "perdesaan",
        "pelayanan": {name: {"target": 100, "realisasi": 90} for name in PELAYANAN},
        "indeks": {"kinerja_spm": "0.33"},
        "alasan_indeks": "sesuai laporan bulan lalu",
        "petugas": [
            person("p-01", jabatan_utama="kepala_puskesmas", golongan="IV", orang_hari=20),
            person("p-02", pendidikan="D3", jabatan_utama=["bendahara", "pj_ukm"], frekuensi=12),
            person("p-03", status="non_ASN", pendidikan="SLTA", jabatan_tambahan=2, frekuensi=30),
        ],
    }


def person(petugas_id: str, **changes: object) -> dict[str, Any]:
    return {
        "id": petugas_id,
        "nama": f"Contoh {petugas_id}",
        "status": "PNS",
        "golongan": None,
        "pendidikan": "S1",
        "jabatan_utama": "tanpa_jabatan",
        "jabatan_tambahan": 0,
        "orang_hari": 0,
        "frekuensi": 0,
    } | changes


def put(*path: str | int, value: object) -> Change:
    """A change that writes ``value`` at ``path``."""

    def change(data: dict[str, Any]) -> None:
        target: Any = data
        for step in path[:-1]:
            target = target[step]
        target[path[-1]] = value

    return change


def drop(*path: str | int) -> Change:
    """A change that removes what stands at ``path``."""

    def change(data: dict[str, Any]) -> None:
        target: Any = data
        for step in path[:-1]:
            target = target[step]
        del target[path[-1]]

    return change


def changed(*changes: Change) -> dict[str, Any]:
    data = copy.deepcopy(good())
    for change in changes:
        change(data)
    return data


def encoded(data: object) -> bytes:
    return json.dumps(data).encode()


NO_TARGETS = {name: {"target": 0, "realisasi": 3} for name in PELAYANAN}

# Good in some unusual way
GOOD: dict[str, tuple[Change, ...]] = {
    "as it is": (),
    "without optional keys": tuple(
        drop(key) for key in ("kode_puskesmas", "sisa_pagu_bok", "indeks", "alasan_indeks")
    ),
    "no indices in the object": (put("indeks", value={}),),
    "no overrides in the object": (put("opsi", value={}),),
    "all overrides": (
        put("opsi", value={"dasar": "0.05", "formula_pool": "jumlah", "metode_spm": "kontinu",
                           "target_nol": "nol"}),
    ),
    "index of many digits": (put("indeks", "kinerja_spm", value="0." + "12" * 5000),),
    "index zero and one": (put("indeks", value={"kinerja_spm": "0", "beban_kerja": "1.000"}),),
    "all targets zero with an index": (put("pelayanan", value=NO_TARGETS),),
    "largest amounts": (
        put("bok_diserap", value=10**15 - 1),
        put("sisa_pagu_bok", value=10**15 - 1),
        put("sisa_pagu_insentif", value=10**15 - 1),
    ),
    "largest counts": (
        put("penduduk", value=10**9),
        put("petugas", 0, "frekuensi", value=10**9),
        put("petugas", 0, "jabatan_tambahan", value=10**9),
    ),
    "nothing at all": (
        put("penduduk", value=0), put("bok_diserap", value=0), put("sisa_pagu_insentif", value=0),
    ),
    "every day of the month": (put("petugas", 0, "orang_hari", value=31),),
    "three heads": tuple(
        put("petugas", at, "jabatan_utama", value="kepala_puskesmas") for at in range(3)
    ),
    "a post twice": (put("petugas", 0, "jabatan_utama", value=["pj_ukm", "pj_ukm"]),),
    "empty name": (put("petugas", 0, "nama", value=""),),
    "a PPPK of grade IX": (
        put("petugas", 0, "status", value="PPPK"), put("petugas", 0, "golongan", value="IX"),
    ),
    "absorbed all that was left": (put("sisa_pagu_bok", value=50_000_000),),
    "another district": (put("kabupaten", value="64.09"),),
    "a reason on two lines": (put("alasan_indeks", value="satu\ndua"),),
    "an id beyond the basic plane": (put("petugas", 0, "id", value="\U0001f3e5"),),
}  # fmt: skip

# Bad: the change and the places that must be named, all of them
BAD: dict[str, tuple[Change, list[str]]] = {
    "negative amount": (put("bok_diserap", value=-1), ["bok_diserap"]),
    "negative count": (put("pelayanan", "hiv", "target", value=-1), ["pelayanan.hiv.target"]),
    "float amount": (put("bok_diusulkan", value=1.5), ["bok_diusulkan"]),
    "boolean": (put("penduduk", value=True), ["penduduk"]),
    "text for a number": (put("penduduk", value="28123"), ["penduduk"]),
    "null for a number": (put("sisa_pagu_bok", value=None), ["sisa_pagu_bok"]),
    "list for a number": (put("petugas", 1, "frekuensi", value=[1]), ["petugas[1].frekuensi"]),
    "amount too large": (put("sisa_pagu_insentif", value=10**15), ["sisa_pagu_insentif"]),
    "number of 4,000 digits": (put("bok_diserap", value=10**4000), ["bok_diserap"]),
    "count too large": (put("petugas", 2, "frekuensi", value=10**9 + 1), ["petugas[2].frekuensi"]),
    "more days than any month": (put("petugas", 0, "orang_hari", value=32),
                                 ["petugas[0].orang_hari"]),
    "unknown key": (put("provinsi", value="Jawa Timur"), ["provinsi"]),
    "unknown key of an officer": (put("petugas", 0, "nik", value="99"), ["petugas[0].nik"]),
    "unknown service": (put("pelayanan", "gigi", value={"target": 1, "realisasi": 1}),
                        ["pelayanan.gigi"]),
    "missing service": (drop("pelayanan", "hiv"), ["pelayanan.hiv"]),
    "missing realisation": (drop("pelayanan", "hiv", "realisasi"), ["pelayanan.hiv.realisasi"]),
    "services as a list": (put("pelayanan", value=[]), ["pelayanan"]),
    "unknown kind of area": (put("karakteristik", value="kota"), ["karakteristik"]),
    "unknown status": (put("petugas", 0, "status", value="THL"), ["petugas[0].status"]),
    "unknown golongan": (put("petugas", 0, "golongan", value="XVIII"), ["petugas[0].golongan"]),
    "a PNS of a PPPK's grade": (put("petugas", 0, "golongan", value="V"), ["petugas[0].golongan"]),
    "unknown education": (put("petugas", 0, "pendidikan", value="s1"), ["petugas[0].pendidikan"]),
    "unknown post": (put("petugas", 0, "jabatan_utama", value="kepala"),
                     ["petugas[0].jabatan_utama"]),
    "unknown post in a list": (put("petugas", 0, "jabatan_utama", value=["pj_ukm", "x"]),
                               ["petugas[0].jabatan_utama[1]"]),
    "no post in a list": (put("petugas", 0, "jabatan_utama", value=[]),
                          ["petugas[0].jabatan_utama"]),
    "number as a post": (put("petugas", 0, "jabatan_utama", value=4), ["petugas[0].jabatan_utama"]),
    "unhashable choice": (put("petugas", 0, "status", value={}), ["petugas[0].status"]),
    "number as an id": (put("petugas", 0, "id", value=7), ["petugas[0].id"]),
    "empty id": (put("petugas", 0, "id", value=" "), ["petugas[0].id"]),
    "id on two lines": (put("petugas", 0, "id", value="a\nb"), ["petugas[0].id"]),
    "id with a line feed at the end": (put("petugas", 0, "id", value="a\n"), ["petugas[0].id"]),
    "empty name of the puskesmas": (put("puskesmas", value=""), ["puskesmas"]),
    "code with a capital": (put("kode_puskesmas", value="Kendit"), ["kode_puskesmas"]),
    "empty code": (put("kode_puskesmas", value=""), ["kode_puskesmas"]),
    "no officers": (put("petugas", value=[]), ["petugas"]),
    "officers as an object": (put("petugas", value={}), ["petugas"]),
    "an officer that is none": (put("petugas", 1, value=None), ["petugas[1]"]),
    "month without zero": (put("periode", value="2022-8"), ["periode"]),
    "month thirteen": (put("periode", value="2022-13"), ["periode"]),
    "month with a day": (put("periode", value="2022-08-01"), ["periode"]),
    "month with a line feed": (put("periode", value="2022-08\n"), ["periode"]),
    "month as a number": (put("periode", value=202208), ["periode"]),
    "district without point": (put("kabupaten", value="3512"), ["kabupaten"]),
    "district with other digits": (put("kabupaten", value="٣٥.١٢"), ["kabupaten"]),
    "index as a number": (put("indeks", "kinerja_spm", value=0.33), ["indeks.kinerja_spm"]),
    "index NaN": (put("indeks", "kinerja_spm", value="NaN"), ["indeks.kinerja_spm"]),
    "index negative": (put("indeks", "kinerja_spm", value="-0.1"), ["indeks.kinerja_spm"]),
    "index above one": (put("indeks", "beban_kerja", value="1.0001"), ["indeks.beban_kerja"]),
    "index with a comma": (put("indeks", "beban_kerja", value="0,2"), ["indeks.beban_kerja"]),
    "index with an exponent": (put("indeks", "beban_kerja", value="1e-1"), ["indeks.beban_kerja"]),
    "index unknown": (put("indeks", "mutu", value="0.1"), ["indeks.mutu"]),
    "indices as text": (put("indeks", value="0.1"), ["indeks"]),
    "reason as a number": (put("alasan_indeks", value=1), ["alasan_indeks"]),
    "override above one": (put("opsi", value={"dasar": "7.5"}), ["opsi.dasar"]),
    "override unknown": (put("opsi", value={"pagu": "1"}), ["opsi.pagu"]),
    "override with a wrong choice": (put("opsi", value={"formula_pool": "1"}),
                                     ["opsi.formula_pool"]),
}  # fmt: skip

# Bad in a way that JSON Schema has no words for
BAD_BEYOND_SCHEMA: dict[str, tuple[Change, list[str]]] = {
    "OH above the days of that month": (
        lambda d: d.update(periode="2023-02", petugas=[person("a", orang_hari=29)]),
        ["petugas[0].orang_hari"],
    ),
    "absorbed more than was left": (put("sisa_pagu_bok", value=49_999_999), ["bok_diserap"]),
    "duplicate officer id": (put("petugas", 2, "id", value="p-01"), ["petugas[2].id"]),
    "all targets zero and no SPM index": (
        lambda d: d.update(pelayanan=NO_TARGETS, indeks={"beban_kerja": "0.2"}),
        ["pelayanan"],
    ),
    "a month before any rule": (put("periode", value="2022-07"), ["periode"]),
    "year zero": (put("periode", value="0000-01"), ["periode"]),
    "half a surrogate pair": (put("petugas", 0, "nama", value="\ud800"), ["petugas[0].nama"]),
}
