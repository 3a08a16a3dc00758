"""Papers of the money, the officer's own slip, and the words of all."""

from __future__ import annotations

import pytest
from django.db.models import QuerySet
from pytest_django import Settings

from tests.factories.core import make_upload
from tests.factories.dokumen import TERBIT
from tests.factories.insentif import (
    make_month,
    make_team,
    make_transfer,
)
from tests.insentif.papered import (
    ALL,
    TODAY,
    content,
    table,
    values,
)
from upaya.core import triggers
from upaya.core.documents import pdf
from upaya.core.documents.content import Isi, Jumlah, Paragraf, masked, sidik
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.bulan.road import move_month
from upaya.insentif.documents import slip
from upaya.insentif.hasil.queries import Skor
from upaya.insentif.uang import spj
from upaya.insentif.uang.reading import payment_of
from upaya.pegawai.models import Petugas
from upaya.pembayaran.models import BarisPembayaran
from upaya.rules.insentif.explain_slip import Kalimat

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day(settings: Settings) -> None:
    settings.DEMO = True
    settings.BUSINESS_DATE = TODAY


def lines_of(month: Pengajuan) -> QuerySet[BarisPembayaran]:
    payment = payment_of(month)
    assert payment is not None
    return payment.baris.all()


def amount(isi: Isi) -> int:
    (found,) = [part.nilai for part in isi.bagian if isinstance(part, Jumlah)]
    return found


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
    with triggers.lifted():
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
    assert [row[1] for row in table(isi, 1).baris] == [
        "Daftar penerimaan keuangan",
        "Rekap perhitungan insentif UKM",
        "SK jabatan",
        "Rekapitulasi kegiatan UKM",
    ]
    assert all("kertas: map SPJ" in str(row[2]) for row in table(isi, 1).baris)
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
    assert "berkas penerimaan bertanda.pdf" in str(table(content(month, "nota"), 1).baris[0])


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
