"""The way of many messages to a mail server: shared parts written once, a few lines at a time.

Writing a message out costs more than handing it over, and of ten thousand all but four lines are
the same. So the shared part is written once and each member's own lines are put around it.

The server is asked on several connections at once whether it takes a sender and a recipient. The
messages themselves go one after the other, each when the one before was answered and marked:
whoever is killed repeats at most one.

Another mail backend than SMTP, and an address that is not plain, go Django's own way.
"""

from __future__ import annotations

import re
import smtplib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from email.message import Message
from email.quoprimime import body_encode
from email.utils import formatdate, parseaddr
from functools import lru_cache, partial
from typing import cast

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.smtp import EmailBackend

from upaya.komunitas.anggota.penulis import Surat, Umum

LINES = 4
"""Connections of one sender; servers allow about ten from one place."""
_PLAIN = re.compile(r"[A-Za-z0-9._%+'-]{1,64}@[A-Za-z0-9.-]{1,200}")
_DOT = re.compile(rb"^\.", re.MULTILINE)
_OK, _FORWARDED, _GO_ON = 250, 251, 354


@dataclass(slots=True)
class _Line:
    """One connection with the message that it is about to take."""

    server: smtplib.SMTP
    letter: Surat
    fault: OSError | None = None

    def ask(self, command: str, about: str = "") -> None:
        """Put a question; the answer is read later, with those of the other lines."""
        if self.fault is None:
            self.server.putcmd(command, about)

    def hear(self, refusal: Callable[[int, bytes], OSError], *good: int) -> None:
        """Read the answer to it; another than a good one is that refusal."""
        if self.fault is None:
            code, words = self.server.getreply()
            if code not in good:
                self.fault = refusal(code, words)

    def no_recipient(self, code: int, words: bytes) -> OSError:
        """The server does not take mail for this member."""
        return smtplib.SMTPRecipientsRefused({self.letter.surel: (code, words)})

    def hand_over(self) -> OSError | None:
        """The message itself; the line is as before when this comes back."""
        self.ask("DATA")
        self.hear(smtplib.SMTPDataError, _GO_ON)
        if self.fault is None:
            self.server.send(_DOT.sub(b"..", written(self.letter)) + b".\r\n")
            self.hear(smtplib.SMTPDataError, _OK)
        if self.fault is not None:
            self.server.rset()
        return self.fault


class Saluran:
    """The connections, opened with the first message and kept for the next ones."""

    def __init__(self) -> None:
        self._mail = get_connection()
        self._more: list[EmailBackend] = []
        self._most = LINES

    def close(self) -> None:
        """Say goodbye to the server."""
        for one in (self._mail, *self._more):
            one.close()

    def send(self, letters: Sequence[Surat]) -> Iterator[OSError | None]:
        """Hand over each when it is asked for; why it was refused, None when the server has it.

        OSError when there is no server any more or none that takes our sender: this one and the
        following may be tried again.
        """
        for start in range(0, len(letters), LINES):
            some = letters[start : start + LINES]
            if isinstance(self._mail, EmailBackend) and all(
                _PLAIN.fullmatch(one.surel) for one in some
            ):
                yield from self._together(some)
            else:
                yield from map(self._alone, some)

    def _together(self, letters: Sequence[Surat]) -> Iterator[OSError | None]:
        servers = self._servers(len(letters))
        for start in range(0, len(letters), len(servers)):
            some = letters[start : start + len(servers)]
            lines = [_Line(*pair) for pair in zip(servers, some, strict=False)]
            _open(lines)
            for line in lines:
                yield line.hand_over()

    def _servers(self, wanted: int) -> list[smtplib.SMTP]:
        """One connection at least, or OSError; as many more as the server allows."""
        first = cast("EmailBackend", self._mail)
        first.open()
        while len(self._more) + 1 < min(wanted, self._most):
            another = cast("EmailBackend", get_connection())
            try:
                another.open()
            except OSError:  # it takes no more from one place
                self._most = len(self._more) + 1
            else:
                self._more.append(another)
        found = [cast("smtplib.SMTP", one.connection) for one in (first, *self._more)][:wanted]
        for server in found:
            server.ehlo_or_helo_if_needed()
        return found

    def _alone(self, letter: Surat) -> OSError | None:
        try:
            self._mail.open()
            self._mail.send_messages([letter.message()])
        except (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError) as fault:
            return fault
        return None


def _open(lines: Sequence[_Line]) -> None:
    """Bring every line to where a message can follow.

    OSError when the server does not take our sender: that is nobody's address but ours.
    """
    sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    ours = partial(smtplib.SMTPSenderRefused, sender=sender)
    for line in lines:
        form = " BODY=8BITMIME" if line.server.has_extn("8bitmime") else ""
        line.ask("MAIL", f"FROM:<{sender}>{form}")
    for line in lines:
        line.hear(ours, _OK)
    if fault := next((line.fault for line in lines if line.fault is not None), None):
        raise fault
    for line in lines:
        line.ask("RCPT", f"TO:<{line.letter.surel}>")
    for line in lines:
        line.hear(line.no_recipient, _OK, _FORWARDED)


def written(letter: Surat) -> bytes:
    """The message as it goes over the line; `letter.message()` written out says the same."""
    head, body, quoted = _shared(letter.umum)
    own = [
        f"To: {letter.surel}",
        f"Message-ID: {letter.message_id}",
        f"Date: {formatdate(localtime=settings.EMAIL_USE_LOCALTIME)}",
        f"List-Unsubscribe: <{letter.halaman}>",
        *([f"Reply-To: {letter.balas}"] if letter.balas else []),
        "",
    ]
    page = body_encode(letter.halaman, eol="\r\n") if quoted else letter.halaman
    return b"".join(["\r\n".join(own).encode("ascii"), head, body, page.encode("ascii"), b"\r\n"])


@lru_cache(maxsize=256)
def _shared(umum: Umum) -> tuple[bytes, bytes, bool]:
    """Headers that all share, the body up to the own page, and whether it is quoted-printable."""
    made = EmailMessage(umum.judul, umum.badan, headers=umum.headers())
    whole = cast("Message", made.message())
    del whole["Message-ID"], whole["Date"], whole["To"]
    head, _, body = whole.as_bytes(linesep="\r\n").partition(b"\r\n\r\n")  # type: ignore[call-arg] # Django's own
    quoted = str(whole["Content-Transfer-Encoding"]).lower() == "quoted-printable"
    return head + b"\r\n\r\n", body.rstrip(b"\r\n") + b"\r\n", quoted
