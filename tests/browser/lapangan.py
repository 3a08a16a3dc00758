"""A phone at a house: the page of field visits, what lies in it, what is done to its sending."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from types import MappingProxyType
from typing import Any

from django.test import Client
from playwright.sync_api import BrowserContext, Error, FilePayload, Page, Route, expect

from tests.factories.akun import sign_in
from tests.factories.miskol import SKEMA, picture
from upaya.akun.models import Membership

SEND = "**/kirim/"
AT = "/miskol/lapangan/"
KEPT = """async () => {
  const held = await new Promise((done) => {
    const asked = indexedDB.open("upaya-lapangan", 1);
    asked.onsuccess = () => done(asked.result);
  });
  const all = (name) => new Promise((done) => {
    const asked = held.transaction([name]).objectStore(name).getAll();
    asked.onsuccess = () => done(asked.result);
  });
  const found = {};
  for (const name of ["keluarga", "kunjungan", "foto", "terkirim"]) {
    const rows = await all(name);
    const sealed = (one) => one.isi instanceof ArrayBuffer && Object.keys(one).length === 2;
    found[name] = rows.length;
    if (!rows.every(sealed)) found.terbuka = name;
  }
  const [key] = await all("kunci");
  found.kunci = key ? key.extractable : null;
  held.close();
  return found;
}"""

CONTROLLED = """async () => {
  const worker = navigator.serviceWorker;
  if (worker.controller) return;
  await new Promise((done) => worker.addEventListener("controllerchange", done, { once: true }));
}"""


class Phone:
    """One browser of a surveyor, with one page or more."""

    def __init__(self, context: BrowserContext, url: str, membership: Membership) -> None:
        self.context, self.url = context, url
        self.sign_in(membership)
        self.page = self.open()

    def sign_in(self, membership: Membership) -> None:
        cookie = sign_in(Client(), membership).cookies["sessionid"]
        self.context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": self.url}])

    def open(self) -> Page:
        page = self.context.new_page()
        page.set_default_timeout(15_000)
        page.goto(f"{self.url}{AT}")
        return page

    def kill(self) -> None:
        """The page is gone at once, whatever it was about; then somebody opens it again."""
        self.page.close(run_before_unload=False)
        self.page = self.open()

    @property
    def kept(self) -> dict[str, Any]:
        """How much lies on the phone by store; `terbuka` names a store that is not sealed."""
        found: dict[str, Any] = self.page.evaluate(KEPT)
        return found

    def ready_offline(self) -> None:
        """The worker has the whole shell and answers for this page (`wait_for_function` would not
        await what an asynchronous question answers)."""
        self.page.evaluate(CONTROLLED)

    def begin(self, name: str) -> None:
        self.page.get_by_role("listitem").filter(has_text=name).get_by_role(
            "button", name="Mulai kunjungan"
        ).click()

    def answer(
        self,
        first: int = 0,
        last: int = len(SKEMA.dihitung),
        given: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """Each question when it is asked: the next one stands there once this one is stored."""
        for one in SKEMA.dihitung[first:last]:
            value = given.get(one.kode, "1")
            self.page.locator(f"input[name='i-{one.kode}'][value='{value}']").check()
        said = f"{last} dari {len(SKEMA.dihitung)} jawaban"
        expect(self.page.locator("#lap-keadaan")).to_contain_text(said)

    def photograph(self, name: str = "rumah.png") -> None:
        sent: FilePayload = {
            "name": name, "mimeType": "image/png", "buffer": picture(name).read()
        }  # fmt: skip
        self.page.get_by_label("Foto rumah").set_input_files(sent)
        shown = f"{name.rpartition('.')[0]}.jpg, 1 kB, tersimpan"
        expect(self.page.get_by_text(shown)).to_be_visible()

    def finish(self) -> None:
        for label in ("Petugas desa", "Tim Pemburu Kemiskinan"):
            self.page.get_by_label(label, exact=True).select_option(index=1)
        self.page.get_by_role("button", name="Selesai, siap dikirim").click()
        expect(self.page.get_by_role("button", name="Kirim dan perbarui")).to_be_visible()

    def send(self) -> None:
        self.page.get_by_role("button", name="Kirim dan perbarui").click()

    def empty(self) -> None:
        """Everything was sent, and the page says so."""
        expect(self.page.get_by_text("Tidak ada kunjungan yang menunggu dikirim.")).to_be_visible()

    def says(self, words: str) -> None:
        expect(self.page.locator("#lap-keadaan")).to_contain_text(words)


def answered(status: int, body: str = "", kind: str = "text/html") -> Callable[[Route], None]:
    """What stands between answers in the server's place."""
    return lambda route: route.fulfill(status=status, body=body, content_type=kind)


def lost(route: Route) -> None:
    """The line is gone before it reaches the server."""
    route.abort("connectionreset")


def late(route: Route) -> None:
    """The server commits, and its answer never arrives."""
    with suppress(Error):  # a page that was left meanwhile waits for no answer
        route.fetch()
        route.abort("timedout")


FAULTS: dict[str, tuple[Callable[[Route], None], str]] = {
    "401": (answered(401, "{}", "application/json"), "Masuk dengan akun yang mengisi"),
    "403": (answered(403), "tidak lagi boleh mengirim"),
    "404": (answered(404), "tidak lagi di wilayah tugas"),
    "409": (answered(409, "{}", "application/json"), "isi yang lain"),
    "413": (answered(413), "terlalu besar"),
    "422": (answered(422, '{"pesan": "Skema lain."}', "application/json"), "Skema lain."),
    "429": (answered(429), "tunggu satu menit"),
    "500": (answered(500), "gangguan di server"),
    "masuk": (answered(200, "<h1>Masuk</h1>"), "bukan dari Upaya"),
    "bukan_tanda": (answered(200, "{}", "application/json"), "bukan dari Upaya"),
    "putus": (lost, "Belum tersambung"),
    "telat": (late, "Belum tersambung"),
}
"""By name: what happens to a part on its way, and what the page says then."""
