"""What the shared SQL asks of an engine's connection, and the errors it tells apart.

The SQL is written once, in what the engines have in common, with `?` and `?1` for parameters. An engine translates the
parameters and its errors; what it spells in another way, its first migration makes functions of.
"""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any, Protocol

Row = Sequence[Any]


class BrokenRule(Exception):
    """A statement breaks a rule of the schema; its text names the rule."""


class Unfit(Exception):
    """A value is one that the engine cannot hold: half a surrogate pair, a number beyond 64 bits."""


class Collision(Exception):
    """Another transaction was in the way; the same one may be tried again."""


class Reader(Protocol):
    """What can be asked. It raises `StoreError`, with a sentence, where the database cannot be used."""

    async def rows(self, sql: str, *parameters: object) -> Sequence[Row]:
        """Run a statement, and return the rows of its answer."""
        ...


class Connection(Reader, Protocol):
    """One connection. Its methods raise `StoreError`, with a sentence, where the database cannot be used."""

    async def many(self, sql: str, rows: Sequence[Sequence[object]]) -> None:
        """Run a statement with one set of parameters after the other."""
        ...

    def transaction(self) -> AbstractAsyncContextManager[None]:
        """Write what is done in a block, all or nothing."""
        ...
