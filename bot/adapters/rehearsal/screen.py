"""The rehearsal on a terminal: the chat as it comes, and on a real terminal a progress bar with the question now."""

import re
import textwrap
from collections.abc import Callable, Collection
from datetime import datetime
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn
from rich.text import Text

from bot.adapters.rehearsal.room import BOT, RehearsalRoom
from bot.app.ports.rehearsing import Message
from bot.core.base.ids import time_of
from bot.core.base.words import Words
from bot.core.session.landed import Stand
from bot.core.session.timetable import closes_at
from bot.core.text import markup
from bot.core.text.markup_tree import Block, CodeBlock, Emoji, Inline, Items, Link, Mention, Quote, Span, Stamp
from bot.core.when.moment import Dates

NAME_WIDTH = 16

INTO_TRANSCRIPT = re.compile(r"\[([^\]]*)\]\(transcript\.html#\w+\)")
"""A link to a message: here the message itself has been shown."""


class Screen:
    """Shows what happens in the room. Made for one rehearsal; used as a context while it plays."""

    def __init__(self, console: Console, zone: str, words: Words) -> None:
        self._console = console
        self._zone = ZoneInfo(zone)
        self._dates = Dates(words, zone)
        self._words = words
        self._threads: Callable[[], dict[int, int]] = dict
        self._desks: Collection[int] = ()
        self._private: Collection[int] = ()
        self._progress = Progress(
            TextColumn("{task.fields[clock]}"),
            BarColumn(),
            TextColumn("{task.description}"),
            console=console,
            disable=not console.is_terminal,
        )
        self._task = self._progress.add_task("", total=1, clock="")

    def __enter__(self) -> "Screen":
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def follow(self, stand: Callable[[], Stand], room: RehearsalRoom) -> None:
        """Name threads by the questions of this session, and say what is not for everybody, from now on."""
        self._threads = lambda: stand().cards()
        self._desks = room.desks.values()
        self._private = room.private.values()

    def move(self, stand: Stand, now: datetime) -> None:
        """Bring the progress bar up to date."""
        session = stand.session
        if session.opened_at is None:
            return
        total = (closes_at(session) - session.opened_at).total_seconds()
        done = min(total, (now - session.opened_at).total_seconds())
        label = ""
        if session.current and session.is_running:
            label = self._words.gettext("Q{number}").format(number=session.current)
            label += f" {session.text_of(session.current)}"
        self._progress.update(self._task, completed=done, total=total, clock=self._clock(now), description=label)

    def watch(self, deed: str, message: Message) -> None:
        """Show one thing that happened in the room."""
        match deed:
            case "posted":
                self._show(message, self._for_whom(message) + self._plain(message.text))
            case "edited" if message.author != BOT:
                edited = self._words.gettext("(edits) {text}").format(text=self._plain(message.text))
                self._show(message, edited)
            case "deleted":
                self._show(message, self._words.gettext("(deletes a message)"))
            case "reacted":
                pass  # shown in the transcripts; here it would be noise

    def _for_whom(self, message: Message) -> str:
        if message.channel in self._desks:
            return self._words.gettext("(to the hosts only)") + "\n"
        return self._words.gettext("(to this member only)") + "\n" if message.channel in self._private else ""

    def _show(self, message: Message, text: str) -> None:
        number = self._threads().get(message.channel)
        label = "" if number is None else self._words.gettext("Q{number}").format(number=number)
        name = message.author.name[:NAME_WIDTH].ljust(NAME_WIDTH)
        head = Text.assemble((f"{self._clock(time_of(message.id))} {label:3} ", "dim"), (name, _style(message)), " ")
        width = max(20, self._console.width - len(head))
        lines = [piece for line in text.split("\n") for piece in textwrap.wrap(line, width) or [""]]
        self._console.print(Text.assemble(head, ("\n" + " " * len(head)).join(lines)))

    def _clock(self, instant: datetime) -> str:
        return f"{instant.astimezone(self._zone):%H:%M}"

    def _plain(self, text: str) -> str:
        return "\n".join(self._block(block) for block in markup.parse(INTO_TRANSCRIPT.sub(r"\1", text)))

    def _block(self, block: Block) -> str:
        match block:
            case CodeBlock(_, text):
                return text
            case Quote(inside):
                return "\n".join(f"> {self._block(inner)}" for inner in inside)
            case Items(items=items):
                return "\n".join(f"• {self._line(item.inside)}" for item in items)
            case _:
                return self._line(block.inside)

    def _line(self, nodes: tuple[Inline, ...]) -> str:
        return "".join(self._node(node) for node in nodes)

    def _node(self, node: Inline) -> str:
        match node:
            case Span(_, inside):
                return self._line(inside)
            case Link(url, label):
                return self._line(label) or url
            case Stamp(at, style):
                return self._dates.full(at) if style in "dDfF" else self._dates.time(at)
            case Emoji(name):
                return f":{name}:"
            case Mention():
                return "@…"
            case str():
                return node
            case _:
                return node.text


def _style(message: Message) -> str:
    return "bold cyan" if message.author == BOT else "bold"
