"""A thousand visits from a phone under faults: a real browser that is killed, the real server.

Each visit is drawn from its own seed: where the browser is killed (SIGKILL, up to three times, and
opened again on the same profile), what the network answers, whether the scheme changes before it is
sent, whether a second tab or a second phone is at it. Then what the server has is counted by phone
and by picture, and each visit that counts is compared with the text that came from its phone.

Prints how many visits were lost, doubled and silently merged; fails when one was. What is done is
remembered in KUNJUNGAN_DIR (default var/bench-kunjungan), so that a run that was stopped goes on.
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
import time
import urllib.request
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
HERE = Path(os.environ.get("KUNJUNGAN_DIR", ROOT / "var" / "bench-kunjungan")).resolve()
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

from playwright.sync_api import Error, Playwright, expect, sync_playwright  # noqa: E402

from tests.browser.lapangan import FAULTS, SEND, Phone  # noqa: E402
from tests.chromium import _ARGUMENTS  # noqa: E402
from tests.factories import numbers  # noqa: E402
from tests.factories.miskol import SKEMA, Team, make_request, make_village  # noqa: E402
from upaya.akun.models import Membership  # noqa: E402
from upaya.rules.supermiskol import road  # noqa: E402
from upaya.supermiskol.kunjungan.models import Kunjungan  # noqa: E402
from upaya.supermiskol.kunjungan.models_ponsel import KirimanPonsel  # noqa: E402
from upaya.supermiskol.permohonan.models import Permohonan  # noqa: E402
from upaya.supermiskol.skema.models import SkemaKabupaten  # noqa: E402

STEPS = ("begin", "half", "rest", "photo", "finish")
CONTINUE = "Lanjutkan kunjungan"


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

    def go_on(self) -> None:
        """Into the visit that was begun, when the page shows the list."""
        found = self.phone.page.get_by_role("button", name=CONTINUE)
        if found.count():
            found.first.click()


def fill(hand: Handset, case: Permohonan, draw: Random, kills: set[str]) -> None:
    """A whole visit up to its end; after the steps named in `kills` the browser is killed."""
    given = {one.kode: draw.choice(sorted(one.pilihan)) for one in SKEMA.dihitung}
    middle = draw.randrange(1, len(SKEMA.dihitung))
    for step in STEPS:
        phone = hand.phone
        if step == "begin":
            phone.begin(case.nama)
            expect(phone.page.locator("fieldset").first).to_be_visible()
        elif step == "half":
            phone.answer(last=middle, given=given)
        elif step == "rest":
            phone.answer(first=middle, given=given)
        elif step == "photo":
            phone.photograph()
        else:
            phone.finish()
        if step in kills:
            hand.kill()
            if step != "finish":
                hand.phone.page.get_by_role("button", name=CONTINUE).click()


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
    kills = set(draw.sample(STEPS, draw.choice((0, 0, 1, 2, 3))))
    faults = draw.sample(sorted(FAULTS), draw.randrange(0, 4))
    two_phones, two_tabs = draw.random() < 0.15, draw.random() < 0.15  # noqa: PLR2004 - shares
    used = hands if two_phones else hands[:1]
    for hand in used:  # both take the family along before either sends
        hand.phone.page.reload()
        expect(hand.phone.page.get_by_text(case.nama)).to_be_visible()
    for hand in used:
        hand.phone.context.route(SEND, FAULTS["putus"][0])
        fill(hand, case, draw, kills if hand is hands[0] else set())
    if draw.random() < 0.1:  # noqa: PLR2004 - a share
        new_scheme(case.kabupaten_id)
    for hand in used:
        deliver(hand, faults, two_tabs=two_tabs)
    return judged(case, len(used))


def deliver(hand: Handset, faults: list[str], *, two_tabs: bool) -> None:
    """Sent through every fault, then through an open line."""
    context = hand.phone.context
    for name in faults:
        context.unroute(SEND)
        context.route(SEND, FAULTS[name][0])
        hand.phone.page.reload()
        hand.phone.page.wait_for_timeout(150)
    context.unroute(SEND)
    twin = hand.phone.open() if two_tabs else None
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
        if one.kunjungan_id is not None
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


def main() -> int:
    """Go on where the last run stopped."""
    from django.core.management import call_command  # noqa: PLC0415 - after setup

    state = HERE / "keadaan.json"
    done: dict[str, Any] = (
        json.loads(state.read_text()) if state.exists()
        else {"selesai": 0, "hilang": 0, "ganda": 0, "tergabung": 0, "ponsel": 0, "gagal": []}
    )  # fmt: skip
    call_command("migrate", verbosity=0)
    process, url = server()
    started = time.monotonic()
    # Names and numbers of this run stand behind those of the runs before it.
    numbers.start_at(int(time.time()) % 900_000 * 1_000)
    try:
        with sync_playwright() as play:
            village = make_village()
            team = Team(village)
            hands = [
                Handset(play, f"ponsel{n}", url, team.members[role])
                for n, role in enumerate((road.SURVEYOR, road.OPERATOR_DESA))
            ]
            while done["selesai"] < VISITS and time.monotonic() - started < SECONDS:
                case = make_request(village, road.DIKONFIRMASI)
                found = one_visit(done["selesai"], case, hands)
                if any(found[name] for name in ("hilang", "ganda", "tergabung")):
                    done["gagal"].append(done["selesai"])
                for name, count in found.items():
                    done[name] += count
                done["selesai"] += 1
                state.write_text(json.dumps(done))
            for hand in hands:
                hand.stop()
    finally:
        process.terminate()
        process.wait()
    print(f"{done['selesai']} dari {VISITS} kunjungan, {done['ponsel']} ponsel")
    print(
        f"hilang {done['hilang']}, ganda {done['ganda']}, tergabung diam-diam {done['tergabung']}"
    )
    return int(bool(done["hilang"] or done["ganda"] or done["tergabung"]))


if __name__ == "__main__":
    sys.exit(main())
