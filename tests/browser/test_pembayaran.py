"""From an approved month to money in every account, in a real browser, as every role it passes.

On the way an account lacks, a tax is adjusted, a transfer is smaller than asked for, the bank
refuses one payment and names a wrong amount for another.
"""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.steps import (
    PHONE,
    Build,
    Enter,
    Picture,
    confirm,
    fits,
    headed,
    move,
    on_phone,
    part,
    root,
)
from tests.factories.core import pdf_bytes
from upaya.core import clock
from upaya.demo.kabupaten import SHOWN, Peta
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.uang.models import DokumenSpj
from upaya.insentif.uang.reading import payment_of
from upaya.pegawai.models import Petugas
from upaya.pembayaran.models import BarisPembayaran, Kiriman, Pembayaran
from upaya.rules.insentif import road
from upaya.rules.kesehatan import (
    BENDAHARA_PEMBANTU,
    BENDAHARA_PENGELUARAN,
    KEPALA_PUSKESMAS,
    OPERATOR_PUSKESMAS,
    PETUGAS,
)
from upaya.rules.money import rupiah
from upaya.rules.pembayaran import BERHASIL, DIKIRIM, GAGAL, LABELS
from upaya.rules.period import Period

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.empty_world]

AGUSTUS = Period(2022, 8)
SHORT = "Uang persediaan bulan ini belum cukup; sisanya minggu depan."


@pytest.fixture
def peta(build: Build) -> Peta:
    """One approved month, and one that another puskesmas has asked funds for."""
    return build(
        (SHOWN, AGUSTUS, road.DISETUJUI, date(2022, 10, 20)),
        ("panji", AGUSTUS, road.DANA_DIAJUKAN, date(2022, 10, 20)),
    )


@pytest.fixture
def month(peta: Peta) -> Pengajuan:
    """The approved month, in which one officer has no account."""
    found = Pengajuan.objects.get(puskesmas=peta.puskesmas[SHOWN], periode=AGUSTUS.first_day)
    poor = _without_account(found)
    poor.bank = poor.rekening = poor.nama_rekening = ""
    poor.save()
    return found


def _without_account(month: Pengajuan) -> Petugas:
    own = month.puskesmas.petugas.get(user__memberships__role=PETUGAS.name)
    shares = month.perhitungan.get().baris.exclude(petugas=own).filter(bruto__gt=0)
    return shares.order_by("petugas__nama")[3].petugas


def _payment(month: Pengajuan) -> Pembayaran:
    found = payment_of(month)
    assert found is not None
    return found


def open_part(page: Page, month: Pengajuan) -> None:
    page.goto(f"{root(page)}/insentif/{month.pk}/pembayaran/")
    expect(page.locator("#judul-bagian")).to_have_text("Pembayaran")


def recap(operator: Page, month: Pengajuan, picture: Picture) -> None:
    """One account lacks: the page says whose, and leads to where it is mended."""
    poor = _without_account(month)
    operator.get_by_role("link", name="Lengkapi rekening petugas").first.click()
    part(operator, "Pembayaran")
    picture(operator, "operator-rekap")
    move(operator, "Buat rekap pembayaran")
    expect(operator.get_by_role("alert")).to_contain_text(
        f"Rekening 1 petugas belum lengkap: {poor.nama}."
    )
    operator.get_by_role("link", name="Kembali ke bulan ini").click()
    operator.get_by_role("link", name=f"Lengkapi rekening {poor.nama}").click()
    operator.get_by_label("Nama bank").fill("Bank Contoh")
    operator.get_by_label("Nomor rekening").fill("99 0012 3456")
    operator.get_by_label("Nama pemilik rekening").fill(poor.nama.upper())
    confirm(operator, "Simpan perubahan")
    open_part(operator, month)
    expect(operator.get_by_text("lengkap", exact=True).first).to_be_visible()
    assert "99123456" not in operator.locator("main").inner_text()
    move(operator, "Buat rekap pembayaran")
    confirm(operator, "Buat rekap pembayaran")
    month.refresh_from_db()
    assert month.status == road.DIREKAP


def adjust_tax(treasurer: Page, month: Pengajuan, picture: Picture) -> BarisPembayaran:
    """Another amount of tax needs a reason, and the net amount follows it."""
    line = _payment(month).baris.filter(pajak__gt=0).order_by("nama", "pk")[1]
    less = line.pajak_hitung - 1_000
    treasurer.get_by_role("link", name="Periksa rekening dan pajak").first.click()
    picture(treasurer, "bendahara-pembayaran", longer=200)
    treasurer.get_by_role("link", name="Buka daftar pembayaran").click()
    treasurer.get_by_role("link", name="Pajak", exact=True).click()
    every = f"Semua {_payment(month).baris.count()} penerima"
    treasurer.get_by_text(every, exact=True).click()
    treasurer.get_by_role("link", name=line.nama, exact=True).last.click()
    treasurer.get_by_text("Sesuaikan pajak").click()
    treasurer.get_by_label("Pajak yang dipotong").fill(str(less))
    confirm(treasurer, "Simpan pajak")
    expect(treasurer.get_by_role("alert").first).to_contain_text("alasan")
    treasurer.get_by_label("Alasan penyesuaian").fill("Sudah dipotong lewat gaji bulan Agustus.")
    picture(treasurer, "bendahara-sesuaikan-pajak", longer=300)
    confirm(treasurer, "Simpan pajak")
    line.refresh_from_db()
    assert (line.pajak, line.neto) == (less, line.bruto - less)
    return line


def open_account(treasurer: Page, head: Page, picture: Picture) -> None:
    """The account for the funds: proposed by its treasurer, agreed to by the head."""
    for page in (treasurer, head):
        page.goto(f"{root(page)}/pembayaran/rekening-pembantu/")
    filled = {
        "bank": "Bank Jatim",
        "rekening": "7000123456",
        "nama_rekening": "Bendahara Pengeluaran Pembantu",
        "mulai": "2022-01-01",
        "dokumen": "900/17/2022",
        "alasan": "Rekening pertama puskesmas.",
    }
    for name, value in filled.items():
        treasurer.locator(f"[name={name}]").fill(value)
    picture(treasurer, "bendahara-rekening", longer=300)
    confirm(treasurer, "Usulkan rekening")
    head.reload()
    head.locator("[name=putusan]").select_option("setuju")
    confirm(head, "Simpan putusan")


def hand_over(treasurer: Page, month: Pengajuan, picture: Picture, signed: Path) -> None:
    """One document as a file, three on paper; before that the note cannot be prepared."""
    open_part(treasurer, month)
    move(treasurer, "Siapkan nota dana")
    expect(treasurer.get_by_role("alert")).to_contain_text("SPJ belum lengkap.")
    for kind in DokumenSpj.Jenis:
        open_part(treasurer, month)
        treasurer.get_by_role("link", name=f"Serahkan {kind.label}").click()
        if kind is DokumenSpj.Jenis.PENERIMAAN:
            treasurer.locator("[name=berkas]").set_input_files(signed)
            picture(treasurer, "bendahara-spj")
        else:
            treasurer.locator("[name=keterangan]").fill("Map SPJ Agustus, lemari TU")
        confirm(treasurer, "Serahkan")
        expect(treasurer.get_by_text(f"{kind.label} diserahkan.")).to_be_visible()
    expect(treasurer.get_by_role("link", name=signed.name)).to_be_visible()
    move(treasurer, "Siapkan nota dana")
    confirm(treasurer, "Siapkan nota dana")
    month.refresh_from_db()
    assert month.status == road.NOTA_DISIAPKAN


def ask_for_funds(kepala: Page, month: Pengajuan, picture: Picture) -> None:
    """The head reads the note on a phone and makes the request."""
    kepala.get_by_role("link", name="Baca nota pengajuan dana").first.click()
    kepala.get_by_role("link", name="lihat dan unduh").click()
    with kepala.expect_download() as got:
        kepala.get_by_role("link", name="PDF Nota pengajuan dana").click()
    assert got.value.path().read_bytes().startswith(b"%PDF-1.7")
    open_part(kepala, month)
    move(kepala, "Ajukan dana")
    fits(kepala)
    picture(kepala, "kepala-ajukan-dana-ponsel")
    confirm(kepala, "Ajukan dana")
    month.refresh_from_db()
    assert month.status == road.DANA_DIAJUKAN


def transfer_less(dinas: Page, month: Pengajuan, picture: Picture) -> int:
    """A smaller transfer says why; above the request there is none."""
    payment = _payment(month)
    amount = payment.total * 6 // 10
    picture(dinas, "bendahara-dinas-tugas")
    dinas.get_by_role("link", name="Banyuputih, Agustus 2022").first.click()
    move(dinas, "Catat transfer dana")
    for box in dinas.get_by_role("checkbox").all():
        box.check()
    dinas.get_by_label("Nomor bukti transfer").fill("SP2D/0417/2022")
    dinas.get_by_label("Jumlah yang ditransfer").fill(rupiah(amount))
    reason = dinas.get_by_label("Alasan bila kurang dari pengajuan")
    reason.fill(SHORT)
    picture(dinas, "bendahara-dinas-transfer", longer=500)
    dinas.get_by_label("Jumlah yang ditransfer").fill(str(payment.total + 1))
    confirm(dinas, "Catat transfer dana")
    expect(dinas.get_by_role("alert").first).to_contain_text(
        f"Paling banyak {rupiah(payment.total)}"
    )
    dinas.get_by_label("Jumlah yang ditransfer").fill(rupiah(amount))
    reason.fill("")
    confirm(dinas, "Catat transfer dana")
    expect(dinas.get_by_role("alert").first).to_contain_text("Tulis alasannya dengan kata-kata")
    reason.fill(SHORT)
    confirm(dinas, "Catat transfer dana")
    month.refresh_from_db()
    assert month.status == road.DANA_DITRANSFER
    open_part(dinas, month)
    expect(dinas.get_by_text(SHORT)).to_be_visible()
    return amount


def send(treasurer: Page, month: Pengajuan, *, leave: str = "", cash: bool = False) -> Kiriman:
    """Send whom the page proposes, except `leave`."""
    treasurer.goto(f"{root(treasurer)}/pembayaran/{_payment(month).pk}/kirim/")
    if leave:
        treasurer.get_by_label(leave, exact=True).uncheck()
    if cash:
        treasurer.get_by_label("Cara membayar").select_option("tunai")
    confirm(treasurer, "Kirim pembayaran")
    sent = _payment(month).kiriman.latest("nomor")
    headed(treasurer, f"Kiriman ke-{sent.nomor}")
    return sent


def send_twice(treasurer: Page, month: Pengajuan, picture: Picture, funds: int) -> Kiriman:
    """What the funds cover is ticked. A double click sends once, a second window nothing more."""
    address = f"{root(treasurer)}/pembayaran/{_payment(month).pk}/kirim/"
    other = treasurer.context.new_page()
    for window in (treasurer, other):
        window.goto(address)
        expect(window.get_by_text("Dana belum cukup untuk semua.")).to_be_visible()
    picture(treasurer, "bendahara-kirim", longer=200)
    treasurer.get_by_role("button", name="Kirim pembayaran").dblclick()
    headed(treasurer, "Kiriman ke-1")
    picture(treasurer, "bendahara-kiriman", longer=200)
    confirm(other, "Kirim pembayaran")
    expect(other.get_by_role("alert").first).to_contain_text("sudah dikirim")
    other.close()
    held = sum(_payment(month).baris.filter(status=DIKIRIM).values_list("bruto", flat=True))
    assert 0 < held <= funds
    return _payment(month).kiriman.get()


def bank_answer(treasurer: Page, sent: Kiriman, folder: Path) -> tuple[Path, list[str]]:
    """The bank reads the file it got: it refuses the first order and pays the second one short."""
    with treasurer.expect_download() as got:
        treasurer.get_by_role("link", name="Berkas untuk bank (CSV)").click()
    text = got.value.path().read_text("utf-8")
    orders = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert len(orders) == sent.banyak
    assert sum(int(order["Jumlah"]) for order in orders) == sent.jumlah
    lines = ["Rujukan;Status;Tanggal;Jumlah;Nomor Bukti;Keterangan"]
    for number, order in enumerate(orders):
        failed, wrong = number == 0, number == 1
        lines.append(
            f"{order['Rujukan']};{'GAGAL' if failed else 'BERHASIL'};03/11/2022;"
            f"{int(order['Jumlah']) - 1000 * wrong};{'' if failed else f'TRX{number:04d}'};"
            f"{'Rekening tidak aktif' if failed else ''}"
        )
    answer = folder / "hasil bank 3 November.csv"
    answer.write_text("\r\n".join(lines), "utf-8")
    return answer, [order["Rujukan"] for order in orders[:2]]


def apply_answer(treasurer: Page, answer: Path, picture: Picture) -> None:
    """First what the file would note, then noting it; a second time the same file is refused."""
    treasurer.get_by_role("link", name="Unggah hasil bank").click()
    here = treasurer.url
    treasurer.locator("[name=berkas]").set_input_files(answer)
    treasurer.get_by_role("button", name="Periksa berkas").click()
    headed(treasurer, "Hasil pemeriksaan")
    expect(treasurer.locator("tr.bad")).to_have_count(1)
    expect(treasurer.locator("tr.bad")).to_contain_text("yang dikirim")
    picture(treasurer, "bendahara-hasil-bank")
    treasurer.get_by_role("button", name="Catat").click()
    expect(treasurer.get_by_text("petugas dicatat.")).to_be_visible()
    treasurer.goto(here)
    treasurer.locator("[name=berkas]").set_input_files(answer)
    treasurer.get_by_role("button", name="Periksa berkas").click()
    expect(treasurer.get_by_role("alert").first).to_contain_text("tidak diterapkan dua kali")


def note_line(treasurer: Page, line: BarisPembayaran, proof: str, *, file: Path | None) -> None:
    """What became of one payment, by hand."""
    treasurer.goto(f"{root(treasurer)}/pembayaran/baris/{line.pk}/")
    treasurer.get_by_label(LABELS[BERHASIL], exact=True).check()
    treasurer.get_by_label("Tanggal diterima atau ditolak").fill(str(clock.today()))
    treasurer.get_by_label("Nomor bukti").fill(proof)
    if file:
        treasurer.locator("[name=berkas]").set_input_files(file)
    confirm(treasurer, "Catat hasil")
    line.refresh_from_db()
    assert line.status == BERHASIL


def pay_the_rest(
    treasurer: Page, dinas: Page, month: Pengajuan, failed: BarisPembayaran, picture: Picture
) -> None:
    """The rest arrives; everybody but the refused one by transfer, that one in cash."""
    payment = _payment(month)
    dinas.goto(f"{root(dinas)}/tugas/")
    dinas.get_by_role("link", name="Transfer sisa dana").first.click()
    move(dinas, "Catat transfer sisa dana")
    dinas.get_by_label("Nomor bukti transfer").fill("SP2D/0431/2022")
    confirm(dinas, "Catat transfer sisa dana")
    payment.refresh_from_db()
    assert payment.sisa_dana == 0
    send(treasurer, month, leave=failed.nama)
    treasurer.get_by_label(LABELS[BERHASIL], exact=True).check()
    treasurer.get_by_label("Tanggal diterima atau ditolak").fill(str(clock.today()))
    treasurer.get_by_label("Nomor bukti").fill("TRX-KOLEKTIF-0311")
    treasurer.get_by_role("button", name="Catat bagi semua yang masih menunggu").click()
    expect(treasurer.get_by_role("status").first).to_be_visible()
    treasurer.goto(f"{root(treasurer)}/pembayaran/{payment.pk}/")
    sent = send(treasurer, month, cash=True)
    assert (sent.cara, sent.banyak, sent.jumlah) == ("tunai", 1, failed.neto)


def read_own_slip(petugas: Page, month: Pengajuan, picture: Picture) -> None:
    """The officer sees on a phone that the money is there, and how much tax was taken."""
    line = _payment(month).baris.get(petugas__user__username="demo.petugas")
    petugas.goto(f"{root(petugas)}/slip/")
    petugas.get_by_role("link", name="Agustus 2022").click()
    text = petugas.locator("main").inner_text()
    for amount in (line.bruto, line.pajak, line.neto):
        assert rupiah(amount) in text
    assert "Masuk rekening" in text
    fits(petugas)
    picture(petugas, "petugas-uang-ponsel", longer=500)


@pytest.mark.budget(60, "six people in windows of their own, from an approval to an account")
def test_from_an_approved_month_to_money_in_every_account(
    enter: Enter, month: Pengajuan, picture: Picture, tmp_path: Path
) -> None:
    signed = tmp_path / "daftar penerimaan Agustus.pdf"
    signed.write_bytes(pdf_bytes())
    recap(enter(OPERATOR_PUSKESMAS), month, picture)

    treasurer = enter(BENDAHARA_PEMBANTU)
    adjusted = adjust_tax(treasurer, month, picture)
    open_account(treasurer, enter(KEPALA_PUSKESMAS), picture)
    hand_over(treasurer, month, picture, signed)
    ask_for_funds(enter(KEPALA_PUSKESMAS, viewport=PHONE), month, picture)

    dinas = enter(BENDAHARA_PENGELUARAN)
    funds = transfer_less(dinas, month, picture)
    sent = send_twice(treasurer, month, picture, funds)
    answer, (refused, short) = bank_answer(treasurer, sent, tmp_path)
    apply_answer(treasurer, answer, picture)
    failed = BarisPembayaran.objects.get(percobaan__rujukan=refused)
    waiting = BarisPembayaran.objects.get(percobaan__rujukan=short)
    assert (failed.status, waiting.status) == (GAGAL, DIKIRIM)
    note_line(treasurer, waiting, "TRX0001 menurut rekening koran", file=None)
    pay_the_rest(treasurer, dinas, month, failed, picture)
    month.refresh_from_db()
    assert month.status == road.DANA_DITRANSFER
    note_line(treasurer, failed, "KW-07/2022", file=signed)

    month.refresh_from_db()
    payment = _payment(month)
    assert (month.status, payment.selesai_pada is None) == (road.DIBAYAR, False)
    assert set(payment.baris.values_list("status", flat=True)) == {BERHASIL}
    assert sum(payment.baris.values_list("bruto", flat=True)) == payment.total == payment.dana
    assert failed.percobaan.count() == 2
    assert adjusted.percobaan.get(status=BERHASIL).jumlah == adjusted.neto
    open_part(treasurer, month)
    on_phone(treasurer, picture, "bendahara-dibayar-ponsel", longer=300)
    read_own_slip(enter(PETUGAS, viewport=PHONE), month, picture)
