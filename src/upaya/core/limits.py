"""How often an address may ask for a public page: counted in the cache that all processes share."""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address, ip_network

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest

_IPV6_HOME = 64
"""Bits of an IPv6 address that one household or office has; the rest it chooses itself."""


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `amount` requests of one address within `seconds`, for pages called `name`."""

    name: str
    amount: int
    seconds: int

    def spend(self, request: HttpRequest, about: str = "") -> bool:
        """Count this request; False when the address has used up what it may.

        With `about`, what is asked about is counted instead of who asks: guesses at one thing from
        many addresses are guesses at one thing.

        Windows follow one another without overlap, so that at worst twice the amount passes around
        their border. Two processes may count one request less between them; none is lost for long.
        """
        window = int(time.time()) // self.seconds
        key = f"batas:{self.name}:{window}:{_hash(about) if about else _who(request)}"
        cache.add(key, 0, self.seconds)
        try:
            return cache.incr(key) <= self.amount
        except ValueError:  # the window ended between the two lines
            return True


def _who(request: HttpRequest) -> str:
    """A keyless hash of the address: nobody reads addresses in the cache by chance."""
    text = get_adapter().get_client_ip(request)
    try:
        address = ip_address(text)
    except ValueError:
        network = text
    else:
        wide = isinstance(address, IPv6Address)
        network = str(ip_network(f"{address}/{_IPV6_HOME}", strict=False)) if wide else text
    return _hash(network)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()[:32]
