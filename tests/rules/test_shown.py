"""What is stored under a name reaches people in words, a ratio as a percent."""

from __future__ import annotations

from datetime import date

from tests.rules.months import month, officer
from upaya.exchange.rules_report import values_text
from upaya.rules import shown
from upaya.rules.insentif.compute import compute_month
from upaya.rules.insentif.explain import explain_month
from upaya.rules.insentif.explain_officer import explain_officers
from upaya.rules.loader import national_book
from upaya.rules.period import Period

VALUES = national_book().values()


def test_no_parameter_shows_a_stored_name() -> None:
    # A misprint of the Perbup is quoted as it was printed, underscore and all; the columns of a
    # file for another program say which field of the register each is filled from.
    quoted = {"bok.menu_tercetak", "jamkesda.bpjs.kolom"}
    stored = [value for value in VALUES if value.key not in quoted]
    odd = [value.key for value in stored if "_" in shown.text(value)]
    odd += [value.key for value in VALUES if "rasio" in shown.unit(value)]
    assert odd == []


def test_a_ratio_is_a_percent() -> None:
    base = national_book().read("insentif_ukm.dasar", date(2022, 8, 31))
    assert (shown.text(base), shown.unit(base)) == ("7,5%", "persen")
    part = national_book().read("dasbor.pagu.batas", date(2022, 8, 31))
    assert shown.unit(part) == "persen dari pagu setahun"
    assert "%" in shown.text(part)
    who = national_book().read("insentif_ukm.penerima", date(2022, 8, 31))
    assert shown.text(who) == "PNS; PPPK; non-ASN"


def test_the_command_line_says_the_same() -> None:
    who = national_book().read("insentif_ukm.penerima", date(2022, 8, 31))
    assert "  Nilai: PNS; PPPK; non-ASN (status)" in list(values_text([who]))


def test_no_working_and_no_warning_shows_one() -> None:
    """A month of 2023, when non-ASN are not entitled: that is explained and warned of."""
    people = [officer("p1"), officer("p2", status="non_ASN")]
    one = month(people, periode=Period(2023, 3))
    result = compute_month(one, national_book())
    workings = [explain_month(one, result), *explain_officers(one, result)]
    steps = [step for working in workings for step in working.langkah]
    said = str([(step.nama, step.rumus, step.masukan) for step in steps])
    said += str([warning.pesan for warning in result.peringatan])
    assert "non-ASN" in said
    for stored in ("non_ASN", "kinerja_spm", "rasio", "sangat_terpencil"):
        assert stored not in said
    # Files keep what is stored.
    assert any("non_ASN" in warning.polos for warning in result.peringatan)
