"""News by mail, to a real mail server on this machine: who gets what, and once."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.mail import EmailMessage
from django.urls import reverse

from tests.factories.akun import make_access
from tests.factories.komunitas import make_anggota, make_topik, sent
from tests.factories.wilayah import make_puskesmas
from tests.smtp import Letter, Server, serving
from upaya.core import clock
from upaya.komunitas import addresses
from upaya.komunitas.anggota import edisi, kabar, links, services
from upaya.komunitas.anggota.models import Anggota, Kabar
from upaya.komunitas.anggota.penulis import Surat, Umum
from upaya.komunitas.anggota.saluran import LINES, written
from upaya.komunitas.diskusi import services as discussing
from upaya.komunitas.diskusi.models import Tanggapan, Topik
from upaya.rules.kesehatan import ADMIN_DINAS
from upaya.wilayah.models import Unit

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[2]
sent_to: list[str] = []


@pytest.fixture
def unit() -> Unit:
    return make_puskesmas("Panji")


@pytest.fixture
def topic(unit: Unit) -> Topik:
    return make_topik(unit)


@pytest.fixture
def server(settings: object) -> object:
    with serving() as found:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"  # type: ignore[attr-defined]
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", found.port  # type: ignore[attr-defined]
        settings.EMAIL_USE_TLS = False  # type: ignore[attr-defined]
        yield found


def published(topic: Topik, unit: Unit, text: str, at: datetime | None = None) -> Tanggapan:
    made = discussing.comment(topic.pk, sent(text))
    made = discussing.decide(made.pk, make_access(ADMIN_DINAS, unit), publish=True)
    if at is not None:
        Tanggapan.objects.filter(pk=made.pk).update(ditulis_pada=at, diputus_pada=at)
    return made


def to(server: Server) -> list[str]:
    return sorted(letter.recipient for letter in server.letters)


def test_each_hears_as_often_as_chosen_and_only_of_news(
    topic: Topik, unit: Unit, server: Server
) -> None:
    members = {how: make_anggota(topic, how) for how in ("seketika", "harian", "mingguan", "hasil")}
    make_anggota(topic, "tidak")
    own = make_anggota(topic, "tidak")
    services.choose_topic(own.pk, topic.pk, "harian")
    deaf = make_anggota(topic, "harian")
    services.choose_topic(deaf.pk, topic.pk, "tidak")
    now = clock.now()
    last_week = now - timedelta(days=7)
    assert kabar.prepare(edisi.week(last_week.date())) == 0  # nothing to tell
    published(topic, unit, "Minggu lalu", last_week)
    assert kabar.prepare(edisi.week(last_week.date())) == 1
    assert kabar.prepare(edisi.week(last_week.date())) == 0  # once
    assert kabar.prepare(edisi.day(last_week.date())) == 2
    one = published(topic, unit, "Sekarang")
    assert kabar.prepare(edisi.one(one.pk)) == 1
    discussing.close_period(
        topic.periode_id, make_access(ADMIN_DINAS, unit), ringkasan="Disepakati."
    )
    assert kabar.prepare(edisi.outcome(topic.periode_id)) == 2
    assert kabar.send_waiting() == 6
    assert kabar.send_waiting() == 0
    assert to(server) == sorted(
        [
            members["mingguan"].surel, members["harian"].surel, own.surel,
            members["seketika"].surel, members["seketika"].surel, members["hasil"].surel,
        ]
    )  # fmt: skip
    weekly = next(one for one in server.letters if one.recipient == members["mingguan"].surel)
    body = weekly.message.get_content()
    assert topic.judul in body
    assert "1 tanggapan baru, dari Ibu Sari" in body


def test_the_writer_is_not_told_of_the_own_words(topic: Topik, unit: Unit) -> None:
    member = make_anggota(topic, "seketika")
    one = published(topic, unit, "Milik saya")
    Tanggapan.objects.filter(pk=one.pk).update(anggota=member)
    assert kabar.prepare(edisi.one(one.pk)) == 0


def test_a_message_can_be_stopped_from_the_mail_program(
    topic: Topik, unit: Unit, server: Server
) -> None:
    make_anggota(topic, "seketika")
    kabar.prepare(edisi.one(published(topic, unit, "Baru").pk))
    kabar.send_waiting()
    letter = server.letters[0].message
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    page = letter["List-Unsubscribe"].strip(" <>")
    assert page.startswith(f"{django_settings.BASE_URL}/komunitas/kabar/")
    assert page in letter.get_content()
    assert letter["Message-ID"] == Kabar.objects.get().surat
    assert letter["Auto-Submitted"] == "auto-generated"


def test_who_was_killed_between_server_and_mark_repeats_the_same_id(
    topic: Topik, unit: Unit, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_anggota(topic, "seketika")
    kabar.prepare(edisi.one(published(topic, unit, "Baru").pk))

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as here:
        here.setattr(kabar, "_mark", killed)
        with pytest.raises(KeyboardInterrupt):
            kabar.send_waiting()
    assert kabar.send_waiting() == 1
    assert len(server.letters) == 2
    assert len({letter.message_id for letter in server.letters}) == 1


def test_one_that_the_server_refuses_does_not_hold_up_the_others(
    topic: Topik, unit: Unit, server: Server
) -> None:
    first, busy, last = (make_anggota(topic, "seketika") for _ in range(3))
    answers = {first.surel: "550 tidak ada", busy.surel: "451 nanti"}
    server.refuse = lambda who: answers.get(who, "")
    kabar.prepare(edisi.one(published(topic, unit, "Baru").pk))
    assert kabar.send_waiting() == 1
    assert to(server) == [last.surel]
    states = dict(Kabar.objects.values_list("anggota", "status"))
    assert states == {first.pk: "gagal", busy.pk: "siap", last.pk: "terkirim"}
    first.refresh_from_db()
    assert first.pantulan == 1
    server.refuse = lambda _: ""
    assert kabar.send_waiting() == 1


def test_what_a_server_has_against_us_counts_against_no_member(
    topic: Topik, unit: Unit, server: Server
) -> None:
    members = [make_anggota(topic, "seketika") for _ in range(3)]
    server.sender = "553 pengirim ini tidak boleh"
    kabar.prepare(edisi.one(published(topic, unit, "Baru").pk))
    assert kabar.send_waiting() == 0
    assert set(Kabar.objects.values_list("status", flat=True)) == {"siap"}
    server.sender, server.content = "250 ok", "554 isinya ditolak"
    assert kabar.send_waiting() == 0
    assert set(Kabar.objects.values_list("status", flat=True)) == {"gagal"}
    for member in members:
        member.refresh_from_db()
        assert member.pantulan == 0


def test_addresses_in_mails_are_those_of_the_pages() -> None:
    signed = links.of_news(12)
    for said, name, parts in (
        (addresses.news(signed), "komunitas:kabar", [signed]),
        (addresses.period("tahap-i"), "komunitas:periode", ["tahap-i"]),
        (addresses.topic("tahap-i", 3), "komunitas:topik", ["tahap-i", 3]),
    ):
        assert said == django_settings.BASE_URL + reverse(name, args=parts)


@pytest.mark.parametrize(
    "words",
    ["Tim dari dinas.", "Kata “dinas”: siapa?\n.titik\n", "Panjang é " * 400, "a" * 1500],
    ids=["plain", "letters of eight bits", "long", "long and plain"],
)
def test_what_goes_over_the_line_says_what_the_message_says(words: str) -> None:
    judul = "Siapa memeriksa hasilnya, dan menurut “siapa”, dan kapan? " * 4
    letter = Surat(
        Umum(judul.strip(), f"{words}\n\n-- \nLebih jarang, atau berhenti:\n"),
        "sari@contoh.id", "<kabar.t1.ab@contoh.id>", addresses.news(links.of_news(7)),
        "balas+abc@contoh.id",
    )  # fmt: skip
    fast = message_from_bytes(written(letter), policy=policy.default)
    usual = message_from_bytes(
        letter.message().message().as_bytes(linesep="\r\n"),
        policy=policy.default,
    )
    assert {name.title() for name in fast} == {name.title() for name in usual}
    for name in set(fast) - {"Date"}:
        assert str(fast[name]).strip() == str(usual[name]).strip(), name
    assert fast.get_content().splitlines() == usual.get_content().splitlines()
    assert max(map(len, written(letter).splitlines())) < 998


def test_lines_stay_usable_when_one_is_refused_and_when_an_address_is_odd(
    topic: Topik, unit: Unit, server: Server
) -> None:
    members = [make_anggota(topic, "seketika") for _ in range(LINES * 2 + 1)]
    odd = members[LINES + 1]
    Anggota.objects.filter(pk=odd.pk).update(surel="“sari”@contoh.id")
    refused = members[2].surel
    server.refuse = lambda who: "450 nanti" if who == refused else ""
    kabar.prepare(edisi.one(published(topic, unit, "Baru").pk))
    kabar.send_waiting()
    server.refuse = lambda _: ""
    kabar.send_waiting()
    usual = {one.surel for one in members if one is not odd}
    assert usual <= set(to(server))
    assert len(server.letters) == len({letter.message_id for letter in server.letters})


def test_a_server_that_hangs_up_after_some_messages_is_called_again(
    topic: Topik, unit: Unit, server: Server
) -> None:
    members = {make_anggota(topic, "seketika").surel for _ in range(LINES * 3)}
    asked: list[str] = []

    def hang_up(who: str) -> str:
        asked.append(who)
        return "421 cukup" if len(asked) == LINES + 2 else ""

    server.refuse = hang_up
    kabar.prepare(edisi.one(published(topic, unit, "Baru").pk))
    assert kabar.send_waiting() == len(members)
    assert set(to(server)) == members
    assert len(server.letters) == len(members)


def test_a_server_that_is_away_loses_nothing(topic: Topik, unit: Unit, settings: object) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"  # type: ignore[attr-defined]
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # type: ignore[attr-defined]
    settings.EMAIL_USE_TLS = False  # type: ignore[attr-defined]
    make_anggota(topic, "seketika")
    kabar.prepare(edisi.one(published(topic, unit, "Baru").pk))
    assert kabar.send_waiting() == 0
    assert Kabar.objects.get().status == "siap"


def test_what_was_hidden_before_it_left_is_not_told(
    topic: Topik, unit: Unit, server: Server
) -> None:
    make_anggota(topic, "seketika")
    one = published(topic, unit, "Baru")
    kabar.prepare(edisi.one(one.pk))
    Tanggapan.objects.filter(pk=one.pk).update(status="ditarik")
    assert kabar.send_waiting() == 0
    assert Kabar.objects.get().status == "batal"


def test_who_was_not_seen_for_long_hears_so_once(topic: Topik, server: Server) -> None:
    member = make_anggota(topic)
    gone = clock.now() - timedelta(days=500)
    Anggota.objects.filter(pk=member.pk).update(
        terlihat_pada=gone, daftar_pada=gone, aktif_pada=gone
    )
    kabar.run()
    kabar.run()
    member.refresh_from_db()
    assert (member.frekuensi, member.sebab) == ("tidak", "absen")
    assert len(server.letters) == 1
    assert "lama tidak terlihat" in server.letters[0].message.get_content()


def test_preparing_asks_as_often_for_many_members(
    topic: Topik, unit: Unit, django_assert_max_num_queries: object
) -> None:
    for _ in range(40):
        services.choose_topic(make_anggota(topic, "mingguan").pk, topic.pk, "harian")
    at = clock.now() - timedelta(days=7)
    published(topic, unit, "Baru", at)
    with django_assert_max_num_queries(14):  # type: ignore[operator]
        assert kabar.prepare(edisi.day(at.date())) == 40


def test_whatsapp_is_off_until_an_installation_names_a_channel(
    topic: Topik, unit: Unit, server: Server, settings: object
) -> None:
    member = make_anggota(topic, "seketika")
    Anggota.objects.filter(pk=member.pk).update(telepon="081234567890")
    kabar.prepare(edisi.one(published(topic, unit, "Baru").pk))
    kabar.send_waiting()
    assert sent_to == []
    settings.WHATSAPP = f"{__name__}.note"  # type: ignore[attr-defined]
    sys.modules.setdefault(__name__, sys.modules[note.__module__])
    kabar.prepare(edisi.one(published(topic, unit, "Lagi").pk))
    kabar.send_waiting()
    assert sent_to == ["081234567890"]


def note(number: str, words: str) -> None:
    assert words
    sent_to.append(number)


@pytest.mark.budget(60, "beberapa proses pengirim sungguhan yang dimatikan")
def test_a_sender_that_is_killed_gives_every_member_one_message_id() -> None:
    env = os.environ | {"KABAR_BANYAK": "300", "KABAR_MATI": "2"}
    found = subprocess.run(
        [sys.executable, ROOT / "bench" / "kabar.py"], env=env, check=False, capture_output=True,
        text=True,
    )  # fmt: skip
    assert found.returncode == 0, found.stdout + found.stderr
    assert "300 Message-ID" in found.stdout


def test_the_server_of_the_tests_reads_what_it_was_given(server: Server) -> None:
    EmailMessage("Judul", ".titik\n..dua", to=["a@contoh.id"]).send()
    letter = server.letters[0]
    assert isinstance(letter, Letter)
    assert letter.message.get_content().split() == [".titik", "..dua"]
