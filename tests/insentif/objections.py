"""An objection as the tests make and answer it."""

from typing import TYPE_CHECKING

from django.test import Client

from tests.factories.akun import sign_in
from tests.factories.insentif import make_team
from upaya.akun.models import Membership
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.hasil.models import PerhitunganPetugas

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse  # the stubs' name of an answer

KATA = "Kunjungan 12 Agustus tidak tercatat."


Case = tuple[Membership, PerhitunganPetugas, Pengajuan]


def head(month: Pengajuan) -> Client:
    return sign_in(Client(), make_team(month.puskesmas).kepala)


def write(
    client: Client, share: PerhitunganPetugas, **changed: str
) -> "_MonkeyPatchedWSGIResponse":
    return client.post(
        f"/slip/{share.pk}/sanggah/", {"pokok": "lapangan", "uraian": KATA} | changed
    )
