"""The month's file: parse, check everything, and say all faults at once.

The same checks serve the offline command, the workbook and the web: :func:`validate` takes
plain data from any of them.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeGuard

from upaya.exchange import contract
from upaya.exchange.json_parse import Angka, parse
from upaya.rules.bulan import TANPA_OPSI, Bulan, Opsi
from upaya.rules.errors import Fault, TidakDiatur
from upaya.rules.ketentuan import ketentuan
from upaya.rules.parameter import RuleBook
from upaya.rules.period import Period, tanggal
from upaya.rules.serial import bulan_from_dict

_SHOWN = 40
_LONG = 10**30


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file holds: a month and its overrides, or faults. Never both."""

    bulan: Bulan | None
    opsi: Opsi
    galat: tuple[Fault, ...]


def read(raw: bytes, book: RuleBook, known_on: date | None = None) -> Reading:
    """Read the bytes of a JSON file. Never raises: whatever is wrong becomes a fault."""
    data, faults = parse(raw)
    if faults:
        return refuse(faults)
    return validate(data, book, known_on)


def validate(data: Any, book: RuleBook, known_on: date | None = None) -> Reading:  # noqa: ANN401
    """Check plain data in the shape of the file; return the month or all its faults.

    ``data`` may come from :func:`upaya.exchange.json_parse.parse`, a workbook or a database.
    """
    checker = _Checker(book, known_on)
    checker.month(data)
    if checker.faults:
        return refuse(checker.faults)
    bulan, opsi = bulan_from_dict(data)
    return Reading(bulan, opsi, ())


def refuse(found: Iterable[Fault]) -> Reading:
    """Return the reading of a file that holds nothing but faults."""
    return Reading(None, TANPA_OPSI, tuple(found))


class _Checker:
    """Walks the data once and collects faults; every reader returns the value or None."""

    def __init__(self, book: RuleBook, known_on: date | None) -> None:
        self.book = book
        self.known_on = known_on
        self.faults: list[Fault] = []

    # ------------------------------------------------------------ the month
    def month(self, data: Any) -> None:  # noqa: ANN401 - untrusted
        root = self.object(data, "", contract.REQUIRED, contract.OPTIONAL)
        if root is None:
            return
        district = self.pattern(
            root, "kabupaten", contract.KABUPATEN_PATTERN, 'kode kabupaten seperti "35.12"'
        )
        self.line(root, "puskesmas", "")
        period = self.period(root, district)
        self.integer(root, "penduduk", "", contract.MAX_COUNT)
        for name in contract.AMOUNTS:
            self.integer(root, name, "", contract.MAX_AMOUNT)
        self.absorption(root)
        self.choice(root, "karakteristik", "", contract.KARAKTERISTIK)
        index_given = self.indices(root)
        self.services(root, index_given=index_given)
        if "alasan_indeks" in root:
            self.text(root, "alasan_indeks", "")
        self.options(root)
        self.officers(root, period.days if period else contract.MAX_DAYS)

    def period(self, root: Mapping[str, Any], district: str | None) -> Period | None:
        text = self.pattern(root, "periode", contract.PERIODE_PATTERN, 'bulan seperti "2022-08"')
        if text is None:
            return None
        try:
            period = Period.parse(text)
            ketentuan(self.book, period, district or "", self.known_on)
        except (ValueError, TidakDiatur):
            known = f" sebagaimana diketahui pada {tanggal(self.known_on)}" if self.known_on else ""
            self.fault("periode", f"belum ada aturan insentif UKM untuk {text}{known}")
            return None
        return period

    def absorption(self, root: Mapping[str, Any]) -> None:
        if "sisa_pagu_bok" not in root:
            return
        left = self.integer(root, "sisa_pagu_bok", "", contract.MAX_AMOUNT)
        absorbed = root.get("bok_diserap")
        if left is not None and _is_integer(absorbed) and left < absorbed <= contract.MAX_AMOUNT:
            self.fault("bok_diserap", f"penyerapan {absorbed} melebihi sisa pagu BOK {left}")

    def indices(self, root: Mapping[str, Any]) -> bool:
        """Check the published indices; tell whether one for SPM was given at all."""
        if "indeks" not in root:
            return False
        indices = self.object(root["indeks"], "indeks", (), contract.INDEKS)
        if indices is None:
            return False
        for name in contract.INDEKS:
            if name in indices:
                self.ratio(indices, name, "indeks")
        return "kinerja_spm" in indices

    def services(self, root: Mapping[str, Any], *, index_given: bool) -> None:
        if "pelayanan" not in root:
            return
        services = self.object(root["pelayanan"], "pelayanan", contract.PELAYANAN, ())
        if services is None:
            return
        targets: list[int | None] = []
        for name in contract.PELAYANAN:
            if name not in services:
                targets.append(None)
                continue
            place = f"pelayanan.{name}"
            service = self.object(services[name], place, contract.PELAYANAN_KEYS, ())
            if service is None:
                targets.append(None)
                continue
            targets.append(self.integer(service, "target", place, contract.MAX_COUNT))
            self.integer(service, "realisasi", place, contract.MAX_COUNT)
        if not index_given and all(target == 0 for target in targets):
            self.fault(
                "pelayanan",
                "semua target nol; isi target atau terbitkan indeks.kinerja_spm",
            )

    def options(self, root: Mapping[str, Any]) -> None:
        if "opsi" not in root:
            return
        options = self.object(root["opsi"], "opsi", (), contract.OPSI_KEYS)
        if options is None:
            return
        if "dasar" in options:
            self.ratio(options, "dasar", "opsi")
        for name, choices in (
            ("formula_pool", contract.FORMULA_POOL),
            ("metode_spm", contract.METODE_SPM),
            ("target_nol", contract.TARGET_NOL),
        ):
            if name in options:
                self.choice(options, name, "opsi", choices)

    # ------------------------------------------------------------ officers
    def officers(self, root: Mapping[str, Any], days: int) -> None:
        if "petugas" not in root:
            return
        rows = root["petugas"]
        if not _is_list(rows):
            self.fault("petugas", f"harus daftar petugas; terbaca {_shown(rows)}")
            return
        if not rows:
            self.fault("petugas", "daftar petugas kosong")
        first: dict[str, int] = {}
        for position, row in enumerate(rows):
            place = f"petugas[{position}]"
            officer = self.object(row, place, contract.PETUGAS_KEYS, ())
            if officer is None:
                continue
            officer_id = self.officer(officer, place, days)
            if officer_id is None:
                continue
            if officer_id in first:
                same = f"petugas[{first[officer_id]}]"
                self.fault(f"{place}.id", f"id {_shown(officer_id)} sudah dipakai {same}")
            first.setdefault(officer_id, position)

    def officer(self, officer: Mapping[str, Any], place: str, days: int) -> str | None:
        officer_id = self.line(officer, "id", place)
        self.text(officer, "nama", place)
        self.choice(officer, "status", place, contract.STATUS)
        if officer.get("golongan", "") is not None:
            self.choice(officer, "golongan", place, contract.GOLONGAN, "null")
        self.choice(officer, "pendidikan", place, contract.PENDIDIKAN)
        self.main_posts(officer, place)
        self.integer(officer, "jabatan_tambahan", place, contract.MAX_COUNT)
        self.integer(
            officer, "orang_hari", place, days, f"tidak boleh melebihi {days} hari dalam bulan itu"
        )
        self.integer(officer, "frekuensi", place, contract.MAX_COUNT)
        return officer_id

    def main_posts(self, officer: Mapping[str, Any], place: str) -> None:
        posts = officer.get("jabatan_utama")
        if not _is_list(posts):
            self.choice(officer, "jabatan_utama", place, contract.JABATAN_UTAMA)
            return
        if not posts:
            self.fault(f"{place}.jabatan_utama", "daftar jabatan utama kosong")
        for position, post in enumerate(posts):
            if not isinstance(post, str) or post not in contract.JABATAN_UTAMA:
                at = f"{place}.jabatan_utama[{position}]"
                self.fault(at, _one_of(contract.JABATAN_UTAMA, post))

    # ------------------------------------------------------------ kinds of value
    def fault(self, letak: str, pesan: str) -> None:
        self.faults.append(Fault(letak, pesan))

    def object(
        self,
        value: Any,  # noqa: ANN401 - untrusted
        place: str,
        required: Sequence[str],
        optional: Sequence[str],
    ) -> Mapping[str, Any] | None:
        """Check an object and its keys; faults in the keys do not hide the values."""
        if not isinstance(value, Mapping):
            whole = "isi berkas harus" if not place else "harus"
            self.fault(place, f"{whole} objek dengan kunci dan nilai; terbaca {_shown(value)}")
            return None
        for key in getattr(value, "ganda", ()):
            self.fault(_path(place, key), "kunci ditulis lebih dari sekali")
        for key in value:
            if key not in required and key not in optional:
                self.fault(_path(place, str(key)), "kunci tidak dikenal")
        for key in required:
            if key not in value:
                self.fault(_path(place, key), "wajib diisi")
        return value

    def integer(
        self,
        owner: Mapping[str, Any],
        key: str,
        place: str,
        most: int,
        too_much: str = "",
    ) -> int | None:
        if key not in owner:
            return None
        value, letak = owner[key], _path(place, key)
        if isinstance(value, Angka) and value.bulat:
            negative = value.teks.startswith("-")
        elif _is_integer(value):
            if 0 <= value <= most:
                return int(value)
            negative = value < 0
        else:
            self.fault(letak, f"harus bilangan bulat tanpa titik; terbaca {_shown(value)}")
            return None
        limit = too_much or f"tidak boleh melebihi {most}"
        pesan = "tidak boleh negatif" if negative else limit
        self.fault(letak, f"{pesan}; terbaca {_shown(value)}")
        return None

    def choice(
        self,
        owner: Mapping[str, Any],
        key: str,
        place: str,
        choices: Sequence[str],
        *others: str,
    ) -> None:
        if key not in owner:
            return
        value = owner[key]
        if not isinstance(value, str) or value not in choices:
            self.fault(_path(place, key), _one_of((*choices, *others), value))

    def text(self, owner: Mapping[str, Any], key: str, place: str) -> str | None:
        if key not in owner:
            return None
        value = owner[key]
        if not isinstance(value, str):
            self.fault(_path(place, key), f"harus teks; terbaca {_shown(value)}")
            return None
        if any("\ud800" <= character <= "\udfff" for character in value):
            self.fault(_path(place, key), "teks ini memuat huruf yang tidak sah dalam Unicode")
            return None
        return value

    def line(self, owner: Mapping[str, Any], key: str, place: str) -> str | None:
        value = self.text(owner, key, place)
        if value is not None and not re.search(contract.LINE_PATTERN, value):
            self.fault(_path(place, key), "harus satu baris teks yang tidak kosong")
            return None
        return value

    def pattern(self, owner: Mapping[str, Any], key: str, pattern: str, example: str) -> str | None:
        value = owner.get(key)
        if key not in owner:
            return None
        if isinstance(value, str) and re.search(pattern, value):
            return value
        self.fault(key, f"harus {example}; terbaca {_shown(value)}")
        return None

    def ratio(self, owner: Mapping[str, Any], key: str, place: str) -> None:
        value = owner[key]
        if not isinstance(value, str) or not re.search(contract.RATIO_PATTERN, value):
            self.fault(
                _path(place, key),
                f'harus desimal dari 0 sampai 1 dalam tanda petik, misalnya "0.20"; terbaca '
                f"{_shown(value)}",
            )


def _is_integer(value: Any) -> TypeGuard[int]:  # noqa: ANN401 - untrusted
    return isinstance(value, int) and not isinstance(value, bool)


def _is_list(value: Any) -> TypeGuard[Sequence[Any]]:  # noqa: ANN401 - untrusted
    return isinstance(value, list | tuple)


def _path(place: str, key: str) -> str:
    return f"{place}.{key}" if place else key


def _one_of(choices: Sequence[str], value: Any) -> str:  # noqa: ANN401 - untrusted
    return f"harus salah satu dari {', '.join(choices)}; terbaca {_shown(value)}"


def _shown(value: Any) -> str:  # noqa: ANN401 - untrusted
    """Show what was read, shortly: a fault names the value, never repeats a file."""
    if isinstance(value, Angka):
        text = value.teks
    elif isinstance(value, Mapping):
        return "sebuah objek"
    elif isinstance(value, list | tuple):
        return "sebuah daftar"
    elif isinstance(value, str):
        text = json.dumps(value[: _SHOWN + 1], ensure_ascii=False)
    elif value is None or isinstance(value, bool):
        text = json.dumps(value)
    elif _is_integer(value):
        text = str(value) if abs(value) < _LONG else "bilangan yang sangat besar"
    else:
        text = str(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."
