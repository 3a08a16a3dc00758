"""Answers by mail: whose they are, and each message once."""

from __future__ import annotations

import argparse
import imaplib
import io
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any, ClassVar

import pytest
from django.core import mail as outgoing
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks, Settings

from tests.factories.akun import make_access
from tests.factories.komunitas import make_anggota, make_topik, sent
from tests.factories.wilayah import make_puskesmas
from tests.smtp import Server, serving
from upaya.commands import surat_masuk as command
from upaya.commands.pekerja import looked
from upaya.core import clock
from upaya.komunitas.anggota import edisi, kabar
from upaya.komunitas.anggota.models import Anggota, Kabar
from upaya.komunitas.diskusi import services as discussing
from upaya.komunitas.diskusi.models import Tanggapan, Topik
from upaya.komunitas.surat_masuk import alamat, kotak, terima
from upaya.komunitas.surat_masuk.models import SuratMasuk
from upaya.rules.kesehatan import ADMIN_DINAS
from upaya.wilayah.models import Unit

pytestmark = pytest.mark.django_db


def test_a_report_that_names_a_thousand_messages_asks_once(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    head = b"Message-ID: <r@contoh.id>\r\nContent-Type: multipart/report\r\n\r\n"
    named = b"".join(b"message-id:<%d@contoh.id>\n" % at for at in range(1_000))
    with django_assert_max_num_queries(10):
        assert terima.receive(head + named) == "otomatis"


def test_what_goes_wrong_in_one_look_ends_neither_the_watch_nor_the_others(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def refused() -> None:
        raise imaplib.IMAP4.error("LOGIN failed")

    looked("surat", refused)
    assert "gagal dilihat; dicoba lagi" in caplog.text


@pytest.fixture
def unit() -> Unit:
    return make_puskesmas("Panji")


@pytest.fixture
def topic(unit: Unit, settings: Settings) -> Topik:
    settings.MAIL_IN = "diskusi@contoh.id"
    return make_topik(unit)


@pytest.fixture
def member(topic: Topik) -> Anggota:
    return make_anggota(topic, "seketika")


def letter(
    member: Anggota, topic: Topik, text: str = "Di tempat kami tim.", **more: str | date
) -> bytes:
    made = EmailMessage()
    day = more.pop("day", clock.today())
    assert isinstance(day, date)
    made["From"] = more.pop("sender", f"Anggota <{member.surel}>")
    made["To"] = more.pop("to", alamat.address(topic.pk, 0, member.pk, day))
    made["Message-ID"] = more.pop("message_id", "<satu@contoh.id>")
    made["Subject"] = "Re: Siapa?"
    for name, value in more.items():
        made[name.replace("_", "-")] = value
    made.set_content(text)
    return made.as_bytes()


def test_an_answer_becomes_a_comment_once(topic: Topik, member: Anggota) -> None:
    for _ in range(3):
        assert terima.receive(letter(member, topic)) == "diterima"
    made = Tanggapan.objects.get()
    assert (made.isi, made.nama, made.anggota) == ("Di tempat kami tim.", member.nama, member)
    assert made.status == "menunggu"
    assert SuratMasuk.objects.count() == 1


def test_it_stands_below_what_it_answers(topic: Topik, member: Anggota, unit: Unit) -> None:
    above = discussing.comment(topic.pk, sent("Siapa?"))
    discussing.decide(above.pk, make_access(ADMIN_DINAS, unit), publish=True)
    to = alamat.address(topic.pk, above.pk, member.pk, clock.today())
    assert terima.receive(letter(member, topic, to=to)) == "diterima"
    assert Tanggapan.objects.latest("pk").induk == above


RULES: dict[str, tuple[dict[str, Any], str]] = {
    "orang lain": ({"sender": "Lain <lain@contoh.id>"}, "pengirim"),
    "dua pengirim": ({"sender": "a@contoh.id, b@contoh.id"}, "pengirim"),
    "tanpa tanda": ({"to": "diskusi@contoh.id"}, "tanda"),
    "tanda palsu": ({"to": f"diskusi+{'a' * 39}@contoh.id"}, "tanda"),
    "lama": ({"day": date(2020, 1, 1)}, "lama"),
    "otomatis": ({"Auto_Submitted": "auto-replied"}, "otomatis"),
    "massal": ({"Precedence": "bulk"}, "otomatis"),
    "milis": ({"List_Id": "<milis.contoh.id>"}, "otomatis"),
    "robot": ({"sender": "MAILER-DAEMON@contoh.id"}, "otomatis"),
    "kosong": ({"text": "> Siapa?\n> Apa?\n> Di mana?\n> Kapan?"}, "kosong"),
    "panjang": ({"text": "kata " * 3000}, "ditolak"),
}


@pytest.mark.parametrize("name", RULES)
def test_what_is_no_answer_of_the_member_is_handled_by_rule(
    name: str, topic: Topik, member: Anggota
) -> None:
    more, wanted = RULES[name]
    assert terima.receive(letter(member, topic, **more)) == wanted
    assert not Tanggapan.objects.exists()


def test_the_member_alone_is_told_why_an_answer_did_not_appear(
    topic: Topik,
    member: Anggota,
    unit: Unit,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    moderator = make_access(ADMIN_DINAS, unit)
    with django_capture_on_commit_callbacks(execute=True):
        discussing.close_period(topic.periode_id, moderator, ringkasan="Selesai.")
        Kabar.objects.all().delete()
    outgoing.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        assert terima.receive(letter(member, topic)) == "ditolak"
        other = letter(member, topic, sender="lain@contoh.id", message_id="<dua@contoh.id>")
        assert terima.receive(other) == "pengirim"
    (told,) = outgoing.outbox
    assert told.to == [member.surel]
    assert "sudah ditutup" in told.body


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x00\xff\xfe",
        b"Subject: =?x?q?=\r\n\r\n\xff",
        b"Content-Type: multipart/mixed; boundary=\r\n\r\n--\r\n",
        b"Content-Type: text/plain; charset=tidak-ada\r\n\r\nhalo",
        b"From: <\r\nTo: \xff+\xff@\r\nMessage-ID: \xff\r\n\r\n",
        b"To: " + b"a" * 100_000 + b"\r\n\r\nx",
        b"Content-Type: multipart/alternative; boundary=a\r\n\r\n" + b"--a\r\n\r\nx\r\n" * 500,
        b"x" * (terima.LARGEST + 1),
    ],
    ids=range(9),
)
def test_odd_messages_break_nothing(raw: bytes, topic: Topik) -> None:
    first = terima.receive(raw)
    assert first in {"tanda", "besar", "otomatis"}
    assert terima.receive(raw) == first
    assert not Tanggapan.objects.exists()


def test_other_letters_than_utf8_are_read(topic: Topik, member: Anggota) -> None:
    head = (
        f"From: {member.surel}\r\nTo: {alamat.address(topic.pk, 0, member.pk, clock.today())}\r\n"
        "Message-ID: <c@contoh.id>\r\nContent-Type: text/plain; charset=windows-1252\r\n\r\n"
    )
    body = "Caf\u00e9 \u201ctim\u201d".encode("cp1252")
    assert terima.receive(head.encode() + body) == "diterima"
    assert Tanggapan.objects.get().isi == "Caf\u00e9 \u201ctim\u201d"


def test_a_report_that_news_did_not_arrive_counts_for_its_member(
    topic: Topik, member: Anggota
) -> None:
    row = Kabar.objects.create(
        anggota=member, masa="t1", surat="<kabar.t1.abc@contoh.id>", disiapkan_pada=clock.now()
    )
    report = (
        "From: MAILER-DAEMON@contoh.id\r\nTo: diskusi@contoh.id\r\nMessage-ID: <b@contoh.id>\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="x"\r\n\r\n--x\r\n'
        "Content-Type: text/plain\r\n\r\nTidak sampai.\r\n--x\r\n"
        "Content-Type: message/rfc822\r\n\r\n"
        f"Message-ID: {row.surat}\r\nSubject: Kabar\r\n\r\nIsi\r\n--x--\r\n"
    )
    assert terima.receive(report.encode()) == "pantulan"
    assert terima.receive(report.encode()) == "pantulan"
    member.refresh_from_db()
    assert member.pantulan == 1


def test_news_goes_out_by_smtp_and_the_answer_to_it_comes_back(
    topic: Topik, member: Anggota, unit: Unit, settings: Settings
) -> None:
    """Both ways over a real server: what the member's program answers is what it was sent."""
    with serving() as server:
        use(settings, server)
        above = discussing.comment(topic.pk, sent("Siapa yang memeriksa?"))
        discussing.decide(above.pk, make_access(ADMIN_DINAS, unit), publish=True)
        kabar.prepare(edisi.one(above.pk))
        assert kabar.send_waiting() == 1
        (out,) = server.letters
        assert "Balas surat ini" in out.message.get_content()
        reply = outgoing.EmailMessage(
            f"Re: {out.message['Subject']}",
            f"Tim dari dinas.\n\nPada Kam, 3 Nov 2022 {settings.DEFAULT_FROM_EMAIL} menulis:\n"
            + "".join(f"> {line}\n" for line in out.message.get_content().splitlines()),
            member.surel,
            [out.message["Reply-To"]],
            headers={"In-Reply-To": out.message_id},
        )
        reply.send()
        assert terima.receive(server.letters[-1].body) == "diterima"
    made = Tanggapan.objects.latest("pk")
    assert (made.isi, made.induk, made.anggota) == ("Tim dari dinas.", above, member)


def use(settings: Settings, server: Server) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = (
        "127.0.0.1",
        server.port,
        False,
    )


class Box:
    """A mailbox as imaplib shows one."""

    letters: ClassVar[list[bytes]] = []
    seen: ClassVar[set[str]] = set()

    def __init__(self, host: str, **_: object) -> None:
        assert host == "imap.contoh.id"

    def login(self, *_: str) -> None: ...

    def select(self, _: str) -> None: ...

    def logout(self) -> None: ...

    def search(self, *_: object) -> tuple[str, list[bytes]]:
        unread = [str(n) for n in range(1, len(self.letters) + 1) if str(n) not in self.seen]
        return "OK", [" ".join(unread).encode()]

    def fetch(self, number: str, what: str) -> tuple[str, list[Any]]:
        raw = self.letters[int(number) - 1]
        if what == "(RFC822.SIZE)":
            return "OK", [f"{number} (RFC822.SIZE {len(raw)})".encode()]
        return "OK", [(b"1 (BODY[] {%d}" % len(raw), raw), b")"]

    def store(self, number: str, *_: str) -> None:
        self.seen.add(number)


@pytest.fixture
def box(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Box]]:
    settings.MAIL_IN_HOST = "imap.contoh.id"
    monkeypatch.setattr("imaplib.IMAP4_SSL", Box)
    Box.letters, Box.seen = [], set()
    yield Box
    Box.letters, Box.seen = [], set()


def test_the_mailbox_is_read_once_and_a_kill_repeats_nothing(
    box: type[Box], topic: Topik, member: Anggota
) -> None:
    box.letters = [letter(member, topic), b"x" * (terima.LARGEST + 1), letter(member, topic)]
    assert kotak.poll() == 3
    box.seen.clear()  # as if it was killed before it marked them
    assert kotak.poll() == 3
    assert kotak.poll() == 0
    assert Tanggapan.objects.count() == 1


def test_without_a_mailbox_nothing_is_asked(topic: Topik) -> None:
    assert kotak.poll() == 0


def test_the_command_takes_a_message_from_standard_input(
    topic: Topik,
    member: Anggota,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    class Input:
        buffer = io.BytesIO(letter(member, topic))

    monkeypatch.setattr("sys.stdin", Input)
    assert command.run(argparse.Namespace(imap=False)) == 0
    assert capsys.readouterr().out.strip() == "diterima"


def test_the_address_says_nothing_to_who_changes_it(topic: Topik, member: Anggota) -> None:
    day = clock.today() - timedelta(days=3)
    whole = alamat.address(topic.pk, 7, member.pk, day)
    said = alamat.read(whole.upper())
    assert said == alamat.Tujuan(topic.pk, 7, member.pk, day)
    name, _, host = whole.partition("@")
    assert len(name) <= 64  # what RFC 5321 lets stand before the sign
    start = name.index("+") + 1
    for at in range(start, len(name)):
        for other in set("abcdefghijklmnopqrstuvwxyz234567") - {name[at]}:
            assert alamat.read(f"{name[:at]}{other}{name[at + 1 :]}@{host}") is None
    assert alamat.read(f"{name}a@{host}") is None
    assert alamat.read(f"{name[:-1]}@{host}") is None


def test_the_command_is_known() -> None:
    root = Path(__file__).resolve().parents[2]
    start = "import sys; from upaya.cli import main; sys.exit(main())"
    found = subprocess.run(
        [sys.executable, "-c", start, "surat-masuk", "--help"],
        check=True, capture_output=True, text=True, cwd=root,
    )  # fmt: skip
    assert "masukan baku" in found.stdout
