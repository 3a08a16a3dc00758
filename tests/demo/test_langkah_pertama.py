"""From the home page to the first useful result, by nothing but what stands on the pages.

Each journey is a person who knows no address: what they press is read from the page before, and
a page is useful when it shows what they came for. Three presses are allowed, signing in included.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from urllib.parse import urljoin

import pytest
from django.test import Client

from upaya.insentif.bulan.models import Pengajuan

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.demo_world,
    pytest.mark.budget(8, "the first pages of a process compile their templates"),
]

MOST = 3
_LINK = re.compile(r"<a\b[^>]*\shref=\"([^\"]*)\"[^>]*>(.*?)</a>", re.DOTALL)
_DEMO = re.compile(r'<form method="post" action="/masuk/demo/">.*?</form>', re.DOTALL)
_TASK = re.compile(r'<li class="task">.*?<a href="([^"]+)"', re.DOTALL)
_SIGN_IN = "Masuk sebagai petugas"


@dataclass(frozen=True, slots=True)
class Journey:
    """Who; what they press (a role of the demo stands for its button, FIRST for the first task)."""

    who: str
    presses: tuple[str, ...]
    found: str
    role: str = ""


FIRST = "tugas pertama"
JOURNEYS = (
    Journey(
        "warga, kepesertaan",
        ("Mengecek kepesertaan Jamkesda",),
        'name="nik"',
    ),
    Journey(
        "warga, pengaduan",
        ("Mengadu atau bertanya tentang Jamkesda",),
        "<textarea",
    ),
    Journey("warga, surat", ("Memeriksa keaslian surat miskin",), "Periksa surat miskin"),
    Journey("warga, diskusi", ("Membaca dan menanggapi diskusi",), "Sedang dibahas"),
    Journey("operator desa", (_SIGN_IN, FIRST), "<h1>Surat miskin", "Operator desa"),
    Journey("operator puskesmas", (_SIGN_IN, FIRST), "temuan", "Operator puskesmas"),
    Journey("bendahara puskesmas", (_SIGN_IN, FIRST), "Rp", "Bendahara Pengeluaran Pembantu"),
    Journey("loket rumah sakit", (_SIGN_IN, FIRST), "<h1>Surat jaminan", "Petugas pendaftaran PPK"),
    Journey(
        "moderator",
        (_SIGN_IN, "Putuskan tanggapan tamu komunitas."),
        "Tanggapan tamu",
        "Admin Dinas Kesehatan",
    ),
    Journey("Dinas", (_SIGN_IN, FIRST), "Setujui", "Verifikator Dinas Kesehatan"),
    Journey(
        "kementerian", (_SIGN_IN, "Buka rangkuman nasional"), "Penyerapan BOK", "Pengamat nasional"
    ),
    Journey("auditor", (_SIGN_IN, "Jejak audit"), "siapa berbuat apa", "Auditor"),
)


@pytest.mark.parametrize("journey", JOURNEYS, ids=lambda one: one.who)
def test_a_stranger_finds_the_first_useful_page(journey: Journey) -> None:
    assert Pengajuan.objects.exists()
    client, page, at, presses = Client(), _read(Client(), "/"), "/", 0
    for word in journey.presses:
        at = urljoin(at, _address(page, word))
        page, presses = _read(client, at), presses + 1
        if word == _SIGN_IN:
            page, at, presses = _enter(client, page, journey.role), "/tugas/", presses + 1
    head = re.search(r"<h1.*?</h1>", page, re.DOTALL)
    assert journey.found in page, (at, head and head[0])
    assert presses <= MOST


def _read(client: Client, address: str) -> str:
    answer = client.get(address, follow=True)
    assert answer.status_code == 200, address
    return answer.content.decode()


def _address(page: str, word: str) -> str:
    if word == FIRST:
        found = _TASK.search(page)
        assert found is not None, "tidak ada tugas"
        return html.unescape(found[1])
    said = {_words(text): address for address, text in reversed(_LINK.findall(page))}
    assert word in said, f"{word}: {sorted(said)}"
    return html.unescape(str(said[word]))


def _words(text: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", text)).split())


def _enter(client: Client, page: str, role: str) -> str:
    form = next(one for one in _DEMO.findall(page) if f">{role}</button>" in one)
    held = re.search(r'name="keanggotaan" value="(\d+)"', form)
    assert held is not None
    answer = client.post("/masuk/demo/", {"keanggotaan": held[1]}, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()
