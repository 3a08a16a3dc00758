"""The pages of a case that a road, a model and one value make, tried out on the toy's letters."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks

from tests.alur.letters import page_of, write
from tests.factories.akun import make_membership, sign_in
from tests.factories.wilayah import make_puskesmas
from tests.mainan.sistem import PEMBACA, PENGAWAS, PENULIS, Surat
from upaya.akun.models import Membership
from upaya.core.models import AuditEntry, Dokumen, WorkflowLog
from upaya.rules.kesehatan import ADMIN_DINAS

pytestmark = [pytest.mark.django_db, pytest.mark.empty_world]


@dataclass(frozen=True)
class Desk:
    """One puskesmas with a letter, and who works at it."""

    surat: Surat
    penulis: Client
    pembaca: Client
    reader: Membership

    def at(self, address: str) -> str:
        return f"/mainan/{self.surat.pk}/{address}"

    def press(self, client: Client, move: str, **typed: str) -> str:
        """What somebody reads after the second step of a move, opened and sent."""
        assert client.get(self.at(f"alur/{move}/")).status_code == 200
        self.surat.refresh_from_db()
        form = {"seen_status": self.surat.status} | typed
        return client.post(self.at(f"alur/{move}/"), form, follow=True).content.decode()

    def now(self) -> Surat:
        self.surat.refresh_from_db()
        return self.surat


@pytest.fixture
def desk() -> Desk:
    unit = make_puskesmas("Panji")
    writer, reader = (make_membership(role, unit) for role in (PENULIS, PEMBACA))
    return Desk(write(unit), sign_in(Client(), writer), sign_in(Client(), reader), reader)


def test_the_list_leads_to_the_letter_and_narrows_by_status(desk: Desk) -> None:
    text = page_of(desk.penulis, "/mainan/")
    assert f'<a href="/mainan/{desk.surat.pk}/">Halo.</a>' in text
    assert "Draf" in text
    assert "Halo." not in page_of(desk.penulis, "/mainan/?status=terbaca")
    assert desk.penulis.get("/mainan/?ekspor=csv").content.decode().count("Halo.") == 1


def test_a_letter_opens_at_its_first_part_with_its_road_and_its_moves(desk: Desk) -> None:
    page = desk.penulis.get(desk.at(""), follow=True)
    assert page.redirect_chain == [(desk.at("isi/"), 302)]
    text = page.content.decode()
    assert "<h1>Surat mainan, Halo.</h1>" in text
    assert f'href="{desk.at("alur/kirim/")}"' in text
    assert "Langkah 1 dari 3: Draf" in text
    assert 'aria-label="Jalan surat ini"' in text
    for words in ("Isi surat <small>lengkap</small>", "Tujuan surat <small>lengkap</small>"):
        assert words in text


def test_a_part_is_filled_and_a_second_writer_is_told(desk: Desk) -> None:
    seen = desk.surat.versi
    first = desk.penulis.post(desk.at("tujuan/"), {"tujuan": "Kendit", "versi": seen}, follow=True)
    assert "Tujuan surat tersimpan." in first.content.decode()
    assert (desk.now().tujuan, desk.surat.versi) == ("Kendit", seen + 1)
    late = desk.penulis.post(desk.at("tujuan/"), {"tujuan": "Suboh", "versi": seen})
    assert late.status_code == 409
    assert "sudah diubah orang lain" in late.content.decode()
    assert 'value="Suboh"' in late.content.decode()
    mine = {"tujuan": "Suboh", "versi": late.context["form"]["versi"].value()}
    assert desk.penulis.post(desk.at("tujuan/"), mine).status_code == 302
    assert desk.now().tujuan == "Suboh"
    same = desk.penulis.post(desk.at("tujuan/"), mine | {"versi": desk.surat.versi}, follow=True)
    assert "Tidak ada yang berubah." in same.content.decode()
    written = AuditEntry.objects.filter(action="mainan.isi")
    assert [entry.detail for entry in written] == [{"bagian": "tujuan", "bidang": ["tujuan"]}] * 2


def test_a_part_that_is_faulty_says_so_and_keeps_what_was_typed(desk: Desk) -> None:
    page = desk.penulis.post(desk.at("isi/"), {"isi": "x" * 81, "versi": 1})
    assert page.status_code == 422
    assert "x" * 81 in page.content.decode()
    assert desk.now().isi == "Halo."


def test_who_may_not_write_reads_the_part(desk: Desk) -> None:
    text = page_of(desk.pembaca, desk.at("isi/"))
    assert "<dd>Halo.</dd>" in text
    assert 'name="isi"' not in text
    assert desk.pembaca.post(desk.at("isi/"), {"isi": "Lain.", "versi": 1}).status_code == 403


def test_a_move_has_a_second_step_that_says_what_will_happen(desk: Desk) -> None:
    text = page_of(desk.penulis, desk.at("alur/kirim/"))
    for words in (
        "Status berubah dari “Draf” menjadi “Terkirim”.",
        "Berikutnya Pembaca mainan: Baca surat mainan.",
        "Dasar: Pasal 1 aturan main.",
    ):
        assert words in text
    assert "Surat dikirim. Berikutnya: Pembaca mainan." in desk.press(desk.penulis, "kirim")
    assert desk.penulis.get(desk.at("alur/baca/")).status_code == 403
    assert "Surat dibaca." in desk.press(desk.pembaca, "baca")
    assert desk.now().status == "terbaca"
    assert [log.move for log in WorkflowLog.objects.filter(workflow="mainan")] == ["kirim", "baca"]
    moved = AuditEntry.objects.filter(action__startswith="mainan.")
    assert [entry.action for entry in moved.order_by("number")] == ["mainan.kirim", "mainan.baca"]
    assert "Surat ini sudah ditutup" in page_of(desk.penulis, desk.at("isi/"))


def test_a_second_click_and_a_page_left_open_do_nothing_twice(desk: Desk) -> None:
    desk.press(desk.penulis, "kirim")
    said = "Status surat ini sudah “Terkirim”; langkah “Kirim surat” tidak dilakukan lagi."
    again = desk.penulis.post(desk.at("alur/kirim/"), {"seen_status": "draf"}, follow=True)
    assert said in again.content.decode()
    assert said in desk.penulis.get(desk.at("alur/kirim/"), follow=True).content.decode()

    desk.press(desk.pembaca, "kembalikan", alasan="Kurang jelas.")  # refused: nothing was found
    desk.pembaca.post(desk.at("temuan/"), {"bagian": "isi", "uraian": "Tulis lebih jelas."})
    desk.press(desk.pembaca, "kembalikan", alasan="Kurang jelas.")
    stale = {"seen_status": "draf"}  # a page from before the letter went round
    page = desk.penulis.post(desk.at("alur/kirim/"), stale, follow=True).content.decode()
    assert "Status surat ini sudah “Kembali”; langkah “Kirim surat”" in page
    assert WorkflowLog.objects.filter(workflow="mainan").count() == 2


def test_a_move_without_its_reason_is_refused_at_the_field(desk: Desk) -> None:
    desk.press(desk.penulis, "kirim")
    desk.pembaca.post(desk.at("temuan/"), {"bagian": "isi", "uraian": "Tulis lebih jelas."})
    page = desk.pembaca.post(desk.at("alur/kembalikan/"), {"seen_status": "terkirim"})
    assert page.status_code == 422
    assert list(page.context["form"].errors) == ["alasan"]
    assert desk.now().status == "terkirim"


def test_one_of_several_roles_makes_a_move_and_the_same_person_not_the_next(desk: Desk) -> None:
    desk.press(desk.pembaca, "kirim")
    refused = desk.pembaca.post(desk.at("alur/baca/"), {"seen_status": "terkirim"})
    assert refused.status_code == 422
    sentence = "pada surat ini; langkah ini harus dilakukan orang lain."
    assert sentence in refused.content.decode()
    assert sentence in page_of(desk.pembaca, desk.at("alur/baca/"))
    assert desk.now().status == "terkirim"


def test_a_finding_sends_back_just_its_part_and_is_answered(desk: Desk) -> None:
    desk.press(desk.penulis, "kirim")
    noted = {"bagian": "isi", "uraian": "Tulis lebih jelas."}
    page = desk.pembaca.post(desk.at("temuan/"), noted, follow=True).content.decode()
    assert "Temuan pada Isi surat dicatat." in page
    assert "Temuan pembaca pada putaran 1" in page
    assert "Tulis lebih jelas." not in page_of(desk.penulis, desk.at("isi/"))  # a note as yet
    blocked = page_of(desk.pembaca, desk.at("alur/baca/"))
    assert "Masih ada temuan pada putaran ini" in blocked
    assert desk.pembaca.post(desk.at("temuan/"), noted | {"uraian": " "}).status_code == 422
    assert desk.pembaca.post(desk.at("temuan/"), noted | {"bagian": "lain"}).status_code == 404

    assert "Surat dikembalikan." in desk.press(desk.pembaca, "kembalikan", alasan="Lihat temuan.")
    assert (desk.now().round, desk.surat.bagian_terbuka) == (2, ["isi"])
    text = page_of(desk.penulis, desk.at("isi/"))
    assert "Tulis lebih jelas." in text
    assert "Isi surat <small>1 temuan</small>" in text
    assert "Tujuan surat <small>terkunci</small>" in text
    locked = desk.penulis.post(desk.at("tujuan/"), {"tujuan": "Kendit", "versi": 1})
    assert (locked.status_code, desk.now().tujuan) == (409, "")
    assert "tetap terkunci pada putaran ini" in locked.content.decode()

    step = page_of(desk.penulis, desk.at("alur/kirim/"))
    assert "1 temuan pembaca belum ditanggapi." in step
    assert f'<a href="{desk.at("isi/")}">Buka bagiannya</a>' in step
    found = desk.surat.temuan.get()
    answer = desk.at(f"temuan/{found.pk}/tanggapi/")
    assert desk.penulis.post(answer, {"tanggapan": ""}).status_code == 422
    said = desk.penulis.post(answer, {"tanggapan": "Sudah."}, follow=True).content.decode()
    assert "Tanggapan penulis:</b> Sudah." in said
    assert "Surat dikirim." in desk.press(desk.penulis, "kirim")
    assert desk.pembaca.post(desk.at(f"temuan/{found.pk}/cabut/"), follow=True).status_code == 200
    assert desk.surat.temuan.count() == 1  # what was sent is not taken back
    refused = desk.penulis.post(answer, {"tanggapan": "Lagi."})
    assert refused.status_code == 409


def test_a_finding_that_nobody_was_told_of_is_taken_back(desk: Desk) -> None:
    early = {"bagian": "isi", "uraian": "Terlalu dini."}
    refused = desk.pembaca.post(desk.at("temuan/"), early)
    assert refused.status_code == 409
    assert "Temuan dicatat selama pengajuan diperiksa" in refused.content.decode()
    desk.press(desk.penulis, "kirim")
    desk.pembaca.post(desk.at("temuan/"), early)
    found = desk.surat.temuan.get()
    hidden = desk.at(f"temuan/{found.pk}/tanggapi/")
    assert desk.penulis.post(hidden, {"tanggapan": "Apa?"}).status_code == 404
    gone = desk.pembaca.post(desk.at(f"temuan/{found.pk}/cabut/"), follow=True)
    assert "Temuan dicabut." in gone.content.decode()
    assert desk.surat.temuan.count() == 0


def test_the_history_says_who_did_what_newest_first(desk: Desk) -> None:
    desk.press(desk.penulis, "kirim")
    desk.pembaca.post(desk.at("temuan/"), {"bagian": "isi", "uraian": "Tulis lebih jelas."})
    desk.press(desk.pembaca, "kembalikan", alasan="Lihat temuan.")
    desk.penulis.post(
        desk.at(f"temuan/{desk.surat.temuan.get().pk}/tanggapi/"), {"tanggapan": "Sudah."}
    )
    page = desk.penulis.get(desk.at("riwayat/"))
    events = page.context["events"]
    assert [event.title for event in events] == [
        "Tanggapan atas temuan pada Isi surat",
        "Surat dikembalikan.",
        "Temuan pada Isi surat, putaran 1",
        "Surat dikirim.",
    ]
    assert events[1].note == "Lihat temuan."
    assert events[1].who.endswith(", Pembaca mainan")
    assert "Lihat temuan." in page.content.decode()


def test_a_line_of_the_inbox_has_its_deadline(desk: Desk) -> None:
    text = page_of(desk.penulis, "/tugas/")
    assert f'<a href="/mainan/{desk.surat.pk}/">Kirim surat mainan.</a>' in text
    assert "Halo. · Draf" in text
    due = desk.surat.deadline
    assert due is not None
    assert due.kata in text
    desk.press(desk.penulis, "kirim")
    assert "Kirim surat mainan." not in page_of(desk.penulis, "/tugas/")
    assert "Baca surat mainan." in page_of(desk.pembaca, "/tugas/")


def test_the_district_sees_a_lane_of_what_waits_for_others(desk: Desk) -> None:
    district = sign_in(Client(), make_membership(PENGAWAS))
    text = page_of(district, "/tugas/")
    assert "Draf (1)" in text
    assert "Halo." not in text  # one number leads to all of them
    link = '<a href="/mainan/lajur/?status=draf">Draf (1)</a>'
    assert link in text
    assert link in page_of(district, "/mainan/")
    lane = page_of(district, "/mainan/lajur/?status=draf")
    assert f'<a href="/mainan/{desk.surat.pk}/">Halo.</a>' in lane
    assert "Menunggu Penulis mainan atau Pembaca mainan: Kirim surat mainan." in lane
    assert "Halo." not in page_of(district, "/mainan/lajur/?status=terkirim")
    odd = page_of(district, "/mainan/lajur/?status=terbaca")  # nobody is waited for there
    assert "Halo." in odd
    assert 'aria-invalid="true"' in odd
    stranger = sign_in(Client(), make_membership(ADMIN_DINAS))
    assert "Halo." not in page_of(stranger, "/tugas/")  # may not read letters


def test_whoever_acts_next_gets_a_mail(
    desk: Desk,
    mailoutbox: list[EmailMessage],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    other = make_membership(PEMBACA, make_puskesmas("Besuki")).user.email
    with django_capture_on_commit_callbacks(execute=True):
        desk.press(desk.penulis, "kirim")
    (mail,) = mailoutbox
    assert (mail.to, mail.subject) == ([desk.reader.user.email], "Halo., terkirim")
    assert other not in mail.to
    assert "Halo.: Surat dikirim.\n\nBaca surat mainan." in mail.body
    assert f"/mainan/{desk.surat.pk}/" in mail.body


def test_another_puskesmas_does_not_find_the_letter(desk: Desk) -> None:
    client = sign_in(Client(), make_membership(PENULIS, make_puskesmas("Besuki")))
    assert "Halo." not in page_of(client, "/mainan/")
    for address in ("", "isi/", "riwayat/", "dokumen/", "dokumen/surat.pdf", "alur/kirim/"):
        assert client.get(desk.at(address)).status_code == 404
    assert client.post(desk.at("alur/kirim/")).status_code == 404


def test_its_paper_has_a_number_of_its_own_and_can_be_checked(desk: Desk) -> None:
    assert "siap diterbitkan" in page_of(desk.penulis, desk.at("dokumen/"))
    assert desk.penulis.get(desk.at("dokumen/surat.pdf")).content.startswith(b"%PDF")
    assert desk.penulis.get(desk.at("dokumen/surat.xlsx")).content.startswith(b"PK")
    assert desk.penulis.get(desk.at("dokumen/lain.pdf")).status_code == 404
    assert not Dokumen.objects.exists()  # looking draws no number
    assert desk.pembaca.post(desk.at("dokumen/terbitkan/"), {"jenis": "surat"}).status_code == 403
    assert desk.penulis.get(desk.at("dokumen/terbitkan/")).status_code == 405
    for _ in range(2):
        done = desk.penulis.post(desk.at("dokumen/terbitkan/"), {"jenis": "surat"}, follow=True)
        assert "Terbit: Surat Mainan, nomor 001/MAIN-1/" in done.content.decode()
    for form in ("pdf", "xlsx"):
        assert desk.penulis.get(desk.at(f"dokumen/surat.{form}")).status_code == 200
    issued = Dokumen.objects.get()  # both files are one paper
    assert issued.nomor.startswith("001/MAIN-1/")
    assert issued.nomor in page_of(desk.penulis, desk.at("dokumen/"))
    assert "Surat Mainan" in page_of(Client(), f"/periksa/{issued.kode}/")
