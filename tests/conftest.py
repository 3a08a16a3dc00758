"""What every test may use. Settings: tests/settings.py. Browser: tests/chromium.py. Database:
tests/snapshots/plugin.py."""

import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import caches
from django.middleware import csrf

from tests import palette
from upaya.commands.memory import settle

pytest_plugins = [
    # What others import stands before them: pytest rewrites only what is not imported yet.
    "tests.budget",
    "tests.order",
    "tests.snapshots.plugin",
    "tests.arrangements",
    "tests.chromium",
    "tests.databases",
    "tests.installation",
    "tests.attack.plugin",
    "tests.consistency.fixtures",
]

# A deadline per example would fail on a busy machine, not on a mistake.
hypothesis.settings.register_profile("upaya", deadline=None, print_blob=True)
hypothesis.settings.load_profile("upaya")

# The one random text of nearly every page. Of sixty letters and digits it spells "Rp4" once in some
# hundred pages, and a test that looks for no amount fails; these letters spell no word of ours.
csrf.CSRF_ALLOWED_CHARS = "qxz"

_BROWSER = Path(__file__).parent / "browser"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--manual",
        type=Path,
        metavar="DIR",
        help="copy the pictures that the browser tests take into DIR (docs/manual/gambar)",
    )


def pytest_sessionstart() -> None:
    # `make test` may be stopped from outside: fixtures then still close what they opened.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    settings.DATA.mkdir(mode=0o700)
    settings.STATIC_ROOT.mkdir()  # WhiteNoise warns when it is absent


def pytest_collection_finish() -> None:
    settle()


def pytest_sessionfinish() -> None:
    shutil.rmtree(settings.DATA, ignore_errors=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(_BROWSER):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def soffice() -> str:
    """The program of LibreOffice; tests that use it carry the marker `libreoffice`."""
    found = shutil.which("soffice")
    assert found, "LibreOffice (soffice) tidak ada; `make test` memasangnya lewat apt"
    return found


@pytest.fixture(autouse=True)
def _caches_are_empty() -> Iterator[None]:
    """Rate limits and other cached counts of one test are not the next one's."""
    yield
    for cache in caches.all(initialized_only=True):
        cache.clear()


@pytest.fixture(scope="session")
def picture_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the pictures of this run land; nothing is written into the tree by a test."""
    return tmp_path_factory.mktemp("gambar")


@pytest.fixture
def keep_picture(
    request: pytest.FixtureRequest, picture_folder: Path
) -> Callable[[bytes, str], Path]:
    """`keep_picture(png, "operator-bulan")` stores a picture; with --manual DIR there, lighter."""
    manual: Path | None = request.config.getoption("--manual")

    def keep(png: bytes, name: str) -> Path:
        path = picture_folder / f"{name}.png"
        path.write_bytes(png)
        if manual is not None:
            manual.mkdir(parents=True, exist_ok=True)
            (manual / path.name).write_bytes(palette.lighter(png))
        return path

    return keep
