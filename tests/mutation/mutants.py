"""What can be broken in a module: one small change of one function each, of the kinds that slip in by mistake.

Left alone: texts that people see (they are marked for the catalogues), log messages, docstrings and annotations; and
what an object is given when it is made, since it falls down as soon as it is used without.
"""

import ast
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from types import CodeType
from typing import Any

from tests.meta.catalogues import MARKS, name_of

ROOT = Path(__file__).parents[2]

Change = Callable[[ast.AST], ast.AST]
"""Breaks a copy of a node, and returns what stands in its place."""

Key = tuple[str, str, int]
"""What a code object says of itself: its file, its qualified name, its first line."""

SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
NAMES = {"min": "max", "max": "min", "any": "all", "all": "any"}
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


@dataclass(frozen=True)
class Mutant:
    """One change: where, what, and the index of the node in its function."""

    path: Path
    function: str
    start: int
    line: int
    what: str
    node: int
    change: Change

    @property
    def key(self) -> Key:
        """Which code is broken."""
        return str(self.path), self.function, self.start

    @property
    def package(self) -> str:
        """The folder in which the module stands."""
        return self.path.parent.relative_to(ROOT).as_posix()

    def lot(self) -> str:
        """A number drawn from what the mutant is; other mutants have no influence on it."""
        name = f"{self.path.relative_to(ROOT).as_posix()} {self.function} {self.node} {self.what}"
        return sha256(name.encode()).hexdigest()

    def code(self) -> CodeType:
        """Compile the broken function, as it would stand in its module."""
        tree = ast.parse(self.path.read_text(encoding="utf-8"))
        function = next(each for name, each in functions(tree) if name == self.function and _start(each) == self.start)
        _Replace(list(ast.walk(function))[self.node], self.change).visit(function)
        return _found(compile(ast.fix_missing_locations(tree), str(self.path), "exec"), self)


def mutants(path: Path) -> Iterator[Mutant]:
    """Every mutant of a module's functions and methods; what stands in an inner function belongs to the outer one."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for name, function in functions(tree):
        spared = {id(node) for each in _spared(function) for node in ast.walk(each)}
        if function.name == "__init__":
            spared |= {id(node) for node in function.body if isinstance(node, ast.Assign)}
        for index, node in enumerate(ast.walk(function)):
            if id(node) not in spared:
                for what, change in changes(node):
                    yield Mutant(path, name, _start(function), _line(node), what, index, change)


def functions(tree: ast.AST, inside: str = "") -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    """The functions of a module and the methods of its classes, with their qualified names."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, FUNCTIONS):
            yield inside + node.name, node
        elif isinstance(node, ast.ClassDef):
            yield from functions(node, f"{inside}{node.name}.")


def changes(node: ast.AST) -> Iterator[tuple[str, Change]]:
    """What can be broken at a node: a few words for the report, and the change."""
    match node:
        case ast.Compare(ops=ops):
            for index, op in enumerate(ops):
                if type(op) in SWAPS:
                    yield _said(op), _compared(index)
        case ast.BoolOp(op=op, values=values):
            yield _said(op), lambda each: _with(each, op=SWAPS[type(op)]())
            for value in values:
                yield f"without {ast.unparse(value)}", _without(values, value)
        case ast.BinOp(op=op) if type(op) in SWAPS:
            yield _said(op), lambda each: _with(each, op=SWAPS[type(op)]())
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield "not X → X", lambda each: operand
        case ast.If() | ast.IfExp():
            for truth in (True, False):
                yield f"if X → if {truth}", _tested(truth)
        case ast.comprehension(ifs=ifs) if ifs:
            yield "for … if X → for …", lambda each: _with(each, ifs=[])
        case ast.match_case(guard=guard, pattern=pattern) if guard or not isinstance(pattern, ast.MatchAs):
            yield "case → never", lambda each: _with(each, guard=ast.Constant(False))
        case ast.Call(func=ast.Name(id=name)) if name in NAMES:
            yield f"{name} → {NAMES[name]}", lambda each: _with(each, func=ast.Name(NAMES[name], ast.Load()))
        case ast.Call(keywords=keywords):
            for word in keywords:
                yield f"without {word.arg}=", _without(keywords, word)
        case ast.Constant(value=bool() | int() | str() as value):
            new = not value if isinstance(value, bool) else f"XX{value}" if isinstance(value, str) else value + 1
            yield f"{value!r} → {new!r}", lambda each: ast.Constant(new)
        case ast.Raise() | ast.Continue() | ast.Break() | ast.AugAssign() | ast.Delete():
            yield f"{type(node).__name__.lower()} removed", lambda each: ast.Pass()
        case ast.Assign(targets=[ast.Attribute() | ast.Subscript()]):
            yield "assignment removed", lambda each: ast.Pass()
        case ast.Expr(value=ast.Call() | ast.Await()):
            yield "call removed", lambda each: ast.Pass()


def _spared(function: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[ast.AST]:
    """What is not broken: the parts of a function that are words for people, or are not run when it is called."""
    yield from [function.args, *function.decorator_list, *([function.returns] if function.returns else [])]
    for node in ast.walk(function):
        match node:
            case ast.Expr(value=ast.Constant()):
                yield node
            case ast.Expr(value=ast.Call(func=ast.Attribute(value=ast.Name(id="log")))):
                yield node
            case ast.Call() if name_of(node) in MARKS:
                yield from node.args[: MARKS[name_of(node)]]
            case ast.AnnAssign(annotation=annotation):
                yield annotation
            case ast.JoinedStr(values=values):
                yield from (each for each in values if isinstance(each, ast.Constant))
            case ast.FormattedValue(format_spec=ast.AST() as form):
                yield form


class _Replace(ast.NodeTransformer):
    def __init__(self, node: ast.AST, change: Change) -> None:
        self._node, self._change = node, change

    def visit(self, node: ast.AST) -> ast.AST:
        if node is self._node:
            return ast.copy_location(self._change(node), node)
        self.generic_visit(node)
        return node


def _start(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """The line that a code object is said to begin at: that of its first decorator."""
    return min([function.lineno, *(each.lineno for each in function.decorator_list)])


def _line(node: ast.AST) -> int:
    match node:
        case ast.comprehension(target=place) | ast.match_case(pattern=place):
            return place.lineno
        case ast.expr() | ast.stmt():
            return node.lineno
        case _:
            raise TypeError(node)


def _found(code: CodeType, mutant: Mutant) -> CodeType:
    inner = [each for each in code.co_consts if isinstance(each, CodeType)]
    for each in inner:
        if (each.co_filename, each.co_qualname, each.co_firstlineno) == mutant.key:
            return each
        if mutant.function.startswith(f"{each.co_qualname}."):
            return _found(each, mutant)
    raise LookupError(mutant.function)


def _said(op: ast.AST) -> str:
    return f"{type(op).__name__} → {SWAPS[type(op)].__name__}"


def _with(node: ast.AST, **fields: object) -> ast.AST:
    new = deepcopy(node)
    for name, value in fields.items():
        setattr(new, name, value)
    return new


def _compared(index: int) -> Change:
    def change(node: ast.AST) -> ast.AST:
        assert isinstance(node, ast.Compare)
        return _with(node, ops=[SWAPS[type(op)]() if at == index else op for at, op in enumerate(node.ops)])

    return change


def _tested(value: bool) -> Change:
    return lambda node: _with(node, test=ast.Constant(value))


def _without(parts: list[Any], part: ast.AST) -> Change:
    index = parts.index(part)

    def change(node: ast.AST) -> ast.AST:
        new = deepcopy(node)
        match new:
            case ast.Call():
                del new.keywords[index]
            case ast.BoolOp(values=[_, _]):
                return new.values[1 - index]
            case ast.BoolOp():
                del new.values[index]
        return new

    return change
