"""The rules as a district has them: the national files with its own approved rows on top."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db.models import QuerySet
from django.urls import reverse

from upaya.core.access import Access
from upaya.core.inbox import LIMIT, Tugas
from upaya.core.once import once
from upaya.regulasi import ketetapan
from upaya.regulasi.izin import IzinRegulasi
from upaya.regulasi.ketetapan import Nilai
from upaya.regulasi.models import BarisAturan
from upaya.rules import shown as said
from upaya.rules.citation import citation
from upaya.rules.insentif.ketentuan import BACAAN, NASKAH, PAGU
from upaya.rules.loader import national_book
from upaya.rules.parameter import RawValue, RuleBook, Value
from upaya.rules.period import tanggal
from upaya.wilayah.models import Unit


@dataclass(frozen=True)
class DistrictRules:
    """The book of a district, and its own rows of the year's pagu."""

    kabupaten: str
    book: RuleBook
    ceilings: tuple[BarisAturan, ...] = ()

    def pagu(self, puskesmas: Unit, year: int, known_on: date | None = None) -> int | None:
        """The year's ceiling in rupiah (Pasal 11A ayat (8) huruf l); None when unset.

        The district's own rows hang on the puskesmas itself, so a new name does not lose its pagu;
        what a regulation prints on its code. The pagu in force at the year's end counts; with
        `known_on` only what had been promulgated or decreed by that day.
        """
        year_end = date(year, 12, 31)
        own = [
            row
            for row in self.ceilings
            if row.puskesmas_id == puskesmas.pk
            and row.mulai <= year_end
            and row.sampai is not None
            and row.sampai >= year_end
            and (known_on is None or row.tanggal_keputusan <= known_on)
        ]
        printed = _printed_pagu(national_book(), puskesmas, year_end, known_on)
        if own:
            latest = max(own, key=lambda row: (row.tanggal_keputusan, row.mulai))
            return _within(int(latest.nilai), printed)
        return printed.integer if printed else None


def district_rules(kabupaten: str) -> DistrictRules:
    """The rules of a district; one small query tells whether its rows changed since last time.

    An approved row never changes, but a pagu is read by the code of its puskesmas and shown with
    its name, and both may. Without a district it is the nation's book, and nothing is asked.
    """
    if not kabupaten:
        return _rules("", ())
    approved = BarisAturan.objects.filter(kabupaten_id=kabupaten, status="disetujui")
    columns = ("pk", "diputus_pada", "puskesmas__slug", "puskesmas__nama")
    marks = approved.order_by("pk").values_list(*columns)
    return _rules(kabupaten, tuple(marks))


def rulebook_for(kabupaten: str) -> RuleBook:
    """The book of a district; see `district_rules`."""
    return district_rules(kabupaten).book


def rulebook_once(kabupaten: str) -> RuleBook:
    """The same, asked once in a request: for whoever only reads."""
    return once(("aturan", kabupaten), lambda: rulebook_for(kabupaten))


@lru_cache(maxsize=64)
def _rules(kabupaten: str, marks: tuple[tuple[object, ...], ...]) -> DistrictRules:
    if not marks:
        return DistrictRules(kabupaten, national_book())
    rows = list(
        BarisAturan.objects.filter(kabupaten_id=kabupaten, status="disetujui")
        .select_related("puskesmas")
        .order_by("pk")
    )
    book = national_book().overlay([as_value(row) for row in rows])
    ceilings = tuple(row for row in rows if row.kunci == PAGU)
    return DistrictRules(kabupaten, book, ceilings)


def as_value(row: BarisAturan) -> Value:
    """A district's row as the rules read it."""
    jenis, unit = ketetapan.semua()[row.kunci], row.puskesmas
    return Value(
        key=row.kunci + (unit.slug if unit else ""),
        value=_raw(row.nilai),
        unit=jenis.satuan,
        title=jenis.judul.format(unit.nama if unit else ""),
        instrument=row.nomor_keputusan,
        article="",
        origin="asumsi" if row.contoh else "teks",
        in_force=row.mulai,
        until=row.sampai,
        promulgated=row.tanggal_keputusan,
        district=row.kabupaten_id,
        package=f"keputusan-{row.pk}",
        note="Nilai contoh, belum ditetapkan." if row.contoh else "",
    )


def _raw(value: int | str | list[int]) -> RawValue:
    """The stored value as the rules read it; its shape was checked when it was proposed."""
    return tuple(value) if isinstance(value, list) else value


def pagu_insentif(
    kabupaten: str, puskesmas_id: int, year: int, known_on: date | None = None
) -> int | None:
    """The year's pagu of one puskesmas; see `DistrictRules.pagu`."""
    unit = Unit.objects.order_by().only("pk", "slug").get(pk=puskesmas_id)
    return district_rules(kabupaten).pagu(unit, year, known_on)


def pagu_insentif_semua(units: Iterable[Unit], year: int) -> dict[int, int]:
    """`pagu_insentif` of many puskesmas of any districts in one query; who has none is left out."""
    year_end = date(year, 12, 31)
    rows = BarisAturan.objects.filter(
        kunci=PAGU,
        status=BarisAturan.Status.DISETUJUI,
        mulai__lte=year_end,
        sampai__gte=year_end,
    )
    units = list(units)
    districts = {unit.kabupaten_id for unit in units}
    if len(districts) == 1:
        rows = rows.filter(kabupaten_id=districts.pop())
    latest_last = rows.order_by("tanggal_keputusan", "mulai").values_list("puskesmas_id", "nilai")
    own = dict(latest_last)
    book = national_book()
    found: dict[int, int] = {}
    for unit in units:
        printed = _printed_pagu(book, unit, year_end)
        if unit.pk in own:
            found[unit.pk] = _within(int(own[unit.pk]), printed)
        elif printed is not None:
            found[unit.pk] = printed.integer
    return found


def _printed_pagu(
    book: RuleBook, unit: Unit, day: date, known_on: date | None = None
) -> Value | None:
    """What a regulation prints; districts without a text of their own have nothing to look for."""
    if unit.kabupaten_id not in book.districts:
        return None
    return book.find(PAGU + unit.slug, day, unit.kabupaten_id, known_on)


def _within(decreed: int, printed: Value | None) -> int:
    """A decree lowers what a regulation prints, and never raises it."""
    return decreed if printed is None else min(decreed, printed.integer)


def words(kunci: str, nilai: Nilai) -> str:
    """A row's value for people."""
    jenis = ketetapan.semua().get(kunci)
    return jenis.kata(nilai) if jenis else str(nilai)


@dataclass(frozen=True, slots=True)
class Shown:
    """A parameter as the page shows it; `pairs` when the value is a table."""

    value: Value
    text: str
    pairs: tuple[tuple[str, str], ...]

    @property
    def dasar(self) -> str:
        """The legal basis, each article cited where it stands."""
        return citation(self.value)

    @property
    def satuan(self) -> str:
        """Its unit for people."""
        return said.unit(self.value)

    @property
    def span(self) -> str:
        """From when to when it is in force."""
        end = f" sampai {tanggal(self.value.until)}" if self.value.until else ""
        return f"sejak {tanggal(self.value.in_force)}{end}"


def shown(value: Value) -> Shown:
    """`value` written for people: rupiah as rupiah, a table as pairs."""
    if isinstance(value.value, Mapping):
        return Shown(value, "", said.pairs(value))
    return Shown(value, said.text(value), ())


BAGIAN = {
    "insentif": ("Insentif UKM", ("insentif_ukm.",)),
    "pagu": ("Pagu insentif", (PAGU,)),
    "kategori": ("Kategori wilayah", ("insentif_ukm.kategori.", "wilayah.")),
    "naskah": ("Bunyi dan bacaan naskah", (NASKAH, BACAAN)),
    "bobot": ("Bobot petugas", ("insentif_ukm.skor.", "pegawai.")),
    "indeks": ("Indeks dan SPM", ("insentif_ukm.indeks.", "insentif_ukm.spm.", "spm.")),
    "bok": ("BOK", ("bok.",)),
    "miskol": ("Surat miskin", ("supermiskol.",)),
    "tenaga": ("Tenaga", ("tenaga.",)),
    "jamkesda": ("Jamkesda", ("jamkesda.",)),
    "komunitas": ("Komunitas praktisi", ("komunitas.",)),
    "pajak": ("Pajak", ("pajak.",)),
    "pembayaran": ("Pembayaran", ("pembayaran.",)),
    "kalender": ("Tenggat dan hari libur", ("kalender.", "insentif_ukm.tenggat.")),
    "dasbor": ("Tafsiran dasbor", ("dasbor.",)),
    "lain": ("Lainnya", ("",)),
}
"""Parts of the page: name, and the beginnings of the keys that stand there."""


def bagian_of(key: str) -> str:
    """The part in which a parameter stands: the one with the longest fitting beginning."""
    fitting = [
        (len(prefix), name)
        for name, (_label, prefixes) in BAGIAN.items()
        for prefix in prefixes
        if key.startswith(prefix)
    ]
    return max(fitting)[1]


def in_force(kabupaten: str, day: date, known_on: date | None) -> dict[str, list[Shown]]:
    """Every parameter in force on `day` as known on `known_on`, by part, in order of key."""
    parts: dict[str, list[Shown]] = {name: [] for name in BAGIAN}
    found = rulebook_for(kabupaten).read_all("", day, kabupaten or None, known_on)
    for key, value in found.items():
        parts[bagian_of(key)].append(shown(value))
    return parts


def history_of(kabupaten: str, key: str) -> list[Shown]:
    """All values that a parameter has, has had or will have here, the newest first."""
    book = rulebook_for(kabupaten)
    found = [
        value
        for value in (*book.values(), *book.rows)
        if value.key == key and value.district in {None, kabupaten}
    ]
    found.sort(key=lambda v: (v.in_force, v.promulgated or v.in_force), reverse=True)
    return [shown(value) for value in found]


def waiting(kabupaten: str) -> int:
    """How many proposals wait for a decision."""
    return BarisAturan.objects.filter(
        kabupaten_id=kabupaten, status=BarisAturan.Status.USULAN
    ).count()


def tasks(access: Access) -> Iterator[Tugas]:
    """For the inbox: proposals that wait for this person's decision."""
    if not access.allows(IzinRegulasi.SETUJUI):
        return
    for row in waiting_for(access)[:LIMIT]:
        where = row.puskesmas.nama if row.puskesmas else "seluruh kabupaten"
        yield Tugas(
            judul=f"Setujui atau tolak usulan: {row.label}, {where}.",
            konteks=f"Aturan kabupaten · {row.nomor_keputusan}",
            alamat=reverse("regulasi:baris", args=[row.pk]),
        )


def waiting_for(access: Access) -> QuerySet[BarisAturan]:
    """Proposals that this person may decide: those somebody else made, oldest first."""
    rows: QuerySet[BarisAturan] = BarisAturan.objects.for_scope(access.scope)
    return (
        rows.filter(status=BarisAturan.Status.USULAN)
        .exclude(diusulkan_oleh_id=access.user_id)
        .select_related("puskesmas")
        .order_by("diusulkan_pada", "pk")
    )
