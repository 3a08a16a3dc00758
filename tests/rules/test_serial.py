import json
from datetime import date

from hypothesis import given

from tests.rules.months import OPTIONS, months
from upaya.rules.insentif.compute import Bulan, Opsi, compute_month
from upaya.rules.insentif.fingerprint import sidik
from upaya.rules.insentif.serial import (
    bulan_from_dict,
    bulan_to_dict,
    hasil_from_dict,
    hasil_to_dict,
    value_from_dict,
    value_to_dict,
)
from upaya.rules.loader import national_book

BOOK = national_book()


@given(months(), OPTIONS)
def test_month_and_result_come_back_from_json_unchanged(bulan: Bulan, opsi: Opsi) -> None:
    hasil = compute_month(bulan, BOOK, opsi)
    stored = json.loads(json.dumps([bulan_to_dict(bulan, opsi), hasil_to_dict(hasil)]))
    month, options = bulan_from_dict(stored[0])
    result = hasil_from_dict(stored[1])
    assert (month, options, result) == (bulan, opsi, hasil)
    assert sidik(month, result) == sidik(bulan, hasil)


def test_every_parameter_comes_back_from_json_unchanged() -> None:
    for value in BOOK.values():
        stored = json.loads(json.dumps(value_to_dict(value)))
        assert value_from_dict(stored) == value


def test_a_known_day_is_part_of_the_rules_not_of_the_result() -> None:
    value = BOOK.read("insentif_ukm.pagu.panji", date(2022, 8, 31), "35.12")
    assert value_from_dict(value_to_dict(value)).promulgated == date(2022, 10, 19)
