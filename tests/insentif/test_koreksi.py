"""Corrections after approval: what was frozen stays, the difference comes with a later month."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks

from tests.factories.akun import sign_in
from tests.factories.core import make_upload
from tests.factories.insentif import Team, advance, make_month, make_team, pay_all
from tests.factories.koreksi import move_on
from upaya.akun.models import Membership
from upaya.alur.reading import history
from upaya.alur.road import MoveRefusedError
from upaya.core.models import AuditEntry
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.bulan.reading import LembarBulan
from upaya.insentif.koreksi import services as koreksi
from upaya.insentif.koreksi.models import Koreksi, PelunasanSelisih
from upaya.insentif.koreksi.pages import tasks_for as inbox
from upaya.insentif.koreksi.services import UsulanKoreksi
from upaya.insentif.uang.queries import flow
from upaya.insentif.uang.reading import payment_of
from upaya.rules.insentif.officer_work import Kerja

pytestmark = pytest.mark.django_db

SEPTEMBER, OKTOBER = "2022-09", "2022-10"


def _propose(
    month: Pengajuan, team: Team, bok: int | None = None, work: dict[str, Kerja] | None = None
) -> Koreksi:
    change = UsulanKoreksi("Buku kas umum salah dibaca.", bok, work or {})
    return koreksi.propose(month.pk, change, team.operator.access())


def _approve(made: Koreksi, team: Team) -> Koreksi:
    return move_on(made, team=team)


def settled_of(made: Koreksi) -> QuerySet[PelunasanSelisih]:
    """What was settled of a correction."""
    return PelunasanSelisih.objects.filter(bagian__koreksi=made).order_by("pk")


def _gross(month: Pengajuan) -> dict[str, int]:
    return {bill.petugas.kode: bill.bruto for bill in LembarBulan(month).tagihan}


def test_a_lower_absorption_is_held_back_with_the_next_recap(paid_month: Pengajuan) -> None:
    team = make_team(paid_month.puskesmas)
    frozen = (paid_month.perhitungan.get().sidik, payment_of(paid_month))
    september = make_month(paid_month.puskesmas, SEPTEMBER, status="disetujui")
    before = _gross(september)

    made = _propose(paid_month, team, bok=54_000_000)
    assert made.selisih < 0
    assert _gross(september) == before  # proposed is not decided
    _approve(made, team)

    expected = {row.petugas.kode: row.selisih for row in made.baris.select_related("petugas")}
    assert _gross(september) == {kode: before[kode] + expected[kode] for kode in before}
    advance(september, "rekap", team)
    payment = payment_of(september)
    assert payment is not None
    dibagi = september.perhitungan.get().dibagi
    assert payment.total == dibagi + made.selisih
    assert sum(row.jumlah for row in settled_of(made)) == made.selisih
    line = payment.baris.earliest("pk")
    assert [part["uraian"] for part in line.rincian] == [
        "Insentif UKM September 2022",
        "Selisih Agustus 2022 (koreksi ke-1)",
    ]
    assert sum(part["jumlah"] for part in line.rincian) == line.bruto
    money = flow(LembarBulan(september))
    assert money is not None
    assert (money.disetujui, money.tagihan) == (dibagi, payment.total)

    # What was frozen and paid in August is as it was.
    paid_month.refresh_from_db()
    assert (paid_month.perhitungan.get().sidik, payment_of(paid_month)) == frozen
    assert paid_month.status == "dibayar"


def test_more_work_of_one_officer_moves_money_between_officers_only(paid_month: Pengajuan) -> None:
    team = make_team(paid_month.puskesmas)
    bulan, _ = koreksi.standing(LembarBulan(paid_month))
    first = bulan.petugas[0]
    made = _propose(
        paid_month, team, work={first.id: Kerja(first.orang_hari, first.frekuensi + 30)}
    )
    assert made.selisih == 0
    rows = {row.petugas.kode: row.selisih for row in made.baris.select_related("petugas")}
    assert rows[first.id] > 0
    assert sum(rows.values()) == 0


def test_what_cannot_be_held_back_stays_open_for_the_month_after(paid_month: Pengajuan) -> None:
    team = make_team(paid_month.puskesmas)
    september = make_month(
        paid_month.puskesmas, SEPTEMBER, status="disetujui", bok_diserap=20_000_000
    )
    made = _approve(_propose(paid_month, team, bok=10_000_000), team)
    held = september.perhitungan.get().dibagi
    assert -made.selisih > held
    # Nobody gets anything with September, so it is closed without a payment, and what its officers
    # would have got is settled: it is not held back a second time.
    assert LembarBulan(september).tagihan == []
    advance(september, "tutup_nihil", team)
    settled = sum(row.jumlah for row in settled_of(made))
    assert settled == -held
    money = flow(LembarBulan(september))
    assert money is not None
    assert (money.disetujui, money.tagihan, money.selisih) == (held, 0, 0)
    october = make_month(paid_month.puskesmas, OKTOBER, status="disetujui", bok_diserap=60_000_000)
    advance(october, "rekap", team)
    payment = payment_of(october)
    assert payment is not None
    assert payment.total == october.perhitungan.get().dibagi + made.selisih + held
    assert sum(row.jumlah for row in settled_of(made)) == made.selisih


def test_a_recap_sent_back_opens_the_difference_again(paid_month: Pengajuan) -> None:
    team = make_team(paid_month.puskesmas)
    september = make_month(paid_month.puskesmas, SEPTEMBER, status="disetujui")
    made = _approve(_propose(paid_month, team, bok=61_000_000), team)
    wanted = _gross(september)
    advance(september, "rekap", team)
    october = make_month(paid_month.puskesmas, OKTOBER, status="disetujui")
    settled_once = _gross(october)
    advance(september, "kembalikan_rekap", team)
    assert not settled_of(made).exists()
    assert _gross(september) == wanted
    assert _gross(october) != settled_once


def test_a_correction_counts_in_the_years_ceiling(paid_month: Pengajuan) -> None:
    team = make_team(paid_month.puskesmas)
    september = make_month(paid_month.puskesmas, SEPTEMBER, status="diajukan")
    before = LembarBulan(september).sisa_pagu
    made = _approve(_propose(paid_month, team, bok=62_000_000), team)
    assert made.selisih > 0
    after = LembarBulan(september).sisa_pagu
    assert before is not None
    assert after == before - made.selisih


def test_a_second_correction_starts_from_the_first(paid_month: Pengajuan) -> None:
    team = make_team(paid_month.puskesmas)
    first = _approve(_propose(paid_month, team, bok=62_000_000), team)
    second = _approve(_propose(paid_month, team, bok=60_000_000), team)
    assert second.nomor == 2
    assert first.selisih + second.selisih == 0


def test_nothing_changed_is_no_correction_and_only_one_waits(approved_month: Pengajuan) -> None:
    team = make_team(approved_month.puskesmas)
    with pytest.raises(ValidationError, match="tidak ada selisih"):
        _propose(approved_month, team)
    _propose(approved_month, team, bok=59_000_000)
    with pytest.raises(ValidationError, match="Masih ada koreksi"):
        _propose(approved_month, team, bok=58_000_000)


def test_impossible_input_is_said_in_words(approved_month: Pengajuan) -> None:
    team = make_team(approved_month.puskesmas)
    bulan, _ = koreksi.standing(LembarBulan(approved_month))
    with pytest.raises(ValidationError) as refused:
        _propose(approved_month, team, work={bulan.petugas[0].id: Kerja(40, 1)})
    (said,) = refused.value.messages
    assert "orang hari" in said
    assert LembarBulan(approved_month).nama[bulan.petugas[0].id] in said
    with pytest.raises(ValidationError):
        _propose(approved_month, team, bok=900_000_000)  # beyond what was left of the BOK


def test_only_an_approved_month_is_corrected(submitted_month: Pengajuan) -> None:
    with pytest.raises(ValidationError, match="sudah disetujui"):
        _propose(submitted_month, make_team(submitted_month.puskesmas), bok=59_000_000)


def test_a_refusal_has_a_reason_and_changes_nothing(approved_month: Pengajuan) -> None:
    team = make_team(approved_month.puskesmas)
    made = move_on(_propose(approved_month, team, bok=59_000_000), "diajukan")
    for nothing in ("", " ", "x", "......."):
        with pytest.raises(MoveRefusedError, match="paling sedikit 2 kata"):
            koreksi.move(made.pk, "tolak", team.verifikator.access(), reason=nothing)
    decided = koreksi.move(
        made.pk, "tolak", team.verifikator.access(), reason="Bukti setornya kurang."
    )
    assert (decided.status, decided.alasan_putusan) == ("ditolak", "Bukti setornya kurang.")
    assert LembarBulan(approved_month).tagihan[0].rincian[0][0] == "Insentif UKM Agustus 2022"
    with pytest.raises(IntegrityError), transaction.atomic():
        Koreksi.objects.filter(pk=made.pk).update(diputus_oleh=made.diusulkan_oleh)


def test_a_ceiling_used_up_meanwhile_stops_the_approval(approved_month: Pengajuan) -> None:
    team = make_team(approved_month.puskesmas)
    made = move_on(_propose(approved_month, team, bok=400_000_000), "diajukan")
    with transaction.atomic():
        make_month(approved_month.puskesmas, SEPTEMBER, status="diajukan", bok_diserap=400_000_000)
        left = LembarBulan(approved_month).sisa_pagu
        assert left is not None
        if left >= approved_month.perhitungan.get().dibagi + made.selisih:
            pytest.fail("September must use up what the correction needs")
        with pytest.raises(MoveRefusedError, match="Sisa pagu"):
            koreksi.move(made.pk, "setujui", team.verifikator.access())


def test_the_pages_propose_and_decide(paid_month: Pengajuan) -> None:
    team = make_team(paid_month.puskesmas)
    operator = sign_in(Client(), team.operator)
    start = f"/insentif/{paid_month.pk}/koreksi/?pilih=bok"
    page = operator.get(start)
    form = page.context["form"]
    data = {name: form[name].value() or "" for name in form.fields if name != "berkas"} | {
        "alasan": "Bukti setor baru.",
        "bok_diserap": "59.000.000",
    }
    wrong = operator.post(start, data | {"alasan": "", "usul": "ya"})
    assert wrong.status_code == 422
    assert "59.000.000" in wrong.content.decode()  # what was typed is kept
    shown = operator.post(start, data)
    assert paid_month.koreksi.count() == 0  # looked at, not proposed
    rows = {row.nama: row.selisih for row in shown.context["akibat"].lain}
    assert shown.content.decode().count('name="sidik"') == 1
    proof = SimpleUploadedFile("bku.pdf", make_upload("bku.pdf").read())
    data |= {"sidik": shown.context["form"]["sidik"].value(), "usul": "ya", "berkas": proof}
    blind = operator.post(start, data | {"sidik": "lain"})
    assert "berubah sejak Anda melihatnya" in blind.content.decode()
    proof.seek(0)
    answer = operator.post(start, data, follow=True)
    assert "bku.pdf" in answer.content.decode()
    assert "BOK diserap: Rp60.000.000 menjadi Rp59.000.000" in answer.content.decode()
    proof.seek(0)
    twice = operator.post(start, data)
    made = paid_month.koreksi.get()  # the same form sent again is one proposal
    assert twice["Location"] == made.get_absolute_url()
    kept = made.baris.select_related("petugas")
    assert {row.petugas.nama: row.selisih for row in kept} == rows
    assert made.berkas is not None
    assert (made.berkas.name, sum(rows.values())) == ("bku.pdf", made.selisih)

    address = f"/insentif/koreksi/{made.pk}/"
    for who, name in ((team.tim, "verifikasi"), (team.kepala, "ajukan")):
        _walk(who, address, name)
    assert "Koreksi disetujui." in _walk(team.verifikator, address, "setujui")
    made.refresh_from_db()
    assert (made.status, made.diputus_oleh) == ("disetujui", team.verifikator.user)
    told = sign_in(Client(), team.kepala).get(f"{address}riwayat/").content.decode()
    assert [said in told for said in ("Koreksi diusulkan", "Koreksi disetujui.")] == [True] * 2


def _walk(who: Membership, address: str, name: str) -> str:
    """From the line of the inbox to the page and through the second step, which shows the rows."""
    (task,) = [one for one in inbox(who.access()) if one.alamat == address]
    assert task.tenggat is not None
    client = sign_in(Client(), who)
    assert client.get(task.alamat).status_code == 200
    step = client.get(f"{address}alur/{name}/")
    assert "Selisih tiap petugas" in step.content.decode()
    sent = {"seen_status": step.context["form"]["seen_status"].value()}
    page = client.post(f"{address}alur/{name}/", sent, follow=True).content.decode()
    twice = client.post(f"{address}alur/{name}/", sent, follow=True).content.decode()
    assert "tidak dilakukan lagi" in twice
    made = Koreksi.objects.get(pk=int(address.split("/")[-2]))
    assert [log.move for log in history(made)].count(name) == 1
    assert AuditEntry.objects.filter(action=f"koreksi.{name}", subject_id=str(made.pk)).count() == 1
    return page


def test_what_is_sent_back_is_mended_and_proposed_anew(
    paid_month: Pengajuan,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    mailoutbox: list[EmailMessage],
) -> None:
    """Reason in the inbox and on the page; the new proposal takes the place of the old one."""
    team = make_team(paid_month.puskesmas)
    with django_capture_on_commit_callbacks(execute=True):
        made = _propose(paid_month, team, bok=59_000_000)
    assert [team.tim.user.email] in [mail.to for mail in mailoutbox]
    with django_capture_on_commit_callbacks(execute=True):
        koreksi.move(
            made.pk, "kembalikan_tim", team.tim.access(), reason="Bukti setornya belum ada."
        )
    assert "Bukti setornya belum ada." in mailoutbox[-1].body
    (task,) = inbox(team.operator.access())
    assert "Bukti setornya belum ada." in task.dikembalikan
    operator = sign_in(Client(), team.operator)
    page = operator.get(task.alamat).content.decode()
    assert "Dikembalikan oleh" in page
    start = f"/insentif/{paid_month.pk}/koreksi/?dari={made.pk}"
    assert start in page
    form = operator.get(start).context["form"]
    assert (form["bok_diserap"].value(), form["alasan"].value()) == ("59.000.000", made.alasan)
    again = _propose(paid_month, team, bok=58_000_000)
    made.refresh_from_db()
    assert (made.status, again.status, again.nomor) == ("ditarik", "diusulkan", 2)


def test_one_officer_is_picked_and_nothing_else_is_asked(paid_month: Pengajuan) -> None:
    operator = sign_in(Client(), make_team(paid_month.puskesmas).operator)
    officer = paid_month.petugas.select_related("petugas").earliest("pk").petugas
    page = operator.get(f"/insentif/{paid_month.pk}/koreksi/?pilih={officer.kode}")
    asked = {f"oh_{officer.kode}", f"f_{officer.kode}"}
    assert {name for name in page.context["form"].fields if "_" in name} == asked
    part = operator.get(f"/insentif/{paid_month.pk}/koreksi/?pilih=bok").context["form"]
    assert {name for name in part.fields if "_" in name} == {"bok_diserap"}
    assert operator.get(f"/insentif/{paid_month.pk}/koreksi/?pilih=lain").status_code == 404


def test_a_proposal_is_withdrawn_until_it_is_decided(paid_month: Pengajuan) -> None:
    team = make_team(paid_month.puskesmas)
    made = move_on(_propose(paid_month, team, bok=59_000_000), "diajukan")
    operator = sign_in(Client(), team.operator)
    address = f"/insentif/koreksi/{made.pk}/"
    assert "Tarik usulan ini" in operator.get(address).content.decode()
    sent = {"seen_status": "diajukan"}
    page = operator.post(f"{address}alur/tarik/", sent, follow=True).content.decode()
    assert "Ditarik pengusul" in page
    with pytest.raises(MoveRefusedError, match="tidak dilakukan lagi"):
        koreksi.move(made.pk, "setujui", team.verifikator.access())
    again = _propose(paid_month, team, bok=59_000_000)  # the way is free again
    _approve(again, team)
    with pytest.raises(MoveRefusedError, match="tidak dilakukan lagi"):
        koreksi.move(again.pk, "tarik", team.operator.access())


def test_officers_keep_what_a_paid_month_gave_them(funded_month: Pengajuan) -> None:
    """A correction after payment never touches the lines that were paid."""
    team = make_team(funded_month.puskesmas)
    pay_all(funded_month, team)
    payment = payment_of(funded_month)
    assert payment is not None
    before = list(payment.baris.values_list("pk", "bruto", "neto", "status"))
    _approve(_propose(funded_month, team, bok=30_000_000), team)
    assert list(payment.baris.values_list("pk", "bruto", "neto", "status")) == before
