"""Models of a case on a road, and of what belongs to one: its parts, who wrote, what was found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from upaya.core.addresses import address_of
from upaya.core.deadline import Tenggat, until
from upaya.core.scope import ScopedModel
from upaya.rules.loader import national_book
from upaya.rules.workdays import Holidays
from upaya.rules.workflow import State, Workflow


class WorkflowModel(ScopedModel):
    """An object on a road. Subclasses set `workflow` and have `kabupaten_id` and `unit_id`."""

    workflow: ClassVar[Workflow]
    page: ClassVar[str] = ""
    """Name of the address of its page; "" is `rinci` in its app's namespace."""

    status = models.CharField(max_length=32)
    status_since = models.DateTimeField()
    round = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True

    @property
    def state(self) -> State:
        """The row of the table for the present status."""
        return self.workflow.states[self.status]

    # -------------------------------------------------------------- whose it is
    def owner_unit(self) -> int:
        """The unit whose log a move belongs to: `unit_id`, unless the model says another."""
        return int(self.unit_id)  # type: ignore[attr-defined] # the subclass has it

    def owner_kabupaten(self) -> str:
        """The district whose audit chain a move belongs to."""
        return str(self.kabupaten_id)  # type: ignore[attr-defined] # the subclass has it

    @classmethod
    def written_by(cls, user_id: int) -> Q:
        """Whether this person wrote in a case, as a condition on rows: see `Reading.preparers`."""
        link = getattr(cls, "pengisi", None)
        if link is None:
            return Q()
        own = {link.rel.field.name: OuterRef("pk"), "user": user_id}
        return Q(Exists(link.rel.related_model.objects.filter(**own)))

    # -------------------------------------------------------------- what it is called, and where
    @property
    def owner_name(self) -> str:
        """Whose case it is, for somebody who looks at many; "" where nobody has to be told."""
        return ""

    @property
    def short_name(self) -> str:
        """Its name beside the title of its system: "Agustus 2022"."""
        return str(self)

    @property
    def full_name(self) -> str:
        """Its name among those of others: "Panji, Agustus 2022"."""
        return ", ".join(filter(None, (self.owner_name, self.short_name)))

    audit_related: ClassVar[tuple[str, ...]] = ()
    """What its name needs to be loaded with."""

    @property
    def audit_name(self) -> str:
        """What the audit calls it."""
        return self.full_name

    def get_absolute_url(self) -> str:
        """Its page: where a mail and a line of the inbox lead."""
        return address_of(self.page or f"{self._meta.app_label}:rinci", self.pk)

    # -------------------------------------------------------------- when it is due
    def deadline_since(self) -> date:
        """From which day the days allowed in the present state count."""
        return timezone.localtime(self.status_since).date()

    def rules_day(self) -> date:
        """The day whose rules say how many days are allowed."""
        return self.deadline_since()

    def calendar(self) -> Holidays | None:
        """The days off that its working days leave out; None for the nation's."""
        return None

    @property
    def deadline(self) -> Tenggat | None:
        """Until when the present step should be done; None when the case waits for nobody.

        The state names a parameter, the case from which day its working days count.
        """
        key = self.state.deadline
        if not key:
            return None
        # No district sets these itself, so a list of cases asks no database.
        days = national_book().find(key, self.rules_day(), self.owner_kabupaten())
        if days is None:
            return None
        return until(self.deadline_since(), days.integer, self.calendar())

    @property
    def due(self) -> str:
        """That deadline in words; "" when there is none."""
        found = self.deadline
        return found.kata if found else ""


@dataclass(frozen=True, slots=True)
class Examination:
    """Who examines a case and who answers: in which states findings are noted, and in whose name.

    `finder` and `answerer` stand in sentences ("Temuan Dinas Kesehatan", "Tanggapan puskesmas");
    `brief` is the finder where one word must do.
    """

    states: frozenset[str]
    finder: str
    answerer: str
    brief: str = ""


class PartedModel(WorkflowModel):
    """A case that is filled part by part, examined, and sent back with findings on some parts.

    Subclasses set `parts`, `editable_states` and `examination`, and have `bagian_terbuka`: the
    parts that may be written while the status is editable, all of them in the first round, after a
    return only those with a finding. Their findings are `temuan`, who wrote in them is `pengisi`.
    `versi` counts the writes of the forms, so that a second writer is told instead of overwriting.
    """

    parts: ClassVar[type[models.TextChoices]]
    companions: ClassVar[frozenset[str]] = frozenset()
    """Parts that are open whenever another is: whoever mends something may bring new proof."""
    editable_states: ClassVar[frozenset[str]]
    examination: ClassVar[Examination]
    bagian_terbuka: Any
    temuan: Any
    pengisi: Any

    versi = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True

    @property
    def editable(self) -> bool:
        """Whether anything may be written now."""
        return self.status in self.editable_states

    def open_for(self, part: str) -> bool:
        """Whether this part may be written now."""
        opened = self.bagian_terbuka
        return self.editable and (part in opened or (bool(opened) and part in self.companions))


class WriterModel(ScopedModel):
    """Who wrote in a case, and in which round: a move may ask for somebody else.

    Subclasses have a key to their case with `related_name="pengisi"`.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    round = models.PositiveIntegerField()

    class Meta:
        abstract = True
        ordering: ClassVar = ["pk"]


class FindingModel(ScopedModel):
    """A finding on one part of a case, or on one row of it, with the answer to it.

    `letak` is the row (a key of its system, "" for the whole part) and `letak_nama` what it was
    called then: a row may be renamed or gone when the finding is read.
    Subclasses have a key to their case with `related_name="temuan"` and `bagian`, one of its parts.
    """

    bagian: Any
    get_bagian_display: Any

    round = models.PositiveIntegerField()
    letak = models.CharField(max_length=64, blank=True, default="")
    letak_nama = models.CharField(max_length=200, blank=True, default="")
    uraian = models.TextField("apa yang harus diperbaiki")
    dicatat_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    dicatat_pada = models.DateTimeField()
    tanggapan = models.TextField("tanggapan", blank=True)
    ditanggapi_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    ditanggapi_pada = models.DateTimeField(null=True)

    class Meta:
        abstract = True
        ordering: ClassVar = ["pk"]

    @property
    def place(self) -> str:
        """Where it is: the part, and the row in it where it names one."""
        return ", ".join(filter(None, (str(self.get_bagian_display()), self.letak_nama)))


ANSWER_WHOLE = Q(tanggapan="", ditanggapi_oleh=None, ditanggapi_pada=None) | (
    ~Q(tanggapan="") & Q(ditanggapi_oleh__isnull=False, ditanggapi_pada__isnull=False)
)
"""An answer has its words, its author and its time, or none of them."""
