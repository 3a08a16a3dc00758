"""What one entry fills: RUK, RPK, RAB, KAK and RAK, as content that pages and files share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from upaya.alur.papers import Paper, Papers
from upaya.bok.izin import IzinBok
from upaya.bok.kop import kop
from upaya.bok.rencana.models import KegiatanRencana, Rencana
from upaya.bok.rencana.reading import BacaanRencana
from upaya.core.documents.content import (
    Bagian,
    Isi,
    Jumlah,
    Kolom,
    Kop,
    Rincian,
    Sel,
    Subjudul,
    Tabel,
)
from upaya.core.permissions import Permission
from upaya.rules.bok.anggaran import BELUM_DIRINCI, Anggaran
from upaya.rules.bok.plan import MONTHS, rencana_kas
from upaya.rules.bok.road import DITETAPKAN, PJ_PROGRAM
from upaya.rules.bok.road_dinas import PERENCANA_DINAS
from upaya.rules.kesehatan import KEPALA_DINAS, KEPALA_PUSKESMAS
from upaya.rules.money import angka, rupiah
from upaya.rules.period import BULAN
from upaya.rules.roles import Role
from upaya.wilayah.models import Unit

BASIS = "Pasal 9, Pasal 10, dan Pasal 11 Perbup Situbondo 79/2022"
_NOT_YET = "Rencana ini belum ditetapkan."
Content = Callable[[BacaanRencana], tuple[Bagian, ...]]


@dataclass(frozen=True, slots=True)
class Lembar:
    """One of the five: its address, its name, what it says of a plan, and that as a paper.

    `lipat` says which columns of the paper stand in the second line of which others on the page.
    """

    key: str
    name: str
    content: Content
    paper: Callable[[BacaanRencana], Isi]
    lipat: Mapping[str, str] = field(default_factory=dict)


def months(row: KegiatanRencana) -> str:
    """The months of an activity, short: `Jan, Feb` or `tiap bulan`."""
    if len(row.bulan) == len(MONTHS):
        return "tiap bulan"
    return ", ".join(BULAN[m - 1][:3] for m in row.bulan)


def _many(row: KegiatanRencana) -> str:
    who = row.sasaran or "-"
    return f"{who}, {angka(row.jumlah_sasaran)}" if row.jumlah_sasaran else who


def aim(reading: BacaanRencana, row: KegiatanRencana) -> str:
    """The aim as it was written, else that of Pasal 11 ayat (1)."""
    if row.tujuan:
        return row.tujuan
    rules, plan = reading.ketetapan.rencana, reading.subject
    line = rules.menu.get(row.menu) if rules else None
    if line is None or not line.tujuan:
        own = line is not None and plan.puskesmas.jenis == Unit.Jenis.DINAS
        return line.uraian if line is not None and own else "-"
    book = reading.ketetapan.book
    found = book.read("bok.tujuan", plan.akhir_tahun, plan.kabupaten_id)
    return str(found.table[line.tujuan])


FIGURES = (
    Kolom("Murni", "rupiah", 3, jumlah=True),
    Kolom("Perubahan", "rupiah", 3, jumlah=True),
    Kolom("Realisasi", "rupiah", 3, jumlah=True),
    Kolom("Sisa", "rupiah", 3, jumlah=True),
)
"""The four figures of money, wherever one of the five speaks of it."""


def figures(one: Anggaran) -> tuple[int, int, int, int]:
    """The same as cells."""
    return one.murni, one.perubahan, one.realisasi, one.sisa


def _beside(reading: BacaanRencana) -> list[tuple[str, str, Anggaran]]:
    """What no activity of this version shows: what was dropped, what is spent on none by name."""
    rows = [(menu, nama, reading.anggaran[kunci]) for kunci, menu, nama in reading.ditiadakan]
    rest = reading.belanja.belum_dirinci
    return [*rows, ("-", BELUM_DIRINCI, Anggaran(realisasi=rest))] if rest else rows


# ------------------------------------------------------------------ the five
def _ruk(reading: BacaanRencana) -> tuple[Bagian, ...]:
    columns = (
        Kolom("No", "angka", 1),
        Kolom("Menu", lebar=2),
        Kolom("Kegiatan", lebar=5),
        Kolom("Tujuan", lebar=5),
        Kolom("Sasaran", lebar=3),
        Kolom("Target", lebar=3),
        Kolom("Penanggung jawab", lebar=3),
        Kolom("Sumber daya", lebar=3),
        Kolom("Mitra kerja", lebar=3),
        Kolom("Waktu", lebar=3),
        *FIGURES,
        Kolom("Indikator", lebar=3),
    )
    rows = [
        (
            n,
            row.menu,
            row.nama,
            aim(reading, row),
            _many(row),
            row.target or "-",
            row.pelaksana or "-",
            row.sumber_daya or "-",
            row.mitra or "-",
            months(row),
            *figures(reading.anggaran[row.kunci]),
            row.indikator or "-",
        )
        for n, row in enumerate(reading.kegiatan, 1)
    ]
    empty = ("-",) * 7
    for menu, nama, one in _beside(reading):
        rows.append((len(rows) + 1, menu, nama, *empty, *figures(one), "-"))
    return (Tabel("Usulan kegiatan", columns, tuple(rows)),)


def _rpk(reading: BacaanRencana) -> tuple[Bagian, ...]:
    columns = (
        Kolom("No", "angka", 1),
        Kolom("Menu", lebar=2),
        Kolom("Kegiatan", lebar=6),
        Kolom("Sasaran", lebar=3),
        Kolom("Jadwal", lebar=4),
        Kolom("Lokasi", lebar=3),
        Kolom("Penanggung jawab", lebar=3),
        *FIGURES,
    )
    rows = [
        (
            n,
            row.menu,
            row.nama,
            _many(row),
            f"{months(row)}, {row.kali} kali",
            row.desa or row.lokasi or "-",
            row.pelaksana or "-",
            *figures(reading.anggaran[row.kunci]),
        )
        for n, row in enumerate(reading.kegiatan, 1)
    ]
    empty = ("-",) * 4
    for menu, nama, one in _beside(reading):
        rows.append((len(rows) + 1, menu, nama, *empty, *figures(one)))
    return (Tabel("Pelaksanaan kegiatan", columns, tuple(rows)), _by_month(reading))


def _by_month(reading: BacaanRencana) -> Tabel:
    """The four figures of each month."""
    return Tabel(
        "Anggaran tiap bulan",
        (Kolom("Bulan", lebar=4), *FIGURES),
        tuple((BULAN[m - 1], *figures(one)) for m, one in reading.anggaran_bulan.items()),
    )


def _by_activity(reading: BacaanRencana) -> Tabel:
    """The four figures of each activity."""
    rows = [(row.menu, row.nama, reading.anggaran[row.kunci]) for row in reading.kegiatan]
    return Tabel(
        "Anggaran tiap kegiatan",
        (Kolom("Menu", lebar=2), Kolom("Kegiatan", lebar=6), *FIGURES),
        tuple((menu, nama, *figures(one)) for menu, nama, one in (*rows, *_beside(reading))),
    )


def _rab(reading: BacaanRencana) -> tuple[Bagian, ...]:
    columns = (
        Kolom("Komponen", lebar=6),
        Kolom("Uraian", lebar=5),
        Kolom("Rincian", lebar=4),
        Kolom("Satuan", lebar=3),
        Kolom("Harga satuan", "rupiah", 3),
        Kolom("Sub total sebulan", "rupiah", 3),
        Kolom("Bulan", "angka", 2),
        Kolom("Jumlah", "rupiah", 3, jumlah=True),
        Kolom("Kode rekening", lebar=4),
    )
    accounts = reading.rekening
    rows = tuple(
        (
            row.nama,
            line.uraian,
            " x ".join(f"{angka(many)} {unit}" for many, unit in plain.volume),
            line.satuan,
            line.harga_satuan,
            plain.sebulan,
            len(row.bulan),
            plain.sebulan * len(row.bulan),
            accounts.get(line.belanja, "-"),
        )
        for row, plan in reading.bersama
        for line, plain in zip(row.rincian.all(), plan.rincian, strict=True)
    )
    return (Tabel("Rincian anggaran biaya", columns, rows), _by_activity(reading))


def _kak(reading: BacaanRencana) -> tuple[Bagian, ...]:
    parts: list[Bagian] = []
    for row in reading.kegiatan:
        one = reading.anggaran[row.kunci]
        parts.append(Subjudul(f"{row.menu} {row.nama}"))
        parts.append(
            Rincian(
                (
                    ("Tujuan", aim(reading, row)),
                    ("Sasaran", _many(row)),
                    ("Target", row.target or "-"),
                    ("Tempat", row.desa or row.lokasi or "-"),
                    ("Waktu", f"{months(row)}, {row.kali} kali sebulan"),
                    ("Cara", row.get_cara_display()),
                    ("Penanggung jawab", row.pelaksana or "-"),
                    ("Mitra kerja", row.mitra or "-"),
                    ("Sumber daya", row.sumber_daya or "-"),
                    ("Indikator", row.indikator or "-"),
                    ("Murni", rupiah(one.murni)),
                    ("Perubahan", rupiah(one.perubahan)),
                    ("Realisasi", rupiah(one.realisasi)),
                    ("Sisa", rupiah(one.sisa)),
                )
            )
        )
    return tuple(parts)


def _rak(reading: BacaanRencana) -> tuple[Bagian, ...]:
    """By part of the pagu and kode rekening, by part alone, and the four figures by month."""
    rules = reading.ketetapan.rencana
    names = {part.kode: part.nama for part in rules.komponen} if rules else {}
    months = tuple(Kolom(name[:3], "rupiah", 3, jumlah=True) for name in BULAN)
    whole = Kolom("Jumlah", "rupiah", 4, jumlah=True)
    cash = rencana_kas(rules, reading.rencana, reading.rekening)
    rows: list[tuple[Sel, ...]] = []
    parts: dict[str, list[int]] = {}
    for (part, code), row in cash.items():
        name = names.get(part, part) or "Di luar menu"
        rows.append((name, code, *row.values(), sum(row.values())))
        sums = parts.setdefault(name, [0] * len(MONTHS))
        parts[name] = [a + b for a, b in zip(sums, row.values(), strict=True)]
    return (
        Tabel(
            "Rencana anggaran kas",
            (Kolom("Komponen", lebar=4), Kolom("Kode rekening", lebar=4), *months, whole),
            tuple(rows),
        ),
        Tabel(
            "Tiap komponen",
            (Kolom("Komponen", lebar=8), *months, whole),
            tuple((name, *sums, sum(sums)) for name, sums in parts.items()),
        ),
        _by_month(reading),
    )


# ------------------------------------------------------------------ as papers
def _whole(reading: BacaanRencana, head: Isi) -> Isi:
    """A paper with what all five share: of which plan, its sum, who signs."""
    plan = reading.subject
    head_role, planner = _SIGN[plan.puskesmas.jenis]
    return replace(
        head,
        keterangan=f"{head.kop.penerbit}, tahun anggaran {plan.tahun}, {plan.versi_kata}",
        bagian=(*head.bagian, Jumlah("Jumlah setahun", reading.total)),
        total=reading.total,
        tempat=plan.kabupaten.tempat,
        tanda_tangan=(
            reading.seat_of(head_role.label, "tetapkan", pembuka="Menetapkan,"),
            reading.seat_of(planner.label, "ajukan", pembuka="Menyusun,"),
        ),
        mendatar=True,
    )


_SIGN: Mapping[str, tuple[Role, Role]] = {
    Unit.Jenis.PUSKESMAS: (KEPALA_PUSKESMAS, PJ_PROGRAM),
    Unit.Jenis.DINAS: (KEPALA_DINAS, PERENCANA_DINAS),
}
"""Who decides and who plans, by the kind of unit."""


def _kop(reading: BacaanRencana) -> Kop:
    return kop(reading.subject.puskesmas, reading.subject.kabupaten)


RUK, RPK = "Rencana Usulan Kegiatan (RUK)", "Rencana Pelaksanaan Kegiatan (RPK)"
RAB, KAK = "Rincian Anggaran Biaya (RAB)", "Kerangka Acuan Kegiatan (KAK)"
RAK = "Rencana Anggaran Kas (RAK)"


def _ruk_paper(reading: BacaanRencana) -> Isi:
    head = Isi(jenis="ruk", kode="BOK-RUK", judul=RUK, kop=_kop(reading), bagian=_ruk(reading))
    return _whole(reading, head)


def _rpk_paper(reading: BacaanRencana) -> Isi:
    head = Isi(jenis="rpk", kode="BOK-RPK", judul=RPK, kop=_kop(reading), bagian=_rpk(reading))
    return _whole(reading, head)


def _rab_paper(reading: BacaanRencana) -> Isi:
    head = Isi(jenis="rab", kode="BOK-RAB", judul=RAB, kop=_kop(reading), bagian=_rab(reading))
    return _whole(reading, head)


def _kak_paper(reading: BacaanRencana) -> Isi:
    head = Isi(jenis="kak", kode="BOK-KAK", judul=KAK, kop=_kop(reading), bagian=_kak(reading))
    return replace(_whole(reading, head), mendatar=False)  # words, no wide table


def _rak_paper(reading: BacaanRencana) -> Isi:
    head = Isi(jenis="rak", kode="BOK-RAK", judul=RAK, kop=_kop(reading), bagian=_rak(reading))
    return _whole(reading, head)


_NAMED = {"No": "Kegiatan", "Menu": "Kegiatan"}
_HALVES = dict(zip((name[:3] for name in BULAN[6:]), (name[:3] for name in BULAN), strict=False))
"""The second half of the year stands below the first, month by month."""
LEMBAR: tuple[Lembar, ...] = (
    Lembar(
        "ruk", RUK, _ruk, _ruk_paper,
        _NAMED | {"Tujuan": "Kegiatan", "Target": "Sasaran", "Waktu": "Sasaran",
                  "Sumber daya": "Penanggung jawab", "Mitra kerja": "Penanggung jawab",
                  "Indikator": "Sasaran"},
    ),
    Lembar("rpk", RPK, _rpk, _rpk_paper, _NAMED | {"Lokasi": "Jadwal"}),
    Lembar("rab", RAB, _rab, _rab_paper),
    Lembar("kak", KAK, _kak, _kak_paper),
    Lembar("rak", RAK, _rak, _rak_paper, {"Kode rekening": "Komponen"} | _HALVES),
)  # fmt: skip
"""The five, in the order in which people make them."""


def _stem(plan: Rencana) -> str:
    return f"{plan.puskesmas.slug}-{plan.tahun}-{plan.nomor}"


def papers(view: Permission, issue: Permission, basis: str) -> Papers:
    """The five as official papers, for whoever may look at them and whoever may issue them."""

    def of(reading: BacaanRencana) -> list[Paper]:
        missing = "" if reading.subject.status == DITETAPKAN else _NOT_YET
        return [
            Paper(sheet.key, sheet.name, basis, issue, missing, partial(sheet.paper, reading))
            for sheet in LEMBAR
        ]

    return Papers(
        permission=view,
        issue_permission=issue,
        of=of,
        stem=_stem,
        related=("puskesmas", "kabupaten"),
    )


PAPERS = papers(IzinBok.LIHAT, IzinBok.DOKUMEN_TERBITKAN, BASIS)
