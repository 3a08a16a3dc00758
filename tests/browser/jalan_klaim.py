"""A claim in browsers: sent by its PPK, checked, cut, approved, gathered, paid.

The pictures taken on the way are those of the manual; test_penajam.py goes all of it, from a family
that asks for a letter to the money of the hospital that cared for it.
"""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.steps import PHONE, Enter, Picture, confirm, fits, headed, move, root
from upaya.core import clock
from upaya.jamkesda.demo import klaim as demo
from upaya.jamkesda.demo import kumpulan, tempat
from upaya.jamkesda.klaim.models import Klaim
from upaya.jamkesda.kumpulan.models import Kumpulan
from upaya.jamkesda.surat.models import SuratJaminan
from upaya.pembayaran.models import Pembayaran
from upaya.rules.jamkesda import peran

NOMOR = "RI-0311-01"
_LINES = (("KMR-3", 1, 150_000), ("90.59", 1, 100_000))
"""A day in hospital; the second line is above its tariff."""
_PAID = 150_000 + 85_000 - 10_000
"""What is left of it: as agreed, less the verifier's cut."""


def siapkan(stage: tempat.Panggung) -> None:
    """What a claim is judged and paid by: the tariff, the ceiling, and the accounts."""
    with clock.pretend(tempat.FIRST_DAY):
        demo._tariff(stage)
        kumpulan._ceiling(stage)
    with clock.pretend(kumpulan._ACCOUNTS):
        payer, head = stage.of(peran.BENDAHARA, stage.upt), stage.of(peran.KEPALA_UPT, stage.upt)
        kumpulan._account(stage.upt, payer, head)
        unit = stage.ppk[0].unit
        kumpulan._account(unit, stage.of(peran.PETUGAS_KLAIM, unit), head)


def claim_to_money(enter: Enter, head: Page, letter: SuratJaminan, picture: Picture) -> None:
    """The hospital asks, the verifier cuts, the head approves, the treasurer gathers and pays."""
    clerk = enter(peran.PETUGAS_KLAIM)
    _send(clerk, letter, picture)
    at = f"{root(clerk)}{Klaim.objects.get().get_absolute_url()}"
    verifier = enter(peran.VERIFIKATOR)
    verifier.goto(at)
    _decide(verifier, picture)
    verifier.context.close()
    head.goto(at)
    move(head, "Setujui klaim")
    confirm(head, "Setujui klaim")
    treasurer = enter(peran.BENDAHARA)
    _gather(treasurer, picture)
    batch = Kumpulan.objects.get()
    head.goto(f"{root(head)}{batch.get_absolute_url()}")
    move(head, "Nyatakan dapat dibayar")
    head.get_by_label("Nomor SP2D atau bukti dana masuk").fill("SP2D/REKAAN/11/2022")
    picture(head, "klaim-dapat-dibayar", longer=200)
    confirm(head, "Nyatakan dapat dibayar")
    _pay(treasurer, batch)
    clerk.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    clerk.goto(at)
    headed(clerk, f"Klaim {NOMOR}")
    expect(clerk.get_by_text("Dibayar").first).to_be_visible()
    fits(clerk)
    picture(clerk, "klaim-dibayar-ponsel", longer=300)
    paid = Klaim.objects.get()
    assert (paid.status, paid.disetujui, paid.peserta) == ("dibayar", _PAID, letter.peserta.kartu)


def _send(page: Page, letter: SuratJaminan, picture: Picture) -> None:
    """The header, two lines; the second above the tariff."""
    page.goto(f"{root(page)}/jamkesda/klaim/baru/")
    page.get_by_label("Nomor klaim").fill(NOMOR)
    page.get_by_label("Jenis", exact=True).select_option(label="Rawat inap")
    page.get_by_label("Nomor kartu peserta").fill(letter.peserta.kartu)
    page.get_by_label("Nomor surat jaminan").fill(letter.nomor)
    for label in ("Masuk", "Keluar"):
        page.get_by_label(label, exact=True).fill(letter.mulai.isoformat())
    page.get_by_label("Diagnosis (ICD-10)").fill("J18.9")
    for label in ("Resume medis", "Rincian biaya"):
        page.get_by_label(label).check()
    for row, (code, many, price) in enumerate(_LINES, 1):
        page.get_by_label(f"Kode layanan baris {row}", exact=True).fill(code)
        page.get_by_label(f"Tanggal baris {row}", exact=True).fill(letter.mulai.isoformat())
        page.get_by_label(f"Jumlah baris {row}", exact=True).fill(str(many))
        page.get_by_label(f"Harga satuan baris {row}", exact=True).fill(str(price))
    fits(page)
    picture(page, "klaim-ajukan", longer=600)
    page.get_by_role("button", name="Simpan dan periksa").click()
    expect(page.get_by_text("Harga di atas tarif").first).to_be_visible()
    fits(page)


def _decide(page: Page, picture: Picture) -> None:
    """The marked line is cut further with a code, then the whole is verified."""
    fits(page)
    picture(page, "klaim-putus", longer=500)
    page.get_by_role("radio", name="V01").check()
    page.get_by_label("Dipotong").fill("10000")
    page.get_by_label("Yang dibaca PPK").fill("Pemeriksaannya hanya sebagian dilakukan.")
    page.get_by_role("button", name="Simpan baris 2").click()
    expect(page.get_by_text("Baris 2 diputus.")).to_be_visible()
    move(page, "Nyatakan terverifikasi")
    confirm(page, "Nyatakan terverifikasi")


def _gather(page: Page, picture: Picture) -> None:
    """November until today is closed, its minutes are issued."""
    page.goto(f"{root(page)}/jamkesda/kumpulan/tutup/")
    page.get_by_label("Keluar mulai").fill("2022-11-01")
    page.get_by_label("Keluar sampai").fill("2022-11-03")
    page.get_by_role("button", name="Lihat isinya").click()
    expect(page.get_by_role("button", name="Tutup kumpulan ini")).to_be_visible()
    fits(page)
    picture(page, "klaim-kumpulan", longer=300)
    page.get_by_role("button", name="Tutup kumpulan ini").click()
    expect(page.get_by_text("Terbitkan berita acaranya.")).to_be_visible()
    page.goto(f"{page.url}dokumen/")
    page.get_by_role("button", name="Terbitkan Berita acara kumpulan klaim").click()
    with page.expect_download() as saved:
        page.get_by_role("link", name="PDF Berita acara kumpulan klaim").click()
    assert saved.value.suggested_filename.endswith(".pdf")


def _pay(page: Page, batch: Kumpulan) -> None:
    """To the account that two people agreed to; the bank's answer is noted."""
    page.goto(f"{root(page)}{batch.get_absolute_url()}")
    page.get_by_role("link", name="Buka pembayaran").click()
    payment = Pembayaran.objects.get(sumber="kumpulan", sumber_id=batch.pk)
    page.goto(f"{root(page)}/pembayaran/{payment.pk}/kirim/")
    confirm(page, "Kirim pembayaran")
    headed(page, "Kiriman ke-1")
    page.get_by_label("Berhasil", exact=True).check()
    page.get_by_label("Tanggal diterima atau ditolak").fill(str(clock.today()))
    page.get_by_label("Nomor bukti").fill("TRX-REKAAN-1")
    page.get_by_role("button", name="Catat bagi semua yang masih menunggu").click()
    expect(page.get_by_text("Berhasil").first).to_be_visible()
