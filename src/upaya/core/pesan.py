"""Where messages to the next page wait: a cookie that no neighbour of the domain can set."""

from __future__ import annotations

from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage


class HostCookieStorage(CookieStorage):
    """Signed as ever, under a name that a browser takes only from this very host over HTTPS."""

    cookie_name = "__Host-messages"


class HostStorage(FallbackStorage):
    """What is too long for a cookie waits in the session."""

    storage_classes = (HostCookieStorage, SessionStorage)
