"""A phone with a browser of its own: killed by SIGKILL, opened again on the same profile.

Unlike `Phone` of tests/browser/lapangan.py it is a process of ours, not a context of one browser
for all: what a kill leaves in the profile is what the next start finds.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
from contextlib import suppress
from pathlib import Path

from django.test import Client
from playwright.sync_api import BrowserType, Error, Page, Route

from tests.browser.lapangan import AT, FAULTS, SEND
from tests.chromium import _ARGUMENTS
from tests.factories.akun import sign_in
from upaya.akun.models import Membership

LIGHT = (
    "--disable-extensions",
    "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup",
    "--window-size=360,740",
)
"""Left out is what no page meets (the popups of the address line cost a second of a processor with
every start). There are as many processes as in anybody's browser."""
PATIENCE = 60_000
"""Milliseconds until a wait is given up: the machine may be busy with other things."""
WAYS = ("buka", "tombol", "sinyal")
"""How a visit comes to be sent: the page is opened, the button pressed, the line is back."""
LEFT = """async (until) => {
  const held = await new Promise((done) => {
    const asked = indexedDB.open("upaya-lapangan", 1);
    asked.onsuccess = () => done(asked.result);
  });
  const count = () => new Promise((done) => {
    const asked = held.transaction(["kunjungan"]).objectStore("kunjungan").count();
    asked.onsuccess = () => done(asked.result);
  });
  const end = Date.now() + until;
  let left = await count();
  while (left && Date.now() < end) {
    await new Promise((done) => setTimeout(done, 20));
    left = await count();
  }
  held.close();
  return left;
}"""


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


class Handset:
    """One phone of one surveyor, with the page of visits in its only tab."""

    def __init__(self, kind: BrowserType, profile: Path, url: str, who: Membership) -> None:
        self.kind, self.profile, self.url = kind, profile, url
        self.cookie = sign_in(Client(), who).cookies["sessionid"].value
        self.fault, self.passing = "", 0
        self.struck = self.killed = 0
        shutil.rmtree(profile, ignore_errors=True)
        self.start()

    def start(self) -> None:
        """A browser on the profile, and the page of visits in it: opening sends."""
        port = free_port()
        program = os.environ.get("KUNJUNGAN_PERAMBAN") or shutil.which("chromium") or "chromium"
        self.process = subprocess.Popen(
            [program, "--headless=new", f"--remote-debugging-port={port}",
             f"--user-data-dir={self.profile}", *_ARGUMENTS, *LIGHT, "about:blank"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        end = time.monotonic() + PATIENCE / 1000
        while True:
            time.sleep(0.05)
            try:
                with socket.create_connection(("127.0.0.1", port)):
                    break
            except OSError:
                if time.monotonic() > end:
                    raise
        browser = self.kind.connect_over_cdp(f"http://127.0.0.1:{port}", timeout=PATIENCE)
        self.context = browser.contexts[0]
        self.context.set_default_timeout(PATIENCE)
        self.context.add_cookies([{"name": "sessionid", "value": self.cookie, "url": self.url}])
        if self.fault:
            self.context.route(SEND, self._meet)
        self.page = self.context.pages[0] if self.context.pages else self.context.new_page()
        self._go(self.page)

    def _go(self, page: Page) -> None:
        page.goto(f"{self.url}{AT}", wait_until="commit")

    def tab(self) -> Page:
        """The same page once more, beside the first."""
        page = self.context.new_page()
        self._go(page)
        return page

    def kill(self) -> None:
        """SIGKILL to every process of the browser, then it is opened again."""
        self.stop()
        self.killed += 1
        self.start()

    def stop(self) -> None:
        """The same without opening it."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def forget(self) -> None:
        """Another phone in its place."""
        self.stop()
        shutil.rmtree(self.profile, ignore_errors=True)
        self.fault = ""
        self.start()

    def cut(self, fault: str, passing: int = 0) -> None:
        """From now on what is sent meets `fault`, after `passing` parts that go through."""
        if not self.fault:
            self.context.route(SEND, self._meet)
        self.fault, self.passing = fault, passing

    def mend(self) -> None:
        """The line is open, with nothing in between."""
        if self.fault:
            self.context.unroute(SEND)
        self.fault = ""

    def _meet(self, route: Route) -> None:
        self.passing -= 1
        with suppress(Error):  # a page that was left meanwhile waits for no answer
            if self.passing >= 0:
                route.continue_()
                return
            FAULTS[self.fault][0](route)
        self.struck += 1

    def send(self, way: str) -> None:
        """Send in one of the WAYS; when it is under way this ends."""
        if way == "buka":
            self.page.reload(wait_until="commit")
        elif way == "tombol":
            self.page.get_by_role("button", name="Kirim dan perbarui").click()
        else:
            self.page.evaluate("() => { window.dispatchEvent(new Event('online')); }")

    def left(self, until: int = 0) -> int:
        """How many visits lie on the phone once none does or `until` milliseconds are over."""
        found: int = self.page.evaluate(LEFT, until)
        return found

    def meets(self, seconds: float) -> None:
        """Until the fault has struck; not longer than that when there is nothing to send."""
        before, end = self.struck, time.monotonic() + seconds
        while self.struck == before and time.monotonic() < end:
            self.page.wait_for_timeout(20)
