"""The browser itself: it starts, it notices faults, it reaches nothing beyond this machine."""

from playwright.sync_api import Page

from tests.chromium import TakePicture, watch


def test_a_page_is_drawn_and_its_picture_kept(page: Page, take_picture: TakePicture) -> None:
    page.set_content("<h1>Upaya</h1>")

    assert page.get_by_role("heading", name="Upaya").is_visible()
    assert take_picture(page, "uji").read_bytes().startswith(b"\x89PNG")


def test_faults_of_a_page_are_noticed(page: Page) -> None:
    other = page.context.new_page()
    faults = watch(other)

    other.set_content(
        "<script>throw new Error('rusak')</script><img src='http://upaya.test/a.png'>"
    )
    other.wait_for_load_state("networkidle")

    assert any("rusak" in fault for fault in faults)
    assert any("ERR_NAME_NOT_RESOLVED" in fault for fault in faults)
