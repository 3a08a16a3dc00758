"""Every demand of the source texts points at pages and tests that exist."""

from pathlib import Path

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from scripts import tuntutan

TESTS = Path(__file__).resolve().parents[1]
GLOSSARY = TESTS.parent / "docs" / "glosarium.md"
DEFINED = (
    "BOK", "UKM", "UKM esensial", "UKM sekunder", "Jampersal", "neonatus", "biaya transport",
    "belanja modal", "PMT lokal", "UKBM", "tracer", "TTK", "KDRS", "Insentif UKM", "jaringan",
    "UPT", "rumah sakit", "pelayanan kesehatan", "PPK", "UPT Jamkesda", "Jamkesda", "e-Jamkesda",
    "teknologi informasi", "infrastruktur", "aplikasi",
)  # fmt: skip
"""Terms that the texts define (Pasal 1 of both regulations)."""


def _names() -> set[str]:
    found: set[str] = set()

    def walk(patterns: list[URLPattern | URLResolver], before: str) -> None:
        for one in patterns:
            if isinstance(one, URLResolver):
                walk(one.url_patterns, f"{before}{one.namespace}:" if one.namespace else before)
            elif one.name:
                found.add(f"{before}{one.name}")

    walk(get_resolver().url_patterns, "")
    return found


def test_what_meets_a_demand_exists() -> None:
    names = _names()
    wrong = [
        f"{one.di}: {name}"
        for text in tuntutan.texts()
        for one in text.butir
        for name in one.alamat
        if name not in names
    ]
    assert wrong + tuntutan.tests_that_are_not_there(tuntutan.texts(), TESTS) == []


@pytest.mark.parametrize(
    "told",
    [
        "{di: a, minta: b}",
        "{di: a, minta: b, tampak: c}",
        "{di: a, minta: b, uji: [c], lain: d}",
        "{di: a, minta: b, bukan: c, uji: [d]}",
    ],
)
def test_a_demand_that_nothing_meets_says_so(told: str, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(f"naskah: N\nbutir:\n  - {told}\n", "utf-8")
    with pytest.raises(tuntutan.DemandError):
        list(tuntutan.texts(tmp_path))


def test_every_term_that_the_texts_define_stands_in_the_glossary() -> None:
    heads = {
        word.strip().lower()
        for line in GLOSSARY.read_text("utf-8").splitlines()
        if line.startswith("| ")
        for word in line.split("|")[1].replace("(", ",").replace(")", "").split(",")
    }
    assert [term for term in DEFINED if term.lower() not in heads] == []
