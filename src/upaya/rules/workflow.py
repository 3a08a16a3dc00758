"""What a workflow is: states, moves between them, who makes each, under which conditions.

A process is one `Workflow` value. The executor, the inbox, the permission matrix and the diagrams
all read that value, so there is no second place that knows the road.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from upaya.rules.roles import Role


@dataclass(frozen=True, slots=True)
class State:
    """One stop on the road.

    `label` is what everybody sees; `next_step` is the sentence for whoever has to act (one of
    `waits_for`, () when nobody has to); `deadline` names the parameter with the working days
    allowed in this state, "" when there is none.
    """

    name: str
    label: str
    next_step: str = ""
    waits_for: tuple[Role, ...] = ()
    deadline: str = ""
    tone: str = "neutral"


@dataclass(frozen=True, slots=True)
class Move:
    """A step somebody can take, in any one of `roles`.

    `different_from` names earlier moves of the same round whose actor may not take this one:
    whoever prepared a thing does not approve it, so nor does whoever wrote in the case. With `ever`
    the moves of all rounds count: a return that goes back only part of the way repeats only some.
    `not_by_preparer` asks that alone, where no move came before. `conditions` name checks that the
    subject's app answers in words. `when_possible` is a move that is offered only while nothing
    stands in its way: an exit that hardly any object needs. `aside` takes back what was ended: its
    source stays an end of the road, where nobody is waited for. `doing` is the move as something
    that may be done, for the matrix and the audit; "" leaves it to `label` and the noun of the
    road.
    """

    name: str
    sources: frozenset[str]
    target: str
    roles: tuple[Role, ...]
    label: str
    done: str
    reason_required: bool = False
    conditions: tuple[str, ...] = ()
    different_from: tuple[str, ...] = ()
    legal_basis: str = ""
    when_possible: bool = False
    aside: bool = False
    doing: str = ""
    not_by_preparer: bool = False
    ever: bool = False

    @property
    def asks_for_another(self) -> bool:
        """Whether whoever wrote in the case may not take it."""
        return self.not_by_preparer or bool(self.different_from)


@dataclass(frozen=True)
class Workflow:
    """A whole process: `name` is stable, it is the prefix of the permissions of its moves.

    `title` heads its diagram, `noun` is what travels on it ("bulan" in "Anda ikut mengisi bulan
    ini"), `source` the text that `legal_basis` of a move quotes; `conditions` has each condition of
    its moves in words; `module` is where the table stands.
    """

    name: str
    initial: str
    states: Mapping[str, State]
    moves: Mapping[str, Move]
    title: str
    noun: str
    source: str
    conditions: Mapping[str, str]
    module: str = ""

    def basis(self, move: Move) -> str:
        """The legal basis of a move with the text it stands in; "" when no text says it."""
        if not move.legal_basis.startswith("Pasal ") or not self.source:
            return move.legal_basis
        return f"{move.legal_basis} {self.source}"

    def __post_init__(self) -> None:
        for move in self.moves.values():
            for state in (*move.sources, move.target):
                if state not in self.states:
                    raise ValueError(f"{self.name}.{move.name}: status {state!r} tidak dikenal")
            for other in move.different_from:
                if other not in self.moves:
                    raise ValueError(f"{self.name}.{move.name}: langkah {other!r} tidak dikenal")
            if not move.roles:
                raise ValueError(f"{self.name}.{move.name}: tidak ada yang boleh melakukannya")
        asked = {name for move in self.moves.values() for name in move.conditions}
        if asked != self.conditions.keys():
            odd = ", ".join(sorted(asked ^ self.conditions.keys()))
            raise ValueError(f"{self.name}: kata syarat tidak sepadan: {odd}")
        unreachable = self.states.keys() - set(self._reachable())
        if unreachable:
            raise ValueError(f"{self.name}: tidak terjangkau: {', '.join(sorted(unreachable))}")

    def _reachable(self) -> Iterator[str]:
        seen, frontier = {self.initial}, [self.initial]
        while frontier:
            here = frontier.pop()
            yield here
            for move in self.moves_from(here):
                if move.target not in seen:
                    seen.add(move.target)
                    frontier.append(move.target)

    def moves_from(self, state: str, role: Role | None = None) -> tuple[Move, ...]:
        """The moves out of `state`, in table order; only those of `role` when it is given."""
        return tuple(
            move
            for move in self.moves.values()
            if state in move.sources and (role is None or role in move.roles)
        )

    @cached_property
    def ways(self) -> Mapping[str, tuple[str, ...]]:
        """From each state to those that a move leads to, both in the order of their names."""
        found: dict[str, set[str]] = {}
        for move in self.moves.values():
            for source in move.sources:
                found.setdefault(source, set()).add(move.target)
        return {source: tuple(sorted(targets)) for source, targets in sorted(found.items())}

    @cached_property
    def main_road(self) -> tuple[str, ...]:
        """The states on which nothing is sent back: always the first move of the table.

        What stands aside is not on it.
        """
        states = [self.initial]
        while moves := [m for m in self.moves_from(states[-1]) if not m.aside]:
            if moves[0].target in states:
                break
            states.append(moves[0].target)
        return tuple(states)

    def goes_back(self, source: str, move: Move) -> bool:
        """Whether a move from `source` sends back: to an earlier state, or off the main road.

        What ends the road refuses, and does not send back. A side state lies ahead when others
        have it and a move of theirs leads further than `source`: a consent that some cases need.
        """
        main, target = self.main_road, move.target
        if target in self.final_states:
            return False
        if target not in main:
            ahead = [main.index(one) for one in self.ways.get(target, ()) if one in main]
            further = source in main and max(ahead, default=0) > main.index(source)
            same = set(self.states[target].waits_for) == set(self.states[source].waits_for)
            return same or not further
        if source in main:
            return main.index(target) < main.index(source)
        if not self.states[source].waits_for:  # what was refused is taken up again
            return False
        # From such a consent back to where it was asked for.
        asked = [one for m in self.moves.values() if m.target == source for one in m.sources
                 if one in main and not self.goes_back(one, m)]  # fmt: skip
        return bool(asked) and main.index(target) <= max(map(main.index, asked))

    def waiting_for(self, role: Role) -> tuple[State, ...]:
        """The states in which somebody in this role has to act, in table order."""
        return tuple(state for state in self.states.values() if role in state.waits_for)

    def doing(self, move: Move) -> str:
        """The move as something that may be done: "Mengirim isian", "Kirim (bulan)"."""
        return move.doing or f"{move.label} ({self.noun})"

    @cached_property
    def roles(self) -> tuple[Role, ...]:
        """Everybody who makes a move here or whom a state waits for, each once."""
        makers = (role for move in self.moves.values() for role in move.roles)
        waited = (role for state in self.states.values() for role in state.waits_for)
        return tuple(dict.fromkeys((*makers, *waited)))

    @cached_property
    def final_states(self) -> frozenset[str]:
        """States without a way on: at most an exit that stands aside leads out."""
        return frozenset(
            name for name in self.states if all(move.aside for move in self.moves_from(name))
        )

    def choices(self) -> list[tuple[str, str]]:
        """(name, label) of every state, for a model field."""
        return [(state.name, state.label) for state in self.states.values()]


def build(  # noqa: PLR0913 - a road is told once, each part by its name
    name: str,
    initial: str,
    states: tuple[State, ...],
    moves: tuple[Move, ...],
    *,
    title: str,
    noun: str,
    source: str = "",
    conditions: Mapping[str, str] | None = None,
    module: str = "",
) -> Workflow:
    """A workflow from its two tables; a name that stands twice raises ValueError."""
    for rows in (states, moves):
        names = [row.name for row in rows]
        if len(names) != len(set(names)):
            raise ValueError(f"{name}: nama ganda dalam tabel")
    return Workflow(
        name,
        initial,
        {s.name: s for s in states},
        {m.name: m for m in moves},
        title,
        noun,
        source,
        conditions or {},
        module,
    )
