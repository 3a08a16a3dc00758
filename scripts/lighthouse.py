#!/usr/bin/env python3
"""Measures pages of the running demo with Lighthouse and says which score below 95.

    scripts/lighthouse.py http://localhost:8000 PATH-OF-LIGHTHOUSE

All four categories on pages for everybody; on those behind the door all but SEO, which is about
search engines. So are the public pages that search engines are asked not to keep: what somebody
types there is about a person.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar
from typing import Any

LEAST = 95
TRIES = 3
ALL = ("performance", "accessibility", "best-practices", "seo")
NO_SEO = ALL[:3]

OPEN = (
    "/",
    "/aturan/naskah/",
    "/aturan/naskah/?naskah=perbup-situbondo-79-2022",
    "/aturan/riwayat/?parameter=insentif_ukm.dasar",
    "/komunitas/",
)
UNLISTED = ("/masuk/", "/surat-miskin/periksa/", "/surat-miskin/saya/", "/kartu-jamkesda/")
MONTH = r"/insentif/\d+/"
BEHIND: tuple[tuple[str, str, str], ...] = (
    ("Operator puskesmas", "/tugas/", ""),
    ("Operator puskesmas", "/insentif/", ""),
    ("Operator puskesmas", "/insentif/", f"{MONTH}|kegiatan/"),
    ("Operator puskesmas", "/insentif/", f"{MONTH}|hasil/"),
    ("Operator puskesmas", "/petugas/", ""),
    ("Petugas", "/slip/", r"/slip/\d+/|"),
    ("Verifikator Dinas Kesehatan", "/tugas/", ""),
    ("Kepala Dinas Kesehatan", "/dasbor/", ""),
    ("Verifikator Dinas Kesehatan", "/bok/", ""),
    ("Auditor", "/audit/", ""),
)
"""Role, page, and where that page leads on: an address on it, and what stands behind that."""

Opener = urllib.request.OpenerDirector


def main(root: str, program: str) -> int:
    """Measure all of them; 1 when one is below."""
    _awake(root)
    low = 0
    for path in OPEN:
        low += _measure(program, root + path, ALL)
    for path in UNLISTED:
        low += _measure(program, root + path, NO_SEO)
    for role, path, on in BEHIND:
        opener, jar = _enter(root, role)
        address = root + (_on(opener, root, path, on) if on else path)
        cookies = "; ".join(f"{one.name}={one.value}" for one in jar)
        low += _measure(program, address, NO_SEO, {"Cookie": cookies})
    return 1 if low else 0


def _awake(root: str) -> None:
    """Wait until the server answers; give up after a minute."""
    for _ in range(120):
        try:
            urllib.request.urlopen(f"{root}/healthz").close()  # noqa: S310 - our own server
        except OSError:
            time.sleep(0.5)
        else:
            return
    raise SystemExit(f"{root} tidak menjawab")


def _enter(root: str, role: str) -> tuple[Opener, CookieJar]:
    """Sign in as a role of the demo, by its button."""
    jar = CookieJar()
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    page = _read(opener, f"{root}/masuk/")
    forms = re.findall(r'<form method="post" action="/masuk/demo/">.*?</form>', page, re.DOTALL)
    form = next(one for one in forms if f">{role}</button>" in one)
    sent = {
        name: re.search(rf'name="{name}" value="([^"]+)"', form)[1]  # type: ignore[index]
        for name in ("csrfmiddlewaretoken", "keanggotaan")
    }
    request = urllib.request.Request(  # noqa: S310 - the address is our own server's
        f"{root}/masuk/demo/", urllib.parse.urlencode(sent).encode(), {"Referer": f"{root}/masuk/"}
    )
    opener.open(request).close()
    return opener, jar


def _on(opener: Opener, root: str, path: str, on: str) -> str:
    found, behind = on.split("|")
    matches = re.findall(rf'href="({found})', _read(opener, root + path))
    if not matches:
        raise SystemExit(f"{path} tidak menautkan {found}")
    return str(matches[-1]) + behind


def _read(opener: Opener, url: str) -> str:
    with opener.open(url) as answer:
        return str(answer.read().decode())


def _measure(
    program: str, url: str, wanted: tuple[str, ...], headers: dict[str, str] | None = None
) -> bool:
    """Whether a page scores below; its scores are printed, and what is wrong with it.

    A page is given three tries: what else a machine does at the time only ever lowers a score.
    """
    for _ in range(TRIES - 1):
        told = _tell(program, url, wanted, headers)
        if told and all(score >= LEAST for score in _scores(told, wanted).values()):
            break
    else:
        told = _tell(program, url, wanted, headers)
    if told is None:
        print(f"GAGAL {url}")
        return True
    scores = _scores(told, wanted)
    low = any(score < LEAST for score in scores.values())
    words = ", ".join(f"{name} {score}" for name, score in scores.items())
    print(f"{'RENDAH' if low else 'ok    '} {url}: {words}", flush=True)
    for name in wanted:
        if scores[name] < LEAST:
            _faults(told, name)
    return low


def _scores(told: dict[str, Any], wanted: tuple[str, ...]) -> dict[str, int]:
    return {name: round((told["categories"][name]["score"] or 0) * 100) for name in wanted}


def _tell(
    program: str, url: str, wanted: tuple[str, ...], headers: dict[str, str] | None
) -> dict[str, Any] | None:
    """What Lighthouse says of a page; None when it could not look."""
    done = subprocess.run(
        [
            program, url, "--quiet", "--output=json", f"--only-categories={','.join(wanted)}",
            "--chrome-flags=--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage",
            f"--extra-headers={json.dumps(headers or {})}",
        ],
        capture_output=True, check=False, text=True,
    )  # fmt: skip
    if done.returncode:
        print(done.stderr.strip()[-400:])
        return None
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _faults(told: dict[str, Any], category: str) -> None:
    for ref in told["categories"][category]["auditRefs"]:
        audit = told["audits"][ref["id"]]
        score = audit.get("score")
        if ref["weight"] and isinstance(score, int | float) and score < 1:
            print(f"         {ref['id']} {score} {audit.get('displayValue', '')}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1].rstrip("/"), sys.argv[2]))
