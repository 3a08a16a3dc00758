"""What is said after the checks in the demo: an answer, an objection, a claim sent anew."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.hashers import make_password

from upaya.akun.models import Membership, User
from upaya.core import clock
from upaya.core.access import Access
from upaya.jamkesda.demo.tempat import FIRST_DAY, TODAY, Panggung
from upaya.jamkesda.klaim import masuk
from upaya.jamkesda.klaim.models import Klaim
from upaya.jamkesda.klaim.reading import BacaanKlaim
from upaya.jamkesda.klaim.road import ROAD
from upaya.jamkesda.surat.models import SuratJaminan
from upaya.jamkesda.telaah import percakapan, services
from upaya.rules.jamkesda import road_klaim as jalan
from upaya.rules.jamkesda.peran import KEPALA_UPT, PETUGAS_KLAIM, VERIFIKATOR

_SENT = date(2022, 11, 2)
"""When the last claims came, and the second verifier took one of them."""


def make(panggung: Panggung) -> None:
    """One of each for whoever tries the demo as the first PPK and as a verifier."""
    with clock.pretend(_SENT):
        other = _second(panggung)
        objected = _cut(other, panggung)
    with clock.pretend(TODAY):
        _object(panggung, objected)
        _answer(panggung)
        _again(panggung)


def _second(panggung: Panggung) -> Access:
    """Another verifier: whoever decided a claim does not answer the objection to it."""
    user = User.objects.create(
        username="verifikator.kedua", name=panggung.orang.nama(),
        email="verifikator.kedua@contoh.invalid", password=make_password(None),
        nip="198001012005002899", pangkat="Penata (III/c)",
    )  # fmt: skip
    held = Membership.objects.create(
        user=user, role=VERIFIKATOR.name, unit=panggung.upt, nomor_sk="SK/DEMO/2022",
        mulai=FIRST_DAY,
    )  # fmt: skip
    held.unit = panggung.upt
    access: Access = held.access()
    return access


def _cut(verifier: Access, panggung: Panggung) -> Klaim:
    """A claim that the checks cut in part, verified and approved."""
    rows = Klaim.objects.filter(status=jalan.DIAJUKAN, putusan="dipotong", diperiksa__gt=0)
    own = rows.filter(unit=panggung.ppk[0].unit)
    claim: Klaim = (own if own.exists() else rows).earliest("pk")
    services.setujui(verifier, claim.pk)
    made = ROAD.execute(claim.pk, "setujui", panggung.of(KEPALA_UPT, panggung.upt))
    assert isinstance(made, Klaim)  # noqa: S101 - the road's model
    return made


def _object(panggung: Panggung, claim: Klaim) -> None:
    said = "Tarif yang kami tagih menurut daftar tarif yang berlaku sejak Juli; mohon dilihat lagi."
    percakapan.ajukan_keberatan(_clerk(panggung, claim), claim.pk, said, None)


def _answer(panggung: Panggung) -> None:
    """The provider of a returned claim says where the paper is."""
    claim: Klaim = Klaim.objects.filter(status=jalan.DIKEMBALIKAN).earliest("pk")
    (about, _), *_ = percakapan.sebab(BacaanKlaim(claim))
    said = "Rincian biaya masih di bagian keuangan; kami unggah paling lambat besok."
    percakapan.kirim_pesan(_clerk(panggung, claim), claim.pk, about, said, None)


def _again(panggung: Panggung) -> None:
    """A claim that was refused without its letter comes again with it."""
    rows = Klaim.objects.filter(status=jalan.DITOLAK, surat="", alasan__kode="P03")
    former: Klaim = rows.select_related("unit").latest("pk")
    letter = SuratJaminan.objects.get(
        ppk__unit=former.unit, peserta__kartu=former.peserta, mulai=former.masuk
    )
    written = masuk.dari_klaim(former, ())
    again = written._replace(nomor=f"{former.nomor}-U", surat=letter.nomor)
    percakapan.ajukan_ulang(_clerk(panggung, former), former.pk, again)


def _clerk(panggung: Panggung, claim: Klaim) -> Access:
    return panggung.access[claim.unit_id, PETUGAS_KLAIM.name]
