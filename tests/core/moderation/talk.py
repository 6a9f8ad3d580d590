"""A talk under watch, for the tests of moderation: people say things, and what the watch thinks of it comes back."""

from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from pathlib import Path

from bot.adapters.yaml_files.wordings.loader import read_wordings, shipped
from bot.core.base.contribution import Attachment, Contribution, Person
from bot.core.base.ids import first_at
from bot.core.base.words import Words
from bot.core.moderation.message.lexicon import Lexicon
from bot.core.moderation.rules import Verdict
from bot.core.moderation.settings import STANDARD, RuleSettings
from bot.core.moderation.watch import Watch, WrittenBy
from bot.core.script.pack import Pack
from tests.core.sessions import HOST, T0

LEXICON = shipped("fi")
"""Finnish talks are read by both languages."""
PLAIN = Lexicon([read_wordings(Path("bot/wordings/en.yaml"))])
"""English words and wordings alone: nothing is weighed."""
ADA, BEN, CAI, DEE, EVA = 1001, 1002, 1003, 1004, 1005
NAMES = {ADA: "ada", BEN: "ben", CAI: "cai", DEE: "dee", EVA: "eva"}


@dataclass
class Talk:
    """A watched session; every message comes a minute and a half after the one before, unless it says otherwise."""

    settings: RuleSettings = STANDARD
    pack: Pack | None = None
    said: list[Contribution] = field(default_factory=list)
    words: Words = field(default_factory=Words)
    lexicon: Lexicon = LEXICON

    def __post_init__(self) -> None:
        self.watch = Watch(self.settings, self.lexicon, pack=self.pack)
        self.seconds = 0.0
        self._ids = count(1)

    def hears(
        self,
        text: str,
        who: int = ADA,
        *,
        after: float = 90,
        question: int | None = 1,
        reply_to: int | None = None,
        by: WrittenBy = WrittenBy.MEMBER,
        attachments: tuple[Attachment, ...] = (),
        forwarded: str | None = None,
    ) -> Verdict | None:
        """Somebody says something; return the verdict."""
        self.seconds += after
        id = first_at(T0 + timedelta(seconds=self.seconds)) + next(self._ids)
        by = WrittenBy.HOST if who == HOST else by
        name = NAMES.get(who, f"p{who}")
        contribution = Contribution(
            id, 500, Person(who, name), text, reply_to=reply_to, attachments=attachments, forwarded=forwarded
        )
        self.said.append(contribution)
        return self.watch.see(contribution, question=question, by=by)

    def rule(self, text: str, who: int = ADA) -> str | None:
        """Somebody says something; return the name of the rule it meets."""
        verdict = self.hears(text, who)
        return verdict.rule if verdict else None
