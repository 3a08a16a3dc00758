"""What a workbook would change in a month: every difference, every fault, nothing written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from upaya.exchange.asking import Tanya
from upaya.exchange.insentif import contract
from upaya.exchange.insentif.month_layout import HEAD
from upaya.exchange.insentif.month_workbook import MonthFile, read_sheets
from upaya.insentif.buku.compare_kegiatan import Activities, compare_work
from upaya.insentif.bulan.models import Bagian, Pengajuan
from upaya.insentif.hasil import calculation
from upaya.insentif.isian.reading import IsianBulan
from upaya.insentif.isian.services import ADMINISTRASI, JASPEL
from upaya.pegawai.models import Padanan
from upaya.pegawai.services.padanan import own_words
from upaya.rules import numbers
from upaya.rules.bok.serapan import melebihi_sisa
from upaya.rules.errors import Fault
from upaya.rules.insentif.plausibility import periksa
from upaya.rules.insentif.serial import posts_from_json
from upaya.rules.insentif.spm import PELAYANAN, nama_pelayanan
from upaya.rules.money import angka, rupiah
from upaya.rules.names import slug_puskesmas
from upaya.rules.period import Period

_COUNTS = ("penduduk", "jaspel_penerima")
_LABELS = {head.path: head.label for head in HEAD if head.path}
_PATHS = {name: name for name in ADMINISTRASI} | {
    "jaspel": "jaspel.jumlah",
    "jaspel_penerima": "jaspel.penerima",
}
"""Where the workbook keeps a field of the month."""
_MASTER = ("status", "golongan", "pendidikan", "jabatan_utama", "jabatan_tambahan")
"""What the page Petugas says of an officer."""


MOST_QUESTIONS = 30


@dataclass(frozen=True, slots=True)
class Change:
    """One entry that would change: where, before, after, as people read it."""

    bagian: Bagian
    label: str
    lama: str
    baru: str


@dataclass(frozen=True, slots=True)
class Contents:
    """What would be written: only what differs. `kegiatan` holds amounts by row and menu line."""

    administrasi: dict[str, int] = field(default_factory=dict)
    jaspel: dict[str, int] = field(default_factory=dict)
    pelayanan: dict[str, tuple[int, int | None]] = field(default_factory=dict)
    menu: list[str] = field(default_factory=list)
    kegiatan: dict[int, dict[str, int]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return any(self._parts().values())

    def _parts(self) -> dict[Bagian, Any]:
        return {
            Bagian.ADMINISTRASI: self.administrasi,
            Bagian.PELAYANAN: self.pelayanan,
            Bagian.KEGIATAN: self.menu or self.kegiatan,
            Bagian.JASPEL: self.jaspel,
        }

    def parts(self) -> list[Bagian]:
        """The parts that would be written."""
        return [part for part, values in self._parts().items() if values]

    def to_dict(self) -> dict[str, Any]:
        """As JSON; `from_dict` gives an equal one back."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Contents:
        """What `to_dict` gave."""
        return cls(
            administrasi=dict(data["administrasi"]),
            jaspel=dict(data["jaspel"]),
            pelayanan={key: (pair[0], pair[1]) for key, pair in data["pelayanan"].items()},
            menu=list(data["menu"]),
            kegiatan={int(row): dict(cells) for row, cells in data["kegiatan"].items()},
        )

    def is_in(self, sheet: IsianBulan) -> bool:
        """Whether the month says all of this already."""
        fields = self.administrasi | self.jaspel
        menu = {line.pk: line.menu for line in sheet.kolom}
        cells = {(cell.baris, menu[cell.kolom]): cell.jumlah for cell in sheet.sel}
        stored = _stored_services(sheet)
        return (
            all(getattr(sheet.month, name) == value for name, value in fields.items())
            and all(stored.get(key) == pair for key, pair in self.pelayanan.items())
            and set(menu.values()).issuperset(self.menu)
            and all(
                cells.get((row, menu), 0) == amount
                for row, amounts in self.kegiatan.items()
                for menu, amount in amounts.items()
            )
        )


@dataclass(slots=True)
class Plan:
    """The result of a dry run: faults by cell, or contents with their changes; notes always."""

    faults: list[Fault] = field(default_factory=list)
    contents: Contents = field(default_factory=Contents)
    changes: list[Change] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    doubts: list[Fault] = field(default_factory=list)
    """What is not plausible in the file, by cell: computed all the same."""
    questions: list[Tanya] = field(default_factory=list)
    """Words and heads that the puskesmas can explain once."""

    def counts(self) -> dict[str, int]:
        """Changes by the label of their part."""
        found: dict[str, int] = {}
        for change in self.changes:
            label = str(change.bagian.label)
            found[label] = found.get(label, 0) + 1
        return found


def _stored_services(sheet: IsianBulan) -> dict[str, tuple[int, int | None]]:
    return {row.layanan: (row.target, row.realisasi) for row in sheet.pelayanan}


def plan_of(sheet: IsianBulan, raw: bytes) -> Plan:
    """Compare a workbook with a month (loaded with puskesmas and kabupaten)."""
    month, found = sheet.month, read_sheets(raw, own_words(sheet.month.puskesmas_id))
    plan = Plan(faults=list(_identity(month, found)))
    plan.questions = [
        Tanya(kind, key, written, place)
        for (kind, key), (written, place) in found.asked.items()
        if kind in Padanan.Jenis.values
    ][:MOST_QUESTIONS]
    if plan.faults:
        return plan
    plan.faults.extend(found.faults)
    _fields(plan, month, found)
    _services(plan, sheet, found)
    work = compare_work(sheet, found)
    _take_work(plan, work)
    plan.faults.extend(_closed(plan, month))
    plan.notes.extend(_elsewhere(sheet, found))
    plan.notes.extend(f"{note.letak}: {note.pesan}." for note in found.notes)
    plan.doubts.extend(
        Fault(found.places.get(one.letak, one.letak), one.pesan)
        for one in periksa(found.data, sheet.book, sheet.bulan_lalu)
    )
    return plan


def _identity(month: Pengajuan, found: MonthFile) -> Iterator[Fault]:
    """A file of another month or puskesmas is refused whole: nothing else in it is looked at."""
    if found.faults and found.faults[0].letak in ("", "Puskesmas"):
        yield from found.faults
        return
    data, places = found.data, found.places
    code = data.get("kode_puskesmas")
    if code is not None and code != month.puskesmas.slug:
        yield Fault(
            places["kode_puskesmas"], _other("puskesmas", data.get("puskesmas", code), month)
        )
        return
    pairs = (
        ("kabupaten", "Kode kabupaten", month.kabupaten_id),
        ("puskesmas", "Nama Puskesmas", month.puskesmas.nama),
        ("periode", "Bulan", str(month.period)),
    )
    for path, label, own in pairs:
        given = data.get(path)
        if given is None:
            told = [fault for fault in found.faults if fault.letak == places.get(path)]
            yield from told or [Fault(places.get(path, "Puskesmas"), f"{label}: belum diisi")]
        elif path == "puskesmas":
            # Names change, codes stay: the code has decided, else the one its name gives.
            if code is None and slug_puskesmas(given) not in _own_codes(month):
                yield Fault(places[path], _other(path, given, month))
        elif given != own:
            yield Fault(places[path], _other(path, given, month))


def _own_codes(month: Pengajuan) -> set[str]:
    return {month.puskesmas.slug, slug_puskesmas(month.puskesmas.nama)}


def _other(path: str, given: str, month: Pengajuan) -> str:
    here = f"halaman ini untuk {month.puskesmas.nama}, {month.period.nama}"
    if path == "periode":
        given = Period.parse(given).nama
    return (
        f"berkas ini untuk {given[:60]}, sedangkan {here}; tidak ada yang diambil dari berkas ini"
    )


# ---------------------------------------------------------------- administrasi and jaspel
def _fields(plan: Plan, month: Pengajuan, found: MonthFile) -> None:
    given = {name: found.data.get(name) for name in ADMINISTRASI}
    given |= {"jaspel": found.jaspel.get("jumlah"), "jaspel_penerima": found.jaspel.get("penerima")}
    for name, value in given.items():
        if value is None:
            continue
        place = found.places[_PATHS[name]]
        fault = _out_of_bounds(name, value)
        if fault:
            plan.faults.append(Fault(place, fault))
        elif value != getattr(month, name):
            part = Bagian.JASPEL if name in JASPEL else Bagian.ADMINISTRASI
            getattr(plan.contents, part.value)[name] = value
            show = angka if name in _COUNTS else rupiah
            old = getattr(month, name)
            before = "belum diisi" if old is None else show(old)
            plan.changes.append(Change(part, _LABELS[_PATHS[name]], before, show(value)))
    _together(plan, month, found, given)


def _out_of_bounds(name: str, value: int) -> str:
    most = numbers.MAX_COUNT if name in _COUNTS else numbers.MAX_AMOUNT
    least = 1 if name == "penduduk" else 0
    if least <= value <= most:
        return ""
    return (
        f"{_LABELS[_PATHS[name]]}: harus dari {least} sampai {angka(most)}; terbaca {angka(value)}"
    )


def _together(
    plan: Plan, month: Pengajuan, found: MonthFile, given: Mapping[str, int | None]
) -> None:
    """What two numbers say together: pagu is a maximum, jaspel has receivers."""

    def after(name: str) -> int | None:
        value = given[name]
        stored: int | None = getattr(month, name)
        return stored if value is None else value

    if clause := melebihi_sisa(after("bok_diserap"), after("sisa_pagu_bok")):
        plan.faults.append(Fault(found.places.get("bok_diserap", "Puskesmas"), clause))
    if after("jaspel") and not after("jaspel_penerima"):
        place = found.places.get("jaspel.penerima", "Puskesmas")
        plan.faults.append(Fault(place, "Penerima jaspel (orang): isi banyaknya penerima jaspel"))


# ---------------------------------------------------------------- pelayanan
def _services(plan: Plan, sheet: IsianBulan, found: MonthFile) -> None:
    """Both numbers of a service or none; a service that is empty in the file stays as it is."""
    stored = _stored_services(sheet)
    labels = nama_pelayanan()
    for key in PELAYANAN:
        pair = found.data.get("pelayanan", {}).get(key, {})
        missing = [what for what in contract.PELAYANAN_KEYS if what not in pair]
        bad = [what for what in pair if not 0 <= pair[what] <= numbers.MAX_COUNT]
        for what in bad:
            pesan = f"{what} {labels[key]}: harus dari 0 sampai {angka(numbers.MAX_COUNT)}"
            plan.faults.append(Fault(found.places[f"pelayanan.{key}.{what}"], pesan))
        waits = missing == ["realisasi"] and stored.get(key, (None, None))[1] is None
        if waits:
            missing = []
        if missing and pair:
            place = found.places[f"pelayanan.{key}.{missing[0]}"]
            if place not in {fault.letak for fault in found.faults}:
                pesan = f"{missing[0]} {labels[key]}: belum diisi; tulis 0 bila tidak ada"
                plan.faults.append(Fault(place, pesan))
        if missing or bad:
            continue
        new = (pair["target"], pair.get("realisasi"))
        if stored.get(key) != new:
            plan.contents.pelayanan[key] = new
            before = _pair(stored[key]) if key in stored else "belum diisi"
            plan.changes.append(Change(Bagian.PELAYANAN, labels[key], before, _pair(new)))


def _pair(pair: tuple[int, int | None]) -> str:
    target, done = pair
    return f"{'belum diisi' if done is None else angka(done)} dari {angka(target)}"


# ---------------------------------------------------------------- kegiatan, what is closed, notes
def _take_work(plan: Plan, work: Activities) -> None:
    plan.faults.extend(work.faults)
    plan.notes.extend(work.notes)
    plan.contents.menu.extend(work.menu)
    plan.contents.kegiatan.update(work.cells)
    plan.changes.extend(
        Change(Bagian.KEGIATAN, label, before, after) for label, before, after in work.changes
    )


def _closed(plan: Plan, month: Pengajuan) -> Iterator[Fault]:
    """After a return only parts with a finding are open: others must say what they said."""
    counts = plan.counts()
    for part in plan.contents.parts():
        if not month.open_for(part):
            yield Fault(
                str(part.label),
                f"bagian ini terkunci pada putaran ini, padahal isinya di berkas berbeda "
                f"({counts[str(part.label)]} isian); unduh buku kerja yang baru dan ubah hanya "
                "bagian yang terbuka",
            )


def _elsewhere(sheet: IsianBulan, found: MonthFile) -> Iterator[str]:
    """What differs in the file and is changed on another page: said, never taken."""
    data, _, _ = calculation.read_input(sheet)
    if found.data.get("karakteristik") not in (None, data["karakteristik"]):
        yield "Karakteristik wilayah tidak diambil dari berkas; Dinas mengisinya di data puskesmas."
    if found.data.get("sisa_pagu_insentif") not in (None, data["sisa_pagu_insentif"]):
        yield "Sisa pagu insentif tidak diambil dari berkas; aplikasi menghitungnya sendiri."
    given = found.data.get("indeks", {})
    if any(not _same(value, data.get("indeks", {}).get(name)) for name, value in given.items()):
        yield "Indeks tidak diambil dari berkas; Dinas menerbitkannya di halaman Indeks."
    own = {officer["id"]: officer for officer in data["petugas"]}
    different = [
        officer
        for officer in found.data.get("petugas", [])
        if officer.get("id") in own and not _agrees(officer, own[officer["id"]])
    ]
    if different:
        yield (
            f"Status, pendidikan atau jabatan {angka(len(different))} petugas di berkas berbeda "
            "dari data petugas; itu tidak diambil dari berkas. Ubah di halaman Petugas."
        )


def _same(given: str, own: str | None) -> bool:
    return own is not None and Decimal(given) == Decimal(own)


def _agrees(given: Mapping[str, Any], own: Mapping[str, Any]) -> bool:
    """Whether the file says of an officer what the master data say, wherever it says anything."""
    return all(
        _comparable(key, given[key]) == _comparable(key, own[key])
        for key in _MASTER
        if key in given
    )


def _comparable(key: str, value: Any) -> Any:  # noqa: ANN401 - a word, a number or nothing
    return frozenset(posts_from_json(value)) if key == "jabatan_utama" else value
