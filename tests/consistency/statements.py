"""The statements of a page as people read them: columns and values counted, nothing quoted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.consistency.visits import Answer

_COLUMNS = re.compile(r"(\w+)\.\w+(?: AS \w+)?(?:, \1\.\w+(?: AS \w+)?){4,}")
_INSERTED = re.compile(r"\((\w+)(?:, \w+){4,}\)")
_VALUES = re.compile(r"%s(?:, %s)+")
_LITERALS = re.compile(r"(?<=IN \()'\w+'(?:, ?'\w+')+(?=\))")
_BREAKS = re.compile(
    r" (?=(?:FROM|(?:INNER|LEFT OUTER) JOIN|WHERE|GROUP BY|HAVING|ORDER BY|LIMIT|SET|VALUES"
    r"|RETURNING|ON CONFLICT|UNION)\b)"
)


def written(sql: str) -> str:
    """One statement over several lines."""
    plain = sql.replace('"', "")
    plain = _COLUMNS.sub(lambda found: f"{found[1]}.({found[0].count(',') + 1} kolom)", plain)
    plain = _INSERTED.sub(lambda found: f"({found[0].count(',') + 1} kolom)", plain)
    plain = _LITERALS.sub(
        lambda found: ", ".join(sorted(found[0].split(","), key=str.strip)), plain
    )
    return _BREAKS.sub("\n", _VALUES.sub("%s ...", plain))


def page(answer: Answer) -> str:
    """All statements of one answer, numbered; a repeat names the first of its kind."""
    return "\n\n".join([_title(answer), *_numbered(answer)]) + "\n"


def _title(answer: Answer) -> str:
    visit = answer.visit
    who = visit.role.name if visit.role else "tanpa masuk"
    return (
        f"-- {visit.route}: {who} {visit.status}".rstrip()
        + f"\n-- {len(answer.queries)} kueri, {answer.repeats} ulangan; "
        + "ditulis oleh pytest --tulis-sql"
    )


def _numbered(answer: Answer) -> Iterator[str]:
    first: dict[tuple[str, int], int] = {}
    for number, query in enumerate(answer.queries, 1):
        if query.asked in first:
            yield f"-- {number} {query.origin}: ulangan {first[query.asked]}"
        else:
            first[query.asked] = number
            yield f"-- {number} {query.origin}\n{written(query.sql)};"
