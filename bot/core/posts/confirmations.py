"""What people are told after a request was carried out: one or two sentences, in their language."""

from datetime import timedelta

from bot.core.base.post import stamp
from bot.core.base.words import Words
from bot.core.posts.phrases import time_of
from bot.core.script.pack import AnswersMode, HostRole, Pack
from bot.core.session.state import Phase, Ruling, Session
from bot.core.session.timetable import REMINDER_LEAD, closes_at, is_put_off, part_ends, reminds_at
from bot.core.text.shorten import shortened


def started(session: Session, asked_for: Pack, words: Words) -> str:
    """Say when the chat opens, and where answers go if not where the pack wanted them."""
    assert session.opens_at is not None
    title = asked_for.title.in_language(asked_for.language)
    if session.was_set_ahead:
        text = words.gettext("Session {number}, “{title}”, opens {time} in <#{channel}>.")
    else:
        text = words.gettext("Session {number}, “{title}”, starts now in <#{channel}>.")
    lines = [
        text.format(number=session.number, title=title, time=stamp(session.opens_at, "F"), channel=session.room.channel)
    ]
    if not session.rehearsal:
        lines.append(_will_end(session, words))
    if session.pack.answers is not asked_for.answers and session.pack.answers is AnswersMode.CHANNEL:
        lines.append(
            words.gettext(
                "I cannot create threads there, so I post approved answers in the channel. For threads, "
                "give me Create Public Threads and Send Messages in Threads."
            )
            if session.pack.reviewed
            else words.gettext(
                "I cannot create threads there, so people answer in the channel, beginning with A1, A2 … "
                "For threads, give me Create Public Threads and Send Messages in Threads."
            )
        )
    if session.rehearsal:
        lines.append(words.gettext("This is a rehearsal: nobody is pinged, and it shows in no list."))
    return "\n".join(lines)


def asked(session: Session, words: Words) -> str:
    """Say which question is being asked and when the chat will end."""
    assert session.current is not None
    text = words.gettext("Asking Q{number}: {text}").format(
        number=session.current, text=shortened(session.text_of(session.current), 200)
    )
    return f"{text}\n{_ends(session, words)}"


def skipped(session: Session, words: Words) -> str:
    """Say what comes next now."""
    if session.upcoming:
        text = words.gettext("Skipped. Next: Q{number}.").format(number=session.upcoming[0])
    else:
        text = words.gettext("Skipped. No question is left; the chat ends next.")
    return f"{text}\n{_ends(session, words)}"


def extended(session: Session, words: Words) -> str:
    """Say until when the running part goes on."""
    if session.phase is Phase.PAUSED:
        return words.gettext("Added; it starts after the break.")
    text = words.gettext("This part now lasts until {time}.").format(time=time_of(session.pack, part_ends(session)))
    return f"{text}\n{_ends(session, words)}"


def off_record(session: Session, words: Words) -> str:
    """Say what is off the record now."""
    if not session.off_record:
        return words.gettext("Recording goes on. What was written in between stays off the record.")
    return words.gettext("Off the record: nothing written there is recorded, and the welcome says so.")


def repeated(session: Session, words: Words) -> str:
    """Say which question is shown again."""
    assert session.current is not None
    return words.gettext("Q{number} is shown again in the channel.").format(number=session.current)


def posted_again(number: int, words: Words) -> str:
    """Say that the card of a question is in the channel again."""
    return words.gettext("Q{number} is posted again.").format(number=number)


def paused(_: Session, words: Words) -> str:
    """Say how to go on."""
    return words.gettext("Paused. Go on with /tchat resume; the time left is kept.")


def resumed(session: Session, words: Words) -> str:
    """Say that the chat goes on, or opened if it had been held back, and when it will end."""
    running = words.gettext("The chat goes on.")
    if session.since == session.opened_at and not session.extra:
        running = words.gettext("The chat is open.")
    return f"{running}\n{_ends(session, words)}"


def put_back(session: Session, words: Words) -> str:
    """Say what comes next now."""
    text = words.gettext("Back again. Next: Q{number}.").format(number=session.upcoming[0])
    return f"{text}\n{_ends(session, words)}"


def closed(session: Session, words: Words) -> str:
    """Say what follows."""
    if session.phase is Phase.CANCELLED:
        return cancelled(session, words)
    return words.gettext("Closed. The recap follows; /tchat transcript gives you the record.")


def cancelled(session: Session, words: Words) -> str:
    """Say what was called off."""
    title = session.pack.title.in_language(session.pack.language)
    return words.gettext("“{title}” is called off.").format(title=title)


def leading(session: Session, words: Words) -> str:
    """Say who is asked first from now on."""
    return words.gettext("<@{host}> has the lead now; I ask them first when something needs a decision.").format(
        host=session.lead
    )


def hosting(person: int, role: HostRole, words: Words) -> str:
    """Say what somebody may do from now on."""
    if role is HostRole.MODERATOR:
        text = words.gettext("<@{person}> is a moderator of this chat and can use the hosts' buttons and menus.")
    else:
        text = words.gettext("<@{person}> is a co-host of this chat and can use the hosts' buttons and menus.")
    return text.format(person=person)


def not_hosting(person: int, session: Session, words: Words) -> str:
    """Say who is no host any more, and that somebody should lead."""
    text = words.gettext("<@{person}> no longer hosts this chat.").format(person=person)
    if session.lead is None:
        text += " " + words.gettext("Nobody has the lead now; give it to somebody with /tchat hosts lead.")
    return text


def decided(person: int, what: str, words: Words) -> str:
    """Say on the host desk who settled what was asked there, and how."""
    return words.gettext("<@{person}>: {what}").format(person=person, what=what)


def decided_already(what: str, words: Words) -> str:
    """Tell a host that somebody was faster."""
    return words.gettext("That was already decided: {what}").format(what=what)


def suggestion_accepted(text: str | None, session: Session | None, words: Words) -> str:
    """Say when an accepted suggestion is asked, and in which words if they were changed.

    `session` is the chat that it joined, if one was set.
    """
    accepted = words.gettext("Accepted as “{text}”.").format(text=text) if text else words.gettext("Accepted.")
    return f"{accepted} {_asked_in(session, words)}"


def suggestion_taken(text: str, session: Session | None, words: Words) -> str:
    """Tell a member that their question is asked, in which words, and when."""
    thanks = words.gettext("Thank you for your question: “{text}”").format(text=text)
    return f"{thanks}\n{_asked_in(session, words)}"


def _asked_in(session: Session | None, words: Words) -> str:
    if session is None or session.opens_at is None:
        return words.gettext("It will be asked in the next chat scheduled there.")
    title = session.pack.title.in_language(session.pack.language)
    text = words.gettext("It will be asked in “{title}”, which opens {time} in <#{channel}>.")
    return text.format(title=title, time=stamp(session.opens_at, "F"), channel=session.room.channel)


def will_remind(session: Session, words: Words) -> str:
    """Say when the reminder for one chat comes, or why none does."""
    assert session.opens_at is not None
    if session.phase is Phase.CANCELLED:
        text = words.gettext("“{title}” is called off, so there will be no reminder.")
    elif session.is_over:
        text = words.gettext("“{title}” is over.")
    elif session.is_running:
        text = words.gettext("“{title}” is on right now in <#{channel}>.")
    elif session.reminded or session.phase is Phase.HELD:
        text = words.gettext("“{title}” is about to start: it opens {soon} in <#{channel}>.")
    elif reminds_at(session) is None:
        text = words.gettext("“{title}” opens {time} in <#{channel}>. I do not send reminders in its quiet hours.")
    else:
        text = words.gettext("I will mention you in <#{channel}> {minutes} minutes before “{title}” opens, {time}.")
    return text.format(
        title=session.pack.title.in_language(session.pack.language),
        time=stamp(session.opens_at, "F"),
        soon=stamp(session.opens_at, "R"),
        channel=session.room.channel,
        minutes=REMINDER_LEAD.seconds // 60,
    )


def will_remind_always(channel: int, words: Words) -> str:
    """Say when the reminders for all chats to come in a channel come."""
    text = words.gettext("I will mention you in <#{channel}> {minutes} minutes before each chat there.")
    return text.format(channel=channel, minutes=REMINDER_LEAD.seconds // 60)


def no_more_reminders(channel: int, words: Words) -> str:
    """Say that somebody is not reminded any more."""
    return words.gettext("You will get no more reminders of chats in <#{channel}>.").format(channel=channel)


def filed(ruling: Ruling, words: Words) -> str:
    """Say where a contribution is filed now."""
    if ruling.number is None:
        return words.gettext("Filed under no question.")
    return words.gettext("Filed under Q{number}.").format(number=ruling.number)


def left_out(ruling: Ruling, words: Words) -> str:
    """Say whether a contribution is in the record now."""
    if ruling.left_out:
        return words.gettext("Left out of the summary and the transcript. Choose it again to undo.")
    return words.gettext("Your message is part of the record again.")


def _will_end(session: Session, words: Words) -> str:
    """Say when a chat that is set will end, and that quiet hours put that off."""
    assert session.opens_at is not None
    ends = closes_at(session)
    time = stamp(ends, "t" if ends - session.opens_at < timedelta(hours=12) and not session.pack.is_slow else "f")
    if is_put_off(session.pack, session.opens_at):
        return words.gettext("The pack's quiet hours fall in between, so the chat ends at {time}.").format(time=time)
    return words.gettext("The chat ends at {time}.").format(time=time)


def _ends(session: Session, words: Words) -> str:
    return words.gettext("The chat ends at {time}.").format(time=time_of(session.pack, closes_at(session)))
