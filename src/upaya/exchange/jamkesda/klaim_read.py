"""The file of a claim: parse, check everything, say all faults at once.

A file holds one claim with all it is judged by, or a list of such objects. Whatever is wrong with
the data is a fault; what is wrong with the care or the papers is a reason of the claim.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from upaya.exchange.checking import Checker, is_integer, is_list, one_of, path, read_day, shown
from upaya.exchange.json_parse import parse
from upaya.rules.errors import Fault
from upaya.rules.jamkesda.klaim import (
    JENIS,
    KELAMIN,
    BarisKlaim,
    Klaim,
    KlaimLain,
    Layanan,
    Masa,
    Perjanjian,
    Permintaan,
    Peserta,
    Surat,
    Tarif,
    bertindih,
)
from upaya.rules.numbers import MAX_AMOUNT, MAX_COUNT
from upaya.rules.period import tanggal

MAX_HARI = 36_500
"""The largest number of days."""
MAX_UMUR = 150
"""The largest age in years."""

ROOT = ("tanggal", "peserta", "perjanjian", "tarif", "surat", "klaim", "riwayat", "lampiran_wajib")
MASA = ("mulai", "sampai")
PESERTA = ("id", "tanggal_lahir", "jenis_kelamin", "masa")
PESERTA_LAIN = ("meninggal", "jaminan_lain")
PERJANJIAN = ("ppk", *MASA, "layanan", "hari_klaim")
TARIF = ("kode", *MASA, "harga")
TARIF_LAIN = ("jumlah_maks", "jenis_kelamin", "umur_min", "umur_maks", "jarak_hari")
SURAT = ("nomor", "peserta", "ppk", *MASA, "batas", "terpakai", "klaim")
RIWAYAT = ("id", "ppk", "jenis", "masuk", "keluar", "baris")
KLAIM = (*RIWAYAT, "diajukan", "diagnosis", "lampiran")
LAYANAN = ("kode", "tanggal", "jumlah")
BARIS = ("no", *LAYANAN, "harga")
"""Keys of each object; those of a name ending in LAIN may be absent, or null."""

_LAYANAN = frozenset(LAYANAN)
_NO_DAY = date.min


@dataclass(frozen=True, slots=True)
class ClaimReading:
    """The claims of a file, or faults. Never both; `banyak` says whether the file is a list."""

    permintaan: tuple[Permintaan, ...]
    banyak: bool
    galat: tuple[Fault, ...] = ()


def read(raw: bytes) -> ClaimReading:
    """Read the bytes of a JSON file. Never raises: what is wrong becomes a fault."""
    data, faults = parse(raw)
    if faults:
        return ClaimReading((), banyak=False, galat=tuple(faults))
    many = is_list(data)
    checker = ClaimChecker()
    rows = data if many else (data,)
    found = tuple(
        checker.request(row, f"[{position}]" if many else "") for position, row in enumerate(rows)
    )
    if checker.faults:
        return ClaimReading((), banyak=many, galat=tuple(checker.faults))
    return ClaimReading(found, banyak=many)


class ClaimChecker(Checker):
    """Walks the data once. After a fault a placeholder stands in; nobody computes with it."""

    def __init__(self) -> None:
        super().__init__()
        self._days: dict[str, date] = {}
        self._lines: set[str] = set()

    def request(self, data: Any, place: str) -> Permintaan:  # noqa: ANN401 - untrusted
        """One claim with all it is judged by."""
        root = self.row(data, place, ROOT)
        return Permintaan(
            tanggal=self.day(root, "tanggal", place),
            peserta=self.person(root.get("peserta"), path(place, "peserta"), root),
            perjanjian=self.agreement(root.get("perjanjian"), path(place, "perjanjian"), root),
            tarif=self.tariffs(root.get("tarif", ()), path(place, "tarif")),
            surat=self.letter(root["surat"], path(place, "surat")) if root.get("surat") is not None
            else None,
            klaim=self.claim(root.get("klaim"), path(place, "klaim"), root),
            riwayat=tuple(
                self.other(row, at)
                for at, row in self.rows(root.get("riwayat", ()), path(place, "riwayat"), RIWAYAT)
            ),
            lampiran_wajib=self.names(root, "lampiran_wajib", place),
        )  # fmt: skip

    # -------------------------------------------------------------- objects
    def person(self, data: Any, place: str, root: Mapping[str, Any]) -> Peserta:  # noqa: ANN401 - untrusted
        row = self.inner(data, place, root, "peserta", PESERTA, PESERTA_LAIN)
        return Peserta(
            id=self.line(row, "id", place),
            tanggal_lahir=self.day(row, "tanggal_lahir", place),
            jenis_kelamin=self.choice(row, "jenis_kelamin", place, KELAMIN),
            masa=self.periods(row.get("masa", ()), path(place, "masa")),
            meninggal=None
            if row.get("meninggal") is None
            else self.day(row, "meninggal", place),
            jaminan_lain=()
            if row.get("jaminan_lain") is None
            else self.periods(row["jaminan_lain"], path(place, "jaminan_lain")),
        )  # fmt: skip

    def agreement(self, data: Any, place: str, root: Mapping[str, Any]) -> Perjanjian:  # noqa: ANN401 - untrusted
        row = self.inner(data, place, root, "perjanjian", PERJANJIAN)
        return Perjanjian(
            ppk=self.line(row, "ppk", place),
            masa=self.period(row, place),
            layanan=frozenset(self.names(row, "layanan", place)),
            hari_klaim=self.count(row, "hari_klaim", place, MAX_HARI),
        )

    def letter(self, data: Any, place: str) -> Surat:  # noqa: ANN401 - untrusted
        row = self.row(data, place, SURAT)
        limited, used = row.get("batas") is not None, row.get("klaim") is not None
        return Surat(
            nomor=self.line(row, "nomor", place),
            peserta=self.line(row, "peserta", place),
            ppk=self.line(row, "ppk", place),
            masa=self.period(row, place),
            batas=self.count(row, "batas", place, MAX_AMOUNT) if limited else None,
            terpakai=self.count(row, "terpakai", place, MAX_AMOUNT),
            klaim=self.line(row, "klaim", place) if used else None,
        )

    def tariffs(self, data: Any, place: str) -> tuple[Tarif, ...]:  # noqa: ANN401 - untrusted
        found = [
            (at, self.tariff(row, at)) for at, row in self.rows(data, place, TARIF, TARIF_LAIN)
        ]
        found.sort(key=lambda one: (one[1].kode, one[1].mulai))
        for before, at, one in bertindih(row for row in found if row[1].kode):
            said = f"tarif {shown(one.kode)} pada {tanggal(one.mulai)} sudah ada"
            self.fault(path(at, "mulai"), f"{said} dalam {before}")
        return tuple(one for _, one in found)

    def tariff(self, row: Mapping[str, Any], place: str) -> Tarif:
        starts = self.day(row, "mulai", place)
        ends = None if row.get("sampai") is None else self.day(row, "sampai", place)
        if ends is not None and starts > ends > _NO_DAY:
            self.fault(path(place, "sampai"), "sebelum mulai")
        sex = row.get("jenis_kelamin")
        low = self.optional(row, "umur_min", place, MAX_UMUR)
        high = self.optional(row, "umur_maks", place, MAX_UMUR)
        if low is not None and high is not None and low > high:
            self.fault(path(place, "umur_maks"), f"kurang dari umur_min {low}; terbaca {high}")
        return Tarif(
            kode=self.line(row, "kode", place),
            mulai=starts,
            sampai=ends,
            harga=self.count(row, "harga", place, MAX_AMOUNT),
            jumlah_maks=self.optional(row, "jumlah_maks", place, MAX_COUNT),
            jenis_kelamin=None
            if sex is None
            else self.choice(row, "jenis_kelamin", place, KELAMIN),
            umur_min=low,
            umur_maks=high,
            jarak_hari=self.optional(row, "jarak_hari", place, MAX_HARI),
        )  # fmt: skip

    def claim(self, data: Any, place: str, root: Mapping[str, Any]) -> Klaim:  # noqa: ANN401 - untrusted
        row = self.inner(data, place, root, "klaim", KLAIM)
        return Klaim(
            id=self.line(row, "id", place),
            ppk=self.line(row, "ppk", place),
            jenis=self.choice(row, "jenis", place, JENIS),
            masuk=self.day(row, "masuk", place),
            keluar=self.day(row, "keluar", place),
            diajukan=self.day(row, "diajukan", place),
            diagnosis=self.names(row, "diagnosis", place),
            lampiran=frozenset(self.names(row, "lampiran", place)),
            baris=self.lines(row, place),
        )

    def lines(self, row: Mapping[str, Any], place: str) -> tuple[BarisKlaim, ...]:
        """The lines of the claim: at least one, each number once, a sum that can be kept."""
        place, given = path(place, "baris"), row.get("baris")
        found: list[BarisKlaim] = []
        first: dict[int, str] = {}
        for at, line in self.rows(row.get("baris", ()), place, BARIS):
            one = BarisKlaim(
                no=self.count(line, "no", at, MAX_COUNT),
                kode=self.line(line, "kode", at),
                tanggal=self.day(line, "tanggal", at),
                jumlah=self.count(line, "jumlah", at, MAX_COUNT, least=1),
                harga=self.count(line, "harga", at, MAX_AMOUNT),
            )
            if is_integer(line.get("no")) and line["no"] == one.no:
                self.once(first, one.no, at, "no", "nomor ")
            found.append(one)
        if is_list(given) and not given:
            self.fault(place, "daftarnya kosong")
        if sum(one.diminta for one in found) > MAX_AMOUNT:
            self.fault(place, f"jumlah kali harga semua baris tidak boleh melebihi {MAX_AMOUNT}")
        return tuple(found)

    def other(self, row: Mapping[str, Any], place: str) -> KlaimLain:
        """Another claim of the person; it may have no lines."""
        return KlaimLain(
            id=self.line(row, "id", place),
            ppk=self.line(row, "ppk", place),
            jenis=self.choice(row, "jenis", place, JENIS),
            masuk=self.day(row, "masuk", place),
            keluar=self.day(row, "keluar", place),
            baris=self.served(row.get("baris", ()), path(place, "baris")),
        )

    def served(self, data: Any, place: str) -> tuple[Layanan, ...]:  # noqa: ANN401 - untrusted
        """The lines of another claim: by far most of what a file holds."""
        usual = self._known(data)
        if usual is not None:
            return usual
        return tuple(
            Layanan(
                self.line(line, "kode", at),
                self.day(line, "tanggal", at),
                self.count(line, "jumlah", at, MAX_COUNT, least=1),
            )
            for at, line in self.rows(data, place, LAYANAN)
        )

    def _known(self, data: Any) -> tuple[Layanan, ...] | None:  # noqa: ANN401 - untrusted
        """The same where each word and day was found good before; None: look closely."""
        days, words, found = self._days, self._lines, []
        if type(data) is not list:
            return None
        for line in data:
            if type(line) is not dict or line.keys() != _LAYANAN:
                return None
            code, day, many = line["kode"], line["tanggal"], line["jumlah"]
            if not (
                type(code) is type(day) is str
                and type(many) is int
                and code in words
                and day in days
                and 0 < many <= MAX_COUNT
            ):
                return None
            found.append(Layanan(code, days[day], many))
        return tuple(found)

    # -------------------------------------------------------------- shapes
    def row(
        self,
        data: Any,  # noqa: ANN401 - untrusted
        place: str,
        keys: tuple[str, ...],
        more: tuple[str, ...] = (),
    ) -> Mapping[str, Any]:
        """An object with its keys checked; an empty one after the fault."""
        return self.members(data, place, (*keys, *more) if more else keys, keys) or {}

    def inner(
        self,
        data: Any,  # noqa: ANN401 - untrusted
        place: str,
        root: Mapping[str, Any],
        key: str,
        keys: tuple[str, ...],
        more: tuple[str, ...] = (),
    ) -> Mapping[str, Any]:
        """An object below the root: one that is absent was said to be missing already."""
        return self.row(data, place, keys, more) if key in root else {}

    def rows(
        self,
        data: Any,  # noqa: ANN401 - untrusted
        place: str,
        keys: tuple[str, ...],
        more: tuple[str, ...] = (),
    ) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """The objects of a list with their places."""
        return self.objects(data, place, (*keys, *more) if more else keys, keys)

    def period(self, row: Mapping[str, Any], place: str) -> Masa:
        found = Masa(self.day(row, "mulai", place), self.day(row, "sampai", place))
        if found.mulai > found.sampai > _NO_DAY:
            self.fault(path(place, "sampai"), "sebelum mulai")
        return found

    def periods(self, data: Any, place: str) -> tuple[Masa, ...]:  # noqa: ANN401 - untrusted
        return tuple(self.period(row, at) for at, row in self.rows(data, place, MASA))

    def names(self, row: Mapping[str, Any], key: str, place: str) -> tuple[str, ...]:
        """A list of texts of one line."""
        given, place = row.get(key, ()), path(place, key)
        if not is_list(given):
            self.fault(place, f"harus daftar; terbaca {shown(given)}")
            return ()
        return tuple(self.text(one, place, at) for at, one in enumerate(given))

    # -------------------------------------------------------------- values
    # A key that is missing was said by `members`: nothing more is said here.
    def line(self, row: Mapping[str, Any], key: str, place: str) -> str:
        return self.text(row[key], place, key) if key in row else ""

    def text(self, value: Any, place: str, key: str | int) -> str:  # noqa: ANN401 - untrusted
        if isinstance(value, str) and value in self._lines:
            return value
        at = path(place, key) if isinstance(key, str) else f"{place}[{key}]"
        found = self.one_line(value, at)
        if found is None:
            return ""
        self._lines.add(found)
        return found

    def day(self, row: Mapping[str, Any], key: str, place: str) -> date:
        if key not in row:
            return _NO_DAY
        value = row[key]
        known = self._days.get(value) if isinstance(value, str) else None
        if known is not None:
            return known
        found = read_day(value)
        if found is not None:
            self._days[value] = found
            return found
        said = f'harus tanggal, misalnya "2026-03-31"; terbaca {shown(value)}'
        self.fault(path(place, key), said)
        return _NO_DAY

    def choice(self, row: Mapping[str, Any], key: str, place: str, choices: tuple[Any, ...]) -> Any:  # noqa: ANN401 - one of the choices
        value = row.get(key)
        if key in row and (not isinstance(value, str) or value not in choices):
            self.fault(path(place, key), one_of(choices, value))
        return value if value in choices else choices[0]

    def count(
        self, row: Mapping[str, Any], key: str, place: str, most: int, *, least: int = 0
    ) -> int:
        if key not in row:
            return least
        value = row[key]
        if is_integer(value) and least <= value <= most:
            return value
        at = path(place, key)
        if is_integer(value) and value == 0:
            self.fault(at, f"harus lebih dari nol; terbaca {value}")
            return least
        found = self.whole_number(value, at, most)
        return least if found is None else found

    def optional(self, row: Mapping[str, Any], key: str, place: str, most: int) -> int | None:
        return None if row.get(key) is None else self.count(row, key, place, most)
