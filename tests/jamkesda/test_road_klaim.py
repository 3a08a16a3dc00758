"""A claim's whole way: two doors, checks, verifier, return, head, batch, payment, reversal."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.db.models import Sum
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from tests.factories.akun import make_access
from tests.factories.jamkesda import bare_surat, make_perjanjian, make_peserta, make_ppk
from tests.factories.miskol import picture
from tests.factories.regulasi import make_baris
from tests.factories.wilayah import make_unit
from upaya.akun.models import User
from upaya.alur.road import MoveRefusedError
from upaya.core import clock
from upaya.core.access import Access
from upaya.core.models import WorkflowLog
from upaya.exchange.jamkesda.klaim_sheet import KlaimTertulis, claims_book, read_claims
from upaya.exchange.jamkesda.tarif_sheet import read_tariffs, tariffs_book
from upaya.jamkesda.buku import services as buku
from upaya.jamkesda.buku.models import Batas
from upaya.jamkesda.buku.services import Kunci
from upaya.jamkesda.klaim import banyak, lampiran, masuk, putusan
from upaya.jamkesda.klaim.models import AlasanTercatat, Klaim
from upaya.jamkesda.klaim.reading import BacaanKlaim
from upaya.jamkesda.klaim.road import ROAD
from upaya.jamkesda.kumpulan import queries
from upaya.jamkesda.kumpulan import services as kumpulan
from upaya.jamkesda.kumpulan.models import Kumpulan
from upaya.jamkesda.kumpulan.road import ROAD as BATCH
from upaya.jamkesda.peserta.models import Peserta
from upaya.jamkesda.tarif import services as tarif
from upaya.pembayaran.models import Pembayaran
from upaya.pembayaran.services import rekening, results, shipments
from upaya.pembayaran.services.funds import Transfer
from upaya.pembayaran.services.rekening import UsulanRekening
from upaya.pembayaran.services.results import Hasil
from upaya.pembayaran.services.shipments import Perintah
from upaya.rules.jamkesda import peran
from upaya.rules.jamkesda.klaim import BarisKlaim, Masa, Tarif
from upaya.rules.pembayaran import BERHASIL
from upaya.wilayah.models import Unit

pytestmark = pytest.mark.django_db

DAY = date(2022, 8, 10)
LIST = "Tarif contoh"
PRICES = (
    (Tarif("89.03", date(2022, 1, 1), None, 50_000), "Pemeriksaan dokter"),
    (Tarif("OBT-1", date(2022, 1, 1), None, 10_000), "Parasetamol"),
)
PAPERS = ("resume medis", "rincian biaya")


class Dunia:
    """A hospital with an agreement, a member, letters, a tariff, and everybody who works."""

    def __init__(self) -> None:
        self.ppk = make_ppk()
        self.unit = self.ppk.unit
        district = self.unit.kabupaten
        dinas = make_unit("dinas", district, nama="Dinas Kesehatan")
        self.upt = make_unit("upt", below=dinas, nama="UPT Jamkesda")
        self.admin = make_access(peran.ADMIN_UPT, self.upt)
        self.kepala = make_access(peran.KEPALA_UPT, self.upt)
        self.verifikator = make_access(peran.VERIFIKATOR, self.upt)
        self.bendahara = make_access(peran.BENDAHARA, self.upt)
        self.petugas = make_access(peran.PETUGAS_KLAIM, self.unit)
        self.perjanjian = make_perjanjian(self.ppk, daftar_tarif=LIST)
        self.peserta = make_peserta()
        self.tariff(PRICES)

    def tariff(self, rows: Any) -> Any:  # noqa: ANN401 - tariffs with their names
        data = tariffs_book(rows)
        made = tarif.coba(self.admin, LIST, "SK 1", data, read_tariffs(data))
        tarif.usulkan(made.pk, self.admin)
        return tarif.putus(made.pk, self.kepala, setuju=True, alasan="")

    def claim(self, n: int = 0, of: Peserta | None = None, **changes: Any) -> KlaimTertulis:  # noqa: ANN401 - fields of a claim
        day, member = DAY + timedelta(n), of or self.peserta
        letter = bare_surat(
            self.ppk, member, layanan="rjtl", diagnosis="A09", mulai=day, sampai=day,
            status="selesai", perjanjian=self.perjanjian,
        )  # fmt: skip
        made = KlaimTertulis(
            f"K{n}", member.kartu, letter.nomor, "rawat_jalan", day, day, ("A09.0",), PAPERS,
            (BarisKlaim(1, "89.03", day, 1, 50_000), BarisKlaim(2, "OBT-1", day, 10, 10_000)),
        )  # fmt: skip
        return made._replace(**changes)

    def send(self, *claims: KlaimTertulis) -> list[Klaim]:
        return masuk.terima(self.petugas, self.unit, claims).baru

    def move(self, claim: Klaim, name: str, access: Access, reason: str = "") -> Klaim:
        made = ROAD.execute(claim.pk, name, access, reason=reason)
        assert isinstance(made, Klaim)
        return made


@pytest.fixture
def dunia(settings: Settings) -> Dunia:
    settings.BUSINESS_DATE = date(2022, 8, 31)
    return Dunia()


WHY = "Hasil laboratorium belum disertakan dalam berkas."


def cut(claim: Klaim) -> int:
    rows = AlasanTercatat.objects.filter(klaim=claim, putaran=claim.round)
    return rows.aggregate(n=Sum("jumlah"))["n"] or 0


def test_a_clean_claim_passes_two_hats_and_nobody_opens_it(dunia: Dunia) -> None:
    one, two = dunia.send(dunia.claim(0), dunia.claim(1))
    assert {one.putusan, two.putusan} == {"lolos"}, BacaanKlaim(one).sebab
    seen = [one.pk, two.pk]
    assert banyak.langkah(dunia.verifikator, "verifikasi", seen) == 2
    assert banyak.langkah(dunia.verifikator, "verifikasi", seen) == 0  # a second click
    away = make_access(peran.KEPALA_UPT, dunia.upt)
    assert banyak.langkah(replace(dunia.kepala, mewakili=away.user_id), "setujui", seen) == 2
    logs = WorkflowLog.objects.filter(workflow=ROAD.workflow.name, move="setujui")
    both = (dunia.kepala.user_id, away.user_id)
    assert set(logs.values_list("actor", "mewakili")) == {both}, "many at once name both too"
    one.refresh_from_db()
    assert (one.status, one.disetujui) == ("disetujui", 150_000)
    assert [line.disetujui for line in one.layanan.all()] == [50_000, 100_000]


def test_every_rupiah_that_a_verifier_cuts_has_a_code_and_frees_its_limit(dunia: Dunia) -> None:
    year = Kunci("peserta", dunia.peserta.kartu, 2022)
    buku.tetapkan(dunia.kepala, year, 1_000_000)
    dear = (BarisKlaim(1, "89.03", DAY, 1, 60_000), BarisKlaim(2, "OBT-1", DAY, 10, 10_000))
    (claim,) = dunia.send(dunia.claim(0, baris=dear))
    assert (claim.putusan, claim.diperiksa) == ("dipotong", 150_000)
    with pytest.raises(MoveRefusedError, match="Putuskan dulu baris 1"):
        dunia.move(claim, "verifikasi", dunia.verifikator)
    word: dict[str, Any] = {
        "kode": "V01",
        "jumlah": 40_000,
        "kalimat": "Resepnya hanya enam tablet.",
    }
    with pytest.raises(ValidationError) as refused:
        putusan.putuskan(dunia.verifikator, claim.pk, 2, **word | {"jumlah": 100_001})
    assert "jumlah" in refused.value.error_dict
    putusan.putuskan(dunia.verifikator, claim.pk, 2, **word)
    putusan.terima_sisanya(dunia.verifikator, claim.pk)
    dunia.move(claim, "verifikasi", dunia.verifikator)
    with pytest.raises(MoveRefusedError):
        dunia.move(claim, "tolak", dunia.kepala, WHY)  # something is left
    done = dunia.move(claim, "setujui", dunia.kepala)
    assert done.disetujui == 110_000 == done.diminta - cut(done)
    assert Batas.objects.get(kunci=dunia.peserta.kartu).terpakai == 110_000


def test_returned_is_not_refused_and_is_checked_anew_with_what_came(
    dunia: Dunia, settings: Settings
) -> None:
    (claim,) = dunia.send(dunia.claim(0, lampiran=("resume medis",)))
    assert BacaanKlaim(claim).kode == ["B01"]
    claim = dunia.move(claim, "kembalikan", dunia.verifikator, WHY)
    assert (claim.status, claim.deadline is not None) == ("dikembalikan", True)
    with pytest.raises(MoveRefusedError, match="rincian biaya belum ada"):
        dunia.move(claim, "lengkapi", dunia.petugas)
    lampiran.lampirkan(dunia.petugas, claim.pk, "Rincian biaya", picture())
    before = Klaim.objects.get(pk=claim.pk).sidik
    claim = dunia.move(claim, "lengkapi", dunia.petugas)
    assert (claim.status, claim.round, claim.putusan) == ("diajukan", 2, "lolos")
    assert claim.sidik != before
    assert BacaanKlaim(claim).sebab == []
    assert AlasanTercatat.objects.filter(klaim=claim, kode="B01", putaran=1).exists()
    dunia.move(claim, "kembalikan", dunia.verifikator, WHY)
    with pytest.raises(MoveRefusedError, match="Tenggat"):
        dunia.move(claim, "tutup_lewat_tenggat", dunia.kepala, WHY)
    settings.BUSINESS_DATE = date(2022, 12, 1)
    closed = dunia.move(claim, "tutup_lewat_tenggat", dunia.kepala, WHY)
    assert (closed.status, closed.disetujui, cut(closed)) == ("ditolak", 0, closed.diminta)


def test_by_form_and_by_file_after_a_lost_answer_it_is_one_claim(dunia: Dunia) -> None:
    typed = dunia.claim(0)
    dunia.send(typed)  # stored; the answer never came
    assert dunia.send(typed) == []
    data = claims_book([typed])
    kept = masuk.unggah(dunia.petugas, dunia.unit, "klaim.xlsx", data, read_claims(data).klaim)
    found = masuk.simpan_unggahan(kept.pk, dunia.petugas)
    assert (len(found.baru), len(found.sudah), Klaim.objects.count()) == (0, 1, 1)


def test_a_dry_run_says_what_storing_would_say_and_stores_nothing(dunia: Dunia) -> None:
    claims = [dunia.claim(0), dunia.claim(1, surat=None)]
    tried = masuk.uji(dunia.petugas, dunia.unit, claims)
    assert (tried.baru, tried.diminta, tried.disetujui) == (2, 300_000, 150_000)
    assert Klaim.objects.count() == 0


def test_who_asked_never_verifies_and_who_verified_never_approves(dunia: Dunia) -> None:
    (claim,) = dunia.send(dunia.claim(0))
    other = make_access(peran.VERIFIKATOR, dunia.upt, user_of(dunia.petugas))
    with pytest.raises(MoveRefusedError):
        dunia.move(claim, "verifikasi", other)
    with pytest.raises(MoveRefusedError):
        banyak.langkah(other, "verifikasi", [claim.pk])
    dunia.move(claim, "verifikasi", dunia.verifikator)
    head = make_access(peran.KEPALA_UPT, dunia.upt, user_of(dunia.verifikator))
    with pytest.raises(MoveRefusedError):
        dunia.move(claim, "setujui", head)
    with pytest.raises(MoveRefusedError):
        banyak.langkah(head, "setujui", [claim.pk])


def user_of(access: Access) -> User:
    return User.objects.get(pk=access.user_id)


def test_a_list_is_in_force_by_two_people_and_by_its_dates(dunia: Dunia) -> None:
    data = tariffs_book(((Tarif("89.03", DAY + timedelta(1), None, 70_000), "Baru"),
                         (Tarif("89.03", date(2022, 1, 1), DAY, 50_000), "Lama")))  # fmt: skip
    made = tarif.coba(dunia.admin, LIST, "SK 2", data, read_tariffs(data))
    beda = tarif.beda(made)
    assert (len(beda.baru), len(beda.berubah), len(beda.hilang)) == (1, 1, 1)
    tarif.usulkan(made.pk, dunia.admin)
    own = make_access(peran.KEPALA_UPT, dunia.upt, user_of(dunia.admin))
    with pytest.raises(ValidationError, match="orang lain"):
        tarif.putus(made.pk, own, setuju=True, alasan="")
    tarif.putus(made.pk, dunia.kepala, setuju=True, alasan="")
    lines = [BarisKlaim(1, "89.03", day, 1, 70_000) for day in (DAY, DAY + timedelta(1))]
    old, new = dunia.send(dunia.claim(0, baris=(lines[0],)), dunia.claim(1, baris=(lines[1],)))
    assert (old.diperiksa, new.diperiksa) == (50_000, 70_000)


# ------------------------------------------------------------------ batch and payment
AUGUST = Masa(date(2022, 8, 1), date(2022, 8, 20))


def approved(dunia: Dunia, *claims: KlaimTertulis) -> list[Klaim]:
    made = dunia.send(*claims)
    seen = [one.pk for one in made]
    banyak.langkah(dunia.verifikator, "verifikasi", seen)
    banyak.langkah(dunia.kepala, "setujui", seen)
    return made


def ceiling(dunia: Dunia, amount: int, day: int = 1) -> None:
    assert dunia.unit.kabupaten is not None
    make_baris(
        dunia.unit.kabupaten, "jamkesda.pagu", amount,
        mulai=date(2022, 1, day), sampai=date(2022, 12, 31), tanggal=date(2022, 1, day),
    )  # fmt: skip


def account(unit: Unit, asks: Access, decides: Access) -> None:
    wanted = UsulanRekening(
        "Bank Rekaan", "1234567890", "RSUD REKAAN", date(2022, 1, 1), "SR/1", "Rekening pertama."
    )
    rekening.decide(rekening.ask(unit.pk, wanted, asks).pk, decides, setuju=True, alasan="")


def test_a_batch_is_closed_once_paid_by_others_and_closes_its_claims(dunia: Dunia) -> None:
    claims = approved(dunia, dunia.claim(0), dunia.claim(1))
    with pytest.raises(ValidationError, match="Pagu Jamkesda tahun 2022 belum ditetapkan"):
        kumpulan.tutup(dunia.bendahara, AUGUST)
    ceiling(dunia, 1_000_000)
    batch = kumpulan.tutup(dunia.bendahara, AUGUST)
    assert (batch.total, batch.banyak, batch.tersedia) == (300_000, 2, 1_000_000)
    assert kumpulan.tutup(dunia.bendahara, AUGUST) == batch  # a second click
    assert queries.anggaran("64.09", 2022).sisa == 700_000
    paid = {"transfer": Transfer("SP2D/1", clock.today(), 300_000, "", uuid4())}
    with pytest.raises(MoveRefusedError, match="Rekening RSUD Rekaan belum ada"):
        BATCH.execute(batch.pk, "bayarkan", dunia.kepala, context=paid)
    account(dunia.unit, dunia.petugas, dunia.kepala)
    account(dunia.upt, dunia.bendahara, dunia.kepala)
    BATCH.execute(batch.pk, "bayarkan", dunia.kepala, context=paid)
    payment = Pembayaran.objects.get(sumber="kumpulan", sumber_id=batch.pk)
    order = Perintah(
        tuple(payment.baris.values_list("pk", flat=True)), "transfer", clock.today(), uuid4()
    )
    verifier = make_access(peran.BENDAHARA, dunia.upt, user_of(dunia.verifikator))
    with pytest.raises(ValidationError, match="yang membayar harus orang lain"):
        shipments.send(payment.pk, order, verifier)
    sent = shipments.send(payment.pk, order, dunia.bendahara)
    attempt = sent.percobaan.get()
    arrived = Hasil(attempt.rujukan, BERHASIL, clock.today(), bukti="TRX-1")
    results.note(payment.pk, [arrived], dunia.bendahara)
    batch.refresh_from_db()
    assert batch.status == "dibayar"
    assert {Klaim.objects.get(pk=one.pk).status for one in claims} == {"dibayar"}


def test_a_reversal_frees_claims_and_ceiling_and_nothing_else_undoes_a_batch(dunia: Dunia) -> None:
    claims = approved(dunia, dunia.claim(0), dunia.claim(1))
    ceiling(dunia, 250_000)
    with pytest.raises(ValidationError, match="di atas sisa pagu"):
        kumpulan.tutup(dunia.bendahara, AUGUST)
    ceiling(dunia, 300_000, day=2)
    batch = kumpulan.tutup(dunia.bendahara, AUGUST)
    with pytest.raises(DatabaseError), transaction.atomic():
        Kumpulan.objects.filter(pk=batch.pk).update(total=1)
    own = make_access(peran.KEPALA_UPT, dunia.upt, user_of(dunia.bendahara))
    with pytest.raises(MoveRefusedError, match="menutup kumpulan"):
        BATCH.execute(batch.pk, "balik", own, reason=WHY)
    BATCH.execute(batch.pk, "balik", dunia.kepala, reason=WHY)
    assert {Klaim.objects.get(pk=one.pk).status for one in claims} == {"disetujui"}
    assert queries.anggaran("64.09", 2022).sisa == 300_000
    assert kumpulan.tutup(dunia.bendahara, AUGUST) != batch  # the same period again


def test_debts_by_age_are_carried_into_the_next_budget_year(dunia: Dunia) -> None:
    approved(dunia, dunia.claim(0), dunia.claim(1))
    ((_, now),), total = queries.utang_per_ppk(dunia.kepala.scope, clock.today())
    assert (total, now.umur["0 sampai 30 hari"], now.tahun_lalu) == (300_000, 300_000, 0)
    ((_, later),), _ = queries.utang_per_ppk(dunia.kepala.scope, date(2023, 2, 1))
    assert (later.umur["lebih dari 90 hari"], later.tahun_lalu) == (300_000, 300_000)


def test_a_claim_approved_at_zero_enters_no_batch(dunia: Dunia) -> None:
    ceiling(dunia, 1_000_000)
    (claim,) = dunia.send(dunia.claim(0, surat=None))
    dunia.move(claim, "verifikasi", dunia.verifikator)
    with pytest.raises(MoveRefusedError, match="Tidak ada rupiah yang disetujui"):
        dunia.move(claim, "setujui", dunia.kepala)
    refused = dunia.move(claim, "tolak", dunia.kepala, WHY)
    assert (refused.disetujui, cut(refused)) == (0, refused.diminta)
    with pytest.raises(ValidationError, match="Tidak ada klaim yang dapat dibayar"):
        kumpulan.tutup(dunia.bendahara, AUGUST)


def test_statements_do_not_grow_with_the_claims(dunia: Dunia) -> None:
    counted = []
    ceiling(dunia, 100_000_000)
    for first, many in ((0, 2), (2, 8)):
        claims = [dunia.claim(n) for n in range(first, first + many)]
        day = [one.masuk for one in claims]
        with CaptureQueriesContext(connection) as seen:
            approved(dunia, *claims)
            kumpulan.tutup(dunia.bendahara, Masa(min(day), max(day)))
        counted.append(len(seen))
    assert counted[0] == counted[1], counted
