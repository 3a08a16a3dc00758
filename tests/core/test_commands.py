"""The words of `upaya`'s commands with Django, and what `upaya serve` does before it serves."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django import Settings

from tests.installation import Standing, surroundings
from upaya.commands import serve
from upaya.commands.pekerja import QUEUE


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
    standing: Standing, tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    done = standing.upaya(surroundings(tmp_path, UPAYA_DEMO="1"), *words)
    assert done.code == 2
    assert said in done.err


def test_a_worker_without_a_queue_says_so(standing: Standing, tmp_path: Path) -> None:
    backend = "django_tasks.backends.immediate.ImmediateBackend"
    given = surroundings(tmp_path, UPAYA_DEMO="1", UPAYA_TASKS=backend)
    done = standing.upaya(given, "pekerja")
    assert done.code == 1
    assert "Tidak ada antrean" in done.err


@pytest.mark.parametrize("wanted", [True, False])
def test_a_worker_stands_beside_the_server_when_it_is_wanted(
    monkeypatch: pytest.MonkeyPatch, settings: Settings, *, wanted: bool
) -> None:
    made = []

    class Recorded:
        def __init__(self, command: str, **_: object) -> None:
            assert command == "pekerja"
            made.append("mulai")

        def stop(self) -> None:
            made.append("berhenti")

    settings.TASKS = {"default": {"BACKEND": QUEUE}}
    monkeypatch.setattr(serve, "Kept", Recorded)
    with serve._worker(wanted=wanted):
        assert made == (["mulai"] if wanted else [])
    assert made == (["mulai", "berhenti"] if wanted else [])


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
