"""A mail server on this machine for tests and benches: it takes and remembers what it gets."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage


@dataclass
class Letter:
    """One message as it came."""

    sender: str
    recipient: str
    body: bytes

    @property
    def message(self) -> EmailMessage:
        found = message_from_bytes(self.body, policy=policy.default)
        assert isinstance(found, EmailMessage)
        return found

    @property
    def message_id(self) -> str:
        head, _, _ = self.body.partition(b"\r\n\r\n")
        for line in head.split(b"\r\n"):
            if line.lower().startswith(b"message-id:"):
                return line.split(b":", 1)[1].strip().decode()
        return ""


@dataclass
class Server:
    """What arrived; `refuse` gives the answer to a recipient, "" takes it.

    `sender` and `content` are the answers to every sender and to every message.
    """

    port: int = 0
    letters: list[Letter] = field(default_factory=list)
    refuse: Callable[[str], str] = lambda _: ""
    sender: str = "250 ok"
    content: str = "250 diterima"
    after: Callable[[Letter], None] = lambda _: None


class _Handler(socketserver.StreamRequestHandler):
    server: _Tcp
    disable_nagle_algorithm = True

    def handle(self) -> None:
        sender, recipient = "", ""
        self._say("220 siap")
        while line := self.rfile.readline():
            words = line.decode("utf-8", "replace").strip()
            command = words[:4].upper()
            if command == "MAIL":
                recipient = ""
                sender = words.partition(":")[2].split()[0].strip("<>")
                self._say(self.server.state.sender)
            elif command == "RCPT":
                asked = words.partition(":")[2].split()[0].strip("<>")
                refused = self.server.state.refuse(asked)
                recipient = "" if refused else asked
                self._say(refused or "250 ok")
                if refused.startswith("421"):
                    return
            elif command == "DATA" and not recipient:
                self._say("503 tanpa penerima")
            elif command == "DATA":
                self._say("354 teruskan")
                body = self._body()
                if body is None:  # gone in the middle: nothing was sent
                    return
                letter = Letter(sender, recipient, body)
                if self.server.state.content.startswith("2"):
                    self.server.state.letters.append(letter)
                    self.server.state.after(letter)
                self._say(self.server.state.content)
            elif command == "QUIT":
                self._say("221 selesai")
                return
            else:
                self._say("250 ok")

    def _body(self) -> bytes | None:
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                return None
            lines.append(line[1:] if line.startswith(b"..") else line)
        return b"".join(lines)

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


class _Tcp(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    state: Server

    def handle_error(self, request: object, client_address: object) -> None:
        """Whoever is killed while sending leaves a broken connection: that is the test."""


@contextmanager
def serving() -> Iterator[Server]:
    """A server that runs inside."""
    with _Tcp(("127.0.0.1", 0), _Handler) as tcp:
        tcp.state = Server(port=tcp.server_address[1])
        thread = threading.Thread(target=tcp.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield tcp.state
        finally:
            tcp.shutdown()
            thread.join()
