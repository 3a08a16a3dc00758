"""From the activity over the money to its SPJ, what was absorbed, and the incentive; by everybody.

One activity is typed with a hand that counts: a month of forty takes no more than half an hour.
With SEBULAN=40 so many are typed, not one.
"""

from __future__ import annotations

import os
import sys
from datetime import date
from itertools import count
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.hand import Hand
from tests.browser.steps import (
    Build,
    Enter,
    Picture,
    confirm,
    fits,
    headed,
    move,
    on_phone,
    root,
)
from tests.factories.miskol import picture as scan
from tests.factories.regulasi import make_baris
from upaya.bok.kas.models import BukuKas
from upaya.bok.kas.models_belanja import HariGanda
from upaya.bok.kas.queries import month_from_book
from upaya.bok.ketetapan.keys import SAKELAR_PUSKESMAS
from upaya.bok.realisasi.models import Pelaksanaan
from upaya.bok.spj.models import SpjKegiatan
from upaya.demo.kabupaten import SHOWN, Peta
from upaya.insentif.bulan.models import Pengajuan
from upaya.pegawai.models import Petugas
from upaya.rules.bok.road import DIVERIFIKASI, PJ_PROGRAM
from upaya.rules.bok.road_spj import DITERIMA
from upaya.rules.insentif import road
from upaya.rules.insentif.road import TIM_VERIFIKASI
from upaya.rules.kesehatan import (
    AUDITOR,
    BENDAHARA_PEMBANTU,
    OPERATOR_PUSKESMAS,
    VERIFIKATOR_DINAS,
)
from upaya.rules.period import Period

MANY = int(os.environ.get("SEBULAN", "1"))
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.empty_world,
    pytest.mark.budget(
        30 + 12 * (MANY - 1), "six people in windows of their own, and the district they work in"
    ),
]
OKTOBER = Period(2022, 10)
ACTIVITY = "d.3.a Imunisasi rutin"
REASON = "Tidak ada bukti lain."
MONTH, MINUTES = 40, 30
"""A month of so many activities is typed in so many minutes."""
PICTURES, SHADE = count(1), 0x010307
"""Shades so far apart that shrinking them leaves them different."""


@pytest.fixture
def peta(build: Build) -> Peta:
    """The shown puskesmas with plan, reports and cash book; its months come from BOK."""
    made = build((SHOWN, Period(2022, 9), road.DISETUJUI, date(2022, 10, 25)), books=(SHOWN,))
    unit = made.puskesmas[SHOWN]
    assert unit.kabupaten is not None
    make_baris(
        unit.kabupaten,
        SAKELAR_PUSKESMAS,
        "ya",
        puskesmas=unit,
        mulai=OKTOBER.first_day,
        sampai=date(2022, 12, 31),
    )
    return made


def go(page: Page, path: str) -> None:
    page.goto(f"{root(page)}{path}")


def part(page: Page, case: SpjKegiatan, name: str) -> None:
    go(page, f"/bok/spj/{case.pk}/{name}/")


def report(pj: Page, tim: Page, hand: Hand, people: list[Petugas]) -> Pelaksanaan:
    """What was done is typed once: the result, and the days of two officers."""
    go(pj, f"/bok/kegiatan/?bulan={OKTOBER}")
    hand.clicks += 1  # to the list of activities
    hand.choose(pj.get_by_label("Kegiatan", exact=True).first, ACTIVITY[:5], ACTIVITY)
    hand.click(pj.get_by_role("button", name="Catat kegiatan"))
    headed(pj, "Kegiatan BOK, Imunisasi rutin, Oktober 2022")
    hand.into(pj.get_by_label("Hasil kegiatan"), "Semua bayi diimunisasi.")
    hand.clicks += 1  # to the first of the officers
    for one in people:
        hand.type(pj.locator(f"[name=hari-{one.pk}]"), "30, 31")
    hand.click(pj.get_by_role("button", name="Simpan, lalu laporkan"))
    hand.click(pj.get_by_role("button", name="Laporkan kegiatan", exact=True))
    expect(pj.get_by_role("status").first).to_be_visible()
    made: Pelaksanaan = Pelaksanaan.objects.latest("pk")
    go(tim, made.get_absolute_url())
    move(tim, "Nyatakan benar")
    confirm(tim, "Nyatakan benar")
    made.refresh_from_db()
    assert made.status == DIVERIFIKASI
    return made


def spend(page: Page, hand: Hand, book: BukuKas, made: Pelaksanaan, receipt: str) -> None:
    """The treasurer pays whoever the report knows, for its days, at the price of the list."""
    go(page, f"/bok/kas/{book.pk}/belanja/?tentang=l-{made.pk}")
    hand.clicks, hand.keys = hand.clicks + 2, hand.keys + len("Imunisasi")  # chosen in its list
    hand.clicks, hand.keys = hand.clicks + 1, hand.keys + len("31102022")
    page.locator("[name=hari]").fill("2022-10-31")
    hand.type(page.locator("[name=bukti]"), receipt)
    hand.type(page.locator("[name=uraian]"), "Transpor")
    hand.keys += 2  # over what stands there: the kind of spending, per what
    hand.choose(page.locator("[name=dari]"), "B", "Bank")
    hand.choose(page.locator("[name=macam]"), "T", "Transpor")
    hand.choose(page.locator("[name=sumber_harga]"), "Transpor l", "Transpor lokal petugas")
    hand.click(page.get_by_role("button", name="Simpan belanja"))


def kept(treasurer: Page, book: BukuKas, picture: Picture) -> None:
    """The book with what was just paid, and the page on which its cash is counted."""
    go(treasurer, f"/bok/kas/{book.pk}/")
    expect(treasurer.get_by_role("heading", level=1)).to_contain_text("Buku kas")
    fits(treasurer)
    picture(treasurer, "bendahara-buku-kas")
    go(treasurer, f"/bok/kas/{book.pk}/tutup/")
    expect(treasurer.locator("[name=n100000]")).to_be_visible()
    picture(treasurer, "bendahara-tutup-kas")


def gather(pj: Page, hand: Hand, case: SpjKegiatan, files: Path, reason: str) -> None:
    """Who, when, where, how much: all there; papers issued, scans brought, one reason, sent."""
    hand.clicks += 1  # from the list: it opens where something lacks
    go(pj, case.get_absolute_url())
    expect(pj.locator("#judul-bagian")).to_contain_text("Kelengkapan")
    hand.bring(pj.locator("[name=bersama-berkas]"), [stored(files, k) for k in ("a2", "a3", "a7")])
    expect(pj.get_by_text("Diperkecil di perangkat ini").first).to_be_visible()
    box = pj.get_by_label("Yang lain tidak ada, karena")
    if box.input_value() != reason:  # the second and all others offer what was said last
        hand.into(box, reason)
    hand.click(pj.get_by_role("button", name="Terbitkan dan simpan sekaligus"))
    headed(pj, "Kirim SPJ")
    hand.click(pj.get_by_role("button", name="Kirim SPJ", exact=True))
    expect(pj.get_by_role("status").first).to_be_visible()


def begin(pj: Page, made: Pelaksanaan) -> SpjKegiatan:
    """The SPJ of a report; those of a month are opened together, so that nobody counts this."""
    go(pj, f"/bok/spj/susun/?kegiatan={made.pk}")
    pj.locator("[name=jenis]").select_option("a")
    pj.get_by_role("button", name="Buka SPJ", exact=True).click()
    case: SpjKegiatan = SpjKegiatan.objects.get(pelaksanaan=made)
    return case


def stored(files: Path, name: str) -> Path:
    """A picture that no other activity has: a file of its own, of another shade."""
    number = next(PICTURES)
    made = files / f"{name}-{number}.png"
    made.write_bytes(scan(shade=number * SHADE).read())
    return made


def mend(pj: Page, case: SpjKegiatan, files: Path) -> None:
    """Only the document that was found wrong is open; it is mended where the finding stands."""
    part(pj, case, "kelengkapan")
    expect(pj.get_by_text("Terkunci: tidak ada temuan pada dokumen ini.")).to_have_count(6)
    line = pj.locator("#dokumen-a-3")
    line.locator("summary").first.click()
    stamped = stored(files, "bercap")
    line.locator("input[type=file]").set_input_files(stamped)
    line.get_by_role("button", name="Simpan").click()
    # Shrunk on the device.
    expect(pj.get_by_text(f"{stamped.stem}.jpg tersimpan.")).to_be_visible()
    pj.get_by_text("Tulis tanggapan").click()
    pj.get_by_label("Apa yang sudah diperbaiki").fill("Sudah dicap kepala desa.")
    pj.get_by_role("button", name="Simpan tanggapan").click()
    move(pj, "Kirim SPJ")
    confirm(pj, "Kirim SPJ")


def examine(enter: Enter, pj: Page, tim: Page, case: SpjKegiatan, files: Path) -> None:
    """Both look; the Dinas sends it back for one document, and takes it when that is mended."""
    part(tim, case, "kelengkapan")
    move(tim, "Teruskan ke Dinas")
    confirm(tim, "Teruskan ke Dinas")
    dinas = enter(VERIFIKATOR_DINAS)
    part(dinas, case, "kelengkapan")
    dinas.get_by_text("Catat temuan pada bagian ini").click()
    dinas.get_by_label("Tentang").select_option("a.3")
    dinas.get_by_label("Apa yang harus diperbaiki").fill("Belum dicap kepala desa.")
    dinas.get_by_role("button", name="Catat temuan").click()
    move(dinas, "Kembalikan SPJ")
    confirm(dinas, "Kembalikan SPJ")
    mend(pj, case, files)
    for page, label in ((tim, "Teruskan ke Dinas"), (dinas, "Terima SPJ")):
        part(page, case, "kelengkapan")
        move(page, label)
        confirm(page, label)
    case.refresh_from_db()
    assert case.status == DITERIMA


def incentive(operator: Page, officer: Petugas) -> None:
    """The month takes work and absorption over; the figure is the book's."""
    go(operator, "/insentif/")
    month = Pengajuan.objects.filter(puskesmas=officer.puskesmas_id, periode=OKTOBER.first_day)
    if not month.exists():
        operator.get_by_role("button", name="Buka bulan Oktober 2022").click()
    go(operator, f"/insentif/{month.get().pk}/kegiatan/")
    operator.get_by_role("button", name="Ambil lagi dari kegiatan BOK").click()
    expect(operator.get_by_text("Kegiatan diambil dari kegiatan BOK.")).to_be_visible()
    assert month.get().bok_diserap == month_from_book(officer.puskesmas_id, OKTOBER)


def watched(enter: Enter, case: SpjKegiatan, picture: Picture) -> None:
    """The auditor reads the year on one page, and takes the folder of the SPJ."""
    auditor = enter(AUDITOR)
    go(auditor, "/bok/pengawasan/")
    expect(auditor.get_by_text("Dicoba, tanpa alasan").first).to_be_visible()
    fits(auditor)
    picture(auditor, "auditor-pengawasan-bok", longer=300)
    go(auditor, "/bok/spj/kemajuan/")
    picture(auditor, "auditor-spj-umur", longer=300)
    go(auditor, "/bok/pengawasan/")
    on_phone(auditor, lambda *_: None, "")
    part(auditor, case, "dokumen")
    with auditor.expect_download() as taken:
        auditor.get_by_role("link", name="Folder SPJ (ZIP)").click()
    assert Path(taken.value.path()).read_bytes().startswith(b"PK")


def test_an_activity_is_paid_proved_returned_accepted_and_counted(
    enter: Enter,
    peta: Peta,
    picture: Picture,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    unit = peta.puskesmas[SHOWN]
    book = BukuKas.objects.get(unit=unit)
    staff, tried = list(unit.petugas.order_by("pk")), HariGanda.objects.count()
    before = month_from_book(unit.pk, OKTOBER) or 0
    hand = Hand()
    pj, tim, treasurer = enter(PJ_PROGRAM), enter(TIM_VERIFIKASI), enter(BENDAHARA_PEMBANTU)
    for number in range(MANY):
        people = staff[10 + number : 12 + number] if MANY == 1 else [staff[2 + number]]
        made = report(pj, tim, hand, people)
        spend(treasurer, hand, book, made, f"I-{number + 1:03d}")
        expect(treasurer.get_by_text("tercatat, Rp").first).to_be_visible()
        case = begin(pj, made)
        gather(pj, hand, case, tmp_path, REASON)
    if MANY == 1:  # the reason is typed in the first of a month alone
        hand.keys, hand.clicks = hand.keys - len(REASON), hand.clicks - 1
    said = hand.told(f"{MONTH} kegiatan dengan dokumennya", MONTH // MANY)
    with capsys.disabled():
        sys.stdout.write(f"\n{said}\n")
    assert hand.seconds / MANY * MONTH <= MINUTES * 60, said
    kept(treasurer, book, picture)
    # The same days once more: refused with who was first, and kept for whoever watches.
    spend(treasurer, Hand(), book, made, "I-900")
    expect(treasurer.get_by_text("sudah dibayar Puskesmas Banyuputih").first).to_be_visible()
    picture(treasurer, "bendahara-hari-ganda", longer=300)
    assert HariGanda.objects.count() > tried
    part(pj, case, "kelengkapan")
    on_phone(pj, picture, "pj-spj-kelengkapan-ponsel", longer=300)
    examine(enter, pj, tim, case, tmp_path)
    paid = sum(one.transport for one in case.penerima.all())
    assert (month_from_book(unit.pk, OKTOBER) or 0) >= before + paid > before
    incentive(enter(OPERATOR_PUSKESMAS), people[0])
    watched(enter, case, picture)
