"""A visit drawn from its seed: done under faults on a phone that is killed, then judged.

Drawn are at which events the browser is killed (up to three times, a part of a second after
something was begun), where the store is full, what the network answers to which part, how it comes
to be sent, whether the scheme changes before, whether a second tab or a second phone is at it. The
thousand is bench/kunjungan.py, a few are in tests/browser/test_lapangan.py.
"""

from __future__ import annotations

import hashlib
import json
import time
from random import Random

from playwright.sync_api import FilePayload, Page, expect

from tests.browser.handset import PATIENCE, WAYS, Handset
from tests.browser.lapangan import FAULTS
from tests.factories.miskol import SKEMA, picture
from upaya.supermiskol.kunjungan.models import Kunjungan
from upaya.supermiskol.kunjungan.models_ponsel import KirimanPonsel
from upaya.supermiskol.permohonan.models import Permohonan
from upaya.supermiskol.skema.models import SkemaKabupaten

SEED = 15
DRAWS = 3
"""Grows when a visit draws in another order: what was judged before is then another thousand."""
CONTINUE, BEGIN = "Lanjutkan kunjungan", "Mulai kunjungan"
CODES = tuple(one.kode for one in SKEMA.dihitung)
PEOPLE = ("Petugas desa", "Tim Pemburu Kemiskinan")
EVENTS = (BEGIN, *CODES, "foto", *PEOPLE, "selesai")
"""What somebody does at a house, in order; after each the browser may be gone."""
LONGEST = 0.25
"""Seconds between an event and the kill at most: what it does to the store is over by then."""
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
STORED = """async (before) => {
  const held = await new Promise((done) => {
    const asked = indexedDB.open("upaya-lapangan", 1);
    asked.onsuccess = () => done(asked.result);
  });
  const mark = () => new Promise((done) => {
    const asked = held.transaction(["kunjungan"]).objectStore("kunjungan").getAll();
    asked.onsuccess = () => done(asked.result.map((one) => one.iv.join()).join(" "));
  });
  let now = await mark();
  while (now === before) {
    await new Promise((done) => setTimeout(done, 4));
    now = await mark();
  }
  held.close();
  return now;
}"""
"""A mark of what lies there, once it is another than `before`: each writing is sealed anew."""
FULL = """(late) => {
  const real = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = function (...given) {
    if (!late) throw new DOMException("penuh", "QuotaExceededError");
    const asked = real.apply(this, given);
    asked.addEventListener("success", () => this.transaction.abort(), { once: true });
    return asked;
  };
  window.lapang = () => { IDBObjectStore.prototype.put = real; };
}"""
"""No room: refused at once, or when the transaction is to be completed and seemed to be in."""
MISSING = """(given) => given.filter(([name, value]) =>
  !document.querySelector(`input[name='i-${name}'][value='${value}']`)?.checked).length"""


class Filling:
    """A whole visit up to its end, whatever happens to the browser on the way."""

    def __init__(self, hand: Handset, case: Permohonan, draw: Random) -> None:
        self.hand, self.case = hand, case
        self.given = {one.kode: draw.choice(sorted(one.pilihan)) for one in SKEMA.dihitung}
        moments = sorted(draw.sample(range(len(EVENTS)), draw.choice((0, 0, 1, 2, 3))))
        self.kills = [(moment, draw.random() * LONGEST) for moment in moments]
        self.full = draw.randrange(len(EVENTS)) if draw.random() < 0.25 else None
        self.late = draw.random() < 0.5
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
        """Every answer, each waited for; False when the browser was killed on one."""
        while left := [name for name in CODES if name not in self.stored]:
            halts = [place for place, _ in self.kills[:1]]
            halts += [] if self.full is None else [self.full]
            halt = min(halts, default=len(EVENTS))
            safe = [name for name in left if EVENTS.index(name) < halt]
            self._store(safe)
            if len(safe) < len(left) and not self._event(halt, EVENTS[halt]):
                return False
        return True

    def _store(self, names: list[str]) -> None:
        """Answers one after the other, until the page calls the last one stored."""
        given = [(name, self.given[name]) for name in names]
        self.hand.page.evaluate(ANSWER, [given, PATIENCE])
        self.stored += names

    def _event(self, place: int, name: str) -> bool:
        """One thing done and waited for; False when the browser was killed on it."""
        page = self.hand.page
        if name == "foto" and page.locator(".foto-daftar li").count():
            return True
        if self.full == place:
            self._refused(page, name)
        if self.kills and self.kills[0][0] == place:
            self._do(page, name)
            time.sleep(self.kills.pop(0)[1])
            self.hand.kill()
            return False
        if name in self.given:
            self._store([name])
            return True
        # Whoever chose is told nothing while it is stored; a phone that is full after is another.
        before = None if self.full is None else page.evaluate(STORED, None)
        self._do(page, name)
        if name in PEOPLE and before is not None:
            page.evaluate(STORED, before)
        elif name == "foto":
            page.locator(".foto-daftar li").wait_for()
        elif name == EVENTS[-1]:
            page.get_by_role("button", name="Kirim dan perbarui").wait_for()
        return True

    def _refused(self, page: Page, name: str) -> None:
        """The phone is full: what is not stored is not called stored. Then there is room again."""
        self.full = None
        page.evaluate(FULL, self.late)
        self._do(page, name)
        expect(page.locator("#lap-keadaan")).to_contain_text("BELUM tersimpan")
        if name in self.given:
            row = page.locator("fieldset").filter(has=page.locator(f"[name='i-{name}']"))
            expect(row.locator(".lap-mark")).to_have_text("belum diisi")
        elif name == "foto":
            expect(page.locator(".foto-daftar li")).to_have_count(0)
        page.evaluate("window.lapang()")

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
    draw = Random(SEED * 1_000_003 + number)  # noqa: S311 - the same draw every time
    faults = draw.sample(sorted(FAULTS), draw.randrange(0, 4))
    two_phones, two_tabs = draw.random() < 0.15, draw.random() < 0.15
    used = hands if two_phones else hands[:1]
    killed, struck = (sum(getattr(one, name) for one in used) for name in ("killed", "struck"))
    for hand in used:  # both take the family along before either sends
        hand.cut("putus")
        hand.send("tombol")
        expect(hand.page.get_by_text(case.nama)).to_be_visible()
    visits = [Filling(hand, case, draw) for hand in used]
    full = sum(one.full is not None for one in visits)
    gone = sum(one.run() for one in visits)
    if draw.random() < 0.1:
        new_scheme(case.kabupaten_id)
    for hand in used:
        deliver(hand, faults, draw, two_tabs=two_tabs)
    found = judged(case, len(used))
    return found | {
        "hilang": found["hilang"] + gone,
        "mati": sum(one.killed for one in used) - killed,
        "gangguan": sum(one.struck for one in used) - struck,
        "penuh": full,
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
