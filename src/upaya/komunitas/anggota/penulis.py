"""One message of news: its words, and the headers that let a mail program stop it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage

from upaya.core import clock
from upaya.core.crypto import blind_index
from upaya.komunitas import addresses
from upaya.komunitas.anggota import edisi as editions
from upaya.komunitas.anggota import links
from upaya.komunitas.anggota.edisi import Edisi, Isi
from upaya.komunitas.anggota.models import Kabar
from upaya.komunitas.surat_masuk import alamat

_FAREWELL = (
    "Anda lama tidak terlihat di Komunitas praktisi, jadi kabarnya kami hentikan. Kalau masih "
    "ingin, mulai lagi dari halaman di bawah."
)
_ANSWER = "Balas surat ini untuk menanggapi."
_FOOT = "-- \nLebih jarang, atau berhenti:\n"


@cache
def _host() -> str:
    return urlsplit(settings.BASE_URL).hostname or "localhost"


def message_id(masa: str, anggota: int) -> str:
    """The Message-ID of an edition for a member: the same however often it is made."""
    mark = blind_index(f"{masa}|{anggota}", "komunitas:kabar")[:24]
    return f"<kabar.{masa.lower()}.{mark}@{_host()}>"


@dataclass(frozen=True, slots=True)
class Umum:
    """What a message shares with those of other members; `badan` ends where the own page stands."""

    judul: str
    badan: str

    def headers(self) -> dict[str, str]:
        """Headers that are the same for everybody."""
        return {
            "List-Id": f"Komunitas praktisi <komunitas.{_host()}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
            "Precedence": "bulk",
        }


@dataclass(frozen=True, slots=True)
class Surat:
    """One member's message: the shared part, and what is the member's own."""

    umum: Umum
    surel: str
    message_id: str
    halaman: str
    balas: str = ""

    def message(self) -> EmailMessage:
        """As any mail backend takes it."""
        return EmailMessage(
            subject=self.umum.judul,
            body=f"{self.umum.badan}{self.halaman}",
            to=[self.surel],
            reply_to=[self.balas] if self.balas else [],
            headers={
                "Message-ID": self.message_id,
                "List-Unsubscribe": f"<{self.halaman}>",
                **self.umum.headers(),
            },
        )


class Penulis:
    """Writes messages; remembers what an edition tells, so that ten thousand cost one reading."""

    def __init__(self) -> None:
        self._read: dict[str, tuple[Edisi, Isi, Mapping[int, Mapping[int, str]]]] = {}

    def letter(self, row: Kabar) -> Surat | None:
        """The message of a row; None when there is nothing to tell any more."""
        lines = [_FAREWELL] if row.masa[0] == "a" else self._lines(row)
        if not lines:
            return None
        answers = self._reply_to(row)
        shared = "\n\n".join([*lines, *([_ANSWER] if answers else []), _FOOT])
        return Surat(
            umum=Umum(" ".join(self._subject(row).split()), shared),
            surel=row.anggota.surel,
            message_id=row.surat,
            halaman=addresses.news(links.of_news(row.anggota_id)),
            balas=answers,
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

    def _reply_to(self, row: Kabar) -> str:
        """Where an answer becomes a comment: only the news of one comment can be answered."""
        if row.masa[0] != "t":
            return ""
        edition, told, _ = self._edition(row.masa)
        topic = next(iter(told.topik), 0)
        return alamat.address(topic, edition.rujukan, row.anggota_id, clock.today())

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
