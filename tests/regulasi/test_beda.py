"""What changed between two days: values first, one kind and one page of it, never all at once."""

from __future__ import annotations

import re
from datetime import date
from itertools import count

import pytest
from django.test import Client

from tests.factories.akun import sign_in_as
from upaya.exchange.rules_report import RuleChange, View, diff
from upaya.regulasi.beda import PAIRS, Jenis, by_kind, row, sentence
from upaya.regulasi.queries import rulebook_for
from upaya.rules.kesehatan import PENGAMAT_NASIONAL, PETUGAS
from upaya.rules.loader import national_book
from upaya.rules.roles import Role

SITUBONDO = "35.12"
NODES = 1_500
"""Elements on one page: above that a weak phone is slow to draw it."""

SPANS = (
    (PETUGAS, "2022-01-01", "2022-11-03"),  # across the regulation: nearly all is new
    (PETUGAS, "2022-12-31", "2023-01-01"),  # nearly all of the year 2022 ends
    (PENGAMAT_NASIONAL, "2022-08-01", "2026-01-01"),
)


def _changes(before: date, after: date) -> list[RuleChange]:
    return diff(national_book(), before, after, View(SITUBONDO))


def test_each_difference_is_of_one_kind() -> None:
    changes = _changes(date(2022, 12, 31), date(2023, 1, 1))
    found = by_kind(changes)
    assert sum(len(rows) for rows in found.values()) == len(changes)
    assert "insentif_ukm.dasar" in [change.key for change in found[Jenis.NILAI]]
    assert all(change.after is None for change in found[Jenis.HILANG])
    for change in found[Jenis.DASAR]:
        assert change.before
        assert change.after
        assert change.before.value == change.after.value
    assert sentence(found).startswith(f"{len(found[Jenis.NILAI])} nilai berubah, ")
    assert sentence(by_kind([])) == ""


def test_of_a_table_only_what_differs_is_shown() -> None:
    changes = _changes(date(2023, 12, 31), date(2024, 1, 1))
    tax = next(change for change in changes if change.key == "pajak.pph21.jenis")
    shown = row(tax)
    assert shown.before
    assert shown.after
    assert set(shown.before.pairs).isdisjoint(shown.after.pairs)
    assert 0 < len(shown.after.pairs) + shown.after.more < len(shown.after.item.pairs)
    assert len(shown.after.pairs) <= PAIRS


@pytest.mark.django_db
@pytest.mark.budget(4, "every page of every kind of difference")
@pytest.mark.parametrize(("role", "before", "after"), SPANS)
def test_no_page_of_a_comparison_is_too_much(
    client: Client, role: Role, before: str, after: str
) -> None:
    sign_in_as(client, role)
    seen: set[str] = set()
    for kind in Jenis:
        for page in count(1):
            address = f"/aturan/beda/?dari={before}&ke={after}&jenis={kind.value}&hal={page}"
            html = client.get(address).content.decode()
            assert len(re.findall(r"<[a-z]", html)) <= NODES, address
            seen |= set(re.findall(r"\?parameter=([^\"&]+)", html))
            if 'rel="next"' not in html:
                break
    district = SITUBONDO if role == PETUGAS else ""
    days = (date.fromisoformat(before), date.fromisoformat(after))
    keys = {one.key for one in diff(rulebook_for(district), *days, View(district or None))}
    assert sorted(keys ^ seen) == []


@pytest.mark.django_db
@pytest.mark.budget(4, "two books are compared, and the first page of a process is drawn")
def test_a_comparison_opens_on_values_where_there_are_any(client: Client) -> None:
    sign_in_as(client, PETUGAS)
    page = client.get("/aturan/beda/?dari=2022-12-31&ke=2023-01-01").content.decode()
    assert "7,5%" in page
    assert "10%" in page
    assert re.search(r'aria-current="page">Nilainya berubah', page)
    only_new = client.get("/aturan/beda/?dari=2022-07-31&ke=2022-08-01").content.decode()
    assert re.search(r'aria-current="page">Baru diatur', only_new)
