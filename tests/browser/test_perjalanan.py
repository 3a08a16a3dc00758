"""The whole road on the demo district, in a real browser: from published indices to a read slip.

The pictures taken on the way are those of the manual.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.steps import (
    PHONE,
    Build,
    Enter,
    Picture,
    confirm,
    fits,
    move,
    on_phone,
    part,
    root,
    save,
)
from tests.factories.core import pdf_bytes
from tests.factories.peran import ROLES
from upaya.akun.queries import demo_accounts
from upaya.core.registry import registry
from upaya.demo.kabupaten import KODE, SHOWN, Peta
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.hasil.models import Perhitungan
from upaya.insentif.indeks.services import latest_for
from upaya.insentif.kegiatan.models import IsianKegiatan
from upaya.regulasi.queries import pagu_insentif
from upaya.rules.insentif import road
from upaya.rules.insentif.compute import compute_month
from upaya.rules.insentif.road import TIM_VERIFIKASI
from upaya.rules.insentif.serial import bulan_from_dict
from upaya.rules.insentif.spm import PELAYANAN
from upaya.rules.kesehatan import (
    ADMIN_DINAS,
    AUDITOR,
    KEPALA_DINAS,
    KEPALA_PUSKESMAS,
    OPERATOR_PUSKESMAS,
    PENGAMAT_NASIONAL,
    PETUGAS,
    VERIFIKATOR_DINAS,
)
from upaya.rules.loader import national_book
from upaya.rules.money import rupiah
from upaya.rules.period import Period

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.empty_world]

OKTOBER = Period(2022, 10)
FIRST, MENDED = 58_000_000, 51_500_000
"""BOK absorbed as first typed, and as mended after the finding."""


@pytest.fixture
def peta(build: Build) -> Peta:
    """The district with a few months that others are busy with."""
    return build(
        (SHOWN, Period(2022, 8), road.DISETUJUI, date(2022, 10, 20)),
        (SHOWN, Period(2022, 9), road.DISETUJUI, date(2022, 10, 25)),
        ("panji", Period(2022, 9), road.DIAJUKAN, date(2022, 10, 25)),
        ("besuki", Period(2022, 9), road.MENUNGGU_VERIFIKASI, date(2022, 10, 27)),
    )


def cell(page: Page, row: int, column: int) -> Locator:
    return page.locator("tr[data-row]").nth(row).locator("input.grid-input").nth(column)


def fill_grid(page: Page) -> None:
    """Two cells typed, a block of two by two pasted as from a spreadsheet."""
    cell(page, 0, 0).fill("7")
    cell(page, 0, 1).fill("3")
    cell(page, 1, 0).focus()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate("text => navigator.clipboard.writeText(text)", "4\t5\n6\t2")
    page.keyboard.press("Control+V")
    expect(page.locator("#grid-tempel")).to_contain_text("2 baris dan 2 kolom ditempelkan.")
    cell(page, 4, 0).focus()
    expect(page.locator("#grid-status")).to_have_text("Semua isian tersimpan.")


def publish(admin: Page, picture: Picture) -> None:
    picture(admin, "admin-tugas")
    admin.get_by_role("link", name="Terbitkan indeks Oktober 2022 untuk 20 puskesmas.").click()
    admin.get_by_label("Nomor surat Dinas").fill("440/1201/2022")
    picture(admin, "admin-indeks")
    admin.get_by_role("button", name="Terbitkan indeks").click()
    # Of October's twenty only those with data pelayanan of September have a whole proposal.
    expect(admin.get_by_text("Indeks Oktober 2022 terbit untuk 3 puskesmas.")).to_be_visible()


def open_month(operator: Page, picture: Picture) -> None:
    picture(operator, "operator-tugas")
    on_phone(operator, picture, "operator-tugas-ponsel")
    operator.get_by_role("link", name="Buka bulan Oktober 2022 dan mulai mengisi.").click()
    operator.get_by_label("Salin dari bulan sebelumnya").first.check()
    picture(operator, "operator-papan")
    operator.get_by_role("button", name="Buka bulan Oktober 2022").click()
    expect(operator.get_by_role("heading", level=1)).to_contain_text("Oktober 2022")


def fill_month(operator: Page, picture: Picture, proof: Path) -> None:
    part(operator, "Data administrasi")
    operator.locator("[name=bok_diusulkan]").fill("Rp64.000.000")
    operator.locator("[name=bok_diserap]").fill("58.000.000")
    picture(operator, "operator-administrasi", longer=200)
    save(operator)
    part(operator, "Data pelayanan")
    for key in PELAYANAN:
        target = int(operator.locator(f"[name={key}_target]").input_value().replace(".", ""))
        operator.locator(f"[name={key}_realisasi]").fill(str(target * 72 // 100))
    picture(operator, "operator-pelayanan", longer=200)
    save(operator)
    part(operator, "Kegiatan petugas")
    fill_grid(operator)
    picture(operator, "operator-kegiatan", longer=200)
    on_phone(operator, picture, "operator-kegiatan-ponsel", longer=700)
    part(operator, "Jaspel")
    operator.locator("[name=jaspel]").fill("72.000.000")
    operator.locator("[name=jaspel_penerima]").fill("58")
    save(operator)
    part(operator, "Berkas pendukung")
    operator.get_by_label("Jenis berkas").select_option("serapan")
    operator.locator("[name=berkas]").set_input_files(proof)
    operator.get_by_role("button", name="Unggah", exact=True).click()
    expect(operator.get_by_role("link", name="buku kas umum Oktober.pdf")).to_be_visible()
    picture(operator, "operator-berkas", longer=200)


def send(operator: Page, month: Pengajuan, expected: str) -> None:
    move(operator, "Kirim ke tim verifikasi")
    confirm(operator, "Kirim ke tim verifikasi")
    month.refresh_from_db()
    assert month.status == expected


def send_first(operator: Page, picture: Picture) -> None:
    part(operator, "Hasil")
    picture(operator, "operator-hasil", longer=200)
    move(operator, "Kirim ke tim verifikasi")
    picture(operator, "operator-kirim")
    confirm(operator, "Kirim ke tim verifikasi")


def verify(tim: Page, month: Pengajuan) -> None:
    tim.goto(f"{root(tim)}/insentif/{month.pk}/")
    move(tim, "Nyatakan benar")
    for box in tim.get_by_role("checkbox").all():
        box.check()
    confirm(tim, "Nyatakan benar")
    month.refresh_from_db()
    assert month.status == road.DIVERIFIKASI_PUSKESMAS


def submit(kepala: Page, month: Pengajuan) -> Perhitungan:
    kepala.goto(f"{root(kepala)}/insentif/{month.pk}/")
    move(kepala, "Ajukan ke Dinas Kesehatan")
    kepala.get_by_role("checkbox").check()
    confirm(kepala, "Ajukan ke Dinas Kesehatan")
    month.refresh_from_db()
    assert month.status == road.DIAJUKAN
    kept = month.perhitungan.order_by("-nomor").first()
    assert kept is not None
    return kept


def amounts_agree(page: Page, kept: Perhitungan, absorbed: int) -> None:
    """What stands on the page is what the rules alone make of the frozen input."""
    months, _ = bulan_from_dict(kept.masukan)
    hasil = compute_month(months, national_book(), known_on=kept.diketahui_pada)
    indices = latest_for(kept.pengajuan.puskesmas_id, OKTOBER)
    assert indices is not None
    adjusted = absorbed * 75 * (1 + sum(indices.as_dict().values())) / 1000
    ceiling = pagu_insentif(KODE, kept.pengajuan.puskesmas_id, 2022)
    assert ceiling is not None
    assert hasil.pool == min(int(adjusted), months.sisa_pagu_insentif) == kept.pool
    assert months.bok_diserap == absorbed
    assert sum(hasil.lapangan) + sum(hasil.manajemen) == hasil.pool
    part(page, "Hasil")
    shown = page.locator("#isi, main").first.inner_text()
    assert rupiah(hasil.pool) in shown
    for row in hasil.baris():
        assert rupiah(row.bruto) in shown


def return_with_finding(verifikator: Page, month: Pengajuan, picture: Picture) -> None:
    verifikator.goto(f"{root(verifikator)}/tugas/")
    picture(verifikator, "verifikator-tugas")
    verifikator.get_by_role("link", name="Banyuputih, Oktober 2022").first.click()
    part(verifikator, "Data administrasi")
    verifikator.get_by_text("Catat temuan pada bagian ini").click()
    verifikator.get_by_label("Apa yang harus diperbaiki").fill(
        "Serapan tidak sama dengan buku kas umum: Rp51.500.000."
    )
    picture(verifikator, "verifikator-temuan", longer=100)
    verifikator.get_by_role("button", name="Catat temuan").click()
    move(verifikator, "Kembalikan dengan temuan")
    picture(verifikator, "verifikator-kembalikan")
    confirm(verifikator, "Kembalikan dengan temuan")
    month.refresh_from_db()
    assert (month.status, month.bagian_terbuka) == (road.DIKEMBALIKAN, ["administrasi"])


def mend(operator: Page, month: Pengajuan, picture: Picture) -> None:
    operator.goto(f"{root(operator)}/tugas/")
    operator.get_by_role("link", name="Perbaiki bagian yang ada temuannya").first.click()
    for closed in ("Data pelayanan", "Jaspel", "Kegiatan petugas"):
        part(operator, closed)
        expect(operator.locator("main input:not([type=hidden], [type=search])")).to_have_count(0)
    part(operator, "Data administrasi")
    expect(operator.get_by_text("Serapan tidak sama dengan buku kas umum")).to_be_visible()
    picture(operator, "operator-temuan", longer=100)
    operator.locator("[name=bok_diserap]").fill("51.500.000")
    save(operator)
    operator.get_by_text("Tulis tanggapan").click()
    operator.get_by_label("Apa yang sudah diperbaiki").fill("Serapan disesuaikan dengan BKU.")
    operator.get_by_role("button", name="Simpan tanggapan").click()
    expect(operator.get_by_text("Serapan disesuaikan dengan BKU.").first).to_be_visible()
    send(operator, month, road.MENUNGGU_VERIFIKASI)


def read_slip(petugas: Page, kept: Perhitungan, peta: Peta, picture: Picture) -> None:
    officer = kept.pengajuan.puskesmas.petugas.get(
        user_id=peta.of(kept.pengajuan.puskesmas, PETUGAS).user_id
    )
    share = kept.baris.get(petugas=officer)
    assert share.bruto > 0
    petugas.goto(f"{root(petugas)}/slip/")
    petugas.get_by_role("link", name="Oktober 2022").click()
    expect(petugas.get_by_role("heading", level=1)).to_have_text("Slip insentif Oktober 2022")
    why = petugas.get_by_role("heading", name="Mengapa sebesar ini?").locator("xpath=../..")
    picture(petugas, "petugas-mengapa-ponsel", only=why)
    text = petugas.locator("main").inner_text()
    for amount in (share.bruto, share.lapangan, share.manajemen):
        assert rupiah(amount) in text
    assert "Mengapa sebesar ini?" in text
    assert "Pasal 11A ayat (7)" in text
    petugas.get_by_text("Hitungan lengkap insentif puskesmas").click()
    expect(petugas.get_by_text(rupiah(kept.pool)).first).to_be_visible()
    fits(petugas)


@pytest.mark.budget(60, "five people in windows of their own, from an index to a slip")
def test_from_published_indices_to_a_slip_that_explains_itself(
    enter: Enter,
    peta: Peta,
    picture: Picture,
    front_picture: Callable[[Locator], None],
    tmp_path: Path,
) -> None:
    proof = tmp_path / "buku kas umum Oktober.pdf"
    proof.write_bytes(pdf_bytes())
    publish(enter(ADMIN_DINAS), picture)

    operator = enter(OPERATOR_PUSKESMAS)
    open_month(operator, picture)
    month = Pengajuan.objects.get(puskesmas=peta.puskesmas[SHOWN], periode=OKTOBER.first_day)
    assert IsianKegiatan.objects.filter(petugas_bulan__pengajuan=month).count() > 100  # the copy
    fill_month(operator, picture, proof)
    send_first(operator, picture)

    tim = enter(TIM_VERIFIKASI)
    picture(tim, "tim-tugas")
    tim.get_by_role("link", name="Periksa isian operator").first.click()
    move(tim, "Nyatakan benar")
    picture(tim, "tim-verifikasi")
    verify(tim, month)

    kepala = enter(KEPALA_PUSKESMAS)
    picture(kepala, "kepala-tugas")
    kepala.get_by_role("link", name="Baca hasilnya").first.click()
    move(kepala, "Ajukan ke Dinas Kesehatan")
    kepala.get_by_role("checkbox").check()
    picture(kepala, "kepala-ajukan")
    first = submit(kepala, month)
    amounts_agree(kepala, first, FIRST)
    kepala.get_by_role("link", name="Mengapa sebesar ini?").first.click()
    expect(kepala.locator("#panel")).to_contain_text("Pasal")
    picture(kepala, "kepala-mengapa", only=kepala.locator("#panel"))

    verifikator = enter(VERIFIKATOR_DINAS)
    return_with_finding(verifikator, month, picture)
    mend(operator, month, picture)
    verify(tim, month)
    second = submit(kepala, month)
    assert (first.nomor, second.nomor) == (1, 2)
    assert second.pool < first.pool

    verifikator.goto(f"{root(verifikator)}/insentif/{month.pk}/")
    amounts_agree(verifikator, second, MENDED)
    picture(verifikator, "verifikator-hasil", longer=300)
    front_picture(verifikator.locator("main .card", has_text="Insentif bulan ini").last)
    move(verifikator, "Setujui")
    confirm(verifikator, "Setujui")
    month.refresh_from_db()
    assert month.status == road.DISETUJUI
    part(verifikator, "Riwayat")
    picture(verifikator, "verifikator-riwayat")

    read_slip(enter(PETUGAS, viewport=PHONE), second, peta, picture)


OTHERS = {
    KEPALA_DINAS: ("kepala-dinas", ("tugas", "aturan")),
    AUDITOR: ("auditor", ("tugas", "audit")),
    PENGAMAT_NASIONAL: ("pengamat", ("nasional",)),
}


def test_one_click_enters_a_role(
    enter: Enter, peta: Peta, page: Page, live_server: LiveServer, picture: Picture
) -> None:
    """Every role has its button; in a browser these enter, the walk of the demo enters by all."""
    accounts = demo_accounts()
    # Those of a part that brings its own district come with that district.
    elsewhere = {role for part in registry().parts if part.stages for role in part.roles}
    assert [account.role for account in accounts] == [
        role.name for role in ROLES if role not in elsewhere
    ]
    page.goto(f"{live_server.url}/masuk/")
    picture(page, "masuk", longer=150)
    for account in accounts:
        label = registry().roles[account.role].label
        expect(page.get_by_role("button", name=label, exact=True)).to_have_count(1)
    units = {account.role: account.unit.nama for account in accounts}
    for role, (slug, pages) in OTHERS.items():
        window = enter(role)
        assert units[role.name] in window.locator("header").first.inner_text()
        for name in pages:
            answer = window.goto(f"{live_server.url}/{name}/")
            assert answer is not None
            assert answer.ok, name
            picture(window, f"{slug}-{name}")
        window.context.close()
