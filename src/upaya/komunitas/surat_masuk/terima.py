"""Taking a message: what it is, whose it is, and the comment that it becomes. Each message once."""

from __future__ import annotations

import hashlib
import logging
import re
from datetime import timedelta
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage
from email.utils import getaddresses
from itertools import islice

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from upaya.core import clock, notifications
from upaya.komunitas.anggota import services as members
from upaya.komunitas.anggota.models import Anggota, Kabar
from upaya.komunitas.diskusi import services
from upaya.komunitas.diskusi.models import LONGEST, Tanggapan, Topik
from upaya.komunitas.surat_masuk import alamat
from upaya.komunitas.surat_masuk.alamat import Tujuan
from upaya.komunitas.surat_masuk.isi import words
from upaya.komunitas.surat_masuk.models import SuratMasuk
from upaya.komunitas.surat_masuk.potong import potong
from upaya.rules.loader import national_book

log = logging.getLogger("upaya.surat")
Hasil = SuratMasuk.Hasil

LARGEST = 2 * 1024 * 1024
"""Bytes of one message: an answer is words; pictures and papers have their place on the page."""
_TO = ("To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To")
_AUTOMATIC = (
    "X-Autoreply",
    "X-Autorespond",
    "X-Auto-Response-Suppress",
    "List-Id",
    "List-Unsubscribe",
)
_NOBODY = re.compile(r"^(?:mailer-daemon|postmaster|no-?reply|bounce)[@+._-]", re.IGNORECASE)
_ID = re.compile(rb"^message-id:\s*(<[^<>\s]{3,200}>)", re.IGNORECASE | re.MULTILINE)
_MOST_IDS = 20
"""Marks that a report may name: those of the report, of what came back, of what that answered."""


def receive(raw: bytes) -> str:
    """Take one message as it came; what became of it. The same again changes nothing."""
    if len(raw) > LARGEST:
        return _remember(_digest(raw[:4096], ""), Hasil.BESAR)
    try:
        message = message_from_bytes(raw, policy=policy.default)
        mark = _digest(raw, _header(message, "Message-ID"))
    except (MessageError, ValueError, LookupError, TypeError, AttributeError, IndexError):
        return _remember(_digest(raw, ""), Hasil.TANDA)
    before = SuratMasuk.objects.filter(sidik=mark).first()
    if before is not None:
        return str(before.hasil)
    assert isinstance(message, EmailMessage)  # noqa: S101 - the policy makes no other
    return _take(message, raw, mark)


def _digest(raw: bytes, message_id: str) -> str:
    said = message_id.strip().encode("utf-8", "replace")
    return hashlib.sha256(said or raw).hexdigest()


def _header(message: EmailMessage, name: str) -> str:
    """A header's text; odd ones lose signs, and those that cannot be read are not there."""
    try:
        return str(message.get(name, "") or "")
    except (MessageError, ValueError, LookupError, TypeError, AttributeError, IndexError):
        return ""


@transaction.atomic
def _take(message: EmailMessage, raw: bytes, mark: str) -> str:
    made, new = SuratMasuk.objects.get_or_create(
        sidik=mark, defaults={"hasil": Hasil.OTOMATIS, "diterima_pada": clock.now()}
    )
    if not new:  # another process has it
        return str(made.hasil)
    made.hasil = _outcome(message, raw, mark)
    made.save(update_fields=["hasil"])
    return str(made.hasil)


def _remember(mark: str, hasil: str) -> str:
    made, _ = SuratMasuk.objects.get_or_create(
        sidik=mark, defaults={"hasil": hasil, "diterima_pada": clock.now()}
    )
    return str(made.hasil)


def _outcome(message: EmailMessage, raw: bytes, mark: str) -> str:
    if message.get_content_type() == "multipart/report":
        return _bounced(raw)
    if _is_automatic(message):
        return Hasil.OTOMATIS
    aim = _aim(message)
    if aim is None:
        return Hasil.TANDA
    member = Anggota.objects.filter(pk=aim.anggota, status=Anggota.Status.AKTIF).first()
    if member is None or members.address_mark(_sender(message)) != member.surel_sidik:
        return Hasil.PENGIRIM
    days = national_book().read("komunitas.hari_surat_balasan", clock.today()).integer
    if aim.hari < clock.today() - timedelta(days=days):
        _tell(member, aim, "Kabar yang Anda balas sudah terlalu lama. Tulis di halamannya.")
        return Hasil.LAMA
    return _said(message, mark, aim, member)


def _said(message: EmailMessage, mark: str, aim: Tujuan, member: Anggota) -> str:
    text = potong(words(message))
    if not text:
        return Hasil.KOSONG
    if len(text) > LONGEST:
        _tell(member, aim, f"Balasan Anda lebih dari {LONGEST} huruf. Bagi menjadi beberapa.")
        return Hasil.DITOLAK
    above = Tanggapan.objects.filter(pk=aim.tanggapan, status=Tanggapan.Status.TERBIT).exists()
    sent = services.Kiriman(
        nama=member.nama, lembaga=member.lembaga, isi=text, tamu="",
        induk=aim.tanggapan if above else None, tantangan=f"surat:{mark}", anggota=member.pk,
    )  # fmt: skip
    try:
        with transaction.atomic():
            services.comment(aim.topik, sent)
    except (ValidationError, Topik.DoesNotExist) as refused:
        sentences = getattr(refused, "messages", ["Topik ini tidak ada lagi."])
        _tell(member, aim, " ".join(sentences))
        return Hasil.DITOLAK
    return Hasil.DITERIMA


def _is_automatic(message: EmailMessage) -> bool:
    """Whether a program wrote it: nobody answers those, so no two programs talk for ever."""
    if _header(message, "Auto-Submitted").strip().lower() not in ("", "no"):
        return True
    if _header(message, "Precedence").strip().lower() in ("bulk", "list", "junk", "auto_reply"):
        return True
    if any(_header(message, name) for name in _AUTOMATIC):
        return True
    return _header(message, "Return-Path").strip() == "<>" or bool(_NOBODY.match(_sender(message)))


def _sender(message: EmailMessage) -> str:
    found = getaddresses([_header(message, "From")])
    return found[0][1] if len(found) == 1 else ""


def _aim(message: EmailMessage) -> Tujuan | None:
    for name in _TO:
        try:
            lines = [str(value) for value in message.get_all(name, [])]
        except (MessageError, ValueError, LookupError, TypeError, AttributeError, IndexError):
            continue
        for line in lines:
            found = alamat.read(line)
            if found is not None:
                return found
    return None


def _bounced(raw: bytes) -> str:
    """A report that a message of ours did not arrive: counted once for that message's member."""
    allowed = national_book().read("komunitas.pantulan_berhenti", clock.today()).integer
    found = islice(_ID.finditer(raw), _MOST_IDS)
    marks = {one.group(1).decode("ascii", "replace") for one in found}
    row = Kabar.objects.filter(surat__in=marks).order_by("pk").first()
    if row is None:
        return Hasil.OTOMATIS
    members.bounced(row.anggota_id, allowed)
    return Hasil.PANTULAN


def _tell(member: Anggota, aim: Tujuan, words_: str) -> None:
    """Say to the member, at the proven address alone, why an answer did not appear."""
    topic = Topik.objects.filter(pk=aim.topik).select_related("periode").first()
    at = ("komunitas:topik", [topic.periode.kode, topic.nomor]) if topic else None
    path = reverse(at[0], args=at[1]) if at else reverse("komunitas:tentang")
    subject = "Komunitas praktisi: balasan Anda belum terbit"
    notifications.send([member.surel], subject=subject, lines=[words_], path=path)
