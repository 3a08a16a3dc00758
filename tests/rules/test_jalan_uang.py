"""Where an officer's money is: told for every status of a month and of a payment line."""

import pytest

from upaya.rules.insentif import journey
from upaya.rules.insentif.journey import TAHAP, Tahap, jalan, tahap
from upaya.rules.insentif.road import COUNTED, DANA_DITRANSFER, DIBAYAR, DISETUJUI, INSENTIF
from upaya.rules.pembayaran import BERHASIL, DIKEMBALIKAN, DIKIRIM, GAGAL, LABELS, SIAP

ALL = [value for value in vars(journey).values() if isinstance(value, Tahap)]


@pytest.mark.parametrize(
    ("bulan", "baris", "label"),
    [
        ("diajukan", None, "Dihitung"),
        ("disetujui", None, "Disetujui"),
        ("direkap", SIAP, "Disetujui"),
        ("nota_disiapkan", SIAP, "Disetujui"),
        ("dana_diajukan", SIAP, "Dana diminta"),
        ("dana_ditransfer", SIAP, "Dana sampai di puskesmas"),
        ("dana_ditransfer", DIKIRIM, "Dikirim ke rekening"),
        ("dana_ditransfer", BERHASIL, "Masuk rekening"),
        ("dibayar", BERHASIL, "Masuk rekening"),
        ("dana_ditransfer", GAGAL, "Belum berhasil dikirim"),
        ("dana_ditransfer", DIKEMBALIKAN, "Dikembalikan bank"),
        ("direkap", None, "Tidak ada pembayaran"),
        ("dibayar", None, "Tidak ada pembayaran"),
    ],
)
def test_the_officers_words(bulan: str, baris: str | None, label: str) -> None:
    assert tahap(bulan, baris).label == label


@pytest.mark.parametrize("bulan", [name for name in INSENTIF.states if name not in COUNTED])
def test_a_month_that_does_not_stand_has_no_slip(bulan: str) -> None:
    with pytest.raises(ValueError, match=bulan):
        tahap(bulan, None)


@pytest.mark.parametrize("bulan", COUNTED)
@pytest.mark.parametrize("baris", [None, *LABELS])
@pytest.mark.parametrize("tunai", [False, True])
def test_every_pair_has_a_stop_and_a_road(bulan: str, baris: str | None, tunai: bool) -> None:  # noqa: FBT001 - pytest hands it over
    here = tahap(bulan, baris, tunai=tunai)
    assert here.arti.endswith(".")
    road = jalan(here)
    if here.kode == "tidak_ada":
        assert road == ()
        return
    assert len(road) == len(TAHAP)
    words = [word for _, word in road]
    place = words.index(next(word for word in words if word not in {"done", "todo"})) if (
        {"now", "back"} & set(words)
    ) else len(TAHAP) - 1  # fmt: skip
    assert words[:place] == ["done"] * place
    assert words[place + 1 :] == ["todo"] * (len(TAHAP) - place - 1)
    assert road[place][0] == here
    assert ("back" in words) == (here.tone == "bad")


def test_the_money_never_moves_back_while_nothing_goes_wrong() -> None:
    walked = [
        *(tahap(bulan, None if bulan in {"diajukan", DISETUJUI} else SIAP) for bulan in COUNTED
          if bulan != DIBAYAR),
        tahap(DANA_DITRANSFER, DIKIRIM),
        tahap(DANA_DITRANSFER, BERHASIL),
        tahap(DIBAYAR, BERHASIL),
    ]  # fmt: skip
    places = [TAHAP.index(stop) for stop in walked]
    assert places == sorted(places)
    assert set(places) == set(range(len(TAHAP)))


def test_what_arrived_is_done_and_what_turned_round_says_where() -> None:
    assert [word for _, word in jalan(tahap(DIBAYAR, BERHASIL))] == ["done"] * 6
    assert jalan(tahap(DANA_DITRANSFER, GAGAL))[4][1] == "back"


def test_cash_is_not_called_an_account() -> None:
    for status, label in ((DIKIRIM, "Disiapkan tunai"), (BERHASIL, "Dibayar tunai")):
        found = tahap(DANA_DITRANSFER, status, tunai=True)
        assert found.label == label
        assert "rekening" not in found.arti
        stops = [stop for stop, _ in jalan(found)]
        assert found in stops
        assert not any("rekening" in stop.label.lower() for stop in stops)


def test_stops_have_names_of_their_own() -> None:
    assert len({stop.label for stop in ALL}) == len(ALL) == 9
