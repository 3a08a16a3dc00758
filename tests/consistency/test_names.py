"""Words of the code follow the table in docs/glosarium.md: one word for one thing."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

from tests.consistency.checks import none_of

ROOT = Path(__file__).parents[2]
SRC = ROOT / "src" / "upaya"

KEPT = {
    "rules/workflow.py": "memuat kelas tabelnya, Workflow",
    "Kolom": "kolom tabel dokumen resmi, satu-satunya kelas dengan nama itu",
}
"""What is called so nevertheless, by module or class, with the reason."""


@cache
def _table() -> list[tuple[set[str], set[str]]]:
    """(words that are used, words that are not) of each row."""
    text = (ROOT / "docs" / "glosarium.md").read_text("utf-8")
    rows = text.split("| kata | arti | bukan |", 1)[1].splitlines()
    cells = [line.strip("|").split("|") for line in rows if line.startswith("| ")]
    return [
        (set(re.findall(r"`([\w.]+)`", used)), set(re.findall(r"\w+", refused.partition("(")[0])))
        for used, _, refused in cells
    ]


@cache
def _modules() -> list[Path]:
    return [path for path in sorted(SRC.rglob("*.py")) if "migrations" not in path.parts]


@cache
def _classes() -> set[str]:
    return {
        node.name
        for path in _modules()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ClassDef)
    }


def test_the_table_is_read() -> None:
    used, refused = (set().union(*column) for column in zip(*_table(), strict=True))
    assert {"Road", "page_frame", "Pengajuan"} <= used
    assert {"tenggat", "workflow", "impor_baca", "Baris"} <= refused


def test_no_module_is_called_what_the_table_refuses() -> None:
    refused = set().union(*(words for _, words in _table()))
    none_of(
        f"{path.relative_to(SRC)}: nama ini tidak dipakai lagi menurut docs/glosarium.md"
        for path in _modules()
        if path.stem in refused and str(path.relative_to(SRC)) not in KEPT
    )


def test_no_class_is_called_what_the_table_refuses() -> None:
    refused = set().union(*(words for _, words in _table()))
    none_of(f"kelas {name}" for name in (_classes() & refused) - KEPT.keys())


def test_every_word_of_the_table_is_in_the_code() -> None:
    stems = {path.stem for path in _modules()}
    known = stems | {f"{stem}.py" for stem in stems} | _classes()
    text = "\n".join(path.read_text("utf-8") for path in _modules())
    none_of(
        f"{word}: dalam tabel, tetapi tidak dalam kode"
        for used, _ in _table()
        for word in used
        if word not in known and not re.search(rf"\b{re.escape(word)}\b", text)
    )


def test_every_exception_is_still_one() -> None:
    named = {str(path.relative_to(SRC)) for path in _modules()} | _classes()
    none_of(f"{name}: tidak ada; hapus dari KEPT" for name in KEPT.keys() - named)
