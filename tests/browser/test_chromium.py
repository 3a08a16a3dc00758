"""The browser itself: it starts, it notices faults, it reaches nothing beyond this machine."""

from base64 import b64encode
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from playwright.sync_api import Page

from tests.chromium import TakePicture, watch
from tests.palette import size


def test_a_page_is_drawn_and_its_picture_kept(page: Page, take_picture: TakePicture) -> None:
    page.set_content("<h1>Upaya</h1>")

    assert page.get_by_role("heading", name="Upaya").is_visible()
    assert take_picture(page, "uji").read_bytes().startswith(b"\x89PNG")


def test_a_printed_list_says_its_page_and_offers_no_file(page: Page) -> None:
    style = Path(str(finders.find("core/print.css"))).read_text("utf-8")
    page.set_content(
        f"""<style>{style}</style><div class="table-bottom"><nav class="pages">
        <a class="btn small" href="?hal=2">Berikutnya</a><span>1 sampai 25 dari 111</span></nav>
        <div class="row"><span>Unduh semua baris:</span></div></div>"""
    )

    assert page.get_by_text("1 sampai 25 dari 111").is_visible()
    assert page.get_by_text("Berikutnya").is_hidden()
    assert page.get_by_text("Unduh semua baris:").is_hidden()


def test_faults_of_a_page_are_noticed(page: Page) -> None:
    other = page.context.new_page()
    faults = watch(other)

    other.set_content(
        "<script>throw new Error('rusak')</script><img src='http://upaya.test/a.png'>"
    )
    other.wait_for_load_state("networkidle")

    assert any("rusak" in fault for fault in faults)
    assert any("ERR_NAME_NOT_RESOLVED" in fault for fault in faults)


_MANY = """<style>body{margin:0;font:15px sans-serif;background:linear-gradient(90deg,#0b3a75,#fff)}
p{margin:8px;padding:8px;background:#fff;color:#16202b} b{color:#b3261e}</style>
<h1>Upaya</h1><p>Insentif <b>Rp1.250.000</b> untuk satu bulan.</p><p>Tiga baris tanpa temuan.</p>"""
_FURTHEST = """async ([one, other]) => {
  const dots = await Promise.all([one, other].map(async (data) => {
    const image = new Image(); image.src = "data:image/png;base64," + data; await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height);
    const pen = canvas.getContext("2d"); pen.drawImage(image, 0, 0);
    return pen.getImageData(0, 0, image.width, image.height).data;
  }));
  return dots[0].reduce((most, dot, at) => Math.max(most, Math.abs(dot - dots[1][at])), 0);
}"""


def test_a_picture_of_the_manual_is_lighter_and_the_same_to_look_at(
    page: Page,
    request: pytest.FixtureRequest,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(request.config.option, "manual", tmp_path / "gambar")
    page.set_viewport_size({"width": 640, "height": 320})
    page.set_content(_MANY)
    taken = page.screenshot()

    request.getfixturevalue("keep_picture")(taken, "banyak-warna")

    kept = (tmp_path / "gambar/banyak-warna.png").read_bytes()
    assert len(kept) < len(taken)
    assert size(kept) == size(taken) == (640, 320)
    both = [b64encode(one).decode() for one in (taken, kept)]
    assert page.evaluate(_FURTHEST, both) <= 24
    assert page.evaluate(_FURTHEST, both[:1] * 2) == 0
