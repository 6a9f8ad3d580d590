"""Who may do what: one table for every command, button, menu and form, and the one rule that reads it.

An action is known by the name of its command ("/tchat next"), of its message menu, or by what the id of a button, menu
or form begins with ("panel", "case"). Ids say what is meant and carry no authority: each press is judged by the roles
and permissions that the person has now, on the server and in the channel of the thing that the id names. Whoever cannot
view that channel is answered as if the thing did not exist.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from enum import Enum, Flag, auto

from bot.core.base.errors import NotFound, Refused
from bot.core.base.words import N_
from bot.core.session.state import Session


class Standing(Flag):
    """As what somebody asks. An administrator holds every permission, so also *Manage Events*."""

    EVERYONE = auto()
    AUTHOR = auto()
    HOST = auto()
    HOST_ROLE = auto()
    ORGANISER = auto()
    MANAGER = auto()


EVERYONE, AUTHOR = Standing.EVERYONE, Standing.AUTHOR
PLANNERS = Standing.HOST_ROLE | Standing.MANAGER
HOSTS = Standing.HOST | PLANNERS
READERS = HOSTS | Standing.ORGANISER


class On(Enum):
    """What an action is about."""

    SERVER = auto()
    CHANNEL = auto()
    CHAT = auto()
    FILES = auto()
    SESSION = auto()
    MESSAGE = auto()
    ANSWER = auto()
    CASE = auto()
    SUGGESTION = auto()
    SLOT = auto()
    OWN = auto()


NO_SESSION = N_("There is no session {number} on this server.")
UNKNOWN: Mapping[On, str] = {
    On.SERVER: N_("Use this on the server where the chat is."),
    On.CHANNEL: N_("There is no such channel on this server, or you cannot view it."),
    On.CHAT: N_("There is no such channel on this server, or you cannot view it."),
    On.FILES: NO_SESSION,
    On.SESSION: NO_SESSION,
    On.MESSAGE: N_("This message is not part of a chat's record."),
    On.ANSWER: N_("This answer no longer exists."),
    On.CASE: N_("There is no case {number}."),
    On.OWN: N_("I keep nothing of yours from that server."),
    On.SUGGESTION: N_("This suggestion no longer exists."),
    On.SLOT: N_("There is no recurring chat {number}; /tchat settings slot-list shows them."),
}
"""What is said where a thing does not exist, and where it is somebody else's business that it does."""

REFUSALS: Mapping[Standing, str] = {
    PLANNERS: N_("Only members who may Manage Events, or who have a host role, can do that."),
    HOSTS: N_("Only hosts can do that."),
    READERS: N_("Only hosts and organisers can do that."),
    HOSTS | AUTHOR: N_("Only its author or a host can do that."),
    AUTHOR: N_("Only its author can do that."),
}

OUTDATED = N_("That is from an older version of me; /tchat status and /question show the current buttons.")
"""What is said to an id that no version of the bot, or no longer this one, would have made."""


@dataclass(frozen=True, slots=True)
class Right:
    """Who may do something, and on what.

    `parts` are what an id says after its beginning, in this order; the last one may hold colons if it ends in "…".
    With `private`, it can also be done in private messages with the bot, by whoever it is about.
    """

    who: Standing
    on: On
    parts: tuple[str, ...] = ()
    private: bool = False


def _times(beginning: str, *more: str) -> dict[str, Right]:
    """Return the rights to the three things that a time can be for."""
    moved = Right(HOSTS, On.SESSION, (*more, "channel", "speed", "session"))
    start = Right(PLANNERS, On.CHANNEL, (*more, "channel", "speed", "subject…"))
    return {f"{beginning}:start": start, f"{beginning}:move": moved, f"{beginning}:end": moved}


COMMANDS: Mapping[str, Right] = {
    "/mydata": Right(EVERYONE, On.OWN, private=True),
    "/question": Right(EVERYONE, On.CHAT),
    "/tchat start": Right(PLANNERS, On.CHANNEL),
    "/tchat next": Right(HOSTS, On.CHAT),
    "/tchat pause": Right(HOSTS, On.CHAT),
    "/tchat resume": Right(HOSTS, On.CHAT),
    "/tchat extend": Right(HOSTS, On.CHAT),
    "/tchat off-record": Right(HOSTS, On.CHAT),
    "/tchat ask": Right(HOSTS, On.CHAT),
    "/tchat close": Right(HOSTS, On.CHAT),
    "/tchat cancel": Right(HOSTS, On.CHAT),
    "/tchat status": Right(HOSTS, On.CHAT),
    "/tchat check": Right(HOSTS, On.CHAT),
    "/tchat hosts add": Right(HOSTS, On.CHAT),
    "/tchat hosts remove": Right(HOSTS, On.CHAT),
    "/tchat hosts lead": Right(HOSTS, On.CHAT),
    "/tchat summary": Right(READERS, On.FILES),
    "/tchat transcript": Right(READERS, On.FILES),
    "/tchat archive": Right(READERS, On.FILES),
    "/tchat packs list": Right(PLANNERS, On.SERVER),
    "/tchat packs show": Right(PLANNERS, On.SERVER),
    "/tchat packs import": Right(PLANNERS, On.SERVER),
    "/tchat packs export": Right(PLANNERS, On.SERVER),
    "/tchat packs remove": Right(PLANNERS, On.SERVER),
    "/tchat settings desk": Right(PLANNERS, On.CHANNEL),
    "/tchat settings recap": Right(PLANNERS, On.CHANNEL),
    "/tchat settings privacy": Right(PLANNERS, On.SERVER),
    "/tchat settings slot-add": Right(PLANNERS, On.CHANNEL),
    "/tchat settings slot-list": Right(PLANNERS, On.SERVER),
    "/tchat settings slot-remove": Right(PLANNERS, On.SLOT),
    "/tchat settings queue": Right(PLANNERS, On.SLOT),
    "/tchat settings moderation": Right(PLANNERS, On.SERVER),
    "/tchat settings moderation-log": Right(HOSTS, On.FILES),
    "/tchat settings moderation-undo": Right(HOSTS, On.CASE),
}
"""The slash commands."""

MENUS: Mapping[str, Right] = {
    "Use in the recap…": Right(HOSTS, On.MESSAGE),
    "File under question…": Right(HOSTS | AUTHOR, On.MESSAGE),
    "Leave out of the record": Right(HOSTS | AUTHOR, On.MESSAGE),
    "Tell the hosts": Right(EVERYONE, On.MESSAGE),
    "Edit my answer": Right(AUTHOR, On.MESSAGE),
}
"""The menus on messages."""

IDS: Mapping[str, Right] = {
    "answer:give": Right(EVERYONE, On.SESSION, ("session", "question")),
    "answer:send": Right(EVERYONE, On.SESSION, ("session", "question")),
    "answer:change": Right(AUTHOR, On.MESSAGE, ("message",)),
    "answer:approve": Right(HOSTS, On.ANSWER, ("answer",)),
    "answer:aside": Right(HOSTS, On.ANSWER, ("answer",)),
    "appeal": Right(AUTHOR, On.CASE, ("case",), private=True),
    "ask": Right(HOSTS, On.SESSION, ("channel", "session")),
    "back": Right(HOSTS, On.SESSION, ("channel", "session")),
    "case": Right(HOSTS, On.CASE, ("deed", "case")),
    "desk:again": Right(HOSTS, On.SESSION, ("session", "question")),
    "desk:file": Right(HOSTS, On.MESSAGE, ("message", "number")),
    "edit": Right(HOSTS, On.SESSION, ("channel", "session")),
    "edit-text": Right(HOSTS, On.SESSION, ("channel", "session", "question")),
    "file": Right(HOSTS | AUTHOR, On.MESSAGE, ("message",)),
    "judged:forget": Right(PLANNERS, On.SERVER),
    "mydata:answers": Right(EVERYONE, On.OWN, ("server",), private=True),
    "mydata:back": Right(EVERYONE, On.OWN, ("server",), private=True),
    "mydata:erase": Right(EVERYONE, On.OWN, ("server",), private=True),
    "mydata:export": Right(EVERYONE, On.OWN, ("server",), private=True),
    "mydata:find": Right(EVERYONE, On.OWN, ("server",), private=True),
    "mydata:gone": Right(EVERYONE, On.OWN, ("server", "chat"), private=True),
    "mydata:here": Right(EVERYONE, On.OWN, ("server",), private=True),
    "mydata:name": Right(EVERYONE, On.OWN, ("server",), private=True),
    "mydata:of": Right(EVERYONE, On.OWN, private=True),
    "mydata:one": Right(EVERYONE, On.OWN, ("server",), private=True),
    "mydata:pseudonym": Right(EVERYONE, On.OWN, ("server",), private=True),
    "mydata:quote": Right(EVERYONE, On.OWN, ("server",), private=True),
    "mydata:record": Right(EVERYONE, On.OWN, ("server",), private=True),
    "mydata:silence": Right(EVERYONE, On.OWN, ("server",), private=True),
    "mydata:unfind": Right(EVERYONE, On.OWN, ("server",), private=True),
    "mydata:unrecord": Right(EVERYONE, On.OWN, ("server",), private=True),
    "now:start": Right(PLANNERS, On.CHANNEL, ("channel", "speed", "subject…")),
    "order": Right(HOSTS, On.SESSION, ("channel", "session")),
    "panel": Right(HOSTS, On.SESSION, ("deed", "channel", "session")),
    "pick:add": Right(HOSTS, On.SESSION, ("session", "person", "role")),
    "pick:cancel": Right(HOSTS, On.SESSION, ("session",)),
    "pick:lead": Right(HOSTS, On.SESSION, ("session", "person")),
    "pick:log": Right(HOSTS, On.SESSION, ("session", "format")),
    "pick:question": Right(EVERYONE, On.SESSION, ("session",)),
    "pick:remove": Right(HOSTS, On.SESSION, ("session", "person")),
    "pick:status": Right(HOSTS, On.SESSION, ("session",)),
    "pick:summary": Right(READERS, On.SESSION, ("session",)),
    "pick:transcript": Right(READERS, On.SESSION, ("session", "format", "record")),
    "place": Right(HOSTS, On.SESSION, ("channel", "session", "question")),
    "privacy": Right(PLANNERS, On.SERVER, ("months", "attachments", "cases", "suggestions")),
    "recap:headline": Right(HOSTS, On.SESSION, ("session", "question")),
    "recap:lead": Right(HOSTS, On.SESSION, ("session",)),
    "recap:line": Right(HOSTS, On.SESSION, ("session",)),
    "recap:lines": Right(HOSTS, On.SESSION, ("session",)),
    "recap:next": Right(HOSTS, On.SESSION, ("session",)),
    "recap:offer": Right(HOSTS, On.SESSION, ("session",)),
    "recap:offers": Right(HOSTS, On.SESSION, ("session",)),
    "recap:publish": Right(HOSTS, On.SESSION, ("session",)),
    "recap:quote": Right(HOSTS, On.SESSION, ("session", "place")),
    "recap:quotes": Right(HOSTS, On.SESSION, ("session",)),
    "recap:use": Right(HOSTS, On.MESSAGE, ("message",)),
    "recap:whole": Right(EVERYONE, On.SESSION, ("session",)),
    "remind:channel": Right(EVERYONE, On.CHANNEL, ("channel",)),
    "remind:session": Right(EVERYONE, On.SESSION, ("session",)),
    "remind:stop": Right(EVERYONE, On.CHANNEL, ("channel",)),
    "rules": Right(PLANNERS, On.SERVER, ("preset", "rule", "action", "numbers")),
    "slot:again": Right(PLANNERS, On.SLOT, ("slot", "subject…")),
    "suggest:accept": Right(HOSTS, On.SUGGESTION, ("suggestion",)),
    "suggest:aside": Right(HOSTS, On.SUGGESTION, ("suggestion",)),
    "suggest:back": Right(HOSTS, On.SUGGESTION, ("suggestion",)),
    "suggest:edit": Right(HOSTS, On.SUGGESTION, ("suggestion",)),
    "suggest:new": Right(EVERYONE, On.CHANNEL, ("channel",)),
    "suggest:text": Right(HOSTS, On.SUGGESTION, ("suggestion",)),
    "suggest:write": Right(EVERYONE, On.CHANNEL, ("channel",)),
    "sure": Right(HOSTS, On.SESSION, ("deed", "channel", "session", "request", "source")),
    "tell": Right(EVERYONE, On.MESSAGE, ("message",)),
    **_times("change"),
    **_times("when"),
    **_times("yes", "unix"),
}
"""What the ids of buttons, menus and forms begin with."""

WORDS = {"deed", "format", "number", "record", "role", "source", "subject", "preset", "rule", "action", "numbers"}
"""The parts of ids that are words; all others are numbers."""

GREATEST = 2**63 - 1
"""The greatest number that an id of Discord's or of the record can be."""


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks: as what on which server (None in private messages), and which of its channels they can view now."""

    person: int
    server: int | None
    standing: Standing
    views: Callable[[int], bool]


@dataclass(frozen=True, slots=True)
class Subject:
    """The thing that is meant: on which server, in which channel (None: of the server as a whole), of which session.

    `authors` are those whose words it is about, `number` is how people know it.
    """

    server: int
    channel: int | None = None
    session: Session | None = None
    authors: Collection[int] = ()
    number: int = 0


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that somebody wants to do: its name in the table, its right, and what its id or its options name."""

    name: str
    right: Right
    named: Mapping[str, int | str]

    @property
    def deed(self) -> str:
        """The second word of its name: what is to be done."""
        return self.name.partition(":")[2]

    def word(self, part: str) -> str:
        """Return a part of the id that is a word."""
        return str(self.named[part])

    def number(self, part: str) -> int:
        """Return a part of the id that is a number."""
        return int(self.named[part])


def action_of_id(id: str) -> Action:
    """Return what the id of a button, menu or form asks for; refuse an id that the bot would not have made."""
    beginning, *parts = id.split(":")
    name = beginning
    if name not in IDS and parts:
        name, parts = f"{beginning}:{parts[0]}", parts[1:]
    right = IDS.get(name)
    if right is None:
        raise Refused(OUTDATED)
    names = right.parts
    if names and names[-1].endswith("…"):
        names, parts = (*names[:-1], names[-1][:-1]), [*parts[: len(names) - 1], ":".join(parts[len(names) - 1 :])]
    if len(names) != len(parts):
        raise Refused(OUTDATED)
    return Action(name, right, {key: _part(key, value) for key, value in zip(names, parts, strict=True)})


def numeral(text: str) -> int:
    """Return a number that an id holds; refuse what is none."""
    if not (text.isascii() and text.isdecimal() and len(text) <= len(str(GREATEST)) and int(text) <= GREATEST):
        raise Refused(OUTDATED)
    return int(text)


def _part(name: str, text: str) -> int | str:
    return text if name in WORDS else numeral(text)


def unknown(on: On, number: int = 0) -> NotFound:
    """Return what is said of a thing that does not exist."""
    return NotFound(UNKNOWN[on], number=number)


def standing_of(asker: Asker, subject: Subject) -> Standing:
    """Return as what somebody asks about a thing."""
    standing = asker.standing | EVERYONE
    if subject.session is not None and asker.person in subject.session.hosts:
        standing |= Standing.HOST
    if asker.person in subject.authors:
        standing |= AUTHOR
    return standing


def may(right: Right, asker: Asker, subject: Subject) -> bool:
    """Return whether somebody may do something."""
    try:
        judge(right, asker, subject)
    except (NotFound, Refused):
        return False
    return True


def judge(right: Right, asker: Asker, subject: Subject) -> Standing:
    """Return as what somebody may do something; raise `NotFound` or `Refused`, with a sentence, if they may not."""
    standing = standing_of(asker, subject)
    if right.private and AUTHOR in standing and asker.server in (None, subject.server):
        return standing
    if asker.server is None:
        raise unknown(right.on if right.private else On.SERVER, subject.number)
    hidden = subject.channel is not None and not asker.views(subject.channel)
    if asker.server != subject.server or hidden:
        raise unknown(right.on, subject.number)
    if not standing & right.who:
        raise Refused(REFUSALS[right.who])
    return standing
