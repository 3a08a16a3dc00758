"""Pages of the dashboard: who sees what, every figure with its meaning, files read back."""

import io
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from tests.factories.akun import make_access, sign_in_as
from tests.factories.insentif import make_month
from tests.factories.peran import ROLES
from tests.factories.regulasi import make_baris
from tests.factories.wilayah import make_dinas, make_kabupaten, make_puskesmas
from tests.snapshots.arranged import arrangement
from upaya.core.documents.content import Tabel
from upaya.core.models import Dokumen
from upaya.core.registry import registry
from upaya.exchange.xlsx_writer import XLSX_TYPE
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.dasbor.izin import IzinDasbor
from upaya.insentif.dasbor.queries.coverage import Cakupan
from upaya.insentif.dasbor.queries.figures import Dasbor
from upaya.insentif.dasbor.views.charts import grafik, puncak, ringkas
from upaya.insentif.dasbor.views.comparison_tables import lembar_rekap
from upaya.insentif.dasbor.views.district import BAGIAN
from upaya.insentif.dasbor.views.paper import isi_dasbor
from upaya.insentif.hasil.models import PerhitunganPetugas
from upaya.insentif.ketetapan.kinds import Kunci
from upaya.rules.insentif.indicators import Angka
from upaya.rules.insentif.road import TIM_VERIFIKASI
from upaya.rules.kesehatan import (
    AUDITOR,
    KEPALA_DINAS,
    KEPALA_PUSKESMAS,
    OPERATOR_PUSKESMAS,
    PEMBACA,
    VERIFIKATOR_DINAS,
)
from upaya.rules.rentang import Rentang
from upaya.rules.roles import Role
from upaya.wilayah.models import Unit

pytestmark = [pytest.mark.django_db, pytest.mark.empty_world]

TODAY = date(2022, 11, 3)
PAGES = {name: "/dasbor/" if name == "ringkasan" else f"/dasbor/{name}/" for name in BAGIAN}


@pytest.fixture(autouse=True)
def _november(settings: Settings) -> None:
    settings.BUSINESS_DATE = TODAY


@arrangement(upon="kosong", BUSINESS_DATE=TODAY)
def units() -> tuple[Unit, Unit]:
    panji, besuki = make_puskesmas("Panji"), make_puskesmas("Besuki")
    make_month(panji, "2022-08", status="disetujui", bok_diserap=60_000_000)
    make_month(panji, "2022-09", status="diajukan", bok_diserap=30_000_000)
    make_month(besuki, "2022-08", status="disetujui", bok_diserap=20_000_000)
    make_month(besuki, "2022-09", status="draf")
    return panji, besuki


def read(client: Client, url: str, **query: str | int) -> str:
    answer = client.get(url, query)
    assert answer.status_code == 200, answer
    return answer.content.decode()


@pytest.mark.parametrize("role", ROLES)
def test_who_may_open_it(role: Role, client: Client) -> None:
    sign_in_as(client, role)
    wanted = 200 if IzinDasbor.LIHAT in registry().matrix[role] else 403
    for url in PAGES.values():
        assert client.get(url).status_code == wanted
    assert (wanted == 200) == (role in {*PEMBACA, TIM_VERIFIKASI})


def test_every_figure_carries_its_meaning_bounds_and_origin(
    client: Client, units: tuple[Unit, Unit]
) -> None:
    sign_in_as(client, KEPALA_DINAS)
    page = read(client, "/dasbor/")
    assert "48,9%" in page  # 110 of 225 million
    assert "Perlu ditingkatkan." in page
    assert "Batas: di bawah 50%" in page
    assert "70%" in page  # SPM
    assert "Rp110.000.000 terserap dari Rp225.000.000" in page
    assert page.count('class="card tile"') == 3
    assert "Ukuran lain" in page
    assert page.count('<span class="origin') >= 9
    assert "di atas jaspel" in page
    assert "Perkiraan sampai Desember" in page
    assert "asumsi" in page
    assert page.count('<figure class="chart">') == 2


def test_the_district_compares_its_puskesmas_and_leads_down_to_the_month(
    client: Client, units: tuple[Unit, Unit]
) -> None:
    panji, besuki = units
    sign_in_as(client, KEPALA_DINAS)
    page = read(client, "/dasbor/puskesmas/", rentang="T3")
    down = f"/dasbor/bulan/?tahun=2022&amp;rentang=T3&amp;puskesmas={panji.pk}"
    assert down in page
    month = Pengajuan.objects.get(puskesmas=panji, periode=date(2022, 8, 1))
    own = read(client, "/dasbor/bulan/", rentang="T3", puskesmas=panji.pk)
    assert f'href="/insentif/{month.pk}/"' in own
    assert "Panji" in own
    assert "Disetujui" in own
    draft = Pengajuan.objects.get(puskesmas=besuki, periode=date(2022, 9, 1))
    other = read(client, "/dasbor/bulan/", puskesmas=besuki.pk)
    assert f'href="/insentif/{draft.pk}/"' in other
    assert "Belum dibuka" in other
    assert "/dasbor/puskesmas/" not in other  # nothing to compare with


def order(page: str) -> list[str]:
    """First cells of the last table's rows, from the top."""
    body = page.rpartition("<tbody>")[2].partition("</tbody>")[0]
    return re.findall(r'<th scope="row">(?:<a [^>]*>)?([^<]*)', body)


def test_the_comparison_sorts_by_its_heads(client: Client, units: tuple[Unit, Unit]) -> None:
    make_puskesmas("Arjasa")
    sign_in_as(client, VERIFIKATOR_DINAS)
    url = "/dasbor/puskesmas/"
    assert order(read(client, url)) == ["Arjasa", "Besuki", "Panji"]
    assert order(read(client, url, urut="-nama")) == ["Panji", "Besuki", "Arjasa"]
    assert order(read(client, url, urut="insentif")) == ["Besuki", "Panji", "Arjasa"]
    assert order(read(client, url, urut="-insentif")) == ["Panji", "Besuki", "Arjasa"]
    assert order(read(client, url, urut="x'--")) == ["Arjasa", "Besuki", "Panji"]
    for column in ("penduduk", "indeks_spm", "penyerapan", "jaspel", "rata"):
        assert len(order(read(client, "/dasbor/rekap/", urut=f"-{column}"))) == 3


def test_a_puskesmas_sees_itself_only(client: Client, units: tuple[Unit, Unit]) -> None:
    panji, besuki = units
    sign_in_as(client, KEPALA_PUSKESMAS, panji)
    for name, url in PAGES.items():
        page = read(client, url)
        assert "Besuki" not in page, name
    assert "Rp90.000.000 terserap" in read(client, "/dasbor/")
    assert client.get("/dasbor/", {"puskesmas": besuki.pk}).status_code == 404
    assert client.get("/dasbor/", {"puskesmas": panji.pk}).status_code == 200


def test_a_puskesmas_out_of_reach_does_not_exist(client: Client) -> None:
    far = make_puskesmas("Genteng", make_kabupaten("35.10"))
    make_puskesmas("Panji")
    sign_in_as(client, KEPALA_DINAS)
    for asked in (far.pk, 0, "x", "-1", "9" * 500, "\u0661"):
        for url in PAGES.values():
            assert client.get(url, {"puskesmas": asked}).status_code == 404
            assert client.get(url, {"puskesmas": asked, "ekspor": "xlsx"}).status_code == 404


@pytest.mark.parametrize(
    "asked",
    ["", "2022", "1999", "abc", pytest.param("9" * 5000, id="panjang"), "\u0662\u0660\u0662\u0662"],
)
def test_what_cannot_be_read_is_the_first_choice(
    client: Client, units: tuple[Unit, Unit], asked: str
) -> None:
    sign_in_as(client, AUDITOR)
    page = read(client, "/dasbor/", tahun=asked, rentang=asked)
    assert "<title>Ringkasan · Dasbor 2022, Semua puskesmas" in page


def test_one_month_one_quarter_and_a_stretch_without_months(
    client: Client, units: tuple[Unit, Unit]
) -> None:
    sign_in_as(client, KEPALA_DINAS)
    assert "Rp30.000.000 terserap" in read(client, "/dasbor/", rentang="9")
    assert "Rp110.000.000 terserap" in read(client, "/dasbor/", rentang="T3")
    for name, url in PAGES.items():
        page = read(client, url, rentang="T1")
        assert "Belum ada bulan yang diajukan" in page, name
    assert "Belum ada BOK yang diusulkan." in read(client, "/dasbor/", rentang="T1")


def test_before_anything_was_entered(client: Client) -> None:
    sign_in_as(client, KEPALA_DINAS)
    for url in PAGES.values():
        assert "Belum ada" in read(client, url)
    make_puskesmas("Tanpa Petugas")
    for url in PAGES.values():
        read(client, url)
    assert "Tanpa Petugas" in read(client, "/dasbor/rekap/")


# ------------------------------------------------------------------ files
def sheets(body: bytes) -> dict[str, list[tuple[Any, ...]]]:
    book = openpyxl.load_workbook(io.BytesIO(body))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def test_the_workbook_holds_every_table(client: Client, units: tuple[Unit, Unit]) -> None:
    sign_in_as(client, KEPALA_DINAS)
    for url in PAGES.values():
        answer = client.get(url, {"ekspor": "xlsx"})
        assert answer.headers["Content-Type"] == XLSX_TYPE
        assert (
            'filename="dasbor-tahun-2022-semua-puskesmas.xlsx"'
            in (answer.headers["Content-Disposition"])
        )
    found = sheets(answer.content)
    assert list(found) == [
        "Ringkasan", "Per bulan", "SPM", "Per puskesmas", "Rekap Dinas", "Pagu", "Waktu",
        "Uang per bulan", "Uang per puskesmas", "Batas",
    ]  # fmt: skip
    heads, besuki, panji, total = found["Rekap Dinas"][2:6]
    assert heads[:8] == (
        "Nama puskesmas", "Jumlah penduduk", "Indeks SPM", "Indeks kesulitan",
        "Indeks beban kerja", "Usulan BOK", "BOK terserap", "Penyerapan (%)",
    )  # fmt: skip
    assert besuki[:8] == ("Besuki", 30_000, 0.27, 0.08, 0.2, 75_000_000, 20_000_000, 26.67)
    assert panji[5:9] == (150_000_000, 90_000_000, 60, "rendah, perlu ditingkatkan")
    assert total[:2] == ("Seluruhnya", 60_000)
    assert total[5] == besuki[5] + panji[5]
    assert total[9] == besuki[9] + panji[9]
    summary = {row[0]: row for row in found["Ringkasan"][3:] if row[0]}
    assert summary["Penyerapan BOK"][1:5] == (
        "48,9%", "sangat rendah, perlu ditingkatkan", "di bawah 50%", "asumsi",
    )  # fmt: skip


def test_the_workbook_of_one_puskesmas_names_no_other(
    client: Client, units: tuple[Unit, Unit]
) -> None:
    sign_in_as(client, KEPALA_DINAS)
    query: dict[str, str | int] = {"puskesmas": units[0].pk, "rentang": "8", "ekspor": "xlsx"}
    answer = client.get("/dasbor/", query)
    assert "dasbor-agustus-2022-panji.xlsx" in answer.headers["Content-Disposition"]
    found = sheets(answer.content)
    assert "Per puskesmas" not in found
    assert not any("Besuki" in str(row) for rows in found.values() for row in rows)


def test_the_pdf_is_an_issued_document(client: Client, units: tuple[Unit, Unit]) -> None:
    make_dinas()
    sign_in_as(client, KEPALA_DINAS)
    answer = client.get("/dasbor/", {"ekspor": "pdf"})
    assert answer.headers["Content-Type"] == "application/pdf"
    assert "pratinjau-dasbor" in answer.headers["Content-Disposition"]
    assert not Dokumen.objects.exists()
    for _ in range(2):
        assert client.post("/dasbor/terbitkan/").status_code == 302
        answer = client.get("/dasbor/", {"ekspor": "pdf"})
        assert answer.content.startswith(b"%PDF-")
        assert "pratinjau" not in answer.headers["Content-Disposition"]
    issued = Dokumen.objects.get()  # the same figures twice are one document
    assert (issued.jenis, issued.judul) == ("dasbor-2022-setahun", "Rangkuman Insentif UKM")
    assert issued.total == sum(PerhitunganPetugas.objects.values_list("bruto", flat=True))
    assert issued.unit_nama == "Dinas Kesehatan Kabupaten Situbondo"
    client.post(f"/dasbor/terbitkan/?puskesmas={units[0].pk}")
    own = Dokumen.objects.latest("pk")
    assert (own.unit_nama, own.unit_id) == ("Panji", units[0].pk)
    sign_in_as(client, OPERATOR_PUSKESMAS, units[0])
    assert client.get("/dasbor/", {"ekspor": "pdf", "rentang": "T1"}).status_code == 200
    assert client.post("/dasbor/terbitkan/").status_code == 403
    assert Dokumen.objects.latest("pk") == own


def test_the_document_prints_what_the_page_shows(units: tuple[Unit, Unit]) -> None:
    scope = make_access(KEPALA_DINAS).scope
    rentang = Rentang.parse(2022, "")
    d = Dasbor(Cakupan.of_scope(scope, rentang, None))
    page = lembar_rekap(d, lambda _: "")
    isi = isi_dasbor(make_kabupaten(), make_dinas().nama, None, rentang, d.total.insentif, [page])
    (table,) = (part for part in isi.bagian if isinstance(part, Tabel))
    titles = [column.judul for column in table.kolom]
    standing = [head["label"] for head in page.columns]
    first, *_ = page.lines
    below = [one["label"] for cell in first for one in cell["below"]]
    assert below == ["Jumlah penduduk", "BOK terserap"]
    assert sorted(titles) == sorted(standing + below)
    besuki, _, total = table.baris
    assert besuki[0] == "Besuki"
    assert besuki[5:8] == (75_000_000, 20_000_000, "26,67% sangat rendah")
    assert besuki[2] == Decimal("0.270")
    assert total[0] == "Seluruhnya"
    assert isi.keterangan == "Kabupaten Situbondo, Tahun 2022"


# ------------------------------------------------------------------ cost
def test_more_puskesmas_and_months_ask_no_more_queries(
    client: Client,
    units: tuple[Unit, Unit],
    django_assert_max_num_queries: Callable[[int], CaptureQueriesContext],
) -> None:
    sign_in_as(client, KEPALA_DINAS)
    before = {}
    for name, url in PAGES.items():
        read(client, url)
        with django_assert_max_num_queries(25) as seen:
            read(client, url)
        before[name] = len(seen)
    with django_assert_max_num_queries(30) as seen:
        client.get("/dasbor/", {"ekspor": "xlsx"})
    files = len(seen)
    for number, name in enumerate(("Kendit", "Suboh", "Arjasa")):
        make_month(make_puskesmas(name), "2022-08", status="disetujui", officers=2 + number)
        make_month(make_puskesmas(name), "2022-09", status="diajukan")
    for name, url in PAGES.items():
        with django_assert_max_num_queries(before[name]):
            read(client, url)
    with django_assert_max_num_queries(files):
        client.get("/dasbor/", {"ekspor": "xlsx"})


# ------------------------------------------------------------------ charts
@pytest.mark.parametrize(
    ("highest", "top"), [("0", 10), ("10", 10), ("10.1", 15), ("81", 100), ("1200000", 1_500_000)]
)
def test_the_top_line_is_a_round_number_not_below(highest: str, top: int) -> None:
    assert puncak(Fraction(highest)) == top


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "Rp0"),
        (800, "Rp800"),
        (1_500, "Rp1,5 ribu"),
        (2_500_000, "Rp2,5 juta"),
        (1_234_567, "Rp1.234.567"),
        (10**9, "Rp1 miliar"),
        (3 * 10**12, "Rp3 triliun"),
    ],
)
def test_amounts_in_few_letters_are_exact(amount: int, words: str) -> None:
    assert ringkas(amount) == words


def test_a_chart_has_gaps_where_there_are_no_figures() -> None:
    some, none = Angka(Fraction(1000)), Angka(None, "belum")
    made = grafik("Uji", "garis", ["A", "B", "C", "D"], {"Satu": [some, some, none, some]})
    (series,) = made.seri
    assert len(series.tanda) == 3
    assert len(series.garis) == 1  # from A to B; D stands alone
    assert made.baris[2] == ("C", ("belum ada",))
    assert "C: Satu belum ada" in made.ucapan
    bars = grafik("Uji", "batang", ["A"], {"Satu": [some], "Dua": [Angka(Fraction(500))]})
    first, second = (series.tanda[0] for series in bars.seri)
    assert first.tinggi == 2 * second.tinggi == 160
    empty = grafik("Uji", "garis", ["A"], {"Satu": [none]})
    assert empty.seri[0].tanda == ()


def test_a_district_without_pagu_says_so(client: Client) -> None:
    far = make_puskesmas("Genteng", make_kabupaten("35.10"))
    make_baris(
        make_kabupaten("35.10"),
        Kunci.PAGU_INSENTIF,
        50_000_000,
        puskesmas=far,
        sampai=date(2022, 12, 31),
    )
    make_month(far, status="disetujui", bok_diserap=10_000_000)
    without = make_puskesmas("Licin", make_kabupaten("35.10"))
    sign_in_as(client, OPERATOR_PUSKESMAS, without)
    page = read(client, "/dasbor/", tahun="2022")
    assert "Pagu insentif belum ditetapkan." in page
