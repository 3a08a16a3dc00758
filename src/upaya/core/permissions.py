"""What somebody may do, in a word for the program and in words for people.

Each app lists its own in `izin.py`; those of moves follow from the table of their road. Which role
has which is declared in `sistem.py` and read in `core/registry.py`.
"""

from __future__ import annotations

from typing import Self

from upaya.rules.workflow import Workflow


class Permission(str):  # noqa: SLOT000 - an enum's members carry a dictionary
    """A thing somebody may do: a code that never changes (it stands in the audit) and its words.

    An app's own are the members of one `class Izin...(Permission, ReprEnum)`.
    """

    label: str

    def __new__(cls, code: str, label: str) -> Self:
        """The code, carrying its words."""
        made = super().__new__(cls, code)
        made.label = label
        return made

    def __reduce__(self) -> tuple[type[Self], tuple[str, str]]:
        return type(self), (str(self), self.label)


def move_permission(workflow: Workflow, name: str) -> Permission:
    """What making that move is called as a permission."""
    move = workflow.moves[name]
    return Permission(f"{workflow.name}.{move.name}", workflow.doing(move))
