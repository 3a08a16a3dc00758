"""What a browser does: look for the number that a challenge asks for."""

from __future__ import annotations

import hashlib
from itertools import count

from upaya.core.tantangan import Tantangan


def solved(asked: Tantangan) -> dict[str, str]:
    """A fresh challenge with its answer, as a form sends them."""
    challenge = asked.new()
    for number in count():
        digest = hashlib.sha256(f"{challenge}|{number}".encode()).digest()
        if int.from_bytes(digest, "big") >> (256 - asked.bits) == 0:
            return {"tantangan": challenge, "jawaban": str(number)}
    raise AssertionError
