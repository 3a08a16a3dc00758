"""One message of news as it leaves: its words, and the headers that let a mail program stop it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse

from upaya.core import clock
from upaya.core.crypto import blind_index
from upaya.komunitas.anggota import edisi as editions
from upaya.komunitas.anggota import links
from upaya.komunitas.anggota.edisi import Edisi, Isi
from upaya.komunitas.anggota.models import Kabar
from upaya.komunitas.surat_masuk import alamat

_FAREWELL = (
    "Anda lama tidak terlihat di Komunitas praktisi, jadi kabarnya kami hentikan. Kalau masih "
    "ingin, pilih lagi seberapa sering pada halaman di bawah."
)


@cache
def _host() -> str:
    return urlsplit(settings.BASE_URL).hostname or "localhost"


def message_id(masa: str, anggota: int) -> str:
    """The Message-ID of an edition for a member: the same however often it is made."""
    mark = blind_index(f"{masa}|{anggota}", "komunitas:kabar")[:24]
    return f"<kabar.{masa.lower()}.{mark}@{_host()}>"


class Penulis:
    """Writes messages; remembers what an edition tells, so that ten thousand cost one reading."""

    def __init__(self) -> None:
        self._read: dict[str, tuple[Edisi, Isi, Mapping[int, Mapping[int, str]]]] = {}

    def letter(self, row: Kabar) -> EmailMessage | None:
        """The message of a row; None when there is nothing to tell any more."""
        member = row.anggota
        lines = [_FAREWELL] if row.masa[0] == "a" else self._lines(row)
        if not lines:
            return None
        page = settings.BASE_URL + reverse("komunitas:kabar", args=[links.of_news(member.pk)])
        answers = self._reply_to(row)
        body = "\n\n".join(
            [
                *lines,
                *(["Balas surat ini untuk menanggapi."] if answers else []),
                f"-- \nLebih jarang, atau berhenti: {page}",
            ]
        )
        return EmailMessage(
            subject=" ".join(self._subject(row).split()),
            body=body,
            to=[member.surel],
            reply_to=answers,
            headers={
                "Message-ID": row.surat,
                "List-Id": f"Komunitas praktisi <komunitas.{_host()}>",
                "List-Unsubscribe": f"<{page}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
                "Auto-Submitted": "auto-generated",
                "Precedence": "bulk",
            },
        )

    def _edition(self, masa: str) -> tuple[Edisi, Isi, Mapping[int, Mapping[int, str]]]:
        if masa not in self._read:
            edition = editions.called(masa)
            told = editions.content(edition)
            self._read[masa] = (edition, told, editions.own_choices(told))
        return self._read[masa]

    def _subject(self, row: Kabar) -> str:
        if row.masa[0] == "a":
            return "Komunitas praktisi: kabar Anda kami hentikan"
        return self._edition(row.masa)[1].judul

    def _reply_to(self, row: Kabar) -> list[str]:
        """Where an answer becomes a comment: only the news of one comment can be answered."""
        if row.masa[0] != "t":
            return []
        edition, told, _ = self._edition(row.masa)
        topic = next(iter(told.topik), 0)
        found = alamat.address(topic, edition.rujukan, row.anggota_id, clock.today())
        return [found] if found else []

    def _lines(self, row: Kabar) -> list[str]:
        edition, told, other = self._edition(row.masa)
        whole = row.anggota.frekuensi in edition.readers
        chosen = other.get(row.anggota_id, {})
        usual = edition.frekuensi if whole else ""
        topics = [
            text
            for topic, text in told.topik.items()
            if chosen.get(topic, usual) == edition.frekuensi
        ]
        return [*(told.hasil if whole else []), *topics]
