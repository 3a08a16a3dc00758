"""A thousand visits from a phone under faults: a real browser that is killed, the real server.

Each visit is drawn from its own seed: at which events the browser is killed (SIGKILL, up to three
times, at any answer, choice, picture or sending, a drawn part of a second after it was begun, and
opened again on the same profile), what the network answers to which part, how it comes to be sent
(opening, button, line), whether the scheme changes before, whether a second tab or a second phone
is at it. An answer that the page called stored must stand there when it is opened again. Then what
the server has is counted by phone and by picture, and each visit that counts is compared with the
text that came from its phone.

Prints how many visits were judged, lost, doubled and silently merged; fails when one was, when one
did not come to its end, or when there are visits left. What is done is remembered in KUNJUNGAN_DIR
(default: a folder among the temporary files; in memory it is faster), so that a run that was
stopped goes on; a visit that did not come to its end or failed is drawn again from its seed, and
its first outcome is printed beside. KUNJUNGAN_BANYAK says up to which visit (1,000),
KUNJUNGAN_DETIK how long this run may take (900), KUNJUNGAN_PERAMBAN another browser than chromium.
"""

import hashlib
import json
import os
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
DRAWS = 2
"""Grows when a visit draws in another order: what was judged before is then another thousand."""
SECONDS = float(os.environ.get("KUNJUNGAN_DETIK", "900"))
HERE.mkdir(parents=True, exist_ok=True)
os.environ |= {"UPAYA_DATA": str(HERE / "data"), "UPAYA_DEMO": "1", "UPAYA_LOG": "ERROR"}
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "upaya.settings")
sys.path.insert(0, str(ROOT))

import django  # noqa: E402 - after the settings are named

django.setup()
django.conf.settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"

from playwright.sync_api import Error, FilePayload, Page, expect, sync_playwright  # noqa: E402

from tests.browser.handset import PATIENCE, WAYS, Handset, free_port  # noqa: E402
from tests.browser.lapangan import FAULTS  # noqa: E402
from tests.factories import numbers  # noqa: E402
from tests.factories.miskol import SKEMA, Team, make_request, make_village, picture  # noqa: E402
from upaya.commands.migrate import migrate  # noqa: E402
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
WRONG = ("hilang", "ganda", "tergabung", "macet")
PRESS = """([name, value]) =>
  document.querySelector(`input[name='i-${name}'][value='${value}']`).click()"""
ANSWER = """async ([given, patience]) => {
  for (const [name, value] of given) {
    const input = document.querySelector(`input[name='i-${name}'][value='${value}']`);
    const mark = input.closest("fieldset").querySelector(".lap-mark");
    const end = Date.now() + patience;
    input.click();
    while (mark.textContent !== "tersimpan") {
      if (Date.now() > end) throw new Error(`${name} tidak tersimpan`);
      await new Promise((done) => setTimeout(done, 4));
    }
  }
}"""
"""Each answer once the one before it is called stored."""
MISSING = """(given) => given.filter(([name, value]) =>
  !document.querySelector(`input[name='i-${name}'][value='${value}']`)?.checked).length"""


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


class Filling:
    """A whole visit up to its end, whatever happens to the browser on the way."""

    def __init__(self, hand: Handset, case: Permohonan, draw: Random) -> None:
        self.hand, self.case = hand, case
        self.given = {one.kode: draw.choice(sorted(one.pilihan)) for one in SKEMA.dihitung}
        moments = sorted(draw.sample(range(len(EVENTS)), draw.choice((0, 0, 1, 2, 3))))
        self.kills = [(moment, draw.random() * LONGEST) for moment in moments]
        self.shade = draw.randrange(1 << 24)
        self.stored: list[str] = []
        self.lost = 0

    def run(self) -> int:
        """Until it is finished; how many stored answers were gone after a kill."""
        while self._opened():
            if self._answered() and all(
                self._event(place, name) for place, name in enumerate(EVENTS) if place > len(CODES)
            ):
                break
        return self.lost

    def _opened(self) -> bool:
        """Into the visit, begun anew when it was not stored; False when it stands finished."""
        page = self.hand.page
        row = page.get_by_role("listitem").filter(has_text=self.case.nama).first
        row.wait_for()
        if row.get_by_role("button", name=CONTINUE).count():
            row.get_by_role("button", name=CONTINUE).click()
        elif row.get_by_role("button", name=BEGIN).count():
            self.lost += len(self.stored)
            if not self._event(0, BEGIN):
                return self._opened()
        else:
            return False
        page.locator("fieldset").first.wait_for()
        self.lost += page.evaluate(MISSING, [(name, self.given[name]) for name in self.stored])
        return True

    def _answered(self) -> bool:
        """Every answer up to the next kill, waited for; False when that was on an answer."""
        fatal = self.kills[0][0] if self.kills else len(EVENTS)
        names = [name for name in CODES if name not in self.stored]
        safe = [name for name in names if EVENTS.index(name) < fatal]
        wanted = [(name, self.given[name]) for name in safe]
        self.hand.page.evaluate(ANSWER, [wanted, PATIENCE])
        self.stored += safe
        if len(safe) == len(names):
            return True
        return self._event(fatal, EVENTS[fatal])

    def _event(self, place: int, name: str) -> bool:
        """One thing done and waited for; False when the browser was killed on it."""
        page = self.hand.page
        if name == "foto" and page.locator(".foto-daftar li").count():
            return True
        self._do(page, name)
        if self.kills and self.kills[0][0] == place:
            time.sleep(self.kills.pop(0)[1])
            self.hand.kill()
            return False
        if name == "foto":
            page.locator(".foto-daftar li").wait_for()
        elif name == EVENTS[-1]:
            page.get_by_role("button", name="Kirim dan perbarui").wait_for()
        return True

    def _do(self, page: Page, name: str) -> None:
        if name == BEGIN:
            row = page.get_by_role("listitem").filter(has_text=self.case.nama)
            row.get_by_role("button", name=BEGIN).click()
        elif name in self.given:
            page.evaluate(PRESS, [name, self.given[name]])
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
    killed, struck = (sum(getattr(one, name) for one in used) for name in ("killed", "struck"))
    for hand in used:  # both take the family along before either sends
        hand.cut("putus")
        hand.send("tombol")
        expect(hand.page.get_by_text(case.nama)).to_be_visible()
    gone = sum(Filling(hand, case, draw).run() for hand in used)
    if draw.random() < 0.1:  # noqa: PLR2004 - a share
        new_scheme(case.kabupaten_id)
    for hand in used:
        deliver(hand, faults, draw, two_tabs=two_tabs)
    found = judged(case, len(used))
    return found | {
        "hilang": found["hilang"] + gone,
        "mati": sum(one.killed for one in used) - killed,
        "gangguan": sum(one.struck for one in used) - struck,
    }


def deliver(hand: Handset, faults: list[str], draw: Random, *, two_tabs: bool) -> None:
    """Sent through every fault, killed on the way as drawn, then through an open line."""
    for name in faults:
        hand.cut(name, passing=draw.choice((0, 0, 1)))
        hand.send(draw.choice(WAYS))
        hand.meets(2)
    hand.mend()
    twin = hand.tab() if two_tabs else None
    hand.send(draw.choice(WAYS))
    for _ in range(draw.choice((0, 0, 1, 2))):
        time.sleep(draw.random() * 2 * LONGEST)
        hand.kill()  # what is opened again sends
        twin = None
    for _ in range(6):
        if hand.left(10_000) == 0:
            break
        hand.page.reload(wait_until="commit")
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
        number for number in range(VISITS)
        if str(number) not in done["hasil"] or failed(done["hasil"][str(number)])
    ]  # fmt: skip
    with sync_playwright() as play:
        village = make_village()
        team = Team(village)
        roles = (road.SURVEYOR, road.OPERATOR_DESA)
        hands = [
            Handset(play, HERE / f"ponsel{place}", url, team.members[role])
            for place, role in enumerate(roles)
        ]
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
    found = list(done["hasil"].values())
    total = {
        name: sum(one.get(name, 0) for one in found)
        for name in ("ponsel", "mati", "gangguan", *WRONG)
    }
    whole = len(found) - total["macet"]
    each = done["detik"] / max(1, len(found))
    print(
        f"{whole} dari {VISITS} kunjungan dinilai, {total['ponsel']} ponsel, {total['mati']} kali "
        f"peramban dimatikan, {total['gangguan']} gangguan; {each:.1f} detik per kunjungan\n"
        f"hilang {total['hilang']}, ganda {total['ganda']}, tergabung diam-diam "
        f"{total['tergabung']}, macet {total['macet']}"
    )
    for number, before in done["ulang"]:
        print(f"kunjungan {number} dinilai ulang, sebelumnya {before}")
    return whole == VISITS and not any(total[name] for name in WRONG)


def main() -> int:
    """Go on where the last run stopped."""
    state = HERE / "keadaan.json"
    done = remembered(state)
    migrate()
    process, url = server()
    numbers.start_at(done["angka"])
    try:
        portion(done, state, url, time.monotonic() + SECONDS)
    finally:
        process.terminate()
        process.wait()
    whole = told(done)
    if len(done["hasil"]) < VISITS:
        print(f"Belum selesai: jalankan lagi, keadaannya di {state}")
    return int(not whole)


if __name__ == "__main__":
    sys.exit(main())
