"""`upaya migrate` and `upaya serve` as a person starts them."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from pytest_django import Settings

from upaya.commands import serve

UPAYA = Path(sys.executable).with_name("upaya")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def surroundings(tmp_path: Path) -> dict[str, str]:
    """A demo of its own: no variable of the tests, an empty data folder."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("UPAYA_", "DJANGO_"))}
    kept.pop("DATABASE_URL", None)
    return kept | {"UPAYA_DEMO": "1", "UPAYA_DATA": str(tmp_path / "data")}


def _run(surroundings: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [UPAYA, *words], env=surroundings, capture_output=True, text=True, timeout=120, check=False
    )


def _answer(address: str) -> str:
    with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310 - our own server
        return str(answer.read().decode())


def _start(surroundings: dict[str, str], port: int) -> subprocess.Popen[str]:
    started = subprocess.Popen(
        [UPAYA, "serve", "--port", str(port), "--proses", "1"],
        env=surroundings,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    end = time.monotonic() + 180
    while time.monotonic() < end:
        try:
            _answer(f"http://127.0.0.1:{port}/healthz")
        except OSError:
            assert started.poll() is None, "berhenti sebelum menjawab"
            time.sleep(0.1)
        else:
            return started
    started.kill()
    raise AssertionError("tidak menjawab dalam 180 detik")


def _stop(running: subprocess.Popen[str], how: signal.Signals) -> str:
    running.send_signal(how)
    try:
        printed, _ = running.communicate(timeout=30)
    finally:
        running.kill()
    assert running.returncode == 0
    assert "Upaya berhenti." in printed
    return printed


def test_serve_prepares_answers_and_stops_cleanly(surroundings: dict[str, str]) -> None:
    waiting = _run(surroundings, "migrate", "--periksa")
    assert waiting.returncode == 1
    assert "core.0001_initial" in waiting.stdout
    port = _free_port()
    running = _start(surroundings, port)
    assert _answer(f"http://localhost:{port}/healthz") == "hidup\n"
    assert _answer(f"http://127.0.0.1:{port}/readyz") == "siap\n"
    taken = _run(surroundings, "serve", "--port", str(port))
    assert taken.returncode == 1
    assert f"Port {port} sedang dipakai" in taken.stderr
    first = _stop(running, signal.SIGINT)
    assert "Menyiapkan tabel" in first
    assert f"http://localhost:{port}" in first
    # A second start finds everything prepared.
    second = _stop(_start(surroundings, port), signal.SIGTERM)
    assert "Menyiapkan" not in second
    done = _run(surroundings, "migrate", "--periksa")
    assert (done.returncode, done.stdout) == (0, "Semua tabel sudah mutakhir.\n")
    verified = _run(surroundings, "audit", "verify")
    assert (verified.returncode, verified.stdout) == (0, "Semua rantai utuh.\n")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("serve", "--port", "0"), "1 sampai 65535"),
        (("serve", "--port", "8000x"), "1 sampai 65535"),
        (("serve", "--port", "65536"), "1 sampai 65535"),
        (("serve", "--proses", "0"), "paling sedikit 1"),
        (("audit",), "wajib diisi"),
    ],
)
def test_a_wrong_word_is_explained(
    surroundings: dict[str, str], words: tuple[str, ...], said: str
) -> None:
    done = _run(surroundings, *words)
    assert done.returncode == 2
    assert said in done.stderr


def test_static_files_are_collected_once_until_they_change(
    settings: Settings, tmp_path: Path
) -> None:
    settings.STATIC_ROOT = tmp_path / "static"
    own = tmp_path / "own"
    own.mkdir()
    (own / "tambahan.css").write_text("a{}")
    settings.STATICFILES_DIRS = [own]
    assert serve.collect_static()
    assert (settings.STATIC_ROOT / "core" / "app.js").exists()
    assert not serve.collect_static()
    (own / "tambahan.css").write_text("a{color:red}")
    assert serve.collect_static()
    assert (settings.STATIC_ROOT / "tambahan.css").read_text() == "a{color:red}"
