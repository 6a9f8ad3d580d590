"""Keeps ARCHITECTURE.md in step with the code: `python -m tests.meta.documents` writes what the code knows into it.

That is: the rooms in their order, the states and facts of a session, who hears of what, and the ports.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from bot.core.session.fold import NEXT
from bot.core.session.state import Phase

ROOT = Path(__file__).parents[2]
ARCHITECTURE = ROOT / "bot" / "ARCHITECTURE.md"
PART = r"(<!-- {name}: .* -->\n).*?(<!-- end of {name} -->)"


def current() -> str:
    """ARCHITECTURE.md as it should be."""
    text = ARCHITECTURE.read_text(encoding="utf-8")
    for name, made in (("rooms", rooms()), ("states", states()), ("listeners", listeners()), ("ports", ports())):
        found = re.search(PART.format(name=name), text, flags=re.DOTALL)
        assert found, f"ARCHITECTURE.md has no place for {name}"
        text = f"{text[: found.start()]}{found[1]}\n{made}\n\n{found[2]}{text[found.end() :]}"
    return text


ORDER = {
    "core": "base text when script moderation session requests record posts",
    "app": "ports live intake hosting planning moderating reviewing reading delivery privacy",
}
"""The packages of the inner layers: each may use those named before it (`test_structure` checks that)."""


def rooms() -> str:
    """The packages in their order, and what lives in each."""
    rows = [
        f"| `{layer}/{room}` | {_promise(ROOT / 'bot' / layer / room / '__init__.py')} |"
        for layer, order in ORDER.items()
        for room in order.split()
    ]
    return "\n".join(["| package | what lives there |", "|---|---|", *rows])


def _promise(path: Path) -> str:
    """The first sentence of a module's docstring."""
    return (
        (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").partition("\n\n")[0].replace("\n", " ")
    )


def listeners() -> str:
    """Who tells whom, as a diagram: an arrow from the part in which something happens to each that hears of it."""
    arrows: dict[tuple[str, str], list[str]] = {}
    for row in _table_of_listeners().elts:
        assert isinstance(row, ast.Tuple)
        event, *hearers = (ast.unparse(each).split(".")[1:] for each in row.elts)
        for hearer in hearers:
            arrows.setdefault((event[0], hearer[0]), []).append(event[1])
    lines = [
        f"    {teller} -- {', '.join(dict.fromkeys(what))} --> {hearer}" for (teller, hearer), what in arrows.items()
    ]
    return "\n".join(["```mermaid", "flowchart LR", *lines, "```"])


def _table_of_listeners() -> ast.Tuple:
    tree = ast.parse((ROOT / "bot" / "app" / "engine.py").read_text(encoding="utf-8"))
    (function,) = (n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef) and n.name == "_listeners")
    returned = function.body[-1]
    assert isinstance(returned, ast.Return)
    assert isinstance(returned.value, ast.Tuple)
    return returned.value


def states() -> str:
    """The phases of a session as a diagram, and the facts that leave it where it is."""
    moves: dict[tuple[Phase, Phase], list[str]] = {}
    staying: dict[str, list[Phase]] = {}
    for (phase, kind), after in NEXT.items():
        if after is phase:
            staying.setdefault(kind.__name__, []).append(phase)
        else:
            moves.setdefault((phase, after), []).append(kind.__name__)
    last = [phase for phase in Phase if not any(before is phase for before, _ in moves)]
    lines = [f"    {_state(a)} --> {_state(b)}: {', '.join(names)}" for (a, b), names in moves.items()]
    ends = [f"    {_state(phase)} --> [*]" for phase in last]
    diagram = "\n".join(["```mermaid", "stateDiagram-v2", *lines, *ends, "```"])
    return f"{diagram}\n\nFacts that leave the phase as it is:\n\n" + "\n".join(_stays(staying))


def _state(phase: Phase) -> str:
    return "[*]" if phase is Phase.NEW else phase.value.replace(" ", "_")


def _stays(staying: dict[str, list[Phase]]) -> Iterator[str]:
    """A line for each set of phases."""
    order = list(Phase)
    together: dict[tuple[int, ...], list[str]] = {}
    for name, phases in staying.items():
        together.setdefault(tuple(sorted(map(order.index, phases))), []).append(name)
    for places, names in sorted(together.items()):
        yield f"- {', '.join(order[place].value for place in places)}: {', '.join(f'`{name}`' for name in names)}"


def ports() -> str:
    """The protocols of the use cases: what each is, and where it stands."""
    rows = [
        f"| `{node.name}` | {(ast.get_docstring(node) or '').partition(chr(10))[0]} | `{where}` |"
        for where, node in protocols()
    ]
    return "\n".join(["| port | is | where |", "|---|---|---|", *rows])


def protocols() -> Iterator[tuple[str, ast.ClassDef]]:
    for path in sorted((ROOT / "bot" / "app").rglob("*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and any(ast.unparse(base) == "Protocol" for base in node.bases):
                yield path.relative_to(ROOT / "bot").as_posix(), node


if __name__ == "__main__":
    ARCHITECTURE.write_text(current(), encoding="utf-8")
