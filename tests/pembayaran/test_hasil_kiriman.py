"""Results of a shipment: what failed first, sums of what is noted and what remains, no preset."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.factories.akun import sign_in
from tests.factories.insentif import agreed_payment, make_team
from tests.factories.pembayaran import send_lines
from upaya.core import clock
from upaya.insentif.bulan.models import Pengajuan
from upaya.rules.pembayaran import BERHASIL, DIKIRIM, GAGAL

pytestmark = pytest.mark.django_db

RESULT = {"status": BERHASIL, "tanggal": "", "bukti": "REK.KORAN/11", "alasan": ""}


def test_nothing_is_preset_and_what_failed_is_noted_before_the_rest(
    funded_month: Pengajuan,
) -> None:
    team = make_team(funded_month.puskesmas)
    payment = agreed_payment(funded_month, team)
    sent = send_lines(payment, team.pembantu.access())
    attempts = list(sent.percobaan.order_by("baris__nama", "pk"))
    bad, *rest = attempts
    client, page = sign_in(Client(), team.pembantu), f"/pembayaran/kiriman/{sent.pk}/"

    opened = client.get(page)
    form = opened.context["form"]
    assert [form[name].value() for name in ("status", "tanggal")] == [None, None]
    assert "checked" not in opened.content.decode().split("Menunggu hasil", 1)[1]
    whole = sum(one.jumlah for one in attempts)
    assert opened.context["jumlah"] == {"menunggu": whole, "gagal": 0, "berhasil": 0}

    today = {"tanggal": str(clock.today())}
    assert client.post(f"{page}hasil/", RESULT | today).status_code == 422  # nobody chosen
    failed = RESULT | today | {"status": GAGAL, "bukti": "", "rujukan": [bad.rujukan]}
    assert client.post(f"{page}hasil/", failed | {"alasan": "-"}).status_code == 422
    assert client.post(f"{page}hasil/", failed | {"alasan": "Rekening tutup."}).status_code == 302
    shown = client.get(page)
    assert shown.context["jumlah"] == {
        "menunggu": whole - bad.jumlah,
        "gagal": bad.jumlah,
        "berhasil": 0,
    }
    text = shown.content.decode()
    assert text.index("Rekening tutup.") < text.index("Catat hasil yang dicentang")

    ticked = {"sisa": "ya", "rujukan": [rest[0].rujukan]}
    both = client.post(f"{page}hasil/", RESULT | today | ticked)
    assert both.status_code == 422
    assert "Ada yang dicentang" in both.content.decode()
    assert sent.percobaan.filter(status=DIKIRIM).count() == len(rest)
    assert client.post(f"{page}hasil/", RESULT | today | {"sisa": "ya"}).status_code == 302
    done = client.get(page).context
    assert (done["jumlah"]["berhasil"], done["jumlah"]["menunggu"]) == (whole - bad.jumlah, 0)
    again = client.post(f"{page}hasil/", RESULT | today | {"sisa": "ya"}, follow=True)
    assert "sudah ada hasilnya" in again.content.decode()
