"""The sheet of indices: filled in, published, corrected."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from pytest_django import Settings

from tests.factories.akun import make_membership, sign_in
from tests.factories.insentif import make_indeks, make_month, make_team
from tests.factories.regulasi import make_baris, make_ketetapan
from tests.factories.wilayah import make_kabupaten, make_puskesmas
from upaya.akun.models import User
from upaya.core.models import AuditEntry
from upaya.insentif.indeks import services as indeks
from upaya.insentif.indeks.models import IndeksTerbit
from upaya.insentif.indeks.services import Indices, PublishRefusedError
from upaya.insentif.ketetapan.kinds import Kunci
from upaya.regulasi import services as aturan
from upaya.regulasi.services import AturanRefusedError
from upaya.rules.kesehatan import KEPALA_DINAS
from upaya.rules.period import Period
from upaya.wilayah.models import Unit

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse  # the stubs' name of an answer
from tests.insentif.indexed import AGUSTUS, proposed, row

pytestmark = pytest.mark.django_db


NAMES = ("kinerja_spm", "kesulitan_wilayah", "beban_kerja")


@pytest.fixture(autouse=True)
def _november(settings: Settings) -> None:
    settings.BUSINESS_DATE = date(2022, 11, 3)


def sheet(*rows: tuple[Unit, tuple[str, str, str]], **more: str) -> dict[str, str]:
    cells = {
        f"{name}_{unit.pk}": text
        for unit, texts in rows
        for name, text in zip(NAMES, texts, strict=True)
    }
    return cells | {"nomor_surat": "440/7/2022", "alasan": ""} | more


def post(
    unit: Unit, data: dict[str, str], period: Period = AGUSTUS
) -> "_MonkeyPatchedWSGIResponse":
    client = sign_in(Client(), make_team(unit).admin)
    return client.post(f"/indeks/{period}/", data)


def counts(unit: Unit, period: Period = AGUSTUS) -> tuple[str, ...] | None:
    latest = indeks.latest_for(unit.pk, period)
    return None if latest is None else tuple(str(v.normalize()) for v in latest.as_dict().values())


# ------------------------------------------------------------------ the sheet


@pytest.mark.empty_world
def test_some_can_be_published_and_the_others_left_for_later() -> None:
    here, there = make_puskesmas("Panji"), make_puskesmas("Besuki")
    answer = post(here, sheet((here, ("0,27", "0.08", " 0,2 ")), (there, ("", "", ""))))
    assert answer.status_code == 302
    assert counts(here) == ("0.27", "0.08", "0.2")
    assert counts(there) is None
    published = IndeksTerbit.objects.get()
    assert (published.versi, published.nomor_surat, published.alasan) == (1, "440/7/2022", "")
    entry = AuditEntry.objects.get(action="indeks.terbitkan")
    assert entry.detail["puskesmas"] == here.pk


@pytest.mark.parametrize(
    "text",
    ["1,0001", "-0,01", "0,00001", "setengah", "NaN", "Infinity", "1e-3x", "0,2,7", "1.000,5"],
)
def test_what_is_no_index_is_refused_at_its_field(text: str) -> None:
    unit = make_puskesmas()
    answer = post(unit, sheet((unit, (text, "0,08", "0,20"))))
    assert answer.status_code == 422
    assert f'class="error" id="id_kinerja_spm_{unit.pk}_error"' in answer.content.decode()
    assert [step["url"] for step in answer.context["remah"]] == ["/indeks/", ""]
    assert counts(unit) is None


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        (("0,34", "0,08", "0,20"), "di atas indeks kinerja SPM tertinggi dalam tabelnya, 0,33"),
        (("0,27", "0,3301", "0,20"), "di atas indeks kesulitan wilayah tertinggi"),
        (("0,27", "0,08", "1"), "di atas indeks beban kerja tertinggi"),
    ],
)
def test_an_index_above_its_table_is_refused_whatever_the_reason(
    texts: tuple[str, str, str], told: str
) -> None:
    unit = make_puskesmas()
    answer = post(unit, sheet((unit, texts), alasan="Luar biasa baik"))
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert counts(unit) is None
    values = Indices(*(Decimal(text.replace(",", ".")) for text in texts))
    admin = make_team(unit).admin.access()
    with pytest.raises(PublishRefusedError, match="di atas"):
        indeks.publish(
            unit.pk, AGUSTUS, values, admin, nomor_surat="1", alasan="Kinerja luar biasa"
        )


def test_a_hardship_index_above_the_category_that_the_perbup_prints_is_refused() -> None:
    panji = make_puskesmas("Puskesmas Panji", kategori="terpencil")  # printed: kota
    answer = post(panji, sheet((panji, ("0,27", "0,25", "0,20")), alasan="Sulit dicapai"))
    assert answer.status_code == 422
    assert "di atas indeks kategori perkotaan, 0,08" in answer.content.decode()
    admin = make_team(panji).admin.access()
    decree = make_ketetapan(
        Kunci.INDEKS_KESULITAN, 1_000, sampai=date(2022, 12, 31), puskesmas=panji
    )
    with pytest.raises(AturanRefusedError, match="kategori perkotaan"):
        aturan.propose(admin, decree)
    # without a printed category, and in a year without a printed one, the table is the limit
    other = make_puskesmas("Puskesmas Baru")
    assert post(other, sheet((other, ("0,27", "0,25", "0,20")))).status_code == 302


@pytest.mark.parametrize("text", ["0", "0,0001", "0,24", "0,1"])
def test_an_index_outside_its_table_waits_for_a_second_person(text: str) -> None:
    unit = make_puskesmas()
    alone = post(unit, sheet((unit, (text, "0,08", "0,20")), alasan="Laporan susulan"))
    assert alone.status_code == 422
    assert "orang kedua" in alone.content.decode()
    assert counts(unit) is None

    value = Decimal(text.replace(",", "."))
    admin = make_team(unit).admin.access()
    decree = make_ketetapan(
        Kunci.INDEKS_SPM, int(value * 10_000), sampai=date(2022, 12, 31), puskesmas=unit
    )
    proposed = aturan.propose(admin, decree)
    assert post(unit, sheet((unit, (text, "0,08", "0,20")), alasan="Laporan")).status_code == 422
    same = make_membership(KEPALA_DINAS, user=User.objects.get(pk=admin.user_id)).access()
    with pytest.raises(AturanRefusedError, match="dari orang lain"):
        aturan.approve(proposed.pk, same)
    aturan.approve(proposed.pk, make_membership(KEPALA_DINAS).access())

    silent = post(unit, sheet((unit, (text, "0,08", "0,20"))))
    assert silent.status_code == 422
    assert "di luar tabel harus beralasan" in silent.content.decode()
    data = sheet((unit, (text, "0,08", "0,20")), alasan="Laporan susulan")
    assert post(unit, data).status_code == 302
    latest = indeks.latest_for(unit.pk, AGUSTUS)
    assert latest is not None
    assert (latest.kinerja_spm, latest.alasan) == (value, "Laporan susulan")
    # the decree is of this puskesmas and this index alone
    other = make_puskesmas("Besuki")
    assert post(other, sheet((other, (text, "0,08", "0,20")), alasan="x")).status_code == 422
    assert post(unit, sheet((unit, ("0,27", "0,08", text)), alasan="x")).status_code == 422


def test_a_district_that_decreed_the_continuous_method_publishes_what_it_gives() -> None:
    unit = make_puskesmas()
    assert unit.kabupaten is not None
    make_baris(unit.kabupaten, Kunci.METODE_SPM, "kontinu")
    assert post(unit, sheet((unit, ("0,28", "0,08", "0,20")))).status_code == 302
    assert post(unit, sheet((unit, ("0,34", "0,08", "0,20")), alasan="x")).status_code == 422


@pytest.mark.empty_world
def test_a_row_half_filled_is_a_fault_and_keeps_what_was_typed() -> None:
    here, there = make_puskesmas("Panji"), make_puskesmas("Besuki")
    answer = post(here, sheet((here, ("0,27", "", "0,20")), (there, ("0,13", "0,17", "0,07"))))
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Isi ketiga indeks, atau kosongkan ketiganya." in text
    assert 'value="0,27"' in text
    assert not IndeksTerbit.objects.exists()


def test_a_proposal_that_lacks_an_index_is_passed_over_unless_it_was_touched() -> None:
    """In a first month nobody has data pelayanan yet: such rows must not block the others."""
    here, there = make_puskesmas("Panji"), make_puskesmas("Besuki")
    proposed = row(there)
    assert proposed.kinerja_spm is None
    shown = ("", "0,08", str(proposed.beban_kerja).replace(".", ","))
    assert post(here, sheet((here, ("0,27", "0,08", "0,20")), (there, shown))).status_code == 302
    assert (counts(here), counts(there)) == (("0.27", "0.08", "0.2"), None)
    touched = sheet((there, ("", "0,17", shown[2])))
    assert post(here, touched).status_code == 422


def test_the_letter_must_be_named() -> None:
    unit = make_puskesmas()
    answer = post(unit, sheet((unit, ("0,27", "0,08", "0,20")), nomor_surat=" "))
    assert answer.status_code == 422
    assert counts(unit) is None


@pytest.mark.empty_world
def test_published_indices_change_only_with_a_reason() -> None:
    unit = make_puskesmas()
    make_indeks(unit)
    changed = sheet((unit, ("0,33", "0,08", "0,20")))
    refused = post(unit, changed)
    assert refused.status_code == 422
    assert "Tulis alasan mengubah indeks yang sudah terbit." in refused.content.decode()
    assert counts(unit) == ("0.27", "0.08", "0.2")

    assert post(unit, changed | {"alasan": "Laporan susulan"}).status_code == 302
    assert counts(unit) == ("0.33", "0.08", "0.2")
    assert list(
        IndeksTerbit.objects.order_by("versi").values_list("versi", "kinerja_spm", "alasan")
    ) == [(1, Decimal("0.2700"), ""), (2, Decimal("0.3300"), "Laporan susulan")]


@pytest.mark.empty_world
def test_the_same_again_publishes_nothing() -> None:
    unit = make_puskesmas()
    make_indeks(unit)
    answer = post(unit, sheet((unit, ("0,2700", "0,08", "0,20"))))
    assert answer.status_code == 302
    assert IndeksTerbit.objects.count() == 1
    client = sign_in(Client(), make_team(unit).admin)
    data = sheet((unit, ("0,27", "0,08", "0,20")))
    followed = client.post("/indeks/2022-08/", data, follow=True)
    assert "Tidak ada indeks yang berubah" in followed.content.decode()


@pytest.mark.parametrize(
    ("status", "locked"),
    [
        ("draf", False),
        ("dikembalikan", False),
        ("menunggu_verifikasi", True),
        ("diverifikasi_puskesmas", True),
        ("diajukan", True),
        ("disetujui", True),
        ("ditolak", True),
    ],
)
def test_once_the_month_has_left_its_draft_the_indices_stand(status: str, locked: bool) -> None:  # noqa: FBT001
    month = make_month(status=status, filled=True)
    unit = month.puskesmas
    assert row(unit).terkunci is locked

    post(unit, sheet((unit, ("0,33", "0,08", "0,33")), alasan="Berubah menurut laporan"))

    assert (counts(unit) == ("0.27", "0.08", "0.2")) is locked
    admin = make_team(unit).admin.access()
    values = Indices(Decimal("0.1"), Decimal("0.1"), Decimal("0.1"))
    if locked:
        with pytest.raises(PublishRefusedError, match="sudah melewati draf"):
            indeks.publish(
                unit.pk, AGUSTUS, values, admin, nomor_surat="1", alasan="Berubah menurut laporan"
            )
        page = sign_in(Client(), make_team(unit).admin).get("/indeks/2022-08/").content.decode()
        assert f"Terkunci: {month.state.label}" in page


def test_a_sheet_is_published_whole_or_not_at_all() -> None:
    free, locked = make_puskesmas("Besuki"), make_month(status="diajukan").puskesmas
    values = Indices(Decimal("0.1"), Decimal("0.1"), Decimal("0.1"))
    admin = make_team(free).admin.access()
    entries = AuditEntry.objects.count()
    with pytest.raises(PublishRefusedError, match="Panji sudah melewati draf"):
        indeks.publish_all(
            [(free.pk, values), (locked.pk, values)],
            AGUSTUS, admin, nomor_surat="1", alasan="Berubah menurut laporan",
        )  # fmt: skip
    assert counts(free) is None
    assert AuditEntry.objects.count() == entries


def test_a_month_sent_while_the_sheet_was_open_refuses_it_in_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    month = make_month(status="menunggu_verifikasi")
    unit, other = month.puskesmas, make_puskesmas("Besuki")
    rows = proposed(make_team(unit).admin.access().scope, AGUSTUS)
    stale = [replace(found, pengajuan=None) for found in rows]
    monkeypatch.setattr("upaya.insentif.indeks.views.proposals", lambda *_: stale)

    data = sheet(
        (unit, ("0,33", "0,08", "0,20")),
        (other, ("0,13", "0,08", "0,13")),
        alasan="Laporan susulan",
    )
    answer = post(unit, data)

    assert answer.status_code == 422
    assert "Panji sudah melewati draf bulan Agustus 2022" in answer.content.decode()
    assert counts(other) is None


def test_another_districts_puskesmas_cannot_be_slipped_in() -> None:
    unit, far = make_puskesmas(), make_puskesmas("Jauh", make_kabupaten("35.10"))
    answer = post(unit, sheet((far, ("0,1", "0,1", "0,1"))))
    assert answer.status_code == 302
    assert counts(far) is None
    admin = make_team(unit).admin.access()
    values = Indices(Decimal("0.1"), Decimal("0.1"), Decimal("0.1"))
    with pytest.raises(Unit.DoesNotExist):
        indeks.publish(far.pk, AGUSTUS, values, admin, nomor_surat="1")
