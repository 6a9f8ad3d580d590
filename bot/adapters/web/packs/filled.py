"""What a form sends, as data: "questions.0.ask" is within a list within a mapping. Nothing here waits."""

from collections.abc import Mapping

Nested = dict[str, object]
MOST = 60
"""How many rows a list of a form may have; more than any pack."""


def nested(fields: Mapping[str, str]) -> Nested:
    """Return fields by their paths as mappings and lists."""
    tree: Nested = {}
    for path, text in fields.items():
        *way, last = path.split(".")
        inner = tree
        for step in way:
            found = inner.setdefault(step, {})
            inner = found if isinstance(found, dict) else {}
        inner[last] = text.replace("\r\n", "\n")
    listed = _listed(tree)
    assert isinstance(listed, dict)
    return listed


def _listed(value: object) -> object:
    if not isinstance(value, dict):
        return value
    if value and all(key.isdecimal() for key in value):
        return [_listed(value[key]) for key in sorted(value, key=int)[:MOST]]
    return {key: _listed(each) for key, each in value.items()}


def flat(value: object, path: str = "") -> dict[str, str]:
    """Return data as fields by their paths."""
    if isinstance(value, dict):
        steps = [(str(key), each) for key, each in value.items()]
    elif isinstance(value, list):
        steps = [(str(place), each) for place, each in enumerate(value)]
    else:
        return {path: "" if value is None else str(value)}
    found: dict[str, str] = {}
    for step, each in steps:
        found |= flat(each, f"{path}.{step}" if path else step)
    return found


def told(data: Nested) -> Nested:
    """Return data without what was left empty, but for what every pack and question has; empty rows at the end go."""
    kept, asked = _kept(data), data.get("questions")
    whole: Nested = {"title": "", **(kept if isinstance(kept, dict) else {})}
    if isinstance(asked, list):
        rows = [_kept(each) for each in asked]
        while len(rows) > 1 and rows[-1] is None:
            rows.pop()
        whole["questions"] = [{"ask": "", **(row if isinstance(row, dict) else {})} for row in rows]
    return whole


def _kept(value: object) -> object:
    if isinstance(value, dict):
        return {key: inner for key, each in value.items() if (inner := _kept(each)) is not None} or None
    if isinstance(value, list):
        return [inner for each in value if (inner := _kept(each)) is not None] or None
    return str("" if value is None else value).strip() or None


def changed(data: Nested, what: str) -> Nested:
    """Return data after "add:questions", "drop:questions.2" or "up:questions.2"."""
    deed, _, path = what.partition(":")
    *way, last = path.split(".")
    if deed == "add":
        rows = _rows(data, [*way, last])
        if rows is not None and len(rows) < MOST:
            rows.append({})
        return data
    rows, place = _rows(data, way), int(last) if last.isdecimal() and len(last) < 4 else -1
    if rows is not None and 0 <= place < len(rows):
        row = rows.pop(place)
        if deed == "up":
            rows.insert(max(0, place - 1), row)
    return data


def _rows(data: object, way: list[str]) -> list[object] | None:
    """Return the list at a path, made where there is none yet."""
    for number, step in enumerate(way):
        if isinstance(data, list):
            data = data[int(step)] if step.isdecimal() and int(step) < len(data) else None
        elif isinstance(data, dict):
            if number == len(way) - 1 and not isinstance(data.get(step), list):
                data[step] = []
            data = data.get(step)
        else:
            return None
    return data if isinstance(data, list) else None
