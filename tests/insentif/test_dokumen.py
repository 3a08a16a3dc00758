"""The documents of a month: what stands in each, when it exists, and where its money is from."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.db.models import QuerySet
from pypdf import PdfReader
from pytest_django import DjangoAssertNumQueries, Settings

from tests.factories.core import make_upload
from tests.factories.dokumen import TERBIT
from tests.factories.insentif import (
    advance,
    answer_all,
    make_month,
    make_team,
    make_transfer,
)
from tests.factories.pegawai import make_jenis_jabatan, make_penugasan
from tests.factories.regulasi import make_baris
from tests.factories.wilayah import make_kabupaten, make_kecamatan, make_puskesmas
from tests.snapshots.arranged import arrangement
from upaya.akun.models import User
from upaya.core.documents import pdf, xlsx
from upaya.core.documents.content import Isi, Jumlah, Paragraf, Rincian, Tabel, masked, sidik
from upaya.core.documents.pdf import KERTAS, Kertas
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.bulan.reading import LembarBulan
from upaya.insentif.bulan.road import move_month
from upaya.insentif.documents import slip
from upaya.insentif.documents.papers import PAPERS, daftar
from upaya.insentif.documents.sk import lain_kepala
from upaya.insentif.hasil.queries import Skor
from upaya.insentif.uang import spj
from upaya.insentif.uang.reading import payment_of
from upaya.pegawai.models import Petugas
from upaya.pembayaran.models import BarisPembayaran
from upaya.rules.insentif.explain_slip import Kalimat
from upaya.rules.insentif.ketentuan import DASAR_DOKUMEN, PAGU
from upaya.rules.insentif.road import INSENTIF
from upaya.wilayah.models import Unit

pytestmark = pytest.mark.django_db

TODAY = date(2022, 11, 3)
ALWAYS = {"keabsahan", "verifikasi", "rekap", "sk", "kegiatan"}
WITH_MONEY = ALWAYS | {"penerimaan", "rekening"}
WITH_NOTE = WITH_MONEY | {"nota"}
ALL = WITH_NOTE | {"kuitansi-1"}
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


@arrangement(DEMO=True, BUSINESS_DATE=TODAY)
def paid() -> Pengajuan:
    return make_month(make_puskesmas("Panji", kecamatan=make_kecamatan()), status="dibayar")


def content(month: Pengajuan, kind: str) -> Isi:
    month = Pengajuan.objects.get(pk=month.pk)
    found = PAPERS.find(LembarBulan(month), kind)
    assert found is not None
    assert found.missing == ""
    return found.make()


def lines_of(month: Pengajuan) -> QuerySet[BarisPembayaran]:
    payment = payment_of(month)
    assert payment is not None
    return payment.baris.all()


def table(isi: Isi, place: int = 0) -> Tabel:
    return [part for part in isi.bagian if isinstance(part, Tabel)][place]


def values(isi: Isi) -> dict[str, str]:
    return {
        label: value
        for part in isi.bagian
        if isinstance(part, Rincian)
        for label, value in part.baris
    }


def amount(isi: Isi) -> int:
    (found,) = [part.nilai for part in isi.bagian if isinstance(part, Jumlah)]
    return found


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


# ------------------------------------------------------------------ money
def test_the_list_of_receipts_is_the_payment(paid: Pengajuan) -> None:
    isi = content(paid, "penerimaan")
    lines = list(lines_of(paid).order_by("nama", "pk"))
    assert [(row[1], *row[4:7]) for row in table(isi).baris] == [
        (line.nama, line.bruto, line.pajak, line.neto) for line in lines
    ]
    assert isi.total == amount(isi) == sum(line.neto for line in lines) > 0
    assert table(isi).jumlah[4] == sum(line.bruto for line in lines)
    assert all(row[-1] is None for row in table(isi).baris)


def test_accounts_stand_in_full_where_the_money_is_sent_from_and_nowhere_else(
    paid: Pengajuan,
) -> None:
    """Huruf g asks for the number of each account; all officers sign the other list."""
    line = lines_of(paid).earliest("pk")
    for kind in ALL - {"rekening"}:
        assert line.rekening not in str(content(paid, kind))
    assert line.rekening[-4:] in str(content(paid, "penerimaan"))
    full = content(paid, "rekening")
    assert {row[3] for row in table(full).baris} == {one.rekening for one in lines_of(paid)}
    assert line.rekening not in str(masked(full))
    assert sidik(full) != sidik(masked(full))


def test_an_adjusted_tax_is_named_with_its_reason() -> None:
    month = make_month(status="direkap")
    line = lines_of(month).earliest("pk")
    BarisPembayaran.objects.filter(pk=line.pk).update(
        pajak=line.pajak_hitung + 1, neto=line.neto - 1, alasan_pajak="Salah golongan."
    )
    notes = " ".join(content(month, "penerimaan").catatan)
    assert f"Pajak {line.nama} disesuaikan" in notes
    assert "Salah golongan." in notes


def test_a_difference_of_an_earlier_month_is_taken_apart() -> None:
    month = make_month(status="direkap")
    assert "Rincian bruto" not in str(content(month, "penerimaan"))
    line = lines_of(month).earliest("pk")
    parts = [
        {"uraian": "Insentif UKM Agustus 2022", "jumlah": line.bruto + 5},
        {"uraian": "Selisih Juli 2022", "jumlah": -5},
    ]
    BarisPembayaran.objects.filter(pk=line.pk).update(rincian=parts)
    found = table(content(month, "penerimaan"), 1)
    assert [row[1:] for row in found.baris] == [
        (line.nama, "Insentif UKM Agustus 2022", line.bruto + 5),
        (line.nama, "Selisih Juli 2022", -5),
    ]


def test_the_recap_is_the_frozen_calculation(paid: Pengajuan) -> None:
    isi, kept = content(paid, "rekap"), paid.perhitungan.get()
    shares = {row.petugas.nama: row for row in kept.baris.select_related("petugas")}
    for row in table(isi).baris:
        share = shares[str(row[1])]
        assert row[2] == share.bobot
        assert row[7:] == (share.lapangan, share.manajemen, share.bruto)
    assert len(table(isi).baris) == len(shares)
    assert isi.total == amount(isi) == kept.dibagi
    assert values(isi)["Insentif bulan ini"].replace(".", "") == f"Rp{kept.pool}"
    assert kept.sidik in str(isi.catatan)
    assert {row[2] for row in table(isi, 2).baris} >= {"teks", "asumsi"}


def test_each_weight_is_broken_into_its_three_parts(paid: Pengajuan) -> None:
    """With NIP and grade beside the name."""
    officer = paid.petugas.earliest("pk").petugas
    Petugas.objects.filter(pk=officer.pk).update(
        nip="198001012005011001", status="PNS", golongan="III"
    )
    found = table(content(paid, "rekap"), 1)
    assert found.judul == "Bobot tiap petugas"
    rows = {str(row[1]): row for row in found.baris}
    assert rows[officer.nama][2:4] == ("198001012005011001", "PNS golongan III")
    shares = {one.petugas.nama: one.bobot for one in paid.perhitungan.get().baris.all()}
    for name, row in rows.items():
        school, main, extra = row[5], row[7], row[9]
        assert isinstance(school, int)
        assert isinstance(main, int)
        assert isinstance(extra, int)
        assert school + main + extra == row[10] == shares[name]


def test_lists_name_nip_and_grade(paid: Pengajuan) -> None:
    officer = paid.petugas.earliest("pk").petugas
    Petugas.objects.filter(pk=officer.pk).update(
        nip="198001012005011001", status="PPPK", golongan="IX"
    )
    for kind, place in (("penerimaan", 0), ("sk", 1)):
        rows = {str(row[1]): row for row in table(content(paid, kind), place).baris}
        assert rows[officer.nama][2] == "198001012005011001"
    listed = {str(row[1]): row for row in table(content(paid, "penerimaan")).baris}
    assert listed[officer.nama][3] == "PPPK golongan IX"


def test_a_rule_that_changes_later_does_not_change_the_recap(
    paid: Pengajuan, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = sidik(content(paid, "rekap"))
    monkeypatch.setattr("upaya.rules.insentif.compute.compute_month", None)
    monkeypatch.setattr("upaya.insentif.hasil.calculation.compute_month", None)
    assert sidik(content(paid, "rekap")) == before


def test_the_request_is_for_the_gross_sum() -> None:
    month = make_month(status="nota_disiapkan")
    payment = payment_of(month)
    assert payment is not None
    isi = content(month, "nota")
    assert isi.total == amount(isi) == payment.total
    assert "Kepala Dinas Kesehatan Kabupaten Situbondo" in isi.kepada[0]
    assert [row[1] for row in table(isi).baris] == [
        "Daftar penerimaan keuangan",
        "Rekap perhitungan insentif UKM",
        "SK jabatan",
        "Rekapitulasi kegiatan UKM",
    ]
    assert all("kertas: map SPJ" in str(row[2]) for row in table(isi).baris)
    assert [sign.nama for sign in isi.tanda_tangan] == [
        make_team(month.puskesmas).pembantu.user.name,
        make_team(month.puskesmas).kepala.user.name,
    ]


def test_a_signed_file_is_named_in_the_request() -> None:
    month = make_month(status="direkap")
    team = make_team(month.puskesmas)
    for kind in ("penerimaan", "rekap", "sk", "kegiatan"):
        spj.hand_over(
            month.pk, kind, team.pembantu.access(), upload=make_upload(f"{kind} bertanda.pdf")
        )
    move_month(month.pk, "siapkan_nota", team.pembantu.access(), seen_status="direkap")
    assert "berkas penerimaan bertanda.pdf" in str(table(content(month, "nota")).baris[0])


def test_every_transfer_has_its_receipt() -> None:
    month = make_month(status="dana_diajukan")
    team = make_team(month.puskesmas)
    access = team.pengeluaran.access()
    for name, part in (("transfer", 1_000_000), ("transfer_sisa", None)):
        month.refresh_from_db()
        move_month(
            month.pk,
            name,
            access,
            seen_status=month.status,
            transfer=make_transfer(month, part, "Kas belum cukup." if part else ""),
        )
    payment = payment_of(month)
    assert payment is not None
    first, second = content(month, "kuitansi-1"), content(month, "kuitansi-2")
    assert first.total == amount(first) == 1_000_000
    assert second.total == amount(second) == payment.total - 1_000_000
    assert values(first)["Alasan kurang dari pengajuan"] == "Kas belum cukup."
    assert values(second)["Sisa yang belum ditransfer"] == "Rp0"
    assert first.tanda_tangan[0].nama == team.pengeluaran.user.name
    assert first.tanda_tangan[1].nama == team.pembantu.user.name


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


def test_the_letterhead_has_address_and_telephone_where_they_are_known(paid: Pengajuan) -> None:
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


# ------------------------------------------------------------------ the officer's own
def test_the_slip_of_an_officer_before_and_after_the_recap(paid: Pengajuan) -> None:
    share = paid.perhitungan.get().baris.select_related("petugas").earliest("pk")
    line = lines_of(paid).get(petugas=share.petugas)
    sentences = [Kalimat("Insentif puskesmas Rp1.", "Pasal 11A ayat (5)", "teks")]
    before = slip.isi(share, None, sentences, [], Skor(5, 4, 1))
    assert before.total == amount(before) == share.bruto
    after = slip.isi(share, line, sentences, [("Disetujui", "3 November 2022")], None)
    assert values(before)["Bobot"].endswith("(pendidikan 5, jabatan utama 4, jabatan tambahan 1)")
    assert after.total == amount(after) == line.neto
    assert values(after)["Pajak dipotong"].replace(".", "") == f"Rp{line.pajak}"
    assert line.rekening not in str(after)
    assert table(after).baris == (("Disetujui", "3 November 2022"),)
    text = "Insentif puskesmas Rp1. (Pasal 11A ayat (5); asal: teks)"
    assert Paragraf(text, 1) in after.bagian
    assert pdf.render(after, TERBIT).startswith(b"%PDF")
