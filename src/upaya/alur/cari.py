"""Cases that the one search finds by the number of a paper: what somebody has in their hand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from upaya.alur.case import WorkflowModel
from upaya.core.access import Access
from upaya.core.models import Dokumen
from upaya.core.permissions import Permission
from upaya.core.search import Asked, Found, Rows


@dataclass(frozen=True, kw_only=True)
class Papers:
    """Official papers of cases, by their number; each leads to its case.

    Who may not read a case finds none of its papers: the cases are asked for in reach once more,
    since a paper may have been issued by another unit than the one whose case it is.
    """

    label: str
    permission: Permission
    models: tuple[type[WorkflowModel], ...]

    def find(self, access: Access, asked: Asked) -> Iterable[Found]:
        """The newest of them; one question for the papers, and one for each kind of case found."""
        kinds = {model._meta.label_lower: model for model in self.models}
        numbers = Rows(
            label=self.label,
            model=Dokumen,
            permission=self.permission,
            fields=("nomor",),
            order=("-pk",),
            only=Q(subject_type__in=kinds),
        )
        papers = numbers.rows(access, asked)
        cases = {
            (kind, str(pk)): case
            for kind in {paper.subject_type for paper in papers}
            for pk, case in kinds[kind]
            .objects.for_scope(access.scope)
            .in_bulk([int(one.subject_id) for one in papers if one.subject_type == kind])
            .items()
        }
        named = len(asked.parts) - len(asked.beside(self.label))
        for paper in papers:
            case = cases.get((paper.subject_type, paper.subject_id))
            if case is not None:
                held = named + getattr(paper, "held", 0)
                yield Found(paper.nomor, paper.judul, case.get_absolute_url(), held)
