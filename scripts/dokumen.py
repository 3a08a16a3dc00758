#!/usr/bin/env python3
"""Writes the documents that only repeat what tables of the program say.

    scripts/dokumen.py              write them into docs/ (this is `make docs`)
    scripts/dokumen.py --periksa    name those that are stale; exit 1 when there are

Needs no database: rules, models and what the systems declare are plain tables.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from importlib import import_module, resources
from importlib.util import find_spec
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings

from upaya.core.permissions import Permission
from upaya.core.registry import Registry, Sistem, permissions_of
from upaya.rules import shown
from upaya.rules.citation import citation
from upaya.rules.jamkesda.alasan import ALASAN, TEMPAT
from upaya.rules.jamkesda.compute import PUTUSAN
from upaya.rules.loader import national_book
from upaya.rules.parameter import RawValue, RuleBook, Scalar, Value
from upaya.rules.period import tanggal
from upaya.rules.roles import Reach, Role, either
from upaya.rules.workflow import Move, State, Workflow

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs"
sys.path.insert(0, str(ROOT))  # run as a file, only this folder would be known

from scripts import keamanan, tuntutan  # noqa: E402 - after the path is said
from scripts.halaman import page, table  # noqa: E402 - the same

_REACHES = {
    Reach.NATION: "seluruh Indonesia, rangkuman saja",
    Reach.DISTRICT: "seluruh kabupaten",
    Reach.BRANCH: "unitnya sendiri dan semua di bawahnya",
    Reach.UNITS: "unit yang disebut",
    Reach.UNIT: "unitnya sendiri",
    Reach.PERSON: "dirinya sendiri",
}
_SCOPE_FIRST = (
    "Jangkauan diperiksa sebelum izin: data di luar jangkauan tidak ada bagi peran itu (404), dan "
    "langkah tanpa izin ditolak (403)."
)
_ORIGINS = (
    "*teks*: terbaca dalam naskah; *praktik*: dipakai orang; *asumsi*: naskah diam, nilainya "
    "keputusan kami dan dapat diganti kabupaten."
)
_ASSUMED = "Tenggat tidak disebut dalam naskah; jumlah harinya parameter berasal asumsi."
_NO_LAW_OF_REASONS = (
    "Tidak ada peraturan yang menyebut alasan-alasan ini: bahwa tiap rupiah yang dipotong berkode "
    "adalah praktik, daftarnya pilihan program. Urutan mengambil uang dan pilihan di tempat naskah "
    "diam ada dalam [parameter.md](parameter.md), nama berawalan `jamkesda`."
)
_LONG = 6  # a value with more items than this stands below its table


def documents(house: Registry | None = None) -> dict[str, str]:
    """Every generated document: its name in docs/ and its text."""
    house = house or house_of("upaya")
    roads = {f"alur-{road.name}.md": road_page(road) for road in house.roads.values()}
    return {
        **roads,
        "alasan-klaim.md": reasons(),
        "izin.md": matrix_page(house),
        "kamus-data.md": _dictionary(),
        "keamanan-jawaban.md": keamanan.page(),
        "parameter.md": rules(),
        "tuntutan.md": tuntutan.page(),
    }


def _dictionary() -> str:
    """Of the models, which can be read only when the apps are there."""
    if not apps.ready:
        django.setup()
    from scripts import kamus  # noqa: PLC0415 - now they are

    return kamus.page()


def house_of(package: str) -> Registry:
    """What the apps of one package declare: a system of the tests is in no document."""
    found = [
        import_module(f"{name}.sistem").SISTEM
        for name in settings.INSTALLED_APPS
        if name.startswith(f"{package}.") and find_spec(f"{name}.sistem")
    ]
    return Registry(found)


# ------------------------------------------------------------------ roads
def road_page(road: Workflow) -> str:
    """The states and moves of a road as a diagram and as tables."""
    deadlines = [value for state in road.states.values() for value in _deadlines(state)]
    assumed = deadlines and all(value.origin == "asumsi" for value in deadlines)
    conditions = [(f"`{name}`", words) for name, words in road.conditions.items()]
    parts = [
        "Alur ini satu tabel; pelaksana, izin, Tugas saya, dan halaman ini membacanya.",
        "## Gambar",
        _diagram(road),
        "## Status",
        _states(road),
        _ASSUMED if assumed else "",
        "## Langkah",
        f"Dasar hukum: {road.source}." if road.source else "",
        _moves(road),
        *(("## Syarat", table(("Syarat", "Artinya"), conditions)) if conditions else ()),
    ]
    return page(road.title, f"`{_file_of(road)}`", filter(None, parts))


def _file_of(road: Workflow) -> str:
    """The file in which the table stands, as far as it says so."""
    found = sys.modules[road.module].__file__ if road.module else None
    return Path(found).relative_to(ROOT).as_posix() if found else f"alur {road.name}"


def _diagram(workflow: Workflow) -> str:
    lines = ["```mermaid", "stateDiagram-v2"]
    lines += [f'    state "{state.label}" as {state.name}' for state in workflow.states.values()]
    lines.append(f"    [*] --> {workflow.initial}")
    for move in workflow.moves.values():
        lines += [
            f"    {source} --> {move.target} : {move.label} ({either(move.roles)})"
            for source in workflow.states
            if source in move.sources
        ]
    lines += [f"    {name} --> [*]" for name in workflow.states if name in workflow.final_states]
    return "\n".join([*lines, "```"])


def _states(workflow: Workflow) -> str:
    head = ("Status", "Kode", "Menunggu", "Yang harus dilakukan", "Tenggat")
    return table(
        head,
        [
            (
                state.label,
                f"`{state.name}`",
                either(state.waits_for) or "tidak menunggu siapa pun",
                state.next_step or "selesai",
                _deadline(state),
            )
            for state in workflow.states.values()
        ],
    )


def _deadline(state: State) -> str:
    found = _deadlines(state)
    return "; ".join(f"{value.integer} {value.unit} ({value.origin})" for value in found)


def _deadlines(state: State) -> list[Value]:
    return [value for value in national_book().values() if state.deadline == value.key]


def _moves(workflow: Workflow) -> str:
    head = ("Langkah", "Dari", "Ke", "Oleh", "Bukan orang yang", "Syarat", "Alasan", "Dasar hukum")
    return table(head, [_move(workflow, move) for move in workflow.moves.values()])


def _move(workflow: Workflow, move: Move) -> Sequence[str]:
    return (
        f"{move.label} (`{move.name}`)",
        ", ".join(s.label for s in workflow.states.values() if s.name in move.sources),
        workflow.states[move.target].label,
        either(move.roles),
        ", ".join(f"`{name}`" for name in move.different_from),
        ", ".join(f"`{name}`" for name in move.conditions),
        "wajib" if move.reason_required else "",
        move.legal_basis,
    )


# ------------------------------------------------------------------ who may do what
def matrix_page(house: Registry) -> str:
    """Roles with their reach, and the permissions of each, by the part that declares them."""
    may = house.matrix
    roles = [
        (role.label, f"`{role.name}`", _REACHES[role.reach], str(len(may[role]))) for role in may
    ]
    head = ("Izin", "Kode", *(role.label for role in may))
    tables = [
        text
        for part in house.parts
        if permissions_of(part)
        for text in (f"### {part.title}", table(head, _permissions(part, may)))
    ]
    return page(
        "Peran dan izin",
        "`sistem.py` tiap aplikasi, `src/upaya/rules/kesehatan.py`, dan tabel alur",
        [
            _SCOPE_FIRST,
            "## Peran",
            table(("Peran", "Kode", "Jangkauan", "Banyak izin"), roles),
            "## Izin",
            *tables,
        ],
    )


def _permissions(
    part: Sistem, may: Mapping[Role, frozenset[Permission]]
) -> Iterator[Sequence[str]]:
    for code in permissions_of(part):
        yield (code.label, f"`{code}`", *("ya" if code in may[role] else "" for role in may))


# ------------------------------------------------------------------ reasons of a claim
def reasons() -> str:
    """Every reason that a claim of Jamkesda can meet, in the order in which it is read."""
    head = ("Kode", "Alasan", "Arti", "Mengenai")
    return page(
        "Alasan klaim Jamkesda",
        "`src/upaya/rules/jamkesda/alasan.py`",
        [
            _NO_LAW_OF_REASONS,
            table(
                head,
                [
                    (f"`{one.kode}`", one.nama, one.arti, TEMPAT[one.tempat])
                    for one in ALASAN.values()
                ],
            ),
            "## Putusan",
            table(
                ("Putusan", "Artinya"),
                [(f"`{name}`", words.partition(", ")[2]) for name, words in PUTUSAN.items()],
            ),
        ],
    )


# ------------------------------------------------------------------ parameters
def rules() -> str:
    """Every value of every parameter with its article, origin and dates, by file."""
    book = national_book()
    files: dict[str, list[Value]] = {}
    for value in book.values():
        files.setdefault(value.place.partition(":")[0], []).append(value)
    values = book.values()
    origins = ", ".join(
        f"{sum(value.origin == origin for value in values)} {origin}"
        for origin in ("teks", "praktik", "asumsi")
    )
    return page(
        "Parameter aturan",
        "`src/upaya/rules/**/*.yaml`",
        [
            f"{len(book.keys())} parameter dengan {len(values)} nilai: {origins}.",
            _ORIGINS,
            "## Paket aturan",
            _packages(book),
            *(part for name in sorted(files) for part in _file(name, files[name])),
        ],
    )


def _packages(book: RuleBook) -> str:
    head = ("Paket", "Naskah", "Berlaku", "Diundangkan", "Wilayah", "Asal", "Catatan")
    return table(
        head,
        [
            (
                f"`{p.id}`",
                p.instrument,
                _stretch(p.in_force, p.until),
                tanggal(p.promulgated) if p.promulgated else "belum diperiksa",
                p.district or "nasional",
                p.origin,
                p.note,
            )
            for p in book.packages.values()
        ],
    )


def _file(name: str, values: list[Value]) -> Iterator[str]:
    yield f"## `{name}`"
    yield _subject(name)
    head = ("Parameter", "Nilai", "Satuan", "Dasar", "Asal", "Berlaku", "Wilayah")
    below: dict[str, str] = {}
    rows = []
    for value in values:
        text = _short(value)
        if not text:
            listed = _listed(value)
            text = f"lihat {below.setdefault(listed, f'daftar {len(below) + 1}')}"
        rows.append(
            (
                f"`{value.key}` {value.title}",
                text + (f" ({value.note})" if value.note else ""),
                shown.unit(value),
                citation(value),
                value.origin,
                _days(value),
                value.district or "nasional",
            )
        )
    yield table(head, rows)
    for listed, number in below.items():
        yield f"{number.capitalize()} `{name}`:"
        yield listed


def _subject(name: str) -> str:
    """The comment that opens a parameter file."""
    text = resources.files("upaya.rules").joinpath(name).read_text("utf-8")
    opening = re.match(r"(?:#.*\n)+", text)
    return " ".join(line.lstrip("# ") for line in opening[0].splitlines()) if opening else name


def _days(value: Value) -> str:
    known = f"; diundangkan {tanggal(value.promulgated)}" if value.promulgated else ""
    return _stretch(value.in_force, value.until) + known


def _stretch(first: date, last: date | None) -> str:
    return f"{tanggal(first)} " + (f"sampai {tanggal(last)}" if last else "dan seterusnya")


def _short(value: Value) -> str:
    """The value on one line, "" when it has too many items for that."""
    items = list(_items(value.value, _writer(value)))
    return "; ".join(items) if len(items) <= _LONG else ""


def _listed(value: Value) -> str:
    return "\n".join(f"* {item}" for item in _items(value.value, _writer(value)))


def _items(value: RawValue, write: Callable[[Scalar], str]) -> Iterator[str]:
    if isinstance(value, Mapping):
        yield from (f"{shown.name(key)}: {write(item)}" for key, item in value.items())
    elif isinstance(value, tuple):
        yield from (write(item) for item in value)
    else:
        yield write(value)


def _writer(value: Value) -> Callable[[Scalar], str]:
    """How this value's numbers are written: rupiah where the unit says so."""
    return partial(shown.item, value)


# ------------------------------------------------------------------ the program
def stale() -> list[str]:
    """Names of documents whose file differs from what the tables say now."""
    return [
        name
        for name, text in documents().items()
        if not (FOLDER / name).is_file() or (FOLDER / name).read_text("utf-8") != text
    ]


def main(arguments: Sequence[str]) -> int:
    """Write the documents, or with --periksa name the stale ones."""
    if list(arguments) == ["--periksa"]:
        old = stale()
        for name in old:
            print(f"docs/{name} sudah usang: jalankan `make docs`")
        return 1 if old else 0
    FOLDER.mkdir(exist_ok=True)
    for name, text in documents().items():
        (FOLDER / name).write_text(text, "utf-8")
        print(f"docs/{name}")
    return 0


if __name__ == "__main__":
    # Which apps there are stands in the settings; the keys and the folder these want nobody uses.
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"UPAYA_DEMO": "1", "UPAYA_DATA": folder}
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "upaya.settings")
        sys.exit(main(sys.argv[1:]))
