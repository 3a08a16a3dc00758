"""A thousand visits from a phone under faults: a real browser that is killed, the real server.

Each visit is drawn from its own seed: at which events the browser is killed (SIGKILL, up to three
times, at any answer, choice, picture or sending, a drawn part of a second after it was begun, and
opened again on the same profile), where the phone is full, what the network answers to which part,
how it comes to be sent (opening, button, line), whether the scheme changes before, whether a second
tab or a second phone is at it. An answer that the page called stored must stand there when it is
opened again. Then what the server has is counted by phone and by picture, and each visit that
counts is compared with the text that came from its phone.

Prints how many visits were judged, lost, doubled and silently merged; fails when one was, when one
did not come to its end, or when there are visits left. What is done is remembered in KUNJUNGAN_DIR
(default: a folder among the temporary files; in memory it is faster), so that a run that was
stopped goes on; a visit that did not come to its end or failed is drawn again from its seed, and
its first outcome is printed beside. KUNJUNGAN_BANYAK says up to which visit (1,000), KUNJUNGAN_DARI
from which (0), so that several runs, each with a folder of its own, share the thousand;
KUNJUNGAN_DETIK how long this run may take (900), KUNJUNGAN_PERAMBAN another browser than chromium.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import suppress
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
_KEPT = Path(tempfile.gettempdir()) / "upaya-bench-kunjungan"
HERE = Path(os.environ.get("KUNJUNGAN_DIR", _KEPT)).resolve()
VISITS = range(
    int(os.environ.get("KUNJUNGAN_DARI", "0")), int(os.environ.get("KUNJUNGAN_BANYAK", "1000"))
)
SECONDS = float(os.environ.get("KUNJUNGAN_DETIK", "900"))
HERE.mkdir(parents=True, exist_ok=True)
os.environ |= {"UPAYA_DATA": str(HERE / "data"), "UPAYA_DEMO": "1", "UPAYA_LOG": "ERROR"}
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "upaya.settings")
sys.path.insert(0, str(ROOT))

import django  # noqa: E402 - after the settings are named

django.setup()
django.conf.settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"

from playwright.sync_api import Error, expect, sync_playwright  # noqa: E402

from tests.browser.handset import PATIENCE, Handset, free_port  # noqa: E402
from tests.browser.visits import DRAWS, SEED, one_visit  # noqa: E402
from tests.factories import numbers  # noqa: E402
from tests.factories.miskol import Team, make_request, make_village  # noqa: E402
from upaya.commands.migrate import migrate  # noqa: E402
from upaya.rules.supermiskol import road  # noqa: E402
from upaya.supermiskol.permohonan.models import Permohonan  # noqa: E402

WRONG = ("hilang", "ganda", "tergabung", "macet")


def server() -> tuple[subprocess.Popen[bytes], str]:
    """`upaya serve` on the data of this run."""
    port = free_port()
    program = str(Path(sys.executable).with_name("upaya"))
    command = [program, "serve", "--port", str(port), "--tanpa-pekerja", "--proses", "1"]
    made = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    url = f"http://localhost:{port}"
    for _ in range(1_200):
        with suppress(OSError), urllib.request.urlopen(f"{url}/readyz"):  # noqa: S310 - this machine
            return made, url
        time.sleep(0.1)
    raise SystemExit("peladen tidak menjawab")


def remembered(state: Path) -> dict[str, Any]:
    """What the runs before this one did; nothing when they were drawn from another seed.

    `hasil` has the outcome by visit, `ulang` each outcome that another one took the place of.
    """
    start = int(time.time()) % 900_000 * 1_000  # of names and numbers, behind those before
    empty = {"benih": [SEED, DRAWS], "angka": start, "detik": 0, "hasil": {}, "ulang": []}
    with suppress(OSError, ValueError):
        kept: dict[str, Any] = json.loads(state.read_text())
        if kept.get("benih") == empty["benih"]:
            return kept
    return empty


def failed(found: dict[str, int]) -> bool:
    """Whether a visit is not as it has to be."""
    return any(found.get(name) for name in WRONG)


def portion(done: dict[str, Any], state: Path, url: str, until: float) -> None:
    """As many visits as this run has time for; each is remembered when it was judged."""
    expect.set_options(timeout=PATIENCE)
    left = [
        number for number in VISITS
        if str(number) not in done["hasil"] or failed(done["hasil"][str(number)])
    ]  # fmt: skip
    with sync_playwright() as play:
        village = make_village()
        team = Team(village)
        roles = (road.SURVEYOR, road.OPERATOR_DESA)
        hands = [
            Handset(play.chromium, HERE / f"ponsel{place}", url, team.members[role])
            for place, role in enumerate(roles)
        ]
        try:
            for number in left:
                begun = time.monotonic()
                if begun > until:
                    break
                before = done["hasil"].get(str(number))
                if before is not None:
                    done["ulang"].append([number, before])
                done["hasil"][str(number)] = attempt(
                    number, make_request(village, road.DIKONFIRMASI), hands
                )
                done["angka"] = numbers.next_number()
                done["detik"] += time.monotonic() - begun
                beside = state.with_suffix(".baru")
                beside.write_text(json.dumps(done))
                beside.replace(state)
        finally:
            for hand in hands:
                hand.stop()


def attempt(number: int, case: Permohonan, hands: list[Handset]) -> dict[str, int]:
    """The outcome of one visit; one that does not come to its end costs its phones their store."""
    try:
        found = one_visit(number, case, hands)
    except (Error, AssertionError) as fault:
        print(f"kunjungan {number} macet: {str(fault)[:600]}", flush=True)
        for hand in hands:
            hand.forget()
        return {"macet": 1}
    if failed(found):
        print(f"kunjungan {number}, {case.tiket}: {found}", flush=True)
    return found


def told(done: dict[str, Any]) -> bool:
    """Print what was found; True when everything was judged and nothing is wrong."""
    found = [one for number, one in done["hasil"].items() if int(number) in VISITS]
    total = {
        name: sum(one.get(name, 0) for one in found)
        for name in ("ponsel", "mati", "gangguan", "penuh", *WRONG)
    }
    whole = len(found) - total["macet"]
    each = done["detik"] / max(1, len(done["hasil"]))
    print(
        f"{whole} dari {len(VISITS)} kunjungan dinilai, {total['ponsel']} ponsel, {total['mati']} "
        f"kali peramban dimatikan, {total['gangguan']} gangguan jaringan, {total['penuh']} kali "
        f"penuh; {each:.1f} detik per kunjungan\n"
        f"hilang {total['hilang']}, ganda {total['ganda']}, tergabung diam-diam "
        f"{total['tergabung']}, macet {total['macet']}"
    )
    for number, before in done["ulang"]:
        print(f"kunjungan {number} dinilai ulang, sebelumnya {before}")
    return whole == len(VISITS) and not any(total[name] for name in WRONG)


def main() -> int:
    """Go on where the last run stopped."""
    state = HERE / "keadaan.json"
    done = remembered(state)
    migrate()
    process, url = server()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # no server is left behind
    numbers.start_at(done["angka"])
    try:
        portion(done, state, url, time.monotonic() + SECONDS)
    finally:
        process.terminate()
        process.wait()
    whole = told(done)
    if any(str(number) not in done["hasil"] for number in VISITS):
        print(f"Belum selesai: jalankan lagi, keadaannya di {state}")
    return int(not whole)


if __name__ == "__main__":
    sys.exit(main())
