"""Papers of plans and cash books on F4 and A4: whole, with heads, signed beside their matter."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.bok.test_spj_naskah import matter, pages
from tests.snapshots.build import DEMO_DAY
from upaya.akun.models import User
from upaya.bok.kas.kertas import KERTAS as BUKU
from upaya.bok.kas.kertas import Bacaan
from upaya.bok.kas.models import BukuKas
from upaya.bok.rencana.models import Rencana
from upaya.bok.rencana.papers import LEMBAR
from upaya.bok.rencana.reading import BacaanRencana
from upaya.core.documents.content import Isi, Tabel
from upaya.core.documents.pdf import KERTAS, Kertas
from upaya.demo.kabupaten import SHOWN
from upaya.rules.money import angka
from upaya.rules.period import Period
from upaya.wilayah.models import Unit

pytestmark = [pytest.mark.django_db, pytest.mark.demo_world]


@pytest.fixture(autouse=True)
def _day(settings: object) -> None:
    settings.BUSINESS_DATE = DEMO_DAY  # type: ignore[attr-defined] # Django's settings


def _books() -> Iterator[Isi]:
    """A puskesmas that moved much and the Dinas that moved little: short and long books."""
    for book in BukuKas.objects.select_related("unit", "kabupaten").order_by("pk"):
        own = book.unit.jenis == Unit.Jenis.DINAS
        for month in (10,) if own else (9, 11) if book.unit.slug == SHOWN else ():
            reading = Bacaan(book, Period(2022, month))
            yield from (one.buat(reading) for one in BUKU.values() if not one.kurang(reading))


def _plans() -> Iterator[Isi]:
    rows = Rencana.objects.select_related("puskesmas", "kabupaten")
    for plan in (
        rows.filter(puskesmas__slug=SHOWN).order_by("-nomor")[0],
        rows.filter(puskesmas__jenis=Unit.Jenis.DINAS)[0],
    ):
        reading = BacaanRencana(plan)
        yield from (sheet.paper(reading) for sheet in LEMBAR)


def _without_nip(isi: Isi) -> Iterator[str]:
    """Whoever signs without a NIP that is known."""
    for seat in isi.tanda_tangan:
        people = list(User.objects.filter(name=seat.nama)) if seat.nama else []
        if people and not seat.nip and all(one.nip for one in people):
            yield seat.nama


def _faults(isi: Isi, kertas: Kertas) -> Iterator[str]:
    found = pages(isi, kertas)
    text, where = " ".join(found), f"{isi.judul}, {isi.keterangan}, {kertas}"
    if "Puskesmas Dinas" in text:
        yield f"{where}: Dinas disebut puskesmas"
    signed = [page for page in found if isi.tanda_tangan[0].peran in page]
    if len(matter(signed[-1], isi)) < 60:
        yield f"{where}: tanda tangan sendirian: {signed[-1][:200]}"
    yield from (f"{where}: {name} tanpa NIP" for name in _without_nip(isi))
    for part in isi.bagian:
        if not isinstance(part, Tabel):
            continue
        for head in {name for column in part.kolom for name in (column.kepala, column.kelompok)}:
            if head and head.split()[0] not in text:
                yield f"{where}: kepala {head} hilang"
        if part.baris:
            for total in part.jumlah.values():
                if angka(total) not in text:
                    yield f"{where}: jumlah {angka(total)} terpotong"


@pytest.mark.budget(40, "every paper of two cash books and of two plans, on both sizes")
@pytest.mark.parametrize("kertas", KERTAS)
def test_nothing_is_cut_and_no_signature_stands_alone(kertas: Kertas) -> None:
    made = [*_books(), *_plans()]
    assert {isi.kode for isi in made} >= {"BOK-BKU", "BOK-BAK", "BOK-LRB", "BOK-RAK", "BOK-RUK"}
    assert [said for isi in made for said in _faults(isi, kertas)] == []


@pytest.mark.parametrize("kertas", KERTAS)
def test_the_terms_of_an_activity_are_not_torn_over_two_pages(kertas: Kertas) -> None:
    isi = next(one for one in _plans() if one.kode == "BOK-KAK")
    found = pages(isi, kertas)
    assert len(found) > 1
    torn = [page for page in found if page.count("Tujuan") != page.count("Sisa")]
    assert torn == []


def test_heads_over_neighbouring_columns_are_merged() -> None:
    book = BukuKas.objects.select_related("unit", "kabupaten").get(unit__slug=SHOWN)
    isi = BUKU["realisasi"].buat(Bacaan(book, Period(2022, 9)))
    text = " ".join(pages(isi, "a4"))
    spent = [part for part in isi.bagian if isinstance(part, Tabel) and "Realisasi" in {
        column.kelompok for column in part.kolom}]  # fmt: skip
    assert len(spent) == 4
    # Once above the three of each table, and again where a table goes on on the next page.
    assert text.count("Realisasi") - text.count("Realisasi (Rp)") >= len(spent)
