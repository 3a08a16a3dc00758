"""The format of the bank: agreed by two people, its values in the audit, its heads harmless."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.test import Client

from tests.at_once import at_once
from tests.factories.akun import make_membership, sign_in
from tests.factories.pembayaran import decide_format
from tests.factories.wilayah import make_kabupaten
from upaya.core.access import Access
from upaya.core.models import AuditEntry
from upaya.exchange import bank_csv
from upaya.pembayaran.models import FormatBank, UsulanFormat
from upaya.pembayaran.queries.inbox import tasks_for
from upaya.pembayaran.services import bank_format
from upaya.rules.kesehatan import (
    BENDAHARA_PEMBANTU,
    BENDAHARA_PENGELUARAN,
    KEPALA_DINAS,
    VERIFIKATOR_DINAS,
)

pytestmark = pytest.mark.django_db

OTHER = replace(bank_csv.BAWAAN, kata_berhasil=("GAGAL",), kata_gagal=("BERHASIL",))
"""With these words everybody whose payment failed counts as paid."""


@pytest.fixture
def treasurer() -> Access:
    return make_membership(BENDAHARA_PENGELUARAN).access()


@pytest.mark.empty_world
def test_words_of_the_bank_hold_only_when_another_agreed(treasurer: Access) -> None:
    kabupaten = make_kabupaten().pk
    with pytest.raises(ValidationError) as refused:
        bank_format.propose(kabupaten, OTHER, (), " ", treasurer)
    assert "alasan" in refused.value.message_dict
    made = bank_format.propose(kabupaten, OTHER, (), "Diminta bank yang baru.", treasurer)
    assert made
    assert bank_format.propose(kabupaten, OTHER, (), "Diminta bank yang baru.", treasurer) == made
    assert (
        bank_format.propose(kabupaten, bank_csv.BAWAAN, (), "Diminta bank yang baru.", treasurer)
        is None
    )
    with pytest.raises(ValidationError, match="masih menunggu"):
        bank_format.propose(
            kabupaten, replace(OTHER, pemisah=","), (), "Diminta bank yang baru.", treasurer
        )
    assert bank_format.layout_of(kabupaten) == bank_csv.BAWAAN
    with pytest.raises(ValidationError, match="orang lain"):
        bank_format.decide(made.pk, treasurer, setuju=True, alasan="")
    decide_format(setuju=False, alasan="Kata-katanya terbalik.")
    assert bank_format.layout_of(kabupaten) == bank_csv.BAWAAN
    bank_format.propose(kabupaten, OTHER, (), "Diminta bank yang baru.", treasurer)
    decide_format()
    assert bank_format.layout_of(kabupaten) == OTHER


@pytest.mark.empty_world
def test_the_audit_says_what_was_and_what_is(treasurer: Access) -> None:
    bank_format.propose(make_kabupaten().pk, OTHER, (), "Diminta bank yang baru.", treasurer)
    decide_format()
    said = {entry.action: entry.detail for entry in AuditEntry.objects.all()}
    values = {
        "kata_berhasil_semula": ["BERHASIL", "SUKSES"],
        "kata_berhasil_baru": ["GAGAL"],
        "kata_gagal_semula": ["GAGAL", "DITOLAK"],
        "kata_gagal_baru": ["BERHASIL"],
    }
    assert said["pembayaran.format_bank"] == values
    assert said["pembayaran.format_bank_putus"] == values | {"putusan": "disetujui"}


def test_the_pages_propose_and_decide() -> None:
    proposer = make_membership(BENDAHARA_PENGELUARAN)
    client = sign_in(Client(), proposer)
    form = client.get("/pembayaran/format-bank/").context["form"]
    data = {name: form[name].value() for name in form.fields}
    wanted = data | {"kata_gagal": "GAGAL, RETUR"}
    assert client.post("/pembayaran/format-bank/", wanted).status_code == 422, "without a reason"
    page = client.post(
        "/pembayaran/format-bank/", wanted | {"alasan": "Diminta bank yang baru."}, follow=True
    )
    asked = UsulanFormat.objects.get(status="diusulkan")
    assert "GAGAL, RETUR" in page.content.decode()
    address = f"/pembayaran/format-bank/{asked.pk}/"
    assert client.post(f"{address}putus/", {"putusan": "setuju"}).status_code == 403
    payer = sign_in(Client(), make_membership(BENDAHARA_PEMBANTU))
    assert payer.post(f"{address}putus/", {"putusan": "setuju"}).status_code == 403
    second = make_membership(VERIFIKATOR_DINAS, user=proposer.user)
    again = sign_in(Client(), second).post(f"{address}putus/", {"putusan": "setuju"})
    assert "orang lain" in again.content.decode(), "another hat of the same person"
    boss = make_membership(KEPALA_DINAS)
    assert any(address in task.alamat for task in tasks_for(boss.access()))
    page = sign_in(Client(), boss).post(f"{address}putus/", {"putusan": "setuju"}, follow=True)
    assert "Disetujui" in page.content.decode()
    assert FormatBank.objects.get(kabupaten=asked.kabupaten).kata_gagal == ["GAGAL", "RETUR"]
    with pytest.raises(DatabaseError, match="diubah"), transaction.atomic():
        UsulanFormat.objects.filter(pk=asked.pk).update(isi={})


@pytest.mark.django_db(transaction=True)
def test_proposed_by_several_at_once_it_is_one() -> None:
    treasurer, kabupaten = make_membership(BENDAHARA_PENGELUARAN).access(), make_kabupaten().pk
    made, refused = at_once(
        lambda _: bank_format.propose(kabupaten, OTHER, (), "Diminta bank yang baru.", treasurer), 4
    )
    assert (len({row.pk for row in made if row}), refused) == (1, [])


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "= =", "\t=", " @"])
def test_a_heading_computes_nothing(sign: str) -> None:
    layout = replace(bank_csv.BAWAAN, keluar=((f"{sign}cmd|' /C calc'!A1", "rujukan"),))
    head = bank_csv.write_orders([], layout).decode().strip()
    assert head.startswith("cmd|"), head
