"""The licence's full text comes along with the program."""

from __future__ import annotations

from pathlib import Path

LICENSE = Path(__file__).parents[2] / "LICENSE"


def test_it_is_the_whole_agpl() -> None:
    text = LICENSE.read_text("utf-8")
    assert text.lstrip().startswith("GNU AFFERO GENERAL PUBLIC LICENSE")
    assert "Version 3, 19 November 2007" in text
    for section in range(18):
        assert f"\n  {section}. " in text
    assert "13. Remote Network Interaction; Use with the GNU General Public License." in text
    assert "END OF TERMS AND CONDITIONS" in text
