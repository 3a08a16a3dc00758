"""The checker of a file of cash books: what is right is kept, what is wrong becomes a fault."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from upaya.exchange.bok.alokasi_json import KABUPATEN, KABUPATEN_PATTERN
from upaya.exchange.checking import Checker, is_integer, one_of, read_day, shown
from upaya.rules.bok.hari_ganda import KELOMPOK, MACAM, ORANG_HARI, SATUAN, Penerima
from upaya.rules.bok.kas import (
    BANK,
    BELANJA,
    CARA,
    DARI,
    JENIS,
    PUNGUTAN,
    SERAPAN,
    TEMPAT,
    TRANSFER,
    Mutasi,
)
from upaya.rules.numbers import MAX_AMOUNT, MAX_COUNT
from upaya.rules.parameter import RuleBook, Value

YEARS: Final = (2000, 2100)
MOST_UNITS, MOST_MOVES, MOST_PAID, MOST_DAYS = 200, 10_000, 1_000, 31
NIK_PATTERN = r"^[0-9]{16}$(?!\n)"
_NIK = 16
_MONTHS = 12
JENIS_BELANJA = "bok.jenis_belanja"

ROOT: Final = ("kabupaten", "tahun", "unit")
NEEDED_ROOT: Final = ("tahun", "unit")
UNIT: Final = ("id", "saldo_awal", "mutasi", "opname")
MUTASI: Final = (
    *("tanggal", "jenis", "jumlah", "bukti", "uraian", "dari", "cara", "pungutan"),
    *("kegiatan", "belanja", "rekening", "penerima"),
)
NEEDED: Final = ("tanggal", "jenis", "jumlah", "bukti", "uraian")
PENERIMA: Final = ("nama", "nik", "desa", "satuan", "banyaknya", "harga", "macam", "hari")
PAID: Final = ("nama", "satuan", "banyaknya", "harga")
SPENT: Final = ("kegiatan", "belanja", "rekening")
_DAY = 'harus tanggal seperti "2022-08-03"'


@dataclass(frozen=True, slots=True)
class UnitDibaca:
    """A unit as the file gives it: its place, its movements with theirs, its cash counts."""

    letak: str
    id: str
    bank: int
    tunai: int
    mutasi: tuple[tuple[str, Mutasi], ...]
    opname: tuple[tuple[str, int, int], ...]


class KasChecker(Checker):
    """Walks the data once."""

    def __init__(self, book: RuleBook) -> None:
        super().__init__()
        self.book = book
        self.tahun = YEARS[0]
        self.aturan: tuple[Value, ...] = ()
        self.kinds: Collection[str] = ()
        self.kelompok: Mapping[str, str] = {}

    def request(self, data: Any) -> list[UnitDibaca]:  # noqa: ANN401 - untrusted
        """The units of a file; what is said of them counts only while there are no faults."""
        root = self.members(data, "", ROOT, NEEDED_ROOT)
        if root is None or "tahun" not in root or not self._year(root):
            return []
        found: list[UnitDibaca] = []
        first: dict[str, str] = {}
        rows = root.get("unit", ())
        for at, row in self.objects(rows, "unit", UNIT, ("id", "mutasi"), (MOST_UNITS, "unit")):
            name = self.one_line(row["id"], f"{at}.id") if "id" in row else None
            if name is not None:
                self.once(first, name, at, "id")
            found.append(self._unit(at, name or "", row))
        if not found and not self.faults:
            self.fault("unit", "daftarnya kosong")
        return found

    def _year(self, root: Mapping[str, Any]) -> bool:
        """Whether the law says anything of that year there."""
        value, district, (low, high) = root["tahun"], root.get("kabupaten", KABUPATEN), YEARS
        if not isinstance(district, str) or not re.search(KABUPATEN_PATTERN, district):
            said = f'harus kode kabupaten seperti "35.12"; terbaca {shown(district)}'
            self.fault("kabupaten", said)
            return False
        if not is_integer(value) or not low <= value <= high:
            self.fault("tahun", f"harus tahun dari {low} sampai {high}; terbaca {shown(value)}")
            return False
        self.tahun = value
        kinds = self.book.find(JENIS_BELANJA, date(value, 12, 31), district)
        if kinds is None:
            self.fault(
                "tahun", f"belum ada aturan jenis belanja BOK untuk {district} tahun {value}"
            )
            return False
        once = self.book.find(KELOMPOK, date(value, 12, 31), district)
        self.aturan = (kinds,) if once is None else (kinds, once)
        self.kinds = tuple(kinds.table)
        self.kelompok = {} if once is None else dict(once.table)
        return True

    def _unit(self, at: str, name: str, row: Mapping[str, Any]) -> UnitDibaca:
        opening = self.members(row.get("saldo_awal", {}), f"{at}.saldo_awal", TEMPAT, ()) or {}
        begins = {
            place: self.whole_number(amount, f"{at}.saldo_awal.{place}", MAX_AMOUNT) or 0
            for place, amount in opening.items()
            if place in TEMPAT
        }
        moves: list[tuple[str, Mutasi]] = []
        first: dict[str, str] = {}
        most = (MOST_MOVES, "mutasi")
        for place, one in self.objects(row.get("mutasi", ()), f"{at}.mutasi", MUTASI, NEEDED, most):
            move = self._move(place, one)
            if move is not None:
                self.once(first, move.bukti, place, "bukti")
                moves.append((place, move))
        counts = tuple(self._counts(at, row.get("opname", ())))
        return UnitDibaca(
            at, name, begins.get("bank", 0), begins.get("tunai", 0), tuple(moves), counts
        )

    def _counts(self, at: str, rows: Any) -> list[tuple[str, int, int]]:  # noqa: ANN401 - untrusted
        found = []
        keys, first = ("bulan", "tunai"), dict[int, str]()
        for place, row in self.objects(rows, f"{at}.opname", keys, keys, (_MONTHS, "bulan")):
            month, cash = row.get("bulan"), row.get("tunai", 0)
            counted = self.whole_number(cash, f"{place}.tunai", MAX_AMOUNT)
            if not is_integer(month) or not 1 <= month <= _MONTHS:
                self.fault(f"{place}.bulan", f"harus bulan 1 sampai 12; terbaca {shown(month)}")
            else:
                self.once(first, month, place, "bulan")
                found.append((place.removeprefix(f"{at}."), month, counted or 0))
        return found

    def _choice(self, row: Mapping[str, Any], at: str, key: str, known: Collection[str]) -> str:
        value = row.get(key, "")
        if not isinstance(value, str) or value not in known:
            self.fault(f"{at}.{key}", one_of(tuple(known), value))
            return ""
        return value

    def _day(self, value: Any, at: str) -> date | None:  # noqa: ANN401 - untrusted
        day = read_day(value)
        if day is None:
            self.fault(at, f"{_DAY}; terbaca {shown(value)}")
        elif day.year != self.tahun:
            self.fault(at, f"bukan hari tahun {self.tahun}; terbaca {shown(value)}")
            return None
        return day

    def _move(self, at: str, row: Mapping[str, Any]) -> Mutasi | None:
        before = len(self.faults)
        day = self._day(row.get("tanggal"), f"{at}.tanggal") if "tanggal" in row else None
        jenis = self._choice(row, at, "jenis", JENIS) if "jenis" in row else ""
        jumlah = self._positive(row["jumlah"], f"{at}.jumlah") if "jumlah" in row else 0
        lines = {key: self.one_line(row[key], f"{at}.{key}") for key in NEEDED[3:] if key in row}
        self._fitting(at, row, jenis)
        dari = self._choice(row, at, "dari", TEMPAT) if "dari" in row else BANK
        cara = self._choice(row, at, "cara", CARA) if "cara" in row else ""
        spent = {key: self._spent(at, key, row[key]) for key in SPENT if key in row}
        taxes = self._taxes(at, row.get("pungutan", {}), jumlah)
        people = self._people(at, row.get("penerima", ()), jumlah) if "penerima" in row else ()
        if day is None or len(self.faults) > before:
            return None
        return Mutasi(
            hari=day,
            jenis=jenis,
            jumlah=jumlah,
            bukti=lines["bukti"] or "",
            uraian=lines["uraian"] or "",
            dari=dari,
            cara=cara,
            pungutan=taxes,
            menu=spent.get("kegiatan", ""),
            belanja=spent.get("belanja", ""),
            rekening=spent.get("rekening", ""),
            penerima=people,
        )

    def _fitting(self, at: str, row: Mapping[str, Any], jenis: str) -> None:
        """What a kind of movement says, and what it may not."""
        if not jenis:
            return
        wanted = {"cara"} if jenis == TRANSFER else set()
        wanted |= {"dari"} if jenis in DARI else set()
        wanted |= set(SPENT) if jenis in SERAPAN else set()
        may = wanted | ({"pungutan", "penerima"} if jenis == BELANJA else set())
        for key in MUTASI:
            if key in wanted and key not in row:
                self.fault(f"{at}.{key}", f"wajib diisi bagi {jenis}")
            elif key in row and key not in may and key not in NEEDED:
                self.fault(f"{at}.{key}", f"tidak berlaku bagi {jenis}")

    def _spent(self, at: str, key: str, value: Any) -> str:  # noqa: ANN401 - untrusted
        if key == "belanja":
            return self._choice({key: value}, at, key, self.kinds)
        return self.one_line(value, f"{at}.{key}") or ""

    def _positive(self, value: Any, at: str) -> int:  # noqa: ANN401 - untrusted
        found = self.whole_number(value, at, MAX_AMOUNT)
        if found == 0:
            self.fault(at, "harus lebih dari 0")
        return found or 0

    def _taxes(self, at: str, given: Any, jumlah: int) -> tuple[tuple[str, int], ...]:  # noqa: ANN401 - untrusted
        place = f"{at}.pungutan"
        row = self.members(given, place, PUNGUTAN, ()) or {}
        found = tuple(
            (kind, self.whole_number(row[kind], f"{place}.{kind}", MAX_AMOUNT) or 0)
            for kind in PUNGUTAN
            if kind in row
        )
        if jumlah and sum(amount for _, amount in found) > jumlah:
            self.fault(place, "pajak yang dipungut melebihi belanjanya")
        return found

    def _people(self, at: str, rows: Any, jumlah: int) -> tuple[Penerima, ...]:  # noqa: ANN401 - untrusted
        before = len(self.faults)
        found = [
            self._person(place, row)
            for place, row in self.objects(
                rows, f"{at}.penerima", PENERIMA, PAID, (MOST_PAID, "penerima")
            )
        ]
        total = sum(one.jumlah for one in found)
        if len(self.faults) == before and total != jumlah:
            said = f"jumlah penerima {total} tidak sama dengan belanjanya {jumlah}"
            self.fault(f"{at}.penerima", said)
        return tuple(found)

    def _person(self, at: str, row: Mapping[str, Any]) -> Penerima:
        many = self.whole_number(row.get("banyaknya", 0), f"{at}.banyaknya", MAX_COUNT) or 0
        price = self.whole_number(row.get("harga", 0), f"{at}.harga", MAX_AMOUNT) or 0
        unit = self._choice(row, at, "satuan", SATUAN) if "satuan" in row else ""
        macam = self._choice(row, at, "macam", tuple(MACAM)) if "macam" in row else ""
        days = self._days(at, row.get("hari", ()))
        if "macam" in row and not days:
            self.fault(f"{at}.hari", "wajib diisi bagi yang dibayar menurut hari")
        if unit == ORANG_HARI and days and many != len(days):
            self.fault(f"{at}.banyaknya", f"harus {len(days)}, banyaknya hari; terbaca {many}")
        name = self.one_line(row["nama"], f"{at}.nama") if "nama" in row else None
        desa = self.one_line(row["desa"], f"{at}.desa") if "desa" in row else None
        return Penerima(name or "", many * price, self._nik(at, row), desa or "", macam, days)

    def _nik(self, at: str, row: Mapping[str, Any]) -> str:
        value = row.get("nik", "")
        if "nik" not in row:
            return ""
        right = isinstance(value, str) and len(value) == _NIK and value.isascii()
        if not right or not value.isdigit():
            self.fault(f"{at}.nik", "harus teks 16 angka")
            return ""
        return str(value)

    def _days(self, at: str, given: Any) -> tuple[date, ...]:  # noqa: ANN401 - untrusted
        place = f"{at}.hari"
        if not isinstance(given, list | tuple) or len(given) > MOST_DAYS:
            self.fault(place, f"harus daftar paling banyak {MOST_DAYS} tanggal")
            return ()
        days = [self._day(one, f"{place}[{n}]") for n, one in enumerate(given)]
        right = tuple(day for day in days if day is not None)
        if len(set(right)) < len(right):
            self.fault(place, "tanggal ditulis lebih dari sekali")
        return right
