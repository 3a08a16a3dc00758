"""The documents of a month: what stands in each, when it exists, and where its money is from."""

from __future__ import annotations

import io
from datetime import date

import pytest
from pypdf import PdfReader
from pytest_django import DjangoAssertNumQueries, Settings

from tests.factories.dokumen import TERBIT
from tests.factories.insentif import (
    advance,
    answer_all,
    make_month,
    make_team,
)
from tests.factories.pegawai import make_jenis_jabatan, make_penugasan
from tests.factories.regulasi import make_baris
from tests.factories.wilayah import make_kabupaten, make_puskesmas
from tests.insentif.papered import (
    ALL,
    ALWAYS,
    TODAY,
    WITH_MONEY,
    WITH_NOTE,
    content,
    table,
    values,
)
from upaya.akun.models import User
from upaya.core.documents import pdf, xlsx
from upaya.core.documents.content import Jumlah, Paragraf, Tabel, sidik
from upaya.core.documents.pdf import KERTAS, Kertas
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.bulan.reading import LembarBulan
from upaya.insentif.documents.papers import PAPERS, daftar
from upaya.insentif.documents.sk import lain_kepala
from upaya.pegawai.models import Petugas
from upaya.rules.insentif.ketentuan import DASAR_DOKUMEN, PAGU
from upaya.rules.insentif.road import INSENTIF
from upaya.wilayah.models import Unit

pytestmark = pytest.mark.django_db


POSSIBLE: dict[str, set[str]] = {
    "draf": set(),
    "menunggu_verifikasi": set(),
    "diverifikasi_puskesmas": set(),
    "diajukan": {"keabsahan"},
    "dikembalikan": set(),
    "ditolak": {"keabsahan", "verifikasi"},
    "disetujui": ALWAYS,
    "direkap": WITH_MONEY,
    "nota_disiapkan": WITH_NOTE,
    "dana_diajukan": WITH_NOTE,
    "dana_ditransfer": ALL,
    "dibayar": ALL,
}


@pytest.fixture(autouse=True)
def _day(settings: Settings) -> None:
    settings.DEMO = True
    settings.BUSINESS_DATE = TODAY


# ------------------------------------------------------------------ when
def test_every_status_is_thought_of() -> None:
    assert set(POSSIBLE) == set(INSENTIF.states)


@pytest.mark.parametrize("status", POSSIBLE)
def test_what_is_possible_follows_the_road(status: str) -> None:
    kinds = daftar(LembarBulan(make_month(status=status)))
    assert {kind.key for kind in kinds if not kind.missing} == POSSIBLE[status]
    assert {kind.key for kind in kinds} == ALL
    assert all(kind.missing.endswith(".") for kind in kinds if kind.missing)


@pytest.mark.parametrize("kind", sorted(ALL))
def test_each_can_be_written_and_is_the_same_when_made_again(paid: Pengajuan, kind: str) -> None:
    isi = content(paid, kind)
    assert isi.jenis == kind
    assert sidik(isi) == sidik(content(paid, kind))
    assert pdf.render(isi, TERBIT).startswith(b"%PDF")
    assert xlsx.render(isi, TERBIT).startswith(b"PK")


def test_what_was_made_before_payment_stays_as_it_was() -> None:
    """From the note on nothing that is paid or transferred changes an issued list or request."""
    month = make_month(status="dana_diajukan")
    before = {kind: sidik(content(month, kind)) for kind in WITH_NOTE}
    advance(month, "transfer")
    assert {kind: sidik(content(month, kind)) for kind in WITH_NOTE} == before


def test_a_month_closed_without_payment_says_so() -> None:
    month = make_month(status="disetujui", bok_diserap=0)
    advance(month, "tutup_nihil")
    missing = {kind.key: kind.missing for kind in daftar(LembarBulan(month)) if kind.missing}
    assert set(missing) == {"penerimaan", "rekening", "nota", "kuitansi-1"}
    assert set(missing.values()) == {"Tidak ada: bulan ini ditutup tanpa pembayaran."}


# ------------------------------------------------------------------ words
def test_the_statement_is_what_the_head_stated(paid: Pengajuan) -> None:
    isi, kept = content(paid, "keabsahan"), paid.perhitungan.get()
    assert any(kept.pernyataan in str(part) for part in isi.bagian)
    assert values(isi)["Nama"] == kept.dinyatakan_oleh.name == isi.tanda_tangan[0].nama
    assert values(isi)["Sidik hitungan"] == kept.sidik
    assert table(isi).baris[0][2] == "serapan.pdf"


def test_the_sheet_of_verification_tells_all_rounds() -> None:
    month = make_month(status="dikembalikan")
    team = make_team(month.puskesmas)
    answer_all(month, team)
    for move in ("kirim", "verifikasi", "ajukan", "setujui"):
        advance(month, move, team)
    isi = content(month, "verifikasi")
    assert [row[0] for row in table(isi).baris] == [1, 2, 3, 4, 5, 6]
    assert table(isi, 1).baris == (
        (1, "Data administrasi", "Angka tidak sama dengan bukti.", "Sudah diperbaiki."),
    )
    assert [row[1] for row in table(isi, 2).baris][-1] == "Pengajuan disetujui."
    assert len(table(isi, 2).baris) == 8
    assert [sign.nama for sign in isi.tanda_tangan] == [
        team.tim.user.name,
        team.verifikator.user.name,
    ]
    assert values(isi)["Keputusan"] == "Pengajuan disetujui."


def test_a_rejected_month_has_its_sheet() -> None:
    isi = content(make_month(status="ditolak"), "verifikasi")
    assert values(isi)["Keputusan"] == "Pengajuan ditolak."
    assert table(isi, 2).baris[-1][3] == "Alasan contoh."


def test_decrees_are_listed_with_number_and_day(paid: Pengajuan) -> None:
    isi = content(paid, "sk")
    entitled = table(isi, 1)
    assert len(entitled.baris) == paid.petugas.count()
    held = paid.petugas.order_by("petugas__nama", "pk")[0].petugas.penetapan.get()
    first = entitled.baris[0]
    assert (first[1], first[4], first[5]) == (held.petugas.nama, held.sk.nomor, held.sk.tanggal)


def test_work_is_listed_per_officer_and_menu_line(paid: Pengajuan) -> None:
    isi = content(paid, "kegiatan")
    by_menu, by_officer = table(isi), table(isi, 1)
    assert len(by_officer.baris) == 2 * paid.petugas.count()
    assert by_officer.jumlah == {4: 5 + 6 + 7, 5: 1 + 2 + 3}
    assert [by_menu.jumlah[3], by_menu.jumlah[4]] == [18, 6]
    kept = paid.perhitungan.get()
    assert sum(officer["frekuensi"] for officer in kept.masukan["petugas"]) == 18


def test_the_letterhead_names_who_is_known(paid: Pengajuan) -> None:
    kop = content(paid, "rekap").kop
    assert kop.pemerintah == "Pemerintah Kabupaten Situbondo"
    assert kop.dinas == "Dinas Kesehatan Kabupaten Situbondo"
    assert kop.unit == "Puskesmas Panji"
    assert kop.alamat == ("Kecamatan Panji, Kabupaten Situbondo",)
    assert content(paid, "rekap").tempat == "Situbondo"


@pytest.mark.parametrize("kertas", KERTAS)
@pytest.mark.parametrize("kind", sorted(ALL))
def test_signatures_stand_with_what_is_signed(paid: Pengajuan, kind: str, kertas: Kertas) -> None:
    """Something of the paper's last part is on the page where its last signatory stands."""
    isi = content(paid, kind)
    pages = PdfReader(io.BytesIO(pdf.render(isi, TERBIT, kertas))).pages
    texts = [" ".join(page.extract_text().split()) for page in pages]
    (page,) = [text for text in texts if isi.tanda_tangan[-1].pembuka + " " in text]
    last = isi.bagian[-1]
    match last:
        case Tabel() if last.baris:
            words = str(last.baris[-1][1])
        case Tabel():
            words = last.kosong
        case Jumlah():
            words = last.label
        case Paragraf():
            words = last.teks
        case _:
            words = "-"
    assert words[:20] in page


def test_the_letterhead_has_address_and_telephone_where_they_are_known(
    paid: Pengajuan,
) -> None:
    Unit.objects.filter(pk=paid.puskesmas_id).update(
        alamat="Jalan Mawar Nomor 7", telepon="(0338) 671234"
    )
    assert content(paid, "rekap").kop.alamat == (
        "Jalan Mawar Nomor 7, Kecamatan Panji, Kabupaten Situbondo",
        "Telepon (0338) 671234",
    )


def test_papers_name_the_regulation_of_their_own_district(paid: Pengajuan) -> None:
    """Situbondo has its Perbup; another district the national rules, or what it decrees."""
    ours = "Pasal 24 huruf i dan Pasal 11A Peraturan Bupati Situbondo Nomor 79 Tahun 2022"
    assert values(content(paid, "rekap"))["Dasar"] == ours
    genteng = make_puskesmas("Genteng", make_kabupaten("35.10"))
    assert genteng.kabupaten
    make_baris(genteng.kabupaten, PAGU, 66_000_000, puskesmas=genteng, sampai=date(2022, 12, 31))
    elsewhere = make_month(genteng, status="dibayar")
    papers = {kind: str(content(elsewhere, kind)) for kind in ALL}
    assert [kind for kind, said in papers.items() if "Bupati Situbondo Nomor" in said] == []
    national = "Peraturan Menteri Kesehatan Nomor 19 Tahun 2022"
    assert values(content(elsewhere, "rekap"))["Dasar"] == national
    decree = "Pasal 7 Peraturan Bupati Banyuwangi Nomor 5 Tahun 2022"
    make_baris(elsewhere.kabupaten, DASAR_DOKUMEN, decree)
    for kind in ("rekap", "penerimaan", "keabsahan", "nota", "rekening"):
        assert values(content(elsewhere, kind))["Dasar"] == decree
    assert values(content(paid, "rekap"))["Dasar"] == ours


def test_the_head_in_the_list_of_decrees_is_the_head_who_signs_or_it_is_said(
    paid: Pengajuan,
) -> None:
    head = make_team(paid.puskesmas).kepala.user
    sheet = LembarBulan(Pengajuan.objects.get(pk=paid.pk))
    assert "tidak ada jabatan Kepala Puskesmas" in lain_kepala(sheet)
    officer = paid.petugas.earliest("pk").petugas
    make_penugasan(officer, make_jenis_jabatan("Kepala Puskesmas", "kepala_puskesmas"))
    said = lain_kepala(LembarBulan(Pengajuan.objects.get(pk=paid.pk)))
    assert officer.nama in said
    assert head.name in said
    Petugas.objects.filter(pk=officer.pk).update(user=head)
    assert lain_kepala(LembarBulan(Pengajuan.objects.get(pk=paid.pk))) == ""
    signs = content(paid, "sk").tanda_tangan[0]
    assert signs.nama == officer.nama


def test_officials_of_the_dinas_sign_with_what_their_account_says(paid: Pengajuan) -> None:
    verifikator = make_team(paid.puskesmas).verifikator.user
    User.objects.filter(pk=verifikator.pk).update(name="Rekaan, S.K.M.", pangkat="Penata (III/c)")
    signs = content(paid, "verifikasi").tanda_tangan[1]
    assert (signs.nama, signs.pangkat) == ("Rekaan, S.K.M.", "Penata (III/c)")


@pytest.mark.parametrize("kind", sorted(ALL))
def test_officers_do_not_cost_queries(
    kind: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    month = make_month(status="dibayar", officers=12)
    loaded = Pengajuan.objects.select_related("puskesmas__kecamatan", "kabupaten").get(pk=month.pk)
    with django_assert_max_num_queries(12):
        found = PAPERS.find(LembarBulan(loaded), kind)
        assert found is not None
        found.make()
