"""What is said on the host desk: what happened, what to do, and buttons for it."""

from bot.core.facts import Cause, Fact, Held, HostsTold, Notice, Paused, RoomLost
from bot.core.phrases import stamp
from bot.core.post import Action, Post
from bot.core.session import Session
from bot.core.words import Words


def desk_name(session: Session, words: Words) -> str:
    """Return the name of the private thread in which a session's hosts are spoken to; it is the same every time."""
    return words.gettext("Hosts · session {number}").format(number=session.number)


def desk_post(session: Session, fact: Fact, words: Words) -> Post:
    """Return what hosts are told because of a fact, or asked."""
    head = words.gettext("**Session {number}: {title}**").format(
        number=session.number, title=session.pack.title.in_language(session.pack.language)
    )
    match fact:
        case Held():
            return Post(f"{head}\n{_held(session, fact, words)}", actions=_open_or_cancel(session, words))
        case Paused():
            return Post(f"{head}\n{_paused(session, fact, words)}", actions=_go_on_or_close(session, words))
        case RoomLost():
            gone = words.gettext("The channel was deleted. The record is kept; `tchat transcript {number}` writes it.")
            return Post(f"{head}\n{gone.format(number=session.number)}")
        case HostsTold():
            return Post(f"{head}\n{_told(fact, words)}")
        case _:
            raise ValueError(fact)


def storage_trouble(reason: str, words: Words) -> Post:
    """Return what hosts are told while the record cannot be written."""
    text = words.gettext(
        "The record cannot be written: {reason} What is said is kept in memory meanwhile; whoever runs me should look."
    )
    return Post("⚠️ " + text.format(reason=reason))


def storage_back(words: Words) -> Post:
    """Return what hosts are told once it can be written again."""
    return Post("✅ " + words.gettext("The record is written again; nothing of what was said is missing."))


def _held(session: Session, fact: Held, words: Words) -> str:
    assert session.opens_at is not None
    if fact.cause is Cause.OUTAGE:
        return words.gettext("I was away at {time}, when the chat should have opened. Shall it open now?").format(
            time=stamp(session.opens_at)
        )
    names = ", ".join(words.gettext(name) for name in fact.detail.split(", "))
    return words.gettext("The chat could not open: I lack {names}. Give me that, then let it open.").format(names=names)


def _paused(session: Session, fact: Paused, words: Words) -> str:
    match fact.cause:
        case Cause.OUTAGE:
            return words.gettext("I was away when the next step was due at {time}, so the clock stands still.").format(
                time=stamp(session.part_ends)
            )
        case Cause.UNREADABLE:
            return words.gettext(
                "I cannot tell whether my last post is in the channel, so the clock stands still: {reason} "
                "Give me Read Message History, then let the chat go on."
            ).format(reason=fact.detail)
        case Cause.REMOVED:
            return words.gettext("I was removed from the server and am back. Shall the chat go on?")
        case _:
            return words.gettext("My post was refused, so the clock stands still: {reason}").format(reason=fact.detail)


def _told(fact: HostsTold, words: Words) -> str:
    if fact.notice is Notice.PERMISSIONS:
        text = words.gettext("Some permissions are missing in the channel: {names}. The chat goes on without them.")
        names = ", ".join(words.gettext(name) for name in fact.detail.split(", "))
        return text.format(names=names)
    return words.gettext("Something could not be posted: {reason}").format(reason=fact.detail)


def _go_on_or_close(session: Session, words: Words) -> tuple[Action, ...]:
    channel = session.room.channel
    return (
        Action(words.gettext("Go on"), f"panel:resume:{channel}"),
        Action(words.gettext("Close the chat"), f"panel:close:{channel}", danger=True),
    )


def _open_or_cancel(session: Session, words: Words) -> tuple[Action, ...]:
    channel = session.room.channel
    return (
        Action(words.gettext("Open now"), f"panel:resume:{channel}"),
        Action(words.gettext("Call off"), f"panel:cancel:{channel}", danger=True),
    )
