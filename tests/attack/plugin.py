"""How long and from which seed the attack draws: `pytest tests/attack --serangan 99 --benih 7`."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Small in an ordinary run; `make attack` asks for more."""
    parser.addoption("--serangan", type=int, default=40, help="banyaknya langkah serangan")
    parser.addoption("--benih", type=int, default=1, help="benih acak serangan")
