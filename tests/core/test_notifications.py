from __future__ import annotations

import logging

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import transaction
from django_tasks_db.models import DBTaskResult
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from upaya.core import notifications


def _send(*recipients: str, subject: str = "Bulan Agustus 2022 diajukan") -> None:
    notifications.send(
        recipients,
        subject=subject,
        lines=["Puskesmas Panji: pengajuan dikirim.", "Periksa pengajuannya."],
        path="/insentif/1/",
    )


@pytest.mark.django_db
def test_each_address_once_and_on_its_own(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks, settings: Settings
) -> None:
    settings.BASE_URL = "https://upaya.example"
    with django_capture_on_commit_callbacks(execute=True):
        _send("a@upaya.example", "b@upaya.example", "a@upaya.example", "")
        assert mail.outbox == []
    assert [message.to for message in mail.outbox] == [["a@upaya.example"], ["b@upaya.example"]]
    body = mail.outbox[0].body
    assert "https://upaya.example/insentif/1/" in body
    assert "Periksa pengajuannya." in body


@pytest.mark.django_db(transaction=True)
def test_nothing_is_sent_when_the_work_fails() -> None:
    def work() -> None:
        with transaction.atomic():
            _send("a@upaya.example")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        work()
    assert mail.outbox == []


class _Broken(EmailBackend):
    def send_messages(self, _messages: object) -> int:
        raise ConnectionRefusedError("mail server is away")


@pytest.mark.django_db(transaction=True)
def test_a_mail_server_that_is_away_breaks_nothing(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.EMAIL_BACKEND = f"{__name__}._Broken"
    with caplog.at_level(logging.ERROR), transaction.atomic():
        _send("a@upaya.example")
    assert caplog.records
    assert "a@upaya.example" not in "".join(record.getMessage() for record in caplog.records)


@pytest.mark.django_db
def test_a_subject_cannot_begin_another_header(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        _send("a@upaya.example", subject="Bulan\r\nBcc: c@upaya.example")
    assert mail.outbox[0].subject == "Bulan Bcc: c@upaya.example"
    assert mail.outbox[0].recipients() == ["a@upaya.example"]


@pytest.mark.django_db(transaction=True)
def test_a_large_installation_leaves_the_mail_to_a_worker(settings: Settings) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    with transaction.atomic():
        _send("a@upaya.example")
    assert mail.outbox == []
    (waiting,) = DBTaskResult.objects.order_by("pk")
    assert waiting.task_path == "upaya.core.tasks.send_mail"
