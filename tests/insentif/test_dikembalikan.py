"""A month sent back: its reason stands before whoever mends it, and what has to be mended opens."""

import pytest
from django.test import Client

from tests.factories.akun import sign_in
from tests.factories.core import make_upload
from tests.factories.insentif import advance, answer_all, make_month, make_team, make_temuan
from tests.factories.kueri import asking
from tests.factories.pegawai import make_penetapan, make_petugas
from tests.factories.wilayah import make_puskesmas
from upaya.alur.returned import standing_returns
from upaya.alur.road import MoveRefusedError
from upaya.alur.writing import ClosedError
from upaya.core.reasons import TOO_SHORT, says_something
from upaya.insentif.bulan.inbox import tasks_for
from upaya.insentif.bulan.models import Bagian, Pengajuan
from upaya.insentif.bulan.road import move_month
from upaya.insentif.isian import services as isian
from upaya.insentif.isian.membuka import open_what_lacks
from upaya.insentif.kegiatan import services as kegiatan
from upaya.insentif.kegiatan.services import RowWrite
from upaya.rules.insentif.road import INSENTIF
from upaya.rules.insentif.spm import nama_pelayanan

pytestmark = pytest.mark.django_db

REASON = "Serapan Agustus belum cocok dengan BKU."
BACK = {"kembalikan_tim": "menunggu_verifikasi", "kembalikan_kepala": "diverifikasi_puskesmas"}


def send_back(month: Pengajuan, move: str, reason: str = REASON) -> None:
    access = make_team(month.puskesmas).for_move(move).access()
    move_month(month.pk, move, access, seen_status=month.status, reason=reason)
    month.refresh_from_db()


@pytest.mark.parametrize("move", BACK)
def test_who_sent_it_back_and_why_stands_on_every_part_until_it_is_sent_again(move: str) -> None:
    month = make_month(status=BACK[move])
    send_back(month, move)
    team = make_team(month.puskesmas)
    sender = team.for_move(move)
    title = f"Dikembalikan oleh {sender.user.name}, {INSENTIF.moves[move].roles[0].label}"
    client = sign_in(Client(), team.operator)
    for part in (*Bagian.values, "hasil", "riwayat"):
        text = client.get(f"/insentif/{month.pk}/{part}/").content.decode()
        assert text.index(title) < text.index(REASON) < text.index("</section>"), part
        assert "Semua bagian terbuka untuk diperbaiki." in text
    address = f"/insentif/{month.pk}/"
    (line,) = [t for t in tasks_for(team.operator.access()) if t.alamat == address]
    assert line.dikembalikan == f"{title}: {REASON}"
    inbox = client.get("/tugas/").content.decode()
    assert f'<p class="returned">{title}: {REASON}</p>' in inbox

    advance(month, "kirim")
    text = client.get(f"/insentif/{month.pk}/administrasi/").content.decode()
    assert "Dikembalikan oleh" not in text
    (line,) = [t for t in tasks_for(team.tim.access()) if t.alamat == address]
    assert line.dikembalikan == ""


def test_a_return_of_the_dinas_names_its_findings_and_what_is_open() -> None:
    month = make_month(status="diajukan")
    make_temuan(month, Bagian.PELAYANAN)
    advance(month, "kembalikan")
    team = make_team(month.puskesmas)
    address = f"/insentif/{month.pk}/"
    (line,) = [t for t in tasks_for(team.operator.access()) if t.alamat == address]
    assert line.dikembalikan == (
        f"Dikembalikan oleh {team.verifikator.user.name}, Verifikator Dinas Kesehatan: Alasan "
        "contoh. 2 temuan pada Data pelayanan, Data administrasi."
    )
    page = sign_in(Client(), team.operator).get(f"/insentif/{month.pk}/kegiatan/")
    opened = "Yang terbuka untuk diperbaiki: Data administrasi, Data pelayanan, Berkas pendukung."
    assert opened in page.content.decode()


@pytest.mark.parametrize("move", BACK)
def test_a_return_inside_the_puskesmas_opens_what_an_earlier_one_had_closed(move: str) -> None:
    month = make_month(status="dikembalikan")
    assert not month.open_for(Bagian.KEGIATAN)
    answer_all(month)
    advance(month, "kirim")
    if move == "kembalikan_kepala":
        advance(month, "verifikasi")
    send_back(month, move)
    assert all(month.open_for(part) for part in Bagian.values)


def test_what_lacks_since_the_submission_is_mended_in_a_closed_part_too() -> None:
    month = make_month(status="dikembalikan")
    team = make_team(month.puskesmas)
    client = sign_in(Client(), team.operator)
    answer_all(month, team)
    make_penetapan(make_petugas(month.puskesmas))
    address = f"/insentif/{month.pk}/kegiatan/"
    asked = client.get(address).content.decode()
    assert "1 petugas aktif belum ada di daftar" in asked
    assert "Buka bagian ini" in asked
    kept = client.post(f"/insentif/{month.pk}/bagian/pelayanan/buka/", follow=True)
    assert "bagian ini tetap terkunci" in kept.content.decode()

    opened = client.post(f"/insentif/{month.pk}/bagian/kegiatan/buka/", follow=True)
    assert "Kegiatan petugas dibuka" in opened.content.decode()
    month.refresh_from_db()
    assert month.bagian_terbuka == [Bagian.ADMINISTRASI, Bagian.KEGIATAN]
    client.post(f"{address}petugas/")
    advance(month, "kirim", team)
    assert month.status == "menunggu_verifikasi"
    with pytest.raises(ClosedError):
        open_what_lacks(month.pk, team.operator.access(), Bagian.KEGIATAN)


def test_supporting_files_are_replaced_whenever_a_part_is_open() -> None:
    month = make_month(status="dikembalikan")
    assert month.bagian_terbuka == [Bagian.ADMINISTRASI]
    team = make_team(month.puskesmas)
    access, old = team.operator.access(), month.berkas.get()
    isian.add_berkas(month.pk, access, "serapan", make_upload("serapan-baru.pdf"))
    isian.remove_berkas(month.pk, access, old.pk)
    assert [kept.berkas.name for kept in month.berkas.all()] == ["serapan-baru.pdf"]
    page = sign_in(Client(), team.operator).get(f"/insentif/{month.pk}/berkas/").content.decode()
    assert "Unggah berkas" in page
    assert "Berkas pendukung <small>lengkap</small>" in page


@pytest.mark.parametrize(
    ("said", "enough"),
    [
        ("x", False),
        (". . . . . . . . . .", False),
        ("Perbaikilah", False),
        ("salah salah salah", False),
        ("ok ya", False),
        ("Serapan keliru", True),
        ("Besar tarif salah.", True),
    ],
)
def test_a_reason_is_made_of_words(said: str, enough: bool) -> None:  # noqa: FBT001
    assert says_something(said) is enough


def test_a_reason_of_one_letter_is_refused_by_the_road_and_at_its_field() -> None:
    month = make_month(status="menunggu_verifikasi")
    with pytest.raises(MoveRefusedError, match="paling sedikit 2 kata"):
        send_back(month, "kembalikan_tim", "x")
    client = sign_in(Client(), make_team(month.puskesmas).tim)
    typed = {"seen_status": month.status, "alasan": "x"}
    page = client.post(f"/insentif/{month.pk}/alur/kembalikan_tim/", typed)
    assert page.status_code == 422
    assert page.context["form"].errors["alasan"] == [TOO_SHORT]
    month.refresh_from_db()
    assert month.status == "menunggu_verifikasi"


def test_returns_of_many_are_read_in_as_many_queries_as_of_one() -> None:
    one = make_month(status="dikembalikan")
    names = ("Suboh", "Besuki")
    others = [make_month(make_puskesmas(name), status="dikembalikan") for name in names]
    with asking() as first:
        standing_returns(INSENTIF, [one])
    with asking() as many:
        found = standing_returns(INSENTIF, [one, *others])
    assert (first.count, len(found)) == (many.count, 3)


# ------------------------------------------------------------------ a finding on a row


@pytest.mark.parametrize("part", [Bagian.PELAYANAN, Bagian.KEGIATAN])
def test_a_finding_names_a_row_and_stands_at_it(part: Bagian) -> None:
    month = make_month(status="diajukan")
    team = make_team(month.puskesmas)
    officer = month.petugas.select_related("petugas").earliest("pk").petugas
    places = {Bagian.KEGIATAN: (officer.kode, officer.nama), Bagian.PELAYANAN: _hypertension()}
    key, name = places[part]
    dinas = sign_in(Client(), team.verifikator)
    page = dinas.get(f"/insentif/{month.pk}/{part}/").content.decode()
    assert f'<option value="{key}">{name}</option>' in page
    noted = {"bagian": part.value, "letak": key, "uraian": "Lebih dari daftar hadirnya."}
    dinas.post(f"/insentif/{month.pk}/temuan/", noted)
    advance(month, "kembalikan", temuan_pada="jaspel")
    found = month.temuan.get(bagian=part)
    assert (found.letak, found.letak_nama) == (key, name)
    text = sign_in(Client(), team.operator).get(f"/insentif/{month.pk}/{part}/").content.decode()
    row = text[text.index(name, text.index("<tbody>")) :].partition("</th>")[0]
    assert '<small class="found">Temuan: Lebih dari daftar hadirnya.</small>' in row
    assert text.count('<small class="found">') == 1
    history = dinas.get(f"/insentif/{month.pk}/riwayat/").content.decode()
    assert f"Temuan pada {part.label}, {name}, putaran 1" in history


def _hypertension() -> tuple[str, str]:
    return next((key, name) for key, name in nama_pelayanan().items() if "ipertensi" in name)


def test_a_finding_on_a_row_of_another_part_is_refused() -> None:
    month = make_month(status="diajukan")
    dinas = sign_in(Client(), make_team(month.puskesmas).verifikator)
    noted = {"bagian": "kegiatan", "letak": _hypertension()[0], "uraian": "Tidak cocok."}
    page = dinas.post(f"/insentif/{month.pk}/temuan/", noted)
    assert (page.status_code, list(page.context["form"].errors)) == (422, ["letak"])
    assert month.temuan.count() == 0


# ------------------------------------------------------------------ what changed, and last month


def changed_month() -> tuple[Pengajuan, str]:
    """A month of two rounds, in which the second differs in three parts; the officer's name."""
    month = make_month(status="diajukan")
    for part in (Bagian.PELAYANAN, Bagian.KEGIATAN):
        make_temuan(month, part)
    advance(month, "kembalikan")
    access = make_team(month.puskesmas).operator.access()
    values = {"bok_diserap": 58_000_000}
    saved = isian.save_fields(month.pk, access, Bagian.ADMINISTRASI, values, month.versi)
    isian.save_pelayanan(month.pk, access, {_hypertension()[0]: (100, 75)}, saved.versi)
    row = month.petugas.select_related("petugas").earliest("pk")
    line = month.baris.get(jenis="lapangan")
    kegiatan.save_rows(month.pk, access, [RowWrite(row.pk, row.versi, {line.pk: 7})])
    answer_all(month)
    month.refresh_from_db()
    return month, row.petugas.nama


def test_round_two_shows_what_changed_since_round_one_where_one_judges_and_on_each_part() -> None:
    month, officer = changed_month()
    expected = {
        Bagian.ADMINISTRASI: ("BOK diserap", "Rp60.000.000", "Rp58.000.000"),
        Bagian.PELAYANAN: (f"{_hypertension()[1]}, realisasi", "70", "75"),
        Bagian.KEGIATAN: (f"{officer}, frekuensi", "5", "7"),
    }
    team, pages = make_team(month.puskesmas), {}
    for move in ("kirim", "verifikasi", "ajukan", "setujui"):
        client = sign_in(Client(), team.for_move(move))
        pages[move] = client.get(f"/insentif/{month.pk}/alur/{move}/").content.decode()
        if move != "setujui":
            advance(month, move)
    for text in pages.values():
        assert "Berubah sejak putaran 1" in text
        assert all(word in text for row in expected.values() for word in row)
    for part, row in expected.items():
        text = client.get(f"/insentif/{month.pk}/{part}/").content.decode()
        own = text[text.index("Berubah sejak putaran 1") :]
        assert all(word in own for word in row)
        assert [other for other in expected if f">{expected[other][0]}</th>" in text] == [part]
    untouched = client.get(f"/insentif/{month.pk}/jaspel/").content.decode()
    assert "sejak putaran" not in untouched  # no submission froze it: nothing is known of it


def test_the_first_round_and_a_settled_month_show_no_changes() -> None:
    for name, status in (("Panji", "diajukan"), ("Besuki", "disetujui")):
        month = make_month(make_puskesmas(name), status=status)
        client = sign_in(Client(), make_team(month.puskesmas).verifikator)
        text = client.get(f"/insentif/{month.pk}/administrasi/").content.decode()
        assert "sejak putaran" not in text


def test_who_only_reads_sees_last_month_beside_this_one() -> None:
    unit = make_puskesmas("Panji")
    make_month(unit, "2022-08", status="diajukan", bok_diserap=40_000_000)
    month = make_month(unit, "2022-09", status="diajukan")
    team = make_team(unit)
    said = {
        "administrasi": "bulan lalu Rp40.000.000",
        "pelayanan": "bulan lalu 70 dari 100",
        "kegiatan": "bulan lalu 5",
    }
    client = sign_in(Client(), team.verifikator)
    for part, words in said.items():
        assert words in client.get(f"/insentif/{month.pk}/{part}/").content.decode()
    assert "bulan lalu" not in client.get(f"/insentif/{month.pk}/jaspel/").content.decode()
    fresh = make_month(unit, "2022-10", filled=True)
    text = sign_in(Client(), team.operator).get(f"/insentif/{fresh.pk}/administrasi/")
    assert '<small class="last">' not in text.content.decode()
