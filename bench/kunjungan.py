"""A thousand visits from a phone under faults: a real browser that is killed, the real server.

Each visit is drawn from its own seed: at which events the browser is killed (SIGKILL, up to three
times, at any answer, choice, picture or sending, a drawn part of a second after it was begun, and
opened again on the same profile), what the network answers, whether the scheme changes before it is
sent, whether a second tab or a second phone is at it. An answer that the page called stored must
stand there when it is opened again. Then what the server has is counted by phone and by picture,
and each visit that counts is compared with the text that came from its phone.

Prints how many visits were judged, lost, doubled and silently merged; fails when one was, when one
did not come to its end, or when there are visits left. What is done is remembered in KUNJUNGAN_DIR
(default: a folder among the temporary files), so that a run that was stopped goes on.
KUNJUNGAN_BANYAK says up to which visit (1,000), KUNJUNGAN_DETIK how long this run may take (900).
"""

import hashlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
_KEPT = Path(tempfile.gettempdir()) / "upaya-bench-kunjungan"
HERE = Path(os.environ.get("KUNJUNGAN_DIR", _KEPT)).resolve()
SEED, VISITS = 15, int(os.environ.get("KUNJUNGAN_BANYAK", "1000"))
SECONDS = float(os.environ.get("KUNJUNGAN_DETIK", "900"))
HERE.mkdir(parents=True, exist_ok=True)
os.environ |= {"UPAYA_DATA": str(HERE / "data"), "UPAYA_DEMO": "1", "UPAYA_LOG": "ERROR"}
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "upaya.settings")
sys.path.insert(0, str(ROOT))

import django  # noqa: E402 - after the settings are named

django.setup()
django.conf.settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"

from playwright.sync_api import (  # noqa: E402
    Error,
    FilePayload,
    Locator,
    Page,
    Playwright,
    expect,
    sync_playwright,
)

from tests.browser.lapangan import FAULTS, SEND, Phone  # noqa: E402
from tests.chromium import _ARGUMENTS  # noqa: E402
from tests.factories import numbers  # noqa: E402
from tests.factories.miskol import SKEMA, Team, make_request, make_village, picture  # noqa: E402
from upaya.akun.models import Membership  # noqa: E402
from upaya.rules.supermiskol import road  # noqa: E402
from upaya.supermiskol.kunjungan.models import Kunjungan  # noqa: E402
from upaya.supermiskol.kunjungan.models_ponsel import KirimanPonsel  # noqa: E402
from upaya.supermiskol.permohonan.models import Permohonan  # noqa: E402
from upaya.supermiskol.skema.models import SkemaKabupaten  # noqa: E402

CONTINUE, BEGIN = "Lanjutkan kunjungan", "Mulai kunjungan"
CODES = tuple(one.kode for one in SKEMA.dihitung)
PEOPLE = ("Petugas desa", "Tim Pemburu Kemiskinan")
EVENTS = (BEGIN, *CODES, "foto", *PEOPLE, "selesai")
"""What somebody does at a house, in order; after each the browser may be gone."""
LONGEST = 0.25
"""Seconds between an event and the kill at most: what it does to the store is over by then."""


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def server() -> tuple[subprocess.Popen[bytes], str]:
    """`upaya serve` on the data of this run."""
    port = free_port()
    program = str(Path(sys.executable).with_name("upaya"))
    command = [program, "serve", "--port", str(port), "--tanpa-pekerja", "--proses", "1"]
    made = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    url = f"http://localhost:{port}"
    for _ in range(600):
        with suppress(OSError), urllib.request.urlopen(f"{url}/readyz"):  # noqa: S310 - this machine
            return made, url
        time.sleep(0.1)
    raise SystemExit("peladen tidak menjawab")


class Handset:
    """One phone: a browser with its profile, that can be killed and started again."""

    def __init__(self, play: Playwright, name: str, url: str, who: Membership) -> None:
        self.play, self.url, self.who = play, url, who
        self.profile = HERE / name
        self.held = False
        shutil.rmtree(self.profile, ignore_errors=True)
        self.start()

    def start(self) -> None:
        """A browser on the profile, and the page of visits in it."""
        port = free_port()
        program = shutil.which("chromium") or "chromium"
        self.process = subprocess.Popen(
            [program, "--headless=new", f"--remote-debugging-port={port}",
             f"--user-data-dir={self.profile}", *_ARGUMENTS, "about:blank"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        for _ in range(200):
            with suppress(OSError, Error):
                browser = self.play.chromium.connect_over_cdp(f"http://127.0.0.1:{port}")
                break
            time.sleep(0.05)
        if self.held:
            browser.contexts[0].route(SEND, FAULTS["putus"][0])
        self.phone = Phone(browser.contexts[0], self.url, self.who)

    def kill(self) -> None:
        """SIGKILL to every process of the browser, then it is opened again."""
        self.stop()
        self.start()

    def stop(self) -> None:
        """The same without opening it."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


class Filling:
    """A whole visit up to its end, whatever happens to the browser on the way."""

    def __init__(self, hand: Handset, case: Permohonan, draw: Random) -> None:
        self.hand, self.case = hand, case
        self.given = {one.kode: draw.choice(sorted(one.pilihan)) for one in SKEMA.dihitung}
        moments = sorted(draw.sample(range(len(EVENTS)), draw.choice((0, 0, 1, 2, 3))))
        self.kills = [(moment, draw.random() * LONGEST) for moment in moments]
        self.shade = draw.randrange(1 << 24)
        self.stored: set[str] = set()
        self.lost = 0

    def run(self) -> int:
        """Until it is finished; how many stored answers were gone after a kill."""
        while self._opened():
            if all(self._event(place, name) for place, name in enumerate(EVENTS[1:], 1)):
                break
        return self.lost

    def _opened(self) -> bool:
        """Into the visit, begun anew when it was not stored; False when it stands finished."""
        page = self.hand.phone.page
        row = page.get_by_role("listitem").filter(has_text=self.case.nama)
        expect(row.first).to_be_visible()
        if row.get_by_role("button", name=CONTINUE).count():
            row.get_by_role("button", name=CONTINUE).click()
        elif row.get_by_role("button", name=BEGIN).count():
            self.lost += len(self.stored)
            if not self._event(0, BEGIN):
                return self._opened()
        else:
            return False
        expect(page.locator("fieldset").first).to_be_visible()
        self.lost += sum(not self._input(page, kode).is_checked() for kode in self.stored)
        return True

    def _input(self, page: Page, kode: str) -> Locator:
        return page.locator(f"input[name='i-{kode}'][value='{self.given[kode]}']")

    def _event(self, place: int, name: str) -> bool:
        """One thing done and waited for; False when the browser was killed on it."""
        page = self.hand.phone.page
        if name in self.stored or (name == "foto" and page.locator(".foto-daftar li").count()):
            return True
        if name == BEGIN:
            self.hand.phone.begin(self.case.nama)
        elif name in self.given:
            self._input(page, name).evaluate("one => one.click()")
        elif name == "foto":
            sent: FilePayload = {
                "name": "rumah.png",
                "mimeType": "image/png",
                "buffer": picture("rumah.png", self.shade).read(),
            }
            page.get_by_label("Foto rumah").set_input_files(sent)
        elif name in PEOPLE:
            page.get_by_label(name, exact=True).select_option(index=1)
        else:
            page.get_by_role("button", name="Selesai, siap dikirim").click()
        if self.kills and self.kills[0][0] == place:
            time.sleep(self.kills.pop(0)[1])
            self.hand.kill()
            return False
        self._waited(page, name)
        return True

    def _waited(self, page: Page, name: str) -> None:
        """Until the page calls it stored."""
        if name in self.given:
            row = page.locator("fieldset").filter(has=page.locator(f"input[name='i-{name}']"))
            expect(row.locator(".lap-mark")).to_have_text("tersimpan")
            self.stored.add(name)
        elif name == "foto":
            expect(page.locator(".foto-daftar li")).to_have_count(1)
        elif name == EVENTS[-1]:
            expect(page.get_by_role("button", name="Kirim dan perbarui")).to_be_visible()


def new_scheme(kabupaten: str) -> None:
    """The scheme in force ends, the next one begins: both on the same content."""
    old = SkemaKabupaten.objects.filter(kabupaten=kabupaten, sampai=None).latest("nomor")
    fields = ("dasar", "status", "mulai", "disusun_oleh", "disusun_pada", "diputus_oleh")
    again = {name: getattr(old, name) for name in (*fields, "diputus_pada", "isi")}
    old.sampai = old.mulai
    old.save(update_fields=["sampai"])
    SkemaKabupaten.objects.create(kabupaten_id=kabupaten, nomor=old.nomor + 1, **again)


def one_visit(number: int, case: Permohonan, hands: list[Handset]) -> dict[str, int]:
    """What was drawn for this visit, done; how many of its parts are lost, doubled, merged."""
    draw = Random(SEED * 1_000_003 + number)
    faults = draw.sample(sorted(FAULTS), draw.randrange(0, 4))
    two_phones, two_tabs = draw.random() < 0.15, draw.random() < 0.15  # noqa: PLR2004 - shares
    used = hands if two_phones else hands[:1]
    for hand in used:  # both take the family along before either sends
        hand.held = True
        hand.phone.context.route(SEND, FAULTS["putus"][0])
        hand.phone.page.reload()
        expect(hand.phone.page.get_by_text(case.nama)).to_be_visible()
    gone = sum(Filling(hand, case, draw).run() for hand in used)
    if draw.random() < 0.1:  # noqa: PLR2004 - a share
        new_scheme(case.kabupaten_id)
    for hand in used:
        deliver(hand, faults, draw, two_tabs=two_tabs)
    found = judged(case, len(used))
    return found | {"hilang": found["hilang"] + gone}


def deliver(hand: Handset, faults: list[str], draw: Random, *, two_tabs: bool) -> None:
    """Sent through every fault, killed on the way as drawn, then through an open line."""
    for name in faults:
        hand.phone.context.unroute(SEND)
        hand.phone.context.route(SEND, FAULTS[name][0])
        hand.phone.page.reload()
        hand.phone.page.wait_for_timeout(150)
    hand.held = False
    hand.phone.context.unroute(SEND)
    twin = hand.phone.open() if two_tabs else None
    for _ in range(draw.choice((0, 0, 1, 2))):
        hand.phone.page.reload(wait_until="commit")
        time.sleep(draw.random() * 2 * LONGEST)
        hand.kill()
        twin = None
    hand.phone.page.reload()
    for _ in range(40):
        if hand.phone.kept["kunjungan"] == 0:
            break
        hand.phone.page.wait_for_timeout(200)
        hand.phone.page.reload()
    if twin is not None:
        twin.close()


def judged(case: Permohonan, phones: int) -> dict[str, int]:
    """Compare what the server has with what was done at the house."""
    sent = list(KirimanPonsel.objects.filter(permohonan=case).prefetch_related("foto"))
    visits = list(Kunjungan.objects.filter(permohonan=case))
    photos = sum(len(one.foto.all()) for one in sent)
    merged = [
        one for one in sent
        if one.kunjungan is not None
        and (one.kunjungan.jawaban, one.kunjungan.skema_id, one.sidik) != (
            json.loads(one.isi)["jawaban"], json.loads(one.isi)["skema"],
            hashlib.sha256(one.isi.encode()).hexdigest(),
        )
    ]  # fmt: skip
    unsaid = sum(one.kunjungan_id is None and not one.sebab for one in sent)
    return {
        "hilang": max(0, phones - len(sent)) + max(0, phones - photos) + (not visits),
        "ganda": max(0, len(sent) - phones) + max(0, photos - phones) + max(0, len(visits) - 1),
        "tergabung": len(merged) + unsaid,
        "ponsel": phones,
    }


def remembered(state: Path) -> dict[str, Any]:
    """What the runs before this one did; nothing when they were drawn from another seed."""
    empty = {
        "benih": SEED, "selesai": 0, "dinilai": 0, "hilang": 0, "ganda": 0, "tergabung": 0,
        "ponsel": 0, "gagal": [], "macet": [],
    }  # fmt: skip
    with suppress(OSError, ValueError):
        kept: dict[str, Any] = json.loads(state.read_text())
        if kept.get("benih") == SEED:
            return empty | kept
    return empty


def portion(done: dict[str, Any], state: Path, url: str, until: float) -> None:
    """As many visits as this run has time for; each is remembered when it was judged."""
    with sync_playwright() as play:
        village = make_village()
        team = Team(village)
        roles = (road.SURVEYOR, road.OPERATOR_DESA)
        hands = [Handset(play, f"ponsel{n}", url, team.members[r]) for n, r in enumerate(roles)]
        while done["selesai"] < VISITS and time.monotonic() < until:
            number = done["selesai"]
            try:
                found = one_visit(number, make_request(village, road.DIKONFIRMASI), hands)
            except (Error, AssertionError) as fault:
                print(f"kunjungan {number} macet: {str(fault).splitlines()[0][:120]}", flush=True)
                done["macet"].append(number)
                for hand in hands:
                    hand.stop()
                    shutil.rmtree(hand.profile, ignore_errors=True)
                    hand.held = False
                    hand.start()
            else:
                if any(found[name] for name in ("hilang", "ganda", "tergabung")):
                    done["gagal"].append(number)
                for name, count in found.items():
                    done[name] += count
                done["dinilai"] += 1
            done["selesai"] = number + 1
            beside = state.with_suffix(".baru")
            beside.write_text(json.dumps(done))
            beside.replace(state)
        for hand in hands:
            hand.stop()


def main() -> int:
    """Go on where the last run stopped."""
    from django.core.management import call_command  # noqa: PLC0415 - after setup

    state = HERE / "keadaan.json"
    done = remembered(state)
    call_command("migrate", verbosity=0)
    process, url = server()
    # Names and numbers of this run stand behind those of the runs before it.
    numbers.start_at(int(time.time()) % 900_000 * 1_000)
    try:
        portion(done, state, url, time.monotonic() + SECONDS)
    finally:
        process.terminate()
        process.wait()
    print(f"{done['dinilai']} dari {VISITS} kunjungan dinilai, {done['ponsel']} ponsel")
    print(
        f"hilang {done['hilang']}, ganda {done['ganda']}, tergabung diam-diam {done['tergabung']}, "
        f"macet {len(done['macet'])}"
    )
    if done["dinilai"] < VISITS:
        print(f"Belum selesai: jalankan lagi, keadaannya di {state}")
    wrong = done["hilang"] or done["ganda"] or done["tergabung"] or done["macet"]
    return int(bool(wrong) or done["dinilai"] < VISITS)


if __name__ == "__main__":
    sys.exit(main())
