"""The contract is the only place that says what a month's file holds."""

from upaya.exchange.insentif import contract
from upaya.exchange.insentif.month_layout import CHOICES, COLUMNS, HEAD


def test_the_workbook_head_is_the_contract_in_labels() -> None:
    inside = {key.name for key in contract.MONTH} - {"pelayanan", "petugas", "indeks", "opsi"}
    nested = {
        f"{key.name}.{one.name}"
        for key in contract.MONTH
        if key.name in ("indeks", "opsi")
        for one in key.keys
    }
    paths = {head.path for head in HEAD if head.path}
    assert paths == inside | nested | {"jaspel.jumlah", "jaspel.penerima"}


def test_what_the_head_asks_for_is_what_the_contract_asks_for() -> None:
    asked = {head.path for head in HEAD if head.required}
    assert asked == set(contract.required(contract.MONTH)) - {"pelayanan", "petugas"}
    for head in HEAD:
        if head.choices:
            assert tuple(CHOICES[head.choices]) == contract.key_at(head.path).choices


def test_the_columns_of_the_officers_are_the_contract() -> None:
    keys = [column.key for column in COLUMNS if column.key != "ber_sk"]
    assert keys == list(contract.PETUGAS_KEYS)
    for key in contract.OFFICER:
        if key.choices:
            assert tuple(CHOICES[key.name]) == key.choices
