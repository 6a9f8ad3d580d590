"""What is said on the host desk: what happened, what to do, and buttons for it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from bot.core.base.contribution import Contribution
from bot.core.base.errors import filled
from bot.core.base.limits import MAX_LABEL, MAX_TEXT
from bot.core.base.post import Action, Post, stamp
from bot.core.base.words import NN_, Words
from bot.core.script.slots import Slot
from bot.core.script.suggestion import Suggestion
from bot.core.session.facts import (
    AnswerReworded,
    AnswerWithdrawn,
    Cause,
    CoHostsAsked,
    Fact,
    FilingAsked,
    Held,
    HostLeft,
    HostsTold,
    Measure,
    Moderated,
    Notice,
    Paused,
    RoomLost,
)
from bot.core.session.fold import RULINGS
from bot.core.session.state import Phase, Session
from bot.core.session.timetable import part_ends
from bot.core.text.shorten import shortened
from bot.core.text.showing.posts import name, quoted

LONGEST_QUOTE = 300

SLOT = "slot"
"""What the ids of buttons about slots begin with."""

LONGEST_NAME, MOST_ACTIONS = 80, 5
"""Which names of packs fit into a button's id, and how many buttons a card has at most."""


def desk_name(session: Session, words: Words) -> str:
    """Return the name of the private thread in which a session's hosts are spoken to; it is the same every time."""
    return words.gettext("Hosts · session {number}").format(number=session.number)


def desk_members(session: Session, facts: Iterable[Fact]) -> list[int]:
    """Return who reads along at a session's desk: its hosts, and who has run it without being named one.

    Authors may rule on what they said themselves, and appeal; that does not make them hosts.
    """
    facts = list(facts)
    acted = {fact.by for fact in facts if fact.by is not None and not _is_of_members(fact)}
    left = {fact.person for fact in facts if isinstance(fact, HostLeft)}
    return sorted((acted - left) | session.hosts.keys())


BLOCKED = NN_(
    "Discord's AutoMod blocked {count} message here. It reached neither the chat nor my record. Was that right? Its "
    "rules are under server settings → Safety Setup → AutoMod.",
    "Discord's AutoMod blocked {count} messages here. They reached neither the chat nor my record. Was that right? Its "
    "rules are under server settings → Safety Setup → AutoMod.",
)


def _is_of_members(fact: Fact) -> bool:
    """Return whether somebody can have caused a fact without being a host."""
    if isinstance(fact, Moderated):
        return fact.measure is Measure.APPEAL
    return isinstance(fact, (*RULINGS, AnswerReworded, AnswerWithdrawn))


def desk_post(session: Session, fact: Fact, words: Words, said: Contribution | None = None) -> Post | None:
    """Return what hosts are told because of a fact, or asked; `said` is the contribution that it is about.

    None where there is nothing to say any more. The lead is asked first; the others if the lead is silent.
    """
    head = words.gettext("**Session {number}: {title}**").format(
        number=session.number, title=session.pack.title.in_language(session.pack.language)
    )
    match fact:
        case Held():
            return _ask_lead(session, head, _held(session, fact, words), _open_or_cancel(session, words))
        case Paused():
            return _ask_lead(session, head, _paused(session, fact, words), _go_on_or_close(session, words))
        case CoHostsAsked():
            return _co_hosts(session, head, words)
        case FilingAsked():
            return None if said is None else _filing(session, fact, said, head, words)
        case RoomLost():
            gone = words.gettext("The channel was deleted. The record is kept; `tchat transcript {number}` writes it.")
            return Post(f"{head}\n{gone.format(number=session.number)}")
        case HostsTold(notice=Notice.DESK_MOVED):
            return _ask_lead(session, head, moved_here(words), ())
        case HostsTold(notice=Notice.RECAP_MOVED, detail=place):
            text = words.gettext(
                "I cannot show the recap in {place} any more: that channel is gone, or I may not post there. It is in "
                "the chat's own channel now; choose another one with `/tchat settings recap`."
            )
            return Post(f"{head}\n{text.format(place=place)}")
        case HostsTold():
            return Post(f"{head}\n{_told(fact, words)}", actions=_again(session, fact, words))
        case _:
            raise ValueError(fact)


def _ask_lead(session: Session, head: str, text: str, actions: tuple[Action, ...]) -> Post:
    """Return a question to the lead, by name: only who is mentioned in the text is notified."""
    lead = () if session.lead is None else (session.lead,)
    asked = " ".join([*_mentions(lead), text])
    return Post(f"{head}\n{asked}", actions=actions, pings=lead)


def _mentions(people: Iterable[int]) -> list[str]:
    return [f"<@{person}>" for person in people]


def _co_hosts(session: Session, head: str, words: Words) -> Post:
    others = tuple(sorted(host for host in session.hosts if host != session.lead))
    mentions = " ".join(_mentions(others))
    text = words.gettext("{mentions} The chat is waiting, and its lead has not answered. Can one of you decide?")
    waiting = _open_or_cancel if session.phase is Phase.HELD else _go_on_or_close
    lead = Action(words.gettext("Take the lead"), f"panel:lead:{_place(session)}")
    actions = (*waiting(session, words), lead)
    return Post(f"{head}\n{text.format(mentions=mentions)}", actions=actions, pings=others)


def _filing(session: Session, fact: FilingAsked, said: Contribution, head: str, words: Words) -> Post:
    """Ask where an answer belongs that came just after a question: to that one, or still to the one before."""
    text = words.gettext("[{name}]({link}) wrote right after Q{number}: “{text}” Which question does that answer?")
    asked = [asking.number for asking in session.asked]
    place = asked.index(fact.number)
    actions = tuple(
        Action(words.gettext("File under Q{number}").format(number=number), f"desk:file:{said.id}:{number}")
        for number in (fact.number, *asked[max(0, place - 1) : place])
    )
    shown = text.format(
        name=name(said.author.name),
        link=session.room.link(said.id, said.channel),
        number=fact.number,
        text=quoted(said.text, LONGEST_QUOTE),
    )
    talk = Action(words.gettext("Not an answer"), f"desk:file:{said.id}:none")
    return Post(f"{head}\n{shown}", actions=(*actions, talk), quiet=True)


def empty_slot(slot: Slot, instant: datetime, played: Sequence[str], words: Words) -> Post:
    """Return the question for a pack, where a slot is near and none is left in its queue but those that were played."""
    text = words.gettext(
        "The chat on {time} in <#{channel}> has no questions yet: its queue has no unused pack. Add one "
        "with /tchat settings queue."
    )
    again = words.gettext("Use “{pack}” again")
    actions = tuple(
        Action(shortened(again.format(pack=name), MAX_LABEL), f"{SLOT}:again:{slot.id}:{name}")
        for name in played
        if len(name) <= LONGEST_NAME
    )
    return Post(text.format(time=stamp(instant, "F"), channel=slot.channel), actions=actions[:MOST_ACTIONS])


def slot_trouble(channel: int, instant: datetime, reason: str, words: Words) -> Post:
    """Return what hosts are told where a slot is near and its chat, or the pack whose turn it is, cannot be had."""
    text = words.gettext("The chat on {time} in <#{channel}>: {reason}")
    return Post(text.format(time=stamp(instant, "F"), channel=channel, reason=reason))


def suggestion_card(number: int, suggestion: Suggestion, words: Words) -> Post:
    """Return the card of a member's suggestion, with its buttons."""
    text = words.gettext("{name} suggests a question for the next chat: “{text}”").format(
        name=name(suggestion.name), text=quoted(suggestion.text, LONGEST_QUOTE)
    )
    actions = (
        Action(words.gettext("Accept"), f"suggest:accept:{number}"),
        Action(words.gettext("Edit and accept"), f"suggest:edit:{number}"),
        Action(words.gettext("Set aside"), f"suggest:aside:{number}"),
    )
    return Post(text, actions=actions, quiet=True)


def moved_here(words: Words) -> str:
    """Say that hosts are spoken to at another place from now on."""
    return words.gettext(
        "From now on I talk to the hosts here: the previous place is gone or no longer used. What still "
        "needs a decision follows."
    )


def mentioning(post: Post, lead: int) -> Post:
    """Return the first post of a chat at the desk so that it comes to its lead's notice; later ones are quiet."""
    text = f"<@{lead}> {post.text}"
    if lead in post.pings or len(text) > MAX_TEXT:
        return post
    return replace(post, text=text, pings=(*post.pings, lead), quiet=False)


def storage_trouble(reason: str, words: Words) -> Post:
    """Return what hosts are told while the record cannot be written."""
    text = words.gettext(
        "I cannot save messages right now: {reason} I keep them in memory until I can; please tell whoever runs me."
    )
    return Post("⚠️ " + text.format(reason=reason))


def storage_back(words: Words) -> Post:
    """Return what hosts are told once it can be written again."""
    return Post("✅ " + words.gettext("I can save messages again; none are missing."))


def _held(session: Session, fact: Held, words: Words) -> str:
    assert session.opens_at is not None
    if fact.cause is Cause.OUTAGE:
        return words.gettext("I was offline at {time}, when the chat should have opened. Open it now?").format(
            time=stamp(session.opens_at)
        )
    names = ", ".join(words.gettext(name) for name in fact.detail.split(", "))
    return words.gettext("The chat could not open: I am missing {names}. Give me that, then open it.").format(
        names=names
    )


def _paused(session: Session, fact: Paused, words: Words) -> str:
    match fact.cause:
        case Cause.OUTAGE:
            return words.gettext("I was offline when the next step was due at {time}, so the chat is waiting.").format(
                time=stamp(part_ends(session))
            )
        case Cause.UNREADABLE:
            return words.gettext(
                "I cannot tell whether my last post is in the channel, so the chat is waiting: {reason} "
                "Give me Read Message History, then resume the chat."
            ).format(reason=fact.detail)
        case Cause.REMOVED:
            return words.gettext("I was removed from the server and am back now. Should the chat go on?")
        case _:
            return words.gettext("My post did not go through, so the chat is waiting: {reason}").format(
                reason=fact.detail
            )


def _told(fact: HostsTold, words: Words) -> str:
    """Return what came up, where, and what to do about it."""
    match fact.notice:
        case Notice.PERMISSIONS:
            text = words.gettext("Some permissions are missing in the channel: {names}. The chat goes on without them.")
            return text.format(names=", ".join(words.gettext(name) for name in fact.detail.split(", ")))
        case Notice.NO_THREAD:
            text = words.gettext(
                "Q{number} has no thread yet: {reason} I keep trying; until then its card asks for answers in the "
                "channel."
            )
        case Notice.THREAD_MADE:
            text = words.gettext("Q{number} has its thread now.")
        case Notice.THREAD_GONE:
            text = words.gettext(
                "The thread of Q{number} was deleted. Its messages stay in the record, since their authors "
                "did not delete them; answers go in the channel now."
            )
        case Notice.CARD_GONE:
            text = words.gettext(
                "The card of Q{number} was deleted. Its answers, and those to come, stay in the record."
            )
        case Notice.PUT_BACK:
            text = words.gettext(
                "My database was restored from an earlier copy: “{post}” is already in the channel, so I "
                "did not post it again. What you did since then is missing; `/tchat status` shows what "
                "comes next."
            )
            return text.format(post=fact.detail)
        case Notice.BLOCKED:
            return filled(words, BLOCKED, {"count": int(fact.detail)})
        case Notice.NOT_POSTED:
            return fact.detail
    return text.format(number=fact.number, reason=fact.detail)


def _again(session: Session, fact: HostsTold, words: Words) -> tuple[Action, ...]:
    if fact.notice is not Notice.CARD_GONE or fact.number not in session.cardless:
        return ()
    return (Action(words.gettext("Post it again"), f"desk:again:{session.number}:{fact.number}"),)


def without_buttons(session: Session, post: Post, words: Words) -> Post:
    """Return a post for hosts as a private message: in place of buttons it names the commands and where to use them."""
    if not post.actions:
        return replace(post, pings=())
    text = words.gettext("Use /tchat resume, close or cancel in {channel}.").format(
        channel=f"<#{session.room.channel}>"
    )
    return replace(post, text=f"{post.text}\n{text}", actions=(), pings=())


def _go_on_or_close(session: Session, words: Words) -> tuple[Action, ...]:
    place = _place(session)
    return (
        Action(words.gettext("Resume"), f"panel:resume:{place}"),
        Action(words.gettext("Close the chat"), f"panel:close:{place}", danger=True),
    )


def _open_or_cancel(session: Session, words: Words) -> tuple[Action, ...]:
    place = _place(session)
    return (
        Action(words.gettext("Open now"), f"panel:resume:{place}"),
        Action(words.gettext("Call off"), f"panel:cancel:{place}", danger=True),
    )


def _place(session: Session) -> str:
    """Return for which session a button is, as its id says it."""
    return f"{session.room.channel}:{session.number}"
