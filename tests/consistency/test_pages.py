"""Every page that was shown: its headers, its frame, its language. Its queries: test_queries.py."""

from __future__ import annotations

import pytest

from tests.consistency import checks
from tests.consistency.checks import none_of
from tests.consistency.harvest import Harvest

pytestmark = pytest.mark.django_db


def test_every_answer_carries_the_security_headers(harvest: Harvest) -> None:
    none_of(checks.without_security_headers(harvest.answers))


def test_every_answer_carries_the_strict_policy(harvest: Harvest) -> None:
    none_of(checks.without_strict_policy(harvest.answers))


def test_what_belongs_to_somebody_is_not_kept_by_a_shared_cache(harvest: Harvest) -> None:
    """A page behind the door is never `public`, and it varies with the cookie."""
    none_of(checks.kept_by_a_shared_cache(harvest.pages))


def test_every_page_stands_in_the_frame(harvest: Harvest) -> None:
    none_of(checks.out_of_frame(harvest.pages))


def test_titles_tell_pages_apart(harvest: Harvest) -> None:
    """In one role, two addresses do not carry one title: tabs and history would not tell them."""
    none_of(checks.with_one_title(harvest.pages))


def test_no_page_speaks_english(harvest: Harvest) -> None:
    none_of(checks.in_english(harvest.pages))


def test_no_page_shows_a_name_of_the_code_as_a_word(harvest: Harvest, crowd: Harvest) -> None:
    none_of(checks.in_code([*harvest.pages, *crowd.pages]))


def test_no_page_shows_what_was_left_unwritten(harvest: Harvest) -> None:
    """No None, no tag of a template, no component that nobody expanded."""
    none_of(checks.unwritten(harvest.pages))


def test_nothing_on_a_page_comes_from_elsewhere(harvest: Harvest) -> None:
    none_of(checks.from_elsewhere(harvest.pages))


def test_every_form_that_writes_carries_its_token(harvest: Harvest) -> None:
    none_of(checks.without_token(harvest.pages))


@pytest.mark.budget(16, "every link of every page is asked which door it leads to")
def test_no_link_leads_to_a_door_that_is_shut_for_its_reader(harvest: Harvest) -> None:
    """Rows, ways back, names in the audit: a link is only there for whom its page lets in."""
    none_of(checks.leading_to_shut_doors(harvest.pages))


def test_every_link_leads_to_a_page_of_ours(harvest: Harvest) -> None:
    """Links within what the walk showed are addresses of the address book."""
    none_of(checks.leading_nowhere(harvest.pages))
