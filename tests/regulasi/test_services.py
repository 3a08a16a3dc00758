from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests.factories.akun import make_access, make_membership, make_user
from tests.factories.regulasi import BANDS, make_baris, make_ketetapan
from tests.factories.wilayah import make_dinas, make_kabupaten, make_puskesmas
from tests.world.parts import gathered
from upaya.core.access import Access
from upaya.core.models import AuditEntry
from upaya.insentif.ketetapan.kinds import Kunci
from upaya.regulasi import queries, services
from upaya.regulasi.forms import DecreeForm
from upaya.regulasi.ketetapan import beralamat, semua
from upaya.regulasi.models import BarisAturan
from upaya.regulasi.queries import pagu_insentif, pagu_insentif_semua, rulebook_for
from upaya.regulasi.services import AturanRefusedError
from upaya.rules.kesehatan import ADMIN_DINAS, KEPALA_DINAS

pytestmark = [pytest.mark.django_db, pytest.mark.empty_world]

DAY = date(2022, 8, 31)
BAND_KEY = Kunci.PITA_PENDUDUK.value


@pytest.fixture
def admin() -> Access:
    return make_access(ADMIN_DINAS)


@pytest.fixture
def head() -> Access:
    return make_access(KEPALA_DINAS)


def test_a_proposal_counts_only_when_another_person_approved_it(
    admin: Access, head: Access
) -> None:
    row = services.propose(admin, make_ketetapan())
    assert rulebook_for("35.12").read(BAND_KEY, DAY, "35.12").items != tuple(BANDS)
    services.approve(row.pk, head)
    value = rulebook_for("35.12").read(BAND_KEY, DAY, "35.12")
    assert value.items == tuple(BANDS)
    assert (value.source, value.origin, value.unit) == ("188/45/2022", "teks", "jiwa")
    actions = list(AuditEntry.objects.order_by("number").values_list("action", "actor_id"))
    assert actions == [("aturan.usul", admin.user_id), ("aturan.setujui", head.user_id)]


def test_another_district_does_not_get_it(admin: Access, head: Access) -> None:
    services.approve(services.propose(admin, make_ketetapan()).pk, head)
    elsewhere = rulebook_for("35.10").read(BAND_KEY, DAY, "35.10")
    assert elsewhere.items != tuple(BANDS)


def test_nobody_approves_their_own_proposal() -> None:
    person = make_user()
    admin = make_access(ADMIN_DINAS, user=person)
    head = make_membership(KEPALA_DINAS, user=person).access()
    row = services.propose(admin, make_ketetapan())
    with pytest.raises(AturanRefusedError, match="orang lain"):
        services.approve(row.pk, head)
    row.diputus_oleh_id, row.diputus_pada, row.status = person.pk, timezone.now(), "disetujui"
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_roles_are_held(admin: Access, head: Access) -> None:
    with pytest.raises(PermissionDenied):
        services.propose(head, make_ketetapan())
    row = services.propose(admin, make_ketetapan())
    with pytest.raises(PermissionDenied):
        services.approve(row.pk, admin)
    abroad = make_access(KEPALA_DINAS, make_dinas(make_kabupaten("35.10")))
    with pytest.raises(BarisAturan.DoesNotExist):
        services.approve(row.pk, abroad)


def test_a_rejection_has_a_reason_and_is_final(admin: Access, head: Access) -> None:
    row = services.propose(admin, make_ketetapan())
    with pytest.raises(AturanRefusedError, match="alasannya"):
        services.reject(row.pk, head, "  ")
    services.reject(row.pk, head, "Nomor keputusan keliru.")
    with pytest.raises(AturanRefusedError, match="sudah diputus"):
        services.approve(row.pk, head)
    row.refresh_from_db()
    assert (row.status, row.alasan) == ("ditolak", "Nomor keputusan keliru.")


def test_a_second_approval_is_refused(admin: Access, head: Access) -> None:
    row = services.propose(admin, make_ketetapan())
    services.approve(row.pk, head)
    with pytest.raises(AturanRefusedError, match="sudah diputus"):
        services.approve(row.pk, head)
    assert AuditEntry.objects.filter(action="aturan.setujui").count() == 1


def test_two_decrees_of_one_date_do_not_claim_the_same_days(admin: Access, head: Access) -> None:
    services.approve(services.propose(admin, make_ketetapan()).pk, head)
    later_start = make_ketetapan(nilai=[1, 2, 3, 4], mulai=date(2022, 9, 1))
    row = services.propose(admin, later_start)
    with pytest.raises(AturanRefusedError, match="bertanggal sama"):
        services.approve(row.pk, head)
    assert rulebook_for("35.12").read(BAND_KEY, DAY, "35.12").items == tuple(BANDS)


def test_a_later_decree_wins_and_leaves_what_was_known_alone(admin: Access, head: Access) -> None:
    services.approve(services.propose(admin, make_ketetapan()).pk, head)
    newer = make_ketetapan(nilai=[1, 2, 3, 4], tanggal=date(2022, 12, 1))
    services.approve(services.propose(admin, newer).pk, head)
    book = rulebook_for("35.12")
    assert book.read(BAND_KEY, DAY, "35.12").items == (1, 2, 3, 4)
    assert book.read(BAND_KEY, DAY, "35.12", date(2022, 11, 30)).items == tuple(BANDS)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"nilai": [1, 2, 3]}, "empat angka"),
        ({"nilai": [1, 2, 2, 3]}, "makin besar"),
        ({"nilai": [0, 1, 2, 3]}, "makin besar"),
        ({"nilai": ["1", "2", "3", "4"]}, "empat angka"),
        ({"nilai": 5}, "empat angka"),
        ({"kunci": Kunci.METODE_SPM, "nilai": "acak"}, "bertingkat atau kontinu"),
        ({"kunci": Kunci.METODE_SPM, "nilai": "kontinu", "puskesmas_id": 1}, "milik kabupaten"),
        ({"kunci": Kunci.PAGU_INSENTIF, "nilai": 5}, "milik satu puskesmas"),
        ({"kunci": Kunci.PAGU_INSENTIF, "nilai": -5}, "rupiah bulat"),
        ({"kunci": Kunci.PAGU_INSENTIF, "nilai": True}, "rupiah bulat"),
        ({"sampai": date(2022, 7, 1)}, "berakhir sebelum mulai"),
    ],
)
def test_what_no_decree_can_say_is_refused(
    admin: Access, change: dict[str, Any], words: str
) -> None:
    with pytest.raises(AturanRefusedError, match=words):
        services.propose(admin, replace(make_ketetapan(), **change))
    assert not BarisAturan.objects.exists()


def test_a_ceiling_is_of_one_year_and_of_a_puskesmas_here(admin: Access) -> None:
    unit = make_puskesmas("Panji")
    good = make_ketetapan(
        Kunci.PAGU_INSENTIF, 5, mulai=date(2023, 1, 1), sampai=date(2023, 12, 31), puskesmas=unit
    )
    with pytest.raises(AturanRefusedError, match="satu tahun"):
        services.propose(admin, replace(good, sampai=date(2024, 1, 1)))
    with pytest.raises(AturanRefusedError, match="satu tahun"):
        services.propose(admin, replace(good, sampai=None))
    abroad = make_puskesmas("Kertosari", make_kabupaten("35.10"))
    with pytest.raises(AturanRefusedError, match="tidak ada di kabupaten"):
        services.propose(admin, replace(good, puskesmas_id=abroad.pk))
    with pytest.raises(AturanRefusedError, match="tidak ada di kabupaten"):
        services.propose(admin, replace(good, puskesmas_id=admin.scope.unit))


def test_the_printed_pagu_counts_until_the_district_decrees_another(
    admin: Access, head: Access
) -> None:
    unit = make_puskesmas("Puskesmas Panji")
    assert pagu_insentif("35.12", unit.pk, 2022) == 36_975_500
    assert pagu_insentif("35.12", unit.pk, 2023) is None
    decree = make_ketetapan(
        Kunci.PAGU_INSENTIF,
        30_000_000,
        mulai=date(2022, 10, 1),
        sampai=date(2022, 12, 31),
        tanggal=date(2022, 11, 1),
        puskesmas=unit,
    )
    services.approve(services.propose(admin, decree).pk, head)
    assert pagu_insentif("35.12", unit.pk, 2022) == 30_000_000
    unit.nama = "Puskesmas Panji Baru"
    unit.save()
    assert pagu_insentif("35.12", unit.pk, 2022) == 30_000_000


def test_a_decree_cannot_raise_the_pagu_that_the_perbup_prints(admin: Access, head: Access) -> None:
    unit = make_puskesmas("Puskesmas Panji")
    raised = make_ketetapan(
        Kunci.PAGU_INSENTIF, 36_975_501, sampai=date(2022, 12, 31), puskesmas=unit
    )
    with pytest.raises(AturanRefusedError, match=r"melebihi Rp36\.975\.500"):
        services.propose(admin, raised)
    # one that got into the database in another way is not approved either, and pays no more
    assert unit.kabupaten is not None
    row = make_baris(
        unit.kabupaten,
        Kunci.PAGU_INSENTIF,
        36_975_501,
        sampai=date(2022, 12, 31),
        puskesmas=unit,
        status="usulan",
    )
    with pytest.raises(AturanRefusedError, match=r"melebihi Rp36\.975\.500"):
        services.approve(row.pk, head)
    make_baris(
        unit.kabupaten,
        Kunci.PAGU_INSENTIF,
        99_000_000,
        sampai=date(2022, 12, 31),
        puskesmas=unit,
    )
    assert pagu_insentif("35.12", unit.pk, 2022) == 36_975_500
    assert pagu_insentif_semua([unit], 2022) == {unit.pk: 36_975_500}
    # no text fixes a pagu of the year after
    later = replace(raised, mulai=date(2023, 1, 1), sampai=date(2023, 12, 31))
    services.approve(services.propose(admin, later).pk, head)
    assert pagu_insentif("35.12", unit.pk, 2023) == 36_975_501


def test_a_decree_that_begins_before_the_text_is_held_to_it_on_its_later_days(
    admin: Access,
) -> None:
    early = make_ketetapan(
        Kunci.PAGU_INSENTIF,
        40_000_000,
        mulai=date(2022, 1, 1),
        sampai=date(2022, 12, 31),
        puskesmas=make_puskesmas("Puskesmas Panji"),
    )
    with pytest.raises(AturanRefusedError, match="hanya dapat menurunkannya"):
        services.propose(admin, early)


@pytest.mark.parametrize(("nilai", "told"), [(3301, "di atas"), (10_001, "0 sampai 1")])
def test_a_decree_gives_no_index_above_its_table(admin: Access, nilai: int, told: str) -> None:
    wanted = make_ketetapan(
        Kunci.INDEKS_SPM, nilai, sampai=date(2022, 12, 31), puskesmas=make_puskesmas()
    )
    with pytest.raises(AturanRefusedError, match=told):
        services.propose(admin, wanted)


def test_the_method_reaches_the_rules(admin: Access, head: Access) -> None:
    decree = make_ketetapan(Kunci.METODE_SPM, "kontinu")
    services.approve(services.propose(admin, decree).pk, head)
    assert rulebook_for("35.12").read("insentif_ukm.spm.metode", DAY, "35.12").text == "kontinu"


def test_the_book_is_read_again_only_after_an_approval(
    admin: Access, head: Access, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    services.approve(services.propose(admin, make_ketetapan()).pk, head)
    first = rulebook_for("35.12")
    with django_assert_max_num_queries(1):
        assert rulebook_for("35.12") is first
    services.propose(admin, make_ketetapan(Kunci.METODE_SPM, "kontinu"))
    assert rulebook_for("35.12") is first


def test_a_renamed_puskesmas_keeps_its_pagu_under_its_code(admin: Access, head: Access) -> None:
    panji = make_puskesmas("Puskesmas Panji")
    pagu = make_ketetapan(
        Kunci.PAGU_INSENTIF, 30_000_000, sampai=date(2022, 12, 31), puskesmas=panji
    )
    services.approve(services.propose(admin, pagu).pk, head)
    assert rulebook_for("35.12").read("insentif_ukm.pagu.panji", DAY, "35.12").integer == 30_000_000
    panji.nama = "Puskesmas Panji Baru"
    panji.save()
    found = rulebook_for("35.12").read("insentif_ukm.pagu.panji", DAY, "35.12")
    assert found.integer == 30_000_000
    assert found.title == "Pagu insentif UKM Puskesmas Panji Baru setahun"
    panji.slug = "panjibaru"
    panji.save()
    found = rulebook_for("35.12").read("insentif_ukm.pagu.panjibaru", DAY, "35.12")
    assert found.integer == 30_000_000


@pytest.mark.parametrize(
    "change",
    [
        {"status": "entah"},
        {"sampai": date(2000, 1, 1)},
        {"diputus_pada": None},
        {"diputus_oleh_id": None},
        {"status": "usulan"},
        {"status": "ditolak"},  # without a reason
        {"kunci": Kunci.PAGU_INSENTIF.value},  # without a puskesmas
    ],
)
def test_the_database_repeats_the_promises(change: dict[str, Any]) -> None:
    row = make_baris(make_kabupaten())
    with pytest.raises(IntegrityError), transaction.atomic():
        BarisAturan.objects.filter(pk=row.pk).update(**change)


def test_a_rule_that_no_system_declares_is_neither_proposed_nor_stored(admin: Access) -> None:
    with pytest.raises(AturanRefusedError, match="tidak dikenal"):
        services.propose(admin, make_ketetapan("entah"))
    row = make_baris(make_kabupaten())
    row.kunci = "entah"
    with pytest.raises(ValidationError, match="“entah” tidak dikenal"):
        row.save()
    assert row.label == "entah"


def test_every_rule_of_a_district_has_its_form_its_address_and_its_words() -> None:
    # Which there are, each system's own world says: a dot at the end means one per puskesmas.
    assert {kunci: jenis.alamat for kunci, jenis in semua().items()} == gathered("RULES")
    assert len(beralamat()) == len(semua())
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", address) for address in beralamat())
    assert set(Kunci) <= set(semua())
    for jenis in semua().values():
        assert issubclass(jenis.form, DecreeForm)
        assert jenis.galat("").endswith(".")
    assert queries.words(Kunci.PITA_PENDUDUK, [1_000, 2_000]) == "1.000; 2.000 jiwa"
    assert queries.words(Kunci.PAGU_INSENTIF, 5_000) == "Rp5.000"
    assert queries.words("entah", 5) == "5"


def test_the_database_refuses_the_same_decree_twice() -> None:
    kabupaten = make_kabupaten()
    make_baris(kabupaten)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_baris(kabupaten)
    make_baris(kabupaten, status="usulan")
    make_baris(kabupaten, tanggal=date(2022, 7, 1) + timedelta(1))
