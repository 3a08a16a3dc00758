"""The country in sums: provinces and districts, never a puskesmas, never a person."""

import io
import re
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from statistics import median

import openpyxl
import pytest
from django.db.models import Sum
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from tests.factories.akun import make_membership, sign_in
from tests.factories.bok import make_absorption
from tests.factories.insentif import advance, answer_all, make_month
from tests.factories.peran import ROLES
from tests.factories.regulasi import make_baris
from tests.factories.wilayah import make_kabupaten, make_puskesmas
from upaya.core.registry import registry
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.dasbor.queries.national import Daerah, DasborNasional, cakupan_nasional
from upaya.insentif.hasil.models import PerhitunganPetugas
from upaya.insentif.ketetapan.kinds import Kunci
from upaya.pembayaran.models import BarisPembayaran
from upaya.rules.kesehatan import PENGAMAT_NASIONAL
from upaya.rules.money import rupiah
from upaya.rules.rentang import Rentang
from upaya.rules.roles import Role
from upaya.wilayah.models import Kabupaten, Unit

pytestmark = [pytest.mark.django_db, pytest.mark.empty_world]

JATIM, BALI = "Jawa Timur", "Bali"


@pytest.fixture(autouse=True)
def _november(settings: Settings) -> None:
    settings.BUSINESS_DATE = date(2022, 11, 3)


@pytest.fixture
def client() -> Client:
    return sign_in(Client(), make_membership(PENGAMAT_NASIONAL))


def look(daerah: Daerah | None = None, tahun: int = 2022, rentang: str = "") -> DasborNasional:
    daerah = daerah or Daerah()
    districts = {k.kode: k for k in Kabupaten.objects.all()}
    stretch = Rentang.parse(tahun, rentang)
    return DasborNasional(cakupan_nasional(daerah, stretch), daerah, districts)


def make_far(kode: str = "35.10", provinsi: str = JATIM, officers: int = 3) -> Unit:
    far = make_kabupaten(kode, provinsi=provinsi)
    unit = make_puskesmas(f"Puskesmas {kode}", far)
    make_baris(far, Kunci.PAGU_INSENTIF, 50_000_000, puskesmas=unit, sampai=date(2022, 12, 31))
    make_month(unit, status="disetujui", bok_diserap=10_000_000, officers=officers)
    return unit


# ------------------------------------------------------------------ sums
def test_sums_by_district_of_months_that_stand() -> None:
    make_month(make_puskesmas("Panji"), status="disetujui")
    make_month(make_puskesmas("Besuki"), status="diajukan", bok_diserap=20_000_000)
    make_month(make_puskesmas("Kendit"), status="diverifikasi_puskesmas")
    make_month(make_puskesmas("Suboh"), status="ditolak")
    make_month(make_puskesmas("Arjasa"), status="dikembalikan")
    make_far()

    found = look(Daerah(JATIM))

    assert found.banyak_puskesmas == {"35.12": 5, "35.10": 1}
    assert found.banyak_disetujui == {"35.12": 1, "35.10": 1}
    home, far = found.per_anak["35.12"], found.per_anak["35.10"]
    assert (home.bulan, home.bok_diserap, home.insentif) == (2, 80_000_000, 6_975_000 + 2_325_000)
    assert (far.bulan, far.bok_diserap) == (1, 10_000_000)
    assert home.indeks_spm.nilai == Fraction("0.27")
    assert found.total == home + far
    assert found.capaian(found.layanan_anak["35.10"]).nilai == Fraction(7, 10)


def test_provinces_are_the_sums_of_their_districts() -> None:
    make_month(make_puskesmas("Panji"), status="disetujui")
    make_far()
    make_far("51.01", BALI)
    nation, province = look(), look(Daerah(JATIM))
    assert set(nation.per_anak) == {JATIM, BALI}
    assert nation.per_anak[JATIM] == province.total
    assert nation.nama == {BALI: BALI, JATIM: JATIM}
    assert set(province.nama) == {"35.12", "35.10"}
    assert nation.gabungan_pagu.pagu == 36_975_500 + 100_000_000
    assert nation.pagu[JATIM].pagu == 86_975_500
    assert nation.pagu[JATIM].terpakai == province.total.insentif
    district = look(Daerah(BALI, Kabupaten.objects.get(kode="51.01")))
    assert district.total == nation.per_anak[BALI]
    assert district.nama == {"51.01": "Kabupaten 51.01"}
    assert district.gabungan_pagu.pagu == 50_000_000


def test_a_month_sent_twice_counts_once() -> None:
    month = make_month(status="dikembalikan")
    answer_all(month)
    for move in ("kirim", "verifikasi", "ajukan"):
        advance(month, move)
    assert month.perhitungan.count() == 2
    assert look().total.insentif == 6_975_000
    assert look().total.bulan == 1


def test_a_year_without_absorption_has_reasons() -> None:
    make_puskesmas()
    found = look(tahun=2021)
    assert (found.total.bulan, found.sebaran, found.jumlah) == (0, None, {})
    assert found.total.penyerapan.alasan
    assert found.lunas.bagian.alasan
    assert look().rata(None).alasan == "belum ada petugas yang menerima insentif"


def test_reported_against_paid() -> None:
    make_month(make_puskesmas("Panji"), status="dibayar")
    make_month(make_puskesmas("Kendit"), status="disetujui", bok_diserap=20_000_000)
    make_month(make_puskesmas("Arjasa"), status="dana_diajukan", bok_diserap=20_000_000)
    make_month(make_puskesmas("Besuki"), status="diajukan")
    found = look().lunas
    assert (found.tagihan, found.dibayar) == (6_975_000 + 2 * 2_325_000, 6_975_000)
    assert (found.belum_lunas, found.terlama) == (2, 0)
    assert found.bagian.nilai == Fraction(6_975_000, 6_975_000 + 2 * 2_325_000)
    assert look(Daerah(JATIM)).lunas == found
    assert look().banyak_disetujui == {JATIM: 3}


def test_days_of_steps_are_for_a_province_or_a_district() -> None:
    month = make_month(status="disetujui")
    assert look().langkah == []
    assert any(step.selesai for step in look(Daerah(JATIM)).langkah)
    assert any(step.selesai for step in look(Daerah(JATIM, month.kabupaten)).langkah)


# ------------------------------------------------------------------ few officers
def test_few_officers_are_not_shown() -> None:
    make_month(make_puskesmas("Panji"), status="disetujui", officers=12)
    make_far(officers=3)
    found = look(Daerah(JATIM))
    assert found.batas_orang == 10
    assert found.tertutup == {"35.10"}
    assert set(found.sebaran_anak) == {"35.12"}
    own = PerhitunganPetugas.objects.filter(kabupaten="35.12", bruto__gt=0)
    amounts = list(own.values_list("bruto", flat=True))
    assert found.sebaran is not None
    assert found.sebaran.banyak == len(amounts) == 12  # the province leaves out what its row hides
    assert found.sebaran.median == median(map(Fraction, amounts))
    alone = look(Daerah(JATIM, Kabupaten.objects.get(kode="35.10")))
    assert alone.sebaran is None
    assert alone.sebaran_bulan == {}
    assert alone.rata(alone.sebaran).alasan == (
        "tidak ditampilkan, karena petugasnya kurang dari 10"
    )


def test_one_month_with_few_officers_hides_the_longer_stretch_too() -> None:
    """Else the quarter less the other months would tell what the month hides."""
    panji = make_puskesmas("Panji")
    make_month(panji, "2022-08", status="disetujui", officers=4)
    make_month(panji, "2022-09", status="disetujui", officers=12)
    assert look(rentang="8").sebaran is None
    assert look(rentang="T3").sebaran is None
    assert look().sebaran is None
    assert look(rentang="9").sebaran is not None


def test_the_page_says_what_it_leaves_out(client: Client) -> None:
    make_month(make_puskesmas("Panji"), status="disetujui", officers=12)
    make_far(officers=3)
    page = client.get("/nasional/", {"provinsi": JATIM}).content.decode()
    assert "tanpa 1 kabupaten" in page
    assert "kurang dari 10" in page
    page = client.get("/nasional/", {"kabupaten": "35.10"}).content.decode()
    assert "Tidak ditampilkan, karena petugasnya kurang dari 10." in page


# ------------------------------------------------------------------ page
def test_the_page_names_no_puskesmas_and_no_person(client: Client) -> None:
    month = make_month(make_puskesmas("Widoropayung"), status="disetujui", officers=12)
    for query in ({}, {"provinsi": JATIM}, {"kabupaten": "35.12"}, {"ekspor": "xlsx"}):
        answer = client.get("/nasional/", query)
        assert answer.status_code == 200
        body = answer.content
        if "ekspor" in query:
            book = openpyxl.load_workbook(io.BytesIO(body))
            text = str([list(sheet.iter_rows(values_only=True)) for sheet in book])
        else:
            text = body.decode()
            assert rupiah(6_975_000) in text
        assert "Widoropayung" not in text
        for officer in month.puskesmas.petugas.all():
            assert officer.nama not in text
    assert not Pengajuan.objects.for_scope(
        make_membership(PENGAMAT_NASIONAL).access().scope
    ).exists()
    for address in (f"/insentif/{month.pk}/", f"/insentif/{month.pk}/hasil/", "/dasbor/"):
        assert client.get(address).status_code in {403, 404}


def test_the_way_down_and_back(client: Client) -> None:
    make_month(status="disetujui")
    nation = client.get("/nasional/", {"rentang": "T3"}).content.decode()
    down = "/nasional/?tahun=2022&amp;rentang=T3&amp;provinsi=Jawa+Timur"
    assert f'href="{down}"' in nation
    province = client.get("/nasional/", {"rentang": "T3", "provinsi": JATIM}).content.decode()
    assert f'href="{down}&amp;kabupaten=35.12"' in province
    district = client.get("/nasional/", {"provinsi": JATIM, "kabupaten": "35.12"}).content.decode()
    assert "Kabupaten Situbondo. Jumlah" in district
    assert 'href="/nasional/?tahun=2022&amp;provinsi=Jawa+Timur"' in district
    assert "Lama tiap langkah" in district


def test_another_province_leaves_the_district_behind(client: Client) -> None:
    make_puskesmas()
    make_kabupaten("51.01", provinsi=BALI)
    page = client.get("/nasional/", {"provinsi": BALI, "kabupaten": "35.12"}).content.decode()
    assert "<title>Rangkuman nasional 2022, Bali" in page


@pytest.mark.parametrize(
    "query", [{"provinsi": "x"}, {"kabupaten": "99.99"}, {"provinsi": "x", "kabupaten": "35.12"}]
)
def test_an_area_that_is_unknown_does_not_exist(client: Client, query: dict[str, str]) -> None:
    make_puskesmas()
    assert client.get("/nasional/", query).status_code == 404


@pytest.mark.parametrize(
    "asked",
    [
        "",
        "2022",
        "1999",
        "abc",
        "-1",
        "20 22",
        "²⁰²²",
        "٢٠٢٢",
        pytest.param("9" * 5000, id="panjang"),
        "2022.0",
        "0x7e6",
    ],
)
def test_a_year_that_is_none_shows_the_newest(
    client: Client, asked: str, settings: Settings
) -> None:
    settings.BUSINESS_DATE = date(2023, 6, 14)
    make_month(status="disetujui")
    make_month(make_puskesmas("Besuki", tahun=2023), "2023-02")
    answer = client.get("/nasional/", {"tahun": asked})
    assert answer.status_code == 200
    shown = "2022" if asked == "2022" else "2023"
    assert f"<title>Rangkuman nasional {shown}" in answer.content.decode()


def test_without_any_month_the_page_stands(client: Client) -> None:
    assert "Belum ada" in client.get("/nasional/").content.decode()


def test_provinces_sort_by_their_heads(client: Client) -> None:
    make_month(status="disetujui")
    make_far("51.01", BALI)
    make_kabupaten("31.01", provinsi="Kosong")

    def order(sort: str) -> list[str]:
        page = client.get("/nasional/", {"urut": sort}).content.decode()
        body = page.split("Perbandingan provinsi")[-1].partition("<tbody>")[2].partition("</tbody>")
        return re.findall(r'<th scope="row">(?:<a [^>]*>)?([^<]*)', body[0])

    assert order("") == [BALI, JATIM, "Kosong"]
    assert order("-insentif") == [JATIM, BALI, "Kosong"]
    assert order("disetujui")[0] == "Kosong"


def test_more_districts_ask_no_more_queries(
    client: Client, django_assert_max_num_queries: Callable[[int], CaptureQueriesContext]
) -> None:
    make_month(status="disetujui")
    queries: tuple[dict[str, str], ...] = ({}, {"provinsi": JATIM}, {"kabupaten": "35.12"})
    before = []
    for query in queries:
        client.get("/nasional/", query)
        with django_assert_max_num_queries(25) as seen:
            client.get("/nasional/", query)
        before.append(len(seen))
    for number in (10, 13, 14, 15):
        make_far(f"35.{number}")
    for number in range(20, 30):
        make_puskesmas("Satu", make_kabupaten(f"35.{number}"))
    make_month(make_puskesmas("Besuki"), "2022-09", status="diajukan")
    for query, count in zip(queries, before, strict=True):
        with django_assert_max_num_queries(count):
            client.get("/nasional/", query)


# ------------------------------------------------------------------ the five systems
def systems(client: Client, **query: str) -> dict[str, list[str]]:
    """The cells of the table of all systems, by area."""
    page = client.get("/nasional/", query).content.decode()
    table = page.split("Semua sistem menurut")[-1].partition("</table>")[0]
    rows = re.findall(r"<tr>(.*?)</tr>", table, re.DOTALL)
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in rows]
    plain = [[re.sub(r"<[^>]+>|\s+", " ", cell).strip() for cell in row] for row in cells]
    return {row[0]: row[1:] for row in plain if row and row[0] != "Daerah"}


def test_every_system_has_its_figure_by_province_and_by_district(client: Client) -> None:
    paid = make_month(make_puskesmas("Panji"), status="dibayar", officers=12)
    make_far("51.01", BALI)
    make_absorption(paid.puskesmas, 30_000_000)
    angka = registry().load("nasional")
    at = {one.kode: place for place, one in enumerate(angka)}
    assert set(at) == {"insentif", "bok", "supermiskol", "jamkesda", "tenaga"}
    gross = BarisPembayaran.objects.aggregate(n=Sum("bruto"))["n"]
    nation = systems(client)
    assert set(nation) == {BALI, JATIM, "Seluruhnya"}
    assert nation[JATIM][at["bok"]] == rupiah(30_000_000)
    assert nation[JATIM][at["insentif"]] == rupiah(gross)
    assert nation[JATIM][at["supermiskol"]] == "0"
    assert nation["Seluruhnya"] == nation[JATIM]
    assert nation[BALI][at["insentif"]] == rupiah(0)
    assert systems(client, provinsi=JATIM)["Kabupaten Situbondo"] == nation[JATIM]
    assert systems(client, provinsi=JATIM, kabupaten="35.12") == {
        "Kabupaten Situbondo": nation[JATIM]
    }


def test_a_month_of_few_people_is_in_no_sum(client: Client) -> None:
    make_month(make_puskesmas("Panji"), status="dibayar", officers=2)
    far = make_kabupaten("35.10", provinsi=JATIM)
    unit = make_puskesmas("Jauh", far)
    make_baris(far, Kunci.PAGU_INSENTIF, 50_000_000, puskesmas=unit, sampai=date(2022, 12, 31))
    make_month(unit, status="dibayar", officers=12)
    told = BarisPembayaran.objects.filter(kabupaten="35.10").aggregate(n=Sum("bruto"))["n"]
    at = [one.kode for one in registry().load("nasional")].index("insentif")
    province = systems(client, provinsi=JATIM)
    assert province["Kabupaten Situbondo"][at] == ""
    assert province[far.nama][at] == province["Seluruhnya"][at] == rupiah(told)
    assert systems(client)[JATIM][at] == rupiah(told)


@pytest.mark.parametrize("role", [role for role in ROLES if role != PENGAMAT_NASIONAL])
def test_nobody_else_reads_the_country(role: Role) -> None:
    assert sign_in(Client(), make_membership(role)).get("/nasional/").status_code == 403
