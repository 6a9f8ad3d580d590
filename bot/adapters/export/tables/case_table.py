"""The log of a session's cases as a file: CSV for spreadsheets, JSON for other programs. Columns keep their names."""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC

from bot.adapters.export.json_record import SCHEMA, Json, dumps
from bot.adapters.export.tables.csv_table import BYTE_ORDER_MARK, guarded
from bot.core.posts.moderating.case_log import Taken

COLUMNS = ("at", "case", "rule", "measure", "who", "by", "by_id", "member", "member_id", "messages", "link")


def as_csv(_: int, taken: Sequence[Taken]) -> str:
    """Return the log as a table; no cell of it starts a formula."""
    table = io.StringIO(newline="")
    writer = csv.writer(table, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for each in taken:
        row = _row(each)
        writer.writerow([guarded(str(row[name])) if row[name] is not None else "" for name in COLUMNS])
    return BYTE_ORDER_MARK + table.getvalue()


def as_json(number: int, taken: Sequence[Taken]) -> str:
    """Return the log as JSON, ids as strings."""
    rows = ",".join(f"\n    {dumps(_row(each))}" for each in taken)
    return f'{{\n  "schema": {SCHEMA},\n  "session": {number},\n  "measures": [{rows}\n  ]\n}}\n'


FORMATS: Mapping[str, Callable[[int, Sequence[Taken]], str]] = {"csv": as_csv, "json": as_json}


def _row(taken: Taken) -> dict[str, Json]:
    return {
        "at": taken.at.astimezone(UTC).isoformat(),
        "case": taken.case,
        "rule": taken.rule,
        "measure": taken.measure.value,
        "who": taken.who,
        "by": taken.by_name or None,
        "by_id": str(taken.by) if taken.by else None,
        "member": taken.name or None,
        "member_id": str(taken.person) if taken.person else None,
        "messages": taken.messages,
        "link": taken.link,
    }
