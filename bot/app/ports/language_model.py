"""What the use cases need of a language model, if the operator has one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from bot.core.base.errors import TchatError

READY = 'Answer with this JSON and nothing else: {"ready": true}'
READY_SCHEMA: Mapping[str, Any] = {
    "type": "object",
    "properties": {"ready": {"type": "boolean"}},
    "required": ["ready"],
    "additionalProperties": False,
}
"""What is asked to see whether a model answers."""


class ModelError(TchatError):
    """A language model gave no answer; the sentence says why, and never holds what was sent or the key."""


class LanguageModel(Protocol):
    """A language model behind an endpoint. It is asked now and then, and nothing may wait for it."""

    @property
    def name(self) -> str:
        """What people call it."""
        ...

    async def answer(self, instructions: str, data: str, schema: Mapping[str, Any]) -> str:
        """Return what it says, as it says it; the schema is a wish. Raise `ModelError` without an answer in time."""
        ...


@dataclass(frozen=True, slots=True)
class Wording:
    """A language model with its instructions: how to word a question's headline, and how the lead.

    In both, `{language}` stands for the language to write in.
    """

    model: LanguageModel
    headline: str
    lead: str
