"""A page that opens without a line: the same for everybody, kept on the device by its worker."""

from __future__ import annotations

import json
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

_WORKER = Path(__file__).with_name("pekerja.js")
_OURS = "X-Cangkang"
"""Says that this is the shell itself and not what some other network put in its place."""


def page(request: HttpRequest, template: str) -> HttpResponse:
    """A shell: no name, no token, no nonce. Its view lets it start a worker (`worker-src`)."""
    response = render(request, template)
    response["Cache-Control"] = "no-cache"
    response[_OURS] = "1"
    return response


def worker(shell: str, store: str) -> HttpResponse:
    """The worker of the shell at an address, which keeps it in a cache of its own name."""
    said = f"const SHELL = {json.dumps(shell)};\nconst STORE = {json.dumps(store)};\n"
    head = f'"use strict";\n\n{said}'
    return HttpResponse(
        head.encode() + _WORKER.read_bytes(),
        content_type="text/javascript; charset=utf-8",
        headers={
            "Cache-Control": "no-cache",
            "Content-Security-Policy": "default-src 'none'; connect-src 'self'",
        },
    )
